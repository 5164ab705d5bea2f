//! Why an hour is given up: one of six, as chips.

use leptos::prelude::*;
use ringfence_core::protocol::{Field, Reason};

use crate::fault::{FaultLines, Faults};
use crate::words::{reason, word};

/// The chips, and the fault of none being chosen.
#[component]
pub fn Reasons(
    /// Tells it apart from others on the page.
    name: &'static str,
    /// The chosen one.
    chosen: RwSignal<Option<Reason>>,
    /// The faults of its form.
    faults: Faults,
) -> impl IntoView {
    let about = |field| matches!(field, Field::Reason);
    let wrong = move || faults.with(|faults| faults.iter().any(|fault| about(fault.field)));
    let wrong_id = [name, "-wrong"].concat();
    let chip = |why: Reason| {
        view! {
            <label class="chip">
                <input
                    type="radio"
                    name=name
                    aria-describedby=[name, "-wrong"].concat()
                    prop:checked=move || chosen.get() == Some(why)
                    on:change=move |_| chosen.set(Some(why))
                />
                {reason(why)}
            </label>
        }
    };
    view! {
        <fieldset class:wrong=wrong>
            <legend>{word("back_why")}</legend>
            <div class="chips">{Reason::CHOSEN.map(chip).collect_view()}</div>
            <FaultLines id=wrong_id faults=faults about=about/>
        </fieldset>
    }
}
