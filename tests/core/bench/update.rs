//! One turn of the core with 1,000 rules of 10 patterns each, all of them in force.
#![allow(missing_docs, reason = "criterion writes undocumented functions")]

use std::hint::black_box;

use chrono::{Offset, Utc};
use criterion::{Criterion, criterion_group, criterion_main};
use ringfence_core::app::App;
use ringfence_core::clock::{Clock, Instant};
use ringfence_core::protocol::{
    Around, CoreEvent, Day, Mode, RuleDraft, Sender, Stored, StretchDraft, TabSeen, WeeklyDraft,
};
use ringfence_core::store::{Json, v1};

const RULES: u32 = 1_000;
const PATTERNS: u32 = 10;
/// Monday 23 November 2026, 18:30 UTC.
const NOW: Instant = Instant::from_ms(1_795_458_600_000);

/// The measured turn saves nothing, so there is nothing to write.
struct NoDisk;

impl Json for NoDisk {
    fn write(&self, _: &v1::Body) -> String {
        String::new()
    }

    fn read(&self, _: &str) -> Option<v1::Body> {
        None
    }
}

fn rule(number: u32) -> RuleDraft {
    let days = vec![Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri];
    let from = format!("18:{:02}", number % 30);
    let stretches = vec![StretchDraft { from, to: "20:00".into() }];
    RuleDraft {
        id: 0,
        goal: format!("Goal {number}"),
        mode: Mode::Cover,
        weekly: vec![WeeklyDraft { days, stretches }],
        groups: Vec::new(),
        sites: (0..PATTERNS).map(|site| format!("s{site}.r{number}.example/work")).collect(),
    }
}

fn turns(criterion: &mut Criterion) {
    let zone = Utc.fix();
    let clock = Clock { now: NOW, zone: &zone };
    let around = |sender| Around {
        tabs: vec![TabSeen { id: 1, url: "https://s1.r7.example/work/x".into(), last_accessed: 0 }],
        origins: vec!["*://*.example/*".into()],
        sender,
    };
    let page = around(Sender::OwnPage { tab: -1 });
    let mut app = App::load(&NoDisk, &Stored::default(), NOW);
    for number in 0..RULES {
        app.update(CoreEvent::SaveRule { rule: rule(number) }, &page, clock);
    }
    let browser = around(Sender::Browser);
    criterion.bench_function("update, 1,000 rules of 10 patterns in force", |bench| {
        bench.iter(|| black_box(app.update(CoreEvent::Looked {}, &browser, clock)));
    });
}

criterion_group!(benches, turns);
criterion_main!(benches);
