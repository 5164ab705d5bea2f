//! When: occurrences of rules as instants, with what exceptions and single changes take out of
//! them. It knows dates and stretches, not sites.
//!
//! What happens around a change of clocks follows RFC 5545, section 3.3.5, for each end of a
//! stretch on its own: an end in a gap lies as far after the jump as it would have been, one in a
//! fold is the first of the two. A stretch that lies wholly inside a gap keeps its length; one whose
//! end would not be after its start does not take place; one over a gap is shorter by it, one over
//! a fold longer.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::rc::Rc;

use crate::change::{Change, Key};
use crate::clock::{Clock, DAY, Instant, MINUTE};
use crate::date::Date;
use crate::exception::Exception;
use crate::protocol::{ExceptionKind, ExcusedBy};
use crate::rule::Rule;
use crate::sorted::by_number;
use crate::wall::{CivilMinutes, Wall};

/// A civil time this far outside a search cannot name an instant within it, whatever the zone
/// does (Apia skipped a whole date in 2011).
const MARGIN: CivilMinutes = 25 * 60;

/// So many dates are looked at, one after the other, for one that is not excused.
const PATIENCE: usize = 2000;

/// From an instant to another: `[start, end)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// When it begins.
    pub start: Instant,
    /// When it is over.
    pub end: Instant,
}

impl Span {
    /// All time.
    pub const EVER: Self =
        Self { start: Instant::from_ms(i64::MIN), end: Instant::from_ms(i64::MAX) };

    /// Whether an instant lies within.
    #[must_use]
    pub fn holds(self, instant: Instant) -> bool {
        self.start <= instant && instant < self.end
    }

    /// Whether two spans have an instant in common.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// An occurrence, or what an exception leaves or takes of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Which occurrence.
    pub key: Key,
    /// From when to when.
    pub span: Span,
    /// What took it out; none if it holds.
    pub excused: Option<ExcusedBy>,
    /// Whether it was moved here.
    pub moved: bool,
}

/// The person's plan of time, seen by the walls of one moment.
pub struct Schedule<'a> {
    clock: Clock<'a>,
    here: Rc<Wall<'a>>,
    /// Walls of zones that rules are pinned to.
    named: RefCell<Vec<(String, Rc<Wall<'a>>)>>,
    rests: Vec<Rest>,
    changes: &'a [Change],
}

/// An exception during which rules rest.
struct Rest {
    span: Span,
    kind: ExceptionKind,
    declared: Instant,
}

impl<'a> Schedule<'a> {
    /// The schedule by a clock, with these exceptions and changes.
    #[must_use]
    pub fn new(clock: Clock<'a>, exceptions: &[Exception], changes: &'a [Change]) -> Self {
        let here = Rc::new(Wall::here(clock.zone, clock.now));
        let rest =
            |it: &Exception| Rest { span: it.span(&here), kind: it.kind, declared: it.declared };
        let rests = exceptions.iter().filter(|it| it.rests()).map(rest).collect();
        Self { clock, here, named: RefCell::default(), rests, changes }
    }

