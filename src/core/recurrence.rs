//! On which dates: every n-th week, n-th weekdays of a month, single dates. The terms and their
//! meaning are RFC 5545's, section 3.3.10; a week begins on Monday (`WKST=MO`).

use crate::date::Date;
use crate::protocol::Day;

/// So many months are looked through for one that has, say, a fifth Friday.
const MONTHS: i32 = 12 * 40;

/// The dates on which stretches begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recurrence {
    /// On days of the week.
    Weekly {
        /// Which; never empty.
        days: DaySet,
        /// In which weeks.
        every: Every,
    },
    /// On n-th days of a month.
    Monthly {
        /// Which days; never empty.
        days: DaySet,
        /// Which of them: 1 to 5, or -1 to -5 from the month's end; never empty.
        nth: Vec<i8>,
        /// In which months.
        every: Every,
    },
    /// On these dates, sorted, each once.
    Dates(Vec<Date>),
}

/// How often, from when, until when. An interval above 1 has a first date to count from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Every {
    interval: i32,
    from: Option<Date>,
    until: Option<Date>,
}

impl Every {
    /// Every week or month, with no end.
    pub const ONE: Self = Self { interval: 1, from: None, until: None };

    /// Every so many weeks or months. None for an interval of 0, one above 1 with nothing to count
    /// from, or an end before the beginning.
    #[must_use]
    pub fn new(interval: u32, from: Option<Date>, until: Option<Date>) -> Option<Self> {
        let interval = i32::try_from(interval).ok().filter(|it| *it >= 1)?;
        let counted = interval == 1 || from.is_some();
        let ends_well = from.zip(until).is_none_or(|(from, until)| from <= until);
        (counted && ends_well).then_some(Self { interval, from, until })
    }

    /// Weeks or months from one to the next.
    #[must_use]
    pub fn interval(self) -> u32 {
        self.interval.unsigned_abs()
    }

    /// The first date, if there is one.
    #[must_use]
    pub fn from(self) -> Option<Date> {
        self.from
    }

    /// The last date, if there is one.
    #[must_use]
    pub fn until(self) -> Option<Date> {
        self.until
    }

    /// Units until the next one that counts, from one that is so many after the first.
    fn wait(self, after_first: i32) -> i32 {
        (-after_first).rem_euclid(self.interval)
    }
}

impl Recurrence {
    /// The first of its dates that is not before `date`.
    #[must_use]
    pub fn on_or_after(&self, date: Date) -> Option<Date> {
        match self {
            Self::Weekly { days, every } => {
                let date = every.from.map_or(date, |from| from.max(date));
                let found = weekly(*days, *every, date);
                found.filter(|found| every.until.is_none_or(|until| *found <= until))
            }
            Self::Monthly { days, nth, every } => {
                let date = every.from.map_or(date, |from| from.max(date));
                let found = monthly(*days, nth, *every, date);
                found.filter(|found| every.until.is_none_or(|until| *found <= until))
            }
            Self::Dates(dates) => {
                let at = dates.partition_point(|it| *it < date);
                dates.get(at).copied()
            }
        }
    }

    /// Its dates from the first to the last, both included.
    pub fn between(&self, first: Date, last: Date) -> impl Iterator<Item = Date> + '_ {
        let next = move |date: Date| self.on_or_after(date).filter(|date| *date <= last);
        std::iter::successors(next(first), move |date| next(date.plus(1)))
    }

    /// The days of the week on which it can fall.
    #[must_use]
    pub fn days(&self) -> DaySet {
        match self {
            Self::Weekly { days, .. } | Self::Monthly { days, .. } => *days,
            Self::Dates(dates) => dates.iter().map(|date| date.day()).collect(),
        }
    }
}

