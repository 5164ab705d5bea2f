//! A rule: the user's standing wish, and how it comes from a form. A rule that exists cannot be
//! wrong; a draft may be, and then says everything that is wrong with it at once.

use crate::clock::Zones;
use crate::goal::TITLE_LIMIT;
use crate::group::SiteGroup;
use crate::nudge::BEFORE_LIMIT;
use crate::part::{Part, fault, fullest_day};
use crate::protocol::{Day, Fault, FaultKind, Field, Mode, RuleDraft, TabTitle, WayBack};
use crate::recurrence::DaySet;
use crate::site::{Address, Hosts, SitePattern, deciding, read_list};
use crate::way_back::Cap;

const PARTS_LIMIT: usize = 14;

/// Names a rule for as long as it exists, and in the log for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u32);

/// The user's standing wish: these days and hours, these sites, cover or dim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Which.
    pub id: RuleId,
    /// What the time is for, the title of a goal; may be empty.
    pub goal: String,
    /// Whether the goal is chosen when an occurrence begins.
    pub choose: bool,
    /// So many minutes before an occurrence a word is said; none for no word.
    pub nudge: Option<u32>,
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
    /// What its covered tabs are called.
    pub tab_title: TabTitle,
    /// What it asks for before it opens.
    pub way_back: WayBack,
    /// How often and for how long it opens without a sentence.
    pub cap: Option<Cap>,
}

/// A pattern of a rule, and the group it comes from; none for the rule's own.
pub type Named<'a> = (&'a SitePattern, Option<&'a SiteGroup>);

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
        hosts: &dyn Hosts,
    ) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let goal = draft.goal.trim();
        if goal.chars().count() > TITLE_LIMIT {
            faults.push(fault(Field::Goal, FaultKind::GoalTooLong, ""));
        }
        if draft.nudge.is_some_and(|minutes| minutes > BEFORE_LIMIT) {
            faults.push(fault(Field::Nudge, FaultKind::NudgeRange, ""));
        }
        let parts = parts_from_draft(draft, &mut faults);
        let zone = draft.zone.trim();
        if !zone.is_empty() && zones.named(zone).is_none() {
            faults.push(fault(Field::Zone, FaultKind::ZoneUnknown, zone));
        }
        let sites = sites_from_draft(draft, groups, hosts, &mut faults);
        let cap = Cap::from_draft(draft.cap, &mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            id,
            goal: goal.to_owned(),
            choose: draft.choose,
            nudge: draft.nudge,
            mode: draft.mode,
            parts,
            zone: (!zone.is_empty()).then(|| zone.to_owned()),
            groups: each_once(&draft.groups),
            sites,
            tab_title: draft.tab_title,
            way_back: draft.way_back,
            cap,
        })
    }

    /// The rule as a form holds it.
    #[must_use]
    pub fn to_draft(&self) -> RuleDraft {
        RuleDraft {
            id: self.id.0,
            goal: self.goal.clone(),
            choose: self.choose,
            nudge: self.nudge,
            mode: self.mode,
            schedule: self.parts.iter().map(Part::to_draft).collect(),
            zone: self.zone.clone().unwrap_or_default(),
            groups: self.groups.clone(),
            sites: self.sites.iter().map(ToString::to_string).collect(),
            tab_title: self.tab_title,
            way_back: self.way_back,
            cap: self.cap.map(Cap::to_draft).unwrap_or_default(),
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

    /// Every pattern it covers or lets through, each with the group it comes from, if any.
    #[must_use]
    pub fn patterns<'a>(&'a self, groups: &'a [SiteGroup]) -> Vec<Named<'a>> {
        let mut patterns = Vec::new();
        for group in groups.iter().filter(|group| self.groups.contains(&group.id)) {
            patterns.extend(group.sites.iter().map(|site| (site, Some(group))));
        }
        patterns.extend(self.sites.iter().map(|site| (site, None)));
        patterns
    }

    /// The same without their groups.
    #[must_use]
    pub fn all_sites<'a>(&'a self, groups: &'a [SiteGroup]) -> Vec<&'a SitePattern> {
        self.patterns(groups).into_iter().map(|(site, _)| site).collect()
    }

    /// Whether it covers or dims an address in its hours, as far as its own sites go.
    #[must_use]
    pub fn covers(&self, groups: &[SiteGroup], address: &Address) -> bool {
        deciding(&self.all_sites(groups), address).is_some_and(|site| !site.lets_through())
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
    hosts: &dyn Hosts,
    faults: &mut Vec<Fault>,
) -> Vec<SitePattern> {
    let sites = read_list(&draft.sites, hosts, faults);
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

fn each_once(ids: &[String]) -> Vec<String> {
    let first = |(at, id): &(usize, &String)| !ids.iter().take(*at).any(|other| other == *id);
    ids.iter().enumerate().filter(first).map(|(_, id)| id.clone()).collect()
}
