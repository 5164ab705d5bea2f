//! What pages show of owed time.

use super::Scene;
use super::options::minutes;
use crate::clock::MINUTE;
use crate::date::Date;
use crate::owed;
use crate::protocol::{MakeUpView, OwedView};
use crate::wall::{CivilMinutes, Wall};

impl Scene<'_> {
    /// What is owed, and the make-up stretches as they stand in a week, whose first midnight is given.
    pub(super) fn owed(&self, first: CivilMinutes) -> OwedView {
        let wall = Wall::here(self.clock.zone, self.clock.now);
        let balance = self.balance.as_ref();
        let offer = balance.and_then(|it| owed::offer(self.clock, self.state, it));
        let make_ups = self.state.make_ups.iter().map(|it| MakeUpView {
            id: it.id,
            start: it.span.start.ms(),
            end: it.span.end.ms(),
            from: minutes(wall.civil(it.span.start) - first),
            to: minutes(wall.civil(it.span.end.plus(MINUTE - 1)) - first),
            begun: it.begun,
        });
        OwedView {
            minutes: balance.map_or(0, |it| owed::minutes(it, &self.state.settings)),
            offer: offer.map(|span| (span.start.ms(), span.end.ms())),
            make_ups: make_ups.collect(),
        }
    }

    /// The same for the popup, if it is time to say so.
    pub(super) fn owed_today(&self) -> Option<OwedView> {
        let is_due = self.protected.is_empty() && owed::is_due(self.clock, self.state.owed_shown);
        if !is_due || self.troubles.private {
            return None;
        }
        let wall = Wall::here(self.clock.zone, self.clock.now);
        let view = self.owed(Date::of(wall.civil(self.clock.now)).monday().midnight());
        Some(view).filter(|view| view.offer.is_some())
    }
}
