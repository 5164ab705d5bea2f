//! Public suffixes: as the browser knows them where it has `publicSuffix`
//! (<https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/publicSuffix>), else by
//! the list that a page has loaded; without either no host is one.

use std::cell::RefCell;

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    /// The list's lines (<https://github.com/publicsuffix/list/wiki/Format>), sorted.
    static LIST: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Whether the browser itself knows public suffixes, so that no list is needed.
#[must_use]
pub fn knows_suffixes() -> bool {
    api().is_some()
}

/// From now on goes by a list, one rule on each line: `com`, `*.ck`, `!www.ck`, hosts as a browser
/// spells them.
pub fn use_suffixes(text: &str) {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.sort_unstable();
    LIST.with(|list| list.replace(lines));
}

pub(crate) fn is_suffix(host: &str) -> bool {
    match api() {
        // It throws for what it takes for no host, such as an address of numbers.
        Some((space, ask)) => {
            ask.call1(&space, &host.into()).ok().and_then(|it| it.as_bool()).unwrap_or_default()
        }
        None => LIST.with(|list| is_listed(&list.borrow(), host)),
    }
}

/// The list says so itself, or everything below the next label but for a few; `*.ck` means `ck` too.
fn is_listed(list: &[String], host: &str) -> bool {
    let has = |line: &[&str]| {
        let line = line.concat();
        list.binary_search(&line).is_ok()
    };
    let below = host.split_once('.').map(|(_, rest)| rest);
    has(&[host])
        || has(&["*.", host])
        || below.is_some_and(|rest| has(&["*.", rest]) && !has(&["!", host]))
}

fn api() -> Option<(JsValue, Function)> {
    let global = js_sys::global();
    let get = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).ok();
    let browser = get(&global, "browser").filter(|it| !it.is_undefined());
    let space = get(&browser.or_else(|| get(&global, "chrome"))?, "publicSuffix")?;
    let ask = get(&space, "isKnownSuffix")?.dyn_into().ok()?;
    Some((space, ask))
}
