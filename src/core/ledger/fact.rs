//! What the ledger reads of a row.

use crate::clock::Instant;
use crate::protocol::{Entry, ExcusedBy, LogRow, Reason};
use crate::schedule::Span;

/// A row, with what matters of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) id: u64,
    pub(super) at: Instant,
    /// Minutes east of UTC.
    pub(super) offset: i32,
    pub(super) fact: Fact,
}

/// What tells one stretch of time from another: the id of its rule, focus or make-up stretch, and its
/// own beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Rule(u32, Instant),
    Focus(u32, Instant),
    MakeUp(u32, Instant),
}

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fact {
    /// With the goal; 0 for none.
    Began {
        key: Key,
        end: Instant,
        aim: u32,
    },
    Ended {
        key: Key,
    },
    /// The goal of the stretch that an id and its beginning name.
    Aimed {
        of: u32,
        start: Instant,
        aim: u32,
    },
    Granted {
        grant: u32,
        reason: Reason,
        minutes: u32,
        rules: Vec<u32>,
    },
    Returned {
        grant: u32,
        in_front: Option<u32>,
    },
    Corrected {
        grant: u32,
        reason: Reason,
    },
    /// Of which rule.
    Excused {
        rule: u32,
        span: Span,
    },
    Unseen {
        span: Span,
    },
    Forgiven {
        minutes: u32,
    },
}

impl Row {
    /// None of a row that says nothing of time.
    pub(super) fn of(row: &LogRow) -> Option<Self> {
        let LogRow { id, at, offset, entry } = row;
        let fact = fact(entry)?;
        Some(Self { id: *id, at: Instant::from_ms(*at), offset: *offset, fact })
    }
}

impl Key {
    /// The id and the beginning, whatever it is: no two kinds have an id in common.
    pub(super) fn named(self) -> (u32, Instant) {
        match self {
            Self::Rule(id, start) | Self::Focus(id, start) | Self::MakeUp(id, start) => (id, start),
        }
    }

    /// The rule; 0 for a focus or a make-up stretch.
    pub(super) fn rule(self) -> u32 {
        match self {
            Self::Rule(rule, _) => rule,
            Self::Focus(..) | Self::MakeUp(..) => 0,
        }
    }
}

fn fact(entry: &Entry) -> Option<Fact> {
    let instant = |ms: &i64| Instant::from_ms(*ms);
    let span = |start, end| Span { start: instant(start), end: instant(end) };
    Some(match entry {
        Entry::OccurrenceStarted { rule, start, end, aim, .. } => {
            Fact::Began { key: Key::Rule(*rule, instant(start)), end: instant(end), aim: *aim }
        }
        Entry::FocusStarted { focus, start, end, aim } => {
            Fact::Began { key: Key::Focus(*focus, instant(start)), end: instant(end), aim: *aim }
        }
        Entry::MakeUpStarted { make_up, start, end, aim } => {
            Fact::Began { key: Key::MakeUp(*make_up, instant(start)), end: instant(end), aim: *aim }
        }
        Entry::GoalChosen { of, start, aim, .. } => {
            Fact::Aimed { of: *of, start: instant(start), aim: *aim }
        }
        Entry::OccurrenceEnded { rule, start, .. } => {
            Fact::Ended { key: Key::Rule(*rule, instant(start)) }
        }
        Entry::FocusEnded { focus, start, .. } => {
            Fact::Ended { key: Key::Focus(*focus, instant(start)) }
        }
        Entry::MakeUpEnded { make_up, start, .. } => {
            Fact::Ended { key: Key::MakeUp(*make_up, instant(start)) }
        }
        Entry::OverrideGranted { grant, reason, minutes, rules, .. } => {
            let (grant, reason, minutes) = (*grant, *reason, *minutes);
            Fact::Granted { grant, reason, minutes, rules: rules.clone() }
        }
        Entry::OverrideEnded { grant, in_front, .. } => {
            Fact::Returned { grant: *grant, in_front: *in_front }
        }
        Entry::OverrideCorrected { grant, reason } => {
            Fact::Corrected { grant: *grant, reason: *reason }
        }
        Entry::OccurrenceExcused { rule, start, end, by, .. } => match by {
            ExcusedBy::OnCall | ExcusedBy::Skip => {
                Fact::Excused { rule: *rule, span: span(start, end) }
            }
            // Vacation is no plan, and what was moved is planned where it went.
            ExcusedBy::Vacation | ExcusedBy::Move => return None,
        },
        Entry::Unseen { start, end } => Fact::Unseen { span: span(start, end) },
        Entry::OwedForgiven { minutes } => Fact::Forgiven { minutes: *minutes },
        Entry::Pull { .. }
        | Entry::NoteParked { .. }
        | Entry::MakeUpTaken { .. }
        | Entry::MakeUpGivenBack { .. }
        | Entry::GoalChanged { .. }
        | Entry::ClosedOut { .. }
        | Entry::RuleChanged { .. }
        | Entry::OccurrenceChanged { .. }
        | Entry::OccurrenceRestored { .. }
        | Entry::ExceptionChanged { .. }
        | Entry::SettingsChanged {}
        | Entry::GroupChanged { .. } => return None,
    })
}
