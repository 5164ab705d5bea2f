//! Tighten now, loosen later, on random pairs and sequences of edits, minute by minute.

use std::rc::Rc;

use chrono::{NaiveDate, TimeDelta};
use proptest::prelude::*;
use ringfence_core::clock::{Instant, MINUTE};
use ringfence_core::protected::Protected;
use ringfence_core::protocol::{
    CoreEvent, Lead, Mode, Posture, Reply, RuleDraft, SettingsDraft, TabVerdict,
};
use ringfence_core::site::Address;
use ringfence_core::state::State;
use ringfence_core::timetable::Timetable;
use ringfence_core::verdict::verdict;

use crate::cases::cases;
use crate::day::Day;
use crate::named::Named;
use crate::oracle::{instant, stated};
use crate::plan::{Plan, rule};
use crate::plans::rule_draft;

const SITES: [&str; 3] = ["mail.example", "chat.example", "wiki.example/x"];

/// On this date Berlin's clocks change.
fn sunday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 29).unwrap()
}

/// A rule of mixed kinds on some of the sites.
fn some_rule() -> impl Strategy<Value = RuleDraft> {
    let sites = prop::sample::subsequence(SITES.to_vec(), 1..=3);
    let drafts = rule_draft(sunday()).prop_filter("too full a day", |it| rule(it, 1).is_ok());
    (drafts, sites).prop_map(|(draft, sites)| {
        let sites = sites.into_iter().map(ToOwned::to_owned).collect();
        RuleDraft { sites, ..draft }
    })
}

/// A moment, near an hour of the rule if it has one: which hour, minutes from its start.
type Moment = (prop::sample::Index, i64);

fn moment() -> impl Strategy<Value = Moment> {
    (any::<prop::sample::Index>(), prop_oneof![-700_i64..700, 0_i64..30])
}

fn at((which, minutes): Moment, draft: &RuleDraft) -> Instant {
    let home = chrono_tz::Europe::Berlin;
    let plan =
        Plan { home, rules: vec![draft.clone()], exceptions: Vec::new(), changes: Vec::new() };
    let near = TimeDelta::days(6);
    let hours = stated(&plan, 0, sunday() - near, sunday() + near);
    let noon = instant(home, sunday().and_hms_opt(12, 0, 0).unwrap());
    let from = if hours.is_empty() { noon } else { which.get(&hours).1.0 };
    Instant::from_ms((from + minutes) * MINUTE)
}

/// The rule, made long before, and now that moment.
fn with_rule(draft: &RuleDraft, now: Instant) -> Day {
    let mut day = Day::at("2026-01-05 12:00");
    day.zone = Named(chrono_tz::Europe::Berlin);
    for (site, id) in SITES.iter().zip(1..) {
        day.open_tab(id, &format!("https://{site}"));
    }
    assert_eq!(save(&mut day, draft.clone()), Reply::Made { id: 1 });
    day.now = now;
    day.browser(CoreEvent::Looked {});
    day
}

fn save(day: &mut Day, rule: RuleDraft) -> Reply {
    day.page(CoreEvent::SaveRule { rule, groups: crate::standard::drafts() }).reply
}

fn set_lead(day: &mut Day, lead: Lead) {
    let settings = SettingsDraft { lead, zone: String::new(), owe_excused: false };
    assert_eq!(day.page(CoreEvent::SaveSettings { settings }).reply, Reply::Done {});
}

/// The rule is edited, or deleted.
fn edit(day: &mut Day, new: Option<&RuleDraft>) {
    let (event, reply) = match new {
        Some(new) => {
            let rule = RuleDraft { id: 1, ..new.clone() };
            (CoreEvent::SaveRule { rule, groups: crate::standard::drafts() }, Reply::Made { id: 1 })
        }
        None => (CoreEvent::DeleteRule { id: 1 }, Reply::Done {}),
    };
    assert_eq!(day.page(event).reply, reply);
}

/// A state that is walked through.
struct Walk {
    state: State,
    timetable: Timetable,
}

