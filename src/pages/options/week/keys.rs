//! Blocks by keyboard: arrows move, Shift and arrows resize, S splits, Delete removes. What is
//! pressed is put down when the key comes up.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use ringfence_core::protocol::BlockView;

use super::Week;
use super::hand::SNAP;
use super::lanes::DAY;

/// One press of an arrow, in minutes.
const STEP: i32 = 15;

/// What a key does to the ends of a block.
fn arrow(event: &KeyboardEvent) -> Option<(i32, i32)> {
    match (event.key().as_str(), event.shift_key()) {
        ("ArrowUp", false) => Some((-STEP, -STEP)),
        ("ArrowDown", false) => Some((STEP, STEP)),
        ("ArrowLeft", false) => Some((-DAY, -DAY)),
        ("ArrowRight", false) => Some((DAY, DAY)),
        ("ArrowUp", true) => Some((0, -STEP)),
        ("ArrowDown", true) => Some((0, STEP)),
        _ => None,
    }
}

/// A key goes down on a block.
pub fn down(week: Week, block: &BlockView, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    if let Some((first, last)) = arrow(event) {
        event.prevent_default();
        if !week.take(block) {
            return;
        }
        let at = week.hands.held.with_untracked(|hand| hand.as_ref().map(|it| (it.from, it.to)));
        let Some((from, to)) = at.map(|(from, to)| (from + first, to + last)) else { return };
        let shown = 0..7 * DAY;
        if shown.contains(&from) && (SNAP..=DAY).contains(&(to - from)) {
            week.carry(from, to);
            week.history.say(week.in_words(from, to));
        }
        return;
    }
    match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            week.choose(block, true);
        }
        "s" | "S" if !event.repeat() => week.split_in_middle(block),
        "Delete" | "Backspace" if !event.repeat() => week.remove(block),
        _ => {}
    }
}

/// A key comes up on a block.
pub fn up(week: Week, event: &KeyboardEvent) {
    if week.hands.is_down() && (arrow(event).is_some() || event.key() == "Shift") {
        week.put_down();
    }
}
