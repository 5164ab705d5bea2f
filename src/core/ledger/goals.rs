//! Which goal an instant counts for: that of the stretch with a goal that began first of those that
//! hold. So each instant counts for one goal at most, whatever overlaps.

use super::pairs::Stretch;
use super::spans::Spans;
use crate::clock::Instant;
use crate::schedule::Span;
use crate::sorted::by_number;

/// Time by the goal that it counts for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct ByGoal(Vec<(u32, Spans)>);

impl ByGoal {
    /// Of stretches in the order of their start; of their time only what is among `counted`.
    pub(super) fn of(stretches: &[Stretch], counted: &Spans) -> Self {
        let mut taken = Instant::from_ms(i64::MIN);
        let mut pieces: Vec<(u32, Span)> = Vec::new();
        for Stretch { aim, span, .. } in stretches.iter().filter(|it| it.aim != 0) {
            // What began before holds without a break up to here, for it began before this did.
            let piece = Span { start: span.start.max(taken), end: span.end };
            if piece.start < piece.end {
                taken = piece.end;
                pieces.push((*aim, piece));
            }
        }
        let mut of_goals: Vec<(u32, Vec<Span>)> = Vec::new();
        for (aim, piece) in by_number(pieces, |(aim, _)| i64::from(*aim)) {
            match of_goals.last_mut().filter(|(last, _)| *last == aim) {
                Some((_, of_goal)) => of_goal.push(piece),
                None => of_goals.push((aim, vec![piece])),
            }
        }
        let counted = |(aim, of_goal)| (aim, Spans::of(of_goal).common(counted));
        Self(of_goals.into_iter().map(counted).filter(|(_, time)| time.length() > 0).collect())
    }

    /// The goals that anything counts for, by their ids.
    pub(super) fn goals(&self) -> impl Iterator<Item = u32> {
        self.0.iter().map(|(goal, _)| *goal)
    }

    /// What counts for a goal within a span of time, in milliseconds.
    pub(super) fn length_within(&self, goal: u32, range: Span) -> i64 {
        let found = self.0.binary_search_by_key(&goal, |(other, _)| *other).ok();
        let found = found.and_then(|at| self.0.get(at));
        found.map_or(0, |(_, time)| time.length_within(range))
    }
}
