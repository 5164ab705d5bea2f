//! Which hours of the week hold: an hour is one stretch of a rule on one weekday, and what tells of it are
//! the sittings of the last four weeks, whole days before today. What the ledger calls planned is planned
//! here, so an hour that is skipped does not hold; what was moved counts where it went. It knows nothing
//! of what should follow.

use crate::date::{DAY_MINUTES, Date};
use crate::ledger::{Balance, Sitting};
use crate::part::{Part, Stretch};
use crate::protocol::Day;
use crate::recurrence::Recurrence;
use crate::rule::{Rule, RuleId};
use crate::schedule::{Schedule, Span};
use crate::wall::CivilMinutes;

/// So many days back.
const DAYS: i32 = 28;
/// Fewer sittings than these are no evidence.
const ENOUGH: u32 = 3;
/// An occurrence that is put off ten minutes, and again, begins so many minutes later at most.
const PUT_OFF: CivilMinutes = 60;

/// How many sittings held, of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many held.
    pub held: u32,
    /// Of how many that tell anything.
    pub of: u32,
}

/// A stretch of a rule on one weekday, by the rule's wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hour {
    /// The rule.
    pub rule: RuleId,
    /// The weekday on which it begins.
    pub day: Day,
    /// The minute of that day.
    pub from: u16,
    /// How it held.
    pub tally: Tally,
}

/// An hour that does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weak {
    /// Which.
    pub hour: Hour,
    /// Another weekday that clearly holds, whatever is planned on it.
    pub better: Option<(Day, Tally)>,
}

impl Tally {
    fn add(&mut self, sitting: &Sitting) {
        self.of = self.of.saturating_add(1);
        self.held = self.held.saturating_add(sitting.is_held().into());
    }

    /// Whether it was planned often enough, and held in fewer than half.
    #[must_use]
    pub fn is_weak(self) -> bool {
        self.of >= ENOUGH && self.held.saturating_mul(2) < self.of
    }

    /// Whether it was planned often enough, and held in three of four at least.
    #[must_use]
    pub fn is_strong(self) -> bool {
        self.of >= ENOUGH && self.held.saturating_mul(4) >= self.of.saturating_mul(3)
    }

    /// Whether it holds in a greater share than another; of equals the one that was planned more often.
    fn holds_better(self, other: Self) -> bool {
        let share = |it: Self, of: u32| u64::from(it.held) * u64::from(of);
        (share(self, other.of), self.of) > (share(other, self.of), other.of)
    }

    /// The same the other way: a smaller share, and of equals the one with more evidence.
    fn holds_worse(self, other: Self) -> bool {
        let share = |it: Self, of: u32| u64::from(it.held) * u64::from(of);
        let (ours, theirs) = (share(self, other.of), share(other, self.of));
        ours < theirs || (ours == theirs && self.of > other.of)
    }
}

/// The hour that holds least of those that do not hold; none if all do, or too little is known.
#[must_use]
pub fn weakest(
    schedule: &Schedule<'_>,
    rules: &[Rule],
    balance: &Balance,
    today: Date,
) -> Option<Weak> {
    let sittings = telling(balance, today);
    let mut weakest: Option<Hour> = None;
    for hour in rules.iter().flat_map(|rule| hours(schedule, rule, balance, &sittings)) {
        let is_weaker = weakest.is_none_or(|it| hour.tally.holds_worse(it.tally));
        if hour.tally.is_weak() && is_weaker {
            weakest = Some(hour);
        }
    }
    let hour = weakest?;
    let mut better: Option<(Day, Tally)> = None;
    for (day, tally) in weekdays(balance, &sittings) {
        let is_better = better.is_none_or(|(_, best)| tally.holds_better(best));
        if day != hour.day && tally.is_strong() && is_better {
            better = Some((day, tally));
        }
    }
    Some(Weak { hour, better })
}

/// The sittings that tell anything of the last four weeks.
fn telling(balance: &Balance, today: Date) -> Vec<Sitting> {
    let days = balance.instants_between(today.plus(-DAYS), today.plus(-1));
    let ends = days.as_slice().first().zip(days.as_slice().last());
    let Some((first, last)) = ends else { return Vec::new() };
    let range = Span { start: first.start, end: last.end };
    let sittings = balance.sittings(range).into_iter();
    sittings.filter(|it| days.holds(it.start) && it.is_telling()).collect()
}

/// The hours that a rule states now and that come again, each with what is known of it.
fn hours(
    schedule: &Schedule<'_>,
    rule: &Rule,
    balance: &Balance,
    sittings: &[Sitting],
) -> Vec<Hour> {
    let elsewhere = rule.zone.is_some().then(|| schedule.wall(rule));
    let civil = |it: &Sitting| match &elsewhere {
        Some(wall) => wall.civil(it.start),
        None => balance.civil(it.start),
    };
    let mut hours: Vec<Hour> = Vec::new();
    for sitting in sittings.iter().filter(|it| it.rule == rule.id.0) {
        let Some((day, from)) = hour_of(rule, civil(sitting)) else { continue };
        let is_of = |it: &Hour| (it.day, it.from) == (day, from);
        if !hours.iter().any(is_of) {
            hours.push(Hour { rule: rule.id, day, from, tally: Tally::default() });
        }
        for hour in hours.iter_mut().filter(|it| is_of(it)) {
            hour.tally.add(sitting);
        }
    }
    hours
}

/// The stretch that a sitting is one of: the last that the rule states for its weekday at or before its
/// beginning. What began elsewhere tells nothing of what the rule states now.
fn hour_of(rule: &Rule, civil: CivilMinutes) -> Option<(Day, u16)> {
    let day = Date::of(civil).day();
    let minute = civil.rem_euclid(DAY_MINUTES);
    let returns = |part: &&Part| match part.when {
        Recurrence::Weekly { .. } | Recurrence::Monthly { .. } => part.when.days().contains(day),
        Recurrence::Dates(_) => false,
    };
    let is_of = |it: &Stretch| {
        let (from, end) = (CivilMinutes::from(it.from()), CivilMinutes::from(it.end()));
        from <= minute && minute < end.max(from + PUT_OFF)
    };
    let stretches = rule.parts.iter().filter(returns).flat_map(|part| &part.stretches);
    let from = stretches.copied().filter(is_of).map(Stretch::from).max()?;
    Some((day, from))
}

fn weekdays(balance: &Balance, sittings: &[Sitting]) -> Vec<(Day, Tally)> {
    let mut days: Vec<(Day, Tally)> = Vec::new();
    for sitting in sittings {
        let day = balance.day(sitting.start).day();
        if days.iter().all(|(known, _)| *known != day) {
            days.push((day, Tally::default()));
        }
        for (_, tally) in days.iter_mut().filter(|(known, _)| *known == day) {
            tally.add(sitting);
        }
    }
    days
}
