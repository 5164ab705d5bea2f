//! An index over all rules: what holds, what changes next, what begins next. A turn asks it instead
//! of every rule; when the clock passes a change, only the rules that change are looked at anew.
//!
//! It is derived: from the rules, exceptions and changes of the state, the zone, and the clock. When
//! any of these is another, or the clock went back, it is made anew.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use crate::change::Change;
use crate::clock::{Clock, DAY, Instant};
use crate::edit::Leaving;
use crate::exception::Exception;
use crate::nudge::Sitting;
use crate::rule::Rule;
use crate::schedule::{Piece, Schedule, Span};
use crate::sorted::sorted;
use crate::state::State;

/// Protected time is looked through for its end so far.
const UNBROKEN_LIMIT: i64 = 8 * DAY;

/// The index.
#[derive(Clone, Default)]
pub struct Timetable {
    made_of: Option<MadeOf>,
    at: Instant,
    rows: Vec<Row>,
    /// Rows that hold now.
    holding: Vec<usize>,
    /// Each row's next boundary, excused pieces included.
    boundaries: Line,
    /// Each row's next change of what holds.
    changes: Line,
    /// Each row's next beginning.
    starts: Line,
    /// The end of protected time, as it was found last.
    unbroken: RefCell<Option<Unbroken>>,
}

/// What the end of an unbroken chain was found from, beside the rows. It stays the end until it has come,
/// or something of this is another.
#[derive(Clone)]
struct Unbroken {
    without_rule: Vec<(Sitting, Span)>,
    end: Instant,
}

/// Rows by an instant of each, sorted.
type Line = Vec<(i64, usize)>;

#[derive(Clone)]
struct MadeOf {
    rules: Rc<Vec<Rule>>,
    leaving: Rc<Vec<Leaving>>,
    exceptions: Rc<Vec<Exception>>,
    changes: Rc<Vec<Change>>,
    zone: String,
}

#[derive(Clone, Copy, Default)]
struct Row {
    holds: Option<Piece>,
    next: Option<Piece>,
    change: Option<Instant>,
    boundary: Option<Instant>,
}

impl Row {
    fn start(&self) -> Option<Instant> {
        self.next.map(|piece| piece.span.start)
    }
}

/// Rules as the timetable has them, with what each says.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'t> {
    /// The rule.
    pub rule: &'t Rule,
    /// Whether it holds only because an edit of it waits.
    pub waits: bool,
    /// The occurrence.
    pub piece: Piece,
}

impl Timetable {
    /// The timetable of a state at one moment.
    #[must_use]
    pub fn of(clock: Clock<'_>, state: &State) -> Self {
        let mut timetable = Self::default();
        timetable.refresh(clock, state);
        timetable
    }

    /// This one, if it is of that state and moment; else one made anew.
    #[must_use]
    pub fn now_or_anew(&self, clock: Clock<'_>, state: &State) -> Cow<'_, Self> {
        let zone = state.zone_name(clock);
        let fits = self.made_of.as_ref().is_some_and(|made_of| made_of.fits(state, &zone));
        if fits && self.at == clock.now {
            Cow::Borrowed(self)
        } else {
            Cow::Owned(Self::of(clock, state))
        }
    }

    /// Brings it to now. Gives the rows of which a piece began or ended since it was last brought
    /// to its moment, for [`Timetable::rules`]; all of them if it was made anew.
    pub fn refresh(&mut self, clock: Clock<'_>, state: &State) -> Vec<usize> {
        let zone = state.zone_name(clock);
        let fits = self.made_of.as_ref().is_some_and(|made_of| made_of.fits(state, &zone));
        let due: Vec<usize> = if fits && self.at <= clock.now {
            up_to(&self.boundaries, clock.now).iter().map(|(_, row)| *row).collect()
        } else {
            *self = Self::default();
            self.made_of = Some(MadeOf::of(state, zone));
            self.rows = vec![Row::default(); state.rules.len() + state.leaving.len()];
            (0..self.rows.len()).collect()
        };
        self.at = clock.now;
        if due.is_empty() {
            return Vec::new();
        }
        let schedule = Schedule::new(clock, &state.exceptions, &state.changes);
        if due.len() == self.rows.len() {
            // To put every row in its place, one after the other, would take the square of them.
            self.rows = (0..self.rows.len()).map(|row| self.seen(row, &schedule)).collect();
            self.put_in_order();
        } else {
            for row in &due {
                self.look(*row, &schedule);
            }
        }
        due
    }

    /// Makes the lines of all rows.
    fn put_in_order(&mut self) {
        let rows = || self.rows.iter().zip(0..);
        let line = |of: fn(&Row) -> Option<Instant>| -> Line {
            sorted(rows().filter_map(|(it, row)| Some((of(it)?.ms(), row))).collect())
        };
        self.boundaries = line(|it| it.boundary);
        self.changes = line(|it| it.change);
        self.starts = line(Row::start);
        self.holding = rows().filter(|(it, _)| it.holds.is_some()).map(|(_, row)| row).collect();
    }

    /// The rules of some rows, without old versions that an edit waits for.
    pub fn rules<'t>(&'t self, rows: &'t [usize]) -> impl Iterator<Item = &'t Rule> {
        let rules = rows.iter().filter_map(|row| self.rule(*row));
        rules.filter(|(_, clip)| clip.is_none()).map(|(rule, _)| rule)
    }

    /// What holds now, in the order of the rules, old versions that an edit waits for last.
    pub fn in_force(&self) -> impl Iterator<Item = Entry<'_>> {
        self.holding.iter().filter_map(|row| self.entry(*row, self.rows.get(*row)?.holds?))
    }

