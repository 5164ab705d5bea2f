//! A second opinion on schedules, minute by minute. It knows nothing of the core's dates, walls,
//! recurrences and schedules: days of the calendar are asked one after the other, civil times are
//! read by chrono-tz, and minutes are walked through. All instants are minutes since 1970, UTC.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};
use chrono_tz::Tz;
use ringfence_core::protocol::{Day, OccurrenceKey, PartDraft, Repeat, StretchDraft};

use crate::plan::Plan;
use crate::zones::resolved;

/// From a minute to another.
pub type Minutes = (i64, i64);

/// What one rule protects: of each occurrence that begins between two dates the pieces that hold.
pub fn pieces(plan: &Plan, rule: usize, first: NaiveDate, last: NaiveDate) -> BTreeSet<Minutes> {
    let id = u32::try_from(rule + 1).unwrap();
    let zone = zone_of(plan, rule);
    let changes: Vec<_> = plan.changes.iter().filter(|(it, _)| it.occurrence.rule == id).collect();
    let mut pieces = BTreeSet::new();
    for (key, span) in stated(plan, rule, first, last) {
        let is_out = changes
            .iter()
            .any(|(it, declared)| it.occurrence == key && *declared <= span.0 * 60_000);
        if !is_out {
            add(plan, span, None, &mut pieces);
        }
    }
    // A change is of an occurrence that the rule states, wherever that lies.
    for (change, declared) in changes {
        let date: NaiveDate = change.occurrence.date.parse().unwrap();
        let parts = plan.rules[rule].schedule.iter().filter(|part| falls_on(part, date));
        let is_stated = parts.flat_map(|part| &part.stretches);
        let is_stated = is_stated.into_iter().any(|it| it.from == change.occurrence.from);
        if let Some(to) = change.to.as_ref().filter(|_| is_stated) {
            let date: NaiveDate = to.date.parse().unwrap();
            add(plan, span(zone, date, &to.stretch), Some(*declared), &mut pieces);
        }
    }
    pieces
}

/// The occurrences that a rule states between two dates, with where each stands.
pub fn stated(
    plan: &Plan,
    rule: usize,
    first: NaiveDate,
    last: NaiveDate,
) -> Vec<(OccurrenceKey, Minutes)> {
    let id = u32::try_from(rule + 1).unwrap();
    let mut all = Vec::new();
    for date in first.iter_days().take_while(|date| *date <= last) {
        for part in plan.rules[rule].schedule.iter().filter(|part| falls_on(part, date)) {
            for stretch in &part.stretches {
                let from = stretch.from.clone();
                let key = OccurrenceKey { rule: id, date: date.to_string(), from };
                all.push((key, span(zone_of(plan, rule), date, stretch)));
            }
        }
    }
    all
}

/// Walks through the minutes of one occurrence and keeps those in which no exception rests.
fn add(plan: &Plan, span: Minutes, moved: Option<i64>, pieces: &mut BTreeSet<Minutes>) {
    let rests: Vec<Minutes> = plan
        .exceptions
        .iter()
        .filter(|(it, _)| it.groups.is_empty())
        .filter(|(_, declared)| *declared <= span.0 * 60_000)
        .filter(|(_, declared)| moved.is_none_or(|moved| moved < *declared))
        .map(|(it, _)| (moment(plan.home, &it.from, 0), moment(plan.home, &it.until, 1)))
        .collect();
    let mut begun = None;
    for minute in span.0..span.1 {
        let rests = rests.iter().any(|rest| rest.0 <= minute && minute < rest.1);
        match (begun, rests) {
            (None, false) => begun = Some(minute),
            (Some(start), true) => {
                pieces.insert((start, minute));
                begun = None;
            }
            (None, true) | (Some(_), false) => {}
        }
    }
    if let Some(start) = begun {
        pieces.insert((start, span.1));
    }
}

