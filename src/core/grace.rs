//! A moment that a tab is given when a stretch begins: someone is in a call there, or finishes a
//! sentence. It is no override that anybody asked for; it opens one tab, on its own host, and ends by
//! itself.
//!
//! Graces name tabs, so they are kept for as long as the browser runs and no longer.

use crate::clock::{Clock, Instant, MINUTE};
use crate::grant::{Grant, whole_minutes};
use crate::group::SiteGroup;
use crate::node::{Node, list, maybe, number, object, text};
use crate::protected::{Held, Protected};
use crate::protocol::{Around, Entry, Line, Mode, OverrideEnding, Reason, Stands, TabSeen};
use crate::site::Address;
use crate::verdict::{Verdict, verdict};

/// A stretch counts as beginning for so long, in milliseconds: alarms come late.
const BEGINNING: i64 = MINUTE;
/// How long a sentence may take, in milliseconds.
const SENTENCE: i64 = MINUTE;
/// After so long a silence a call counts as over, in milliseconds.
const SILENCE: i64 = MINUTE;
/// The presets whose sites people talk on, by their ids.
const TALKING: [&str; 2] = ["chat", "meetings"];

/// One tab's moment, also for a while after it is over: there is one in a stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grace {
    /// The tab.
    pub tab: i32,
    /// The host that it was on; elsewhere it is covered.
    pub host: String,
    /// The pattern that would cover it.
    pub site: String,
    /// When it began.
    pub start: Instant,
    /// When the stretch is over, and this forgotten.
    pub until: Instant,
    /// Why, and how far it is.
    pub cause: Cause,
}

/// Why a tab is given a moment, and how far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Someone is typing.
    Typing {
        /// When the moment is over.
        end: Instant,
    },
    /// Someone is in a call.
    Call {
        /// Since when nothing is heard; none while something is.
        silent: Option<Instant>,
    },
    /// It is over.
    Over,
}

impl Grace {
    /// When it ends if nothing else happens; none while someone talks, or when it is over.
    #[must_use]
    pub fn end(&self) -> Option<Instant> {
        match self.cause {
            Cause::Typing { end } => Some(end),
            Cause::Call { silent } => silent.map(|since| since.plus(SILENCE)),
            Cause::Over => None,
        }
    }

    /// What is said of it; nothing when it is over.
    #[must_use]
    pub fn line(&self) -> Option<Line> {
        match self.cause {
            Cause::Typing { end } => Some(Line::Typing { until: end.ms() }),
            Cause::Call { .. } => Some(Line::Call {}),
            Cause::Over => None,
        }
    }

    /// Whether it opens a page of a tab.
    #[must_use]
    pub fn opens(&self, tab: i32, address: &Address) -> bool {
        self.tab == tab && self.cause != Cause::Over && address.host() == self.host
    }
}

/// Whether one of the graces opens a page of a tab.
#[must_use]
pub fn opens(graces: &[Grace], tab: i32, address: &Address) -> bool {
    graces.iter().any(|grace| grace.opens(tab, address))
}

/// Whether a page is covered by stretches that begin now, and was not before.
fn begins(clock: Clock<'_>, tab: &TabSeen, because: &[Held<'_>]) -> bool {
    let start = because.iter().map(|held| held.by.span.start).min();
    let since = start.map(|start| clock.now.since(start));
    tab.stands == Stands::Page && since.is_some_and(|since| (0..BEGINNING).contains(&since))
}

