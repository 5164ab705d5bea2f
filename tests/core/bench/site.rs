//! How long it takes to decide about one page, among ever more patterns of other hosts, and to make
//! the network rules of 5,000 patterns.

#![allow(clippy::unwrap_used, missing_docs, reason = "a bench says what must be so")]

use std::hint::black_box;
use std::rc::Rc;

use chrono::FixedOffset;
use criterion::{Criterion, criterion_group, criterion_main};
use ringfence_core::clock::{Clock, Instant};
use ringfence_core::network::network;
use ringfence_core::protected::Protected;
use ringfence_core::protocol::{Day, PartDraft, Repeat, RuleDraft, StretchDraft};
use ringfence_core::rule::{Rule, RuleId};
use ringfence_core::site::{Address, PlainHosts};
use ringfence_core::state::State;
use ringfence_core::timetable::Timetable;
use ringfence_core::verdict::verdict;

const UTC: FixedOffset = FixedOffset::east_opt(0).unwrap();
const CLOCK: Clock<'_> =
    Clock { now: Instant::from_ms(1_795_458_600_000), zone: &UTC, zones: &UTC };
/// What one rule takes.
const OF_A_RULE: usize = 10_000;

/// A state in which these sites are covered now.
fn covering(sites: &[String]) -> State {
    let rules = sites.chunks(OF_A_RULE).zip(1..).map(|(sites, id)| {
        let part = PartDraft {
            repeat: Repeat::Weekly,
            interval: 1,
            days: vec![Day::Mon],
            nth: Vec::new(),
            from: String::new(),
            until: String::new(),
            dates: Vec::new(),
            stretches: vec![StretchDraft { from: "00:00".into(), to: "24:00".into() }],
        };
        let draft =
            RuleDraft { id, schedule: vec![part], sites: sites.to_vec(), ..RuleDraft::default() };
        Rule::from_draft(&draft, RuleId(id), &[], &UTC, &PlainHosts).unwrap()
    });
    State { rules: Rc::new(rules.collect()), ..State::default() }
}

/// Every kind of pattern, each of a host of its own.
fn mixed(number: usize) -> String {
    let host = format!("h{number}.work{}.example", number % 97);
    match number % 5 {
        0 => host,
        1 => format!("{host}/queue"),
        2 => format!("!{host}/queue/mine"),
        3 => format!("*.{host}/*/tickets"),
        _ => format!("{host}:8080/a/**/b?k=1"),
    }
}

fn benches(criterion: &mut Criterion) {
    for count in [10, 1_000, 50_000] {
        let mut sites: Vec<String> = (0..count - 3).map(mixed).collect();
        sites.extend(["app.example/work".into(), "!app.example/work/mine".into()]);
        sites.push("chat.example".into());
        let state = covering(&sites);
        let timetable = Timetable::of(CLOCK, &state);
        let protected = Protected::at(CLOCK, &state, &timetable);
        for (what, url) in [
            ("covered", "https://app.example/work/7"),
            ("let through", "https://app.example/work/mine/7"),
            ("of another host", "https://news.example/today"),
        ] {
            criterion.bench_function(&format!("verdict of a page {what}/{count}"), |bencher| {
                bencher.iter(|| {
                    let address = Address::parse(black_box(url)).unwrap();
                    black_box(verdict(CLOCK, &protected, &[], &address).for_tab())
                });
            });
        }
    }
    let sites: Vec<String> = (0..5_000).map(mixed).collect();
    let state = covering(&sites);
    let timetable = Timetable::of(CLOCK, &state);
    let protected = Protected::at(CLOCK, &state, &timetable);
    criterion.bench_function("network rules of 5,000 patterns", |bencher| {
        bencher.iter(|| network(CLOCK, &protected, protected.held(), &[]));
    });
}

criterion_group!(all, benches);
criterion_main!(all);
