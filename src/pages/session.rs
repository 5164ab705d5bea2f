//! `storage.session`: what lasts as long as the browser runs, and is on no disk.

use js_sys::{Function, Object};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

use crate::shell::{api, call_of, get, set, settle};

/// Writes one key, and waits for nobody: the page may be about to close.
pub(crate) fn write(key: &str, value: &JsValue) {
    let items = Object::new();
    set(&items, key, value);
    let written = call_of(&store(), "set", &[items.into()]);
    spawn_local(async move {
        // What is longer than the browser takes stays where it was typed.
        let _ = settle(written).await;
    });
}

/// Everything that stands there.
pub(crate) async fn read() -> JsValue {
    settle(call_of(&store(), "get", &[JsValue::NULL])).await.unwrap_or_default()
}

/// Calls back when the background has something new to tell, in private windows: no channel of ours
/// leads there.
pub(crate) fn on_told(heard: impl Fn() + 'static) {
    let changes = get(&store(), "onChanged");
    let heard = Closure::<dyn Fn(JsValue)>::new(move |changed: JsValue| {
        if !get(&changed, "told").is_undefined() {
            heard();
        }
    });
    if let Ok(listen) = get(&changes, "addListener").dyn_into::<Function>() {
        // Adding a listener to an event that is there cannot fail.
        let _ = listen.call1(&changes, &heard.into_js_value());
    }
}

fn store() -> JsValue {
    get(&api("storage"), "session")
}
