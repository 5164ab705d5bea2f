//! The main job: a rule's time comes, work tabs are covered, the person goes back on purpose, the
//! log has it, the time ends, everything is as it was. 23 November 2026 is a Monday.

use ringfence_core::protocol::{
    Alarm, AlarmName, Badge, ContentScript, CoreEffect, CoreEvent, CoverState, Day as Weekday,
    Lead, Mode, NetworkAction, NetworkRule, Notice, OwnPage, Page, PopupState, Posture, Reason,
    Reply, ScopeDraft, Script, Sender, SettingsDraft, TabVeil, TabVerdict, View,
};

use crate::day::{Day, draft, instant, override_draft};

/// Monday 17:00, a rule for Mondays 18:00 to 20:00 on mail and chat, three tabs open.
fn monday() -> Day {
    let mut day = Day::at("2026-11-23 17:00");
    day.open_tab(1, "https://mail.example/inbox");
    day.open_tab(2, "https://app.chat.example/");
    day.open_tab(3, "https://news.example/");
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example", "chat.example"]);
    assert_eq!(
        day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() }).reply,
        Reply::Made { id: 1 }
    );
    day
}

fn go_back(pattern: &str, minutes: u32) -> CoreEvent {
    let scope = ScopeDraft::Site { pattern: pattern.into() };
    CoreEvent::RequestOverride { draft: override_draft(scope, minutes, Reason::Promise) }
}

fn ms(day: &Day, civil: &str) -> i64 {
    instant(&day.zone, civil).ms()
}

#[test]
fn before_the_stretch_nothing_of_ours_runs_and_two_alarms_wait() {
    let day = monday();
    let expected = Posture {
        session_rules: Vec::new(),
        lines: Vec::new(),
        zone: String::new(),
        network_rules: vec![],
        content_scripts: vec![],
        page_rules: vec![],
        veils: vec![],
        badge: Badge::Quiet {},
        alarms: vec![
            // For the word before the stretch.
            Alarm { name: AlarmName::Change, at: ms(&day, "2026-11-23 17:50"), every: 0 },
            Alarm { name: AlarmName::Heartbeat, at: ms(&day, "2026-11-23 17:50"), every: 1 },
        ],
        watch_tabs: false,
        notices: Vec::new(),
    };
    assert_eq!(day.posture, Some(expected));
}

#[test]
fn when_the_stretch_starts_the_whole_list_of_effects_is_this() {
    let mut day = monday();
    let turn = day.alarm_at("2026-11-23 18:00");
    let until = ms(&day, "2026-11-23 20:00");
    let [
        CoreEffect::Save { rows, .. },
        CoreEffect::Apply { posture },
        CoreEffect::Notify { notice, .. },
        CoreEffect::TellPages {},
    ] = turn.effects.as_slice()
    else {
        panic!("{:#?}", turn.effects);
    };
    assert_eq!(rows.len(), 1);
    let (goal, step) = ("Portfolio".to_owned(), String::new());
    let covers = vec!["mail.example".to_owned(), "chat.example".to_owned()];
    assert_eq!(*notice, Notice::Start { goal, step, choose: false, until, covers });
    let whole_hosts = NetworkRule {
        id: 1,
        priority: 1,
        action: NetworkAction::Cover,
        domains: vec!["chat.example".into(), "mail.example".into()],
        regex: "^.*$".into(),
    };
    let veil = |tab| TabVeil {
        tab,
        mode: Mode::Cover,
        until,
        unless_typing: false,
        title: ringfence_core::protocol::TabTitle::Site,
    };
    let expected = Posture {
        session_rules: Vec::new(),
        lines: Vec::new(),
        zone: String::new(),
        network_rules: vec![whole_hosts.clone()],
        content_scripts: [Script::Moves, Script::Cover]
            .map(|script| ContentScript {
                script,
                matches: vec!["*://*.chat.example/*".into(), "*://*.mail.example/*".into()],
                exclude_matches: vec![],
            })
            .to_vec(),
        page_rules: vec![whole_hosts],
        veils: vec![veil(1), veil(2)],
        badge: Badge::Protected { minutes: 120, goal: "Portfolio".into(), until },
        alarms: vec![
            // For the last minute.
            Alarm { name: AlarmName::Change, at: until - 60_000, every: 0 },
            Alarm { name: AlarmName::Heartbeat, at: ms(&day, "2026-11-23 18:00"), every: 1 },
        ],
        watch_tabs: true,
        notices: vec![format!("1 0 {}", ms(&day, "2026-11-23 18:00"))],
    };
    assert_eq!(*posture, expected);
}

