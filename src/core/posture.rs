//! The whole outside state that is wanted now, derived anew after every event.

use crate::access::Access;
use crate::aim;
use crate::clock::{Clock, DAY, Instant, MINUTE};
use crate::exception::letting_through;
use crate::grace::{self, Grace};
use crate::grant::Grant;
use crate::network::{Network, graced, network, page_rules};
use crate::nudge;
use crate::protected::{Held, Protected};
use crate::protocol::{
    Alarm, AlarmName, Around, Badge, ContentScript, Line, Mode, Posture, Script, Stands, TabLine,
    TabSeen, TabTitle, TabVeil,
};
use crate::site::Address;
use crate::sorted::sorted;
use crate::state::State;
use crate::timetable::Timetable;
use crate::verdict::{Verdict, verdict};

/// The heartbeat begins so long before protected time, because alarms get lost and clocks jump.
const HEARTBEAT_LEAD: i64 = 10 * MINUTE;

/// An override is nearly over so long before its end, in milliseconds.
const CLOSING: i64 = MINUTE;

/// The posture for a state as the browser stands, and the patterns for which the network layer has
/// no room.
#[must_use]
pub fn posture(
    clock: Clock<'_>,
    state: &State,
    timetable: &Timetable,
    protected: &Protected<'_>,
    graces: &[Grace],
    around: &Around,
) -> (Posture, Vec<String>) {
    let access = Access::from_origins(&around.origins);
    let reached: Vec<Held<'_>> =
        protected.held().iter().copied().filter(|held| access.reaches(held.site.host())).collect();
    let Network { rules, left_out } = network(clock, protected, &reached, &state.grants);
    let posture = Posture {
        network_rules: rules,
        session_rules: graced(graces),
        content_scripts: content_scripts(&reached),
        page_rules: page_rules(clock, protected, &reached, &state.grants),
        veils: veils(clock, state, protected, graces, around),
        lines: lines(clock, state, protected, graces, around),
        badge: badge(clock, state, protected),
        alarms: alarms(clock, state, timetable, protected, graces),
        zone: state.settings.zone.clone(),
        watch_tabs: !protected.is_empty(),
        notices: nudge::standing(clock, state, timetable),
    };
    (posture, left_out)
}

