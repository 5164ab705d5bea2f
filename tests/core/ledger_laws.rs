//! The ledger against counting: random weeks are played through the core, and every minute of the rows
//! that it wrote is asked, by plain code that knows nothing of spans, what it was.

use std::collections::{BTreeMap, HashMap};

use proptest::prelude::*;
use proptest::sample::Index;
use ringfence_core::app::App;
use ringfence_core::clock::{Instant, MINUTE};
use ringfence_core::date::Date;
use ringfence_core::ledger::{Balance, Ledger, Owe, Sums};
use ringfence_core::protocol::{
    CoreEvent, Day as Weekday, Entry, ExceptionKind, ExcusedBy, GroupDraft, LogRow, Reason,
    RuleDraft, ScopeDraft, Stored, read_log,
};
use ringfence_core::schedule::Span;

use crate::cases::cases;
use crate::day::{Day, SerdeJson, draft, kind, override_draft};
use crate::ledger::balance;
use crate::named::Named;
use crate::plan::{change, exception};
use crate::standard::Standard;

/// The clocks of Berlin go back in the night to Sunday, 25 October.
const BEGIN: &str = "2026-10-23 15:00";

/// What a person or fate does, after so many minutes.
pub type Act = (u32, i64, u8);

pub fn acts() -> impl Strategy<Value = Vec<Act>> {
    let waits = prop_oneof![3 => 0_i64..20, 3 => 0_i64..240, 1 => 0_i64..1500];
    prop::collection::vec((0_u32..22, waits, any::<u8>()), 5..40)
}

/// Entries that the core does not write yet, put between its own: of what kind, when, and a number.
pub fn by_hand() -> impl Strategy<Value = Vec<(u32, Index, u8)>> {
    prop::collection::vec((0_u32..7, any::<Index>(), any::<u8>()), 0..10)
}

/// A log that the core wrote, and the moment at which it ends.
pub fn played(acts: &[Act], by_hand: &[(u32, Index, u8)]) -> (Vec<LogRow>, Instant) {
    let mut day = Day::at(BEGIN);
    day.open_tab(1, "https://mail.example/");
    day.open_tab(2, "https://meet.example/room");
    day.tab(1).front = true;
    for (hours, sites) in [("16:00-20:00", "mail.example"), ("22:00-03:00", "chat.example")] {
        save(&mut day, 0, hours, sites);
    }
    for (act, minutes, byte) in acts {
        day.now = day.now.plus(minutes * MINUTE);
        play(&mut day, *act, *byte);
    }
    day.browser(CoreEvent::Looked {});
    let mut rows = day.log;
    for (kind, at, byte) in by_hand {
        add_by_hand(&mut rows, *kind, *at, *byte);
    }
    (rows, day.now)
}

fn save(day: &mut Day, id: u32, hours: &str, site: &str) {
    let week = [Weekday::Fri, Weekday::Sat, Weekday::Sun, Weekday::Mon, Weekday::Tue];
    let (name, sites) = ("Meetings".to_owned(), vec!["meet.example".to_owned()]);
    let groups = vec![GroupDraft { id: "meetings".into(), name, sites }];
    let rule = draft(&week, &[hours], &[site]);
    let goal = if site.starts_with("mail") { "Portfolio" } else { "Talk" }.to_owned();
    let rule = RuleDraft { id, goal, groups: vec!["meetings".into()], ..rule };
    day.page(CoreEvent::SaveRule { rule, groups });
}

