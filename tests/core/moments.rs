//! What a stretch finds when it begins: a call, and a sentence half-written. 23 November 2026 is a
//! Monday.

use ringfence_core::protocol::{
    CoreEffect, CoreEvent, Day as Weekday, GroupDraft, HealthLine, Line, Mode, Reason, RuleDraft,
    ScopeDraft, Sender, Stands,
};

use crate::day::{Day, draft, override_draft};

const CALL: &str = "https://meet.example/room";
const MAIL: &str = "https://mail.example/inbox";

/// Monday at one minute to six: a rule covers the meeting site and mail from 18:00 to 20:00.
fn before_six() -> Day {
    before_six_with(|rule| rule)
}

fn before_six_with(change: impl Fn(RuleDraft) -> RuleDraft) -> Day {
    let mut day = Day::at("2026-11-20 12:00");
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example"]);
    let rule = change(RuleDraft { groups: vec!["meetings".into()], ..rule });
    let (id, name) = ("meetings".to_owned(), "Meetings".to_owned());
    let groups = vec![GroupDraft { id, name, sites: vec!["meet.example".into()] }];
    day.page(CoreEvent::SaveRule { rule, groups });
    day.open_tab(1, CALL);
    day.open_tab(2, MAIL);
    day.alarm_at("2026-11-23 17:59");
    day
}

fn lines(day: &Day) -> Vec<(i32, Line)> {
    day.posture.iter().flat_map(|it| &it.lines).map(|it| (it.tab, it.line)).collect()
}

/// The hosts that are let through, by tab.
fn let_through(day: &Day) -> Vec<(Vec<i32>, Vec<String>)> {
    let rules = day.posture.iter().flat_map(|it| &it.session_rules);
    rules.map(|it| (it.tabs.clone(), it.rule.domains.clone())).collect()
}

fn overrides(day: &Day) -> Vec<String> {
    day.told().into_iter().filter(|line| line.contains("override")).collect()
}

#[test]
fn a_call_goes_on_until_a_minute_after_it_and_is_in_the_log() {
    let mut day = before_six();
    day.tab(1).heard = true;
    day.alarm_at("2026-11-23 18:00");
    assert_eq!(day.veiled(), [2]);
    assert_eq!(lines(&day), [(1, Line::Call {})]);
    assert_eq!(let_through(&day), [(vec![1], vec!["meet.example".to_owned()])]);
    let graces = day.popup().graces;
    assert_eq!(graces.len(), 1);
    assert_eq!((graces[0].site.as_str(), graces[0].line), ("meet.example", Line::Call {}));

    day.worker_dies();
    assert_eq!(day.veiled(), [2]);
    day.clock_comes_to("2026-11-23 18:20");
    day.tab(1).heard = false;
    day.browser(CoreEvent::Looked {});
    assert_eq!(day.veiled(), [2], "a pause is no end");
    day.tab(1).heard = true;
    day.browser(CoreEvent::Looked {});
    day.alarm_at("2026-11-23 18:25");
    day.tab(1).heard = false;
    day.browser(CoreEvent::Looked {});
    assert!(overrides(&day).is_empty());
    day.alarm_at("2026-11-23 18:26");
    assert_eq!(day.veiled(), [1, 2]);
    assert!(lines(&day).is_empty() && let_through(&day).is_empty());
    assert_eq!(
        overrides(&day),
        ["Mon 18:00 override_granted 0", "Mon 18:26 override_ended 26 expired"]
    );
    let reason = day.log.iter().find_map(|row| match &row.entry {
        ringfence_core::protocol::Entry::OverrideGranted { reason, sites, .. } => {
            Some((*reason, sites.clone()))
        }
        _ => None,
    });
    assert_eq!(reason, Some((Reason::Call, vec!["meet.example".to_owned()])));

    day.tab(1).heard = true;
    day.alarm_at("2026-11-23 18:30");
    assert_eq!(day.veiled(), [1, 2], "one that begins later is no reason");
}

#[test]
fn the_alarm_comes_when_the_silence_is_long_enough() {
    let mut day = before_six();
    day.tab(1).heard = true;
    day.alarm_at("2026-11-23 18:00");
    day.clock_comes_to("2026-11-23 18:10");
    day.tab(1).heard = false;
    day.browser(CoreEvent::Looked {});
    let next = day.posture.as_ref().unwrap().alarms[0].at;
    assert_eq!(next, day.now.ms() + 60_000);
}

