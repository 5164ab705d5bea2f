//! The example programs print what their documentation says that they print.

use crate::ledger_program;
use crate::occurrences::answer;
use crate::verdict;

const OCCURRENCES: &str = include_str!("examples/occurrences.rs");
const LEDGER: &str = include_str!("examples/ledger.rs");

/// What stands in a program's documentation between two lines.
fn documented(source: &str, after: &str, before: &str) -> String {
    let lines = source.lines().filter_map(|line| line.strip_prefix("//!"));
    let lines = lines.skip_while(|line| !line.contains(after)).skip(1);
    let lines = lines.take_while(|line| line.trim() != before);
    lines.map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned() + "\n").collect()
}

#[test]
fn the_documented_input_gives_the_documented_output() {
    for (source, answer) in [
        (OCCURRENCES, answer as fn(&str) -> Result<Vec<String>, String>),
        (LEDGER, ledger_program::answer),
    ] {
        let input = documented(source, "<<'JSON'", "JSON");
        let output = documented(source, "```text", "```");
        assert_eq!(answer(&input).unwrap().join("\n") + "\n", output);
    }
}

#[test]
fn a_case_with_faults_is_told_and_the_next_goes_on() {
    let case = |schedule: &str| {
        let rules = format!(r#"[{{"schedule":{schedule}}}]"#);
        format!(r#"{{"zone":"UTC","rules":{rules},"from":0,"to":"1970-01-03T00:00:00Z"}}"#)
    };
    let bad = case(r#"[{"days":["mon"],"stretches":[{"from":"18:00","to":"25:00"}]}]"#);
    let good = case(r#"[{"days":["thu"],"stretches":[{"from":"18:00","to":"20:00"}]}]"#);
    let lines = answer(&format!("[{bad},{good}]")).unwrap();
    let faults: serde_json::Value = serde_json::from_str(&lines[0]).unwrap();
    assert_eq!(faults["faults"][0]["kind"], "time_unreadable");
    assert_eq!(lines[1], "[[64800000,72000000]]", "1970-01-01 was a Thursday");
}

#[test]
fn a_zone_that_does_not_exist_and_json_that_is_no_list_are_told_in_one_sentence() {
    let zone = r#"[{"zone":"Mars/Base","rules":[],"from":0,"to":1}]"#;
    assert_eq!(answer(zone).unwrap_err(), "Case 1: there is no zone \"Mars/Base\".");
    for text in ["", "{}", "[1]", r#"[{"zone":"UTC"}]"#, "no"] {
        let sentence = answer(text).unwrap_err();
        assert!(sentence.ends_with('.') && !sentence.contains('\n'), "{sentence}");
    }
    let when = r#"[{"zone":"UTC","rules":[],"from":"today","to":1}]"#;
    assert!(answer(when).unwrap_err().contains("is no instant"));
}

#[test]
fn verdict_names_the_pattern_that_decides_or_the_rules_that_the_browser_gets() {
    let question = r#"{"patterns": ["github.com", "!github.com/me"],
        "urls": ["https://github.com/me/talk", "https://GITHUB.com:443/pulls", "https://a.example/", "no"]}"#;
    let answer = verdict::answer(question, false).unwrap().json;
    let told = |at: usize| (answer[at]["verdict"].as_str(), answer[at]["decided_by"].as_str());
    assert_eq!(told(0), (Some("open"), Some("!github.com/me")));
    assert_eq!(told(1), (Some("covered"), Some("github.com")));
    assert_eq!(told(2), (Some("open"), None));
    assert_eq!(told(3), (Some("open"), None));

    let rules = verdict::answer(question, true).unwrap().json;
    assert_eq!(rules[0]["action"]["type"], "redirect");
    assert_eq!(rules[0]["condition"]["requestDomains"], serde_json::json!(["github.com"]));
    assert_eq!(rules[1]["action"]["type"], "allow");
    assert!(rules[1]["priority"].as_u64() > rules[0]["priority"].as_u64());
}

#[test]
fn verdict_says_of_every_pattern_that_is_none_what_the_pages_say() {
    let wrong = verdict::answer(r#"{"patterns": ["a..b", "slack.com", "a\u0007b"]}"#, false);
    let expected = [
        "“a..b” is not the name of a site. Write it like mail.example.com.",
        "“a\\u{7}b” has a space, or a character that nobody sees, in it. Write one site on each line.",
    ];
    assert_eq!(wrong.unwrap_err(), expected);
}

#[test]
fn verdict_tells_in_one_sentence_what_is_no_question() {
    let deep = "[".repeat(100_000);
    let unknown = r#"{"patterns": [], "addresses": []}"#;
    let texts = [
        "",
        "[]",
        "no",
        "null",
        "{}",
        unknown,
        r#"{"patterns": [1]}"#,
        r#"{"patterns": ""}"#,
        &deep,
    ];
    for (text, network) in texts.iter().flat_map(|text| [(text, false), (text, true)]) {
        let sentences = verdict::answer(text, network).unwrap_err();
        assert_eq!(sentences.len(), 1);
        assert!(sentences[0].starts_with("This is not {"), "{}", sentences[0]);
        assert!(sentences[0].ends_with('.') && !sentences[0].contains('\n'), "{}", sentences[0]);
    }
    for network in [false, true] {
        let answer = verdict::answer(r#"{"patterns": []}"#, network).unwrap();
        assert_eq!((answer.json, answer.notes), (serde_json::json!([]), Vec::new()));
    }
}

#[test]
fn verdict_says_which_pattern_has_no_network_rule() {
    let site = format!("x.example/{}", "a".repeat(120));
    let question = serde_json::json!({ "patterns": [site, "mail.example"] }).to_string();
    let answer = verdict::answer(&question, true).unwrap();
    assert_eq!(answer.json.as_array().map(Vec::len), Some(1));
    let note =
        format!("The browser has no room for “{site}”: its pages are covered once they open.");
    assert_eq!(answer.notes, [note]);
}

const RANGE: &str = r#"{"from":"2026-11-23","until":"2026-11-23"}"#;

/// One line of a log, of an entry's JSON.
fn row(id: u64, at: i64, entry: &str) -> String {
    format!(r#"{{"id":{id},"at":{at},"offset":60,"entry":{entry}}}"#)
}

#[test]
fn ledger_says_minutes_to_the_millisecond_and_their_sums_are_exact() {
    let (start, end) = (1_795_453_200_000_i64, 1_795_453_200_000_i64 + 7_200_000);
    let of_rule = format!(r#""rule":1,"goal":"","start":{start},"end":{end}"#);
    let started = format!(r#"{{"type":"occurrence_started","mode":"cover",{of_rule}}}"#);
    let granted =
        r#"{"type":"override_granted","grant":2,"reason":"habit","sites":[],"minutes":1}"#;
    let back = r#"{"type":"override_ended","grant":2,"how":"back","minutes":1}"#;
    let rows = [
        RANGE.to_owned(),
        String::new(),
        row(3, start + 1_001, back),
        row(1, start, &started),
        row(2, start, granted),
        row(2, start, granted),
    ];
    let lines = ledger_program::answer(&rows.join("\r\n")).unwrap();
    let day: serde_json::Value = serde_json::from_str(&lines[0]).unwrap();
    assert_eq!(day["day"], "2026-11-23");
    assert_eq!((day["planned"].as_i64(), day["kept"].as_f64()), (Some(120), Some(119.983_317)));
    assert_eq!(
        (day["overridden"].as_f64(), day["owed"].as_f64()),
        (Some(0.016_683), Some(0.016_683))
    );
    let ms = |name: &str| (day[name].as_f64().unwrap() * 60_000.0).round();
    assert!((ms("planned") - ms("kept") - ms("overridden")).abs() < 0.5);
    let all: serde_json::Value = serde_json::from_str(&lines[1]).unwrap();
    assert_eq!((&all["from"], &all["kept"]), (&day["day"], &day["kept"]));
    assert_eq!(lines.len(), 2);
}

#[test]
fn ledger_tells_in_one_sentence_which_line_is_wrong() {
    for (input, expected) in [
        (String::new(), "Line 1 is no range: EOF while parsing a value."),
        ("[1]".into(), "Line 1 is no range: "),
        (r#"{"from":"2026-11-23"}"#.into(), "Line 1 is no range: missing field `until`."),
        (
            r#"{"from":"23.11.2026","until":"2026-11-23"}"#.into(),
            "Line 1 is no range: \"23.11.2026\" is no date YYYY-MM-DD.",
        ),
        (
            r#"{"from":"2026-11-23","until":"2026-11-22"}"#.into(),
            "Line 1 is no range: from 2026-11-23 until 2026-11-22 is not between 1 and 40000 days.",
        ),
        (
            r#"{"from":"1970-01-01","until":"9999-12-31"}"#.into(),
            "Line 1 is no range: from 1970-01-01 until 9999-12-31 is not between 1 and 40000 days.",
        ),
        (
            format!("{RANGE}\n\n{}\n{{", row(1, 0, r#"{"type":"settings_changed"}"#)),
            "Line 4 is no log row: EOF while parsing an object.",
        ),
        (
            format!("{RANGE}\n{}", row(1, 0, r#"{"type":"raise"}"#)),
            "Line 2 is no log row: unknown variant `raise`, ",
        ),
    ] {
        let sentence = ledger_program::answer(&input).unwrap_err();
        assert!(sentence.starts_with(expected), "{sentence}");
        assert!(sentence.ends_with('.') && !sentence.contains('\n'), "{sentence}");
    }
}

#[test]
fn ledger_takes_numbers_at_the_end_of_the_world_without_harm() {
    for at in [i64::MIN, i64::MAX] {
        let mut rows = vec![RANGE.to_owned()];
        for (start, end) in [(i64::MIN, 0), (5, i64::MAX), (i64::MAX, i64::MIN)] {
            for kind in ["occurrence_started", "make_up_started", "unseen", "occurrence_excused"] {
                let entry = format!(
                    r#"{{"type":"{kind}","rule":1,"make_up":1,"goal":"","mode":"dim","by":"skip","start":{start},"end":{end}}}"#
                );
                rows.push(row(rows.len() as u64, at, &entry));
            }
        }
        rows.push(row(90, at, r#"{"type":"owed_forgiven","minutes":4294967295}"#));
        assert_eq!(ledger_program::answer(&rows.join("\n")).unwrap().len(), 2);
    }
}
