//! What was read of the log, as a text, so that the log is not read from its beginning each time. All
//! of it follows from the log: a text that does not load is made again from there.
//!
//! A first line with the version, then a row a line: what kind of row, and whole numbers.

use super::Ledger;
use super::fact::{Fact, Key, Row};
use crate::clock::Instant;
use crate::protocol::Reason;
use crate::schedule::Span;

const HEAD: &str = "ledger 3";

/// By their places.
const REASONS: [Reason; 7] = [
    Reason::Incident,
    Reason::Promise,
    Reason::Unblock,
    Reason::Home,
    Reason::Habit,
    Reason::Other,
    Reason::Call,
];
/// Where nobody measured.
const NOT_MEASURED: i64 = -1;

impl Ledger {
    /// All that was taken.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::from(HEAD);
        for row in &self.rows {
            let (kind, numbers) = written(&row.fact);
            let id = i64::try_from(row.id).unwrap_or(i64::MAX);
            text.push('\n');
            text.push_str(kind);
            for number in [id, row.at.ms(), row.offset.into()].into_iter().chain(numbers) {
                text.push(' ');
                text.push_str(&number.to_string());
            }
        }
        text
    }

    /// What such a text holds; none if it is of another version, or broken.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let mut lines = text.split('\n');
        (lines.next()? == HEAD).then_some(())?;
        let rows: Option<Vec<Row>> = lines.map(read).collect();
        Some(Self { rows: rows? })
    }
}

fn read(line: &str) -> Option<Row> {
    let mut words = line.split(' ');
    let kind = words.next()?;
    let numbers: Option<Vec<i64>> = words.map(|word| word.parse().ok()).collect();
    let numbers = numbers?;
    let (head, rest) = numbers.split_first_chunk::<3>()?;
    let [id, at, offset] = *head;
    Some(Row {
        id: u64::try_from(id).ok()?,
        at: Instant::from_ms(at),
        offset: i32::try_from(offset).ok()?,
        fact: fact(kind, rest)?,
    })
}

/// The kind of a row, and its numbers.
fn written(fact: &Fact) -> (&'static str, Vec<i64>) {
    match fact {
        Fact::Began { key, end, aim } => {
            let (kind, id, start) = match key {
                Key::Rule(id, start) => ("rule", id, start),
                Key::Focus(id, start) => ("focus", id, start),
                Key::MakeUp(id, start) => ("make-up", id, start),
            };
            (kind, vec![i64::from(*id), start.ms(), end.ms(), i64::from(*aim)])
        }
        Fact::Ended { key } => {
            let (kind, id, start) = match key {
                Key::Rule(id, start) => ("rule-end", id, start),
                Key::Focus(id, start) => ("focus-end", id, start),
                Key::MakeUp(id, start) => ("make-up-end", id, start),
            };
            (kind, vec![i64::from(*id), start.ms()])
        }
        Fact::Aimed { of, start, aim } => {
            ("aimed", vec![i64::from(*of), start.ms(), i64::from(*aim)])
        }
        Fact::Granted { grant, reason, minutes, rules } => {
            let mut numbers = vec![i64::from(*grant), place(*reason), i64::from(*minutes)];
            numbers.extend(rules.iter().map(|rule| i64::from(*rule)));
            ("granted", numbers)
        }
        Fact::Returned { grant, in_front } => {
            let in_front = in_front.map_or(NOT_MEASURED, i64::from);
            ("returned", vec![i64::from(*grant), in_front])
        }
        Fact::Corrected { grant, reason } => ("corrected", vec![i64::from(*grant), place(*reason)]),
        Fact::Excused { rule, span } => {
            ("excused", vec![i64::from(*rule), span.start.ms(), span.end.ms()])
        }
        Fact::Unseen { span } => ("unseen", vec![span.start.ms(), span.end.ms()]),
        Fact::Forgiven { minutes } => ("forgiven", vec![i64::from(*minutes)]),
    }
}

fn fact(kind: &str, numbers: &[i64]) -> Option<Fact> {
    let small = |number: i64| u32::try_from(number).ok();
    let at = Instant::from_ms;
    let key = |key: fn(u32, Instant) -> Key, id, start| Some(key(small(id)?, at(start)));
    let began = |of: fn(u32, Instant) -> Key| match *numbers {
        [id, start, end, aim] => {
            Some(Fact::Began { key: key(of, id, start)?, end: at(end), aim: small(aim)? })
        }
        _ => None,
    };
    let ended = |of: fn(u32, Instant) -> Key| match *numbers {
        [id, start] => Some(Fact::Ended { key: key(of, id, start)? }),
        _ => None,
    };
    match (kind, numbers) {
        ("rule", _) => began(Key::Rule),
        ("focus", _) => began(Key::Focus),
        ("make-up", _) => began(Key::MakeUp),
        ("rule-end", _) => ended(Key::Rule),
        ("focus-end", _) => ended(Key::Focus),
        ("make-up-end", _) => ended(Key::MakeUp),
        ("aimed", [of, start, aim]) => {
            Some(Fact::Aimed { of: small(*of)?, start: at(*start), aim: small(*aim)? })
        }
        ("granted", [grant, of, minutes, rules @ ..]) => Some(Fact::Granted {
            grant: small(*grant)?,
            reason: reason(*of)?,
            minutes: small(*minutes)?,
            rules: rules.iter().map(|rule| small(*rule)).collect::<Option<_>>()?,
        }),
        ("returned", [grant, in_front]) => {
            let in_front = Some(*in_front).filter(|minutes| *minutes != NOT_MEASURED);
            let in_front = in_front.map(|minutes| small(minutes).ok_or(())).transpose().ok()?;
            Some(Fact::Returned { grant: small(*grant)?, in_front })
        }
        ("corrected", [grant, of]) => {
            Some(Fact::Corrected { grant: small(*grant)?, reason: reason(*of)? })
        }
        ("excused", [rule, start, end]) => {
            let span = Span { start: at(*start), end: at(*end) };
            Some(Fact::Excused { rule: small(*rule)?, span })
        }
        ("unseen", [start, end]) => {
            Some(Fact::Unseen { span: Span { start: at(*start), end: at(*end) } })
        }
        ("forgiven", [minutes]) => Some(Fact::Forgiven { minutes: small(*minutes)? }),
        _ => None,
    }
}

fn place(reason: Reason) -> i64 {
    let place = REASONS.iter().position(|other| *other == reason);
    place.and_then(|place| i64::try_from(place).ok()).unwrap_or_default()
}

fn reason(place: i64) -> Option<Reason> {
    REASONS.get(usize::try_from(place).ok()?).copied()
}
