//! Laws, on random rules, addresses and days.

use std::collections::BTreeSet;

use proptest::prelude::*;
use regex::Regex;
use ringfence_core::app::App;
use ringfence_core::network::network;
use ringfence_core::protected::Protected;
use ringfence_core::protocol::{
    CoreEffect, CoreEvent, Day as Weekday, Mode, NetworkAction, NetworkRule, Reason, RuleDraft,
    ScopeDraft,
};
use ringfence_core::site::{Address, SitePattern};
use ringfence_core::store;
use ringfence_core::timetable::Timetable;
use ringfence_core::verdict::{Verdict, verdict};

use crate::cases::cases;
use crate::day::{Day, SerdeJson, draft, override_draft};
use crate::standard::Standard;

const DAYS: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

fn days() -> impl Strategy<Value = Vec<Weekday>> {
    proptest::sample::subsequence(DAYS.to_vec(), 1..=7)
}

fn stretch() -> impl Strategy<Value = String> {
    (0_u16..1440, 1_u16..1440).prop_map(|(from, length)| {
        let to = (from + length) % 1440;
        format!("{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)
    })
}

fn site() -> impl Strategy<Value = String> {
    let host = prop::sample::select(vec!["mail.example", "a.example", "b.a.example", "example"]);
    let port = prop::sample::select(vec!["", "", ":8080", ":80", ":443"]);
    let path = prop::sample::select(vec!["", "", "/x", "/x/y", "/x.y", "/x+y"]);
    (host, port, path).prop_map(|(host, port, path)| format!("{host}{port}{path}"))
}

fn url() -> impl Strategy<Value = String> {
    let scheme = prop::sample::select(vec!["http", "https"]);
    let user = prop::sample::select(vec!["", "", "u:p@"]);
    let host = prop::sample::select(vec![
        "mail.example",
        "a.example",
        "b.a.example",
        "x.b.a.example",
        "nota.example",
        "example",
        "else.test",
    ]);
    let port = prop::sample::select(vec!["", "", ":8080", ":8081"]);
    let path = prop::sample::select(vec![
        "/", "/x", "/x/", "/xy", "/x/y", "/x/y/z", "/x.y", "/xzy", "/x+y", "/xx+y", "//x", "/?x",
        "/x?q=/y", "/x#y",
    ]);
    (scheme, user, host, port, path)
        .prop_map(|(scheme, user, host, port, path)| format!("{scheme}://{user}{host}{port}{path}"))
}

fn rule_draft() -> impl Strategy<Value = RuleDraft> {
    (days(), stretch(), prop::collection::vec(site(), 1..4), any::<bool>()).prop_map(
        |(days, stretch, sites, dim)| {
            let sites: Vec<&str> = sites.iter().map(String::as_str).collect();
            let mode = if dim { Mode::Dim } else { Mode::Cover };
            RuleDraft { mode, ..draft(&days, &[stretch.as_str()], &sites) }
        },
    )
}

/// An independent reading of one network rule
/// (<https://developer.chrome.com/docs/extensions/reference/api/declarativeNetRequest>).
fn reads(rule: &NetworkRule, url: &str) -> bool {
    let host = url.split("://").nth(1).unwrap().split(['/', '?', '#']).next().unwrap();
    let host = host.rsplit('@').next().unwrap().split(':').next().unwrap();
    let of_domain =
        rule.domains.iter().any(|domain| host == domain || host.ends_with(&format!(".{domain}")));
    of_domain && Regex::new(&rule.regex).unwrap().is_match(url)
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn verdict_and_network_rules_agree(
        drafts in prop::collection::vec(rule_draft(), 1..4),
        lifted in prop::option::of(any::<prop::sample::Index>()),
        urls in prop::collection::vec(url(), 1..20),
    ) {
        let mut day = Day::at("2026-11-23 12:00");
        day.origins = vec!["<all_urls>".into()];
        for draft in drafts {
            let schedule = crate::day::draft(&[Weekday::Mon], &["11:00-13:00"], &[]).schedule;
            day.page(CoreEvent::SaveRule { rule: RuleDraft { schedule, ..draft }, groups: crate::standard::drafts() });
        }
        if let Some(index) = lifted {
            let sites: Vec<String> = day.app.state().rules.iter()
                .flat_map(|rule| rule.sites.iter().map(ToString::to_string)).collect();
            let scope = ScopeDraft::Site { pattern: index.get(&sites).clone() };
            let draft = override_draft(scope, 5, Reason::Habit);
            day.page(CoreEvent::RequestOverride { draft });
        }
        let clock = day.zone.clock(day.now);
        let state = day.app.state();
        let timetable = Timetable::of(clock, state);
        let protected = Protected::at(clock, state, &timetable);
        let rules = network(clock, &protected, protected.held(), &state.grants).rules;
        for url in urls {
            let address = Address::parse(&url).unwrap();
            let verdict = verdict(clock, &protected, &state.grants, &address);
            let strongest = rules.iter().filter(|rule| reads(rule, &url)).max_by_key(|rule| rule.priority);
            let redirected = strongest.is_some_and(|rule| rule.action == NetworkAction::Cover);
            let covered = matches!(verdict, Verdict::Veiled { mode: Mode::Cover, .. });
            prop_assert_eq!(redirected, covered, "{} by {:?}", url, rules);
        }
    }

    #[test]
    fn a_pattern_shown_and_read_again_is_itself(text in site()) {
        let pattern = SitePattern::parse(&text, &Standard).unwrap();
        prop_assert_eq!(SitePattern::parse(&pattern.to_string(), &Standard), Ok(pattern));
    }

    #[test]
    fn reading_a_pattern_or_an_address_never_fails_badly(text in ".{0,40}") {
        let _ = SitePattern::parse(&text, &Standard);
        let _ = Address::parse(&text);
        let _ = Address::parse(&format!("https://{text}"));
    }

    #[test]
    fn after_any_day_a_second_look_changes_nothing_and_the_disk_holds_it_all(
        acts in prop::collection::vec((0_u32..8, 0_i64..90, any::<u8>()), 1..25),
    ) {
        let mut day = Day::at("2026-11-23 16:00");
        day.open_tab(1, "https://mail.example/x");
        day.open_tab(2, "https://b.a.example:8080/");
        for (act, minutes, byte) in acts {
            day.now = day.now.plus(minutes * 60_000);
            play(&mut day, act, byte);
        }
        day.browser(CoreEvent::Looked {});
        let posture = day.posture.clone();
        let turn = day.browser(CoreEvent::Looked {});
        prop_assert!(matches!(turn.effects.as_slice(), [CoreEffect::Apply { .. }]), "{:?}", turn.effects);
        prop_assert_eq!(&day.posture, &posture);
        day.worker_dies();
        prop_assert_eq!(&day.posture, &posture);
        let ids: BTreeSet<u64> = day.log.iter().map(|row| row.id).collect();
        prop_assert_eq!(ids.into_iter().collect::<Vec<_>>(), (1..=day.log.len() as u64).collect::<Vec<_>>());

        let text = store::save(&SerdeJson, day.app.state(), day.now, 9);
        let mut stored = day.stored.clone();
        stored.slots = vec![text];
        stored.mirror.clear();
        prop_assert_eq!(store::load(&SerdeJson, &stored).state, Some((day.app.state().clone(), day.now)));
        let again = App::load(&SerdeJson, &Standard, &stored, day.now);
        prop_assert_eq!(again.state(), day.app.state());
    }
}

fn play(day: &mut Day, act: u32, byte: u8) {
    let at = |offset: u32| format!("{:02}:{:02}", (16 + offset / 60) % 24, offset % 60);
    let event = match act {
        0 | 1 => {
            let from = u32::from(byte) * 2;
            let text = format!("{}-{}", at(from), at(from + 45));
            let sites = if byte.is_multiple_of(2) { ["mail.example"] } else { ["a.example:8080"] };
            let mut rule = draft(&[Weekday::Mon, Weekday::Tue], &[&text], &sites);
            rule.id = if act == 1 { u32::from(byte % 5) } else { 0 };
            CoreEvent::SaveRule { rule, groups: crate::standard::drafts() }
        }
        2 => CoreEvent::DeleteRule { id: u32::from(byte % 5) },
        3 => CoreEvent::RestoreRule { id: u32::from(byte % 5) },
        4 => CoreEvent::StartFocus { minutes: u32::from(byte) },
        5 => CoreEvent::EndFocus {},
        6 => {
            let scope = if byte.is_multiple_of(3) {
                ScopeDraft::Everything {}
            } else {
                ScopeDraft::Site { pattern: "mail.example".into() }
            };
            CoreEvent::RequestOverride {
                draft: override_draft(scope, u32::from(byte % 40), Reason::Other),
            }
        }
        _ => {
            day.worker_dies();
            return;
        }
    };
    day.page(event);
}
