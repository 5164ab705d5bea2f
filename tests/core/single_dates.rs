//! Exceptions, skips and moves through a person's day: before the hour begins they apply at once and
//! its minutes are excused; after that the same press is an override to its end, with a reason.
//! 23 November 2026 is a Monday.

use ringfence_core::protocol::{
    CoreEvent, Day as Weekday, Entry, ExceptionDraft, ExceptionKind, ExcusedBy, FaultKind,
    OccurrenceDraft, Reason, Reply,
};

use crate::day::{Day, draft};
use crate::plan::{change, exception, occurrence};

/// Monday 17:00, a rule for Mondays 18:00 to 20:00 on mail and chat, made long ago.
fn monday() -> Day {
    let mut day = Day::at("2026-11-20 12:00");
    day.open_tab(1, "https://mail.example/inbox");
    day.open_tab(2, "https://chat.example/");
    let mut rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example", "chat.example"]);
    rule.groups = vec!["mail".into()];
    day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() });
    day.clock_comes_to("2026-11-23 17:00");
    day.browser(CoreEvent::Looked {});
    day.log.clear();
    day
}

fn ask(day: &mut Day, change: OccurrenceDraft, reason: Option<Reason>) -> Reply {
    day.page(CoreEvent::ChangeOccurrence { change: OccurrenceDraft { reason, ..change } }).reply
}

fn declare(day: &mut Day, exception: ExceptionDraft, reason: Option<Reason>) -> Reply {
    day.page(CoreEvent::SaveException { exception: ExceptionDraft { reason, ..exception } }).reply
}

fn refusal(reply: Reply) -> Vec<FaultKind> {
    match reply {
        Reply::Refused { faults } => faults.into_iter().map(|fault| fault.kind).collect(),
        other => panic!("{other:?}"),
    }
}

fn skip() -> OccurrenceDraft {
    change(1, "2026-11-23 18:00", None)
}

fn vacation(from: &str, until: &str) -> ExceptionDraft {
    exception(ExceptionKind::Vacation, from, until, &[])
}

/// What is veiled at moments of a day.
fn check(day: &mut Day, expected: &[(&str, &[i32])]) {
    for (civil, veiled) in expected {
        day.alarm_at(civil);
        assert_eq!(day.veiled(), *veiled, "{civil}");
    }
}

/// By what occurrences were excused, of how many minutes.
fn excused(day: &Day) -> Vec<(ExcusedBy, i64)> {
    let of = |entry: &Entry| match entry {
        Entry::OccurrenceExcused { start, end, by, .. } => Some((*by, (end - start) / 60_000)),
        _ => None,
    };
    day.log.iter().filter_map(|row| of(&row.entry)).collect()
}

#[test]
fn an_hour_skipped_before_it_begins_does_not_take_place_and_is_excused() {
    let mut day = monday();
    assert_eq!(refusal(ask(&mut day, skip(), None)), [FaultKind::NoReason]);
    assert_eq!(ask(&mut day, skip(), Some(Reason::Home)), Reply::Done {});
    check(&mut day, &[("2026-11-23 18:30", &[]), ("2026-11-23 20:01", &[])]);
    check(&mut day, &[("2026-11-30 18:30", &[1, 2])]);
    assert_eq!(
        day.told(),
        [
            "Mon 17:00 occurrence_changed",
            "Mon 18:00 occurrence_excused",
            "Mon 18:00 occurrence_started",
            "Mon 18:30 unseen",
        ]
    );
    assert_eq!(excused(&day), [(ExcusedBy::Skip, 120)]);
}

#[test]
fn an_hour_skipped_while_it_runs_is_an_override_to_its_end_with_a_reason() {
    let mut day = monday();
    check(&mut day, &[("2026-11-23 18:30", &[1, 2])]);
    assert_eq!(refusal(ask(&mut day, skip(), None)), [FaultKind::NoReason]);
    assert_eq!(day.veiled(), [1, 2]);
    assert_eq!(ask(&mut day, skip(), Some(Reason::Incident)), Reply::Done {});
    assert_eq!(day.veiled(), [] as [i32; 0]);
    check(&mut day, &[("2026-11-23 19:59", &[]), ("2026-11-23 20:00", &[])]);
    assert_eq!(
        day.told(),
        [
            "Mon 18:00 occurrence_started",
            "Mon 18:30 unseen",
            "Mon 18:30 override_granted 90",
            "Mon 19:59 unseen",
            "Mon 20:00 occurrence_ended",
            "Mon 20:00 override_ended 90 expired",
        ]
    );
    assert_eq!(excused(&day), [], "nothing is excused");
    check(&mut day, &[("2026-11-30 18:30", &[1, 2])]);
}

