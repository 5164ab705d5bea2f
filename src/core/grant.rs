//! Overrides: granted, limited, logged permission to go back. (`override` is a word of the
//! language, so the module is named after the grant.)

use crate::clock::{Instant, MINUTE};
use crate::group::{SiteGroup, is_unseen};
use crate::protected::Protected;
use crate::protocol::{
    Entry, FaultKind, Field, Instead, OverrideDraft, OverrideEnding, Reason, ScopeDraft,
};
use crate::rule::RuleId;
use crate::site::{Address, SitePattern};
use crate::sorted::sorted;

/// The longest focus or override, in minutes.
pub const LONGEST: u32 = 720;
const PULLER_LIMIT: usize = 80;
const NOTE_LIMIT: usize = 500;
/// So many names are remembered.
const PULLERS_LIMIT: usize = 100;

/// A granted override.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Names it in the log.
    pub id: u32,
    /// What it opens.
    pub scope: Scope,
    /// Why.
    pub why: Why,
    /// Minutes asked for; 0 for a call, which takes as long as it takes.
    pub minutes: u32,
    /// When it was granted; earlier by as much as the clock was set back since.
    pub start: Instant,
    /// The rules of whose protected time it is taken; 0 stands for time without a rule.
    pub rules: Vec<u32>,
    /// For how many milliseconds a page that it opens was in front of the person.
    pub in_front: i64,
}

/// Why one goes back, in the person's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// Of what kind it is.
    pub reason: Reason,
    /// Who or what pulled; empty if it was not said.
    pub puller: String,
    /// Whatever else; may be empty.
    pub note: String,
    /// What else could have answered; none if it was not said.
    pub instead: Option<Instead>,
}

impl From<Reason> for Why {
    /// Nothing but the reason is known.
    fn from(reason: Reason) -> Self {
        Self { reason, puller: String::new(), note: String::new(), instead: None }
    }
}

/// What a grant opens. The patterns are those of the moment of granting: a group that changes
/// later opens no more than was agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// One site.
    Site(SitePattern),
    /// A group, with its name and patterns then.
    Group {
        /// The group's id.
        id: String,
        /// Its name.
        name: String,
        /// Its patterns.
        sites: Vec<SitePattern>,
    },
    /// The sites of one rule, whose occurrence is given up.
    Rule {
        /// The rule's id.
        id: u32,
        /// Its goal line.
        goal: String,
        /// Its patterns then.
        sites: Vec<SitePattern>,
    },
    /// Everything.
    Everything,
}

impl Grant {
    /// When it ends by itself.
    #[must_use]
    pub fn end(&self) -> Instant {
        self.start.plus(i64::from(self.minutes) * MINUTE)
    }

    /// Whether it is in force at an instant. Before its start (a clock set back) it is not: a
    /// grant never lasts longer than granted.
    #[must_use]
    pub fn holds(&self, instant: Instant) -> bool {
        self.start <= instant && instant < self.end()
    }

    /// What the log says of its beginning.
    #[must_use]
    pub fn granted(&self) -> Entry {
        let Why { reason, puller, note, instead } = self.why.clone();
        let sites = match &self.scope {
            Scope::Site(_) | Scope::Group { .. } | Scope::Rule { .. } => vec![self.scope.label()],
            Scope::Everything => Vec::new(),
        };
        let (grant, minutes, rules) = (self.id, self.minutes, self.rules.clone());
        Entry::OverrideGranted { grant, reason, sites, minutes, puller, note, instead, rules }
    }

    /// What the log says of its end.
    #[must_use]
    pub fn ended(&self, end: Instant, how: OverrideEnding) -> Entry {
        let minutes = whole_minutes(end.since(self.start));
        let in_front = Some(whole_minutes(self.in_front).min(minutes));
        Entry::OverrideEnded { grant: self.id, how, minutes, in_front }
    }

    /// Whether it opens an address.
    #[must_use]
    pub fn opens(&self, address: &Address) -> bool {
        match &self.scope {
            Scope::Everything => true,
            Scope::Site(_) | Scope::Group { .. } | Scope::Rule { .. } => {
                opens(self.scope.sites(), address)
            }
        }
    }
}

/// Whether opening some patterns opens an address: what they cover, not what they let through
/// anyway.
#[must_use]
pub fn opens(sites: &[SitePattern], address: &Address) -> bool {
    sites.iter().any(|site| !site.lets_through() && site.matches(address))
}

