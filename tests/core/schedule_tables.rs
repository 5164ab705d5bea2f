//! Schedules against two tables made by an independent implementation, zoneinfo and dateutil in
//! Python (`tests/fixtures/schedule`): every change of clocks of every zone from 2020 to 2035, and
//! some 400 recurrences.

use chrono_tz::Tz;
use ringfence_core::clock::{DAY, Instant, Zone};
use ringfence_core::date::Date;
use ringfence_core::part::clock_text;
use ringfence_core::protocol::{Day, PartDraft, Repeat, RuleDraft, StretchDraft};
use ringfence_core::schedule::{Schedule, Span};

use crate::day::{draft, nothing};
use crate::named::Named;
use crate::plan::{rule, stretch};

const ZONES: &str = include_str!("../fixtures/schedule/zone_tables.txt");
const RECURRENCES: &str = include_str!("../fixtures/schedule/recurrences.txt");

/// One line of the first table.
struct Row {
    date: String,
    from: u16,
    to: u16,
    expected: Option<(i64, i64)>,
}

/// A change of clocks, and what is told of stretches around it.
struct Transition {
    at: Instant,
    before: i32,
    after: i32,
    rows: Vec<Row>,
}

/// The zones of one group, and their changes of clocks.
fn groups() -> Vec<(Vec<Tz>, Vec<Transition>)> {
    let mut groups: Vec<(Vec<Tz>, Vec<Transition>)> = Vec::new();
    for line in ZONES.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["zone", names @ ..] => {
                groups.push((names.iter().map(|name| name.parse().unwrap()).collect(), Vec::new()));
            }
            ["at", at, before, after] => groups.last_mut().unwrap().1.push(Transition {
                at: Instant::from_ms(at.parse().unwrap()),
                before: before.parse().unwrap(),
                after: after.parse().unwrap(),
                rows: Vec::new(),
            }),
            [date, from, to, expected @ ..] => {
                let row = Row {
                    date: (*date).to_owned(),
                    from: from.parse().unwrap(),
                    to: to.parse().unwrap(),
                    expected: match expected {
                        ["-"] => None,
                        [start, end] => Some((start.parse().unwrap(), end.parse().unwrap())),
                        other => panic!("{other:?}"),
                    },
                };
                groups.last_mut().unwrap().1.last_mut().unwrap().rows.push(row);
            }
            other => panic!("{other:?}"),
        }
    }
    groups
}

/// A rule for one stretch on one date.
fn once(row: &Row) -> RuleDraft {
    let mut draft = draft(&[], &[], &["mail.example"]);
    draft.schedule = vec![PartDraft {
        repeat: Repeat::Dates,
        dates: vec![row.date.clone()],
        stretches: vec![StretchDraft { from: clock_text(row.from), to: clock_text(row.to) }],
        ..nothing()
    }];
    draft
}

/// Holds a schedule against every row of a transition.
fn check(zone: Tz, transition: &Transition, schedule: &Schedule<'_>, pinned: Option<&str>) {
    let range = Span { start: transition.at.plus(-6 * DAY), end: transition.at.plus(6 * DAY) };
    for row in &transition.rows {
        let mut rule = rule(&once(row), 1).unwrap();
        rule.zone = pinned.map(ToOwned::to_owned);
        let pieces = schedule.pieces(&rule, range);
        let found: Vec<(i64, i64)> =
            pieces.iter().map(|it| (it.span.start.ms(), it.span.end.ms())).collect();
        let expected: Vec<(i64, i64)> = row.expected.into_iter().collect();
        let stretch = format!("{}-{}", clock_text(row.from), clock_text(row.to));
        assert_eq!(found, expected, "{zone} {} {stretch}", row.date);
    }
}

#[test]
fn around_every_change_of_clocks_of_every_zone_stretches_are_where_zoneinfo_says() {
    let mut rows = 0;
    for (zones, transitions) in groups() {
        let zone = Named(zones[0]);
        for transition in &transitions {
            // Seen from just before, from within, and from years away: what is remembered of the
            // zone around now must not show.
            for now in [transition.at.plus(-1), transition.at.plus(DAY), Instant::default()] {
                let schedule = Schedule::new(zone.clock(now), &[], &[]);
                check(zones[0], transition, &schedule, None);
            }
            rows += transition.rows.len();
        }
    }
    assert!(rows > 20_000, "the table is whole: {rows}");
}

