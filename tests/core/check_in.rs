//! Check-ins: when they are, what there is to say, and what comes after. 23 November 2026 is a Monday.

use ringfence_core::protocol::{
    CheckInDraft, CheckInLine, CheckInView, CoreEvent, Day as Weekday, FaultKind, Field, GoalDraft,
    GoalEnd, HeldView, OverrideDraft, Page, PromiseState, PromisesDraft, PulledView, Reason, Reply,
    ScopeDraft, StepDraft, View,
};

use crate::day::{Day, draft, override_draft};
use crate::ledger::balance;

fn check_in(person: &str, date: &str, every: u32) -> CheckInDraft {
    CheckInDraft { person: person.into(), date: date.into(), every, ..CheckInDraft::default() }
}

fn save(day: &mut Day, check_in: CheckInDraft) -> Reply {
    day.page(CoreEvent::SaveCheckIn { check_in }).reply
}

fn made(reply: &Reply) -> u32 {
    match reply {
        Reply::Made { id } => *id,
        other => panic!("not made: {other:?}"),
    }
}

fn faults(reply: &Reply) -> Vec<(Field, FaultKind)> {
    match reply {
        Reply::Refused { faults } => faults.iter().map(|it| (it.field, it.kind)).collect(),
        other => panic!("not refused: {other:?}"),
    }
}

fn hold(day: &mut Day, id: u32, next: &str) -> Reply {
    hold_with(day, id, next, PromisesDraft::default())
}

fn hold_with(day: &mut Day, id: u32, next: &str, promises: PromisesDraft) -> Reply {
    day.page(CoreEvent::HoldCheckIn { id, next: next.into(), promises }).reply
}

fn look(day: &mut Day, id: u32) -> Option<CheckInView> {
    match day.page(CoreEvent::View { page: Page::CheckIn { id } }).reply {
        Reply::View { view } => match *view {
            View::CheckIn(view) => Some(*view),
            other => panic!("not a check-in: {other:?}"),
        },
        Reply::Done {} => None,
        other => panic!("not a view: {other:?}"),
    }
}

fn view(day: &mut Day, id: u32) -> CheckInView {
    look(day, id).unwrap()
}

/// All of them, by their dates: when, how often, and since when.
fn all(day: &mut Day) -> Vec<(String, u32, String)> {
    match day.page(CoreEvent::View { page: Page::Options { week: String::new() } }).reply {
        Reply::View { view } => match *view {
            View::Options(view) => {
                view.check_ins.into_iter().map(|it| (it.date, it.every, it.since)).collect()
            }
            other => panic!("not the options: {other:?}"),
        },
        other => panic!("not a view: {other:?}"),
    }
}

fn step(text: &str, done: bool, for_check_in: bool) -> StepDraft {
    let done = if done { "yes".into() } else { String::new() };
    StepDraft { text: text.into(), done, for_check_in, ..StepDraft::default() }
}

fn save_goal(day: &mut Day, goal: GoalDraft) -> u32 {
    made(&day.page(CoreEvent::SaveGoal { goal }).reply)
}

fn goal(title: &str, for_check_in: bool, steps: Vec<StepDraft>) -> GoalDraft {
    GoalDraft { title: title.into(), for_check_in, steps, ..GoalDraft::default() }
}

/// The lines of a part, as `step (goal): state`.
fn lines(promises: &[ringfence_core::protocol::PromiseView]) -> Vec<String> {
    let line = |it: &ringfence_core::protocol::PromiseView| {
        let state = match it.state {
            PromiseState::Open => "open",
            PromiseState::Done => "done",
            PromiseState::Dropped => "dropped",
        };
        let step = it.step.as_ref().map(|step| format!("{} ", step.text)).unwrap_or_default();
        format!("{step}({}): {state}", it.goal.text)
    };
    promises.iter().map(line).collect()
}

