//! The browser's extension API as far as pages need it: messages to the background, access to
//! sites, tabs. Everything goes through `browser`, or `chrome` where there is no `browser`; both
//! answer with promises.

use std::future::Future;

use js_sys::{Array, Function, Object, Promise, Reflect};
use ringfence_core::protocol::{CoreEvent, Fault, Page};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The background did not answer, or not in the protocol's words.
#[derive(Debug)]
pub struct NotRunning;

/// What came of an event.
#[derive(Debug)]
pub enum Answer {
    /// It happened. The id of what it made, or how many entries of the log it was about; else 0.
    Done(u32),
    /// Nothing changed; this is what is wrong.
    Refused(Vec<Fault>),
}

/// Sends an event, at once, and gives the answer to wait for. The message leaves before this
/// returns, so that a permission may be asked for next, in the same gesture.
///
/// # Errors
/// The answer is [`NotRunning`] if none comes, or none in the protocol's words.
pub fn send(event: &CoreEvent) -> impl Future<Output = Result<Answer, NotRunning>> + use<> {
    let reply = post(event);
    async move {
        let reply = reply.await?;
        match get(&reply, "type").as_string().as_deref() {
            Some("made") => Ok(Answer::Done(number(&get(&reply, "id")))),
            Some("counted") => Ok(Answer::Done(number(&get(&reply, "count")))),
            Some("done" | "view") => Ok(Answer::Done(0)),
            Some("refused") => {
                let faults = serde_wasm_bindgen::from_value(get(&reply, "faults"));
                faults.map(Answer::Refused).map_err(|_| NotRunning)
            }
            _ => Err(NotRunning),
        }
    }
}

/// Asks for the view of a page. Only that page's own view is read: the protocol's whole reply
/// would bring every page's types into every page.
///
/// # Errors
/// The answer is [`NotRunning`] if none comes, or another than that view.
pub fn view<V: DeserializeOwned>(
    page: Page,
) -> impl Future<Output = Result<V, NotRunning>> + use<V> {
    let reply = post(&CoreEvent::View { page });
    async move { view_in(&reply.await?) }
}

/// The same for what a page shows first: `start.js` may have asked for it already.
///
/// # Errors
/// As [`view`].
pub async fn first_view<V: DeserializeOwned>(page: Page) -> Result<V, NotRunning> {
    let early = get(&js_sys::global(), "ringfenceFirstReply");
    match early.dyn_into::<Promise>() {
        Ok(reply) => view_in(&JsFuture::from(reply).await.map_err(|_| NotRunning)?),
        Err(_) => view(page).await,
    }
}

/// Whether something has changed since `start.js` asked: it listens until the page itself does.
#[must_use]
pub fn has_changed() -> bool {
    get(&js_sys::global(), "ringfenceChanged").is_truthy()
}

fn view_in<V: DeserializeOwned>(reply: &JsValue) -> Result<V, NotRunning> {
    serde_wasm_bindgen::from_value(get(reply, "view")).map_err(|_| NotRunning)
}

fn post(event: &CoreEvent) -> impl Future<Output = Result<JsValue, NotRunning>> + use<> {
    let sent = event
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(JsValue::from)
        .and_then(|message| {
            // In Firefox the popup of a private window stands in no tab by which it would be known.
            if is_private() {
                set(message.unchecked_ref(), "private", &JsValue::TRUE);
            }
            call("runtime", "sendMessage", &[message])
        });
    async move { settle(sent).await.map_err(|_| NotRunning) }
}

/// Sends an event whose outcome shows in the next view.
pub fn tell(event: &CoreEvent) {
    let answer = send(event);
    spawn_local(async move {
        // Refusals of these events mean that the view was old; "changed" is on its way.
        let _ = answer.await;
    });
}

/// Asks for access to sites. Must be called within the person's gesture: Firefox refuses it after
/// an `await`. The background finishes on `permissions.onAdded`, whether this page lives or not.
pub fn ask_for_access(origins: &[String]) {
    if origins.is_empty() {
        return;
    }
    let wanted = Object::new();
    set(&wanted, "origins", &origins.iter().map(JsValue::from).collect::<Array>());
    forget(call("permissions", "request", &[wanted.into()]));
}

/// Whether the browser lets us notify.
pub async fn may_notify() -> bool {
    let held = settle(call("permissions", "contains", &[notifications()])).await;
    held.ok().and_then(|held| held.as_bool()).unwrap_or_default()
}

/// Asks for that, within the person's gesture.
pub fn ask_for_notices() {
    forget(call("permissions", "request", &[notifications()]));
}

/// Gives it back.
pub fn stop_notices() {
    forget(call("permissions", "remove", &[notifications()]));
}

fn notifications() -> JsValue {
    let wanted = Object::new();
    set(&wanted, "permissions", &Array::of1(&"notifications".into()));
    wanted.into()
}

