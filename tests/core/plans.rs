//! Random plans: rules of mixed kinds, exceptions, skips and moves, near a change of clocks.

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use proptest::prelude::*;
use ringfence_core::protocol::{
    Day, ExceptionDraft, ExceptionKind, Mode, MoveDraft, OccurrenceDraft, PartDraft, Repeat,
    RuleDraft, StretchDraft,
};

use crate::day::{draft, nothing};
use crate::oracle::{instant, stated};
use crate::plan::{Plan, exception, rule};

/// Zones, each with the dates around which its clocks change in an odd way.
const CHANGES: [(Tz, &[&str]); 9] = [
    (chrono_tz::America::New_York, &["2026-03-08", "2026-11-01"]),
    (chrono_tz::Australia::Lord_Howe, &["2026-04-05", "2026-10-04"]),
    (chrono_tz::Africa::Cairo, &["2026-04-24", "2026-10-30"]),
    (chrono_tz::Pacific::Apia, &["2011-12-30", "2011-09-24"]),
    (chrono_tz::Africa::Casablanca, &["2026-02-15", "2026-03-22"]),
    (chrono_tz::Asia::Kathmandu, &["1986-01-01", "2026-06-01"]),
    (chrono_tz::America::Santiago, &["2026-04-05", "2026-09-06"]),
    (chrono_tz::Europe::London, &["2026-03-29", "2026-10-25"]),
    (chrono_tz::Pacific::Chatham, &["2026-04-05", "2026-09-27"]),
];

const DAYS: [Day; 7] = [Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri, Day::Sat, Day::Sun];

/// A plan, and the date of the change of clocks that it lies around.
pub fn plan() -> impl Strategy<Value = (Plan, NaiveDate)> {
    let changes: Vec<(Tz, NaiveDate)> = CHANGES
        .iter()
        .flat_map(|(zone, dates)| dates.iter().map(|date| (*zone, date.parse().unwrap())))
        .collect();
    prop::sample::select(changes).prop_flat_map(|(home, around)| {
        let rules = prop::collection::vec(rule_draft(around), 1..5);
        let exceptions = prop::collection::vec(dated(around), 0..4);
        let changes = prop::collection::vec(change(around), 0..5);
        (rules, exceptions, changes).prop_map(move |(rules, exceptions, changes)| {
            // A rule of random parts may have a day of more than 24 hours.
            let rules = rules.into_iter().filter(|draft| rule(draft, 1).is_ok()).collect();
            let exceptions = exceptions
                .into_iter()
                .map(|(draft, declared)| (draft, instant(home, declared) * 60_000))
                .collect();
            let mut plan = Plan { home, rules, exceptions, changes: Vec::new() };
            for change in changes {
                add(&mut plan, around, change);
            }
            (plan, around)
        })
    })
}

/// A date within 20 days.
fn date(around: NaiveDate) -> impl Strategy<Value = NaiveDate> {
    (-20_i64..20).prop_map(move |days| around + TimeDelta::days(days))
}

/// A minute of the day, most often one of those at which clocks are changed.
fn minute() -> impl Strategy<Value = u16> {
    prop_oneof![
        0_u16..1440,
        (0_u16..16).prop_map(|quarters| quarters * 15),
        (88_u16..96).prop_map(|quarters| quarters * 15),
    ]
}

