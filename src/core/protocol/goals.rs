//! What forms and pages say of goals, nudges and check-ins.

use serde::{Deserialize, Serialize};

use super::{Day, StretchDraft};

/// A goal as a form holds it. It may be wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct GoalDraft {
    /// The goal to change; 0 for a new one.
    #[serde(default)]
    pub id: u32,
    /// What the time is for; rules name a goal by it.
    pub title: String,
    /// What it is good for; may be empty.
    #[serde(default)]
    pub why: String,
    /// `YYYY-MM-DD`; empty for none.
    #[serde(default)]
    pub deadline: String,
    /// Whether the person set the deadline themselves, and nobody else waits for it.
    #[serde(default)]
    pub made_up: bool,
    /// What happens when it is done; may be empty.
    #[serde(default)]
    pub reward: String,
    /// A sentence to tell others; may be empty.
    #[serde(default)]
    pub teaser: String,
    /// Addresses to open at the start, as typed: http and https only.
    #[serde(default)]
    pub links: Vec<String>,
    /// Minutes wanted in a week; 0 for no wish.
    #[serde(default)]
    pub weekly: u32,
    /// Whether it lies beyond today's role.
    #[serde(default)]
    pub beyond: bool,
    /// The area that it belongs to, as typed; may be empty.
    #[serde(default)]
    pub area: String,
    /// What it draws on; none if the person does not say, or does not want to be asked.
    #[serde(default)]
    pub draws_on: Option<Pool>,
    /// What is to be done, the next first.
    #[serde(default)]
    pub steps: Vec<StepDraft>,
    /// Whether it is for the check-in.
    #[serde(default)]
    pub for_check_in: bool,
}

/// One step of a goal, as a form holds it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct StepDraft {
    /// The step to change; 0 for a new one.
    #[serde(default)]
    pub id: u32,
    /// As typed.
    pub text: String,
    /// When it was done, `YYYY-MM-DD`; empty while it is not. Of a form only whether it is empty counts.
    #[serde(default)]
    pub done: String,
    /// Whether it is for the check-in.
    #[serde(default)]
    pub for_check_in: bool,
}

/// What an hour draws on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Pool {
    /// Being with people.
    Social,
    /// Being before a screen.
    Technical,
    /// Whichever is there.
    Either,
}

/// How a pool is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Feel {
    /// There is some left.
    Fine,
    /// It is empty.
    Drained,
}

/// How a goal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum GoalEnd {
    /// It is done.
    Done,
    /// It is not wanted any more.
    Dropped,
}

/// One goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct GoalView {
    /// As a form would hold it.
    pub draft: GoalDraft,
    /// How it ended, if it did.
    pub ended: Option<GoalEnd>,
    /// On which date, `YYYY-MM-DD`; empty if it did not end.
    pub ended_on: String,
    /// Whole minutes that were kept for it; none if the log is not known.
    pub kept: Option<u32>,
    /// What is still to come until its deadline; none without one that is ahead.
    pub ahead: Option<AheadView>,
    /// Days by which the deadline is past; 0 if it is not.
    pub late: u32,
}

/// What was kept for goals, and how much of it lay beyond today's role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct ShareView {
    /// Whole minutes that were kept for any goal; of those that are deleted too.
    pub kept: u32,
    /// Whole minutes of them for goals beyond today's role, as the goals say it now.
    pub beyond: u32,
}

/// What is still to come until a goal's deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct AheadView {
    /// Days from today to the deadline; 0 for today.
    pub days: u32,
    /// Occurrences for it that begin until its end.
    pub sittings: u32,
    /// Whole minutes of them.
    pub minutes: u32,
    /// Minutes wanted until then, by the minutes wanted in a week; 0 for no wish.
    pub wanted: u32,
}

/// What a stretch of protected time is for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct AimView {
    /// The goal; 0 if it is for none.
    pub goal: u32,
    /// The one thing to do first; empty if it is not said.
    pub step: String,
    /// Its id; 0 for none.
    pub step_id: u32,
    /// Days from today to the deadline, below 0 if it is past; none without one.
    pub days_left: Option<i32>,
    /// How many addresses there are to open.
    pub links: u32,
    /// Whether a goal is to be chosen for it, and none is yet.
    pub choose: bool,
}

/// A conversation with a date, as a form holds it. It may be wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct CheckInDraft {
    /// The check-in to change; 0 for a new one.
    #[serde(default)]
    pub id: u32,
    /// With whom; may be empty.
    #[serde(default)]
    pub person: String,
    /// When, `YYYY-MM-DD`.
    pub date: String,
    /// Every so many weeks; 0 for once.
    #[serde(default)]
    pub every: u32,
    /// What happened on this date or later is for it, `YYYY-MM-DD`. No form asks for it: it is said of one
    /// that comes back as it was, which may be over. Empty, it stays, and a new one begins today.
    #[serde(default)]
    pub since: String,
}

/// What is promised for the next check-in and was not before, and the other way round; all else stays as it
/// is promised, or not.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct PromisesDraft {
    /// Ids of goals and steps that are promised. No two have the same.
    pub made: Vec<u32>,
    /// Those that are not promised any more.
    pub released: Vec<u32>,
}

/// When the person is spoken to, as a form holds it. It may be wrong.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct NudgesDraft {
    /// A word when protected time begins.
    pub start: bool,
    /// A word when its last minute begins.
    pub last_minute: bool,
    /// A word at its end.
    pub close_out: bool,
    /// A word once a week; none for never.
    pub weekly: Option<WeeklyDraft>,
    /// When the browser is to be quiet; none for never.
    pub quiet: Option<StretchDraft>,
    /// Whether to ask what an hour draws on.
    pub energy: bool,
}

/// When the weekly word comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct WeeklyDraft {
    /// The day.
    pub day: Day,
    /// `HH:MM`.
    pub at: String,
}
