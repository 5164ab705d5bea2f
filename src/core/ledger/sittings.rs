//! Sittings: unbroken time that one rule planned, each with what became of it. What an exception took out
//! of an occurrence is a part of its sitting; stretches of a rule that meet are one.

use super::Balance;
use super::fact::Key;
use super::spans::Spans;
use crate::clock::Instant;
use crate::schedule::Span;
use crate::sorted::by_number;

/// Unbroken time that one rule planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sitting {
    /// The rule.
    pub rule: u32,
    /// When it began.
    pub start: Instant,
    /// How long it was to be, as the ledger knows planned time, in milliseconds.
    pub planned: i64,
    /// What was kept of it, in milliseconds.
    pub kept: i64,
    /// The part of that in which nobody looked, in milliseconds.
    pub unseen: i64,
}

impl Sitting {
    /// Whether it tells anything of its hour: somebody was there for at least half of it.
    #[must_use]
    pub fn is_telling(&self) -> bool {
        self.seen().saturating_mul(2) >= self.planned
    }

    /// Whether it held: of what somebody was there for at least half was kept.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.kept.saturating_sub(self.unseen).saturating_mul(2) >= self.seen()
    }

    fn seen(&self) -> i64 {
        self.planned.saturating_sub(self.unseen)
    }
}

impl Balance {
    /// The sittings that begin within a span of time, by their rules and their beginnings.
    #[must_use]
    pub fn sittings(&self, range: Span) -> Vec<Sitting> {
        let ruled = self.stretches.iter().filter_map(|it| match it.key {
            Key::Rule(rule, _) => Some((rule, it.span, true)),
            Key::Focus(..) | Key::MakeUp(..) => None,
        });
        let excused = self.excused_of.iter().map(|(rule, span)| (*rule, *span, false));
        // What lies far before is not asked for; what began before the range may reach into it.
        let near = |(_, span, _): &(u32, Span, bool)| span.end >= range.start;
        let all = ruled.chain(excused).filter(near).collect();
        let mut of_rules: Vec<(u32, Vec<Span>, Vec<Span>)> = Vec::new();
        for (rule, span, held) in by_number(all, |(rule, ..)| i64::from(*rule)) {
            if of_rules.last().is_none_or(|(last, ..)| *last != rule) {
                of_rules.push((rule, Vec::new(), Vec::new()));
            }
            if let Some((_, planned, protected)) = of_rules.last_mut() {
                planned.push(span);
                protected.extend(held.then_some(span));
            }
        }
        let sittings = of_rules.into_iter().flat_map(|(rule, planned, protected)| {
            let kept = Spans::of(protected).common(&self.kept);
            let unseen = kept.common(&self.unseen);
            let planned = Spans::of(planned).as_slice().to_vec();
            planned.into_iter().map(move |span| Sitting {
                rule,
                start: span.start,
                planned: span.end.since(span.start),
                kept: kept.length_within(span),
                unseen: unseen.length_within(span),
            })
        });
        sittings.filter(|it| range.start <= it.start && it.start < range.end).collect()
    }
}
