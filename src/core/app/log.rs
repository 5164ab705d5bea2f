//! What is done to the log afterwards: a reason is corrected by a further entry, a name is taken out
//! of all of them, what is old is deleted. The rows lie with the shell; that it has changed some comes
//! back as an event.

use super::history::History;
use super::{App, refused};
use crate::clock::Clock;
use crate::date::Date;
use crate::log::write;
use crate::protocol::{CoreEffect, Entry, Fault, FaultKind, Field, Reason, Reply, SlotText};
use crate::store::{self, SLOTS};
use crate::wall::Wall;

impl App {
    /// Rows were changed or deleted behind the core's back: whatever was derived from the log before
    /// is to be derived anew.
    pub(super) fn log_was_rewritten(&mut self, effects: &mut Vec<CoreEffect>) -> Reply {
        self.history = History::default();
        effects.push(CoreEffect::TellPages {});
        Reply::Done {}
    }

    /// The core does not read the log: a grant may have been if its id was given. What names no grant
    /// corrects nothing, as every fold of the log reads it.
    pub(super) fn correct_override(
        &mut self,
        grant: u32,
        reason: Reason,
        clock: Clock<'_>,
    ) -> Reply {
        if grant == 0 || grant > self.state.next_id {
            return refused(Field::Draft, FaultKind::Gone);
        }
        if let Some(running) = self.state.grants.iter_mut().find(|it| it.id == grant) {
            running.why.reason = reason;
        }
        write(clock, &mut self.state, clock.now, Entry::OverrideCorrected { grant, reason });
        Reply::Done {}
    }

    pub(super) fn forget_puller(&mut self, puller: String, effects: &mut Vec<CoreEffect>) -> Reply {
        if puller.is_empty() {
            return refused(Field::Puller, FaultKind::Gone);
        }
        self.state.pullers.retain(|other| *other != puller);
        for grant in self.state.grants.iter_mut().filter(|grant| grant.why.puller == puller) {
            grant.why.puller.clear();
        }
        effects.push(CoreEffect::ForgetPuller { puller, slots: Vec::new() });
        Reply::Done {}
    }

    /// A name that is to be forgotten must stand in no older generation either: each is replaced by
    /// the state at the end of this turn.
    pub(super) fn fill_slots(&mut self, effects: &mut [CoreEffect], clock: Clock<'_>) {
        for effect in effects {
            if let CoreEffect::ForgetPuller { slots, .. } = effect {
                for _ in 0..SLOTS {
                    self.generation = self.generation.saturating_add(1);
                    let text = store::save(self.json, &self.state, clock.now, self.generation);
                    slots.push(SlotText { slot: store::slot(self.generation), text });
                }
            }
        }
    }

    pub(super) fn count_log_before(
        date: &str,
        clock: Clock<'_>,
        effects: &mut Vec<CoreEffect>,
    ) -> Reply {
        before(date, clock, |before| effects.push(CoreEffect::CountLog { before }))
    }

    pub(super) fn delete_log_before(
        date: &str,
        clock: Clock<'_>,
        effects: &mut Vec<CoreEffect>,
    ) -> Reply {
        before(date, clock, |before| effects.push(CoreEffect::DeleteLog { before }))
    }
}

/// Does something about what was before a date's midnight on the person's wall.
fn before(date: &str, clock: Clock<'_>, then: impl FnOnce(i64)) -> Reply {
    let wall = Wall::here(clock.zone, clock.now);
    let date = date.trim();
    let kind = match Date::parse(date) {
        None => FaultKind::DateUnreadable,
        Some(date) if date > Date::of(wall.civil(clock.now)) => FaultKind::DateAhead,
        Some(date) => {
            then(wall.instant(date.midnight()).ms());
            return Reply::Done {};
        }
    };
    let fault = Fault { field: Field::LogBefore, kind, typed: date.to_owned() };
    Reply::Refused { faults: vec![fault] }
}
