//! What became of protected time, in stories with exact numbers. 23 November 2026 is a Monday, and all
//! clocks are Berlin's unless a story says otherwise.

use ringfence_core::clock::{Instant, MINUTE};
use ringfence_core::date::Date;
use ringfence_core::ledger::{Balance, Given, Ledger, Owe, Sums};
use ringfence_core::protocol::{
    CoreEvent, Day as Weekday, Entry, ExceptionKind, ExcusedBy, GroupDraft, LogRow, Mode,
    OverrideEnding, Reason, Reply, RuleDraft, ScopeDraft,
};
use ringfence_core::schedule::Span;

use crate::day::{Day, draft, instant, override_draft};
use crate::named::Named;
use crate::plan::{change, exception};

pub fn berlin(civil: &str) -> Instant {
    instant(&Named(chrono_tz::Europe::Berlin), civil)
}

/// An evening of the Monday.
pub fn monday(time: &str) -> Instant {
    berlin(&format!("2026-11-23 {time}"))
}

pub fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

pub fn balance(rows: &[LogRow], now: Instant) -> Balance {
    let mut ledger = Ledger::default();
    for row in rows {
        ledger.take(row);
    }
    ledger.balance(now)
}

/// The Monday.
pub fn whole_day() -> Span {
    Span { start: monday("00:00"), end: berlin("2026-11-24 00:00") }
}

/// Sums in minutes, those that are not nothing.
pub fn told(sums: Sums) -> String {
    let numbers = [
        ("planned", sums.planned()),
        ("kept", sums.kept),
        ("unseen", sums.unseen),
        ("overridden", sums.overridden),
        ("excused", sums.excused),
        ("used", sums.used),
        ("made up", sums.made_up),
        ("forgiven", sums.forgiven),
        ("owed", sums.owed(Owe::Overridden)),
        ("owed with excused", sums.owed(Owe::OverriddenAndExcused)),
    ];
    let numbers = numbers.into_iter().filter(|(name, ms)| {
        *ms != 0 && (*name != "owed with excused" || *ms != sums.owed(Owe::Overridden))
    });
    let minutes = |ms: i64| {
        assert_eq!(ms % MINUTE, 0);
        ms / MINUTE
    };
    numbers.map(|(name, ms)| format!("{name} {}", minutes(ms))).collect::<Vec<_>>().join(", ")
}

/// The sums of all time.
pub fn all(balance: &Balance) -> Sums {
    balance.sums(Span { start: Instant::from_ms(i64::MIN), end: Instant::from_ms(i64::MAX) })
}

pub fn check(day: &Day, expected: &str) {
    assert_eq!(told(all(&balance(&day.log, day.now))), expected);
}

pub fn check_day(balance: &Balance, day: &str, expected: &str) {
    assert_eq!(told(balance.sums_of_days(date(day), date(day))), expected, "{day}");
}

/// A rule for Mondays 18:00 to 20:00 on mail and on the group of meetings, made long ago.
pub fn evening() -> Day {
    let mut day = Day::at("2026-11-20 12:00");
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example", "chat.example"]);
    let (id, name) = ("meetings".to_owned(), "Meetings".to_owned());
    let groups = vec![GroupDraft { id, name, sites: vec!["meet.example".into()] }];
    let rule = RuleDraft { groups: vec!["meetings".into()], ..rule };
    day.page(CoreEvent::SaveRule { rule, groups });
    day.open_tab(1, "https://mail.example/");
    day.open_tab(2, "https://meet.example/room");
    day.alarm_at("2026-11-23 17:59");
    day
}

pub fn go_back(day: &mut Day, site: &str, minutes: u32) {
    let scope = ScopeDraft::Site { pattern: site.into() };
    let draft = override_draft(scope, minutes, Reason::Habit);
    day.page(CoreEvent::RequestOverride { draft });
}

