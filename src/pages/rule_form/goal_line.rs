//! What a rule's time is for: a line that names a goal, or a choice that is left for the start.

use leptos::prelude::*;
use ringfence_core::protocol::{Field, GoalView};

use crate::fault::FaultLines;
use crate::rule_form::RuleForm;
use crate::words::word;

/// So many titles are offered; who has more types.
const OFFERED: usize = 100;

/// Titles of the goals that have not ended.
#[must_use]
pub fn titles(goals: &[GoalView]) -> Vec<String> {
    let open = goals.iter().filter(|goal| goal.ended.is_none());
    open.take(OFFERED).map(|goal| goal.draft.title.clone()).collect()
}

/// The line, completed from the goals that there are.
#[component]
pub fn GoalLine(
    /// The form.
    form: RuleForm,
    /// Titles of goals, offered while one types.
    #[prop(into)]
    titles: Signal<Vec<String>>,
    /// The field, for the focus.
    first: NodeRef<leptos::html::Input>,
) -> impl IntoView {
    let about = |field| matches!(field, Field::Goal);
    let option = |title: String| view! { <option value=title></option> };
    let hint = move || word(if form.choose.get() { "rule_choose_hint" } else { "rule_goal_hint" });
    view! {
        <div class="field goal-line">
            <label for="goal">{word("rule_goal")}</label>
            <input
                class="input yours"
                id="goal"
                autocomplete="off"
                list="goals-known"
                node_ref=first
                aria-describedby="goal-hint goal-wrong"
                aria-invalid=move || form.wrong(about)
                prop:value=form.goal
                on:input=move |event| form.goal.set(event_target_value(&event))
            />
            <datalist id="goals-known">
                {move || titles.get().into_iter().map(option).collect_view()}
            </datalist>
            <label class="chip">
                <input
                    type="checkbox"
                    id="goal-choose"
                    prop:checked=form.choose
                    on:change=move |event| form.choose.set(event_target_checked(&event))
                />
                {word("rule_choose")}
            </label>
            <p class="hint" id="goal-hint" aria-live="polite">{hint}</p>
            <FaultLines id="goal-wrong" faults=form.faults about=about/>
        </div>
    }
}
