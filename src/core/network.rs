//! What the verdict says, as rules that the browser applies by itself: to navigations (the network
//! layer), and to moves within a page (the page rules). The most specific pattern that matches
//! decides, by priority; overrides and exceptions stand over all. A law holds these rules and
//! [`crate::verdict`] against each other.

use std::cmp::Ordering;

use crate::clock::Clock;
use crate::grace::{Cause, Grace};
use crate::grant::{Grant, Scope};
use crate::protected::{Held, Protected};
use crate::protocol::{Mode, NetworkAction, NetworkRule, SessionRule};
use crate::site::{Rank, SitePattern, domains};
use crate::sorted::{by, sorted};

/// So many dynamic rules with a regular expression either browser takes
/// (`MAX_NUMBER_OF_REGEX_RULES`,
/// <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/declarativeNetRequest>).
const LIMIT: usize = 1_000;

/// The rules of the network layer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Network {
    /// The rules.
    pub rules: Vec<NetworkRule>,
    /// Patterns, as text, that the browser has no room for: their tabs are covered once they open.
    pub left_out: Vec<String>,
}

/// The rules for navigations: what is covered, not what is only dimmed. `sites` are the patterns in
/// force to whose hosts we hold access.
#[must_use]
pub fn network(
    clock: Clock<'_>,
    protected: &Protected<'_>,
    sites: &[Held<'_>],
    grants: &[Grant],
) -> Network {
    let covered = sites.iter().copied().filter(|held| held.by.mode == Mode::Cover);
    let mut words = Words::new(clock, protected, &covered.collect::<Vec<_>>(), grants);
    let mut left_out = words.take_out(SitePattern::fits_the_network);
    let mut rules = words.rules();
    if rules.len() > LIMIT {
        left_out.extend(fit(&mut rules));
    }
    let left_out = sorted(left_out).into_iter().map(ToString::to_string).collect();
    Network {
        rules: rules.into_iter().zip(1..).map(|(rule, id)| rule.told(id)).collect(),
        left_out,
    }
}

/// The rules for moves within a page: what is covered or dimmed. `cover` stands for both.
#[must_use]
pub fn page_rules(
    clock: Clock<'_>,
    protected: &Protected<'_>,
    sites: &[Held<'_>],
    grants: &[Grant],
) -> Vec<NetworkRule> {
    let rules = Words::new(clock, protected, sites, grants).rules();
    rules.into_iter().zip(1..).map(|(rule, id)| rule.told(id)).collect()
}

/// The priority of what grants of private windows let through: over every rule that covers.
const OVER_ALL: u32 = 1_000_000;

/// What lets a tab that is given a moment go on within its host: a sentence may end with "Send".
#[must_use]
pub fn graced(graces: &[Grace]) -> Vec<SessionRule> {
    let rule = |(grace, id): (&Grace, u32)| {
        let (domains, regex) = (vec![grace.host.clone()], "^https?:".to_owned());
        let (priority, action) = (OVER_ALL, NetworkAction::Allow);
        let rule = NetworkRule { id, priority, action, domains, regex };
        SessionRule { tabs: vec![grace.tab], rule }
    };
    graces.iter().filter(|grace| grace.cause != Cause::Over).zip(1..).map(rule).collect()
}

/// The rules of what grants open, whatever else is covered. A pattern that does not fit is left out.
#[must_use]
pub fn lifting<'a>(clock: Clock<'_>, grants: impl Iterator<Item = &'a Grant>) -> Vec<NetworkRule> {
    let mut rules = Vec::new();
    let mut add = |domains: Vec<String>, regex: String| {
        let id = u32::try_from(rules.len() + 1).unwrap_or(u32::MAX);
        let (priority, action) = (OVER_ALL, NetworkAction::Allow);
        rules.push(NetworkRule { id, priority, action, domains, regex });
    };
    for grant in grants.filter(|grant| grant.holds(clock.now)) {
        if grant.scope == Scope::Everything {
            add(Vec::new(), "^https?:".to_owned());
        }
        let sites = grant.scope.sites().iter();
        for site in sites.filter(|site| !site.lets_through() && site.fits_the_network()) {
            add(vec![site.host().to_owned()], site.regex());
        }
    }
    rules
}

/// The patterns that have a say.
struct Words<'a> {
    covered: Vec<&'a SitePattern>,
    let_through: Vec<&'a SitePattern>,
    /// Over all others.
    lifted: Vec<&'a SitePattern>,
}

/// One rule, and the patterns it is made of.
struct Rule<'a> {
    priority: u32,
    action: NetworkAction,
    regex: String,
    sites: Vec<&'a SitePattern>,
}

