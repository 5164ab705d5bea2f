//! The log, looked through and put right afterwards. 23 November 2026 is a Monday.

use ringfence_core::protocol::{
    CoreEffect, CoreEvent, Day as Weekday, Entry, FaultKind, Field, LogRow, OverrideDraft, Reason,
    Reply, ScopeDraft, Turn,
};
use ringfence_core::search::{Group, Search, Wanted};

use crate::day::{Day, draft, instant, override_draft};
use crate::ledger::balance;

const NAME: &str = "<img onerror> =HYPERLINK(\"x\") 🙂 שלום";

/// Monday 18:30, a rule in force.
fn evening() -> Day {
    let mut day = Day::at("2026-11-23 18:30");
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example", "chat.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: Vec::new() });
    day
}

fn go_back(day: &mut Day, site: &str, reason: Reason, puller: &str) -> u32 {
    let scope = ScopeDraft::Site { pattern: site.into() };
    let draft = OverrideDraft { puller: puller.into(), ..override_draft(scope, 10, reason) };
    match day.page(CoreEvent::RequestOverride { draft }).reply {
        Reply::Made { id } => id,
        other => panic!("not granted: {other:?}"),
    }
}

fn correct(day: &mut Day, grant: u32, reason: Reason) -> Reply {
    day.page(CoreEvent::CorrectOverride { grant, reason }).reply
}

fn kinds(reply: &Reply) -> Vec<(Field, FaultKind)> {
    match reply {
        Reply::Refused { faults } => faults.iter().map(|it| (it.field, it.kind)).collect(),
        _ => Vec::new(),
    }
}