#[test]
fn what_is_wrong_with_a_check_in_is_told_at_its_field_and_nothing_is_kept() {
    let mut day = Day::at("2026-11-23 12:00");
    let long = "a".repeat(81);
    for (person, date, every, wanted) in [
        ("", "2026-11-22", 0, vec![(Field::CheckInDate, FaultKind::CheckInPast)]),
        ("", "2027-02-31", 0, vec![(Field::CheckInDate, FaultKind::DateUnreadable)]),
        ("", "", 0, vec![(Field::CheckInDate, FaultKind::DateUnreadable)]),
        ("", "soon", 0, vec![(Field::CheckInDate, FaultKind::DateUnreadable)]),
        (&*long, "2026-12-04", 0, vec![(Field::Person, FaultKind::PersonName)]),
        ("Ines\u{202e}", "2026-12-04", 0, vec![(Field::Person, FaultKind::PersonName)]),
        ("", "2026-12-04", 53, vec![(Field::Every, FaultKind::EveryRange)]),
        (
            &*long,
            "2026-11-22",
            53,
            vec![
                (Field::Person, FaultKind::PersonName),
                (Field::CheckInDate, FaultKind::CheckInPast),
                (Field::Every, FaultKind::EveryRange),
            ],
        ),
    ] {
        let reply = save(&mut day, check_in(person, date, every));
        assert_eq!(faults(&reply), wanted, "{person} {date} {every}");
    }
    for (since, kind) in
        [("yesterday", FaultKind::DateUnreadable), ("2026-11-24", FaultKind::DateAhead)]
    {
        let draft = CheckInDraft { since: since.into(), ..check_in("", "2026-12-04", 0) };
        assert_eq!(faults(&save(&mut day, draft)), [(Field::Draft, kind)]);
    }
    assert_eq!(all(&mut day), []);
    // Today, with 80 letters, each 52 weeks: that is as far as it goes.
    made(&save(&mut day, check_in(&"é".repeat(80), "2026-11-23", 52)));
}

#[test]
fn there_are_50_at_most() {
    let mut day = Day::at("2026-11-23 12:00");
    for _ in 0..50 {
        made(&save(&mut day, check_in("Ines", "2026-12-04", 2)));
    }
    let more = save(&mut day, check_in("Ines", "2026-12-04", 2));
    assert_eq!(faults(&more), [(Field::Draft, FaultKind::TooManyCheckIns)]);
    assert_eq!(all(&mut day).len(), 50);
}

#[test]
fn what_there_is_to_say_is_what_was_promised_and_done_since_the_last_time() {
    let mut day = Day::at("2026-11-23 12:00");
    let id = made(&save(&mut day, check_in("Ines", "2026-12-04", 2)));
    save_goal(
        &mut day,
        goal(
            "Talk",
            true,
            vec![
                step("Pick stories", true, false),
                step("Outline", true, true),
                step("Slides", false, true),
                step("Rehearse", false, false),
            ],
        ),
    );
    let course = save_goal(&mut day, goal("Course", false, vec![step("Unit 3", false, true)]));
    let reading = save_goal(&mut day, goal("Reading", false, Vec::new()));
    day.page(CoreEvent::EndGoal { id: course, how: GoalEnd::Dropped });
    day.page(CoreEvent::EndGoal { id: reading, how: GoalEnd::Done });
    day.clock_comes_to("2026-12-02 12:00");
    let seen = view(&mut day, id);
    assert_eq!(
        lines(&seen.committed),
        ["(Talk): open", "Outline (Talk): done", "Slides (Talk): open", "Unit 3 (Course): dropped"]
    );
    assert_eq!(lines(&seen.done), ["Pick stories (Talk): done", "(Reading): done"]);
    assert_eq!((seen.days, &*seen.next, &*seen.today), (2, "2026-12-18", "2026-12-02"));
    assert_eq!(seen.draft.since, "2026-11-23");

    assert_eq!(hold(&mut day, id, ""), Reply::Done {});
    assert_eq!(all(&mut day), [("2026-12-18".into(), 2, "2026-12-02".into())]);
    let seen = view(&mut day, id);
    assert_eq!(lines(&seen.committed), ["(Talk): open", "Slides (Talk): open"]);
    assert_eq!(lines(&seen.done), [] as [&str; 0]);
    assert_eq!(look(&mut day, id + 100), None);
}

