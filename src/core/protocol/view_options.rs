//! What the options page shows of rules and dates.

use serde::{Deserialize, Serialize};

use super::{
    CheckInDraft, ExceptionDraft, ExcusedBy, GoalView, GroupView, HealthLine, Mode, NextView,
    NudgesDraft, OccurrenceKey, OwedView, PopupState, RuleDraft, SettingsDraft, ShareView,
};

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
