//! Stored formats: what was once released loads for ever; what does not load is kept aside.

use ringfence_core::app::App;
use ringfence_core::change::Key;
use ringfence_core::clock::Instant;
use ringfence_core::date::Date;
use ringfence_core::energy::{Energy, Feel};
use ringfence_core::grant::{Grant, Why};
use ringfence_core::nudge::{Aim, CloseOut, Moment, Nudges, Sitting, Told};
use ringfence_core::protocol::{
    CapDraft, CapPer, CheckInDraft, CoreEffect, CoreEvent, Day as Weekday, ExceptionDraft,
    ExceptionKind, GoalDraft, GoalEnd, Instead, Lead, Mode, MoveDraft, NudgesDraft,
    OccurrenceDraft, OccurrenceKey, OverrideDraft, Page, PartDraft, Pool, Realm, Reason, Repeat,
    Reply, RuleDraft, ScopeDraft, SettingsDraft, StepDraft, Stored, StretchDraft, TabTitle, View,
    WayBack, WeeklyDraft,
};
use ringfence_core::rule::RuleId;
use ringfence_core::schedule::Span;
use ringfence_core::state::State;
use ringfence_core::store;

use crate::day::{Day, SerdeJson, draft, instant, override_draft};
use crate::standard::Standard;

const V1: &str = include_str!("../fixtures/state_v1.txt");
const V2: &str = include_str!("../fixtures/state_v2.txt");
const V3: &str = include_str!("../fixtures/state_v3.txt");
const V4: &str = include_str!("../fixtures/state_v4.txt");
const V5: &str = include_str!("../fixtures/state_v5.txt");
const V6: &str = include_str!("../fixtures/state_v6.txt");
const V7: &str = include_str!("../fixtures/state_v7.txt");

fn stored(slots: [&str; 3], mirror: &str) -> Stored {
    Stored {
        slots: slots.iter().map(ToString::to_string).collect(),
        mirror: mirror.into(),
        last_row: 0,
        session: String::new(),
        realm: Realm::Normal,
    }
}

/// A state with one of everything that version 7 can hold and a person can enter.
fn rich() -> Day {
    let mut day = Day::at("2026-11-23 18:30");
    day.stored = stored(["not ours", "", ""], "");
    day.worker_dies();
    day.open_tab(4, "https://mail.example/");
    let mut rule = draft(
        &[Weekday::Mon, Weekday::Wed],
        &["18:00-20:00", "22:00-06:00"],
        &["mail.example:8080/a_b", "chat.example"],
    );
    rule.groups = vec!["mail".into()];
    rule.mode = Mode::Dim;
    day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() });
    let rule = draft(&[Weekday::Sat], &["09:00-24:00"], &["mail.example"]);
    day.page(CoreEvent::SaveRule {
        rule: RuleDraft {
            tab_title: TabTitle::Until,
            way_back: WayBack::HoldAndWait,
            cap: CapDraft { per: CapPer::Week, times: 3, minutes: 45 },
            ..rule
        },
        groups: crate::standard::drafts(),
    });
    day.page(CoreEvent::SaveRule {
        rule: draft(&[Weekday::Sun], &["09:00-10:00"], &["gone.example"]),
        groups: crate::standard::drafts(),
    });
    day.page(CoreEvent::DeleteRule { id: 3 });
    day.page(CoreEvent::StartFocus { minutes: 50 });
    let scopes = [
        ScopeDraft::Site { pattern: "chat.example".into() },
        ScopeDraft::Group { id: "mail".into() },
        ScopeDraft::Everything {},
    ];
    for scope in scopes {
        let draft = OverrideDraft {
            puller: "Release team".into(),
            note: "The notes go out at six.".into(),
            instead: Some(Instead::Document),
            ..override_draft(scope, 10, Reason::Promise)
        };
        day.page(CoreEvent::RequestOverride { draft });
    }
    day.page(CoreEvent::ShowMe {});
    let (text, url) =
        ("Answer Ana about the schema".to_owned(), "https://mail.example/".to_owned());
    day.page(CoreEvent::Park { text, url });
    every_kind_of_date(&mut day);
    day
}

