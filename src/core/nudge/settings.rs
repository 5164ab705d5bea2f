//! When the person wants to be spoken to.

use chrono::Timelike;

use crate::clock::Clock;
use crate::part::{Stretch, clock_text, minutes};
use crate::protocol::{Day, Fault, FaultKind, Field, NudgesDraft, WeeklyDraft};

/// So many minutes before a stretch a rule says a word, if nothing else is wished.
pub const BEFORE: u32 = 10;
/// At most so many minutes before.
pub const BEFORE_LIMIT: u32 = 60;

/// When the person is spoken to.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
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

    /// Whether the browser is to be quiet now.
    #[must_use]
    pub fn is_quiet(&self, clock: Clock<'_>) -> bool {
        let Some(quiet) = self.quiet else { return false };
        let civil = clock.civil(clock.now);
        let minute = civil.hour() * 60 + civil.minute();
        let (from, end) = (u32::from(quiet.from()), u32::from(quiet.end()));
        (from..end).contains(&minute) || (from..end).contains(&(minute + 24 * 60))
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
