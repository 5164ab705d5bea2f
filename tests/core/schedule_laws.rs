//! When rules hold, and when that changes next, against an oracle that walks through every minute:
//! over a year in each zone for fixed rules, over weeks around changes of clocks for random ones.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use proptest::prelude::*;
use ringfence_core::clock::{Instant, MINUTE};
use ringfence_core::owed::MakeUp;
use ringfence_core::protocol::{Day, ExceptionKind, PartDraft, Repeat, RuleDraft};
use ringfence_core::rule::RuleId;
use ringfence_core::schedule::{Piece, Schedule, Span};
use ringfence_core::state::State;
use ringfence_core::timetable::{Entry, Timetable};

use crate::cases::cases;
use crate::day::{draft, nothing};
use crate::named::Named;
use crate::oracle::{self, Minutes, instant};
use crate::plan::{Plan, change, exception, stretch};
use crate::plans::plan;

fn at(minute: i64) -> Instant {
    Instant::from_ms(minute * MINUTE)
}

fn minute(at: Instant) -> i64 {
    assert_eq!(at.ms() % MINUTE, 0);
    at.ms() / MINUTE
}

/// Holds the core against the oracle in every minute from one date to another.
fn check(plan: &Plan, first: NaiveDate, last: NaiveDate) {
    let midnight = |date: NaiveDate| instant(plan.home, date.and_hms_opt(0, 0, 0).unwrap());
    // What is near the end changes for reasons beyond it.
    let beyond = TimeDelta::days(12);
    let (from, to) = (midnight(first), midnight(last));
    let pieces: Vec<BTreeSet<Minutes>> = (0..plan.rules.len())
        .map(|rule| oracle::pieces(plan, rule, first - beyond, last + beyond))
        .collect();
    let zone = Named(plan.home);
    let state = plan.state();
    for (rule, expected) in state.rules.iter().zip(&pieces) {
        let clock = zone.clock(at(from));
        let schedule = Schedule::new(clock, &state.exceptions, &state.changes);
        let found = schedule.pieces(rule, Span { start: at(from), end: at(to) });
        let held = found.iter().filter(|piece| piece.excused.is_none());
        let found: BTreeSet<Minutes> =
            held.map(|it| (minute(it.span.start), minute(it.span.end))).collect();
        let touching = expected.iter().filter(|it| it.0 < to && from < it.1);
        assert_eq!(found, touching.copied().collect(), "{} {plan:#?}", rule.id.0);
    }
    every_minute(plan, &state, &zone, &pieces, (from, to));
}

fn every_minute(
    plan: &Plan,
    state: &State,
    zone: &Named,
    pieces: &[BTreeSet<Minutes>],
    (from, to): Minutes,
) {
    let walk = oracle::walk(pieces, (from, to + 10 * 1440));
    let mut timetable = Timetable::default();
    let mut changed = true;
    for now in from..to {
        let place = usize::try_from(now - from).unwrap();
        let clock = zone.clock(at(now));
        timetable.refresh(clock, state);
        let shown = || format!("{} {plan:#?}", clock.civil(clock.now));
        let held = walk.held.iter().zip(1..).filter(|(held, _)| held[place]).map(|(_, id)| id);
        let found = timetable.in_force().map(|it| it.rule.id.0);
        assert!(found.eq(held), "{}", shown());
        let next_change = timetable.next_change().map(minute);
        if walk.next_change[place].is_some() || next_change.is_some_and(|it| it <= to) {
            assert_eq!(next_change, walk.next_change[place], "{}", shown());
        }
        let next = timetable.next().map(|it| minute(it.piece.span.start));
        if walk.next_start[place].is_some() || next.is_some_and(|it| it <= to) {
            assert_eq!(next, walk.next_start[place], "{}", shown());
        }
        // To see how far a chain goes on is costly where it is long.
        if changed || now % 360 == 0 {
            let until = timetable.until(clock, state).map(minute);
            // The walk goes on for ten days; a longer chain is followed for eight at least.
            let free = walk.free[place].unwrap_or(i64::MAX);
            match until {
                Some(until) if free - now > 8 * 1440 => {
                    assert!(now + 8 * 1440 <= until && until <= free, "{}", shown());
                }
                until => assert_eq!(until, Some(free).filter(|free| *free > now), "{}", shown()),
            }
        }
        changed = next_change == Some(now + 1);
    }
}

