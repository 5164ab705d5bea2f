//! Words at the right moment: what of them crosses the boundary.

use serde::{Deserialize, Serialize};

use super::{CoreEvent, Day, NextView, OccurrenceKey};

/// A moment at which a word is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// Some minutes before a stretch.
    Before,
    /// When protected time begins.
    Start,
    /// When its last minute begins.
    LastMinute,
    /// At its end.
    CloseOut,
    /// Once a week.
    Weekly,
    /// Two days before a check-in.
    CheckIn,
}

/// Names one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct NudgeKey {
    /// At which moment.
    pub moment: Moment,
    /// The rule, or the check-in; 0 for none.
    pub of: u32,
    /// Of which stretch or date, in milliseconds since 1970.
    pub at: i64,
}

/// What a step or a goal is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum StepHome {
    /// A goal.
    Goal {
        /// Which.
        id: u32,
    },
    /// What an occurrence is for. A line that names no goal yet becomes one.
    Occurrence {
        /// Which.
        occurrence: OccurrenceKey,
    },
    /// What the time that holds now is for.
    Now {},
}

/// A word that stands in the popup until it is answered, or not true any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct NudgeView {
    /// Which, for [`CoreEvent::AnswerNudge`].
    pub key: NudgeKey,
    /// What it is about.
    pub word: NudgeWord,
}

/// What a word is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum NudgeWord {
    /// An occurrence begins soon.
    Before {
        /// Which.
        next: NextView,
        /// The step that was to be done last, if there is no next one; may be empty.
        last: String,
        /// The goal that draws on what is left, where this one draws on what is not.
        other: Option<GoalChoice>,
    },
    /// Protected time is over: what came of it?
    CloseOut {
        /// As it was.
        close_out: CloseOutView,
    },
    /// A week is over.
    Weekly {
        /// What it was, and what comes.
        weekly: WeeklyView,
    },
    /// A check-in comes.
    CheckIn {
        /// Which.
        id: u32,
        /// With whom; may be empty.
        person: String,
        /// When, `YYYY-MM-DD`.
        date: String,
    },
}

/// Protected time that is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct CloseOutView {
    /// What it was for; may be empty.
    pub goal: String,
    /// The step that was to be done, if it is not done yet; may be empty.
    pub step: String,
    /// The step after it; may be empty.
    pub then: String,
    /// When it began, in milliseconds since 1970.
    pub start: i64,
    /// When it ended, in milliseconds since 1970.
    pub end: i64,
}

/// The last seven days and the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct WeeklyView {
    /// Whole minutes that were kept, and that were planned; none if nothing was, or the log is not known.
    pub kept: Option<(u32, u32)>,
    /// Occurrences in the next seven days.
    pub sittings: u32,
    /// Whole minutes of them.
    pub minutes: u32,
    /// The one thing to look at, if there is any; none while the log is not known.
    pub suggestion: Option<Suggestion>,
}

/// What the word of the week suggests: one thing, the first of these that there is. An hour that does not
/// hold costs every week, and only the log shows it; a goal without a step costs the next sitting; what is
/// owed stands in the popup anyway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Suggestion {
    /// To look at an hour that does not hold: in most of its sittings of the last four weeks less than
    /// half of the time was kept.
    WeakHour {
        /// The rule that states it.
        rule: u32,
        /// The weekday.
        day: Day,
        /// When it begins, in minutes after midnight on the rule's wall.
        from: u32,
        /// In how many sittings it held.
        held: u32,
        /// Of how many.
        of: u32,
        /// Another weekday that clearly holds.
        better: Option<BetterDay>,
    },
    /// To write a step for what comes next.
    Step {
        /// The line of the next occurrence.
        goal: String,
    },
    /// To make up what is owed.
    Owed {
        /// Whole minutes of it.
        minutes: u32,
    },
}

/// A weekday that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct BetterDay {
    /// Which.
    pub day: Day,
    /// In how many sittings it held.
    pub held: u32,
    /// Of how many.
    pub of: u32,
}

/// A goal that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct GoalChoice {
    /// Which.
    pub id: u32,
    /// In the person's words.
    pub title: String,
}

/// Something to tell the person, on their own machine: their goal and their step may be in it. A title
/// and one or two short sentences are made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Notice {
    /// An occurrence begins soon.
    Before {
        /// What it is for; may be empty.
        goal: String,
        /// The next step; may be empty.
        step: String,
        /// Without one, the step before; may be empty.
        last: String,
        /// When it begins, in milliseconds since 1970.
        start: i64,
        /// Whole minutes until then, at least 1.
        minutes: u32,
    },
    /// Protected time runs.
    Start {
        /// What it is for; may be empty.
        goal: String,
        /// The next step; may be empty.
        step: String,
        /// Whether a goal is to be chosen.
        choose: bool,
        /// When it is over, in milliseconds since 1970.
        until: i64,
        /// Names of what is covered: groups, then sites.
        covers: Vec<String>,
    },
    /// Its last minute runs.
    LastMinute {
        /// When it is over, in milliseconds since 1970.
        until: i64,
    },
    /// It is over: what came of it?
    CloseOut {
        /// The step that was to be done; may be empty.
        step: String,
        /// How many parked lines are back.
        parked: u32,
    },
    /// A week is over.
    Weekly {
        /// What it was, and what comes.
        weekly: WeeklyView,
    },
    /// A check-in comes.
    CheckIn {
        /// With whom; may be empty.
        person: String,
        /// When, as the midnight of its date in UTC, in milliseconds since 1970.
        date: i64,
    },
    /// Protected time is over, and parked lines are back.
    ParkedBack {
        /// How many.
        count: u32,
    },
}

/// What can be pressed on a notice, where the browser draws buttons: two at most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct NoticeButton {
    /// What it is called.
    pub label: ButtonLabel,
    /// What happens; none for the popup, which opens.
    pub does: Option<CoreEvent>,
}

/// What a button is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum ButtonLabel {
    /// The occurrence begins at once.
    StartNow,
    /// It begins ten minutes later.
    InTenMinutes,
    /// The last step is the next one.
    TakeAgain,
    /// A step is to be written.
    WriteStep,
    /// The goal's links are opened.
    OpenLinks,
    /// The step is done.
    Done,
    /// It is not, and the time is closed.
    MovedOn,
}
