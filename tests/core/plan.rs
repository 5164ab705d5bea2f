//! Rules, exceptions and single changes as their drafts, for laws: the core reads them into a
//! state, the oracle counts through them on its own.

use std::rc::Rc;

use chrono_tz::Tz;
use ringfence_core::change::{Change, Key, Target};
use ringfence_core::clock::Instant;
use ringfence_core::date::Date;
use ringfence_core::exception::Exception;
use ringfence_core::part::Stretch;
use ringfence_core::protocol::{
    ExceptionDraft, ExceptionKind, Fault, MoveDraft, OccurrenceDraft, OccurrenceKey, RuleDraft,
    StretchDraft,
};
use ringfence_core::rule::{Rule, RuleId};
use ringfence_core::state::State;

use crate::named::Named;
use crate::standard::{Standard, groups};

/// What a person has told Ringfence of their time.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Where they live.
    pub home: Tz,
    /// Their rules, of ids 1, 2, 3 and so on.
    pub rules: Vec<RuleDraft>,
    /// Exceptions, each with the instant of its declaration in milliseconds.
    pub exceptions: Vec<(ExceptionDraft, i64)>,
    /// Occurrences skipped or moved, each with the instant of that in milliseconds.
    pub changes: Vec<(OccurrenceDraft, i64)>,
}

impl Plan {
    /// The core's state of it.
    pub fn state(&self) -> State {
        let rules = self.rules.iter().zip(1..).map(|(draft, id)| rule(draft, id).unwrap());
        let exceptions = self.exceptions.iter().map(|(draft, declared)| {
            let declared = Instant::from_ms(*declared);
            Exception::from_draft(draft, declared, i64::MIN, &groups()).unwrap()
        });
        let changes = self.changes.iter().map(|(draft, declared)| {
            let to = draft.to.as_ref().map(|to| Target {
                date: Date::parse(&to.date).unwrap(),
                stretch: Stretch::from_draft(&to.stretch).unwrap(),
            });
            let key = Key::from_draft(&draft.occurrence).unwrap();
            Change { key, to, declared: Instant::from_ms(*declared) }
        });
        State {
            rules: Rc::new(rules.collect()),
            exceptions: Rc::new(exceptions.collect()),
            changes: Rc::new(changes.collect()),
            ..State::default()
        }
    }
}

/// The rule of a draft.
pub fn rule(draft: &RuleDraft, id: u32) -> Result<Rule, Vec<Fault>> {
    Rule::from_draft(draft, RuleId(id), &groups(), &Named(chrono_tz::UTC), &Standard)
}

/// From and to, of `18:00-20:00`.
pub fn stretch(text: &str) -> StretchDraft {
    let (from, to) = text.split_once('-').unwrap();
    StretchDraft { from: from.into(), to: to.into() }
}

/// A new exception.
pub fn exception(kind: ExceptionKind, from: &str, until: &str, groups: &[&str]) -> ExceptionDraft {
    ExceptionDraft {
        id: 0,
        kind,
        from: from.into(),
        until: until.into(),
        groups: groups.iter().map(ToString::to_string).collect(),
        reason: None,
    }
}

/// Where an occurrence stands: the rule, `2026-11-23 18:00`.
pub fn occurrence(rule: u32, stands: &str) -> OccurrenceKey {
    let (date, from) = stands.split_once(' ').unwrap();
    OccurrenceKey { rule, date: date.into(), from: from.into() }
}

/// An occurrence skipped, or moved to `2026-11-24 19:00-21:00`.
pub fn change(rule: u32, stands: &str, to: Option<&str>) -> OccurrenceDraft {
    let to = to.map(|to| {
        let (date, hours) = to.split_once(' ').unwrap();
        MoveDraft { date: date.into(), stretch: stretch(hours) }
    });
    OccurrenceDraft { occurrence: occurrence(rule, stands), to, reason: None }
}
