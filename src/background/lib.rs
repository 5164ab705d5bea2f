//! Binds the core for the background script: it converts and calls, and decides nothing.

mod json;

use json::{BrowserJson, tree};
use ringfence_core::app::{App, error};
use ringfence_core::clock::{Clock, Instant};
use ringfence_core::protocol::{Turn, read};
use ringfence_intl::{BrowserHosts, IntlZones, SystemZone};
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
        #[wasm_bindgen(unchecked_param_type = "Stored")] stored: &JsValue,
        now: f64,
    ) -> Result<Core, JsError> {
        let stored = tree(stored).as_ref().and_then(read::stored).ok_or_else(not_of_its_type)?;
        let app = App::load(&BrowserJson, &BrowserHosts, &stored, instant(now));
        Ok(Self { app, zones: IntlZones::default() })
    }

    /// Takes one event. `message` may be anything: what is not an event is answered with an
    /// error and changes nothing.
    ///
    /// # Errors
    /// If `around` is not of its type.
    pub fn turn(
        &mut self,
        message: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Around")] around: &JsValue,
        now: f64,
    ) -> Result<Ts<Turn>, JsError> {
        let around = tree(around).as_ref().and_then(read::around).ok_or_else(not_of_its_type)?;
        let event = tree(message).as_ref().and_then(read::event);
        let turn = match event {
            Some(event) => {
                let zones = &self.zones;
                let clock = Clock { now: instant(now), zone: &SystemZone, zones };
                self.app.update(event, &around, clock)
            }
            None => error("This is not an event of the protocol."),
        };
        Ok(Ts::from_rust(&turn)?)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, as Date.now() gives them")]
fn instant(ms: f64) -> Instant {
    Instant::from_ms(ms as i64)
}

fn not_of_its_type() -> JsError {
    JsError::new("This is not what the shell hands over.")
}
