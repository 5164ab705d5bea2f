//! The stored form, version 2. Frozen: it names its own types, so that nothing elsewhere can
//! change what is on disk. Days, modes and reasons are their protocol names as text, dates are
//! `YYYY-MM-DD`.
//!
//! Version 1 is this without the fields that have a default here: its migration is to read it with
//! these types. (Types of its own would be a second reader in the background's wasm.)

mod dates;
mod rule;

use std::rc::Rc;

use dates::{StoredChange, StoredException, StoredLeaving, StoredRecent, StoredSettings};
use rule::StoredRule;
use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::grant::{Grant, Scope};
use crate::group::SiteGroup;
use crate::protocol::{Mode, Reason};
use crate::rule::RuleId;
use crate::schedule::Span;
use crate::site::SitePattern;
use crate::state::{Demo, Focus, Running, SetAside, State};

/// The version.
pub const VERSION: u32 = 2;
/// The version before, which is read with the same types.
pub const FIRST: u32 = 1;

/// The state as version 2 holds it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    seen: i64,
    rules: Vec<StoredRule>,
    deleted: Option<StoredRule>,
    groups: Vec<StoredGroup>,
    focus: Option<StoredFocus>,
    grants: Vec<StoredGrant>,
    running: Vec<StoredRunning>,
    demo: Option<StoredDemo>,
    next_id: u32,
    next_row: u64,
    set_aside: Option<StoredSetAside>,
    #[serde(default)]
    leaving: Vec<StoredLeaving>,
    #[serde(default)]
    recent: Vec<StoredRecent>,
    #[serde(default)]
    exceptions: Vec<StoredException>,
    #[serde(default)]
    changes: Vec<StoredChange>,
    #[serde(default)]
    settings: StoredSettings,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredGroup {
    id: String,
    name: String,
    sites: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredFocus {
    id: u32,
    start: i64,
    end: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredGrant {
    id: u32,
    scope: StoredScope,
    reason: Reason,
    minutes: u32,
    start: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum StoredScope {
    Site { pattern: String },
    Group { id: String, name: String, sites: Vec<String> },
    Rule { id: u32, goal: String, sites: Vec<String> },
    Everything,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredRunning {
    rule: u32,
    goal: String,
    mode: Mode,
    start: i64,
    end: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredDemo {
    tab: i32,
    end: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredSetAside {
    Recovered,
    StartedAnew,
}

impl Body {
    pub(super) fn from_state(state: &State, seen: Instant) -> Self {
        Self {
            seen: seen.ms(),
            rules: state.rules.iter().map(StoredRule::from_rule).collect(),
            deleted: state.deleted.as_ref().map(StoredRule::from_rule),
            groups: state.groups.iter().map(StoredGroup::from_group).collect(),
            focus: state.focus.map(|it| StoredFocus {
                id: it.id,
                start: it.span.start.ms(),
                end: it.span.end.ms(),
            }),
            grants: state.grants.iter().map(StoredGrant::from_grant).collect(),
            running: state.running.iter().map(StoredRunning::from_running).collect(),
            demo: state.demo.map(|it| StoredDemo { tab: it.tab, end: it.end.ms() }),
            next_id: state.next_id,
            next_row: state.next_row,
            set_aside: state.set_aside.map(|it| match it {
                SetAside::Recovered => StoredSetAside::Recovered,
                SetAside::StartedAnew => StoredSetAside::StartedAnew,
            }),
            leaving: state.leaving.iter().map(StoredLeaving::from_leaving).collect(),
            recent: state.recent.iter().map(StoredRecent::from_recent).collect(),
            exceptions: state.exceptions.iter().map(StoredException::from_exception).collect(),
            changes: state.changes.iter().map(StoredChange::from_change).collect(),
            settings: StoredSettings::from_settings(&state.settings),
        }
    }

    /// None if any part cannot be read: nothing is silently dropped.
    pub(super) fn into_state(self) -> Option<(State, Instant)> {
        let deleted = match self.deleted {
            Some(rule) => Some(rule.into_rule()?),
            None => None,
        };
        let state = State {
            rules: Rc::new(all(self.rules, StoredRule::into_rule)?),
            deleted,
            groups: Rc::new(all(self.groups, StoredGroup::into_group)?),
            focus: self.focus.map(|it| Focus { id: it.id, span: span(it.start, it.end) }),
            grants: all(self.grants, StoredGrant::into_grant)?,
            running: self.running.into_iter().map(StoredRunning::into_running).collect(),
            demo: self.demo.map(|it| Demo { tab: it.tab, end: Instant::from_ms(it.end) }),
            new_rows: Vec::new(),
            next_id: self.next_id,
            next_row: self.next_row,
            set_aside: self.set_aside.map(|it| match it {
                StoredSetAside::Recovered => SetAside::Recovered,
                StoredSetAside::StartedAnew => SetAside::StartedAnew,
            }),
            leaving: Rc::new(all(self.leaving, StoredLeaving::into_leaving)?),
            recent: all(self.recent, StoredRecent::into_recent)?,
            exceptions: Rc::new(
                self.exceptions.into_iter().map(StoredException::into_exception).collect(),
            ),
            changes: Rc::new(all(self.changes, StoredChange::into_change)?),
            settings: self.settings.into_settings(),
        };
        Some((state, Instant::from_ms(self.seen)))
    }
}

impl StoredGroup {
    fn from_group(group: &SiteGroup) -> Self {
        Self { id: group.id.clone(), name: group.name.clone(), sites: texts(&group.sites) }
    }

    fn into_group(self) -> Option<SiteGroup> {
        Some(SiteGroup { sites: patterns(&self.sites)?, id: self.id, name: self.name })
    }
}

impl StoredGrant {
    fn from_grant(grant: &Grant) -> Self {
        let scope = match &grant.scope {
            Scope::Site(site) => StoredScope::Site { pattern: site.to_string() },
            Scope::Group { id, name, sites } => {
                StoredScope::Group { id: id.clone(), name: name.clone(), sites: texts(sites) }
            }
            Scope::Rule { id, goal, sites } => {
                StoredScope::Rule { id: *id, goal: goal.clone(), sites: texts(sites) }
            }
            Scope::Everything => StoredScope::Everything,
        };
        let Grant { id, reason, minutes, start, .. } = grant;
        Self { id: *id, scope, reason: *reason, minutes: *minutes, start: start.ms() }
    }

    fn into_grant(self) -> Option<Grant> {
        let scope = match self.scope {
            StoredScope::Site { pattern } => Scope::Site(SitePattern::from_stored(&pattern)?),
            StoredScope::Group { id, name, sites } => {
                Scope::Group { id, name, sites: patterns(&sites)? }
            }
            StoredScope::Rule { id, goal, sites } => {
                Scope::Rule { id, goal, sites: patterns(&sites)? }
            }
            StoredScope::Everything => Scope::Everything,
        };
        let start = Instant::from_ms(self.start);
        Some(Grant { id: self.id, scope, reason: self.reason, minutes: self.minutes, start })
    }
}

impl StoredRunning {
    fn from_running(it: &Running) -> Self {
        let (start, end) = (it.span.start.ms(), it.span.end.ms());
        Self { rule: it.rule.0, goal: it.goal.clone(), mode: it.mode, start, end }
    }

    fn into_running(self) -> Running {
        let span = span(self.start, self.end);
        Running { rule: RuleId(self.rule), goal: self.goal, mode: self.mode, span }
    }
}

fn span(start: i64, end: i64) -> Span {
    Span { start: Instant::from_ms(start), end: Instant::from_ms(end) }
}

fn texts(sites: &[SitePattern]) -> Vec<String> {
    sites.iter().map(ToString::to_string).collect()
}

fn patterns(texts: &[String]) -> Option<Vec<SitePattern>> {
    texts.iter().map(|text| SitePattern::from_stored(text)).collect()
}

/// All of them, or none if one cannot be read.
fn all<T, U>(items: Vec<T>, read: impl Fn(T) -> Option<U>) -> Option<Vec<U>> {
    items.into_iter().map(read).collect()
}
