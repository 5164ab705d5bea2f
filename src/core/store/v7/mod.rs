//! The stored form, version 7. Frozen: it says every name itself, so that nothing elsewhere can
//! change what is on disk. Dates are `YYYY-MM-DD`, instants milliseconds since 1970.
//!
//! Versions 1 to 6 are this without the fields that are read as `later` or have a word for their
//! absence: their migration is to be read here. Version 6
//! has no goals, no word before a stretch and no check-in (its rules' lines become goals), version 5 has no make-up stretch and no rule that says
//! how one goes back, version 4 no parked notes and no grant that says more than its reason, version 3
//! no rule that says what its tabs are called, version 2 no group of which an edit waits, version 1
//! nothing of dates and settings either.

mod dates;
mod goals;
mod rule;

use std::rc::Rc;

use crate::clock::Instant;
use crate::goal::GoalId;
use crate::grant::{Grant, Scope, Why};
use crate::group::{GroupWish, RecentGroup, SiteGroup};
use crate::node::{Fields, Node, list, maybe, number, object, text, word};
use crate::nudge::Nudges;
use crate::owed::MakeUp;
use crate::parked::Parked;
use crate::protocol::{Instead, Mode, Reason};
use crate::rule::RuleId;
use crate::schedule::Span;
use crate::site::SitePattern;
use crate::state::{Demo, Focus, Running, SetAside, State};

/// The version.
pub const VERSION: u32 = 7;
/// The first version; all from it on are read here.
pub const FIRST: u32 = 1;

const MODES: [(&str, Mode); 2] = [("dim", Mode::Dim), ("cover", Mode::Cover)];
/// Those that a grant may have: a call is none.
const REASONS: [(&str, Reason); 6] = [
    ("incident", Reason::Incident),
    ("promise", Reason::Promise),
    ("unblock", Reason::Unblock),
    ("home", Reason::Home),
    ("habit", Reason::Habit),
    ("other", Reason::Other),
];
const INSTEADS: [(&str, Instead); 4] = [
    ("document", Instead::Document),
    ("course", Instead::Course),
    ("someone", Instead::Someone),
    ("no", Instead::No),
];
const SET_ASIDE: [(&str, SetAside); 2] =
    [("recovered", SetAside::Recovered), ("started_anew", SetAside::StartedAnew)];

/// The state and when the core last looked, as version 6 holds them.
pub(super) fn write(state: &State, seen: Instant) -> Node {
    object([
        ("seen", instant(seen)),
        ("rules", list(state.rules.iter(), rule::write)),
        ("deleted", maybe(state.deleted.as_ref(), rule::write)),
        ("groups", list(state.groups.iter(), write_group)),
        ("goals", list(state.goals.iter(), goals::write_goal)),
        ("deleted_goal", maybe(state.deleted_goal.as_ref(), goals::write_goal)),
        ("last_goal", maybe(state.last_goal, |goal| number(goal.0))),
        ("aims", list(&state.aims, goals::write_aim)),
        ("nudges", goals::write_nudges(&state.nudges)),
        ("told", list(&state.told, goals::write_told)),
        ("close_out", maybe(state.close_out.as_ref(), goals::write_close_out)),
        ("check_ins", list(&state.check_ins, goals::write_check_in)),
        ("energy", maybe(state.energy, goals::write_energy)),
        ("next_goal", number(state.next_goal)),
        (
            "focus",
            maybe(state.focus, |it| {
                object([
                    ("id", number(it.id)),
                    ("start", instant(it.span.start)),
                    ("end", instant(it.span.end)),
                ])
            }),
        ),
        ("make_ups", list(&state.make_ups, write_make_up)),
        ("owed_shown", maybe(state.owed_shown, instant)),
        ("grants", list(&state.grants, write_grant)),
        ("pullers", write_texts(&state.pullers)),
        ("parked", list(&state.parked, write_parked)),
        ("running", list(&state.running, write_running)),
        (
            "demo",
            maybe(state.demo, |it| object([("tab", number(it.tab)), ("end", instant(it.end))])),
        ),
        ("next_id", number(state.next_id)),
        ("next_row", number(i64::try_from(state.next_row).unwrap_or(i64::MAX))),
        ("set_aside", maybe(state.set_aside, |it| word(&SET_ASIDE, &it))),
        ("leaving", list(state.leaving.iter(), dates::write_leaving)),
        ("recent", list(&state.recent, dates::write_recent)),
        ("exceptions", list(state.exceptions.iter(), dates::write_exception)),
        ("changes", list(state.changes.iter(), dates::write_change)),
        ("settings", dates::write_settings(&state.settings)),
        (
            "group_wishes",
            list(&state.group_wishes, |it| {
                object([
                    ("group", write_group(&it.group)),
                    ("before", write_group(&it.before)),
                    ("until", instant(it.until)),
                ])
            }),
        ),
        (
            "recent_groups",
            list(&state.recent_groups, |it| {
                object([("before", write_group(&it.before)), ("made", instant(it.made))])
            }),
        ),
    ])
}

