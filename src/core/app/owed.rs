//! Make-up stretches are taken and given back, and what is owed is forgiven.

use super::{App, refused};
use crate::clock::{Clock, Instant};
use crate::log::write;
use crate::owed::{self, MakeUp};
use crate::protocol::{Entry, FaultKind, Field, Reply};
use crate::schedule::Span;
use crate::sorted::by_number;

impl App {
    pub(super) fn take_make_up(&mut self, start: i64, end: i64, clock: Clock<'_>) -> Reply {
        let span = Span { start: Instant::from_ms(start), end: Instant::from_ms(end) };
        if self.state.rules.is_empty() {
            return refused(Field::Draft, FaultKind::NothingSetUp);
        }
        if !owed::is_free(clock, &self.state, span) {
            return refused(Field::Draft, FaultKind::MakeUpTime);
        }
        let id = self.state.take_id();
        let entry = Entry::MakeUpTaken { make_up: id, start, end };
        write(clock, &mut self.state, clock.now, entry);
        self.state.make_ups.push(MakeUp { id, span, begun: false });
        let make_ups = std::mem::take(&mut self.state.make_ups);
        self.state.make_ups = by_number(make_ups, |it| it.span.start.ms());
        Reply::Made { id }
    }

    pub(super) fn give_back_make_up(&mut self, id: u32, clock: Clock<'_>) -> Reply {
        let found = self.state.make_ups.iter().position(|it| it.id == id && !it.begun);
        let Some(index) = found else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        self.state.make_ups.remove(index);
        write(clock, &mut self.state, clock.now, Entry::MakeUpGivenBack { make_up: id });
        Reply::Done {}
    }

    pub(super) fn forgive_owed(&mut self, minutes: u32, clock: Clock<'_>) -> Reply {
        let balance = self.history.balance(clock.now);
        let owed = balance.map_or(0, |it| owed::minutes(&it, &self.state.settings));
        let minutes = minutes.min(owed);
        if minutes == 0 {
            return refused(Field::Draft, FaultKind::Gone);
        }
        write(clock, &mut self.state, clock.now, Entry::OwedForgiven { minutes });
        Reply::Done {}
    }
}
