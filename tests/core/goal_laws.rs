//! Minutes kept for goals against counting: every minute of the rows that a random week wrote is asked,
//! by plain code that knows nothing of spans, for which goal it counts.

use std::collections::{BTreeMap, HashMap};

use proptest::prelude::*;
use ringfence_core::clock::MINUTE;
use ringfence_core::protocol::{Entry, LogRow};
use ringfence_core::schedule::Span;

use crate::cases::cases;
use crate::ledger::balance;
use crate::ledger_laws::{acts, around, by_hand, count, date, day_of, played};

/// One stretch: its start, what it is (in the order in which they lead), and its goal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Aimed {
    since: i64,
    kind: u32,
    id: u32,
    start: i64,
    until: i64,
    aim: u32,
}

fn aimed(rows: &[LogRow], now: i64) -> Vec<Aimed> {
    let mut rows: Vec<&LogRow> = rows.iter().collect();
    rows.sort_by_key(|row| row.id);
    let mut open: HashMap<(u32, u32, i64), Aimed> = HashMap::new();
    let mut done: Vec<Aimed> = Vec::new();
    let mut choices: HashMap<(u32, i64), u32> = HashMap::new();
    for row in rows {
        let at = row.at;
        let (kind, id, start, begins) = match row.entry {
            Entry::OccurrenceStarted { rule, start, end, aim, .. } => {
                (0, rule, start, Some((end, aim)))
            }
            Entry::FocusStarted { focus, start, end, aim } => (1, focus, start, Some((end, aim))),
            Entry::MakeUpStarted { make_up, start, end, aim } => {
                (2, make_up, start, Some((end, aim)))
            }
            Entry::OccurrenceEnded { rule, start, .. } => (0, rule, start, None),
            Entry::FocusEnded { focus, start, .. } => (1, focus, start, None),
            Entry::MakeUpEnded { make_up, start, .. } => (2, make_up, start, None),
            Entry::GoalChosen { of, start, aim, .. } => {
                choices.insert((of, start), aim);
                continue;
            }
            _ => continue,
        };
        let key = (kind, id, start);
        match begins {
            Some((until, aim)) => {
                let since = open.get(&key).map_or(at, |it| it.since.min(at));
                open.insert(key, Aimed { since, kind, id, start, until, aim });
            }
            None => done.extend(open.remove(&key).map(|it| Aimed { until: at, ..it })),
        }
    }
    done.extend(open.into_values().map(|it| Aimed { until: it.until.min(now), ..it }));
    for it in &mut done {
        it.aim = choices.get(&(it.id, it.start)).copied().unwrap_or(it.aim);
    }
    done.sort_unstable();
    done
}

/// Milliseconds kept or made up of each day for each goal, by going through the minutes.
fn by_counting(rows: &[LogRow], now: i64) -> BTreeMap<(i64, u32), i64> {
    let found = count(rows, now);
    let aimed = aimed(rows, now);
    let first = aimed.iter().map(|it| it.since).min().unwrap_or(now);
    let last = aimed.iter().map(|it| it.until).max().unwrap_or(now);
    let mut minutes = BTreeMap::new();
    let mut at = first;
    while at < last {
        let within =
            |spans: &[(i64, i64)]| spans.iter().any(|(start, end)| *start <= at && at < *end);
        let counts = (within(&found.planned) || within(&found.made_up)) && !within(&found.lifted);
        let leads = aimed.iter().find(|it| it.since <= at && at < it.until && it.aim != 0);
        if let Some(leads) = leads.filter(|_| counts) {
            *minutes.entry((day_of(rows, at), leads.aim)).or_default() += MINUTE;
        }
        at += MINUTE;
    }
    minutes
}

proptest! {
    #![proptest_config(cases(160))]

    #[test]
    fn minutes_kept_for_goals_are_those_of_the_log_to_the_minute(acts in acts(), by_hand in by_hand()) {
        let (rows, now) = played(&acts, &by_hand);
        let balance = balance(&rows, now);
        let (from, until) = around(&rows);
        let mut found = BTreeMap::new();
        for goal in balance.goals() {
            for day in from..=until {
                let kept = balance.kept_for_in_days(goal, date(day), date(day));
                if kept > 0 {
                    found.insert((day, goal), kept);
                }
            }
        }
        prop_assert_eq!(&found, &by_counting(&rows, now.ms()));
        let of_all: i64 = balance.goals().map(|goal| balance.kept_for(goal, Span::EVER)).sum();
        prop_assert_eq!(found.values().sum::<i64>(), of_all);
        let whole = balance.sums(Span::EVER);
        prop_assert!(of_all <= whole.kept + whole.made_up, "no minute counts for two goals");
    }
}
