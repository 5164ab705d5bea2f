//! The next step is written down and done, a goal is chosen for some time, time is closed out, links are
//! opened, and what is said of a nudge is remembered.

use std::rc::Rc;

use super::goals::make_named;
use super::{App, refused};
use crate::aim::{self, For};
use crate::change::Key;
use crate::clock::{Clock, Instant};
use crate::date::Date;
use crate::energy::Energy;
use crate::goal::{Goal, GoalId, step_fault};
use crate::link::link;
use crate::log::write;
use crate::nudge::{Aim, CloseOut, Sitting, Told};
use crate::protocol::{
    CoreEffect, Entry, FaultKind, Feel, Field, NudgeKey, OccurrenceKey, Reply, StepHome,
};
use crate::schedule::Span;

/// So many goals that were chosen for stretches of time are kept.
const AIMS_LIMIT: usize = 500;

impl App {
    pub(super) fn set_step(&mut self, home: &StepHome, text: &str, clock: Clock<'_>) -> Reply {
        // What is wrong with it makes no goal.
        if let Some(kind) = step_fault(text.trim()) {
            return refused(Field::NextStep, kind);
        }
        match self.goal_of(home, clock) {
            Ok(goal) => self.put_first(goal, text),
            Err(kind) => refused(Field::NextStep, kind),
        }
    }

    fn put_first(&mut self, goal: GoalId, text: &str) -> Reply {
        let id = self.state.next_goal.saturating_add(1);
        match self.goal_mut(goal).map(|goal| goal.put_first(text, || id)) {
            Some(Ok(step)) => {
                self.state.next_goal = self.state.next_goal.max(step);
                Reply::Made { id: step }
            }
            Some(Err(kind)) => refused(Field::NextStep, kind),
            None => refused(Field::NextStep, FaultKind::NoGoal),
        }
    }

    /// The goal that is meant, of those that have not ended. A line that names none becomes one.
    fn goal_of(&mut self, home: &StepHome, clock: Clock<'_>) -> Result<GoalId, FaultKind> {
        let For { line, goal } = match home {
            StepHome::Goal { id } => {
                let goal = self.state.goal(GoalId(*id)).ok_or(FaultKind::Gone)?;
                For { line: &goal.title, goal: Some(goal) }
            }
            StepHome::Occurrence { occurrence } => {
                let key = Key::from_draft(occurrence).ok_or(FaultKind::OccurrenceGone)?;
                let rule = self.state.rule(key.rule).ok_or(FaultKind::OccurrenceGone)?;
                aim::of_rule(&self.state, rule, Sitting::Occurrence(key))
            }
            StepHome::Now {} => aim::now(clock, &self.state, &self.timetable),
        };
        if let Some(goal) = goal {
            return if goal.is_open() { Ok(goal.id) } else { Err(FaultKind::NoGoal) };
        }
        let line = line.to_owned();
        make_named(&mut self.state, &line);
        self.state.goal_titled(&line).map(|goal| goal.id).ok_or(FaultKind::NoGoal)
    }

    pub(super) fn finish_step(&mut self, goal: u32, step: u32, clock: Clock<'_>) -> Reply {
        let today = Date::today(clock);
        match self.goal_mut(GoalId(goal)).map(|goal| goal.finish(step, today)) {
            Some(Ok(())) => Reply::Done {},
            Some(Err(_)) | None => refused(Field::Draft, FaultKind::Gone),
        }
    }

    pub(super) fn choose_goal(
        &mut self,
        occurrence: Option<&OccurrenceKey>,
        goal: u32,
        clock: Clock<'_>,
    ) -> Reply {
        let sitting = match occurrence {
            Some(named) => self.occurrence(named).map(|(key, _)| Sitting::Occurrence(key)),
            None => aim::sitting(clock, &self.state, &self.timetable),
        };
        let Some(sitting) = sitting else {
            return refused(Field::Draft, FaultKind::OccurrenceGone);
        };
        let goal = self.state.goal(GoalId(goal)).filter(|goal| goal.is_open());
        let Some((id, title)) = goal.map(|goal| (goal.id, goal.title.clone())) else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        if let Some((of, span)) = self.runs(sitting, clock) {
            let entry = Entry::GoalChosen { of, start: span.start.ms(), aim: id.0, goal: title };
            write(clock, &mut self.state, clock.now, entry);
        }
        self.state.aims.retain(|aim| aim.sitting != sitting);
        let too_many = (self.state.aims.len() + 1).saturating_sub(AIMS_LIMIT);
        self.state.aims.drain(..too_many);
        self.state.aims.push(Aim { sitting, goal: id, at: clock.now });
        self.state.last_goal = Some(id);
        Reply::Done {}
    }

