//! Exceptions are declared and deleted; single occurrences are skipped, moved and restored. What has
//! begun already is not excused: the same press overrides it to its end.

use std::rc::Rc;

use super::{App, fault, refused};
use crate::change::{Change, Key, Target};
use crate::clock::{Clock, Instant, MINUTE};
use crate::date::{DAY_MINUTES, Date};
use crate::exception::{EXCEPTIONS_LIMIT, Exception};
use crate::grant::{self, Scope};
use crate::log::write;
use crate::nudge::Told;
use crate::part::{self, Stretch};
use crate::protocol::{
    Entry, ExceptionDraft, Fault, FaultKind, Field, Moment, MoveDraft, OccurrenceDraft,
    OccurrenceKey, Reason, Reply, RuleChange,
};
use crate::rule::Rule;
use crate::schedule::{Schedule, Span};
use crate::wall::{CivilMinutes, Wall};

/// So many minutes later an occurrence is had by one press.
const POSTPONED: CivilMinutes = 10;
/// No further from where its rule states it, in milliseconds.
const POSTPONED_LIMIT: i64 = 60 * MINUTE;

impl App {
    pub(super) fn save_exception(&mut self, draft: &ExceptionDraft, clock: Clock<'_>) -> Reply {
        let wall = Wall::here(clock.zone, clock.now);
        let now = wall.civil(clock.now);
        let old = self.state.exceptions.iter().find(|it| it.id == draft.id).cloned();
        if draft.id != 0 && old.is_none() {
            return refused(Field::Draft, FaultKind::Gone);
        }
        if old.is_none() && self.state.exceptions.len() >= EXCEPTIONS_LIMIT {
            return refused(Field::Draft, FaultKind::TooManyExceptions);
        }
        let groups = Rc::clone(&self.state.groups);
        let mut exception = match Exception::from_draft(draft, clock.now, now, &groups) {
            Ok(exception) => exception,
            Err(faults) => return Reply::Refused { faults },
        };
        // What is only made longer or shorter goes on excusing what it excuses.
        if let Some(old) = old.as_ref().filter(|old| {
            let goes_on = old.until > now && exception.from >= old.from;
            goes_on && old.kind == exception.kind && (old.rests() || !exception.rests())
        }) {
            exception.declared = old.declared;
        }
        if let Err(reply) = self.override_under(&exception, draft.reason, &wall, clock) {
            return reply;
        }
        let change = if old.is_some() { RuleChange::Edited } else { RuleChange::Added };
        if old.is_none() {
            exception.id = self.state.take_id();
        }
        let id = exception.id;
        self.note_exception(&exception, change, &wall, clock);
        let exceptions = Rc::make_mut(&mut self.state.exceptions);
        exceptions.retain(|it| it.id != id);
        let at = exceptions.partition_point(|it| it.from <= exception.from);
        exceptions.insert(at, exception);
        Reply::Made { id }
    }

    pub(super) fn delete_exception(&mut self, id: u32, clock: Clock<'_>) -> Reply {
        let Some(old) = self.state.exceptions.iter().find(|it| it.id == id).cloned() else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        let wall = Wall::here(clock.zone, clock.now);
        self.note_exception(&old, RuleChange::Deleted, &wall, clock);
        Rc::make_mut(&mut self.state.exceptions).retain(|it| it.id != id);
        Reply::Done {}
    }

    pub(super) fn change_occurrence(&mut self, draft: &OccurrenceDraft, clock: Clock<'_>) -> Reply {
        let Some((key, rule)) = self.occurrence(&draft.occurrence) else {
            return refused(Field::Draft, FaultKind::OccurrenceGone);
        };
        let wall = Schedule::new(clock, &[], &[]).wall(&rule);
        match draft.to.as_ref().map(|to| target(to, &wall, clock.now)).transpose() {
            Ok(target) => self.change(key, &rule, target, draft.reason, &wall, clock),
            Err(faults) => Reply::Refused { faults },
        }
    }

    /// Has an occurrence now, as long as it would be: it is moved to this minute.
    pub(super) fn start_now(&mut self, named: &OccurrenceKey, clock: Clock<'_>) -> Reply {
        let gone = || refused(Field::Draft, FaultKind::OccurrenceGone);
        let Some((key, rule)) = self.occurrence(named) else { return gone() };
        let wall = Schedule::new(clock, &[], &[]).wall(&rule);
        let Some(span) = self.place(key, &rule, &wall).filter(|it| clock.now < it.start) else {
            return gone();
        };
        let Some(target) = target_at(wall.civil(clock.now), span) else { return gone() };
        let start = span_of(target, &wall).start;
        let reply = self.change(key, &rule, Some(target), None, &wall, clock);
        if matches!(reply, Reply::Done {}) {
            // Whoever begins by hand need not be told that it has begun.
            self.state.tell(Told { moment: Moment::Start, of: 0, at: start, answered: true });
        }
        reply
    }

