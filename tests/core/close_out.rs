//! Close-out: what came of the time is asked at its end, kept until it is answered, and written down.

use ringfence_core::protocol::{
    CloseOutView, CoreEvent, Day as Weekday, Entry, Feel, GoalDraft, NudgeWord, OccurrenceKey,
    Pool, Reply, RuleDraft, StepDraft, StepHome,
};

use crate::day::{Day, draft};

fn evening() -> Day {
    let mut day = Day::at("2026-11-23 17:50");
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: Vec::new() });
    for text in ["Draw the chart", "Write the intro"] {
        let (home, text) = (StepHome::Goal { id: 1 }, text.to_owned());
        assert!(matches!(day.page(CoreEvent::SetStep { home, text }).reply, Reply::Made { .. }));
    }
    day
}

fn close_out(day: &mut Day) -> Option<CloseOutView> {
    match day.popup().nudge?.word {
        NudgeWord::CloseOut { close_out } => Some(close_out),
        _ => None,
    }
}

fn answer(day: &mut Day, done: bool, next: &str) -> Reply {
    let end = close_out(day).map_or(0, |it| it.end);
    day.page(CoreEvent::CloseOut { end, done, next: next.into() }).reply
}

fn steps(day: &Day) -> Vec<String> {
    let done = |step: &ringfence_core::goal::Step| if step.done.is_some() { "x " } else { "" };
    let steps = day.app.state().goals[0].steps.iter();
    steps.map(|step| [done(step), &step.text].concat()).collect()
}

#[test]
fn a_step_that_is_done_makes_room_for_the_next() {
    let mut day = evening();
    assert_eq!(steps(&day), ["Write the intro", "Draw the chart"], "the last one first");
    day.heartbeats_to("2026-11-23 19:59");
    assert_eq!(close_out(&mut day), None, "not before the end");
    day.heartbeats_to("2026-11-23 20:00");
    let view = close_out(&mut day).unwrap();
    assert_eq!(
        (&*view.goal, &*view.step, &*view.then),
        ("Portfolio", "Write the intro", "Draw the chart")
    );
    assert_eq!(answer(&mut day, true, "Show it to Ana"), Reply::Done {});
    assert_eq!(steps(&day), ["x Write the intro", "Show it to Ana", "Draw the chart"]);
    let entry = &day.log.last().unwrap().entry;
    assert!(matches!(entry, Entry::ClosedOut { aim: 1, done: true, .. }), "{entry:?}");
    assert_eq!(close_out(&mut day), None);
    assert!(matches!(answer(&mut day, true, ""), Reply::Refused { .. }), "not twice");
    assert_eq!(day.popup().next.unwrap().aim.step, "Show it to Ana");
}

#[test]
fn who_moved_on_keeps_the_step() {
    let mut day = evening();
    day.heartbeats_to("2026-11-23 20:00");
    assert_eq!(answer(&mut day, false, ""), Reply::Done {});
    assert_eq!(steps(&day), ["Write the intro", "Draw the chart"]);
}

#[test]
fn it_is_asked_through_restarts_until_a_day_has_passed_or_the_next_time_begins() {
    let mut day = evening();
    day.heartbeats_to("2026-11-23 20:00");
    day.worker_dies();
    day.alarm_at("2026-11-24 19:59");
    assert!(close_out(&mut day).is_some());
    day.alarm_at("2026-11-24 20:00");
    assert_eq!(close_out(&mut day), None);
    let mut day = evening();
    day.heartbeats_to("2026-11-23 20:00");
    day.page(CoreEvent::StartFocus { minutes: 25 });
    assert_eq!(close_out(&mut day), None);
    day.heartbeats_to("2026-11-23 20:25");
    assert_eq!(close_out(&mut day).unwrap().goal, "Portfolio", "what comes next names the focus");
}

#[test]
fn a_slip_that_is_taken_back_is_not_asked_about() {
    let mut day = evening();
    day.alarm_at("2026-11-24 10:00");
    day.page(CoreEvent::StartFocus { minutes: 25 });
    day.now = day.now.plus(60_000);
    day.page(CoreEvent::EndFocus {});
    assert_eq!(close_out(&mut day), None);
}

