//! What a form sends. It may be wrong; all faults come back at once, each with its field.

use serde::{Deserialize, Serialize};

use super::wire::WireScope;
use super::{Day, Mode, Reason};

/// A rule as a form holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct RuleDraft {
    /// The rule to change; 0 for a new one.
    pub id: u32,
    /// What the time is for, one sentence; may be empty.
    pub goal: String,
    /// Cover or dim.
    pub mode: Mode,
    /// Days and their stretches; usually one part, more for different hours on different days.
    pub weekly: Vec<WeeklyDraft>,
    /// Ids of site groups.
    pub groups: Vec<String>,
    /// Site patterns of the rule's own, as typed.
    pub sites: Vec<String>,
}

/// Some days of the week and the stretches they have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct WeeklyDraft {
    /// Days on which the stretches begin.
    pub days: Vec<Day>,
    /// From and to, as typed.
    pub stretches: Vec<StretchDraft>,
}

/// From and to as typed: `"18:00"`. A `to` that is not after `from` is on the next day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct StretchDraft {
    /// `HH:MM`, 00:00 to 23:59.
    pub from: String,
    /// `HH:MM`, 00:00 to 24:00.
    pub to: String,
}

/// A wish to go back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct OverrideDraft {
    /// What is to open.
    pub scope: ScopeDraft,
    /// Whole minutes, 1 to 720.
    pub minutes: u32,
    /// Why; absent while nothing is chosen.
    pub reason: Option<Reason>,
}

/// What an override opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case", try_from = "WireScope")]
pub enum ScopeDraft {
    /// One site pattern of a rule in force.
    Site {
        /// Its text.
        pattern: String,
    },
    /// Every site of a group.
    Group {
        /// The group's id.
        id: String,
    },
    /// Everything that is covered or dimmed.
    Everything {},
}

/// One thing wrong with a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct Fault {
    /// Where it stands.
    pub field: Field,
    /// What is wrong; its sentence is the message `fault_<kind>` in `_locales`.
    pub kind: FaultKind,
    /// What was typed there, for the sentence's `$1`; may be empty.
    pub typed: String,
}

/// Where a fault stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Field {
    /// The draft as a whole.
    Draft,
    /// The goal line.
    Goal,
    /// The days of one part.
    Days {
        /// Index into `weekly`.
        part: u32,
    },
    /// One stretch of one part, or all of them.
    Stretch {
        /// Index into `weekly`.
        part: u32,
        /// Index into its `stretches`.
        index: u32,
    },
    /// Sites and groups together.
    Sites,
    /// One site of its own.
    Site {
        /// Index into `sites`.
        index: u32,
    },
    /// Minutes of a focus or an override.
    Minutes,
    /// Why one goes back.
    Reason,
    /// What an override opens.
    Scope,
}

/// What is wrong. Each has its sentence in `_locales` as `fault_<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The goal line is over 200 characters.
    GoalTooLong,
    /// No part with days and stretches at all, or more than 14.
    WeeklyCount,
    /// No day is chosen.
    NoDays,
    /// No stretch is given, or more than 24 in one part.
    StretchCount,
    /// A time is not `HH:MM`.
    TimeUnreadable,
    /// From equals to.
    StretchEmpty,
    /// Two stretches of one part overlap.
    StretchOverlap,
    /// Neither a group nor a site is named.
    NoSites,
    /// More than 10,000 sites.
    TooManySites,
    /// A group that does not exist.
    GroupUnknown,
    /// Nothing is left where the host should stand (`http://`).
    SiteEmpty,
    /// A space or a control character.
    SiteSpace,
    /// A scheme other than http and https (`chrome://`, `file:`).
    SiteScheme,
    /// A `*`: a host already includes its subdomains.
    SiteWildcard,
    /// Letters outside ASCII; the browser shows the `xn--` form.
    SiteNotAscii,
    /// Not a host name (an empty or over-long label, an odd character).
    SiteHost,
    /// Not a port number, 1 to 65535.
    SitePort,
    /// A `?` or `#` and what follows.
    SiteQuery,
    /// Minutes outside 1 to 720.
    MinutesRange,
    /// No reason is chosen.
    NoReason,
    /// Nothing that the scope names is covered or dimmed now.
    ScopeOpen,
    /// The rule, focus or override does not exist (any more).
    Gone,
    /// A focus needs at least one rule with sites.
    NothingSetUp,
    /// None of the sites is open in a tab.
    NoTabOpen,
}
