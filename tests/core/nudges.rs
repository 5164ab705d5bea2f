//! Nudges: each word at its instant, through sleep, restart, a journey and edits; none twice, none that is
//! not true any more.

use ringfence_core::protocol::{
    ButtonLabel, CheckInDraft, CoreEffect, CoreEvent, Day as Weekday, FaultKind, GoalDraft, Notice,
    NoticeButton, NudgeView, NudgeWord, NudgesDraft, OccurrenceDraft, OccurrenceKey, Page, Reason,
    Reply, RuleDraft, ScopeDraft, Sender, StepHome, StretchDraft, Turn, View, WeeklyDraft,
};

use crate::day::{Day, draft, notices, override_draft};
use crate::named::Named;

pub const WITH: fn(&str) -> RuleDraft =
    |stretch| draft(&[Weekday::Mon], &[stretch], &["mail.example"]);

/// A Monday in Berlin, with a rule from six to eight for the portfolio.
pub fn monday(civil: &str) -> Day {
    let mut day = Day::at(civil);
    save(&mut day, WITH("18:00-20:00"));
    day
}

pub fn save(day: &mut Day, rule: RuleDraft) -> u32 {
    match day.page(CoreEvent::SaveRule { rule, groups: Vec::new() }).reply {
        Reply::Made { id } => id,
        other => panic!("{other:?}"),
    }
}

pub fn at(rule: u32, date: &str, from: &str) -> OccurrenceKey {
    OccurrenceKey { rule, date: date.into(), from: from.into() }
}

pub fn settings(day: &mut Day, change: fn(&mut NudgesDraft)) {
    let mut nudges = ringfence_core::nudge::Nudges::default().to_draft();
    change(&mut nudges);
    assert_eq!(day.page(CoreEvent::SaveNudges { nudges }).reply, Reply::Done {});
}

/// What is said, in short.
pub fn said(turn: &Turn) -> Vec<String> {
    let short = |notice: Notice| match notice {
        Notice::Before { goal, step, minutes, .. } => format!("{goal} in {minutes}: {step}"),
        Notice::Start { goal, step, .. } => format!("{goal} now: {step}"),
        Notice::LastMinute { .. } => "last minute".into(),
        Notice::CloseOut { step, parked } => format!("over: {step}, {parked}"),
        Notice::Weekly { weekly } => format!("week: {:?}", weekly.kept),
        Notice::CheckIn { person, .. } => format!("check-in {person}"),
        Notice::ParkedBack { count } => format!("back: {count}"),
    };
    notices(turn).into_iter().map(short).collect()
}

/// All that is said on the way to a time, a minute at a time, with when.
fn heard(day: &mut Day, until: &str) -> Vec<String> {
    let until = crate::day::instant(&day.zone, until);
    let mut heard = Vec::new();
    while day.now < until {
        day.now = day.now.plus(60_000);
        let turn = day.browser(CoreEvent::Looked {});
        let clock = day.zone.clock(day.now).civil(day.now).format("%H:%M").to_string();
        heard.extend(said(&turn).into_iter().map(|it| [&clock, " ", &it].concat()));
    }
    heard
}

pub fn nudge(day: &mut Day) -> Option<NudgeView> {
    day.popup().nudge
}

fn buttons(turn: &Turn) -> Vec<NoticeButton> {
    let found = turn.effects.iter().find_map(|effect| match effect {
        CoreEffect::Notify { buttons, .. } => Some(buttons.clone()),
        _ => None,
    });
    found.unwrap_or_default()
}

#[test]
fn each_word_has_its_minute_and_is_said_once() {
    let mut day = monday("2026-11-23 17:30");
    let text = "Write the intro".into();
    let home = StepHome::Occurrence { occurrence: at(1, "2026-11-23", "18:00") };
    assert!(matches!(day.page(CoreEvent::SetStep { home, text }).reply, Reply::Made { .. }));
    assert_eq!(day.change_alarm().as_deref(), Some("Mon 17:50"));
    assert_eq!(
        heard(&mut day, "2026-11-23 23:00"),
        [
            "17:50 Portfolio in 10: Write the intro",
            "18:00 Portfolio now: Write the intro",
            "19:59 last minute",
            "20:00 over: Write the intro, 0",
        ]
    );
}

