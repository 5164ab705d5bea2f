//! Views of site groups, and of what happens to a page and why.

use serde::{Deserialize, Serialize};

use super::{Day, HealthLine, Mode, Posture, TabVerdict};

/// One site group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct GroupView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its site patterns, as wished.
    pub sites: Vec<String>,
    /// What to pass to `permissions.request` for all that it covers.
    pub origins: Vec<String>,
    /// Ids of the rules that name it.
    pub rules: Vec<u32>,
    /// Hosts of it to which the browser gives no access.
    pub needs_access: Vec<String>,
    /// What it holds until an edit that gives sites up counts.
    pub waits: Option<GroupWaitView>,
}

/// An edit of a group of which a part waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct GroupWaitView {
    /// The site patterns that hold until then.
    pub sites: Vec<String>,
    /// Until when, in milliseconds since 1970.
    pub until: i64,
}

/// What is wanted of the browser, to be held against what it reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct AboutView {
    /// The instant of this view, in milliseconds since 1970.
    pub now: i64,
    /// The zone to show times in, as an IANA name; empty for the computer's own.
    pub zone: String,
    /// The whole outside state that is wanted now.
    pub posture: Posture,
    /// Hosts that rules name, sorted.
    pub hosts: Vec<String>,
    /// Things that do not work.
    pub health: Vec<HealthLine>,
    /// An address that is covered now, to see whether our page comes; none if nothing is. To go
    /// there is no pull.
    pub check: Option<String>,
}

/// What would happen to a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct TryView {
    /// Whether the address is one that can be covered at all: http or https.
    pub readable: bool,
    /// What happens to it now.
    pub now: TabVerdict,
    /// Whether it is open now because of an override or an exception.
    pub lifted: bool,
    /// What each rule does to it in its hours, in the rules' order; only rules that name it.
    pub rules: Vec<RuleOutcome>,
    /// Every pattern that names it: those of rules, the one that decides first, then those of groups
    /// that no rule names.
    pub trail: Vec<TrailView>,
}

/// What one rule does to a page in its hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct RuleOutcome {
    /// The rule.
    pub id: u32,
    /// Its goal line; empty for none.
    pub goal: String,
    /// The days on which it begins.
    pub days: Vec<Day>,
    /// Cover or dim; none if it lets the page through.
    pub mode: Option<Mode>,
}

/// One pattern that names a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct TrailView {
    /// The pattern.
    pub site: String,
    /// The group it stands in; empty for a rule's own.
    pub group: String,
    /// Whether it lets through.
    pub lets_through: bool,
    /// Whether a rule names it, so that it counts.
    pub in_rule: bool,
}
