//! Where things stand in a calendar: cut at midnight into the columns of days, and where they overlap
//! side by side.

use ringfence_core::sorted::by_number;

/// Minutes of a day.
pub const DAY: i32 = 1440;

/// What of something stands in the column of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Which, as an index into what was given.
    pub at: usize,
    /// Minutes after the day's midnight.
    pub from: i32,
    /// Minutes after the day's midnight.
    pub to: i32,
    /// Whether it began on the day before.
    pub came_on: bool,
    /// Whether it goes on into the next day.
    pub goes_on: bool,
    /// Its place among those that it overlaps with, from the left.
    pub lane: i32,
    /// How many lanes they need.
    pub lanes: i32,
}

/// The pieces in one day's column, by their beginning. Each of `spans` is from and to in minutes
/// after the first midnight; nothing is shown lower than `lowest` minutes, and room is kept for that.
pub fn column(day: i32, spans: &[(i32, i32)], lowest: i32) -> Vec<Piece> {
    let midnight = day * DAY;
    let pieces = spans.iter().enumerate().filter_map(|(at, (from, to))| {
        let (from, to) = (from - midnight, to - midnight);
        let (came_on, goes_on) = (from < 0, to > DAY);
        let (from, to) = (from.max(0), to.min(DAY));
        (from < to).then_some(Piece { at, from, to, came_on, goes_on, lane: 0, lanes: 1 })
    });
    // Of two that begin together the longer one first.
    let order = |piece: &Piece| i64::from(piece.from) * 10_000 - i64::from(piece.to);
    let mut pieces = by_number(pieces.collect(), order);
    side_by_side(&mut pieces, lowest);
    pieces
}

/// Gives each the first lane that is free; those that hang together share the width evenly.
fn side_by_side(pieces: &mut [Piece], lowest: i32) {
    let mut ends: Vec<i32> = Vec::new();
    let mut begun = 0;
    let mut together = i32::MIN;
    for place in 0..pieces.len() {
        let Some(piece) = pieces.get(place).copied() else { return };
        if piece.from >= together {
            share(pieces.get_mut(begun..place).unwrap_or_default(), ends.len());
            (begun, together) = (place, i32::MIN);
            ends.clear();
        }
        let end = piece.to.max(piece.from + lowest);
        together = together.max(end);
        let free = ends.iter().position(|end| *end <= piece.from);
        let lane = free.unwrap_or(ends.len());
        match ends.get_mut(lane) {
            Some(last) => *last = end,
            None => ends.push(end),
        }
        if let Some(piece) = pieces.get_mut(place) {
            piece.lane = i32::try_from(lane).unwrap_or_default();
        }
    }
    share(pieces.get_mut(begun..).unwrap_or_default(), ends.len());
}

fn share(pieces: &mut [Piece], lanes: usize) {
    for piece in pieces {
        piece.lanes = i32::try_from(lanes).unwrap_or(1);
    }
}