#[test]
fn the_alarm_comes_at_each_word() {
    let mut day = monday("2026-11-23 17:30");
    for next in ["17:50", "18:00", "19:59", "20:00"] {
        let (on, at) = (day.change_alarm(), ["Mon ", next].concat());
        assert_eq!(on, Some(at));
        day.alarm_at(&["2026-11-23 ", next].concat());
    }
}

#[test]
fn a_word_that_was_slept_through_is_said_late_while_it_is_true() {
    let mut day = monday("2026-11-23 17:30");
    assert_eq!(said(&day.alarm_at("2026-11-23 17:56")), ["Portfolio in 4: "]);
    let mut day = monday("2026-11-23 17:30");
    assert_eq!(said(&day.alarm_at("2026-11-23 19:30")), ["Portfolio now: "], "not: in 10 minutes");
    let mut day = monday("2026-11-23 17:30");
    assert_eq!(said(&day.alarm_at("2026-11-23 20:30")), [""; 0], "nobody was there at all");
    let mut day = monday("2026-11-23 17:30");
    day.alarm_at("2026-11-23 18:10");
    assert_eq!(said(&day.alarm_at("2026-11-23 20:30")), ["over: , 0"]);
    let mut day = monday("2026-11-23 17:30");
    day.alarm_at("2026-11-23 18:10");
    assert_eq!(said(&day.alarm_at("2026-11-23 21:30")), [""; 0], "too late to be called for");
    assert!(matches!(nudge(&mut day).unwrap().word, NudgeWord::CloseOut { .. }), "but it is asked");
}

#[test]
fn a_restart_says_nothing_twice() {
    let mut day = monday("2026-11-23 17:50");
    for civil in ["17:51", "18:01", "19:59", "20:01"] {
        day.alarm_at(&["2026-11-23 ", civil].concat());
        assert_eq!(said(&day.worker_dies()), [""; 0], "{civil}");
    }
    day.now = day.now.plus(-30 * 60_000);
    assert_eq!(said(&day.browser(CoreEvent::Looked {})), [""; 0], "the clock is set back");
}

#[test]
fn an_edit_says_nothing_twice_and_a_time_that_moves_is_said_anew() {
    let mut day = monday("2026-11-23 17:50");
    assert_eq!(heard(&mut day, "2026-11-23 17:52"), [""; 0], "said when the rule was saved");
    let rule = RuleDraft { id: 1, sites: vec!["chat.example".into()], ..WITH("18:00-20:00") };
    save(&mut day, rule);
    assert_eq!(heard(&mut day, "2026-11-23 17:55"), [""; 0]);
    assert_eq!(
        day.page(CoreEvent::Postpone { occurrence: at(1, "2026-11-23", "18:00") }).reply,
        Reply::Done {}
    );
    assert_eq!(
        heard(&mut day, "2026-11-23 18:12"),
        ["18:00 Portfolio in 10: ", "18:10 Portfolio now: "]
    );
}

#[test]
fn what_is_skipped_or_deleted_is_not_spoken_of() {
    let mut day = monday("2026-11-23 17:30");
    let occurrence = at(1, "2026-11-23", "18:00");
    let change = OccurrenceDraft { occurrence, to: None, reason: Some(Reason::Home) };
    day.page(CoreEvent::ChangeOccurrence { change });
    assert_eq!(heard(&mut day, "2026-11-23 20:30"), [""; 0]);
    let mut day = monday("2026-11-23 12:00");
    day.page(CoreEvent::DeleteRule { id: 1 });
    assert_eq!(heard(&mut day, "2026-11-23 20:30"), [""; 0]);
}

