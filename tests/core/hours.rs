//! Which hours hold: in stories with exact numbers, and against counting. 23 November 2026 is a Monday,
//! and all clocks are Berlin's unless a story says otherwise.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use ringfence_core::clock::{Instant, MINUTE};
use ringfence_core::date::Date;
use ringfence_core::hours::{Tally, Weak, weakest};
use ringfence_core::ledger::Sitting;
use ringfence_core::protocol::{
    BetterDay, CoreEvent, Day as Weekday, Entry, ExcusedBy, LogRow, Mode, Moment, NudgeWord,
    OverrideEnding, Reason, Reply, RuleDraft, ScopeDraft, Suggestion,
};
use ringfence_core::schedule::{Schedule, Span};

use crate::cases::cases;
use crate::day::{Day, draft, instant, override_draft};
use crate::ledger::balance;
use crate::ledger_laws::{acts, by_hand, count, day_of, played};
use crate::named::Named;
use crate::plan::change;

const EVENINGS: [Weekday; 2] = [Weekday::Wed, Weekday::Thu];
const FIRST: &str = "2026-11-01 12:00";
const WORD: &str = "2026-11-29 18:00";

/// The first of November, with a rule for Wednesdays and Thursdays, six to eight.
fn november() -> Day {
    let mut day = Day::at(FIRST);
    save(&mut day, draft(&EVENINGS, &["18:00-20:00"], &["mail.example"]));
    day
}

fn save(day: &mut Day, rule: RuleDraft) {
    let reply = day.page(CoreEvent::SaveRule { rule, groups: Vec::new() }).reply;
    assert!(matches!(reply, Reply::Made { .. }), "{reply:?}");
}

/// An evening, with so many minutes of it gone back for.
fn evening(day: &mut Day, date: &str, minutes: u32) {
    day.alarm_at(&format!("{date} 18:00"));
    if minutes > 0 {
        let draft = override_draft(ScopeDraft::Everything {}, minutes, Reason::Promise);
        let reply = day.page(CoreEvent::RequestOverride { draft }).reply;
        assert!(matches!(reply, Reply::Made { .. }), "{reply:?}");
    }
    day.heartbeats_to(&format!("{date} 20:00"));
}

fn suggested(day: &mut Day) -> Option<Suggestion> {
    day.alarm_at(WORD);
    // What else is due comes first, and is answered.
    while let Some(nudge) = day.popup().nudge {
        if let NudgeWord::Weekly { weekly } = nudge.word {
            return weekly.suggestion;
        }
        assert_ne!(nudge.key.moment, Moment::Weekly);
        day.page(CoreEvent::AnswerNudge { key: nudge.key });
    }
    panic!("the week is told");
}

fn weak(day: Weekday, held: u32, of: u32, better: Option<BetterDay>) -> Suggestion {
    Suggestion::WeakHour { rule: 1, day, from: 18 * 60, held, of, better }
}

#[test]
fn an_hour_that_held_once_in_four_is_suggested_with_the_day_that_holds() {
    let mut day = november();
    for (week, minutes) in [(4, 0), (11, 90), (18, 61), (25, 120)] {
        evening(&mut day, &format!("2026-11-{week:02}"), minutes);
        evening(&mut day, &format!("2026-11-{:02}", week + 1), 60);
    }
    let better = BetterDay { day: Weekday::Thu, held: 4, of: 4 };
    assert_eq!(suggested(&mut day), Some(weak(Weekday::Wed, 1, 4, Some(better))), "half is held");
}

#[test]
fn three_are_evidence_and_two_are_none() {
    for (skipped, expected) in [(2, None), (3, Some(weak(Weekday::Wed, 0, 3, None)))] {
        let mut day = november();
        for date in ["2026-11-11", "2026-11-18", "2026-11-25"].iter().take(skipped) {
            day.clock_comes_to(&format!("{date} 12:00"));
            let mut change = change(1, &format!("{date} 18:00"), None);
            change.reason = Some(Reason::Promise);
            assert_eq!(day.page(CoreEvent::ChangeOccurrence { change }).reply, Reply::Done {});
            day.alarm_at(&format!("{date} 18:00"));
        }
        let found = suggested(&mut day);
        let found = found.filter(|it| matches!(it, Suggestion::WeakHour { .. }));
        assert_eq!(found, expected, "{skipped} skipped, and what nobody saw tells nothing");
    }
}

