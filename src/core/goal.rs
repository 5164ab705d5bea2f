//! Goals: what the time is for, by when, and what is to be done first. A rule names a goal by its title;
//! of the goals that have not ended each has a title of its own.

use crate::date::Date;
use crate::group::is_unseen;
use crate::link::link;
use crate::protocol::{Fault, FaultKind, Field, GoalDraft, GoalEnd, Pool, StepDraft};

/// How many there may be.
pub const GOALS_LIMIT: usize = 1000;
/// The longest title, in characters.
pub const TITLE_LIMIT: usize = 200;
const TEXT_LIMIT: usize = 500;
const AREA_LIMIT: usize = 60;
const LINKS_LIMIT: usize = 20;
const STEPS_LIMIT: usize = 200;
/// The minutes of a week.
const WEEK_MINUTES: u32 = 7 * 24 * 60;

/// Names a goal for as long as it exists, and in the log for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GoalId(pub u32);

/// What the time is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Which.
    pub id: GoalId,
    /// In the person's words; rules name it by this.
    pub title: String,
    /// What it is good for; may be empty.
    pub why: String,
    /// By when.
    pub deadline: Option<Deadline>,
    /// What happens when it is done; may be empty.
    pub reward: String,
    /// A sentence to tell others; may be empty.
    pub teaser: String,
    /// Addresses to open at the start.
    pub links: Vec<String>,
    /// Minutes wanted in a week.
    pub weekly: Option<u32>,
    /// Whether it lies beyond today's role.
    pub beyond: bool,
    /// The area that it belongs to; may be empty.
    pub area: String,
    /// What it draws on.
    pub draws_on: Option<Pool>,
    /// What is to be done and what was, in the person's order.
    pub steps: Vec<Step>,
    /// Whether it is for the check-in.
    pub for_check_in: bool,
    /// How it ended, and on which date.
    pub ended: Option<(GoalEnd, Date)>,
}

/// By when a goal is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// The last date.
    pub date: Date,
    /// Whether the person set it themselves, and nobody else waits for it.
    pub made_up: bool,
}

/// One thing to do for a goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub id: u32,
    /// In the person's words.
    pub text: String,
    /// On which date it was done.
    pub done: Option<Date>,
    /// Whether it is for the check-in.
    pub for_check_in: bool,
}

impl Goal {
    /// A goal of which no more is known than its title.
    #[must_use]
    pub fn titled(id: GoalId, title: &str) -> Self {
        Self {
            id,
            title: title.to_owned(),
            why: String::new(),
            deadline: None,
            reward: String::new(),
            teaser: String::new(),
            links: Vec::new(),
            weekly: None,
            beyond: false,
            area: String::new(),
            draws_on: None,
            steps: Vec::new(),
            for_check_in: false,
            ended: None,
        }
    }

    /// The goal that a draft describes, in place of what it was before. `take_id` gives the ids of new
    /// steps. A step without a word is none.
    ///
    /// # Errors
    /// Every fault of the draft, each with its field.
    pub fn from_draft(
        draft: &GoalDraft,
        before: Option<&Self>,
        today: Date,
        mut take_id: impl FnMut() -> u32,
    ) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut wrong = |field, kind, typed: &str| {
            faults.push(Fault { field, kind, typed: typed.to_owned() });
        };
        let title = draft.title.trim();
        if !is_title(title) {
            wrong(Field::GoalTitle, FaultKind::GoalTitle, "");
        }
        let texts = [
            (Field::Why, draft.why.trim(), TEXT_LIMIT),
            (Field::Reward, draft.reward.trim(), TEXT_LIMIT),
            (Field::Teaser, draft.teaser.trim(), TEXT_LIMIT),
            (Field::Area, draft.area.trim(), AREA_LIMIT),
        ];
        for (field, text, limit) in texts {
            if text.chars().count() > limit {
                let kind =
                    if limit == AREA_LIMIT { FaultKind::AreaLong } else { FaultKind::TextLong };
                wrong(field, kind, "");
            }
        }
        let typed = draft.deadline.trim();
        let date = Date::parse(typed);
        let held = before.and_then(|goal| goal.deadline).map(|it| it.date);
        match date {
            None if !typed.is_empty() => wrong(Field::Deadline, FaultKind::DateUnreadable, typed),
            Some(date) if date < today && held != Some(date) => {
                wrong(Field::Deadline, FaultKind::DeadlinePast, typed);
            }
            None | Some(_) => {}
        }
        if draft.weekly > WEEK_MINUTES {
            wrong(Field::Weekly, FaultKind::WeeklyRange, "");
        }
        let mut links = Vec::new();
        if draft.links.len() > LINKS_LIMIT {
            wrong(Field::Links, FaultKind::TooManyLinks, "");
        }
        let said = draft.links.iter().zip(0..).filter(|(typed, _)| !typed.trim().is_empty());
        for (typed, index) in said {
            match link(typed) {
                Ok(link) => links.push(link),
                Err(kind) => wrong(Field::Link { index }, kind, &shortened(typed)),
            }
        }
        if draft.steps.len() > STEPS_LIMIT {
            wrong(Field::Steps, FaultKind::TooManySteps, "");
        }
        for (step, index) in draft.steps.iter().zip(0..) {
            if let Some(kind) =
                step_fault(step.text.trim()).filter(|_| !step.text.trim().is_empty())
            {
                wrong(Field::Step { index }, kind, "");
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let known = before.map(|goal| goal.steps.as_slice()).unwrap_or_default();
        let said = draft.steps.iter().filter(|step| !step.text.trim().is_empty());
        let steps = said.map(|step| Step::from_draft(step, known, today, &mut take_id)).collect();
        Ok(Self {
            id: GoalId(draft.id),
            title: title.to_owned(),
            why: draft.why.trim().to_owned(),
            deadline: date.map(|date| Deadline { date, made_up: draft.made_up }),
            reward: draft.reward.trim().to_owned(),
            teaser: draft.teaser.trim().to_owned(),
            links,
            weekly: Some(draft.weekly).filter(|minutes| *minutes > 0),
            beyond: draft.beyond,
            area: draft.area.trim().to_owned(),
            draws_on: draft.draws_on,
            steps,
            for_check_in: draft.for_check_in,
            ended: before.and_then(|goal| goal.ended),
        })
    }

    /// As a form holds it.
    #[must_use]
    pub fn to_draft(&self) -> GoalDraft {
        GoalDraft {
            id: self.id.0,
            title: self.title.clone(),
            why: self.why.clone(),
            deadline: self.deadline.map(|it| it.date.to_string()).unwrap_or_default(),
            made_up: self.deadline.is_some_and(|it| it.made_up),
            reward: self.reward.clone(),
            teaser: self.teaser.clone(),
            links: self.links.clone(),
            weekly: self.weekly.unwrap_or_default(),
            beyond: self.beyond,
            area: self.area.clone(),
            draws_on: self.draws_on,
            steps: self.steps.iter().map(Step::to_draft).collect(),
            for_check_in: self.for_check_in,
        }
    }

    /// Whether there is still something to do for it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.ended.is_none()
    }