fn play(day: &mut Day, act: u32, byte: u8) {
    let hours = |minutes: u32| format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
    let number = u32::from(byte);
    let date = format!("2026-10-{}", 23 + byte % 5);
    match act {
        0 => {
            let from = number * 6;
            let hours = format!("{}-{}", hours(from), hours(from + 10 + number));
            save(
                day,
                if byte.is_multiple_of(3) { 1 + number % 4 } else { 0 },
                &hours,
                "chat.example",
            );
        }
        1 => drop(day.page(CoreEvent::DeleteRule { id: 1 + number % 4 })),
        2 => drop(day.page(CoreEvent::RestoreRule { id: 1 + number % 4 })),
        3 => drop(day.page(CoreEvent::StartFocus { minutes: 1 + number })),
        4 => drop(day.page(CoreEvent::EndFocus {})),
        5..=9 => {
            let scope = match byte % 3 {
                0 => ScopeDraft::Everything {},
                1 => ScopeDraft::Site { pattern: "mail.example".into() },
                _ => ScopeDraft::Site { pattern: "chat.example".into() },
            };
            if day.popup().overrides.is_empty() && !byte.is_multiple_of(4) {
                day.page(CoreEvent::StartFocus { minutes: 20 + number % 90 });
            }
            let reasons = [Reason::Habit, Reason::Incident, Reason::Home];
            let draft = override_draft(scope, 1 + number % 70, reasons[act as usize % 3]);
            day.page(CoreEvent::RequestOverride { draft });
        }
        10 => {
            let grant = day.app.state().grants.first().map_or(0, |grant| grant.id);
            day.page(CoreEvent::EndOverride { id: grant });
        }
        11 | 12 => {
            let kind = if act == 11 { ExceptionKind::Vacation } else { ExceptionKind::OnCall };
            let (from, until) = (hours(number * 5), hours(number * 5 + 90));
            let exception =
                exception(kind, &format!("{date}T{from}"), &format!("{date}T{until}"), &[]);
            day.page(CoreEvent::SaveException { exception });
        }
        13 | 14 => {
            let to = format!("{date} {}-{}", hours(number * 4), hours(number * 4 + 50));
            let to = (act == 13).then_some(to.as_str());
            // The next afternoon or night, most often.
            let today = day.zone.clock(day.now).civil(day.now).date();
            let stands = if byte.is_multiple_of(2) { "16:00" } else { "22:00" };
            let mut change = change(1 + number % 2, &format!("{today} {stands}"), to);
            change.reason = Some(Reason::Promise);
            day.page(CoreEvent::ChangeOccurrence { change });
        }
        15 => drop(day.worker_dies()),
        // The clock jumps.
        16 => {
            day.now = day.now.plus((i64::from(byte) - 128) * 3 * MINUTE);
            day.browser(CoreEvent::Looked {});
        }
        17 => {
            let zones =
                [chrono_tz::Europe::Berlin, chrono_tz::America::New_York, chrono_tz::Asia::Tokyo];
            day.zone = Named(zones[usize::from(byte) % 3]);
            day.browser(CoreEvent::Looked {});
        }
        18 => {
            day.tab(2).heard = byte.is_multiple_of(2);
            day.browser(CoreEvent::Looked {});
        }
        // The state is lost, the log is not: ids come again.
        19 if byte.is_multiple_of(4) => {
            let last_row = day.log.len() as u64;
            let slots = vec![String::new(); 3];
            day.stored = Stored { slots, mirror: String::new(), last_row, ..day.stored.clone() };
            day.app = App::load(&SerdeJson, &Standard, &day.stored, day.now);
            day.browser(CoreEvent::Booted {});
            save(day, 0, "16:00-20:00", "mail.example");
        }
        _ => {
            for _ in 0..byte % 40 {
                day.now = day.now.plus(2 * MINUTE);
                day.browser(CoreEvent::Looked {});
            }
        }
    }
}

