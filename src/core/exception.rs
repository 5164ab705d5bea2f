//! Dates on which rules rest (vacation, on-call) or let some groups through (on-call). They are
//! told by the person's own wall clock, and excuse only what had not begun when they were declared.

use crate::clock::{Clock, Instant};
use crate::date::{DAY_MINUTES, Date};
use crate::group::SiteGroup;
use crate::part::{clock_text, fault, minutes};
use crate::protocol::{ExceptionDraft, ExceptionKind, Fault, FaultKind, Field};
use crate::schedule::Span;
use crate::wall::{CivilMinutes, Wall};

/// How many there may be.
pub const EXCEPTIONS_LIMIT: usize = 400;

/// A dated stretch in which rules do not apply, or apply otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// Names it for as long as it exists, and in the log for ever.
    pub id: u32,
    /// Why.
    pub kind: ExceptionKind,
    /// Its first minute on the person's wall.
    pub from: CivilMinutes,
    /// The minute at which it is over.
    pub until: CivilMinutes,
    /// On-call: ids of the groups that are let through; with none, rules rest.
    pub groups: Vec<String>,
    /// When it was declared.
    pub declared: Instant,
}

impl Exception {
    /// The exception that a draft describes. `now` is what the wall shows.
    ///
    /// # Errors
    /// Every fault of the draft, each with its field.
    pub fn from_draft(
        draft: &ExceptionDraft,
        declared: Instant,
        now: CivilMinutes,
        groups: &[SiteGroup],
    ) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let from = moment(&draft.from, 0);
        let until = moment(&draft.until, DAY_MINUTES);
        if from.is_none() {
            faults.push(fault(Field::ExceptionFrom, FaultKind::DateUnreadable, &draft.from));
        }
        let wrong_end = match (from, until) {
            (_, None) => Some(FaultKind::DateUnreadable),
            (Some(from), Some(until)) if until <= from => Some(FaultKind::ExceptionEmpty),
            (Some(_), Some(until)) if until <= now => Some(FaultKind::ExceptionPast),
            (None | Some(_), Some(_)) => None,
        };
        if let Some(kind) = wrong_end {
            faults.push(fault(Field::ExceptionUntil, kind, &draft.until));
        }
        match draft.kind {
            ExceptionKind::Vacation if !draft.groups.is_empty() => {
                faults.push(fault(Field::ExceptionGroups, FaultKind::PartMixed, ""));
            }
            ExceptionKind::Vacation | ExceptionKind::OnCall => {}
        }
        for id in &draft.groups {
            if !groups.iter().any(|group| group.id == *id) {
                faults.push(fault(Field::ExceptionGroups, FaultKind::GroupUnknown, id));
            }
        }
        match (from, until) {
            (Some(from), Some(until)) if faults.is_empty() => Ok(Self {
                id: draft.id,
                kind: draft.kind,
                from,
                until,
                groups: draft.groups.clone(),
                declared,
            }),
            (None | Some(_), _) => Err(faults),
        }
    }

    /// As a form holds it.
    #[must_use]
    pub fn to_draft(&self) -> ExceptionDraft {
        ExceptionDraft {
            id: self.id,
            kind: self.kind,
            from: text(self.from, self.from),
            until: text(self.until, self.until - 1),
            groups: self.groups.clone(),
            reason: None,
        }
    }

    /// From when to when, by the person's wall.
    #[must_use]
    pub fn span(&self, wall: &Wall<'_>) -> Span {
        Span { start: wall.instant(self.from), end: wall.instant(self.until) }
    }

    /// Whether rules rest; else only some groups are let through.
    #[must_use]
    pub fn rests(&self) -> bool {
        self.groups.is_empty()
    }
}

/// Exceptions that let groups through, from when to when. (Where rules rest, the schedule knows.)
#[must_use]
pub fn letting_through<'a>(
    clock: Clock<'_>,
    exceptions: &'a [Exception],
) -> Vec<(&'a Exception, Span)> {
    if exceptions.iter().all(Exception::rests) {
        return Vec::new();
    }
    let wall = Wall::here(clock.zone, clock.now);
    let span = |it: &Exception| it.span(&wall);
    exceptions.iter().filter(|it| !it.rests()).map(|it| (it, span(it))).collect()
}

/// `YYYY-MM-DD`, so many minutes after its midnight, or `YYYY-MM-DDTHH:MM`.
fn moment(text: &str, of_date: CivilMinutes) -> Option<CivilMinutes> {
    match text.trim().split_once('T') {
        None => Some(Date::parse(text.trim())?.midnight() + of_date),
        Some((date, time)) => Some(Date::parse(date)?.midnight() + i64::from(minutes(time)?)),
    }
}

/// A midnight is written as the date alone, of the day that lies before or after it.
fn text(moment: CivilMinutes, day: CivilMinutes) -> String {
    match u16::try_from(moment.rem_euclid(DAY_MINUTES)) {
        Ok(minutes) if minutes > 0 => format!("{}T{}", Date::of(moment), clock_text(minutes)),
        Ok(_) | Err(_) => Date::of(day).to_string(),
    }
}
