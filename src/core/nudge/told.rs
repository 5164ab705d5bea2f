//! What was said, so that nothing is said twice.

use super::Moment;
use crate::clock::{DAY, Instant};
use crate::state::State;

/// So long after their instant words about stretches of time are remembered, and those about dates.
const STRETCHES: i64 = DAY;
const DATES: i64 = 9 * DAY;

/// A word that was said, or needs not be said any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    /// At which moment.
    pub moment: Moment,
    /// The rule, or the check-in; 0 for none.
    pub of: u32,
    /// Of which occurrence, or of which unbroken protected time: its start or its end. For what has a
    /// date on the wall the midnight of that date, as if the wall were in UTC: it is the same in each zone.
    pub at: Instant,
    /// Whether the person has answered it: then it stands in the popup no more.
    pub answered: bool,
}

impl Told {
    /// Whether it is about the same as another.
    #[must_use]
    pub fn is_of(&self, moment: Moment, of: u32, at: Instant) -> bool {
        (self.moment, self.of, self.at) == (moment, of, at)
    }
}

impl State {
    /// What is remembered of a word.
    #[must_use]
    pub fn told_of(&self, moment: Moment, of: u32, at: Instant) -> Option<&Told> {
        self.told.iter().find(|it| it.is_of(moment, of, at))
    }

    /// Remembers a word as said, or as answered.
    pub fn tell(&mut self, told: Told) {
        match self.told.iter_mut().find(|it| it.is_of(told.moment, told.of, told.at)) {
            Some(known) => known.answered |= told.answered,
            None => self.told.push(told),
        }
    }

    /// Lets go of words about what is long over.
    pub fn forget_told(&mut self, now: Instant) {
        let running = self.close_out.as_ref().map(|it| it.span.start);
        self.told.retain(|it| {
            let long = match it.moment {
                Moment::Before | Moment::Start | Moment::LastMinute | Moment::CloseOut => STRETCHES,
                Moment::Weekly | Moment::CheckIn => DATES,
            };
            now.since(it.at) <= long || (it.moment == Moment::Start && Some(it.at) == running)
        });
    }
}