/// Rules of every kind, exceptions, skips and moves, around a date on which the clocks change.
fn everything(home: Tz, change_of_clocks: NaiveDate) -> Plan {
    let date = |days: i64| (change_of_clocks + TimeDelta::days(days)).to_string();
    let weekdays = [Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri];
    let week = [&weekdays[..], &[Day::Sat, Day::Sun]].concat();
    let hours = |all: &[&str]| all.iter().map(|it| stretch(it)).collect::<Vec<_>>();
    let rule =
        |parts: Vec<PartDraft>| RuleDraft { schedule: parts, ..draft(&[], &[], &["mail.example"]) };
    let weekly = |days: &[Day], all: &[&str]| PartDraft {
        days: days.to_vec(),
        stretches: hours(all),
        ..nothing()
    };
    let night =
        PartDraft { interval: 2, from: date(-100), ..weekly(&[Day::Sat], &["22:00-06:00"]) };
    let monthly = |days: &[Day], nth: &[i32], all: &[&str]| PartDraft {
        repeat: Repeat::Monthly,
        nth: nth.to_vec(),
        ..weekly(days, all)
    };
    let dates = (-2..=2).map(date).collect();
    let single = PartDraft {
        repeat: Repeat::Dates,
        dates,
        ..weekly(&[], &["01:30-03:30", "23:30-00:30", "00:00-00:45"])
    };
    let season = PartDraft { from: date(-60), until: date(45), interval: 3, ..night.clone() };
    let season = PartDraft {
        repeat: Repeat::Monthly,
        days: vec![Day::Tue, Day::Thu],
        nth: vec![2, 5],
        stretches: hours(&["12:10-13:05"]),
        ..season
    };
    let pinned = |zone: &str, part| RuleDraft { zone: zone.to_owned(), ..rule(vec![part]) };
    let rules = vec![
        rule(vec![
            weekly(&weekdays, &["06:30-07:15", "18:00-20:00"]),
            weekly(&[Day::Sat], &["09:00-24:00"]),
        ]),
        rule(vec![night, monthly(&[Day::Sun], &[-1, 1], &["00:00-24:00"])]),
        rule(vec![season, single]),
        rule(vec![weekly(&week, &["02:15-02:45", "23:45-00:15", "00:20-00:40", "03:00-04:00"])]),
        pinned("Australia/Lord_Howe", weekly(&week, &["01:45-02:15"])),
        pinned("America/New_York", weekly(&[Day::Sun], &["01:30-02:30", "23:00-22:00"])),
    ];
    let long_ago = 0;
    let midway =
        instant(home, (change_of_clocks + TimeDelta::days(30)).and_hms_opt(18, 30, 0).unwrap());
    let time = |days: i64, time: &str| format!("{}T{time}", date(days));
    let exceptions = vec![
        (exception(ExceptionKind::Vacation, &date(-30), &date(-17), &[]), long_ago),
        (exception(ExceptionKind::OnCall, &time(-18, "19:00"), &time(-10, "02:30"), &[]), long_ago),
        (exception(ExceptionKind::OnCall, &time(-1, "12:00"), &time(1, "00:30"), &[]), long_ago),
        (exception(ExceptionKind::OnCall, &date(3), &date(20), &["mail"]), long_ago),
        (exception(ExceptionKind::Vacation, &date(30), &date(40), &[]), midway * MINUTE),
    ];
    let daily = |days: i64, from: &str| format!("{} {from}", date(days));
    let changes = vec![
        (change(4, &daily(0, "02:15"), None), long_ago),
        (change(4, &daily(2, "23:45"), Some(&format!("{} 00:10-05:10", date(0)))), long_ago),
        (change(4, &daily(32, "03:00"), Some(&format!("{} 23:00-01:00", date(31)))), long_ago + 1),
        (change(3, &daily(1, "23:30"), Some(&format!("{} 10:00-11:00", date(-20)))), long_ago + 1),
    ];
    Plan { home, rules, exceptions, changes }
}

/// Half a year before and after a date.
fn year_around(home: Tz, date: &str) {
    let date: NaiveDate = date.parse().unwrap();
    let half = TimeDelta::days(184);
    check(&everything(home, date), date - half, date + half);
}

#[test]
fn new_york_is_right_in_every_minute_of_a_year() {
    year_around(chrono_tz::America::New_York, "2026-03-08");
}

#[test]
fn lord_howe_with_its_half_hour_is_right_in_every_minute_of_a_year() {
    year_around(chrono_tz::Australia::Lord_Howe, "2026-10-04");
}

