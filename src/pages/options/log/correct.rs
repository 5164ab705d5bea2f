//! A reason is corrected, at its entry. The entry stays: what counts is said in a further one.

use leptos::prelude::*;
use ringfence_core::protocol::{CoreEvent, Fault, Reason};
use ringfence_pages::reasons::Reasons;
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::words::{reason as in_words, word, word_with};
use wasm_bindgen_futures::spawn_local;

use super::Log;

/// What opens the choice.
pub(super) fn button(log: Log, row: u64, clock: &str) -> impl IntoView + use<> {
    let is_open = move || log.correcting.get() == Some(row);
    let press = move |_| {
        if untrack(is_open) {
            return log.correcting.set(None);
        }
        log.correcting.set(Some(row));
        crate::week::focus(".correct-form :checked");
    };
    view! {
        <button
            class="link correct"
            id=button_id(row)
            type="button"
            aria-label=word_with("log_correct_at", &[clock])
            aria-expanded=move || if is_open() { "true" } else { "false" }
            on:click=press
        >
            {word("log_correct")}
        </button>
    }
}

fn button_id(row: u64) -> String {
    ["correct-", &row.to_string()].concat()
}

/// The choice.
pub(super) fn form(log: Log, row: u64, grant: u32, now: Reason) -> impl IntoView {
    let chosen = RwSignal::new(Some(now));
    let faults = RwSignal::new(Vec::<Fault>::new());
    let outcome = RwSignal::new(String::new());
    let close = move || {
        log.correcting.set(None);
        // Corrected, it may be none of those that are shown.
        let stays = log.wanted.with_untracked(|it| {
            it.reason.is_none_or(|wanted| chosen.get_untracked() == Some(wanted))
        });
        let place = if stays { ["#", &button_id(row)].concat() } else { "#log-filter".to_owned() };
        crate::week::focus(place);
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(reason) = chosen.get_untracked() else { return };
        if reason == now {
            return close();
        }
        let redo = CoreEvent::CorrectOverride { grant, reason };
        let answer = shell::send(&redo);
        spawn_local(async move {
            match answer.await {
                Ok(Answer::Done(_)) => {
                    let undo = CoreEvent::CorrectOverride { grant, reason: now };
                    log.history.add(word("step_corrected"), undo, redo);
                    log.history.say(word_with("log_corrected", &[&in_words(reason)]));
                    close();
                }
                Ok(Answer::Refused(found)) => log.history.say_faults(&found),
                Err(NotRunning) => {
                    let _ = outcome.try_set(word("back_not_running"));
                }
            }
        });
    };
    let cancel = move |_| {
        chosen.set(Some(now));
        close();
    };
    view! {
        <form class="correct-form settle" novalidate="" on:submit=submit>
            <Reasons name="correct-why" chosen=chosen faults=faults/>
            <div class="row">
                <button class="btn first" type="submit">{word("rule_save")}</button>
                <button class="btn bare" type="button" on:click=cancel>{word("rule_cancel")}</button>
            </div>
            <p class="hint" role="status">{outcome}</p>
        </form>
    }
}
