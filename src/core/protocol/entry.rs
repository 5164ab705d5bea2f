//! The log's entries. Rows are stored as they stand here (log version 1) and never rewritten, but for
//! the name of a puller that the person has taken out; what is added later is added as new variants or fields with a default.

use serde::{Deserialize, Serialize};

use super::{ExceptionKind, ExcusedBy, Instead, Mode, Reason};

/// One log row, as stored and as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct LogRow {
    /// Counts up from 1; the key in IndexedDB.
    pub id: u64,
    /// When it happened, in milliseconds since 1970; indexed.
    pub at: i64,
    /// Minutes east of UTC then, as the person's clock showed it.
    pub offset: i32,
    /// What happened.
    pub entry: Entry,
}

/// What happened. Site texts are patterns of rules, never addresses of pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Entry {
    /// A rule's occurrence began.
    OccurrenceStarted {
        /// The rule.
        rule: u32,
        /// Its goal line then.
        goal: String,
        /// The goal; 0 if it names none.
        #[serde(default, skip_serializing_if = "is_none")]
        aim: u32,
        /// Cover or dim.
        mode: Mode,
        /// When it began, in milliseconds since 1970.
        start: i64,
        /// When it would end, in milliseconds since 1970.
        end: i64,
    },
    /// A rule's occurrence ended.
    OccurrenceEnded {
        /// The rule.
        rule: u32,
        /// Its goal line then.
        goal: String,
        /// When it began, in milliseconds since 1970.
        start: i64,
        /// When it ended, in milliseconds since 1970.
        end: i64,
    },
    /// An attempt to reach a covered or dimmed site.
    Pull {
        /// The site pattern that was in the way.
        site: String,
        /// The rule it belongs to; 0 for a focus.
        rule: u32,
    },
    /// An override was granted.
    OverrideGranted {
        /// The grant.
        grant: u32,
        /// Why.
        reason: Reason,
        /// What it opens: group names or site patterns; empty for everything.
        sites: Vec<String>,
        /// Minutes asked for; 0 for a call, which takes as long as it takes.
        minutes: u32,
        /// Who or what pulled, as typed; empty if it was not said.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        puller: String,
        /// In the person's own words; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
        /// What else could have answered; none if it was not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead: Option<Instead>,
        /// The rules of whose protected time it is taken; 0 stands for a focus or a make-up stretch.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        rules: Vec<u32>,
    },
    /// An override ended.
    OverrideEnded {
        /// The grant.
        grant: u32,
        /// How.
        how: OverrideEnding,
        /// Minutes from grant to end, rounded up.
        minutes: u32,
        /// Minutes of them in which a page that it opened was in front of the person, rounded up; none
        /// where nobody measured.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_front: Option<u32>,
    },
    /// The reason of an override was corrected afterwards. The last correction counts.
    OverrideCorrected {
        /// The grant.
        grant: u32,
        /// Why, after all.
        reason: Reason,
    },
    /// A stretch in which nobody looked, within protected time: the browser was closed, or asleep.
    Unseen {
        /// When it began, in milliseconds since 1970.
        start: i64,
        /// When it ended, in milliseconds since 1970.
        end: i64,
    },
    /// A line was put aside during protected time. The log does not keep what it says.
    NoteParked {
        /// The note.
        note: u32,
        /// The site pattern in whose place it was written; empty for the popup.
        site: String,
    },
    /// A make-up stretch was taken.
    MakeUpTaken {
        /// The make-up stretch.
        make_up: u32,
        /// When it begins, in milliseconds since 1970.
        start: i64,
        /// When it ends, in milliseconds since 1970.
        end: i64,
    },
    /// A make-up stretch was given back before it began.
    MakeUpGivenBack {
        /// The make-up stretch.
        make_up: u32,
    },
    /// A make-up stretch began.
    MakeUpStarted {
        /// The make-up stretch.
        make_up: u32,
        /// The goal; 0 for none.
        #[serde(default, skip_serializing_if = "is_none")]
        aim: u32,
        /// When it began, in milliseconds since 1970.
        start: i64,
        /// When it would end, in milliseconds since 1970.
        end: i64,
    },
    /// A make-up stretch ended.
    MakeUpEnded {
        /// The make-up stretch.
        make_up: u32,
        /// When it began, in milliseconds since 1970.
        start: i64,
        /// When it ended, in milliseconds since 1970.
        end: i64,
    },
    /// Owed minutes were forgiven.
    OwedForgiven {
        /// How many.
        minutes: u32,
    },
    /// A focus was started or extended.
    FocusStarted {
        /// The focus.
        focus: u32,
        /// The goal; 0 for none.
        #[serde(default, skip_serializing_if = "is_none")]
        aim: u32,
        /// When it began, in milliseconds since 1970.
        start: i64,
        /// When it would end, in milliseconds since 1970.
        end: i64,
    },
    /// A focus ended.
    FocusEnded {
        /// The focus.
        focus: u32,
        /// When it began, in milliseconds since 1970.
        start: i64,
        /// When it ended, in milliseconds since 1970.
        end: i64,
    },
    /// A goal was chosen for protected time that runs. The whole stretch counts for it.
    GoalChosen {
        /// The rule, the focus or the make-up stretch.
        of: u32,
        /// When the stretch began, in milliseconds since 1970.
        start: i64,
        /// The goal.
        aim: u32,
        /// Its title then.
        goal: String,
    },
    /// A goal ended, was resumed, deleted or restored.
    GoalChanged {
        /// The goal.
        aim: u32,
        /// Its title then.
        goal: String,
        /// How.
        change: GoalChange,
    },
    /// The person said what came of protected time.
    ClosedOut {
        /// The goal; 0 for none.
        aim: u32,
        /// What it was for, as it was said then; may be empty.
        goal: String,
        /// When it began, in milliseconds since 1970.
        start: i64,
        /// When it ended, in milliseconds since 1970.
        end: i64,
        /// Whether the step is done.
        done: bool,
    },
    /// A rule was changed.
    RuleChanged {
        /// The rule.
        rule: u32,
        /// Its goal line after the change (before it, for a deletion).
        goal: String,
        /// How.
        change: RuleChange,
    },
    /// An occurrence, or a piece of one, would have begun, but was taken out before.
    OccurrenceExcused {
        /// The rule.
        rule: u32,
        /// Its goal line then.
        goal: String,
        /// When it would have begun, in milliseconds since 1970.
        start: i64,
        /// When it would have ended, in milliseconds since 1970.
        end: i64,
        /// By what.
        by: ExcusedBy,
    },
    /// An occurrence was skipped or moved, before it began.
    OccurrenceChanged {
        /// The rule.
        rule: u32,
        /// Its goal line then.
        goal: String,
        /// When it would have begun, in milliseconds since 1970.
        start: i64,
        /// When it begins now, in milliseconds since 1970; none if it is skipped.
        to: Option<i64>,
        /// Why; none for one that is only had earlier.
        reason: Option<Reason>,
    },
    /// An occurrence that was skipped or moved is as the rule says again.
    OccurrenceRestored {
        /// The rule.
        rule: u32,
        /// Its goal line then.
        goal: String,
        /// When it begins, in milliseconds since 1970.
        start: i64,
    },
    /// An exception was made, changed or deleted.
    ExceptionChanged {
        /// The exception.
        exception: u32,
        /// Vacation or on-call.
        kind: ExceptionKind,
        /// When it begins, in milliseconds since 1970.
        start: i64,
        /// When it ends, in milliseconds since 1970.
        end: i64,
        /// How.
        change: RuleChange,
    },
    /// What holds for all rules was changed.
    SettingsChanged {},
    /// A site group was changed.
    GroupChanged {
        /// Its name after the change (before it, for a deletion).
        name: String,
        /// How.
        change: RuleChange,
    },
}

/// How an override ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum OverrideEnding {
    /// Its minutes were over.
    Expired,
    /// "I'm back".
    Back,
    /// Protected time was over before.
    TimeOver,
}

/// Serde asks by reference.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_none(aim: &u32) -> bool {
    *aim == 0
}

/// How a goal was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum GoalChange {
    /// It is done.
    Done,
    /// It is not wanted any more.
    Dropped,
    /// It is wanted again.
    Resumed,
    /// It is deleted.
    Deleted,
    /// A deletion was taken back.
    Restored,
}

/// How a rule, a group or an exception was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum RuleChange {
    /// Made.
    Added,
    /// Edited.
    Edited,
    /// Deleted.
    Deleted,
    /// A deletion, or an edit of which a part waited, was taken back.
    Restored,
}
