//! Laws of sites: one definition gives the verdict, the network rules and what moves in a page are
//! held against; here they are read independently and held against each other.

use proptest::prelude::*;
use regex::Regex;
use ringfence_core::clock::Clock;
use ringfence_core::network::{Network, network, page_rules};
use ringfence_core::protected::Protected;
use ringfence_core::protocol::{
    Day as Weekday, Mode, NetworkAction, NetworkRule, Reason, RuleDraft, ScopeDraft,
};
use ringfence_core::site::{Address, SitePattern};
use ringfence_core::state::State;
use ringfence_core::timetable::Timetable;
use ringfence_core::verdict::{Verdict, verdict};

use crate::cases::cases;
use crate::day::{Day, draft, override_draft};
use crate::standard::{Standard, site};

fn word(words: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(words.to_vec())
}

/// Patterns of a small world, so that they meet often.
fn pattern() -> impl Strategy<Value = String> {
    let host = word(&["ex", "a.ex", "b.a.ex", "c.b.a.ex", "xa.ex", "10.0.0.7"]);
    let segment = word(&["p", "q", "P", "p%2fq", "ü", "*", "**", "x.y"]);
    let port = word(&["", "", "", ":80", ":443", ":8080"]);
    let query = word(&["", "", "?k", "?k=1", "?k=1&l=2", "?l"]);
    let path = prop::collection::vec(segment, 0..4);
    (any::<bool>(), any::<bool>(), host, port, path, query)
        .prop_map(|(lets, below, host, port, path, query)| {
            let lets = if lets { "!" } else { "" };
            let below = if below && !host.starts_with('1') { "*." } else { "" };
            let path: String = path.iter().flat_map(|segment| ["/", segment]).collect();
            format!("{lets}{below}{host}{port}{path}{query}")
        })
        .prop_filter("two ** at most", |text| text.matches("**").count() <= 2)
}

/// Addresses of the same world, as a browser writes them.
fn url() -> impl Strategy<Value = String> {
    let scheme = word(&["http", "https"]);
    let user = word(&["", "", "", "u@", "a.ex:8080@", "u:p@"]);
    let host = word(&["ex", "a.ex", "b.a.ex", "c.b.a.ex", "xa.ex", "a.ex.", "10.0.0.7", "0xa.7"]);
    let port = word(&["", "", "", ":80", ":443", ":8080"]);
    let segment = word(&["p", "q", "P", "p%2Fq", "p%2fq", "%C3%BC", "ü", "x.y", "xzy", "pp", ""]);
    let path = prop::collection::vec(segment, 0..5);
    let end = word(&["", "/", "?k=1", "?k", "?l=2&k=1", "?kk=1", "?k=12", "#p?k=1", "/?K=1#/p"]);
    (scheme, user, host, port, path, end).prop_map(|(scheme, user, host, port, path, end)| {
        let path: String = path.iter().flat_map(|segment| ["/", segment]).collect();
        let text = format!("{scheme}://{user}{host}{port}{path}{end}");
        url::Url::parse(&text).unwrap().to_string()
    })
}

fn rule(sites: &[String], mode: Mode) -> RuleDraft {
    let sites: Vec<&str> = sites.iter().map(String::as_str).collect();
    RuleDraft { mode, ..draft(&[Weekday::Mon], &["11:00-13:00"], &sites) }
}

/// A Monday at noon, in the middle of these rules.
fn noon(rules: &[RuleDraft]) -> Day {
    let mut day = Day::at("2026-11-23 12:00");
    day.origins = vec!["<all_urls>".into()];
    for rule in rules {
        day.page(ringfence_core::protocol::CoreEvent::SaveRule {
            rule: rule.clone(),
            groups: crate::standard::drafts(),
        });
    }
    day
}

/// What the browser does by these rules
/// (<https://developer.chrome.com/docs/extensions/reference/api/declarativeNetRequest>): of those
/// that match the highest priority decides, and at one priority `allow` does.
fn browser(rules: &[NetworkRule], text: &str) -> Option<NetworkAction> {
    let url = url::Url::parse(text).unwrap();
    let host = url.host_str().unwrap().trim_end_matches('.');
    let matches = |rule: &&NetworkRule| {
        let below = |domain: &String| host.ends_with(&format!(".{domain}"));
        rule.domains.iter().any(|domain| host == domain || below(domain))
            && Regex::new(&rule.regex).unwrap().is_match(text)
    };
    let precedence = |rule: &&NetworkRule| (rule.priority, rule.action == NetworkAction::Allow);
    rules.iter().filter(matches).max_by_key(precedence).map(|rule| rule.action)
}

