//! What happens to one page now, and why. One definition: the posture's network rules are made
//! of the same patterns and grants, and a law holds the two against each other.

use crate::clock::{Clock, Instant};
use crate::grant::{Grant, opens};
use crate::protected::{Held, Protected};
use crate::protocol::{Mode, TabVerdict};
use crate::site::Address;

/// What happens to one page now, and why.
#[derive(Debug)]
pub enum Verdict<'a> {
    /// Nothing: no rule in force names it, or the most specific pattern lets it through.
    Open,
    /// Covered or dimmed until an instant, by these patterns (never empty).
    Veiled {
        /// The stricter of the reasons' modes.
        mode: Mode,
        /// When the last of the reasons ends.
        until: Instant,
        /// The patterns that hold the page, the most specific first, with their occurrences.
        because: Vec<Held<'a>>,
    },
    /// A rule in force names it, but an override or an exception opens it.
    Lifted {
        /// When the last of these ends.
        until: Instant,
    },
}

/// The verdict for one address.
#[must_use]
pub fn verdict<'a>(
    clock: Clock<'_>,
    protected: &Protected<'a>,
    grants: &[Grant],
    address: &Address,
) -> Verdict<'a> {
    let mut because = protected.naming(address);
    if let Some(lets) = because.iter().position(|held| held.site.lets_through()) {
        because.truncate(lets);
    }
    let Some(mode) = because.iter().map(|held| held.by.mode).max() else {
        return Verdict::Open;
    };
    let lifting = grants.iter().filter(|grant| grant.holds(clock.now) && grant.opens(address));
    let lets = protected.lets().iter();
    let let_through = lets.filter(|it| opens(&it.group.sites, address));
    if let Some(until) = lifting.map(Grant::end).chain(let_through.map(|it| it.until)).max() {
        return Verdict::Lifted { until };
    }
    let until = because.iter().map(|held| held.by.span.end).max().unwrap_or(clock.now);
    Verdict::Veiled { mode, until, because }
}

impl Verdict<'_> {
    /// What a content script may learn of it: mode and end.
    #[must_use]
    pub fn for_tab(&self) -> TabVerdict {
        match self {
            Self::Open | Self::Lifted { .. } => TabVerdict::Open {},
            Self::Veiled { mode, until, .. } => {
                TabVerdict::Veiled { mode: *mode, until: until.ms() }
            }
        }
    }
}
