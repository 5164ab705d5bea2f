//! Close-out, ten seconds: done or moved on, and one line for the next time.

use leptos::prelude::*;
use ringfence_core::protocol::{CloseOutView, CoreEvent, Field};
use wasm_bindgen_futures::spawn_local;

use crate::draft::{Draft, Slot};
use crate::fault::{FaultLines, Faults};
use crate::shell::{self, Answer, NotRunning};
use crate::words::{word, word_with};

/// What came of the time, and what is to be done first next time.
#[component]
pub fn CloseOut(
    /// What is asked for: always of the same time, but its steps may change elsewhere.
    asked: Memo<Option<CloseOutView>>,
    /// The same as it is now.
    close_out: CloseOutView,
    /// The first button.
    #[prop(optional)]
    first: NodeRef<leptos::html::Button>,
) -> impl IntoView {
    let end = close_out.end;
    // Once it is answered, this goes on until it is gone.
    let close_out = Memo::new(move |before: Option<&CloseOutView>| {
        asked.get().or_else(|| before.cloned()).unwrap_or_else(|| close_out.clone())
    });
    let asked = move || {
        close_out.with(|it| match it.step.as_str() {
            "" => word("nudge_over_asked"),
            step => word_with("nudge_over_step", &[step]),
        })
    };
    let line = Draft::of(Slot::CloseOut, end.to_string());
    let next = move || line.typed().unwrap_or_else(|| close_out.with(|it| it.then.clone()));
    let faults: Faults = RwSignal::new(Vec::new());
    let silent = RwSignal::new(false);
    let close = move |done: bool| {
        // What stands there already comes next by itself.
        let before = close_out.with_untracked(|it| it.then.clone());
        let next = Some(untrack(next)).filter(|next| *next != before).unwrap_or_default();
        let answer = shell::send(&CoreEvent::CloseOut { end, done, next });
        spawn_local(async move {
            // Answered, the form is gone.
            match answer.await {
                Ok(Answer::Done(_)) => drop(faults.try_set(Vec::new())),
                Ok(Answer::Refused(found)) => drop(faults.try_set(found)),
                Err(NotRunning) => drop(silent.try_set(true)),
            }
        });
    };
    let about = |field| matches!(field, Field::NextStep | Field::Draft);
    let wrong = move || faults.with(|faults| faults.iter().any(|it| about(it.field)));
    let done = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        close(true);
    };
    view! {
        <form class="close-out field" class:wrong=wrong on:submit=done>
            <p class="yours">{asked}</p>
            <label class="small quiet" for="next-step">{word("nudge_close_next")}</label>
            <input
                class="input yours"
                id="next-step"
                dir="auto"
                autocomplete="off"
                aria-describedby="next-step-wrong"
                aria-invalid=move || wrong().to_string()
                prop:value=next
                on:input=move |event| line.put(event_target_value(&event))
            />
            <FaultLines id="next-step-wrong" faults=faults about=about/>
            <div class="row">
                <button class="btn first" type="submit" node_ref=first>{word("nudge_done")}</button>
                <button class="btn" type="button" on:click=move |_| close(false)>
                    {word("nudge_moved_on")}
                </button>
            </div>
            <p class="hint" aria-live="polite">
                {move || silent.get().then(|| word("back_not_running"))}
            </p>
        </form>
    }
}