/// None if any part cannot be read: nothing is silently dropped.
pub(super) fn read(node: &Node) -> Option<(State, Instant)> {
    let it = node.fields(&[
        "seen",
        "rules",
        "deleted",
        "groups",
        "goals",
        "deleted_goal",
        "last_goal",
        "aims",
        "nudges",
        "told",
        "close_out",
        "check_ins",
        "energy",
        "next_goal",
        "focus",
        "make_ups",
        "owed_shown",
        "grants",
        "pullers",
        "parked",
        "running",
        "demo",
        "next_id",
        "next_row",
        "set_aside",
        "leaving",
        "recent",
        "exceptions",
        "changes",
        "settings",
        "group_wishes",
        "recent_groups",
    ])?;
    let rules = it.list("rules", rule::read)?;
    let goals = match it.get("goals") {
        Some(node) => node.list(goals::read_goal)?,
        None => goals::goals_of_lines(&rules),
    };
    let made = u32::try_from(goals.len()).unwrap_or(u32::MAX);
    let state = State {
        rules: Rc::new(rules),
        goals: Rc::new(goals),
        deleted_goal: it.maybe("deleted_goal", goals::read_goal)?,
        last_goal: it.maybe("last_goal", Node::number)?.map(GoalId),
        aims: it.later("aims", goals::read_aim)?,
        nudges: it.get("nudges").map_or(Some(Nudges::default()), goals::read_nudges)?,
        told: it.later("told", goals::read_told)?,
        close_out: it.maybe("close_out", goals::read_close_out)?,
        check_ins: it.later("check_ins", goals::read_check_in)?,
        energy: it.maybe("energy", goals::read_energy)?,
        next_goal: it.get("next_goal").map_or(Some(made), Node::number)?,
        deleted: it.get("deleted")?.maybe(rule::read)?,
        groups: Rc::new(it.list("groups", read_group)?),
        focus: it.get("focus")?.maybe(read_focus)?,
        make_ups: it.later("make_ups", read_make_up)?,
        owed_shown: it.maybe("owed_shown", Node::number)?.map(Instant::from_ms),
        grants: it.list("grants", read_grant)?,
        pullers: it.later("pullers", read_text)?,
        parked: it.later("parked", read_parked)?,
        running: it.list("running", read_running)?,
        demo: it.get("demo")?.maybe(read_demo)?,
        new_rows: Vec::new(),
        next_id: it.number("next_id")?,
        next_row: it.number("next_row")?,
        set_aside: it.get("set_aside")?.maybe(|node| node.word(&SET_ASIDE))?,
        leaving: Rc::new(it.later("leaving", dates::read_leaving)?),
        recent: it.later("recent", dates::read_recent)?,
        exceptions: Rc::new(it.later("exceptions", dates::read_exception)?),
        changes: Rc::new(it.later("changes", dates::read_change)?),
        settings: match it.get("settings") {
            Some(node) => dates::read_settings(node)?,
            None => crate::settings::Settings::default(),
        },
        group_wishes: it.later("group_wishes", read_wish)?,
        recent_groups: it.later("recent_groups", |node| {
            let it = node.fields(&["before", "made"])?;
            let before = read_group(it.get("before")?)?;
            Some(RecentGroup { before, made: read_instant(it, "made")? })
        })?,
    };
    Some((state, read_instant(it, "seen")?))
}

fn write_group(group: &SiteGroup) -> Node {
    let SiteGroup { id, name, sites } = group;
    object([("id", text(id)), ("name", text(name)), ("sites", write_sites(sites))])
}

fn read_group(node: &Node) -> Option<SiteGroup> {
    let it = node.fields(&["id", "name", "sites"])?;
    Some(SiteGroup { id: it.text("id")?, name: it.text("name")?, sites: read_sites(it)? })
}

fn read_wish(node: &Node) -> Option<GroupWish> {
    let it = node.fields(&["group", "before", "until"])?;
    Some(GroupWish {
        group: read_group(it.get("group")?)?,
        before: read_group(it.get("before")?)?,
        until: read_instant(it, "until")?,
    })
}

fn read_focus(node: &Node) -> Option<Focus> {
    let it = node.fields(&["id", "start", "end"])?;
    Some(Focus { id: it.number("id")?, span: read_span(it)? })
}

fn write_make_up(it: &MakeUp) -> Node {
    object([
        ("id", number(it.id)),
        ("start", instant(it.span.start)),
        ("end", instant(it.span.end)),
        ("begun", Node::Bool(it.begun)),
    ])
}

fn read_make_up(node: &Node) -> Option<MakeUp> {
    let it = node.fields(&["id", "start", "end", "begun"])?;
    let (span, begun) = (read_span(it)?, it.get("begun")?.bool()?);
    Some(MakeUp { id: it.number("id")?, span, begun })
}

fn read_demo(node: &Node) -> Option<Demo> {
    let it = node.fields(&["tab", "end"])?;
    Some(Demo { tab: it.number("tab")?, end: read_instant(it, "end")? })
}

