//! Time that goes by in front of the person: by whole minutes, never by the second.

use gloo_timers::future::sleep;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen_futures::spawn_local;

use crate::live::{is_visible, on_seen};
use crate::times::{self, MINUTE};

/// How soon after the end the first and the last question comes.
const FIRST_RETRY: i64 = 1_000;

/// By how many milliseconds the wall clock and the page's own part before it counts as set.
const SET: f64 = 5_000.0;

/// Now, moved on whenever the whole minutes left before `until` change. At `until`, `ask` is called,
/// and again ever more rarely while nothing else comes of it; and once within a minute after the wall
/// clock was set: Chromium's alarms may not ring for as long as it was set back.
#[must_use]
pub fn now_until(until: Signal<i64>, ask: impl Fn() + 'static) -> ReadSignal<i64> {
    let (now, set_now) = signal(times::now());
    spawn_local(async move {
        let mut retry = FIRST_RETRY;
        let mut ahead = clock_ahead();
        // Whoever showed the time is gone when its signals are.
        while let Some(end) = until.try_get_untracked() {
            let before = std::mem::replace(&mut ahead, clock_ahead());
            let left = end - times::now();
            let wait = if left > 0 {
                // A page that nobody sees asks when it is next seen.
                if (ahead - before).abs() > SET && is_visible() {
                    ask();
                }
                retry = FIRST_RETRY;
                (left - 1) % MINUTE + 1
            } else {
                ask();
                retry = (retry * 2).min(MINUTE);
                retry
            };
            sleep(Duration::from_millis(wait.unsigned_abs())).await;
            if set_now.try_set(times::now()).is_some() {
                return;
            }
        }
    });
    Effect::new(move |_| {
        until.track();
        set_now.set(times::now());
    });
    // Timers of pages that nobody sees come late.
    on_seen(move || {
        let _ = set_now.try_set(times::now());
    });
    now
}

/// By how much the wall clock is ahead of the page's own: it changes when the wall clock is set.
fn clock_ahead() -> f64 {
    js_sys::Date::now() - times::moment()
}
