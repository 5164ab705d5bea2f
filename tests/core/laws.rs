//! Laws, on random rules, addresses and days.

use std::collections::BTreeSet;

use chrono::{Datelike, TimeDelta};
use proptest::prelude::*;
use regex::Regex;
use ringfence_core::app::App;
use ringfence_core::clock::{Clock, Instant};
use ringfence_core::posture::{network_rules, reached};
use ringfence_core::protected::Protected;
use ringfence_core::protocol::{
    CoreEffect, CoreEvent, Day as Weekday, Mode, NetworkAction, NetworkRule, OverrideDraft, Reason,
    RuleDraft, ScopeDraft,
};
use ringfence_core::rule::{Rule, RuleId};
use ringfence_core::schedule::{Search, in_force, next_change};
use ringfence_core::site::{Address, SitePattern};
use ringfence_core::store;
use ringfence_core::verdict::{Verdict, verdict};

use crate::day::{Day, Named, SerdeJson, draft};
use crate::zones::resolved;

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
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_next_change_is_the_first_minute_at_which_anything_differs(
        drafts in prop::collection::vec(rule_draft(), 1..4),
        zone in prop::sample::select(vec![
            chrono_tz::Europe::Berlin, chrono_tz::America::New_York, chrono_tz::Australia::Lord_Howe,
            chrono_tz::Asia::Kathmandu, chrono_tz::Africa::Cairo, chrono_tz::Pacific::Chatham,
        ]),
        minute_of_year in 0_i64..525_600,
    ) {
        let zone = Named(zone);
        let now = Instant::from_ms(1_767_225_600_000 + minute_of_year * 60_000); // 2026, UTC
        let clock = Clock { now, zone: &zone };
        let rules: Vec<Rule> = drafts.iter().zip(1..)
            .filter_map(|(draft, id)| Rule::from_draft(draft, RuleId(id), &[]).ok()).collect();
        let oracle = |at: i64| -> Vec<bool> {
            rules.iter().map(|rule| holds_by_hand(&zone, rule, at)).collect()
        };
        let found: Vec<bool> = rules.iter().map(|rule| in_force(&Search::now(clock), rule).is_some()).collect();
        prop_assert_eq!(&found, &oracle(now.ms()));
        let change = next_change(clock, &rules).unwrap();
        // Nothing differs before it, by whole minutes and by its last millisecond, and something
        // begins or ends at it.
        let minutes = (change.since(now) - 1) / 60_000;
        let step = (minutes / 97).max(1);
        for minute in (0..=minutes).step_by(usize::try_from(step).unwrap()) {
            prop_assert_eq!(oracle(now.ms() + minute * 60_000), found.clone());
        }
        prop_assert_eq!(oracle(change.ms() - 1), found.clone());
        prop_assert!(begins_or_ends_by_hand(&zone, &rules, change.ms()));
    }

    #[test]
    fn verdict_and_network_rules_agree(
        drafts in prop::collection::vec(rule_draft(), 1..4),
        lifted in prop::option::of(any::<prop::sample::Index>()),
        urls in prop::collection::vec(url(), 1..20),
    ) {
        let mut day = Day::at("2026-11-23 12:00");
        day.origins = vec!["<all_urls>".into()];
        for draft in drafts {
            let weekly = crate::day::draft(&[Weekday::Mon], &["11:00-13:00"], &[]).weekly;
            day.page(CoreEvent::SaveRule { rule: RuleDraft { weekly, ..draft } });
        }
        if let Some(index) = lifted {
            let sites: Vec<String> = day.app.state().rules.iter()
                .flat_map(|rule| rule.sites.iter().map(ToString::to_string)).collect();
            let scope = ScopeDraft::Site { pattern: index.get(&sites).clone() };
            let draft = OverrideDraft { scope, minutes: 5, reason: Some(Reason::Habit) };
            day.page(CoreEvent::RequestOverride { draft });
        }
        let clock = Clock { now: day.now, zone: &day.zone };
        let state = day.app.state();
        let protected = Protected::at(clock, state);
        let rules = network_rules(clock, &reached(&protected, &day.origins), &state.grants);
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
        let pattern = SitePattern::parse(&text).unwrap();
        prop_assert_eq!(SitePattern::parse(&pattern.to_string()), Ok(pattern));
    }

    #[test]
    fn reading_a_pattern_or_an_address_never_fails_badly(text in ".{0,40}") {
        let _ = SitePattern::parse(&text);
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
        let again = App::load(&SerdeJson, &stored, day.now);
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
            CoreEvent::SaveRule { rule }
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
                draft: OverrideDraft {
                    scope,
                    minutes: u32::from(byte % 40),
                    reason: Some(Reason::Other),
                },
            }
        }
        _ => {
            day.worker_dies();
            return;
        }
    };
    day.page(event);
}

/// Whether a rule holds at an instant: every stretch of nine dates, one after the other.
fn holds_by_hand(zone: &Named, rule: &Rule, at: i64) -> bool {
    spans_by_hand(zone, rule, at).iter().any(|(start, end)| *start <= at && at < *end)
}

fn begins_or_ends_by_hand(zone: &Named, rules: &[Rule], at: i64) -> bool {
    rules
        .iter()
        .flat_map(|rule| spans_by_hand(zone, rule, at))
        .any(|(start, end)| (start == at || end == at) && start < end)
}

fn spans_by_hand(zone: &Named, rule: &Rule, at: i64) -> Vec<(i64, i64)> {
    let date = chrono::DateTime::from_timestamp_millis(at).unwrap().date_naive();
    let mut spans = Vec::new();
    for offset in -4..=4 {
        let date = date + TimeDelta::days(offset);
        let day = DAYS[date.weekday().num_days_from_monday() as usize];
        for part in rule.weekly.iter().filter(|part| part.days.contains(day)) {
            for stretch in &part.stretches {
                let wall = |minutes: u16| {
                    date.and_hms_opt(0, 0, 0).unwrap() + TimeDelta::minutes(i64::from(minutes))
                };
                spans.push((
                    resolved(zone.0, wall(stretch.from())),
                    resolved(zone.0, wall(stretch.end())),
                ));
            }
        }
    }
    spans
}
