//! A single occurrence that is skipped or moved. It excuses only an occurrence that had not begun
//! when it was declared.

use crate::clock::Instant;
use crate::date::Date;
use crate::part::{Stretch, clock_text, minutes};
use crate::protocol::OccurrenceKey;
use crate::rule::{Rule, RuleId};
use crate::wall::CivilMinutes;

/// Names one occurrence of a rule: where it stands in the rule's schedule, by the rule's wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The rule.
    pub rule: RuleId,
    /// The date on which it begins.
    pub date: Date,
    /// The minute of that date.
    pub from: u16,
}

/// What becomes of one occurrence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which.
    pub key: Key,
    /// Where it goes; none if it is skipped.
    pub to: Option<Target>,
    /// When it was declared.
    pub declared: Instant,
}

/// Where an occurrence goes, by the rule's wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The date on which it begins.
    pub date: Date,
    /// From and to.
    pub stretch: Stretch,
}

impl Change {
    /// The later of the dates that it is about.
    #[must_use]
    pub fn last_date(&self) -> Date {
        self.to.map_or(self.key.date, |to| to.date.max(self.key.date))
    }
}

impl Key {
    /// The occurrence that a page names; none if it is no date or time.
    #[must_use]
    pub fn from_draft(draft: &OccurrenceKey) -> Option<Self> {
        let (date, from) = (Date::parse(&draft.date)?, minutes(&draft.from)?);
        Some(Self { rule: RuleId(draft.rule), date, from })
    }

    /// As a page names it.
    #[must_use]
    pub fn to_draft(self) -> OccurrenceKey {
        let Self { rule, date, from } = self;
        OccurrenceKey { rule: rule.0, date: date.to_string(), from: clock_text(from) }
    }

    /// The stretches that a rule states under this name; most often one.
    pub fn stated(self, rule: &Rule) -> impl Iterator<Item = Stretch> {
        let parts = rule.parts.iter();
        let parts = parts.filter(move |part| part.when.on_or_after(self.date) == Some(self.date));
        parts.flat_map(|part| &part.stretches).copied().filter(move |it| it.from() == self.from)
    }
}

impl Target {
    /// Where it begins and ends on the rule's wall.
    #[must_use]
    pub fn civil(self) -> (CivilMinutes, CivilMinutes) {
        let midnight = self.date.midnight();
        (midnight + i64::from(self.stretch.from()), midnight + i64::from(self.stretch.end()))
    }
}
