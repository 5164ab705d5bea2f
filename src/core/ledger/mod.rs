//! The ledger: what became of protected time, as a fold of the log's rows. It knows rows, not rules;
//! what it says can be found again from the log alone, by anyone.
//!
//! [`Ledger::take`] takes rows in any order; [`Ledger::balance`] settles them as of one moment, and a
//! [`Balance`] answers: sums over a span of time or over days, what overrides took of a rule's time,
//! and what going back for a reason came to before.
//!
//! **How rows are read.**
//! * A row's id is its identity: one that comes twice counts once. Ids also tell the order in which
//!   rows were written, and by it an end finds its beginning; instants do not, for clocks are set back
//!   and missed occurrences are written afterwards.
//! * An occurrence, a focus or a make-up stretch counts from the instant of the row of its beginning
//!   (a rule made in mid-stretch protects from then on) to that of the row of its end. What no row
//!   ends counts to its planned end, and no further than to the moment of the balance.
//! * A second beginning of what has not ended goes on with the first: a focus that is extended, or a
//!   beginning that is written again because the state that knew of it was lost.
//! * An override counts from its grant to its end, likewise; one that no row ends to the minutes that
//!   were asked for. A call (it asks for none) counts only with its end. A second grant of an id is
//!   another override: ids come again when the state was lost.
//! * A row that says nothing of time (a pull, a rule that was changed) counts for nothing at all.
//! * An end before its beginning (the clock was set back) makes nothing of both, and an end without a
//!   beginning counts nothing: whoever reads a part of the log begins early enough.
//!
//! **What counts as what.** *Protected* here is the time of rules and focuses, *excused* what a skip or
//! an on-call exception took out of it (vacation is no plan, and what was moved is planned where it
//! went). Each instant counts once:
//!
//! | sum | instants |
//! |---|---|
//! | overridden | protected, with an override in force, whatever it opens |
//! | kept | protected, without |
//! | unseen | kept, but nobody looked: a part of kept, shown apart |
//! | excused | excused and not protected after all |
//! | planned | all of these: kept + overridden + excused |
//! | made up | of make-up stretches, not protected anyway, without an override |
//!
//! What is kept or made up counts for the goal of the stretch with a goal that began first of those that
//! hold: the one that was chosen for it last, else the one that its beginning names.
//!
//! A [`Sitting`] is unbroken time that one rule planned, and says what became of it.

mod balance;
mod days;
mod fact;
mod goals;
mod kept;
mod overrides;
mod pairs;
mod reasons;
mod sittings;
mod spans;
mod sums;

pub use balance::Balance;
pub use overrides::{Given, Honest, Override};
pub use reasons::Pulled;
pub use sittings::Sitting;
pub use spans::Spans;
pub use sums::{Owe, Sums};

use crate::clock::Instant;
use crate::protocol::LogRow;
use crate::sorted::by;
use fact::Row;

/// What is read of the log so far.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    rows: Vec<Row>,
}

impl Ledger {
    /// Takes one row. Rows may come in any order, and more than once.
    pub fn take(&mut self, row: &LogRow) {
        self.rows.extend(Row::of(row));
    }

    /// The highest id of a row that was taken; 0 for none.
    #[must_use]
    pub fn last_row(&self) -> u64 {
        self.rows.iter().map(|row| row.id).max().unwrap_or_default()
    }

    /// What the rows come to, as of a moment: what has not ended in them counts no further.
    #[must_use]
    pub fn balance(&self, now: Instant) -> Balance {
        let rows: Vec<&Row> = self.rows.iter().collect();
        let mut rows = by(rows, &|one, other| one.id.cmp(&other.id));
        rows.dedup_by_key(|row| row.id);
        Balance::of(&rows, now)
    }
}
