//! Check-ins: conversations with a date, and what was promised for them.

use crate::date::Date;
use crate::group::is_unseen;
use crate::protocol::{CheckInDraft, Fault, FaultKind, Field};

/// How many there may be.
pub const LIMIT: usize = 50;
const PERSON_LIMIT: usize = 80;
/// It comes again after so many weeks at most.
pub const EVERY_LIMIT: u32 = 52;
/// From so many days before on, and on the day itself, it is spoken of.
const AHEAD: i32 = 2;

/// A conversation with a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckIn {
    /// Which.
    pub id: u32,
    /// With whom; may be empty.
    pub person: String,
    /// When it is.
    pub date: Date,
    /// Every so many weeks; none for once.
    pub every: Option<u32>,
    /// What happened on this date or later is for it: that of the one before, or of its making.
    pub since: Date,
}

impl CheckIn {
    /// The check-in that a draft describes, in place of what it was before.
    ///
    /// # Errors
    /// Every fault of the draft, each with its field.
    pub fn from_draft(
        draft: &CheckInDraft,
        before: Option<&Self>,
        today: Date,
    ) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut wrong = |field, kind, typed: &str| {
            faults.push(Fault { field, kind, typed: typed.to_owned() });
        };
        let person = draft.person.trim();
        if person.chars().count() > PERSON_LIMIT || person.chars().any(is_unseen) {
            wrong(Field::Person, FaultKind::PersonName, "");
        }
        let since = match draft.since.trim() {
            "" => None,
            typed => match Date::parse(typed) {
                None => {
                    wrong(Field::Draft, FaultKind::DateUnreadable, typed);
                    None
                }
                Some(since) if since > today => {
                    wrong(Field::Draft, FaultKind::DateAhead, typed);
                    None
                }
                Some(since) => Some(since),
            },
        };
        let typed = draft.date.trim();
        let date = Date::parse(typed);
        // One that comes back may be over; so may one of which something else is changed.
        let was_there = |date| match since {
            Some(since) => since <= date,
            None => before.is_some_and(|it| it.date == date),
        };
        match date {
            None => wrong(Field::CheckInDate, FaultKind::DateUnreadable, typed),
            Some(date) if date < today && !was_there(date) => {
                wrong(Field::CheckInDate, FaultKind::CheckInPast, typed);
            }
            Some(_) => {}
        }
        if draft.every > EVERY_LIMIT {
            wrong(Field::Every, FaultKind::EveryRange, "");
        }
        let Some(date) = date.filter(|_| faults.is_empty()) else { return Err(faults) };
        Ok(Self {
            id: draft.id,
            person: person.to_owned(),
            date,
            every: Some(draft.every).filter(|weeks| *weeks > 0),
            since: since.or(before.map(|it| it.since)).unwrap_or(today),
        })
    }

    /// As a form holds it.
    #[must_use]
    pub fn to_draft(&self) -> CheckInDraft {
        CheckInDraft {
            id: self.id,
            person: self.person.clone(),
            date: self.date.to_string(),
            every: self.every.unwrap_or_default(),
            since: self.since.to_string(),
        }
    }

    /// When the next one is after one that was held today: so many weeks on that it lies ahead. None for
    /// one that was for once.
    #[must_use]
    pub fn next(&self, today: Date) -> Option<Date> {
        let days = i32::try_from(self.every?.checked_mul(7)?).ok()?;
        let passed = today.since(self.date).max(0).checked_div(days)?;
        let next = self.date.plus(passed.saturating_add(1).saturating_mul(days));
        // What no form could say is no date.
        Date::parse(&next.to_string())
    }
}

/// The check-in that is to be spoken of: the first of those that are within two days.
#[must_use]
pub fn due(today: Date, check_ins: &[CheckIn]) -> Option<&CheckIn> {
    let near = check_ins.iter().filter(|it| (0..=AHEAD).contains(&it.date.since(today)));
    near.min_by_key(|it| it.date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(date: &str, every: Option<u32>) -> CheckIn {
        let date = Date::parse(date).unwrap();
        CheckIn { id: 1, person: String::new(), date, every, since: date.plus(-7) }
    }

    #[test]
    fn the_next_one_lies_ahead_by_whole_repeats() {
        let next = |date, every, today| {
            let next = on(date, every).next(Date::parse(today).unwrap());
            next.map(|it| it.to_string())
        };
        for (every, today, wanted) in [
            (Some(2), "2026-12-04", Some("2026-12-18")),
            (Some(2), "2026-12-01", Some("2026-12-18")),
            (Some(2), "2026-12-17", Some("2026-12-18")),
            (Some(2), "2026-12-18", Some("2027-01-01")),
            (Some(52), "2030-12-04", Some("2031-11-28")),
            (None, "2026-12-04", None),
        ] {
            assert_eq!(next("2026-12-04", every, today).as_deref(), wanted, "{every:?} {today}");
        }
        assert_eq!(next("9999-12-31", Some(1), "2026-12-04"), None);
    }

    #[test]
    fn the_first_one_within_two_days_is_due() {
        let all = [on("2026-12-04", None), on("2026-12-03", Some(1)), on("2026-11-30", Some(1))];
        let due = |today| due(Date::parse(today).unwrap(), &all).map(|it| it.date.to_string());
        assert_eq!(due("2026-12-05"), None);
        assert_eq!(due("2026-12-04").as_deref(), Some("2026-12-04"));
        assert_eq!(due("2026-12-02").as_deref(), Some("2026-12-03"));
        assert_eq!(due("2026-11-28").as_deref(), Some("2026-11-30"));
        assert_eq!(due("2026-11-27"), None);
    }
}
