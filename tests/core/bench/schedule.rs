//! What rules of mixed kinds cost: to find the next change and the posture, with 100, 1,000 and
//! 10,000 of them, with a next change that is near or far, from a timetable made anew (at boot, after
//! an edit) and turn after turn.
#![allow(missing_docs, reason = "criterion writes undocumented functions")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench says what must be so")]

use std::cell::RefCell;
use std::hint::black_box;
use std::rc::Rc;

use chrono::{Datelike, NaiveDate, TimeDelta};
use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use ringfence_core::app::App;
use ringfence_core::clock::{Instant, MINUTE};
use ringfence_core::exception::Exception;
use ringfence_core::node::Node;
use ringfence_core::protocol::{
    Around, CoreEvent, Day, ExceptionDraft, ExceptionKind, Mode, PartDraft, Repeat, RuleDraft,
    Sender, Stored, StretchDraft, TabSeen,
};
use ringfence_core::rule::{Rule, RuleId};
use ringfence_core::site::PlainHosts;
use ringfence_core::state::State;
use ringfence_core::store::{self, Json};
use ringfence_core::timetable::Timetable;

#[path = "../named.rs"]
mod named;

use named::Named;

const ZONE: Named = Named(chrono_tz::America::New_York);
/// Monday 23 November 2026, 18:30 in New York.
const NOW: Instant = Instant::from_ms(1_795_476_600_000);
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();

const DAYS: [Day; 7] = [Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri, Day::Sat, Day::Sun];

thread_local! {
    /// What was written first.
    static SHELF: RefCell<Option<Node>> = const { RefCell::new(None) };
}

/// Reads what was written first; what is written later goes nowhere, so that no disk is measured.
struct Shelf;

impl Json for Shelf {
    fn write(&self, node: &Node) -> String {
        SHELF.with_borrow_mut(|first| {
            first.get_or_insert_with(|| node.clone());
        });
        String::new()
    }

    fn read(&self, _: &str) -> Option<Node> {
        SHELF.with_borrow(Clone::clone)
    }
}

fn part() -> PartDraft {
    PartDraft {
        repeat: Repeat::Weekly,
        interval: 1,
        days: Vec::new(),
        nth: Vec::new(),
        from: String::new(),
        until: String::new(),
        dates: Vec::new(),
        stretches: Vec::new(),
    }
}

/// Two hours from a minute of the day on.
fn two_hours(from: u32) -> Vec<StretchDraft> {
    let text = |minutes: u32| format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
    vec![StretchDraft { from: text(from), to: text(from + 120) }]
}

fn rule(number: u32, schedule: Vec<PartDraft>, zone: &str) -> RuleDraft {
    RuleDraft {
        goal: format!("Goal {number}"),
        mode: if number.is_multiple_of(2) { Mode::Cover } else { Mode::Dim },
        schedule,
        zone: zone.to_owned(),
        sites: (0..10).map(|site| format!("s{site}.r{number}.example")).collect(),
        ..RuleDraft::default()
    }
}

/// Rules of six kinds, spread over the week from 6 to 20 o'clock: however many they are, the nights
/// are free, so that none has a longer chain of hours to follow than the others.
fn mixed(number: u32) -> RuleDraft {
    let stretches = two_hours(6 * 60 + number * 613 % (12 * 60));
    let day = DAYS[number as usize % 7];
    let date = |days: u32| (TODAY + TimeDelta::days(i64::from(days))).to_string();
    let weekly = PartDraft { days: vec![day], stretches, ..part() };
    let (part, zone) = match number % 6 {
        0 => (PartDraft { days: DAYS[..5].to_vec(), ..weekly }, ""),
        1 => (PartDraft { interval: 2 + number % 3, from: date(number % 40), ..weekly }, ""),
        2 => {
            let nth = vec![1 + i32::try_from(number % 4).unwrap_or_default(), -1];
            (PartDraft { repeat: Repeat::Monthly, nth, ..weekly }, "")
        }
        3 => {
            let dates = (0..20).map(|week| date(number % 90 + week * 9)).collect();
            (PartDraft { repeat: Repeat::Dates, days: Vec::new(), dates, ..weekly }, "")
        }
        4 => (weekly, "Europe/Lisbon"),
        _ => (PartDraft { until: date(200), ..weekly }, "America/Bogota"),
    };
    rule(number, vec![part], zone)
}

/// Rules whose next change is so many days away, of the four kinds in which dates come again.
fn far(number: u32, days: i64) -> RuleDraft {
    let date = TODAY + TimeDelta::days(days);
    let from = date.to_string();
    let stretches = two_hours(600 + number % 600);
    let days = vec![DAYS[date.weekday().num_days_from_monday() as usize]];
    let nth = vec![i32::try_from(date.day0() / 7).unwrap_or_default() + 1];
    let part = match number % 4 {
        0 => PartDraft { days, from, stretches, ..part() },
        1 => PartDraft { days, interval: 60, from, stretches, ..part() },
        2 => PartDraft {
            repeat: Repeat::Monthly,
            days,
            nth,
            interval: 14,
            from,
            stretches,
            ..part()
        },
        _ => PartDraft { repeat: Repeat::Dates, dates: vec![from], stretches, ..part() },
    };
    rule(number, vec![part], "")
}

