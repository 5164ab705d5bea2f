//! Cover pages that went when we did are offered again. 23 November 2026 is a Monday.

use ringfence_core::protocol::{CoreEffect, CoreEvent, Day as Weekday, HealthLine, OwnPage, Reply};

use crate::day::{Day, draft};

const PAGE: &str = "chrome-extension://ringfence/cover.html";

/// Monday evening, just started anew: two cover pages are missing.
fn anew() -> Day {
    let mut day = Day::at("2026-11-20 12:00");
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example"]);
    day.page(CoreEvent::SaveRule { rule, groups: Vec::new() });
    day.alarm_at("2026-11-23 18:30");
    let urls = ["https://mail.example/a#1", "https://mail.example/b", "javascript:alert(1)"];
    day.browser(CoreEvent::CoversLost { urls: urls.map(str::to_owned).to_vec() });
    day
}

fn offered(day: &mut Day) -> Option<u32> {
    day.popup().health.into_iter().find_map(|line| match line {
        HealthLine::CoversLost { count } => Some(count),
        _ => None,
    })
}

#[test]
fn missing_cover_pages_are_offered_until_they_are_reopened() {
    let mut day = anew();
    assert_eq!(offered(&mut day), Some(2));
    day.worker_dies();
    assert_eq!(offered(&mut day), Some(2));
    let turn = day.page(CoreEvent::ReopenCovers {});
    let urls = ["https://mail.example/a#1", "https://mail.example/b"].map(str::to_owned).to_vec();
    let opened = CoreEffect::OpenPage { page: OwnPage::Covers { urls } };
    assert!(turn.effects.contains(&opened), "{:?}", turn.effects);
    assert_eq!(offered(&mut day), None);
    assert!(matches!(day.page(CoreEvent::ReopenCovers {}).reply, Reply::Refused { .. }));
}

#[test]
fn those_that_the_browser_restores_are_not_offered() {
    let mut day = anew();
    day.open_tab(5, &format!("{PAGE}#https://mail.example/a#1"));
    assert_eq!(offered(&mut day), Some(1));
    day.open_tab(6, &format!("{PAGE}?again#https://mail.example/b"));
    assert_eq!(offered(&mut day), None);
}

#[test]
fn what_is_not_needed_is_not_offered_again() {
    let mut day = anew();
    day.page(CoreEvent::ForgetCovers {});
    assert_eq!(offered(&mut day), None);
    day.worker_dies();
    assert_eq!(offered(&mut day), None);
}

#[test]
fn one_whose_page_is_open_is_not_missing_at_all() {
    let mut day = Day::at("2026-11-23 18:30");
    day.open_tab(1, "https://mail.example/a");
    let turn = day.browser(CoreEvent::CoversLost { urls: vec!["https://mail.example/a".into()] });
    assert!(matches!(turn.effects.as_slice(), [CoreEffect::Apply { .. }]), "{:?}", turn.effects);
}
