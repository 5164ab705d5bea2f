//! Close-out, ten seconds: done or moved on, and one line for the next time.

use leptos::prelude::*;
use ringfence_core::protocol::{CloseOutView, CoreEvent, Field};
use wasm_bindgen_futures::spawn_local;

use crate::fault::{FaultLines, Faults};
use crate::shell::{self, Answer, NotRunning};
use crate::words::{word, word_with};

/// What came of the time, and what is to be done first next time.
#[component]
pub fn CloseOut(
    /// As it was.
    close_out: CloseOutView,
    /// The first button.
    #[prop(optional)]
    first: NodeRef<leptos::html::Button>,
) -> impl IntoView {
    let CloseOutView { step, then, end, .. } = close_out;
    let asked = if step.is_empty() {
        word("nudge_over_asked")
    } else {
        word_with("nudge_over_step", &[&step])
    };
    let before = StoredValue::new(then.clone());
    let next = RwSignal::new(then);
    let faults: Faults = RwSignal::new(Vec::new());
    let silent = RwSignal::new(false);
    let close = move |done: bool| {
        // What stands there already comes next by itself.
        let next = next.get_untracked();
        let next = if next == before.get_value() { String::new() } else { next };
        let answer = shell::send(&CoreEvent::CloseOut { end, done, next });
        spawn_local(async move {
            match answer.await {
                Ok(Answer::Done(_)) => faults.set(Vec::new()),
                Ok(Answer::Refused(found)) => faults.set(found),
                Err(NotRunning) => silent.set(true),
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
                on:input=move |event| next.set(event_target_value(&event))
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