#[test]
fn the_same_holds_under_every_name_of_a_zone_for_rules_pinned_to_it_from_afar() {
    let kathmandu = Named(chrono_tz::Asia::Kathmandu);
    let mut zones_seen = 0;
    for (zones, transitions) in groups() {
        for zone in zones {
            zones_seen += 1;
            for transition in &transitions {
                let now = transition.at.plus(-DAY);
                let schedule = Schedule::new(kathmandu.clock(now), &[], &[]);
                check(zone, transition, &schedule, Some(zone.name()));
            }
        }
    }
    assert!(zones_seen > 200, "{zones_seen}");
}

#[test]
fn every_zone_changes_its_clocks_when_the_table_says() {
    let mut zones_seen = 0;
    for (zones, transitions) in groups() {
        for zone in zones {
            zones_seen += 1;
            for Transition { at, before, after, .. } in &transitions {
                let offset = |at| Named(zone).offset_at(at).local_minus_utc();
                assert_eq!((offset(at.plus(-1)), offset(*at)), (*before, *after), "{zone} {at:?}");
            }
        }
    }
    assert!(zones_seen > 200, "{zones_seen}");
}

/// A rule for 12:00 to 13:00 on the dates of one line of the second table, and its first date.
fn recurrence(line: &str) -> (RuleDraft, Date) {
    let (repeat, words) = line.split_once(' ').unwrap();
    let mut part = PartDraft { stretches: vec![stretch("12:00-13:00")], ..nothing() };
    part.repeat = match repeat {
        "weekly" => Repeat::Weekly,
        "monthly" => Repeat::Monthly,
        other => panic!("{other}"),
    };
    for (name, value) in words.split(' ').map(|word| word.split_once('=').unwrap()) {
        let text = if value == "-" { String::new() } else { value.to_owned() };
        match name {
            "interval" => part.interval = value.parse().unwrap(),
            "from" => part.from = text,
            "until" => part.until = text,
            "days" => part.days = value.split(',').map(day).collect(),
            "nth" => part.nth = value.split(',').map(|it| it.parse().unwrap()).collect(),
            other => panic!("{other}"),
        }
    }
    let first = if part.from.is_empty() { "2026-01-01" } else { &part.from };
    let first = Date::parse(first).unwrap();
    let mut draft = draft(&[], &[], &["mail.example"]);
    draft.schedule = vec![part];
    (draft, first)
}

fn day(text: &str) -> Day {
    serde_json::from_value(text.into()).unwrap()
}

#[test]
fn recurrences_fall_on_the_dates_that_dateutil_lists() {
    let zone = Named(chrono_tz::UTC);
    let lines: Vec<&str> = RECURRENCES.lines().filter(|line| !line.starts_with('#')).collect();
    for pair in lines.chunks(2) {
        let expected: Vec<&str> = pair[1].split(' ').filter(|it| *it != "-").collect();
        let (draft, first) = recurrence(pair[0]);
        let rule = rule(&draft, 1).unwrap_or_else(|faults| panic!("{}: {faults:?}", pair[0]));
        let at = |date: Date| Instant::from_ms(date.midnight() * 60_000);
        let range = Span { start: at(first), end: at(first.plus(1096)) };
        let schedule = Schedule::new(zone.clock(range.start), &[], &[]);
        let pieces = schedule.pieces(&rule, range);
        let dates: Vec<String> = pieces.iter().map(|it| it.key.date.to_string()).collect();
        assert_eq!(dates[..dates.len().min(40)], expected, "{}", pair[0]);
        // One after the other they are the same.
        let next = |after: &Instant| schedule.next(&rule, *after).map(|it| it.span.start);
        let one_by_one = std::iter::successors(next(&range.start), next);
        let one_by_one = one_by_one.take_while(|start| *start < range.end);
        let starts: Vec<Instant> = pieces.iter().map(|it| it.span.start).collect();
        assert_eq!(one_by_one.collect::<Vec<_>>(), starts, "{}", pair[0]);
    }
    assert!(lines.len() > 700, "the table is whole: {}", lines.len());
}