/// Opens the options page, in its tab if there is one.
pub fn open_options() {
    forget(call("runtime", "openOptionsPage", &[]));
}

/// Opens the part of the options that says what works and what does not, in a tab of its own.
pub fn open_about() {
    let wanted = Object::new();
    set(&wanted, "url", &JsValue::from_str(&own_url("options.html#about")));
    forget(call("tabs", "create", &[wanted.into()]));
}

/// A tab as the browser describes it to us.
pub struct Tab {
    /// The browser's id of the tab; -1 where there is none.
    pub id: i32,
    /// Its address, where we may know it; else empty.
    pub url: String,
    index: JsValue,
}

/// The tab that is in front in this browser window.
pub async fn active_tab() -> Option<Tab> {
    let query = Object::new();
    set(&query, "active", &JsValue::TRUE);
    set(&query, "currentWindow", &JsValue::TRUE);
    let tabs = settle(call("tabs", "query", &[query.into()])).await.ok()?;
    let tab = tabs.dyn_into::<Array>().ok()?.get(0);
    Some(Tab {
        id: tab_id(&tab)?,
        url: get(&tab, "url").as_string().unwrap_or_default(),
        index: get(&tab, "index"),
    })
}

/// Opens a page of ours in a tab of its own, right of `beside` if that is known.
pub async fn open_page(path: &str, beside: Option<&Tab>) {
    let wanted = Object::new();
    set(&wanted, "url", &JsValue::from_str(path));
    if let Some(index) = beside.and_then(|tab| tab.index.as_f64()) {
        set(&wanted, "index", &JsValue::from_f64(index + 1.0));
    }
    // The page that asked may close once the tab is there, not before.
    let _ = settle(call("tabs", "create", &[wanted.into()])).await;
}

/// Brings a tab and its window to the front; false if it is gone.
pub async fn activate(tab: i32) -> bool {
    let with = |name| {
        let wanted = Object::new();
        set(&wanted, name, &JsValue::TRUE);
        JsValue::from(wanted)
    };
    let Ok(tab) = settle(call("tabs", "update", &[JsValue::from(tab), with("active")])).await
    else {
        return false;
    };
    let window = get(&tab, "windowId");
    // A window that the browser does not bring to the front holds the tab all the same.
    let _ = settle(call("windows", "update", &[window, with("focused")])).await;
    true
}

/// Closes the tab that this page stands in.
pub async fn close_own_tab() {
    if let Ok(tab) = settle(call("tabs", "getCurrent", &[])).await
        && let Some(id) = tab_id(&tab)
    {
        forget(call("tabs", "remove", &[JsValue::from(id)]));
    }
}

/// The address of a file of ours.
#[must_use]
pub fn own_url(path: &str) -> String {
    call("runtime", "getURL", &[JsValue::from_str(path)])
        .ok()
        .and_then(|url| url.as_string())
        .unwrap_or_default()
}

/// Whether this is Firefox, whose toolbar is arranged in another way.
#[must_use]
pub fn is_firefox() -> bool {
    own_url("").starts_with("moz-extension:")
}

/// Whether this page stands in a private window.
#[must_use]
pub fn is_private() -> bool {
    get(&api("extension"), "inIncognitoContext").is_truthy()
}

/// A namespace of the extension API.
pub(crate) fn api(namespace: &str) -> JsValue {
    let global = js_sys::global();
    let browser = get(&global, "browser");
    let api = if browser.is_undefined() { get(&global, "chrome") } else { browser };
    get(&api, namespace)
}

/// Calls a function of the extension API.
///
/// # Errors
/// What the function threw, or that it does not exist.
pub(crate) fn call(namespace: &str, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    call_of(&api(namespace), name, arguments)
}

/// The same, of a part of a namespace.
///
/// # Errors
/// What the function threw, or that it does not exist.
pub(crate) fn call_of(
    space: &JsValue,
    name: &str,
    arguments: &[JsValue],
) -> Result<JsValue, JsValue> {
    let function: Function = get(space, name).dyn_into()?;
    function.apply(space, &arguments.iter().collect::<Array>())
}

pub(crate) async fn settle(called: Result<JsValue, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(called?.dyn_into::<Promise>()?).await
}

/// Waits for nobody: what happens shows elsewhere, and a refusal is the person's answer.
fn forget(called: Result<JsValue, JsValue>) {
    spawn_local(async move {
        let _ = settle(called).await;
    });
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "ids are 32-bit")]
fn number(value: &JsValue) -> u32 {
    value.as_f64().unwrap_or_default() as u32
}

pub(crate) fn tab_id(tab: &JsValue) -> Option<i32> {
    #[expect(clippy::cast_possible_truncation, reason = "tab ids are 32-bit in both browsers")]
    get(tab, "id").as_f64().map(|id| id as i32)
}

pub(crate) fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

pub(crate) fn set(object: &Object, name: &str, value: &JsValue) {
    // Defining a property on a fresh plain object cannot fail.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}
