//! What a form or a stranger may send: refused with every fault at its field, nothing changed.

use ringfence_core::protocol::{
    CoreEffect, CoreEvent, Day as Weekday, Fault, FaultKind, Field, OverrideDraft, Reason, Reply,
    RuleDraft, ScopeDraft, Sender,
};

use crate::day::{Day, PAGE, draft};

fn check(rule: RuleDraft, expected: &[(Field, FaultKind)]) {
    let mut day = Day::at("2026-11-23 12:00");
    let before = day.app.state().clone();
    let turn = day.page(CoreEvent::SaveRule { rule });
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
    let Reply::Refused { faults } = day.page(CoreEvent::SaveRule { rule }).reply else { panic!() };
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
    day.page(CoreEvent::SaveRule { rule });
    let mut ask = |pattern: &str, minutes, reason| {
        let scope = ScopeDraft::Site { pattern: pattern.into() };
        let draft = OverrideDraft { scope, minutes, reason };
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
        let turn = day.send(CoreEvent::SaveRule { rule: rule.clone() }, sender);
        assert!(matches!(turn.reply, Reply::Error { .. }), "{sender:?}");
        assert!(turn.effects.is_empty());
    }
    for sender in [PAGE, Sender::Content { tab: 1 }, Sender::Panel { tab: 1 }] {
        let turn = day.send(CoreEvent::LogWritten {}, sender);
        assert!(matches!(turn.reply, Reply::Error { .. }), "{sender:?}");
    }
    assert_eq!(*day.app.state(), before);
}
