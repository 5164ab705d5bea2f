//! The list of public suffixes, for browsers that do not know them themselves.

use js_sys::{Function, Promise, Reflect};
use ringfence_intl::{knows_suffixes, use_suffixes};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::shell;

const FILE: &str = "public_suffixes.txt";

/// Loads the list if the browser needs it.
pub fn load() {
    if !knows_suffixes() {
        spawn_local(async {
            // Without the list a public suffix is taken for a site, as it was before there was one.
            if let Ok(text) = read().await {
                use_suffixes(&text.as_string().unwrap_or_default());
            }
        });
    }
}

async fn read() -> Result<JsValue, JsValue> {
    let url = shell::own_url(FILE).into();
    let response = called(&js_sys::global(), "fetch", &[url]).await?;
    called(&response, "text", &[]).await
}

async fn called(object: &JsValue, name: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(object, &name.into())?.dyn_into()?;
    let promise = function.apply(object, &with.iter().collect())?;
    JsFuture::from(promise.dyn_into::<Promise>()?).await
}
