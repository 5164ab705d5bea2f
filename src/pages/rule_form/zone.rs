//! A field for a zone by its name, with every name that the browser knows to choose from.

use js_sys::{Array, Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// The field. Empty is for no zone of its own.
#[component]
pub fn ZoneInput(
    /// The field's id.
    #[prop(into)]
    id: String,
    /// An IANA name as typed.
    zone: RwSignal<String>,
    /// What describes it: ids of hints and faults.
    #[prop(into)]
    described_by: String,
    /// What stands there while it is empty.
    #[prop(into)]
    placeholder: String,
    /// For `aria-invalid`.
    wrong: impl Fn() -> &'static str + Send + Sync + 'static,
) -> impl IntoView {
    let list = [&id, "-names"].concat();
    // Some four hundred names; they are put there once the field is turned to.
    let asked = RwSignal::new(false);
    let names = move || {
        let names = if asked.get() { known() } else { Vec::new() };
        names.into_iter().map(|name| view! { <option value=name></option> }).collect_view()
    };
    view! {
        <input
            class="input"
            id=id
            list=list.clone()
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            placeholder=placeholder
            aria-describedby=described_by
            aria-invalid=wrong
            prop:value=zone
            on:focus=move |_| asked.set(true)
            on:input=move |event| zone.set(event_target_value(&event))
        />
        <datalist id=list>{names}</datalist>
    }
}

/// The names of zones that `Intl` says it knows; none in browsers that do not say.
fn known() -> Vec<String> {
    let names = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let ask = Reflect::get(&intl, &"supportedValuesOf".into()).ok()?;
        let ask: Function = ask.dyn_into().ok()?;
        ask.call1(&intl, &"timeZone".into()).ok()?.dyn_into::<Array>().ok()
    };
    names().unwrap_or_default().iter().filter_map(|name: JsValue| name.as_string()).collect()
}
