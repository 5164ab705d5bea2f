//! What becomes of a rule when one of its blocks in the calendar is moved, resized, split or removed.
//! It works on drafts, as forms do: what comes out is sent as any other draft, and looked over there.
//!
//! A part is a field of dates by stretches, and a block one cell of it. The cell is taken out, which
//! leaves the other dates as they were, and the rest of its own date; what comes in its place joins
//! a part with the same terms and the same stretches, else one with the same dates. So a block that
//! goes where it came from leaves the draft as it was.

use crate::change::Key;
use crate::date::Date;
use crate::part::{Part, Stretch};
use crate::protocol::{OccurrenceKey, PartDraft, RuleDraft};
use crate::recurrence::{DaySet, Recurrence};
use crate::sorted::by_number;

const DAY: i32 = 1440;

/// By how many minutes the two ends of a block go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// Its beginning; negative for earlier.
    pub from: i32,
    /// Its end.
    pub to: i32,
}

/// Why a block does not fit where it is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// The rule does not state it.
    Gone,
    /// Days of the month keep their day; only their hours can be shaped.
    OtherDay,
    /// It would lie in a week, before a first date or after a last one, that the rule leaves out.
    LeftOut,
    /// It would be empty, or longer than a stretch can be.
    Length,
}

/// The draft with a block's ends moved. The others of its weekday move with it, in every week.
///
/// # Errors
/// Why it cannot be there.
pub fn shifted(draft: &RuleDraft, block: &OccurrenceKey, by: Shift) -> Result<RuleDraft, Unfit> {
    let cell = Cell::find(draft, block)?;
    let (from, to) = (i32::from(cell.stretch.from()), i32::from(cell.stretch.end()));
    let (from, to) = (from.saturating_add(by.from), to.saturating_add(by.to));
    cell.replace(draft, &[placed(from, to)?])
}

/// The draft with a block in two, so many minutes after its beginning.
///
/// # Errors
/// Why it cannot be.
pub fn split(draft: &RuleDraft, block: &OccurrenceKey, after: i32) -> Result<RuleDraft, Unfit> {
    let cell = Cell::find(draft, block)?;
    let (from, to) = (i32::from(cell.stretch.from()), i32::from(cell.stretch.end()));
    let middle = from.saturating_add(after);
    cell.replace(draft, &[placed(from, middle)?, placed(middle, to)?])
}

/// The draft without a block. Its schedule is empty if that was the last.
///
/// # Errors
/// Why it cannot be.
pub fn removed(draft: &RuleDraft, block: &OccurrenceKey) -> Result<RuleDraft, Unfit> {
    Cell::find(draft, block)?.replace(draft, &[])
}

/// A stretch, and how many days later than before it begins.
type Placed = (i32, Stretch);

/// A stretch from minutes after a midnight, which may lie on other days.
fn placed(from: i32, to: i32) -> Result<Placed, Unfit> {
    let (days, length) = (from.div_euclid(DAY), to - from);
    let from = from.rem_euclid(DAY);
    let to = if from + length > DAY { from + length - DAY } else { from + length };
    let stretch = u16::try_from(from).ok().zip(u16::try_from(to).ok());
    let stretch = stretch.and_then(|(from, to)| Stretch::new(from, to));
    let stretch = stretch.filter(|it| i32::from(it.end() - it.from()) == length);
    Ok((days, stretch.ok_or(Unfit::Length)?))
}

/// One stretch on one date of a part.
struct Cell {
    parts: Vec<Part>,
    part: Part,
    /// Where it stood among the parts.
    at: usize,
    date: Date,
    stretch: Stretch,
}

impl Cell {
    /// The cell that a block shows, taken out of the parts together with its part.
    fn find(draft: &RuleDraft, block: &OccurrenceKey) -> Result<Self, Unfit> {
        let key = Key::from_draft(block).ok_or(Unfit::Gone)?;
        let mut faults = Vec::new();
        let parts = draft.schedule.iter().zip(0..);
        let mut parts: Vec<Part> =
            parts.filter_map(|(part, at)| Part::from_draft(part, at, &mut faults)).collect();
        let stated = |part: &Part| {
            let on_date = part.when.on_or_after(key.date) == Some(key.date);
            part.stretches.iter().find(|it| on_date && it.from() == key.from).copied()
        };
        let found = parts.iter().enumerate().find_map(|(at, part)| Some((at, stated(part)?)));
        let (at, stretch) = found.filter(|_| faults.is_empty()).ok_or(Unfit::Gone)?;
        let part = parts.remove(at);
        Ok(Self { parts, part, at, date: key.date, stretch })
    }

