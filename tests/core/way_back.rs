//! What is asked of whoever goes back: the hold of the day, each rule's way, its cap, the honest line.

use ringfence_core::protocol::{
    CapDraft, CapPer, CoreEvent, CoverState, Day as Weekday, FaultKind, Field, HonestView,
    OverrideDraft, Page, Reason, Reply, RuleDraft, ScopeChoice, ScopeDraft, View, WayBack,
};

use crate::day::{Day, draft, override_draft};

const MAIL: &str = "https://mail.example/";

/// Monday, 17:50, with one rule for mail every evening from six to eight.
fn evening(change: impl FnOnce(&mut RuleDraft)) -> Day {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let mut day = Day::at("2026-11-23 17:50");
    let mut rule = draft(&[Mon, Tue, Wed, Thu, Fri, Sat, Sun], &["18:00-20:00"], &["mail.example"]);
    change(&mut rule);
    day.page(CoreEvent::SaveRule { rule, groups: Vec::new() });
    day.alarm_at("2026-11-23 18:00");
    day
}

fn mail() -> ScopeDraft {
    ScopeDraft::Site { pattern: "mail.example".into() }
}

fn ask(day: &mut Day, minutes: u32, reason: Reason, note: &str) -> Reply {
    let draft = OverrideDraft { note: note.into(), ..override_draft(mail(), minutes, reason) };
    day.page(CoreEvent::RequestOverride { draft }).reply
}

fn is_granted(reply: &Reply) -> bool {
    matches!(reply, Reply::Made { .. })
}

/// Goes back for so many minutes and looks on until they are over.
fn go_and_return(day: &mut Day, minutes: i64, reason: Reason) {
    assert!(is_granted(&ask(day, u32::try_from(minutes).unwrap(), reason, "")));
    for _ in 0..minutes {
        day.now = day.now.plus(60_000);
        day.browser(CoreEvent::Looked {});
    }
}

fn covered(day: &mut Day) -> (Vec<ScopeChoice>, Vec<HonestView>) {
    let reply = day.page(CoreEvent::View { page: Page::Cover { url: MAIL.into() } }).reply;
    let Reply::View { view } = reply else { panic!("{reply:?}") };
    let View::Cover(view) = *view else { panic!("{view:?}") };
    let CoverState::Covered { scopes, honest, .. } = view.state else { panic!("{view:?}") };
    (scopes, honest)
}

fn first(day: &mut Day) -> ScopeChoice {
    covered(day).0.swap_remove(0)
}

#[test]
fn the_hold_grows_with_each_override_of_the_day_and_begins_anew_at_midnight() {
    let mut day = evening(|_| ());
    let mut holds = Vec::new();
    for _ in 0..11 {
        holds.push(first(&mut day).hold);
        go_and_return(&mut day, 1, Reason::Habit);
    }
    assert_eq!(holds, [3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 30]);
    day.alarm_at("2026-11-24 18:00");
    assert_eq!(first(&mut day).hold, 3);
}

#[test]
fn a_new_worker_knows_from_the_log_what_the_one_before_knew() {
    let mut day = evening(|_| ());
    for _ in 0..4 {
        go_and_return(&mut day, 1, Reason::Habit);
    }
    let before = covered(&mut day);
    assert_eq!(before.0[0].hold, 15);
    day.worker_dies();
    assert_eq!(covered(&mut day), before);
    // What was kept of the log is used, and what came after it is read.
    go_and_return(&mut day, 1, Reason::Habit);
    day.worker_dies();
    assert_eq!(first(&mut day).hold, 18);
}

#[test]
fn a_log_that_cannot_be_read_holds_nobody_up() {
    let mut day = evening(|rule| rule.cap = CapDraft { times: 1, ..CapDraft::default() });
    go_and_return(&mut day, 1, Reason::Habit);
    assert_eq!(first(&mut day).left, Some(0));
    day.worker_dies();
    day.browser(CoreEvent::HistoryFailed {});
    let choice = first(&mut day);
    assert_eq!((choice.hold, choice.left), (3, None));
    assert!(is_granted(&ask(&mut day, 5, Reason::Habit, "")));
}

#[test]
fn each_rule_says_how_one_goes_back_and_the_strictest_counts() {
    let mut day = evening(|rule| rule.way_back = WayBack::Press);
    assert_eq!(first(&mut day).way, WayBack::Press);
    let mut other = draft(&[Weekday::Mon], &["18:00-19:00"], &["chat.example"]);
    other.way_back = WayBack::Sentence;
    day.page(CoreEvent::SaveRule { rule: other, groups: Vec::new() });
    let (scopes, _) = covered(&mut day);
    let ways: Vec<_> = scopes.iter().map(|it| (it.label.as_str(), it.way)).collect();
    assert_eq!(ways, [("mail.example", WayBack::Press), ("", WayBack::Sentence)]);

    let everything = |note: &str| OverrideDraft {
        note: note.into(),
        ..override_draft(ScopeDraft::Everything {}, 5, Reason::Promise)
    };
    let draft = everything("Because.");
    let Reply::Refused { faults } = day.page(CoreEvent::RequestOverride { draft }).reply else {
        panic!("no sentence");
    };
    assert_eq!((faults[0].field, faults[0].kind), (Field::Note, FaultKind::SentenceShort));
    let draft = everything("I told Ana she would have the numbers today.");
    assert!(is_granted(&day.page(CoreEvent::RequestOverride { draft }).reply));
}

