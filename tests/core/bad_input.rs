//! What a form or a stranger may send: refused with every fault at its field, nothing changed.

use ringfence_core::protocol::{
    CoreEffect, CoreEvent, Day as Weekday, Fault, FaultKind, Field, OverrideDraft, PartDraft,
    Reason, Repeat, Reply, RuleDraft, ScopeDraft, Sender,
};

use crate::day::{Day, PAGE, draft, nothing, override_draft};
use crate::plan::stretch;

fn check(rule: RuleDraft, expected: &[(Field, FaultKind)]) {
    let mut day = Day::at("2026-11-23 12:00");
    let before = day.app.state().clone();
    let turn = day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() });
    let Reply::Refused { faults } = turn.reply else { panic!("{:?}", turn.reply) };
    let found: Vec<(Field, FaultKind)> =
        faults.iter().map(|fault| (fault.field, fault.kind)).collect();
    assert_eq!(found, expected);
    assert_eq!(*day.app.state(), before, "nothing is saved");
    assert!(!turn.effects.iter().any(|effect| matches!(effect, CoreEffect::Save { .. })));
}

#[test]
fn a_rule_without_days() {
    let rule = draft(&[], &["18:00-20:00"], &["mail.example"]);
    check(rule, &[(Field::Days { part: 0 }, FaultKind::NoDays)]);
}

#[test]
fn a_rule_without_sites() {
    check(draft(&[Weekday::Mon], &["18:00-20:00"], &[]), &[(Field::Sites, FaultKind::NoSites)]);
    check(
        draft(&[Weekday::Mon], &["18:00-20:00"], &["", "  "]),
        &[(Field::Sites, FaultKind::NoSites)],
    );
}

#[test]
fn a_stretch_whose_start_is_its_end() {
    let field = Field::Stretch { part: 0, index: 0 };
    let rule = draft(&[Weekday::Mon], &["18:00-18:00"], &["mail.example"]);
    check(rule, &[(field, FaultKind::StretchEmpty)]);
}

#[test]
fn times_that_no_clock_shows() {
    let field = Field::Stretch { part: 0, index: 0 };
    for text in [
        "25:00-26:00",
        "18:60-20:00",
        "six-seven",
        "1:00-2:00",
        "-10:00",
        "24:00-01:00",
        "18:00-24:01",
    ] {
        check(
            draft(&[Weekday::Mon], &[text], &["mail.example"]),
            &[(field, FaultKind::TimeUnreadable)],
        );
    }
}

#[test]
fn all_faults_come_back_at_once_each_at_its_field() {
    let sites = ["http://", "two words", "chrome://", "*", "mail.example"];
    let rule = draft(&[], &["18:00-20:00", "19:00-21:00"], &sites);
    let expected = [
        (Field::Days { part: 0 }, FaultKind::NoDays),
        (Field::Stretch { part: 0, index: 1 }, FaultKind::StretchOverlap),
        (Field::Site { index: 0 }, FaultKind::SiteEmpty),
        (Field::Site { index: 1 }, FaultKind::SiteSpace),
        (Field::Site { index: 2 }, FaultKind::SiteScheme),
        (Field::Site { index: 3 }, FaultKind::SiteWildcard),
    ];
    check(rule, &expected);
}

#[test]
fn what_was_typed_comes_back_with_its_fault() {
    let mut day = Day::at("2026-11-23 12:00");
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["chrome://settings"]);
    let Reply::Refused { faults } =
        day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() }).reply
    else {
        panic!()
    };
    let field = Field::Site { index: 0 };
    assert_eq!(
        faults,
        [Fault { field, kind: FaultKind::SiteScheme, typed: "chrome://settings".into() }]
    );
}

#[test]
fn a_rule_that_is_gone_a_group_that_never_was_and_a_goal_of_a_page() {
    let mut gone = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example"]);
    gone.id = 7;
    check(gone, &[(Field::Draft, FaultKind::Gone)]);
    let mut group = draft(&[Weekday::Mon], &["18:00-20:00"], &[]);
    group.groups = vec!["nonsense".into()];
    check(group, &[(Field::Sites, FaultKind::GroupUnknown)]);
    let mut long = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example"]);
    long.goal = "a".repeat(201);
    check(long, &[(Field::Goal, FaultKind::GoalTooLong)]);
}

