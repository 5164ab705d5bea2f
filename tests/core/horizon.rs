//! How far ahead the next change is found.

use ringfence_core::clock::DAY;
use ringfence_core::protocol::{
    AlarmName, CoreEvent, Day as Weekday, ExceptionKind, PartDraft, Repeat, Reply, RuleDraft,
};
use ringfence_core::timetable::Timetable;

use crate::day::{Day, draft, instant, nothing};
use crate::plan::{exception, stretch};

/// Monday noon, and a rule of one part.
fn noon(part: PartDraft) -> Day {
    let mut day = Day::at("2026-11-23 12:00");
    let rule = RuleDraft { schedule: vec![part], ..draft(&[], &[], &["mail.example"]) };
    assert_eq!(
        day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() }).reply,
        Reply::Made { id: 1 }
    );
    day
}

/// The next change, as the state says, and as the alarm follows it from day to day.
fn check(day: &mut Day, expected: &str) {
    let start = instant(&day.zone, expected);
    let clock = day.zone.clock(day.now);
    let timetable = Timetable::of(clock, day.app.state());
    assert_eq!(timetable.next_change(), Some(start), "expected {expected}");
    assert_eq!(timetable.next().map(|it| it.piece.span.start), Some(start));
    assert_eq!(day.popup().next.map(|it| it.start), Some(start.ms()));
    let alarms = &day.posture.as_ref().unwrap().alarms;
    let alarm = alarms.iter().find(|it| it.name == AlarmName::Change).unwrap();
    assert_eq!(alarm.at, start.min(day.now.plus(DAY)).ms(), "a day ahead at most");
}

fn dates(dates: &[&str]) -> PartDraft {
    PartDraft {
        repeat: Repeat::Dates,
        dates: dates.iter().map(ToString::to_string).collect(),
        stretches: vec![stretch("18:00-20:00")],
        ..nothing()
    }
}

fn vacation(day: &mut Day, from: &str, until: &str) {
    let exception = exception(ExceptionKind::Vacation, from, until, &[]);
    let reply = day.page(CoreEvent::SaveException { exception }).reply;
    assert!(matches!(reply, Reply::Made { .. }), "{reply:?}");
}

#[test]
fn a_single_date_400_days_ahead_is_found() {
    // 2026-11-23 and 399, 400 and 800 days.
    for date in ["2027-12-27", "2027-12-28", "2029-01-31"] {
        check(&mut noon(dates(&[date])), &format!("{date} 18:00"));
    }
}

#[test]
fn the_last_friday_of_every_twelfth_month_is_found_after_it_has_just_been() {
    let part = PartDraft {
        repeat: Repeat::Monthly,
        interval: 12,
        days: vec![Weekday::Fri],
        nth: vec![-1],
        from: "2026-11-01".into(),
        stretches: vec![stretch("18:00-20:00")],
        ..nothing()
    };
    let mut day = noon(part);
    check(&mut day, "2026-11-27 18:00");
    day.alarm_at("2026-11-27 20:00");
    check(&mut day, "2027-11-26 18:00");
}

#[test]
fn a_fifth_monday_of_february_and_every_520th_week_are_found() {
    // The next February of five Mondays is that of 2044; 520 weeks after 2026-11-16 is 2036-11-03.
    let part = PartDraft {
        repeat: Repeat::Monthly,
        interval: 12,
        days: vec![Weekday::Mon],
        nth: vec![5],
        from: "2026-02-01".into(),
        stretches: vec![stretch("18:00-20:00")],
        ..nothing()
    };
    check(&mut noon(part.clone()), "2044-02-29 18:00");
    let weekly = PartDraft {
        repeat: Repeat::Weekly,
        interval: 520,
        nth: vec![],
        from: "2026-11-16".into(),
        ..part
    };
    check(&mut noon(weekly), "2036-11-03 18:00");
}

#[test]
fn after_a_vacation_of_a_year_the_first_monday_is_found() {
    let part = PartDraft {
        days: vec![Weekday::Mon],
        stretches: vec![stretch("18:00-20:00")],
        ..nothing()
    };
    let mut day = noon(part);
    vacation(&mut day, "2026-11-23", "2027-12-31");
    // The end of a vacation is no change for a rule that does not hold then.
    check(&mut day, "2028-01-03 18:00");
}

#[test]
fn an_occurrence_moved_into_a_vacation_is_found_there() {
    let part = PartDraft {
        days: vec![Weekday::Mon],
        stretches: vec![stretch("18:00-20:00")],
        ..nothing()
    };
    let mut day = noon(part);
    vacation(&mut day, "2026-11-24", "2027-12-31");
    let mut change = crate::plan::change(1, "2026-11-23 18:00", Some("2027-10-01 10:00-12:00"));
    change.reason = Some(ringfence_core::protocol::Reason::Home);
    assert_eq!(day.page(CoreEvent::ChangeOccurrence { change }).reply, Reply::Done {});
    check(&mut day, "2027-10-01 10:00");
}

#[test]
fn behind_a_vacation_a_rule_of_a_last_date_has_nothing_more_to_come() {
    let mut day = noon(dates(&["2026-12-07", "2026-12-14"]));
    vacation(&mut day, "2026-12-01", "2026-12-31");
    assert_eq!(day.popup().next, None);
    assert_eq!(day.posture.as_ref().unwrap().alarms, []);
}
