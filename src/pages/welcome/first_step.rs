//! What will be done first: one line, written down as the next step of the goal once the rule is saved.

use leptos::prelude::*;
use ringfence_core::goal::Goal;
use ringfence_core::protocol::{CoreEvent, Fault, Field, GoalDraft, OptionsView, Page, StepDraft};
use ringfence_pages::fault::{FaultLines, Faults};
use ringfence_pages::shell::{self, Answer};
use ringfence_pages::words::word;
use ringfence_pages::zone;

/// The line as it is being typed.
#[derive(Clone, Copy)]
pub struct FirstStep {
    pub text: RwSignal<String>,
    faults: Faults,
    /// The step that could not be written down, once the rule is saved.
    pub lost: RwSignal<String>,
}

impl FirstStep {
    pub fn empty() -> Self {
        Self {
            text: RwSignal::new(String::new()),
            faults: RwSignal::new(Vec::new()),
            lost: RwSignal::new(String::new()),
        }
    }

    /// What is wrong with it, by the core's own eyes, stands at its field. True if nothing is.
    pub fn is_right(self) -> bool {
        let text = self.text.get_untracked();
        let draft = with_step(GoalDraft::default(), text.trim());
        let read = Goal::from_draft(&draft, None, zone::today(), || 0);
        let mut faults: Vec<Fault> = read.err().unwrap_or_default();
        faults.retain(|fault| matches!(fault.field, Field::Step { .. }));
        let is_right = faults.is_empty();
        self.faults.set(faults);
        is_right
    }

    /// Writes it down for the goal of this title. What did not happen is said.
    pub async fn write(self, title: String) {
        let text = self.text.get_untracked().trim().to_owned();
        if title.is_empty() || text.is_empty() {
            return;
        }
        let page = Page::Options { week: String::new() };
        let goals = shell::view::<OptionsView>(page).await.map(|view| view.goals);
        let known = goals.unwrap_or_default().into_iter().map(|goal| (goal.ended, goal.draft));
        let mut known = known.filter(|(ended, goal)| ended.is_none() && goal.title == title);
        let goal = known.next().map(|(_, goal)| goal);
        let goal = goal.unwrap_or(GoalDraft { title, ..GoalDraft::default() });
        if goal.steps.iter().any(|step| step.done.is_empty() && step.text == text) {
            return;
        }
        let goal = with_step(goal, &text);
        if !matches!(shell::send(&CoreEvent::SaveGoal { goal }).await, Ok(Answer::Done(_))) {
            let _ = self.lost.try_set(text);
        }
    }
}

/// The goal with one step more, to be done first.
fn with_step(mut goal: GoalDraft, text: &str) -> GoalDraft {
    goal.steps.insert(0, StepDraft { text: text.to_owned(), ..StepDraft::default() });
    goal
}

/// The field; without a goal there is nothing that it could be a step of.
pub fn first_step(step: FirstStep, goal: RwSignal<String>) -> impl IntoView {
    let wrong = move || if step.faults.with(Vec::is_empty) { "false" } else { "true" };
    view! {
        <div class="field" hidden=move || goal.with(|goal| goal.trim().is_empty())>
            <label for="first-step">{word("welcome_step")}</label>
            <input
                class="input yours"
                id="first-step"
                autocomplete="off"
                aria-describedby="first-step-hint first-step-wrong"
                aria-invalid=wrong
                prop:value=step.text
                on:input=move |event| step.text.set(event_target_value(&event))
            />
            <p class="hint" id="first-step-hint">{word("welcome_step_hint")}</p>
            <FaultLines id="first-step-wrong" faults=step.faults about=|_| true/>
        </div>
    }
}
