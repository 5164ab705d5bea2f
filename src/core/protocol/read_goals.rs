//! What forms say of goals, nudges and check-ins, read from trees.

use super::read::{owned, text_or_none};
use super::read_rules::{DAYS, key, stretch};
use super::{
    CheckInDraft, Feel, GoalDraft, GoalEnd, Moment, NudgeKey, NudgesDraft, Pool, PromisesDraft,
    StepDraft, StepHome, WeeklyDraft,
};
use crate::node::{Fields, Node};

const POOLS: [(&str, Pool); 3] =
    [("social", Pool::Social), ("technical", Pool::Technical), ("either", Pool::Either)];
pub(super) const ENDS: [(&str, GoalEnd); 2] =
    [("done", GoalEnd::Done), ("dropped", GoalEnd::Dropped)];

const FEELS: [(&str, Feel); 2] = [("fine", Feel::Fine), ("drained", Feel::Drained)];
const MOMENTS: [(&str, Moment); 6] = [
    ("before", Moment::Before),
    ("start", Moment::Start),
    ("last_minute", Moment::LastMinute),
    ("close_out", Moment::CloseOut),
    ("weekly", Moment::Weekly),
    ("check_in", Moment::CheckIn),
];

/// A goal as a form holds it.
pub(super) fn goal(node: &Node) -> Option<GoalDraft> {
    let it = node.fields(&[
        "id",
        "title",
        "why",
        "deadline",
        "made_up",
        "reward",
        "teaser",
        "links",
        "weekly",
        "beyond",
        "area",
        "draws_on",
        "steps",
        "for_check_in",
    ])?;
    Some(GoalDraft {
        id: number_or_none(it, "id")?,
        title: it.text("title")?,
        why: text_or_none(it, "why")?,
        deadline: text_or_none(it, "deadline")?,
        made_up: flag_or_not(it, "made_up")?,
        reward: text_or_none(it, "reward")?,
        teaser: text_or_none(it, "teaser")?,
        links: it.later("links", owned)?,
        weekly: number_or_none(it, "weekly")?,
        beyond: flag_or_not(it, "beyond")?,
        area: text_or_none(it, "area")?,
        draws_on: it.maybe("draws_on", |node| node.word(&POOLS))?,
        steps: it.later("steps", step)?,
        for_check_in: flag_or_not(it, "for_check_in")?,
    })
}

fn step(node: &Node) -> Option<StepDraft> {
    let it = node.fields(&["id", "text", "done", "for_check_in"])?;
    let (text, done) = (it.text("text")?, text_or_none(it, "done")?);
    let for_check_in = flag_or_not(it, "for_check_in")?;
    Some(StepDraft { id: number_or_none(it, "id")?, text, done, for_check_in })
}

/// A check-in as a form holds it.
pub(super) fn check_in(node: &Node) -> Option<CheckInDraft> {
    let it = node.fields(&["id", "person", "date", "every", "since"])?;
    let (person, date) = (text_or_none(it, "person")?, it.text("date")?);
    let (every, since) = (number_or_none(it, "every")?, text_or_none(it, "since")?);
    Some(CheckInDraft { id: number_or_none(it, "id")?, person, date, every, since })
}

/// When the person is spoken to, as a form holds it.
pub(super) fn nudges(node: &Node) -> Option<NudgesDraft> {
    let it = node.fields(&["start", "last_minute", "close_out", "weekly", "quiet", "energy"])?;
    let flag = |name| it.get(name).and_then(Node::bool);
    Some(NudgesDraft {
        start: flag("start")?,
        last_minute: flag("last_minute")?,
        close_out: flag("close_out")?,
        weekly: it.maybe("weekly", |node| {
            let it = node.fields(&["day", "at"])?;
            Some(WeeklyDraft { day: it.get("day")?.word(&DAYS)?, at: it.text("at")? })
        })?,
        quiet: it.maybe("quiet", stretch)?,
        energy: flag("energy")?,
    })
}

/// What is promised, and what is not any more.
pub(super) fn promises(node: &Node) -> Option<PromisesDraft> {
    let it = node.fields(&["made", "released"])?;
    let ids = |name| it.list(name, Node::number);
    Some(PromisesDraft { made: ids("made")?, released: ids("released")? })
}

/// What a step is for.
pub(super) fn home(node: &Node) -> Option<StepHome> {
    let it = node.any_fields()?;
    let (home, fields) = match it.get("type")?.text()? {
        "goal" => (StepHome::Goal { id: it.number("id")? }, 2),
        "occurrence" => (StepHome::Occurrence { occurrence: key(it.get("occurrence")?)? }, 2),
        "now" => (StepHome::Now {}, 1),
        _ => return None,
    };
    (it.len() == fields).then_some(home)
}

/// Which word is meant.
pub(super) fn nudge_key(node: &Node) -> Option<NudgeKey> {
    let it = node.fields(&["moment", "of", "at"])?;
    let (moment, of) = (it.get("moment")?.word(&MOMENTS)?, it.number("of")?);
    Some(NudgeKey { moment, of, at: it.number("at")? })
}

#[expect(clippy::option_option, reason = "whether it can be read, and whether there is one")]
pub(super) fn feel(it: Fields<'_>, name: &str) -> Option<Option<Feel>> {
    it.get(name)?.maybe(|node| node.word(&FEELS))
}

fn number_or_none(it: Fields<'_>, name: &str) -> Option<u32> {
    it.get(name).map_or(Some(0), Node::number)
}

fn flag_or_not(it: Fields<'_>, name: &str) -> Option<bool> {
    it.get(name).map_or(Some(false), Node::bool)
}