#[test]
fn the_main_story_from_start_to_end_is_in_the_log() {
    let mut day = monday();
    day.alarm_at("2026-11-23 18:00");
    assert_eq!(day.veiled(), [1, 2]);

    day.heartbeats_to("2026-11-23 18:30");
    let url = "https://mail.example/inbox".to_owned();
    day.page(CoreEvent::CoverOpened { url, attempt: true });
    assert_eq!(day.page(go_back("mail.example", 10)).reply, Reply::Made { id: 2 });
    assert_eq!(day.veiled(), [2], "mail is open in every tab of it");
    let rules = &day.posture.as_ref().unwrap().network_rules;
    assert_eq!(
        rules.iter().map(|it| it.action).collect::<Vec<_>>(),
        [NetworkAction::Cover, NetworkAction::Allow]
    );

    day.heartbeats_to("2026-11-23 18:40");
    assert_eq!(day.veiled(), [1, 2], "its open tabs are covered again");

    day.heartbeats_to("2026-11-23 20:00");
    assert_eq!(day.veiled(), [] as [i32; 0]);
    assert!(day.posture.as_ref().unwrap().network_rules.is_empty());
    let expected = [
        "Mon 17:00 rule_changed",
        "Mon 18:00 occurrence_started",
        "Mon 18:30 pull",
        "Mon 18:30 override_granted 10",
        "Mon 18:40 override_ended 10 expired",
        "Mon 20:00 occurrence_ended",
    ];
    assert_eq!(day.told(), expected);
}

#[test]
fn coming_back_early_is_one_press_and_covers_again_at_once() {
    let mut day = monday();
    day.alarm_at("2026-11-23 18:00");
    day.page(go_back("chat.example", 30));
    assert_eq!(day.veiled(), [1]);
    day.clock_comes_to("2026-11-23 18:07");
    let id = day.popup().overrides[0].id;
    assert_eq!(day.page(CoreEvent::EndOverride { id }).reply, Reply::Done {});
    assert_eq!(day.veiled(), [1, 2]);
    assert_eq!(day.told().last().unwrap(), "Mon 18:07 override_ended 7 back");
}

#[test]
fn an_override_that_outlasts_the_stretch_ends_with_it() {
    let mut day = monday();
    day.alarm_at("2026-11-23 18:00");
    day.clock_comes_to("2026-11-23 19:50");
    day.page(go_back("chat.example", 30));
    let eight = ms(&day, "2026-11-23 20:00");
    assert_eq!(day.popup().overrides[0].until, eight);
    assert_eq!(day.posture.as_ref().unwrap().badge, Badge::Lifted { minutes: 10, until: eight });
    day.alarm_at("2026-11-23 20:01");
    assert_eq!(day.told().last().unwrap(), "Mon 20:00 override_ended 10 time_over");
    assert!(day.popup().overrides.is_empty());
}

#[test]
fn an_override_ends_with_its_stretch_even_if_nobody_looks_before_the_next_one() {
    let mut day = monday();
    day.alarm_at("2026-11-23 18:00");
    day.clock_comes_to("2026-11-23 19:50");
    day.page(go_back("chat.example", 30));
    day.clock_comes_to("2026-11-30 18:30");
    day.worker_dies();
    let told = day.told();
    assert!(told.contains(&"Mon 20:00 override_ended 10 time_over".to_owned()), "{told:#?}");
    assert_eq!(day.veiled(), [1, 2]);
}

#[test]
fn an_override_ends_with_the_focus_it_was_taken_from() {
    let mut day = monday();
    day.page(CoreEvent::StartFocus { minutes: 25 });
    day.page(go_back("chat.example", 50));
    day.clock_comes_to("2026-11-23 17:40");
    day.worker_dies();
    assert_eq!(day.told().last().unwrap(), "Mon 17:25 override_ended 25 time_over");
}

#[test]
fn access_given_or_withdrawn_is_told_to_pages_that_are_open() {
    let mut day = monday();
    let turn = day.browser(CoreEvent::AccessChanged {});
    assert!(turn.effects.contains(&CoreEffect::TellPages {}));
}

#[test]
fn where_a_site_is_only_dimmed_no_page_of_ours_stands_in_its_place() {
    let mut day = monday();
    let mut rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example", "chat.example"]);
    (rule.id, rule.mode) = (1, Mode::Dim);
    day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() });
    day.alarm_at("2026-11-23 18:00");
    let url = "https://mail.example/inbox".to_owned();
    let Reply::View { view } = day.page(CoreEvent::View { page: Page::Cover { url } }).reply else {
        panic!();
    };
    assert!(matches!(*view, View::Cover(view) if view.state == CoverState::Open {}));
}