/// Two more rules, an edit that waits, exceptions, single occurrences, settings.
fn every_kind_of_date(day: &mut Day) {
    let text = ToString::to_string;
    let mut rule = draft(&[Weekday::Tue], &["07:00-08:00"], &["mail.example"]);
    rule.zone = text("Europe/Lisbon");
    rule.schedule[0].interval = 2;
    rule.schedule[0].from = text("2026-11-24");
    rule.schedule[0].until = text("2027-06-30");
    let monthly =
        PartDraft { repeat: Repeat::Monthly, nth: vec![1, -1], ..rule.schedule[0].clone() };
    rule.schedule.push(monthly);
    day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() });
    let mut rule = draft(&[], &["10:00-12:00"], &["mail.example"]);
    rule.schedule[0].repeat = Repeat::Dates;
    rule.schedule[0].dates = vec![text("2026-12-05"), text("2026-12-12")];
    day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() });
    let exception = |kind, from: &str, until: &str, groups: &[&str]| CoreEvent::SaveException {
        exception: ExceptionDraft {
            id: 0,
            kind,
            from: text(from),
            until: text(until),
            groups: groups.iter().map(ToString::to_string).collect(),
            reason: Some(Reason::Home),
        },
    };
    day.page(exception(ExceptionKind::Vacation, "2026-12-24", "2026-12-31", &[]));
    day.page(exception(ExceptionKind::OnCall, "2026-12-01T09:00", "2026-12-02T09:00", &["mail"]));
    let change = |rule, date: &str, from: &str, to| CoreEvent::ChangeOccurrence {
        change: OccurrenceDraft {
            occurrence: OccurrenceKey { rule, date: text(date), from: text(from) },
            to,
            reason: Some(Reason::Home),
        },
    };
    day.page(change(1, "2026-11-25", "18:00", None));
    let stretch = StretchDraft { from: text("10:00"), to: text("12:00") };
    let to = Some(MoveDraft { date: text("2026-11-29"), stretch });
    day.page(change(2, "2026-11-28", "09:00", to));
    // Half of what runs now is given up: until it is over, it holds. The other half is skipped.
    day.now = day.now.plus(2 * 60_000);
    day.browser(CoreEvent::Looked {});
    day.now = day.now.plus(60_000);
    let mut rule = draft(&[Weekday::Mon, Weekday::Wed], &["18:00-19:00"], &["chat.example"]);
    rule.id = 1;
    rule.groups = vec!["mail".into()];
    rule.mode = Mode::Dim;
    day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() });
    day.page(change(1, "2026-11-23", "18:00", None));
    let settings =
        SettingsDraft { lead: Lead::Hour, zone: text("Europe/Paris"), owe_excused: true };
    day.page(CoreEvent::SaveSettings { settings });
    day.page(CoreEvent::ZoneIsRight {});
    for clock in ["2026-11-24 21:00", "2026-11-26 07:00"] {
        let start = instant(&day.zone, clock);
        let (start, end) = (start.ms(), start.plus(45 * 60_000).ms());
        day.page(CoreEvent::TakeMakeUp { start, end });
    }
    // A group gives one of its sites up while it is named by what runs.
    let mut group = crate::standard::groups()[0].to_draft();
    group.sites = vec![text("outlook.office.com/mail/*?acme=1"), text("!outlook.office.com/owa")];
    day.page(CoreEvent::SaveGroup { group });
    goals(day);
}

