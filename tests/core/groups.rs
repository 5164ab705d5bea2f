//! Site groups, as a person keeps them. 23 November 2026 is a Monday.

use ringfence_core::group::own_id;
use ringfence_core::protocol::{
    CoreEvent, Day as Weekday, FaultKind, Field, GroupDraft, GroupView, Mode, OptionsView, Page,
    Reply, RuleDraft, SiteHome, TabVerdict, TryView, View,
};

use crate::day::{Day, draft};
use crate::loosening::minutes_pass;
use crate::standard::{drafts, groups};

const MAIL: &str = "https://mail.example/";
const WIKI: &str = "https://wiki.example/";

fn group(sites: &[&str]) -> GroupDraft {
    let sites = sites.iter().map(ToString::to_string).collect();
    GroupDraft { id: "work".into(), name: "Work".into(), sites }
}

fn save(day: &mut Day, sites: &[&str]) -> Reply {
    day.page(CoreEvent::SaveGroup { group: group(sites) }).reply
}

/// Monday 18:30, in the middle of a rule for a group that was made long ago; mail stands in tab 1, the
/// wiki in tab 2.
fn evening() -> Day {
    let mut day = Day::at("2026-11-20 12:00");
    day.open_tab(1, MAIL);
    day.open_tab(2, WIKI);
    assert_eq!(save(&mut day, &["mail.example", "chat.example"]), Reply::Done {});
    let rule =
        RuleDraft { groups: vec!["work".into()], ..draft(&[Weekday::Mon], &["18:00-20:00"], &[]) };
    let saved = day.page(CoreEvent::SaveRule { rule, groups: Vec::new() }).reply;
    assert_eq!(saved, Reply::Made { id: 1 });
    day.alarm_at("2026-11-23 18:30");
    assert_eq!(day.veiled(), [1]);
    day
}

fn options(day: &mut Day) -> OptionsView {
    let page = Page::Options { week: String::new() };
    match day.page(CoreEvent::View { page }).reply {
        Reply::View { view } => match *view {
            View::Options(view) => *view,
            other => panic!("not the options: {other:?}"),
        },
        other => panic!("not a view: {other:?}"),
    }
}

fn shown(day: &mut Day) -> GroupView {
    options(day).groups.remove(0)
}

fn tried(day: &mut Day, url: &str) -> TryView {
    match day.page(CoreEvent::View { page: Page::Try { url: url.into() } }).reply {
        Reply::View { view } => match *view {
            View::Try(view) => view,
            other => panic!("not a trial: {other:?}"),
        },
        other => panic!("not a view: {other:?}"),
    }
}

#[test]
fn a_site_more_counts_at_once_and_one_less_from_the_end_of_the_day() {
    let mut day = evening();
    assert_eq!(save(&mut day, &["chat.example", "wiki.example"]), Reply::Done {});
    assert_eq!(day.veiled(), [1, 2], "the wiki is covered, and mail still is");
    let view = shown(&mut day);
    assert_eq!(view.sites, ["chat.example", "wiki.example"], "as it is wished");
    let waits = view.waits.unwrap();
    assert_eq!(waits.sites, ["mail.example", "chat.example", "wiki.example"]);

    day.worker_dies();
    minutes_pass(&mut day, 10);
    assert_eq!(day.veiled(), [1, 2]);
    day.alarm_at("2026-11-30 18:30");
    assert_eq!(day.veiled(), [2], "a week later mail is open");
    assert_eq!(shown(&mut day).waits, None);
}

#[test]
fn what_waits_can_be_taken_back_and_what_was_just_done_can_be_undone_at_once() {
    let mut day = evening();
    save(&mut day, &["chat.example"]);
    assert_eq!(day.veiled(), [1]);
    let back = day.page(CoreEvent::RestoreGroup { id: "work".into() }).reply;
    assert_eq!(back, Reply::Done {});
    let view = shown(&mut day);
    assert_eq!((view.sites.len(), view.waits), (2, None));

    minutes_pass(&mut day, 10);
    save(&mut day, &["mail.example", "chat.example", "wiki.example"]);
    assert_eq!(day.veiled(), [1, 2]);
    minutes_pass(&mut day, 1);
    save(&mut day, &["mail.example", "chat.example"]);
    assert_eq!(day.veiled(), [1], "within two minutes a mistake is undone");
    let gone = day.page(CoreEvent::RestoreGroup { id: "work".into() }).reply;
    let Reply::Refused { faults } = gone else { panic!("{gone:?}") };
    assert_eq!(faults[0].kind, FaultKind::Gone);
}

