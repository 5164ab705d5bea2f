//! The table of the module, line by line, and what is refused.

use super::*;
use crate::protocol::{Fault, FaultKind, Field};

/// As a browser spells hosts, by the same standard.
struct Standard;

impl Hosts for Standard {
    fn spelled(&self, host: &str) -> Option<String> {
        url::Url::parse(&format!("http://{host}/")).ok()?.host_str().map(str::to_owned)
    }

    fn is_suffix(&self, _: &str) -> bool {
        false
    }
}

fn shown(text: &str) -> Result<String, FaultKind> {
    SitePattern::parse(text, &Standard).map(|site| site.to_string())
}

fn check(pattern: &str, url: &str, expected: bool) {
    let pattern = SitePattern::parse(pattern, &Standard).unwrap();
    let url = url::Url::parse(url).unwrap();
    let address = Address::parse(url.as_str()).unwrap();
    assert_eq!(pattern.matches(&address), expected, "{pattern} on {url}");
}

#[test]
fn every_way_to_write_a_pattern_has_one_spelling_that_is_read_back() {
    for (typed, spelled) in [
        (" https://GitHub.com/pulls/ ", "github.com/pulls"),
        ("slack.com", "slack.com"),
        ("*.Slack.com", "*.slack.com"),
        ("www.slack.com", "slack.com"),
        ("www.com", "www.com"),
        ("Slack.COM.", "slack.com"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("10.0.0.7", "10.0.0.7"),
        ("0x7f.1", "127.0.0.1"),
        ("[0:0::1]:8080", "[::1]:8080"),
        ("wiki.example:8080", "wiki.example:8080"),
        ("localhost:8080", "localhost:8080"),
        ("github.com//pulls//", "github.com/pulls"),
        ("github.com/*/*/pull/**", "github.com/*/*/pull"),
        ("x.example/a/**/b", "x.example/a/**/b"),
        ("x.example/a%2fb/ü", "x.example/a%2Fb/%C3%BC"),
        ("x.example/?user=1", "x.example?user=1"),
        ("x.example?b&a=%c3%bc", "x.example?a=%C3%BC&b"),
        ("! github.com/me", "!github.com/me"),
        ("x.example/\u{202e}txt", "x.example/%E2%80%AEtxt"),
    ] {
        assert_eq!(shown(typed), Ok(spelled.to_owned()), "{typed}");
        assert_eq!(shown(spelled), Ok(spelled.to_owned()));
        let stored = SitePattern::from_stored(spelled).map(|site| site.to_string());
        assert_eq!(stored.as_deref(), Some(spelled));
    }
}

#[test]
fn what_is_wrong_is_named() {
    let long = "a".repeat(300);
    for (typed, kind) in [
        ("", FaultKind::SiteEmpty),
        ("!", FaultKind::SiteEmpty),
        ("http://", FaultKind::SiteEmpty),
        ("two words", FaultKind::SiteSpace),
        ("a\u{7}.example", FaultKind::SiteSpace),
        ("javascript:alert(1)", FaultKind::SiteScheme),
        ("file:///etc/passwd", FaultKind::SiteScheme),
        ("chrome://settings", FaultKind::SiteScheme),
        ("about:config", FaultKind::SiteScheme),
        ("*", FaultKind::SiteWildcard),
        ("*.*.com", FaultKind::SiteWildcard),
        ("mail.*.com", FaultKind::SiteWildcard),
        ("a..b", FaultKind::SiteHost),
        ("-a.example", FaultKind::SiteHost),
        ("me@a.example", FaultKind::SiteHost),
        ("\u{202e}moc.example", FaultKind::SiteHost),
        (&long, FaultKind::SiteHost),
        ("300.1.1.1", FaultKind::SiteHost),
        ("a.example:0", FaultKind::SitePort),
        ("a.example:99999", FaultKind::SitePort),
        ("a.example/x?=1", FaultKind::SiteQuery),
        ("a.example?a=1&a=2", FaultKind::SiteQuery),
        ("a.example?a&b&c", FaultKind::SiteQuery),
        ("a.example/#inbox", FaultKind::SiteFragment),
        ("a.example/pre*", FaultKind::SiteStar),
        ("a.example/**/a/**/b/**/c", FaultKind::SiteStar),
        (&format!("a.example/{}", "b".repeat(500)), FaultKind::SiteLong),
    ] {
        assert_eq!(shown(typed), Err(kind), "{typed}");
    }
}

#[test]
fn a_host_includes_its_subdomains_and_no_look_alike() {
    check("slack.com", "https://slack.com/", true);
    check("slack.com", "https://app.slack.com/client/T1", true);
    check("slack.com", "https://notslack.com/", false);
    check("slack.com", "https://slack.com.example/", false);
    check("slack.com", "https://APP.SLACK.COM./", true);
    check("*.slack.com", "https://app.slack.com/", true);
    check("*.slack.com", "https://slack.com/", false);
    check("bücher.example", "https://bücher.example/", true);
    check("127.0.0.1", "http://0x7f.1/", true);
    check("[::1]", "http://[0::1]:81/", true);
}

#[test]
fn a_path_matches_whole_segments_by_case() {
    check("github.com/pulls", "https://github.com/pulls", true);
    check("github.com/pulls/", "https://github.com//pulls/review?q=1#x", true);
    check("github.com/pulls", "https://github.com/pullsaw", false);
    check("github.com/pulls", "https://github.com/Pulls", false);
    check("github.com/pulls", "https://github.com/", false);
    check("github.com/*/*/pull", "https://github.com/a/b/pull/7", true);
    check("github.com/*/*/pull", "https://github.com/a/pull", false);
    check("x.example/a/**/b", "https://x.example/a/b", true);
    check("x.example/a/**/b", "https://x.example/a/1/2/b/c", true);
    check("x.example/a/**/b", "https://x.example/1/a/b", false);
    check("x.example/a%2fb", "https://x.example/a%2Fb", true);
    check("x.example/a%2fb", "https://x.example/a/b", false);
    check("x.example/ü", "https://x.example/%c3%bc", true);
}

#[test]
fn a_port_is_one_port_and_none_is_all() {
    check("wiki.example:8080", "http://wiki.example:8080/", true);
    check("wiki.example:8080", "http://wiki.example/", false);
    check("wiki.example", "http://wiki.example:8080/", true);
    check("wiki.example:443", "https://wiki.example/", true);
    check("wiki.example:443", "http://wiki.example:443/", true);
    check("wiki.example:443", "http://wiki.example/", false);
    check("wiki.example:80", "https://wiki.example:80/", true);
}

#[test]
fn a_key_is_anywhere_in_the_query_with_its_value_if_it_has_one() {
    check("x.example?user=1", "https://x.example/a?b=2&user=1", true);
    check("x.example?user=1", "https://x.example/?user=12", false);
    check("x.example?user=1", "https://x.example/?superuser=1", false);
    check("x.example?user=1", "https://x.example/#?user=1", false);
    check("x.example?user", "https://x.example/?user", true);
    check("x.example?user", "https://x.example/?user=9", true);
    check("x.example?a=1&b", "https://x.example/?b=2&c&a=1", true);
}

#[test]
fn the_most_specific_pattern_decides_and_among_equals_the_one_that_lets_through() {
    let decides = |patterns: &[&str], url: &str| {
        let sites: Vec<SitePattern> =
            patterns.iter().map(|text| SitePattern::parse(text, &Standard).unwrap()).collect();
        let sites: Vec<&SitePattern> = sites.iter().collect();
        let address = Address::parse(url).unwrap();
        deciding(&sites, &address).map(ToString::to_string).unwrap_or_default()
    };
    let url = "https://docs.github.com/me/side/pull?tab=1";
    // Each is less specific than the next.
    let ranked = [
        "github.com",
        "github.com?tab=1",
        "github.com/**/pull",
        "github.com/*",
        "github.com/me",
        "github.com/me/*",
        "github.com/me/side",
        "github.com:443",
        "*.github.com",
        "docs.github.com",
    ];
    for pair in ranked.windows(2) {
        let [less, more] = pair else { unreachable!() };
        assert_eq!(decides(&[less, more], url), *more);
        assert_eq!(decides(&[more, less], url), *more);
    }
    assert_eq!(decides(&["github.com/me", "!github.com/me"], url), "!github.com/me");
    assert_eq!(decides(&["slack.com"], url), "");
}

#[test]
fn only_http_and_https_have_an_address() {
    for url in ["chrome://settings", "about:blank", "file:///etc", "javascript:1", "", "https://"] {
        assert_eq!(Address::parse(url), None, "{url}");
    }
    let address = Address::parse("https://u:p@[::1]/x").unwrap();
    assert_eq!((address.host(), address.port()), ("[::1]", 443));
}

#[test]
fn access_is_asked_for_the_host_and_below() {
    let origin = |text| SitePattern::parse(text, &Standard).unwrap().origin();
    assert_eq!(origin("github.com/pulls"), "*://*.github.com/*");
    assert_eq!(origin("10.0.0.7:8080"), "*://10.0.0.7/*");
    assert_eq!(origin("[::1]"), "*://[::1]/*");
}

#[test]
fn match_patterns_take_in_the_page_and_what_is_below() {
    let pages = |text| SitePattern::parse(text, &Standard).unwrap().pages();
    assert_eq!(pages("slack.com"), ["*://*.slack.com/*"]);
    let three = ["*://*.x.example/a/*", "*://*.x.example/a/*/*", "*://*.x.example/a/*?*"];
    assert_eq!(pages("x.example/a/*"), three);
    let certain = |text| SitePattern::parse(text, &Standard).unwrap().pages_for_certain().len();
    assert_eq!(certain("!x.example/a"), 3);
    for text in ["!x.example/*", "!x.example:8080", "!x.example?a", "!*.x.example"] {
        assert_eq!(certain(text), 0, "{text}");
    }
}

#[test]
fn a_check_lies_within_its_pattern() {
    for text in ["slack.com", "*.slack.com/a", "x.example:8080/*/b/**/c?k=1&l", "10.0.0.7"] {
        let site = SitePattern::parse(text, &Standard).unwrap();
        let address = Address::parse(&site.check_url()).unwrap();
        assert!(site.matches(&address) && address.is_check(), "{}", site.check_url());
    }
}

#[test]
fn a_list_keeps_what_is_good_once_and_names_each_line_that_is_not() {
    let lines = ["slack.com", "", "two words", "www.slack.com", "a.example/x"].map(str::to_owned);
    let mut faults = Vec::new();
    let sites = read_list(&lines, &Standard, &mut faults);
    assert_eq!(
        sites.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["slack.com", "a.example/x"]
    );
    let typed = "two words".to_owned();
    let wrong = Fault { field: Field::Site { index: 2 }, kind: FaultKind::SiteSpace, typed };
    assert_eq!(faults, [wrong]);

    let many: Vec<String> = (0..100_000).map(|number| format!("h{number}.example")).collect();
    let mut faults = Vec::new();
    assert!(read_list(&many, &Standard, &mut faults).is_empty());
    assert_eq!(faults.iter().map(|it| it.kind).collect::<Vec<_>>(), [FaultKind::TooManySites]);
}

#[test]
fn the_index_finds_every_host_and_only_in_its_own_place() {
    let hosts: Vec<String> =
        (0..1_000).map(|number| format!("h{}.example", number % 700)).collect();
    let index = HostIndex::new(hosts.iter().map(String::as_str));
    for host in &hosts {
        let found = index.of(host).iter().filter(|place| hosts.get(**place) == Some(host));
        let all = hosts.iter().filter(|other| *other == host);
        assert_eq!(found.count(), all.count(), "{host}");
    }
    assert!(HostIndex::default().of("a.example").is_empty());
    assert!(HostIndex::new(std::iter::empty()).of("a.example").is_empty());
}
