//! What of a goal is rarely needed: where it belongs, what becomes of it, what it opens.

use std::collections::BTreeSet;

use leptos::prelude::*;
use ringfence_core::protocol::{Field, GoalDraft, Pool};
use ringfence_pages::field::{TextField, Typed};
use ringfence_pages::rule_form::radio;
use ringfence_pages::words::word;

use super::Goals;
use super::form::GoalForm;

/// Folded away while nothing of it is said.
pub(super) fn more(goals: Goals, form: GoalForm) -> impl IntoView {
    let is_said = untrack(|| {
        let typed = [form.reward, form.teaser, form.links, form.area];
        typed.iter().any(|typed| typed.with(|typed| !typed.is_empty()))
            || form.beyond.get()
            || form.draws_on.with(Option::is_some)
            || form.for_check_in.get()
    });
    let asked = Memo::new(move |_| goals.live.view.with(|view| view.nudges.energy));
    view! {
        <details class="terms goal-more" open=is_said>
            <summary>{word("goal_more")}</summary>
            <div class="terms-body">
                {scope(goals, form)}
                {move || asked.get().then(|| energy(form))}
                <TextField
                    id="goal-reward"
                    label=word("goal_reward")
                    hint=word("goal_reward_hint")
                    kind=Typed::Text
                    typed=form.reward
                    faults=form.faults
                    about=|field| matches!(field, Field::Reward)
                />
                <TextField
                    id="goal-teaser"
                    label=word("goal_teaser")
                    hint=word("goal_teaser_hint")
                    kind=Typed::Text
                    typed=form.teaser
                    faults=form.faults
                    about=|field| matches!(field, Field::Teaser)
                />
                <TextField
                    id="goal-links"
                    label=word("goal_links")
                    hint=word("goal_links_hint")
                    kind=Typed::Addresses
                    typed=form.links
                    faults=form.faults
                    about=|field| matches!(field, Field::Links | Field::Link { .. })
                />
                <label class="chip">
                    <input
                        type="checkbox"
                        id="goal-for-check-in"
                        prop:checked=form.for_check_in
                        on:change=move |event| form.for_check_in.set(event_target_checked(&event))
                    />
                    {word("goal_for_check_in")}
                </label>
            </div>
        </details>
    }
}

/// Inside today's role or beyond it, and the area; those that are known are offered.
fn scope(goals: Goals, form: GoalForm) -> impl IntoView {
    let known = goals.live.view.with_untracked(|view| {
        let area = |draft: &GoalDraft| Some(draft.area.clone()).filter(|area| !area.is_empty());
        view.goals.iter().filter_map(|goal| area(&goal.draft)).collect::<BTreeSet<_>>()
    });
    let option = |area: String| view! { <option value=area></option> };
    view! {
        <fieldset>
            <legend>{word("goal_scope")}</legend>
            <div class="chips">
                {radio("goal-scope", form.beyond, false, "goal_inside")}
                {radio("goal-scope", form.beyond, true, "goal_beyond")}
            </div>
        </fieldset>
        <TextField
            id="goal-area"
            label=word("goal_area")
            typed=form.area
            list="goal-areas"
            faults=form.faults
            about=|field| matches!(field, Field::Area)
        />
        <datalist id="goal-areas">{known.into_iter().map(option).collect_view()}</datalist>
    }
}

/// What it draws on, of those who want to be asked.
fn energy(form: GoalForm) -> impl IntoView {
    let chip = |pool, key| radio("goal-energy", form.draws_on, pool, key);
    view! {
        <fieldset class="goal-energy">
            <legend>{word("goal_energy")}</legend>
            <div class="chips">
                {chip(None, "goal_energy_unsaid")} {chip(Some(Pool::Social), "goal_energy_social")}
                {chip(Some(Pool::Technical), "goal_energy_technical")}
                {chip(Some(Pool::Either), "goal_energy_either")}
            </div>
        </fieldset>
    }
}
