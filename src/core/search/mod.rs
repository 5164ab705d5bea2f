//! Looking for entries of the log: rows come newest first, a chunk at a time, and what is wanted is
//! kept. It knows rows, not where they come from; the pages look with it, the background does not.
//!
//! What belongs to one override (its grant, its end, corrections of its reason) is one story, and is
//! found together: an end or a correction comes before its grant, which alone tells whose it is.

mod seen;
mod wanted;

pub use seen::Seen;
pub use wanted::{Group, Wanted};

use crate::protocol::{Entry, LogRow, Reason};
use crate::sorted::by_number;

/// One row that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The row.
    pub row: LogRow,
    /// For a grant: why, after all, if that is another reason than was given.
    pub corrected: Option<Reason>,
}

/// How far the log was looked through, and what was found.
#[derive(Debug, Clone, Default)]
pub struct Search {
    wanted: Wanted,
    found: Vec<Found>,
    /// Ends and corrections whose grant has not come.
    open: Vec<LogRow>,
    last: Option<LogRow>,
    looked: u32,
    seen: Seen,
}

impl Search {
    /// Nothing was looked at yet.
    #[must_use]
    pub fn of(wanted: Wanted) -> Self {
        Self { wanted, ..Self::default() }
    }

    /// What is looked for.
    #[must_use]
    pub fn wanted(&self) -> &Wanted {
        &self.wanted
    }

    /// Takes rows, each older in id than all before.
    pub fn take(&mut self, rows: Vec<LogRow>) {
        for row in rows {
            self.looked = self.looked.saturating_add(1);
            self.last = Some(row.clone());
            self.seen.take(&row.entry);
            self.take_one(row);
        }
    }

    fn take_one(&mut self, row: LogRow) {
        if let Entry::OverrideGranted { grant, reason, .. } = row.entry {
            let of_it = self.open.extract_if(.., |open| part_of(&open.entry) == Some(grant));
            let of_it: Vec<LogRow> = of_it.collect();
            let corrected = of_it.iter().find_map(|row| match row.entry {
                Entry::OverrideCorrected { reason, .. } => Some(reason),
                _ => None,
            });
            let corrected = corrected.filter(|corrected| *corrected != reason);
            if self.wanted.takes(&row.entry, corrected) {
                let of_it = of_it.into_iter().map(|row| Found { row, corrected: None });
                self.found.extend(of_it);
                self.found.push(Found { row, corrected });
            }
        } else if part_of(&row.entry).is_some() {
            self.open.push(row);
        } else if self.wanted.takes(&row.entry, None) {
            self.found.push(Found { row, corrected: None });
        }
    }

    /// What was found, newest first. Where everything is wanted, ends and corrections need no grant.
    #[must_use]
    pub fn found(&self) -> Vec<Found> {
        let open = self.open.iter().filter(|_| self.wanted.is_everything());
        let open = open.map(|row| Found { row: row.clone(), corrected: None });
        let all = self.found.iter().cloned().chain(open).collect();
        by_number(all, |found: &Found| {
            i64::try_from(found.row.id).unwrap_or(i64::MAX).wrapping_neg()
        })
    }

    /// How many rows are found for good.
    #[must_use]
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// How many rows were looked at.
    #[must_use]
    pub fn looked(&self) -> u32 {
        self.looked
    }

    /// The last row that was looked at.
    #[must_use]
    pub fn last(&self) -> Option<&LogRow> {
        self.last.as_ref()
    }

    /// What could be looked for, as far as was looked.
    #[must_use]
    pub fn seen(&self) -> &Seen {
        &self.seen
    }
}

/// The grant that an end or a correction is about.
fn part_of(entry: &Entry) -> Option<u32> {
    match entry {
        Entry::OverrideEnded { grant, .. } | Entry::OverrideCorrected { grant, .. } => Some(*grant),
        _ => None,
    }
}
