//! Protected time as it stands at one instant: the occurrences in force, and an index of their
//! sites by host, so that a lookup does not grow with the sites of other hosts.

use crate::clock::{Clock, Instant};
use crate::exception::letting_through;
use crate::group::SiteGroup;
use crate::protocol::Mode;
use crate::rule::{Rule, RuleId};
use crate::schedule::Span;
use crate::site::{Address, SitePattern};
use crate::sorted::order;
use crate::state::State;
use crate::timetable::Timetable;

/// One occurrence that is in force.
#[derive(Debug, Clone, Copy)]
pub struct Occurrence<'a> {
    /// Its rule; none for a focus.
    pub rule: Option<&'a Rule>,
    /// Cover or dim.
    pub mode: Mode,
    /// From its start to its end.
    pub span: Span,
}

/// One site pattern in force, and the occurrence that it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Held<'a> {
    /// The pattern.
    pub site: &'a SitePattern,
    /// The group it comes from, if any.
    pub group: Option<&'a SiteGroup>,
    /// The occurrence.
    pub by: Occurrence<'a>,
}

/// Protected time at one instant.
pub struct Protected<'a> {
    occurrences: Vec<Occurrence<'a>>,
    held: Vec<Held<'a>>,
    /// Places in `held`, by host.
    by_host: Vec<usize>,
    lets: Vec<Let<'a>>,
    until: Option<Instant>,
}

/// A group that an exception lets through.
#[derive(Debug, Clone, Copy)]
pub struct Let<'a> {
    /// The group.
    pub group: &'a SiteGroup,
    /// Until when.
    pub until: Instant,
}

impl<'a> Protected<'a> {
    /// What is protected now.
    #[must_use]
    pub fn at(clock: Clock<'_>, state: &'a State, timetable: &'a Timetable) -> Self {
        let mut occurrences: Vec<Occurrence<'a>> = timetable
            .in_force()
            .map(|it| Occurrence { rule: Some(it.rule), mode: it.rule.mode, span: it.piece.span })
            .collect();
        let focus = state.focus.filter(|focus| focus.span.holds(clock.now));
        occurrences.extend(focus.map(|focus| Occurrence {
            rule: None,
            mode: Mode::Cover,
            span: focus.span,
        }));

        let mut held = Vec::new();
        for by in &occurrences {
            // A focus covers the sites of all rules.
            let rules = by.rule.map_or(state.rules.as_slice(), std::slice::from_ref);
            for rule in rules {
                let patterns = rule.patterns(&state.groups);
                held.extend(patterns.map(|(site, group)| Held { site, group, by: *by }));
            }
        }
        let host = |place: usize| held.get(place).map(|it: &Held<'_>| it.site.host());
        let by_host = order(held.len(), &|one, other| host(one).cmp(&host(other)));
        let until = timetable.until(clock, state);
        Self { occurrences, held, by_host, lets: lets(clock, state), until }
    }

    /// The occurrences in force, rules in the order they were made, a focus last.
    #[must_use]
    pub fn occurrences(&self) -> &[Occurrence<'a>] {
        &self.occurrences
    }

    /// Every site pattern in force.
    #[must_use]
    pub fn held(&self) -> &[Held<'a>] {
        &self.held
    }

    /// The hosts in force, sorted, each with its site patterns.
    #[must_use]
    pub fn hosts(&self) -> Vec<(&'a str, Vec<Held<'a>>)> {
        let mut hosts: Vec<(&'a str, Vec<Held<'a>>)> = Vec::new();
        for held in self.by_host.iter().filter_map(|place| self.held.get(*place)) {
            match hosts.last_mut() {
                Some((host, of_host)) if *host == held.site.host() => of_host.push(*held),
                Some(_) | None => hosts.push((held.site.host(), vec![*held])),
            }
        }
        hosts
    }

    /// Whether no time is protected now.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.occurrences.is_empty()
    }

    /// The site patterns that hold an address.
    pub fn holding<'s>(&'s self, address: &'s Address) -> impl Iterator<Item = Held<'a>> + 's {
        address
            .domains()
            .flat_map(|host| self.of_host(host))
            .filter_map(|place| self.held.get(*place).copied())
            .filter(|it| it.site.matches(address))
    }

    /// The places in `held` of one host.
    fn of_host(&self, host: &str) -> &[usize] {
        let of = |place: &usize| self.held.get(*place).map(|it| it.site.host());
        let from = self.by_host.partition_point(|place| of(place) < Some(host));
        let behind = self.by_host.get(from..).unwrap_or_default();
        behind.get(..behind.partition_point(|place| of(place) == Some(host))).unwrap_or_default()
    }

    /// The occurrence that names the time: the first of a rule, else the focus.
    #[must_use]
    pub fn leading(&self) -> Option<Occurrence<'a>> {
        self.occurrences.first().copied()
    }

    /// When protected time is over: the end of the unbroken chain of occurrences from now on.
    #[must_use]
    pub fn until(&self) -> Option<Instant> {
        self.until
    }

    /// Groups that are let through now.
    #[must_use]
    pub fn lets(&self) -> &[Let<'a>] {
        &self.lets
    }

    /// When protected time that holds now began.
    #[must_use]
    pub fn since(&self) -> Option<Instant> {
        self.occurrences.iter().map(|it| it.span.start).min()
    }
}

impl Occurrence<'_> {
    /// The rule's id; none for a focus.
    #[must_use]
    pub fn rule_id(&self) -> Option<RuleId> {
        self.rule.map(|rule| rule.id)
    }
}

/// The groups that exceptions let through now.
fn lets<'a>(clock: Clock<'_>, state: &'a State) -> Vec<Let<'a>> {
    let now = letting_through(clock, &state.exceptions).into_iter();
    let now = now.filter(|(_, span)| span.holds(clock.now));
    now.flat_map(|(exception, span)| {
        let groups = state.groups.iter().filter(|it| exception.groups.contains(&it.id));
        groups.map(move |group| Let { group, until: span.end })
    })
    .collect()
}
