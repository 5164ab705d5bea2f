//! Nudges: a word at the right moment. Which moments those are, which words are true now, and what is
//! remembered of them, so that none comes twice.

mod due;
mod settings;
mod sitting;
mod told;

use crate::change::Key;
use crate::clock::Instant;
use crate::goal::GoalId;
use crate::schedule::Span;

pub use crate::protocol::Moment;
pub use due::{Due, PARKED, due, next, standing, weekly_due};
pub use settings::{BEFORE, BEFORE_LIMIT, Nudges};
pub use sitting::follow;
pub use told::Told;

/// One stretch of protected time that a goal can be chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sitting {
    /// A rule's occurrence.
    Occurrence(Key),
    /// A focus, by its id.
    Focus(u32),
    /// A make-up stretch, by its id.
    MakeUp(u32),
}

/// The goal that was chosen for one stretch of protected time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aim {
    /// For which.
    pub sitting: Sitting,
    /// Which goal.
    pub goal: GoalId,
    /// When it was chosen.
    pub at: Instant,
}

/// Unbroken protected time: it runs, or is over and nobody has said yet what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloseOut {
    /// What it was for, as it was said then; may be empty.
    pub line: String,
    /// The goal.
    pub goal: Option<GoalId>,
    /// The step that was to be done.
    pub step: Option<u32>,
    /// From its start to its end, as it stands now.
    pub span: Span,
}