#[test]
fn an_hour_that_was_moved_by_its_rule_begins_anew() {
    let mut day = november();
    for date in ["2026-11-04", "2026-11-11", "2026-11-18", "2026-11-25"] {
        evening(&mut day, date, 120);
    }
    day.clock_comes_to("2026-11-27 12:00");
    let moved = draft(&EVENINGS, &["07:00-09:00"], &["mail.example"]);
    save(&mut day, RuleDraft { id: 1, ..moved });
    let found = suggested(&mut day);
    assert!(!matches!(found, Some(Suggestion::WeakHour { .. })), "{found:?}");
}

#[test]
fn an_hour_put_off_ten_minutes_is_the_same_hour() {
    let mut day = november();
    for date in ["2026-11-04", "2026-11-11", "2026-11-18", "2026-11-25"] {
        day.clock_comes_to(&format!("{date} 17:55"));
        let occurrence = change(1, &format!("{date} 18:00"), None).occurrence;
        assert_eq!(day.page(CoreEvent::Postpone { occurrence }).reply, Reply::Done {});
        day.alarm_at(&format!("{date} 18:10"));
        let draft = override_draft(ScopeDraft::Everything {}, 120, Reason::Habit);
        day.page(CoreEvent::RequestOverride { draft });
        day.heartbeats_to(&format!("{date} 20:10"));
    }
    assert_eq!(suggested(&mut day), Some(weak(Weekday::Wed, 0, 4, None)));
}

#[test]
fn the_day_of_the_weak_hour_is_no_better_day() {
    let mut day = Day::at(FIRST);
    let stretches = ["06:00-07:00", "08:00-09:00", "10:00-11:00", "18:00-20:00"];
    save(&mut day, draft(&[Weekday::Wed], &stretches, &["mail.example"]));
    for date in ["2026-11-04", "2026-11-11", "2026-11-18", "2026-11-25"] {
        day.alarm_at(&format!("{date} 06:00"));
        day.heartbeats_to(&format!("{date} 17:59"));
        evening(&mut day, date, if date.ends_with("04") { 0 } else { 120 });
    }
    assert_eq!(suggested(&mut day), Some(weak(Weekday::Wed, 1, 4, None)), "13 of 16 held");
}

#[test]
fn with_no_weak_hour_a_step_and_then_what_is_owed_is_suggested() {
    let mut day = november();
    evening(&mut day, "2026-11-25", 30);
    let step = Suggestion::Step { goal: "Portfolio".into() };
    assert_eq!(suggested(&mut day), Some(step));
    let mut day = Day::at(FIRST);
    let plain = draft(&EVENINGS, &["18:00-20:00"], &["mail.example"]);
    save(&mut day, RuleDraft { goal: String::new(), ..plain });
    evening(&mut day, "2026-11-25", 30);
    assert_eq!(suggested(&mut day), Some(Suggestion::Owed { minutes: 30 }));
}

/// The sittings of each rule by going through the minutes.
fn by_counting(rows: &[LogRow], now: i64) -> BTreeSet<(u32, i64, i64, i64, i64)> {
    let rules: BTreeSet<u32> = rows.iter().filter_map(|row| rule_of(&row.entry)).collect();
    let whole = count(rows, now);
    let mut sittings = BTreeSet::new();
    let within = |spans: &[(i64, i64)], at| spans.iter().any(|(from, to)| *from <= at && at < *to);
    for rule in rules {
        let mut own = rows.to_vec();
        own.retain(|row| rule_of(&row.entry) == Some(rule));
        let own = count(&own, now);
        let ends = own.planned.iter().chain(&own.excused).flat_map(|(from, to)| [*from, *to]);
        let (first, last) = ends.fold((now, 0), |(a, b), at| (a.min(at), b.max(at)));
        let mut open: Option<(u32, i64, i64, i64, i64)> = None;
        let mut at = first;
        while at <= last {
            if within(&own.planned, at) || within(&own.excused, at) {
                let sitting = open.get_or_insert((rule, at, 0, 0, 0));
                let kept = within(&own.planned, at) && !within(&whole.lifted, at);
                sitting.2 += MINUTE;
                sitting.3 += if kept { MINUTE } else { 0 };
                sitting.4 += if kept && within(&whole.unseen, at) { MINUTE } else { 0 };
            } else {
                sittings.extend(open.take());
            }
            at += MINUTE;
        }
    }
    sittings
}

