//! Edits that are taken back: at once for two minutes, and while they wait; and that no way there and
//! back gives an hour up sooner than it should. 23 November 2026 is a Monday.

use ringfence_core::protocol::{Day as Weekday, Fault, FaultKind, Field, Lead, Reply, RuleDraft};

use crate::day::{Day, draft, instant};
use crate::loosening::{
    MAIL, delete, edit, hours, minutes_pass, monday, options, restore, save, set_lead, veiled,
    waits,
};

/// The rule, of Sundays only.
fn draft_of_sunday() -> RuleDraft {
    RuleDraft { id: 1, ..draft(&[Weekday::Sun], &["18:00-20:00"], &["mail.example"]) }
}

#[test]
fn an_edit_made_by_mistake_is_taken_back_at_once_within_two_minutes_and_later_waits() {
    for (minutes, expected) in [(1, "20:30-21:00"), (2, "18:32-21:00")] {
        let mut day = monday();
        edit(&mut day, "20:30-21:00");
        day.alarm_at("2026-11-24 12:00");
        // Meant for another rule.
        day.alarm_at("2026-11-30 18:30");
        edit(&mut day, "18:00-21:00");
        assert_eq!(day.veiled(), [1]);
        minutes_pass(&mut day, minutes);
        edit(&mut day, "20:30-21:00");
        assert_eq!(veiled(&day, 3), expected, "after {minutes} minutes");
    }
}

#[test]
fn a_rule_made_by_mistake_is_deleted_at_once_within_two_minutes_and_later_waits() {
    for (minutes, expected) in [(1, ""), (2, "18:32-20:00")] {
        let mut day = Day::at("2026-11-23 18:30");
        day.open_tab(1, MAIL);
        save(&mut day, hours("18:00-20:00"));
        assert_eq!(day.veiled(), [1]);
        minutes_pass(&mut day, minutes);
        delete(&mut day);
        assert_eq!(veiled(&day, 3), expected, "after {minutes} minutes");
    }
}

#[test]
fn what_waits_can_be_taken_back_until_it_applies() {
    let mut day = monday();
    edit(&mut day, "18:00-18:10");
    minutes_pass(&mut day, 60);
    assert_eq!(restore(&mut day), Reply::Made { id: 1 });
    assert_eq!(waits(&day), [] as [&str; 0]);
    day.clock_comes_to("2026-11-30 17:00");
    assert_eq!(veiled(&day, 5), "18:00-20:00", "a week later too");
    let gone = Fault { field: Field::Draft, kind: FaultKind::Gone, typed: String::new() };
    assert_eq!(restore(&mut day), Reply::Refused { faults: vec![gone] }, "nothing waits any more");
}

#[test]
fn a_deletion_that_waits_is_taken_back_with_the_rule_in_its_place() {
    let mut day = monday();
    delete(&mut day);
    assert!(options(&mut day).rules[0].waits.as_ref().unwrap().deleted);
    minutes_pass(&mut day, 60);
    assert_eq!(restore(&mut day), Reply::Made { id: 1 });
    assert_eq!(options(&mut day).rules[0].waits, None);
    day.clock_comes_to("2026-11-30 17:00");
    assert_eq!(veiled(&day, 5), "18:00-20:00");
}

#[test]
fn undo_and_redo_within_two_minutes_give_the_hour_up_no_sooner() {
    let mut day = monday();
    day.alarm_at("2026-11-23 18:30");
    edit(&mut day, "18:00-18:01");
    edit(&mut day, "18:00-20:00");
    edit(&mut day, "18:00-18:01");
    assert_eq!(veiled(&day, 3), "18:30-20:00");
}

#[test]
fn an_edit_taken_back_after_an_hour_and_made_again_gives_the_hour_up_no_sooner() {
    let mut day = monday();
    edit(&mut day, "21:00-21:01");
    day.alarm_at("2026-11-23 18:30");
    assert_eq!(restore(&mut day), Reply::Made { id: 1 });
    edit(&mut day, "21:00-21:01");
    assert_eq!(veiled(&day, 2), "18:30-20:00");
}

#[test]
fn a_rule_deleted_restored_and_deleted_again_gives_the_hour_up_no_sooner() {
    let mut day = monday();
    day.alarm_at("2026-11-23 18:30");
    delete(&mut day);
    assert_eq!(restore(&mut day), Reply::Made { id: 1 });
    delete(&mut day);
    assert_eq!(veiled(&day, 3), "18:30-20:00");
}

#[test]
fn many_small_edits_give_up_no_more_than_one() {
    let mut day = monday();
    day.alarm_at("2026-11-23 18:30");
    for end in ["19:45", "19:30", "19:15", "19:00", "18:45", "18:31"] {
        edit(&mut day, &format!("18:00-{end}"));
        minutes_pass(&mut day, 1);
    }
    delete(&mut day);
    assert_eq!(veiled(&day, 3), "18:36-20:00");
}

#[test]
fn switching_the_delay_off_waits_itself_while_an_hour_of_today_is_to_come() {
    let mut day = monday();
    set_lead(&mut day, Lead::Off);
    let until = instant(&day.zone, "2026-11-24 00:00").ms();
    let view = options(&mut day);
    assert_eq!((view.settings.lead, view.settings_wait), (Lead::Off, Some(until)));
    minutes_pass(&mut day, 5);
    delete(&mut day);
    assert_eq!(veiled(&day, 7), "18:00-20:00", "and so the deletion waits");
}

#[test]
fn the_delay_switched_off_yesterday_is_off_today() {
    let mut day = monday();
    set_lead(&mut day, Lead::Off);
    day.clock_comes_to("2026-11-30 17:00");
    assert_eq!(options(&mut day).settings_wait, None);
    delete(&mut day);
    assert_eq!(veiled(&day, 7), "");
}

#[test]
fn the_delay_made_longer_by_mistake_is_taken_back_within_two_minutes() {
    let mut day = monday();
    set_lead(&mut day, Lead::Day);
    minutes_pass(&mut day, 1);
    set_lead(&mut day, Lead::Today);
    assert_eq!(options(&mut day).settings_wait, None);
    assert_eq!(day.app.state().settings.lead_at(day.now), Lead::Today);
}

#[test]
fn off_today_and_off_again_does_not_switch_the_delay_off_at_once() {
    let mut day = monday();
    for lead in [Lead::Off, Lead::Today, Lead::Off, Lead::Day, Lead::Hour, Lead::Off] {
        set_lead(&mut day, lead);
        assert!(day.app.state().settings.lead_at(day.now) >= Lead::Today, "after {lead:?}");
    }
}

#[test]
fn the_delay_is_not_switched_off_while_an_edit_waits_for_an_hour_of_today() {
    let mut day = monday();
    day.alarm_at("2026-11-23 18:30");
    save(&mut day, draft_of_sunday());
    set_lead(&mut day, Lead::Off);
    assert_eq!(restore(&mut day), Reply::Made { id: 1 });
    minutes_pass(&mut day, 5);
    delete(&mut day);
    assert_eq!(veiled(&day, 2), "18:35-20:00");
}

#[test]
fn edited_deleted_restored_and_deleted_again_a_rule_gives_the_hour_up_no_sooner() {
    let mut day = monday();
    day.alarm_at("2026-11-23 18:30");
    save(&mut day, draft_of_sunday());
    delete(&mut day);
    assert_eq!(restore(&mut day), Reply::Made { id: 1 });
    delete(&mut day);
    assert_eq!(veiled(&day, 3), "18:30-20:00");
}
