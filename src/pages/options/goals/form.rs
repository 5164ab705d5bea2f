//! The form of one goal: what, why, the steps, by when; what is rarely needed stands behind one line.

use leptos::prelude::*;
use ringfence_core::protocol::{Fault, Field, GoalDraft, Pool};
use ringfence_pages::date_input::DateInput;
use ringfence_pages::fault::{FaultLines, Faults, invalid};
use ringfence_pages::field::{TextField, Typed};
use ringfence_pages::parts::{element, focus_next};
use ringfence_pages::shell::{Answer, NotRunning};
use ringfence_pages::words::{word, word_with};
use wasm_bindgen::JsCast;
use web_sys::HtmlDetailsElement;

use super::steps_form::TypedSteps;
use super::{Goals, more, steps_form};

/// A goal as it is being typed.
#[derive(Clone, Copy)]
pub struct GoalForm {
    /// What it held when it was opened.
    first: StoredValue<GoalDraft>,
    title: RwSignal<String>,
    why: RwSignal<String>,
    deadline: RwSignal<String>,
    made_up: RwSignal<bool>,
    pub weekly: RwSignal<String>,
    pub reward: RwSignal<String>,
    pub teaser: RwSignal<String>,
    /// One address on each line.
    pub links: RwSignal<String>,
    pub beyond: RwSignal<bool>,
    pub area: RwSignal<String>,
    pub draws_on: RwSignal<Option<Pool>>,
    pub for_check_in: RwSignal<bool>,
    pub steps: TypedSteps,
    pub faults: Faults,
    outcome: RwSignal<String>,
    sending: StoredValue<bool>,
}

impl GoalForm {
    fn of(draft: GoalDraft) -> Self {
        let weekly = if draft.weekly == 0 { String::new() } else { draft.weekly.to_string() };
        Self {
            title: RwSignal::new(draft.title.clone()),
            why: RwSignal::new(draft.why.clone()),
            deadline: RwSignal::new(draft.deadline.clone()),
            made_up: RwSignal::new(draft.made_up),
            weekly: RwSignal::new(weekly),
            reward: RwSignal::new(draft.reward.clone()),
            teaser: RwSignal::new(draft.teaser.clone()),
            links: RwSignal::new(draft.links.join("\n")),
            beyond: RwSignal::new(draft.beyond),
            area: RwSignal::new(draft.area.clone()),
            draws_on: RwSignal::new(draft.draws_on),
            for_check_in: RwSignal::new(draft.for_check_in),
            steps: TypedSteps::of(&draft.steps),
            first: StoredValue::new(draft),
            faults: RwSignal::new(Vec::new()),
            outcome: RwSignal::new(String::new()),
            sending: StoredValue::new(false),
        }
    }

    /// Whether it holds something that is not saved.
    fn is_changed(self) -> bool {
        let mut draft = untrack(|| self.draft());
        draft.steps.retain(|step| !step.text.trim().is_empty());
        self.first.with_value(|first| draft != *first)
    }

    pub fn wrong(self, about: impl Fn(Field) -> bool) -> &'static str {
        invalid(self.faults, about)
    }

    /// What it holds now. What is no number is more than any week has.
    fn draft(self) -> GoalDraft {
        let weekly = self.weekly.with(|typed| match typed.trim() {
            "" => 0,
            typed => typed.parse().unwrap_or(u32::MAX),
        });
        GoalDraft {
            id: self.first.with_value(|first| first.id),
            title: self.title.get(),
            why: self.why.get(),
            deadline: self.deadline.get(),
            made_up: self.made_up.get(),
            reward: self.reward.get(),
            teaser: self.teaser.get(),
            links: self.links.with(|links| links.lines().map(str::to_owned).collect()),
            weekly,
            beyond: self.beyond.get(),
            area: self.area.get(),
            draws_on: self.draws_on.get(),
            steps: self.steps.draft(),
            for_check_in: self.for_check_in.get(),
        }
    }

    /// Shows faults, unfolds what is wrong, and takes the person to the first.
    fn show(self, faults: Vec<Fault>) {
        let _ = self.faults.try_set(faults);
        let _ = self.outcome.try_set(word("options_not_saved"));
        focus_next(|| {
            let folded = document().query_selector(".goal-form details:has([aria-invalid=true])");
            let folded = folded.ok().flatten().and_then(|it| it.dyn_into().ok());
            if let Some(folded) = folded.as_ref().map(HtmlDetailsElement::unchecked_ref) {
                HtmlDetailsElement::set_open(folded, true);
            }
            element(".goal-form [aria-invalid=true]")
        });
    }

    fn save(self, goals: Goals) {
        if self.sending.get_value() {
            return;
        }
        self.sending.set_value(true);
        goals.save(untrack(|| self.draft()), move |answer| {
            let _ = self.sending.try_update_value(|sending| *sending = false);
            match answer {
                Ok(Answer::Done(_)) => goals.close(word("options_saved")),
                Ok(Answer::Refused(faults)) => self.show(faults),
                Err(NotRunning) => drop(self.outcome.try_set(word("back_not_running"))),
            }
        });
    }
}

