//! Views of the way back: what is covered, what could be opened and what that asks for, what is open,
//! and what is owed for it.

use serde::{Deserialize, Serialize};

use super::{CapDraft, CloseOutView, ProtectedView, Reason, ScopeDraft, WayBack};

/// Owed time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct OwedView {
    /// Whole minutes that are owed.
    pub minutes: u32,
    /// Start and end of a make-up stretch that could be taken, in milliseconds since 1970; none if
    /// nothing is owed that is not taken already, or no time was found.
    pub offer: Option<(i64, i64)>,
    /// Make-up stretches that are taken and not over, by their start.
    pub make_ups: Vec<MakeUpView>,
}

/// A make-up stretch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct MakeUpView {
    /// Which.
    pub id: u32,
    /// When it begins, in milliseconds since 1970.
    pub start: i64,
    /// When it ends, in milliseconds since 1970.
    pub end: i64,
    /// Where it begins on the person's wall: minutes after the first midnight of the week shown, or of
    /// this week.
    pub from: i32,
    /// Where it ends on the person's wall, in the same minutes.
    pub to: i32,
    /// Whether it has begun: then it cannot be given back.
    pub begun: bool,
}

/// An override in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct OverrideView {
    /// The grant's id.
    pub id: u32,
    /// What it opens: the name of a group, the text of a site, or empty for everything.
    pub label: String,
    /// Why.
    pub reason: Reason,
    /// When it was granted, in milliseconds since 1970.
    pub start: i64,
    /// When it ends, in milliseconds since 1970.
    pub until: i64,
    /// Minutes asked for.
    pub minutes: u32,
}

/// The cover page and the going-back page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct CoverView {
    /// The instant of this view, in milliseconds since 1970.
    pub now: i64,
    /// The zone to show times in, as an IANA name; empty for the computer's own.
    pub zone: String,
    /// The host of the address, for people.
    pub host: String,
    /// The address to go on to; empty if it is not http or https, then there is no way on.
    pub url: String,
    /// What holds for it.
    pub state: CoverState,
    /// Protected time that is over, if nobody has said yet what came of it.
    pub close_out: Option<CloseOutView>,
}

/// What holds for the address of a cover page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum CoverState {
    /// Not covered (any more), by no rule or an override: the page steps aside.
    Open {},
    /// Covered.
    Covered {
        /// The time it is covered for; `until` is when this address opens.
        protected: Box<ProtectedView>,
        /// What an override could open, the narrowest first, which is also the default.
        scopes: Vec<ScopeChoice>,
        /// Names of what else is covered: groups, then sites.
        covers: Vec<String>,
        /// Who or what pulled before, the last one first.
        pullers: Vec<String>,
        /// How many lines are put aside.
        parked: u32,
        /// What going back came to before, for each reason of which there is something to say.
        honest: Vec<HonestView>,
    },
}

/// What going back for one reason came to before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct HonestView {
    /// The reason.
    pub reason: Reason,
    /// How many times it was; three at least.
    pub times: u32,
    /// Minutes asked for, as a rule.
    pub asked: u32,
    /// Minutes that it took, as a rule.
    pub took: u32,
}

/// One thing that an override could open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct ScopeChoice {
    /// What to send.
    pub scope: ScopeDraft,
    /// A site's text or a group's name; empty for everything.
    pub label: String,
    /// What is asked for before it opens.
    pub way: WayBack,
    /// For how many seconds is held, where something is.
    pub hold: u32,
    /// How often and for how long it opens without a sentence, if that is limited.
    pub cap: Option<CapDraft>,
    /// Minutes that it may be opened for without a sentence; none if there is no limit.
    pub left: Option<u32>,
}
