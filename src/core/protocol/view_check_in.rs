//! What is to be said at a check-in.

use serde::{Deserialize, Serialize};

use super::{CheckInDraft, Reason};

/// One check-in: what was promised for it, and what became of the time since the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct CheckInView {
    /// As a form would hold it.
    pub draft: CheckInDraft,
    /// Today's date, `YYYY-MM-DD`.
    pub today: String,
    /// Days from today to it, below 0 if it is over.
    pub days: i32,
    /// When the next one would be if it took place today, `YYYY-MM-DD`; empty for none.
    pub next: String,
    /// What was promised for it: open, or done or dropped since.
    pub committed: Vec<PromiseView>,
    /// What was done since without being promised.
    pub done: Vec<PromiseView>,
    /// What was kept since; none if the log is not known.
    pub held: Option<HeldView>,
    /// What one went back for since, that which took most first; at most three.
    pub pulled: Vec<PulledView>,
}

/// One thing that was promised, or done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct PromiseView {
    /// The id of the step, or of the goal. No two have the same.
    pub id: u32,
    /// The goal's title.
    pub goal: SaidView,
    /// The step; none if it is the goal itself.
    pub step: Option<SaidView>,
    /// What became of it.
    pub state: PromiseState,
}

/// A text that the person wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct SaidView {
    /// As typed.
    pub text: String,
    /// With "…" in place of addresses and of the person's sites; none if it names none.
    pub bare: Option<String>,
}

/// What became of something promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum PromiseState {
    /// It is to be done.
    Open,
    /// It is done.
    Done,
    /// Its goal is not wanted any more.
    Dropped,
}

/// What became of protected time, in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct HeldView {
    /// Kept.
    pub kept: u32,
    /// The part of it in which nobody looked.
    pub unseen: u32,
    /// Overridden.
    pub overridden: u32,
}

/// What one went back for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct PulledView {
    /// Why.
    pub reason: Reason,
    /// How many times.
    pub times: u32,
    /// Overridden minutes.
    pub minutes: u32,
}

/// A check-in that is near, in one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct CheckInLine {
    /// Which.
    pub id: u32,
    /// With whom; may be empty.
    pub person: String,
    /// When, `YYYY-MM-DD`.
    pub date: String,
    /// Days from today to it; 0 for today.
    pub days: u32,
}