/// Whether a part's stretches begin on a date: asked of the calendar, without any search.
pub fn falls_on(part: &PartDraft, date: NaiveDate) -> bool {
    let given = |text: &str| (!text.is_empty()).then(|| text.parse::<NaiveDate>().unwrap());
    let from = given(&part.from);
    if from.is_some_and(|from| date < from) || given(&part.until).is_some_and(|it| it < date) {
        return false;
    }
    let days = [Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri, Day::Sat, Day::Sun];
    let is_day = part.days.contains(&days[date.weekday().num_days_from_monday() as usize]);
    let begin = from.unwrap_or(date);
    let interval = i64::from(part.interval);
    match part.repeat {
        Repeat::Dates => part.dates.iter().any(|it| it.parse::<NaiveDate>() == Ok(date)),
        Repeat::Weekly => {
            // The first day of the common era was a Monday.
            let week = |date: NaiveDate| i64::from((date.num_days_from_ce() - 1).div_euclid(7));
            is_day && (week(date) - week(begin)) % interval == 0
        }
        Repeat::Monthly => {
            let month = |date: NaiveDate| i64::from(date.year() * 12) + i64::from(date.month());
            let from_start = i32::try_from(date.day0() / 7).unwrap() + 1;
            let of_month = |days: i64| (date + TimeDelta::days(days)).month() == date.month();
            let from_end = (1..6).find(|weeks| !of_month(7 * weeks)).unwrap();
            let from_end = -i32::try_from(from_end).unwrap();
            is_day
                && (month(date) - month(begin)) % interval == 0
                && (part.nth.contains(&from_start) || part.nth.contains(&from_end))
        }
    }
}

fn zone_of(plan: &Plan, rule: usize) -> Tz {
    let name = &plan.rules[rule].zone;
    if name.is_empty() { plan.home } else { name.parse().unwrap() }
}

/// When a stretch of a date really begins and ends; never an end before the start.
fn span(zone: Tz, date: NaiveDate, stretch: &StretchDraft) -> Minutes {
    let minutes = |text: &str| {
        let (hours, minutes) = text.split_once(':').unwrap();
        hours.parse::<i64>().unwrap() * 60 + minutes.parse::<i64>().unwrap()
    };
    let (from, to) = (minutes(&stretch.from), minutes(&stretch.to));
    let to = if to <= from { to + 24 * 60 } else { to };
    let midnight = date.and_hms_opt(0, 0, 0).unwrap();
    let at = |minutes| instant(zone, midnight + TimeDelta::minutes(minutes));
    (at(from), at(to).max(at(from)))
}

/// `2026-11-23`, and so many dates on, or `2026-11-23T18:00`.
fn moment(zone: Tz, text: &str, dates: i64) -> i64 {
    let civil = if text.contains('T') {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap()
    } else {
        let date: NaiveDate = text.parse().unwrap();
        (date + TimeDelta::days(dates)).and_hms_opt(0, 0, 0).unwrap()
    };
    instant(zone, civil)
}

/// The minute that a civil time names.
pub fn instant(zone: Tz, civil: NaiveDateTime) -> i64 {
    let ms = resolved(zone, civil);
    assert_eq!(ms % 60_000, 0, "{zone} {civil}");
    ms / 60_000
}

/// What a walk through a span sees, for each of its minutes.
pub struct Walk {
    /// Whether each rule holds.
    pub held: Vec<Vec<bool>>,
    /// The next minute at which a piece begins or ends.
    pub next_change: Vec<Option<i64>>,
    /// The next minute at which a piece begins.
    pub next_start: Vec<Option<i64>>,
    /// The next minute, or this one, in which no rule holds.
    pub free: Vec<Option<i64>>,
}

/// Walks through a span of the pieces of each rule.
pub fn walk(rules: &[BTreeSet<Minutes>], (first, last): Minutes) -> Walk {
    let length = usize::try_from(last - first).unwrap();
    let place = |minute: i64| usize::try_from(minute - first).ok().filter(|at| *at < length);
    let (mut starts, mut changes) = (vec![false; length], vec![false; length]);
    let mut held = vec![vec![false; length]; rules.len()];
    for (held, pieces) in held.iter_mut().zip(rules) {
        for (start, end) in pieces {
            (*start..*end).filter_map(place).for_each(|at| held[at] = true);
            if let Some(at) = place(*start) {
                (starts[at], changes[at]) = (true, true);
            }
            if let Some(at) = place(*end) {
                changes[at] = true;
            }
        }
    }
    let free: Vec<bool> = (0..length).map(|at| held.iter().all(|held| !held[at])).collect();
    let after = |marks: &[bool], this: bool| {
        let mut next = None;
        let mut found = vec![None; length];
        for at in (0..length).rev() {
            let here = marks[at].then(|| first + i64::try_from(at).unwrap());
            found[at] = if this { here.or(next) } else { next };
            next = here.or(next);
        }
        found
    };
    Walk {
        next_change: after(&changes, false),
        next_start: after(&starts, false),
        free: after(&free, true),
        held,
    }
}
