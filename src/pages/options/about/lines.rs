//! One line for each thing that must be so, with a word for "yes" and what to do for "no".

use leptos::prelude::*;
use ringfence_core::health::Part;
use ringfence_core::protocol::{AlarmName, HealthLine};
use ringfence_pages::parts::{Glyph, NOTE};
use ringfence_pages::shell;
use ringfence_pages::times;
use ringfence_pages::words::{counted, word, word_with};

use self::Stands::{Chosen, Right, Wrong};
use super::Report;

/// A check mark.
const CHECK: &str = "m5 12.5 4.5 4.5L19 7.5";

/// How something stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// As it should.
    Right,
    /// As the person has it so far; nothing is wrong with that.
    Chosen,
    /// Not as it should.
    Wrong,
}

pub(super) fn lines(report: &Report) -> impl IntoView + use<> {
    let view = &report.view;
    let missing = view.health.iter().find_map(|line| match line {
        HealthLine::NeedsAccess { hosts, .. } => Some(hosts.clone()),
        _ => None,
    });
    let access = match missing {
        Some(hosts) => line(Wrong, word_with("about_access_missing", &[&times::list(&hosts)])),
        None if view.hosts.is_empty() => line(Right, word("about_access_none")),
        None => line(Right, counted("about_access", view.hosts.len(), &[])),
    };
    let differences = &report.differences;
    let rules = differences.rules;
    let rules = match (rules.is_right(), rules.wanted) {
        (true, 0) => line(Right, word("about_rules_none")),
        (true, wanted) => line(Right, counted("about_rules", wanted, &[])),
        (false, _) => line(Wrong, wrong("about_rules_wrong", rules)),
    };
    let scripts = differences.scripts;
    let scripts = match (scripts.is_right(), scripts.wanted) {
        (true, 0) => line(Right, word("about_scripts_none")),
        (true, _) => line(Right, word("about_scripts")),
        (false, _) => line(Wrong, wrong("about_scripts_wrong", scripts)),
    };
    let change = view.posture.alarms.iter().find(|alarm| alarm.name == AlarmName::Change);
    let alarms = match (differences.alarms.is_right(), change) {
        (true, None) => line(Right, word("about_alarm_none")),
        (true, Some(alarm)) => {
            let when = [times::date(alarm.at), times::clock(alarm.at)].join(" ");
            line(Right, word_with("about_alarm", &[&when]))
        }
        (false, _) => line(Wrong, wrong("about_alarm_wrong", differences.alarms)),
    };
    let notify = if report.may_notify {
        line(Right, word("about_notify"))
    } else {
        line(Chosen, word("about_notify_not"))
    };
    let private = match (report.may_be_private, shell::is_firefox()) {
        (true, _) => line(Right, word("about_private")),
        (false, true) => line(Chosen, word("about_private_firefox")),
        (false, false) => line(Chosen, word("about_private_chrome")),
    };
    view! {
        {access}
        // In a private window they are other windows' to tell of.
        {(!shell::is_private()).then(|| view! { {rules}{scripts}{alarms} })}
        {notify}
        {private}
    }
}

fn wrong(key: &str, part: Part) -> String {
    word_with(key, &[&part.right.to_string(), &part.wanted.to_string()])
}

fn line(stands: Stands, words: String) -> impl IntoView {
    let path = if stands == Right { CHECK } else { NOTE };
    view! {
        <li class:wrong=stands == Wrong>
            <Glyph path=path/>
            <span>{words}</span>
        </li>
    }
}