/// A goal with everything, one that ended, one that was deleted, check-ins, nudges.
fn goals(day: &mut Day) {
    let nudges = NudgesDraft {
        start: false,
        last_minute: false,
        close_out: true,
        weekly: Some(WeeklyDraft { day: Weekday::Fri, at: "16:30".into() }),
        quiet: Some(StretchDraft { from: "22:00".into(), to: "07:00".into() }),
        energy: true,
    };
    assert_eq!(day.page(CoreEvent::SaveNudges { nudges }).reply, Reply::Done {});
    let goal = |title: &str| GoalDraft { title: title.into(), ..GoalDraft::default() };
    let step = |text: &str, done: &str| StepDraft {
        text: text.into(),
        done: done.into(),
        for_check_in: done.is_empty(),
        ..StepDraft::default()
    };
    let talk = GoalDraft {
        why: "To be heard.".into(),
        deadline: "2026-12-18".into(),
        made_up: true,
        reward: "A day in the mountains".into(),
        teaser: "Next week I'll show the outline.".into(),
        links: vec!["slides.example/talk".into()],
        weekly: 180,
        beyond: true,
        area: "Speaking".into(),
        draws_on: Some(Pool::Social),
        steps: vec![step("Pick three stories", "2026-11-23"), step("Write the outline", "")],
        for_check_in: true,
        ..goal("Talk")
    };
    for goal in [talk, goal("Rust course"), goal("Old idea")] {
        assert!(matches!(day.page(CoreEvent::SaveGoal { goal }).reply, Reply::Made { .. }));
    }
    let id = |day: &Day, title: &str| day.app.state().goal_titled(title).unwrap().id.0;
    let (course, idea) = (id(day, "Rust course"), id(day, "Old idea"));
    day.page(CoreEvent::EndGoal { id: course, how: GoalEnd::Done });
    day.page(CoreEvent::DeleteGoal { id: idea });
    let check_in = CheckInDraft {
        person: "Ines".into(),
        date: "2026-12-04".into(),
        every: 2,
        ..CheckInDraft::default()
    };
    assert!(matches!(day.page(CoreEvent::SaveCheckIn { check_in }).reply, Reply::Made { .. }));
}

/// The same, with one of everything that comes to pass by itself.
fn whole() -> (State, Instant) {
    let day = rich();
    let mut state = day.app.state().clone();
    let (talk, date) = (state.goal_titled("Talk").unwrap().id, Date::parse("2026-11-23").unwrap());
    let key = Key { rule: RuleId(1), date, from: 18 * 60 };
    let sittings = [Sitting::Occurrence(key), Sitting::Focus(4), Sitting::MakeUp(14)];
    state.aims = sittings.map(|sitting| Aim { sitting, goal: talk, at: day.now }).to_vec();
    state.last_goal = Some(talk);
    let moments = [Moment::Before, Moment::Start, Moment::LastMinute, Moment::CloseOut];
    let moments = moments.into_iter().chain([Moment::Weekly, Moment::CheckIn]);
    state.told = moments
        .map(|moment| Told { moment, of: 1, at: day.now, answered: moment == Moment::Before })
        .collect();
    let span = Span { start: day.now, end: day.now.plus(60_000) };
    state.close_out = Some(CloseOut { line: "Talk".into(), goal: Some(talk), step: Some(5), span });
    let (social, technical) = (Some(Feel::Drained), Some(Feel::Fine));
    state.energy = Some(Energy { date, social, technical });
    (state, day.now)
}

#[test]
fn what_is_saved_is_loaded() {
    let day = rich();
    let text = store::save(&SerdeJson, day.app.state(), day.now, 5);
    let found = store::load(&SerdeJson, &stored(["", &text, ""], ""));
    assert_eq!(found.generation, 5);
    assert_eq!(found.state, Some((day.app.state().clone(), day.now)));
    assert!(found.broken.is_empty());
}