    /// Has an occurrence ten minutes later, without a reason: for an hour at most, from where its rule
    /// states it. It is no way to give it up.
    pub(super) fn postpone(&mut self, named: &OccurrenceKey, clock: Clock<'_>) -> Reply {
        let gone = || refused(Field::Draft, FaultKind::OccurrenceGone);
        let Some((key, rule)) = self.occurrence(named) else { return gone() };
        let wall = Schedule::new(clock, &[], &[]).wall(&rule);
        let stated = place(key, &rule, None, &wall);
        let span = self.place(key, &rule, &wall).filter(|it| clock.now < it.start);
        let (Some(stated), Some(span)) = (stated, span) else { return gone() };
        if span.start.since(stated.start) >= POSTPONED_LIMIT {
            return refused(Field::Reason, FaultKind::NoReason);
        }
        let Some(target) = target_at(wall.civil(span.start) + POSTPONED, span) else {
            return gone();
        };
        let to = span_of(target, &wall).start;
        self.put_change(key, &rule, span, Some((target, to)), None, clock);
        Reply::Done {}
    }

    /// Skips or moves an occurrence; one that runs is overridden to its end.
    fn change(
        &mut self,
        key: Key,
        rule: &Rule,
        target: Option<Target>,
        reason: Option<Reason>,
        wall: &Wall<'_>,
        clock: Clock<'_>,
    ) -> Reply {
        let Some(span) = self.place(key, rule, wall).filter(|it| it.end > clock.now) else {
            return refused(Field::Draft, FaultKind::OccurrenceGone);
        };
        let to = target.map(|target| span_of(target, wall));
        let runs = span.start <= clock.now;
        let earlier = to.is_some_and(|to| to.start <= span.start);
        if reason.is_none() && (runs || !earlier) {
            return refused(Field::Reason, FaultKind::NoReason);
        }
        if runs {
            let scope = rule_scope(rule, &self.state.groups);
            self.grant_until(scope, reason.unwrap_or(Reason::Other), span.end, clock);
        }
        if !runs || target.is_some() {
            self.put_change(key, rule, span, target.zip(to.map(|to| to.start)), reason, clock);
        }
        Reply::Done {}
    }

    /// Writes down where an occurrence goes that stands at a span.
    fn put_change(
        &mut self,
        key: Key,
        rule: &Rule,
        span: Span,
        to: Option<(Target, Instant)>,
        reason: Option<Reason>,
        clock: Clock<'_>,
    ) {
        let runs = span.start <= clock.now;
        let target = to.map(|(target, _)| target);
        let (start, goal) = (span.start.ms(), rule.goal.clone());
        let (rule, to) = (rule.id.0, to.map(|(_, to)| to.ms()));
        let entry = Entry::OccurrenceChanged { rule, goal, start, to, reason };
        write(clock, &mut self.state, clock.now, entry);
        // The first change excuses the occurrence where the rule states it; it still does.
        let first = self.state.changes.iter().find(|change| !runs && change.key == key);
        let declared = first.map_or(clock.now, |first| first.declared);
        let changes = Rc::make_mut(&mut self.state.changes);
        changes.retain(|change| runs || change.key != key);
        changes.push(Change { key, to: target, declared });
    }

    /// Where an occurrence stands now: where it was moved last, else where the rule states it.
    fn place(&self, key: Key, rule: &Rule, wall: &Wall<'_>) -> Option<Span> {
        let mut changes = self.state.changes.iter().rev();
        place(key, rule, changes.find(|change| change.key == key), wall)
    }

    pub(super) fn restore_occurrence(&mut self, named: &OccurrenceKey, clock: Clock<'_>) -> Reply {
        let found = self.occurrence(named);
        let Some((key, rule)) =
            found.filter(|(key, _)| self.state.changes.iter().any(|change| change.key == *key))
        else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        let wall = Schedule::new(clock, &[], &[]).wall(&rule);
        if let Some(span) = place(key, &rule, None, &wall) {
            let (start, goal) = (span.start.ms(), rule.goal.clone());
            let entry = Entry::OccurrenceRestored { rule: rule.id.0, goal, start };
            write(clock, &mut self.state, clock.now, entry);
        }
        Rc::make_mut(&mut self.state.changes).retain(|change| change.key != key);
        Reply::Done {}
    }

