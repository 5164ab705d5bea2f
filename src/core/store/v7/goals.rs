//! Goals, what is said when, and check-ins, as version 7 holds them.

use super::rule::{DAYS, read_date, read_stretch, write_date, write_stretch};
use super::{instant, read_instant, read_span, read_text, write_texts};
use crate::change::Key;
use crate::check_in::CheckIn;
use crate::energy::{Energy, Feel};
use crate::goal::{Deadline, Goal, GoalId, Step, is_title};
use crate::node::{Fields, Node, list, maybe, number, object, text, word};
use crate::nudge::{Aim, CloseOut, Moment, Nudges, Sitting, Told};
use crate::protocol::{GoalEnd, Pool};
use crate::rule::{Rule, RuleId};

const POOLS: [(&str, Pool); 3] =
    [("social", Pool::Social), ("technical", Pool::Technical), ("either", Pool::Either)];
const ENDS: [(&str, GoalEnd); 2] = [("done", GoalEnd::Done), ("dropped", GoalEnd::Dropped)];
const FEELS: [(&str, Feel); 2] = [("fine", Feel::Fine), ("drained", Feel::Drained)];
const MOMENTS: [(&str, Moment); 6] = [
    ("before", Moment::Before),
    ("start", Moment::Start),
    ("last_minute", Moment::LastMinute),
    ("close_out", Moment::CloseOut),
    ("weekly", Moment::Weekly),
    ("check_in", Moment::CheckIn),
];

pub(super) fn write_goal(goal: &Goal) -> Node {
    object([
        ("id", number(goal.id.0)),
        ("title", text(&goal.title)),
        ("why", text(&goal.why)),
        (
            "deadline",
            maybe(goal.deadline, |it| {
                object([("date", write_date(it.date)), ("made_up", Node::Bool(it.made_up))])
            }),
        ),
        ("reward", text(&goal.reward)),
        ("teaser", text(&goal.teaser)),
        ("links", write_texts(&goal.links)),
        ("weekly", maybe(goal.weekly, number)),
        ("beyond", Node::Bool(goal.beyond)),
        ("area", text(&goal.area)),
        ("draws_on", maybe(goal.draws_on, |it| word(&POOLS, &it))),
        ("steps", list(&goal.steps, write_step)),
        ("for_check_in", Node::Bool(goal.for_check_in)),
        (
            "ended",
            maybe(goal.ended, |(how, on)| {
                object([("how", word(&ENDS, &how)), ("on", write_date(on))])
            }),
        ),
    ])
}

pub(super) fn read_goal(node: &Node) -> Option<Goal> {
    let it = node.fields(&[
        "id",
        "title",
        "why",
        "deadline",
        "reward",
        "teaser",
        "links",
        "weekly",
        "beyond",
        "area",
        "draws_on",
        "steps",
        "for_check_in",
        "ended",
    ])?;
    Some(Goal {
        id: GoalId(it.number("id")?),
        title: it.text("title")?,
        why: it.text("why")?,
        deadline: it.get("deadline")?.maybe(|node| {
            let it = node.fields(&["date", "made_up"])?;
            let (date, made_up) = (read_date(it.get("date")?)?, it.get("made_up")?.bool()?);
            Some(Deadline { date, made_up })
        })?,
        reward: it.text("reward")?,
        teaser: it.text("teaser")?,
        links: it.list("links", read_text)?,
        weekly: it.get("weekly")?.maybe(Node::number)?,
        beyond: it.get("beyond")?.bool()?,
        area: it.text("area")?,
        draws_on: it.get("draws_on")?.maybe(|node| node.word(&POOLS))?,
        steps: it.list("steps", read_step)?,
        for_check_in: it.get("for_check_in")?.bool()?,
        ended: it.get("ended")?.maybe(|node| {
            let it = node.fields(&["how", "on"])?;
            Some((it.get("how")?.word(&ENDS)?, read_date(it.get("on")?)?))
        })?,
    })
}

fn write_step(step: &Step) -> Node {
    object([
        ("id", number(step.id)),
        ("text", text(&step.text)),
        ("done", maybe(step.done, write_date)),
        ("for_check_in", Node::Bool(step.for_check_in)),
    ])
}

fn read_step(node: &Node) -> Option<Step> {
    let it = node.fields(&["id", "text", "done", "for_check_in"])?;
    let (text, done) = (it.text("text")?, it.get("done")?.maybe(read_date)?);
    let for_check_in = it.get("for_check_in")?.bool()?;
    Some(Step { id: it.number("id")?, text, done, for_check_in })
}

pub(super) fn write_aim(it: &Aim) -> Node {
    let sitting = match it.sitting {
        Sitting::Occurrence(Key { rule, date, from }) => {
            object([("rule", number(rule.0)), ("date", write_date(date)), ("from", number(from))])
        }
        Sitting::Focus(id) => object([("focus", number(id))]),
        Sitting::MakeUp(id) => object([("make_up", number(id))]),
    };
    object([("sitting", sitting), ("goal", number(it.goal.0)), ("at", instant(it.at))])
}