#[test]
fn the_next_one_is_by_its_weeks_or_on_the_date_that_is_said_and_one_for_once_goes() {
    let mut day = Day::at("2026-11-23 12:00");
    let ines = made(&save(&mut day, check_in("Ines", "2026-11-27", 1)));
    let once = made(&save(&mut day, check_in("", "2026-11-27", 0)));
    day.clock_comes_to("2026-12-14 12:00");
    assert_eq!(view(&mut day, ines).days, -17);
    let wrong = |reply: &Reply| faults(reply)[0];
    let reply = hold(&mut day, ines, "2026-12-13");
    assert_eq!(wrong(&reply), (Field::CheckInDate, FaultKind::CheckInPast));
    let reply = hold(&mut day, ines, "2027-02-31");
    assert_eq!(wrong(&reply), (Field::CheckInDate, FaultKind::DateUnreadable));
    assert_eq!(wrong(&hold(&mut day, 77, "")), (Field::Draft, FaultKind::Gone));
    assert_eq!(all(&mut day)[0], ("2026-11-27".into(), 1, "2026-11-23".into()));

    assert_eq!(hold(&mut day, ines, ""), Reply::Done {});
    assert_eq!(hold(&mut day, once, "2027-01-08"), Reply::Done {});
    let today = "2026-12-14".to_owned();
    assert_eq!(
        all(&mut day),
        [("2026-12-18".into(), 1, today.clone()), ("2027-01-08".into(), 0, today)]
    );
    assert_eq!(hold(&mut day, once, ""), Reply::Done {});
    assert_eq!(all(&mut day).len(), 1);
}

#[test]
fn one_that_was_deleted_or_held_by_mistake_comes_back_as_it_was() {
    let mut day = Day::at("2026-11-23 12:00");
    let id = made(&save(&mut day, check_in("Ines", "2026-11-27", 1)));
    day.clock_comes_to("2026-11-30 12:00");
    let before = all(&mut day);
    let draft = view(&mut day, id).draft;
    assert_eq!(hold(&mut day, id, ""), Reply::Done {});
    assert_ne!(all(&mut day), before);
    assert_eq!(made(&save(&mut day, draft.clone())), id);
    assert_eq!(all(&mut day), before);

    day.page(CoreEvent::DeleteCheckIn { id });
    assert_eq!(all(&mut day), []);
    // Also a week later, when its date is over.
    day.clock_comes_to("2026-12-07 12:00");
    made(&save(&mut day, CheckInDraft { id: 0, ..draft }));
    assert_eq!(all(&mut day), before);
    day.worker_dies();
    assert_eq!(all(&mut day), before);
}

/// What is promised, by goals and steps.
fn promised(day: &Day) -> Vec<String> {
    let goals = day.app.state().goals.iter();
    let of = |goal: &ringfence_core::goal::Goal| {
        let of_goal = goal.for_check_in.then(|| goal.title.clone());
        let steps = goal.steps.iter().filter(|step| step.for_check_in);
        of_goal.into_iter().chain(steps.map(|step| step.text.clone())).collect::<Vec<_>>()
    };
    goals.flat_map(of).collect()
}

