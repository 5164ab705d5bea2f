//! Reads `{"patterns": [...], "urls": [...]}` from standard input and prints, as JSON, what becomes
//! of each URL while the patterns are in force, and the pattern that decides; with `--network-rules`
//! the declarativeNetRequest rules that the browser gets instead, and on standard error which
//! patterns they leave out. What is wrong with the input is told in sentences, with exit code 2.

use std::io::{Read, Write, stdin, stdout};
use std::process::ExitCode;
use std::rc::Rc;

use chrono::{Offset, Utc};
use ringfence_core::clock::{Clock, Instant};
use ringfence_core::group::is_unseen;
use ringfence_core::network::network;
use ringfence_core::part::{Part, Stretch};
use ringfence_core::protected::Protected;
use ringfence_core::protocol::{Day, FaultKind, Mode, NetworkAction, NetworkRule};
use ringfence_core::recurrence::{Every, Recurrence};
use ringfence_core::rule::{Rule, RuleId};
use ringfence_core::site::{Address, Hosts, SitePattern};
use ringfence_core::state::State;
use ringfence_core::timetable::Timetable;
use serde::Deserialize;
use serde_json::{Value, json};

/// As browsers spell hosts.
struct Standard;

impl Hosts for Standard {
    fn spelled(&self, host: &str) -> Option<String> {
        url::Url::parse(&format!("http://{host}/")).ok()?.host_str().map(str::to_owned)
    }

    fn is_suffix(&self, _: &str) -> bool {
        false
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    patterns: Vec<String>,
    #[serde(default)]
    urls: Vec<String>,
}

/// The words that the pages say of what is wrong.
const WORDS: &str = include_str!("../../../extension/_locales/en/messages.json");

fn main() -> ExitCode {
    match read().and_then(|(text, network)| answer(&text, network)) {
        Ok(Answer { json, notes }) => {
            tell(&notes);
            // Whoever reads may have read enough.
            let _ = writeln!(stdout(), "{json:#}");
            ExitCode::SUCCESS
        }
        Err(sentences) => {
            tell(&sentences);
            ExitCode::from(2)
        }
    }
}

fn tell(sentences: &[String]) {
    for sentence in sentences {
        eprintln!("{sentence}");
    }
}

/// Standard input, and whether the network rules are wanted.
fn read() -> Result<(String, bool), Vec<String>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let Some(word) = words.iter().find(|word| *word != "--network-rules") {
        return Err(vec![format!("“{word}” is no word of mine. The only one is --network-rules.")]);
    }
    let mut text = String::new();
    match stdin().read_to_string(&mut text) {
        Ok(_) => Ok((text, !words.is_empty())),
        Err(error) => Err(vec![format!("Standard input cannot be read: {error}.")]),
    }
}

/// What is printed.
#[derive(Debug)]
pub struct Answer {
    /// What was asked for.
    pub json: Value,
    /// Sentences beside it.
    pub notes: Vec<String>,
}

/// The answer.
///
/// # Errors
/// A sentence for everything that is wrong with the question.
pub fn answer(text: &str, network: bool) -> Result<Answer, Vec<String>> {
    let question: Question = serde_json::from_str(text).map_err(|error| {
        vec![format!("This is not {{\"patterns\": [...], \"urls\": [...]}}: {error}.")]
    })?;
    let (mut sites, mut wrong) = (Vec::new(), Vec::new());
    for text in &question.patterns {
        match SitePattern::parse(text, &Standard) {
            Ok(site) => sites.push(site),
            Err(kind) => wrong.push(sentence(kind, text)),
        }
    }
    if wrong.is_empty() { Ok(decide(sites, &question.urls, network)) } else { Err(wrong) }
}

/// What the pages say of a pattern that is none; what nobody would see stands as an escape.
fn sentence(kind: FaultKind, text: &str) -> String {
    let name = json!(kind).as_str().unwrap_or_default().to_owned();
    let words: Value = serde_json::from_str(WORDS).unwrap_or_default();
    let escaped = |c: char| if is_unseen(c) { c.escape_unicode().to_string() } else { c.into() };
    let shown: String = text.chars().map(escaped).collect();
    let message = words.pointer(&format!("/fault_{name}/message")).and_then(Value::as_str);
    message.unwrap_or(&name).replace("$1", &shown)
}

fn decide(sites: Vec<SitePattern>, urls: &[String], rules: bool) -> Answer {
    let utc = Utc.fix();
    let clock = Clock { now: Instant::from_ms(0), zone: &utc, zones: &utc };
    let part = Part {
        when: Recurrence::Weekly { days: [Day::Thu].into_iter().collect(), every: Every::ONE },
        stretches: Stretch::new(0, 24 * 60).into_iter().collect(),
    };
    let rule = Rule {
        tab_title: ringfence_core::protocol::TabTitle::default(),
        way_back: ringfence_core::protocol::WayBack::default(),
        cap: None,
        id: RuleId(1),
        goal: String::new(),
        choose: false,
        nudge: None,
        mode: Mode::Cover,
        parts: vec![part],
        zone: None,
        groups: Vec::new(),
        sites,
    };
    let state = State { rules: Rc::new(vec![rule]), ..State::default() };
    let timetable = Timetable::of(clock, &state);
    let protected = Protected::at(clock, &state, &timetable);
    if rules {
        let network = network(clock, &protected, protected.held(), &[]);
        let note = |site: &String| {
            format!("The browser has no room for “{site}”: its pages are covered once they open.")
        };
        return Answer {
            json: network.rules.iter().map(browser_rule).collect(),
            notes: network.left_out.iter().map(note).collect(),
        };
    }
    Answer { json: urls.iter().map(|url| decided(&protected, url)).collect(), notes: Vec::new() }
}

fn decided(protected: &Protected<'_>, url: &str) -> Value {
    let spelled = url::Url::parse(url).ok();
    let address = spelled.and_then(|url| Address::parse(url.as_str()));
    let naming = address.map(|address| protected.naming(&address)).unwrap_or_default();
    let first = naming.first().map(|held| held.site);
    let covered = first.is_some_and(|site| !site.lets_through());
    json!({
        "url": url,
        "verdict": if covered { "covered" } else { "open" },
        "decided_by": first.map(ToString::to_string),
    })
}

fn browser_rule(rule: &NetworkRule) -> Value {
    let action = match rule.action {
        NetworkAction::Cover => {
            json!({ "type": "redirect", "redirect": { "regexSubstitution": "<cover page>#\\0" } })
        }
        NetworkAction::Allow => json!({ "type": "allow" }),
    };
    json!({
        "id": rule.id,
        "priority": rule.priority,
        "action": action,
        "condition": {
            "requestDomains": rule.domains,
            "regexFilter": rule.regex,
            "isUrlFilterCaseSensitive": true,
            "resourceTypes": ["main_frame"],
            "requestMethods": ["get", "head"],
        },
    })
}