#[test]
fn a_journey_moves_the_words_with_the_wall() {
    let mut day = monday("2026-11-23 17:30");
    day.alarm_at("2026-11-23 17:50");
    day.zone = Named(chrono_tz::Europe::London);
    let heard = heard(&mut day, "2026-11-23 18:01");
    assert_eq!(heard, ["17:50 Portfolio in 10: ", "18:00 Portfolio now: "], "an hour later");
}

#[test]
fn the_week_is_told_once_whatever_the_wall() {
    let mut day = monday("2026-11-29 17:00");
    assert_eq!(said(&day.alarm_at("2026-11-29 18:00")), ["week: None"], "nothing was planned");
    day.zone = Named(chrono_tz::America::New_York);
    assert_eq!(heard(&mut day, "2026-11-29 18:30"), [""; 0]);
    let NudgeView { key, word } = nudge(&mut day).unwrap();
    let NudgeWord::Weekly { weekly } = word else { panic!("{word:?}") };
    assert_eq!((weekly.sittings, weekly.minutes), (1, 120));
    day.page(CoreEvent::AnswerNudge { key });
    assert_eq!(nudge(&mut day), None);
    for instant in ["2026-11-30 18:00", "2026-11-30 20:00"] {
        day.alarm_at(instant);
    }
    assert_eq!(said(&day.alarm_at("2026-12-06 18:00")), ["week: Some((120, 120))"]);
}

#[test]
fn the_week_has_what_was_kept() {
    let mut day = monday("2026-11-23 17:30");
    day.heartbeats_to("2026-11-23 19:00");
    let scope = ScopeDraft::Everything {};
    let draft = override_draft(scope, 30, Reason::Promise);
    day.page(CoreEvent::RequestOverride { draft });
    day.heartbeats_to("2026-11-23 20:00");
    day.worker_dies();
    assert_eq!(said(&day.alarm_at("2026-11-29 18:00")), ["week: Some((90, 120))"]);
}

#[test]
fn the_week_has_what_was_kept_also_where_the_browser_is_opened_late() {
    let mut day = monday("2026-11-23 17:30");
    day.heartbeats_to("2026-11-23 20:00");
    day.clock_comes_to("2026-11-29 18:20");
    assert_eq!(said(&day.worker_dies()), ["week: Some((120, 120))"]);
    assert_eq!(said(&day.browser(CoreEvent::Looked {})), [""; 0]);
}

#[test]
fn of_several_words_the_most_useful_is_said_and_the_others_count_as_said() {
    let mut day = monday("2026-11-23 17:30");
    save(&mut day, RuleDraft { goal: "Talk".into(), nudge: Some(60), ..WITH("18:30-19:00") });
    settings(&mut day, |it| {
        it.weekly = Some(WeeklyDraft { day: Weekday::Mon, at: "17:45".into() });
    });
    // A word was said when the talk was saved: it begins within its hour.
    assert_eq!(said(&day.alarm_at("2026-11-23 17:52")), ["Portfolio in 8: "]);
    assert_eq!(heard(&mut day, "2026-11-23 17:59"), [""; 0]);
}

#[test]
fn one_rule_after_the_other_for_the_same_goal_is_one_sitting() {
    let mut day = Day::at("2026-11-23 17:30");
    save(&mut day, WITH("18:00-19:00"));
    save(&mut day, WITH("19:00-20:00"));
    save(&mut day, RuleDraft { goal: "Talk".into(), ..WITH("20:00-21:00") });
    assert_eq!(
        heard(&mut day, "2026-11-23 22:00"),
        [
            "17:50 Portfolio in 10: ",
            "18:00 Portfolio now: ",
            "19:50 Talk in 10: ",
            "20:59 last minute",
            "21:00 over: , 0",
        ]
    );
}

#[test]
fn in_quiet_hours_the_popup_alone_has_it() {
    let mut day = monday("2026-11-23 17:30");
    settings(&mut day, |it| {
        it.quiet = Some(StretchDraft { from: "17:00".into(), to: "07:00".into() });
    });
    assert_eq!(heard(&mut day, "2026-11-23 17:55"), [""; 0]);
    assert!(matches!(nudge(&mut day).unwrap().word, NudgeWord::Before { .. }));
    assert_eq!(heard(&mut day, "2026-11-23 20:30"), [""; 0]);
    assert!(matches!(nudge(&mut day).unwrap().word, NudgeWord::CloseOut { .. }));
}

