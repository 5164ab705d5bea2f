//! Unbroken protected time, followed from its beginning to its end and beyond: until somebody has said
//! what came of it, the next begins, or a day has passed.

use super::{Aim, CloseOut, Sitting};
use crate::aim::{self, For};
use crate::clock::{Clock, DAY, Instant};
use crate::date::Date;
use crate::edit::MERCY;
use crate::schedule::Span;
use crate::state::State;
use crate::timetable::Timetable;

/// So long after its end it is still asked what came of it.
const ASKED: i64 = DAY;
/// A goal chosen for a stretch of so many days ago is needed no more.
const CHOSEN: i32 = 10;

/// Brings what is known of unbroken protected time to now.
pub fn follow(clock: Clock<'_>, state: &mut State, timetable: &Timetable) {
    let now = clock.now;
    state.close_out = match running(clock, state, timetable) {
        Some(running) => Some(running),
        None => state.close_out.take().and_then(|it| over(it, now)),
    };
    if !state.aims.is_empty() {
        let aims = std::mem::take(&mut state.aims);
        state.aims = aims.into_iter().filter(|aim| is_needed(clock, state, aim)).collect();
    }
}

/// What runs now. It began with what it follows on without a break.
fn running(clock: Clock<'_>, state: &State, timetable: &Timetable) -> Option<CloseOut> {
    let end = timetable.until(clock, state)?;
    let ruled = timetable.in_force().map(|it| it.piece.span.start);
    let without_rule = state.without_rule().into_iter().filter(|(_, span)| span.holds(clock.now));
    let since = ruled.chain(without_rule.map(|(_, span)| span.start)).min()?;
    let before = state.close_out.as_ref().map(|it| it.span);
    let before = before.filter(|it| it.start <= clock.now && since <= it.end);
    let start = before.map_or(since, |it| it.start.min(since));
    let aim = aim::now(clock, state, timetable);
    let (line, goal) = (aim.line.to_owned(), aim.id());
    Some(CloseOut { line, goal, step: step(aim), span: Span { start, end } })
}

fn step(aim: For<'_>) -> Option<u32> {
    aim.goal.and_then(|goal| goal.next_step()).map(|step| step.id)
}

/// What does not run any more. It may have ended before its time; of what was over at once, as of a slip,
/// nothing came.
fn over(it: CloseOut, now: Instant) -> Option<CloseOut> {
    let span = Span { end: it.span.end.min(now), ..it.span };
    let counts = span.end.since(span.start) >= MERCY && now.since(span.end) < ASKED;
    counts.then_some(CloseOut { span, ..it })
}

fn is_needed(clock: Clock<'_>, state: &State, aim: &Aim) -> bool {
    match aim.sitting {
        Sitting::Focus(id) => state.focus.is_some_and(|it| it.id == id),
        Sitting::MakeUp(id) => state.make_ups.iter().any(|it| it.id == id),
        Sitting::Occurrence(key) => {
            let is_changed = state.changes.iter().any(|it| it.key == key);
            is_changed || key.date >= Date::today(clock).plus(-CHOSEN)
        }
    }
}