    /// The occurrence that a page names, and its rule, if the rule states it.
    pub(super) fn occurrence(&self, named: &OccurrenceKey) -> Option<(Key, Rule)> {
        let key = Key::from_draft(named)?;
        let rule = self.state.rule(key.rule)?.clone();
        key.stated(&rule).next()?;
        Some((key, rule))
    }

    /// Overrides what runs already under an exception that begins now.
    fn override_under(
        &mut self,
        exception: &Exception,
        reason: Option<Reason>,
        wall: &Wall<'_>,
        clock: Clock<'_>,
    ) -> Result<(), Reply> {
        let span = exception.span(wall);
        let running = self.timetable.in_force().map(|it| it.piece.span);
        let unexcused = running.filter(|running| running.start < exception.declared);
        let Some(end) = unexcused.map(|running| running.end).max() else { return Ok(()) };
        if !span.holds(clock.now) {
            return Ok(());
        }
        let reason = reason.ok_or_else(|| refused(Field::Reason, FaultKind::NoReason))?;
        let until = end.min(span.end);
        let groups = self.state.groups.iter();
        let mut scopes: Vec<Scope> = groups
            .filter(|group| exception.groups.contains(&group.id))
            .map(Scope::of_group)
            .collect();
        if exception.rests() {
            scopes.push(Scope::Everything);
        }
        for scope in scopes {
            self.grant_until(scope, reason, until, clock);
        }
        Ok(())
    }

    /// Grants an override until an instant, in whole minutes.
    fn grant_until(&mut self, scope: Scope, reason: Reason, until: Instant, clock: Clock<'_>) {
        let minutes = grant::whole_minutes(until.since(clock.now));
        self.grant(scope, reason.into(), minutes, clock);
    }

    fn note_exception(
        &mut self,
        exception: &Exception,
        change: RuleChange,
        wall: &Wall<'_>,
        clock: Clock<'_>,
    ) {
        let Span { start, end } = exception.span(wall);
        let (exception, kind) = (exception.id, exception.kind);
        let (start, end) = (start.ms(), end.ms());
        let entry = Entry::ExceptionChanged { exception, kind, start, end, change };
        write(clock, &mut self.state, clock.now, entry);
    }
}

/// Where an occurrence stands: where it was moved, else where the rule states it. None if it is
/// skipped.
fn place(key: Key, rule: &Rule, change: Option<&Change>, wall: &Wall<'_>) -> Option<Span> {
    let target = if let Some(change) = change {
        change.to?
    } else {
        let stretch = key.stated(rule).max_by_key(|stretch| stretch.end())?;
        Target { date: key.date, stretch }
    };
    Some(span_of(target, wall))
}

/// A place for what is as long as a span. A whole day would end where it begins; it ends a minute before.
fn target_at(start: CivilMinutes, span: Span) -> Option<Target> {
    let minutes = |civil: i64| u16::try_from(civil.rem_euclid(DAY_MINUTES)).unwrap_or_default();
    let length = (span.end.since(span.start) / MINUTE).min(DAY_MINUTES - 1);
    let stretch = Stretch::new(minutes(start), minutes(start + length))?;
    Some(Target { date: Date::of(start), stretch })
}

fn span_of(target: Target, wall: &Wall<'_>) -> Span {
    let (from, to) = target.civil();
    Span { start: wall.instant(from), end: wall.instant(to) }
}

/// Where a page wants an occurrence to go: not before this minute.
fn target(draft: &MoveDraft, wall: &Wall<'_>, now: Instant) -> Result<Target, Vec<Fault>> {
    let date = Date::parse(&draft.date);
    let stretch = Stretch::from_draft(&draft.stretch);
    let mut faults = Vec::new();
    if date.is_none() {
        faults.push(part::fault(Field::MoveDate, FaultKind::DateUnreadable, &draft.date));
    }
    if let Err((kind, typed)) = &stretch {
        faults.push(part::fault(Field::MoveStretch, *kind, typed));
    }
    let (Some(date), Ok(stretch)) = (date, stretch) else { return Err(faults) };
    let target = Target { date, stretch };
    if target.civil().0 < wall.civil(now) {
        return Err(vec![fault(Field::MoveDate, FaultKind::MovePast)]);
    }
    Ok(target)
}

fn rule_scope(rule: &Rule, groups: &[crate::group::SiteGroup]) -> Scope {
    let sites = rule.all_sites(groups).into_iter().cloned().collect();
    Scope::Rule { id: rule.id.0, goal: rule.goal.clone(), sites }
}