    /// The wall of the person's own zone.
    #[must_use]
    pub fn here(&self) -> &Wall<'a> {
        &self.here
    }

    /// The wall that a rule's stretches are told by. A zone that the browser does not know (any
    /// more) is taken as the person's own.
    #[must_use]
    pub fn wall(&self, rule: &Rule) -> Rc<Wall<'a>> {
        let Some(name) = &rule.zone else { return Rc::clone(&self.here) };
        let mut named = self.named.borrow_mut();
        if let Some((_, wall)) = named.iter().find(|(known, _)| known == name) {
            return Rc::clone(wall);
        }
        let wall = match self.clock.zones.named(name) {
            Some(zone) => Rc::new(Wall::named(zone, self.clock.now)),
            None => Rc::clone(&self.here),
        };
        named.push((name.clone(), Rc::clone(&wall)));
        wall
    }

    /// A rule's occurrences that touch a span of time, by their start, whole, each with what was
    /// taken out of it.
    #[must_use]
    pub fn pieces(&self, rule: &Rule, range: Span) -> Vec<Piece> {
        let wall = self.wall(rule);
        let earliest = wall.civil(range.start) - MARGIN;
        let latest = wall.civil(range.end) + MARGIN;
        let mut pieces = Vec::new();
        for part in &rule.parts {
            // A stretch that begins on a date ends on the next one at the latest.
            for date in part.when.between(Date::of(earliest).plus(-1), Date::of(latest)) {
                for stretch in &part.stretches {
                    let from = date.midnight() + i64::from(stretch.from());
                    let to = date.midnight() + i64::from(stretch.end());
                    if to > earliest && from < latest {
                        let span = Span { start: wall.instant(from), end: wall.instant(to) };
                        let key = Key { rule: rule.id, date, from: stretch.from() };
                        self.add(key, span, &mut pieces);
                    }
                }
            }
        }
        for change in self.changes_of(rule) {
            if let Some(target) = change.to
                && change.key.stated(rule).next().is_some()
            {
                let (from, to) = target.civil();
                let span = Span { start: wall.instant(from), end: wall.instant(to) };
                self.cut(change.key, span, Some(change.declared), &mut pieces);
            }
        }
        pieces.retain(|piece| piece.span.meets(range));
        // Two parts may state the same hours.
        let mut each_once: Vec<Piece> = Vec::new();
        for piece in by_number(pieces, |piece| piece.span.start.ms()) {
            let same = |it: &&Piece| it.span == piece.span;
            let beside = each_once.iter().rev().take_while(|it| it.span.start == piece.span.start);
            if !beside.filter(same).any(|it| it.excused.is_none() == piece.excused.is_none()) {
                each_once.push(piece);
            }
        }
        each_once
    }

    /// A rule's occurrence in force at an instant; of several, the one that lasts longest.
    #[must_use]
    pub fn holding(&self, rule: &Rule, at: Instant) -> Option<Piece> {
        let pieces = self.pieces(rule, Span { start: at, end: at.plus(1) });
        pieces.into_iter().filter(|it| it.excused.is_none()).max_by_key(|it| it.span.end)
    }

    /// A rule's next occurrence that begins after an instant.
    #[must_use]
    pub fn next(&self, rule: &Rule, after: Instant) -> Option<Piece> {
        self.look_ahead(rule, after, |pieces, range| {
            let holding = pieces.iter().filter(|it| it.excused.is_none());
            let begins = |it: &&Piece| after < it.span.start && it.span.start < range.end;
            // Of two that begin together the one that lasts longer.
            holding.filter(begins).min_by_key(|it| (it.span.start, Reverse(it.span.end))).copied()
        })
    }

    /// The next instant at which an occurrence of a rule begins or ends.
    #[must_use]
    pub fn next_change(&self, rule: &Rule, after: Instant) -> Option<Instant> {
        self.look_ahead(rule, after, |pieces, range| {
            let holding = pieces.iter().filter(|it| it.excused.is_none());
            let ends = holding.flat_map(|it| [it.span.start, it.span.end]);
            ends.filter(|it| after < *it && *it < range.end).min()
        })
    }

    /// The next instant at which a piece of any kind begins or ends, also one that is excused.
    #[must_use]
    pub fn next_boundary(&self, rule: &Rule, after: Instant) -> Option<Instant> {
        if self.rests.is_empty() && self.changes_of(rule).next().is_none() {
            return self.next_change(rule, after);
        }
        self.look_ahead(rule, after, |pieces, range| {
            let ends = pieces.iter().flat_map(|it| [it.span.start, it.span.end]);
            ends.filter(|it| after < *it && *it < range.end).min()
        })
    }

    /// Looks at the pieces from `after` on until something is found, from date to date: the way is
    /// as long as there are dates that are excused, not as they lie apart.
    fn look_ahead<T>(
        &self,
        rule: &Rule,
        after: Instant,
        find: impl Fn(&[Piece], Span) -> Option<T>,
    ) -> Option<T> {
        let near = Span { start: after, end: after.plus(2 * DAY) };
        if let Some(found) = find(&self.pieces(rule, near), near) {
            return Some(found);
        }
        let wall = self.wall(rule);
        let mut date = Date::of(wall.civil(after));
        for _ in 0..PATIENCE {
            date = self.next_date(rule, date.plus(1))?;
            let midnight = wall.instant(date.midnight());
            let range = Span {
                start: after.max(midnight.plus(-MARGIN * MINUTE)),
                end: midnight.plus(DAY + MARGIN * MINUTE),
            };
            if let Some(found) = find(&self.pieces(rule, range), range) {
                return Some(found);
            }
            // Days of rest are passed over at once.
            let resting = self.rests.iter().filter(|rest| rest.span.holds(midnight));
            let rested = resting.filter(|rest| rest.declared <= midnight).map(|rest| rest.span.end);
            if let Some(end) = rested.max() {
                let targets = self.changes_of(rule).filter_map(|change| change.to);
                let moved = targets.map(|to| to.date.plus(-1)).filter(|it| *it >= date).min();
                let end = Date::of(wall.civil(end)).plus(-2);
                date = date.max(moved.map_or(end, |moved| moved.min(end)));
            }
        }
        None
    }

    /// The first date, not before `date`, on which the rule or a change of it states a beginning.
    fn next_date(&self, rule: &Rule, date: Date) -> Option<Date> {
        let stated = rule.parts.iter().filter_map(|part| part.when.on_or_after(date));
        let moved = self.changes_of(rule).filter_map(|change| change.to).map(|to| to.date);
        stated.chain(moved.filter(|moved| *moved >= date)).min()
    }

    fn changes_of(&self, rule: &Rule) -> impl Iterator<Item = &'a Change> + use<'a> {
        let id = rule.id;
        self.changes.iter().filter(move |change| change.key.rule == id)
    }

    /// One occurrence as the rule states it.
    fn add(&self, key: Key, span: Span, pieces: &mut Vec<Piece>) {
        let is_taken_out = |it: &&Change| it.key == key && it.declared <= span.start;
        let changed = self.changes.iter().find(is_taken_out);
        match changed {
            Some(change) if span.start < span.end => {
                let by = if change.to.is_some() { ExcusedBy::Move } else { ExcusedBy::Skip };
                pieces.push(Piece { key, span, excused: Some(by), moved: false });
            }
            Some(_) => {}
            None => self.cut(key, span, None, pieces),
        }
    }

    /// An occurrence, cut where rules rest. One that was moved is cut only by what was declared
    /// after that.
    fn cut(&self, key: Key, span: Span, moved: Option<Instant>, pieces: &mut Vec<Piece>) {
        let rests: Vec<&Rest> = self
            .rests
            .iter()
            .filter(|rest| rest.span.meets(span) && rest.declared <= span.start)
            .filter(|rest| moved.is_none_or(|moved| moved < rest.declared))
            .collect();
        let mut at = span.start;
        while at < span.end {
            let resting = rests.iter().filter(|rest| rest.span.holds(at));
            let rest = resting.max_by_key(|it| (it.kind == ExceptionKind::Vacation, it.span.end));
            let next = rests.iter().map(|rest| rest.span.start).filter(|start| *start > at).min();
            let (end, excused) = match rest {
                Some(rest) => (rest.span.end, Some(by(rest.kind))),
                None => (next.unwrap_or(span.end), None),
            };
            let piece = Span { start: at, end: end.min(span.end) };
            pieces.push(Piece { key, span: piece, excused, moved: moved.is_some() });
            at = piece.end;
        }
    }
}

fn by(kind: ExceptionKind) -> ExcusedBy {
    match kind {
        ExceptionKind::Vacation => ExcusedBy::Vacation,
        ExceptionKind::OnCall => ExcusedBy::OnCall,
    }
}