    /// The one thing to do first.
    #[must_use]
    pub fn next_step(&self) -> Option<&Step> {
        self.steps.iter().find(|step| step.done.is_none())
    }
}

impl Goal {
    /// The step that was done last.
    #[must_use]
    pub fn last_done(&self) -> Option<&Step> {
        let done = self.steps.iter().filter(|step| step.done.is_some());
        done.max_by_key(|step| step.done)
    }

    /// Puts a step before all others that are not done; one that says the same moves there. Gives its
    /// id.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn put_first(
        &mut self,
        text: &str,
        take_id: impl FnOnce() -> u32,
    ) -> Result<u32, FaultKind> {
        let text = text.trim();
        if let Some(kind) = step_fault(text) {
            return Err(kind);
        }
        let known = self.steps.iter().position(|step| step.done.is_none() && step.text == text);
        let step = match known {
            Some(at) => self.steps.remove(at),
            None if self.steps.len() >= STEPS_LIMIT => return Err(FaultKind::TooManySteps),
            None => Step { id: take_id(), text: text.to_owned(), done: None, for_check_in: false },
        };
        let id = step.id;
        let first = self.steps.iter().position(|step| step.done.is_none());
        self.steps.insert(first.unwrap_or(self.steps.len()), step);
        Ok(id)
    }

    /// A step is done today.
    ///
    /// # Errors
    /// There is none, or it was done.
    pub fn finish(&mut self, step: u32, today: Date) -> Result<(), FaultKind> {
        let step = self.steps.iter_mut().find(|it| it.id == step && it.done.is_none());
        step.ok_or(FaultKind::Gone)?.done = Some(today);
        Ok(())
    }
}

impl Step {
    /// A step keeps the date on which it was done.
    fn from_draft(
        draft: &StepDraft,
        known: &[Self],
        today: Date,
        take_id: &mut impl FnMut() -> u32,
    ) -> Self {
        let before = known.iter().find(|step| step.id == draft.id);
        let done = before.and_then(|step| step.done).unwrap_or(today);
        Self {
            id: before.map_or_else(take_id, |step| step.id),
            text: draft.text.trim().to_owned(),
            done: (!draft.done.is_empty()).then_some(done),
            for_check_in: draft.for_check_in,
        }
    }

    fn to_draft(&self) -> StepDraft {
        StepDraft {
            id: self.id,
            text: self.text.clone(),
            done: self.done.map(|date| date.to_string()).unwrap_or_default(),
            for_check_in: self.for_check_in,
        }
    }
}

/// What a goal may be called.
#[must_use]
pub fn is_title(title: &str) -> bool {
    let letters = title.chars().count();
    letters > 0 && letters <= TITLE_LIMIT && !title.chars().any(is_unseen)
}

/// What is wrong with a step's text.
#[must_use]
pub fn step_fault(text: &str) -> Option<FaultKind> {
    match text.chars().count() {
        0 => Some(FaultKind::StepEmpty),
        1..=TEXT_LIMIT => None,
        _ => Some(FaultKind::StepLong),
    }
}

/// Enough of what was typed to know it again.
fn shortened(typed: &str) -> String {
    typed.trim().chars().take(80).collect()
}
