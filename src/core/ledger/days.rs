//! Whose day an instant belongs to, as the rows tell it.
//!
//! Each row says which offset held at its instant. An instant has the offset of the last row at or
//! before it (of several rows of one instant, that with the highest id), and one before all rows that of
//! the first. Its day is what a wall with that offset shows. So every instant belongs to one day, and it
//! matters only what the rows say, not when they came. A person who travels west at night may see a
//! date twice; it is then one day in two pieces.

use super::fact::Row;
use super::spans::Spans;
use crate::clock::{Instant, MINUTE};
use crate::date::{DAY_MINUTES, Date};
use crate::schedule::Span;
use crate::sorted::by_number;
use crate::wall::CivilMinutes;

/// Before and after all.
const FIRST: Instant = Instant::from_ms(i64::MIN);
const LAST: Instant = Instant::from_ms(i64::MAX);

/// The offsets that held, each from an instant to the next one's; the first from ever.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Offsets(Vec<(Instant, i32)>);

impl Offsets {
    /// Those of some rows, in the order of their ids.
    pub(super) fn of(rows: &[&Row]) -> Self {
        let told = rows.iter().map(|row| (row.at, row.offset)).collect();
        let mut offsets: Vec<(Instant, i32)> = Vec::new();
        let mut told = by_number(told, |(at, _): &(Instant, i32)| at.ms()).into_iter().peekable();
        while let Some((at, offset)) = told.next() {
            let is_last_word = told.peek().is_none_or(|(next, _)| *next != at);
            if is_last_word && offsets.last().is_none_or(|(_, last)| *last != offset) {
                offsets.push((at, offset));
            }
        }
        if let Some((from, _)) = offsets.first_mut() {
            *from = FIRST;
        }
        Self(offsets)
    }

    /// What a wall shows at an instant.
    pub(super) fn civil(&self, instant: Instant) -> CivilMinutes {
        let after = self.0.partition_point(|(from, _)| *from <= instant);
        let offset = after.checked_sub(1).and_then(|at| self.0.get(at));
        let offset = offset.map_or(0, |(_, offset)| i64::from(*offset));
        instant.plus(offset * MINUTE).ms().div_euclid(MINUTE)
    }

    /// The instants of the days from one to another, both included.
    pub(super) fn days(&self, from: Date, until: Date) -> Spans {
        let (start, end) = (from.midnight(), until.midnight() + DAY_MINUTES);
        let at = |civil: i64, offset: i32| {
            Instant::from_ms((civil - i64::from(offset)).saturating_mul(MINUTE))
        };
        let nowhere = [(FIRST, 0)];
        let offsets = if self.0.is_empty() { nowhere.as_slice() } else { self.0.as_slice() };
        let ends = offsets.iter().skip(1).map(|(from, _)| *from).chain([LAST]);
        let pieces = offsets.iter().zip(ends).map(|((first, offset), last)| Span {
            start: at(start, *offset).max(*first),
            end: at(end, *offset).min(last),
        });
        Spans::of(pieces.collect())
    }
}