#[test]
fn a_lost_alarm_and_a_dead_worker_are_put_right_by_the_next_event() {
    let mut day = monday();
    day.clock_comes_to("2026-11-23 18:25");
    day.worker_dies();
    assert_eq!(day.veiled(), [1, 2]);
    let told = day.told();
    let told = told.get(1..).unwrap();
    assert_eq!(told, ["Mon 18:00 occurrence_started", "Mon 18:25 unseen"], "at its own minute");
}

#[test]
fn a_browser_closed_for_two_weeks_finds_what_it_missed_in_the_log() {
    let mut day = monday();
    day.clock_comes_to("2026-12-08 09:00");
    day.worker_dies();
    let expected = [
        "Mon 17:00 rule_changed",
        "Mon 18:00 occurrence_started",
        "Mon 20:00 occurrence_ended",
        "Mon 20:00 unseen",
        "Mon 18:00 occurrence_started",
        "Mon 20:00 occurrence_ended",
        "Mon 20:00 unseen",
        "Mon 18:00 occurrence_started",
        "Mon 20:00 occurrence_ended",
        "Mon 20:00 unseen",
    ];
    assert_eq!(day.told(), expected);
    day.worker_dies();
    assert_eq!(day.told(), expected, "and finds it once");
}

#[test]
fn a_focus_covers_the_sites_of_all_rules_and_extends() {
    let mut day = monday();
    day.page(CoreEvent::StartFocus { minutes: 25 });
    assert_eq!(day.veiled(), [1, 2]);
    day.clock_comes_to("2026-11-23 17:10");
    day.page(CoreEvent::StartFocus { minutes: 5 });
    let PopupState::Protected(time) = day.popup().state else { panic!() };
    assert_eq!(time.until, ms(&day, "2026-11-23 17:25"), "never shorter");
}

#[test]
fn a_focus_is_taken_back_by_a_press_within_two_minutes() {
    let mut day = monday();
    let at = day.now;
    day.page(CoreEvent::StartFocus { minutes: 25 });
    day.now = at.plus(119_000);
    day.page(CoreEvent::EndFocus {});
    assert_eq!(day.veiled(), [] as [i32; 0]);
    assert!(day.told().last().unwrap().ends_with("focus_ended"));
    day.page(CoreEvent::StartFocus { minutes: 25 });
    day.now = day.now.plus(120_000);
    assert!(matches!(day.page(CoreEvent::EndFocus {}).reply, Reply::Refused { .. }));
    assert_eq!(day.veiled(), [1, 2]);
}

#[test]
fn a_rule_made_in_the_middle_of_its_stretch_holds_at_once_and_a_deleted_one_lets_go() {
    let mut day = Day::at("2026-11-23 18:30");
    day.open_tab(1, "https://mail.example/");
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() });
    assert_eq!(day.veiled(), [1]);
    day.page(CoreEvent::DeleteRule { id: 1 });
    assert_eq!(day.veiled(), [] as [i32; 0]);
    assert_eq!(day.page(CoreEvent::RestoreRule { id: 1 }).reply, Reply::Made { id: 1 });
    assert_eq!(day.veiled(), [1]);
}