/// Whether an address is covered, and whether it is covered or dimmed.
fn seen(clock: Clock<'_>, state: &State, protected: &Protected<'_>, url: &str) -> (bool, bool) {
    match verdict(clock, protected, &state.grants, &Address::parse(url).unwrap()) {
        Verdict::Veiled { mode, .. } => (mode == Mode::Cover, true),
        Verdict::Open | Verdict::Lifted { .. } => (false, false),
    }
}

fn with<T>(day: &Day, then: impl FnOnce(Clock<'_>, &State, &Protected<'_>) -> T) -> T {
    let clock = day.zone.clock(day.now);
    let state = day.app.state();
    let timetable = Timetable::of(clock, state);
    then(clock, state, &Protected::at(clock, state, &timetable))
}

fn rules_of(day: &Day) -> (Network, Vec<NetworkRule>) {
    with(day, |clock, state, protected| {
        let held = protected.held();
        let network = network(clock, protected, held, &state.grants);
        (network, page_rules(clock, protected, held, &state.grants))
    })
}

fn veils(day: &Day, url: &str) -> (bool, bool) {
    with(day, |clock, state, protected| seen(clock, state, protected, url))
}

/// Whether a match pattern takes in an address, ports aside
/// (<https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Match_patterns>).
fn taken_in(pattern: &str, text: &str) -> bool {
    let (host, path) = pattern.strip_prefix("*://").unwrap().split_once('/').unwrap();
    let url = url::Url::parse(text).unwrap();
    let here = url.host_str().unwrap().trim_end_matches('.');
    let of_host = match host.strip_prefix("*.") {
        Some(above) => here == above || here.ends_with(&format!(".{above}")),
        None => here == host,
    };
    let glob = format!("^/{}$", regex::escape(path).replace("\\*", ".*"));
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    of_host && Regex::new(&glob).unwrap().is_match(&format!("{}{query}", url.path()))
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn the_verdict_the_network_rules_and_the_page_rules_agree(
        one in prop::collection::vec(pattern(), 1..5),
        two in prop::collection::vec(pattern(), 1..5),
        dim in any::<(bool, bool)>(),
        lifted in prop::option::of((any::<prop::sample::Index>(), any::<bool>())),
        urls in prop::collection::vec(url(), 1..30),
    ) {
        let mode = |dim| if dim { Mode::Dim } else { Mode::Cover };
        let mut day = noon(&[rule(&one, mode(dim.0)), rule(&two, mode(dim.1))]);
        if let Some((index, everything)) = lifted {
            let all: Vec<String> = one.iter().chain(&two).map(|text| site(text).to_string()).collect();
            let scope = ScopeDraft::Site { pattern: index.get(&all).clone() };
            let scope = if everything { ScopeDraft::Everything {} } else { scope };
            let draft = override_draft(scope, 5, Reason::Habit);
            day.page(ringfence_core::protocol::CoreEvent::RequestOverride { draft });
        }
        let (network, pages) = rules_of(&day);
        for url in urls {
            let (covered, veiled) = veils(&day, &url);
            let redirected = browser(&network.rules, &url) == Some(NetworkAction::Cover);
            // What does not fit is open at network level, and never the other way round.
            if network.left_out.is_empty() {
                prop_assert_eq!(redirected, covered, "{} by {:?}", url, network.rules);
            } else {
                prop_assert!(covered || !redirected, "{} by {:?}", url, network.rules);
            }
            let watched = browser(&pages, &url) == Some(NetworkAction::Cover);
            prop_assert_eq!(watched, veiled, "{} by {:?}", url, pages);
        }
    }

    #[test]
    fn a_pattern_more_that_lets_through_never_covers_more_and_one_that_covers_never_less(
        sites in prop::collection::vec(pattern(), 1..5),
        more in pattern(),
        urls in prop::collection::vec(url(), 1..30),
    ) {
        let before = noon(&[rule(&sites, Mode::Cover)]);
        let after = noon(&[rule(&[sites.as_slice(), std::slice::from_ref(&more)].concat(), Mode::Cover)]);
        for url in urls {
            let (before, after) = (veils(&before, &url).0, veils(&after, &url).0);
            let worse = if more.starts_with('!') { after && !before } else { before && !after };
            prop_assert!(!worse, "{} on {}", more, url);
        }
    }

    #[test]
    fn the_order_of_patterns_and_rules_does_not_matter(
        one in prop::collection::vec(pattern(), 1..5),
        two in prop::collection::vec(pattern(), 1..5),
        urls in prop::collection::vec(url(), 1..20),
    ) {
        let turned = |sites: &[String]| sites.iter().rev().cloned().collect::<Vec<_>>();
        let there = noon(&[rule(&one, Mode::Cover), rule(&two, Mode::Dim)]);
        let back = noon(&[rule(&turned(&two), Mode::Dim), rule(&turned(&one), Mode::Cover)]);
        for url in urls {
            prop_assert_eq!(veils(&there, &url), veils(&back, &url), "{}", url);
        }
    }

    #[test]
    fn a_pattern_shown_and_read_again_is_itself_with_the_same_rank(text in pattern()) {
        let pattern = site(&text);
        let shown = pattern.to_string();
        prop_assert_eq!(SitePattern::parse(&shown, &Standard), Ok(pattern.clone()));
        prop_assert_eq!(SitePattern::from_stored(&shown), Some(pattern));
    }

    #[test]
    fn scripts_are_on_every_page_of_a_pattern_and_spared_only_where_it_is_certain(
        text in pattern(), url in url(),
    ) {
        let pattern = site(&text);
        let is_within = pattern.matches(&Address::parse(&url).unwrap());
        // A doubled slash, or a code in small letters, is nothing that a match pattern can say: such a
        // page is looked at once it is there.
        let plain = !url.split_once("://").unwrap().1.contains("//") && !url.contains("%2f");
        let takes = pattern.pages().iter().any(|it| taken_in(it, &url));
        prop_assert!(!is_within || !plain || takes, "{} on {}", pattern, url);
        let spares = pattern.pages_for_certain().iter().any(|it| taken_in(it, &url));
        prop_assert!(is_within || !spares, "{} on {}", pattern, url);
        prop_assert!(pattern.matches(&Address::parse(&pattern.check_url()).unwrap()));
    }
}

