//! The ring: a fence around the hour with a gate at its foot. It never speaks alone; the same fact
//! stands beside it in words.

use js_sys::Math;
use leptos::prelude::*;

/// What a ring shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum RingState {
    /// Time that is yours, with the share of it that has gone by, 0 to 1.
    Yours(f64),
    /// Gone back for a while, with the share of the while that has gone by, 0 to 1.
    Away(f64),
    /// Nothing now: the dot rests in the gate.
    Quiet,
    /// Open: no dot.
    Open,
}

impl RingState {
    /// The share of `[start, end)` that lies before `now`.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "lengths in milliseconds are far below 2^52")]
    pub fn passed(start: i64, end: i64, now: i64) -> f64 {
        let length = (end - start).max(1);
        (now - start).clamp(0, length) as f64 / length as f64
    }
}

const CENTER: f64 = 500.0;
const RADIUS: f64 = 488.0;
/// Half the gate, in degrees to each side of the foot.
const GATE: f64 = 25.0;

/// A point of the ring: 0 is the gate's left post, 1 its right, clockwise.
fn point(share: f64) -> (i32, i32) {
    let angle = (GATE + (360.0 - 2.0 * GATE) * share).to_radians();
    let round = |value: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "0 to 1000")]
        let whole = Math::round(value) as i32;
        whole
    };
    (round(CENTER - RADIUS * Math::sin(angle)), round(CENTER + RADIUS * Math::cos(angle)))
}

/// The path along the ring from one share to another; empty if there is nothing between.
#[must_use]
pub fn arc(from: f64, to: f64) -> String {
    if to - from < 0.002 {
        return String::new();
    }
    let ((start_x, start_y), (end_x, end_y)) = (point(from), point(to));
    let large = i32::from((to - from) * (360.0 - 2.0 * GATE) > 180.0);
    let numbers = [start_x, start_y, large, end_x, end_y].map(|number| number.to_string());
    let [start_x, start_y, large, end_x, end_y] = numbers.each_ref().map(String::as_str);
    ["M", start_x, " ", start_y, "A488 488 0 ", large, " 1 ", end_x, " ", end_y].concat()
}

/// The ring itself.
#[component]
pub fn Ring(
    /// What it shows.
    #[prop(into)]
    state: Signal<RingState>,
) -> impl IntoView {
    let left = move || match state.get() {
        RingState::Yours(passed) | RingState::Away(passed) => arc(passed, 1.0),
        RingState::Quiet | RingState::Open => String::new(),
    };
    let away = move || matches!(state.get(), RingState::Away(_));
    let dot = move || match state.get() {
        RingState::Yours(passed) | RingState::Away(passed) => Some(point(passed)),
        // At the foot, between the posts.
        RingState::Quiet => Some((500, 988)),
        RingState::Open => None,
    };
    view! {
        <svg class="ring" viewBox="0 0 1000 1000" aria-hidden="true">
            <path class="track" d=arc(0.0, 1.0)/>
            <path class="left" class:away=away d=left/>
            {move || dot().map(|(x, y)| view! { <circle class="now" cx=x cy=y/> })}
        </svg>
    }
}