#[test]
fn version_1_as_released_still_loads() {
    let found = store::load(&SerdeJson, &stored([V1.trim(), "", ""], ""));
    let (state, seen) = found.state.expect("the fixture loads");
    assert_eq!((state.rules.len(), state.grants.len(), found.generation), (2, 3, 5));
    assert_eq!(state.rules[0].sites[0].to_string(), "mail.example:8080/a_b");
    assert_eq!(state.settings.lead, Lead::Today);
    // What it held is held by what we write now, and nothing else.
    let again = store::save(&SerdeJson, &state, seen, 6);
    let again = store::load(&SerdeJson, &stored(["", &again, ""], ""));
    assert_eq!(again.state, Some((state, seen)));
}

#[test]
fn version_2_as_released_still_loads() {
    let found = store::load(&SerdeJson, &stored([V2.trim(), "", ""], ""));
    let (state, seen) = found.state.expect("the fixture loads");
    assert_eq!((state.rules.len(), state.grants.len(), found.generation), (4, 4, 5));
    assert_eq!((state.exceptions.len(), state.changes.len(), state.leaving.len()), (2, 2, 1));
    let again = store::save(&SerdeJson, &state, seen, 6);
    let again = store::load(&SerdeJson, &stored(["", &again, ""], ""));
    assert_eq!(again.state, Some((state, seen)));
}

#[test]
fn version_3_as_released_still_loads() {
    let found = store::load(&SerdeJson, &stored([V3.trim(), "", ""], ""));
    let (state, seen) = found.state.expect("the fixture loads");
    assert_eq!((state.group_wishes.len(), state.recent_groups.len(), found.generation), (1, 1, 5));
    assert!(state.rules.iter().all(|rule| rule.tab_title == TabTitle::Site));
    let again = store::save(&SerdeJson, &state, seen, 6);
    let again = store::load(&SerdeJson, &stored(["", &again, ""], ""));
    assert_eq!(again.state, Some((state, seen)));
}

#[test]
fn version_4_as_released_still_loads() {
    let found = store::load(&SerdeJson, &stored([V4.trim(), "", ""], ""));
    let (state, _) = found.state.expect("the fixture loads");
    let titles: Vec<TabTitle> = state.rules.iter().map(|rule| rule.tab_title).collect();
    assert_eq!(titles.iter().filter(|title| **title == TabTitle::Until).count(), 1);
    let says_no_more = |it: &&Grant| it.why == Why::from(it.why.reason) && it.rules.is_empty();
    assert_eq!(state.grants.iter().filter(says_no_more).count(), 4);
}

#[test]
fn version_5_as_released_still_loads() {
    let found = store::load(&SerdeJson, &stored([V5.trim(), "", ""], ""));
    let (state, seen) = found.state.expect("the fixture loads");
    let by_document = |it: &&Grant| it.why.instead == Some(Instead::Document);
    assert_eq!(state.grants.iter().filter(by_document).count(), 3);
    assert!(state.rules.iter().all(|it| it.way_back == WayBack::Hold && it.cap.is_none()));
    assert!(state.make_ups.is_empty() && !state.settings.owe_excused);
    let again = store::save(&SerdeJson, &state, seen, 6);
    let again = store::load(&SerdeJson, &stored(["", &again, ""], ""));
    assert_eq!(again.state, Some((state, seen)));
}

#[test]
fn version_6_as_released_still_loads_and_the_lines_of_its_rules_are_goals() {
    let found = store::load(&SerdeJson, &stored([V6.trim(), "", ""], ""));
    let (state, seen) = found.state.expect("the fixture loads");
    assert_eq!((state.make_ups.len(), state.settings.owe_excused), (2, true));
    let lines: Vec<&str> = state.goals.iter().map(|goal| goal.title.as_str()).collect();
    assert_eq!(lines, ["Portfolio"]);
    assert_eq!((state.goals[0].id.0, state.next_goal), (1, 1));
    assert_eq!((state.nudges.clone(), state.rules[0].nudge), (Nudges::default(), Some(10)));
    let again = store::save(&SerdeJson, &state, seen, 6);
    let again = store::load(&SerdeJson, &stored(["", &again, ""], ""));
    assert_eq!(again.state, Some((state, seen)));
}

