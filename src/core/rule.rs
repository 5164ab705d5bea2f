//! A rule: the user's standing wish, and how it comes from a form. A rule that exists cannot be
//! wrong; a draft may be, and then says everything that is wrong with it at once.

use crate::clock::Zones;
use crate::group::SiteGroup;
use crate::part::{Part, fault, fullest_day};
use crate::protocol::{Day, Fault, FaultKind, Field, Mode, RuleDraft};
use crate::recurrence::DaySet;
use crate::site::SitePattern;

const GOAL_LIMIT: usize = 200;
const PARTS_LIMIT: usize = 14;
const SITES_LIMIT: usize = 10_000;

/// Names a rule for as long as it exists, and in the log for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u32);

/// The user's standing wish: these days and hours, these sites, cover or dim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Which.
    pub id: RuleId,
    /// What the time is for; may be empty.
    pub goal: String,
    /// Cover or dim.
    pub mode: Mode,
    /// When; never empty.
    pub parts: Vec<Part>,
    /// The zone whose wall its stretches are told by; none for wherever the person is.
    pub zone: Option<String>,
    /// Ids of site groups.
    pub groups: Vec<String>,
    /// Site patterns of its own.
    pub sites: Vec<SitePattern>,
}

impl Rule {
    /// The rule that a draft describes, under an id.
    ///
    /// # Errors
    /// Every fault of the draft, each with its field.
    pub fn from_draft(
        draft: &RuleDraft,
        id: RuleId,
        groups: &[SiteGroup],
        zones: &dyn Zones,
    ) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let goal = draft.goal.trim();
        if goal.chars().count() > GOAL_LIMIT {
            faults.push(fault(Field::Goal, FaultKind::GoalTooLong, ""));
        }
        let parts = parts_from_draft(draft, &mut faults);
        let zone = draft.zone.trim();
        if !zone.is_empty() && zones.named(zone).is_none() {
            faults.push(fault(Field::Zone, FaultKind::ZoneUnknown, zone));
        }
        let sites = sites_from_draft(draft, groups, &mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            id,
            goal: goal.to_owned(),
            mode: draft.mode,
            parts,
            zone: (!zone.is_empty()).then(|| zone.to_owned()),
            groups: without_doubles(draft.groups.iter().cloned()),
            sites: without_doubles(sites.into_iter()),
        })
    }

    /// The rule as a form holds it.
    #[must_use]
    pub fn to_draft(&self) -> RuleDraft {
        RuleDraft {
            id: self.id.0,
            goal: self.goal.clone(),
            mode: self.mode,
            schedule: self.parts.iter().map(Part::to_draft).collect(),
            zone: self.zone.clone().unwrap_or_default(),
            groups: self.groups.clone(),
            sites: self.sites.iter().map(ToString::to_string).collect(),
        }
    }

    /// Every day on which it begins somewhere.
    #[must_use]
    pub fn days(&self) -> Vec<Day> {
        self.parts
            .iter()
            .flat_map(|part| part.when.days().iter())
            .collect::<DaySet>()
            .iter()
            .collect()
    }

    /// Every pattern it covers, each with the group it comes from, if any.
    pub fn patterns<'a>(
        &'a self,
        groups: &'a [SiteGroup],
    ) -> impl Iterator<Item = (&'a SitePattern, Option<&'a SiteGroup>)> {
        let of_groups = groups
            .iter()
            .filter(|group| self.groups.contains(&group.id))
            .flat_map(|group| group.sites.iter().map(move |site| (site, Some(group))));
        of_groups.chain(self.sites.iter().map(|site| (site, None)))
    }
}

fn parts_from_draft(draft: &RuleDraft, faults: &mut Vec<Fault>) -> Vec<Part> {
    if draft.schedule.is_empty() || draft.schedule.len() > PARTS_LIMIT {
        faults.push(fault(Field::Draft, FaultKind::PartCount, ""));
        return Vec::new();
    }
    let before = faults.len();
    let parts = draft.schedule.iter().zip(0..);
    let parts: Vec<Part> =
        parts.filter_map(|(part, index)| Part::from_draft(part, index, faults)).collect();
    if faults.len() == before && fullest_day(&parts) > 24 * 60 {
        faults.push(fault(Field::Draft, FaultKind::DayOverfull, ""));
    }
    parts
}

fn sites_from_draft(
    draft: &RuleDraft,
    groups: &[SiteGroup],
    faults: &mut Vec<Fault>,
) -> Vec<SitePattern> {
    let typed = draft.sites.iter().zip(0..).filter(|(text, _)| !text.trim().is_empty());
    let mut sites = Vec::new();
    for (text, index) in typed.take(SITES_LIMIT + 1) {
        match SitePattern::parse(text) {
            Ok(site) => sites.push(site),
            Err(kind) => faults.push(fault(Field::Site { index }, kind, text.trim())),
        }
    }
    if sites.len() > SITES_LIMIT {
        faults.push(fault(Field::Sites, FaultKind::TooManySites, ""));
    }
    for id in &draft.groups {
        if !groups.iter().any(|group| group.id == *id) {
            faults.push(fault(Field::Sites, FaultKind::GroupUnknown, id));
        }
    }
    if draft.groups.is_empty() && draft.sites.iter().all(|text| text.trim().is_empty()) {
        faults.push(fault(Field::Sites, FaultKind::NoSites, ""));
    }
    sites
}

fn without_doubles<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    items.fold(Vec::new(), |mut kept, item| {
        if !kept.contains(&item) {
            kept.push(item);
        }
        kept
    })
}