#[test]
fn what_was_ticked_when_it_took_place_is_taken_back_with_it() {
    let mut day = Day::at("2026-11-23 12:00");
    let ids = [("Ines", 1), ("", 0)]
        .map(|(person, every)| made(&save(&mut day, check_in(person, "2026-11-27", every))));
    let steps = vec![step("Outline", false, true), step("Slides", false, false)];
    let talk = save_goal(&mut day, goal("Talk", false, steps));
    let course = save_goal(&mut day, goal("Course", true, Vec::new()));
    let steps: Vec<u32> = day.app.state().goals[0].steps.iter().map(|step| step.id).collect();
    day.clock_comes_to("2026-11-27 12:00");
    for id in ids {
        let before = (all(&mut day).len(), promised(&day));
        assert_eq!(before.1, ["Outline", "Course"]);
        let draft = view(&mut day, id).draft;
        // Neither 12345 nor 0 is the id of anything.
        let (made_now, released) = (vec![talk, steps[1], 12_345], vec![steps[0], course, 0]);
        let promises = PromisesDraft { made: made_now.clone(), released: released.clone() };
        let wrong = hold_with(&mut day, id, "2026-11-26", promises.clone());
        assert_eq!(faults(&wrong), [(Field::CheckInDate, FaultKind::CheckInPast)]);
        assert_eq!(promised(&day), before.1, "what is refused changes nothing");
        assert_eq!(hold_with(&mut day, id, "", promises), Reply::Done {});
        assert_eq!(promised(&day), ["Talk", "Slides"]);
        // Meanwhile something else was promised: that stays.
        let later = goal("Reading", true, Vec::new());
        let reading = save_goal(&mut day, later);
        let gone = draft.every == 0;
        let check_in = CheckInDraft { id: if gone { 0 } else { id }, ..draft.clone() };
        let promises = PromisesDraft { made: released, released: made_now };
        let reply = day.page(CoreEvent::TakeBackCheckIn { check_in, promises }).reply;
        let back = made(&reply);
        assert_eq!(back == id, !gone);
        assert_eq!(view(&mut day, back).draft, CheckInDraft { id: back, ..draft });
        assert_eq!(promised(&day), ["Outline", "Course", "Reading"]);
        day.page(CoreEvent::DeleteGoal { id: reading });
        assert_eq!((all(&mut day).len(), promised(&day)), before);
    }
    let gone = CheckInDraft { id: 77, ..check_in("", "2026-11-27", 0) };
    let promises = PromisesDraft { made: vec![talk], released: Vec::new() };
    let reply = day.page(CoreEvent::TakeBackCheckIn { check_in: gone, promises }).reply;
    assert_eq!(faults(&reply), [(Field::Draft, FaultKind::Gone)]);
    assert_eq!(promised(&day), ["Outline", "Course"]);
}

fn go_back(day: &mut Day, site: &str, minutes: u32, reason: Reason, puller: &str) -> u32 {
    let scope = ScopeDraft::Site { pattern: site.into() };
    let draft = OverrideDraft { puller: puller.into(), ..override_draft(scope, minutes, reason) };
    made(&day.page(CoreEvent::RequestOverride { draft }).reply)
}

