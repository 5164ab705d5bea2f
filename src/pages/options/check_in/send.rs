//! A card is copied, or saved as a file.

use gloo_timers::callback::Timeout;
use js_sys::Array;
use leptos::prelude::*;
use ringfence_core::card::Card;
use ringfence_pages::words::word;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::card::file_name;

/// So long a browser may take to begin with a file, in milliseconds.
const TAKEN: u32 = 60_000;

/// The buttons.
pub(super) fn send(
    written: impl Fn() -> Card + Copy + Send + Sync + 'static,
    date: String,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let say = move |key: &str| {
        said.set(String::new());
        said.set(word(key));
    };
    let copy = move |text: String| {
        let writing = window().navigator().clipboard().write_text(&text);
        spawn_local(async move {
            let is_there = JsFuture::from(writing).await.is_ok();
            let key = if is_there { "notes_copied" } else { "check_in_not_copied" };
            let _ = said.try_set(word(key));
        });
    };
    let date = StoredValue::new(date);
    let save = move |text: &str, ending: &str, kind: &str| {
        let name = date.with_value(|date| file_name(date, ending));
        let is_there = save(text, &name, kind).is_ok();
        say(if is_there { "check_in_saved" } else { "check_in_not_saved" });
    };
    view! {
        <div class="row check-in-send">
            <button
                class="btn first"
                id="copy-markdown"
                type="button"
                on:click=move |_| copy(written().to_markdown())
            >
                {word("check_in_copy_markdown")}
            </button>
            <button class="btn" id="copy-text" type="button" on:click=move |_| copy(written().to_text())>
                {word("check_in_copy_text")}
            </button>
            <button
                class="btn bare"
                id="save-markdown"
                type="button"
                on:click=move |_| save(&written().to_markdown(), "md", "text/markdown")
            >
                {word("check_in_save_markdown")}
            </button>
            <button
                class="btn bare"
                id="save-text"
                type="button"
                on:click=move |_| save(&written().to_text(), "txt", "text/plain")
            >
                {word("check_in_save_text")}
            </button>
        </div>
        <p class="hint check-in-sent" role="status">{said}</p>
    }
}

/// Hands a text to the browser as a file.
fn save(text: &str, name: &str, kind: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(&[kind, ";charset=utf-8"].concat());
    let pieces = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&pieces, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // Gone before the browser has begun, it would be saved empty.
    Timeout::new(TAKEN, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}
