//! The whole outside state that is wanted now, derived anew after every event.

use crate::access::Access;
use crate::clock::{Clock, DAY, Instant, MINUTE};
use crate::exception::letting_through;
use crate::grant::{Grant, Scope};
use crate::protected::{Held, Protected};
use crate::protocol::{
    Alarm, AlarmName, Around, Badge, ContentScript, Mode, NetworkAction, NetworkRule, Posture,
    TabVeil, TabVerdict,
};
use crate::site::{Address, SitePattern};
use crate::sorted::sorted;
use crate::state::State;
use crate::timetable::Timetable;
use crate::verdict::verdict;

/// The heartbeat begins so long before protected time, because alarms get lost and clocks jump.
const HEARTBEAT_LEAD: i64 = 10 * MINUTE;

/// The posture for a state as the browser stands.
#[must_use]
pub fn posture(
    clock: Clock<'_>,
    state: &State,
    timetable: &Timetable,
    protected: &Protected<'_>,
    around: &Around,
) -> Posture {
    let reached = reached(protected, &around.origins);
    Posture {
        network_rules: network_rules(clock, protected, &reached, &state.grants),
        content_scripts: content_scripts(&reached),
        veils: veils(clock, state, protected, around),
        badge: badge(clock, state, protected),
        alarms: alarms(clock, state, timetable, protected),
        zone: state.settings.zone.clone(),
        watch_tabs: !protected.is_empty(),
    }
}

/// The network rules for what is covered: few, with long host lists. Overrides, and groups
/// that an exception lets through, are `allow` rules above them, so that the same patterns decide here and in [`verdict`].
#[must_use]
pub fn network_rules(
    clock: Clock<'_>,
    protected: &Protected<'_>,
    reached: &[Reached<'_>],
    grants: &[Grant],
) -> Vec<NetworkRule> {
    let grants: Vec<&Grant> = grants.iter().filter(|grant| grant.holds(clock.now)).collect();
    if grants.iter().any(|grant| grant.scope == Scope::Everything) {
        return Vec::new();
    }
    let covered: Vec<&SitePattern> = reached.iter().flat_map(|(_, held)| covered(held)).collect();
    if covered.is_empty() {
        return Vec::new();
    }
    let let_through = protected.lets().iter().flat_map(|it| &it.group.sites);
    let lifted = sorted(grants.iter().flat_map(|grant| grant.scope.sites()).chain(let_through));
    let mut rules = Vec::new();
    add_rules(&mut rules, NetworkAction::Cover, covered);
    add_rules(&mut rules, NetworkAction::Allow, lifted);
    rules
}

fn covered<'a>(held: &[Held<'a>]) -> Vec<&'a SitePattern> {
    sorted(held.iter().filter(|it| it.by.mode == Mode::Cover).map(|it| it.site))
}

/// A host in force to which we hold access, with its site patterns.
pub type Reached<'a> = (&'a str, Vec<Held<'a>>);

/// The hosts in force to which we hold access.
#[must_use]
pub fn reached<'a>(protected: &Protected<'a>, origins: &[String]) -> Vec<Reached<'a>> {
    let access = Access::from_origins(origins);
    protected.hosts().into_iter().filter(|(host, _)| access.reaches(host)).collect()
}

/// Whole hosts share one rule; a port or a path needs one of its own.
fn add_rules(rules: &mut Vec<NetworkRule>, action: NetworkAction, sites: Vec<&SitePattern>) {
    let priority = match action {
        NetworkAction::Cover => 1,
        NetworkAction::Allow => 2,
    };
    let (whole, parts): (Vec<&SitePattern>, Vec<&SitePattern>) =
        sites.into_iter().partition(|site| site.is_whole_host());
    let mut add = |domains: Vec<String>, regex: String| {
        let id = u32::try_from(rules.len()).unwrap_or(u32::MAX).saturating_add(1);
        rules.push(NetworkRule { id, priority, action, domains, regex });
    };
    if let Some(first) = whole.first() {
        add(whole.iter().map(|site| site.host().to_owned()).collect(), first.regex());
    }
    for site in parts {
        add(vec![site.host().to_owned()], site.regex());
    }
}

fn content_scripts(reached: &[Reached<'_>]) -> Vec<ContentScript> {
    let origin = |(_, held): &Reached<'_>| held.first().map(|it| it.site.origin());
    let matches: Vec<String> = reached.iter().filter_map(origin).collect();
    if matches.is_empty() {
        return Vec::new();
    }
    vec![ContentScript { id: "cover".to_owned(), matches }]
}

fn veils(
    clock: Clock<'_>,
    state: &State,
    protected: &Protected<'_>,
    around: &Around,
) -> Vec<TabVeil> {
    let demo = state.demo.filter(|demo| clock.now < demo.end);
    let of_tab = |id: i32, url: &str| {
        let address = Address::parse(url)?;
        match verdict(clock, protected, &state.grants, &address).for_tab() {
            TabVerdict::Veiled { mode, until } => Some(TabVeil { tab: id, mode, until }),
            TabVerdict::Open {} => demo.filter(|demo| demo.tab == id).map(|demo| TabVeil {
                tab: id,
                mode: Mode::Cover,
                until: demo.end.ms(),
            }),
        }
    };
    around.tabs.iter().filter_map(|tab| of_tab(tab.id, &tab.url)).collect()
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
        goal: leading.rule.map(|rule| rule.goal.clone()).unwrap_or_default(),
        until: until.ms(),
    }
}

/// Two alarms at most: the next change, and the heartbeat around protected time.
fn alarms(
    clock: Clock<'_>,
    state: &State,
    timetable: &Timetable,
    protected: &Protected<'_>,
) -> Vec<Alarm> {
    let ends = [
        timetable.next_change(),
        state.focus.map(|focus| focus.span.end),
        state.demo.map(|demo| demo.end),
        state.settings.lead_waits.map(|(_, until)| until),
    ];
    let let_through = letting_through(clock, &state.exceptions);
    let changes = ends
        .into_iter()
        .flatten()
        .chain(state.grants.iter().map(Grant::end))
        .chain(state.leaving.iter().map(|leaving| leaving.until))
        .chain(let_through.into_iter().flat_map(|(_, span)| [span.start, span.end]))
        .filter(|instant| *instant > clock.now);
    let Some(change) = changes.min() else {
        return Vec::new();
    };
    let at = change.min(clock.now.plus(DAY));
    let mut alarms = vec![Alarm { name: AlarmName::Change, at: at.ms(), every: 0 }];
    let next = timetable.next().map(|it| it.piece.span.start);
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