#[test]
fn hours_and_reasons_are_those_since_the_last_time_as_the_log_has_them() {
    let mut day = Day::at("2026-11-23 12:00");
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example", "chat.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: Vec::new() });
    // Before the last check-in: it counts no more.
    day.alarm_at("2026-11-23 18:00");
    day.heartbeats_to("2026-11-23 18:30");
    go_back(&mut day, "mail.example", 20, Reason::Home, "");
    day.heartbeats_to("2026-11-23 20:05");
    day.alarm_at("2026-11-24 12:00");
    let id = made(&save(&mut day, check_in("Ines", "2026-12-02", 2)));
    let nothing = HeldView { kept: 0, unseen: 0, overridden: 0 };
    assert_eq!(view(&mut day, id).held, Some(nothing));

    day.alarm_at("2026-11-30 18:00");
    day.heartbeats_to("2026-11-30 18:10");
    go_back(&mut day, "mail.example", 20, Reason::Unblock, "Ana");
    day.heartbeats_to("2026-11-30 19:00");
    go_back(&mut day, "chat.example", 5, Reason::Unblock, "Ana");
    day.heartbeats_to("2026-11-30 19:10");
    go_back(&mut day, "chat.example", 30, Reason::Habit, "");
    day.heartbeats_to("2026-11-30 20:05");
    let seen = view(&mut day, id);
    assert_eq!(seen.held, Some(HeldView { kept: 65, unseen: 0, overridden: 55 }));
    let pulled = |reason, times, minutes| PulledView { reason, times, minutes };
    assert_eq!(seen.pulled, [pulled(Reason::Habit, 1, 30), pulled(Reason::Unblock, 2, 25)]);
    // Who asks the log alone finds the same.
    let sums = balance(&day.log, day.now);
    let from = ringfence_core::date::Date::parse("2026-11-24").unwrap();
    let sums = sums.sums_of_days(from, from.plus(6));
    assert_eq!((sums.kept, sums.overridden), (65 * 60_000, 55 * 60_000));

    // No site, no address and no name of who pulled is in it.
    let text = serde_json::to_string(&seen).unwrap();
    for secret in ["mail", "chat", ".example", "Ana"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}

#[test]
fn of_reasons_the_three_that_took_most_are_told() {
    let mut day = Day::at("2026-11-23 12:00");
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: Vec::new() });
    let id = made(&save(&mut day, check_in("", "2026-12-02", 0)));
    day.alarm_at("2026-11-23 18:00");
    for (reason, minutes, until) in [
        (Reason::Habit, 5, "2026-11-23 18:06"),
        (Reason::Home, 20, "2026-11-23 18:30"),
        (Reason::Promise, 10, "2026-11-23 18:45"),
        (Reason::Other, 6, "2026-11-23 19:00"),
    ] {
        go_back(&mut day, "mail.example", minutes, reason, "");
        day.heartbeats_to(until);
    }
    let reasons: Vec<Reason> = view(&mut day, id).pulled.iter().map(|it| it.reason).collect();
    assert_eq!(reasons, [Reason::Home, Reason::Promise, Reason::Other]);
}

#[test]
fn addresses_and_sites_that_the_person_wrote_are_marked_so_that_they_can_be_left_out() {
    let mut day = Day::at("2026-11-23 12:00");
    let rule = draft(&[Weekday::Fri], &["18:00-20:00"], &["chat.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: Vec::new() });
    let id = made(&save(&mut day, check_in("", "2026-12-04", 0)));
    let steps = vec![
        step("Read https://wiki.acme.example/x first", false, true),
        step("Leave chat.example alone", true, false),
        step("Write it", false, true),
    ];
    save_goal(&mut day, goal("Talk", false, steps));
    let seen = view(&mut day, id);
    let bare = |it: &ringfence_core::protocol::PromiseView| it.step.clone().unwrap().bare;
    let of_committed: Vec<_> = seen.committed.iter().map(bare).collect();
    assert_eq!(of_committed, [Some("Read … first".into()), None]);
    assert_eq!(bare(&seen.done[0]).as_deref(), Some("Leave … alone"));
}

#[test]
fn two_days_before_the_popup_names_it() {
    let mut day = Day::at("2026-11-23 12:00");
    let id = made(&save(&mut day, check_in("Ines", "2026-12-04", 2)));
    assert_eq!(day.popup().check_in, None);
    day.clock_comes_to("2026-12-01 23:59");
    assert_eq!(day.popup().check_in, None);
    for (now, days) in [("2026-12-02 00:00", 2), ("2026-12-03 12:00", 1), ("2026-12-04 23:59", 0)] {
        day.clock_comes_to(now);
        let line = CheckInLine { id, person: "Ines".into(), date: "2026-12-04".into(), days };
        assert_eq!(day.popup().check_in, Some(line), "{now}");
    }
    day.clock_comes_to("2026-12-05 00:00");
    assert_eq!(day.popup().check_in, None);
}
