//! After a check-in: what is promised for the next one, and when that is.

use leptos::prelude::*;
use ringfence_core::protocol::{
    CheckInDraft, CoreEvent, Fault, Field, GoalDraft, OptionsView, PromisesDraft,
};
use ringfence_pages::date_input::DateInput;
use ringfence_pages::fault::FaultLines;
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::words::word;
use wasm_bindgen_futures::spawn_local;

use super::{CheckIns, Held, words};

/// The form.
pub(super) fn form(all: CheckIns, held: &Held) -> impl IntoView + use<> {
    let Held { view, goals } = held;
    let before = StoredValue::new(view.draft.clone());
    let next = RwSignal::new(view.next.clone());
    // What is ticked, by the ids of goals and steps.
    let known = all_promised(goals);
    let ticked = RwSignal::new(known.clone());
    let faults = RwSignal::new(Vec::<Fault>::new());
    let outcome = RwSignal::new(String::new());
    let (known, proposed) = (StoredValue::new(known), StoredValue::new(view.next.clone()));
    let is_changed = move || {
        let other = |known: &Vec<u32>| ticked.with(|ticked| !is_same(known, ticked));
        next.get() != proposed.get_value() || known.with_value(other)
    };
    let first = NodeRef::new();
    all.form.stands(is_changed, first);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let held = before.get_value();
        let promises =
            known.with_value(|known| ticked.with_untracked(|ticked| anew(known, ticked)));
        let next = next.get_untracked();
        let redo =
            CoreEvent::HoldCheckIn { id: held.id, next: next.clone(), promises: promises.clone() };
        let answer = shell::send(&redo);
        spawn_local(async move {
            match answer.await {
                Ok(Answer::Done(_)) => took_place(all, held, &next, redo, promises),
                Ok(Answer::Refused(found)) => {
                    let _ = faults.try_set(found);
                    let _ = outcome.try_set(word("options_not_saved"));
                    crate::week::focus("#check-in-next");
                }
                Err(NotRunning) => {
                    let _ = outcome.try_set(word("back_not_running"));
                }
            }
        });
    };
    // Also what was added or promised elsewhere meanwhile.
    let open = Memo::new(move |_| all.live.view.with(open_goals));
    Effect::new(move |_| {
        let mut fresh = open.with(|goals| all_promised(goals));
        fresh.retain(|id| known.with_value(|known| !known.contains(id)));
        if !fresh.is_empty() {
            known.update_value(|known| known.extend(&fresh));
            ticked.update(|ticked| {
                ticked.retain(|id| !fresh.contains(id));
                ticked.extend(&fresh);
            });
        }
    });
    let choices = move || open.with(|goals| choices(goals, ticked));
    let repeats = words::repeats(view.draft.every);
    let hint = if view.draft.every == 0 { word("check_in_next_hint") } else { repeats };
    let wrong = move || if faults.with(Vec::is_empty) { "false" } else { "true" };
    view! {
        <form
            class="card exact-form check-in-form settle"
            aria-labelledby="held-heading"
            novalidate=""
            on:submit=submit
        >
            {all.form.notice("check_in_unsaved")}
            <h2 id="held-heading" tabindex="-1" node_ref=first>{word("check_in_after")}</h2>
            <fieldset>
                <legend>{word("check_in_promise")}</legend>
                {choices}
            </fieldset>
            <div class="field">
                <label for="check-in-next">{word("check_in_next")}</label>
                <DateInput
                    id="check-in-next"
                    date=next
                    described_by="check-in-next-hint check-in-next-wrong"
                    wrong=wrong
                />
                <p class="hint" id="check-in-next-hint">{hint}</p>
                <FaultLines
                    id="check-in-next-wrong"
                    faults=faults
                    about=|field| matches!(field, Field::CheckInDate | Field::Draft)
                />
            </div>
            <div class="row">
                <button class="btn first grow" type="submit">{word("check_in_held")}</button>
                <button class="btn bare" type="button" on:click=move |_| all.close(String::new())>
                    {word("rule_cancel")}
                </button>
            </div>
            <p class="hint" role="status">{outcome}</p>
        </form>
    }
}

/// Open goals and their open steps, each to be ticked.
fn choices(goals: &[GoalDraft], ticked: RwSignal<Vec<u32>>) -> AnyView {
    let tick = move |id: u32, text: String, is_step: bool| {
        let change = move |_| {
            ticked.update(|ticked| match ticked.iter().position(|other| *other == id) {
                Some(at) => {
                    ticked.remove(at);
                }
                None => ticked.push(id),
            });
        };
        view! {
            <li class:step=is_step>
                <label>
                    <input
                        type="checkbox"
                        name="promise"
                        prop:checked=move || ticked.with(|ticked| ticked.contains(&id))
                        on:change=change
                    />
                    <bdi class="yours">{text}</bdi>
                </label>
            </li>
        }
    };
    let lines = goals.iter().map(|goal| {
        let open = goal.steps.iter().filter(|step| step.done.is_empty());
        let steps = open.map(|step| tick(step.id, step.text.clone(), true)).collect_view();
        view! {
            {tick(goal.id, goal.title.clone(), false)}
            {steps}
        }
    });
    if goals.is_empty() {
        view! { <p class="hint">{word("check_in_no_goals")}</p> }.into_any()
    } else {
        view! { <ul class="promises">{lines.collect_view()}</ul> }.into_any()
    }
}

/// Whether the same are ticked, in whatever order.
fn is_same(known: &[u32], ticked: &[u32]) -> bool {
    known.len() == ticked.len() && known.iter().all(|id| ticked.contains(id))
}

/// Goals that have not ended.
pub(super) fn open_goals(view: &OptionsView) -> Vec<GoalDraft> {
    let open = view.goals.iter().filter(|goal| goal.ended.is_none());
    open.map(|goal| goal.draft.clone()).collect()
}

/// The ids of what is promised already.
fn all_promised(goals: &[GoalDraft]) -> Vec<u32> {
    goals.iter().flat_map(promised).collect()
}

/// The same of one goal.
fn promised(goal: &GoalDraft) -> Vec<u32> {
    let of_goal = goal.for_check_in.then_some(goal.id);
    let steps = goal.steps.iter().filter(|step| step.for_check_in && step.done.is_empty());
    of_goal.into_iter().chain(steps.map(|step| step.id)).collect()
}

/// What was ticked and was not promised when the form was opened, and the other way round.
fn anew(known: &[u32], ticked: &[u32]) -> PromisesDraft {
    let without = |all: &[u32], others: &[u32]| {
        all.iter().copied().filter(|id| !others.contains(id)).collect()
    };
    PromisesDraft { made: without(ticked, known), released: without(known, ticked) }
}

/// To be undone, as if it had not taken place.
fn took_place(all: CheckIns, held: CheckInDraft, next: &str, redo: CoreEvent, made: PromisesDraft) {
    // One that was for once is gone, and comes back as another.
    let id = if held.every > 0 || !next.is_empty() { held.id } else { 0 };
    let promises = PromisesDraft { made: made.released, released: made.made };
    let undo = CoreEvent::TakeBackCheckIn { check_in: CheckInDraft { id, ..held }, promises };
    all.history.add(word("step_check_in_held"), undo, redo);
    all.close(word("check_in_noted"));
}
