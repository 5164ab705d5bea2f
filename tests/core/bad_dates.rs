//! Exceptions, single changes and settings that are wrong: refused with every fault at its field,
//! nothing changed. 23 November 2026 is a Monday.

use ringfence_core::protocol::{
    CoreEffect, CoreEvent, Day as Weekday, ExceptionDraft, ExceptionKind, FaultKind, Field, Lead,
    OccurrenceDraft, Reason, Reply, SettingsDraft,
};

use crate::day::{Day, draft};
use crate::plan::{change, exception, occurrence};

/// Monday noon, a rule for Mondays 18:00 to 20:00.
fn monday() -> Day {
    let mut day = Day::at("2026-11-23 12:00");
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() });
    for group in crate::standard::drafts() {
        day.page(CoreEvent::SaveGroup { group });
    }
    day
}

fn refused(day: &mut Day, event: CoreEvent, expected: &[(Field, FaultKind)]) {
    let before = day.app.state().clone();
    let shown = format!("{event:?}");
    let turn = day.page(event);
    let Reply::Refused { faults } = turn.reply else { panic!("{shown}: {:?}", turn.reply) };
    let found: Vec<(Field, FaultKind)> =
        faults.iter().map(|fault| (fault.field, fault.kind)).collect();
    assert_eq!(found, expected, "{shown}");
    assert_eq!(*day.app.state(), before, "nothing is saved");
    assert!(!turn.effects.iter().any(|effect| matches!(effect, CoreEffect::Save { .. })));
}

fn vacation(from: &str, until: &str) -> ExceptionDraft {
    exception(ExceptionKind::Vacation, from, until, &[])
}

fn save(exception: ExceptionDraft) -> CoreEvent {
    CoreEvent::SaveException { exception }
}

fn ask(change: OccurrenceDraft) -> CoreEvent {
    CoreEvent::ChangeOccurrence { change: OccurrenceDraft { reason: Some(Reason::Home), ..change } }
}

#[test]
fn an_exception_with_dates_that_do_not_exist() {
    let both = [
        (Field::ExceptionFrom, FaultKind::DateUnreadable),
        (Field::ExceptionUntil, FaultKind::DateUnreadable),
    ];
    for (from, until) in [
        ("2026-11-31", "2027-02-29"),
        ("", ""),
        ("2026-11-24T25:00", "2026-11-24T18:60"),
        ("2026-11-24 18:00", "tomorrow"),
    ] {
        refused(&mut monday(), save(vacation(from, until)), &both);
    }
}

#[test]
fn an_exception_that_ends_before_it_begins_or_when_it_begins() {
    for (from, until) in [
        ("2026-11-25", "2026-11-24"),
        ("2026-11-25T18:00", "2026-11-25T17:59"),
        ("2026-11-25T18:00", "2026-11-25T18:00"),
    ] {
        let empty = [(Field::ExceptionUntil, FaultKind::ExceptionEmpty)];
        refused(&mut monday(), save(vacation(from, until)), &empty);
    }
}

#[test]
fn an_exception_that_is_over() {
    for (from, until) in [("2026-11-20", "2026-11-22"), ("2026-11-23", "2026-11-23T12:00")] {
        let past = [(Field::ExceptionUntil, FaultKind::ExceptionPast)];
        refused(&mut monday(), save(vacation(from, until)), &past);
    }
    let reply = monday().page(save(vacation("2026-11-23", "2026-11-23T12:01"))).reply;
    assert!(matches!(reply, Reply::Made { .. }), "a minute of it is left: {reply:?}");
}

#[test]
fn an_exception_for_a_group_that_never_was_and_a_vacation_from_some_sites_only() {
    let on_call = exception(ExceptionKind::OnCall, "2026-11-24", "2026-11-25", &["nonsense"]);
    let unknown = (Field::ExceptionGroups, FaultKind::GroupUnknown);
    refused(&mut monday(), save(on_call), &[unknown]);
    let vacation = exception(ExceptionKind::Vacation, "2026-11-24", "2026-11-25", &["mail"]);
    let mixed = (Field::ExceptionGroups, FaultKind::PartMixed);
    refused(&mut monday(), save(vacation), &[mixed]);
}

