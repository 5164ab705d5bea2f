//! A field for a date. What a person has typed is never taken for nothing, also where it is no date.

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// What stands for something typed that is no date: no draft takes it for one.
pub const NO_DATE: &str = "?";

/// The field. It begins with what the signal holds, and the signal follows it.
#[component]
pub fn DateInput(
    /// The field's id.
    #[prop(into)]
    id: String,
    /// `YYYY-MM-DD`, or nothing.
    date: RwSignal<String>,
    /// What describes it: ids of hints and faults.
    #[prop(into)]
    described_by: String,
    /// For `aria-invalid`.
    wrong: impl Fn() -> &'static str + Send + Sync + 'static,
) -> impl IntoView {
    let first = date.get_untracked();
    view! {
        <input
            class="input num"
            type="date"
            id=id
            max="9999-12-31"
            aria-describedby=described_by
            aria-invalid=wrong
            prop:value=first
            on:input=move |event| date.set(typed(&event))
        />
    }
}

/// What a field for a date holds now.
#[must_use]
pub fn typed(event: &leptos::ev::Event) -> String {
    let get = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).unwrap_or_default();
    let validity = event.target().map(|target| get(&target, "validity")).unwrap_or_default();
    if get(&validity, "badInput").is_truthy() {
        return NO_DATE.to_owned();
    }
    event_target_value(event)
}
