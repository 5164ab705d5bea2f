//! A part of a rule's schedule: some dates and the stretches that they have in common.

use crate::date::Date;
use crate::protocol::{Day, Fault, FaultKind, Field, PartDraft, Repeat, StretchDraft};
use crate::recurrence::{DaySet, Every, Recurrence};
use crate::sorted::by_number;

const STRETCHES_LIMIT: usize = 24;
const DATES_LIMIT: usize = 400;
const INTERVAL_LIMIT: u32 = 520;

/// Some dates and the stretches that they have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Dates on which the stretches begin.
    pub when: Recurrence,
    /// Never empty, never overlapping within the part, sorted.
    pub stretches: Vec<Stretch>,
}

/// From-to on a day, in minutes after its midnight. An end that is not after the start lies on
/// the next day; the two are never equal, but a whole day is 00:00 to 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    from: u16,
    to: u16,
}

impl Stretch {
    /// From and to in minutes after midnight, 0 to 1439 and 0 to 1440; a `to` of 0 or 1440 is the
    /// next midnight. None if they are equal or out of range.
    #[must_use]
    pub fn new(from: u16, to: u16) -> Option<Self> {
        let good = from < 1440 && to <= 1440 && from != to;
        good.then_some(Self { from, to: if to == 0 { 1440 } else { to } })
    }

    /// Minutes after midnight at which it begins.
    #[must_use]
    pub fn from(self) -> u16 {
        self.from
    }

    /// The clock's minutes at which it ends, 1 to 1440.
    #[must_use]
    pub fn to(self) -> u16 {
        self.to
    }

    /// Minutes after the same midnight at which it ends, 1 to 2879.
    #[must_use]
    pub fn end(self) -> u16 {
        if self.to > self.from { self.to } else { self.to + 1440 }
    }

    /// The stretch as typed.
    ///
    /// # Errors
    /// What is wrong, and the text that is.
    pub fn from_draft(draft: &StretchDraft) -> Result<Self, (FaultKind, &str)> {
        let from = minutes(&draft.from).filter(|from| *from < 1440);
        let from = from.ok_or((FaultKind::TimeUnreadable, draft.from.as_str()))?;
        let to = minutes(&draft.to).ok_or((FaultKind::TimeUnreadable, draft.to.as_str()))?;
        Self::new(from, to).ok_or((FaultKind::StretchEmpty, draft.from.as_str()))
    }

    /// As a form holds it.
    #[must_use]
    pub fn to_draft(self) -> StretchDraft {
        StretchDraft { from: clock_text(self.from), to: clock_text(self.to) }
    }
}

impl Part {
    /// The part that a draft describes; none if anything is wrong, which is then among the faults.
    /// `part` is its index.
    pub fn from_draft(draft: &PartDraft, part: u32, faults: &mut Vec<Fault>) -> Option<Self> {
        let when = match draft.repeat {
            Repeat::Weekly | Repeat::Monthly => returning(draft, part, faults),
            Repeat::Dates => single(draft, part, faults),
        };
        let stretches = stretches_from_draft(&draft.stretches, part, faults);
        Some(Self { when: when?, stretches: stretches? })
    }

    /// The part as a form holds it.
    #[must_use]
    pub fn to_draft(&self) -> PartDraft {
        let stretches = self.stretches.iter().map(|it| it.to_draft()).collect();
        let text = |date: Option<Date>| date.map(|it| it.to_string()).unwrap_or_default();
        let returning = |repeat, days: &DaySet, nth: &[i8], every: &Every| PartDraft {
            repeat,
            interval: every.interval(),
            days: days.iter().collect(),
            nth: nth.iter().map(|it| i32::from(*it)).collect(),
            from: text(every.from()),
            until: text(every.until()),
            dates: Vec::new(),
            stretches: Vec::new(),
        };
        let when = match &self.when {
            Recurrence::Weekly { days, every } => returning(Repeat::Weekly, days, &[], every),
            Recurrence::Monthly { days, nth, every } => {
                returning(Repeat::Monthly, days, nth, every)
            }
            Recurrence::Dates(dates) => PartDraft {
                dates: dates.iter().map(ToString::to_string).collect(),
                ..returning(Repeat::Dates, &DaySet::default(), &[], &Every::ONE)
            },
        };
        PartDraft { stretches, ..when }
    }
}

/// Dates that come again.
fn returning(draft: &PartDraft, part: u32, faults: &mut Vec<Fault>) -> Option<Recurrence> {
    let before = faults.len();
    let days: DaySet = draft.days.iter().copied().collect();
    if days.is_empty() {
        faults.push(fault(Field::Days { part }, FaultKind::NoDays, ""));
    }
    if !draft.dates.is_empty() {
        faults.push(fault(Field::Date { part, index: 0 }, FaultKind::PartMixed, ""));
    }
    let mut date = |text: &str, field| match (text.trim(), Date::parse(text.trim())) {
        ("", _) => None,
        (_, None) => {
            faults.push(fault(field, FaultKind::DateUnreadable, text));
            None
        }
        (_, date) => date,
    };
    let from = date(&draft.from, Field::From { part });
    let until = date(&draft.until, Field::Until { part });
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        faults.push(fault(Field::Until { part }, FaultKind::UntilBeforeFrom, &draft.until));
    }
    if !(1..=INTERVAL_LIMIT).contains(&draft.interval) {
        let typed = draft.interval.to_string();
        faults.push(fault(Field::Interval { part }, FaultKind::IntervalRange, &typed));
    } else if draft.interval > 1 && draft.from.trim().is_empty() {
        faults.push(fault(Field::From { part }, FaultKind::IntervalNeedsFrom, ""));
    }
    let nth = nth_from_draft(draft, part, faults);
    if faults.len() > before {
        return None;
    }
    let every = Every::new(draft.interval, from, until)?;
    Some(match draft.repeat {
        Repeat::Monthly => Recurrence::Monthly { days, nth, every },
        Repeat::Weekly | Repeat::Dates => Recurrence::Weekly { days, every },
    })
}

