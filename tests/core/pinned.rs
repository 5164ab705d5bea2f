//! Forms that stay as they are: a rule's draft, events that the examples of the protocol do not show,
//! log rows of every kind. Each is read and written back unchanged.

use ringfence_core::protocol::{self, LogRow, PartDraft, Repeat, RuleDraft};
use ringfence_core::store::Json;
use serde_json::{Value, json};

use crate::day::{SerdeJson, nothing};
use crate::plan::{rule, stretch};

const RULE: &str = include_str!("../fixtures/rule_draft.json");
const EVENTS: &str = include_str!("../fixtures/events.json");
const ROWS: &str = include_str!("../fixtures/log_rows.json");
const ENTRIES: &str = include_str!("../../src/core/protocol/entry.rs");

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// A draft, as the background reads what the options page sends.
fn read(draft: &Value) -> Option<RuleDraft> {
    protocol::read_rules::rule(&SerdeJson.read(&draft.to_string())?)
}

#[test]
fn a_rule_with_everything_is_read_and_written_back_as_it_stands() {
    let draft = read(&value(RULE)).unwrap();
    assert_eq!(serde_json::to_value(&draft).unwrap(), value(RULE));
    let by_pages: RuleDraft = serde_json::from_str(RULE).unwrap();
    assert_eq!(by_pages, draft, "pages read it in the same way");
}

#[test]
fn a_rule_with_everything_is_shown_in_its_form_as_it_was_sent() {
    let draft = read(&value(RULE)).unwrap();
    assert_eq!(rule(&draft, 3).unwrap().to_draft(), draft);
}

#[test]
fn a_part_of_days_and_stretches_alone_is_one_of_every_week() {
    let stretches = json!([{ "from": "18:00", "to": "20:00" }]);
    let short = json!({
        "mode": "cover",
        "schedule": [{ "days": ["mon"], "stretches": stretches }],
        "sites": ["mail.example"],
    });
    let draft = read(&short).unwrap();
    let days = vec![protocol::Day::Mon];
    let expected = PartDraft { days, stretches: vec![stretch("18:00-20:00")], ..nothing() };
    assert_eq!(draft.schedule, [expected]);
    assert_eq!(draft.schedule[0].repeat, Repeat::Weekly);
    assert_eq!((draft.id, draft.goal.as_str(), draft.zone.as_str()), (0, "", ""));
    assert!(rule(&draft, 1).is_ok());
    let by_pages: RuleDraft = serde_json::from_value(short).unwrap();
    assert_eq!(by_pages, draft);
}

#[test]
fn a_draft_with_a_field_too_many_or_a_word_that_is_none_is_no_draft() {
    let spoil = |path: &str, wrong: Value| {
        let mut draft = value(RULE);
        let (parent, name) = path.rsplit_once('/').unwrap();
        draft.pointer_mut(parent).unwrap()[name] = wrong;
        draft
    };
    for (path, wrong) in [
        ("/force", json!(true)),
        ("/schedule/0/every", json!(2)),
        ("/schedule/0/repeat", json!("yearly")),
        ("/schedule/0/interval", json!(-1)),
        ("/schedule/0/interval", json!(1.5)),
        ("/schedule/0/days", json!(["monday"])),
        ("/schedule/1/nth", json!(["last"])),
        ("/schedule/0/stretches", json!([["18:00", "20:00"]])),
        ("/mode", json!("block")),
        ("/zone", json!(null)),
    ] {
        let draft = spoil(path, wrong);
        assert!(read(&draft).is_none(), "{path}");
    }
}

#[test]
fn events_about_dates_are_read_and_written_back_as_they_stand() {
    for example in value(EVENTS).as_array().unwrap() {
        let node = SerdeJson.read(&example.to_string()).unwrap();
        let event = protocol::read::event(&node).unwrap_or_else(|| panic!("{example}"));
        assert_eq!(serde_json::to_value(&event).unwrap(), *example);
    }
}

#[test]
fn log_rows_of_every_kind_are_read_and_written_back_as_they_stand() {
    let rows = value(ROWS);
    for row in rows.as_array().unwrap() {
        let read: LogRow = serde_json::from_value(row.clone()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), *row);
    }
    let body = ENTRIES.split("pub enum Entry {").nth(1).unwrap().split("\n}").next().unwrap();
    let named = body.lines().filter_map(|line| line.strip_prefix("    "));
    let named = named.filter(|line| line.starts_with(char::is_uppercase)).count();
    let mut kinds: Vec<&str> =
        rows.as_array().unwrap().iter().map(|row| row["entry"]["type"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds.len(), named, "one of each: {kinds:?}");
}
