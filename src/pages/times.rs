//! Instants and lengths in the person's own words, by `Intl`, in the zone they live by.

use std::cell::OnceCell;

use js_sys::{Array, Function, Intl, Object, Reflect};
use leptos::prelude::window;
use ringfence_core::date::Date;
use ringfence_core::protocol::Day;
use ringfence_core::wall::CivilMinutes;
use wasm_bindgen::{JsCast, JsValue};

use crate::words::{browser_language, locales, word, word_with};
use crate::zone::{civil, today};

/// One minute in milliseconds.
pub const MINUTE: i64 = 60_000;

/// The days of a week, Monday first.
pub const WEEK: [Day; 7] = [Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri, Day::Sat, Day::Sun];

/// The instant, in milliseconds since 1970. For what is shown only; what holds is the core's word.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "Date.now() is a whole number under 2^53")]
pub fn now() -> i64 {
    js_sys::Date::now() as i64
}

/// The page's own clock in milliseconds, which no change of the wall clock moves.
#[must_use]
pub fn moment() -> f64 {
    window().performance().map(|clock| clock.now()).unwrap_or_default()
}

/// The wall time of an instant: "20:00".
#[must_use]
pub fn clock(instant: i64) -> String {
    format(instant, &[("timeStyle", "short"), ("hourCycle", &hour_cycle())], None)
}

/// The wall time of an instant where the clock stood `offset` minutes east of UTC.
#[must_use]
pub fn clock_at_offset(instant: i64, offset: i32) -> String {
    let shifted = instant + i64::from(offset) * MINUTE;
    format(shifted, &[("timeStyle", "short"), ("hourCycle", &hour_cycle())], Some("UTC"))
}

/// The date of an instant where the clock stood `offset` minutes east of UTC.
#[must_use]
pub fn date_at_offset(instant: i64, offset: i32) -> String {
    let shifted = instant + i64::from(offset) * MINUTE;
    format(shifted, &LONG_DATE, Some("UTC"))
}

/// The date of an instant: "Monday 23 November".
#[must_use]
pub fn date(instant: i64) -> String {
    format(instant, &LONG_DATE, None)
}

/// The weekday of an instant: "Monday".
#[must_use]
pub fn weekday(instant: i64) -> String {
    format(instant, &[("weekday", "long")], None)
}

const LONG_DATE: [(&str, &str); 3] = [("weekday", "long"), ("day", "numeric"), ("month", "long")];

/// How many midnights lie between two instants on the person's wall.
#[must_use]
pub fn days_between(from: i64, to: i64) -> i64 {
    Date::of(civil(to)).since(Date::of(civil(from))).into()
}

const DAY: i64 = 24 * 60 * MINUTE;

/// A date in words: "Monday 23 November".
#[must_use]
pub fn date_in_words(date: Date) -> String {
    format(date.midnight() * MINUTE, &LONG_DATE, Some("UTC"))
}

/// A date in few words: "Mon 23 November 2026".
#[must_use]
pub fn date_with_year(date: Date) -> String {
    let fields =
        [("weekday", "short"), ("day", "numeric"), ("month", "short"), ("year", "numeric")];
    format(date.midnight() * MINUTE, &fields, Some("UTC"))
}

/// From a date to another in few words: "16–22 November", with the year where it is not this one.
#[must_use]
pub fn dates(first: Date, last: Date) -> String {
    let year = |date: Date| date.month().div_euclid(12);
    let this = year(today());
    let fields = [("day", "numeric"), ("month", "long"), ("year", "numeric")];
    let shown = if year(first) == this && year(last) == this { 2 } else { 3 };
    let formatter = formatter(fields.get(..shown).unwrap_or_default(), Some("UTC"));
    let ends = [first, last].map(|date| at(date.midnight() * MINUTE));
    let range = Reflect::get(&formatter, &"formatRange".into()).ok();
    let range = range.and_then(|range| range.dyn_into::<Function>().ok());
    let text = range.and_then(|range| range.call2(&formatter, &ends[0], &ends[1]).ok());
    text.and_then(|text| text.as_string()).unwrap_or_default()
}

/// A time on a wall, in minutes after some midnight: "18:15".
#[must_use]
pub fn of_wall(minutes: CivilMinutes) -> String {
    clock_at_offset(minutes * MINUTE, 0)
}

/// From one minute of a wall to another, short: "18–20:15".
#[must_use]
pub fn range(from: i32, to: i32) -> String {
    let short = |minutes: i32| match (minutes.rem_euclid(60), minutes.div_euclid(60)) {
        (0, whole) => hour(whole.into()),
        _ => of_wall(minutes.into()),
    };
    word_with("range", &[&short(from), &short(to)])
}

/// From one minute of a wall to another: "18:00 to 20:00", with the day where that is another.
#[must_use]
pub fn block(from: i32, to: i32) -> String {
    const DAY: i32 = 24 * 60;
    if to - from == DAY && from.rem_euclid(DAY) == 0 {
        return word("stretch_whole_day");
    }
    let same_day = from.div_euclid(DAY) == (to - 1).div_euclid(DAY);
    let key = if same_day { "stretch" } else { "stretch_next_day" };
    word_with(key, &[&of_wall(from.into()), &of_wall(to.into())])
}

/// A date's number in its month.
#[must_use]
pub fn day_of_month(date: Date) -> String {
    format(date.midnight() * MINUTE, &[("day", "numeric")], Some("UTC"))
}

/// An hour of the day as an axis names it: "18", "6 PM".
#[must_use]
pub fn hour(hour: i64) -> String {
    let width = if has_half_days() { "numeric" } else { "2-digit" };
    let fields = [("hour", width), ("hourCycle", &*hour_cycle())];
    format(hour * 60 * MINUTE, &fields, Some("UTC"))
}

