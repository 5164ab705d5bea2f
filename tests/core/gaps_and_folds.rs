//! What becomes of a stretch around a change of clocks (RFC 5545, section 3.3.5). In each case the
//! expected instants are given in UTC, to be checked by hand.
//!
//! New York, 8 March 2026: 02:00 is 03:00, at 07:00 UTC (before: UTC-5, after: UTC-4).
//! New York, 1 November 2026: 02:00 is 01:00 again, at 06:00 UTC.
//! Lord Howe, 4 October 2026: 02:00 is 02:30, at 15:30 UTC of the 3rd (before: +10:30, after: +11).
//! Lord Howe, 5 April 2026: 02:00 is 01:30 again, at 15:00 UTC of the 4th.
//! Cairo, 24 April 2026: 00:00 is 01:00, at 22:00 UTC of the 23rd (before: +2, after: +3).
//! Cairo, 30 October 2026: 00:00 of the 30th is 23:00 of the 29th again, at 21:00 UTC of the 29th.
//! Apia, 2011: after Thursday 29 December comes Saturday the 31st, at 10:00 UTC of the 30th (before:
//! -10, after: +14).

use chrono::DateTime;
use ringfence_core::clock::{DAY, Instant};
use ringfence_core::protocol::{PartDraft, Repeat};
use ringfence_core::schedule::{Schedule, Span};

use crate::day::{draft, nothing};
use crate::named::Named;
use crate::plan::{rule, stretch};

/// Where a stretch of one date lies, as `2026-03-08 07:30 to 08:00` in UTC, or nowhere.
fn check(zone: chrono_tz::Tz, date: &str, hours: &str, expected: &str) {
    let mut draft = draft(&[], &[], &["mail.example"]);
    draft.schedule = vec![PartDraft {
        repeat: Repeat::Dates,
        dates: vec![date.to_owned()],
        stretches: vec![stretch(hours)],
        ..nothing()
    }];
    let rule = rule(&draft, 1).unwrap();
    let noon = format!("{date}T12:00:00Z").parse::<DateTime<chrono::Utc>>().unwrap();
    let noon = Instant::from_ms(noon.timestamp_millis());
    let zone = Named(zone);
    let shown = |at: Instant| DateTime::from_timestamp_millis(at.ms()).unwrap();
    for now in [noon, noon.plus(-3 * DAY), noon.plus(-300 * DAY)] {
        let schedule = Schedule::new(zone.clock(now), &[], &[]);
        let range = Span { start: noon.plus(-4 * DAY), end: noon.plus(4 * DAY) };
        let pieces = schedule.pieces(&rule, range);
        let found: Vec<String> = pieces
            .iter()
            .map(|it| {
                let from = shown(it.span.start).format("%Y-%m-%d %H:%M");
                format!("{from} to {}", shown(it.span.end).format("%H:%M"))
            })
            .collect();
        assert_eq!(found.join(", "), expected, "{} {date} {hours}", zone.0);
    }
}

fn new_york(date: &str, hours: &str, expected: &str) {
    check(chrono_tz::America::New_York, date, hours, expected);
}

fn lord_howe(date: &str, hours: &str, expected: &str) {
    check(chrono_tz::Australia::Lord_Howe, date, hours, expected);
}

fn cairo(date: &str, hours: &str, expected: &str) {
    check(chrono_tz::Africa::Cairo, date, hours, expected);
}

fn apia(date: &str, hours: &str, expected: &str) {
    check(chrono_tz::Pacific::Apia, date, hours, expected);
}

#[test]
fn a_stretch_that_begins_in_a_gap_begins_as_far_after_the_jump_as_it_would_have() {
    // 03:30 on the wall, to 05:00.
    new_york("2026-03-08", "02:30-05:00", "2026-03-08 07:30 to 09:00");
    // 02:45 on the wall, to 04:00.
    lord_howe("2026-10-04", "02:15-04:00", "2026-10-03 15:45 to 17:00");
    // 01:20 on the wall, to 02:00.
    cairo("2026-04-24", "00:20-02:00", "2026-04-23 22:20 to 23:00");
}

#[test]
fn a_stretch_that_ends_in_a_gap_ends_as_far_after_the_jump_as_it_would_have() {
    // 01:00 to 03:30 on the wall: the hour and a half that was meant.
    new_york("2026-03-08", "01:00-02:30", "2026-03-08 06:00 to 07:30");
    lord_howe("2026-10-04", "01:00-02:15", "2026-10-03 14:30 to 15:45");
    cairo("2026-04-23", "22:00-00:30", "2026-04-23 20:00 to 22:30");
}

#[test]
fn a_stretch_that_ends_at_the_first_minute_of_a_gap_ends_with_the_jump() {
    new_york("2026-03-08", "01:00-02:00", "2026-03-08 06:00 to 07:00");
    cairo("2026-04-23", "18:00-24:00", "2026-04-23 16:00 to 22:00");
    cairo("2026-04-23", "18:00-00:00", "2026-04-23 16:00 to 22:00");
}

#[test]
fn a_stretch_inside_a_gap_keeps_its_length_after_the_jump() {
    new_york("2026-03-08", "02:15-02:45", "2026-03-08 07:15 to 07:45");
    lord_howe("2026-10-04", "02:05-02:25", "2026-10-03 15:35 to 15:55");
    cairo("2026-04-24", "00:00-00:30", "2026-04-23 22:00 to 22:30");
}