    /// The next instant at which an occurrence begins or ends.
    #[must_use]
    pub fn next_change(&self) -> Option<Instant> {
        self.changes.first().map(|(at, _)| Instant::from_ms(*at))
    }

    /// The next occurrence to begin.
    #[must_use]
    pub fn next(&self) -> Option<Entry<'_>> {
        let (_, row) = self.starts.first()?;
        self.entry(*row, self.rows.get(*row)?.next?)
    }

    /// Of each rule the next occurrence, if it begins no later than an instant, by their starts.
    pub fn starting_until(&self, at: Instant) -> impl Iterator<Item = Entry<'_>> {
        let rows = up_to(&self.starts, at).iter();
        rows.filter_map(|(_, row)| self.entry(*row, self.rows.get(*row)?.next?))
    }

    /// When protected time that holds now is over: the end of the unbroken chain of occurrences,
    /// those without a rule included. None if nothing holds.
    #[must_use]
    pub fn until(&self, clock: Clock<'_>, state: &State) -> Option<Instant> {
        let without_rule = state.without_rule();
        if let Some(known) = &*self.unbroken.borrow()
            && clock.now < known.end
            && known.without_rule == without_rule
        {
            return Some(known.end);
        }
        let end = self.look_for_end(clock, state, &without_rule)?;
        // One that goes on beyond what is looked through comes later with each look.
        let is_whole = end < clock.now.plus(UNBROKEN_LIMIT);
        self.unbroken.replace(is_whole.then_some(Unbroken { without_rule, end }));
        Some(end)
    }

    fn look_for_end(
        &self,
        clock: Clock<'_>,
        state: &State,
        without_rule: &[(Sitting, Span)],
    ) -> Option<Instant> {
        let running = without_rule.iter().filter(|(_, span)| span.holds(clock.now));
        let running = running.map(|(_, span)| span.end);
        let mut end = self.in_force().map(|it| it.piece.span.end).chain(running).max()?;
        let limit = clock.now.plus(UNBROKEN_LIMIT);
        // Most often nothing follows on at once, and nobody need be asked.
        let schedule = OnceCell::new();
        let mut further: Vec<(usize, Option<Piece>)> = Vec::new();
        loop {
            let before = end;
            let begun = further.len();
            let more = up_to(&self.starts, end).iter().skip(begun).map(|(_, row)| *row);
            further.extend(more.map(|row| (row, self.rows.get(row).and_then(|row| row.next))));
            for (row, next) in &mut further {
                while let Some(piece) = next.filter(|it| it.span.start <= end && end < limit) {
                    end = end.max(piece.span.end);
                    let schedule = schedule
                        .get_or_init(|| Schedule::new(clock, &state.exceptions, &state.changes));
                    *next = self.rule(*row).and_then(|(rule, clip)| {
                        clipped(schedule.next(rule, piece.span.start)?, clip)
                    });
                }
            }
            let going_on = without_rule.iter().filter(|(_, span)| span.holds(end));
            end = going_on.map(|(_, span)| span.end).max().unwrap_or(end);
            if end == before || end >= limit {
                return Some(end);
            }
        }
    }

    /// What a row says now.
    fn seen(&self, row: usize, schedule: &Schedule<'_>) -> Row {
        let now = self.at;
        let Some((rule, clip)) = self.rule(row) else { return Row::default() };
        let here = clip.is_none_or(|clip| now < clip);
        let clipped = |piece: Piece| clipped(piece, clip);
        let first = |at: Option<Instant>| match clip {
            Some(clip) => Some(at.map_or(clip, |at| at.min(clip))).filter(|at| *at > now),
            None => at,
        };
        Row {
            holds: schedule.holding(rule, now).and_then(clipped).filter(|_| here),
            next: schedule.next(rule, now).and_then(clipped),
            change: first(schedule.next_change(rule, now)),
            boundary: first(schedule.next_boundary(rule, now)),
        }
    }

    fn look(&mut self, row: usize, schedule: &Schedule<'_>) {
        let found = self.seen(row, schedule);
        if let Some(old) = self.rows.get_mut(row) {
            let old = std::mem::replace(old, found);
            exchange(&mut self.boundaries, row, old.boundary, found.boundary);
            exchange(&mut self.changes, row, old.change, found.change);
            exchange(&mut self.starts, row, old.start(), found.start());
        }
        let at = self.holding.partition_point(|other| *other < row);
        let held = self.holding.get(at) == Some(&row);
        if found.holds.is_some() && !held {
            self.holding.insert(at, row);
        } else if found.holds.is_none() && held {
            self.holding.remove(at);
        }
    }

    fn entry(&self, row: usize, piece: Piece) -> Option<Entry<'_>> {
        self.rule(row).map(|(rule, clip)| Entry { rule, waits: clip.is_some(), piece })
    }

    /// A row's rule, and until when it holds if it is an old version.
    fn rule(&self, row: usize) -> Option<(&Rule, Option<Instant>)> {
        let made_of = self.made_of.as_ref()?;
        if let Some(rule) = made_of.rules.get(row) {
            return Some((rule, None));
        }
        let leaving = made_of.leaving.get(row - made_of.rules.len())?;
        Some((&leaving.rule, Some(leaving.until)))
    }
}

