//! Blocks by pointer: dragged in their middle they move, at their ends they are resized, and on empty
//! space a stretch is drawn. A finger scrolls; it takes up only a block that was chosen before.

use leptos::ev::{MouseEvent, PointerEvent};
use leptos::prelude::*;
use ringfence_core::protocol::BlockView;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::Week;
use super::hand::SNAP;
use super::lanes::DAY;

/// How near to an end a press resizes, in pixels.
const EDGE: f64 = 8.0;
/// The same for a finger.
const EDGE_TOUCHED: f64 = 14.0;

/// What a press has begun.
#[derive(Clone, Copy, PartialEq)]
enum Act {
    Draw,
    Move,
    Beginning,
    End,
}

/// A press that goes on.
#[derive(Clone, Copy)]
struct Press {
    act: Act,
    /// Where it began, in minutes after the first midnight.
    at: i32,
    from: i32,
    to: i32,
    pointer: i32,
}

/// The pointer's doings on one calendar.
#[derive(Clone, Copy)]
pub struct Pointer {
    week: Week,
    press: StoredValue<Option<Press>>,
    /// Whether the click that ends a press is no click: something was dragged.
    dragged: StoredValue<bool>,
}

impl Pointer {
    /// Nothing is pressed. Escape puts back what is in hand.
    pub fn of(week: Week) -> Self {
        let pointer =
            Self { week, press: StoredValue::new(None), dragged: StoredValue::new(false) };
        let _: WindowListenerHandle = window_event_listener(leptos::ev::keydown, move |event| {
            if event.key() == "Escape" && pointer.press.get_value().is_some() {
                pointer.press.set_value(None);
                week.let_go();
            }
        });
        pointer
    }

    pub fn down(self, event: &PointerEvent) {
        self.dragged.set_value(false);
        if event.button() != 0 || self.week.hands.held.with_untracked(Option::is_some) {
            return;
        }
        let Some(target) = target(event) else { return };
        let touched = event.pointer_type() != "mouse";
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let Some(at) = minute(x, y, None) else { return };
        let press = match (self.block(&target), target.closest(".slots").ok().flatten()) {
            (Some((element, block)), _) => {
                let chosen = element.get_attribute("aria-current").is_some();
                if touched && !chosen {
                    return;
                }
                let act = act(&element, &block, y, touched);
                Press { act, at, from: block.from, to: block.to, pointer: event.pointer_id() }
            }
            // A finger draws by a tap, see `click`.
            (None, Some(_)) if !touched => {
                let at = at / SNAP * SNAP;
                Press { act: Act::Draw, at, from: at, to: at, pointer: event.pointer_id() }
            }
            (None, _) => return,
        };
        self.press.set_value(Some(press));
        // The pointer is this one's until it comes up, wherever it goes. It is down, so it exists.
        let _ = target.set_pointer_capture(event.pointer_id());
    }

    pub fn moves(self, event: &PointerEvent) {
        let Some(press) = self.press.get_value().filter(|it| it.pointer == event.pointer_id())
        else {
            return;
        };
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let day = (press.act != Act::Move).then(|| press.at.div_euclid(DAY));
        let Some(at) = minute(x, y, day) else { return };
        let by = snapped(at - press.at);
        if !self.dragged.get_value() {
            if by == 0 {
                return;
            }
            let Some(target) = target(event) else { return };
            let block = self.block(&target).map(|(_, block)| block);
            let taken = match (press.act, block) {
                (Act::Draw, _) => {
                    self.week.begin_drawing(press.at);
                    true
                }
                (_, Some(block)) => self.week.take(&block),
                (_, None) => false,
            };
            if !taken {
                return self.press.set_value(None);
            }
            self.dragged.set_value(true);
        }
        let (from, to) = match press.act {
            Act::Draw => {
                let at = snapped(at).clamp(0, 7 * DAY);
                (press.at.min(at), press.at.max(at))
            }
            Act::Move => {
                let from = (press.from + by).clamp(press.from.min(0), 7 * DAY - SNAP);
                (from, from + press.to - press.from)
            }
            Act::Beginning => ((press.from + by).clamp(press.to - DAY, press.to - SNAP), press.to),
            Act::End => (press.from, (press.to + by).clamp(press.from + SNAP, press.from + DAY)),
        };
        self.week.carry(from, to);
    }

