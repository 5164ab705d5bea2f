//! What the log says, as far as the core has read it. It reads nothing before something needs it, and
//! from then on takes each row as it is written.

use crate::clock::Instant;
use crate::ledger::{Balance, Ledger};
use crate::protocol::{CoreEffect, CoreEvent, LogRow, Page, Reply, read_log};

/// After so many rows more what was read is kept anew.
const KEPT_EVERY: usize = 200;

/// The log, read.
#[derive(Default)]
pub(super) struct History {
    ledger: Ledger,
    stage: Stage,
    /// How many rows were taken since it was kept.
    new: usize,
}

/// How far the log is read.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Stage {
    /// Nothing, not even what was kept.
    #[default]
    Unread,
    /// Up to the row of an id.
    UpTo(u64),
    /// Whole.
    Whole,
    /// It could not be read: until the next boot all goes on without.
    Unreadable,
}

impl History {
    /// What is to be read before an event can be taken; none if it can. `speaks`: with it something is
    /// said of the log.
    pub(super) fn wanted_for(&self, event: &CoreEvent, speaks: bool) -> Option<Reply> {
        let after = match self.stage {
            Stage::Unread => 0,
            Stage::UpTo(id) => id,
            Stage::Whole | Stage::Unreadable => return None,
        };
        (speaks || is_asked_by(event)).then(|| Reply::NeedsHistory {
            kept: self.stage == Stage::Unread,
            after,
            kinds: read_log::KINDS.map(str::to_owned).to_vec(),
        })
    }

    /// Takes in what was read; what is to be kept of it, if it is time.
    pub(super) fn read(
        &mut self,
        kept: &str,
        rows: &[LogRow],
        read_to: u64,
        more: bool,
    ) -> Option<CoreEffect> {
        let after = match self.stage {
            Stage::Whole => return None,
            Stage::Unread | Stage::Unreadable => {
                self.ledger = Ledger::from_text(kept).unwrap_or_default();
                self.ledger.last_row()
            }
            Stage::UpTo(id) => id,
        };
        self.take(rows);
        self.stage = if more { Stage::UpTo(after.max(read_to)) } else { Stage::Whole };
        if more || self.new < KEPT_EVERY {
            return None;
        }
        self.new = 0;
        Some(CoreEffect::KeepHistory { text: self.ledger.to_text() })
    }

    pub(super) fn failed(&mut self) {
        self.stage = Stage::Unreadable;
    }

    /// Takes in what this turn writes. What is not read yet will be, with all else.
    pub(super) fn written(&mut self, rows: &[LogRow]) {
        if self.stage == Stage::Whole {
            self.take(rows);
        }
    }

    fn take(&mut self, rows: &[LogRow]) {
        for row in rows {
            self.ledger.take(row);
        }
        self.new += rows.len();
    }

    /// What it comes to now; none while it is not known.
    pub(super) fn balance(&self, now: Instant) -> Option<Balance> {
        (self.stage == Stage::Whole).then(|| self.ledger.balance(now))
    }
}

/// Whether an event cannot be answered without what the log says.
fn is_asked_by(event: &CoreEvent) -> bool {
    match event {
        CoreEvent::View { page } => {
            matches!(
                page,
                Page::Popup {} | Page::Cover { .. } | Page::Options { .. } | Page::CheckIn { .. }
            )
        }
        CoreEvent::CoverOpened { .. }
        | CoreEvent::RequestOverride { .. }
        | CoreEvent::ForgiveOwed { .. } => true,
        _ => false,
    }
}
