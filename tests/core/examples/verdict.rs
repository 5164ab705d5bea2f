//! Reads `{"patterns": [...], "urls": [...]}` from standard input and prints, as JSON, what becomes
//! of each URL while the patterns are in force, and the pattern that decides; with `--network-rules`
//! the declarativeNetRequest rules that the browser gets instead.

use std::io::{Read, stdin};
use std::process::ExitCode;
use std::rc::Rc;

use chrono::{Offset, Utc};
use ringfence_core::clock::{Clock, Instant};
use ringfence_core::network::network;
use ringfence_core::part::{Part, Stretch};
use ringfence_core::protected::Protected;
use ringfence_core::protocol::{Day, Mode, NetworkAction, NetworkRule};
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

fn main() -> ExitCode {
    let mut text = String::new();
    let read = stdin().read_to_string(&mut text);
    let network = std::env::args().any(|it| it == "--network-rules");
    let answer = match read {
        Ok(_) => answer(&text, network),
        Err(error) => Err(vec![format!("Standard input cannot be read: {error}.")]),
    };
    match answer {
        Ok(answer) => {
            println!("{answer:#}");
            ExitCode::SUCCESS
        }
        Err(sentences) => {
            for sentence in sentences {
                eprintln!("{sentence}");
            }
            ExitCode::from(2)
        }
    }
}

/// The answer.
///
/// # Errors
/// A sentence for everything that is wrong with the question.
pub fn answer(text: &str, network: bool) -> Result<Value, Vec<String>> {
    let question: Question = serde_json::from_str(text).map_err(|error| {
        vec![format!("This is not {{\"patterns\": [...], \"urls\": [...]}}: {error}.")]
    })?;
    let (mut sites, mut wrong) = (Vec::new(), Vec::new());
    for text in &question.patterns {
        match SitePattern::parse(text, &Standard) {
            Ok(site) => sites.push(site),
            Err(kind) => wrong.push(format!("“{text}” is no pattern: {kind:?}.")),
        }
    }
    if wrong.is_empty() { Ok(decide(sites, &question.urls, network)) } else { Err(wrong) }
}

fn decide(sites: Vec<SitePattern>, urls: &[String], rules: bool) -> Value {
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
        return network.rules.iter().map(browser_rule).collect();
    }
    urls.iter().map(|url| decided(&protected, url)).collect()
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
