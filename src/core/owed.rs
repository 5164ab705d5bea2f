//! Owed time: what overrides took of protected time (and exceptions, if the person wants that), and was
//! neither made up nor forgiven. A make-up stretch is an occurrence without a rule, taken by the person
//! at a time that was free. It is offered where hours held well, and never over anything else.

use crate::clock::{Clock, DAY, Instant, MINUTE};
use crate::date::Date;
use crate::ledger::{Balance, Owe, Spans};
use crate::schedule::{Schedule, Span};
use crate::settings::Settings;
use crate::sorted::by;
use crate::state::State;
use crate::wall::Wall;

/// Less than this is not worth a word, in milliseconds.
const LEAST: i64 = 5 * MINUTE;
/// A make-up stretch that is offered has so many minutes,
const SHORTEST: i64 = 15;
/// and no more than so many.
const LONGEST: i64 = 60;
/// One may be taken so many days ahead.
const AHEAD: i32 = 7;
/// So far back it is looked which hours hold.
const LOOK_BACK: i64 = 28 * DAY;
/// An hour of the day holds well if so much of it was kept in all,
const ENOUGH_KEPT: i64 = 30 * MINUTE;
/// and at least this share, in percent.
const HELD_WELL: i64 = 50;
/// Who looks at the popup again within this time sits at it still, in milliseconds.
const SITTING: i64 = 10 * MINUTE;

/// A make-up stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MakeUp {
    /// Names it in the log.
    pub id: u32,
    /// From its start to its end.
    pub span: Span,
    /// Whether its start is in the log.
    pub begun: bool,
}

/// What is owed, in whole minutes.
#[must_use]
pub fn minutes(balance: &Balance, settings: &Settings) -> u32 {
    let owe = if settings.owe_excused { Owe::OverriddenAndExcused } else { Owe::Overridden };
    u32::try_from(balance.sums(Span::EVER).owed(owe) / MINUTE).unwrap_or(u32::MAX)
}

/// A time that could be taken now to make up what is owed; none if nothing is owed that is not taken
/// already, or no time is found.
#[must_use]
pub fn offer(clock: Clock<'_>, state: &State, balance: &Balance) -> Option<Span> {
    let taken: i64 = state.make_ups.iter().map(|it| it.span.end.since(it.span.start)).sum();
    let open = i64::from(minutes(balance, &state.settings)) * MINUTE - taken;
    if open >= LEAST { found(clock, state, balance, open) } else { None }
}

/// Whether owed time is shown in the popup now: once a day at most, for as long as the person sits
/// there, and not in protected time.
#[must_use]
pub fn is_due(clock: Clock<'_>, shown: Option<Instant>) -> bool {
    shown.is_none_or(|shown| !is_same_day(clock, shown) || clock.now.since(shown).abs() < SITTING)
}

/// Whether an instant is of today, on the person's wall.
#[must_use]
pub fn is_same_day(clock: Clock<'_>, at: Instant) -> bool {
    let wall = Wall::here(clock.zone, clock.now);
    Date::of(wall.civil(at)) == Date::of(wall.civil(clock.now))
}

/// Whether a make-up stretch may be taken then: within the next days, and where nothing else is.
#[must_use]
pub fn is_free(clock: Clock<'_>, state: &State, span: Span) -> bool {
    let ahead = clock.now.plus(i64::from(AHEAD + 1) * DAY);
    let minutes = span.end.since(span.start) / MINUTE;
    clock.now < span.start
        && span.end <= ahead
        && (1..=i64::from(crate::grant::LONGEST)).contains(&minutes)
        && Busy::of(clock, state).leaves(span)
}

