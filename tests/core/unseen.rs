//! Protected time in which nobody looked, as the log tells of it. 23 November 2026 is a Monday.

use ringfence_core::clock::Instant;
use ringfence_core::protocol::{CoreEvent, Day as Weekday, Entry, ExceptionKind};

use crate::day::{Day, draft};
use crate::ledger::{check, evening, monday};
use crate::named::Named;
use crate::plan::exception;

/// When time was unseen, by the wall.
fn unseen(day: &Day) -> Vec<String> {
    let wall = |ms: i64| {
        let clock = day.zone.clock(day.now);
        clock.civil(Instant::from_ms(ms)).format("%a %H:%M:%S").to_string()
    };
    let lines = day.log.iter().filter_map(|row| match row.entry {
        Entry::Unseen { start, end } => Some(format!("{} to {}", wall(start), wall(end))),
        _ => None,
    });
    lines.collect()
}

#[test]
fn asleep_in_mid_stretch_is_unseen_from_the_last_look_to_the_next() {
    let mut day = evening();
    day.heartbeats_to("2026-11-23 18:30");
    day.clock_comes_to("2026-11-23 19:10");
    day.browser(CoreEvent::Looked {});
    day.heartbeats_to("2026-11-23 20:00");
    assert_eq!(unseen(&day), ["Mon 18:30:00 to Mon 19:10:00"]);
    check(&day, "planned 120, kept 120, unseen 40");
}

#[test]
fn a_browser_closed_within_one_hour_and_over_others_tells_each_piece() {
    let mut day = Day::at("2026-11-23 12:00");
    let stretches = ["18:00-19:00", "19:00-20:00", "21:00-21:01"];
    let rule = draft(&[Weekday::Mon], &stretches, &["mail.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: Vec::new() });
    day.heartbeats_to("2026-11-23 18:30");
    day.clock_comes_to("2026-11-30 18:20");
    day.worker_dies();
    assert_eq!(
        unseen(&day),
        [
            "Mon 18:30:00 to Mon 20:00:00",
            "Mon 21:00:00 to Mon 21:01:00",
            "Mon 18:00:00 to Mon 18:20:00"
        ]
    );
}

#[test]
fn a_late_heartbeat_and_a_late_alarm_write_nothing() {
    let mut day = evening();
    day.now = monday("18:00").plus(150_000);
    day.browser(CoreEvent::Looked {});
    day.now = day.now.plus(150_000);
    day.browser(CoreEvent::Looked {});
    assert_eq!(unseen(&day), [] as [&str; 0]);
    day.now = day.now.plus(150_001);
    day.browser(CoreEvent::Looked {});
    assert_eq!(unseen(&day), ["Mon 18:05:00 to Mon 18:07:30"]);
    assert_eq!(day.log.last().unwrap().at, day.now.ms());
}

#[test]
fn the_alarm_of_an_hour_that_begins_and_of_one_that_ends_may_be_late() {
    let mut day = Day::at("2026-11-23 12:00");
    let rule = draft(&[Weekday::Mon], &["18:00-18:02"], &["mail.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: Vec::new() });
    day.now = monday("18:00").plus(40);
    day.browser(CoreEvent::Looked {});
    day.now = monday("18:02").plus(20_000);
    day.browser(CoreEvent::Looked {});
    assert_eq!(unseen(&day), [] as [&str; 0]);
}

#[test]
fn a_clock_set_back_writes_nothing_unseen_and_one_set_forth_what_it_left_out() {
    let mut day = evening();
    day.heartbeats_to("2026-11-23 19:00");
    day.clock_comes_to("2026-11-23 18:10");
    day.browser(CoreEvent::Looked {});
    assert_eq!(unseen(&day), [] as [&str; 0]);
    day.clock_comes_to("2026-11-23 19:00");
    day.browser(CoreEvent::Looked {});
    assert_eq!(unseen(&day), ["Mon 18:10:00 to Mon 19:00:00"]);
}

#[test]
fn excused_time_and_free_time_are_never_unseen_but_a_focus_is() {
    let mut day = evening();
    let vacation = exception(ExceptionKind::Vacation, "2026-11-23", "2026-11-23", &[]);
    day.page(CoreEvent::SaveException { exception: vacation });
    day.clock_comes_to("2026-11-24 10:00");
    day.worker_dies();
    assert_eq!(unseen(&day), [] as [&str; 0]);
    day.page(CoreEvent::StartFocus { minutes: 25 });
    day.clock_comes_to("2026-11-24 12:00");
    day.worker_dies();
    assert_eq!(unseen(&day), ["Tue 10:00:00 to Tue 10:25:00"]);
}

#[test]
fn a_rule_that_is_new_was_not_unseen_before_it_was_made() {
    let mut day = Day::at("2026-11-23 12:00");
    day.clock_comes_to("2026-11-23 19:00");
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: Vec::new() });
    assert_eq!(unseen(&day), [] as [&str; 0]);
    check(&day, "");
    day.heartbeats_to("2026-11-23 20:00");
    check(&day, "planned 60, kept 60");
}

#[test]
fn an_hour_that_holds_only_since_a_flight_east_was_not_unseen_before_it() {
    let mut day = evening();
    day.clock_comes_to("2026-11-30 17:30");
    day.worker_dies();
    day.log.clear();
    // In Helsinki it is 18:50 when the machine wakes up.
    day.clock_comes_to("2026-11-30 17:50");
    day.zone = Named(chrono_tz::Europe::Helsinki);
    day.worker_dies();
    assert_eq!(day.told(), ["Mon 18:50 occurrence_started"]);
}
