//! What the chosen groups hold: the sites of the person's own, the apps of a preset to choose from.

use std::sync::Arc;

use leptos::prelude::*;
use ringfence_core::presets::{Preset, PresetApp};
use ringfence_core::protocol::GroupView;

use crate::groups::{chosen_apps, new_presets};
use crate::rule_form::RuleForm;
use crate::words::{word, word_with};

/// The list, on request.
#[component]
pub fn GroupSites(
    /// The form.
    form: RuleForm,
    /// The person's own groups.
    #[prop(into)]
    own: Signal<Vec<GroupView>>,
) -> impl IntoView {
    let own = Memo::new(move |_| own.get());
    let ids = Memo::new(move |_| form.groups.get());
    let holding = move || {
        let (own, ids) = (own.get(), ids.get());
        let held = own.iter().filter(|group| ids.contains(&group.id)).map(sites).collect_view();
        let new = new_presets(&own).into_iter();
        let new = new.filter(|preset| ids.iter().any(|id| id == preset.id));
        view! { {held}{new.map(|preset| apps(form, &preset)).collect_view()} }
    };
    view! {
        <details class="holding" hidden=move || ids.with(Vec::is_empty)>
            <summary>{word("rule_group_sites")}</summary>
            <ul>{holding}</ul>
        </details>
    }
}

fn sites(group: &GroupView) -> impl IntoView + use<> {
    view! {
        <li>
            <span class="small">{group.name.clone()}</span>
            <span class="exact faint">{group.sites.join("  ")}</span>
        </li>
    }
}

/// The apps of a preset. With the last of them goes the preset itself.
fn apps(form: RuleForm, preset: &Preset) -> impl IntoView + use<> {
    let id = preset.id;
    // Nothing that this view owns: it may be asked once more when the view is gone.
    let kept = Arc::new(preset.clone());
    let chosen = move || form.apps.with(|apps| chosen_apps(&kept, apps));
    let now = chosen.clone();
    let toggle = move |name: &'static str| {
        let mut names = untrack(&now);
        match names.iter().position(|other| *other == name) {
            Some(at) => drop(names.remove(at)),
            None => names.push(name),
        }
        form.apps.update(|apps| {
            apps.retain(|(other, _)| *other != id);
            if !names.is_empty() {
                apps.push((id, names.clone()));
            }
        });
        if names.is_empty() {
            form.groups.update(|groups| groups.retain(|other| other != id));
        }
    };
    let chip = |app: &PresetApp| {
        let name = app.name;
        let (chosen, toggle) = (chosen.clone(), toggle.clone());
        view! {
            <label class="chip">
                <input
                    type="checkbox"
                    prop:checked=move || chosen().contains(&name)
                    on:change=move |_| toggle(name)
                />
                {name}
            </label>
        }
    };
    view! {
        <li role="group" aria-label=word_with("sites_choose_label", &[preset.name])>
            <span class="small">{preset.name}</span>
            <div class="chips">{preset.apps.iter().map(chip).collect_view()}</div>
        </li>
    }
}
