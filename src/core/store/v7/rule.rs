//! Rules, as version 7 holds them.

use super::{MODES, read_sites, read_text, write_sites, write_texts};
use crate::date::Date;
use crate::node::{Fields, Node, list, maybe, number, object, text, word};
use crate::nudge::BEFORE;
use crate::part::{Part, Stretch};
use crate::protocol::{CapPer, Day, TabTitle, WayBack};
use crate::recurrence::{DaySet, Every, Recurrence};
use crate::rule::{Rule, RuleId};
use crate::way_back::Cap;

pub(super) const DAYS: [(&str, Day); 7] = [
    ("mon", Day::Mon),
    ("tue", Day::Tue),
    ("wed", Day::Wed),
    ("thu", Day::Thu),
    ("fri", Day::Fri),
    ("sat", Day::Sat),
    ("sun", Day::Sun),
];

const WAYS: [(&str, WayBack); 4] = [
    ("press", WayBack::Press),
    ("hold", WayBack::Hold),
    ("hold_and_wait", WayBack::HoldAndWait),
    ("sentence", WayBack::Sentence),
];
const PERS: [(&str, CapPer); 3] =
    [("stretch", CapPer::Stretch), ("day", CapPer::Day), ("week", CapPer::Week)];
const TITLES: [(&str, TabTitle); 2] = [("site", TabTitle::Site), ("until", TabTitle::Until)];

pub(super) fn write(rule: &Rule) -> Node {
    object([
        ("id", number(rule.id.0)),
        ("goal", text(&rule.goal)),
        ("choose", Node::Bool(rule.choose)),
        ("nudge", maybe(rule.nudge, number)),
        ("mode", word(&MODES, &rule.mode)),
        ("schedule", list(&rule.parts, write_part)),
        ("zone", text(rule.zone.as_deref().unwrap_or_default())),
        ("groups", write_texts(&rule.groups)),
        ("sites", write_sites(&rule.sites)),
        ("tab_title", word(&TITLES, &rule.tab_title)),
        ("way_back", word(&WAYS, &rule.way_back)),
        ("cap", maybe(rule.cap, write_cap)),
    ])
}

pub(super) fn read(node: &Node) -> Option<Rule> {
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
    let title = it.get("tab_title").map_or(Some(TabTitle::Site), |node| node.word(&TITLES))?;
    let zone = it.get("zone").map_or(Some(String::new()), read_text)?;
    Some(Rule {
        id: RuleId(it.number("id")?),
        goal: it.text("goal")?,
        choose: it.get("choose").map_or(Some(false), Node::bool)?,
        nudge: it.get("nudge").map_or(Some(Some(BEFORE)), |node| node.maybe(Node::number))?,
        mode: it.get("mode")?.word(&MODES)?,
        parts: it.list("schedule", read_part)?,
        zone: (!zone.is_empty()).then_some(zone),
        groups: it.list("groups", read_text)?,
        sites: read_sites(it)?,
        tab_title: title,
        way_back: it.get("way_back").map_or(Some(WayBack::Hold), |node| node.word(&WAYS))?,
        cap: it.maybe("cap", read_cap)?,
    })
}

fn write_cap(cap: Cap) -> Node {
    object([
        ("per", word(&PERS, &cap.per)),
        ("times", maybe(cap.times, number)),
        ("minutes", maybe(cap.minutes, number)),
    ])
}

fn read_cap(node: &Node) -> Option<Cap> {
    let it = node.fields(&["per", "times", "minutes"])?;
    let (times, minutes) = (it.maybe("times", Node::number)?, it.maybe("minutes", Node::number)?);
    Some(Cap { per: it.get("per")?.word(&PERS)?, times, minutes })
}

/// Each part is an object with one field, which names its kind.
fn write_part(part: &Part) -> Node {
    let stretches = list(&part.stretches, |it| write_stretch(*it));
    match &part.when {
        Recurrence::Weekly { days, every } => object([(
            "weekly",
            object([
                ("days", write_days(*days)),
                ("stretches", stretches),
                ("every", write_every(*every)),
            ]),
        )]),
        Recurrence::Monthly { days, nth, every } => object([(
            "monthly",
            object([
                ("days", write_days(*days)),
                ("nth", list(nth, |nth| number(*nth))),
                ("stretches", stretches),
                ("every", write_every(*every)),
            ]),
        )]),
        Recurrence::Dates(dates) => object([(
            "dates",
            object([("dates", list(dates, |date| write_date(*date))), ("stretches", stretches)]),
        )]),
    }
}

fn read_part(node: &Node) -> Option<Part> {
    let it = node.fields(&["weekly", "monthly", "dates"])?;
    let (it, when) = if let Some(part) = it.get("weekly") {
        let it = part.fields(&["days", "stretches", "every"])?;
        let every = it.get("every").map_or(Some(Every::ONE), read_every)?;
        (it, Recurrence::Weekly { days: read_days(it)?, every })
    } else if let Some(part) = it.get("monthly") {
        let it = part.fields(&["days", "nth", "stretches", "every"])?;
        let (nth, every) = (it.list("nth", Node::number)?, read_every(it.get("every")?)?);
        (it, Recurrence::Monthly { days: read_days(it)?, nth, every })
    } else {
        let it = it.get("dates")?.fields(&["dates", "stretches"])?;
        (it, Recurrence::Dates(it.list("dates", read_date)?))
    };
    Some(Part { when, stretches: it.list("stretches", read_stretch)? })
}

fn write_days(days: DaySet) -> Node {
    Node::List(days.iter().map(|day| word(&DAYS, &day)).collect())
}

fn read_days(it: Fields<'_>) -> Option<DaySet> {
    Some(it.list("days", |node| node.word(&DAYS))?.into_iter().collect())
}

fn write_every(every: Every) -> Node {
    object([
        ("interval", number(every.interval())),
        ("from", maybe(every.from(), write_date)),
        ("until", maybe(every.until(), write_date)),
    ])
}

fn read_every(node: &Node) -> Option<Every> {
    let it = node.fields(&["interval", "from", "until"])?;
    let (from, until) = (it.get("from")?, it.get("until")?);
    Every::new(it.number("interval")?, from.maybe(read_date)?, until.maybe(read_date)?)
}

pub(super) fn write_date(date: Date) -> Node {
    text(&date.to_string())
}

pub(super) fn read_date(node: &Node) -> Option<Date> {
    Date::parse(node.text()?)
}

/// From and to in minutes after midnight.
pub(super) fn write_stretch(stretch: Stretch) -> Node {
    Node::List(vec![number(stretch.from()), number(stretch.to())])
}

pub(super) fn read_stretch(node: &Node) -> Option<Stretch> {
    let (from, to) = node.pair()?;
    Stretch::new(from.number()?, to.number()?)
}
