//! Goals: saved, refused, ended, taken up again, deleted and restored; rules that name them; and what is
//! still to come for them.

use ringfence_core::protocol::{
    AheadView, CoreEvent, Day as Weekday, Entry, ExceptionDraft, ExceptionKind, FaultKind, Feel,
    Field, GoalDraft, GoalEnd, GoalView, NudgesDraft, OptionsView, Page, Pool, PopupState, Reply,
    RuleDraft, StepDraft, View,
};

use crate::day::{Day, draft};

/// A Monday.
const NOON: &str = "2026-11-23 12:00";

fn options(day: &mut Day) -> OptionsView {
    let page = Page::Options { week: "2026-11-23".into() };
    let Reply::View { view } = day.page(CoreEvent::View { page }).reply else { panic!() };
    let View::Options(view) = *view else { panic!() };
    *view
}

fn goals(day: &mut Day) -> Vec<GoalView> {
    options(day).goals
}

fn goal(day: &mut Day, id: u32) -> GoalView {
    goals(day).into_iter().find(|goal| goal.draft.id == id).unwrap()
}

fn titled(title: &str) -> GoalDraft {
    GoalDraft { title: title.into(), ..GoalDraft::default() }
}

fn step(text: &str) -> StepDraft {
    StepDraft { text: text.into(), ..StepDraft::default() }
}

fn save(day: &mut Day, goal: GoalDraft) -> u32 {
    match day.page(CoreEvent::SaveGoal { goal }).reply {
        Reply::Made { id } => id,
        other => panic!("{other:?}"),
    }
}

fn refusal(day: &mut Day, event: CoreEvent) -> Vec<(Field, FaultKind)> {
    let before = day.app.state().clone();
    let Reply::Refused { faults } = day.page(event).reply else { panic!("it was not refused") };
    assert_eq!(*day.app.state(), before, "nothing has changed");
    faults.iter().map(|fault| (fault.field, fault.kind)).collect()
}

fn refused(day: &mut Day, goal: GoalDraft) -> Vec<(Field, FaultKind)> {
    refusal(day, CoreEvent::SaveGoal { goal })
}

/// Mondays and Wednesdays from 18:00 to 20:00, for "Portfolio".
fn rule() -> RuleDraft {
    draft(&[Weekday::Mon, Weekday::Wed], &["18:00-20:00"], &["mail.example"])
}

fn save_rule(day: &mut Day, rule: RuleDraft) -> u32 {
    match day.page(CoreEvent::SaveRule { rule, groups: Vec::new() }).reply {
        Reply::Made { id } => id,
        other => panic!("{other:?}"),
    }
}

fn everything() -> GoalDraft {
    GoalDraft {
        id: 0,
        title: "  Portfolio ".into(),
        why: "So that I can show what I do".into(),
        deadline: "2026-12-01".into(),
        made_up: true,
        reward: "Dinner by the river".into(),
        teaser: "Next week I'll show the first page.".into(),
        links: vec!["example.org/portfolio".into(), String::new(), "http://a.example".into()],
        weekly: 240,
        beyond: true,
        area: "Design".into(),
        draws_on: None,
        steps: vec![step("Pick three projects"), step("  "), step("Write the intro")],
        for_check_in: true,
    }
}

#[test]
fn a_goal_is_kept_as_it_was_typed_and_through_the_worker_s_death() {
    let mut day = Day::at(NOON);
    let id = save(&mut day, everything());
    let saved = goal(&mut day, id);
    let steps: Vec<(&str, bool)> =
        saved.draft.steps.iter().map(|it| (it.text.as_str(), it.done.is_empty())).collect();
    assert_eq!(steps, [("Pick three projects", true), ("Write the intro", true)]);
    assert_eq!(saved.draft.links, ["https://example.org/portfolio", "http://a.example"]);
    let same = GoalDraft {
        id,
        title: "Portfolio".into(),
        links: saved.draft.links.clone(),
        steps: saved.draft.steps.clone(),
        ..everything()
    };
    assert_eq!(saved.draft, same);
    day.worker_dies();
    assert_eq!(goal(&mut day, id), saved);
    let again = saved.draft.clone();
    assert_eq!(save(&mut day, again), id);
    assert_eq!(goal(&mut day, id), saved, "saved as it is, it stays as it is");
}

