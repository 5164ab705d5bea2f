//! The steps of a goal on its card: the next one large, all of them behind one line.

use leptos::prelude::*;
use ringfence_core::protocol::{GoalDraft, StepDraft};
use ringfence_pages::shell::{Answer, NotRunning};
use ringfence_pages::words::{counted, word, word_with};
use ringfence_pages::zone;

use super::Goals;

/// Longer than this the step is set one size smaller.
const LONG: usize = 60;

/// The one thing to do first, and a press that says it is done.
pub(super) fn next(goals: Goals, draft: Memo<GoalDraft>) -> impl IntoView {
    let step = Memo::new(move |_| {
        draft.with(|it| it.steps.iter().find(|step| step.done.is_empty()).cloned())
    });
    let text =
        move || step.with(|step| step.as_ref().map(|it| it.text.clone()).unwrap_or_default());
    let some = Memo::new(move |_| step.with(Option::is_some));
    let is_long = move || text().chars().count() > LONG;
    let tick = move |_| {
        let mut goal = draft.get_untracked();
        let Some(id) = step.get_untracked().map(|it| it.id) else { return };
        if let Some(step) = goal.steps.iter_mut().find(|step| step.id == id) {
            step.done = zone::today().to_string();
        }
        let is_last = !goal.steps.iter().any(|step| step.done.is_empty());
        let card = ["[data-goal=\"", &goal.id.to_string(), "\"]"].concat();
        goals.save(goal, move |answer| match answer {
            Ok(Answer::Done(_)) => {
                goals.history.say(word("goal_step_ticked"));
                // The press goes with the last step.
                if is_last {
                    crate::week::focus([&card, " .edit"].concat());
                }
            }
            Ok(Answer::Refused(faults)) => goals.history.say_faults(&faults),
            Err(NotRunning) => goals.history.say(word("back_not_running")),
        });
    };
    let hint = move || {
        let all = draft.with(|it| it.steps.len());
        word(if all == 0 { "goal_no_step" } else { "goal_all_steps_done" })
    };
    view! {
        <div class="goal-next" class:none=move || !some.get()>
            {move || some.get().then(|| view! {
                <p class="small soft">{word("goal_next_step")}</p>
                <p class="goal-step yours" class:long=is_long>{text}</p>
                <button
                    class="btn bare tick"
                    type="button"
                    aria-label=move || word_with("goal_tick_label", &[&text()])
                    on:click=tick
                >
                    {word("goal_tick")}
                </button>
            })}
            {move || (!some.get()).then(|| view! { <p class="soft">{hint()}</p> })}
        </div>
    }
}

/// "2 of 5 steps done", and behind it all of them.
pub(super) fn list(draft: Memo<GoalDraft>) -> impl IntoView {
    let steps = Memo::new(move |_| draft.with(|draft| draft.steps.clone()));
    let some = Memo::new(move |_| steps.with(|steps| !steps.is_empty()));
    let counts = move || {
        steps.with(|steps| {
            let done = steps.iter().filter(|step| !step.done.is_empty()).count();
            counted("goal_steps_done", steps.len(), &[&done.to_string()])
        })
    };
    let share = move || {
        steps.with(|steps| {
            let done = steps.iter().filter(|step| !step.done.is_empty()).count();
            (steps.len().to_string(), done.to_string())
        })
    };
    let line = |step: StepDraft| {
        let done = !step.done.is_empty();
        let said = if done { word("goal_step_done") } else { word("goal_step_open") };
        let check_in = step.for_check_in.then(|| {
            view! { <span class="tag">{word("goal_for_check_in_tag")}</span> }
        });
        view! {
            <li class:done=done>
                <span class="unseen">{said}</span>
                <span class="yours">{step.text}</span>
                {check_in}
            </li>
        }
    };
    let lines = move || steps.get().into_iter().map(line).collect_view();
    move || {
        some.get().then(|| {
            view! {
                <details class="goal-steps">
                    <summary>
                        <progress
                            max=move || share().0
                            prop:value=move || share().1
                            aria-hidden="true"
                        ></progress>
                        <span>{counts}</span>
                    </summary>
                    <ol>{lines}</ol>
                </details>
            }
        })
    }
}