#[test]
fn from_a_skipped_running_hour_one_comes_back_early_with_one_press() {
    let mut day = monday();
    check(&mut day, &[("2026-11-23 18:30", &[1, 2])]);
    ask(&mut day, skip(), Some(Reason::Incident));
    day.clock_comes_to("2026-11-23 18:50");
    let id = day.popup().overrides[0].id;
    day.page(CoreEvent::EndOverride { id });
    assert_eq!(day.veiled(), [1, 2]);
}

#[test]
fn a_skipped_hour_that_is_restored_takes_place() {
    let mut day = monday();
    ask(&mut day, skip(), Some(Reason::Home));
    let occurrence = occurrence(1, "2026-11-23 18:00");
    assert_eq!(day.page(CoreEvent::RestoreOccurrence { occurrence }).reply, Reply::Done {});
    check(&mut day, &[("2026-11-23 18:30", &[1, 2])]);
    assert_eq!(
        day.told(),
        [
            "Mon 17:00 occurrence_changed",
            "Mon 17:00 occurrence_restored",
            "Mon 18:00 occurrence_started",
            "Mon 18:30 unseen",
        ]
    );
}

#[test]
fn an_hour_moved_before_it_begins_takes_place_where_it_was_moved() {
    let mut day = monday();
    let tomorrow = change(1, "2026-11-23 18:00", Some("2026-11-24 07:00-08:30"));
    assert_eq!(refusal(ask(&mut day, tomorrow.clone(), None)), [FaultKind::NoReason], "later");
    assert_eq!(ask(&mut day, tomorrow, Some(Reason::Promise)), Reply::Done {});
    check(
        &mut day,
        &[("2026-11-23 18:30", &[]), ("2026-11-24 07:00", &[1, 2]), ("2026-11-24 08:30", &[])],
    );
    assert_eq!(excused(&day), [(ExcusedBy::Move, 120)]);
    assert_eq!(
        day.told(),
        [
            "Mon 17:00 occurrence_changed",
            "Mon 18:00 occurrence_excused",
            "Tue 07:00 occurrence_started",
            "Tue 08:30 occurrence_ended",
            "Tue 08:30 unseen",
        ]
    );
}

#[test]
fn an_hour_moved_to_be_had_earlier_needs_no_reason() {
    let mut day = monday();
    let now = change(1, "2026-11-23 18:00", Some("2026-11-23 17:00-19:00"));
    assert_eq!(ask(&mut day, now, None), Reply::Done {});
    assert_eq!(day.veiled(), [1, 2]);
    check(&mut day, &[("2026-11-23 18:59", &[1, 2]), ("2026-11-23 19:00", &[])]);
}

#[test]
fn an_hour_moved_while_it_runs_is_overridden_to_its_end_and_had_again_later() {
    let mut day = monday();
    check(&mut day, &[("2026-11-23 18:30", &[1, 2])]);
    let later = change(1, "2026-11-23 18:00", Some("2026-11-23 21:00-22:30"));
    assert_eq!(refusal(ask(&mut day, later.clone(), None)), [FaultKind::NoReason]);
    assert_eq!(ask(&mut day, later, Some(Reason::Incident)), Reply::Done {});
    assert_eq!(day.veiled(), [] as [i32; 0]);
    check(
        &mut day,
        &[("2026-11-23 20:00", &[]), ("2026-11-23 21:00", &[1, 2]), ("2026-11-23 22:30", &[])],
    );
    assert_eq!(
        day.told(),
        [
            "Mon 18:00 occurrence_started",
            "Mon 18:30 unseen",
            "Mon 18:30 override_granted 90",
            "Mon 18:30 occurrence_changed",
            "Mon 20:00 occurrence_ended",
            "Mon 20:00 unseen",
            "Mon 20:00 override_ended 90 expired",
            "Mon 21:00 occurrence_started",
            "Mon 22:30 occurrence_ended",
            "Mon 22:30 unseen",
        ]
    );
}