    /// The rule, the focus or the make-up stretch that runs, and from when to when.
    fn runs(&self, sitting: Sitting, clock: Clock<'_>) -> Option<(u32, Span)> {
        match sitting {
            Sitting::Occurrence(key) => {
                let mut running = self.timetable.in_force();
                let piece = running.find(|it| it.piece.key == key)?.piece;
                Some((key.rule.0, piece.span))
            }
            Sitting::Focus(id) | Sitting::MakeUp(id) => {
                let mut running = self.state.without_rule().into_iter();
                let (_, span) =
                    running.find(|(it, span)| *it == sitting && span.holds(clock.now))?;
                Some((id, span))
            }
        }
    }

    /// Says what came of the time that ended at an instant.
    pub(super) fn close_out(
        &mut self,
        end: i64,
        done: bool,
        next: &str,
        clock: Clock<'_>,
    ) -> Reply {
        let over = self.state.close_out.clone();
        let over = over.filter(|it| it.span.end.ms() == end && it.span.end <= clock.now);
        let Some(CloseOut { line, goal, step, span }) = over else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        let before = Rc::clone(&self.state.goals);
        if let (true, Some(goal), Some(step)) = (done, goal, step) {
            // It may have been done, or the goal deleted, in the meantime: then nothing is left to do.
            let today = Date::today(clock);
            let _ = self.goal_mut(goal).map(|goal| goal.finish(step, today));
        }
        if !next.trim().is_empty() {
            let known = goal.filter(|id| self.state.goal(*id).is_some_and(Goal::is_open));
            let put = match known.or_else(|| self.named(&line)) {
                Some(goal) => self.put_first(goal, next),
                None => refused(Field::NextStep, FaultKind::NoGoal),
            };
            if let Reply::Refused { .. } = put {
                self.state.goals = before;
                return put;
            }
        }
        let (start, end) = (span.start.ms(), span.end.ms());
        let aim = goal.map_or(0, |goal| goal.0);
        let entry = Entry::ClosedOut { aim, goal: line, start, end, done };
        write(clock, &mut self.state, clock.now, entry);
        self.state.close_out = None;
        Reply::Done {}
    }

    /// The goal of a line, which becomes one if there is none.
    fn named(&mut self, line: &str) -> Option<GoalId> {
        make_named(&mut self.state, line);
        self.state.goal_titled(line).map(|goal| goal.id)
    }

    pub(super) fn answer_nudge(&mut self, key: NudgeKey) -> Reply {
        let NudgeKey { moment, of, at } = key;
        let at = Instant::from_ms(at);
        // What was never said and is not true any more needs no answer.
        self.state.tell(Told { moment, of, at, answered: true });
        Reply::Done {}
    }

    pub(super) fn open_links(&mut self, goal: u32, effects: &mut Vec<CoreEffect>) -> Reply {
        let Some(goal) = self.state.goal(GoalId(goal)) else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        // They were read when they were saved; what is stored may have come another way.
        let urls: Vec<String> = goal.links.iter().filter_map(|url| link(url).ok()).collect();
        if urls.is_empty() {
            return refused(Field::Draft, FaultKind::Gone);
        }
        effects.push(CoreEffect::OpenLinks { urls });
        Reply::Done {}
    }

    /// Without the person's wish to be asked nothing is kept of it.
    pub(super) fn say_energy(
        &mut self,
        social: Option<Feel>,
        technical: Option<Feel>,
        clock: Clock<'_>,
    ) -> Reply {
        if !self.state.nudges.energy {
            return refused(Field::Draft, FaultKind::Gone);
        }
        self.state.energy = Some(Energy { date: Date::today(clock), social, technical });
        Reply::Done {}
    }

    fn goal_mut(&mut self, id: GoalId) -> Option<&mut Goal> {
        let at = self.state.goals.iter().position(|goal| goal.id == id && goal.is_open())?;
        Rc::make_mut(&mut self.state.goals).get_mut(at)
    }
}
