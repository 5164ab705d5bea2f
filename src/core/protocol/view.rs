//! Views: what one page shows. Pages compose sentences from these by `_locales` and `Intl`.

use serde::{Deserialize, Serialize};

use super::{
    AboutView, AimView, CheckInDraft, CheckInLine, CheckInView, CoverView, Day, ExceptionDraft,
    ExcusedBy, Feel, GoalChoice, GoalView, GroupView, Line, LogRow, Mode, NudgeView, NudgesDraft,
    OccurrenceKey, OverrideView, OwedView, RuleDraft, SettingsDraft, ShareView, SiteHome, TryView,
};

/// One page's view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum View {
    /// For [`super::Page::Popup`].
    Popup(PopupView),
    /// For [`super::Page::Cover`].
    Cover(CoverView),
    /// For [`super::Page::Options`].
    Options(Box<OptionsView>),
    /// For [`super::Page::Welcome`].
    Welcome(WelcomeView),
    /// For [`super::Page::Log`].
    Log(LogPage),
    /// For [`super::Page::About`].
    About(Box<AboutView>),
    /// For [`super::Page::CheckIn`].
    CheckIn(Box<CheckInView>),
    /// For [`super::Page::Try`].
    Try(TryView),
    /// For the panel.
    Panel(PanelView),
}

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

/// The options page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct OptionsView {
    /// The instant of this view, in milliseconds since 1970.
    pub now: i64,
    /// The zone to show times in, as an IANA name; empty for the computer's own.
    pub zone: String,
    /// Rules, in the order they were made.
    pub rules: Vec<RuleView>,
    /// The week asked for: every occurrence that touches it, and what was taken out of them.
    pub week: Vec<BlockView>,
    /// Exceptions that are not over, by their start.
    pub exceptions: Vec<ExceptionView>,
    /// What holds for all rules, as it was wished.
    pub settings: SettingsDraft,
    /// Until when stronger settings hold beside them, in milliseconds since 1970.
    pub settings_wait: Option<i64>,
    /// Whether to ask if the person's wall shows the time that the browser tells: some browsers
    /// hide the zone.
    pub zone_in_doubt: bool,
    /// The person's own groups.
    pub groups: Vec<GroupView>,
    /// What is owed, and how it is made up.
    pub owed: OwedView,
    /// Goals, in the order they were made; those that ended too.
    pub goals: Vec<GoalView>,
    /// What was kept for them; none if the log is not known.
    pub share: Option<ShareView>,
    /// The title of the goal deleted last, and its id, while it can be taken back.
    pub deleted_goal: Option<(u32, String)>,
    /// Check-ins, by their date.
    pub check_ins: Vec<CheckInDraft>,
    /// When the person is spoken to.
    pub nudges: NudgesDraft,
    /// The rule deleted last, while it can be taken back; its goal line.
    pub deleted: Option<RuleView>,
    /// Who or what pulled before, the last one first.
    pub pullers: Vec<String>,
    /// What holds now.
    pub state: PopupState,
    /// Things that do not work.
    pub health: Vec<HealthLine>,
}

/// One rule in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct RuleView {
    /// Its id.
    pub id: u32,
    /// As a form would hold it.
    pub draft: RuleDraft,
    /// Names of what it covers: groups, then sites.
    pub covers: Vec<String>,
    /// The next five occurrences, the current one included, as start and end in milliseconds.
    pub next: Vec<NextView>,
    /// Hosts of it to which the browser gives no access.
    pub needs_access: Vec<String>,
    /// The rule as it was before an edit that gives time up: it holds beside the new one until then.
    /// For a deleted rule, this and `draft` are the same.
    pub waits: Option<WaitView>,
}

/// An edit or deletion of which a part waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct WaitView {
    /// The rule as it was.
    pub draft: RuleDraft,
    /// Until when it holds, in milliseconds since 1970.
    pub until: i64,
    /// Whether the rule is deleted.
    pub deleted: bool,
}

/// One occurrence in a calendar, or a piece of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct BlockView {
    /// Which occurrence.
    pub occurrence: OccurrenceKey,
    /// The rule's goal line; empty for none.
    pub goal: String,
    /// Cover or dim.
    pub mode: Mode,
    /// When it begins, in milliseconds since 1970.
    pub start: i64,
    /// When it ends, in milliseconds since 1970.
    pub end: i64,
    /// Where it begins on the person's wall: minutes after the first midnight of the week shown;
    /// below 0 if before.
    pub from: i32,
    /// Where it ends on the person's wall, in the same minutes.
    pub to: i32,
    /// What took it out; none if it holds.
    pub excused: Option<ExcusedBy>,
    /// Whether it was moved here.
    pub moved: bool,
    /// Whether it holds only because an edit waits.
    pub waits: bool,
    /// Whether it holds now.
    pub runs: bool,
}

/// One exception.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct ExceptionView {
    /// As a form would hold it.
    pub draft: ExceptionDraft,
    /// When it begins, in milliseconds since 1970.
    pub start: i64,
    /// When it ends, in milliseconds since 1970.
    pub end: i64,
    /// Where it begins on the person's wall: minutes after the first midnight of the week shown.
    pub from: i32,
    /// Where it ends on the person's wall, in the same minutes.
    pub to: i32,
    /// Names of the groups that it lets through.
    pub lets: Vec<String>,
}

/// The welcome page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct WelcomeView {
    /// The instant of this view, in milliseconds since 1970.
    pub now: i64,
    /// The zone to show times in, as an IANA name; empty for the computer's own.
    pub zone: String,
    /// Rules there are already.
    pub rules: Vec<RuleView>,
    /// The person's own groups.
    pub groups: Vec<GroupView>,
    /// Things that do not work.
    pub health: Vec<HealthLine>,
}

/// A page of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct LogPage {
    /// Newest first.
    pub rows: Vec<LogRow>,
    /// Whether older rows exist.
    pub more: bool,
}

/// The panel over a veiled tab.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct PanelView {
    /// The instant of this view, in milliseconds since 1970.
    pub now: i64,
    /// The zone to show times in, as an IANA name; empty for the computer's own.
    pub zone: String,
    /// The time it is covered for; absent if the tab is not veiled: then the panel stays empty.
    pub protected: Option<ProtectedView>,
    /// Cover or dim.
    pub mode: Mode,
    /// How many lines are put aside.
    pub parked: u32,
}

/// What a content script learns: how its page is veiled and until when. Nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum TabVerdict {
    /// Not at all.
    Open {},
    /// Veiled.
    Veiled {
        /// How.
        mode: Mode,
        /// When the veil lifts itself, in milliseconds since 1970.
        until: i64,
    },
}
