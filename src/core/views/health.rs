//! What does not work, and what is missing.

use super::Scene;
use crate::protocol::HealthLine;
use crate::site::SitePattern;
use crate::sorted::sorted;
use crate::state::SetAside;

/// What does not work, apart from access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Troubles {
    /// It is told in a private window.
    pub private: bool,
    /// How many cover pages are missing.
    pub lost: usize,
    /// The last save failed.
    pub unsaved: bool,
    /// Log rows could not be written.
    pub log_waits: bool,
    /// Hosts of open pages that nobody may cover.
    pub not_covered: Vec<String>,
    /// What of the posture is not in the browser.
    pub unset: Unset,
}

/// What of the posture is not in the browser, though it is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unset {
    /// Whether network rules, content scripts or alarms could not be set at all.
    pub failed: bool,
    /// What the browser refused at network level, or has no room for.
    pub refused: Vec<String>,
}

impl Scene<'_> {
    pub(super) fn health(&self) -> Vec<HealthLine> {
        let mut lines = Vec::new();
        if self.troubles.private {
            lines.push(HealthLine::Private {});
        }
        if self.troubles.lost > 0 {
            let count = u32::try_from(self.troubles.lost).unwrap_or(u32::MAX);
            lines.push(HealthLine::CoversLost { count });
        }
        let groups = &self.state.groups;
        let all = self.state.rules.iter().flat_map(|rule| rule.all_sites(groups)).collect();
        let missing = self.missing(all);
        if !missing.is_empty() {
            let hosts = hosts(&missing);
            lines.push(HealthLine::NeedsAccess { hosts, origins: origins(missing) });
        }
        if let Some(aside) = self.state.set_aside {
            lines.push(HealthLine::SetAside { recovered: aside == SetAside::Recovered });
        }
        if self.troubles.unset.failed {
            lines.push(HealthLine::NotSet {});
        }
        if self.troubles.unsaved {
            lines.push(HealthLine::NotSaved {});
        }
        if self.troubles.log_waits {
            lines.push(HealthLine::LogWaits {});
        }
        let zones = self.state.rules.iter().filter_map(|rule| rule.zone.clone());
        for zone in sorted(zones.collect()) {
            if self.clock.zones.named(&zone).is_none() {
                lines.push(HealthLine::ZoneUnknown { zone });
            }
        }
        let hosts = &self.troubles.not_covered;
        if !hosts.is_empty() {
            lines.push(HealthLine::NotCovered { hosts: hosts.clone() });
        }
        let sites = &self.troubles.unset.refused;
        if !sites.is_empty() {
            lines.push(HealthLine::NotAtNetworkLevel { sites: sites.clone() });
        }
        lines
    }

    /// Those that nobody may cover without being let.
    pub(super) fn missing<'s>(&self, mut sites: Vec<&'s SitePattern>) -> Vec<&'s SitePattern> {
        sites.retain(|site| !site.lets_through() && !self.access.reaches(site.host()));
        sites
    }
}

/// What to ask access for.
pub(super) fn origins(sites: Vec<&SitePattern>) -> Vec<String> {
    let covered = sites.into_iter().filter(|site| !site.lets_through());
    sorted(covered.map(SitePattern::origin).collect())
}

/// Their names.
pub(super) fn hosts(sites: &[&SitePattern]) -> Vec<String> {
    sorted(sites.iter().map(|site| site.host().to_owned()).collect())
}
