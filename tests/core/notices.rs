//! Notices that stand on the screen go once what they say is answered, or not true any more.

use ringfence_core::protocol::{
    CoreEffect, CoreEvent, GoalDraft, OccurrenceDraft, OccurrenceKey, Reason, Reply, RuleDraft,
    StepHome, Turn,
};

use crate::day::Day;
use crate::nudges::{WITH, at, monday, nudge, said, save, settings};

/// Whether the notice that was shown last may stand.
fn stands(day: &mut Day, shown: &Turn) -> bool {
    let name = shown.effects.iter().find_map(|effect| match effect {
        CoreEffect::Notify { name, .. } => Some(name.clone()),
        _ => None,
    });
    day.browser(CoreEvent::Looked {});
    day.posture.as_ref().unwrap().notices.contains(&name.unwrap())
}

#[test]
fn a_notice_stands_until_it_is_answered_anywhere_or_not_true_any_more() {
    let occurrence = || at(1, "2026-11-23", "18:00");
    let answer = |day: &mut Day| {
        let key = nudge(day).unwrap().key;
        day.page(CoreEvent::AnswerNudge { key });
    };
    let before = || {
        let mut day = monday("2026-11-23 17:30");
        let shown = day.alarm_at("2026-11-23 17:50");
        assert!(stands(&mut day, &shown));
        (day, shown)
    };
    let (mut day, shown) = before();
    answer(&mut day);
    assert!(!stands(&mut day, &shown), "answered in the popup");
    let acts: [fn(OccurrenceKey) -> CoreEvent; 4] = [
        |occurrence| CoreEvent::StartNow { occurrence },
        |occurrence| CoreEvent::Postpone { occurrence },
        |occurrence| {
            let (to, reason) = (None, Some(Reason::Home));
            CoreEvent::ChangeOccurrence { change: OccurrenceDraft { occurrence, to, reason } }
        },
        |occurrence| {
            let home = StepHome::Occurrence { occurrence };
            CoreEvent::SetStep { home, text: "Write the intro".into() }
        },
    ];
    for act in acts {
        let (mut day, shown) = before();
        let event = act(occurrence());
        let reply = day.page(event.clone()).reply;
        assert!(matches!(reply, Reply::Done {} | Reply::Made { .. }), "{event:?}: {reply:?}");
        assert!(!stands(&mut day, &shown), "{event:?}");
    }
    let (mut day, shown) = before();
    day.clock_comes_to("2026-11-23 17:59");
    assert!(stands(&mut day, &shown));
    let start = day.alarm_at("2026-11-23 18:00");
    assert!(!stands(&mut day, &shown) && stands(&mut day, &start));
    day.heartbeats_to("2026-11-23 19:58");
    assert!(stands(&mut day, &start));
    let last = day.alarm_at("2026-11-23 19:59");
    assert!(stands(&mut day, &last));
    let over = day.alarm_at("2026-11-23 20:00");
    assert!(!stands(&mut day, &last) && stands(&mut day, &over));
    day.worker_dies();
    assert!(stands(&mut day, &over), "another worker knows it as well");
    let end = crate::day::instant(&day.zone, "2026-11-23 20:00").ms();
    let closed = CoreEvent::CloseOut { end, done: false, next: String::new() };
    assert_eq!(day.page(closed).reply, Reply::Done {});
    assert!(!stands(&mut day, &over));
}

#[test]
fn a_notice_that_asks_for_a_goal_goes_once_one_is_chosen() {
    let mut day = Day::at("2026-11-23 17:30");
    save(&mut day, RuleDraft { choose: true, ..WITH("18:00-20:00") });
    let goal = GoalDraft { title: "Talk".into(), ..GoalDraft::default() };
    let Reply::Made { id } = day.page(CoreEvent::SaveGoal { goal }).reply else { panic!() };
    let start = day.alarm_at("2026-11-23 18:00");
    assert!(stands(&mut day, &start));
    let chosen = CoreEvent::ChooseGoal { occurrence: None, goal: id };
    assert_eq!(day.page(chosen).reply, Reply::Done {});
    assert!(!stands(&mut day, &start));
}

#[test]
fn a_notice_that_parked_lines_are_back_goes_with_the_lines() {
    let mut day = monday("2026-11-23 17:30");
    settings(&mut day, |it| it.close_out = false);
    day.alarm_at("2026-11-23 18:00");
    day.page(CoreEvent::Park { text: "Answer Ana".into(), url: String::new() });
    let over = day.alarm_at("2026-11-23 20:00");
    assert_eq!(said(&over), ["back: 1"]);
    assert!(stands(&mut day, &over));
    let id = day.popup().parked.notes[0].id;
    day.page(CoreEvent::KeepNote { id });
    assert!(!stands(&mut day, &over));
}
