//! How long before its stretches a rule says a word, or that it says none.

use leptos::prelude::*;
use ringfence_core::nudge::BEFORE;
use ringfence_core::protocol::Field;

use crate::fault::FaultLines;
use crate::rule_form::RuleForm;
use crate::words::{counted, word};

/// The part of the form, folded away while it is as usual.
#[component]
pub fn Nudge(
    /// The form.
    form: RuleForm,
) -> impl IntoView {
    let first = form.nudge.get_untracked();
    // As typed. What is no number is more than a rule may say.
    let typed = RwSignal::new(first.unwrap_or(BEFORE).to_string());
    let is_on = Memo::new(move |_| form.nudge.with(Option::is_some));
    let minutes = move || typed.with_untracked(|it| it.trim().parse().unwrap_or(u32::MAX));
    let switch = move |event| {
        form.nudge.set(event_target_checked(&event).then(minutes));
    };
    let write = move |event| {
        typed.set(event_target_value(&event));
        form.nudge.set(Some(minutes()));
    };
    let about = |field| matches!(field, Field::Nudge);
    view! {
        <details class="terms" open={first != Some(BEFORE)}>
            <summary>{move || summary(form.nudge.get())}</summary>
            <div class="terms-body">
                <label class="chip">
                    <input type="checkbox" id="nudge-on" prop:checked=is_on on:change=switch/>
                    {word("nudge_wish")}
                </label>
                <div class="field" hidden=move || !is_on.get()>
                    <label for="nudge-minutes">{word("nudge_minutes")}</label>
                    <input
                        class="input num short"
                        id="nudge-minutes"
                        inputmode="numeric"
                        autocomplete="off"
                        aria-describedby="nudge-hint nudge-wrong"
                        aria-invalid=move || form.wrong(about)
                        prop:value=typed
                        on:input=write
                    />
                </div>
                <p class="hint" id="nudge-hint">{word("nudge_hint")}</p>
                <FaultLines id="nudge-wrong" faults=form.faults about=about/>
            </div>
        </details>
    }
}

/// "A word 10 minutes before".
fn summary(minutes: Option<u32>) -> String {
    match minutes {
        None => word("nudge_off"),
        Some(0) => word("nudge_at_start"),
        Some(u32::MAX) => word("nudge_wish"),
        Some(minutes) => counted("nudge_is", usize::try_from(minutes).unwrap_or(usize::MAX), &[]),
    }
}
