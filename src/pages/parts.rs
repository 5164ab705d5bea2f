//! The small parts that every page is made of.

use std::cell::Cell;

use leptos::html::ElementType;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The product's mark and name.
#[component]
pub fn Brand() -> impl IntoView {
    view! {
        <span class="brand">
            <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
                <path d=MARK_RING/>
                <path class="dot" d=MARK_DOT/>
            </svg>
            "Ringfence"
        </span>
    }
}

/// A small drawing that repeats what a word beside it says.
#[component]
pub fn Glyph(
    /// Its path in a square of 24.
    path: &'static str,
) -> impl IntoView {
    view! { <svg class="glyph" viewBox="0 0 24 24" aria-hidden="true"><path d=path/></svg> }
}

const MARK_RING: &str = "M8.2 20.2a9 9 0 1 1 7.6 0";
const MARK_DOT: &str = "M15 12a3 3 0 1 0-6 0 3 3 0 0 0 6 0";

/// Sliders: the settings.
pub const SETTINGS: &str = "M4 7h9M17 7h3M4 17h3M11 17h9M17 7a2 2 0 1 0-4 0 2 2 0 0 0 4 0M11 17a2 2 0 1 0-4 0 2 2 0 0 0 4 0";
/// A key: access that is missing.
pub const KEY: &str = "M11.5 15a3.5 3.5 0 1 0-7 0 3.5 3.5 0 0 0 7 0M10.5 12.5l8-8M15.5 7.5l2.5 2.5";
/// An arrow up: what is wrong stands above.
pub const ABOVE: &str = "M12 19V6M6.5 11.5 12 6l5.5 5.5";
/// An arrow down: one place further.
pub const BELOW: &str = "M12 5v13M6.5 12.5 12 18l5.5-5.5";
/// A dot in a circle: something to know.
pub const NOTE: &str = "M20 12a8 8 0 1 0-16 0 8 8 0 0 0 16 0M12 11.5v4.5M12 8v.1";
/// A plus: one more.
pub const PLUS: &str = "M12 5v14M5 12h14";
/// An arrow back: undo.
pub const UNDO: &str = "M9 7 5 11l4 4M5 11h9a5 5 0 0 1 0 10h-2";
/// An arrow forth: redo.
pub const REDO: &str = "m15 7 4 4-4 4M19 11h-9a5 5 0 0 0 0 10h2";
/// To the left: before.
pub const BEFORE: &str = "M14.5 6 8.5 12l6 6";
/// To the right: after.
pub const AFTER: &str = "m9.5 6 6 6-6 6";
/// A glass: to look for something.
pub const LOOK: &str = "M17 11a6 6 0 1 0-12 0 6 6 0 0 0 12 0M20 20l-4.5-4.5";
/// A cross: take away.
pub const CROSS: &str = "M7 7l10 10M17 7 7 17";

thread_local! {
    /// How often `focus_next` was called.
    static ASKED: Cell<u32> = const { Cell::new(0) };
}

/// Gives focus to what `find` finds once the page has been brought up to date; of two that ask before
/// that, to the later one's. A slow machine takes its time for that: whoever has gone on to something
/// else meanwhile, or is writing somewhere else, stays there.
pub fn focus_next(find: impl FnOnce() -> Option<HtmlElement> + 'static) {
    let asked = ASKED.get().wrapping_add(1);
    ASKED.set(asked);
    let before = document().active_element();
    request_animation_frame(move || {
        let found = if ASKED.get() == asked { find() } else { None };
        if let Some(found) = found.filter(|found| !is_busy_elsewhere(before.as_ref(), found)) {
            // An element in the page can always be focused.
            let _ = found.focus();
        }
    });
}

/// Whether the focus has gone on since it was `before`, or is where something is written that does not
/// go with `target`.
fn is_busy_elsewhere(before: Option<&Element>, target: &Element) -> bool {
    let body = document().body();
    let now = document().active_element();
    let Some(now) = now.filter(|now| Some(now) != body.as_deref()) else { return false };
    before != Some(&now) || is_writing_elsewhere(target)
}

/// Whether the focus is where something is written that does not go with `target`.
fn is_writing_elsewhere(target: &Element) -> bool {
    let now = document().active_element();
    let form = target.closest("form").ok().flatten();
    is_writing() && !form.is_some_and(|form| form.contains(now.as_deref()))
}

/// Whether the focus is where something is written.
#[must_use]
pub fn is_writing() -> bool {
    let writes = |it: Element| it.matches(":read-write").unwrap_or_default();
    document().active_element().is_some_and(writes)
}

/// The first element that a selector finds.
#[must_use]
pub fn element(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// Gives the element focus once it stands in the page, unless someone is writing elsewhere.
pub fn focus_when_there<E>(node: NodeRef<E>)
where
    E: ElementType + 'static,
    E::Output: JsCast + Clone + 'static,
{
    Effect::new(move |_| {
        let Some(element) = node.get() else { return };
        let element = element.unchecked_ref::<HtmlElement>();
        if !is_writing_elsewhere(element) {
            // An element in the page can always be focused.
            let _ = element.focus();
        }
    });
}
