//! Tighten now, loosen later. 23 November 2026 is a Monday.

use ringfence_core::clock::MINUTE;
use ringfence_core::protocol::{
    BlockView, CoreEvent, Day as Weekday, Lead, Mode, OptionsView, Page, Reply, RuleDraft,
    SettingsDraft, View,
};

use crate::day::{Day, draft};

pub const MAIL: &str = "https://mail.example/";

/// Monday 17:00, a rule for Mondays 18:00 to 20:00, made long ago; mail stands in tab 1.
pub fn monday() -> Day {
    let mut day = Day::at("2026-11-20 12:00");
    day.open_tab(1, MAIL);
    assert_eq!(save(&mut day, hours("18:00-20:00")), Reply::Made { id: 1 });
    day.clock_comes_to("2026-11-23 17:00");
    day
}

/// The rule with other hours; a new one has the id 0.
pub fn hours(text: &str) -> RuleDraft {
    draft(&[Weekday::Mon], &[text], &["mail.example"])
}

pub fn save(day: &mut Day, rule: RuleDraft) -> Reply {
    day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() }).reply
}

/// The rule is edited to other hours.
pub fn edit(day: &mut Day, text: &str) {
    let rule = RuleDraft { id: 1, ..hours(text) };
    assert_eq!(save(day, rule), Reply::Made { id: 1 });
}

pub fn delete(day: &mut Day) {
    assert_eq!(day.page(CoreEvent::DeleteRule { id: 1 }).reply, Reply::Done {});
}

pub fn restore(day: &mut Day) -> Reply {
    day.page(CoreEvent::RestoreRule { id: 1 }).reply
}

pub fn minutes_pass(day: &mut Day, minutes: i64) {
    day.now = day.now.plus(minutes * MINUTE);
    day.browser(CoreEvent::Looked {});
}

pub fn set_lead(day: &mut Day, lead: Lead) {
    let settings = SettingsDraft { lead, zone: String::new(), owe_excused: false };
    assert_eq!(day.page(CoreEvent::SaveSettings { settings }).reply, Reply::Done {});
}

/// Until when the old version of the rule holds, on the wall.
pub fn waits(day: &Day) -> Vec<String> {
    let clock = day.zone.clock(day.now);
    let shown = |it: &ringfence_core::edit::Leaving| clock.civil(it.until).format("%a %H:%M");
    day.app.state().leaving.iter().map(|it| shown(it).to_string()).collect()
}

/// When mail is veiled, minute by minute from now on for so many hours, `18:00-20:00`: played on a
/// second machine with the same disk, so that here no time passes.
pub fn veiled(day: &Day, hours: i64) -> String {
    let mut other = Day::at("2026-11-20 12:00");
    (other.now, other.stored) = (day.now, day.stored.clone());
    other.open_tab(1, MAIL);
    other.worker_dies();
    let mut spans: Vec<(String, String)> = Vec::new();
    let mut was = false;
    for _ in 0..=hours * 60 {
        other.browser(CoreEvent::Looked {});
        let is = other.veiled() == [1];
        let wall = other.zone.clock(other.now).civil(other.now).format("%H:%M").to_string();
        if is && !was {
            spans.push((wall.clone(), String::new()));
        }
        if let Some(span) = spans.last_mut().filter(|_| was && !is) {
            span.1 = wall;
        }
        was = is;
        other.now = other.now.plus(MINUTE);
    }
    spans.iter().map(|(from, to)| format!("{from}-{to}")).collect::<Vec<_>>().join(" ")
}