/// One on all pages of the hosts that are covered or dimmed, to see moves within them; one on the
/// pages themselves, which is there before they are.
fn content_scripts(reached: &[Held<'_>]) -> Vec<ContentScript> {
    let sites = |lets_through: bool| {
        let held = reached.iter().map(|held| held.site);
        sorted(held.filter(|site| site.lets_through() == lets_through).collect())
    };
    let covered = sites(false);
    if covered.is_empty() {
        return Vec::new();
    }
    let script = |script, matches: Vec<String>, exclude_matches: Vec<String>| {
        let (matches, exclude_matches) = (sorted(matches), sorted(exclude_matches));
        ContentScript { script, matches, exclude_matches }
    };
    let hosts = covered.iter().map(|site| site.origin()).collect();
    let pages = covered.iter().flat_map(|site| site.pages()).collect();
    let spared = sites(true).iter().flat_map(|site| site.pages_for_certain()).collect();
    vec![script(Script::Moves, hosts, Vec::new()), script(Script::Cover, pages, spared)]
}

fn veils(
    clock: Clock<'_>,
    state: &State,
    protected: &Protected<'_>,
    graces: &[Grace],
    around: &Around,
) -> Vec<TabVeil> {
    let demo = state.demo.filter(|demo| clock.now < demo.end);
    let of_tab = |tab: &TabSeen| {
        let address = Address::parse(&tab.url).filter(|it| !grace::opens(graces, tab.id, it))?;
        match verdict(clock, protected, &state.grants, &address) {
            Verdict::Veiled { mode, until, because } => Some(TabVeil {
                tab: tab.id,
                mode,
                until: until.ms(),
                unless_typing: grace::may_be_typing(clock, graces, tab, mode, &because),
                title: title(&because),
            }),
            Verdict::Open | Verdict::Lifted { .. } => {
                demo.filter(|demo| demo.tab == tab.id).map(|demo| TabVeil {
                    tab: tab.id,
                    mode: Mode::Cover,
                    until: demo.end.ms(),
                    unless_typing: false,
                    title: TabTitle::Site,
                })
            }
        }
    };
    around.tabs.iter().filter_map(of_tab).collect()
}

/// The hosts of tabs that are to be veiled and into which the browser lets no veil.
#[must_use]
pub fn not_covered(posture: &Posture, around: &Around) -> Vec<String> {
    let wanted = |tab: &&TabSeen| {
        tab.stands == Stands::Refused && posture.veils.iter().any(|it| it.tab == tab.id)
    };
    let addresses = around.tabs.iter().filter(wanted).filter_map(|tab| Address::parse(&tab.url));
    sorted(addresses.map(|address| address.host().to_owned()).collect())
}

/// What a covered tab is called: as the rule that names it most exactly says.
fn title(because: &[Held<'_>]) -> TabTitle {
    because.first().and_then(|held| held.by.rule).map(|rule| rule.tab_title).unwrap_or_default()
}

/// What is said in the tabs that are given a moment, and in the one before the person when the override
/// by which it is open is nearly over.
fn lines(
    clock: Clock<'_>,
    state: &State,
    protected: &Protected<'_>,
    graces: &[Grace],
    around: &Around,
) -> Vec<TabLine> {
    let line = |grace: &Grace| Some(TabLine { tab: grace.tab, line: grace.line()? });
    let mut lines: Vec<TabLine> = graces.iter().filter_map(line).collect();
    let front = around.tabs.iter().find(|tab| tab.front);
    let address = front.and_then(|tab| Address::parse(&tab.url));
    if let (Some(tab), Some(address)) = (front, address)
        && !lines.iter().any(|line| line.tab == tab.id)
        && let Verdict::Lifted { until } = verdict(clock, protected, &state.grants, &address)
        && closes(clock, protected, &state.grants).contains(&until)
    {
        lines.push(TabLine { tab: tab.id, line: Line::Closing { until: until.ms() } });
    }
    lines
}

/// When overrides end that are nearly over, and after which time goes on being protected.
fn closes(clock: Clock<'_>, protected: &Protected<'_>, grants: &[Grant]) -> Vec<Instant> {
    let over = protected.until();
    let ends = grants.iter().filter(|grant| grant.holds(clock.now)).map(Grant::end);
    let ends = ends.filter(|end| over.is_some_and(|over| *end < over));
    ends.filter(|end| end.since(clock.now) <= CLOSING).collect()
}

fn badge(clock: Clock<'_>, state: &State, protected: &Protected<'_>) -> Badge {
    let minutes = |until: Instant| {
        u32::try_from(until.since(clock.now).saturating_add(MINUTE - 1) / MINUTE)
            .unwrap_or_default()
    };
    let (Some(leading), Some(until)) = (protected.leading(), protected.until()) else {
        return Badge::Quiet {};
    };
    let lifting = state.grants.iter().filter(|grant| grant.holds(clock.now)).map(Grant::end).max();
    if let Some(until) = lifting.map(|end| end.min(until)) {
        return Badge::Lifted { minutes: minutes(until), until: until.ms() };
    }
    Badge::Protected {
        minutes: minutes(until),
        goal: aim::of(state, leading).line.to_owned(),
        until: until.ms(),
    }
}

/// Two alarms at most: the next change, and the heartbeat around protected time.
fn alarms(
    clock: Clock<'_>,
    state: &State,
    timetable: &Timetable,
    protected: &Protected<'_>,
    graces: &[Grace],
) -> Vec<Alarm> {
    let ends = [
        timetable.next_change(),
        state.demo.map(|demo| demo.end),
        state.settings.lead_waits.map(|(_, until)| until),
        nudge::next(clock, state, timetable, protected.until()),
    ];
    let let_through = letting_through(clock, &state.exceptions);
    let changes = ends
        .into_iter()
        .flatten()
        .chain(state.without_rule().into_iter().flat_map(|(_, span)| [span.start, span.end]))
        .chain(state.grants.iter().flat_map(|it| [it.end().plus(-CLOSING), it.end()]))
        .chain(graces.iter().filter_map(Grace::end))
        .chain(state.leaving.iter().map(|leaving| leaving.until))
        .chain(state.group_wishes.iter().map(|wish| wish.until))
        .chain(let_through.into_iter().flat_map(|(_, span)| [span.start, span.end]))
        .filter(|instant| *instant > clock.now);
    let Some(change) = changes.min() else {
        return Vec::new();
    };
    let at = change.min(clock.now.plus(DAY));
    let mut alarms = vec![Alarm { name: AlarmName::Change, at: at.ms(), every: 0 }];
    let make_ups = state.make_ups.iter().map(|it| it.span.start).filter(|at| *at > clock.now);
    let next = timetable.next().map(|it| it.piece.span.start).into_iter().chain(make_ups).min();
    let heartbeat = if protected.is_empty() {
        let soon = next.filter(|start| *start < clock.now.plus(DAY));
        soon.map(|start| start.plus(-HEARTBEAT_LEAD))
    } else {
        protected.since()
    };
    if let Some(start) = heartbeat {
        alarms.push(Alarm { name: AlarmName::Heartbeat, at: start.ms(), every: 1 });
    }
    alarms
}
