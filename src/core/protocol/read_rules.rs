//! What comes in of rules, groups, and the dates on which they are otherwise: as [`super::read`].

use super::read::{owned, text_or_none};
use super::{
    CapDraft, CapPer, Day, ExceptionDraft, ExceptionKind, GroupDraft, Mode, MoveDraft,
    OccurrenceDraft, OccurrenceKey, PartDraft, Reason, Repeat, RuleDraft, SiteHome, StretchDraft,
    TabTitle, WayBack,
};
use crate::node::Node;
use crate::nudge::BEFORE;

pub(super) const DAYS: [(&str, Day); 7] = [
    ("mon", Day::Mon),
    ("tue", Day::Tue),
    ("wed", Day::Wed),
    ("thu", Day::Thu),
    ("fri", Day::Fri),
    ("sat", Day::Sat),
    ("sun", Day::Sun),
];
pub(super) const MODES: [(&str, Mode); 2] = [("dim", Mode::Dim), ("cover", Mode::Cover)];
const TITLES: [(&str, TabTitle); 2] = [("site", TabTitle::Site), ("until", TabTitle::Until)];
const WAYS: [(&str, WayBack); 4] = [
    ("press", WayBack::Press),
    ("hold", WayBack::Hold),
    ("hold_and_wait", WayBack::HoldAndWait),
    ("sentence", WayBack::Sentence),
];
const PERS: [(&str, CapPer); 3] =
    [("stretch", CapPer::Stretch), ("day", CapPer::Day), ("week", CapPer::Week)];
const REASONS: [(&str, Reason); 6] = [
    ("incident", Reason::Incident),
    ("promise", Reason::Promise),
    ("unblock", Reason::Unblock),
    ("home", Reason::Home),
    ("habit", Reason::Habit),
    ("other", Reason::Other),
];
const REPEATS: [(&str, Repeat); 3] =
    [("weekly", Repeat::Weekly), ("monthly", Repeat::Monthly), ("dates", Repeat::Dates)];
const KINDS: [(&str, ExceptionKind); 2] =
    [("vacation", ExceptionKind::Vacation), ("on_call", ExceptionKind::OnCall)];

/// A rule as a form holds it.
#[must_use]
pub fn rule(node: &Node) -> Option<RuleDraft> {
    let it = node.fields(&[
        "id",
        "goal",
        "choose",
        "nudge",
        "mode",
        "schedule",
        "zone",
        "groups",
        "sites",
        "tab_title",
        "way_back",
        "cap",
    ])?;
    let cap = |node: &Node| {
        let it = node.fields(&["per", "times", "minutes"])?;
        let per = it.get("per")?.word(&PERS)?;
        Some(CapDraft { per, times: it.number("times")?, minutes: it.number("minutes")? })
    };
    Some(RuleDraft {
        id: it.get("id").map_or(Some(0), Node::number)?,
        goal: text_or_none(it, "goal")?,
        choose: it.get("choose").map_or(Some(false), Node::bool)?,
        nudge: it.get("nudge").map_or(Some(Some(BEFORE)), |node| node.maybe(Node::number))?,
        mode: it.get("mode")?.word(&MODES)?,
        schedule: it.list("schedule", part)?,
        zone: text_or_none(it, "zone")?,
        groups: it.later("groups", owned)?,
        sites: it.later("sites", owned)?,
        tab_title: it.get("tab_title").map_or(Some(TabTitle::Site), |node| node.word(&TITLES))?,
        way_back: it.get("way_back").map_or(Some(WayBack::Hold), |node| node.word(&WAYS))?,
        cap: it.get("cap").map_or(Some(CapDraft::default()), cap)?,
    })
}

pub(super) fn group(node: &Node) -> Option<GroupDraft> {
    let it = node.fields(&["id", "name", "sites"])?;
    let (id, name) = (text_or_none(it, "id")?, it.text("name")?);
    Some(GroupDraft { id, name, sites: it.list("sites", owned)? })
}

pub(super) fn site_home(node: &Node) -> Option<SiteHome> {
    let it = node.fields(&["type", "id"])?;
    match it.get("type")?.text()? {
        "group" => Some(SiteHome::Group { id: it.text("id")? }),
        "rule" => Some(SiteHome::Rule { id: it.number("id")? }),
        _ => None,
    }
}

fn part(node: &Node) -> Option<PartDraft> {
    let it =
        node.fields(&["repeat", "interval", "days", "nth", "from", "until", "dates", "stretches"])?;
    Some(PartDraft {
        repeat: it.get("repeat").map_or(Some(Repeat::Weekly), |node| node.word(&REPEATS))?,
        interval: it.get("interval").map_or(Some(1), Node::number)?,
        days: it.later("days", |node| node.word(&DAYS))?,
        nth: it.later("nth", Node::number)?,
        from: text_or_none(it, "from")?,
        until: text_or_none(it, "until")?,
        dates: it.later("dates", owned)?,
        stretches: it.list("stretches", stretch)?,
    })
}

pub(super) fn stretch(node: &Node) -> Option<StretchDraft> {
    let it = node.fields(&["from", "to"])?;
    Some(StretchDraft { from: it.text("from")?, to: it.text("to")? })
}

/// An exception as a form holds it.
#[must_use]
pub fn exception(node: &Node) -> Option<ExceptionDraft> {
    let it = node.fields(&["id", "kind", "from", "until", "groups", "reason"])?;
    Some(ExceptionDraft {
        id: it.number("id")?,
        kind: it.get("kind")?.word(&KINDS)?,
        from: it.text("from")?,
        until: it.text("until")?,
        groups: it.list("groups", owned)?,
        reason: it.maybe("reason", reason)?,
    })
}

/// An occurrence that is skipped or moved.
#[must_use]
pub fn change(node: &Node) -> Option<OccurrenceDraft> {
    let it = node.fields(&["occurrence", "to", "reason"])?;
    let target = |node: &Node| {
        let it = node.fields(&["date", "stretch"])?;
        Some(MoveDraft { date: it.text("date")?, stretch: stretch(it.get("stretch")?)? })
    };
    Some(OccurrenceDraft {
        occurrence: key(it.get("occurrence")?)?,
        to: it.maybe("to", target)?,
        reason: it.maybe("reason", reason)?,
    })
}

pub(super) fn key(node: &Node) -> Option<OccurrenceKey> {
    let it = node.fields(&["rule", "date", "from"])?;
    let (rule, date) = (it.number("rule")?, it.text("date")?);
    Some(OccurrenceKey { rule, date, from: it.text("from")? })
}

pub(super) fn reason(node: &Node) -> Option<Reason> {
    node.word(&REASONS)
}