pub(super) fn read_aim(node: &Node) -> Option<Aim> {
    let it = node.fields(&["sitting", "goal", "at"])?;
    let sitting = it.get("sitting")?.fields(&["rule", "date", "from", "focus", "make_up"])?;
    let sitting = if let Some(id) = sitting.get("focus") {
        Sitting::Focus(id.number()?)
    } else if let Some(id) = sitting.get("make_up") {
        Sitting::MakeUp(id.number()?)
    } else {
        let (rule, from) = (RuleId(sitting.number("rule")?), sitting.number("from")?);
        Sitting::Occurrence(Key { rule, date: read_date(sitting.get("date")?)?, from })
    };
    Some(Aim { sitting, goal: GoalId(it.number("goal")?), at: read_instant(it, "at")? })
}

pub(super) fn write_nudges(it: &Nudges) -> Node {
    object([
        ("start", Node::Bool(it.start)),
        ("last_minute", Node::Bool(it.last_minute)),
        ("close_out", Node::Bool(it.close_out)),
        ("weekly", maybe(it.weekly, |(day, at)| Node::List(vec![word(&DAYS, &day), number(at)]))),
        ("quiet", maybe(it.quiet, write_stretch)),
        ("energy", Node::Bool(it.energy)),
    ])
}

pub(super) fn read_nudges(node: &Node) -> Option<Nudges> {
    let it = node.fields(&["start", "last_minute", "close_out", "weekly", "quiet", "energy"])?;
    let flag = |name| it.get(name).and_then(Node::bool);
    Some(Nudges {
        start: flag("start")?,
        last_minute: flag("last_minute")?,
        close_out: flag("close_out")?,
        weekly: it.get("weekly")?.maybe(|node| {
            let (day, at) = node.pair()?;
            Some((day.word(&DAYS)?, at.number()?))
        })?,
        quiet: it.get("quiet")?.maybe(read_stretch)?,
        energy: flag("energy")?,
    })
}

pub(super) fn write_told(it: &Told) -> Node {
    object([
        ("moment", word(&MOMENTS, &it.moment)),
        ("of", number(it.of)),
        ("at", instant(it.at)),
        ("answered", Node::Bool(it.answered)),
    ])
}

pub(super) fn read_told(node: &Node) -> Option<Told> {
    let it = node.fields(&["moment", "of", "at", "answered"])?;
    let moment = it.get("moment")?.word(&MOMENTS)?;
    let (at, answered) = (read_instant(it, "at")?, it.get("answered")?.bool()?);
    Some(Told { moment, of: it.number("of")?, at, answered })
}

pub(super) fn write_close_out(it: &CloseOut) -> Node {
    object([
        ("line", text(&it.line)),
        ("goal", maybe(it.goal, |goal| number(goal.0))),
        ("step", maybe(it.step, number)),
        ("start", instant(it.span.start)),
        ("end", instant(it.span.end)),
    ])
}

pub(super) fn read_close_out(node: &Node) -> Option<CloseOut> {
    let it = node.fields(&["line", "goal", "step", "start", "end"])?;
    Some(CloseOut {
        line: it.text("line")?,
        goal: it.get("goal")?.maybe(Node::number)?.map(GoalId),
        step: it.get("step")?.maybe(Node::number)?,
        span: read_span(it)?,
    })
}

pub(super) fn write_check_in(it: &CheckIn) -> Node {
    object([
        ("id", number(it.id)),
        ("person", text(&it.person)),
        ("date", write_date(it.date)),
        ("every", maybe(it.every, number)),
        ("since", write_date(it.since)),
    ])
}

pub(super) fn read_check_in(node: &Node) -> Option<CheckIn> {
    let it = node.fields(&["id", "person", "date", "every", "since"])?;
    let (date, since) = (read_date(it.get("date")?)?, read_date(it.get("since")?)?);
    let (person, every) = (it.text("person")?, it.get("every")?.maybe(Node::number)?);
    Some(CheckIn { id: it.number("id")?, person, date, every, since })
}

pub(super) fn write_energy(it: Energy) -> Node {
    let feel = |it: Option<Feel>| maybe(it, |it| word(&FEELS, &it));
    object([
        ("date", write_date(it.date)),
        ("social", feel(it.social)),
        ("technical", feel(it.technical)),
    ])
}

pub(super) fn read_energy(node: &Node) -> Option<Energy> {
    let it = node.fields(&["date", "social", "technical"])?;
    let date = read_date(it.get("date")?)?;
    Some(Energy { date, social: read_feel(it, "social")?, technical: read_feel(it, "technical")? })
}

#[expect(clippy::option_option, reason = "whether it can be read, and whether there is one")]
fn read_feel(it: Fields<'_>, name: &str) -> Option<Option<Feel>> {
    it.get(name)?.maybe(|node| node.word(&FEELS))
}

/// Before version 7 a rule's line named no goal: each becomes one.
pub(super) fn goals_of_lines(rules: &[Rule]) -> Vec<Goal> {
    let mut goals: Vec<Goal> = Vec::new();
    for rule in rules {
        let is_known = goals.iter().any(|goal| goal.title == rule.goal);
        if is_title(&rule.goal) && !is_known {
            let id = u32::try_from(goals.len()).unwrap_or(u32::MAX).saturating_add(1);
            goals.push(Goal::titled(GoalId(id), &rule.goal));
        }
    }
    goals
}
