//! What the popup shows.

use serde::{Deserialize, Serialize};

use super::{
    AimView, CheckInLine, Day, Feel, GoalChoice, Line, NudgeView, OccurrenceKey, OverrideView,
    OwedView, SiteHome,
};

/// The popup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct PopupView {
    /// The instant of this view, in milliseconds since 1970.
    pub now: i64,
    /// The zone to show times in, as an IANA name; empty for the computer's own.
    pub zone: String,
    /// What holds now.
    pub state: PopupState,
    /// Overrides in force, the last granted first.
    pub overrides: Vec<OverrideView>,
    /// Tabs that are given a moment before they are covered.
    pub graces: Vec<GraceView>,
    /// What comes next, if anything does.
    pub next: Option<NextView>,
    /// Names of what is (or, with nothing now, would be) covered: groups, then sites.
    pub covers: Vec<String>,
    /// Where a site more could be put: groups that a rule names, then rules with own sites or none.
    pub homes: Vec<HomeView>,
    /// Whether a focus is running.
    pub focus: bool,
    /// Whether it may still be taken back.
    pub focus_is_fresh: bool,
    /// Lines put aside.
    pub parked: ParkedView,
    /// What is owed, when it is time to say so: once a day at most.
    pub owed: Option<OwedView>,
    /// The most useful word that is true now and not answered, about what does not run.
    pub nudge: Option<NudgeView>,
    /// Goals that have not ended, to choose from.
    pub goals: Vec<GoalChoice>,
    /// How the person said the pools are today, of people and of a screen; none if they do not want to
    /// be asked.
    pub energy: Option<(Option<Feel>, Option<Feel>)>,
    /// The check-in that is near.
    pub check_in: Option<CheckInLine>,
    /// Things that do not work.
    pub health: Vec<HealthLine>,
}

/// A tab that is given a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct GraceView {
    /// The tab.
    pub tab: i32,
    /// The pattern that will cover it.
    pub site: String,
    /// Why.
    pub line: Line,
}

/// Lines put aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct ParkedView {
    /// How many wait to be handed back, or are.
    pub count: u32,
    /// All of them, in the order in which they were parked; none while time is protected.
    pub notes: Vec<NoteView>,
}

/// One line that was put aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct NoteView {
    /// Which.
    pub id: u32,
    /// As typed.
    pub text: String,
    /// The pattern of the site in whose place it was written; empty for none.
    pub site: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// Whether the person has kept it for later.
    pub kept: bool,
}

/// Where a site more could be put.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct HomeView {
    /// What to send.
    pub home: SiteHome,
    /// The group's name, or the rule's goal line (empty for none).
    pub label: String,
    /// For a rule, the days on which it begins.
    pub days: Vec<Day>,
}

/// What holds now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum PopupState {
    /// Nothing is set up: no rule.
    Empty {},
    /// Nothing now.
    Free {},
    /// Time is protected.
    Protected(ProtectedView),
}

/// Protected time as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct ProtectedView {
    /// The goal line; empty for none.
    pub goal: String,
    /// The goal and what is to be done for it.
    pub aim: AimView,
    /// Days of the rule; empty for a focus.
    pub days: Vec<Day>,
    /// When it began, in milliseconds since 1970.
    pub start: i64,
    /// When it ends, in milliseconds since 1970.
    pub until: i64,
}

/// The next occurrence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct NextView {
    /// Which.
    pub occurrence: OccurrenceKey,
    /// Its goal line; empty for none.
    pub goal: String,
    /// The goal and what is to be done for it.
    pub aim: AimView,
    /// When it begins, in milliseconds since 1970.
    pub start: i64,
    /// When it ends, in milliseconds since 1970.
    pub end: i64,
}

/// Something that does not work, with what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum HealthLine {
    /// This is a private window: nothing is written down, and minutes opened here count as kept.
    Private {},
    /// Cover pages went when Ringfence was switched off, started anew or broke down, and with them
    /// the person's tabs.
    CoversLost {
        /// How many.
        count: u32,
    },
    /// Sites of rules to which the browser gives no access; one press asks for them.
    NeedsAccess {
        /// Host names, sorted.
        hosts: Vec<String>,
        /// What to pass to `permissions.request`.
        origins: Vec<String>,
    },
    /// Stored state did not load and was kept under another key.
    SetAside {
        /// True if an older generation or the mirror was loaded instead.
        recovered: bool,
    },
    /// The state could not be written: what was changed last would be lost with the worker.
    NotSaved {},
    /// Log rows wait to be written.
    LogWaits {},
    /// A rule's zone is not one that this browser knows; its hours follow the person's own wall.
    ZoneUnknown {
        /// The zone's name.
        zone: String,
    },
    /// Open pages that the browser lets nobody cover: their tabs are only kept quiet.
    NotCovered {
        /// Their hosts, sorted.
        hosts: Vec<String>,
    },
    /// Network rules, content scripts or alarms could not be set; About says which.
    NotSet {},
    /// The browser refused network rules for these; their tabs are veiled instead.
    NotAtNetworkLevel {
        /// Hosts or patterns.
        sites: Vec<String>,
    },
}
