//! Tighten now, loosen later. An edit that gives up protected time that runs, or begins soon, is
//! taken, but the rule as it was holds beside the new one until that time is over: the stricter of
//! the two wins. A mistake is not a jail: for two minutes an edit can be taken back at once.

use crate::clock::{Clock, DAY, Instant, MINUTE};
use crate::date::Date;
use crate::group::{SiteGroup, gives_nothing_up};
use crate::protocol::Lead;
use crate::rule::{Rule, RuleId};
use crate::schedule::{Schedule, Span};
use crate::state::State;
use crate::way_back::is_as_strict;

/// For so long an edit can be taken back at once, in milliseconds.
pub const MERCY: i64 = 2 * MINUTE;

/// A rule as it was before an edit, or before it was deleted, that holds for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    /// The rule as it was.
    pub rule: Rule,
    /// Until when it holds.
    pub until: Instant,
}

/// One edit of the last two minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// Which rule.
    pub rule: RuleId,
    /// As it was before; none if it was made then.
    pub before: Option<Rule>,
    /// When it was edited.
    pub made: Instant,
}

impl Recent {
    /// Whether it can still be taken back at once.
    #[must_use]
    pub fn counts(&self, now: Instant) -> bool {
        self.made <= now && now.since(self.made) < MERCY
    }
}

/// Until when a rule must hold beside what comes in its place (nothing, if it is deleted); none if
/// the edit gives nothing up that runs or begins within the lead.
#[must_use]
pub fn waits(clock: Clock<'_>, state: &State, old: &Rule, new: Option<&Rule>) -> Option<Instant> {
    let schedule = Schedule::new(clock, &state.exceptions, &state.changes);
    let window = window(clock, state, &schedule, old)?;
    if !gives_up(&schedule, &state.groups, old, new, window)
        || is_undone(clock, state, &schedule, old.id, new, window)
    {
        return None;
    }
    Some(window.end)
}

/// Until when what a rule covers must be held if a group that it names gives some of it up; none if
/// the rule protects nothing within the lead.
#[must_use]
pub fn held_until(clock: Clock<'_>, state: &State, rule: &Rule) -> Option<Instant> {
    let schedule = Schedule::new(clock, &state.exceptions, &state.changes);
    let window = window(clock, state, &schedule, rule)?;
    gives_up(&schedule, &[], rule, None, window).then_some(window.end)
}

/// From now to the end of the lead, and of the occurrence that holds then.
fn window(clock: Clock<'_>, state: &State, schedule: &Schedule<'_>, old: &Rule) -> Option<Span> {
    let now = clock.now;
    let lead = match state.settings.lead_at(now) {
        Lead::Off => return None,
        Lead::Hour => now.plus(60 * MINUTE),
        Lead::Today => {
            let wall = schedule.here();
            wall.instant(Date::of(wall.civil(now)).plus(1).midnight())
        }
        Lead::Day => now.plus(DAY),
    };
    let to_its_end = |from: Instant| {
        let limit = from.plus(2 * DAY);
        let next = |at: &Instant| schedule.holding(old, *at).map(|piece| piece.span.end);
        std::iter::successors(Some(from), next).take_while(|at| *at < limit).last()
    };
    let end = to_its_end(now).into_iter().chain(to_its_end(lead)).max()?;
    Some(Span { start: now, end: end.max(lead) })
}

/// Whether something that a rule protects within a window would not be protected, or less strictly,
/// by what comes in its place.
#[must_use]
pub fn gives_up(
    schedule: &Schedule<'_>,
    groups: &[SiteGroup],
    old: &Rule,
    new: Option<&Rule>,
    window: Span,
) -> bool {
    let spans = |rule: &Rule| -> Vec<Span> {
        let pieces = schedule.pieces(rule, window).into_iter();
        pieces.filter(|piece| piece.excused.is_none()).map(|piece| piece.span).collect()
    };
    let before = spans(old);
    let is_as_strict = |new: &&Rule| {
        new.mode >= old.mode
            && is_as_strict((new.way_back, new.cap), (old.way_back, old.cap))
            && names_all(groups, new, old)
    };
    let Some(new) = new.filter(is_as_strict) else {
        return !before.is_empty();
    };
    let after = spans(new);
    before.iter().any(|span| {
        let (mut at, end) = (span.start.max(window.start), span.end.min(window.end));
        // The spans are sorted by their start.
        for other in &after {
            if other.start <= at {
                at = at.max(other.end);
            }
        }
        at < end
    })
}

/// Whether a rule covers every site that another covers, and lets none of them through.
fn names_all(groups: &[SiteGroup], rule: &Rule, other: &Rule) -> bool {
    (rule.groups == other.groups && rule.sites == other.sites)
        || gives_nothing_up(rule.all_sites(groups), other.all_sites(groups))
}

/// Whether an edit only goes back to what stood within the last two minutes, or gives up less.
fn is_undone(
    clock: Clock<'_>,
    state: &State,
    schedule: &Schedule<'_>,
    rule: RuleId,
    new: Option<&Rule>,
    window: Span,
) -> bool {
    let recent = state.recent.iter().filter(|it| it.rule == rule && it.counts(clock.now));
    recent.map(|it| it.before.as_ref()).any(|before| match before {
        Some(before) => !gives_up(schedule, &state.groups, before, new, window),
        None => true,
    })
}