impl Scope {
    /// A group, as it is now.
    #[must_use]
    pub fn of_group(group: &SiteGroup) -> Self {
        let SiteGroup { id, name, sites } = group.clone();
        Self::Group { id, name, sites }
    }

    /// The scope that a draft names, if anything of it is covered or dimmed now.
    #[must_use]
    pub fn of(draft: &ScopeDraft, protected: &Protected<'_>) -> Option<Self> {
        let mut held = protected.held().iter();
        match draft {
            ScopeDraft::Site { pattern } => held
                .find(|held| !held.site.lets_through() && held.site.to_string() == *pattern)
                .map(|held| Self::Site(held.site.clone())),
            ScopeDraft::Group { id } => {
                held.filter_map(|held| held.group).find(|it| it.id == *id).map(Self::of_group)
            }
            ScopeDraft::Everything {} => (!protected.is_empty()).then_some(Self::Everything),
        }
    }

    /// The rules in force of whose time it takes; 0 stands for time without a rule.
    #[must_use]
    pub fn rules(&self, protected: &Protected<'_>) -> Vec<u32> {
        let held = protected.held().iter().filter(|held| match self {
            Self::Everything => true,
            Self::Rule { id, .. } => held.by.rule_id() == Some(RuleId(*id)),
            Self::Site(_) | Self::Group { .. } => self.sites().contains(held.site),
        });
        sorted(held.map(|held| held.by.rule_id().map_or(0, |rule| rule.0)).collect())
    }

    /// The patterns it opens; none for everything.
    #[must_use]
    pub fn sites(&self) -> &[SitePattern] {
        match self {
            Self::Site(site) => std::slice::from_ref(site),
            Self::Group { sites, .. } | Self::Rule { sites, .. } => sites,
            Self::Everything => &[],
        }
    }

    /// For people: a site's text, a group's name or a rule's goal line; empty for everything.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Site(site) => site.to_string(),
            Self::Group { name, .. } => name.clone(),
            Self::Rule { goal, sites, .. } if goal.is_empty() => sites
                .iter()
                .find(|site| !site.lets_through())
                .map(ToString::to_string)
                .unwrap_or_default(),
            Self::Rule { goal, .. } => goal.clone(),
            Self::Everything => String::new(),
        }
    }
}

/// Notes who or what pulled, to be offered the next time.
pub fn remember(pullers: &mut Vec<String>, puller: &str) {
    if !puller.is_empty() {
        pullers.retain(|other| other != puller);
        pullers.insert(0, puller.to_owned());
        pullers.truncate(PULLERS_LIMIT);
    }
}

/// Milliseconds in minutes, rounded up.
#[must_use]
pub fn whole_minutes(ms: i64) -> u32 {
    u32::try_from(ms.saturating_add(MINUTE - 1) / MINUTE).unwrap_or_default()
}

/// What is wrong with a wish to go back, apart from its scope.
#[must_use]
pub fn faults(draft: &OverrideDraft) -> Vec<(Field, FaultKind)> {
    let mut faults = Vec::new();
    if draft.reason.is_none() {
        faults.push((Field::Reason, FaultKind::NoReason));
    }
    if !minutes_are_good(draft.minutes) {
        faults.push((Field::Minutes, FaultKind::MinutesRange));
    }
    if draft.puller.chars().count() > PULLER_LIMIT || draft.puller.chars().any(is_unseen) {
        faults.push((Field::Puller, FaultKind::PullerName));
    }
    if draft.note.chars().count() > NOTE_LIMIT {
        faults.push((Field::Note, FaultKind::NoteTooLong));
    }
    faults
}

/// Whether a focus or an override may last so many minutes: 1 to 720.
#[must_use]
pub fn minutes_are_good(minutes: u32) -> bool {
    (1..=LONGEST).contains(&minutes)
}

/// Whether a draft's scope and a grant's are the same.
#[must_use]
pub fn same_scope(draft: &ScopeDraft, scope: &Scope) -> bool {
    match (draft, scope) {
        (ScopeDraft::Site { pattern }, Scope::Site(site)) => site.to_string() == *pattern,
        (ScopeDraft::Group { id }, Scope::Group { id: other, .. }) => id == other,
        (ScopeDraft::Everything {}, Scope::Everything) => true,
        (ScopeDraft::Site { .. } | ScopeDraft::Group { .. } | ScopeDraft::Everything {}, _) => {
            false
        }
    }
}
