//! A year's log of 100,000 entries: read, settled, and asked for the sums of each day.
#![allow(missing_docs, reason = "criterion writes undocumented functions")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use ringfence_core::clock::{DAY, Instant, MINUTE};
use ringfence_core::ledger::Ledger;
use ringfence_core::protocol::{Entry, LogRow, Mode, OverrideEnding, Reason};

const ROWS: usize = 100_000;
/// Thursday 1 January 2026, 00:00 in Berlin.
const FIRST: i64 = 1_767_222_000_000;

/// Three stretches a day, each with twenty pulls to an override, as many as a year needs.
fn rows() -> Vec<LogRow> {
    let mut rows = Vec::new();
    let mut add = |at: i64, entry: Entry| {
        let id = rows.len() as u64 + 1;
        rows.push(LogRow { id, at, offset: 60, entry });
    };
    let mut grant = 10;
    for stretch in 0..365 * 3 {
        let start = FIRST + i64::from(stretch) * DAY / 3 + 60 * MINUTE;
        let end = start + 120 * MINUTE;
        let (rule, goal) = (1 + stretch % 5, "Portfolio".to_owned());
        let mode = Mode::Cover;
        let begins =
            Entry::OccurrenceStarted { rule, goal: goal.clone(), aim: 0, mode, start, end };
        add(start, begins);
        for going in 0..4 {
            let at = start + going * 25 * MINUTE;
            for pull in 0..20 {
                let site = "mail.example".to_owned();
                add(at + pull * MINUTE / 2, Entry::Pull { site, rule });
            }
            grant += 1;
            add(
                at + 11 * MINUTE,
                Entry::OverrideGranted {
                    grant,
                    reason: if going % 2 == 0 { Reason::Habit } else { Reason::Promise },
                    sites: vec!["mail.example".to_owned()],
                    minutes: 10,
                    puller: "Ana".to_owned(),
                    note: String::new(),
                    instead: None,
                    rules: vec![rule],
                },
            );
            let how = OverrideEnding::Expired;
            let ended = Entry::OverrideEnded { grant, how, minutes: 10, in_front: Some(7) };
            add(at + 21 * MINUTE, ended);
        }
        let slept = Entry::Unseen { start: start + 5 * MINUTE, end: start + 9 * MINUTE };
        add(start + 9 * MINUTE, slept);
        add(end, Entry::OccurrenceEnded { rule, goal, start, end });
    }
    rows.truncate(ROWS);
    let missing = ROWS - rows.len();
    for number in 0..missing {
        let (id, at) = (rows.len() as u64 + 1, FIRST + i64::try_from(number).unwrap_or(0) * MINUTE);
        rows.push(LogRow { id, at, offset: 60, entry: Entry::SettingsChanged {} });
    }
    rows
}

fn fold(rows: &[LogRow]) -> Ledger {
    let mut ledger = Ledger::default();
    for row in rows {
        ledger.take(row);
    }
    ledger
}

fn folds(criterion: &mut Criterion) {
    let rows = rows();
    let now = Instant::from_ms(FIRST + 365 * DAY);
    criterion.bench_function("fold of 100,000 entries", |bench| {
        bench.iter(|| black_box(fold(&rows).balance(now)));
    });
    let balance = fold(&rows).balance(now);
    let first = balance.day(Instant::from_ms(FIRST));
    criterion.bench_function("sums of each day of a year", |bench| {
        let sums = |day: i32| balance.sums_of_days(first.plus(day), first.plus(day));
        bench.iter(|| black_box((0..365).map(sums).collect::<Vec<_>>()));
    });
    criterion.bench_function("the honest line of a year", |bench| {
        bench.iter(|| black_box(balance.honest(Reason::Habit)));
    });
}

criterion_group!(benches, folds);
criterion_main!(benches);