#[test]
fn a_focus_is_held_for() {
    let mut day = evening(|rule| rule.way_back = WayBack::Sentence);
    day.alarm_at("2026-11-23 20:00");
    day.page(CoreEvent::StartFocus { minutes: 25 });
    assert_eq!(first(&mut day).way, WayBack::Hold);
}

#[test]
fn a_cap_of_times_is_reached_and_a_sentence_or_an_incident_passes_it() {
    let mut day = evening(|rule| {
        rule.cap = CapDraft { per: CapPer::Stretch, times: 2, minutes: 0 };
    });
    assert_eq!(first(&mut day).left, Some(u32::MAX), "any number of minutes");
    go_and_return(&mut day, 2, Reason::Habit);
    go_and_return(&mut day, 2, Reason::Other);
    let choice = first(&mut day);
    assert_eq!((choice.left, choice.cap.map(|cap| cap.times)), (Some(0), Some(2)));
    assert!(!is_granted(&ask(&mut day, 1, Reason::Habit, "  once more, please  ")));
    assert!(is_granted(&ask(&mut day, 1, Reason::Incident, "")), "an incident passes");
    assert!(is_granted(&ask(&mut day, 1, Reason::Habit, "The invoice has to go out by seven.")));
    // The next stretch begins anew.
    day.alarm_at("2026-11-24 18:00");
    assert!(is_granted(&ask(&mut day, 1, Reason::Habit, "")));
}

#[test]
fn a_cap_of_minutes_leaves_what_is_not_taken_of_the_week() {
    let mut day = evening(|rule| {
        rule.cap = CapDraft { per: CapPer::Week, times: 0, minutes: 20 };
    });
    go_and_return(&mut day, 15, Reason::Habit);
    assert_eq!(first(&mut day).left, Some(5));
    day.alarm_at("2026-11-24 18:00");
    assert_eq!(first(&mut day).left, Some(5));
    assert!(!is_granted(&ask(&mut day, 6, Reason::Habit, "")), "more than is left");
    assert!(is_granted(&ask(&mut day, 5, Reason::Habit, "")));
    day.alarm_at("2026-11-30 18:00");
    assert_eq!(first(&mut day).left, Some(20), "on Monday a week begins");
}

#[test]
fn more_than_a_cap_may_say_is_a_fault_at_its_place() {
    let mut day = Day::at("2026-11-23 17:50");
    for cap in [
        CapDraft { per: CapPer::Day, times: 100, minutes: 0 },
        CapDraft { per: CapPer::Day, times: 0, minutes: 1_000_000_000 },
    ] {
        let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example"]);
        let rule = RuleDraft { cap, ..rule };
        let reply = day.page(CoreEvent::SaveRule { rule, groups: Vec::new() }).reply;
        let Reply::Refused { faults } = reply else { panic!("{reply:?}") };
        assert_eq!((faults[0].field, faults[0].kind), (Field::Cap, FaultKind::CapRange));
    }
}

#[test]
fn a_way_back_that_is_made_easier_in_its_hour_waits_until_that_is_over() {
    let mut day = evening(|rule| {
        rule.way_back = WayBack::Sentence;
        rule.cap = CapDraft { per: CapPer::Day, times: 1, minutes: 0 };
    });
    day.clock_comes_to("2026-11-23 18:10");
    let mut rule = day.app.state().rules[0].to_draft();
    rule.way_back = WayBack::Press;
    rule.cap = CapDraft::default();
    day.page(CoreEvent::SaveRule { rule, groups: Vec::new() });
    let choice = first(&mut day);
    assert_eq!((choice.way, choice.left), (WayBack::Sentence, Some(u32::MAX)));
    day.alarm_at("2026-11-25 18:00");
    let choice = first(&mut day);
    assert_eq!((choice.way, choice.left), (WayBack::Press, None));
}

#[test]
fn the_honest_line_is_of_the_log() {
    let mut day = evening(|_| ());
    for _ in 0..2 {
        go_and_return(&mut day, 5, Reason::Habit);
        go_and_return(&mut day, 5, Reason::Habit);
        assert_eq!(day.popup().overrides, []);
        day.now = day.now.plus(20 * 60_000);
        day.browser(CoreEvent::Looked {});
    }
    let (_, honest) = covered(&mut day);
    let habit = HonestView { reason: Reason::Habit, times: 4, asked: 5, took: 10 };
    assert_eq!(honest, [habit], "chains of two, each begun when the last one ended");
}
