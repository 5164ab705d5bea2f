//! Civil time against chrono-tz, minute by minute around the changes of clocks.

use chrono::{LocalResult, NaiveDate, NaiveDateTime, TimeDelta, TimeZone};
use ringfence_core::clock::Instant;

use crate::named::Named;

/// What RFC 5545 says a civil time means, told from chrono-tz alone, in milliseconds.
pub fn resolved(zone: chrono_tz::Tz, civil: NaiveDateTime) -> i64 {
    match zone.from_local_datetime(&civil) {
        LocalResult::Single(it) => it.timestamp_millis(),
        LocalResult::Ambiguous(one, other) => one.timestamp_millis().min(other.timestamp_millis()),
        // In a gap: read with the offset of the last minute before it.
        LocalResult::None => {
            let (before, at) = (1..)
                .map(|minutes| civil - TimeDelta::minutes(minutes))
                .find_map(|it| zone.from_local_datetime(&it).latest().map(|at| (it, at)))
                .unwrap();
            at.timestamp_millis() + (civil - before).num_milliseconds()
        }
    }
}

/// Every fifth minute of two days around a change.
fn check(zone: chrono_tz::Tz, date: (i32, u32, u32)) {
    let named = Named(zone);
    let clock = named.clock(Instant::default());
    let start =
        NaiveDate::from_ymd_opt(date.0, date.1, date.2).unwrap().and_hms_opt(0, 0, 0).unwrap();
    for step in -288..288 {
        let civil = start + TimeDelta::minutes(step * 5);
        let expected = resolved(zone, civil);
        assert_eq!(clock.instant(civil).ms(), expected, "{zone} {civil}");
    }
}

#[test]
fn new_york_springs_forward_and_falls_back() {
    check(chrono_tz::America::New_York, (2026, 3, 8));
    check(chrono_tz::America::New_York, (2026, 11, 1));
}

#[test]
fn lord_howe_moves_by_half_an_hour() {
    check(chrono_tz::Australia::Lord_Howe, (2026, 10, 4));
    check(chrono_tz::Australia::Lord_Howe, (2026, 4, 5));
}

#[test]
fn cairo_skips_the_hour_after_midnight() {
    check(chrono_tz::Africa::Cairo, (2026, 4, 24));
    check(chrono_tz::Africa::Cairo, (2026, 10, 30));
}

#[test]
fn apia_skipped_a_whole_date() {
    check(chrono_tz::Pacific::Apia, (2011, 12, 30));
}

#[test]
fn casablanca_kathmandu_and_chatham() {
    check(chrono_tz::Africa::Casablanca, (2026, 2, 15));
    check(chrono_tz::Africa::Casablanca, (2026, 3, 22));
    check(chrono_tz::Asia::Kathmandu, (2026, 6, 1));
    check(chrono_tz::Pacific::Chatham, (2026, 9, 27));
}
