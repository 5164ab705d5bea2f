//! The example programs print what their documentation says that they print.

use crate::occurrences::answer;
use crate::verdict;

const SOURCE: &str = include_str!("examples/occurrences.rs");

/// What stands in the documentation between two lines.
fn documented(after: &str, before: &str) -> String {
    let lines = SOURCE.lines().filter_map(|line| line.strip_prefix("//!"));
    let lines = lines.skip_while(|line| !line.contains(after)).skip(1);
    let lines = lines.take_while(|line| line.trim() != before);
    lines.map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned() + "\n").collect()
}

#[test]
fn the_documented_input_gives_the_documented_output() {
    let input = documented("<<'JSON'", "JSON");
    let output = documented("```text", "```");
    assert_eq!(answer(&input).unwrap().join("\n") + "\n", output);
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
    let answer = verdict::answer(question, false).unwrap();
    let told = |at: usize| (answer[at]["verdict"].as_str(), answer[at]["decided_by"].as_str());
    assert_eq!(told(0), (Some("open"), Some("!github.com/me")));
    assert_eq!(told(1), (Some("covered"), Some("github.com")));
    assert_eq!(told(2), (Some("open"), None));
    assert_eq!(told(3), (Some("open"), None));

    let rules = verdict::answer(question, true).unwrap();
    assert_eq!(rules[0]["action"]["type"], "redirect");
    assert_eq!(rules[0]["condition"]["requestDomains"], serde_json::json!(["github.com"]));
    assert_eq!(rules[1]["action"]["type"], "allow");
    assert!(rules[1]["priority"].as_u64() > rules[0]["priority"].as_u64());
}

#[test]
fn verdict_lists_every_pattern_that_is_none() {
    let wrong = verdict::answer(r#"{"patterns": ["a..b", "slack.com", "*"]}"#, false).unwrap_err();
    assert_eq!(wrong, ["“a..b” is no pattern: SiteHost.", "“*” is no pattern: SiteWildcard."]);
    assert!(verdict::answer("[]", false).unwrap_err()[0].starts_with("This is not {"));
}
