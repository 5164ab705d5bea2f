//! What the wall of one zone shows, with what was asked of the zone remembered: around now it
//! mostly keeps one offset, and thousands of civil times are read with it.

use std::rc::Rc;

use chrono::FixedOffset;

use crate::clock::{DAY, EAST, Instant, MINUTE, WEST, Zone, resolve};

/// Minutes of civil time since 1970-01-01T00:00.
pub type CivilMinutes = i64;

/// How far the steady time around now is looked for.
const BACK: i64 = 4;
const AHEAD: i64 = 10;

/// One zone's civil time.
pub struct Wall<'z> {
    zone: Source<'z>,
    offset: FixedOffset,
    /// From here to there the offset is the same. (Zones change at most once a day.)
    steady: (Instant, Instant),
}

enum Source<'z> {
    Here(&'z dyn Zone),
    Named(Rc<dyn Zone>),
}

impl<'z> Wall<'z> {
    /// The wall of the person's own zone.
    #[must_use]
    pub fn here(zone: &'z dyn Zone, now: Instant) -> Self {
        Self::of(Source::Here(zone), now)
    }

    /// The wall of a zone elsewhere.
    #[must_use]
    pub fn named(zone: Rc<dyn Zone>, now: Instant) -> Self {
        Self::of(Source::Named(zone), now)
    }

    fn of(zone: Source<'z>, now: Instant) -> Self {
        let offset = zone.get().offset_at(now);
        let same = |days: &i64| zone.get().offset_at(now.plus(days * DAY)) == offset;
        let back = (1..=BACK).map(|days| -days).take_while(same).last().unwrap_or_default();
        let ahead = (1..=AHEAD).take_while(same).last().unwrap_or_default();
        let steady = (now.plus(back * DAY), now.plus(ahead * DAY));
        Self { zone, offset, steady }
    }

    /// What the wall shows at an instant, in whole minutes.
    #[must_use]
    pub fn civil(&self, instant: Instant) -> CivilMinutes {
        let offset = if self.steady.0 <= instant && instant <= self.steady.1 {
            self.offset
        } else {
            self.zone.get().offset_at(instant)
        };
        instant.plus(i64::from(offset.local_minus_utc()) * 1000).ms().div_euclid(MINUTE)
    }

    /// The instant that a civil time names (RFC 5545, section 3.3.5).
    #[must_use]
    pub fn instant(&self, civil: CivilMinutes) -> Instant {
        let as_utc = Instant::from_ms(civil.saturating_mul(MINUTE));
        if self.steady.0 <= as_utc.plus(-EAST) && as_utc.plus(WEST) <= self.steady.1 {
            return as_utc.plus(-i64::from(self.offset.local_minus_utc()) * 1000);
        }
        resolve(self.zone.get(), as_utc.ms())
    }
}

impl Source<'_> {
    fn get(&self) -> &dyn Zone {
        match self {
            Self::Here(zone) => *zone,
            Self::Named(zone) => &**zone,
        }
    }
}
