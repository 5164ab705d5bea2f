//! The log: what happened and is kept. Rows leave at the end of each turn, in the same write as
//! the state, so that neither is ever on disk without the other.
//!
//! Starts and ends of occurrences are not reported by anyone: they follow from the rules and from
//! when the core last looked. [`catch_up`] writes what has come to pass since then, with the
//! instants at which it did, even if nobody was there.

use std::rc::Rc;

use crate::aim;
use crate::change::Key;
use crate::clock::{Clock, DAY, Instant, MINUTE};
use crate::edit::MERCY;
use crate::ledger::Spans;
use crate::nudge::Sitting;
use crate::owed::MakeUp;
use crate::protocol::{Entry, LogRow, OverrideEnding};
use crate::rule::{Rule, RuleId};
use crate::schedule::{Piece, Schedule, Span};
use crate::sorted::{by_number, order};
use crate::state::{Running, State};
use crate::timetable::Timetable;

/// How far back missed occurrences are looked for.
const LOOK_BACK: i64 = 400 * DAY;
/// Protected time that nobody looks at for longer is unseen, in milliseconds: the heartbeat is one a
/// minute, what it saves may be a minute old when the worker dies, and alarms come late.
const UNSEEN: i64 = 150_000;

/// Writes one entry. It leaves with the state, in the same turn and the same write.
pub fn write(clock: Clock<'_>, state: &mut State, at: Instant, entry: Entry) {
    state.next_row = state.next_row.saturating_add(1);
    let row = LogRow { id: state.next_row, at: at.ms(), offset: clock.offset_minutes(at), entry };
    state.new_rows.push(row);
}

/// Writes what has come to pass since the core last looked: occurrences that were missed, excused,
/// began or ended, overrides and a focus that are over; and brings the timetable to now. `seen` is
/// absent before the first look. Protected time in which it did not look for long is written as unseen.
pub fn catch_up(
    clock: Clock<'_>,
    state: &mut State,
    seen: Option<Instant>,
    timetable: &mut Timetable,
) {
    let mut entries = Vec::new();
    let over = time_over(clock, state, seen);
    forget(clock, state);
    let rows = timetable.refresh(clock, state);
    if let Some(seen) = seen {
        missed(clock, state, seen, timetable, &rows, &mut entries);
    }
    let late = seen.filter(|seen| clock.now.since(*seen) > UNSEEN);
    let mut held = late.map(|_| held_since(clock, state, &entries)).unwrap_or_default();
    let current = in_force_now(state, timetable);
    end_running(clock, state, &current, &mut entries);
    start_running(clock, state, seen, current, &mut entries);
    if let Some(seen) = late {
        held.extend(state.running.iter().map(|it| it.span).filter(|span| seen <= span.start));
        unseen(clock, seen, held, &mut entries);
    }
    end_focus(clock, state, &mut entries);
    make_ups(clock, state, seen, &mut entries);
    end_grants(clock, state, over, &mut entries);
    for (at, entry) in by_number(entries, |(at, _)| at.ms()) {
        write(clock, state, at, entry);
    }
}

type Entries = Vec<(Instant, Entry)>;

/// Lets go of what time has made void.
fn forget(clock: Clock<'_>, state: &mut State) {
    let now = clock.now;
    let due = state.group_wishes.extract_if(.., |wish| wish.until <= now);
    for wish in due.collect::<Vec<_>>() {
        let groups = Rc::make_mut(&mut state.groups);
        if let Some(group) = groups.iter_mut().find(|group| group.id == wish.group.id) {
            *group = wish.group;
        }
    }
    if !state.recent_groups.is_empty() {
        state.recent_groups.retain(|it| it.made <= now && now.since(it.made) < MERCY);
    }
    state.demo = state.demo.filter(|demo| now < demo.end);
    state.settings.lead_waits = state.settings.lead_waits.filter(|(_, until)| now < *until);
    let made = |at: Instant| at <= now && now.since(at) < MERCY;
    state.settings.lead_before = state.settings.lead_before.filter(|(_, at)| made(*at));
    state.recent.retain(|recent| recent.counts(now));
    if state.leaving.iter().any(|leaving| leaving.until <= now) {
        Rc::make_mut(&mut state.leaving).retain(|leaving| now < leaving.until);
    }
    let long_ago = now.plus(-LOOK_BACK - DAY);
    if state.exceptions.iter().any(|it| it.until < long_ago.ms() / MINUTE) {
        Rc::make_mut(&mut state.exceptions).retain(|it| it.until >= long_ago.ms() / MINUTE);
    }
    if state.changes.iter().any(|it| it.last_date().midnight() < long_ago.ms() / MINUTE) {
        let long_ago = long_ago.ms() / MINUTE;
        Rc::make_mut(&mut state.changes).retain(|it| it.last_date().midnight() >= long_ago);
    }
}