pub fn options(day: &mut Day) -> Box<OptionsView> {
    let page = Page::Options { week: "2026-11-23".into() };
    match day.page(CoreEvent::View { page }).reply {
        Reply::View { view } => match *view {
            View::Options(view) => view,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_hour_that_runs_and_is_made_shorter_goes_on_to_its_end_and_is_shorter_the_week_after() {
    let mut day = monday();
    day.alarm_at("2026-11-23 18:30");
    edit(&mut day, "18:00-18:45");
    assert_eq!(waits(&day), ["Tue 00:00"]);
    assert_eq!(veiled(&day, 5), "18:30-20:00");
    day.alarm_at("2026-11-30 17:00");
    assert_eq!(veiled(&day, 5), "18:00-18:45");
    assert_eq!(waits(&day), [] as [&str; 0]);
}

#[test]
fn an_hour_of_this_evening_that_is_moved_holds_at_both_places_today() {
    let mut day = monday();
    edit(&mut day, "21:00-22:00");
    assert_eq!(veiled(&day, 7), "18:00-20:00 21:00-22:00");
}

#[test]
fn a_rule_deleted_before_its_hour_of_today_holds_today_and_never_again() {
    let mut day = monday();
    delete(&mut day);
    assert_eq!(veiled(&day, 7), "18:00-20:00");
    day.alarm_at("2026-11-30 17:00");
    assert_eq!(veiled(&day, 7), "");
}

#[test]
fn an_hour_over_midnight_that_runs_is_held_to_its_end_not_only_to_midnight() {
    let mut day = Day::at("2026-11-20 12:00");
    day.open_tab(1, MAIL);
    save(&mut day, hours("22:00-02:00"));
    day.alarm_at("2026-11-23 22:30");
    delete(&mut day);
    assert_eq!(veiled(&day, 6), "22:30-02:00");
}

#[test]
fn an_hour_of_another_day_is_given_up_at_once() {
    let mut day = monday();
    day.clock_comes_to("2026-11-22 23:00");
    edit(&mut day, "21:00-22:00");
    assert_eq!(waits(&day), [] as [&str; 0], "Monday is not today");
    day.clock_comes_to("2026-11-23 17:00");
    assert_eq!(veiled(&day, 7), "21:00-22:00");
}

#[test]
fn leaving_out_a_site_or_only_dimming_it_waits_as_well() {
    let mut day = monday();
    save(&mut day, RuleDraft { id: 1, mode: Mode::Dim, ..hours("18:00-20:00") });
    day.alarm_at("2026-11-23 18:30");
    assert_eq!(day.posture.as_ref().unwrap().veils[0].mode, Mode::Cover);
    let sites = vec!["chat.example".to_owned()];
    save(&mut day, RuleDraft { id: 1, sites, ..hours("18:00-20:00") });
    assert_eq!(day.veiled(), [1]);
    day.alarm_at("2026-11-30 18:30");
    assert_eq!(day.veiled(), [] as [i32; 0]);
}

#[test]
fn a_longer_hour_a_further_site_and_a_stricter_mode_apply_in_the_same_turn() {
    let mut day = Day::at("2026-11-20 12:00");
    day.open_tab(1, MAIL);
    save(
        &mut day,
        RuleDraft { mode: Mode::Dim, ..draft(&[Weekday::Mon], &["18:00-20:00"], &["a.example"]) },
    );
    day.alarm_at("2026-11-23 17:30");
    let sites = vec!["a.example".to_owned(), "mail.example".to_owned()];
    save(&mut day, RuleDraft { id: 1, sites, ..hours("17:00-21:00") });
    assert_eq!(waits(&day), [] as [&str; 0]);
    assert_eq!(day.posture.as_ref().unwrap().veils[0].mode, Mode::Cover);
    assert_eq!(day.posture.as_ref().unwrap().network_rules.len(), 1);
}

#[test]
fn with_no_lead_every_edit_applies_at_once() {
    let mut day = Day::at("2026-11-20 12:00");
    day.open_tab(1, MAIL);
    set_lead(&mut day, Lead::Off);
    save(&mut day, hours("18:00-20:00"));
    day.alarm_at("2026-11-23 18:30");
    assert_eq!(day.veiled(), [1]);
    edit(&mut day, "18:00-18:15");
    assert_eq!(day.veiled(), [] as [i32; 0]);
    edit(&mut day, "18:00-20:00");
    assert_eq!(day.veiled(), [1]);
    minutes_pass(&mut day, 10);
    delete(&mut day);
    assert_eq!(day.veiled(), [] as [i32; 0]);
}

#[test]
fn with_a_lead_of_an_hour_what_begins_later_is_given_up_at_once() {
    let mut day = monday();
    day.clock_comes_to("2026-11-20 12:10");
    set_lead(&mut day, Lead::Hour);
    day.clock_comes_to("2026-11-23 16:59");
    edit(&mut day, "21:00-22:00");
    assert_eq!(waits(&day), [] as [&str; 0]);
    day.clock_comes_to("2026-11-23 20:01");
    edit(&mut day, "23:00-23:30");
    assert_eq!(waits(&day), ["Mon 22:00"], "it begins within the hour");
}

#[test]
fn with_a_lead_of_a_day_tomorrow_s_hour_is_held_too() {
    let mut day = monday();
    day.clock_comes_to("2026-11-20 12:10");
    set_lead(&mut day, Lead::Day);
    day.clock_comes_to("2026-11-22 18:01");
    edit(&mut day, "21:00-22:00");
    assert_eq!(waits(&day), ["Mon 20:00"]);
}

#[test]
fn the_week_shows_what_is_left_of_the_old_version_beside_the_new() {
    let mut day = monday();
    edit(&mut day, "21:00-22:00");
    let week = options(&mut day).week;
    let shown = |block: &BlockView| (block.from, block.to, block.waits);
    let found: Vec<_> = week.iter().map(shown).collect();
    assert_eq!(found, [(18 * 60, 20 * 60, true), (21 * 60, 22 * 60, false)]);
}

#[test]
fn what_was_skipped_today_stays_skipped_when_the_rule_is_edited() {
    let mut day = monday();
    let mut skip = crate::plan::change(1, "2026-11-23 18:00", None);
    skip.reason = Some(ringfence_core::protocol::Reason::Home);
    assert_eq!(day.page(CoreEvent::ChangeOccurrence { change: skip }).reply, Reply::Done {});
    minutes_pass(&mut day, 5);
    edit(&mut day, "18:30-20:00");
    assert_eq!(veiled(&day, 7), "");
    day.clock_comes_to("2026-11-30 17:00");
    assert_eq!(veiled(&day, 7), "18:30-20:00");
}

#[test]
fn the_worker_may_die_while_an_edit_waits() {
    let mut day = monday();
    edit(&mut day, "21:00-22:00");
    day.worker_dies();
    assert_eq!(veiled(&day, 7), "18:00-20:00 21:00-22:00");
}
