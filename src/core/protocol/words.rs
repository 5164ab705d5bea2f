//! The small words that forms, views, log and core have in common.

use serde::{Deserialize, Serialize};

/// A day of the week, Monday first (ISO 8601).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Day {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

/// What happens to a page of a rule's sites. The later is the stricter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Greyed and calm, still readable.
    Dim,
    /// Hidden.
    Cover,
}

/// What a covered tab is called in the tab strip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum TabTitle {
    /// By the site's name.
    #[default]
    Site,
    /// "Protected until 20:00".
    Until,
}

/// Why one goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Something is broken now.
    Incident,
    /// Promised by today.
    Promise,
    /// Someone is blocked.
    Unblock,
    /// Home or care.
    Home,
    /// Habit.
    Habit,
    /// Anything else.
    Other,
    /// A call was running when a stretch began. Nobody chooses it.
    Call,
}

impl Reason {
    /// Those that a person may choose: nobody chooses a call.
    pub const CHOSEN: [Self; 6] =
        [Self::Incident, Self::Promise, Self::Unblock, Self::Home, Self::Habit, Self::Other];
}

/// What else could have answered what one went back for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Instead {
    /// Something written down.
    Document,
    /// A course.
    Course,
    /// Someone else.
    Someone,
    /// Nothing.
    No,
}

/// What a rule asks for before it opens. The later is the stricter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum WayBack {
    /// One press.
    Press,
    /// Held for some seconds, more with each time of the day.
    #[default]
    Hold,
    /// Held, and then waited for as long again.
    HoldAndWait,
    /// A sentence in one's own words.
    Sentence,
}

/// Within what a cap counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum CapPer {
    /// One occurrence.
    Stretch,
    /// A day, from midnight on the person's wall.
    #[default]
    Day,
    /// A week, from Monday (`WKST`, RFC 5545, section 3.3.10).
    Week,
}

/// Why rules rest for some dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum ExceptionKind {
    /// Not at work at all: what would have been protected was never planned.
    Vacation,
    /// Work may call at any time: what would have been protected is excused.
    OnCall,
}

/// What became of an occurrence, or of a piece of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum ExcusedBy {
    /// Vacation.
    Vacation,
    /// On-call.
    OnCall,
    /// It is skipped.
    Skip,
    /// It is moved elsewhere.
    Move,
}

/// How near an hour must be for an edit that gives it up to wait. The later is the stricter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Lead {
    /// Every edit applies at once.
    Off,
    /// It runs, or begins within the hour.
    Hour,
    /// It runs, or begins today.
    #[default]
    Today,
    /// It runs, or begins within 24 hours.
    Day,
}