fn around(sender: Sender) -> Around {
    Around {
        tabs: vec![TabSeen {
            id: 1,
            url: "https://s1.r7.example/x".into(),
            last_accessed: 0,
            stands: ringfence_core::protocol::Stands::Veil,
            front: true,
            heard: false,
        }],
        origins: vec!["*://*.example/*".into()],
        sender,
    }
}

/// The core with rules, a vacation that is to come and an on-call week, loaded from disk.
fn app(rules: impl Iterator<Item = RuleDraft>) -> App {
    let rules = rules
        .zip(1..)
        .map(|(draft, id)| Rule::from_draft(&draft, RuleId(id), &[], &ZONE, &PlainHosts));
    let exceptions = [
        (ExceptionKind::Vacation, "2026-12-24", "2027-01-03"),
        (ExceptionKind::OnCall, "2026-12-07", "2026-12-13"),
    ];
    let exceptions = exceptions.into_iter().map(|(kind, from, until)| {
        let (from, until) = (from.to_owned(), until.to_owned());
        let draft = ExceptionDraft { id: 0, kind, from, until, groups: Vec::new(), reason: None };
        Exception::from_draft(&draft, Instant::default(), 0, &[])
    });
    let state = State {
        rules: Rc::new(rules.collect::<Result<_, _>>().unwrap()),
        exceptions: Rc::new(exceptions.collect::<Result<_, _>>().unwrap()),
        ..State::default()
    };
    SHELF.with_borrow_mut(Option::take);
    let slot = store::save(&Shelf, &state, NOW, 1);
    let stored = Stored { slots: vec![slot], ..Stored::default() };
    let mut app = App::load(&Shelf, &PlainHosts, &stored, NOW);
    assert_eq!(app.state().rules.len(), state.rules.len());
    app.update(CoreEvent::Looked {}, &around(Sender::Browser), ZONE.clock(NOW));
    app
}

fn grows_with_rules(criterion: &mut Criterion) {
    for rules in [100, 1_000, 10_000] {
        let mut app = app((0..rules).map(mixed));
        let mut group = criterion.benchmark_group("mixed rules");
        group.throughput(Throughput::Elements(u64::from(rules)));
        let browser = around(Sender::Browser);
        group.bench_function(BenchmarkId::new("next change, timetable anew", rules), |bench| {
            bench.iter(|| black_box(Timetable::of(ZONE.clock(NOW), app.state()).next_change()));
        });
        group.bench_function(BenchmarkId::new("next change, a minute later", rules), |bench| {
            let timetable = Timetable::of(ZONE.clock(NOW), app.state());
            let clock = ZONE.clock(NOW.plus(MINUTE));
            bench.iter_batched_ref(
                || timetable.clone(),
                |timetable| {
                    timetable.refresh(clock, app.state());
                    black_box(timetable.next_change())
                },
                BatchSize::LargeInput,
            );
        });
        // Of 100 rules 1 holds at that moment, of 1,000 22, of 10,000 224.
        group.bench_function(BenchmarkId::new("posture, the same moment", rules), |bench| {
            bench.iter(|| black_box(app.update(CoreEvent::Looked {}, &browser, ZONE.clock(NOW))));
        });
        group.bench_function(BenchmarkId::new("posture, change after change", rules), |bench| {
            // Each time something begins or ends, and is saved.
            let mut timetable = Timetable::of(ZONE.clock(NOW), app.state());
            let mut now = NOW;
            bench.iter(|| {
                timetable.refresh(ZONE.clock(now), app.state());
                now = timetable.next_change().unwrap();
                black_box(app.update(CoreEvent::Looked {}, &browser, ZONE.clock(now)))
            });
            app.update(CoreEvent::Looked {}, &browser, ZONE.clock(NOW));
        });
        group.bench_function(BenchmarkId::new("posture, timetable anew", rules), |bench| {
            // Each time the clock has gone back a little, which makes the timetable anew.
            let mut now = NOW;
            bench.iter(|| {
                now = now.plus(-1);
                black_box(app.update(CoreEvent::Looked {}, &browser, ZONE.clock(now)))
            });
        });
        group.finish();
    }
}

fn does_not_grow_with_the_horizon(criterion: &mut Criterion) {
    for days in [1, 30, 390] {
        let app = app((0..1_000).map(|number| far(number, days)));
        let mut group =
            criterion.benchmark_group("1,000 rules whose next change is so many days away");
        group.bench_function(BenchmarkId::new("next change, timetable anew", days), |bench| {
            bench.iter(|| black_box(Timetable::of(ZONE.clock(NOW), app.state()).next_change()));
        });
        group.finish();
        let next = Timetable::of(ZONE.clock(NOW), app.state()).next_change();
        let found = next.map(|at| at.since(NOW) / (24 * 60 * MINUTE));
        assert!(found.is_some_and(|found| (days - 1..=days).contains(&found)), "{found:?}");
    }
}

criterion_group!(benches, grows_with_rules, does_not_grow_with_the_horizon);
criterion_main!(benches);