#[test]
fn an_override_without_reason_with_odd_minutes_or_for_what_is_open() {
    let mut day = Day::at("2026-11-23 18:30");
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() });
    let mut ask = |pattern: &str, minutes, reason| {
        let scope = ScopeDraft::Site { pattern: pattern.into() };
        let draft = OverrideDraft { reason, ..override_draft(scope, minutes, Reason::Other) };
        match day.page(CoreEvent::RequestOverride { draft }).reply {
            Reply::Refused { faults } => faults.into_iter().map(|fault| fault.kind).collect(),
            _ => Vec::new(),
        }
    };
    assert_eq!(ask("mail.example", 5, None), [FaultKind::NoReason]);
    assert_eq!(ask("mail.example", 0, Some(Reason::Habit)), [FaultKind::MinutesRange]);
    assert_eq!(ask("mail.example", 1_000_000_000, Some(Reason::Habit)), [FaultKind::MinutesRange]);
    assert_eq!(ask("news.example", 5, Some(Reason::Habit)), [FaultKind::ScopeOpen]);
    assert_eq!(ask("mail.example", 5, Some(Reason::Habit)), []);
}

#[test]
fn a_focus_with_nothing_set_up_or_for_no_time_at_all() {
    let mut day = Day::at("2026-11-23 12:00");
    let mut ask = |minutes| match day.page(CoreEvent::StartFocus { minutes }).reply {
        Reply::Refused { faults } => faults[0].kind,
        other => panic!("{other:?}"),
    };
    assert_eq!(ask(25), FaultKind::NothingSetUp);
    assert_eq!(ask(0), FaultKind::MinutesRange);
}

#[test]
fn a_sender_may_send_its_own_events_and_no_others() {
    let mut day = Day::at("2026-11-23 12:00");
    let before = day.app.state().clone();
    let rule = draft(&[Weekday::Mon], &["11:00-20:00"], &["mail.example"]);
    for sender in [Sender::Browser, Sender::Content { tab: 1 }, Sender::Panel { tab: 1 }] {
        let turn = day.send(
            CoreEvent::SaveRule { rule: rule.clone(), groups: crate::standard::drafts() },
            sender,
        );
        assert!(matches!(turn.reply, Reply::Error { .. }), "{sender:?}");
        assert!(turn.effects.is_empty());
    }
    for sender in [PAGE, Sender::Content { tab: 1 }, Sender::Panel { tab: 1 }] {
        let turn = day.send(CoreEvent::LogWritten {}, sender);
        assert!(matches!(turn.reply, Reply::Error { .. }), "{sender:?}");
    }
    assert_eq!(*day.app.state(), before);
}

/// A rule of one part: Mondays 18:00 to 20:00, but for what is wrong with it.
fn part(part: PartDraft) -> RuleDraft {
    let mut rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example"]);
    let stretches = rule.schedule[0].stretches.clone();
    let stretches = if part.stretches.is_empty() { stretches } else { part.stretches };
    rule.schedule = vec![PartDraft { stretches, ..part }];
    rule
}

