//! What of a goal is rarely needed: where it belongs, what becomes of it, what it opens.

use std::collections::BTreeSet;

use leptos::prelude::*;
use ringfence_core::protocol::{Field, GoalDraft, Pool};
use ringfence_pages::fault::FaultLines;
use ringfence_pages::rule_form::radio;
use ringfence_pages::words::word;

use super::Goals;
use super::form::{GoalForm, text};

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
                {text(form, "goal-reward", "goal_reward", form.reward, Field::Reward)}
                {text(form, "goal-teaser", "goal_teaser", form.teaser, Field::Teaser)}
                {links(form)}
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
    let about = |field| matches!(field, Field::Area);
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
        <div class="field">
            <label for="goal-area">{word("goal_area")}</label>
            <input
                class="input"
                id="goal-area"
                autocomplete="off"
                list="goal-areas"
                aria-describedby="goal-area-wrong"
                aria-invalid=move || form.wrong(about)
                prop:value=form.area
                on:input=move |event| form.area.set(event_target_value(&event))
            />
            <datalist id="goal-areas">{known.into_iter().map(option).collect_view()}</datalist>
            <FaultLines id="goal-area-wrong" faults=form.faults about=about/>
        </div>
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

/// The addresses, one on each line.
fn links(form: GoalForm) -> impl IntoView {
    let about = |field| matches!(field, Field::Links | Field::Link { .. });
    view! {
        <div class="field">
            <label for="goal-links">{word("goal_links")}</label>
            <textarea
                class="input exact"
                id="goal-links"
                rows="3"
                wrap="off"
                spellcheck="false"
                autocapitalize="none"
                aria-describedby="goal-links-hint goal-links-wrong"
                aria-invalid=move || form.wrong(about)
                prop:value=form.links
                on:input=move |event| form.links.set(event_target_value(&event))
            ></textarea>
            <p class="hint" id="goal-links-hint">{word("goal_links_hint")}</p>
            <FaultLines id="goal-links-wrong" faults=form.faults about=about/>
        </div>
    }
}