#[test]
fn a_stretch_over_midnight_belongs_to_the_day_it_begins_on() {
    let mut day = Day::at("2026-11-23 12:00");
    day.open_tab(1, "https://mail.example/");
    let rule = draft(&[Weekday::Mon], &["22:00-06:00"], &["mail.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() });
    day.alarm_at("2026-11-24 05:59");
    assert_eq!(day.veiled(), [1]);
    day.alarm_at("2026-11-24 06:00");
    assert_eq!(day.veiled(), [] as [i32; 0]);
    day.alarm_at("2026-11-24 22:30");
    assert_eq!(day.veiled(), [] as [i32; 0], "Tuesday is no day of the rule");
}

#[test]
fn a_whole_day_is_midnight_to_twenty_four() {
    let mut day = Day::at("2026-11-23 12:00");
    day.open_tab(1, "https://mail.example/");
    let rule = draft(&[Weekday::Sat], &["00:00-24:00"], &["mail.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() });
    for (civil, veiled) in [
        ("2026-11-27 23:59", vec![]),
        ("2026-11-28 00:00", vec![1]),
        ("2026-11-28 23:59", vec![1]),
        ("2026-11-29 00:00", vec![]),
    ] {
        day.alarm_at(civil);
        assert_eq!(day.veiled(), veiled, "{civil}");
        day.worker_dies();
        assert_eq!(day.veiled(), veiled, "{civil}, from the disk");
    }
}

#[test]
fn of_two_rules_for_a_site_the_stricter_wins_while_both_hold() {
    let mut day = Day::at("2026-11-23 12:00");
    day.open_tab(1, "https://mail.example/");
    let mut dim = draft(&[Weekday::Mon], &["18:00-21:00"], &["mail.example"]);
    dim.mode = Mode::Dim;
    day.page(CoreEvent::SaveRule { rule: dim, groups: crate::standard::drafts() });
    let cover = draft(&[Weekday::Mon], &["19:00-20:00"], &["mail.example"]);
    day.page(CoreEvent::SaveRule { rule: cover, groups: crate::standard::drafts() });
    for (civil, mode) in [
        ("2026-11-23 18:30", Mode::Dim),
        ("2026-11-23 19:30", Mode::Cover),
        ("2026-11-23 20:30", Mode::Dim),
    ] {
        day.alarm_at(civil);
        assert_eq!(day.posture.as_ref().unwrap().veils[0].mode, mode, "{civil}");
    }
}

#[test]
fn a_tab_is_told_its_mode_and_end_and_nothing_else() {
    let mut day = monday();
    day.alarm_at("2026-11-23 18:00");
    let url = "https://mail.example/inbox".to_owned();
    let turn = day.send(CoreEvent::PageShown { url }, Sender::Content { tab: 1 });
    let until = ms(&day, "2026-11-23 20:00");
    assert_eq!(
        turn.reply,
        Reply::Verdict { verdict: TabVerdict::Veiled { mode: Mode::Cover, until } }
    );
}

#[test]
fn the_panel_s_way_back_opens_our_page_beside_the_tab() {
    let mut day = monday();
    day.alarm_at("2026-11-23 18:00");
    let turn = day.send(CoreEvent::GoBackPressed {}, Sender::Panel { tab: 1 });
    let url = "https://mail.example/inbox".to_owned();
    let page = OwnPage::GoingBack { tab: 1, url };
    assert!(turn.effects.contains(&CoreEffect::OpenPage { page }), "{:?}", turn.effects);
}

#[test]
fn show_me_covers_the_tab_seen_last_for_twenty_seconds() {
    let mut day = monday();
    let turn = day.page(CoreEvent::ShowMe {});
    assert!(turn.effects.contains(&CoreEffect::FocusTab { tab: 2 }));
    assert_eq!(day.veiled(), [2]);
    day.now = day.now.plus(20_000);
    day.browser(CoreEvent::Looked {});
    assert_eq!(day.veiled(), [] as [i32; 0]);
}

#[test]
fn without_access_a_site_is_named_and_the_rest_of_the_rule_works() {
    let mut day = monday();
    day.origins = vec!["*://*.mail.example/*".into()];
    day.alarm_at("2026-11-23 18:00");
    assert_eq!(day.posture.as_ref().unwrap().network_rules[0].domains, ["mail.example"]);
    let health = serde_json::to_value(day.popup().health).unwrap();
    assert_eq!(health[0]["hosts"][0], "chat.example");
    assert_eq!(health[0]["origins"][0], "*://*.chat.example/*");
}

#[test]
fn the_same_event_again_changes_nothing() {
    let mut day = monday();
    day.alarm_at("2026-11-23 18:00");
    let posture = day.posture.clone();
    let turn = day.browser(CoreEvent::Looked {});
    assert!(matches!(turn.effects.as_slice(), [CoreEffect::Apply { .. }]), "{:?}", turn.effects);
    assert_eq!(day.posture, posture);
}

#[test]
fn a_clock_set_back_into_the_morning_lets_go_and_covers_again_in_the_evening() {
    let mut day = monday();
    day.alarm_at("2026-11-23 18:05");
    day.page(go_back("mail.example", 30));
    day.alarm_at("2026-11-23 09:00");
    assert_eq!(day.veiled(), [] as [i32; 0]);
    assert!(day.popup().overrides.is_empty(), "a grant never lasts longer than granted");
    day.alarm_at("2026-11-23 18:05");
    assert_eq!(day.veiled(), [1, 2]);
}

#[test]
fn the_hours_go_by_the_zone_that_the_person_names_from_that_moment_on() {
    let mut day = Day::at("2026-11-23 11:00");
    day.open_tab(1, "https://mail.example/");
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() });
    assert_eq!(day.veiled(), [] as [i32; 0]);
    // 11:00 in Berlin is 19:00 in Tokyo.
    let settings =
        SettingsDraft { lead: Lead::Today, zone: "Asia/Tokyo".into(), owe_excused: false };
    day.page(CoreEvent::SaveSettings { settings });
    assert_eq!(day.veiled(), [1]);
}
