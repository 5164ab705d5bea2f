//! What a ledger says of some stretch of time.

use super::spans::together;
use crate::clock::MINUTE;

/// Sums of a ledger, all in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// Protected time in which no override was in force.
    pub kept: i64,
    /// The part of kept time in which nobody looked.
    pub unseen: i64,
    /// Protected time in which an override was in force, each instant once.
    pub overridden: i64,
    /// Time that a skip or an on-call exception took out.
    pub excused: i64,
    /// Whole minutes of overrides in which what they opened was in front of the person; shown beside,
    /// no part of any other sum. They belong to the instant of the grant.
    pub used: i64,
    /// Time of make-up stretches that was kept and was not protected anyway.
    pub made_up: i64,
    /// Minutes that the person forgave, at the instant at which that was done.
    pub forgiven: i64,
}

/// What is owed back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owe {
    /// What was overridden.
    Overridden,
    /// What was excused as well.
    OverriddenAndExcused,
}

impl Sums {
    /// The occurrences as they stood: kept, overridden and excused, in milliseconds.
    #[must_use]
    pub fn planned(&self) -> i64 {
        together([self.kept, self.overridden, self.excused].into_iter())
    }

    /// What is owed, in milliseconds; never negative. That of several days is not the sum of the days':
    /// what one day owes is made up on another.
    #[must_use]
    pub fn owed(&self, owe: Owe) -> i64 {
        let excused = match owe {
            Owe::Overridden => 0,
            Owe::OverriddenAndExcused => self.excused,
        };
        let owed = self.overridden.saturating_add(excused);
        owed.saturating_sub(self.made_up).saturating_sub(self.forgiven).max(0)
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            kept: self.kept.saturating_add(other.kept),
            unseen: self.unseen.saturating_add(other.unseen),
            overridden: self.overridden.saturating_add(other.overridden),
            excused: self.excused.saturating_add(other.excused),
            used: self.used.saturating_add(other.used),
            made_up: self.made_up.saturating_add(other.made_up),
            forgiven: self.forgiven.saturating_add(other.forgiven),
        }
    }
}

/// Whole minutes in milliseconds.
pub(super) fn of_minutes(minutes: u32) -> i64 {
    i64::from(minutes) * MINUTE
}