fn mondays() -> PartDraft {
    PartDraft { days: vec![Weekday::Mon], ..nothing() }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

#[test]
fn dates_that_do_not_exist() {
    let dates = texts(&["2026-02-29", "2026-12-05", "next Friday", "2026-11-31"]);
    let date = |index| (Field::Date { part: 0, index }, FaultKind::DateUnreadable);
    let rule = part(PartDraft { repeat: Repeat::Dates, dates, ..nothing() });
    check(rule, &[date(0), date(2), date(3)]);
    let (from, until) = ("2026-02-30".to_owned(), "2026-13-01".to_owned());
    let both = [
        (Field::From { part: 0 }, FaultKind::DateUnreadable),
        (Field::Until { part: 0 }, FaultKind::DateUnreadable),
    ];
    check(part(PartDraft { from, until, ..mondays() }), &both);
}

#[test]
fn a_last_date_before_the_first() {
    let (from, until) = ("2026-12-01".to_owned(), "2026-11-30".to_owned());
    let rule = part(PartDraft { from, until, ..mondays() });
    check(rule, &[(Field::Until { part: 0 }, FaultKind::UntilBeforeFrom)]);
}

#[test]
fn intervals_of_none_of_too_many_and_of_two_weeks_from_no_date() {
    for interval in [0, 521, u32::MAX] {
        let rule = part(PartDraft { interval, from: "2026-11-23".into(), ..mondays() });
        check(rule, &[(Field::Interval { part: 0 }, FaultKind::IntervalRange)]);
    }
    let rule = part(PartDraft { interval: 2, ..mondays() });
    check(rule, &[(Field::From { part: 0 }, FaultKind::IntervalNeedsFrom)]);
}

#[test]
fn more_than_24_hours_in_a_day() {
    let mut rule = part(PartDraft { stretches: vec![stretch("00:00-24:00")], ..mondays() });
    rule.schedule.push(PartDraft { stretches: vec![stretch("10:00-10:01")], ..mondays() });
    check(rule, &[(Field::Draft, FaultKind::DayOverfull)]);
}

#[test]
fn ten_thousand_stretches_dates_or_parts_are_one_fault() {
    let stretches = vec![stretch("18:00-25:00"); 10_000];
    let count = (Field::Stretch { part: 0, index: 0 }, FaultKind::StretchCount);
    check(part(PartDraft { stretches, ..mondays() }), &[count]);
    let dates = vec!["never".to_owned(); 10_000];
    let rule = part(PartDraft { repeat: Repeat::Dates, dates, ..nothing() });
    check(rule, &[(Field::Date { part: 0, index: 0 }, FaultKind::DateCount)]);
    let mut rule = part(mondays());
    rule.schedule = vec![nothing(); 10_000];
    check(rule, &[(Field::Draft, FaultKind::PartCount)]);
}

#[test]
fn no_parts_and_no_dates_at_all() {
    let mut rule = part(mondays());
    rule.schedule.clear();
    check(rule, &[(Field::Draft, FaultKind::PartCount)]);
    let rule = part(PartDraft { repeat: Repeat::Dates, ..nothing() });
    check(rule, &[(Field::Date { part: 0, index: 0 }, FaultKind::DateCount)]);
}

#[test]
fn a_zone_that_nobody_knows() {
    for zone in ["Mars/Base", "Europe/Lisbonne", "+01:00"] {
        let rule = RuleDraft { zone: zone.to_owned(), ..part(mondays()) };
        check(rule, &[(Field::Zone, FaultKind::ZoneUnknown)]);
    }
}

#[test]
fn a_month_s_zeroth_and_sixth_monday_and_none_of_them() {
    for nth in [vec![], vec![0], vec![6], vec![-6], vec![1, 6], vec![257]] {
        let rule = part(PartDraft { repeat: Repeat::Monthly, nth, ..mondays() });
        check(rule, &[(Field::Nth { part: 0 }, FaultKind::NthRange)]);
    }
}

#[test]
fn what_does_not_belong_to_the_way_in_which_dates_come_again() {
    let rule = part(PartDraft { nth: vec![1], dates: texts(&["2026-12-05"]), ..mondays() });
    let date = (Field::Date { part: 0, index: 0 }, FaultKind::PartMixed);
    check(rule, &[date, (Field::Nth { part: 0 }, FaultKind::PartMixed)]);
    let rule = part(PartDraft {
        repeat: Repeat::Dates,
        interval: 2,
        nth: vec![1],
        from: "2026-12-01".into(),
        until: "2026-12-31".into(),
        dates: texts(&["2026-12-05"]),
        ..mondays()
    });
    let fields = [
        Field::Days { part: 0 },
        Field::Nth { part: 0 },
        Field::Interval { part: 0 },
        Field::From { part: 0 },
        Field::Until { part: 0 },
    ];
    check(rule, &fields.map(|field| (field, FaultKind::PartMixed)));
}

#[test]
fn the_faults_of_each_part_stand_at_that_part() {
    let mut rule = part(mondays());
    rule.schedule.push(nothing());
    rule.schedule.push(PartDraft {
        interval: 0,
        stretches: vec![stretch("18:00-18:00")],
        ..mondays()
    });
    let expected = [
        (Field::Days { part: 1 }, FaultKind::NoDays),
        (Field::Stretch { part: 1, index: 0 }, FaultKind::StretchCount),
        (Field::Interval { part: 2 }, FaultKind::IntervalRange),
        (Field::Stretch { part: 2, index: 0 }, FaultKind::StretchEmpty),
    ];
    check(rule, &expected);
}

#[test]
fn an_edit_with_faults_leaves_the_rule_as_it_was() {
    let mut day = Day::at("2026-11-23 18:30");
    day.page(CoreEvent::SaveRule { rule: part(mondays()), groups: crate::standard::drafts() });
    let before = day.app.state().clone();
    let mut rule = part(PartDraft { interval: 0, ..mondays() });
    (rule.id, rule.goal) = (1, "Another".to_owned());
    let turn = day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() });
    assert!(matches!(turn.reply, Reply::Refused { .. }));
    assert_eq!(*day.app.state(), before);
    assert!(!turn.effects.iter().any(|effect| matches!(effect, CoreEffect::Save { .. })));
}
