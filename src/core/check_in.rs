//! Check-ins: conversations with a date, and what was promised for them.

use crate::date::Date;
use crate::group::is_unseen;
use crate::protocol::{CheckInDraft, Fault, FaultKind, Field};

/// How many there may be.
pub const LIMIT: usize = 50;
const PERSON_LIMIT: usize = 80;
const EVERY_LIMIT: u32 = 52;

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
        let typed = draft.date.trim();
        let date = Date::parse(typed);
        match date {
            None => wrong(Field::CheckInDate, FaultKind::DateUnreadable, typed),
            Some(date) if date < today && before.is_none_or(|it| it.date != date) => {
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
            since: before.map_or(today, |it| it.since),
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
        }
    }
}