#[test]
fn each_moment_has_its_switch() {
    let mut day = Day::at("2026-11-23 17:30");
    save(&mut day, RuleDraft { nudge: None, ..WITH("18:00-20:00") });
    settings(&mut day, |it| {
        (it.start, it.last_minute, it.close_out, it.weekly) = (false, false, false, None);
    });
    assert_eq!(day.change_alarm().as_deref(), Some("Mon 18:00"));
    assert_eq!(heard(&mut day, "2026-11-23 21:00"), [""; 0]);
    assert_eq!(nudge(&mut day), None);
    assert_eq!(said(&day.alarm_at("2026-11-29 18:30")), [""; 0]);
}

#[test]
fn private_windows_say_nothing() {
    let mut day = monday("2026-11-23 17:30");
    day.clock_comes_to("2026-11-23 17:55");
    let mut private = day.private();
    assert_eq!(said(&private.browser(CoreEvent::Looked {})), [""; 0]);
    assert_eq!(nudge(&mut private), None);
    let refused = private.page(CoreEvent::OpenLinks { goal: 1 }).reply;
    assert!(matches!(refused, Reply::Refused { .. }));
}

#[test]
fn a_focus_that_was_just_started_is_no_news() {
    let mut day = monday("2026-11-24 10:00");
    assert_eq!(said(&day.page(CoreEvent::StartFocus { minutes: 25 })), [""; 0]);
    let mut day = monday("2026-11-23 17:55");
    let turn = day.page(CoreEvent::StartNow { occurrence: at(1, "2026-11-23", "18:00") });
    assert_eq!(said(&turn), [""; 0]);
    assert_eq!(heard(&mut day, "2026-11-23 19:56"), ["19:54 last minute", "19:55 over: , 0"]);
}

#[test]
fn a_word_is_answered_by_its_buttons_also_when_they_come_from_the_browser() {
    let mut day = monday("2026-11-23 17:30");
    let goal = GoalDraft { id: 1, title: "Portfolio".into(), ..GoalDraft::default() };
    day.page(CoreEvent::SaveGoal { goal: goal.clone() });
    let turn = day.alarm_at("2026-11-23 17:50");
    let labels = |turn: &Turn| buttons(turn).iter().map(|it| it.label).collect::<Vec<_>>();
    assert_eq!(labels(&turn), [ButtonLabel::WriteStep, ButtonLabel::InTenMinutes]);
    let later = buttons(&turn)[1].does.clone().unwrap();
    assert_eq!(day.browser(later.clone()).reply, Reply::Done {});
    let (step, text) = (StepHome::Goal { id: 1 }, "Pick three".to_owned());
    day.page(CoreEvent::SetStep { home: step, text });
    let turn = day.alarm_at("2026-11-23 18:00");
    assert_eq!(labels(&turn), [ButtonLabel::StartNow, ButtonLabel::InTenMinutes]);
    let start = buttons(&turn)[0].does.clone().unwrap();
    day.alarm_at("2026-11-23 18:10");
    assert!(matches!(day.browser(start.clone()).reply, Reply::Refused { .. }), "it has begun");
    let wrong = day.send(start, Sender::Content { tab: 1 }).reply;
    assert!(matches!(wrong, Reply::Error { .. }));
}

#[test]
fn ten_minutes_later_without_a_reason_goes_on_for_an_hour() {
    let mut day = monday("2026-11-23 17:55");
    let later = || CoreEvent::Postpone { occurrence: at(1, "2026-11-23", "18:00") };
    for _ in 0..6 {
        assert_eq!(day.page(later()).reply, Reply::Done {});
    }
    assert_eq!(
        day.popup().next.unwrap().start,
        crate::day::instant(&day.zone, "2026-11-23 19:00").ms()
    );
    let Reply::Refused { faults } = day.page(later()).reply else { panic!() };
    assert_eq!(faults[0].kind, FaultKind::NoReason);
}

