//! Zones of the IANA database by chrono-tz, where the browser has its own.

use std::rc::Rc;

use chrono::{DateTime, FixedOffset, Offset, TimeZone};
use chrono_tz::Tz;
use ringfence_core::clock::{Clock, Instant, Zone, Zones};

/// A zone of the IANA database.
pub struct Named(pub Tz);

impl Zone for Named {
    fn offset_at(&self, instant: Instant) -> FixedOffset {
        let utc = DateTime::from_timestamp_millis(instant.ms()).unwrap_or_default().naive_utc();
        self.0.offset_from_utc_datetime(&utc).fix()
    }
}

/// The names are those of the IANA database; the computer stands where the zone is.
impl Zones for Named {
    fn named(&self, name: &str) -> Option<Rc<dyn Zone>> {
        let zone: Tz = name.parse().ok()?;
        Some(Rc::new(Named(zone)))
    }

    fn here(&self) -> String {
        self.0.name().to_owned()
    }
}

impl Named {
    /// A clock that shows an instant, in this zone.
    pub fn clock(&self, now: Instant) -> Clock<'_> {
        Clock { now, zone: self, zones: self }
    }
}
