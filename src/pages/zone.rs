//! The zone that the person lives by, and what its wall shows.

use leptos::prelude::*;
use ringfence_core::clock::{Instant, Zone, Zones};
use ringfence_core::date::Date;
use ringfence_core::wall::CivilMinutes;
use ringfence_intl::{IntlZones, SystemZone};

use crate::times;

thread_local! {
    /// What shows a time follows it.
    static ZONE: ArcRwSignal<String> = ArcRwSignal::new(String::new());
    static ZONES: IntlZones = IntlZones::default();
}

/// From now on times are shown in this zone; in the computer's own if the name is empty, or not one
/// that the browser knows.
pub fn show_in(zone: &str) {
    let known = !zone.is_empty() && ZONES.with(|zones| zones.named(zone).is_some());
    let zone = if known { zone } else { "" };
    ZONE.with(|shown| {
        if shown.with_untracked(|shown| shown != zone) {
            shown.set(zone.to_owned());
        }
    });
}

/// The zone that times are shown in; empty for the computer's own.
#[must_use]
pub fn shown() -> String {
    ZONE.with(Get::get)
}

/// What the person's wall shows at an instant.
#[must_use]
pub fn civil(instant: i64) -> CivilMinutes {
    civil_in(&shown(), instant)
}

/// What the wall of a zone shows at an instant; of the person's own, if it is not known.
#[must_use]
pub fn civil_in(zone: &str, instant: i64) -> CivilMinutes {
    let east = in_zone(zone, |zone| zone.offset_at(Instant::from_ms(instant)).local_minus_utc());
    (instant + i64::from(east) * 1000).div_euclid(times::MINUTE)
}

/// The date on the person's wall now.
#[must_use]
pub fn today() -> Date {
    Date::of(civil(times::now()))
}

fn in_zone<T>(name: &str, ask: impl FnOnce(&dyn Zone) -> T) -> T {
    let named = |name: &str| match name {
        "" => None,
        name => ZONES.with(|zones| zones.named(name)),
    };
    match named(name).or_else(|| named(&shown())) {
        Some(zone) => ask(&*zone),
        None => ask(&SystemZone),
    }
}