#[test]
fn cairo_with_its_midnight_gap_is_right_in_every_minute_of_a_year() {
    year_around(chrono_tz::Africa::Cairo, "2026-04-24");
}

#[test]
fn apia_is_right_in_every_minute_of_the_year_in_which_it_skipped_a_date() {
    year_around(chrono_tz::Pacific::Apia, "2011-12-30");
}

#[test]
fn apia_is_right_in_every_minute_of_a_year() {
    year_around(chrono_tz::Pacific::Apia, "2026-06-01");
}

#[test]
fn casablanca_with_its_ramadan_is_right_in_every_minute_of_a_year() {
    year_around(chrono_tz::Africa::Casablanca, "2026-02-15");
}

#[test]
fn kathmandu_with_its_quarter_is_right_in_every_minute_of_a_year() {
    year_around(chrono_tz::Asia::Kathmandu, "2026-06-01");
}

#[test]
fn santiago_is_right_in_every_minute_of_a_year() {
    year_around(chrono_tz::America::Santiago, "2026-09-06");
}

#[test]
fn london_is_right_in_every_minute_of_a_year() {
    year_around(chrono_tz::Europe::London, "2026-10-25");
}

/// A rule, whether it waits, and its piece.
type Held = (RuleId, bool, Piece);

/// What a timetable says, to be compared.
fn said(timetable: &Timetable) -> (Vec<Held>, Option<Instant>, Option<Held>) {
    let entry = |it: Entry<'_>| (it.rule.id, it.waits, it.piece);
    let next = timetable.next().map(entry);
    (timetable.in_force().map(entry).collect(), timetable.next_change(), next)
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn random_rules_are_right_in_every_minute_of_forty_days((plan, around) in plan()) {
        check(&plan, around - TimeDelta::days(20), around + TimeDelta::days(20));
    }

    #[test]
    fn an_occurrence_lasts_longer_than_nothing((plan, around) in plan()) {
        let state = plan.state();
        let zone = Named(plan.home);
        let noon = instant(plan.home, around.and_hms_opt(12, 0, 0).unwrap());
        let schedule = Schedule::new(zone.clock(at(noon)), &state.exceptions, &state.changes);
        let range = Span { start: at(noon - 30 * 1440), end: at(noon + 30 * 1440) };
        for piece in state.rules.iter().flat_map(|rule| schedule.pieces(rule, range)) {
            prop_assert!(piece.span.start < piece.span.end, "{:?} {:?}", piece, plan);
        }
    }
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn a_timetable_brought_forward_says_what_one_made_anew_says(
        (plan, around) in plan(),
        leaves in prop::collection::vec((any::<prop::sample::Index>(), 0_i64..40 * 1440), 0..3),
        without_rule in prop::collection::vec((0_i64..40 * 1440, 1_i64..600), 0..4),
        steps in prop::collection::vec(
            prop_oneof![
                4 => 0_i64..200,
                2 => 0_i64..3 * 1440,
                1 => -2 * 1440_i64..0,
                1 => Just(0),
            ],
            1..60,
        ),
    ) {
        let mut state = plan.state();
        let zone = Named(plan.home);
        let start = instant(plan.home, around.and_hms_opt(0, 0, 0).unwrap()) - 20 * 1440;
        // Old versions of rules that hold for a while beside the others.
        for (which, minutes) in leaves {
            if state.rules.is_empty() { continue; }
            let rule = which.get(&state.rules).clone();
            let until = at(start + minutes);
            std::rc::Rc::make_mut(&mut state.leaving).push(ringfence_core::edit::Leaving { rule, until });
        }
        let mut timetable = Timetable::default();
        let mut now = at(start);
        for (step, number) in steps.into_iter().zip(0_i64..) {
            // Not only whole minutes.
            now = now.plus(step * MINUTE + number % 3);
            let clock = zone.clock(now);
            // Stretches without a rule are moved, and come and go.
            state.make_ups = without_rule.iter().map(|(from, minutes)| {
                let from = at(start + from + number / 5 * 30);
                MakeUp { id: 1, span: Span { start: from, end: from.plus(minutes * MINUTE) }, begun: false }
            }).skip((number % 4 == 3).into()).collect();
            timetable.refresh(clock, &state);
            let anew = Timetable::of(clock, &state);
            prop_assert_eq!(said(&timetable), said(&anew), "{} {:#?}", clock.civil(now), plan);
            // Asked twice: what was found once is known from then on.
            for _ in 0..2 {
                prop_assert_eq!(timetable.until(clock, &state), anew.until(clock, &state));
            }
        }
    }
}
