//! Overrides as the log tells of them: what they took of a rule's time, and what going back for one
//! reason came to before.

use super::balance::Balance;
use super::fact::Key;
use super::pairs::Stretch;
use super::spans::Spans;
use crate::clock::{Instant, MINUTE};
use crate::grant::whole_minutes;
use crate::protocol::Reason;
use crate::schedule::Span;
use crate::sorted::order;

/// An override that begins no later after the end of one of the same reason goes on with it, in
/// milliseconds.
const GOES_ON: i64 = 10 * MINUTE;
/// From so many times on something is said.
const ENOUGH: u32 = 3;

/// One override.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// Its id in the log; one may come again after the state was lost.
    pub grant: u32,
    /// Why, as it was corrected last.
    pub reason: Reason,
    /// Whether it was a call, which nobody asked for.
    pub is_call: bool,
    /// Minutes asked for; 0 for a call.
    pub asked: u32,
    /// The rules of whose time it is taken; 0 stands for a focus or a make-up stretch.
    pub rules: Vec<u32>,
    /// From its grant to its end, or as far as it has come.
    pub span: Span,
    /// Minutes in front of the person; none before its end and where nobody measured.
    pub in_front: Option<u32>,
}

/// What going back for one reason came to before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Honest {
    /// How many overrides of that reason there were; one asked for now is the next.
    pub times: u32,
    /// Minutes asked for at first: the median of the chains.
    pub asked: u32,
    /// Minutes that it took, from the first grant of a chain to its last end, rounded up: the median of
    /// the chains.
    pub took: u32,
}

/// What overrides took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Given {
    /// How many were granted.
    pub times: u32,
    /// Overridden minutes, each instant once, rounded up.
    pub minutes: u32,
}

/// Overrides of one reason in one occurrence, each begun within ten minutes of the last one's end.
struct Chain {
    asked: u32,
    span: Span,
    /// The occurrences of the last one.
    of: Vec<Key>,
}

impl Balance {
    /// What going back for a reason came to before, if it happened three times at least. Of an even
    /// number of chains the median is the lower of the two in the middle: a number that did happen.
    /// Nobody asks for a call, so there is nothing to say of calls.
    #[must_use]
    pub fn honest(&self, reason: Reason) -> Option<Honest> {
        let chains = self.chains(reason);
        let times = self.overrides.iter().filter(|it| !it.is_call && it.reason == reason).count();
        let times = u32::try_from(times).unwrap_or(u32::MAX);
        let asked: Vec<i64> = chains.iter().map(|chain| i64::from(chain.asked)).collect();
        let took: Vec<i64> = chains.iter().map(|it| it.span.end.since(it.span.start)).collect();
        let (asked, took) = (median(&asked)?, median(&took)?);
        (times >= ENOUGH).then(|| Honest {
            times,
            asked: u32::try_from(asked).unwrap_or(u32::MAX),
            took: whole_minutes(took),
        })
    }

    /// What overrides took of a rule's time within a span: those granted within it, and the overridden
    /// minutes of the rule's occurrences that lie within. 0 stands for focuses and make-up stretches,
    /// none for all protected time. Calls are left out: nobody asks for them.
    #[must_use]
    pub fn given(&self, rule: Option<u32>, range: Span) -> Given {
        let takes =
            |it: &&Override| !it.is_call && rule.is_none_or(|rule| it.rules.contains(&rule));
        let taking: Vec<&Override> = self.overrides.iter().filter(takes).collect();
        let granted = taking.iter().filter(|it| range.holds(it.span.start)).count();
        let near = taking.iter().map(|it| it.span).filter(|span| span.meets(range));
        let of_rule = |key: Key| rule.is_none_or(|rule| key.rule() == rule);
        let theirs = self.stretches.iter().filter(|it| of_rule(it.key) && it.span.meets(range));
        let both = Spans::of(near.collect()).common(&Spans::of(theirs.map(|it| it.span).collect()));
        Given {
            times: u32::try_from(granted).unwrap_or(u32::MAX),
            minutes: whole_minutes(both.length_within(range)),
        }
    }

    fn chains(&self, reason: Reason) -> Vec<Chain> {
        let mut chains: Vec<Chain> = Vec::new();
        let mut around = Around { balance: self, next: 0, holding: Vec::new() };
        for it in self.overrides.iter().filter(|it| !it.is_call && it.reason == reason) {
            let of = around.occurrences(it);
            let goes_on = |last: &&mut Chain| {
                it.span.start <= last.span.end.plus(GOES_ON)
                    && last.of.iter().any(|key| of.contains(key))
            };
            match chains.last_mut().filter(goes_on) {
                Some(last) => {
                    last.span.end = last.span.end.max(it.span.end);
                    last.of = of;
                }
                None => chains.push(Chain { asked: it.asked, span: it.span, of }),
            }
        }
        chains
    }
}

/// The stretches around one instant after another.
struct Around<'b> {
    balance: &'b Balance,
    /// The first that has not begun.
    next: usize,
    holding: Vec<(Key, Instant)>,
}

impl Around<'_> {
    /// Those of whose time an override is taken; all of them where its row does not say. Overrides are
    /// asked about by their start.
    fn occurrences(&mut self, it: &Override) -> Vec<Key> {
        let at = it.span.start;
        let begun = |stretch: &&Stretch| stretch.span.start <= at;
        while let Some(stretch) = self.balance.stretches.get(self.next).filter(begun) {
            self.holding.push((stretch.key, stretch.span.end));
            self.next += 1;
        }
        self.holding.retain(|(_, end)| at < *end);
        let keys = self.holding.iter().map(|(key, _)| *key);
        keys.filter(|key| it.rules.is_empty() || it.rules.contains(&key.rule())).collect()
    }
}

/// The middle one, or the lower of the two.
fn median(numbers: &[i64]) -> Option<i64> {
    let count = numbers.len();
    let places = order(count, &|one, other| numbers.get(one).cmp(&numbers.get(other)));
    numbers.get(*places.get(count.checked_sub(1)? / 2)?).copied()
}