fn nth_from_draft(draft: &PartDraft, part: u32, faults: &mut Vec<Fault>) -> Vec<i8> {
    let field = Field::Nth { part };
    let given = draft.nth.iter().map(|nth| i8::try_from(*nth).ok());
    let good = |nth: &i8| matches!(*nth, 1..=5 | -5..=-1);
    let nth: Option<Vec<i8>> = given.map(|nth| nth.filter(good)).collect();
    match (draft.repeat, nth) {
        (Repeat::Monthly, Some(mut nth)) if !nth.is_empty() => {
            nth = by_number(nth, |it| i64::from(*it));
            nth.dedup();
            return nth;
        }
        (Repeat::Monthly, _) => faults.push(fault(field, FaultKind::NthRange, "")),
        (Repeat::Weekly | Repeat::Dates, _) if draft.nth.is_empty() => {}
        (Repeat::Weekly | Repeat::Dates, _) => faults.push(fault(field, FaultKind::PartMixed, "")),
    }
    Vec::new()
}

/// Single dates.
fn single(draft: &PartDraft, part: u32, faults: &mut Vec<Fault>) -> Option<Recurrence> {
    let before = faults.len();
    let mixed = [
        (!draft.days.is_empty(), Field::Days { part }),
        (!draft.nth.is_empty(), Field::Nth { part }),
        (draft.interval != 1, Field::Interval { part }),
        (!draft.from.is_empty(), Field::From { part }),
        (!draft.until.is_empty(), Field::Until { part }),
    ];
    for (_, field) in mixed.into_iter().filter(|(given, _)| *given) {
        faults.push(fault(field, FaultKind::PartMixed, ""));
    }
    if draft.dates.is_empty() || draft.dates.len() > DATES_LIMIT {
        faults.push(fault(Field::Date { part, index: 0 }, FaultKind::DateCount, ""));
        return None;
    }
    let mut dates = Vec::new();
    for (text, index) in draft.dates.iter().zip(0..) {
        match Date::parse(text.trim()) {
            Some(date) => dates.push(date),
            None => {
                faults.push(fault(Field::Date { part, index }, FaultKind::DateUnreadable, text));
            }
        }
    }
    let mut dates = by_number(dates, |date| date.midnight());
    dates.dedup();
    (faults.len() == before).then_some(Recurrence::Dates(dates))
}

fn stretches_from_draft(
    typed: &[StretchDraft],
    part: u32,
    faults: &mut Vec<Fault>,
) -> Option<Vec<Stretch>> {
    if typed.is_empty() || typed.len() > STRETCHES_LIMIT {
        let field = Field::Stretch { part, index: 0 };
        faults.push(fault(field, FaultKind::StretchCount, ""));
        return None;
    }
    let before = faults.len();
    let mut stretches: Vec<Stretch> = Vec::new();
    for (typed, index) in typed.iter().zip(0..) {
        let field = Field::Stretch { part, index };
        match Stretch::from_draft(typed) {
            Ok(stretch) if stretches.iter().any(|other| overlap(*other, stretch)) => {
                let both = format!("{}-{}", typed.from, typed.to);
                faults.push(fault(field, FaultKind::StretchOverlap, &both));
            }
            Ok(stretch) => stretches.push(stretch),
            Err((kind, typed)) => faults.push(fault(field, kind, typed)),
        }
    }
    let stretches = by_number(stretches, |it| i64::from(it.from()));
    (faults.len() == before).then_some(stretches)
}

/// `HH:MM` to minutes after midnight; `24:00` is 1440.
#[must_use]
pub fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let two_digits = |part: &str| {
        (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<u16>().ok())?
    };
    let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
    let whole = hours * 60 + minutes;
    (minutes < 60 && whole <= 1440).then_some(whole)
}

/// Minutes after midnight as `HH:MM`.
#[must_use]
pub fn clock_text(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Whether two stretches that begin on the same day overlap, also around the day's end.
fn overlap(a: Stretch, b: Stretch) -> bool {
    a.from() < b.end() && b.from() < a.end()
}

pub(crate) fn fault(field: Field, kind: FaultKind, typed: &str) -> Fault {
    Fault { field, kind, typed: typed.to_owned() }
}

/// The minutes of the fullest day of the week, over parts that hold in every week for ever. (Those
/// that begin or end with a date may take turns.)
#[must_use]
pub fn fullest_day(parts: &[Part]) -> u32 {
    let week = [Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri, Day::Sat, Day::Sun];
    let begins_on = |part: &Part, day: Day| match &part.when {
        Recurrence::Weekly { days, every } => days.contains(day) && *every == Every::ONE,
        Recurrence::Monthly { .. } | Recurrence::Dates(_) => false,
    };
    let of_day = |day: Day| -> u32 {
        let parts = parts.iter().filter(|part| begins_on(part, day));
        parts.flat_map(|part| &part.stretches).map(|it| u32::from(it.end() - it.from())).sum()
    };
    week.into_iter().map(of_day).max().unwrap_or_default()
}
