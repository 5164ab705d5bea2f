//! Binds the core for the background script: it converts and calls, and decides nothing.

mod json;
mod read;

use json::BrowserJson;
use read::read;
use ringfence_core::app::{App, error};
use ringfence_core::clock::{Clock, Instant};
use ringfence_core::protocol::{Around, CoreEvent, Stored, Turn};
use ringfence_intl::{IntlZones, SystemZone};
use tsify::Ts;
use wasm_bindgen::prelude::*;

/// The core, as the background script holds it.
#[wasm_bindgen]
pub struct Core {
    app: App,
    zones: IntlZones,
}

#[wasm_bindgen]
impl Core {
    /// The core as it last stored itself. `now` is in milliseconds since 1970.
    ///
    /// # Errors
    /// If `stored` is not of its type.
    pub fn load(
        #[wasm_bindgen(unchecked_param_type = "Stored")] stored: JsValue,
        now: f64,
    ) -> Result<Core, JsError> {
        let stored: Stored = read(stored)?;
        let app = App::load(&BrowserJson, &stored, instant(now));
        Ok(Self { app, zones: IntlZones::default() })
    }

    /// Takes one event. `message` may be anything: what is not an event is answered with an
    /// error and changes nothing.
    ///
    /// # Errors
    /// If `around` is not of its type.
    pub fn turn(
        &mut self,
        message: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Around")] around: JsValue,
        now: f64,
    ) -> Result<Ts<Turn>, JsError> {
        let around: Around = read(around)?;
        let turn = match read::<CoreEvent>(message) {
            Ok(event) => {
                let clock = Clock { now: instant(now), zone: &SystemZone, zones: &self.zones };
                self.app.update(event, &around, clock)
            }
            Err(_) => error("This is not an event of the protocol."),
        };
        Ok(Ts::from_rust(&turn)?)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, as Date.now() gives them")]
fn instant(ms: f64) -> Instant {
    Instant::from_ms(ms as i64)
}