pub(super) fn form(goals: Goals, draft: GoalDraft) -> impl IntoView {
    let label = if draft.id == 0 {
        word("goal_new")
    } else {
        word_with("goal_edit_label", &[&draft.title])
    };
    let form = GoalForm::of(draft);
    let first = NodeRef::new();
    goals.form.stands(move || form.is_changed(), first);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.save(goals);
    };
    view! {
        <form class="card exact-form goal-form settle" aria-label=label novalidate="" on:submit=submit>
            {goals.form.notice("goal_unsaved")}
            <TextField
                id="goal-title"
                label=word("goal_title")
                kind=Typed::Words
                typed=form.title
                node=first
                faults=form.faults
                about=|field| matches!(field, Field::GoalTitle)
            />
            <TextField
                id="goal-why"
                label=word("goal_why")
                hint=word("goal_why_hint")
                kind=Typed::Text
                typed=form.why
                faults=form.faults
                about=|field| matches!(field, Field::Why)
            />
            {steps_form::steps(form)}
            {by_when(form)}
            {more::more(goals, form)}
            <FaultLines id="goal-form-wrong" faults=form.faults about=|field| matches!(field, Field::Draft)/>
            <div class="row">
                <button class="btn first grow" type="submit">{word("rule_save")}</button>
                <button class="btn bare" type="button" on:click=move |_| goals.close(String::new())>
                    {word("rule_cancel")}
                </button>
            </div>
            <p class="hint" role="status">{form.outcome}</p>
        </form>
    }
}

/// The deadline, and how much of each week is wanted.
fn by_when(form: GoalForm) -> impl IntoView {
    let about = |field| matches!(field, Field::Deadline);
    let about_weekly = |field| matches!(field, Field::Weekly);
    let some = move || form.deadline.with(|typed| !typed.is_empty());
    view! {
        <div class="goal-when">
            <div class="pair">
                <div class="field">
                    <label for="goal-deadline">{word("goal_deadline")}</label>
                    <DateInput
                        id="goal-deadline"
                        date=form.deadline
                        described_by="goal-deadline-wrong"
                        wrong=move || form.wrong(about)
                    />
                </div>
                <div class="field">
                    <label for="goal-weekly">{word("goal_weekly")}</label>
                    <input
                        class="input num"
                        id="goal-weekly"
                        inputmode="numeric"
                        autocomplete="off"
                        aria-describedby="goal-weekly-wrong"
                        aria-invalid=move || form.wrong(about_weekly)
                        prop:value=form.weekly
                        on:input=move |event| form.weekly.set(event_target_value(&event))
                    />
                </div>
            </div>
            <FaultLines id="goal-deadline-wrong" faults=form.faults about=about/>
            <FaultLines id="goal-weekly-wrong" faults=form.faults about=about_weekly/>
            <label class="chip" hidden=move || !some()>
                <input
                    type="checkbox"
                    id="goal-made-up"
                    prop:checked=form.made_up
                    on:change=move |event| form.made_up.set(event_target_checked(&event))
                />
                {word("goal_made_up")}
            </label>
        </div>
    }
}