impl MadeOf {
    fn of(state: &State, zone: String) -> Self {
        Self {
            rules: Rc::clone(&state.rules),
            leaving: Rc::clone(&state.leaving),
            exceptions: Rc::clone(&state.exceptions),
            changes: Rc::clone(&state.changes),
            zone,
        }
    }

    fn fits(&self, state: &State, zone: &str) -> bool {
        Rc::ptr_eq(&self.rules, &state.rules)
            && Rc::ptr_eq(&self.leaving, &state.leaving)
            && Rc::ptr_eq(&self.exceptions, &state.exceptions)
            && Rc::ptr_eq(&self.changes, &state.changes)
            && self.zone == zone
    }
}

/// An occurrence of an old version goes on no longer than that holds.
fn clipped(piece: Piece, clip: Option<Instant>) -> Option<Piece> {
    let end = clip.map_or(piece.span.end, |clip| piece.span.end.min(clip));
    let span = Span { end, ..piece.span };
    (span.start < end).then_some(Piece { span, ..piece })
}

/// The rows of a line whose instant is not after another.
fn up_to(line: &Line, at: Instant) -> &[(i64, usize)] {
    line.get(..line.partition_point(|(other, _)| *other <= at.ms())).unwrap_or_default()
}

fn exchange(line: &mut Line, row: usize, old: Option<Instant>, new: Option<Instant>) {
    if old == new {
        return;
    }
    let place = |line: &Line, at: Instant| line.partition_point(|it| *it < (at.ms(), row));
    if let Some(at) = old.map(|old| place(line, old)).filter(|at| *at < line.len()) {
        line.remove(at);
    }
    if let Some(new) = new {
        line.insert(place(line, new), (new.ms(), row));
    }
}
