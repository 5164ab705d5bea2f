//! The rule is saved: what comes next, what it will be like, and where to see it.

use leptos::prelude::*;
use ringfence_core::protocol::CoreEvent;
use ringfence_pages::fault;
use ringfence_pages::health::Health;
use ringfence_pages::parts::focus_when_there;
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::times;
use ringfence_pages::words::{word, word_with};
use wasm_bindgen_futures::spawn_local;

use crate::{Welcome, when};

/// What stands in place of the steps.
pub fn done(welcome: Welcome) -> impl IntoView {
    let view = welcome.live.view;
    let heading = NodeRef::new();
    focus_when_there(heading);
    let days = untrack(|| when::chosen(welcome.form).0);
    let is_yours = if days.is_empty() {
        word("welcome_done_plain")
    } else {
        word_with("welcome_done", &[&capitalized(&days)])
    };
    let first_time = move || {
        let next = view.with(|view| {
            let starts = view.rules.last().map(|rule| rule.next.clone()).unwrap_or_default();
            starts.into_iter().map(|next| next.start).find(|start| *start > times::now())
        });
        next.map(|start| {
            word_with("welcome_done_next", &[&times::date(start), &times::clock(start)])
        })
    };
    let lost = move || {
        let lost = welcome.step.lost.get();
        (!lost.is_empty()).then(|| word_with("welcome_step_lost", &[&lost]))
    };
    let health = Signal::derive(move || view.with(|view| view.health.clone()));
    let pin = if shell::is_firefox() { "welcome_pin_firefox" } else { "welcome_pin_chrome" };
    view! {
        <div class="steps settle">
            <section class="card">
                <h2 tabindex="-1" node_ref=heading>{is_yours}</h2>
                <p>{first_time}</p>
                <p class="small" role="status">{lost}</p>
                <Health lines=health/>
            </section>
            <section class="card">
                <h2>{word("welcome_show")}</h2>
                {show_me()}
            </section>
            <section class="card">
                <h2>{word("welcome_pin")}</h2>
                <p class="soft">{word(pin)}</p>
            </section>
            <button class="btn first wide" type="button" on:click=|_| spawn_local(shell::close_own_tab())>
                {word("welcome_close")}
            </button>
        </div>
    }
}

/// Covers one open tab for a moment, or says how to have one.
fn show_me() -> impl IntoView {
    let outcome = RwSignal::new(String::new());
    let show = move |_| {
        let answer = shell::send(&CoreEvent::ShowMe {});
        spawn_local(async move {
            outcome.set(match answer.await {
                Ok(Answer::Refused(faults)) => {
                    faults.iter().map(fault::sentence).collect::<Vec<_>>().join(" ")
                }
                Ok(Answer::Done(_)) => word("welcome_shown"),
                Err(NotRunning) => word("back_not_running"),
            });
        });
    };
    view! {
        <p class="soft">{word("welcome_show_lead")}</p>
        <div class="row">
            <button class="btn" type="button" on:click=show>{word("welcome_show_button")}</button>
        </div>
        <p class="small" role="status">{outcome}</p>
    }
}

/// The words begin a sentence here.
fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
