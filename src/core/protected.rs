//! Protected time as it stands at one instant: the occurrences in force, and an index of their
//! sites by host, so that a lookup does not grow with the sites of other hosts.

use crate::clock::{Clock, Instant};
use crate::exception::letting_through;
use crate::group::SiteGroup;
use crate::nudge::Sitting;
use crate::protocol::Mode;
use crate::rule::{Rule, RuleId};
use crate::schedule::Span;
use crate::site::{Address, HostIndex, SitePattern, domains};
use crate::sorted::by;
use crate::state::State;
use crate::timetable::Timetable;

/// One occurrence that is in force.
#[derive(Debug, Clone, Copy)]
pub struct Occurrence<'a> {
    /// Which it is.
    pub sitting: Sitting,
    /// Its rule; none for a focus or a make-up stretch.
    pub rule: Option<&'a Rule>,
    /// Cover or dim.
    pub mode: Mode,
    /// From its start to its end.
    pub span: Span,
}

/// One site pattern in force, be it that it covers or lets through, and its occurrence.
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
    by_host: HostIndex,
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
            .map(|it| Occurrence {
                sitting: Sitting::Occurrence(it.piece.key),
                rule: Some(it.rule),
                mode: it.rule.mode,
                span: it.piece.span,
            })
            .collect();
        let without_rule =
            state.without_rule().into_iter().filter(|(_, span)| span.holds(clock.now));
        occurrences.extend(without_rule.map(|(sitting, span)| Occurrence {
            sitting,
            rule: None,
            mode: Mode::Cover,
            span,
        }));

        let mut held = Vec::new();
        for by in &occurrences {
            // A focus or a make-up stretch covers the sites of all rules.
            let rules = by.rule.map_or(state.rules.as_slice(), std::slice::from_ref);
            for rule in rules {
                // While an edit waits, only what both versions let through is let through.
                let versions = occurrences.iter().filter_map(|it| it.rule);
                let versions: Vec<Vec<&SitePattern>> = versions
                    .filter(|other| other.id == rule.id && *other != rule)
                    .map(|other| other.all_sites(&state.groups))
                    .collect();
                for (site, group) in rule.patterns(&state.groups) {
                    if !site.lets_through() || versions.iter().all(|sites| sites.contains(&site)) {
                        held.push(Held { site, group, by: *by });
                    }
                }
            }
        }
        let by_host = HostIndex::new(held.iter().map(|it: &Held<'_>| it.site.host()));
        let until = timetable.until(clock, state);
        Self { occurrences, held, by_host, lets: lets(clock, state), until }
    }

    /// The occurrences in force, rules in the order they were made, those without a rule last.
    #[must_use]
    pub fn occurrences(&self) -> &[Occurrence<'a>] {
        &self.occurrences
    }

    /// Every site pattern in force, also those that let through.
    #[must_use]
    pub fn held(&self) -> &[Held<'a>] {
        &self.held
    }

    /// Whether no time is protected now.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.occurrences.is_empty()
    }

    /// The site patterns that name an address, the most specific first, and of equals those that
    /// let through: the first decides.
    #[must_use]
    pub fn naming(&self, address: &Address) -> Vec<Held<'a>> {
        let naming = domains(address.host()).flat_map(|host| {
            let held = self.by_host.of(host).iter().filter_map(|place| self.held.get(*place));
            held.filter(move |it| it.site.host() == host && it.site.matches(address))
        });
        let precedence = |held: &Held<'_>| (held.site.rank(), held.site.lets_through());
        by(naming.copied().collect(), &|one, other| precedence(other).cmp(&precedence(one)))
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