/// Occurrences that began and ended while nobody looked, and what was taken out of any.
fn missed(
    clock: Clock<'_>,
    state: &State,
    seen: Instant,
    timetable: &Timetable,
    rows: &[usize],
    entries: &mut Entries,
) {
    let from = seen.max(clock.now.plus(-LOOK_BACK));
    if from >= clock.now || rows.is_empty() {
        return;
    }
    let schedule = Schedule::new(clock, &state.exceptions, &state.changes);
    for rule in timetable.rules(rows) {
        for piece in schedule.pieces(rule, Span { start: from, end: clock.now.plus(1) }) {
            let Piece { span, excused, .. } = piece;
            if let Some(by) = excused.filter(|_| span.start > seen && span.start <= clock.now) {
                let (rule, goal) = (rule.id.0, rule.goal.clone());
                let (start, end) = (span.start.ms(), span.end.ms());
                let entry = Entry::OccurrenceExcused { rule, goal, start, end, by };
                entries.push((span.start, entry));
            } else if excused.is_none() && span.start > seen && span.end <= clock.now {
                let running = running(state, rule, piece.key, span);
                entries.push((span.start, started(&running)));
                entries.push((span.end, ended(&running, span.end)));
            }
        }
    }
}

/// Protected time that held at the last look, or was missed since.
fn held_since(clock: Clock<'_>, state: &State, entries: &Entries) -> Vec<Span> {
    let running = state.running.iter().map(|running| running.span);
    let make_ups = state.make_ups.iter().map(|it| it.span);
    let make_ups = make_ups.filter(|span| span.start <= clock.now);
    let without_rule = state.focus.map(|focus| focus.span).into_iter().chain(make_ups);
    let mut held: Vec<Span> = running.chain(without_rule).collect();
    for (_, entry) in entries {
        if let Entry::OccurrenceStarted { start, end, .. } = entry {
            held.push(Span { start: Instant::from_ms(*start), end: Instant::from_ms(*end) });
        }
    }
    held
}

/// Protected time between the last look and now, where the look that it called for came too late:
/// the browser was closed, or asleep.
fn unseen(clock: Clock<'_>, seen: Instant, held: Vec<Span>, entries: &mut Entries) {
    let since = |span: Span| Span { start: span.start.max(seen), end: span.end.min(clock.now) };
    for span in Spans::of(held.into_iter().map(since).collect()).as_slice() {
        if clock.now.since(span.start) > UNSEEN {
            let entry = Entry::Unseen { start: span.start.ms(), end: span.end.ms() };
            entries.push((span.end, entry));
        }
    }
}

/// Ends what runs and is no longer in force.
fn end_running(clock: Clock<'_>, state: &mut State, current: &[Running], entries: &mut Entries) {
    let places = by_name(current);
    state.running.retain_mut(|running| {
        if let Some(current) = find(current, &places, name(running)) {
            running.clone_from(current);
            return true;
        }
        // At its own end if that has come, else now: the rule was changed or the clock set back.
        let end = running.span.end.min(clock.now).max(running.span.start);
        entries.push((end, ended(running, end)));
        false
    });
}

fn start_running(
    clock: Clock<'_>,
    state: &mut State,
    seen: Option<Instant>,
    current: Vec<Running>,
    entries: &mut Entries,
) {
    let places = by_name(&state.running);
    let is_new = |it: &Running| find(&state.running, &places, name(it)).is_none();
    let new: Vec<Running> = current.into_iter().filter(is_new).collect();
    for current in new {
        // At its own start if that was since the last look, else now: the rule is new or changed.
        let at = if seen.is_some_and(|seen| seen <= current.span.start) {
            current.span.start
        } else {
            clock.now
        };
        entries.push((at, started(&current)));
        state.running.push(current);
    }
}

/// What tells one running occurrence from another.
type Name = (RuleId, Instant);

fn name(running: &Running) -> Name {
    (running.rule, running.span.start)
}

fn by_name(all: &[Running]) -> Vec<usize> {
    order(all.len(), &|one, other| all.get(one).map(name).cmp(&all.get(other).map(name)))
}

fn find<'r>(all: &'r [Running], places: &[usize], wanted: Name) -> Option<&'r Running> {
    let at = places.partition_point(|place| all.get(*place).map(name) < Some(wanted));
    all.get(*places.get(at)?).filter(|it| name(it) == wanted)
}

