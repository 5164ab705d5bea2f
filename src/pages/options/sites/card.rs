//! One group as a card: its sites, the rules that name it, what of an edit waits, and whether the
//! browser lets us.

use std::sync::Arc;

use leptos::prelude::*;
use ringfence_core::protocol::{CoreEvent, GroupView, GroupWaitView, RuleView};
use ringfence_pages::groups;
use ringfence_pages::shell;
use ringfence_pages::times;
use ringfence_pages::words::{counted, word, word_with};

use super::Sites;
use crate::week::moment;

/// So many sites are shown; the form shows all.
const SHOWN: usize = 6;
/// So many that still hold are named; more are counted.
const NAMED: usize = 3;

pub(super) fn card(sites: Sites, group: GroupView, rules: &[RuleView]) -> impl IntoView + use<> {
    let named = rules.iter().filter(|rule| group.rules.contains(&rule.id));
    let named: Vec<String> = named.map(|rule| groups::rule_label(&rule.draft)).collect();
    let used = if named.is_empty() {
        word("sites_unused")
    } else {
        word_with("sites_used", &[&times::list(&named)])
    };
    let more = group.sites.len().saturating_sub(SHOWN);
    let site = |site: &String| {
        view! { <li class="exact" class:through=site.starts_with('!')>{site.clone()}</li> }
    };
    let shown = group.sites.iter().take(SHOWN).map(site).collect_view();
    let allow = (!group.needs_access.is_empty()).then(|| {
        let origins = group.origins.clone();
        let ask = move |_| shell::ask_for_access(&origins);
        let count = group.needs_access.len();
        view! {
            <button class="btn bare allow" type="button" title=times::list(&group.needs_access) on:click=ask>
                {counted("sites_allow", count, &[])}
            </button>
        }
    });
    let group_is_empty = group.sites.is_empty();
    let waits = group.waits.as_ref().map(|waits| waiting(sites, &group, waits));
    let label = word_with("sites_edit_label", &[&group.name]);
    let name = group.name.clone();
    let draft = groups::draft(&group);
    // Nothing that the card owns: it may be asked once more when the card is gone.
    let id: Arc<str> = group.id.into();
    let open = move || sites.form.is_of(|open| *open.id == *id);
    let is_open = open.clone();
    view! {
        <li class="card group" class:open=open>
            <header><h2>{name}</h2>{allow}</header>
            {group_is_empty.then(|| view! { <p class="small soft">{word("sites_none")}</p> })}
            <ul>
                {shown}
                {(more > 0).then(|| view! { <li class="soft">{counted("sites_more", more, &[])}</li> })}
            </ul>
            {waits}
            <footer>
                <span>{used}</span>
                <button
                    class="btn bare"
                    type="button"
                    aria-label=label
                    aria-expanded=move || if is_open() { "true" } else { "false" }
                    on:click=move |_| sites.form.open(draft.clone())
                >
                    {word("sites_edit")}
                </button>
            </footer>
        </li>
    }
}

/// What still holds although it was taken out, and a way to take that back.
fn waiting(sites: Sites, group: &GroupView, waits: &GroupWaitView) -> impl IntoView + use<> {
    let held = waits.sites.iter().filter(|site| !group.sites.contains(site));
    let held: Vec<String> = held.cloned().collect();
    let when = moment(waits.until);
    let sentence = match held.len() {
        0 => word_with("sites_wait_open", &[&when]),
        1..=NAMED => word_with("sites_wait", &[&when, &times::list(&held)]),
        count => counted("sites_wait_many", count, &[&when]),
    };
    let (id, wish) = (group.id.clone(), groups::draft(group));
    let restore = move |_| {
        let redo = CoreEvent::RestoreGroup { id: id.clone() };
        shell::tell(&redo);
        let undo = CoreEvent::SaveGroup { group: wish.clone() };
        sites.history.add(word("step_restored"), undo, redo);
        sites.history.say(word("waits_taken_back"));
        crate::week::focus("#new-group");
    };
    view! {
        <p class="row waits-line">
            <span class="grow small">{sentence}</span>
            <button class="link" type="button" on:click=restore>{word("waits_take_back")}</button>
        </p>
    }
}
