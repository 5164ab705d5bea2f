//! From what: site groups to choose, and sites of one's own.

use leptos::prelude::*;
use ringfence_core::protocol::{Field, GroupView};

use crate::fault::FaultLines;
use crate::rule_form::RuleForm;
use crate::words::word;

fn about_sites(field: Field) -> bool {
    matches!(field, Field::Sites)
}

/// The groups, as chips.
#[component]
pub fn GroupChips(
    /// The form.
    form: RuleForm,
    /// All groups there are.
    #[prop(into)]
    groups: Signal<Vec<GroupView>>,
) -> impl IntoView {
    let chip = move |group: GroupView| {
        let id = StoredValue::new(group.id);
        let chosen = move || form.groups.with(|chosen| id.with_value(|id| chosen.contains(id)));
        let toggle = move |_| {
            let id = id.get_value();
            form.groups.update(|chosen| match chosen.iter().position(|other| *other == id) {
                Some(at) => {
                    chosen.remove(at);
                }
                None => chosen.push(id),
            });
        };
        view! {
            <label class="chip">
                <input
                    type="checkbox"
                    aria-invalid=move || form.wrong(about_sites)
                    prop:checked=chosen
                    on:change=toggle
                />
                {group.name}
            </label>
        }
    };
    view! {
        <div class:wrong=move || form.wrong(about_sites) == "true">
            <div class="chips">
                <For each=move || groups.get() key=|group| group.id.clone() children=chip/>
            </div>
            <FaultLines id="sites-wrong" faults=form.faults about=about_sites/>
        </div>
    }
}

/// Own sites, one on each line.
#[component]
pub fn OwnSites(
    /// The form.
    form: RuleForm,
) -> impl IntoView {
    let about = |field| matches!(field, Field::Site { .. });
    view! {
        <div class="field" class:wrong=move || form.wrong(about) == "true">
            <label for="own-sites">{word("rule_own_sites")}</label>
            <textarea
                class="input exact"
                id="own-sites"
                rows="3"
                spellcheck="false"
                autocapitalize="none"
                aria-describedby="own-sites-hint own-sites-wrong"
                aria-invalid=move || form.wrong(about)
                prop:value=form.sites
                on:input=move |event| form.sites.set(event_target_value(&event))
            ></textarea>
            <p class="hint" id="own-sites-hint">{word("rule_own_sites_hint")}</p>
            <FaultLines id="own-sites-wrong" faults=form.faults about=about/>
        </div>
    }
}
