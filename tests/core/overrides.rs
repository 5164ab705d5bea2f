//! Going back on purpose, as the log tells of it. 23 November 2026 is a Monday.

use ringfence_core::protocol::{
    CoreEvent, Day as Weekday, Entry, FaultKind, Instead, Line, OverrideDraft, Reason, Reply,
    ScopeDraft, Sender,
};

use crate::day::{Day, draft, override_draft};

const MAIL: &str = "https://mail.example/inbox";

/// Monday evening, two rules in force; mail is open in tab 1, something else in tab 2.
fn evening() -> Day {
    let mut day = Day::at("2026-11-23 18:30");
    for sites in [&["mail.example", "chat.example"][..], &["mail.example"]] {
        let rule = draft(&[Weekday::Mon], &["18:00-20:00"], sites);
        day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() });
    }
    day.open_tab(1, MAIL);
    day.open_tab(2, "https://news.example/");
    day
}

fn mail() -> ScopeDraft {
    ScopeDraft::Site { pattern: "mail.example".into() }
}

fn ask(day: &mut Day, draft: OverrideDraft) -> Reply {
    day.page(CoreEvent::RequestOverride { draft }).reply
}

fn in_front(day: &mut Day, front: i32) {
    for tab in &mut day.tabs {
        tab.front = tab.id == front;
    }
    day.browser(CoreEvent::Looked {});
}

/// Minutes asked for and minutes in front, of the override that ended last.
fn minutes_of_the_last(day: &Day) -> (u32, Option<u32>) {
    let ended = day.log.iter().rev().find_map(|row| match row.entry {
        Entry::OverrideEnded { minutes, in_front, .. } => Some((minutes, in_front)),
        _ => None,
    });
    ended.unwrap()
}

#[test]
fn the_log_keeps_why_in_the_persons_own_words_and_of_whose_time_it_was() {
    let mut day = evening();
    let puller = "=HYPERLINK(\"x\") <img onerror> 🙂 שלום";
    let said = OverrideDraft {
        puller: format!("  {puller} "),
        note: "The notes go out at six.".into(),
        instead: Some(Instead::Someone),
        ..override_draft(mail(), 10, Reason::Unblock)
    };
    ask(&mut day, said);
    let Some(Entry::OverrideGranted { puller: kept, note, instead, rules, .. }) =
        day.log.last().map(|row| row.entry.clone())
    else {
        panic!("an override was granted")
    };
    assert_eq!(kept, puller, "kept as typed");
    assert_eq!(note, "The notes go out at six.");
    assert_eq!((instead, rules), (Some(Instead::Someone), vec![1, 2]));
}

#[test]
fn a_name_that_hides_its_letters_and_a_note_that_is_a_book_are_refused_with_their_fields() {
    let mut day = evening();
    let kinds = |reply| match reply {
        Reply::Refused { faults } => faults.into_iter().map(|fault| fault.kind).collect(),
        _ => Vec::new(),
    };
    let draft = || override_draft(mail(), 10, Reason::Other);
    for puller in ["x".repeat(81), "Ana\u{202e}anA".into(), "two\nlines".into()] {
        let reply = ask(&mut day, OverrideDraft { puller, ..draft() });
        assert_eq!(kinds(reply), [FaultKind::PullerName]);
    }
    let reply = ask(&mut day, OverrideDraft { note: "x".repeat(100_000), ..draft() });
    assert_eq!(kinds(reply), [FaultKind::NoteTooLong]);
    assert!(day.log.iter().all(|row| !matches!(row.entry, Entry::OverrideGranted { .. })));
}

#[test]
fn minutes_in_front_are_those_in_which_the_person_looked_at_what_was_opened() {
    let mut day = evening();
    ask(&mut day, override_draft(mail(), 30, Reason::Habit));
    in_front(&mut day, 1);
    for minute in 31..=35 {
        day.clock_comes_to(&format!("2026-11-23 18:{minute}"));
        day.browser(CoreEvent::Looked {});
    }
    in_front(&mut day, 2);
    day.clock_comes_to("2026-11-23 18:36");
    day.worker_dies();
    day.clock_comes_to("2026-11-23 18:50");
    in_front(&mut day, 1);
    // The machine sleeps: what was in front then was not looked at.
    day.clock_comes_to("2026-11-23 18:58");
    day.page(CoreEvent::EndOverride { id: 3 });
    assert_eq!(minutes_of_the_last(&day), (28, Some(7)));
}

#[test]
fn the_names_that_pulled_before_are_offered_the_last_one_first() {
    let mut day = evening();
    for puller in ["Ana", "Build", "", "Ana"] {
        ask(
            &mut day,
            OverrideDraft { puller: puller.into(), ..override_draft(mail(), 1, Reason::Other) },
        );
    }
    assert_eq!(day.app.state().pullers, ["Ana", "Build"]);
    day.worker_dies();
    assert_eq!(day.app.state().pullers, ["Ana", "Build"]);
}

fn closing(day: &Day) -> Vec<(i32, Line)> {
    day.posture.iter().flat_map(|it| &it.lines).map(|it| (it.tab, it.line)).collect()
}

#[test]
fn in_its_last_minute_an_override_says_so_before_the_person_and_nowhere_else() {
    let mut day = evening();
    ask(&mut day, override_draft(mail(), 10, Reason::Habit));
    in_front(&mut day, 1);
    assert!(closing(&day).is_empty());
    let alarms = |day: &Day| day.posture.as_ref().unwrap().alarms[0].at - day.now.ms();
    assert_eq!(alarms(&day), 9 * 60_000, "its last minute is a change");
    day.alarm_at("2026-11-23 18:39");
    let until = day.now.ms() + 60_000;
    assert_eq!(closing(&day), [(1, Line::Closing { until })]);
    assert_eq!(alarms(&day), 60_000);
    in_front(&mut day, 2);
    assert!(closing(&day).is_empty());
    in_front(&mut day, 1);
    assert_eq!(closing(&day), [(1, Line::Closing { until })]);
    day.send(CoreEvent::CoverNow { tab: 0 }, Sender::Content { tab: 1 });
    assert_eq!((day.veiled(), closing(&day)), (vec![1], Vec::new()));
    assert_eq!(minutes_of_the_last(&day).0, 9);
}

#[test]
fn an_override_that_ends_with_the_protected_time_says_nothing_as_nothing_is_covered_then() {
    let mut day = evening();
    day.clock_comes_to("2026-11-23 19:55");
    ask(&mut day, override_draft(mail(), 10, Reason::Habit));
    in_front(&mut day, 1);
    day.alarm_at("2026-11-23 19:59");
    assert!(closing(&day).is_empty());
}

#[test]
fn a_clock_set_back_gives_an_override_no_more_time() {
    let mut day = evening();
    ask(&mut day, override_draft(mail(), 10, Reason::Habit));
    day.alarm_at("2026-11-23 18:38");
    assert!(day.veiled().is_empty());
    // Eight minutes have passed: two are left.
    day.alarm_at("2026-11-23 18:33");
    day.worker_dies();
    day.alarm_at("2026-11-23 18:34");
    assert!(day.veiled().is_empty());
    day.alarm_at("2026-11-23 18:35");
    assert_eq!(day.veiled(), [1]);
    assert_eq!(minutes_of_the_last(&day).0, 10);
}
