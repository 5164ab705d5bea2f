//! The log: what happened and is kept. Rows leave at the end of each turn, in the same write as
//! the state, so that neither is ever on disk without the other.
//!
//! Starts and ends of occurrences are not reported by anyone: they follow from the rules and from
//! when the core last looked. [`catch_up`] writes what has come to pass since then, with the
//! instants at which it did, even if nobody was there.

use std::collections::{HashMap, HashSet};

use crate::clock::{Clock, DAY, Instant, MINUTE};
use crate::protocol::{Entry, LogRow, OverrideEnding};
use crate::rule::{Rule, RuleId};
use crate::schedule::{Search, Span, in_force, unbroken};
use crate::state::{Running, State};

/// How far back missed occurrences are looked for.
const LOOK_BACK: i64 = 400 * DAY;

/// Writes one entry. It leaves with the state, in the same turn and the same write.
pub fn write(clock: Clock<'_>, state: &mut State, at: Instant, entry: Entry) {
    state.next_row = state.next_row.saturating_add(1);
    let row = LogRow { id: state.next_row, at: at.ms(), offset: clock.offset_minutes(at), entry };
    state.new_rows.push(row);
}

/// Writes what has come to pass since the core last looked: occurrences that were missed, began
/// or ended, overrides and a focus that are over. `seen` is absent before the first look.
pub fn catch_up(clock: Clock<'_>, state: &mut State, seen: Option<Instant>) {
    let mut entries = Vec::new();
    if let Some(seen) = seen {
        missed(clock, state, seen, &mut entries);
    }
    let current = in_force_now(clock, state);
    let over = time_over(clock, state, seen);
    end_running(clock, state, &current, &mut entries);
    start_running(clock, state, seen, current, &mut entries);
    end_focus(clock, state, &mut entries);
    end_grants(clock, state, over, &mut entries);
    state.demo = state.demo.filter(|demo| clock.now < demo.end);
    entries.sort_by_key(|(at, _)| *at);
    for (at, entry) in entries {
        write(clock, state, at, entry);
    }
}

type Entries = Vec<(Instant, Entry)>;

/// Occurrences that began and ended while nobody looked.
fn missed(clock: Clock<'_>, state: &State, seen: Instant, entries: &mut Entries) {
    let from = seen.max(clock.now.plus(-LOOK_BACK));
    if from >= clock.now {
        return;
    }
    let search = Search::new(clock, from, clock.now);
    for rule in state.rules.iter() {
        for span in search.occurrences(rule) {
            if span.start <= seen || span.end > clock.now {
                continue;
            }
            let running = Running { rule: rule.id, goal: rule.goal.clone(), mode: rule.mode, span };
            entries.push((span.start, started(&running)));
            entries.push((span.end, ended(&running, span.end)));
        }
    }
}

/// Ends what runs and is no longer in force.
fn end_running(clock: Clock<'_>, state: &mut State, current: &[Running], entries: &mut Entries) {
    let current: HashMap<(RuleId, Instant), &Running> =
        current.iter().map(|it| ((it.rule, it.span.start), it)).collect();
    state.running.retain_mut(|running| {
        if let Some(current) = current.get(&(running.rule, running.span.start)) {
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
    let running: HashSet<(RuleId, Instant)> =
        state.running.iter().map(|it| (it.rule, it.span.start)).collect();
    for current in current {
        if running.contains(&(current.rule, current.span.start)) {
            continue;
        }
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

fn in_force_now(clock: Clock<'_>, state: &State) -> Vec<Running> {
    let search = Search::now(clock);
    let of_rule = |rule: &Rule| {
        let span = in_force(&search, rule)?;
        Some(Running { rule: rule.id, goal: rule.goal.clone(), mode: rule.mode, span })
    };
    state.rules.iter().filter_map(of_rule).collect()
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
    let focus = state.focus.map(|focus| focus.span);
    let from = seen.unwrap_or(clock.now).min(clock.now);
    unbroken(clock, &state.rules, focus, from)
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
        entries.push((end, override_ended(grant.id, grant.start, end, how)));
        false
    });
}

/// The entry for an override's end.
#[must_use]
pub fn override_ended(grant: u32, start: Instant, end: Instant, how: OverrideEnding) -> Entry {
    let minutes =
        u32::try_from(end.since(start).saturating_add(MINUTE - 1) / MINUTE).unwrap_or_default();
    Entry::OverrideEnded { grant, how, minutes }
}

fn started(running: &Running) -> Entry {
    let Running { rule, goal, mode, span } = running;
    Entry::OccurrenceStarted {
        rule: rule.0,
        goal: goal.clone(),
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