#[test]
fn a_step_keeps_its_id_and_the_date_on_which_it_was_done_wherever_it_is_moved() {
    let mut day = Day::at(NOON);
    let id = save(&mut day, everything());
    let mut draft = goal(&mut day, id).draft;
    let ids: Vec<u32> = draft.steps.iter().map(|it| it.id).collect();
    draft.steps[0].done = "today".into();
    save(&mut day, draft);
    day.clock_comes_to("2026-11-25 12:00");
    let mut draft = goal(&mut day, id).draft;
    assert_eq!(draft.steps[0].done, "2026-11-23");
    draft.steps.reverse();
    draft.steps.insert(0, step("Ask Ana for a photo"));
    save(&mut day, draft);
    let steps = goal(&mut day, id).draft.steps;
    assert_eq!([steps[1].id, steps[2].id], [ids[1], ids[0]]);
    assert_eq!(steps[2].done, "2026-11-23");
    assert!(!ids.contains(&steps[0].id));
    assert_ne!(steps[0].id, id);
}

#[test]
fn every_fault_of_a_goal_is_told_at_once_each_at_its_field() {
    let long = "x".repeat(501);
    let mut links: Vec<String> = vec!["example.org".into(); 18];
    let wrong = ["javascript:alert(1)", "file:///etc/passwd", "two words.example"];
    links.extend(wrong.iter().map(ToString::to_string));
    links.push(format!("https://a.example/{}", "y".repeat(2000)));
    let mut steps = vec![step("One"); 200];
    steps.push(step(&"x".repeat(10_000)));
    let draft = GoalDraft {
        title: " ".into(),
        why: long.clone(),
        deadline: "2027-02-31".into(),
        reward: long.clone(),
        teaser: long,
        links,
        weekly: 7 * 24 * 60 + 1,
        area: "x".repeat(61),
        steps,
        ..GoalDraft::default()
    };
    let mut day = Day::at(NOON);
    assert_eq!(
        refused(&mut day, draft),
        [
            (Field::GoalTitle, FaultKind::GoalTitle),
            (Field::Why, FaultKind::TextLong),
            (Field::Reward, FaultKind::TextLong),
            (Field::Teaser, FaultKind::TextLong),
            (Field::Area, FaultKind::AreaLong),
            (Field::Deadline, FaultKind::DateUnreadable),
            (Field::Weekly, FaultKind::WeeklyRange),
            (Field::Links, FaultKind::TooManyLinks),
            (Field::Link { index: 18 }, FaultKind::LinkScheme),
            (Field::Link { index: 19 }, FaultKind::LinkScheme),
            (Field::Link { index: 20 }, FaultKind::LinkUnreadable),
            (Field::Link { index: 21 }, FaultKind::LinkLong),
            (Field::Steps, FaultKind::TooManySteps),
            (Field::Step { index: 200 }, FaultKind::StepLong),
        ]
    );
}

#[test]
fn a_title_that_cannot_be_read_or_is_too_long_is_none() {
    let mut day = Day::at(NOON);
    for title in ["", "\u{202e}oiloftroP", "a\u{0}b", &"x".repeat(201)] {
        assert_eq!(
            refused(&mut day, titled(title)),
            [(Field::GoalTitle, FaultKind::GoalTitle)],
            "{title:?}"
        );
    }
    save(&mut day, titled(&"x".repeat(200)));
}

#[test]
fn two_goals_that_have_not_ended_are_never_called_the_same() {
    let mut day = Day::at(NOON);
    let first = save(&mut day, titled("Portfolio"));
    let second = save(&mut day, titled("Talk"));
    let taken = [(Field::GoalTitle, FaultKind::GoalTitleTaken)];
    assert_eq!(refused(&mut day, titled(" Portfolio")), taken);
    assert_eq!(refused(&mut day, GoalDraft { id: second, ..titled("Portfolio") }), taken);

    day.page(CoreEvent::EndGoal { id: first, how: GoalEnd::Done });
    save(&mut day, GoalDraft { id: second, ..titled("Portfolio") });
    assert_eq!(refusal(&mut day, CoreEvent::ResumeGoal { id: first }), taken);
    // What has ended may be called what it was.
    save(&mut day, GoalDraft { id: first, why: "It was good".into(), ..titled("Portfolio") });

    day.page(CoreEvent::DeleteGoal { id: second });
    save(&mut day, titled("Portfolio"));
    assert_eq!(refusal(&mut day, CoreEvent::RestoreGoal { id: second }), taken);
}