fn add_by_hand(rows: &mut Vec<LogRow>, kind: u32, at: Index, byte: u8) {
    let id = rows.len() as u64 + 1;
    let place = at.index(rows.len());
    let beside = &rows[place];
    let (at, offset, make_up) = (beside.at, beside.offset, u32::from(byte));
    let grant = rows.iter().find_map(|row| match row.entry {
        Entry::OverrideGranted { grant, .. } if grant % 3 == make_up % 3 => Some(grant),
        _ => None,
    });
    let (start, end) = (at, at + i64::from(byte) * MINUTE);
    let entry = match kind {
        0 => Entry::OwedForgiven { minutes: make_up % 30 },
        1 => Entry::OverrideCorrected { grant: grant.unwrap_or_default(), reason: Reason::Home },
        2 => Entry::MakeUpTaken { make_up, start, end },
        3 | 4 => Entry::MakeUpStarted { make_up, aim: make_up % 4, start, end },
        // For what began last before, if anything did.
        _ => chosen(&rows[..=place], make_up % 4),
    };
    rows.push(LogRow { id, at, offset, entry });
    if kind == 4 {
        let row = LogRow {
            id: id + 1,
            at: end - 20 * MINUTE,
            offset,
            entry: Entry::MakeUpEnded { make_up, start, end },
        };
        rows.push(row);
    }
}

/// A goal is chosen for the stretch that began last.
fn chosen(before: &[LogRow], aim: u32) -> Entry {
    let began = before.iter().rev().find_map(|row| match row.entry {
        Entry::OccurrenceStarted { rule: of, start, .. }
        | Entry::FocusStarted { focus: of, start, .. }
        | Entry::MakeUpStarted { make_up: of, start, .. } => Some((of, start)),
        _ => None,
    });
    let (of, start) = began.unwrap_or_default();
    Entry::GoalChosen { of, start, aim, goal: "Chosen".into() }
}

/// What the rows say of time, minute by minute.
#[derive(Default)]
pub struct Count {
    pub planned: Vec<(i64, i64)>,
    pub made_up: Vec<(i64, i64)>,
    pub lifted: Vec<(i64, i64)>,
    pub excused: Vec<(i64, i64)>,
    pub unseen: Vec<(i64, i64)>,
    used: Vec<(i64, i64)>,
    forgiven: Vec<(i64, i64)>,
}

