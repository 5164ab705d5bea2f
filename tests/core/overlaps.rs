//! Two rules at once: the union is protected, the stricter mode wins, the verdict names both.
//! 23 November 2026 is a Monday.

use ringfence_core::protected::Protected;
use ringfence_core::protocol::{CoreEvent, Day as Weekday, Mode, RuleDraft};
use ringfence_core::site::Address;
use ringfence_core::timetable::Timetable;
use ringfence_core::verdict::{Verdict, verdict};

use crate::day::{Day, draft, instant};

/// A dimming rule from 18:00 to 21:00 and a covering one from 19:00 to 22:00.
fn two_rules() -> Day {
    let mut day = Day::at("2026-11-23 12:00");
    day.open_tab(1, "https://mail.example/");
    day.open_tab(2, "https://chat.example/");
    let dim = draft(&[Weekday::Mon], &["18:00-21:00"], &["mail.example", "chat.example"]);
    day.page(CoreEvent::SaveRule {
        rule: RuleDraft { mode: Mode::Dim, ..dim },
        groups: crate::standard::drafts(),
    });
    let cover = draft(&[Weekday::Mon], &["19:00-22:00"], &["mail.example"]);
    day.page(CoreEvent::SaveRule { rule: cover, groups: crate::standard::drafts() });
    day
}

/// How the mail is veiled, until when, and by which rules.
fn of_mail(day: &Day) -> Option<(Mode, String, Vec<u32>)> {
    let clock = day.zone.clock(day.now);
    let timetable = Timetable::of(clock, day.app.state());
    let protected = Protected::at(clock, day.app.state(), &timetable);
    let address = Address::parse("https://mail.example/inbox").unwrap();
    match verdict(clock, &protected, &[], &address) {
        Verdict::Veiled { mode, until, because } => {
            let rules = because.iter().map(|held| held.by.rule_id().unwrap().0).collect();
            Some((mode, clock.civil(until).format("%H:%M").to_string(), rules))
        }
        Verdict::Open | Verdict::Lifted { .. } => None,
    }
}

#[test]
fn while_two_rules_hold_the_stricter_wins_and_the_verdict_names_both() {
    let mut day = two_rules();
    for (civil, expected) in [
        ("17:59", None),
        ("18:00", Some((Mode::Dim, "21:00", vec![1]))),
        ("19:00", Some((Mode::Cover, "22:00", vec![1, 2]))),
        ("20:59", Some((Mode::Cover, "22:00", vec![1, 2]))),
        ("21:00", Some((Mode::Cover, "22:00", vec![2]))),
        ("22:00", None),
    ] {
        day.alarm_at(&format!("2026-11-23 {civil}"));
        let expected = expected.map(|(mode, until, rules)| (mode, until.to_owned(), rules));
        assert_eq!(of_mail(&day), expected, "{civil}");
    }
}

#[test]
fn the_union_is_protected_from_the_first_start_to_the_last_end() {
    let mut day = two_rules();
    for (civil, veiled) in [
        ("17:59", &[][..]),
        ("18:00", &[1, 2]),
        ("20:59", &[1, 2]),
        ("21:00", &[1]),
        ("21:59", &[1]),
        ("22:00", &[]),
    ] {
        day.alarm_at(&format!("2026-11-23 {civil}"));
        assert_eq!(day.veiled(), veiled, "{civil}");
    }
    day.alarm_at("2026-11-30 18:00");
    let clock = day.zone.clock(day.now);
    let until = Timetable::of(clock, day.app.state()).until(clock, day.app.state());
    assert_eq!(until, Some(instant(&day.zone, "2026-11-30 22:00")), "one time, to the last end");
}

#[test]
fn two_rules_of_the_same_hours_are_two() {
    let mut day = Day::at("2026-11-23 12:00");
    for _ in 0..2 {
        let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example"]);
        day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() });
    }
    day.alarm_at("2026-11-23 18:30");
    assert_eq!(of_mail(&day), Some((Mode::Cover, "20:00".to_owned(), vec![1, 2])));
}

#[test]
fn two_parts_of_one_rule_that_overlap_are_one_time_told_once_in_the_log() {
    let mut day = Day::at("2026-11-23 12:00");
    let mut rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example"]);
    rule.schedule.push(rule.schedule[0].clone());
    day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() });
    day.alarm_at("2026-11-23 18:30");
    assert_eq!(of_mail(&day), Some((Mode::Cover, "20:00".to_owned(), vec![1])));
    day.alarm_at("2026-11-23 20:30");
    day.clock_comes_to("2026-12-01 09:00");
    day.worker_dies();
    let expected = [
        "Mon 12:00 rule_changed",
        "Mon 18:00 occurrence_started",
        "Mon 18:30 unseen",
        "Mon 20:00 occurrence_ended",
        "Mon 20:00 unseen",
        "Mon 18:00 occurrence_started",
        "Mon 20:00 occurrence_ended",
        "Mon 20:00 unseen",
    ];
    assert_eq!(day.told(), expected);
}
