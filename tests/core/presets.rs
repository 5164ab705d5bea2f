//! The presets that ship: the file itself, and addresses as the apps really write them.

use std::rc::Rc;

use ringfence_core::group::SiteGroup;
use ringfence_core::presets::{Found, find, place_of, presets};
use ringfence_core::protected::Protected;
use ringfence_core::protocol::{Day as Weekday, RuleDraft};
use ringfence_core::rule::{Rule, RuleId};
use ringfence_core::site::Address;
use ringfence_core::state::State;
use ringfence_core::timetable::Timetable;
use ringfence_core::verdict::{Verdict, verdict};

use crate::day::{draft, instant};
use crate::named::Named;
use crate::standard::{Standard, site};

const URLS: &str = include_str!("../fixtures/presets/urls.txt");

fn groups() -> Vec<SiteGroup> {
    let of = |preset: ringfence_core::presets::Preset| SiteGroup {
        id: preset.id.into(),
        name: preset.name.into(),
        sites: preset.apps.iter().flat_map(|app| &app.sites).map(|text| site(text)).collect(),
    };
    presets().into_iter().map(of).collect()
}

#[test]
fn every_line_is_a_pattern_as_it_would_be_shown_and_every_name_is_its_own() {
    let presets = presets();
    let ids: Vec<&str> = presets.iter().map(|it| it.id).collect();
    assert_eq!(ids, ["mail", "chat", "review_queue", "tickets", "docs", "meetings"]);
    for preset in &presets {
        let mut names: Vec<&str> = preset.apps.iter().map(|app| app.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), preset.apps.len(), "{}", preset.name);
        assert!(preset.apps.iter().any(|app| app.usual), "{}", preset.name);
        for app in &preset.apps {
            assert!(app.sites.iter().any(|text| !text.starts_with('!')), "{}", app.name);
            for text in &app.sites {
                assert_eq!(site(text).to_string(), *text, "{}", app.name);
                assert!(site(text).fits_the_network(), "{text} is too long for the browser");
            }
        }
        let mut sites: Vec<&str> = preset.apps.iter().flat_map(|it| it.sites.clone()).collect();
        let all = sites.len();
        sites.sort_unstable();
        sites.dedup();
        assert_eq!(sites.len(), all, "{}", preset.name);
    }
}

#[test]
fn addresses_as_the_apps_write_them_are_covered_or_open_as_they_should_be() {
    let groups = groups();
    let zone = Named(chrono_tz::UTC);
    let clock = zone.clock(instant(&zone, "2026-11-23 12:00"));
    let ids = groups.iter().map(|group| group.id.clone()).collect();
    let all = RuleDraft { groups: ids, ..draft(&[Weekday::Mon], &["11:00-13:00"], &[]) };
    let rule = Rule::from_draft(&all, RuleId(1), &groups, &zone, &Standard).unwrap();
    let state = State { rules: Rc::new(vec![rule]), groups: Rc::new(groups), ..State::default() };
    let timetable = Timetable::of(clock, &state);
    let protected = Protected::at(clock, &state, &timetable);
    let (mut covered, mut open, mut signing_in) = (0, 0, 0);
    for line in URLS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let [expected, app, url] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let count = match expected {
            "covered" => &mut covered,
            "open" => &mut open,
            "signin" => &mut signing_in,
            _ => panic!("{line}"),
        };
        *count += 1;
        let url = url::Url::parse(url).unwrap();
        let address = Address::parse(url.as_str()).unwrap();
        let found = matches!(verdict(clock, &protected, &[], &address), Verdict::Veiled { .. });
        assert_eq!(found, expected == "covered", "{app}: {url}");
    }
    assert!(covered >= 120 && open >= 120 && signing_in >= 20, "{covered}, {open}, {signing_in}");
}

#[test]
fn someone_who_looks_for_an_app_or_an_address_finds_it() {
    let presets = presets();
    let found = |wanted: &str| -> Vec<String> {
        let name = |it: Found<'_>| match it.app {
            Some(app) => format!("{} {}", app.name, it.site.unwrap()),
            None => it.preset.name.to_owned(),
        };
        find(&presets, wanted).into_iter().map(name).collect()
    };
    assert_eq!(found("  "), [""; 0]);
    assert_eq!(found("https://"), [""; 0]);
    assert_eq!(found("no such app"), [""; 0]);
    assert_eq!(found("LINEAR")[0], "Linear linear.app/*/inbox");
    assert_eq!(found("https://mail.google.com/mail/")[0], "Gmail mail.google.com/mail");
    assert!(found("tickets").contains(&"Tickets".to_owned()));
    assert_eq!(place_of("linear.app", "NEAR"), Some((2, 6)));
    assert_eq!(place_of("linear.app", "x"), None);
}
