//! A field of a form: its label over it, and under it what it is for and what is wrong with it.

use leptos::html::Input;
use leptos::prelude::*;
use ringfence_core::protocol::Field;

use crate::fault::{FaultLines, Faults, invalid};

/// Any control with its words around it. Their ids are the control's, with `-hint` and `-wrong`.
#[component]
pub fn Labelled(
    /// The control's id.
    id: &'static str,
    /// What it is called.
    label: String,
    /// What it is good for, if that needs to be said.
    #[prop(optional)]
    hint: String,
    /// All faults of the form.
    faults: Faults,
    /// Which of them stand here.
    about: fn(Field) -> bool,
    /// The control.
    children: Children,
) -> impl IntoView {
    let (hint_id, wrong_id) = ([id, "-hint"].concat(), [id, "-wrong"].concat());
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {children()}
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <FaultLines id=wrong_id faults=faults about=about/>
        </div>
    }
    .into_any()
}

/// What is typed into a field.
#[derive(Clone, Copy, Default)]
pub enum Typed {
    /// A name.
    #[default]
    Name,
    /// A line in the person's own words.
    Words,
    /// Some lines of them.
    Text,
    /// One address on each line.
    Addresses,
}

/// A field for text.
#[component]
pub fn TextField(
    /// The field's id.
    id: &'static str,
    /// What it is called.
    label: String,
    /// What it is good for, if that needs to be said.
    #[prop(optional)]
    hint: String,
    /// What is typed into it.
    #[prop(optional)]
    kind: Typed,
    /// What stands in it.
    typed: RwSignal<String>,
    /// The id of a list of what is known, to choose from.
    #[prop(optional)]
    list: Option<&'static str>,
    /// For who gives it the focus; a field of one line only.
    #[prop(optional)]
    node: NodeRef<Input>,
    /// All faults of the form.
    faults: Faults,
    /// Which of them stand here.
    about: fn(Field) -> bool,
) -> impl IntoView {
    let wrong_id = [id, "-wrong"].concat();
    let described = if hint.is_empty() { wrong_id } else { [id, "-hint ", &wrong_id].concat() };
    let wrong = move || invalid(faults, about);
    let put = move |event| typed.set(event_target_value(&event));
    let line = move |class: &'static str, described: String| {
        view! {
            <input
                class=class
                id=id
                autocomplete="off"
                list=list
                node_ref=node
                aria-describedby=described
                aria-invalid=wrong
                prop:value=typed
                on:input=put
            />
        }
        .into_any()
    };
    let control = match kind {
        Typed::Name => line("input", described),
        Typed::Words => line("input yours", described),
        Typed::Text => view! {
            <textarea
                class="input yours text"
                id=id
                rows="2"
                aria-describedby=described
                aria-invalid=wrong
                prop:value=typed
                on:input=put
            ></textarea>
        }
        .into_any(),
        Typed::Addresses => view! {
            <textarea
                class="input exact"
                id=id
                rows="3"
                wrap="off"
                spellcheck="false"
                autocapitalize="none"
                aria-describedby=described
                aria-invalid=wrong
                prop:value=typed
                on:input=put
            ></textarea>
        }
        .into_any(),
    };
    view! {
        <Labelled id=id label=label hint=hint faults=faults about=about>
            {control}
        </Labelled>
    }
}
