//! Rules, as version 2 holds them.

use serde::{Deserialize, Serialize};

use super::{all, patterns};
use crate::date::Date;
use crate::part::{Part, Stretch};
use crate::protocol::{Day, Mode};
use crate::recurrence::{DaySet, Every, Recurrence};
use crate::rule::{Rule, RuleId};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredRule {
    id: u32,
    goal: String,
    mode: Mode,
    schedule: Vec<StoredPart>,
    #[serde(default)]
    zone: String,
    groups: Vec<String>,
    sites: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum StoredPart {
    Weekly {
        days: Vec<Day>,
        stretches: Vec<(u16, u16)>,
        #[serde(default)]
        every: StoredEvery,
    },
    Monthly {
        days: Vec<Day>,
        nth: Vec<i8>,
        stretches: Vec<(u16, u16)>,
        every: StoredEvery,
    },
    Dates {
        dates: Vec<String>,
        stretches: Vec<(u16, u16)>,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredEvery {
    interval: u32,
    from: Option<String>,
    until: Option<String>,
}

impl Default for StoredEvery {
    fn default() -> Self {
        Self { interval: 1, from: None, until: None }
    }
}

impl StoredRule {
    pub(super) fn from_rule(rule: &Rule) -> Self {
        Self {
            id: rule.id.0,
            goal: rule.goal.clone(),
            mode: rule.mode,
            schedule: rule.parts.iter().map(StoredPart::from_part).collect(),
            zone: rule.zone.clone().unwrap_or_default(),
            groups: rule.groups.clone(),
            sites: rule.sites.iter().map(ToString::to_string).collect(),
        }
    }

    pub(super) fn into_rule(self) -> Option<Rule> {
        Some(Rule {
            id: RuleId(self.id),
            goal: self.goal,
            mode: self.mode,
            parts: all(self.schedule, StoredPart::into_part)?,
            zone: (!self.zone.is_empty()).then_some(self.zone),
            groups: self.groups,
            sites: patterns(&self.sites)?,
        })
    }
}

impl StoredPart {
    pub(super) fn from_part(part: &Part) -> Self {
        let stretches = part.stretches.iter().map(|it| (it.from(), it.to())).collect();
        let every = |every: &Every| StoredEvery {
            interval: every.interval(),
            from: every.from().map(|it| it.to_string()),
            until: every.until().map(|it| it.to_string()),
        };
        match &part.when {
            Recurrence::Weekly { days, every: it } => {
                Self::Weekly { days: days.iter().collect(), stretches, every: every(it) }
            }
            Recurrence::Monthly { days, nth, every: it } => {
                let (days, nth) = (days.iter().collect(), nth.clone());
                Self::Monthly { days, nth, stretches, every: every(it) }
            }
            Recurrence::Dates(dates) => {
                Self::Dates { dates: dates.iter().map(ToString::to_string).collect(), stretches }
            }
        }
    }

    pub(super) fn into_part(self) -> Option<Part> {
        let days = |days: Vec<Day>| days.into_iter().collect::<DaySet>();
        let (when, stretches) = match self {
            Self::Weekly { days: on, stretches, every } => {
                (Recurrence::Weekly { days: days(on), every: every.into_every()? }, stretches)
            }
            Self::Monthly { days: on, nth, stretches, every } => {
                let every = every.into_every()?;
                (Recurrence::Monthly { days: days(on), nth, every }, stretches)
            }
            Self::Dates { dates, stretches } => {
                (Recurrence::Dates(all(dates, |date| Date::parse(&date))?), stretches)
            }
        };
        let stretches = all(stretches, |(from, to)| Stretch::new(from, to))?;
        Some(Part { when, stretches })
    }
}

impl StoredEvery {
    pub(super) fn into_every(self) -> Option<Every> {
        let date = |text: Option<String>| match text {
            Some(text) => Date::parse(&text).map(Some),
            None => Some(None),
        };
        Every::new(self.interval, date(self.from)?, date(self.until)?)
    }
}