/// A log by hand, in Berlin, with ids from 1.
pub fn log(rows: &[(&str, Entry)]) -> Vec<LogRow> {
    let zone = Named(chrono_tz::Europe::Berlin);
    let row = |((at, entry), id): (&(&str, Entry), u64)| {
        let at = instant(&zone, at);
        let offset = zone.clock(at).offset_minutes(at);
        LogRow { id, at: at.ms(), offset, entry: entry.clone() }
    };
    rows.iter().zip(1..).map(row).collect()
}

pub fn began(rule: u32, start: &str, end: &str) -> Entry {
    let (start, end) = (berlin(start).ms(), berlin(end).ms());
    Entry::OccurrenceStarted { rule, goal: String::new(), aim: 0, mode: Mode::Cover, start, end }
}

pub fn ended(rule: u32, start: &str, end: &str) -> Entry {
    let (start, end) = (berlin(start).ms(), berlin(end).ms());
    Entry::OccurrenceEnded { rule, goal: String::new(), start, end }
}

pub fn granted(grant: u32, minutes: u32, reason: Reason) -> Entry {
    Entry::OverrideGranted {
        grant,
        reason,
        sites: Vec::new(),
        minutes,
        puller: String::new(),
        note: String::new(),
        instead: None,
        rules: vec![1],
    }
}

pub fn back(grant: u32, in_front: u32) -> Entry {
    let how = OverrideEnding::Back;
    Entry::OverrideEnded { grant, how, minutes: 0, in_front: Some(in_front) }
}

pub const SIX: &str = "2026-11-23 18:00";
pub const EIGHT: &str = "2026-11-23 20:00";

#[test]
fn an_hour_that_holds_is_kept_and_what_was_overridden_is_owed() {
    let mut day = evening();
    day.heartbeats_to("2026-11-23 18:30");
    check(&day, "planned 30, kept 30");
    go_back(&mut day, "mail.example", 10);
    day.tab(1).front = true;
    day.browser(CoreEvent::Looked {});
    day.heartbeats_to("2026-11-23 18:35");
    check(&day, "planned 35, kept 30, overridden 5, owed 5");
    day.heartbeats_to("2026-11-23 20:10");
    check(&day, "planned 120, kept 110, overridden 10, used 10, owed 10");
}

#[test]
fn two_overrides_at_once_are_one_time() {
    let mut day = evening();
    day.heartbeats_to("2026-11-23 18:30");
    go_back(&mut day, "mail.example", 20);
    day.heartbeats_to("2026-11-23 18:40");
    go_back(&mut day, "chat.example", 30);
    day.heartbeats_to("2026-11-23 20:00");
    check(&day, "planned 120, kept 80, overridden 40, owed 40");
}

