//! Beginnings and their ends, found together by what they name and the order of their rows.

use super::fact::{Fact, Key, Row};
use super::overrides::Override;
use super::sums::of_minutes;
use crate::clock::Instant;
use crate::protocol::Reason;
use crate::schedule::Span;
use crate::sorted::{by, by_number};

/// An occurrence, a focus or a make-up stretch, for as long as it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) key: Key,
    pub(super) span: Span,
    /// The goal; 0 for none.
    pub(super) aim: u32,
}

/// The stretches that rows tell of, by their start; those that a rule's end and its return cut, in
/// pieces. The rows are in the order of their ids.
pub(super) fn stretches(rows: &[&Row], now: Instant) -> Vec<Stretch> {
    let keyed = rows.iter().filter_map(|row| match row.fact {
        Fact::Began { key, .. } | Fact::Ended { key } => Some((key, *row)),
        Fact::Aimed { .. }
        | Fact::Granted { .. }
        | Fact::Returned { .. }
        | Fact::Corrected { .. }
        | Fact::Excused { .. }
        | Fact::Unseen { .. }
        | Fact::Forgiven { .. } => None,
    });
    let keyed = keyed.collect();
    let mut found: Vec<(Open<Key>, u32)> = Vec::new();
    for (key, row) in by(keyed, &|one: &(Key, &Row), other| one.0.cmp(&other.0)) {
        let last = found.last_mut().filter(|(last, _)| last.of == key && last.ended.is_none());
        match (&row.fact, last) {
            (Fact::Began { end, aim, .. }, Some((last, last_aim))) => {
                last.start = last.start.min(row.at);
                (last.planned, *last_aim) = (*end, *aim);
            }
            (Fact::Began { end, aim, .. }, None) => {
                let open = Open { of: key, start: row.at, planned: *end, ended: None };
                found.push((open, *aim));
            }
            (_, Some((last, _))) => last.ended = Some(row.at),
            (_, None) => {}
        }
    }
    let chosen = chosen(rows);
    let stretches = found.into_iter().map(|(it, aim)| Stretch {
        key: it.of,
        span: it.span(now),
        aim: last_chosen(&chosen, it.of).unwrap_or(aim),
    });
    by_number(stretches.collect(), |it| it.span.start.ms())
}

/// The goals that were chosen, by what they were chosen for; of one stretch the last choice last.
fn chosen(rows: &[&Row]) -> Vec<((u32, Instant), u32)> {
    let chosen = rows.iter().filter_map(|row| match row.fact {
        Fact::Aimed { of, start, aim } => Some(((of, start), aim)),
        _ => None,
    });
    by(chosen.collect(), &|(one, _): &((u32, Instant), u32), (other, _)| one.cmp(other))
}

fn last_chosen(chosen: &[((u32, Instant), u32)], of: Key) -> Option<u32> {
    let after = chosen.partition_point(|(named, _)| *named <= of.named());
    let (named, aim) = chosen.get(after.checked_sub(1)?)?;
    (*named == of.named()).then_some(*aim)
}

/// The overrides that rows tell of, by their start. The rows are in the order of their ids.
pub(super) fn overrides(rows: &[&Row], now: Instant) -> Vec<Override> {
    let named = rows.iter().filter_map(|row| match row.fact {
        Fact::Granted { grant, .. }
        | Fact::Returned { grant, .. }
        | Fact::Corrected { grant, .. } => Some((grant, *row)),
        Fact::Began { .. }
        | Fact::Ended { .. }
        | Fact::Aimed { .. }
        | Fact::Excused { .. }
        | Fact::Unseen { .. }
        | Fact::Forgiven { .. } => None,
    });
    let named = named.collect();
    let mut found: Vec<(Open<u32>, Override)> = Vec::new();
    for (grant, row) in by_number(named, |(grant, _)| i64::from(*grant)) {
        let last = found.last_mut().filter(|(open, _)| open.of == grant);
        match (&row.fact, last) {
            (Fact::Granted { reason, minutes, rules, .. }, _) => {
                let planned = row.at.plus(of_minutes(*minutes));
                let open = Open { of: grant, start: row.at, planned, ended: None };
                let (asked, rules) = (*minutes, rules.clone());
                let span = open.span(now);
                let (reason, is_call) = (*reason, *reason == Reason::Call);
                found.push((
                    open,
                    Override { grant, reason, is_call, asked, rules, span, in_front: None },
                ));
            }
            (Fact::Returned { in_front, .. }, Some((open, it))) if open.ended.is_none() => {
                open.ended = Some(row.at);
                it.span = open.span(now);
                it.in_front = *in_front;
            }
            (Fact::Corrected { reason, .. }, Some((_, it))) => it.reason = *reason,
            (_, _) => {}
        }
    }
    by_number(found.into_iter().map(|(_, it)| it).collect(), |it| it.span.start.ms())
}

/// What has begun.
struct Open<T> {
    of: T,
    start: Instant,
    planned: Instant,
    ended: Option<Instant>,
}

impl<T> Open<T> {
    /// For as long as it counts; empty if it ends before it begins.
    fn span(&self, now: Instant) -> Span {
        let end = self.ended.unwrap_or_else(|| self.planned.min(now));
        Span { start: self.start, end: end.max(self.start) }
    }
}
