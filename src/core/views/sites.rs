//! Site groups, and what would happen to a page.

use super::Scene;
use super::health::{hosts, origins};
use crate::group::SiteGroup;
use crate::protocol::{
    AboutView, GroupView, GroupWaitView, HomeView, Mode, Posture, RuleOutcome, SiteHome,
    TabVerdict, TrailView, TryView,
};
use crate::rule::{Named, Rule};
use crate::site::{Address, SitePattern, deciding};
use crate::sorted::by;
use crate::verdict::{Verdict, verdict};

impl Scene<'_> {
    /// The person's own groups, as wished.
    pub(super) fn groups(&self) -> Vec<GroupView> {
        let groups = self.state.groups.iter();
        groups.map(|group| self.group(group)).collect()
    }

    fn group(&self, held: &SiteGroup) -> GroupView {
        let wish = self.state.group_wishes.iter().find(|wish| wish.group.id == held.id);
        let group = wish.map_or(held, |wish| &wish.group);
        let waits =
            wish.map(|wish| GroupWaitView { sites: texts(&held.sites), until: wish.until.ms() });
        let rules = self.state.rules.iter().filter(|rule| rule.groups.contains(&group.id));
        GroupView {
            id: group.id.clone(),
            name: group.name.clone(),
            sites: texts(&group.sites),
            origins: origins(group.sites.iter().collect()),
            rules: rules.map(|rule| rule.id.0).collect(),
            needs_access: hosts(&self.missing(group.sites.iter().collect())),
            waits,
        }
    }

    /// Where a site more could be put.
    pub(super) fn homes(&self) -> Vec<HomeView> {
        let rules = &self.state.rules;
        let named = |group: &&SiteGroup| rules.iter().any(|it| it.groups.contains(&group.id));
        let group = |group: &SiteGroup| HomeView {
            home: SiteHome::Group { id: group.id.clone() },
            label: group.name.clone(),
            days: Vec::new(),
        };
        let rule = |rule: &Rule| HomeView {
            home: SiteHome::Rule { id: rule.id.0 },
            label: rule.goal.clone(),
            days: rule.days(),
        };
        let alone = rules.iter().filter(|rule| rule.groups.is_empty() || !rule.sites.is_empty());
        let groups = self.state.groups.iter().filter(named);
        groups.map(group).chain(alone.map(rule)).collect()
    }

    /// What is wanted of the browser.
    #[must_use]
    pub fn about(&self, posture: Posture) -> AboutView {
        let mut sites: Vec<&SitePattern> =
            self.state.rules.iter().flat_map(|rule| rule.all_sites(&self.state.groups)).collect();
        sites.retain(|site| !site.lets_through());
        let held = self.protected.held().iter().map(|held| held.site);
        let reached = held.filter(|site| self.access.reaches(site.host()));
        let mut checks = reached.map(SitePattern::check_url);
        let is_covered = |url: &String| {
            let address = Address::parse(url);
            let verdict = address
                .map(|it| verdict(self.clock, &self.protected, &self.state.grants, &it).for_tab());
            matches!(verdict, Some(TabVerdict::Veiled { mode: Mode::Cover, .. }))
        };
        AboutView {
            now: self.clock.now.ms(),
            zone: self.state.settings.zone.clone(),
            posture,
            hosts: hosts(&sites),
            health: self.health(),
            check: checks.find(is_covered),
        }
    }

    /// What would happen to a page, and why.
    #[must_use]
    pub fn try_page(&self, url: &str) -> TryView {
        let address = Address::parse(url);
        let Some(address) = address.as_ref() else {
            return TryView {
                readable: false,
                now: Verdict::Open.for_tab(),
                lifted: false,
                rules: Vec::new(),
                trail: Vec::new(),
            };
        };
        let now = verdict(self.clock, &self.protected, &self.state.grants, address);
        let rules = self.state.rules.iter();
        TryView {
            readable: true,
            now: now.for_tab(),
            lifted: matches!(now, Verdict::Lifted { .. }),
            rules: rules.filter_map(|rule| self.outcome(rule, address)).collect(),
            trail: self.trail(address),
        }
    }

    fn outcome(&self, rule: &Rule, address: &Address) -> Option<RuleOutcome> {
        let decides = deciding(&rule.all_sites(&self.state.groups), address)?;
        Some(RuleOutcome {
            id: rule.id.0,
            goal: rule.goal.clone(),
            days: rule.days(),
            mode: (!decides.lets_through()).then_some(rule.mode),
        })
    }

    fn trail(&self, address: &Address) -> Vec<TrailView> {
        let (rules, groups) = (&self.state.rules, &self.state.groups);
        let of_rules = rules.iter().flat_map(|rule| rule.patterns(groups)).collect();
        let is_named = |group: &&SiteGroup| rules.iter().any(|it| it.groups.contains(&group.id));
        let others = groups.iter().filter(|group| !is_named(group));
        let of_others = others.flat_map(|it| it.sites.iter().map(move |site| (site, Some(it))));
        let mut trail = trail(of_rules, address, true);
        trail.extend(self::trail(of_others.collect(), address, false));
        trail
    }
}

/// The patterns that name an address, each once, the one that decides first.
fn trail(patterns: Vec<Named<'_>>, address: &Address, in_rule: bool) -> Vec<TrailView> {
    let mut naming: Vec<Named<'_>> = Vec::new();
    for found in patterns {
        if found.0.matches(address) && !naming.contains(&found) {
            naming.push(found);
        }
    }
    let precedence = |it: &Named<'_>| (it.0.rank(), it.0.lets_through());
    let naming = by(naming, &|one, other| precedence(other).cmp(&precedence(one)));
    let view = |(site, group): Named<'_>| TrailView {
        site: site.to_string(),
        group: group.map(|group| group.name.clone()).unwrap_or_default(),
        lets_through: site.lets_through(),
        in_rule,
    };
    naming.into_iter().map(view).collect()
}

fn texts(sites: &[SitePattern]) -> Vec<String> {
    sites.iter().map(ToString::to_string).collect()
}