#[test]
fn rules_go_on_naming_a_goal_that_is_called_otherwise() {
    let mut day = Day::at(NOON);
    let rule_id = save_rule(&mut day, rule());
    let [made] = goals(&mut day).try_into().expect("the line made a goal");
    assert_eq!(made.draft.title, "Portfolio");
    let id = save(&mut day, GoalDraft { title: "My portfolio".into(), ..made.draft });
    let view = options(&mut day);
    assert_eq!(view.rules[0].draft.goal, "My portfolio");
    assert_eq!((view.goals.len(), view.goals[0].draft.id), (1, id));

    // Also one that was deleted in between, and comes back.
    day.page(CoreEvent::DeleteRule { id: rule_id });
    save(&mut day, GoalDraft { id, ..titled("Portfolio 2027") });
    day.page(CoreEvent::RestoreRule { id: rule_id });
    let view = options(&mut day);
    assert_eq!(view.rules[0].draft.goal, "Portfolio 2027");
    assert_eq!(view.goals.len(), 1);
}

#[test]
fn a_goal_ends_and_is_taken_up_again_and_the_log_tells_it() {
    let mut day = Day::at(NOON);
    let id = save(&mut day, everything());
    day.page(CoreEvent::EndGoal { id, how: GoalEnd::Dropped });
    let ended = goal(&mut day, id);
    assert_eq!((ended.ended, ended.ended_on.as_str()), (Some(GoalEnd::Dropped), "2026-11-23"));
    assert_eq!((ended.ahead, ended.late), (None, 0), "nothing is ahead of what has ended");
    let gone = [(Field::Draft, FaultKind::Gone)];
    assert_eq!(refusal(&mut day, CoreEvent::EndGoal { id, how: GoalEnd::Done }), gone);
    day.page(CoreEvent::ResumeGoal { id });
    assert_eq!(refusal(&mut day, CoreEvent::ResumeGoal { id }), gone);
    day.page(CoreEvent::EndGoal { id, how: GoalEnd::Done });
    day.page(CoreEvent::DeleteGoal { id });
    assert_eq!(options(&mut day).deleted_goal, Some((id, "Portfolio".into())));
    assert_eq!(refusal(&mut day, CoreEvent::DeleteGoal { id }), gone);
    assert_eq!(refused(&mut day, GoalDraft { id, ..titled("Portfolio") }), gone);
    day.worker_dies();
    day.page(CoreEvent::RestoreGoal { id });
    let back = goal(&mut day, id);
    assert_eq!((back.draft, back.ended), (ended.draft, Some(GoalEnd::Done)));
    assert_eq!(refusal(&mut day, CoreEvent::RestoreGoal { id }), gone);
    let told: Vec<String> = day
        .log
        .iter()
        .filter_map(|row| match &row.entry {
            Entry::GoalChanged { aim, goal, change }
                if (*aim, goal.as_str()) == (id, "Portfolio") =>
            {
                Some(format!("{change:?}"))
            }
            _ => None,
        })
        .collect();
    assert_eq!(told, ["Dropped", "Resumed", "Done", "Deleted", "Restored"]);
}

#[test]
fn a_deadline_that_has_gone_by_is_kept_on_edit_and_no_other_past_date_is_taken() {
    let mut day = Day::at(NOON);
    let id = save(&mut day, GoalDraft { deadline: "2026-11-24".into(), ..titled("Talk") });
    day.clock_comes_to("2026-11-27 09:00");
    let late = goal(&mut day, id);
    assert_eq!((late.ahead, late.late), (None, 3));
    save(&mut day, GoalDraft { why: "Still".into(), ..late.draft.clone() });
    assert_eq!(goal(&mut day, id).draft.deadline, "2026-11-24");
    let past = [(Field::Deadline, FaultKind::DeadlinePast)];
    let earlier = GoalDraft { deadline: "2026-11-23".into(), ..late.draft.clone() };
    assert_eq!(refused(&mut day, earlier), past);
    let new = GoalDraft { deadline: "2026-11-26".into(), ..titled("Course") };
    assert_eq!(refused(&mut day, new), past);
    save(&mut day, GoalDraft { deadline: "2026-11-27".into(), ..late.draft });
}

