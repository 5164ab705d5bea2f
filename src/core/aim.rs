//! What a stretch of protected time is for: the goal that was chosen for it, else the one that its rule
//! names. A focus is for the goal chosen last, and a make-up stretch likewise; with none, for what would
//! come next.

use crate::clock::Clock;
use crate::goal::{Goal, GoalId};
use crate::nudge::Sitting;
use crate::protected::Occurrence;
use crate::rule::Rule;
use crate::state::State;
use crate::timetable::Timetable;

/// What some time is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct For<'a> {
    /// In words: the goal's title, or a line that names none. May be empty.
    pub line: &'a str,
    /// The goal.
    pub goal: Option<&'a Goal>,
}

impl For<'_> {
    /// The goal's id.
    #[must_use]
    pub fn id(&self) -> Option<GoalId> {
        self.goal.map(|goal| goal.id)
    }
}

/// What protected time is for, as the log has it: without a rule, what was chosen.
#[must_use]
pub fn of<'a>(state: &'a State, occurrence: Occurrence<'a>) -> For<'a> {
    match occurrence.rule {
        Some(rule) => of_rule(state, rule, occurrence.sitting),
        None => without_rule(state, occurrence.sitting),
    }
}

/// What an occurrence of a rule is for.
#[must_use]
pub fn of_rule<'a>(state: &'a State, rule: &'a Rule, sitting: Sitting) -> For<'a> {
    if let Some(goal) = chosen(state, sitting) {
        return of_goal(goal);
    }
    if rule.choose {
        return For::default();
    }
    For { line: &rule.goal, goal: state.goal_titled(&rule.goal) }
}

/// What time without a rule is for; empty if nobody has chosen.
#[must_use]
pub fn without_rule(state: &State, sitting: Sitting) -> For<'_> {
    let last = || state.last_goal.and_then(|id| state.goal(id)).filter(|goal| goal.is_open());
    chosen(state, sitting).or_else(last).map(of_goal).unwrap_or_default()
}

/// What the time that holds now is for: as the first of its occurrences says; empty if nothing holds.
#[must_use]
pub fn now<'a>(clock: Clock<'_>, state: &'a State, timetable: &'a Timetable) -> For<'a> {
    if let Some(first) = timetable.in_force().next() {
        return of_rule(state, first.rule, Sitting::Occurrence(first.piece.key));
    }
    let Some(sitting) = sitting(clock, state, timetable) else { return For::default() };
    let aim = without_rule(state, sitting);
    match timetable.next().filter(|_| aim.line.is_empty()) {
        Some(next) => of_rule(state, next.rule, Sitting::Occurrence(next.piece.key)),
        None => aim,
    }
}

/// The stretch of time that holds now, the first of a rule before one without.
#[must_use]
pub fn sitting(clock: Clock<'_>, state: &State, timetable: &Timetable) -> Option<Sitting> {
    let first = timetable.in_force().next().map(|it| Sitting::Occurrence(it.piece.key));
    let without_rule = state.without_rule().into_iter();
    let without_rule =
        || without_rule.filter(|(_, span)| span.holds(clock.now)).map(|(it, _)| it).next();
    first.or_else(without_rule)
}

/// The goal chosen for one stretch of time, if it has not ended.
fn chosen(state: &State, sitting: Sitting) -> Option<&Goal> {
    let aim = state.aims.iter().rev().find(|aim| aim.sitting == sitting)?;
    state.goal(aim.goal).filter(|goal| goal.is_open())
}

fn of_goal(goal: &Goal) -> For<'_> {
    For { line: &goal.title, goal: Some(goal) }
}
