//! November 2026: the 23rd is a Monday.

use super::*;
use crate::protocol::{Repeat, StretchDraft};

/// `"mon,wed 18:00-20:00 21:00-22:00; 2026-11-28 09:00-11:00"`.
fn rule(text: &str) -> RuleDraft {
    let schedule = text.split("; ").map(part).collect();
    RuleDraft {
        id: 7,
        goal: "Portfolio".to_owned(),
        schedule,
        sites: vec!["mail.example".to_owned()],
        ..RuleDraft::default()
    }
}

fn part(text: &str) -> PartDraft {
    let mut words = text.split(' ');
    let when = words.next().unwrap();
    let stretches = words.map(|it| {
        let (from, to) = it.split_once('-').unwrap();
        StretchDraft { from: from.to_owned(), to: to.to_owned() }
    });
    let mut part = PartDraft {
        repeat: Repeat::Weekly,
        interval: 1,
        days: Vec::new(),
        nth: Vec::new(),
        from: String::new(),
        until: String::new(),
        dates: Vec::new(),
        stretches: stretches.collect(),
    };
    if when.starts_with("20") {
        part.repeat = Repeat::Dates;
        part.dates = when.split(',').map(str::to_owned).collect();
    } else {
        part.days = serde_json::from_value(when.split(',').collect()).unwrap();
    }
    part
}

fn block(date: &str, from: &str) -> OccurrenceKey {
    OccurrenceKey { rule: 7, date: date.to_owned(), from: from.to_owned() }
}

fn by(minutes: i32) -> Shift {
    Shift { from: minutes, to: minutes }
}

const ONE_DAY: i32 = DAY;

/// Moves a block, checks what comes of it, and that the way back leads to the same draft.
fn there_and_back(before: &str, from: (&str, &str), shift: Shift, to: (&str, &str), after: &str) {
    let there = shifted(&rule(before), &block(from.0, from.1), shift).unwrap();
    assert_eq!(there, rule(after), "{before} to {after}");
    let back = Shift { from: -shift.from, to: -shift.to };
    let back = shifted(&there, &block(to.0, to.1), back).unwrap();
    assert_eq!(back, rule(before), "{after} back to {before}");
}

#[test]
fn a_weekday_that_moves_has_its_own_hours_until_it_comes_back() {
    there_and_back(
        "mon,wed 18:00-20:00",
        ("2026-11-25", "18:00"),
        by(15),
        ("2026-11-25", "18:15"),
        "mon 18:00-20:00; wed 18:15-20:15",
    );
    there_and_back(
        "mon,wed 18:00-20:00",
        ("2026-11-23", "18:00"),
        by(ONE_DAY),
        ("2026-11-24", "18:00"),
        "tue,wed 18:00-20:00",
    );
    there_and_back(
        "mon,wed 07:00-08:00 18:00-20:00; fri 19:00-21:00",
        ("2026-11-23", "18:00"),
        by(60),
        ("2026-11-23", "19:00"),
        "wed 07:00-08:00 18:00-20:00; mon 07:00-08:00; mon,fri 19:00-21:00",
    );
}

#[test]
fn a_block_that_goes_to_another_day_joins_its_hours_and_leaves_them_again() {
    there_and_back(
        "mon 18:00-20:00; tue 07:00-08:00",
        ("2026-11-23", "18:00"),
        by(ONE_DAY),
        ("2026-11-24", "18:00"),
        "tue 07:00-08:00 18:00-20:00",
    );
    there_and_back(
        "mon 07:00-08:00 18:00-20:00",
        ("2026-11-23", "18:00"),
        by(ONE_DAY),
        ("2026-11-24", "18:00"),
        "mon 07:00-08:00; tue 18:00-20:00",
    );
    there_and_back(
        "mon,wed 18:00-20:00; mon 07:00-08:00",
        ("2026-11-25", "18:00"),
        by(60),
        ("2026-11-25", "19:00"),
        "mon 18:00-20:00; mon 07:00-08:00; wed 19:00-21:00",
    );
}

#[test]
fn a_block_is_resized_at_either_end_and_may_reach_into_the_next_day() {
    there_and_back(
        "fri 22:00-23:00",
        ("2026-11-27", "22:00"),
        Shift { from: 0, to: 120 },
        ("2026-11-27", "22:00"),
        "fri 22:00-01:00",
    );
    there_and_back(
        "sat 00:00-02:00",
        ("2026-11-28", "00:00"),
        Shift { from: -60, to: 0 },
        ("2026-11-27", "23:00"),
        "fri 23:00-02:00",
    );
    let whole = shifted(
        &rule("sat 00:00-12:00"),
        &block("2026-11-28", "00:00"),
        Shift { from: 0, to: 720 },
    );
    assert_eq!(whole.unwrap(), rule("sat 00:00-24:00"));
}