    pub fn up(self, event: &PointerEvent) {
        if self.end(event) {
            self.week.put_down();
        }
    }

    /// The browser has taken the pointer away, to scroll for example.
    pub fn cancel(self, event: &PointerEvent) {
        if self.end(event) {
            self.week.let_go();
        }
    }

    /// Whether it was this press, and something was dragged with it.
    fn end(self, event: &PointerEvent) -> bool {
        let pressed = self.press.get_value().is_some_and(|it| it.pointer == event.pointer_id());
        if pressed {
            self.press.set_value(None);
        }
        pressed && self.dragged.get_value()
    }

    /// A click that is none of a drag: a block is chosen; a finger's tap on empty space draws an hour.
    pub fn click(self, event: &MouseEvent) {
        let dragged = self.dragged.get_value();
        self.dragged.set_value(false);
        let Some(target) = event.target().and_then(|it| it.dyn_into::<Element>().ok()) else {
            return;
        };
        if dragged {
            return;
        }
        if let Some((_, block)) = self.block(&target) {
            return self.week.choose(&block, false);
        }
        let touched = event
            .dyn_ref::<PointerEvent>()
            .is_some_and(|it| matches!(it.pointer_type().as_str(), "touch" | "pen"));
        let on_slots = target.closest(".slots").ok().flatten().is_some();
        let at = minute(f64::from(event.client_x()), f64::from(event.client_y()), None);
        if let Some(at) = at.filter(|_| touched && on_slots) {
            let from = at.div_euclid(60) * 60;
            self.week.begin_drawing(from);
            self.week.carry(from, from + 60);
            self.week.put_down();
        }
    }

    /// Twice on a block splits it there.
    pub fn double_click(self, event: &MouseEvent) {
        let Some(target) = event.target().and_then(|it| it.dyn_into::<Element>().ok()) else {
            return;
        };
        let at = minute(f64::from(event.client_x()), f64::from(event.client_y()), None);
        if let Some(((_, block), at)) = self.block(&target).zip(at) {
            self.week.split(&block, at - block.from);
        }
    }

    /// The block under the pointer.
    pub fn block(self, target: &Element) -> Option<(Element, BlockView)> {
        let element = target.closest(".block").ok().flatten()?;
        let at: usize = element.get_attribute("data-block")?.parse().ok()?;
        let block = self.week.blocks.with_untracked(|blocks| blocks.get(at).cloned())?;
        Some((element, block))
    }
}

fn target(event: &PointerEvent) -> Option<Element> {
    event.target().and_then(|target| target.dyn_into::<Element>().ok())
}

/// Whether a press on a block moves it or one of its ends. Only the piece with the end has it.
fn act(element: &Element, block: &BlockView, y: f64, touched: bool) -> Act {
    let place = element.get_bounding_client_rect();
    let edge = if touched { EDGE_TOUCHED } else { EDGE }.min(place.height() / 3.0);
    let has = |class| element.class_list().contains(class);
    let is_long = block.to - block.from >= SNAP;
    if is_long && y < place.top() + edge && !has("came-on") {
        Act::Beginning
    } else if is_long && y > place.bottom() - edge && !has("goes-on") {
        Act::End
    } else {
        Act::Move
    }
}

/// The minute, after the first midnight shown, of a place in the page; on a day of one's choice, if
/// there is one, else on that whose column is nearest.
fn minute(x: f64, y: f64, day: Option<i32>) -> Option<i32> {
    let columns = document().query_selector_all(".week .slots").ok()?;
    let columns =
        (0..columns.length()).filter_map(|at| columns.item(at)?.dyn_into::<Element>().ok());
    let places = columns.map(|column| column.get_bounding_client_rect()).zip(0..);
    let (place, day) = match day {
        Some(wanted) => places.into_iter().find(|(_, day)| *day == wanted)?,
        None => {
            places.into_iter().take_while(|(place, day)| *day == 0 || place.left() <= x).last()?
        }
    };
    let share = ((y - place.top()) / place.height()).clamp(0.0, 1.0);
    #[expect(clippy::cast_possible_truncation, reason = "0 to 1440")]
    let minute = (share * f64::from(DAY)).round() as i32;
    Some(day * DAY + minute)
}

fn snapped(minutes: i32) -> i32 {
    (minutes + SNAP / 2).div_euclid(SNAP) * SNAP
}
