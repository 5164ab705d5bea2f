//! Check-ins are added, changed, held and deleted.

use std::rc::Rc;

use super::{App, refused};
use crate::check_in::{CheckIn, LIMIT};
use crate::clock::Clock;
use crate::date::Date;
use crate::protocol::{CheckInDraft, Fault, FaultKind, Field, PromisesDraft, Reply};

impl App {
    pub(super) fn save_check_in(&mut self, draft: &CheckInDraft, clock: Clock<'_>) -> Reply {
        let at = self.state.check_ins.iter().position(|it| it.id == draft.id && draft.id != 0);
        if draft.id != 0 && at.is_none() {
            return refused(Field::Draft, FaultKind::Gone);
        }
        if at.is_none() && self.state.check_ins.len() >= LIMIT {
            return refused(Field::Draft, FaultKind::TooManyCheckIns);
        }
        let before = at.and_then(|at| self.state.check_ins.get(at));
        let mut check_in = match CheckIn::from_draft(draft, before, Date::today(clock)) {
            Ok(check_in) => check_in,
            Err(faults) => return Reply::Refused { faults },
        };
        if let Some(known) = at.and_then(|at| self.state.check_ins.get_mut(at)) {
            *known = check_in;
            return Reply::Made { id: draft.id };
        }
        let id = self.state.take_goal_id();
        check_in.id = id;
        self.state.check_ins.push(check_in);
        Reply::Made { id }
    }

    /// It was held today. What comes from now on is for the next one; without a next one it goes.
    pub(super) fn hold_check_in(
        &mut self,
        id: u32,
        next: &str,
        promises: &PromisesDraft,
        clock: Clock<'_>,
    ) -> Reply {
        let today = Date::today(clock);
        let Some(check_in) = self.state.check_ins.iter_mut().find(|it| it.id == id) else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        let typed = next.trim();
        let said = Date::parse(typed);
        let kind = match said {
            None if !typed.is_empty() => Some(FaultKind::DateUnreadable),
            Some(date) if date < today => Some(FaultKind::CheckInPast),
            None | Some(_) => None,
        };
        if let Some(kind) = kind {
            let fault = Fault { field: Field::CheckInDate, kind, typed: typed.to_owned() };
            return Reply::Refused { faults: vec![fault] };
        }
        match said.or_else(|| check_in.next(today)) {
            Some(date) => {
                check_in.date = date;
                check_in.since = today;
            }
            None => self.state.check_ins.retain(|it| it.id != id),
        }
        self.promise(promises);
        Reply::Done {}
    }

    /// It was not held after all.
    pub(super) fn take_back_check_in(
        &mut self,
        check_in: &CheckInDraft,
        promises: &PromisesDraft,
        clock: Clock<'_>,
    ) -> Reply {
        let reply = self.save_check_in(check_in, clock);
        if matches!(reply, Reply::Made { .. }) {
            self.promise(promises);
        }
        reply
    }

    /// Marks what is for the next check-in. Of what there is not any more nothing is to be marked.
    fn promise(&mut self, PromisesDraft { made, released }: &PromisesDraft) {
        if made.is_empty() && released.is_empty() {
            return;
        }
        let mark = |id: u32, promised: &mut bool| {
            *promised = made.contains(&id) || (*promised && !released.contains(&id));
        };
        for goal in Rc::make_mut(&mut self.state.goals) {
            mark(goal.id.0, &mut goal.for_check_in);
            for step in &mut goal.steps {
                mark(step.id, &mut step.for_check_in);
            }
        }
    }

    pub(super) fn delete_check_in(&mut self, id: u32) -> Reply {
        let before = self.state.check_ins.len();
        self.state.check_ins.retain(|it| it.id != id);
        if self.state.check_ins.len() == before {
            refused(Field::Draft, FaultKind::Gone)
        } else {
            Reply::Done {}
        }
    }
}
