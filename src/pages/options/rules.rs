//! The rules as cards: what for, when, from what, and whether the browser lets us.

use leptos::prelude::*;
use ringfence_core::protocol::{Mode, PartDraft, RuleView};
use ringfence_pages::rule_form::origins;
use ringfence_pages::shell;
use ringfence_pages::times;
use ringfence_pages::words::{counted, word, word_with};

use crate::week::Week;

/// All rules, in the order they were made.
pub fn rules(week: Week) -> impl IntoView {
    let rules = Memo::new(move |_| week.live.view.with(|view| view.rules.clone()));
    move || {
        let rules = rules.get();
        if rules.is_empty() {
            return none_yet(week).into_any();
        }
        let cards = rules.into_iter().map(|rule| card(week, rule)).collect_view();
        view! { <ul class="rules">{cards}</ul> }.into_any()
    }
}

fn none_yet(week: Week) -> impl IntoView {
    view! {
        <div class="card none-yet">
            <h2>{word("options_no_rules")}</h2>
            <p class="soft">{word("options_no_rules_hint")}</p>
            <button class="btn first" type="button" on:click=move |_| week.new_rule()>
                {word("options_new")}
            </button>
        </div>
    }
}

fn card(week: Week, rule: RuleView) -> impl IntoView {
    let id = rule.id;
    let open =
        move || week.editing.with(|editing| editing.as_ref().is_some_and(|draft| draft.id == id));
    let goal =
        if rule.draft.goal.is_empty() { word("options_no_goal") } else { rule.draft.goal.clone() };
    let covers = match rule.draft.mode {
        Mode::Cover => "options_covers",
        Mode::Dim => "options_dims",
    };
    let covers = word_with(covers, &[&times::list(&rule.covers)]);
    let times = rule.draft.schedule.iter().map(part_in_words).map(|line| view! { <p>{line}</p> });
    let times = times.collect_view();
    let missing = rule.needs_access.len();
    let draft = StoredValue::new(rule.draft);
    let allow = move |_| {
        let groups = week.live.view.with_untracked(|view| view.groups.clone());
        draft.with_value(|draft| shell::ask_for_access(&origins(draft, &groups)));
    };
    view! {
        <li class="card rule">
            <h2>
                <button
                    class="yours"
                    type="button"
                    aria-expanded=move || if open() { "true" } else { "false" }
                    on:click=move |_| week.edit(draft.get_value())
                >
                    {goal}
                </button>
            </h2>
            {times}
            <p class="small soft">{covers}</p>
            {(missing > 0).then(|| view! {
                <p class="row">
                    <span class="tag clay">{counted("options_needs_access", missing, &[])}</span>
                    <button class="link" type="button" on:click=allow>{word("health_allow")}</button>
                </p>
            })}
        </li>
    }
}

/// "Monday and Wednesday, 18:00 to 20:00".
fn part_in_words(part: &PartDraft) -> String {
    let days: Vec<_> = part.days.iter().map(|day| times::day_name(*day, "long")).collect();
    let stretches: Vec<_> =
        part.stretches.iter().map(|typed| times::stretch(&typed.from, &typed.to)).collect();
    word_with("options_part", &[&times::list(&days), &times::list(&stretches)])
}