#[test]
fn two_rules_at_once_are_one_time_and_a_focus_before_them_adds_its_own() {
    let mut day = evening();
    let rule = draft(&[Weekday::Mon], &["19:00-21:00"], &["chat.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: Vec::new() });
    day.clock_comes_to("2026-11-23 17:59");
    day.page(CoreEvent::StartFocus { minutes: 11 });
    day.heartbeats_to("2026-11-23 18:05");
    day.page(CoreEvent::StartFocus { minutes: 10 });
    day.heartbeats_to("2026-11-23 21:00");
    check(&day, "planned 181, kept 181");
}

#[test]
fn a_focus_that_is_extended_and_ended_early_counts_as_long_as_it_was() {
    let mut day = evening();
    day.clock_comes_to("2026-11-24 10:00");
    day.page(CoreEvent::StartFocus { minutes: 25 });
    day.heartbeats_to("2026-11-24 10:20");
    day.page(CoreEvent::StartFocus { minutes: 50 });
    day.heartbeats_to("2026-11-24 10:40");
    let tuesday = |day: &Day| {
        let balance = balance(&day.log, day.now);
        told(balance.sums_of_days(date("2026-11-24"), date("2026-11-24")))
    };
    assert_eq!(tuesday(&day), "planned 40, kept 40");
    let refused = day.page(CoreEvent::EndFocus {}).reply;
    assert!(matches!(refused, Reply::Refused { .. }), "it is no slip any more");
    // It is ended as any time is given up: everything is open to its end.
    let draft = override_draft(ScopeDraft::Everything {}, 60, Reason::Other);
    day.page(CoreEvent::RequestOverride { draft });
    day.heartbeats_to("2026-11-24 12:00");
    assert_eq!(tuesday(&day), "planned 70, kept 40, overridden 30, owed 30");
}

#[test]
fn a_focus_that_was_a_slip_is_taken_back_and_counts_as_long_as_it_was() {
    let mut day = evening();
    day.clock_comes_to("2026-11-24 10:00");
    day.page(CoreEvent::StartFocus { minutes: 25 });
    assert!(day.popup().focus_is_fresh);
    day.heartbeats_to("2026-11-24 10:01");
    day.page(CoreEvent::EndFocus {});
    day.heartbeats_to("2026-11-24 12:00");
    let balance = balance(&day.log, day.now);
    let tuesday = balance.sums_of_days(date("2026-11-24"), date("2026-11-24"));
    assert_eq!(told(tuesday), "planned 1, kept 1");
}

#[test]
fn a_rule_made_in_mid_stretch_counts_from_then_on_and_until_it_is_deleted() {
    let mut day = Day::at("2026-11-23 18:30");
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: Vec::new() });
    day.heartbeats_to("2026-11-23 18:31");
    // Within two minutes it is deleted at once, and comes back as quickly.
    day.page(CoreEvent::DeleteRule { id: 1 });
    day.heartbeats_to("2026-11-23 18:36");
    day.page(CoreEvent::RestoreRule { id: 1 });
    day.heartbeats_to("2026-11-23 20:30");
    check(&day, "planned 85, kept 85");
}

#[test]
fn a_browser_closed_over_an_hour_leaves_it_kept_and_unseen() {
    let mut day = evening();
    day.clock_comes_to("2026-11-24 09:00");
    day.worker_dies();
    check(&day, "planned 120, kept 120, unseen 120");
}

#[test]
fn sleep_within_an_override_is_no_part_of_kept_time_and_so_not_unseen() {
    let mut day = evening();
    day.heartbeats_to("2026-11-23 18:30");
    go_back(&mut day, "mail.example", 10);
    day.clock_comes_to("2026-11-23 19:00");
    day.worker_dies();
    day.heartbeats_to("2026-11-23 20:00");
    check(&day, "planned 120, kept 110, unseen 20, overridden 10, owed 10");
}

#[test]
fn vacation_is_no_plan_on_call_is_excused() {
    for (kind, expected) in [
        (ExceptionKind::Vacation, ""),
        (ExceptionKind::OnCall, "planned 120, excused 120, owed with excused 120"),
    ] {
        let mut day = evening();
        let exception = exception(kind, "2026-11-23", "2026-11-23", &[]);
        day.page(CoreEvent::SaveException { exception });
        day.heartbeats_to("2026-11-23 20:00");
        check(&day, expected);
    }
}

#[test]
fn on_call_over_half_an_hour_s_stretch_excuses_that_half_as_it_passes() {
    let mut day = evening();
    let on_call = ExceptionKind::OnCall;
    let exception = exception(on_call, "2026-11-23T18:30", "2026-11-23T19:30", &[]);
    day.page(CoreEvent::SaveException { exception });
    day.heartbeats_to("2026-11-23 18:45");
    check(&day, "planned 45, kept 30, excused 15, owed with excused 15");
    day.heartbeats_to("2026-11-23 20:00");
    check(&day, "planned 120, kept 60, excused 60, owed with excused 60");
}

#[test]
fn a_skipped_hour_is_excused_and_a_moved_one_planned_where_it_went() {
    let ask = |to| {
        let mut day = evening();
        let mut change = change(1, SIX, to);
        change.reason = Some(Reason::Promise);
        day.page(CoreEvent::ChangeOccurrence { change });
        day.heartbeats_to("2026-11-23 22:00");
        day
    };
    check(&ask(None), "planned 120, excused 120, owed with excused 120");
    check(&ask(Some("2026-11-23 20:30-21:30")), "planned 60, kept 60");
}

