//! Check-ins are added, changed and deleted.

use super::{App, refused};
use crate::check_in::{CheckIn, LIMIT};
use crate::clock::Clock;
use crate::date::Date;
use crate::protocol::{CheckInDraft, FaultKind, Field, Reply};

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
