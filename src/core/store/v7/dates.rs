//! What stands beside the rules for a while: old versions, exceptions, single occurrences, settings.

use super::rule::{self, read_date, read_stretch, write_date, write_stretch};
use super::{instant, read_instant, read_text, write_texts};
use crate::change::{Change, Key, Target};
use crate::clock::Instant;
use crate::edit::{Leaving, Recent};
use crate::exception::Exception;
use crate::node::{Fields, Node, maybe, number, object, text, word};
use crate::protocol::{ExceptionKind, Lead};
use crate::rule::RuleId;
use crate::settings::Settings;

const KINDS: [(&str, ExceptionKind); 2] =
    [("vacation", ExceptionKind::Vacation), ("on_call", ExceptionKind::OnCall)];
const LEADS: [(&str, Lead); 4] =
    [("off", Lead::Off), ("hour", Lead::Hour), ("today", Lead::Today), ("day", Lead::Day)];

pub(super) fn write_leaving(it: &Leaving) -> Node {
    object([("rule", rule::write(&it.rule)), ("until", instant(it.until))])
}

pub(super) fn read_leaving(node: &Node) -> Option<Leaving> {
    let it = node.fields(&["rule", "until"])?;
    Some(Leaving { rule: rule::read(it.get("rule")?)?, until: read_instant(it, "until")? })
}

pub(super) fn write_recent(it: &Recent) -> Node {
    object([
        ("rule", number(it.rule.0)),
        ("before", maybe(it.before.as_ref(), rule::write)),
        ("made", instant(it.made)),
    ])
}

pub(super) fn read_recent(node: &Node) -> Option<Recent> {
    let it = node.fields(&["rule", "before", "made"])?;
    Some(Recent {
        rule: RuleId(it.number("rule")?),
        before: it.get("before")?.maybe(rule::read)?,
        made: read_instant(it, "made")?,
    })
}

/// From and until are minutes of civil time since 1970-01-01T00:00.
pub(super) fn write_exception(it: &Exception) -> Node {
    object([
        ("id", number(it.id)),
        ("kind", word(&KINDS, &it.kind)),
        ("from", number(it.from)),
        ("until", number(it.until)),
        ("groups", write_texts(&it.groups)),
        ("declared", instant(it.declared)),
    ])
}

pub(super) fn read_exception(node: &Node) -> Option<Exception> {
    let it = node.fields(&["id", "kind", "from", "until", "groups", "declared"])?;
    Some(Exception {
        id: it.number("id")?,
        kind: it.get("kind")?.word(&KINDS)?,
        from: it.number("from")?,
        until: it.number("until")?,
        groups: it.list("groups", read_text)?,
        declared: read_instant(it, "declared")?,
    })
}

pub(super) fn write_change(it: &Change) -> Node {
    let Key { rule, date, from } = it.key;
    object([
        ("rule", number(rule.0)),
        ("date", write_date(date)),
        ("from", number(from)),
        ("to", maybe(it.to, write_target)),
        ("declared", instant(it.declared)),
    ])
}

pub(super) fn read_change(node: &Node) -> Option<Change> {
    let it = node.fields(&["rule", "date", "from", "to", "declared"])?;
    let (rule, from) = (RuleId(it.number("rule")?), it.number("from")?);
    Some(Change {
        key: Key { rule, date: read_date(it.get("date")?)?, from },
        to: it.get("to")?.maybe(read_target)?,
        declared: read_instant(it, "declared")?,
    })
}

fn write_target(to: Target) -> Node {
    object([("date", write_date(to.date)), ("stretch", write_stretch(to.stretch))])
}

fn read_target(node: &Node) -> Option<Target> {
    let it = node.fields(&["date", "stretch"])?;
    let (date, stretch) = (read_date(it.get("date")?)?, read_stretch(it.get("stretch")?)?);
    Some(Target { date, stretch })
}

pub(super) fn write_settings(it: &Settings) -> Node {
    let since = |it: Option<(Lead, Instant)>| {
        maybe(it, |(lead, at)| Node::List(vec![word(&LEADS, &lead), instant(at)]))
    };
    object([
        ("lead", word(&LEADS, &it.lead)),
        ("lead_waits", since(it.lead_waits)),
        ("lead_before", since(it.lead_before)),
        ("zone", text(&it.zone)),
        ("zone_is_right", Node::Bool(it.zone_is_right)),
        ("owe_excused", Node::Bool(it.owe_excused)),
    ])
}

pub(super) fn read_settings(node: &Node) -> Option<Settings> {
    let it = node.fields(&[
        "lead",
        "lead_waits",
        "lead_before",
        "zone",
        "zone_is_right",
        "owe_excused",
    ])?;
    Some(Settings {
        lead: it.get("lead")?.word(&LEADS)?,
        lead_waits: read_since(it, "lead_waits")?,
        lead_before: read_since(it, "lead_before")?,
        zone: it.text("zone")?,
        zone_is_right: it.get("zone_is_right")?.bool()?,
        owe_excused: it.get("owe_excused").map_or(Some(false), Node::bool)?,
    })
}

#[expect(clippy::option_option, reason = "whether it can be read, and whether there is one")]
fn read_since(it: Fields<'_>, name: &str) -> Option<Option<(Lead, Instant)>> {
    it.get(name)?.maybe(|node| {
        let (lead, at) = node.pair()?;
        Some((lead.word(&LEADS)?, Instant::from_ms(at.number()?)))
    })
}
