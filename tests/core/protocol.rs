//! The protocol's own examples: one per event, in its documentation, each read and written back.

use ringfence_core::protocol::{self, CoreEvent};
use ringfence_core::store::Json;

use crate::day::SerdeJson;

const EXAMPLES: &str = include_str!("../../src/core/protocol/examples.md");
const SOURCE: &str = include_str!("../../src/core/protocol/event.rs");

fn read(text: &str) -> Option<CoreEvent> {
    protocol::read::event(&SerdeJson.read(text)?)
}

fn examples() -> Vec<serde_json::Value> {
    EXAMPLES
        .split("```json\n")
        .skip(1)
        .map(|block| serde_json::from_str(block.split("```").next().unwrap()).unwrap())
        .collect()
}

#[test]
fn every_example_is_read_and_written_back_as_it_stands() {
    for example in examples() {
        let event = read(&example.to_string()).unwrap_or_else(|| panic!("{example}"));
        assert_eq!(serde_json::to_value(&event).unwrap(), example);
    }
}

#[test]
fn every_event_has_its_example() {
    let body = SOURCE.split("pub enum CoreEvent {").nth(1).unwrap().split("\n}").next().unwrap();
    let named = body
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(char::is_uppercase));
    let snake = |name: &str| {
        name.chars().enumerate().fold(String::new(), |text, (at, c)| match c {
            c if c.is_uppercase() && at > 0 => text + "_" + &c.to_lowercase().to_string(),
            c => text + &c.to_lowercase().to_string(),
        })
    };
    let expected: Vec<String> =
        named.map(|line| snake(line.split([' ', ',', '{']).next().unwrap())).collect();
    let found: Vec<String> =
        examples().iter().map(|it| it["type"].as_str().unwrap().to_owned()).collect();
    assert!(expected.len() > 20);
    assert_eq!(found, expected);
}

#[test]
fn unknown_events_unknown_fields_and_missing_fields_are_not_events() {
    for text in [
        "{}",
        r#"{"type":"format_disk"}"#,
        r#"{"type":"start_focus"}"#,
        r#"{"type":"start_focus","minutes":"ten"}"#,
        r#"{"type":"start_focus","minutes":-5}"#,
        r#"{"type":"start_focus","minutes":5,"force":true}"#,
        "null",
        "[]",
    ] {
        assert!(read(text).is_none(), "{text}");
    }
}

#[test]
fn rows_that_tell_of_time_are_read_as_they_are_written() {
    let rows: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("../fixtures/log_rows.json")).unwrap();
    let mut kinds = Vec::new();
    for row in rows {
        let kind = row["entry"]["type"].as_str().unwrap().to_owned();
        let wanted = protocol::read_log::KINDS.contains(&kind.as_str());
        let expected = serde_json::from_value::<protocol::LogRow>(row.clone()).ok();
        let found = protocol::read_log::log_row(&SerdeJson.read(&row.to_string()).unwrap());
        assert_eq!(found, expected.filter(|_| wanted), "{row}");
        kinds.push(kind);
    }
    for kind in protocol::read_log::KINDS {
        assert!(kinds.iter().any(|other| other == kind), "{kind}");
    }
}
