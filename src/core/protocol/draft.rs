//! What a form sends. It may be wrong; all faults come back at once, each with its field.

use serde::{Deserialize, Serialize};

use super::wire::WireScope;
use super::{CapPer, Day, ExceptionKind, Instead, Lead, Mode, Reason, TabTitle, WayBack};
use crate::nudge::BEFORE;

/// A rule as a form holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct RuleDraft {
    /// The rule to change; 0 for a new one.
    #[serde(default)]
    pub id: u32,
    /// What the time is for, the title of a goal; one that there is not is made. May be empty.
    #[serde(default)]
    pub goal: String,
    /// Whether the goal is chosen when an occurrence begins.
    #[serde(default)]
    pub choose: bool,
    /// So many minutes before an occurrence a word is said, 0 to 60; null for no word.
    #[serde(default = "ten")]
    pub nudge: Option<u32>,
    /// Cover or dim.
    pub mode: Mode,
    /// When: usually one part, more for different hours on different days.
    pub schedule: Vec<PartDraft>,
    /// The zone whose wall clock the stretches are told by, as an IANA name (`Europe/Lisbon`); empty
    /// for wherever the person is.
    #[serde(default)]
    pub zone: String,
    /// Ids of site groups.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Site patterns of the rule's own, as typed.
    #[serde(default)]
    pub sites: Vec<String>,
    /// What its covered tabs are called.
    #[serde(default)]
    pub tab_title: TabTitle,
    /// What it asks for before it opens.
    #[serde(default)]
    pub way_back: WayBack,
    /// How often and for how long it opens without a sentence.
    #[serde(default)]
    pub cap: CapDraft,
}

/// Serde asks for the whole field.
#[expect(clippy::unnecessary_wraps, reason = "serde asks so")]
fn ten() -> Option<u32> {
    Some(BEFORE)
}

impl Default for RuleDraft {
    /// The rule of a form in which nothing was entered yet: it covers, and says a word before.
    fn default() -> Self {
        Self {
            id: 0,
            goal: String::new(),
            choose: false,
            nudge: ten(),
            mode: Mode::Cover,
            schedule: Vec::new(),
            zone: String::new(),
            groups: Vec::new(),
            sites: Vec::new(),
            tab_title: TabTitle::default(),
            way_back: WayBack::default(),
            cap: CapDraft::default(),
        }
    }
}

/// How often and for how long a rule opens without a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct CapDraft {
    /// Within what.
    pub per: CapPer,
    /// So many overrides, at most 99; 0 for any number.
    pub times: u32,
    /// So many minutes of them, at most those of a week; 0 for any number.
    pub minutes: u32,
}

/// A site group as a form holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct GroupDraft {
    /// The group to change; empty for a new one of the person's own.
    #[serde(default)]
    pub id: String,
    /// For people.
    pub name: String,
    /// Site patterns, as typed.
    pub sites: Vec<String>,
}

/// Where a site is put.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum SiteHome {
    /// Into a group.
    Group {
        /// The group's id.
        id: String,
    },
    /// Among a rule's own sites.
    Rule {
        /// The rule.
        id: u32,
    },
}

/// Some dates and the stretches they have in common. The terms are those of RFC 5545, section
/// 3.3.10; what does not belong to its `repeat` stays empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct PartDraft {
    /// How the dates come again (`FREQ`).
    #[serde(default)]
    pub repeat: Repeat,
    /// Every so many weeks or months (`INTERVAL`), 1 to 520, counted from `from`, which must be
    /// given unless this is 1. A week begins on Monday (`WKST`).
    #[serde(default = "one")]
    pub interval: u32,
    /// Days on which the stretches begin (`BYDAY`).
    #[serde(default)]
    pub days: Vec<Day>,
    /// For `monthly`: which of those days in a month, 1 to 5, or -1 to -5 from its end.
    #[serde(default)]
    pub nth: Vec<i32>,
    /// The first date on which a stretch may begin (`DTSTART`), `YYYY-MM-DD`; empty for none.
    #[serde(default)]
    pub from: String,
    /// The last date on which a stretch may begin (`UNTIL`), `YYYY-MM-DD`; empty for none.
    #[serde(default)]
    pub until: String,
    /// For `dates`: single dates (`RDATE`), `YYYY-MM-DD`.
    #[serde(default)]
    pub dates: Vec<String>,
    /// From and to, as typed.
    pub stretches: Vec<StretchDraft>,
}

fn one() -> u32 {
    1
}

/// How the dates of a part come again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Repeat {
    /// On days of the week.
    #[default]
    Weekly,
    /// On n-th days of the month: the second Tuesday, the last Friday.
    Monthly,
    /// On single dates.
    Dates,
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
    /// Who or what pulled, as typed: a person, a team, a system; may be empty.
    #[serde(default)]
    pub puller: String,
    /// Whatever else; may be empty, unless it takes a sentence to go back.
    #[serde(default)]
    pub note: String,
    /// What else could have answered; absent if it is not said.
    #[serde(default)]
    pub instead: Option<Instead>,
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

/// Dates on which rules rest, or let some groups through. Told by the person's own wall clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct ExceptionDraft {
    /// The exception to change; 0 for a new one.
    pub id: u32,
    /// Vacation or on-call.
    pub kind: ExceptionKind,
    /// Its first moment: `YYYY-MM-DD`, or `YYYY-MM-DDTHH:MM`.
    pub from: String,
    /// Its end: `YYYY-MM-DDTHH:MM`, or `YYYY-MM-DD` for the end of that date.
    pub until: String,
    /// On-call only: ids of the groups that are let through; with none, rules rest.
    pub groups: Vec<String>,
    /// Why the hour that runs now is given up; needed only if one does.
    pub reason: Option<Reason>,
}

/// A single occurrence that is skipped or moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct OccurrenceDraft {
    /// Which.
    pub occurrence: OccurrenceKey,
    /// Where it goes; none to skip it.
    pub to: Option<MoveDraft>,
    /// Why; not needed to have it earlier.
    pub reason: Option<Reason>,
}

/// Names one occurrence of a rule for ever, also once it is moved (`RECURRENCE-ID`, RFC 5545,
/// section 3.8.4.4): where it stood in the rule's schedule, by the rule's wall clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct OccurrenceKey {
    /// The rule.
    pub rule: u32,
    /// The date, `YYYY-MM-DD`.
    pub date: String,
    /// The time, `HH:MM`.
    pub from: String,
}

/// Where an occurrence goes, by the rule's wall clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct MoveDraft {
    /// The date on which it begins, `YYYY-MM-DD`.
    pub date: String,
    /// From and to.
    pub stretch: StretchDraft,
}

/// What holds for all rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct SettingsDraft {
    /// How near an hour must be for an edit that gives it up to wait.
    pub lead: Lead,
    /// The zone the person lives by, where the browser does not tell: an IANA name; empty for the
    /// computer's.
    pub zone: String,
    /// Whether excused minutes are owed as well.
    pub owe_excused: bool,
}
