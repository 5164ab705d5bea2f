//! Nudges: a word at the right moment. Which moments those are, and what is remembered of them, so that
//! none comes twice.

use crate::change::Key;
use crate::clock::Instant;
use crate::goal::GoalId;
use crate::part::{Stretch, clock_text, minutes};
use crate::protocol::{Day, Fault, FaultKind, Field, NudgesDraft, WeeklyDraft};
use crate::schedule::Span;

/// So many minutes before a stretch a rule says a word, if nothing else is wished.
pub const BEFORE: u32 = 10;
/// At most so many minutes before.
pub const BEFORE_LIMIT: u32 = 60;

/// When the person is spoken to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nudges {
    /// When protected time begins.
    pub start: bool,
    /// When its last minute begins.
    pub last_minute: bool,
    /// At its end.
    pub close_out: bool,
    /// Once a week: the day, and the minute of that day.
    pub weekly: Option<(Day, u16)>,
    /// When the browser is quiet.
    pub quiet: Option<Stretch>,
    /// Whether to ask what an hour draws on.
    pub energy: bool,
}

impl Default for Nudges {
    /// All moments; what an hour draws on is not asked.
    fn default() -> Self {
        Self {
            start: true,
            last_minute: true,
            close_out: true,
            weekly: Some((Day::Sun, 18 * 60)),
            quiet: None,
            energy: false,
        }
    }
}

impl Nudges {
    /// What a draft describes.
    ///
    /// # Errors
    /// Every fault of the draft, each with its field.
    pub fn from_draft(draft: &NudgesDraft) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut wrong = |field, kind, typed: &str| {
            faults.push(Fault { field, kind, typed: typed.to_owned() });
        };
        let weekly = draft.weekly.as_ref().and_then(|WeeklyDraft { day, at }| {
            let minute = minutes(at).filter(|minute| *minute < 1440);
            if minute.is_none() {
                wrong(Field::WeeklyAt, FaultKind::TimeUnreadable, at);
            }
            Some((*day, minute?))
        });
        let quiet = draft.quiet.as_ref().and_then(|draft| {
            Stretch::from_draft(draft)
                .map_err(|(kind, typed)| wrong(Field::Quiet, kind, typed))
                .ok()
        });
        let NudgesDraft { start, last_minute, close_out, energy, .. } = *draft;
        if faults.is_empty() {
            Ok(Self { start, last_minute, close_out, weekly, quiet, energy })
        } else {
            Err(faults)
        }
    }

    /// As a form holds them.
    #[must_use]
    pub fn to_draft(&self) -> NudgesDraft {
        NudgesDraft {
            start: self.start,
            last_minute: self.last_minute,
            close_out: self.close_out,
            weekly: self.weekly.map(|(day, at)| WeeklyDraft { day, at: clock_text(at) }),
            quiet: self.quiet.map(Stretch::to_draft),
            energy: self.energy,
        }
    }
}

/// A moment at which a word is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// Some minutes before a stretch.
    Before,
    /// When protected time begins.
    Start,
    /// When its last minute begins.
    LastMinute,
    /// At its end.
    CloseOut,
    /// Once a week.
    Weekly,
    /// Two days before a check-in.
    CheckIn,
}

/// A word that was said, or needs not be said any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    /// At which moment.
    pub moment: Moment,
    /// The rule, or the check-in; 0 for none.
    pub of: u32,
    /// Of which occurrence: its start. For the others the instant at which the word was due.
    pub at: Instant,
    /// Whether the person has answered it: then it stands in the popup no more.
    pub answered: bool,
}

/// One stretch of protected time that a goal can be chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sitting {
    /// A rule's occurrence.
    Occurrence(Key),
    /// A focus, by its id.
    Focus(u32),
    /// A make-up stretch, by its id.
    MakeUp(u32),
}

/// The goal that was chosen for one stretch of protected time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aim {
    /// For which.
    pub sitting: Sitting,
    /// Which goal.
    pub goal: GoalId,
    /// When it was chosen.
    pub at: Instant,
}

/// Protected time that is over, and of which nobody has said yet what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloseOut {
    /// What it was for, as it was said then; may be empty.
    pub line: String,
    /// The goal.
    pub goal: Option<GoalId>,
    /// The step that was to be done.
    pub step: Option<u32>,
    /// From its start to its end.
    pub span: Span,
}
