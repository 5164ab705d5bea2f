//! One turn of the core with 1,000 rules of 10 patterns each.
#![allow(missing_docs, reason = "criterion writes undocumented functions")]

use std::hint::black_box;

use chrono::{Offset, Utc};
use criterion::{Criterion, criterion_group, criterion_main};
use ringfence_core::app::App;
use ringfence_core::clock::{Clock, Instant};
use ringfence_core::node::Node;
use ringfence_core::protocol::{
    Around, CoreEvent, Day, Mode, PartDraft, Repeat, RuleDraft, Sender, Stored, StretchDraft,
    TabSeen,
};
use ringfence_core::site::PlainHosts;
use ringfence_core::store::Json;

const RULES: u32 = 1_000;
const PATTERNS: u32 = 10;
/// Monday 23 November 2026, 18:30 UTC.
const NOW: Instant = Instant::from_ms(1_795_458_600_000);

/// The measured turn saves nothing, so there is nothing to write.
struct NoDisk;

impl Json for NoDisk {
    fn write(&self, _: &Node) -> String {
        String::new()
    }

    fn read(&self, _: &str) -> Option<Node> {
        None
    }
}

/// Rules of two hours on weekdays: spread over the day, or all of them in force.
#[derive(Clone, Copy)]
enum When {
    Spread,
    AllAtOnce,
}

fn rule(number: u32, when: When) -> RuleDraft {
    let days = vec![Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri];
    let start = match when {
        When::Spread => number * 7 % 1440,
        When::AllAtOnce => 17 * 60 + number % 60,
    };
    let text = |minutes: u32| format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
    let stretches = vec![StretchDraft { from: text(start), to: text(start + 120) }];
    RuleDraft {
        goal: format!("Goal {number}"),
        mode: Mode::Cover,
        schedule: vec![PartDraft {
            repeat: Repeat::Weekly,
            interval: 1,
            days,
            nth: Vec::new(),
            from: String::new(),
            until: String::new(),
            dates: Vec::new(),
            stretches,
        }],
        sites: (0..PATTERNS).map(|site| format!("s{site}.r{number}.example")).collect(),
        ..RuleDraft::default()
    }
}

fn turns(criterion: &mut Criterion) {
    for (when, name) in [(When::Spread, "spread over the day"), (When::AllAtOnce, "all in force")] {
        let zone = Utc.fix();
        let clock = Clock { now: NOW, zone: &zone, zones: &zone };
        let around = |sender| Around {
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
        };
        let page = around(Sender::OwnPage { tab: -1 });
        let mut app = App::load(&NoDisk, &PlainHosts, &Stored::default(), NOW);
        for number in 0..RULES {
            app.update(
                CoreEvent::SaveRule { rule: rule(number, when), groups: Vec::new() },
                &page,
                clock,
            );
        }
        let browser = around(Sender::Browser);
        criterion.bench_function(&format!("update, 1,000 rules of 10 patterns, {name}"), |bench| {
            bench.iter(|| black_box(app.update(CoreEvent::Looked {}, &browser, clock)));
        });
    }
}

criterion_group!(benches, turns);
criterion_main!(benches);