fn write_grant(grant: &Grant) -> Node {
    object([
        ("id", number(grant.id)),
        ("scope", write_scope(&grant.scope)),
        ("reason", word(&REASONS, &grant.why.reason)),
        ("minutes", number(grant.minutes)),
        ("start", instant(grant.start)),
        ("puller", text(&grant.why.puller)),
        ("note", text(&grant.why.note)),
        ("instead", maybe(grant.why.instead, |it| word(&INSTEADS, &it))),
        ("rules", list(&grant.rules, |rule| number(*rule))),
        ("in_front", number(grant.in_front)),
    ])
}

fn read_grant(node: &Node) -> Option<Grant> {
    let it = node.fields(&[
        "id", "scope", "reason", "minutes", "start", "puller", "note", "instead", "rules",
        "in_front",
    ])?;
    let words = |name| it.get(name).map_or(Some(String::new()), read_text);
    Some(Grant {
        id: it.number("id")?,
        scope: read_scope(it.get("scope")?)?,
        why: Why {
            reason: it.get("reason")?.word(&REASONS)?,
            puller: words("puller")?,
            note: words("note")?,
            instead: it.maybe("instead", |node| node.word(&INSTEADS))?,
        },
        minutes: it.number("minutes")?,
        start: read_instant(it, "start")?,
        rules: it.later("rules", Node::number)?,
        in_front: it.get("in_front").map_or(Some(0), Node::number)?,
    })
}

fn write_parked(note: &Parked) -> Node {
    object([
        ("id", number(note.id)),
        ("text", text(&note.text)),
        ("site", text(&note.site)),
        ("at", instant(note.at)),
        ("kept", Node::Bool(note.kept)),
    ])
}

fn read_parked(node: &Node) -> Option<Parked> {
    let it = node.fields(&["id", "text", "site", "at", "kept"])?;
    let (text, site) = (it.text("text")?, it.text("site")?);
    let (at, kept) = (read_instant(it, "at")?, it.get("kept")?.bool()?);
    Some(Parked { id: it.number("id")?, text, site, at, kept })
}

fn write_scope(scope: &Scope) -> Node {
    match scope {
        Scope::Site(site) => object([("site", object([("pattern", text(&site.to_string()))]))]),
        Scope::Group { id, name, sites } => object([(
            "group",
            object([("id", text(id)), ("name", text(name)), ("sites", write_sites(sites))]),
        )]),
        Scope::Rule { id, goal, sites } => object([(
            "rule",
            object([("id", number(*id)), ("goal", text(goal)), ("sites", write_sites(sites))]),
        )]),
        Scope::Everything => text("everything"),
    }
}

fn read_scope(node: &Node) -> Option<Scope> {
    if node.text() == Some("everything") {
        return Some(Scope::Everything);
    }
    let it = node.fields(&["site", "group", "rule"])?;
    if let Some(site) = it.get("site") {
        let site = site.fields(&["pattern"])?.text("pattern")?;
        Some(Scope::Site(SitePattern::from_stored(&site)?))
    } else if let Some(group) = it.get("group") {
        let SiteGroup { id, name, sites } = read_group(group)?;
        Some(Scope::Group { id, name, sites })
    } else {
        let it = it.get("rule")?.fields(&["id", "goal", "sites"])?;
        let (id, goal) = (it.number("id")?, it.text("goal")?);
        Some(Scope::Rule { id, goal, sites: read_sites(it)? })
    }
}

fn write_running(running: &Running) -> Node {
    object([
        ("rule", number(running.rule.0)),
        ("goal", text(&running.goal)),
        ("aim", maybe(running.aim, |goal| number(goal.0))),
        ("mode", word(&MODES, &running.mode)),
        ("start", instant(running.span.start)),
        ("end", instant(running.span.end)),
    ])
}

fn read_running(node: &Node) -> Option<Running> {
    let it = node.fields(&["rule", "goal", "aim", "mode", "start", "end"])?;
    Some(Running {
        rule: RuleId(it.number("rule")?),
        goal: it.text("goal")?,
        aim: it.maybe("aim", Node::number)?.map(GoalId),
        mode: it.get("mode")?.word(&MODES)?,
        span: read_span(it)?,
    })
}

fn instant(instant: Instant) -> Node {
    Node::Number(instant.ms())
}

fn read_instant(it: Fields<'_>, name: &str) -> Option<Instant> {
    it.number(name).map(Instant::from_ms)
}

fn read_span(it: Fields<'_>) -> Option<Span> {
    Some(Span { start: read_instant(it, "start")?, end: read_instant(it, "end")? })
}

fn write_sites(sites: &[SitePattern]) -> Node {
    list(sites, |site| text(&site.to_string()))
}

fn read_sites(it: Fields<'_>) -> Option<Vec<SitePattern>> {
    it.list("sites", |node| SitePattern::from_stored(node.text()?))
}

fn write_texts(texts: &[String]) -> Node {
    list(texts, |it| text(it))
}

fn read_text(node: &Node) -> Option<String> {
    node.text().map(str::to_owned)
}
