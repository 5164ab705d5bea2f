//! Lines put aside during protected time, and handed back at its end. 23 November 2026 is a Monday.

use ringfence_core::protocol::{
    CoreEvent, Day as Weekday, Entry, FaultKind, NoteView, Notice, Page, ParkedView, Reply, Sender,
    View,
};

use crate::day::{Day, draft, notices};

const MAIL: &str = "https://mail.example/inbox";

/// Monday evening; mail is covered in tab 1, tab 2 holds something else.
fn evening() -> Day {
    let mut day = Day::at("2026-11-23 18:30");
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() });
    day.open_tab(1, MAIL);
    day.open_tab(2, "https://news.example/");
    day.browser(CoreEvent::Looked {});
    day
}

fn park(day: &mut Day, text: &str, url: &str) -> Reply {
    day.page(CoreEvent::Park { text: text.into(), url: url.into() }).reply
}

fn texts(notes: &[NoteView]) -> Vec<&str> {
    notes.iter().map(|note| note.text.as_str()).collect()
}

fn count_on_the_cover(day: &mut Day) -> u32 {
    let Reply::View { view } =
        day.page(CoreEvent::View { page: Page::Cover { url: MAIL.into() } }).reply
    else {
        panic!("no view")
    };
    match *view {
        View::Cover(view) => match view.state {
            ringfence_core::protocol::CoverState::Covered { parked, .. } => parked,
            ringfence_core::protocol::CoverState::Open {} => panic!("it is covered"),
        },
        other => panic!("not the cover: {other:?}"),
    }
}

#[test]
fn lines_are_only_counted_while_time_is_protected_and_come_back_in_order_at_its_end() {
    let mut day = evening();
    park(&mut day, "  Answer Ana about the schema ", MAIL);
    day.clock_comes_to("2026-11-23 18:40");
    day.send(
        CoreEvent::Park { text: "Move the stand-up".into(), url: String::new() },
        Sender::Panel { tab: 1 },
    );
    park(&mut day, "Buy milk", "");
    assert_eq!(day.popup().parked, ParkedView { count: 3, notes: Vec::new() });
    assert_eq!(count_on_the_cover(&mut day), 3);
    day.worker_dies();

    day.alarm_at("2026-11-23 20:00");
    let parked = day.popup().parked;
    assert_eq!(
        texts(&parked.notes),
        ["Answer Ana about the schema", "Move the stand-up", "Buy milk"]
    );
    let sites: Vec<&str> = parked.notes.iter().map(|note| note.site.as_str()).collect();
    assert_eq!(sites, ["mail.example", "mail.example", ""]);
    assert!(parked.notes[0].at < parked.notes[1].at);
}

#[test]
fn a_line_that_is_done_is_gone_and_one_that_is_kept_is_not_counted_the_next_time() {
    let mut day = evening();
    park(&mut day, "One", MAIL);
    park(&mut day, "Two", MAIL);
    day.alarm_at("2026-11-23 20:00");
    let ids: Vec<u32> = day.popup().parked.notes.iter().map(|note| note.id).collect();
    day.page(CoreEvent::FinishNote { id: ids[0] });
    day.page(CoreEvent::KeepNote { id: ids[1] });
    let parked = day.popup().parked;
    assert_eq!((texts(&parked.notes), parked.notes[0].kept, parked.count), (vec!["Two"], true, 0));
    let again = day.page(CoreEvent::FinishNote { id: ids[0] }).reply;
    assert!(matches!(again, Reply::Refused { .. }));

    day.alarm_at("2026-11-30 18:30");
    park(&mut day, "Three", "");
    assert_eq!(day.popup().parked, ParkedView { count: 1, notes: Vec::new() });
    day.alarm_at("2026-11-30 20:00");
    assert_eq!(texts(&day.popup().parked.notes), ["Two", "Three"]);
}

#[test]
fn the_log_does_not_hold_what_a_line_says() {
    let mut day = evening();
    park(&mut day, "Answer Ana", MAIL);
    let entry = day.log.last().map(|row| row.entry.clone());
    assert_eq!(entry, Some(Entry::NoteParked { note: 2, site: "mail.example".into() }));
}

#[test]
fn what_cannot_be_parked_is_refused_with_a_sentence_of_its_own() {
    let mut day = evening();
    let kinds = |reply| match reply {
        Reply::Refused { faults } => faults.into_iter().map(|fault| fault.kind).collect(),
        _ => Vec::new(),
    };
    assert_eq!(kinds(park(&mut day, "  \n ", MAIL)), [FaultKind::ParkEmpty]);
    assert_eq!(kinds(park(&mut day, &"x".repeat(100_000), MAIL)), [FaultKind::ParkTooLong]);
    for number in 0..500 {
        assert_eq!(kinds(park(&mut day, &format!("Line {number}"), "")), []);
    }
    assert_eq!(kinds(park(&mut day, "One more", "")), [FaultKind::ParkFull]);
}

#[test]
fn a_panel_over_a_page_that_is_not_covered_parks_nothing() {
    let mut day = evening();
    let park = CoreEvent::Park { text: "From nowhere".into(), url: MAIL.into() };
    let reply = day.send(park, Sender::Panel { tab: 2 }).reply;
    assert!(matches!(reply, Reply::Refused { .. }));
    assert_eq!(day.popup().parked.count, 0);
}

#[test]
fn at_the_end_the_person_is_told_once_that_lines_are_back() {
    let mut day = evening();
    park(&mut day, "Answer Ana", "");
    park(&mut day, "Buy milk", "");
    day.heartbeats_to("2026-11-23 19:59");
    let end = day.alarm_at("2026-11-23 20:00");
    // It comes with the close-out.
    assert_eq!(notices(&end), [Notice::CloseOut { step: String::new(), parked: 2 }]);
    assert_eq!(notices(&day.browser(CoreEvent::Looked {})), []);
    // Slept through, it is told when somebody is there again; with nothing parked there is nothing.
    let notes: Vec<u32> = day.popup().parked.notes.iter().map(|note| note.id).collect();
    for id in notes {
        day.page(CoreEvent::FinishNote { id });
    }
    let mut nudges = ringfence_core::nudge::Nudges::default().to_draft();
    nudges.close_out = false;
    day.page(CoreEvent::SaveNudges { nudges });
    day.alarm_at("2026-11-30 18:00");
    assert_eq!(notices(&day.alarm_at("2026-11-30 20:00")), []);
    day.alarm_at("2026-12-07 18:00");
    park(&mut day, "Call home", "");
    day.worker_dies();
    day.clock_comes_to("2026-12-08 09:00");
    assert_eq!(notices(&day.worker_dies()), [Notice::ParkedBack { count: 1 }]);
}