#[test]
fn to_let_through_waits_too_and_to_let_through_no_more_counts_at_once() {
    let mut day = evening();
    save(&mut day, &["mail.example", "chat.example", "!mail.example"]);
    assert_eq!(day.veiled(), [1], "from tomorrow");
    day.alarm_at("2026-11-30 18:30");
    assert_eq!(day.veiled(), [] as [i32; 0]);
    save(&mut day, &["mail.example", "chat.example"]);
    assert_eq!(day.veiled(), [1]);
}

#[test]
fn a_rule_that_lets_its_own_site_through_waits_as_well() {
    let mut day = Day::at("2026-11-20 12:00");
    day.open_tab(1, MAIL);
    let rule = draft(&[Weekday::Mon], &["18:00-20:00"], &["mail.example"]);
    day.page(CoreEvent::SaveRule { rule: rule.clone(), groups: Vec::new() });
    day.alarm_at("2026-11-23 18:30");
    let sites = vec!["mail.example".into(), "!mail.example".into()];
    day.page(CoreEvent::SaveRule { rule: RuleDraft { id: 1, sites, ..rule }, groups: Vec::new() });
    assert_eq!(day.veiled(), [1], "the rule as it was holds beside it");
    day.alarm_at("2026-11-30 18:30");
    assert_eq!(day.veiled(), [] as [i32; 0]);
}

#[test]
fn a_preset_crosses_with_the_rule_that_first_names_it_and_stays_as_it_was_then() {
    let mut day = Day::at("2026-11-20 12:00");
    let rule =
        RuleDraft { groups: vec!["mail".into()], ..draft(&[Weekday::Mon], &["18:00-20:00"], &[]) };
    let refused = day.page(CoreEvent::SaveRule { rule: rule.clone(), groups: Vec::new() }).reply;
    let Reply::Refused { faults } = refused else { panic!("{refused:?}") };
    assert_eq!((faults[0].field, faults[0].kind), (Field::Sites, FaultKind::GroupUnknown));

    let made = day.page(CoreEvent::SaveRule { rule: rule.clone(), groups: drafts() }).reply;
    assert_eq!(made, Reply::Made { id: 1 });
    let names: Vec<String> = options(&mut day).groups.into_iter().map(|it| it.name).collect();
    assert_eq!(names, ["Mail"], "and not those that it does not name");
    let other = GroupDraft { sites: vec!["other.example".into()], ..groups()[0].to_draft() };
    let rule = RuleDraft { id: 1, ..rule };
    day.page(CoreEvent::SaveRule { rule, groups: vec![other] });
    assert_eq!(shown(&mut day).sites, groups()[0].to_draft().sites);
}

#[test]
fn a_group_is_named_read_and_deleted_with_care() {
    let mut day = evening();
    let mut bad = group(&["mail.example", "two words", "*"]);
    bad.name = " ".into();
    let refused = day.page(CoreEvent::SaveGroup { group: bad }).reply;
    let Reply::Refused { faults } = refused else { panic!("{refused:?}") };
    let told: Vec<_> = faults.iter().map(|it| (it.field, it.kind)).collect();
    assert_eq!(
        told,
        [
            (Field::GroupName, FaultKind::GroupName),
            (Field::Site { index: 1 }, FaultKind::SiteSpace),
            (Field::Site { index: 2 }, FaultKind::SiteWildcard),
        ]
    );
    let delete = CoreEvent::DeleteGroup { id: "work".into() };
    let refused = day.page(delete.clone()).reply;
    let Reply::Refused { faults } = refused else { panic!("{refused:?}") };
    assert_eq!(faults[0].kind, FaultKind::GroupInUse);

    let new = GroupDraft { id: String::new(), name: "Own".into(), sites: Vec::new() };
    day.page(CoreEvent::SaveGroup { group: new });
    let own = options(&mut day).groups.pop().unwrap();
    assert_eq!((own.name.as_str(), own.rules), ("Own", Vec::new()));
    assert_eq!(day.page(CoreEvent::DeleteGroup { id: own.id }).reply, Reply::Done {});
    assert_eq!(options(&mut day).groups.len(), 1);
    let told = day.told();
    assert_eq!(told.iter().filter(|it| it.ends_with("group_changed")).count(), 3);
}

#[test]
fn one_site_more_goes_into_the_group_or_the_rule_that_the_popup_offers() {
    let mut day = evening();
    let homes = day.popup().homes;
    assert_eq!(homes.len(), 1);
    assert_eq!(
        (homes[0].label.as_str(), &homes[0].home),
        ("Work", &SiteHome::Group { id: "work".into() })
    );
    let add = |day: &mut Day, home: SiteHome, site: &str| {
        day.page(CoreEvent::AddSite { home, site: site.into() }).reply
    };
    assert_eq!(add(&mut day, homes[0].home.clone(), "wiki.example"), Reply::Done {});
    assert_eq!(day.veiled(), [1, 2]);
    assert_eq!(add(&mut day, SiteHome::Rule { id: 1 }, "news.example"), Reply::Made { id: 1 });
    assert_eq!(options(&mut day).rules[0].draft.sites, ["news.example"]);
    let gone = add(&mut day, SiteHome::Group { id: "no".into() }, "a.example");
    let Reply::Refused { faults } = gone else { panic!("{gone:?}") };
    assert_eq!(faults[0].kind, FaultKind::Gone);
}