#[test]
fn dates_that_there_are_not_are_told() {
    let mut day = Day::at(NOON);
    for typed in ["2027-02-31", "2026-02-29", "31.12.2026", "?", "2026-13-01", "soon"] {
        let draft = GoalDraft { deadline: typed.into(), ..titled("Talk") };
        let expected = [(Field::Deadline, FaultKind::DateUnreadable)];
        assert_eq!(refused(&mut day, draft), expected, "{typed}");
    }
}

#[test]
fn there_are_at_most_a_thousand_goals() {
    let mut day = Day::at(NOON);
    let first = save(&mut day, titled("Goal 0"));
    for number in 1..1000 {
        save(&mut day, titled(&format!("Goal {number}")));
    }
    let many = [(Field::Draft, FaultKind::TooManyGoals)];
    assert_eq!(refused(&mut day, titled("One more")), many);
    save(&mut day, GoalDraft { id: first, ..titled("Another name") });
    // A rule with a line of its own is saved all the same.
    save_rule(&mut day, rule());
    assert_eq!(goals(&mut day).len(), 1000);
    day.page(CoreEvent::DeleteGoal { id: first });
    save(&mut day, titled("One more"));
    assert_eq!(refusal(&mut day, CoreEvent::RestoreGoal { id: first }), many);
    day.worker_dies();
    assert_eq!(goals(&mut day).len(), 1000);
}

fn ahead(day: &mut Day, id: u32) -> AheadView {
    goal(day, id).ahead.unwrap()
}

#[test]
fn what_is_ahead_is_counted_in_days_sittings_and_minutes() {
    let mut day = Day::at(NOON);
    save_rule(&mut day, rule());
    let draft = goals(&mut day)[0].draft.clone();
    let weekly = 300;
    let id = save(&mut day, GoalDraft { deadline: "2026-12-01".into(), weekly, ..draft.clone() });
    // Monday, Wednesday and Monday; 300 minutes in each seven of nine days.
    let expected = AheadView { days: 8, sittings: 3, minutes: 360, wanted: 385 };
    assert_eq!(ahead(&mut day, id), expected);

    // In the midst of one, what is left of it counts.
    day.alarm_at("2026-11-23 18:30");
    assert_eq!(ahead(&mut day, id), AheadView { minutes: 330, ..expected });
    day.alarm_at("2026-11-23 20:00");
    assert_eq!(ahead(&mut day, id), AheadView { sittings: 2, minutes: 240, ..expected });

    let exception = ExceptionDraft {
        id: 0,
        kind: ExceptionKind::Vacation,
        from: "2026-11-25".into(),
        until: "2026-11-25".into(),
        groups: Vec::new(),
        reason: None,
    };
    day.page(CoreEvent::SaveException { exception });
    assert_eq!(ahead(&mut day, id), AheadView { sittings: 1, minutes: 120, ..expected });

    // A rule for another goal, and one that leaves the choice for the start, are not for this one.
    let other = RuleDraft { goal: "Talk".into(), ..draft_on(Weekday::Thu) };
    save_rule(&mut day, other);
    save_rule(&mut day, RuleDraft { choose: true, ..draft_on(Weekday::Fri) });
    assert_eq!(ahead(&mut day, id).sittings, 1);
}

fn draft_on(weekday: Weekday) -> RuleDraft {
    draft(&[weekday], &["18:00-20:00"], &["mail.example"])
}

