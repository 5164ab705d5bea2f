//! Dates of the civil calendar, as they are typed: `YYYY-MM-DD`.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate};

use crate::clock::Clock;
use crate::protocol::Day;
use crate::wall::CivilMinutes;

/// Minutes of a civil day.
pub const DAY_MINUTES: i64 = 1440;

const WEEK: [Day; 7] = [Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri, Day::Sat, Day::Sun];

/// A date, in days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

impl Date {
    /// The date that a text `YYYY-MM-DD` names, of the years 1970 to 9999; none if there is no such
    /// date or it is written in another way.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut digits = |length: usize| {
            let part = parts.next()?;
            let good = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
            good.then(|| part.parse::<u32>().ok())?
        };
        let (year, month, day) = (digits(4)?, digits(2)?, digits(2)?);
        if parts.next().is_some() || year < 1970 {
            return None;
        }
        let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        Some(Self::from_chrono(date))
    }

    /// The date that the person's wall shows.
    #[must_use]
    pub fn today(clock: Clock<'_>) -> Self {
        Self::of(clock.civil(clock.now).and_utc().timestamp().div_euclid(60))
    }

    /// The date of a civil time.
    #[must_use]
    pub fn of(civil: CivilMinutes) -> Self {
        Self(i32::try_from(civil.div_euclid(DAY_MINUTES)).unwrap_or(i32::MAX))
    }

    /// Its midnight.
    #[must_use]
    pub fn midnight(self) -> CivilMinutes {
        i64::from(self.0) * DAY_MINUTES
    }

    /// So many days later (or, negative, earlier).
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Days from `earlier` to here.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// The day of the week.
    #[must_use]
    pub fn day(self) -> Day {
        // 1970-01-01 was a Thursday.
        let index = usize::try_from((i64::from(self.0) + 3).rem_euclid(7)).unwrap_or_default();
        WEEK.get(index).copied().unwrap_or(Day::Mon)
    }

    /// The Monday of its week.
    #[must_use]
    pub fn monday(self) -> Self {
        self.plus(-(self.day() as i32))
    }

    /// Its month, counted from January of year 0.
    #[must_use]
    pub fn month(self) -> i32 {
        let date = self.to_chrono();
        date.year() * 12 + i32::try_from(date.month0()).unwrap_or_default()
    }

    /// The first date of a month that is counted from January of year 0.
    #[must_use]
    pub fn first_of(month: i32) -> Option<Self> {
        let number = u32::try_from(month.rem_euclid(12)).ok()? + 1;
        NaiveDate::from_ymd_opt(month.div_euclid(12), number, 1).map(Self::from_chrono)
    }

    fn from_chrono(date: NaiveDate) -> Self {
        let epoch = DateTime::UNIX_EPOCH.date_naive();
        Self(i32::try_from(date.signed_duration_since(epoch).num_days()).unwrap_or(i32::MAX))
    }

    fn to_chrono(self) -> NaiveDate {
        DateTime::from_timestamp(i64::from(self.0) * 86_400, 0)
            .map_or(NaiveDate::MAX, |it| it.date_naive())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.to_chrono();
        write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_they_are_shown_and_those_that_do_not_exist_are_not() {
        for text in ["1970-01-01", "2024-02-29", "2026-11-23", "9999-12-31"] {
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
        }
        for text in
            ["2026-02-29", "2026-13-01", "2026-00-10", "26-11-23", "2026-1-1", "2026-11-23 ", ""]
        {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_weeks_and_months_are_those_of_the_calendar() {
        let date = Date::parse("2026-11-23").unwrap();
        assert_eq!(date.day(), Day::Mon);
        assert_eq!(date.plus(6).day(), Day::Sun);
        assert_eq!(date.plus(6).monday(), date);
        assert_eq!(Date::first_of(date.month()).unwrap().to_string(), "2026-11-01");
        assert_eq!(Date::first_of(date.month() + 2).unwrap().to_string(), "2027-01-01");
    }
}
