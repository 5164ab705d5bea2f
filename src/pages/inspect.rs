//! What the browser reports of itself, for the page that holds it against what is wanted. An own page
//! may ask as much as the background may.

use std::time::Duration;

use gloo_timers::future::sleep;
use js_sys::{Array, Object, Reflect};
use ringfence_core::health::Found;
use wasm_bindgen::{JsCast, JsValue};

use crate::shell::{call, get, own_url, set, settle, tab_id};

/// How long a page is spent for.
const PATIENCE: Duration = Duration::from_secs(15);
const LOOK: Duration = Duration::from_millis(200);

/// What became of an address that is covered now.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// Our page.
    Ours,
    /// Another.
    Other,
    /// None in time.
    Nothing,
}

/// Rules, scripts and alarms that the browser has of us.
pub async fn found() -> Found {
    let rules = items(call("declarativeNetRequest", "getDynamicRules", &[])).await;
    let scripts = items(call("scripting", "getRegisteredContentScripts", &[])).await;
    let alarms = items(call("alarms", "getAll", &[])).await;
    Found {
        rules: rules.iter().map(rule).collect(),
        scripts: scripts.iter().map(|it| (text(it, "id"), texts(&get(it, "matches")))).collect(),
        // Those for private windows are their own background's.
        alarms: alarms
            .iter()
            .map(|it| text(it, "name"))
            .filter(|name| !name.starts_with("private."))
            .collect(),
    }
}

fn rule(rule: &JsValue) -> (u32, u32, Vec<String>, String) {
    let condition = get(rule, "condition");
    let number = |name| u32::try_from(whole(&get(rule, name))).unwrap_or_default();
    let domains = texts(&get(&condition, "requestDomains"));
    (number("id"), number("priority"), domains, text(&condition, "regexFilter"))
}

/// Whether the person lets us notify.
pub async fn may_notify() -> bool {
    let wanted = Object::new();
    set(&wanted, "permissions", &Array::of1(&JsValue::from_str("notifications")));
    settle(call("permissions", "contains", &[wanted.into()])).await.is_ok_and(|it| it.is_truthy())
}

/// Opens an address in a tab behind this one, sees which page comes, and closes the tab.
pub async fn what_comes(url: &str) -> Came {
    let wanted = Object::new();
    set(&wanted, "url", &JsValue::from_str(url));
    set(&wanted, "active", &JsValue::FALSE);
    let Ok(tab) = settle(call("tabs", "create", &[wanted.into()])).await else {
        return Came::Nothing;
    };
    let Some(id) = tab_id(&tab).map(JsValue::from) else { return Came::Nothing };
    let cover = own_url("cover.html");
    let mut came = Came::Nothing;
    let mut spent = Duration::ZERO;
    while spent < PATIENCE {
        sleep(LOOK).await;
        spent += LOOK;
        let Ok(tab) = settle(call("tabs", "get", std::slice::from_ref(&id))).await else { break };
        if text(&tab, "url").starts_with(&cover) {
            came = Came::Ours;
            break;
        }
        if text(&tab, "status") == "complete"
            && !matches!(text(&tab, "url").as_str(), "" | "about:blank")
        {
            came = Came::Other;
            break;
        }
    }
    // The person may have closed it.
    let _ = settle(call("tabs", "remove", &[id])).await;
    came
}

async fn items(called: Result<JsValue, JsValue>) -> Vec<JsValue> {
    let list = settle(called).await.ok().and_then(|it| it.dyn_into::<Array>().ok());
    list.map(|list| list.iter().collect()).unwrap_or_default()
}

fn text(object: &JsValue, name: &str) -> String {
    get(object, name).as_string().unwrap_or_default()
}

fn texts(list: &JsValue) -> Vec<String> {
    let list = list.dyn_ref::<Array>();
    list.map(|list| list.iter().filter_map(|it| it.as_string()).collect()).unwrap_or_default()
}

#[expect(clippy::cast_possible_truncation, reason = "ids are whole")]
fn whole(number: &JsValue) -> i64 {
    number.as_f64().unwrap_or_default() as i64
}

/// Whether the person lets us into private windows.
pub async fn may_be_private() -> bool {
    let asked = settle(call("extension", "isAllowedIncognitoAccess", &[])).await;
    asked.is_ok_and(|it| it.is_truthy())
}

/// The version that the manifest states.
#[must_use]
pub fn version() -> String {
    let manifest = call("runtime", "getManifest", &[]).unwrap_or(JsValue::UNDEFINED);
    Reflect::get(&manifest, &"version".into())
        .ok()
        .and_then(|it| it.as_string())
        .unwrap_or_default()
}
