//! What the browser reports, held against the posture that is wanted. Only pages ask: the shell
//! mends what differs without being told how.

use crate::protocol::{NetworkRule, Posture};
use crate::sorted::sorted;

/// What the browser reports.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Dynamic rules: id, priority, domains and expression.
    pub rules: Vec<(u32, u32, Vec<String>, String)>,
    /// Registered content scripts: id and match patterns.
    pub scripts: Vec<(String, Vec<String>)>,
    /// Alarms, by name.
    pub alarms: Vec<String>,
}

/// One part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// How many there should be.
    pub wanted: usize,
    /// How many of these there are, as they should be.
    pub right: usize,
    /// How many there are that should not be.
    pub alien: usize,
}

impl Part {
    /// Whether all is as it should be.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.wanted == self.right && self.alien == 0
    }
}

/// How what is there differs from what is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Differences {
    /// Network rules.
    pub rules: Part,
    /// Content scripts.
    pub scripts: Part,
    /// Alarms.
    pub alarms: Part,
}

/// Compares the two.
#[must_use]
pub fn compare(wanted: &Posture, found: &Found) -> Differences {
    let has_rule = |rule: &NetworkRule| {
        found.rules.iter().any(|(id, priority, domains, regex)| {
            *id == rule.id
                && *priority == rule.priority
                && *regex == rule.regex
                && sorted(domains.clone()) == sorted(rule.domains.clone())
        })
    };
    let has_script = |id: &str, matches: &[String]| {
        let mut there = found.scripts.iter().filter(|(other, _)| other == id);
        there.any(|(_, there)| sorted(there.clone()) == sorted(matches.to_vec()))
    };
    let scripts = wanted.content_scripts.iter();
    let alarms = wanted.alarms.iter();
    Differences {
        rules: part(
            wanted.network_rules.len(),
            wanted.network_rules.iter().filter(|rule| has_rule(rule)).count(),
            found.rules.len(),
        ),
        scripts: part(
            wanted.content_scripts.len(),
            scripts.filter(|it| has_script(it.script.id(), &it.matches)).count(),
            found.scripts.len(),
        ),
        alarms: part(
            wanted.alarms.len(),
            alarms.filter(|it| found.alarms.iter().any(|name| *name == it.name.id())).count(),
            found.alarms.len(),
        ),
    }
}

fn part(wanted: usize, right: usize, found: usize) -> Part {
    Part { wanted, right, alien: found.saturating_sub(right) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{Alarm, AlarmName, Badge, ContentScript, NetworkAction, Script};

    fn wanted() -> Posture {
        Posture {
            network_rules: vec![NetworkRule {
                id: 1,
                priority: 1,
                action: NetworkAction::Cover,
                domains: vec!["b.example".into(), "a.example".into()],
                regex: "^.*$".into(),
            }],
            session_rules: Vec::new(),
            lines: Vec::new(),
            content_scripts: vec![ContentScript {
                script: Script::Moves,
                matches: vec!["*://*.a.example/*".into()],
                exclude_matches: Vec::new(),
            }],
            page_rules: Vec::new(),
            veils: Vec::new(),
            badge: Badge::Quiet {},
            alarms: vec![Alarm { name: AlarmName::Change, at: 5, every: 0 }],
            zone: String::new(),
            watch_tabs: true,
            notices: Vec::new(),
        }
    }

    #[test]
    fn what_is_there_in_another_order_is_right() {
        let found = Found {
            rules: vec![(1, 1, vec!["a.example".into(), "b.example".into()], "^.*$".into())],
            scripts: vec![("moves".into(), vec!["*://*.a.example/*".into()])],
            alarms: vec!["change".into()],
        };
        let differences = compare(&wanted(), &found);
        assert!(differences.rules.is_right());
        assert!(differences.scripts.is_right());
        assert!(differences.alarms.is_right());
    }

    #[test]
    fn what_is_missing_other_or_too_much_is_told_apart() {
        let rule = |id| (id, 1, vec!["a.example".to_owned()], "^.*$".to_owned());
        let found = Found {
            rules: vec![rule(1), rule(2)],
            scripts: Vec::new(),
            alarms: vec!["change".into(), "old".into()],
        };
        let differences = compare(&wanted(), &found);
        assert_eq!(differences.rules, Part { wanted: 1, right: 0, alien: 2 });
        assert_eq!(differences.scripts, Part { wanted: 1, right: 0, alien: 0 });
        assert_eq!(differences.alarms, Part { wanted: 1, right: 1, alien: 1 });
    }
}
