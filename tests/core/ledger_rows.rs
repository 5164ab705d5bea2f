//! Logs as they should not be: rows that are missing, too many, or of another order.

use ringfence_core::protocol::{Entry, Reason};

use crate::ledger::{EIGHT, SIX, all, back, balance, began, ended, granted, log, monday, told};

#[test]
fn what_no_row_ends_counts_to_its_planned_end_and_no_further_than_now() {
    let rows = log(&[(SIX, began(1, SIX, EIGHT)), (SIX, granted(7, 30, Reason::Habit))]);
    let at = |time| told(all(&balance(&rows, monday(time))));
    assert_eq!(at("17:00"), "");
    assert_eq!(at("18:10"), "planned 10, overridden 10, owed 10");
    assert_eq!(at("19:00"), "planned 60, kept 30, overridden 30, owed 30");
    assert_eq!(at("23:00"), "planned 120, kept 90, overridden 30, owed 30");
}

#[test]
fn an_end_before_its_beginning_and_one_without_count_nothing() {
    let rows = log(&[
        (SIX, began(1, SIX, EIGHT)),
        ("2026-11-23 17:30", ended(1, SIX, "2026-11-23 17:30")),
        (EIGHT, ended(2, SIX, EIGHT)),
        (EIGHT, back(5, 20)),
        ("2026-11-23 21:00", granted(6, 30, Reason::Habit)),
        ("2026-11-23 20:00", back(6, 0)),
    ]);
    let balance = balance(&rows, monday("23:00"));
    assert_eq!(told(all(&balance)), "");
    assert_eq!(balance.overrides[0].span.end, monday("21:00"), "empty, not negative");
}

#[test]
fn a_second_end_of_an_override_counts_nothing() {
    let rows = log(&[
        (SIX, began(1, SIX, EIGHT)),
        ("2026-11-23 18:10", granted(3, 30, Reason::Habit)),
        ("2026-11-23 18:20", back(3, 4)),
        ("2026-11-23 18:40", back(3, 30)),
        (EIGHT, ended(1, SIX, EIGHT)),
    ]);
    let expected = "planned 120, kept 110, overridden 10, used 4, owed 10";
    assert_eq!(told(all(&balance(&rows, monday("23:00")))), expected);
}

#[test]
fn a_beginning_written_again_goes_on_with_the_first_and_the_last_planned_end_holds() {
    let rows = log(&[
        (SIX, began(1, SIX, EIGHT)),
        ("2026-11-23 18:30", began(1, SIX, "2026-11-23 19:00")),
    ]);
    assert_eq!(told(all(&balance(&rows, monday("23:00")))), "planned 60, kept 60");
}

#[test]
fn an_id_that_comes_again_after_the_state_was_lost_is_another_override() {
    let rows = log(&[
        (SIX, began(1, SIX, EIGHT)),
        ("2026-11-23 18:10", granted(3, 10, Reason::Habit)),
        ("2026-11-23 19:00", granted(3, 30, Reason::Home)),
        ("2026-11-23 19:05", back(3, 4)),
        ("2026-11-23 19:06", Entry::OverrideCorrected { grant: 3, reason: Reason::Promise }),
        (EIGHT, ended(1, SIX, EIGHT)),
    ]);
    let balance = balance(&rows, monday("23:00"));
    assert_eq!(told(all(&balance)), "planned 120, kept 105, overridden 15, used 4, owed 15");
    let reasons: Vec<Reason> = balance.overrides.iter().map(|it| it.reason).collect();
    assert_eq!(reasons, [Reason::Habit, Reason::Promise]);
}

#[test]
fn rows_that_come_twice_count_once_and_in_any_order() {
    let mut rows = log(&[
        (SIX, began(1, SIX, EIGHT)),
        ("2026-11-23 18:10", granted(3, 10, Reason::Habit)),
        ("2026-11-23 18:20", back(3, 9)),
        (EIGHT, ended(1, SIX, EIGHT)),
        (EIGHT, Entry::OwedForgiven { minutes: 3 }),
    ]);
    let once = balance(&rows, monday("23:00"));
    assert_eq!(
        told(all(&once)),
        "planned 120, kept 110, overridden 10, used 9, forgiven 3, owed 7"
    );
    rows.extend(rows.clone());
    rows.reverse();
    assert_eq!(balance(&rows, monday("23:00")), once);
}
