//! What forms say of goals, nudges and check-ins, read from trees.

use super::read::{DAYS, owned, stretch, text_or_none};
use super::{CheckInDraft, GoalDraft, GoalEnd, NudgesDraft, Pool, StepDraft, WeeklyDraft};
use crate::node::{Fields, Node};

const POOLS: [(&str, Pool); 3] =
    [("social", Pool::Social), ("technical", Pool::Technical), ("either", Pool::Either)];
pub(super) const ENDS: [(&str, GoalEnd); 2] =
    [("done", GoalEnd::Done), ("dropped", GoalEnd::Dropped)];

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

fn number_or_none(it: Fields<'_>, name: &str) -> Option<u32> {
    it.get(name).map_or(Some(0), Node::number)
}

fn flag_or_not(it: Fields<'_>, name: &str) -> Option<bool> {
    it.get(name).map_or(Some(false), Node::bool)
}
