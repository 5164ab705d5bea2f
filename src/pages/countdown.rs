//! Time that goes by in front of the person: by whole minutes, never by the second.

use gloo_timers::future::sleep;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen_futures::spawn_local;

use crate::live::on_seen;
use crate::times::{self, MINUTE};

/// How soon after the end the first and the last question comes.
const FIRST_RETRY: i64 = 1_000;

/// Now, moved on whenever the whole minutes left before `until` change. At `until`, `ended` is
/// called, and again ever more rarely while nothing else comes of it.
#[must_use]
pub fn now_until(until: Signal<i64>, ended: impl Fn() + 'static) -> ReadSignal<i64> {
    let (now, set_now) = signal(times::now());
    spawn_local(async move {
        let mut retry = FIRST_RETRY;
        // Whoever showed the time is gone when its signals are.
        while let Some(end) = until.try_get_untracked() {
            let left = end - times::now();
            let wait = if left > 0 {
                retry = FIRST_RETRY;
                (left - 1) % MINUTE + 1
            } else {
                ended();
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