#[test]
fn a_trial_tells_what_holds_now_what_each_rule_does_and_which_patterns_have_a_say() {
    let mut day = evening();
    save(&mut day, &["mail.example", "chat.example", "!chat.example/me"]);
    let dim = RuleDraft {
        mode: Mode::Dim,
        goal: String::new(),
        ..draft(&[Weekday::Tue], &["08:00-09:00"], &["chat.example/me/work"])
    };
    day.page(CoreEvent::SaveRule { rule: dim, groups: Vec::new() });
    day.alarm_at("2026-11-30 18:30");
    let seen = tried(&mut day, "https://chat.example/me/work/1");
    assert!(seen.readable && !seen.lifted);
    assert_eq!(seen.now, TabVerdict::Open {});
    let modes: Vec<_> = seen.rules.iter().map(|it| it.mode).collect();
    assert_eq!(modes, [None, Some(Mode::Dim)]);
    let trail: Vec<&str> = seen.trail.iter().map(|it| it.site.as_str()).collect();
    assert_eq!(trail, ["chat.example/me/work", "!chat.example/me", "chat.example"]);
    assert_eq!(seen.trail[1].group, "Work");
    assert!(seen.trail[1].lets_through);
    assert!(matches!(tried(&mut day, MAIL).now, TabVerdict::Veiled { .. }));
    assert!(!tried(&mut day, "about:blank").readable);
}

#[test]
fn a_group_of_ones_own_has_an_id_that_its_maker_learns_and_comes_back_by_it() {
    let mut day = Day::at("2026-11-20 12:00");
    let new = GroupDraft { id: String::new(), ..group(&["mail.example"]) };
    let made = day.page(CoreEvent::SaveGroup { group: new }).reply;
    assert_eq!(made, Reply::Made { id: 1 });
    let id = own_id(1);
    assert_eq!(shown(&mut day).id, id);
    assert_eq!(day.page(CoreEvent::DeleteGroup { id: id.clone() }).reply, Reply::Done {});
    assert!(options(&mut day).groups.is_empty());
    let again = GroupDraft { id: id.clone(), ..group(&["mail.example"]) };
    assert_eq!(day.page(CoreEvent::SaveGroup { group: again }).reply, Reply::Done {});
    assert_eq!(shown(&mut day).id, id);
}

#[test]
fn a_name_is_one_to_sixty_letters_that_can_be_seen() {
    let mut day = Day::at("2026-11-20 12:00");
    for name in ["", "  ", "a\u{7}b", "Mail\u{202E}liaM", "\u{2066}x", &"x".repeat(61)] {
        let group = GroupDraft { name: name.into(), ..group(&["mail.example"]) };
        match day.page(CoreEvent::SaveGroup { group }).reply {
            Reply::Refused { faults } => {
                assert_eq!(faults.len(), 1, "{name:?}");
                assert_eq!(faults[0].kind, FaultKind::GroupName, "{name:?}");
            }
            other => panic!("{name:?}: {other:?}"),
        }
    }
    let arabic = GroupDraft { name: "بريد".into(), ..group(&["mail.example"]) };
    assert_eq!(day.page(CoreEvent::SaveGroup { group: arabic }).reply, Reply::Done {});
}

#[test]
fn a_public_suffix_is_no_site() {
    let mut day = Day::at("2026-11-20 12:00");
    let sites = ["com", "*.co.uk", "!github.io/me", "me.github.io", "bbc.co.uk"];
    match save(&mut day, &sites) {
        Reply::Refused { faults } => {
            let found: Vec<_> = faults.iter().map(|it| (it.field, it.kind)).collect();
            let at = |index| (Field::Site { index }, FaultKind::SiteSuffix);
            assert_eq!(found, [at(0), at(1), at(2)]);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_pattern_of_a_group_that_no_rule_names_is_told_apart() {
    let mut day = evening();
    let unused = GroupDraft {
        id: "other".into(),
        name: "Other".into(),
        sites: vec!["mail.example/inbox".into()],
    };
    assert_eq!(day.page(CoreEvent::SaveGroup { group: unused }).reply, Reply::Done {});
    let trail = tried(&mut day, "https://mail.example/inbox/7").trail;
    let trail: Vec<_> = trail.iter().map(|it| (it.site.as_str(), it.in_rule)).collect();
    assert_eq!(
        trail,
        [("mail.example", true), ("mail.example/inbox", false)],
        "what counts comes first"
    );
}
