//! What is wrong, under the field it is about, in a sentence that says what to do.

use leptos::prelude::*;
use ringfence_core::protocol::{Fault, FaultKind, Field};
use serde::Serialize;

use crate::date_input::NO_DATE;
use crate::parts::{ABOVE, Glyph};
use crate::words::{word, word_with};

/// The faults of one form.
pub type Faults = RwSignal<Vec<Fault>>;

/// The sentence of a fault.
#[must_use]
pub fn sentence(fault: &Fault) -> String {
    // A field for dates does not say what was typed, only that it is none.
    if fault.kind == FaultKind::DateUnreadable && matches!(fault.typed.as_str(), "" | NO_DATE) {
        return word("fault_date_missing");
    }
    word_with(&["fault_", &name(fault.kind)].concat(), &[&fault.typed])
}

/// A kind's name as the protocol writes it, so that messages and kinds cannot part.
fn name(kind: FaultKind) -> String {
    kind.serialize(&serde_wasm_bindgen::Serializer::new())
        .ok()
        .and_then(|name| name.as_string())
        .unwrap_or_default()
}

/// The faults of the fields that `about` names, each on its line. `id` is for the field's
/// `aria-describedby`; the line is there before its words, so that they are read out.
#[component]
pub fn FaultLines(
    /// The element's id.
    #[prop(into)]
    id: String,
    /// All faults of the form.
    faults: Faults,
    /// Which of them stand here.
    about: impl Fn(Field) -> bool + Send + Sync + 'static,
) -> impl IntoView {
    let lines = move || {
        faults.with(|faults| {
            let here = faults.iter().filter(|fault| about(fault.field));
            here.map(|fault| {
                view! {
                    <p class="wrong-line"><Glyph path=ABOVE/><span>{sentence(fault)}</span></p>
                }
            })
            .collect_view()
        })
    };
    view! { <div id=id aria-live="polite">{lines}</div> }
}