#[test]
fn music_where_nobody_talks_is_no_call() {
    let mut day = before_six();
    day.tab(2).heard = true;
    day.alarm_at("2026-11-23 18:00");
    assert_eq!(day.veiled(), [1, 2]);
}

#[test]
fn a_call_elsewhere_in_the_tab_or_in_a_closed_one_is_over() {
    for leave in [(|day: &mut Day| day.tab(1).url = MAIL.into()) as fn(&mut Day), |day| {
        day.tabs.retain(|tab| tab.id != 1);
    }] {
        let mut day = before_six();
        day.tab(1).heard = true;
        day.alarm_at("2026-11-23 18:00");
        day.clock_comes_to("2026-11-23 18:05");
        leave(&mut day);
        day.browser(CoreEvent::Looked {});
        assert!(lines(&day).is_empty());
        assert_eq!(overrides(&day).len(), 2);
    }
}

#[test]
fn a_call_longer_than_the_stretch_ends_with_it_in_the_log() {
    let mut day = before_six();
    day.tab(1).heard = true;
    day.alarm_at("2026-11-23 18:00");
    day.alarm_at("2026-11-23 20:00");
    assert!(day.veiled().is_empty() && lines(&day).is_empty());
    assert_eq!(
        overrides(&day),
        ["Mon 18:00 override_granted 0", "Mon 20:00 override_ended 120 expired"]
    );
}

#[test]
fn somebody_finishes_a_sentence_once() {
    let mut day = before_six();
    day.tab(2).front = true;
    day.typing = Some(2);
    day.alarm_at("2026-11-23 18:00");
    assert_eq!(day.veiled(), [1]);
    let end = day.now.ms() + 60_000;
    assert_eq!(lines(&day), [(2, Line::Typing { until: end })]);
    assert_eq!(let_through(&day), [(vec![2], vec!["mail.example".to_owned()])]);
    assert_eq!(day.posture.as_ref().unwrap().alarms[0].at, end);

    day.worker_dies();
    day.tab(2).url = "https://mail.example/sent".into();
    day.browser(CoreEvent::Looked {});
    assert_eq!(day.veiled(), [1], "what is sent may lead on");
    let shown = CoreEvent::PageShown { url: "https://mail.example/sent".into() };
    let reply = day.send(shown, Sender::Content { tab: 2 }).reply;
    assert!(format!("{reply:?}").contains("Open"), "{reply:?}");

    day.alarm_at("2026-11-23 18:01");
    assert_eq!(day.veiled(), [1, 2], "they type on, and there is no second minute");
    assert!(overrides(&day).is_empty(), "it is no override");
}

#[test]
fn whoever_does_not_type_is_covered_and_only_the_tab_in_front_is_asked() {
    let mut day = before_six();
    day.typing = Some(2);
    day.alarm_at("2026-11-23 18:00");
    assert_eq!(day.veiled(), [1, 2], "it is not in front");

    let mut day = before_six();
    day.tab(2).front = true;
    day.alarm_at("2026-11-23 18:00");
    assert_eq!(day.veiled(), [1, 2]);
    let asked: Vec<i32> = day
        .posture
        .iter()
        .flat_map(|it| &it.veils)
        .filter(|it| it.unless_typing)
        .map(|it| it.tab)
        .collect();
    assert_eq!(asked, [2]);
}

#[test]
fn an_alarm_that_comes_late_an_override_that_ends_and_a_focus_give_no_minute() {
    let mut day = before_six();
    day.tab(2).front = true;
    day.typing = Some(2);
    day.alarm_at("2026-11-23 18:02");
    assert_eq!(day.veiled(), [1, 2]);

    let mut day = before_six();
    day.alarm_at("2026-11-23 18:00");
    let scope = ScopeDraft::Everything {};
    let draft = override_draft(scope, 5, Reason::Home);
    day.page(CoreEvent::RequestOverride { draft });
    day.tab(2).front = true;
    day.typing = Some(2);
    day.tab(1).heard = true;
    day.alarm_at("2026-11-23 18:05");
    assert_eq!(day.veiled(), [1, 2]);

    let mut day = before_six();
    day.tab(2).front = true;
    day.typing = Some(2);
    day.clock_comes_to("2026-11-23 12:00");
    day.page(CoreEvent::StartFocus { minutes: 25 });
    assert_eq!(day.veiled(), [1, 2]);
}

