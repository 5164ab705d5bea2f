//! When: a rule's occurrences, as instants. It knows days and stretches, not sites.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::clock::{Clock, DAY, Instant, civil_at, dates};
use crate::protocol::Day;
use crate::rule::Rule;

/// A stretch on one date, or a focus: `[start, end)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// When it begins.
    pub start: Instant,
    /// When it is over.
    pub end: Instant,
}

impl Span {
    /// Whether an instant lies within.
    #[must_use]
    pub fn holds(self, instant: Instant) -> bool {
        self.start <= instant && instant < self.end
    }
}

/// A rule's occurrences that touch `[from, to)`, by their start. An occurrence whose start and
/// end fall on the same instant (both in a gap) does not take place.
#[must_use]
pub fn occurrences(clock: Clock<'_>, rule: &Rule, from: Instant, to: Instant) -> Vec<Span> {
    let mut found: Vec<Span> = candidates(clock, rule, from, to)
        .filter(|span| span.start < span.end && span.end > from && span.start < to)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The occurrence of a rule that is in force now; of several, the one that lasts longest.
#[must_use]
pub fn in_force(clock: Clock<'_>, rule: &Rule) -> Option<Span> {
    occurrences(clock, rule, clock.now, clock.now.plus(1)).into_iter().max_by_key(|span| span.end)
}

/// The next start or end of any occurrence of the rules after now, if one lies within eight days
/// (weekly rules always have one).
#[must_use]
pub fn next_change(clock: Clock<'_>, rules: &[Rule]) -> Option<Instant> {
    let mut horizon = clock.now.plus(8 * DAY);
    let mut found = None;
    for rule in rules {
        let earliest = occurrences(clock, rule, clock.now, horizon)
            .into_iter()
            .flat_map(|span| [span.start, span.end])
            .filter(|instant| *instant > clock.now)
            .min();
        if let Some(instant) = earliest.filter(|instant| *instant < horizon) {
            horizon = instant;
            found = Some(instant);
        }
    }
    found
}

/// The next occurrence of a rule that begins after now.
#[must_use]
pub fn next_start(clock: Clock<'_>, rule: &Rule, before: Instant) -> Option<Span> {
    occurrences(clock, rule, clock.now, before).into_iter().find(|span| span.start > clock.now)
}

fn candidates<'a>(
    clock: Clock<'a>,
    rule: &'a Rule,
    from: Instant,
    to: Instant,
) -> impl Iterator<Item = Span> + 'a {
    // A stretch lasts under 24 h of wall time; one that touches `from` began at most two dates
    // earlier, even across a gap of a whole date (Apia, 30 December 2011).
    let first =
        clock.civil(from).date().checked_sub_days(chrono::Days::new(2)).unwrap_or(NaiveDate::MIN);
    let last = clock.civil(to).date();
    let count = u64::try_from((last - first).num_days()).unwrap_or_default() + 1;
    // Civil times differ from instants by at most 14 h and a jump: what lies further away than
    // two days needs no question to the zone.
    let (earliest, latest) = (clock.civil(from.plus(-2 * DAY)), clock.civil(to.plus(2 * DAY)));
    dates(first, count).flat_map(move |date| {
        let day = day_of(date.weekday());
        let parts = rule.weekly.iter().filter(move |part| part.days.contains(&day));
        parts.flat_map(move |part| {
            part.stretches.iter().filter_map(move |stretch| {
                let (start, end) =
                    (civil_at(date, stretch.from())?, civil_at(date, stretch.end())?);
                (end > earliest && start < latest)
                    .then(|| Span { start: clock.instant(start), end: clock.instant(end) })
            })
        })
    })
}

fn day_of(weekday: Weekday) -> Day {
    match weekday {
        Weekday::Mon => Day::Mon,
        Weekday::Tue => Day::Tue,
        Weekday::Wed => Day::Wed,
        Weekday::Thu => Day::Thu,
        Weekday::Fri => Day::Fri,
        Weekday::Sat => Day::Sat,
        Weekday::Sun => Day::Sun,
    }
}
