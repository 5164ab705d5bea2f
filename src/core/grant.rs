//! Overrides: granted, limited, logged permission to go back. (`override` is a word of the
//! language, so the module is named after the grant.)

use crate::clock::{Instant, MINUTE};
use crate::group::SiteGroup;
use crate::protocol::{FaultKind, Field, OverrideDraft, Reason, ScopeDraft};
use crate::site::{Address, SitePattern};

const LONGEST: u32 = 720;

/// A granted override.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Names it in the log.
    pub id: u32,
    /// What it opens.
    pub scope: Scope,
    /// Why.
    pub reason: Reason,
    /// Minutes asked for.
    pub minutes: u32,
    /// When it was granted.
    pub start: Instant,
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

/// What is wrong with a wish to go back, apart from its scope: minutes and reason.
#[must_use]
pub fn faults(draft: &OverrideDraft) -> Vec<(Field, FaultKind)> {
    let mut faults = Vec::new();
    if draft.reason.is_none() {
        faults.push((Field::Reason, FaultKind::NoReason));
    }
    if !minutes_are_good(draft.minutes) {
        faults.push((Field::Minutes, FaultKind::MinutesRange));
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