#[test]
fn what_is_too_much_for_the_browser_is_named_and_nothing_is_covered_that_should_be_open() {
    let path = |number: usize| format!("h{}.example/queue{number}", number % 50);
    let mut sites: Vec<String> = (0..1_500).map(path).collect();
    sites.extend((0..300).map(|number| format!("!{}/mine", path(number))));
    sites.extend((0..40).map(|number| format!("whole{number}.example")));
    let day = noon(&[rule(&sites, Mode::Cover)]);
    let (network, pages) = rules_of(&day);
    assert_eq!(network.rules.len(), 1_000);
    assert!(network.rules.iter().zip(1..).all(|(rule, id)| rule.id == id));
    let whole = network.rules.iter().find(|rule| rule.domains.len() == 40);
    assert!(whole.is_some_and(|rule| rule.action == NetworkAction::Cover), "whole hosts share one");
    for number in 0..1_500 {
        let text = path(number);
        let url = format!("https://{text}/1");
        let redirected = browser(&network.rules, &url) == Some(NetworkAction::Cover);
        assert_eq!(redirected, !network.left_out.contains(&text), "{text}");
        assert_eq!(browser(&pages, &url), Some(NetworkAction::Cover));
        let mine = format!("https://{text}/mine/1");
        assert!(number >= 300 || browser(&network.rules, &mine) != Some(NetworkAction::Cover));
    }
}

#[test]
fn a_pattern_that_is_too_long_goes_and_one_that_lets_through_takes_what_it_opens_with_it() {
    let long = "a".repeat(120);
    let sites = [format!("x.example/{long}"), "mail.example".into()];
    let (network, _) = rules_of(&noon(&[rule(&sites, Mode::Cover)]));
    assert_eq!(network.left_out, [format!("x.example/{long}")]);
    assert_eq!(network.rules.len(), 1);

    let sites = ["x.example".into(), format!("!x.example/{long}"), "mail.example".into()];
    let (network, _) = rules_of(&noon(&[rule(&sites, Mode::Cover)]));
    assert_eq!(network.left_out, ["x.example"]);
    assert_eq!(network.rules.len(), 1);
}