#[test]
fn version_7_as_released_still_loads_and_is_still_what_we_write() {
    let found = store::load(&SerdeJson, &stored([V7.trim(), "", ""], ""));
    let (state, seen) = found.state.expect("the fixture loads");
    assert_eq!((state.aims.len(), state.told.len(), state.check_ins.len()), (3, 6, 1));
    assert_eq!(store::save(&SerdeJson, &state, seen, 5), V7.trim());
    let (whole, now) = whole();
    assert_eq!(
        store::save(&SerdeJson, &whole, now, 5),
        V7.trim(),
        "the fixture holds one of everything"
    );
}

#[test]
fn of_several_generations_the_newest_that_loads_is_taken() {
    let day = rich();
    let save = |generation| store::save(&SerdeJson, day.app.state(), day.now, generation);
    let (old, new) = (save(6), save(7));
    assert_eq!(store::load(&SerdeJson, &stored([&old, &new, ""], "")).generation, 7);
    let half = new.split_at(new.len() / 2).0;
    let found = store::load(&SerdeJson, &stored([&old, half, ""], half));
    assert_eq!((found.generation, found.broken), (6, vec![half.to_owned()]));
}

#[test]
fn a_flipped_letter_is_noticed() {
    let day = rich();
    let text = store::save(&SerdeJson, day.app.state(), day.now, 5)
        .replace("chat.example", "chat.exbmple");
    assert!(store::load(&SerdeJson, &stored([&text, "", ""], "")).state.is_none());
}

/// What is kept aside at the next boot, and what the popup says of it.
fn boot(slots: [&str; 3], mirror: &str) -> (Vec<String>, serde_json::Value, usize) {
    let mut day = Day::at("2026-11-23 12:00");
    day.app = App::load(&SerdeJson, &Standard, &stored(slots, mirror), day.now);
    let turn = day.browser(CoreEvent::Booted {});
    let aside = turn.effects.iter().find_map(|effect| match effect {
        CoreEffect::SetAside { texts, .. } => {
            Some(texts.iter().map(|it| it.text.clone()).collect())
        }
        _ => None,
    });
    if aside.is_some() {
        assert!(
            matches!(turn.effects[0], CoreEffect::SetAside { .. }),
            "before anything overwrites it"
        );
    }
    let health = serde_json::to_value(day.popup().health).unwrap();
    let rules =
        match day.page(CoreEvent::View { page: Page::Options { week: String::new() } }).reply {
            Reply::View { view } => match *view {
                View::Options(view) => view.rules.len(),
                _ => panic!(),
            },
            other => panic!("{other:?}"),
        };
    let told = health.as_array().unwrap().iter().find(|line| line["type"] == "set_aside");
    (aside.unwrap_or_default(), told.cloned().unwrap_or_default(), rules)
}

#[test]
fn a_first_run_tells_nothing_and_saves_itself() {
    let (aside, health, rules) = boot(["", "", ""], "");
    assert_eq!((aside, health, rules), (vec![], serde_json::Value::Null, 0));
}

#[test]
fn storage_that_does_not_load_is_kept_aside_and_told_and_the_extension_works_on() {
    let (aside, health, rules) = boot(["not ours", "", ""], "");
    assert_eq!(aside, ["not ours"]);
    assert_eq!(health, serde_json::json!({ "type": "set_aside", "recovered": false }));
    assert_eq!(rules, 0);
}

#[test]
fn a_version_from_the_future_is_kept_aside_and_never_overwritten() {
    let future = V1.trim().replace("ringfence 1 ", "ringfence 99 ");
    let (aside, _, rules) = boot([&future, "", ""], "");
    assert_eq!((aside, rules), (vec![future], 0));
}

#[test]
fn slots_that_were_wiped_come_back_from_the_mirror_and_the_person_is_told() {
    let (aside, health, rules) = boot(["", "", ""], V1.trim());
    assert_eq!((aside, rules), (vec![], 2));
    assert_eq!(health, serde_json::json!({ "type": "set_aside", "recovered": true }));
}