/// The log looked through in chunks, newest first: what is found, as ids.
fn found(log: &[LogRow], wanted: &Wanted) -> Vec<u64> {
    let mut newest_first = log.to_vec();
    newest_first.reverse();
    let ids = |chunk: usize| {
        let mut search = Search::of(wanted.clone());
        for rows in newest_first.chunks(chunk) {
            search.take(rows.to_vec());
        }
        search.found().iter().map(|it| it.row.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(1), ids(100), "chunks make no difference");
    ids(2)
}

fn saves(turn: &Turn) -> usize {
    turn.effects.iter().filter(|it| matches!(it, CoreEffect::Save { .. })).count()
}

#[test]
fn a_reason_is_corrected_by_a_further_entry_and_while_it_runs_also_in_the_popup() {
    let mut day = evening();
    let grant = go_back(&mut day, "mail.example", Reason::Promise, "");
    assert_eq!(correct(&mut day, grant, Reason::Habit), Reply::Done {});
    assert_eq!(day.popup().overrides[0].reason, Reason::Habit);
    day.page(CoreEvent::EndOverride { id: grant });
    assert_eq!(correct(&mut day, grant, Reason::Home), Reply::Done {});
    let granted = day.log.iter().find_map(|row| match row.entry {
        Entry::OverrideGranted { reason, .. } => Some(reason),
        _ => None,
    });
    assert_eq!(granted, Some(Reason::Promise), "the entry stays as it was");
    let last = Entry::OverrideCorrected { grant, reason: Reason::Home };
    assert_eq!(day.log.last().unwrap().entry, last);
    assert_eq!(balance(&day.log, day.now).overrides[0].reason, Reason::Home);
}

#[test]
fn a_correction_of_what_was_no_override_changes_nothing_and_of_what_never_was_is_refused() {
    let mut day = evening();
    let grant = go_back(&mut day, "mail.example", Reason::Promise, "");
    let before = balance(&day.log, day.now).overrides;
    for never in [0, grant + 1, u32::MAX] {
        let reply = correct(&mut day, never, Reason::Habit);
        assert_eq!(kinds(&reply), [(Field::Draft, FaultKind::Gone)]);
    }
    assert_eq!(correct(&mut day, 1, Reason::Habit), Reply::Done {}, "1 is the rule");
    assert_eq!(balance(&day.log, day.now).overrides, before);
    let promised = Wanted { reason: Some(Reason::Promise), ..Wanted::default() };
    assert_eq!(found(&day.log, &promised).len(), 1);
}

#[test]
fn what_belongs_to_one_override_is_found_together_by_its_reason_as_corrected_last() {
    let mut day = evening();
    let mail = go_back(&mut day, "mail.example", Reason::Promise, "Ana");
    day.clock_comes_to("2026-11-23 18:33");
    let chat = go_back(&mut day, "chat.example", Reason::Habit, NAME);
    day.alarm_at("2026-11-23 19:00");
    correct(&mut day, mail, Reason::Unblock);
    correct(&mut day, mail, Reason::Habit);
    let of = |wanted: fn(&Entry, (u32, u32)) -> bool| {
        let rows = day.log.iter().rev().filter(|row| wanted(&row.entry, (mail, chat)));
        rows.map(|row| row.id).collect::<Vec<_>>()
    };
    let overrides = of(|entry, _| {
        matches!(
            entry,
            Entry::OverrideGranted { .. }
                | Entry::OverrideEnded { .. }
                | Entry::OverrideCorrected { .. }
        )
    });
    assert_eq!(overrides.len(), 6);
    let by_reason = |reason| Wanted { reason: Some(reason), ..Wanted::default() };
    assert_eq!(found(&day.log, &by_reason(Reason::Habit)), overrides);
    assert!(found(&day.log, &by_reason(Reason::Promise)).is_empty(), "that was corrected");
    assert!(found(&day.log, &by_reason(Reason::Unblock)).is_empty(), "and so was that");
    let pulled = Wanted { puller: Some(NAME.into()), ..Wanted::default() };
    let of_chat = of(|entry, (_, chat)| match entry {
        Entry::OverrideGranted { grant, .. } | Entry::OverrideEnded { grant, .. } => *grant == chat,
        _ => false,
    });
    assert_eq!(found(&day.log, &pulled), of_chat);
    let both = Wanted { reason: Some(Reason::Home), ..pulled };
    assert!(found(&day.log, &both).is_empty());
    let all = of(|_, _| true);
    assert_eq!(found(&day.log, &Wanted::default()), all);
    assert_eq!(
        found(&day.log[day.log.len() - 1..], &Wanted::default()).len(),
        1,
        "its grant is older"
    );
}

#[test]
fn a_reason_corrected_back_is_the_one_that_was_given() {
    let mut day = evening();
    let grant = go_back(&mut day, "mail.example", Reason::Promise, "");
    let shown = |day: &Day| {
        let mut search = Search::of(Wanted::default());
        search.take(day.log.iter().rev().cloned().collect());
        let found = search.found();
        let granted = found.iter().find(|it| matches!(it.row.entry, Entry::OverrideGranted { .. }));
        granted.unwrap().corrected
    };
    assert_eq!(shown(&day), None);
    correct(&mut day, grant, Reason::Habit);
    assert_eq!(shown(&day), Some(Reason::Habit));
    correct(&mut day, grant, Reason::Promise);
    assert_eq!(shown(&day), None);
}

#[test]
fn entries_are_found_by_rule_and_by_group_also_when_these_are_gone() {
    let mut day = evening();
    go_back(&mut day, "mail.example", Reason::Promise, "");
    day.page(CoreEvent::DeleteRule { id: 1 });
    let rule = Wanted { rule: Some(1), ..Wanted::default() };
    let ids: Vec<u64> = day.log.iter().rev().map(|row| row.id).collect();
    assert_eq!(found(&day.log, &rule), ids, "made, begun, gone back, deleted, and both over");
    let (name, sites) = ("Mail".to_owned(), vec!["mail.example".to_owned()]);
    let group =
        |sites| Wanted { group: Some(Group { name: name.clone(), sites }), ..Wanted::default() };
    assert_eq!(found(&day.log, &group(sites)).len(), 2, "gone back, and its end");
    assert!(found(&day.log, &group(Vec::new())).is_empty());
    let mut search = Search::of(Wanted::default());
    search.take(day.log.iter().rev().cloned().collect());
    assert_eq!(search.seen().rules, [(1, "Portfolio".to_owned())]);
}

#[test]
fn a_name_that_is_deleted_is_in_no_generation_of_the_state_and_in_no_entry() {
    let mut day = evening();
    let grant = go_back(&mut day, "mail.example", Reason::Promise, NAME);
    let spelled = serde_json::to_string(NAME).unwrap();
    assert!(day.stored.mirror.contains(&spelled));
    let turn = day.page(CoreEvent::ForgetPuller { puller: NAME.into() });
    assert_eq!(saves(&turn), 1);
    for text in day.stored.slots.iter().chain([&day.stored.mirror]) {
        assert!(!text.is_empty() && !text.contains(&spelled), "{text}");
    }
    assert!(!serde_json::to_string(&day.log).unwrap().contains(&spelled));
    assert_eq!(day.popup().overrides[0].id, grant, "it goes on");
    day.page(CoreEvent::EndOverride { id: grant });
    day.worker_dies();
    assert!(day.app.state().pullers.is_empty());
    assert!(day.popup().overrides.is_empty(), "what was saved last is what counts");
}

#[test]
fn to_delete_a_name_again_goes_over_every_place_again() {
    let mut day = evening();
    for name in [NAME, "Ana"] {
        let turn = day.page(CoreEvent::ForgetPuller { puller: name.into() });
        let asked = turn.effects.iter().find_map(|effect| match effect {
            CoreEffect::ForgetPuller { puller, slots } => Some((puller.as_str(), slots)),
            _ => None,
        });
        let (puller, slots) = asked.unwrap();
        assert_eq!(puller, name);
        let mut places: Vec<u32> = slots.iter().map(|it| it.slot).collect();
        places.sort_unstable();
        assert_eq!((places, saves(&turn)), (vec![0, 1, 2], 0));
    }
    let turn = day.page(CoreEvent::ForgetPuller { puller: String::new() });
    assert_eq!(kinds(&turn.reply), [(Field::Puller, FaultKind::Gone)]);
}

#[test]
fn what_is_older_than_a_date_is_counted_and_deleted_from_its_midnight_on_the_persons_wall() {
    let mut day = evening();
    let midnight = instant(&day.zone, "2026-11-23 00:00").ms();
    let date = || "2026-11-23".to_owned();
    let turn = day.page(CoreEvent::CountLogBefore { date: date() });
    assert!(turn.effects.contains(&CoreEffect::CountLog { before: midnight }));
    let turn = day.page(CoreEvent::DeleteLogBefore { date: date() });
    assert!(turn.effects.contains(&CoreEffect::DeleteLog { before: midnight }));
    assert_eq!(day.log.len(), 2, "the rule was made today");
    day.clock_comes_to("2026-11-24 00:00");
    day.page(CoreEvent::DeleteLogBefore { date: "2026-11-24".into() });
    assert!(day.log.iter().all(|row| row.at == day.now.ms()), "{:?}", day.told());
}

#[test]
fn a_date_that_is_none_or_is_yet_to_come_is_refused_at_its_field() {
    let mut day = evening();
    for (date, kind) in [
        ("", FaultKind::DateUnreadable),
        ("2026-02-31", FaultKind::DateUnreadable),
        ("?", FaultKind::DateUnreadable),
        ("23.11.2026", FaultKind::DateUnreadable),
        ("2026-11-24", FaultKind::DateAhead),
        ("9999-12-31", FaultKind::DateAhead),
    ] {
        let date = date.to_owned();
        for event in [
            CoreEvent::CountLogBefore { date: date.clone() },
            CoreEvent::DeleteLogBefore { date: date.clone() },
        ] {
            let turn = day.page(event);
            assert_eq!(kinds(&turn.reply), [(Field::LogBefore, kind)], "{date}");
            assert!(matches!(turn.effects.as_slice(), [CoreEffect::Apply { .. }]), "{date}");
        }
    }
    assert_eq!(day.log.len(), 2);
}

#[test]
fn once_rows_were_rewritten_every_page_asks_anew() {
    let mut day = evening();
    let turn = day.browser(CoreEvent::LogRewritten {});
    assert_eq!(turn.effects.last(), Some(&CoreEffect::TellPages {}));
    let turn = day.page(CoreEvent::LogRewritten {});
    assert!(matches!(turn.reply, Reply::Error { .. }), "no page may say so");
}

#[test]
fn in_a_private_window_the_log_is_left_alone() {
    let mut day = evening();
    let grant = go_back(&mut day, "mail.example", Reason::Promise, NAME);
    let mut private = day.private();
    let date = || "2026-11-23".to_owned();
    for event in [
        CoreEvent::CorrectOverride { grant, reason: Reason::Habit },
        CoreEvent::ForgetPuller { puller: NAME.into() },
        CoreEvent::CountLogBefore { date: date() },
        CoreEvent::DeleteLogBefore { date: date() },
    ] {
        let turn = private.page(event.clone());
        assert_eq!(kinds(&turn.reply), [(Field::Draft, FaultKind::PrivateWindow)], "{event:?}");
        assert!(turn.effects.is_empty(), "{event:?}");
    }
}
