//! Private windows: the same rules, and nothing stored. 23 November 2026 is a Monday.

use ringfence_core::protocol::{
    CoreEffect, CoreEvent, Day as Weekday, FaultKind, HealthLine, NetworkAction, NetworkRule, Page,
    Reason, Reply, ScopeDraft, Turn,
};

use crate::day::{Day, draft, override_draft};

const MAIL: &str = "https://mail.example/";
const CHAT: &str = "https://chat.example/";

/// Monday 18:30 in a rule; mail stands in tab 1, and in tab 7 of a private window.
fn evening() -> (Day, Day) {
    let mut day = Day::at("2026-11-20 12:00");
    day.open_tab(1, MAIL);
    let sites = ["mail.example", "chat.example"];
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &sites);
    day.page(CoreEvent::SaveRule { rule, groups: Vec::new() });
    day.alarm_at("2026-11-23 18:30");
    assert_eq!(day.veiled(), [1]);
    let mut private = day.private();
    private.open_tab(7, MAIL);
    private.open_tab(8, CHAT);
    private.browser(CoreEvent::Looked {});
    (day, private)
}

fn go_back(day: &mut Day, scope: ScopeDraft) -> u32 {
    let draft = override_draft(scope, 10, Reason::Home);
    match day.page(CoreEvent::RequestOverride { draft }).reply {
        Reply::Made { id } => id,
        other => panic!("not granted: {other:?}"),
    }
}

fn mail() -> ScopeDraft {
    ScopeDraft::Site { pattern: "mail.example".into() }
}

/// What is let through in the private tabs.
fn session_rules(private: &Day) -> Vec<NetworkRule> {
    let rules = private.posture.iter().flat_map(|posture| &posture.session_rules);
    rules.inspect(|it| assert_eq!(it.tabs, [7, 8])).map(|it| it.rule.clone()).collect()
}

fn stores_nothing(turn: &Turn) -> bool {
    turn.effects.iter().all(|effect| {
        !matches!(
            effect,
            CoreEffect::Save { .. } | CoreEffect::SetAside { .. } | CoreEffect::ReadLog { .. }
        )
    })
}

#[test]
fn rules_hold_there_too_and_what_opens_there_opens_there_alone() {
    let (mut day, mut private) = evening();
    assert_eq!(private.veiled(), [7, 8]);
    assert!(session_rules(&private).is_empty(), "the other core stops them");

    let id = go_back(&mut private, mail());
    assert_eq!(private.veiled(), [8]);
    let rules = session_rules(&private);
    assert_eq!(rules.len(), 1);
    assert!(private.posture.as_ref().unwrap().network_rules.is_empty());
    assert_eq!(
        (rules[0].action, &*rules[0].domains),
        (NetworkAction::Allow, &["mail.example".to_owned()][..])
    );
    let highest = day.posture.as_ref().unwrap().network_rules.iter().map(|it| it.priority).max();
    assert!(Some(rules[0].priority) > highest);
    day.browser(CoreEvent::Looked {});
    assert_eq!(day.veiled(), [1], "in the other windows nothing is open");

    private.worker_dies();
    assert_eq!(private.veiled(), [8], "it is kept while the browser runs");
    assert_eq!(private.page(CoreEvent::EndOverride { id }).reply, Reply::Done {});
    assert_eq!(private.veiled(), [7, 8]);
    private.worker_dies();
    assert_eq!(private.veiled(), [7, 8], "and is over for good");
}

#[test]
fn everything_opens_until_its_minutes_are_over() {
    let (_, mut private) = evening();
    go_back(&mut private, ScopeDraft::Everything {});
    assert!(private.veiled().is_empty());
    let rule = &session_rules(&private)[0];
    assert_eq!((&*rule.regex, rule.domains.len()), ("^https?:", 0));
    private.alarm_at("2026-11-23 18:40");
    assert_eq!(private.veiled(), [7, 8]);
    assert!(session_rules(&private).is_empty());
}

#[test]
fn nothing_is_saved_or_logged_and_what_would_stay_is_refused() {
    let (_, mut private) = evening();
    let (slots, mirror) = (private.stored.slots.clone(), private.stored.mirror.clone());
    go_back(&mut private, mail());
    let rule = draft(&[Weekday::Tue], &["18:00-20:00"], &["wiki.example"]);
    let lasting = [
        CoreEvent::SaveRule { rule, groups: Vec::new() },
        CoreEvent::DeleteRule { id: 1 },
        CoreEvent::StartFocus { minutes: 25 },
        CoreEvent::ShowMe {},
        CoreEvent::EndOverride { id: 2 },
        CoreEvent::View { page: Page::Log { before: 0, limit: 10 } },
    ];
    for event in lasting {
        let turn = private.page(event.clone());
        assert!(stores_nothing(&turn), "{event:?}");
        match turn.reply {
            Reply::Refused { faults } => assert_eq!(faults[0].kind, FaultKind::PrivateWindow),
            other => panic!("{event:?}: {other:?}"),
        }
    }
    let opened = CoreEvent::CoverOpened { url: CHAT.into(), attempt: true };
    assert!(stores_nothing(&private.page(opened)));
    for hour in 19..24 {
        private.alarm_at(&format!("2026-11-23 {hour}:30"));
    }
    assert!(private.log.is_empty());
    assert_eq!((private.stored.slots.clone(), private.stored.mirror.clone()), (slots, mirror));
    assert!(private.popup().health.contains(&HealthLine::Private {}));
}

#[test]
fn what_is_changed_elsewhere_counts_there_once_it_is_read() {
    let (mut day, mut private) = evening();
    go_back(&mut private, mail());
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["wiki.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: Vec::new() });
    private.stored.slots.clone_from(&day.stored.slots);
    private.open_tab(9, "https://wiki.example/");
    private.worker_dies();
    assert_eq!(private.veiled(), [8, 9], "mail is still open");
}