/// A free time of the next days for so many milliseconds: the first day on which an hour that held well
/// is free, or the time right after an occurrence; of that day's, the hour that held best.
fn found(clock: Clock<'_>, state: &State, balance: &Balance, open: i64) -> Option<Span> {
    let minutes = ((open / MINUTE + 4) / 5 * 5).clamp(SHORTEST, LONGEST);
    let wall = Wall::here(clock.zone, clock.now);
    let busy = Busy::of(clock, state);
    let hours = hours_that_hold(clock, balance);
    let today = Date::of(wall.civil(clock.now));
    let long = |start: Instant| Span { start, end: start.plus(minutes * MINUTE) };
    (1..=AHEAD).find_map(|days| {
        let midnight = today.plus(days).midnight();
        let (dawn, dusk) = (wall.instant(midnight), wall.instant(midnight + 24 * 60));
        let held = hours.iter().map(|hour| wall.instant(midnight + hour * 60));
        let after = busy.occurrences.as_slice().iter().map(|span| span.end);
        let after = after.filter(|end| dawn <= *end);
        let free = |span: &Span| span.end <= dusk && busy.leaves(*span);
        held.chain(after).map(long).find(free)
    })
}

/// Hours of the day (0 to 23) in which protected time was kept, the best first. Time in which nobody
/// looked says nothing of it.
fn hours_that_hold(clock: Clock<'_>, balance: &Balance) -> Vec<i64> {
    let recent = Spans::of(vec![Span { start: clock.now.plus(-LOOK_BACK), end: clock.now }]);
    let kept = balance.kept.without(&balance.unseen).common(&recent);
    let lost = balance.overridden.common(&recent);
    let (kept, lost) = (by_hour(clock, &kept), by_hour(clock, &lost));
    let share = |(kept, lost): &(i64, i64)| kept * 100 / (kept + lost).max(1);
    let all = kept.into_iter().zip(lost).zip(0..);
    let good = |((kept, lost), _): &((i64, i64), i64)| {
        *kept >= ENOUGH_KEPT && share(&(*kept, *lost)) >= HELD_WELL
    };
    let good = all.filter(good).collect();
    let best = |(sums, _): &((i64, i64), i64)| (share(sums), sums.0);
    let ordered = by(good, &|one, other| best(other).cmp(&best(one)));
    ordered.into_iter().map(|(_, hour)| hour).collect()
}

/// Milliseconds by the hour of the day on the person's wall.
fn by_hour(clock: Clock<'_>, spans: &Spans) -> [i64; 24] {
    let wall = Wall::here(clock.zone, clock.now);
    let mut sums = [0; 24];
    for span in spans.as_slice() {
        let mut at = span.start;
        while at < span.end {
            let civil = wall.civil(at);
            // Offsets are of whole minutes, and most of whole quarters: to the wall's next hour.
            let next = at.plus((60 - civil.rem_euclid(60)) * MINUTE - at.ms().rem_euclid(MINUTE));
            let until = next.min(span.end);
            let hour = usize::try_from(civil.rem_euclid(24 * 60) / 60).unwrap_or_default();
            if let Some(sum) = sums.get_mut(hour) {
                *sum += until.since(at);
            }
            at = until;
        }
    }
    sums
}

/// What the next days hold already.
struct Busy {
    occurrences: Spans,
    others: Spans,
}

impl Busy {
    fn of(clock: Clock<'_>, state: &State) -> Self {
        let ahead = Span { start: clock.now, end: clock.now.plus(i64::from(AHEAD + 2) * DAY) };
        let schedule = Schedule::new(clock, &state.exceptions, &state.changes);
        let rules = state.rules.iter().chain(state.leaving.iter().map(|it| &it.rule));
        let pieces = rules.flat_map(|rule| schedule.pieces(rule, ahead));
        let held = pieces.filter(|piece| piece.excused.is_none()).map(|piece| piece.span);
        let exceptions = state.exceptions.iter().map(|it| it.span(schedule.here()));
        Self {
            occurrences: Spans::of(held.collect()),
            others: Spans::of(
                exceptions.chain(state.without_rule().into_iter().map(|(_, span)| span)).collect(),
            ),
        }
    }

    fn leaves(&self, span: Span) -> bool {
        self.occurrences.length_within(span) == 0 && self.others.length_within(span) == 0
    }
}