#[test]
fn a_block_pushed_over_another_of_its_day_stands_beside_it() {
    there_and_back(
        "mon 18:00-20:00 21:00-22:00",
        ("2026-11-23", "18:00"),
        by(120),
        ("2026-11-23", "20:00"),
        "mon 21:00-22:00; mon 20:00-22:00",
    );
}

#[test]
fn a_block_cannot_be_empty_or_longer_than_a_day() {
    let rule = rule("mon 18:00-20:00");
    let resize = |from, to| shifted(&rule, &block("2026-11-23", "18:00"), Shift { from, to });
    assert_eq!(resize(120, 0), Err(Unfit::Length));
    assert_eq!(resize(150, 0), Err(Unfit::Length));
    assert_eq!(resize(0, 22 * 60), Err(Unfit::Length));
    assert_eq!(resize(0, 23 * 60), Err(Unfit::Length));
}

#[test]
fn single_dates_move_one_by_one() {
    there_and_back(
        "2026-11-28,2026-12-05 09:00-11:00",
        ("2026-11-28", "09:00"),
        by(ONE_DAY),
        ("2026-11-29", "09:00"),
        "2026-11-29,2026-12-05 09:00-11:00",
    );
    there_and_back(
        "2026-11-28,2026-12-05 09:00-11:00",
        ("2026-12-05", "09:00"),
        by(-30),
        ("2026-12-05", "08:30"),
        "2026-11-28 09:00-11:00; 2026-12-05 08:30-10:30",
    );
}

#[test]
fn days_of_the_month_keep_their_day_and_change_their_hours() {
    let mut draft = rule("fri 16:00-17:00");
    let part = draft.schedule.first_mut().unwrap();
    (part.repeat, part.nth) = (Repeat::Monthly, vec![-1]);
    let last_friday = block("2026-11-27", "16:00");
    let later = shifted(&draft, &last_friday, by(30)).unwrap();
    let part = later.schedule.first().unwrap();
    assert_eq!(
        (part.nth.as_slice(), part.stretches.first().unwrap().from.as_str()),
        (&[-1][..], "16:30")
    );
    assert_eq!(shifted(&later, &block("2026-11-27", "16:30"), by(-30)).unwrap(), draft);
    assert_eq!(shifted(&draft, &last_friday, by(ONE_DAY)), Err(Unfit::OtherDay));
}

#[test]
fn every_second_week_and_its_dates_are_kept_and_a_block_does_not_leave_them() {
    let mut draft = rule("mon 18:00-20:00");
    let part = draft.schedule.first_mut().unwrap();
    (part.interval, part.from, part.until) = (2, "2026-11-23".to_owned(), "2026-12-31".to_owned());
    let monday = block("2026-12-07", "18:00");
    let tuesday = shifted(&draft, &monday, by(ONE_DAY)).unwrap();
    let part = tuesday.schedule.first().unwrap();
    assert_eq!(
        (part.interval, part.from.as_str(), part.until.as_str()),
        (2, "2026-11-23", "2026-12-31")
    );
    assert_eq!(shifted(&draft, &monday, by(-ONE_DAY)), Err(Unfit::LeftOut));
    assert_eq!(shifted(&draft, &block("2026-11-23", "18:00"), by(-ONE_DAY)), Err(Unfit::LeftOut));
}

#[test]
fn a_block_is_split_in_two_also_after_midnight() {
    let halves = split(&rule("mon,wed 18:00-20:00"), &block("2026-11-23", "18:00"), 45).unwrap();
    assert_eq!(halves, rule("mon 18:00-18:45 18:45-20:00; wed 18:00-20:00"));
    let night = split(&rule("fri 22:00-02:00"), &block("2026-11-27", "22:00"), 180).unwrap();
    assert_eq!(night, rule("fri 22:00-01:00; sat 01:00-02:00"));
    assert_eq!(
        split(&rule("mon 18:00-20:00"), &block("2026-11-23", "18:00"), 0),
        Err(Unfit::Length)
    );
}

#[test]
fn a_block_is_removed_from_its_weekday_and_the_last_one_leaves_nothing() {
    let left = removed(&rule("mon,wed 18:00-20:00"), &block("2026-11-23", "18:00")).unwrap();
    assert_eq!(left, rule("wed 18:00-20:00"));
    let left = removed(&left, &block("2026-11-25", "18:00")).unwrap();
    assert!(left.schedule.is_empty());
    assert_eq!(removed(&left, &block("2026-11-25", "18:00")), Err(Unfit::Gone));
}
