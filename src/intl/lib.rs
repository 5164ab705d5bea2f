//! What the core asks the browser that is the same for the background and for pages. Zones: the
//! computer's by `Date`, every other by `Intl`; the core asks for offsets only, and no table of zones
//! is shipped. Hosts: by `URL`, and which of them are public suffixes.
#![forbid(unsafe_code)]

mod hosts;
mod suffixes;

use std::cell::RefCell;
use std::rc::Rc;

use chrono::{FixedOffset, Offset, Utc};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use ringfence_core::clock::{Instant, MINUTE, Zone, Zones};
use wasm_bindgen::{JsCast, JsValue};

pub use hosts::BrowserHosts;
pub use suffixes::{knows_suffixes, use_suffixes};

/// The zone of the computer, as the browser reports it.
pub struct SystemZone;

impl Zone for SystemZone {
    fn offset_at(&self, instant: Instant) -> FixedOffset {
        // Minutes west of UTC; NaN for a date out of range.
        #[expect(clippy::cast_possible_truncation, reason = "whole seconds of at most a day")]
        let seconds = (date(instant).get_timezone_offset() * -60.0) as i32;
        FixedOffset::east_opt(seconds).unwrap_or_else(|| Utc.fix())
    }
}

/// The zones that `Intl` knows by name. Each is kept once it was asked for.
#[derive(Default)]
pub struct IntlZones {
    known: RefCell<Vec<(String, Rc<NamedZone>)>>,
}

impl Zones for IntlZones {
    fn named(&self, name: &str) -> Option<Rc<dyn Zone>> {
        let mut known = self.known.borrow_mut();
        if let Some((_, zone)) = known.iter().find(|(known, _)| known == name) {
            return Some(Rc::<NamedZone>::clone(zone));
        }
        let zone = Rc::new(NamedZone::new(name)?);
        known.push((name.to_owned(), Rc::clone(&zone)));
        Some(zone)
    }

    fn here(&self) -> String {
        let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
        let name = Reflect::get(&options, &"timeZone".into()).ok();
        name.and_then(|name| name.as_string()).unwrap_or_default()
    }
}

/// One zone of the IANA database.
struct NamedZone {
    format: Function,
    /// Quarter hours since 1970, sorted, with their seconds east of UTC: no zone changes within one.
    asked: RefCell<Vec<(i64, i32)>>,
}

/// So many offsets are remembered.
const REMEMBERED: usize = 20_000;
const QUARTER: i64 = 15 * MINUTE;

impl NamedZone {
    /// None if `Intl` does not know the name: it throws then.
    fn new(name: &str) -> Option<Self> {
        let options = Object::new();
        // Defining a property on a fresh plain object cannot fail.
        let _ = Reflect::set(&options, &"timeZone".into(), &name.into());
        let _ = Reflect::set(&options, &"timeZoneName".into(), &"longOffset".into());
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let constructor: Function =
            Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
        let arguments = Array::of2(&"en-US".into(), &options);
        let formatter = Reflect::construct(&constructor, &arguments).ok()?;
        let format = Reflect::get(&formatter, &"format".into()).ok()?.dyn_into().ok()?;
        Some(Self { format, asked: RefCell::default() })
    }

    /// Seconds east of UTC, from "11/23/2026, GMT+05:45"; "GMT" alone is none.
    fn ask(&self, instant: Instant) -> Option<i32> {
        let text = self.format.call1(&JsValue::UNDEFINED, &date(instant)).ok()?.as_string()?;
        // No letter follows that of "GMT".
        let (_, offset) = text.rsplit_once('T')?;
        // "−" where a locale writes its minus so.
        let sign = if offset.starts_with(['-', '−']) { -1 } else { 1 };
        let offset = offset.trim_start_matches(['+', '-', '−']);
        let mut seconds = 0;
        for (part, unit) in
            offset.split(':').zip([3600, 60, 1]).filter(|(part, _)| !part.is_empty())
        {
            seconds += part.parse::<i32>().ok()? * unit;
        }
        Some(sign * seconds)
    }
}

impl Zone for NamedZone {
    fn offset_at(&self, instant: Instant) -> FixedOffset {
        let quarter = instant.ms().div_euclid(QUARTER);
        let mut asked = self.asked.borrow_mut();
        if asked.len() >= REMEMBERED {
            asked.clear();
        }
        let at = asked.partition_point(|(known, _)| *known < quarter);
        let known = asked.get(at).filter(|(known, _)| *known == quarter).map(|(_, east)| *east);
        let seconds = known.unwrap_or_else(|| {
            let seconds = self.ask(instant).unwrap_or_default();
            asked.insert(at, (quarter, seconds));
            seconds
        });
        FixedOffset::east_opt(seconds).unwrap_or_else(|| Utc.fix())
    }
}

fn date(instant: Instant) -> Date {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds stay below 2^53")]
    Date::new(&JsValue::from_f64(instant.ms() as f64))
}