#[test]
fn a_check_in_is_told_two_days_before_once() {
    let mut day = monday("2026-11-23 08:00");
    let check_in =
        CheckInDraft { person: "Ana".into(), date: "2026-11-26".into(), ..CheckInDraft::default() };
    day.page(CoreEvent::SaveCheckIn { check_in });
    assert_eq!(said(&day.alarm_at("2026-11-24 08:59")), [""; 0]);
    assert_eq!(day.change_alarm().as_deref(), Some("Tue 09:00"));
    assert_eq!(said(&day.alarm_at("2026-11-24 09:00")), ["check-in Ana"]);
    assert_eq!(said(&day.alarm_at("2026-11-25 09:00")), [""; 0]);
    assert!(matches!(nudge(&mut day).unwrap().word, NudgeWord::CheckIn { .. }));
    day.alarm_at("2026-11-27 00:00");
    assert_eq!(nudge(&mut day), None);
}

#[test]
fn a_step_is_refused_with_a_sentence_and_makes_no_goal() {
    let mut day = monday("2026-11-23 12:00");
    save(&mut day, RuleDraft { goal: String::new(), ..WITH("21:00-22:00") });
    let mut kind =
        |home, text: &str| match day.page(CoreEvent::SetStep { home, text: text.into() }).reply {
            Reply::Refused { faults } => Some(faults[0].kind),
            _ => None,
        };
    let of = |rule, from| StepHome::Occurrence { occurrence: at(rule, "2026-11-23", from) };
    assert_eq!(kind(of(1, "18:00"), "  "), Some(FaultKind::StepEmpty));
    assert_eq!(kind(of(1, "18:00"), &"x".repeat(10_000)), Some(FaultKind::StepLong));
    assert_eq!(kind(StepHome::Goal { id: 99 }, "Write"), Some(FaultKind::Gone));
    assert_eq!(kind(StepHome::Now {}, "Write"), Some(FaultKind::NoGoal));
    let unnamed = day.popup().goals.len();
    assert_eq!(unnamed, 1);
}

#[test]
fn links_are_opened_in_one_window_and_only_those_of_the_web() {
    let mut day = monday("2026-11-23 12:00");
    let links = vec!["https://exercism.org".into(), "example.org/talk".into()];
    let goal = GoalDraft { id: 1, title: "Portfolio".into(), links, ..GoalDraft::default() };
    day.page(CoreEvent::SaveGoal { goal });
    let turn = day.page(CoreEvent::OpenLinks { goal: 1 });
    let urls = vec!["https://exercism.org".to_owned(), "https://example.org/talk".to_owned()];
    assert!(turn.effects.contains(&CoreEffect::OpenLinks { urls }));
    let none = day.page(CoreEvent::OpenLinks { goal: 2 }).reply;
    assert!(matches!(none, Reply::Refused { .. }));
}

#[test]
fn many_rules_that_begin_close_together_are_told_one_at_a_time() {
    let mut day = Day::at("2026-11-23 12:00");
    for number in 0..60 {
        let (goal, stretch) = (format!("Goal {number}"), format!("18:{number:02}-19:30"));
        save(&mut day, RuleDraft { goal, ..WITH(&stretch) });
    }
    let heard = heard(&mut day, "2026-11-23 18:00");
    assert_eq!(heard.len(), 11, "{heard:?}");
    assert_eq!(heard[0], "17:50 Goal 0 in 10: ");
}

#[test]
fn the_cover_page_has_what_is_to_be_closed_out() {
    let mut day = monday("2026-11-23 17:30");
    day.heartbeats_to("2026-11-23 20:00");
    let page = Page::Cover { url: "https://mail.example/".into() };
    let Reply::View { view } = day.page(CoreEvent::View { page }).reply else { panic!() };
    let View::Cover(view) = *view else { panic!() };
    assert_eq!(view.close_out.unwrap().goal, "Portfolio");
}