    /// The draft with others in its place.
    fn replace(self, draft: &RuleDraft, others: &[Placed]) -> Result<RuleDraft, Unfit> {
        let Self { mut parts, part, mut at, date, stretch } = self;
        let mut cells = Vec::new();
        for (days, stretch) in others {
            let when = moved(&part.when, date, *days)?;
            cells.push(Part { when, stretches: vec![*stretch] });
        }
        let mut stands = at;
        if let Some(when) = without(&part.when, date) {
            parts.insert(at, Part { when, stretches: part.stretches.clone() });
            stands = usize::MAX;
            at += 1;
        }
        let stretches: Vec<Stretch> =
            part.stretches.iter().filter(|it| **it != stretch).copied().collect();
        if !stretches.is_empty() {
            let rest = Part { when: only(&part.when, date), stretches };
            if cells.is_empty() {
                settle(&mut parts, rest, stands);
            } else {
                // Not joined to others: what has just left it may come back.
                parts.insert(at, rest);
                stands = usize::MAX;
            }
        }
        for cell in cells {
            settle(&mut parts, cell, stands);
            stands = usize::MAX;
        }
        let schedule: Vec<PartDraft> = parts.iter().map(Part::to_draft).collect();
        Ok(RuleDraft { schedule, ..draft.clone() })
    }
}

/// Puts a part among the others: joined to one of them, else where it stood, else by its first date.
fn settle(parts: &mut Vec<Part>, mut part: Part, mut stands: usize) {
    loop {
        let joined = parts.iter().enumerate().find_map(|(at, other)| {
            let same = other.stretches == part.stretches;
            same.then(|| both(&other.when, &part.when))?.map(|when| (at, when))
        });
        if let Some((at, when)) = joined {
            part.when = when;
            parts.remove(at);
            stands = at;
            continue;
        }
        let free = |other: &Part| {
            let pairs =
                other.stretches.iter().flat_map(|a| part.stretches.iter().map(move |b| (a, b)));
            pairs.into_iter().all(|(a, b)| a.end() <= b.from() || b.end() <= a.from())
        };
        let Some(at) = parts.iter().position(|it| it.when == part.when && free(it)) else { break };
        part.stretches.extend(parts.remove(at).stretches);
        part.stretches = by_number(part.stretches, |it| i64::from(it.from()));
        stands = at;
    }
    let later = |other: &Part| {
        both(&other.when, &part.when).is_some() && first(&other.when) > first(&part.when)
    };
    let kin = || parts.iter().rposition(|it| both(&it.when, &part.when).is_some());
    let at = if stands <= parts.len() {
        stands
    } else {
        let before = parts.iter().position(later);
        before.or_else(|| kin().map(|at| at + 1)).unwrap_or(parts.len())
    };
    parts.insert(at, part);
}

/// The same terms on one date of it only.
fn only(when: &Recurrence, date: Date) -> Recurrence {
    match when {
        Recurrence::Weekly { every, .. } => {
            Recurrence::Weekly { days: std::iter::once(date.day()).collect(), every: *every }
        }
        Recurrence::Monthly { .. } => when.clone(),
        Recurrence::Dates(_) => Recurrence::Dates(vec![date]),
    }
}

/// The same terms so many days later.
fn moved(when: &Recurrence, date: Date, days: i32) -> Result<Recurrence, Unfit> {
    let to = date.plus(days);
    let moved = only(when, to);
    match moved {
        Recurrence::Monthly { .. } if days != 0 => Err(Unfit::OtherDay),
        _ if moved.on_or_after(to) != Some(to) => Err(Unfit::LeftOut),
        moved => Ok(moved),
    }
}

/// What is left of it without one of its dates; none if nothing is.
fn without(when: &Recurrence, date: Date) -> Option<Recurrence> {
    match when {
        Recurrence::Weekly { days, every } => {
            let days: DaySet = days.iter().filter(|day| *day != date.day()).collect();
            (!days.is_empty()).then_some(Recurrence::Weekly { days, every: *every })
        }
        Recurrence::Monthly { .. } => None,
        Recurrence::Dates(dates) => {
            let dates: Vec<Date> = dates.iter().filter(|it| **it != date).copied().collect();
            (!dates.is_empty()).then_some(Recurrence::Dates(dates))
        }
    }
}

/// The dates of both, if their terms are the same.
fn both(one: &Recurrence, other: &Recurrence) -> Option<Recurrence> {
    match (one, other) {
        (Recurrence::Weekly { days, every }, Recurrence::Weekly { days: others, every: same })
            if every == same =>
        {
            let days = days.iter().chain(others.iter()).collect();
            Some(Recurrence::Weekly { days, every: *every })
        }
        (Recurrence::Dates(dates), Recurrence::Dates(others)) => {
            let dates = dates.iter().chain(others).copied().collect();
            let mut dates = by_number(dates, |date: &Date| date.midnight());
            dates.dedup();
            Some(Recurrence::Dates(dates))
        }
        (Recurrence::Monthly { .. }, Recurrence::Monthly { .. }) if one == other => {
            Some(one.clone())
        }
        (Recurrence::Weekly { .. } | Recurrence::Monthly { .. } | Recurrence::Dates(_), _) => None,
    }
}

/// By what parts of the same terms are put in order.
fn first(when: &Recurrence) -> i64 {
    match when {
        Recurrence::Weekly { days, .. } | Recurrence::Monthly { days, .. } => {
            days.iter().next().map_or(0, |day| day as i64)
        }
        Recurrence::Dates(dates) => dates.first().map_or(0, |date| date.midnight()),
    }
}

#[cfg(test)]
#[path = "reshape_tests.rs"]
mod tests;
