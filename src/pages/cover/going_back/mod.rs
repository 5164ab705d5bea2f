//! The way back to work: why, which sites, for how long, what pulled, and one deliberate act.
//! Conscious, not hard.

mod act;
mod form;
mod questions;
mod summary;

use leptos::prelude::*;
use ringfence_core::protocol::{ScopeChoice, ScopeDraft};
use ringfence_pages::countdown::now_until;
use ringfence_pages::parts::{Brand, focus_when_there};
use ringfence_pages::times;
use ringfence_pages::words::{word, word_with};

pub use self::form::Form;
use crate::Cover;

/// The form and what it comes to.
pub fn going_back(cover: Cover) -> impl IntoView {
    let ends = cover.place.with_value(|place| place.ends);
    let form = cover.form;
    let until = Signal::derive(move || cover.until());
    let now = now_until(until, move || cover.live.refresh());
    let heading = NodeRef::new();
    focus_when_there(heading);
    let standing = move || {
        let left = times::length(times::minutes_between(now.get(), until.get()));
        word_with("back_protected", &[&times::clock(until.get()), &left])
    };
    view! {
        <div class="back">
            <div class="cover-top"><Brand/><span>{standing}</span></div>
            <div class="back-head">
                <h1 tabindex="-1" node_ref=heading>
                    {word(if ends { "back_end_heading" } else { "back_heading" })}
                </h1>
                <p class="soft">{word(if ends { "back_end_lead" } else { "back_lead" })}</p>
            </div>
            <div class="back-grid">
                {questions::questions(cover, form, now)}
                {summary::summary(cover, form, now)}
            </div>
        </div>
    }
}

fn scope_name(choice: &ScopeChoice) -> AnyView {
    let label = choice.label.clone();
    match choice.scope {
        ScopeDraft::Site { .. } => view! { <span class="exact">{label}</span> }.into_any(),
        ScopeDraft::Group { .. } => label.into_any(),
        ScopeDraft::Everything {} => word("back_everything").into_any(),
    }
}
