//! What going back came to before, and what it took of a rule's time, from the log. 23 November 2026
//! is a Monday.

use ringfence_core::clock::MINUTE;
use ringfence_core::ledger::{Given, Honest};
use ringfence_core::protocol::{Entry, LogRow, Reason};
use ringfence_core::schedule::Span;

use crate::ledger::{EIGHT, SIX, back, balance, began, ended, granted, log, monday, whole_day};

/// One evening of rule 1 from 18:00 to 23:00, with overrides `(grant, from, minutes)`, each ended when
/// its minutes were over.
fn going_back(overrides: &[(&str, u32, Reason)]) -> Vec<LogRow> {
    let eleven = "2026-11-23 23:00";
    let mut rows = log(&[(SIX, began(1, SIX, eleven)), (eleven, ended(1, SIX, eleven))]);
    for ((time, minutes, reason), grant) in overrides.iter().zip(10..) {
        let start = monday(time);
        let end = start.plus(i64::from(*minutes) * MINUTE);
        for (at, entry) in [(start, granted(grant, *minutes, *reason)), (end, back(grant, 0))] {
            let id = rows.len() as u64 + 1;
            rows.push(LogRow { id, at: at.ms(), offset: 60, entry });
        }
    }
    rows
}

#[test]
fn the_honest_line_tells_chains_and_begins_at_three() {
    use Reason::{Habit, Home};
    let overrides = [
        ("18:00", 5, Habit),
        ("18:15", 5, Habit), // ten minutes after the last end: the same chain
        ("18:18", 10, Home), // another reason comes between
        ("18:20", 3, Habit), // at the very end: 23 minutes together
        ("19:00", 10, Habit),
        ("20:00", 4, Habit),
    ];
    let honest = |count: usize, reason| {
        balance(&going_back(&overrides[..count]), monday("23:30")).honest(reason)
    };
    assert_eq!(honest(2, Habit), None);
    assert_eq!(honest(4, Home), None);
    assert_eq!(honest(4, Habit), Some(Honest { times: 3, asked: 5, took: 23 }));
    // Of 23 and 10 the lower one; of 23, 10 and 4 the middle one.
    assert_eq!(honest(5, Habit), Some(Honest { times: 4, asked: 5, took: 10 }));
    assert_eq!(honest(6, Habit), Some(Honest { times: 5, asked: 5, took: 10 }));
}

#[test]
fn ten_minutes_and_a_second_later_it_is_another_chain() {
    let overrides = [("18:00", 5, Reason::Habit), ("18:15", 5, Reason::Habit)];
    let mut rows = going_back(&overrides);
    for row in &mut rows[4..] {
        row.at += 1_000;
    }
    rows.extend(going_back(&[("20:00", 7, Reason::Habit)]).split_off(2).into_iter().map(
        |mut row| {
            row.id += 20;
            row
        },
    ));
    let balance = balance(&rows, monday("23:30"));
    assert_eq!(balance.honest(Reason::Habit).map(|it| it.took), Some(5));
}

#[test]
fn a_chain_ends_with_the_occurrence_even_if_the_next_one_follows_at_once() {
    let seven = "2026-11-23 19:00";
    let rows = log(&[
        (SIX, began(1, SIX, seven)),
        ("2026-11-23 18:50", granted(3, 10, Reason::Habit)),
        (seven, ended(1, SIX, seven)),
        (seven, back(3, 0)),
        (seven, began(1, seven, EIGHT)),
        (seven, granted(4, 20, Reason::Habit)),
        ("2026-11-23 19:20", back(4, 0)),
        ("2026-11-23 19:21", granted(5, 1, Reason::Habit)),
    ]);
    let balance = balance(&rows, monday("21:00"));
    let expected = Honest { times: 3, asked: 10, took: 10 };
    assert_eq!(balance.honest(Reason::Habit), Some(expected), "chains of 10 and of 22 minutes");
}

#[test]
fn a_corrected_reason_counts_where_it_belongs_and_calls_nowhere() {
    let mut rows = going_back(&[
        ("18:00", 5, Reason::Incident),
        ("19:00", 5, Reason::Habit),
        ("20:00", 5, Reason::Habit),
        ("21:00", 0, Reason::Call),
        ("21:20", 0, Reason::Call),
        ("21:40", 0, Reason::Call),
    ]);
    let correct = |grant, reason, id| LogRow {
        id,
        at: monday("22:00").ms(),
        offset: 60,
        entry: Entry::OverrideCorrected { grant, reason },
    };
    rows.push(correct(10, Reason::Home, 50));
    rows.push(correct(10, Reason::Habit, 51));
    rows.extend((13..16).map(|grant| correct(grant, Reason::Habit, u64::from(grant) + 50)));
    let balance = balance(&rows, monday("23:30"));
    let expected = Honest { times: 3, asked: 5, took: 5 };
    assert_eq!(balance.honest(Reason::Habit), Some(expected));
    assert_eq!(balance.honest(Reason::Home), None);
    assert_eq!(balance.honest(Reason::Call), None);
}

#[test]
fn an_override_that_runs_has_taken_as_long_as_it_has_come() {
    let mut rows = going_back(&[("18:00", 5, Reason::Habit), ("19:00", 5, Reason::Habit)]);
    rows.push(LogRow {
        id: 20,
        at: monday("19:10").ms(),
        offset: 60,
        entry: granted(20, 30, Reason::Habit),
    });
    let took = |time| balance(&rows, monday(time)).honest(Reason::Habit).unwrap();
    // The chains are 5 minutes, and from 19:00 on; of two the lower.
    assert_eq!(took("19:12"), Honest { times: 3, asked: 5, took: 5 });
    let chain = balance(&rows, monday("19:12"));
    assert_eq!(chain.overrides[2].span.end, monday("19:12"));
}

#[test]
fn given_counts_overrides_of_a_rule_and_their_minutes_each_once() {
    let mut rows = going_back(&[
        ("18:00", 20, Reason::Habit),
        ("18:10", 20, Reason::Home),
        ("22:50", 30, Reason::Home), // until 23:20, but the rule's time is over at 23:00
    ]);
    let Entry::OverrideGranted { rules, .. } = &mut rows[4].entry else { panic!() };
    rules.push(2);
    let balance = balance(&rows, monday("23:30"));
    assert_eq!(balance.given(Some(1), whole_day()), Given { times: 3, minutes: 40 });
    assert_eq!(balance.given(None, whole_day()), Given { times: 3, minutes: 40 });
    assert_eq!(balance.given(Some(2), whole_day()), Given { times: 1, minutes: 0 });
    assert_eq!(balance.given(Some(3), whole_day()), Given::default());
    // From 18:05 on: the first was granted before, but takes of this time as well.
    let later = Span { start: monday("18:05"), end: monday("22:00") };
    assert_eq!(balance.given(Some(1), later), Given { times: 1, minutes: 25 });
}
