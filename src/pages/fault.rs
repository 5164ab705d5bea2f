//! What is wrong, under the field it is about, in a sentence that says what to do.

use leptos::prelude::*;
use ringfence_core::protocol::{Fault, FaultKind, Field};
use serde::Serialize;

use crate::date_input::NO_DATE;
use crate::parts::{ABOVE, Glyph};
use crate::words::{counted, word, word_with};

/// The faults of one form.
pub type Faults = RwSignal<Vec<Fault>>;

/// Whether a fault of this field stands here.
type About = Box<dyn Fn(Field) -> bool + Send + Sync>;

/// The sentence of a fault.
#[must_use]
pub fn sentence(fault: &Fault) -> String {
    // A field for dates does not say what was typed, only that it is none.
    if fault.kind == FaultKind::DateUnreadable && matches!(fault.typed.as_str(), "" | NO_DATE) {
        return word("fault_date_missing");
    }
    word_with(&["fault_", &name(fault.kind)].concat(), &[&shortened(&fault.typed)])
}

/// So much of what was typed is shown again.
const SHOWN_LETTERS: usize = 80;
/// So many lines stand at one field; what is wrong with more is counted.
const SHOWN_LINES: usize = 20;

fn shortened(typed: &str) -> String {
    match typed.char_indices().nth(SHOWN_LETTERS) {
        Some((end, _)) => [typed.get(..end).unwrap_or_default(), "…"].concat(),
        None => typed.to_owned(),
    }
}

/// A kind's name as the protocol writes it, so that messages and kinds cannot part.
fn name(kind: FaultKind) -> String {
    kind.serialize(&serde_wasm_bindgen::Serializer::new())
        .ok()
        .and_then(|name| name.as_string())
        .unwrap_or_default()
}

/// For `aria-invalid`: whether any fault is of a field that `about` names.
pub fn invalid(faults: Faults, about: impl Fn(Field) -> bool) -> &'static str {
    let wrong = faults.with(|faults| faults.iter().any(|fault| about(fault.field)));
    if wrong { "true" } else { "false" }
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
    fault_lines(id, faults, Box::new(about))
}

/// Made once for all fields, whatever says which faults are theirs: a page has dozens of them.
fn fault_lines(id: String, faults: Faults, about: About) -> AnyView {
    let lines = move || {
        faults.with(|faults| {
            let here = || faults.iter().filter(|fault| about(fault.field));
            let more = here().count().saturating_sub(SHOWN_LINES);
            let last = (more > 0).then(|| counted("fault_more", more, &[]));
            let sentences = here().take(SHOWN_LINES).map(sentence).chain(last);
            let line = |sentence: String| {
                view! { <p class="wrong-line"><Glyph path=ABOVE/><span>{sentence}</span></p> }
            };
            sentences.map(line).collect_view()
        })
    };
    view! { <div id=id aria-live="polite">{lines}</div> }.into_any()
}