#[test]
fn a_dimmed_page_needs_no_moment() {
    let mut day = before_six_with(|rule| RuleDraft { mode: Mode::Dim, ..rule });
    day.tab(1).heard = true;
    day.tab(2).front = true;
    day.typing = Some(2);
    day.alarm_at("2026-11-23 18:00");
    assert_eq!(day.veiled(), [1, 2]);
}

#[test]
fn cover_now_covers_now_and_a_page_speaks_for_its_own_tab() {
    let mut day = before_six();
    day.tab(1).heard = true;
    day.tab(2).front = true;
    day.typing = Some(2);
    day.alarm_at("2026-11-23 18:00");
    assert!(day.veiled().is_empty());
    day.send(CoreEvent::CoverNow { tab: 1 }, Sender::Content { tab: 2 });
    assert_eq!(day.veiled(), [2]);
    day.page(CoreEvent::CoverNow { tab: 1 });
    assert_eq!(day.veiled(), [1, 2]);
    day.browser(CoreEvent::Looked {});
    assert_eq!(day.veiled(), [1, 2], "there is one moment in a stretch");
    assert_eq!(overrides(&day).len(), 2, "the call was one, if a short one");
}

#[test]
fn a_browser_that_starts_anew_and_a_clock_set_back_have_no_moments() {
    let mut day = before_six();
    day.tab(1).heard = true;
    day.alarm_at("2026-11-23 18:00");
    day.clock_comes_to("2026-11-23 18:10");
    day.stored.session.clear();
    day.tab(1).stands = Stands::Page;
    day.worker_dies();
    assert_eq!(day.veiled(), [1, 2]);

    let mut day = before_six();
    day.tab(1).heard = true;
    day.alarm_at("2026-11-23 18:00");
    day.alarm_at("2026-11-23 17:30");
    assert!(lines(&day).is_empty());
}

#[test]
fn in_private_windows_a_call_has_its_moment_and_no_entry() {
    let mut day = before_six();
    let mut private = day.private();
    private.open_tab(7, CALL);
    private.tab(7).heard = true;
    private.alarm_at("2026-11-23 18:00");
    day.alarm_at("2026-11-23 18:00");
    assert_eq!(lines(&private), [(7, Line::Call {})]);
    private.worker_dies();
    assert_eq!(lines(&private), [(7, Line::Call {})]);
    private.tab(7).heard = false;
    private.alarm_at("2026-11-23 18:05");
    private.alarm_at("2026-11-23 18:06");
    assert_eq!(private.veiled(), [7]);
    assert!(private.log.is_empty());
}

#[test]
fn the_first_press_in_a_dimmed_page_is_a_pull() {
    let mut day = before_six_with(|rule| RuleDraft { mode: Mode::Dim, ..rule });
    let pressed = |day: &mut Day| {
        day.send(CoreEvent::UsedDimmed { url: MAIL.into() }, Sender::Content { tab: 2 })
    };
    pressed(&mut day);
    assert!(!day.told().iter().any(|it| it.ends_with("pull")), "it is open");
    day.alarm_at("2026-11-23 18:00");
    pressed(&mut day);
    assert_eq!(day.told().last().unwrap(), "Mon 18:00 pull");
}

#[test]
fn pressing_a_bare_veil_leads_to_the_way_back() {
    let mut day = before_six();
    day.alarm_at("2026-11-23 18:00");
    let turn = day.send(CoreEvent::GoBackPressed {}, Sender::Content { tab: 2 });
    assert!(turn.effects.iter().any(|it| matches!(it, CoreEffect::OpenPage { .. })));
}

#[test]
fn a_page_that_nobody_may_cover_is_told_in_the_popup_until_it_is_gone() {
    let mut day = before_six();
    day.tab(2).stands = Stands::Refused;
    let told = |day: &mut Day| {
        day.browser(CoreEvent::Looked {});
        day.popup().health.into_iter().find_map(|line| match line {
            HealthLine::NotCovered { hosts } => Some(hosts),
            _ => None,
        })
    };
    assert_eq!(told(&mut day), None, "nothing is to be covered");
    day.alarm_at("2026-11-23 18:00");
    assert_eq!(told(&mut day), Some(vec!["mail.example".to_owned()]));
    day.tab(2).stands = Stands::Page;
    assert_eq!(told(&mut day), None);
}