fn rule_of(entry: &Entry) -> Option<u32> {
    match entry {
        Entry::OccurrenceStarted { rule, .. }
        | Entry::OccurrenceEnded { rule, .. }
        | Entry::OccurrenceExcused { rule, .. } => Some(*rule),
        _ => None,
    }
}

/// What becomes of an evening of two hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Nothing,
    Kept,
    Half,
    Lost,
    Skipped,
    OnCall,
    Vacation,
    Asleep,
    MostlyAsleep,
    HalfAsleep,
    /// Seen for the second hour alone, and that was overridden.
    AsleepAndLost,
}

impl Fate {
    const ALL: [Self; 11] = [
        Self::Nothing,
        Self::Kept,
        Self::Half,
        Self::Lost,
        Self::Skipped,
        Self::OnCall,
        Self::Vacation,
        Self::Asleep,
        Self::MostlyAsleep,
        Self::HalfAsleep,
        Self::AsleepAndLost,
    ];

    /// Whether it held, if it tells anything.
    fn held(self) -> Option<bool> {
        match self {
            Self::Nothing | Self::Vacation | Self::Asleep | Self::MostlyAsleep => None,
            Self::Kept | Self::Half | Self::HalfAsleep => Some(true),
            Self::Lost | Self::Skipped | Self::OnCall | Self::AsleepAndLost => Some(false),
        }
    }

    /// Its entries, each with the minute at which it is written.
    fn entries(self, rule: u32, start: i64) -> Vec<(i64, Entry)> {
        let (goal, end) = (String::new(), start + 120 * MINUTE);
        let begun = || {
            let (goal, mode) = (goal.clone(), Mode::Cover);
            let began =
                Entry::OccurrenceStarted { rule, goal: goal.clone(), aim: 0, mode, start, end };
            vec![(0, began), (120, Entry::OccurrenceEnded { rule, goal, start, end })]
        };
        let excused = |by| {
            let goal = goal.clone();
            vec![(120, Entry::OccurrenceExcused { rule, goal, start, end, by })]
        };
        let lifted = |from: i64, to: i64| {
            let grant = u32::try_from(start.div_euclid(60_000) % 1_000_000_000).unwrap() * 4 + rule;
            let (puller, note) = (String::new(), String::new());
            let (sites, rules) = (Vec::new(), vec![rule]);
            let (reason, instead, how) = (Reason::Habit, None, OverrideEnding::Back);
            let minutes = u32::try_from(to - from).unwrap();
            let granted = Entry::OverrideGranted {
                grant,
                reason,
                sites,
                minutes,
                puller,
                note,
                instead,
                rules,
            };
            let ended = Entry::OverrideEnded { grant, how, minutes, in_front: None };
            vec![(from, granted), (to, ended)]
        };
        let unseen = |to: i64| vec![(to, Entry::Unseen { start, end: start + to * MINUTE })];
        match self {
            Self::Nothing => Vec::new(),
            Self::Kept => begun(),
            Self::Half => [begun(), lifted(0, 60)].concat(),
            Self::Lost => [begun(), lifted(10, 71)].concat(),
            Self::Skipped => excused(ExcusedBy::Skip),
            Self::OnCall => excused(ExcusedBy::OnCall),
            Self::Vacation => excused(ExcusedBy::Vacation),
            Self::Asleep => [begun(), unseen(120)].concat(),
            Self::MostlyAsleep => [begun(), unseen(61)].concat(),
            Self::HalfAsleep => [begun(), unseen(60)].concat(),
            Self::AsleepAndLost => [begun(), unseen(60), lifted(60, 91)].concat(),
        }
    }
}

/// Most are kept: else no day would hold of which one hour does not.
fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![2 => Just(Fate::Kept), 1 => prop::sample::select(Fate::ALL.to_vec())]
}

const HOURS: [&str; 3] = ["06:00", "12:00", "18:00"];