/// A weekday's name, `long` ("Monday") or `short` ("Mon").
#[must_use]
pub fn day_name(day: Day, width: &str) -> String {
    format(a_date_on(day), &[("weekday", width)], Some("UTC"))
}

/// Some date on that weekday, at noon UTC: 1970-01-05 was a Monday.
fn a_date_on(day: Day) -> i64 {
    let index = WEEK.iter().position(|other| *other == day).unwrap_or_default();
    i64::try_from(index).unwrap_or_default() * DAY + 4 * DAY + DAY / 2
}

/// The days of a week, beginning where this locale's week begins.
#[must_use]
pub fn week_from_its_first_day() -> Vec<Day> {
    let first = first_day_of_week().unwrap_or_default();
    WEEK.iter().cycle().skip(first).take(WEEK.len()).copied().collect()
}

/// Index into [`WEEK`]. Chromium has `getWeekInfo()`, older versions of it `weekInfo`; where
/// neither is, the week starts on Monday.
fn first_day_of_week() -> Option<usize> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &"Locale".into()).ok()?.into();
    let locale = Reflect::construct(&constructor, &locales()).ok()?;
    let getter = Reflect::get(&locale, &"getWeekInfo".into()).ok()?;
    let info = match getter.dyn_ref::<Function>() {
        Some(getter) => getter.call0(&locale).ok()?,
        None => Reflect::get(&locale, &"weekInfo".into()).ok()?,
    };
    let iso_day = Reflect::get(&info, &"firstDay".into()).ok()?.as_f64()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 7")]
    Some(iso_day as usize - 1)
}

/// A length: "1 h 12 min", "2 h", "40 min".
#[must_use]
pub fn length(minutes: i64) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (hours, rest) {
        (0, rest) => word_with("length_minutes", &[&rest.to_string()]),
        (hours, 0) => word_with("length_hours", &[&hours.to_string()]),
        (hours, rest) => word_with("length_both", &[&hours.to_string(), &rest.to_string()]),
    }
}

/// A stretch of a draft, in the clock's own words: "18:00 to 20:00", "22:00 to 01:00, the next day",
/// "the whole day".
#[must_use]
pub fn stretch(from: &str, to: &str) -> String {
    if (from, to) == ("00:00", "24:00") {
        return word("stretch_whole_day");
    }
    let key = if to > from { "stretch" } else { "stretch_next_day" };
    word_with(key, &[&wall(from), &wall(to)])
}

/// A wall time as typed, `HH:MM`, in the clock's own words; what cannot be read stays as it is.
#[must_use]
pub fn wall(text: &str) -> String {
    let minutes = text.split_once(':').and_then(|(hours, minutes)| {
        Some(hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?)
    });
    minutes.map_or_else(|| text.to_owned(), |minutes| clock_at_offset(minutes * MINUTE, 0))
}

/// A length that people say in minutes also above an hour: "90 min".
#[must_use]
pub fn length_in_minutes(minutes: u32) -> String {
    word_with("length_minutes", &[&minutes.to_string()])
}

/// Whole minutes from one instant to another, a begun one counted whole, never below none.
#[must_use]
pub fn minutes_between(from: i64, to: i64) -> i64 {
    ((to - from).max(0) + MINUTE - 1) / MINUTE
}

/// "Mail, Chat and Review queue".
#[must_use]
pub fn list(names: &[String]) -> String {
    let names: Array = names.iter().map(JsValue::from).collect();
    Intl::ListFormat::new(&locales(), &Object::new()).format(&names).into()
}

fn at(instant: i64) -> js_sys::Date {
    #[expect(clippy::cast_precision_loss, reason = "instants are far below 2^53")]
    js_sys::Date::new(&JsValue::from_f64(instant as f64))
}

fn formatter(fields: &[(&str, &str)], zone: Option<&str>) -> Intl::DateTimeFormat {
    let options = Object::new();
    let zone = zone.map(|zone| ("timeZone", zone));
    for (name, value) in fields.iter().copied().chain(zone) {
        // Defining a property on a fresh plain object cannot fail.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    Intl::DateTimeFormat::new(&locales(), &options)
}

fn format(instant: i64, fields: &[(&str, &str)], zone: Option<&str>) -> String {
    let own = if zone.is_none() { crate::zone::shown() } else { String::new() };
    let formatter = formatter(fields, zone.or((!own.is_empty()).then_some(&own)));
    formatter
        .format()
        .call1(&formatter, &at(instant))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// Whether the person's clock says 20:00 or 8:00 PM: by the browser's own language, also where our
/// words are in another. The scripts' `wallTime` goes by the same rule.
fn hour_cycle() -> String {
    thread_local! {
        static HOUR_CYCLE: OnceCell<String> = const { OnceCell::new() };
    }
    HOUR_CYCLE.with(|cycle| cycle.get_or_init(own_hour_cycle).clone())
}

/// Whether the person's clock counts to twelve.
#[must_use]
pub fn has_half_days() -> bool {
    matches!(hour_cycle().as_str(), "h11" | "h12")
}

fn own_hour_cycle() -> String {
    let options = Object::new();
    let _ = Reflect::set(&options, &"hour".into(), &"numeric".into());
    let own = Array::of1(&browser_language().into());
    let resolved = Intl::DateTimeFormat::new(&own, &options).resolved_options();
    Reflect::get(&resolved, &"hourCycle".into())
        .ok()
        .and_then(|cycle| cycle.as_string())
        .unwrap_or_else(|| "h23".to_owned())
}
