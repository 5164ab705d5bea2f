//! Energy: being with people and being before a screen drain different pools. Asked only of those who
//! want it; without that nothing of it is kept.

use crate::date::Date;
pub use crate::protocol::Feel;

/// What the person said today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Energy {
    /// The date on the person's wall; on another day it counts for nothing.
    pub date: Date,
    /// Of being with people.
    pub social: Option<Feel>,
    /// Of being before a screen.
    pub technical: Option<Feel>,
}