impl Walk {
    fn of(state: &State) -> Self {
        Self { state: state.clone(), timetable: Timetable::default() }
    }

    /// How strictly each site is protected.
    fn strictness(&mut self, zone: &Named, now: Instant) -> Vec<Option<Mode>> {
        let clock = zone.clock(now);
        self.timetable.refresh(clock, &self.state);
        let protected = Protected::at(clock, &self.state, &self.timetable);
        let of_site = |site: &&str| {
            let address = Address::parse(&format!("https://{site}")).unwrap();
            match verdict(clock, &protected, &[], &address).for_tab() {
                TabVerdict::Open {} => None,
                TabVerdict::Veiled { mode, .. } => Some(mode),
            }
        };
        SITES.iter().map(of_site).collect()
    }
}

/// What is wanted outside, but for notices: they also follow from what was so before the edit.
fn outside(day: &Day) -> Option<Posture> {
    day.posture.clone().map(|posture| Posture { notices: Vec::new(), ..posture })
}

fn at_least(one: &[Option<Mode>], other: &[Option<Mode>]) -> bool {
    one.iter().zip(other).all(|(one, other)| one >= other)
}

/// The midnight that ends the day.
fn midnight(zone: &Named, now: Instant) -> Instant {
    let tomorrow = zone.clock(now).civil(now).date() + TimeDelta::days(1);
    Instant::from_ms(instant(zone.0, tomorrow.and_hms_opt(0, 0, 0).unwrap()) * MINUTE)
}

fn minutes(from: Instant, to: Instant) -> impl Iterator<Item = Instant> {
    let minutes = (0..).map(move |minute| from.plus(minute * MINUTE));
    minutes.take_while(move |at| *at < to)
}

#[derive(Debug, Clone)]
enum Act {
    Save(RuleDraft),
    SaveAsItWas,
    Delete,
    Restore,
    Lead(Lead),
}

