//! What a ledger's rows come to, as of one moment.

use super::days::Offsets;
use super::fact::{Fact, Key, Row};
use super::goals::ByGoal;
use super::overrides::Override;
use super::pairs::{Stretch, overrides, stretches};
use super::spans::{Spans, together};
use super::sums::{Sums, of_minutes};
use crate::clock::Instant;
use crate::date::Date;
use crate::schedule::Span;
use crate::sorted::by_number;
use crate::wall::CivilMinutes;

/// Protected time by what became of it, and the overrides.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Balance {
    /// Kept time.
    pub kept: Spans,
    /// The part of kept time in which nobody looked.
    pub unseen: Spans,
    /// Overridden time.
    pub overridden: Spans,
    /// Excused time.
    pub excused: Spans,
    /// Time made up.
    pub made_up: Spans,
    /// The overrides, by the instant of their grant; calls as well.
    pub overrides: Vec<Override>,
    pub(super) stretches: Vec<Stretch>,
    /// What was excused of which rule, in any order.
    pub(super) excused_of: Vec<(u32, Span)>,
    by_goal: ByGoal,
    /// Minutes in milliseconds, by the instant to which they belong, sorted.
    used: Vec<(Instant, i64)>,
    forgiven: Vec<(Instant, i64)>,
    offsets: Offsets,
}

impl Balance {
    /// Of rows in the order of their ids, each once.
    pub(super) fn of(rows: &[&Row], now: Instant) -> Self {
        let stretches = stretches(rows, now);
        let overrides = overrides(rows, now);
        let (mut planned, mut extra) = (Vec::new(), Vec::new());
        for Stretch { key, span, .. } in &stretches {
            match key {
                Key::Rule(..) | Key::Focus(..) => planned.push(*span),
                Key::MakeUp(..) => extra.push(*span),
            }
        }
        let (mut excused, mut unseen, mut forgiven) = (Vec::new(), Vec::new(), Vec::new());
        for row in rows {
            match row.fact {
                Fact::Excused { rule, span } => {
                    excused.push((rule, Span { end: span.end.min(now), ..span }));
                }
                Fact::Unseen { span } => unseen.push(span),
                Fact::Forgiven { minutes } => forgiven.push((row.at, of_minutes(minutes))),
                Fact::Began { .. }
                | Fact::Ended { .. }
                | Fact::Aimed { .. }
                | Fact::Granted { .. }
                | Fact::Returned { .. }
                | Fact::Corrected { .. } => {}
            }
        }
        let protected = Spans::of(planned);
        let lifted = Spans::of(overrides.iter().map(|it| it.span).collect());
        let kept = protected.without(&lifted);
        let used = overrides.iter().filter_map(|it| Some((it.span.start, it.in_front?)));
        let made_up = Spans::of(extra).without(&protected).without(&lifted);
        let counted = [kept.as_slice(), made_up.as_slice()].concat();
        Self {
            by_goal: ByGoal::of(&stretches, &Spans::of(counted)),
            unseen: Spans::of(unseen).common(&kept),
            overridden: protected.common(&lifted),
            excused: Spans::of(excused.iter().map(|(_, span)| *span).collect()).without(&protected),
            excused_of: excused,
            made_up,
            used: used.map(|(at, minutes)| (at, of_minutes(minutes))).collect(),
            forgiven: by_number(forgiven, |(at, _)| at.ms()),
            offsets: Offsets::of(rows),
            kept,
            overrides,
            stretches,
        }
    }

    /// The sums over a span of time.
    #[must_use]
    pub fn sums(&self, range: Span) -> Sums {
        Sums {
            kept: self.kept.length_within(range),
            unseen: self.unseen.length_within(range),
            overridden: self.overridden.length_within(range),
            excused: self.excused.length_within(range),
            used: within(&self.used, range),
            made_up: self.made_up.length_within(range),
            forgiven: within(&self.forgiven, range),
        }
    }

    /// The sums over the days from one to another, both included: those of its days together.
    #[must_use]
    pub fn sums_of_days(&self, from: Date, until: Date) -> Sums {
        let days = self.offsets.days(from, until);
        let sums = days.as_slice().iter().map(|piece| self.sums(*piece));
        sums.fold(Sums::default(), Sums::plus)
    }

    /// The goals that time was kept for, by their ids.
    pub fn goals(&self) -> impl Iterator<Item = u32> {
        self.by_goal.goals()
    }

    /// What was kept or made up for a goal over the days from one to another, both included, in
    /// milliseconds.
    #[must_use]
    pub fn kept_for_in_days(&self, goal: u32, from: Date, until: Date) -> i64 {
        let days = self.offsets.days(from, until);
        together(days.as_slice().iter().map(|piece| self.kept_for(goal, *piece)))
    }

    /// What was kept or made up for a goal over a span of time, in milliseconds.
    #[must_use]
    pub fn kept_for(&self, goal: u32, range: Span) -> i64 {
        self.by_goal.length_within(goal, range)
    }

    /// The day that an instant belongs to: what a wall shows with the offset of the last row at or
    /// before the instant, or, before all rows, of the first. Every instant belongs to one day.
    #[must_use]
    pub fn day(&self, instant: Instant) -> Date {
        Date::of(self.civil(instant))
    }

    /// What a wall shows at an instant, with the offset of the same row.
    #[must_use]
    pub fn civil(&self, instant: Instant) -> CivilMinutes {
        self.offsets.civil(instant)
    }

    /// The instants of the days from one to another, both included.
    #[must_use]
    pub fn instants_between(&self, from: Date, until: Date) -> Spans {
        self.offsets.days(from, until)
    }

    /// The instants of a day; in two pieces if the person went west and saw it twice.
    #[must_use]
    pub fn instants_of(&self, day: Date) -> Spans {
        self.offsets.days(day, day)
    }
}

fn within(marks: &[(Instant, i64)], range: Span) -> i64 {
    let first = marks.partition_point(|(at, _)| *at < range.start);
    let there = marks.iter().skip(first).take_while(|(at, _)| *at < range.end);
    together(there.map(|(_, ms)| *ms))
}
