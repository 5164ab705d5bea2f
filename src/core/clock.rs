//! Now, and the zone's offset rule; civil time to instants and back.
//!
//! A [`Zone`] is asked one question. Gaps and folds follow RFC 5545 section 3.3.5: a civil time
//! that happens twice means the first; one that does not exist is read with the offset before
//! the jump, so it names the instant as far after the jump as it would have been.

use std::rc::Rc;

use chrono::{DateTime, FixedOffset, NaiveDateTime, Offset};

/// A point on the world's line, in whole milliseconds since 1970-01-01T00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Instant(i64);

/// One minute in milliseconds.
pub const MINUTE: i64 = 60_000;
/// One day of 24 hours in milliseconds.
pub const DAY: i64 = 24 * 60 * MINUTE;

impl Instant {
    /// From milliseconds since 1970.
    #[must_use]
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// So many milliseconds later (or, negative, earlier).
    #[must_use]
    pub const fn plus(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to here.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// The one question asked of a zone.
pub trait Zone {
    /// The offset from UTC that holds at an instant.
    fn offset_at(&self, instant: Instant) -> FixedOffset;
}

impl Zone for FixedOffset {
    fn offset_at(&self, _: Instant) -> FixedOffset {
        self.fix()
    }
}

/// The zones of the IANA database, as the browser's `Intl` knows them.
pub trait Zones {
    /// The zone of a name; none if it is not known.
    fn named(&self, name: &str) -> Option<Rc<dyn Zone>>;
    /// The name of the zone that the computer stands in; empty if it does not tell.
    fn here(&self) -> String;
}

/// No names are known, and the computer does not tell.
impl Zones for FixedOffset {
    fn named(&self, _: &str) -> Option<Rc<dyn Zone>> {
        None
    }

    fn here(&self) -> String {
        String::new()
    }
}

/// Now, and the zone the person lives by.
#[derive(Clone, Copy)]
pub struct Clock<'z> {
    /// The instant of this turn.
    pub now: Instant,
    /// The offset rule.
    pub zone: &'z dyn Zone,
    /// The zones that a rule may be pinned to.
    pub zones: &'z dyn Zones,
}

impl Clock<'_> {
    /// What a wall shows at an instant.
    #[must_use]
    pub fn civil(&self, instant: Instant) -> NaiveDateTime {
        let offset = self.zone.offset_at(instant);
        let local = instant.ms().saturating_add(i64::from(offset.local_minus_utc()) * 1000);
        DateTime::from_timestamp_millis(local).map_or(NaiveDateTime::MAX, |it| it.naive_utc())
    }

    /// The instant that a civil time names.
    #[must_use]
    pub fn instant(&self, civil: NaiveDateTime) -> Instant {
        resolve(self.zone, civil.and_utc().timestamp_millis())
    }

    /// Minutes east of UTC at an instant.
    #[must_use]
    pub fn offset_minutes(&self, instant: Instant) -> i32 {
        self.zone.offset_at(instant).local_minus_utc() / 60
    }
}

/// Offsets lie within -12 h and +14 h (with an hour to spare): what a civil time means depends on
/// the zone between so long before it, read as UTC,
pub(crate) const EAST: i64 = 15 * 60 * MINUTE;
/// and so long after.
pub(crate) const WEST: i64 = 13 * 60 * MINUTE;

/// The instant that a civil time names in a zone; the civil time in milliseconds, read as UTC.
#[must_use]
pub fn resolve(zone: &dyn Zone, as_utc: i64) -> Instant {
    let read_with = |offset: FixedOffset| {
        Instant::from_ms(as_utc.saturating_sub(i64::from(offset.local_minus_utc()) * 1000))
    };
    let before = zone.offset_at(Instant::from_ms(as_utc).plus(-EAST));
    let after = zone.offset_at(Instant::from_ms(as_utc).plus(WEST));
    let first = read_with(before);
    if before == after || zone.offset_at(first) == before {
        return first;
    }
    let second = read_with(after);
    if zone.offset_at(second) == after { second } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UTC: FixedOffset = FixedOffset::east_opt(0).unwrap();

    /// Central European time around the two changes of 2026, by hand.
    struct Berlin2026;

    impl Zone for Berlin2026 {
        fn offset_at(&self, instant: Instant) -> FixedOffset {
            let summer = 1_774_746_000_000..1_792_890_000_000; // 29 March and 25 October, 01:00 UTC
            let hours = if summer.contains(&instant.ms()) { 2 } else { 1 };
            FixedOffset::east_opt(hours * 3600).unwrap()
        }
    }

    fn utc(text: &str) -> Instant {
        Instant::from_ms(text.parse::<DateTime<chrono::Utc>>().unwrap().timestamp_millis())
    }

    #[test]
    fn a_time_that_happens_twice_means_the_first_and_one_that_does_not_lies_after_the_jump() {
        let clock = Clock { now: Instant::default(), zone: &Berlin2026, zones: &UTC };
        let check = |civil: &str, expected: &str| {
            assert_eq!(clock.instant(civil.parse().unwrap()), utc(expected), "{civil}");
        };
        check("2026-03-29T01:59:00", "2026-03-29T00:59:00Z");
        check("2026-03-29T02:30:00", "2026-03-29T01:30:00Z"); // shown as 03:30
        check("2026-03-29T03:00:00", "2026-03-29T01:00:00Z");
        check("2026-10-25T02:30:00", "2026-10-25T00:30:00Z");
        check("2026-10-25T03:00:00", "2026-10-25T02:00:00Z");
        check("2026-11-23T18:00:00", "2026-11-23T17:00:00Z");
    }

    #[test]
    fn civil_time_is_what_the_wall_shows() {
        let clock = Clock { now: Instant::default(), zone: &Berlin2026, zones: &UTC };
        assert_eq!(clock.civil(utc("2026-07-01T10:00:00Z")).to_string(), "2026-07-01 12:00:00");
    }
}