/// Whether to look for someone typing before a page is covered: only in the tab in front, only when
/// a rule's stretch begins, and once.
#[must_use]
pub fn may_be_typing(
    clock: Clock<'_>,
    graces: &[Grace],
    tab: &TabSeen,
    mode: Mode,
    because: &[Held<'_>],
) -> bool {
    tab.front
        && mode == Mode::Cover
        && because.iter().all(|held| held.by.rule.is_some())
        && !graces.iter().any(|grace| grace.tab == tab.id)
        && begins(clock, tab, because)
}

/// Whether anything of graces may have changed, so that [`look`] is worth its time.
#[must_use]
pub fn is_concerned(graces: &[Grace], around: &Around) -> bool {
    !graces.is_empty() || around.tabs.iter().any(|tab| tab.heard)
}

/// Looks at all tabs: what is silent long enough, gone, elsewhere or past its end is over, and calls
/// that a stretch finds get their moment. Gives the calls that are over now, with their end.
pub fn look(
    clock: Clock<'_>,
    graces: &mut Vec<Grace>,
    protected: &Protected<'_>,
    grants: &[Grant],
    around: &Around,
) -> Vec<(Grace, Instant)> {
    let now = clock.now;
    let mut over = Vec::new();
    for grace in graces.iter_mut() {
        let before = grace.clone();
        let tab = around.tabs.iter().find(|tab| tab.id == grace.tab);
        let is_here = tab
            .and_then(|tab| Address::parse(&tab.url))
            .is_some_and(|address| grace.opens(grace.tab, &address));
        if let Cause::Call { silent } = &mut grace.cause {
            let heard = tab.is_some_and(|tab| tab.heard);
            *silent = if heard { None } else { silent.or(Some(now)) };
        }
        let is_past = now < grace.start || grace.until <= now;
        if !is_here || is_past || grace.end().is_some_and(|end| end <= now) {
            grace.cause = Cause::Over;
        }
        if matches!(before.cause, Cause::Call { .. }) && grace.cause == Cause::Over {
            let end = now.min(before.until).max(before.start);
            over.push((before, end));
        }
    }
    graces.retain(|grace| grace.start <= now && now < grace.until);
    for tab in around.tabs.iter().filter(|tab| tab.heard) {
        let is_known = graces.iter().any(|grace| grace.tab == tab.id);
        let Some(address) = Address::parse(&tab.url).filter(|_| !is_known) else { continue };
        graces.extend(found(clock, protected, grants, tab, &address).and_then(in_call));
    }
    over
}

/// Someone is typing in a tab that was about to be covered.
#[must_use]
pub fn typing(
    clock: Clock<'_>,
    graces: &[Grace],
    protected: &Protected<'_>,
    grants: &[Grant],
    tab: &TabSeen,
) -> Option<Grace> {
    let is_known = graces.iter().any(|grace| grace.tab == tab.id);
    let address = Address::parse(&tab.url).filter(|_| !is_known)?;
    let (grace, _) = found(clock, protected, grants, tab, &address)?;
    let end = grace.start.plus(SENTENCE).min(grace.until);
    Some(Grace { cause: Cause::Typing { end }, ..grace })
}

/// The moment of a tab whose page a stretch begins to cover, not begun yet, and what covers it.
fn found<'a>(
    clock: Clock<'_>,
    protected: &Protected<'a>,
    grants: &[Grant],
    tab: &TabSeen,
    address: &Address,
) -> Option<(Grace, Vec<Held<'a>>)> {
    match verdict(clock, protected, grants, address) {
        Verdict::Veiled { mode: Mode::Cover, until, because } => {
            let first = because.first().filter(|_| begins(clock, tab, &because))?;
            let (host, site) = (address.host().to_owned(), first.site.to_string());
            let (start, cause) = (clock.now, Cause::Over);
            Some((Grace { tab: tab.id, host, site, start, until, cause }, because))
        }
        Verdict::Veiled { mode: Mode::Dim, .. } | Verdict::Open | Verdict::Lifted { .. } => None,
    }
}

/// What is heard is a call where people talk; elsewhere it may be music.
fn in_call((grace, because): (Grace, Vec<Held<'_>>)) -> Option<Grace> {
    let talks = because.iter().any(|held| held.group.is_some_and(is_for_talking));
    talks.then_some(Grace { cause: Cause::Call { silent: None }, ..grace })
}

fn is_for_talking(group: &SiteGroup) -> bool {
    TALKING.contains(&group.id.as_str())
}

/// What the log says of a call that is over: an override that nobody had to ask for.
#[must_use]
pub fn call_entries(grace: &Grace, end: Instant, id: u32) -> [(Instant, Entry); 2] {
    let granted = Entry::OverrideGranted {
        grant: id,
        reason: Reason::Call,
        sites: vec![grace.site.clone()],
        minutes: 0,
        puller: String::new(),
        note: String::new(),
        instead: None,
        rules: Vec::new(),
    };
    let minutes = whole_minutes(end.since(grace.start));
    let how = OverrideEnding::Expired;
    let ended = Entry::OverrideEnded { grant: id, how, minutes, in_front: None };
    [(grace.start, granted), (end, ended)]
}

/// As they are kept for as long as the browser runs.
pub(crate) fn write(graces: &[Grace]) -> Node {
    list(graces, |grace| {
        let instant = |it: Instant| Node::Number(it.ms());
        let (kind, at) = match grace.cause {
            Cause::Typing { end } => ("typing", Some(end)),
            Cause::Call { silent } => ("call", silent),
            Cause::Over => ("over", None),
        };
        object([
            ("tab", number(grace.tab)),
            ("host", text(&grace.host)),
            ("site", text(&grace.site)),
            ("start", instant(grace.start)),
            ("until", instant(grace.until)),
            ("kind", text(kind)),
            ("at", maybe(at, instant)),
        ])
    })
}

/// None if any cannot be read.
pub(crate) fn read(node: &Node) -> Option<Vec<Grace>> {
    node.list(|node| {
        let it = node.any_fields()?;
        let at = it.get("at")?.maybe(|node| node.number().map(Instant::from_ms))?;
        let cause = match it.get("kind")?.text()? {
            "typing" => Cause::Typing { end: at? },
            "call" => Cause::Call { silent: at },
            _ => Cause::Over,
        };
        let (tab, host, site) = (it.number("tab")?, it.text("host")?, it.text("site")?);
        let start = it.number("start").map(Instant::from_ms)?;
        let until = it.number("until").map(Instant::from_ms)?;
        Some(Grace { tab, host, site, start, until, cause })
    })
}
