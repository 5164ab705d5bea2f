//! Binds the core for the background script: it converts and calls, and decides nothing.

mod strict;

use chrono::{FixedOffset, Offset, Utc};
use js_sys::{Date, JSON};
use ringfence_core::app::{App, error};
use ringfence_core::clock::{Clock, Instant, Zone};
use ringfence_core::protocol::{Around, CoreEvent, Stored, Turn};
use ringfence_core::store::{Json, v1};
use serde::{Deserialize, Serialize};
use strict::Strict;
use tsify::Ts;
use wasm_bindgen::prelude::*;

/// The core, as the background script holds it.
#[wasm_bindgen]
pub struct Core {
    app: App,
}

#[wasm_bindgen]
impl Core {
    /// The core as it last stored itself. `now` is in milliseconds since 1970.
    ///
    /// # Errors
    /// If `stored` is not of its type.
    pub fn load(stored: &Ts<Stored>, now: f64) -> Result<Core, JsError> {
        let stored = stored.to_rust()?;
        Ok(Self { app: App::load(&BrowserJson, &stored, instant(now)) })
    }

    /// Takes one event. `message` may be anything: what is not an event is answered with an
    /// error and changes nothing.
    ///
    /// # Errors
    /// If `around` is not of its type.
    pub fn turn(
        &mut self,
        message: JsValue,
        around: &Ts<Around>,
        now: f64,
    ) -> Result<Ts<Turn>, JsError> {
        let around = around.to_rust()?;
        let turn = match CoreEvent::deserialize(Strict(message)) {
            Ok(event) => {
                let clock = Clock { now: instant(now), zone: &SystemZone };
                self.app.update(event, &around, clock)
            }
            Err(_) => error("This is not an event of the protocol."),
        };
        Ok(Ts::from_rust(&turn)?)
    }
}

/// The browser's own JSON. What cannot be written is an empty text, which does not load; what
/// cannot be read is no body.
struct BrowserJson;

impl Json for BrowserJson {
    fn write(&self, body: &v1::Body) -> String {
        let value = body.serialize(&serde_wasm_bindgen::Serializer::json_compatible());
        let text = value.ok().and_then(|value| JSON::stringify(&value).ok());
        text.map(String::from).unwrap_or_default()
    }

    fn read(&self, text: &str) -> Option<v1::Body> {
        serde_wasm_bindgen::from_value(JSON::parse(text).ok()?).ok()
    }
}

/// The zone of the machine, as the browser reports it.
struct SystemZone;

impl Zone for SystemZone {
    fn offset_at(&self, instant: Instant) -> FixedOffset {
        #[expect(clippy::cast_precision_loss, reason = "milliseconds stay below 2^53")]
        let date = Date::new(&JsValue::from_f64(instant.ms() as f64));
        // Minutes west of UTC; NaN for a date out of range.
        #[expect(clippy::cast_possible_truncation, reason = "whole seconds of at most a day")]
        let seconds = (date.get_timezone_offset() * -60.0) as i32;
        FixedOffset::east_opt(seconds).unwrap_or_else(|| Utc.fix())
    }
}

#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, as Date.now() gives them")]
fn instant(ms: f64) -> Instant {
    Instant::from_ms(ms as i64)
}
