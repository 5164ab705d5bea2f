//! "Park it for later": one line put aside, the easy alternative to going back. What is parked is only
//! counted until the protected time is over.

use leptos::prelude::*;
use ringfence_core::protocol::{CoreEvent, Field};
use wasm_bindgen_futures::spawn_local;

use crate::fault::{FaultLines, Faults};
use crate::shell::{self, Answer, NotRunning};
use crate::times;
use crate::words::{counted, word, word_with};

/// The line to write on, and how many are parked.
#[component]
pub fn Park(
    /// The address in whose place it is written; empty for none.
    #[prop(into)]
    url: String,
    /// How many are parked.
    #[prop(into)]
    count: Signal<u32>,
    /// When they come back, in milliseconds since 1970.
    #[prop(into)]
    until: Signal<i64>,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let faults: Faults = RwSignal::new(Vec::new());
    let silent = RwSignal::new(false);
    let url = StoredValue::new(url);
    let park = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (line, url) = (text.get_untracked(), url.get_value());
        let answer = shell::send(&CoreEvent::Park { text: line.clone(), url });
        spawn_local(async move {
            let answer = answer.await;
            silent.set(matches!(answer, Err(NotRunning)));
            match answer {
                Ok(Answer::Done(_)) => {
                    faults.set(Vec::new());
                    // What was typed meanwhile is another line.
                    if text.with_untracked(|now| *now == line) {
                        text.set(String::new());
                    }
                }
                Ok(Answer::Refused(found)) => faults.set(found),
                Err(NotRunning) => {}
            }
        });
    };
    let hint = move || {
        let clock = times::clock(until.get());
        match count.get() {
            0 => word_with("park_hint", &[&clock]),
            count => counted("park_hint", count as usize, &[&clock]),
        }
    };
    let about = |field| matches!(field, Field::Parked | Field::Draft);
    let wrong = move || faults.with(|faults| faults.iter().any(|fault| about(fault.field)));
    view! {
        <form class="park field" class:wrong=wrong on:submit=park>
            <label for="park">{word("park_label")}</label>
            <div class="park-line">
                <input
                    class="input yours"
                    id="park"
                    dir="auto"
                    autocomplete="off"
                    aria-describedby="park-wrong park-hint"
                    aria-invalid=move || wrong().to_string()
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                />
                <button class="btn" type="submit">{word("park_button")}</button>
            </div>
            <FaultLines id="park-wrong" faults=faults about=about/>
            <p class="hint" id="park-hint" aria-live="polite">
                {move || if silent.get() { word("back_not_running") } else { hint() }}
            </p>
        </form>
    }
}