#[test]
fn a_stretch_that_a_gap_leaves_nothing_of_does_not_take_place() {
    // It would begin at 03:30 and end at 03:15 or 03:30.
    new_york("2026-03-08", "02:30-03:15", "");
    new_york("2026-03-08", "02:30-03:30", "");
    new_york("2026-03-08", "02:30-03:31", "2026-03-08 07:30 to 07:31");
    // The hour itself does not happen.
    new_york("2026-03-08", "02:00-03:00", "");
    lord_howe("2026-10-04", "02:00-02:30", "");
    cairo("2026-04-24", "00:00-01:00", "");
}

#[test]
fn a_stretch_over_a_gap_is_shorter_by_it() {
    // Two hours on the wall, one in the world.
    new_york("2026-03-08", "01:30-03:30", "2026-03-08 06:30 to 07:30");
    lord_howe("2026-10-04", "01:30-03:30", "2026-10-03 15:00 to 16:30");
    // A whole day of 23 hours.
    new_york("2026-03-08", "00:00-24:00", "2026-03-08 05:00 to 04:00");
    cairo("2026-04-24", "00:00-24:00", "2026-04-23 22:00 to 21:00");
}

#[test]
fn an_overnight_stretch_over_a_gap_ends_when_the_wall_says_so() {
    // Saturday 22:00 to Sunday 06:00: seven hours.
    new_york("2026-03-07", "22:00-06:00", "2026-03-08 03:00 to 10:00");
    new_york("2026-03-07", "22:00-02:30", "2026-03-08 03:00 to 07:30");
    lord_howe("2026-10-03", "22:00-06:00", "2026-10-03 11:30 to 19:00");
    cairo("2026-04-23", "22:00-06:00", "2026-04-23 20:00 to 03:00");
}

#[test]
fn a_stretch_that_begins_in_a_fold_begins_at_the_first_of_the_two() {
    // 01:30 is 05:30 UTC, and again 06:30; 04:00 is 09:00 UTC.
    new_york("2026-11-01", "01:30-04:00", "2026-11-01 05:30 to 09:00");
    lord_howe("2026-04-05", "01:45-03:00", "2026-04-04 14:45 to 16:30");
    cairo("2026-10-29", "23:30-02:00", "2026-10-29 20:30 to 00:00");
}

#[test]
fn a_stretch_that_ends_in_a_fold_ends_at_the_first_of_the_two() {
    new_york("2026-11-01", "00:00-01:30", "2026-11-01 04:00 to 05:30");
    lord_howe("2026-04-05", "00:00-01:45", "2026-04-04 13:00 to 14:45");
    cairo("2026-10-29", "20:00-23:30", "2026-10-29 17:00 to 20:30");
}

#[test]
fn a_stretch_inside_a_fold_happens_once_the_first_time() {
    new_york("2026-11-01", "01:15-01:45", "2026-11-01 05:15 to 05:45");
    lord_howe("2026-04-05", "01:35-01:55", "2026-04-04 14:35 to 14:55");
    cairo("2026-10-29", "23:15-23:45", "2026-10-29 20:15 to 20:45");
}

#[test]
fn a_stretch_over_a_fold_is_longer_by_it() {
    // 00:30 to 02:30 on the wall, three hours in the world.
    new_york("2026-11-01", "00:30-02:30", "2026-11-01 04:30 to 07:30");
    // The hour that happens twice, from its first beginning to its second end.
    new_york("2026-11-01", "01:00-02:00", "2026-11-01 05:00 to 07:00");
    lord_howe("2026-04-05", "01:30-02:00", "2026-04-04 14:30 to 15:30");
    // The midnight that ends the 29th is the second one.
    cairo("2026-10-29", "18:00-24:00", "2026-10-29 15:00 to 22:00");
    // A whole day of 25 hours.
    new_york("2026-11-01", "00:00-24:00", "2026-11-01 04:00 to 05:00");
}

#[test]
fn an_overnight_stretch_over_a_fold_ends_when_the_wall_says_so() {
    // Saturday 22:00 to Sunday 06:00: nine hours.
    new_york("2026-10-31", "22:00-06:00", "2026-11-01 02:00 to 11:00");
    new_york("2026-10-31", "22:00-01:30", "2026-11-01 02:00 to 05:30");
    lord_howe("2026-04-04", "22:00-06:00", "2026-04-04 11:00 to 19:30");
    cairo("2026-10-29", "22:00-06:00", "2026-10-29 19:00 to 04:00");
}

#[test]
fn on_the_date_that_apia_skipped_a_stretch_lies_on_the_next() {
    // Friday the 30th does not exist: its 18:00, read with the offset before, is Saturday 18:00.
    apia("2011-12-30", "18:00-20:00", "2011-12-31 04:00 to 06:00");
    apia("2011-12-31", "18:00-20:00", "2011-12-31 04:00 to 06:00");
    apia("2011-12-29", "18:00-20:00", "2011-12-30 04:00 to 06:00");
}

#[test]
fn over_the_date_that_apia_skipped_a_night_goes_from_thursday_to_saturday() {
    // Thursday 22:00 to "Friday 06:00", which is Saturday 06:00: eight hours.
    apia("2011-12-29", "22:00-06:00", "2011-12-30 08:00 to 16:00");
    // "Friday 22:00" is Saturday 22:00, and Saturday 06:00 lies before it.
    apia("2011-12-30", "22:00-06:00", "");
    // A whole Friday would begin and end with Saturday's first minute.
    apia("2011-12-30", "00:00-24:00", "");
}
