//! What was once released loads for ever.

use ringfence_core::change::Key;
use ringfence_core::clock::Instant;
use ringfence_core::date::Date;
use ringfence_core::energy::{Energy, Feel};
use ringfence_core::grant::{Grant, Why};
use ringfence_core::nudge::{Aim, CloseOut, Moment, Nudges, Sitting, Told};
use ringfence_core::protocol::{
    CapDraft, CapPer, CheckInDraft, CoreEvent, Day as Weekday, ExceptionDraft, ExceptionKind,
    GoalDraft, GoalEnd, Instead, Lead, Mode, MoveDraft, NudgesDraft, OccurrenceDraft,
    OccurrenceKey, OverrideDraft, PartDraft, Pool, Reason, Repeat, Reply, RuleDraft, ScopeDraft,
    SettingsDraft, StepDraft, StretchDraft, TabTitle, WayBack, WeeklyDraft,
};
use ringfence_core::rule::RuleId;
use ringfence_core::schedule::Span;
use ringfence_core::state::State;
use ringfence_core::store;

use crate::day::{Day, SerdeJson, draft, instant, override_draft};
use crate::store::stored;

pub const V1: &str = include_str!("../fixtures/state_v1.txt");
const V2: &str = include_str!("../fixtures/state_v2.txt");
const V3: &str = include_str!("../fixtures/state_v3.txt");
const V4: &str = include_str!("../fixtures/state_v4.txt");
const V5: &str = include_str!("../fixtures/state_v5.txt");
const V6: &str = include_str!("../fixtures/state_v6.txt");
const V7: &str = include_str!("../fixtures/state_v7.txt");

/// A state with one of everything that version 7 can hold and a person can enter.
pub fn rich() -> Day {
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

/// What such a text holds, once it is sure that what we write now holds it too, and nothing else.
fn loaded(text: &str) -> (State, Instant) {
    let found = store::load(&SerdeJson, &stored([text.trim(), "", ""], ""));
    assert_eq!(found.generation, 5);
    let (state, seen) = found.state.expect("the fixture loads");
    let again = store::save(&SerdeJson, &state, seen, 6);
    let again = store::load(&SerdeJson, &stored(["", &again, ""], ""));
    assert_eq!(again.state, Some((state.clone(), seen)));
    (state, seen)
}

#[test]
fn version_1_as_released_still_loads() {
    let (state, _) = loaded(V1);
    assert_eq!((state.rules.len(), state.grants.len()), (2, 3));
    assert_eq!(state.rules[0].sites[0].to_string(), "mail.example:8080/a_b");
    assert_eq!(state.settings.lead, Lead::Today);
}

#[test]
fn version_2_as_released_still_loads() {
    let (state, _) = loaded(V2);
    assert_eq!((state.rules.len(), state.grants.len()), (4, 4));
    assert_eq!((state.exceptions.len(), state.changes.len(), state.leaving.len()), (2, 2, 1));
}

#[test]
fn version_3_as_released_still_loads() {
    let (state, _) = loaded(V3);
    assert_eq!((state.group_wishes.len(), state.recent_groups.len()), (1, 1));
    assert!(state.rules.iter().all(|rule| rule.tab_title == TabTitle::Site));
}

#[test]
fn version_4_as_released_still_loads() {
    let (state, _) = loaded(V4);
    let titles: Vec<TabTitle> = state.rules.iter().map(|rule| rule.tab_title).collect();
    assert_eq!(titles.iter().filter(|title| **title == TabTitle::Until).count(), 1);
    let says_no_more = |it: &&Grant| it.why == Why::from(it.why.reason) && it.rules.is_empty();
    assert_eq!(state.grants.iter().filter(says_no_more).count(), 4);
}

#[test]
fn version_5_as_released_still_loads() {
    let (state, _) = loaded(V5);
    let by_document = |it: &&Grant| it.why.instead == Some(Instead::Document);
    assert_eq!(state.grants.iter().filter(by_document).count(), 3);
    assert!(state.rules.iter().all(|it| it.way_back == WayBack::Hold && it.cap.is_none()));
    assert!(state.make_ups.is_empty() && !state.settings.owe_excused);
}

#[test]
fn version_6_as_released_still_loads_and_the_lines_of_its_rules_are_goals() {
    let (state, _) = loaded(V6);
    assert_eq!((state.make_ups.len(), state.settings.owe_excused), (2, true));
    let lines: Vec<&str> = state.goals.iter().map(|goal| goal.title.as_str()).collect();
    assert_eq!(lines, ["Portfolio"]);
    assert_eq!((state.goals[0].id.0, state.next_goal), (1, 1));
    assert_eq!((state.nudges.clone(), state.rules[0].nudge), (Nudges::default(), Some(10)));
}

#[test]
fn version_7_as_released_still_loads_and_is_still_what_we_write() {
    let (state, seen) = loaded(V7);
    assert_eq!((state.aims.len(), state.told.len(), state.check_ins.len()), (3, 6, 1));
    assert_eq!(store::save(&SerdeJson, &state, seen, 5), V7.trim());
    let (whole, now) = whole();
    assert_eq!(
        store::save(&SerdeJson, &whole, now, 5),
        V7.trim(),
        "the fixture holds one of everything"
    );
}