#[test]
fn an_exception_that_is_gone_and_one_too_many() {
    let mut day = monday();
    let gone = [(Field::Draft, FaultKind::Gone)];
    let named = ExceptionDraft { id: 7, ..vacation("2026-11-24", "2026-11-25") };
    refused(&mut day, save(named), &gone);
    refused(&mut day, CoreEvent::DeleteException { id: 7 }, &gone);
    for _ in 0..400 {
        let reply = day.page(save(vacation("2026-11-24", "2026-11-25"))).reply;
        assert!(matches!(reply, Reply::Made { .. }));
    }
    let many = [(Field::Draft, FaultKind::TooManyExceptions)];
    refused(&mut day, save(vacation("2026-11-24", "2026-11-25")), &many);
}

#[test]
fn an_occurrence_moved_into_the_past() {
    let past = [(Field::MoveDate, FaultKind::MovePast)];
    for to in ["2026-11-23 11:59-13:00", "2026-11-22 18:00-20:00", "1999-01-01 18:00-20:00"] {
        refused(&mut monday(), ask(change(1, "2026-11-23 18:00", Some(to))), &past);
    }
}

#[test]
fn an_occurrence_moved_to_where_no_clock_and_no_calendar_goes() {
    let both = [
        (Field::MoveDate, FaultKind::DateUnreadable),
        (Field::MoveStretch, FaultKind::TimeUnreadable),
    ];
    let to = Some("2026-11-31 18:00-25:00");
    refused(&mut monday(), ask(change(1, "2026-11-23 18:00", to)), &both);
    let to = Some("2026-11-24 18:00-18:00");
    let empty = [(Field::MoveStretch, FaultKind::StretchEmpty)];
    refused(&mut monday(), ask(change(1, "2026-11-23 18:00", to)), &empty);
}

#[test]
fn an_occurrence_that_the_rule_does_not_have() {
    let gone = [(Field::Draft, FaultKind::OccurrenceGone)];
    for (rule, stands) in [
        (1, "2026-11-24 18:00"),
        (1, "2026-11-23 19:00"),
        (1, "2026-11-23 6pm"),
        (1, "2026-02-30 18:00"),
        (9, "2026-11-23 18:00"),
    ] {
        refused(&mut monday(), ask(change(rule, stands, None)), &gone);
    }
}

#[test]
fn an_occurrence_that_is_over_or_skipped_already() {
    let gone = [(Field::Draft, FaultKind::OccurrenceGone)];
    let mut day = monday();
    refused(&mut day, ask(change(1, "2026-11-16 18:00", None)), &gone);
    assert_eq!(day.page(ask(change(1, "2026-11-23 18:00", None))).reply, Reply::Done {});
    refused(&mut day, ask(change(1, "2026-11-23 18:00", None)), &gone);
}

#[test]
fn an_occurrence_skipped_for_no_reason() {
    let mut day = monday();
    let change = change(1, "2026-11-23 18:00", None);
    let no_reason = [(Field::Reason, FaultKind::NoReason)];
    refused(&mut day, CoreEvent::ChangeOccurrence { change }, &no_reason);
}

#[test]
fn an_occurrence_restored_that_was_never_changed() {
    let occurrence = occurrence(1, "2026-11-23 18:00");
    let gone = [(Field::Draft, FaultKind::Gone)];
    refused(&mut monday(), CoreEvent::RestoreOccurrence { occurrence }, &gone);
}

#[test]
fn settings_with_a_zone_that_nobody_knows_change_nothing_else_either() {
    let settings = SettingsDraft { lead: Lead::Day, zone: "Mars/Base".into(), owe_excused: false };
    let unknown = [(Field::Zone, FaultKind::ZoneUnknown)];
    refused(&mut monday(), CoreEvent::SaveSettings { settings }, &unknown);
}
