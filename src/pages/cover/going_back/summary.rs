//! What the answers come to, in words, and the one deliberate act.

use leptos::prelude::*;
use ringfence_core::protocol::ScopeDraft;
use ringfence_pages::times::{self, MINUTE};
use ringfence_pages::words::{counted, phrase, word, word_with};

use super::form::Form;
use super::{act, scope_name};
use crate::place::Place;
use crate::{Cover, Stage};

/// What the answers come to, and the act.
pub fn summary(cover: Cover, form: Form, now: ReadSignal<i64>) -> impl IntoView {
    let opens = move || {
        let choice = form.scope_chosen(cover)?;
        let minutes = i64::from(form.minutes(cover, now.get())?);
        let until = now.get().saturating_add(minutes * MINUTE).min(cover.until());
        let clock = times::clock(until).into_any();
        Some(match choice.scope {
            ScopeDraft::Everything {} => phrase("back_opens_everything", vec![clock]),
            _ => phrase("back_opens", vec![scope_name(&choice), clock]),
        })
    };
    let rest = move || {
        let choice = form.scope_chosen(cover)?;
        let covers = cover.covered.with(|covered| covered.covers.clone());
        let rest: Vec<_> = covers.into_iter().filter(|name| *name != choice.label).collect();
        match choice.scope {
            ScopeDraft::Everything {} => None,
            // Its group is among what is covered, and is so but for this one site.
            ScopeDraft::Site { .. } => Some(word("back_rest_site")),
            ScopeDraft::Group { .. } => {
                (!rest.is_empty()).then(|| counted("back_rest", rest.len(), &[&times::list(&rest)]))
            }
        }
    };
    let owed = move || {
        let minutes = form.minutes(cover, now.get())?;
        Some(word_with("back_owed", &[&times::length_in_minutes(minutes)]))
    };
    let stay = move || {
        let goal = cover.goal();
        if goal.is_empty() {
            word("back_stay_plain").into_any()
        } else {
            phrase("back_stay", vec![view! { <span class="yours">{goal}</span> }.into_any()])
        }
    };
    // Opened as the way back beside a tab, staying means closing this page.
    let stays = move |_| {
        if cover.place.with_value(Place::stands_for_a_navigation) {
            cover.stage.set(Stage::Covered);
        } else {
            cover.leave();
        }
    };
    view! {
        <section class="card sum" aria-label=word("back_summary")>
            <div aria-live="polite">{act::honest(cover, form)}</div>
            <ul aria-live="polite">
                {move || opens().map(|opens| view! { <li><span>{opens}</span></li> })}
                {move || rest().map(|rest| view! { <li><span>{rest}</span></li> })}
                {move || owed().map(|owed| view! { <li><span>{owed}</span></li> })}
                <li><span>{word("back_logged")}</span></li>
            </ul>
            {act::sentence_line(cover, form, now)}
            <div class="acts">
                {act::act(cover, form, now)}
                <p class="hint" role="alert">
                    {move || form.silent.get().then(|| word("back_not_running"))}
                </p>
            </div>
            {cover.park()}
            <button class="btn bare wide stay" type="button" on:click=stays>{stay}</button>
        </section>
    }
}
