//! What pulled, by the reasons that were given.

use super::balance::Balance;
use super::overrides::Override;
use super::spans::{Spans, together};
use crate::date::Date;
use crate::grant::whole_minutes;
use crate::protocol::Reason;
use crate::sorted::by;

/// What overrides of one reason took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pulled {
    /// Why, as it was corrected last.
    pub reason: Reason,
    /// How many were granted.
    pub times: u32,
    /// Overridden minutes, each instant once, rounded up.
    pub minutes: u32,
}

impl Balance {
    /// What overrides granted on the days from one to another, both included, took on those days; that
    /// which took most first. An instant with two reasons counts for both.
    #[must_use]
    pub fn pulled(&self, from: Date, until: Date) -> Vec<Pulled> {
        let days = self.instants_between(from, until);
        let there = |it: &&Override| days.holds(it.span.start);
        let mut of_reasons: Vec<(Reason, Vec<&Override>)> = Vec::new();
        for it in self.overrides.iter().filter(there) {
            match of_reasons.iter_mut().find(|(reason, _)| *reason == it.reason) {
                Some((_, all)) => all.push(it),
                None => of_reasons.push((it.reason, vec![it])),
            }
        }
        let pulled = of_reasons.into_iter().map(|(reason, all)| {
            let spans = Spans::of(all.iter().map(|it| it.span).collect()).common(&self.overridden);
            let within = days.as_slice().iter().map(|day| spans.length_within(*day));
            Pulled {
                reason,
                times: u32::try_from(all.len()).unwrap_or(u32::MAX),
                minutes: whole_minutes(together(within)),
            }
        });
        let most = |it: &Pulled| (it.minutes, it.times);
        by(pulled.collect(), &|one, other| most(other).cmp(&most(one)))
    }
}
