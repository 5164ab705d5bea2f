//! Stored formats: what was once released loads for ever; what does not load is kept aside.

use ringfence_core::app::App;
use ringfence_core::clock::Instant;
use ringfence_core::protocol::{
    CoreEffect, CoreEvent, Day as Weekday, Page, Realm, Reply, Stored, View,
};
use ringfence_core::store;

use crate::day::{Day, SerdeJson, draft};
use crate::standard::Standard;
use crate::store_versions::{V1, rich};

pub fn stored(slots: [&str; 3], mirror: &str) -> Stored {
    Stored {
        slots: slots.iter().map(ToString::to_string).collect(),
        mirror: mirror.into(),
        last_row: 0,
        session: String::new(),
        realm: Realm::Normal,
    }
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