#[test]
fn a_line_makes_no_goal_where_the_goal_is_chosen_at_the_start_and_comes_back_with_it() {
    let mut day = Day::at(NOON);
    let evenings = RuleDraft { goal: " Evenings ".into(), choose: true, ..rule() };
    let id = save_rule(&mut day, evenings.clone());
    for goal in ["", "  "] {
        save_rule(&mut day, RuleDraft { goal: goal.into(), ..draft_on(Weekday::Fri) });
    }
    assert_eq!(goals(&mut day), [], "it names the rule, and an empty line names nothing");
    assert_eq!(options(&mut day).rules[0].draft.goal, "Evenings");
    day.worker_dies();
    // Changed in something else, it still makes none.
    save_rule(&mut day, RuleDraft { id, nudge: None, ..evenings });
    assert_eq!(goals(&mut day), []);
    let next = day.popup().next.unwrap();
    assert_eq!((next.goal.as_str(), next.aim.goal, next.aim.choose), ("", 0, true));
    let draft = options(&mut day).rules[0].draft.clone();
    save_rule(&mut day, RuleDraft { choose: false, ..draft });
    let titles: Vec<String> = goals(&mut day).into_iter().map(|it| it.draft.title).collect();
    assert_eq!(titles, ["Evenings"]);
    assert_eq!(day.popup().next.unwrap().goal, "Evenings");
}

#[test]
fn a_deadline_today_has_what_is_left_of_today() {
    let mut day = Day::at(NOON);
    save_rule(&mut day, rule());
    let draft = goals(&mut day)[0].draft.clone();
    let id = save(&mut day, GoalDraft { deadline: "2026-11-23".into(), weekly: 70, ..draft });
    let expected = AheadView { days: 0, sittings: 1, minutes: 120, wanted: 10 };
    assert_eq!(ahead(&mut day, id), expected);
    day.alarm_at("2026-11-23 21:00");
    assert_eq!(ahead(&mut day, id), AheadView { sittings: 0, minutes: 0, ..expected });
    day.alarm_at("2026-11-24 00:00");
    assert_eq!((goal(&mut day, id).ahead, goal(&mut day, id).late), (None, 1));
}

#[test]
fn a_goal_deleted_while_its_time_runs_leaves_the_line() {
    let mut day = Day::at(NOON);
    save_rule(&mut day, rule());
    let draft = goals(&mut day)[0].draft.clone();
    let id = save(&mut day, GoalDraft { steps: vec![step("Write the intro")], ..draft });
    day.alarm_at("2026-11-23 18:00");
    let time = |day: &mut Day| match day.popup().state {
        PopupState::Protected(time) => time,
        other => panic!("{other:?}"),
    };
    let before = time(&mut day);
    assert_eq!((before.aim.goal, before.aim.step.as_str()), (id, "Write the intro"));
    day.page(CoreEvent::DeleteGoal { id });
    let after = time(&mut day);
    assert_eq!((after.goal.as_str(), after.aim.goal, after.until), ("Portfolio", 0, before.until));
    day.page(CoreEvent::RestoreGoal { id });
    assert_eq!(time(&mut day), before);
}

#[test]
fn who_does_not_want_to_be_asked_leaves_no_trace_of_what_hours_draw_on() {
    let mut day = Day::at(NOON);
    let nudges = options(&mut day).nudges;
    let energy =
        |energy| CoreEvent::SaveNudges { nudges: NudgesDraft { energy, ..nudges.clone() } };
    let drawing = |title| GoalDraft { draws_on: Some(Pool::Social), ..titled(title) };
    let id = save(&mut day, drawing("Talk"));
    assert_eq!(goal(&mut day, id).draft.draws_on, None, "it was not asked");
    day.page(energy(true));
    save(&mut day, GoalDraft { id, ..drawing("Talk") });
    let deleted = save(&mut day, drawing("Course"));
    day.page(CoreEvent::DeleteGoal { id: deleted });
    assert_eq!(goal(&mut day, id).draft.draws_on, Some(Pool::Social));
    let drained = CoreEvent::SayEnergy { social: Some(Feel::Drained), technical: None };
    assert_eq!(day.page(drained).reply, Reply::Done {});
    let traces = |day: &Day| {
        let texts = day.stored.slots.iter().chain([&day.stored.mirror]);
        texts.filter(|text| text.contains("\"social\"") || text.contains("drained")).count()
    };
    assert!(traces(&day) > 0);
    day.page(energy(false));
    assert_eq!(traces(&day), 0, "in no generation that is kept");
    day.page(CoreEvent::RestoreGoal { id: deleted });
    assert!(goals(&mut day).iter().all(|goal| goal.draft.draws_on.is_none()));
    // A form that was open all the while brings it back no more.
    save(&mut day, GoalDraft { id, ..drawing("Talk") });
    assert_eq!(goal(&mut day, id).draft.draws_on, None);
}
