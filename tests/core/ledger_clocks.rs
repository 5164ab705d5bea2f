//! To which day a minute belongs, and what becomes of it where clocks change.

use ringfence_core::clock::MINUTE;
use ringfence_core::protocol::{CoreEvent, Day as Weekday, Entry};

use crate::day::{Day, draft};
use crate::ledger::{
    SIX, all, balance, began, berlin, check, check_day, date, ended, evening, go_back, log, monday,
    told,
};

#[test]
fn minutes_belong_to_the_day_on_whose_wall_they_passed() {
    let mut day = Day::at("2026-11-23 12:00");
    let rule = draft(&[Weekday::Mon], &["22:00-02:00"], &["mail.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: Vec::new() });
    day.heartbeats_to("2026-11-23 23:50");
    go_back(&mut day, "mail.example", 30);
    day.open_tab(1, "https://mail.example/");
    day.tab(1).front = true;
    day.browser(CoreEvent::Looked {});
    day.heartbeats_to("2026-11-24 02:00");
    let balance = balance(&day.log, day.now);
    check_day(&balance, "2026-11-22", "");
    check_day(&balance, "2026-11-23", "planned 120, kept 110, overridden 10, used 30, owed 10");
    check_day(&balance, "2026-11-24", "planned 120, kept 100, overridden 20, owed 20");
    let both = balance.sums_of_days(date("2026-11-23"), date("2026-11-24"));
    assert_eq!(told(both), "planned 240, kept 210, overridden 30, used 30, owed 30");
}

#[test]
fn the_night_of_25_hours_has_an_hour_more_and_that_of_23_an_hour_less() {
    for (from, until, sunday) in [
        ("2026-10-24 20:00", "2026-10-25 05:00", "planned 300, kept 300"),
        ("2027-03-27 20:00", "2027-03-28 05:00", "planned 180, kept 180"),
    ] {
        let mut day = Day::at(from);
        let rule = draft(&[Weekday::Sat], &["22:00-04:00"], &["mail.example"]);
        day.page(CoreEvent::SaveRule { rule, groups: Vec::new() });
        day.heartbeats_to(until);
        let balance = balance(&day.log, day.now);
        check_day(&balance, from.split(' ').next().unwrap(), "planned 120, kept 120");
        check_day(&balance, until.split(' ').next().unwrap(), sunday);
    }
}

#[test]
fn whoever_flies_west_sees_a_date_twice_and_it_is_one_day() {
    // Tuesday 00:00 to 01:00 in Berlin; after the flight, on New York's Monday 23:00, an hour more.
    let tuesday = "2026-11-24 00:00";
    let mut rows = log(&[
        (tuesday, began(1, tuesday, "2026-11-24 01:00")),
        ("2026-11-24 01:00", ended(1, tuesday, "2026-11-24 01:00")),
        ("2026-11-24 05:00", began(2, "2026-11-24 05:00", "2026-11-24 07:00")),
        ("2026-11-24 07:00", ended(2, "2026-11-24 05:00", "2026-11-24 07:00")),
    ]);
    for row in &mut rows[2..] {
        row.offset = -300;
    }
    let balance = balance(&rows, berlin("2026-11-25 12:00"));
    check_day(&balance, "2026-11-23", "planned 60, kept 60");
    check_day(&balance, "2026-11-24", "planned 120, kept 120");
    assert_eq!(balance.instants_of(date("2026-11-23")).as_slice().len(), 2);
    assert_eq!(balance.day(berlin("2026-11-24 04:59")), date("2026-11-24"));
    assert_eq!(balance.day(berlin("2026-11-24 05:00")), date("2026-11-23"));
    assert_eq!(balance.day(berlin("2026-11-24 06:00")), date("2026-11-24"));
}

#[test]
fn of_two_rows_of_one_instant_the_later_written_says_the_offset() {
    let forgiven = Entry::OwedForgiven { minutes: 1 };
    let mut rows =
        log(&[(SIX, forgiven.clone()), (SIX, forgiven), (SIX, Entry::SettingsChanged {})]);
    rows[1].offset = 600;
    rows[2].offset = -600;
    rows.reverse();
    for time in ["18:00", "17:30"] {
        assert_eq!(balance(&rows, monday("18:00")).day(monday(time)), date("2026-11-24"), "{time}");
    }
    assert_eq!(balance(&[], monday("18:00")).day(monday("18:00")), date("2026-11-23"), "as in UTC");
}

#[test]
fn a_clock_set_back_in_mid_stretch_makes_no_minute_twice() {
    let mut day = evening();
    day.heartbeats_to("2026-11-23 19:00");
    go_back(&mut day, "mail.example", 30);
    day.heartbeats_to("2026-11-23 19:20");
    // Set back before the grant: it ends there and then. What the rows tell of it is nothing.
    day.clock_comes_to("2026-11-23 18:40");
    day.browser(CoreEvent::Looked {});
    day.heartbeats_to("2026-11-23 20:00");
    check(&day, "planned 120, kept 120");
}

#[test]
fn a_clock_set_forth_and_back_again_finds_each_minute_once() {
    let mut day = evening();
    day.heartbeats_to("2026-11-23 18:10");
    day.alarm_at("2026-11-23 21:00");
    day.alarm_at("2026-11-23 18:12");
    day.heartbeats_to("2026-11-23 20:00");
    assert_eq!(all(&balance(&day.log, day.now)).planned(), 120 * MINUTE);
}
