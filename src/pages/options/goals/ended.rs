//! Goals that ended: folded away, each can be taken up again.

use leptos::prelude::*;
use ringfence_core::protocol::GoalView;
use ringfence_pages::words::{counted, word, word_with};

use super::card::ended_on;
use super::{Goals, ahead};

/// The folded list, the last that ended first.
pub(super) fn ended(goals: Goals) -> impl IntoView {
    let all = Memo::new(move |_| {
        goals.live.view.with(|view| {
            let ended = view.goals.iter().filter(|goal| goal.ended.is_some());
            let mut ended: Vec<GoalView> = ended.cloned().collect();
            ended.sort_by(|one, other| other.ended_on.cmp(&one.ended_on));
            ended
        })
    });
    let some = Memo::new(move |_| all.with(|all| !all.is_empty()));
    let opened = RwSignal::new(false);
    // Nobody has looked at them yet: they cost nothing.
    let list = move || {
        let goals = move |goal: GoalView| line(goals, goal);
        opened.get().then(|| all.get().into_iter().map(goals).collect_view())
    };
    move || {
        some.get().then(|| {
            view! {
                <details class="terms goals-ended" on:toggle=move |_| opened.set(true)>
                    <summary>{move || counted("goals_ended", all.with(Vec::len), &[])}</summary>
                    <ul>{list}</ul>
                </details>
            }
        })
    }
}

fn line(goals: Goals, goal: GoalView) -> impl IntoView {
    let when = ended_on(&goal);
    let kept = ahead::minutes(&GoalView {
        draft: ringfence_core::protocol::GoalDraft { weekly: 0, ..goal.draft.clone() },
        ..goal.clone()
    });
    let title = goal.draft.title.clone();
    let labels = ["goal_resume_label", "goal_delete_label"].map(|key| word_with(key, &[&title]));
    let [resume_label, delete_label] = labels;
    let goal = StoredValue::new(goal);
    view! {
        <li>
            <div class="grow">
                <p class="yours">{title}</p>
                <p class="small soft">{when} " " {kept}</p>
            </div>
            <button
                class="btn resume"
                type="button"
                aria-label=resume_label
                on:click=move |_| goal.with_value(|goal| goals.resume(goal))
            >
                {word("goal_resume")}
            </button>
            <button
                class="btn bare"
                type="button"
                aria-label=delete_label
                on:click=move |_| goal.with_value(|goal| goals.delete(&goal.draft))
            >
                {word("goal_delete")}
            </button>
        </li>
    }
}