proptest! {
    #![proptest_config(cases(160))]

    #[test]
    fn sittings_are_what_counting_minute_by_minute_says(acts in acts(), by_hand in by_hand()) {
        let (rows, now) = played(&acts, &by_hand);
        let short = |it: &Sitting| (it.rule, it.start.ms(), it.planned, it.kept, it.unseen);
        let balance = balance(&rows, now);
        let found = balance.sittings(Span::EVER);
        let shown: BTreeSet<_> = found.iter().map(short).collect();
        prop_assert_eq!(&shown, &by_counting(&rows, now.ms()));
        prop_assert_eq!(shown.len(), found.len());
        // Those of a part of the time are those that begin in it.
        let middle = Instant::from_ms(i64::midpoint(rows[0].at, now.ms()));
        let late = Span { start: middle, ..Span::EVER };
        let expected: Vec<_> = found.iter().copied().filter(|it| it.start >= middle).collect();
        prop_assert_eq!(balance.sittings(late), expected);
        for it in &found {
            prop_assert_eq!(Date::of(balance.civil(it.start)).midnight() / 1440, day_of(&rows, it.start.ms()));
        }
    }

    #[test]
    fn the_weakest_hour_of_any_month_is_as_counting_says(
        fates in prop::collection::vec(prop::collection::vec(fate(), 3), 7),
        noise in prop::collection::vec((0_i32..42, 0_usize..3, fate()), 0..30),
    ) {
        let mut day = Day::at(FIRST);
        let week = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
        for stretch in ["06:00-08:00", "12:00-14:00", "18:00-20:00"] {
            save(&mut day, draft(&week, &[stretch], &["mail.example"]));
        }
        // Five weeks and a day, each like the other but for some days; the last day is today.
        let last = Date::parse("2026-11-29").unwrap();
        let mut rows = Vec::new();
        let mut tallies: BTreeMap<(u32, usize), (u32, u32)> = BTreeMap::new();
        let mut days: BTreeMap<usize, (u32, u32)> = BTreeMap::new();
        for back in (0..36).rev() {
            let date = last.plus(-back);
            let weekday = date.day() as usize;
            for (hour, from) in HOURS.iter().enumerate() {
                let other = noise.iter().find(|it| (it.0, it.1) == (back, hour));
                let fate = other.map_or(fates[weekday][hour], |it| it.2);
                let rule = u32::try_from(hour).unwrap() + 1;
                let start = instant(&Named(chrono_tz::Europe::Berlin), &format!("{date} {from}")).ms();
                for (minute, entry) in fate.entries(rule, start) {
                    rows.push(LogRow { id: 0, at: start + minute * MINUTE, offset: 60, entry });
                }
                if let Some(held) = fate.held().filter(|_| (1..=28).contains(&back)) {
                    let one = u32::from(held);
                    for tally in [tallies.entry((rule, weekday)).or_default(), days.entry(weekday).or_default()] {
                        *tally = (tally.0 + one, tally.1 + 1);
                    }
                }
            }
        }
        rows.sort_by_key(|row| row.at);
        for (row, id) in rows.iter_mut().zip(1..) {
            row.id = id;
        }
        let now = instant(&Named(chrono_tz::Europe::Berlin), "2026-11-29 22:00");
        let balance = balance(&rows, now);
        let clock = day.zone.clock(now);
        let schedule = Schedule::new(clock, &[], &[]);
        let found = weakest(&schedule, &day.app.state().rules, &balance, last);
        let share = |(held, of): &(u32, u32)| f64::from(*held) / f64::from(*of);
        let weak = |it: &&(u32, u32)| it.1 >= 3 && share(it) < 0.5;
        let least = tallies.values().filter(weak).map(share).reduce(f64::min);
        let Some(Weak { hour, better }) = found else {
            prop_assert_eq!(least, None);
            return Ok(());
        };
        let weekday = hour.day as usize;
        let Tally { held, of } = hour.tally;
        prop_assert_eq!(Some(&(held, of)), tallies.get(&(hour.rule.0, weekday)));
        prop_assert_eq!(Some(share(&(held, of))), least);
        prop_assert_eq!(usize::from(hour.from), 360 * hour.rule.0 as usize);
        let others = days.iter().filter(|(day, it)| **day != weekday && it.1 >= 3 && share(it) >= 0.75);
        let best = others.map(|(_, it)| share(it)).reduce(f64::max);
        prop_assert_eq!(better.map(|(_, it)| share(&(it.held, it.of))), best);
        if let Some((day, it)) = better {
            prop_assert_eq!(days.get(&(day as usize)), Some(&(it.held, it.of)));
        }
    }
}
