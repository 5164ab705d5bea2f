//! Owed time: what is owed, when it is said, and make-up stretches from their taking to their end.

use ringfence_core::clock::Instant;
use ringfence_core::protocol::{
    CoreEvent, Day as Weekday, ExceptionDraft, ExceptionKind, FaultKind, Lead, OptionsView,
    OwedView, Page, Reason, Reply, ScopeDraft, SettingsDraft, View,
};

use crate::day::{Day, draft, instant, override_draft};

/// Mondays and Tuesdays from six to eight; on Monday, mail was open for half an hour.
fn monday_night() -> Day {
    let mut day = Day::at("2026-11-23 17:50");
    let rule = draft(&[Weekday::Mon, Weekday::Tue], &["18:00-20:00"], &["mail.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: Vec::new() });
    day.heartbeats_to("2026-11-23 18:30");
    let scope = ScopeDraft::Site { pattern: "mail.example".into() };
    let draft = override_draft(scope, 30, Reason::Habit);
    day.page(CoreEvent::RequestOverride { draft });
    day.heartbeats_to("2026-11-23 20:00");
    day
}

fn owed(day: &mut Day) -> Option<OwedView> {
    day.popup().owed
}

fn options(day: &mut Day) -> Box<OptionsView> {
    let reply = day.page(CoreEvent::View { page: Page::Options { week: String::new() } }).reply;
    let Reply::View { view } = reply else { panic!("{reply:?}") };
    let View::Options(view) = *view else { panic!("{view:?}") };
    view
}

fn at(day: &Day, civil: &str) -> i64 {
    instant(&day.zone, civil).ms()
}

fn offer(day: &mut Day) -> Option<String> {
    let (start, end) = options(day).owed.offer?;
    let zone = day.zone.clock(day.now);
    let wall = |ms| zone.civil(Instant::from_ms(ms));
    Some(format!("{}-{}", wall(start).format("%a %H:%M"), wall(end).format("%H:%M")))
}

fn take(day: &mut Day, from: &str, until: &str) -> Reply {
    let (start, end) = (at(day, from), at(day, until));
    day.page(CoreEvent::TakeMakeUp { start, end }).reply
}

fn refusal(reply: &Reply) -> Option<FaultKind> {
    match reply {
        Reply::Refused { faults } => faults.first().map(|fault| fault.kind),
        _ => None,
    }
}

#[test]
fn what_was_overridden_is_owed_and_said_once_a_day() {
    let mut day = monday_night();
    assert_eq!(owed(&mut day).map(|owed| owed.minutes), Some(30));
    day.now = day.now.plus(5 * 60_000);
    assert!(owed(&mut day).is_some(), "the person sits there still");
    day.now = day.now.plus(15 * 60_000);
    assert_eq!(owed(&mut day), None, "said today");
    day.worker_dies();
    assert_eq!(owed(&mut day), None, "and remembered");
    assert_eq!(options(&mut day).owed.minutes, 30, "the Week page has it always");
    day.alarm_at("2026-11-24 09:00");
    assert!(owed(&mut day).is_some(), "another day");
    day.alarm_at("2026-11-25 18:30");
    day.page(CoreEvent::StartFocus { minutes: 25 });
    assert_eq!(owed(&mut day), None, "not in protected time");
}

#[test]
fn an_hour_that_held_is_offered_on_the_first_day_on_which_it_is_free() {
    let mut day = monday_night();
    // Tuesday's own hours are taken; on Wednesday six o'clock is free. Seven held better on Monday.
    assert_eq!(offer(&mut day).as_deref(), Some("Tue 20:00-20:30"), "right after Tuesday's hours");
    let exception = |from: &str, until: &str| ExceptionDraft {
        id: 0,
        kind: ExceptionKind::OnCall,
        from: from.into(),
        until: until.into(),
        groups: Vec::new(),
        reason: None,
    };
    let exception = exception("2026-11-24T20:00", "2026-11-25T19:15");
    day.page(CoreEvent::SaveException { exception });
    assert_eq!(offer(&mut day).as_deref(), Some("Thu 19:00-19:30"), "nor over an exception");
    assert!(matches!(take(&mut day, "2026-11-26 19:00", "2026-11-26 19:30"), Reply::Made { .. }));
    assert_eq!(offer(&mut day), None, "it is taken");
    assert_eq!(owed(&mut day), None, "and nothing is said of it any more");
}

#[test]
fn a_make_up_stretch_protects_and_is_made_up() {
    let mut day = monday_night();
    assert!(matches!(take(&mut day, "2026-11-25 07:00", "2026-11-25 07:30"), Reply::Made { .. }));
    day.open_tab(1, "https://mail.example/");
    let alarms = day.browser(CoreEvent::Looked {});
    assert!(!alarms.effects.is_empty());
    day.heartbeats_to("2026-11-25 06:59");
    assert_eq!(day.veiled(), Vec::<i32>::new());
    day.heartbeats_to("2026-11-25 07:00");
    assert_eq!(day.veiled(), [1]);
    assert!(options(&mut day).owed.make_ups[0].begun);
    let id = options(&mut day).owed.make_ups[0].id;
    let back = day.page(CoreEvent::GiveBackMakeUp { id }).reply;
    assert_eq!(refusal(&back), Some(FaultKind::Gone), "what has begun is not given back");
    day.heartbeats_to("2026-11-25 07:30");
    assert_eq!(day.veiled(), Vec::<i32>::new());
    let owed = options(&mut day).owed;
    assert_eq!((owed.minutes, owed.make_ups.len()), (0, 0));
    let told = day.told();
    let told: Vec<&str> =
        told.iter().map(String::as_str).filter(|it| it.contains("make_up")).collect();
    assert_eq!(
        told,
        ["Mon 20:00 make_up_taken", "Wed 07:00 make_up_started", "Wed 07:30 make_up_ended"]
    );
}

#[test]
fn one_that_was_slept_through_is_made_up_unseen() {
    let mut day = monday_night();
    take(&mut day, "2026-11-25 07:00", "2026-11-25 07:30");
    day.heartbeats_to("2026-11-24 21:00");
    day.worker_dies();
    day.alarm_at("2026-11-25 09:00");
    let told = day.told();
    assert_eq!(
        told[told.len() - 3..],
        ["Wed 07:00 make_up_started", "Wed 07:30 unseen", "Wed 07:30 make_up_ended"]
    );
}

#[test]
fn a_make_up_stretch_is_given_back_before_it_begins() {
    let mut day = monday_night();
    let Reply::Made { id } = take(&mut day, "2026-11-25 07:00", "2026-11-25 07:30") else {
        panic!("taken");
    };
    assert_eq!(day.page(CoreEvent::GiveBackMakeUp { id }).reply, Reply::Done {});
    assert_eq!(options(&mut day).owed.minutes, 30);
    day.heartbeats_to("2026-11-25 07:10");
    assert!(day.posture.unwrap().veils.is_empty());
}

#[test]
fn a_time_that_is_not_free_is_refused_and_nothing_changes() {
    let mut day = monday_night();
    for (from, until) in [
        ("2026-11-23 19:00", "2026-11-23 19:30"),
        ("2026-11-24 19:30", "2026-11-24 20:30"),
        ("2026-12-24 07:00", "2026-12-24 07:30"),
        ("2026-11-25 07:30", "2026-11-25 07:00"),
        ("2026-11-25 07:00", "2026-11-25 07:00"),
    ] {
        assert_eq!(refusal(&take(&mut day, from, until)), Some(FaultKind::MakeUpTime), "{from}");
    }
    take(&mut day, "2026-11-25 07:00", "2026-11-25 07:30");
    let over = take(&mut day, "2026-11-25 07:15", "2026-11-25 07:45");
    assert_eq!(refusal(&over), Some(FaultKind::MakeUpTime));
    assert_eq!(day.app.state().make_ups.len(), 1);
}

#[test]
fn owed_minutes_are_forgiven_and_never_more_than_there_are() {
    let mut day = monday_night();
    assert_eq!(day.page(CoreEvent::ForgiveOwed { minutes: 10 }).reply, Reply::Done {});
    assert_eq!(options(&mut day).owed.minutes, 20);
    assert_eq!(day.page(CoreEvent::ForgiveOwed { minutes: u32::MAX }).reply, Reply::Done {});
    assert_eq!(options(&mut day).owed.minutes, 0);
    let again = day.page(CoreEvent::ForgiveOwed { minutes: 1 }).reply;
    assert_eq!(refusal(&again), Some(FaultKind::Gone));
    let told = day.told();
    assert_eq!(
        told[told.len() - 2..],
        ["Mon 20:00 owed_forgiven 10", "Mon 20:00 owed_forgiven 20"]
    );
}

#[test]
fn excused_minutes_are_owed_if_the_person_wants_it() {
    let mut day = monday_night();
    let exception = ExceptionDraft {
        id: 0,
        kind: ExceptionKind::OnCall,
        from: "2026-11-24".into(),
        until: "2026-11-24".into(),
        groups: Vec::new(),
        reason: None,
    };
    day.page(CoreEvent::SaveException { exception });
    day.heartbeats_to("2026-11-24 21:00");
    assert_eq!(options(&mut day).owed.minutes, 30);
    let settings = SettingsDraft { lead: Lead::Today, zone: String::new(), owe_excused: true };
    day.page(CoreEvent::SaveSettings { settings });
    assert_eq!(options(&mut day).owed.minutes, 150);
}
