//! How one goes back: what a rule asks for before it opens, and how often and for how long it opens
//! without a sentence. Conscious, not hard: there is always a way, and an incident takes none of it.

use crate::clock::Clock;
use crate::date::Date;
use crate::ledger::Balance;
use crate::part::fault;
use crate::protected::{Occurrence, Protected};
use crate::protocol::{CapDraft, CapPer, Fault, FaultKind, Field, Reason, WayBack};
use crate::schedule::Span;
use crate::wall::Wall;

/// The first hold of a day, in seconds; each override of the day before it makes it so much longer.
const FIRST_HOLD: u32 = 3;
/// The longest hold, in seconds.
const LONGEST_HOLD: u32 = 30;
/// A sentence has so many characters at least.
pub const SENTENCE: usize = 20;
/// The greatest count of overrides, and of their minutes, that a cap may allow: those of a week.
const TIMES_LIMIT: u32 = 99;
const MINUTES_LIMIT: u32 = 7 * 24 * 60;

/// How often and for how long a rule opens without a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cap {
    /// Within what.
    pub per: CapPer,
    /// So many overrides; none for any number.
    pub times: Option<u32>,
    /// So many minutes of them; none for any number.
    pub minutes: Option<u32>,
}

/// What is asked of whoever goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// The strictest way of the rules of whose time it is taken.
    pub way: WayBack,
    /// For how many seconds is held, where something is.
    pub hold: u32,
    /// The cap that leaves least, and the minutes that it leaves: for more of them it takes a sentence.
    pub cap: Option<(Cap, u32)>,
}

impl Cap {
    /// The cap that a draft describes; none if it sets none.
    pub(crate) fn from_draft(draft: CapDraft, faults: &mut Vec<Fault>) -> Option<Self> {
        let CapDraft { per, times, minutes } = draft;
        if times > TIMES_LIMIT || minutes > MINUTES_LIMIT {
            faults.push(fault(Field::Cap, FaultKind::CapRange, ""));
        }
        let some = |number: u32| Some(number).filter(|number| *number > 0);
        let (times, minutes) = (some(times), some(minutes));
        (times.is_some() || minutes.is_some()).then_some(Self { per, times, minutes })
    }

    /// As a form holds it.
    #[must_use]
    pub fn to_draft(self) -> CapDraft {
        let Self { per, times, minutes } = self;
        CapDraft { per, times: times.unwrap_or_default(), minutes: minutes.unwrap_or_default() }
    }

    /// Whether it lets through no more than another.
    fn is_as_strict_as(self, other: Self) -> bool {
        let most = |number: Option<u32>| number.unwrap_or(u32::MAX);
        self.per == other.per
            && most(self.times) <= most(other.times)
            && most(self.minutes) <= most(other.minutes)
    }

    /// How many minutes it leaves now, of a rule's time that an occurrence is of.
    fn left(self, clock: Clock<'_>, balance: &Balance, by: Occurrence<'_>) -> u32 {
        let within = match self.per {
            CapPer::Stretch => Span { start: by.span.start, end: clock.now.plus(1) },
            CapPer::Day => since_midnight(clock, |today| today),
            CapPer::Week => since_midnight(clock, Date::monday),
        };
        let rule = by.rule.map_or(0, |rule| rule.id.0);
        let given = balance.given(Some(rule), within);
        if self.times.is_some_and(|times| given.times >= times) {
            return 0;
        }
        self.minutes.map_or(u32::MAX, |minutes| minutes.saturating_sub(given.minutes))
    }
}

/// Whether one way back is no easier than another.
#[must_use]
pub fn is_as_strict(new: (WayBack, Option<Cap>), old: (WayBack, Option<Cap>)) -> bool {
    let cap = match (new.1, old.1) {
        (_, None) => true,
        (Some(new), Some(old)) => new.is_as_strict_as(old),
        (None, Some(_)) => false,
    };
    new.0 >= old.0 && cap
}

/// What is asked for to go back, of the rules of whose time it is taken (0 stands for time without
/// a rule). Where nobody knows what the log says, it is what is asked the first time.
#[must_use]
pub fn terms(
    clock: Clock<'_>,
    protected: &Protected<'_>,
    balance: Option<&Balance>,
    rules: &[u32],
) -> Terms {
    let today = since_midnight(clock, |today| today);
    let before = balance.map_or(0, |balance| balance.given(None, today).times);
    let hold = before.saturating_add(1).saturating_mul(FIRST_HOLD).min(LONGEST_HOLD);
    let of = |by: &&Occurrence<'_>| rules.contains(&by.rule.map_or(0, |rule| rule.id.0));
    let taken: Vec<&Occurrence<'_>> = protected.occurrences().iter().filter(of).collect();
    let way = |by: &&Occurrence<'_>| by.rule.map(|rule| rule.way_back).unwrap_or_default();
    let caps = taken.iter().filter_map(|by| {
        let cap = by.rule?.cap?;
        Some((cap, cap.left(clock, balance?, **by)))
    });
    Terms {
        way: taken.iter().map(way).max().unwrap_or_default(),
        hold,
        cap: caps.min_by_key(|(_, left)| *left),
    }
}

/// Whether it takes a sentence of one's own to go back for so many minutes, where a cap leaves so many.
#[must_use]
pub fn take_sentence(way: WayBack, left: Option<u32>, reason: Reason, minutes: u32) -> bool {
    let capped = left.is_some_and(|left| minutes > left);
    reason != Reason::Incident && (way == WayBack::Sentence || capped)
}

/// Whether a text is a sentence: long enough to have been thought of.
#[must_use]
pub fn is_sentence(text: &str) -> bool {
    text.trim().chars().count() >= SENTENCE
}

/// From the midnight of today, or of a day before it, to now.
fn since_midnight(clock: Clock<'_>, day: impl Fn(Date) -> Date) -> Span {
    let wall = Wall::here(clock.zone, clock.now);
    let midnight = day(Date::of(wall.civil(clock.now))).midnight();
    Span { start: wall.instant(midnight), end: clock.now.plus(1) }
}