impl<'a> Words<'a> {
    fn new(
        clock: Clock<'_>,
        protected: &Protected<'a>,
        held: &[Held<'a>],
        grants: &'a [Grant],
    ) -> Self {
        let grants: Vec<&Grant> = grants.iter().filter(|grant| grant.holds(clock.now)).collect();
        let covered = held.iter().map(|held| held.site).filter(|site| !site.lets_through());
        let mut covered = sorted(covered.collect());
        if grants.iter().any(|grant| grant.scope == Scope::Everything) {
            covered.clear();
        }
        // Only hosts that meet a covered one have a say.
        let hosts = sorted(covered.iter().map(|site| site.host()).collect());
        let above = sorted(covered.iter().flat_map(|site| domains(site.host())).collect());
        let meets = |site: &&SitePattern| {
            above.binary_search(&site.host()).is_ok()
                || domains(site.host()).any(|host| hosts.binary_search(&host).is_ok())
        };
        let lets = protected.held().iter().map(|held| held.site);
        let lets = lets.filter(|site| site.lets_through());
        let by_grants = grants.into_iter().flat_map(|grant| grant.scope.sites());
        let by_exceptions = protected.lets().iter().flat_map(|it| it.group.sites.iter());
        let lifted = by_grants.chain(by_exceptions).filter(|site| !site.lets_through());
        Self {
            let_through: sorted(lets.filter(meets).collect()),
            lifted: sorted(lifted.filter(meets).collect()),
            covered,
        }
    }

    /// Takes out what does not fit, and what it would have kept open. Gives what is not covered by
    /// the rules that are left.
    fn take_out(&mut self, fits: fn(&SitePattern) -> bool) -> Vec<&'a SitePattern> {
        let lets: Vec<&SitePattern> = self.let_through.extract_if(.., |it| !fits(it)).collect();
        let lifted: Vec<&SitePattern> = self.lifted.extract_if(.., |it| !fits(it)).collect();
        let opens = |site: &SitePattern| {
            lets.iter().any(|it| it.may_open(site)) || lifted.iter().any(|it| it.meets(site))
        };
        self.covered.extract_if(.., |site| !fits(site) || opens(site)).collect()
    }

    /// Patterns of one rank and one expression share a rule: whole hosts most of all.
    fn rules(&self) -> Vec<Rule<'a>> {
        let word = |action, over, site: &&'a SitePattern| Word {
            over,
            rank: if over { Rank::default() } else { site.rank() },
            action,
            regex: site.regex(),
            site,
        };
        let mut words: Vec<Word<'a>> = Vec::new();
        words.extend(self.covered.iter().map(|site| word(NetworkAction::Cover, false, site)));
        words.extend(self.let_through.iter().map(|site| word(NetworkAction::Allow, false, site)));
        words.extend(self.lifted.iter().map(|site| word(NetworkAction::Allow, true, site)));
        let mut rules: Vec<Rule<'a>> = Vec::new();
        let mut last: Option<Word<'a>> = None;
        let mut priority = 1;
        for word in by(words, &Word::precedence) {
            if last.as_ref().is_some_and(|last| (last.over, &last.rank) != (word.over, &word.rank))
            {
                priority += 2;
            }
            match rules.last_mut().filter(|_| last.as_ref().is_some_and(|last| last.shares(&word)))
            {
                Some(rule) => rule.sites.push(word.site),
                None => rules.push(Rule {
                    // At one rank, what lets through stands over what covers.
                    priority: priority + u32::from(word.action == NetworkAction::Allow),
                    action: word.action,
                    regex: word.regex.clone(),
                    sites: vec![word.site],
                }),
            }
            last = Some(word);
        }
        if self.covered.is_empty() { Vec::new() } else { rules }
    }
}

/// One pattern, ready to be put in its place.
struct Word<'a> {
    /// Over all that have none of this.
    over: bool,
    rank: Rank,
    action: NetworkAction,
    regex: String,
    site: &'a SitePattern,
}

impl Word<'_> {
    fn precedence(one: &Self, other: &Self) -> Ordering {
        let key = |it: &'_ Self| (it.over, it.action == NetworkAction::Allow);
        key(one)
            .0
            .cmp(&key(other).0)
            .then_with(|| one.rank.cmp(&other.rank))
            .then_with(|| key(one).1.cmp(&key(other).1))
            .then_with(|| one.regex.cmp(&other.regex))
    }

    fn shares(&self, other: &Self) -> bool {
        Self::precedence(self, other).is_eq()
    }
}

impl Rule<'_> {
    fn told(self, id: u32) -> NetworkRule {
        let domains = sorted(self.sites.iter().map(|site| site.host().to_owned()).collect());
        let Self { priority, action, regex, .. } = self;
        NetworkRule { id, priority, action, domains, regex }
    }
}

/// Leaves out what is too much: first the rules of the fewest sites. Where a rule that opens goes,
/// what it would have opened goes with it.
fn fit<'a>(rules: &mut Vec<Rule<'a>>) -> Vec<&'a SitePattern> {
    let is_cover = |rule: &Rule<'_>| rule.action == NetworkAction::Cover;
    let all = std::mem::take(rules);
    let top = all.iter().map(|rule| rule.priority).max();
    let (covers, allows): (Vec<Rule<'a>>, Vec<Rule<'a>>) = all.into_iter().partition(is_cover);
    let size = |rule: &Rule<'_>| (Some(rule.priority) == top, rule.sites.len());
    let mut allows = by(allows, &|one, other| size(other).cmp(&size(one)));
    let mut covers = by(covers, &|one, other| size(other).cmp(&size(one)));
    let gone =
        allows.split_off(allows.len().min((LIMIT / 2).max(LIMIT.saturating_sub(covers.len()))));
    let gone: Vec<&SitePattern> = gone.into_iter().flat_map(|rule| rule.sites).collect();
    let mut left_out = Vec::new();
    for rule in &mut covers {
        left_out.extend(rule.sites.extract_if(.., |site| gone.iter().any(|it| it.meets(site))));
    }
    covers.retain(|rule| !rule.sites.is_empty());
    let room = LIMIT.saturating_sub(allows.len()).min(covers.len());
    left_out.extend(covers.split_off(room).into_iter().flat_map(|rule| rule.sites));
    allows.append(&mut covers);
    *rules = allows;
    left_out
}
