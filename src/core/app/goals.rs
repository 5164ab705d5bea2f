//! Goals are added, changed, ended, resumed, deleted and restored.

use std::rc::Rc;

use super::{App, refused};
use crate::clock::Clock;
use crate::date::Date;
use crate::goal::{GOALS_LIMIT, Goal, GoalId, is_title};
use crate::log::write;
use crate::protocol::{Entry, FaultKind, Field, GoalChange, GoalDraft, GoalEnd, Reply};
use crate::rule::Rule;
use crate::state::State;

impl App {
    pub(super) fn save_goal(&mut self, draft: &GoalDraft, clock: Clock<'_>) -> Reply {
        let id = GoalId(draft.id);
        let before = self.state.goal(id).cloned();
        if draft.id != 0 && before.is_none() {
            return refused(Field::Draft, FaultKind::Gone);
        }
        if before.is_none() && self.state.goals.len() >= GOALS_LIMIT {
            return refused(Field::Draft, FaultKind::TooManyGoals);
        }
        let mut next = self.state.next_goal;
        let take_id = || {
            next = next.saturating_add(1);
            next
        };
        let read = Goal::from_draft(draft, before.as_ref(), Date::today(clock), take_id);
        let mut goal = match read {
            Ok(goal) => goal,
            Err(faults) => return Reply::Refused { faults },
        };
        let namesake = self.state.goal_titled(&goal.title);
        if goal.is_open() && namesake.is_some_and(|other| other.id != id) {
            return refused(Field::GoalTitle, FaultKind::GoalTitleTaken);
        }
        self.state.next_goal = next;
        // Who does not want to be asked leaves no trace of it, whatever an old form still holds.
        goal.draws_on = goal.draws_on.filter(|_| self.state.nudges.energy);
        if draft.id == 0 {
            goal.id = GoalId(self.state.take_goal_id());
        }
        let id = goal.id;
        if let Some(before) = before.filter(|before| before.title != goal.title) {
            rename(&mut self.state, &before.title, &goal.title);
        }
        put(&mut self.state, goal);
        Reply::Made { id: id.0 }
    }

    /// The goal is done, or not wanted any more. Rules that name it keep their line.
    pub(super) fn end_goal(&mut self, id: u32, how: GoalEnd, clock: Clock<'_>) -> Reply {
        let Some(goal) = self.state.goal(GoalId(id)).filter(|goal| goal.is_open()).cloned() else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        let change = match how {
            GoalEnd::Done => GoalChange::Done,
            GoalEnd::Dropped => GoalChange::Dropped,
        };
        self.note_goal(&goal, change, clock);
        put(&mut self.state, Goal { ended: Some((how, Date::today(clock))), ..goal });
        Reply::Done {}
    }

    /// A goal that ended is wanted again.
    pub(super) fn resume_goal(&mut self, id: u32, clock: Clock<'_>) -> Reply {
        let Some(goal) = self.state.goal(GoalId(id)).filter(|goal| !goal.is_open()).cloned() else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        if self.state.goal_titled(&goal.title).is_some() {
            return refused(Field::GoalTitle, FaultKind::GoalTitleTaken);
        }
        self.note_goal(&goal, GoalChange::Resumed, clock);
        put(&mut self.state, Goal { ended: None, ..goal });
        Reply::Done {}
    }

    /// Rules that name it keep their line. It is kept until the next deletion.
    pub(super) fn delete_goal(&mut self, id: u32, clock: Clock<'_>) -> Reply {
        let Some(goal) = self.state.goal(GoalId(id)).cloned() else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        self.note_goal(&goal, GoalChange::Deleted, clock);
        Rc::make_mut(&mut self.state.goals).retain(|other| other.id != goal.id);
        self.state.deleted_goal = Some(goal);
        Reply::Done {}
    }

    /// Takes back the last deletion.
    pub(super) fn restore_goal(&mut self, id: u32, clock: Clock<'_>) -> Reply {
        let Some(goal) = self.state.deleted_goal.clone().filter(|goal| goal.id.0 == id) else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        if goal.is_open() && self.state.goal_titled(&goal.title).is_some() {
            return refused(Field::GoalTitle, FaultKind::GoalTitleTaken);
        }
        if self.state.goals.len() >= GOALS_LIMIT {
            return refused(Field::Draft, FaultKind::TooManyGoals);
        }
        self.state.deleted_goal = None;
        self.note_goal(&goal, GoalChange::Restored, clock);
        put(&mut self.state, goal);
        Reply::Made { id }
    }

    fn note_goal(&mut self, goal: &Goal, change: GoalChange, clock: Clock<'_>) {
        let entry = Entry::GoalChanged { aim: goal.id.0, goal: goal.title.clone(), change };
        write(clock, &mut self.state, clock.now, entry);
    }
}

/// A rule's line names a goal: one that there is not is made, as long as there is room.
pub(super) fn make_named(state: &mut State, line: &str) {
    let is_wanted = is_title(line) && state.goal_titled(line).is_none();
    if is_wanted && state.goals.len() < GOALS_LIMIT {
        let id = GoalId(state.take_goal_id());
        put(state, Goal::titled(id, line));
    }
}

fn put(state: &mut State, goal: Goal) {
    let goals = Rc::make_mut(&mut state.goals);
    match goals.iter_mut().find(|other| other.id == goal.id) {
        Some(other) => *other = goal,
        None => goals.push(goal),
    }
}

/// Rules that name a goal go on naming it, whatever it is called.
fn rename(state: &mut State, before: &str, after: &str) {
    let rename = |rule: &mut Rule| {
        if rule.goal == before {
            after.clone_into(&mut rule.goal);
        }
    };
    if state.rules.iter().any(|rule| rule.goal == before) {
        Rc::make_mut(&mut state.rules).iter_mut().for_each(rename);
    }
    if state.leaving.iter().any(|it| it.rule.goal == before) {
        for leaving in Rc::make_mut(&mut state.leaving) {
            rename(&mut leaving.rule);
        }
    }
    state.deleted.iter_mut().for_each(rename);
    state.recent.iter_mut().filter_map(|it| it.before.as_mut()).for_each(rename);
}