fn text(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn hours() -> impl Strategy<Value = StretchDraft> {
    let length = prop_oneof![1_u16..90, 1_u16..1440, Just(30), Just(60), Just(1440)];
    (minute(), length).prop_map(|(from, length)| {
        let from = if length == 1440 { 0 } else { from };
        let end = from + length;
        let to = if end == 1440 { 1440 } else { end % 1440 };
        StretchDraft { from: text(from), to: text(to) }
    })
}

fn part(around: NaiveDate) -> impl Strategy<Value = PartDraft> {
    let days = prop::sample::subsequence(DAYS.to_vec(), 1..=7);
    let nth = prop::sample::subsequence(vec![-5, -4, -2, -1, 1, 2, 3, 5], 1..4);
    let dates = prop::collection::vec(date(around), 1..5);
    let repeat =
        prop::sample::select(vec![Repeat::Weekly, Repeat::Weekly, Repeat::Monthly, Repeat::Dates]);
    // One stretch, or two that cannot overlap on their date.
    let stretches = prop_oneof![
        hours().prop_map(|one| vec![one]),
        (0_u16..600, 1_u16..120, 1_u16..300, 1_u16..1300).prop_map(|(from, one, gap, two)| {
            let second = from + one + gap;
            let of =
                |from, length| StretchDraft { from: text(from), to: text((from + length) % 1440) };
            vec![of(from, one), of(second, two)]
        }),
    ];
    let begins = prop::option::of(date(around));
    let lasts = prop::option::of(0_i64..30);
    (repeat, 1_u32..5, days, nth, begins, lasts, dates, stretches).prop_map(
        |(repeat, interval, days, nth, begins, lasts, dates, stretches)| {
            if repeat == Repeat::Dates {
                let dates = dates.iter().map(ToString::to_string).collect();
                return PartDraft { repeat, dates, stretches, ..nothing() };
            }
            let until = begins.zip(lasts).map(|(from, days)| from + TimeDelta::days(days));
            let shown = |date: Option<NaiveDate>| date.map(|it| it.to_string()).unwrap_or_default();
            PartDraft {
                repeat,
                interval: if begins.is_some() { interval } else { 1 },
                days,
                nth: if repeat == Repeat::Monthly { nth } else { Vec::new() },
                from: shown(begins),
                until: shown(until),
                dates: Vec::new(),
                stretches,
            }
        },
    )
}

/// A rule of one to three parts, sometimes pinned to a zone.
pub fn rule_draft(around: NaiveDate) -> impl Strategy<Value = RuleDraft> {
    let zone = prop::sample::select(vec![
        "",
        "",
        "",
        "Australia/Lord_Howe",
        "America/New_York",
        "Africa/Cairo",
    ]);
    let mode = prop::sample::select(vec![Mode::Cover, Mode::Dim]);
    (prop::collection::vec(part(around), 1..4), zone, mode).prop_map(|(schedule, zone, mode)| {
        let zone = zone.to_owned();
        RuleDraft { mode, schedule, zone, ..draft(&[], &[], &["mail.example"]) }
    })
}

/// An exception, and when it is declared on the wall: long before, or in the midst of it all.
fn dated(around: NaiveDate) -> impl Strategy<Value = (ExceptionDraft, chrono::NaiveDateTime)> {
    let kind = prop::sample::select(vec![
        (ExceptionKind::Vacation, ""),
        (ExceptionKind::OnCall, ""),
        (ExceptionKind::OnCall, "mail"),
    ]);
    let length = prop_oneof![1_i64..300, 300_i64..20_000];
    (kind, date(around), minute(), length, prop::option::of((date(around), minute()))).prop_map(
        move |((kind, group), date, minute, length, declared)| {
            let at = |date: NaiveDate, minute: u16| {
                date.and_hms_opt(0, 0, 0).unwrap() + TimeDelta::minutes(i64::from(minute))
            };
            let shown = |at: chrono::NaiveDateTime| at.format("%Y-%m-%dT%H:%M").to_string();
            let from = at(date, minute);
            let until = shown(from + TimeDelta::minutes(length));
            let groups: &[&str] = if group.is_empty() { &[] } else { &["mail"] };
            let long_ago = at(around - TimeDelta::days(400), 0);
            let declared = declared.map_or(long_ago, |(date, minute)| at(date, minute));
            (exception(kind, &shown(from), &until, groups), declared)
        },
    )
}

type Wish = (prop::sample::Index, Option<(NaiveDate, StretchDraft)>, i64);

/// Which occurrence, where to, and how many minutes before its start it is said.
fn change(around: NaiveDate) -> impl Strategy<Value = Wish> {
    let to = prop::option::of((date(around), hours()));
    (any::<prop::sample::Index>(), to, prop_oneof![Just(60_000_i64), -300_i64..3000])
}

fn add(plan: &mut Plan, around: NaiveDate, (which, to, before): Wish) {
    let (first, last) = (around - TimeDelta::days(22), around + TimeDelta::days(22));
    let all: Vec<_> =
        (0..plan.rules.len()).flat_map(|rule| stated(plan, rule, first, last)).collect();
    if all.is_empty() {
        return;
    }
    let (occurrence, span) = which.get(&all).clone();
    if plan.changes.iter().any(|(other, _)| other.occurrence == occurrence) {
        return;
    }
    let to = to.map(|(date, stretch)| MoveDraft { date: date.to_string(), stretch });
    let draft = OccurrenceDraft { occurrence, to, reason: None };
    plan.changes.push((draft, (span.0 - before) * 60_000));
}
