//! Parked notes: lines put aside while time is protected, and handed back at its end, in order.

use crate::clock::Instant;
use crate::protocol::{FaultKind, NoteView, ParkedView};

/// The longest line, in characters.
const TEXT_LIMIT: usize = 500;
/// So many lines are kept.
const LIMIT: usize = 500;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parked {
    /// Names it in the log, which does not hold what it says.
    pub id: u32,
    /// As typed, without the space around it.
    pub text: String,
    /// The pattern of the site in whose place it was written; empty for none.
    pub site: String,
    /// When.
    pub at: Instant,
    /// Handed back, and put aside once more.
    pub kept: bool,
}

/// What is wrong with a line.
#[must_use]
pub fn fault(text: &str, parked: &[Parked]) -> Option<FaultKind> {
    if text.is_empty() {
        Some(FaultKind::ParkEmpty)
    } else if text.chars().count() > TEXT_LIMIT {
        Some(FaultKind::ParkTooLong)
    } else if parked.len() >= LIMIT {
        Some(FaultKind::ParkFull)
    } else {
        None
    }
}

/// How many wait to be handed back.
#[must_use]
pub fn waiting(parked: &[Parked]) -> u32 {
    let waiting = parked.iter().filter(|it| !it.kept).count();
    u32::try_from(waiting).unwrap_or(u32::MAX)
}

/// While time is protected, how many there are; at its end, the lines.
#[must_use]
pub fn view(parked: &[Parked], is_protected: bool) -> ParkedView {
    let handed_back = if is_protected { &[] } else { parked };
    let note = |it: &Parked| NoteView {
        id: it.id,
        text: it.text.clone(),
        site: it.site.clone(),
        at: it.at.ms(),
        kept: it.kept,
    };
    ParkedView { count: waiting(parked), notes: handed_back.iter().map(note).collect() }
}