#[test]
fn a_goal_deleted_while_its_time_runs_loses_nothing_and_asks_for_no_step() {
    let mut day = evening();
    day.heartbeats_to("2026-11-23 19:00");
    day.page(CoreEvent::DeleteGoal { id: 1 });
    day.heartbeats_to("2026-11-23 20:00");
    let view = close_out(&mut day).unwrap();
    assert_eq!((&*view.goal, &*view.step), ("Portfolio", ""));
    assert_eq!(
        answer(&mut day, false, "Begin anew"),
        Reply::Done {},
        "its line becomes a goal again"
    );
    assert_eq!(day.popup().next.unwrap().aim.step, "Begin anew");
}

#[test]
fn a_goal_chosen_at_the_start_is_logged_and_closed_out() {
    let mut day = Day::at("2026-11-23 17:50");
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example"]);
    day.page(CoreEvent::SaveRule {
        rule: RuleDraft { choose: true, goal: String::new(), ..rule },
        groups: Vec::new(),
    });
    let goal = GoalDraft { title: "Talk".into(), ..GoalDraft::default() };
    assert_eq!(day.page(CoreEvent::SaveGoal { goal }).reply, Reply::Made { id: 1 });
    day.heartbeats_to("2026-11-23 18:00");
    assert!(
        matches!(day.popup().state, ringfence_core::protocol::PopupState::Protected(it) if it.aim.choose)
    );
    assert_eq!(day.page(CoreEvent::ChooseGoal { occurrence: None, goal: 1 }).reply, Reply::Done {});
    assert!(day.log.iter().any(|row| matches!(row.entry, Entry::GoalChosen { of: 1, aim: 1, .. })));
    day.worker_dies();
    day.heartbeats_to("2026-11-23 20:00");
    assert_eq!(close_out(&mut day).unwrap().goal, "Talk");
    // Chosen before it begins, nothing is logged yet.
    let occurrence = OccurrenceKey { rule: 1, date: "2026-11-30".into(), from: "18:00".into() };
    let rows = day.log.len();
    day.page(CoreEvent::ChooseGoal { occurrence: Some(occurrence), goal: 1 });
    assert_eq!((day.log.len(), &*day.popup().next.unwrap().goal), (rows, "Talk"));
}

#[test]
fn where_a_pool_is_drained_the_other_goal_is_offered_and_off_means_no_trace() {
    let mut day = Day::at("2026-11-23 12:00");
    let energy = |day: &mut Day, energy| {
        let mut nudges = ringfence_core::nudge::Nudges::default().to_draft();
        nudges.energy = energy;
        day.page(CoreEvent::SaveNudges { nudges });
    };
    let say = CoreEvent::SayEnergy { social: None, technical: Some(Feel::Drained) };
    assert!(matches!(day.page(say.clone()).reply, Reply::Refused { .. }));
    assert_eq!(day.popup().energy, None);
    energy(&mut day, true);
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: Vec::new() });
    let goal = |id, title: &str, pool| GoalDraft {
        id,
        title: title.into(),
        draws_on: Some(pool),
        steps: vec![StepDraft { text: "Begin".into(), ..StepDraft::default() }],
        ..GoalDraft::default()
    };
    day.page(CoreEvent::SaveGoal { goal: goal(1, "Portfolio", Pool::Technical) });
    day.page(CoreEvent::SaveGoal { goal: goal(0, "Mentor", Pool::Social) });
    assert_eq!(day.page(say).reply, Reply::Done {});
    day.alarm_at("2026-11-23 17:50");
    let Some(NudgeWord::Before { other, .. }) = day.popup().nudge.map(|it| it.word) else {
        panic!()
    };
    assert_eq!(other.unwrap().title, "Mentor");
    energy(&mut day, false);
    assert_eq!(day.popup().energy, None);
    assert_eq!(day.app.state().energy, None);
}