/// What runs now, each rule once: where an edit waits, its old and its new occurrence are one.
fn in_force_now(state: &State, timetable: &Timetable) -> Vec<Running> {
    let mut current: Vec<Running> = Vec::new();
    for it in timetable.in_force() {
        let running = running(state, it.rule, it.piece.key, it.piece.span);
        let same = it.waits.then(|| current.iter_mut().find(|other| other.rule == running.rule));
        match same.flatten() {
            Some(same) => {
                same.mode = same.mode.max(running.mode);
                same.span.start = same.span.start.min(running.span.start);
                same.span.end = same.span.end.max(running.span.end);
            }
            None => current.push(running),
        }
    }
    current
}

/// Make-up stretches begin and end.
fn make_ups(clock: Clock<'_>, state: &mut State, seen: Option<Instant>, entries: &mut Entries) {
    let aims: Vec<(u32, u32)> = state
        .make_ups
        .iter()
        .map(|it| {
            let aim = aim::without_rule(state, Sitting::MakeUp(it.id)).id();
            (it.id, aim.map_or(0, |goal| goal.0))
        })
        .collect();
    let aim_of = |id: u32| aims.iter().find(|(other, _)| *other == id).map_or(0, |(_, aim)| *aim);
    state.make_ups.retain_mut(|it| {
        let MakeUp { id: make_up, span, begun } = *it;
        let (start, end) = (span.start.ms(), span.end.ms());
        if !begun && span.start <= clock.now {
            let at =
                if seen.is_some_and(|seen| seen <= span.start) { span.start } else { clock.now };
            let entry = Entry::MakeUpStarted { make_up, aim: aim_of(make_up), start, end };
            entries.push((at.min(span.end), entry));
            it.begun = true;
        }
        // A clock that was set back behind its start does not end it: it is still to come.
        if span.end > clock.now {
            return true;
        }
        entries.push((span.end, Entry::MakeUpEnded { make_up, start, end }));
        false
    });
}

fn end_focus(clock: Clock<'_>, state: &mut State, entries: &mut Entries) {
    if let Some(focus) = state.focus.filter(|focus| !focus.span.holds(clock.now)) {
        let Span { start, end } = focus.span;
        let end = end.min(clock.now).max(start);
        let entry = Entry::FocusEnded { focus: focus.id, start: start.ms(), end: end.ms() };
        entries.push((end, entry));
        state.focus = None;
    }
}

/// When the protected time that held at the last look is, or was, over.
fn time_over(clock: Clock<'_>, state: &State, seen: Option<Instant>) -> Instant {
    if state.grants.is_empty() {
        return clock.now;
    }
    let from = seen.unwrap_or(clock.now).min(clock.now);
    let then = Clock { now: from, ..clock };
    Timetable::of(then, state).until(then, state).unwrap_or(from)
}

/// Ends overrides whose minutes are over, and those whose protected time was over before, at the
/// instant at which it was.
fn end_grants(clock: Clock<'_>, state: &mut State, over: Instant, entries: &mut Entries) {
    state.grants.retain(|grant| {
        let over = over.max(grant.start);
        if grant.holds(clock.now) && clock.now < over {
            return true;
        }
        let (end, how) = if over < grant.end() {
            (over, OverrideEnding::TimeOver)
        } else {
            (grant.end(), OverrideEnding::Expired)
        };
        // A clock set back behind its start ends it as well.
        let end = end.min(clock.now.max(grant.start));
        entries.push((end, grant.ended(end, how)));
        false
    });
}

/// A rule's occurrence, with what it is for.
fn running(state: &State, rule: &Rule, key: Key, span: Span) -> Running {
    let aim = aim::of_rule(state, rule, Sitting::Occurrence(key));
    Running { rule: rule.id, goal: aim.line.to_owned(), aim: aim.id(), mode: rule.mode, span }
}

fn started(running: &Running) -> Entry {
    let Running { rule, goal, aim, mode, span } = running;
    Entry::OccurrenceStarted {
        rule: rule.0,
        goal: goal.clone(),
        aim: aim.map_or(0, |goal| goal.0),
        mode: *mode,
        start: span.start.ms(),
        end: span.end.ms(),
    }
}

fn ended(running: &Running, end: Instant) -> Entry {
    Entry::OccurrenceEnded {
        rule: running.rule.0,
        goal: running.goal.clone(),
        start: running.span.start.ms(),
        end: end.ms(),
    }
}
