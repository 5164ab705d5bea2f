//! What stands beside the rules for a while: old versions, exceptions, single occurrences, settings.

use serde::{Deserialize, Serialize};

use super::rule::StoredRule;
use crate::change::{Change, Key, Target};
use crate::clock::Instant;
use crate::date::Date;
use crate::edit::{Leaving, Recent};
use crate::exception::Exception;
use crate::part::Stretch;
use crate::protocol::{ExceptionKind, Lead};
use crate::rule::RuleId;
use crate::settings::Settings;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredLeaving {
    rule: StoredRule,
    until: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredRecent {
    rule: u32,
    before: Option<StoredRule>,
    made: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredException {
    id: u32,
    kind: ExceptionKind,
    /// Minutes of civil time since 1970-01-01T00:00.
    from: i64,
    until: i64,
    groups: Vec<String>,
    declared: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredChange {
    rule: u32,
    date: String,
    from: u16,
    to: Option<StoredTarget>,
    declared: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredTarget {
    date: String,
    stretch: (u16, u16),
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredSettings {
    lead: Lead,
    lead_waits: Option<(Lead, i64)>,
    lead_before: Option<(Lead, i64)>,
    zone: String,
    zone_is_right: bool,
}

impl StoredLeaving {
    pub(super) fn from_leaving(it: &Leaving) -> Self {
        Self { rule: StoredRule::from_rule(&it.rule), until: it.until.ms() }
    }

    pub(super) fn into_leaving(self) -> Option<Leaving> {
        Some(Leaving { rule: self.rule.into_rule()?, until: Instant::from_ms(self.until) })
    }
}

impl StoredRecent {
    pub(super) fn from_recent(it: &Recent) -> Self {
        let before = it.before.as_ref().map(StoredRule::from_rule);
        Self { rule: it.rule.0, before, made: it.made.ms() }
    }

    pub(super) fn into_recent(self) -> Option<Recent> {
        let before = match self.before {
            Some(rule) => Some(rule.into_rule()?),
            None => None,
        };
        Some(Recent { rule: RuleId(self.rule), before, made: Instant::from_ms(self.made) })
    }
}

impl StoredException {
    pub(super) fn from_exception(it: &Exception) -> Self {
        let Exception { id, kind, from, until, groups, declared } = it.clone();
        Self { id, kind, from, until, groups, declared: declared.ms() }
    }

    pub(super) fn into_exception(self) -> Exception {
        let Self { id, kind, from, until, groups, declared } = self;
        Exception { id, kind, from, until, groups, declared: Instant::from_ms(declared) }
    }
}

impl StoredChange {
    pub(super) fn from_change(it: &Change) -> Self {
        let to = it.to.map(|to| StoredTarget {
            date: to.date.to_string(),
            stretch: (to.stretch.from(), to.stretch.to()),
        });
        let Key { rule, date, from } = it.key;
        Self { rule: rule.0, date: date.to_string(), from, to, declared: it.declared.ms() }
    }

    pub(super) fn into_change(self) -> Option<Change> {
        let to = match self.to {
            Some(StoredTarget { date, stretch: (from, to) }) => {
                let stretch = Stretch::new(from, to)?;
                Some(Target { date: Date::parse(&date)?, stretch })
            }
            None => None,
        };
        let date = Date::parse(&self.date)?;
        let key = Key { rule: RuleId(self.rule), date, from: self.from };
        Some(Change { key, to, declared: Instant::from_ms(self.declared) })
    }
}

impl StoredSettings {
    pub(super) fn from_settings(it: &Settings) -> Self {
        let stored = |it: Option<(Lead, Instant)>| it.map(|(lead, at)| (lead, at.ms()));
        Self {
            lead: it.lead,
            lead_waits: stored(it.lead_waits),
            lead_before: stored(it.lead_before),
            zone: it.zone.clone(),
            zone_is_right: it.zone_is_right,
        }
    }

    pub(super) fn into_settings(self) -> Settings {
        let read = |it: Option<(Lead, i64)>| it.map(|(lead, at)| (lead, Instant::from_ms(at)));
        Settings {
            lead: self.lead,
            lead_waits: read(self.lead_waits),
            lead_before: read(self.lead_before),
            zone: self.zone,
            zone_is_right: self.zone_is_right,
        }
    }
}