fn act() -> impl Strategy<Value = Act> {
    let leads = vec![Lead::Off, Lead::Hour, Lead::Today, Lead::Day];
    prop_oneof![
        3 => some_rule().prop_map(Act::Save),
        1 => Just(Act::SaveAsItWas),
        2 => Just(Act::Delete),
        2 => Just(Act::Restore),
        1 => prop::sample::select(leads).prop_map(Act::Lead),
    ]
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn while_an_edit_waits_time_is_protected_as_the_old_rule_says_and_as_the_new_one_says(
        old in some_rule(),
        new in prop::option::weighted(0.8, some_rule()),
        moment in moment(),
    ) {
        let mut day = with_rule(&old, at(moment, &old));
        let zone = Named(day.zone.0);
        let before = day.app.state().clone();
        edit(&mut day, new.as_ref());
        let after = day.app.state().clone();
        let new_alone = State { leaving: Rc::default(), ..after.clone() };
        let until = after.leaving.iter().map(|it| it.until).max().unwrap_or(day.now);
        let held = until.max(midnight(&zone, day.now));
        let (mut before, mut after, mut new_alone) =
            (Walk::of(&before), Walk::of(&after), Walk::of(&new_alone));
        let mut gives_up = false;
        for now in minutes(day.now, held.plus(90 * MINUTE)) {
            let found = after.strictness(&zone, now);
            let old = before.strictness(&zone, now);
            let new = new_alone.strictness(&zone, now);
            prop_assert!(at_least(&found, &new), "{} {found:?} {new:?}", zone.clock(now).civil(now));
            if now < held {
                prop_assert!(at_least(&found, &old), "{} {found:?} {old:?}", zone.clock(now).civil(now));
                gives_up |= !at_least(&new, &old);
            }
            if until <= now {
                prop_assert_eq!(&found, &new, "{}", zone.clock(now).civil(now));
            }
        }
        prop_assert_eq!(gives_up, until > day.now, "it waits if it gives something up, else not");
    }

    #[test]
    fn no_sequence_of_edits_gives_up_an_hour_of_today(
        old in some_rule(),
        acts in prop::collection::vec((act(), 0_i64..6), 1..9),
        moment in moment(),
    ) {
        let mut day = with_rule(&old, at(moment, &old));
        let zone = Named(day.zone.0);
        let mut before = Walk::of(day.app.state());
        let end = midnight(&zone, day.now);
        let mut told = Vec::new();
        for (act, halves) in acts {
            let event = match act.clone() {
                Act::Save(rule) => CoreEvent::SaveRule { rule: RuleDraft { id: 1, ..rule }, groups: crate::standard::drafts() },
                Act::SaveAsItWas => CoreEvent::SaveRule { rule: RuleDraft { id: 1, ..old.clone() }, groups: crate::standard::drafts() },
                Act::Delete => CoreEvent::DeleteRule { id: 1 },
                Act::Restore => CoreEvent::RestoreRule { id: 1 },
                Act::Lead(lead) => {
                    let settings = SettingsDraft { lead, zone: String::new(), owe_excused: false };
                    CoreEvent::SaveSettings { settings }
                }
            };
            day.page(event);
            told.push((day.now, act));
            let mut after = Walk::of(day.app.state());
            for now in minutes(day.now, end) {
                let (found, old) = (after.strictness(&zone, now), before.strictness(&zone, now));
                prop_assert!(
                    at_least(&found, &old),
                    "{} {found:?} {old:?} after {told:#?}",
                    zone.clock(now).civil(now)
                );
            }
            day.now = day.now.plus(halves * MINUTE / 2);
        }
    }

    #[test]
    fn a_pure_tightening_changes_the_posture_in_the_same_turn(
        old in some_rule(),
        more in some_rule(),
        moment in moment(),
    ) {
        let sites = SITES.iter().map(ToString::to_string).collect();
        let schedule = [&old.schedule[..], &more.schedule[..]].concat();
        let new = RuleDraft { mode: Mode::Cover, schedule, sites, ..old.clone() };
        prop_assume!(rule(&new, 1).is_ok());
        // At an hour that only the new one has.
        let now = at(moment, &RuleDraft { zone: old.zone.clone(), ..more });
        let mut day = with_rule(&old, now);
        edit(&mut day, Some(&new));
        prop_assert!(day.app.state().leaving.is_empty());
        prop_assert_eq!(outside(&day), outside(&with_rule(&new, now)));
    }

    #[test]
    fn with_the_delay_switched_off_everything_applies_in_the_same_turn(
        old in some_rule(),
        new in some_rule(),
        moment in moment(),
    ) {
        let now = at(moment, &old);
        let mut day = with_rule(&old, now.plus(-100 * 1440 * MINUTE));
        set_lead(&mut day, Lead::Off);
        day.now = now;
        day.browser(CoreEvent::Looked {});
        edit(&mut day, Some(&new));
        prop_assert_eq!(outside(&day), outside(&with_rule(&new, now)));
        edit(&mut day, None);
        prop_assert_eq!(&day.posture.as_ref().unwrap().alarms, &Vec::new());
        prop_assert_eq!(day.veiled(), Vec::<i32>::new());
    }

    #[test]
    fn within_two_minutes_an_edit_is_taken_back_in_the_same_turn(
        old in some_rule(),
        new in prop::option::weighted(0.8, some_rule()),
        moment in moment(),
    ) {
        let now = at(moment, &old);
        let mut day = with_rule(&old, now);
        edit(&mut day, new.as_ref());
        day.now = now.plus(2 * MINUTE - 1);
        let event = match &new {
            Some(_) => CoreEvent::SaveRule { rule: RuleDraft { id: 1, ..old.clone() }, groups: crate::standard::drafts() },
            None => CoreEvent::RestoreRule { id: 1 },
        };
        prop_assert_eq!(day.page(event).reply, Reply::Made { id: 1 });
        prop_assert!(day.app.state().leaving.is_empty());
        prop_assert_eq!(outside(&day), outside(&with_rule(&old, day.now)));
    }
}
