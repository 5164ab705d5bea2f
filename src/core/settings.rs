//! What holds for all rules: how near an hour must be for an edit that gives it up to wait, and the
//! zone that the person lives by where the browser does not tell.

use crate::clock::{Instant, Zones};
use crate::part::fault;
use crate::protocol::{Fault, FaultKind, Field, Lead, SettingsDraft};

/// What holds for all rules.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// As it was wished.
    pub lead: Lead,
    /// A stricter one that holds until an instant.
    pub lead_waits: Option<(Lead, Instant)>,
    /// What it was before the last edit, and when that was made.
    pub lead_before: Option<(Lead, Instant)>,
    /// An IANA name; empty for the computer's zone.
    pub zone: String,
    /// Whether excused minutes are owed as well.
    pub owe_excused: bool,
    /// The person has said that the browser tells the right time.
    pub zone_is_right: bool,
}

impl Settings {
    /// The lead in force.
    #[must_use]
    pub fn lead_at(&self, now: Instant) -> Lead {
        let waiting = self.lead_waits.filter(|(_, until)| now < *until).map(|(lead, _)| lead);
        waiting.map_or(self.lead, |waiting| waiting.max(self.lead))
    }

    /// As a form holds them.
    #[must_use]
    pub fn to_draft(&self) -> SettingsDraft {
        let Self { lead, zone, owe_excused, .. } = self;
        SettingsDraft { lead: *lead, zone: zone.clone(), owe_excused: *owe_excused }
    }
}

/// What is wrong with a draft.
#[must_use]
pub fn faults(draft: &SettingsDraft, zones: &dyn Zones) -> Vec<Fault> {
    let zone = draft.zone.trim();
    let known = zone.is_empty() || zones.named(zone).is_some();
    if known { Vec::new() } else { vec![fault(Field::Zone, FaultKind::ZoneUnknown, zone)] }
}

/// Zones that browsers name when they hide the real one
/// (<https://bugzilla.mozilla.org/show_bug.cgi?id=1330890>), and that few people live in.
#[must_use]
pub fn is_doubtful(zone: &str) -> bool {
    matches!(zone, "" | "UTC" | "Etc/UTC" | "Etc/GMT" | "GMT" | "Atlantic/Reykjavik")
}
