//! When: occurrences of rules, as instants. It knows days and stretches, not sites.
//!
//! A [`Search`] looks at one span of time on behalf of many rules: what it needs to know of the
//! zone it asks once.

use chrono::{DateTime, Datelike, FixedOffset, Weekday};

use crate::clock::{Clock, DAY, Instant, MINUTE};
use crate::protocol::Day;
use crate::rule::Rule;

/// A civil time this far outside a search cannot name an instant within it, whatever the zone
/// does (Apia skipped a whole date in 2011).
const MARGIN: i64 = 25 * 60;

/// From an instant to another: `[start, end)`.
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

/// A look for occurrences that touch `[from, to)`.
pub struct Search<'z> {
    clock: Clock<'z>,
    range: Span,
    /// Every date on which such an occurrence may begin: its midnight and its day.
    dates: Vec<(CivilMinutes, Day)>,
    /// What lies outside is not worth asking the zone about.
    earliest: CivilMinutes,
    latest: CivilMinutes,
    /// The offset, if it is the same all the time.
    steady: Option<FixedOffset>,
}

/// Minutes of civil time since 1970-01-01T00:00.
type CivilMinutes = i64;

impl<'z> Search<'z> {
    /// A look at `[from, to)`.
    #[must_use]
    pub fn new(clock: Clock<'z>, from: Instant, to: Instant) -> Self {
        let civil_minutes = |instant| clock.civil(instant).and_utc().timestamp() / 60;
        let earliest = civil_minutes(from) - MARGIN;
        let latest = civil_minutes(to) + MARGIN;
        // A stretch that begins on a date ends on the next one at the latest.
        let days = earliest.div_euclid(1440) - 1..=latest.div_euclid(1440);
        let dates = days.filter_map(|day| {
            let date = DateTime::from_timestamp(day * 86_400, 0)?.date_naive();
            Some((day * 1440, day_of(date.weekday())))
        });
        let dates = dates.collect();
        Self {
            clock,
            range: Span { start: from, end: to },
            dates,
            earliest,
            latest,
            steady: steady(clock, from, to),
        }
    }

    /// A look at this moment.
    #[must_use]
    pub fn now(clock: Clock<'z>) -> Self {
        Self::new(clock, clock.now, clock.now.plus(1))
    }

    /// A rule's occurrences, by their start. One whose start and end fall on the same instant, or
    /// that would end before it starts (in a gap), does not take place.
    #[must_use]
    pub fn occurrences(&self, rule: &Rule) -> Vec<Span> {
        let mut found: Vec<Span> = self
            .candidates(rule)
            .filter(|span| span.start < span.end)
            .filter(|span| span.end > self.range.start && span.start < self.range.end)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The first instant after the beginning of the search at which an occurrence of the rule
    /// begins or ends.
    fn first_change(&self, rule: &Rule) -> Option<Instant> {
        let after = self.range.start;
        let ends = self.candidates(rule).filter(|span| span.start < span.end);
        ends.flat_map(|span| [span.start, span.end])
            .filter(|it| *it > after && *it < self.range.end)
            .min()
    }

    fn candidates<'s>(&'s self, rule: &'s Rule) -> impl Iterator<Item = Span> + 's {
        rule.weekly.iter().flat_map(move |part| {
            let dates = self.dates.iter().filter(|(_, day)| part.days.contains(*day));
            dates.flat_map(move |(midnight, _)| {
                let stretches = part.stretches.iter().map(move |stretch| {
                    (midnight + i64::from(stretch.from()), midnight + i64::from(stretch.end()))
                });
                stretches
                    .filter(|(start, end)| *end > self.earliest && *start < self.latest)
                    .map(|(start, end)| Span { start: self.instant(start), end: self.instant(end) })
            })
        })
    }

    fn instant(&self, civil: CivilMinutes) -> Instant {
        match self.steady {
            Some(offset) => {
                Instant::from_ms(civil * MINUTE - i64::from(offset.local_minus_utc()) * 1000)
            }
            None => DateTime::from_timestamp(civil * 60, 0)
                .map_or(Instant::from_ms(i64::MAX), |it| self.clock.instant(it.naive_utc())),
        }
    }
}

/// The occurrence of a rule that is in force at the beginning of a search; of several, the one
/// that lasts longest.
#[must_use]
pub fn in_force(search: &Search<'_>, rule: &Rule) -> Option<Span> {
    let spans = search.candidates(rule).filter(|span| span.holds(search.range.start));
    spans.max_by_key(|span| span.end)
}

/// When protected time that holds at an instant is over: the end of the unbroken chain of
/// occurrences, and a focus if there is one, from there on. The instant itself if none holds.
#[must_use]
pub fn unbroken(clock: Clock<'_>, rules: &[Rule], focus: Option<Span>, from: Instant) -> Instant {
    let mut end = from;
    let limit = from.plus(8 * DAY);
    while end < limit {
        let search = Search::new(clock, end, end.plus(1));
        let holding = rules.iter().filter_map(|rule| in_force(&search, rule));
        let holding = holding.chain(focus.filter(|span| span.holds(end)));
        match holding.map(|span| span.end).max() {
            Some(next) => end = next,
            None => break,
        }
    }
    end
}

/// The next instant after now at which an occurrence of any rule begins or ends (weekly rules have
/// one within eight days).
#[must_use]
pub fn next_change(clock: Clock<'_>, rules: &[Rule]) -> Option<Instant> {
    // Most often it is near: the further look, with more of the zone in it, is rarely needed.
    [DAY, 8 * DAY].into_iter().find_map(|ahead| {
        let search = Search::new(clock, clock.now, clock.now.plus(ahead));
        rules.iter().filter_map(|rule| search.first_change(rule)).min()
    })
}

/// The next occurrence of each rule that begins after now and within a time ahead, in milliseconds.
pub fn next_starts<'r>(
    clock: Clock<'_>,
    rules: &'r [Rule],
    ahead: i64,
) -> impl Iterator<Item = (Span, &'r Rule)> {
    let search = Search::new(clock, clock.now, clock.now.plus(ahead));
    rules.iter().filter_map(move |rule| {
        let spans = search.candidates(rule).filter(|span| span.start < span.end);
        let next = spans.filter(|it| it.start > clock.now && it.start < search.range.end).min()?;
        Some((next, rule))
    })
}

/// The offset over a span of time, if it does not change within it or a margin around it. Zones
/// change at most once a day.
fn steady(clock: Clock<'_>, from: Instant, to: Instant) -> Option<FixedOffset> {
    let around = MARGIN * MINUTE + DAY;
    let offset = clock.zone.offset_at(to.plus(around));
    let days = to.since(from).saturating_add(2 * around) / DAY;
    let same = (0..=days).all(|day| clock.zone.offset_at(from.plus(day * DAY - around)) == offset);
    same.then_some(offset)
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