#[test]
fn what_came_back_from_the_mirror_is_in_a_slot_again_at_once() {
    let mut day = Day::at("2026-11-23 12:00");
    day.page(CoreEvent::SaveRule {
        rule: draft(&[Weekday::Sat], &["09:00-10:00"], &["a.example"]),
        groups: crate::standard::drafts(),
    });
    day.stored.slots.fill(String::new());
    let turn = day.worker_dies();
    assert!(turn.effects.iter().any(|effect| matches!(effect, CoreEffect::Save { .. })));
    day.stored.mirror.clear();
    day.worker_dies();
    assert_eq!(day.app.state().rules.len(), 1);
}

#[test]
fn a_first_save_that_reached_only_the_mirror_is_no_wiped_storage() {
    let mut day = Day::at("2026-11-23 12:00");
    day.stored.slots.fill(String::new());
    let turn = day.worker_dies();
    assert_eq!(day.popup().health.len(), 0);
    assert!(turn.effects.iter().any(|effect| matches!(effect, CoreEffect::Save { .. })));
}

#[test]
fn what_was_told_can_be_dismissed_and_stays_dismissed() {
    let mut day = Day::at("2026-11-23 12:00");
    day.stored = stored(["not ours", "", ""], "");
    day.worker_dies();
    assert_eq!(day.popup().health.len(), 1);
    day.page(CoreEvent::DismissSetAside {});
    assert_eq!(day.popup().health.len(), 0);
    day.now = Instant::from_ms(day.now.ms() + 1);
    day.stored.slots[0].clear();
    day.worker_dies();
    assert_eq!(day.popup().health.len(), 0);
}

#[test]
fn what_is_set_aside_leaves_its_slot_so_that_it_is_told_once() {
    let mut day = Day::at("2026-11-23 12:00");
    day.stored = stored(["", "not ours", "nor this"], "");
    let turn = day.worker_dies();
    let Some(CoreEffect::SetAside { texts, slots }) = turn.effects.first() else {
        panic!("{:?}", turn.effects);
    };
    assert_eq!((texts.len(), slots.as_slice()), (2, [1, 2].as_slice()));
}

#[test]
fn the_log_goes_on_after_its_last_row_even_when_the_state_is_lost() {
    let mut day = Day::at("2026-11-23 12:00");
    day.stored = stored(["not ours", "", ""], "");
    day.stored.last_row = 41;
    day.worker_dies();
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() });
    assert_eq!(day.log.iter().map(|row| row.id).collect::<Vec<_>>(), [42]);
}

#[test]
fn a_save_that_failed_is_told_and_tried_again_with_the_next_event() {
    let mut day = Day::at("2026-11-23 12:00");
    let saves = |turn: &ringfence_core::protocol::Turn| {
        turn.effects.iter().filter(|effect| matches!(effect, CoreEffect::Save { .. })).count()
    };
    let turn = day.browser(CoreEvent::SaveFailed {});
    assert_eq!(saves(&turn), 0);
    assert!(turn.effects.contains(&CoreEffect::TellPages {}));
    let health = |day: &Day| {
        let clock = day.zone.clock(day.now);
        let view = day.app.view(&Page::Popup {}, &day.around(crate::day::PAGE), clock);
        serde_json::to_value(view).unwrap()["health"][0]["type"].clone()
    };
    assert_eq!(health(&day), "not_saved");
    assert_eq!(saves(&day.browser(CoreEvent::Looked {})), 1);
    assert_eq!(health(&day), "not_saved", "until it is known to be saved");
    assert_eq!(saves(&day.browser(CoreEvent::Saved {})), 0);
    assert_eq!(saves(&day.browser(CoreEvent::Looked {})), 0);
    assert_eq!(health(&day), serde_json::Value::Null);
}