type Begun = HashMap<(&'static str, u32, i64), (i64, i64)>;

pub fn count(rows: &[LogRow], now: i64) -> Count {
    let mut rows: Vec<&LogRow> = rows.iter().collect();
    rows.sort_by_key(|row| row.id);
    let mut found = Count::default();
    let mut open = Begun::new();
    let mut grants: HashMap<u32, (i64, i64)> = HashMap::new();
    for row in rows {
        let at = row.at;
        let begin = |open: &mut Begun, key, end: i64| {
            let since = open.get(&key).map_or(at, |(since, _)| at.min(*since));
            open.insert(key, (since, end));
        };
        match &row.entry {
            Entry::OccurrenceStarted { rule, start, end, .. } => {
                begin(&mut open, ("rule", *rule, *start), *end);
            }
            Entry::FocusStarted { focus, start, end, .. } => {
                begin(&mut open, ("focus", *focus, *start), *end);
            }
            Entry::MakeUpStarted { make_up, start, end, .. } => {
                begin(&mut open, ("make up", *make_up, *start), *end);
            }
            Entry::OccurrenceEnded { rule, start, .. } => {
                let since = open.remove(&("rule", *rule, *start));
                found.planned.extend(since.map(|(since, _)| (since, at)));
            }
            Entry::FocusEnded { focus, start, .. } => {
                let since = open.remove(&("focus", *focus, *start));
                found.planned.extend(since.map(|(since, _)| (since, at)));
            }
            Entry::MakeUpEnded { make_up, start, .. } => {
                let since = open.remove(&("make up", *make_up, *start));
                found.made_up.extend(since.map(|(since, _)| (since, at)));
            }
            Entry::OverrideGranted { grant, minutes, .. } => {
                let planned = at + i64::from(*minutes) * MINUTE;
                if let Some((since, planned)) = grants.insert(*grant, (at, planned)) {
                    found.lifted.push((since, planned.min(now)));
                }
            }
            Entry::OverrideEnded { grant, in_front, .. } => {
                if let Some((since, _)) = grants.remove(grant) {
                    found.lifted.push((since, at));
                    found.used.push((since, i64::from(in_front.unwrap_or(0))));
                }
            }
            Entry::OccurrenceExcused {
                start,
                end,
                by: ExcusedBy::Skip | ExcusedBy::OnCall,
                ..
            } => {
                found.excused.push((*start, now.min(*end)));
            }
            Entry::Unseen { start, end } => found.unseen.push((*start, *end)),
            Entry::OwedForgiven { minutes } => found.forgiven.push((at, i64::from(*minutes))),
            _ => {}
        }
    }
    for ((what, _, _), (since, planned)) in open {
        let of = if what == "make up" { &mut found.made_up } else { &mut found.planned };
        of.push((since, planned.min(now)));
    }
    found.lifted.extend(grants.into_values().map(|(since, planned)| (since, planned.min(now))));
    found
}

/// The date that the wall of the last row at or before an instant shows, of those that tell of time.
pub fn day_of(rows: &[LogRow], at: i64) -> i64 {
    let rows: Vec<&LogRow> = rows.iter().filter(|row| tells_of_time(row)).collect();
    let before = rows.iter().filter(|row| row.at <= at).max_by_key(|row| (row.at, row.id));
    let first = rows.iter().min_by_key(|row| row.at).map(|row| row.at);
    let of_first = rows.iter().filter(|row| Some(row.at) == first).max_by_key(|row| row.id);
    let offset = before.or(of_first).map_or(0, |row| i64::from(row.offset));
    (at + offset * MINUTE).div_euclid(24 * 60 * MINUTE)
}

fn tells_of_time(row: &LogRow) -> bool {
    let by_vacation = |by: &ExcusedBy| matches!(by, ExcusedBy::Vacation | ExcusedBy::Move);
    match &row.entry {
        Entry::OccurrenceExcused { by, .. } => !by_vacation(by),
        _ => read_log::KINDS.contains(&kind(row).as_str()),
    }
}

/// The sums of each day, by going through the minutes one after the other.
fn by_counting(rows: &[LogRow], now: i64) -> BTreeMap<i64, Sums> {
    let found = count(rows, now);
    let instants = [&found.planned, &found.made_up, &found.excused, &found.unseen];
    let instants = instants.into_iter().flatten().flat_map(|(start, end)| [*start, *end]);
    let (first, last) =
        instants.fold((now, now), |(first, last), at| (first.min(at), last.max(at)));
    let mut days: BTreeMap<i64, Sums> = BTreeMap::new();
    let mut at = first;
    while at < last {
        let within =
            |spans: &[(i64, i64)]| spans.iter().any(|(start, end)| *start <= at && at < *end);
        let (planned, lifted) = (within(&found.planned), within(&found.lifted));
        let excused = within(&found.excused) && !planned;
        let made_up = within(&found.made_up) && !planned && !lifted;
        if planned || excused || made_up {
            let sums = days.entry(day_of(rows, at)).or_default();
            let add = |yes: bool| if yes { MINUTE } else { 0 };
            sums.kept += add(planned && !lifted);
            sums.overridden += add(planned && lifted);
            sums.unseen += add(planned && !lifted && within(&found.unseen));
            sums.excused += add(excused);
            sums.made_up += add(made_up);
        }
        at += MINUTE;
    }
    for (at, minutes) in &found.used {
        days.entry(day_of(rows, *at)).or_default().used += minutes * MINUTE;
    }
    for (at, minutes) in &found.forgiven {
        days.entry(day_of(rows, *at)).or_default().forgiven += minutes * MINUTE;
    }
    days.retain(|_, sums| *sums != Sums::default());
    days
}

pub fn date(days: i64) -> Date {
    Date::of(days * 1440)
}

/// The days that have anything, as the ledger says.
fn by_days(balance: &Balance, from: i64, until: i64) -> BTreeMap<i64, Sums> {
    let days = (from..=until).map(|day| (day, balance.sums_of_days(date(day), date(day))));
    days.filter(|(_, sums)| *sums != Sums::default()).collect()
}

/// A week before all that is played, and far after it.
pub fn around(rows: &[LogRow]) -> (i64, i64) {
    let days = rows.iter().map(|row| row.at.div_euclid(24 * 60 * MINUTE));
    (days.clone().min().unwrap() - 7, days.max().unwrap() + 14)
}

proptest! {
    #![proptest_config(cases(160))]

    #[test]
    fn the_ledger_says_what_counting_minute_by_minute_says(acts in acts(), by_hand in by_hand()) {
        let (rows, now) = played(&acts, &by_hand);
        let balance = balance(&rows, now);
        let (from, until) = around(&rows);
        let days = by_days(&balance, from, until);
        prop_assert_eq!(&days, &by_counting(&rows, now.ms()));

        let whole = balance.sums(Span::EVER);
        prop_assert_eq!(days.values().copied().fold(Sums::default(), Sums::plus), whole);
        prop_assert_eq!(balance.sums_of_days(date(from), date(until)), whole);
        prop_assert_eq!(whole.planned(), whole.kept + whole.overridden + whole.excused);
        prop_assert!(whole.unseen <= whole.kept);
        for sums in days.values().chain([&whole]) {
            prop_assert!(sums.owed(Owe::Overridden) >= 0);
            prop_assert!(sums.owed(Owe::OverriddenAndExcused) >= sums.owed(Owe::Overridden));
        }
        let each = balance.overrides.iter().map(|it| it.span.end.since(it.span.start)).sum::<i64>();
        prop_assert!(whole.overridden <= each, "overlapping overrides are not counted twice");
        for (day, at) in [(from, rows[0].at), (until, now.ms())] {
            prop_assert_eq!(balance.day(Instant::from_ms(at)), date(day_of(&rows, at)), "{}", day);
        }
    }

    #[test]
    fn a_fold_of_any_part_and_then_of_the_rest_in_any_order_is_the_fold_of_all(
        acts in acts(),
        by_hand in by_hand(),
        cut in any::<Index>(),
        keys in prop::collection::vec(any::<u32>(), 1..50),
    ) {
        let (mut rows, now) = played(&acts, &by_hand);
        let all = balance(&rows, now);
        let cut = cut.index(rows.len());
        let mut ledger = Ledger::default();
        rows[..cut].iter().for_each(|row| ledger.take(row));
        prop_assert_eq!(&ledger.balance(now), &balance(&rows[..cut], now));
        // What was kept is what was taken.
        let mut ledger = Ledger::from_text(&ledger.to_text()).unwrap();
        prop_assert_eq!(&ledger.balance(now), &balance(&rows[..cut], now));
        rows[cut..].iter().for_each(|row| ledger.take(row));
        prop_assert_eq!(&ledger.balance(now), &all);
        // In another order, and some twice.
        rows.extend(rows[cut..].to_vec());
        let count = keys.len() as u64;
        let key = |row: &LogRow| u64::from(keys[usize::try_from(row.id % count).unwrap()]) % (row.id + 7);
        rows.sort_by_key(key);
        prop_assert_eq!(&balance(&rows, now), &all);
    }

    #[test]
    fn the_sums_of_two_spans_that_meet_are_those_of_both(
        acts in acts(),
        by_hand in by_hand(),
        at in any::<Index>(),
        seconds in 0_i64..200_000,
    ) {
        let (rows, now) = played(&acts, &by_hand);
        let balance = balance(&rows, now);
        let at = Instant::from_ms(rows[at.index(rows.len())].at + seconds * 1000);
        let (before, after) = (Span { end: at, ..Span::EVER }, Span { start: at, ..Span::EVER });
        let both = balance.sums(before).plus(balance.sums(after));
        prop_assert_eq!(both, balance.sums(Span::EVER));
    }
}