fn weekly(days: DaySet, every: Every, date: Date) -> Option<Date> {
    let monday = date.monday();
    let first = every.from.map_or(monday, Date::monday);
    let wait = every.wait(monday.since(first) / 7);
    let in_week = |monday: Date, from: Date| {
        (0..7).map(|day| monday.plus(day)).find(|it| *it >= from && days.contains(it.day()))
    };
    let this = (wait == 0).then(|| in_week(monday, date)).flatten();
    let next = monday.plus(7 * if wait == 0 { every.interval } else { wait });
    this.or_else(|| in_week(next, next))
}

fn monthly(days: DaySet, nth: &[i8], every: Every, date: Date) -> Option<Date> {
    let month = date.month();
    let first = every.from.map_or(month, Date::month);
    let start = month + every.wait(month - first);
    let step = usize::try_from(every.interval).unwrap_or(1);
    (start..=start.saturating_add(MONTHS.max(every.interval * 2))).step_by(step).find_map(|month| {
        let dates =
            days.iter().flat_map(|day| nth.iter().map(move |nth| nth_day(month, day, *nth)));
        dates.flatten().filter(|it| *it >= date).min()
    })
}

/// The n-th such day of a month, if it has so many.
fn nth_day(month: i32, day: Day, nth: i8) -> Option<Date> {
    let first = Date::first_of(month)?;
    let next = Date::first_of(month + 1)?;
    let date = if nth > 0 {
        let ahead = (day as i32 - first.day() as i32).rem_euclid(7);
        first.plus(ahead + 7 * (i32::from(nth) - 1))
    } else {
        let last = next.plus(-1);
        let back = (last.day() as i32 - day as i32).rem_euclid(7);
        last.plus(7 * (i32::from(nth) + 1) - back)
    };
    (first <= date && date < next).then_some(date)
}

/// Days of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DaySet(u8);

impl DaySet {
    /// Whether a day is among them.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.0 & Self::bit(day) != 0
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// They, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Day> {
        let week = [Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri, Day::Sat, Day::Sun];
        week.into_iter().filter(move |day| self.contains(*day))
    }

    fn bit(day: Day) -> u8 {
        1 << day as u8
    }
}

impl FromIterator<Day> for DaySet {
    fn from_iter<I: IntoIterator<Item = Day>>(days: I) -> Self {
        Self(days.into_iter().fold(0, |set, day| set | Self::bit(day)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn from(recurrence: &Recurrence, first: &str, count: usize) -> Vec<String> {
        let far = date("2099-12-31");
        recurrence.between(date(first), far).take(count).map(|it| it.to_string()).collect()
    }

    #[test]
    fn every_second_week_counts_from_the_week_of_its_first_date() {
        // 2026-11-25 is a Wednesday: the Monday of its week is before it and does not count.
        let every = Every::new(2, Some(date("2026-11-25")), None).unwrap();
        let days = [Day::Mon, Day::Wed].into_iter().collect();
        let found = from(&Recurrence::Weekly { days, every }, "2026-01-01", 4);
        assert_eq!(found, ["2026-11-25", "2026-12-07", "2026-12-09", "2026-12-21"]);
    }

    #[test]
    fn a_month_without_a_fifth_friday_is_passed_over_and_the_last_is_counted_from_the_end() {
        let days: DaySet = [Day::Fri].into_iter().collect();
        let fifth = Recurrence::Monthly { days, nth: vec![5], every: Every::ONE };
        assert_eq!(from(&fifth, "2026-11-01", 2), ["2027-01-29", "2027-04-30"]);
        let last = Recurrence::Monthly { days, nth: vec![-1], every: Every::ONE };
        assert_eq!(from(&last, "2026-11-01", 2), ["2026-11-27", "2026-12-25"]);
    }

    #[test]
    fn until_is_the_last_date_that_counts() {
        let every = Every::new(1, None, Some(date("2026-11-30"))).unwrap();
        let days = [Day::Mon].into_iter().collect();
        let found = from(&Recurrence::Weekly { days, every }, "2026-11-20", 9);
        assert_eq!(found, ["2026-11-23", "2026-11-30"]);
    }
}
