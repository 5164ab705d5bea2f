//! Where this page stands: which address it is for, and whether a tab waits beside it.

use js_sys::Reflect;
use leptos::prelude::*;

/// The page's own address, read once.
#[derive(Clone)]
pub struct Place {
    /// The address that was wanted, exactly as it was. Whether one may go there is the core's word.
    pub url: String,
    /// The tab to return to, where this page was opened as the way back; -1 if there is none.
    pub return_to: Option<i32>,
    /// Whether protected time is to be ended before its end.
    pub ends: bool,
}

impl Place {
    /// `cover.html#<address>`, `cover.html?return=<tab>#<address>`, or `cover.html?return=<tab>&end#`.
    pub fn read() -> Self {
        let location = location();
        let hash = location.hash().unwrap_or_default();
        let search = location.search().unwrap_or_default();
        let beside = search.strip_prefix("?return=");
        let beside = beside.map(|rest| rest.split_once('&').unwrap_or((rest, "")));
        Self {
            url: hash.strip_prefix('#').unwrap_or_default().to_owned(),
            return_to: beside.map(|(tab, _)| tab.parse().unwrap_or(-1)),
            ends: beside.is_some_and(|(_, what)| what == "end"),
        }
    }

    /// Whether the page stands where a navigation was stopped.
    pub fn stands_for_a_navigation(&self) -> bool {
        self.return_to.is_none()
    }
}

/// Whether the person went there just now: not a reload, not history, not a tab that was restored, by
/// the browser or (`?again`) by us.
pub fn is_attempt() -> bool {
    if location().search().is_ok_and(|search| search == "?again") {
        return false;
    }
    let entries = window().performance().map(|clock| clock.get_entries_by_type("navigation"));
    entries
        .and_then(|entries| Reflect::get(&entries.get(0), &"type".into()).ok())
        .and_then(|kind| kind.as_string())
        .is_some_and(|kind| kind == "navigate")
}