#[test]
fn a_focus_within_a_skipped_hour_is_kept_and_no_longer_excused() {
    let mut day = evening();
    let mut change = change(1, SIX, None);
    change.reason = Some(Reason::Promise);
    day.page(CoreEvent::ChangeOccurrence { change });
    day.heartbeats_to("2026-11-23 18:30");
    day.page(CoreEvent::StartFocus { minutes: 30 });
    day.heartbeats_to("2026-11-23 20:00");
    check(&day, "planned 120, kept 30, excused 90, owed with excused 90");
}

#[test]
fn a_call_that_runs_when_the_hour_begins_is_overridden_once_it_is_over() {
    let mut day = evening();
    day.tab(2).heard = true;
    day.heartbeats_to("2026-11-23 18:10");
    check(&day, "planned 10, kept 10");
    day.tab(2).heard = false;
    day.heartbeats_to("2026-11-23 18:20");
    check(&day, "planned 20, kept 8, overridden 12, owed 12");
    let balance = balance(&day.log, day.now);
    assert_eq!(balance.given(None, whole_day()), Given::default(), "nobody asked for it");
}

#[test]
fn minutes_made_up_are_those_that_were_no_plan_and_were_kept() {
    let focus = |start: &str, end: &str| (berlin(start).ms(), berlin(end).ms());
    let (start, end) = focus("2026-11-23 19:30", "2026-11-23 21:00");
    let rows = log(&[
        (SIX, began(1, SIX, EIGHT)),
        ("2026-11-23 18:00", granted(7, 60, Reason::Habit)),
        ("2026-11-23 19:00", back(7, 0)),
        ("2026-11-23 19:10", Entry::MakeUpTaken { make_up: 8, start, end }),
        ("2026-11-23 19:30", Entry::MakeUpStarted { make_up: 8, aim: 0, start, end }),
        (EIGHT, ended(1, SIX, EIGHT)),
        ("2026-11-23 20:30", granted(9, 10, Reason::Habit)),
        ("2026-11-23 20:40", back(9, 0)),
        ("2026-11-23 21:00", Entry::MakeUpEnded { make_up: 8, start, end }),
        ("2026-11-24 08:00", Entry::OwedForgiven { minutes: 3 }),
    ]);
    let owed = |now| told(all(&balance(&rows[..9], now)));
    let expected = "planned 120, kept 60, overridden 60, made up 50, owed 10";
    assert_eq!(owed(monday("22:00")), expected);
    let balance = balance(&rows, berlin("2026-11-24 12:00"));
    check_day(&balance, "2026-11-23", expected);
    check_day(&balance, "2026-11-24", "forgiven 3");
    assert_eq!(all(&balance).owed(Owe::Overridden), 7 * MINUTE);
}

#[test]
fn more_made_up_and_forgiven_than_owed_is_nothing_owed() {
    let rows = log(&[
        (SIX, began(1, SIX, EIGHT)),
        (SIX, granted(7, 5, Reason::Habit)),
        ("2026-11-23 18:05", back(7, 5)),
        (EIGHT, ended(1, SIX, EIGHT)),
        (EIGHT, Entry::OwedForgiven { minutes: 60 }),
    ]);
    let sums = all(&balance(&rows, monday("21:00")));
    assert_eq!(sums.owed(Owe::Overridden), 0);
}

#[test]
fn what_was_taken_out_by_vacation_or_a_move_is_not_excused() {
    for (by, expected) in [
        (ExcusedBy::Vacation, ""),
        (ExcusedBy::Move, ""),
        (ExcusedBy::Skip, "planned 120, excused 120, owed with excused 120"),
        (ExcusedBy::OnCall, "planned 120, excused 120, owed with excused 120"),
    ] {
        let (rule, goal) = (1, String::new());
        let (start, end) = (berlin(SIX).ms(), berlin(EIGHT).ms());
        let rows = log(&[(SIX, Entry::OccurrenceExcused { rule, goal, start, end, by })]);
        assert_eq!(told(all(&balance(&rows, monday("21:00")))), expected);
    }
}
