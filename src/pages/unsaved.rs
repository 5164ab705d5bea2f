//! A page that is closed or reloaded while something typed in it is not saved: the browser asks first, in
//! its own words.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Event;

/// Whether a form holds something that is not saved.
type IsUnsaved = Rc<dyn Fn() -> bool>;

thread_local! {
    /// The forms that stand in the page, each with its number.
    static FORMS: RefCell<Vec<(u32, IsUnsaved)>> = const { RefCell::new(Vec::new()) };
    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// From now on the browser asks, as long as the caller stands in the page and `is_unsaved` says so.
pub fn ask_before_leaving(is_unsaved: impl Fn() -> bool + 'static) {
    let number = LAST.get() + 1;
    if LAST.replace(number) == 0 {
        listen();
    }
    FORMS.with_borrow_mut(|forms| forms.push((number, Rc::new(is_unsaved))));
    on_cleanup(move || FORMS.with_borrow_mut(|forms| forms.retain(|(other, _)| *other != number)));
}

fn listen() {
    let asks = Closure::<dyn Fn(Event)>::new(|event: Event| {
        let forms = FORMS.with_borrow(Clone::clone);
        if forms.iter().any(|(_, is_unsaved)| untrack(|| is_unsaved())) {
            event.prevent_default();
        }
    });
    // Adding a listener to a live target cannot fail.
    let _ = window()
        .add_event_listener_with_callback("beforeunload", asks.into_js_value().unchecked_ref());
}