#[test]
fn a_vacation_from_today_on_excuses_the_hour_that_has_not_begun() {
    let mut day = monday();
    assert_eq!(
        declare(&mut day, vacation("2026-11-23", "2026-12-06"), None),
        Reply::Made { id: 2 }
    );
    check(
        &mut day,
        &[("2026-11-23 18:30", &[]), ("2026-11-30 18:30", &[]), ("2026-12-07 18:30", &[1, 2])],
    );
    assert_eq!(excused(&day), [(ExcusedBy::Vacation, 120), (ExcusedBy::Vacation, 120)]);
    assert_eq!(day.told()[0], "Mon 17:00 exception_changed");
}

#[test]
fn a_vacation_declared_while_an_hour_runs_overrides_it_to_its_end_with_a_reason() {
    let mut day = monday();
    check(&mut day, &[("2026-11-23 18:30", &[1, 2])]);
    let vacation = vacation("2026-11-23", "2026-12-06");
    assert_eq!(refusal(declare(&mut day, vacation.clone(), None)), [FaultKind::NoReason]);
    assert_eq!(day.veiled(), [1, 2]);
    assert!(matches!(declare(&mut day, vacation, Some(Reason::Home)), Reply::Made { .. }));
    check(&mut day, &[("2026-11-23 18:31", &[]), ("2026-11-30 18:30", &[])]);
    assert_eq!(excused(&day), [(ExcusedBy::Vacation, 120)], "next week's, not today's");
    assert_eq!(
        day.told(),
        [
            "Mon 18:00 occurrence_started",
            "Mon 18:30 unseen",
            "Mon 18:30 override_granted 90",
            "Mon 18:30 exception_changed",
            "Mon 20:00 occurrence_ended",
            "Mon 20:00 unseen",
            "Mon 20:00 override_ended 90 expired",
            "Mon 18:00 occurrence_excused",
        ]
    );
}

#[test]
fn a_vacation_that_ends_within_an_hour_leaves_the_rest_of_it() {
    let mut day = monday();
    declare(&mut day, vacation("2026-11-23T12:00", "2026-11-23T19:00"), None);
    check(&mut day, &[("2026-11-23 18:59", &[]), ("2026-11-23 19:00", &[1, 2])]);
    assert_eq!(excused(&day), [(ExcusedBy::Vacation, 60)]);
}

#[test]
fn a_vacation_that_is_deleted_gives_the_hours_back() {
    let mut day = monday();
    let Reply::Made { id } = declare(&mut day, vacation("2026-11-23", "2026-12-06"), None) else {
        panic!();
    };
    check(&mut day, &[("2026-11-23 18:30", &[])]);
    assert_eq!(day.page(CoreEvent::DeleteException { id }).reply, Reply::Done {});
    assert_eq!(day.veiled(), [1, 2], "also the one that would run now");
}

#[test]
fn on_call_lets_only_the_named_group_through() {
    let mut day = monday();
    day.tabs[0].url = "https://mail.google.com/".into();
    day.origins = vec!["<all_urls>".into()];
    let on_call =
        exception(ExceptionKind::OnCall, "2026-11-23T12:00", "2026-11-23T19:00", &["mail"]);
    assert_eq!(declare(&mut day, on_call, None), Reply::Made { id: 2 });
    check(&mut day, &[("2026-11-23 18:30", &[2]), ("2026-11-23 19:00", &[1, 2])]);
    assert_eq!(excused(&day), [], "the hour is kept, with one group let through");
}

#[test]
fn on_call_with_no_group_lets_rules_rest() {
    let mut day = monday();
    let on_call = exception(ExceptionKind::OnCall, "2026-11-23", "2026-11-29", &[]);
    declare(&mut day, on_call, None);
    check(&mut day, &[("2026-11-23 18:30", &[]), ("2026-11-30 18:30", &[1, 2])]);
    assert_eq!(excused(&day), [(ExcusedBy::OnCall, 120)]);
}

#[test]
fn the_alarm_comes_when_a_group_is_let_through_and_when_it_is_not_any_more() {
    let mut day = monday();
    let on_call =
        exception(ExceptionKind::OnCall, "2026-11-23T18:20", "2026-11-23T18:40", &["mail"]);
    declare(&mut day, on_call, None);
    let mut rings = Vec::new();
    for _ in 0..6 {
        let at = day.posture.as_ref().unwrap().alarms[0].at;
        day.now = ringfence_core::clock::Instant::from_ms(at);
        rings.push(day.zone.clock(day.now).civil(day.now).format("%H:%M").to_string());
        day.browser(CoreEvent::Looked {});
    }
    // Ten minutes before, and in the last minute, something is said.
    assert_eq!(rings, ["17:50", "18:00", "18:20", "18:40", "19:59", "20:00"]);
}
