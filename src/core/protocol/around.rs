//! What the shell sees around an event, gathered anew for every turn.

use serde::Serialize;

/// The browser as the shell sees it when an event arrives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct Around {
    /// Every tab that the browser lets us see; the URL only where we hold access.
    pub tabs: Vec<TabSeen>,
    /// Host permissions now held, as the match patterns that `permissions.getAll()` gives.
    pub origins: Vec<String>,
    /// Who sent the event.
    pub sender: Sender,
}

/// One tab of the browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct TabSeen {
    /// The browser's id of the tab, good for this browser session.
    pub id: i32,
    /// Where the tab is, if we hold access to that host; empty otherwise.
    pub url: String,
    /// When the tab was last in front, in milliseconds since 1970 (0 where unknown).
    pub last_accessed: i64,
    /// What stands in it.
    pub stands: Stands,
    /// Whether it is the one before the person: active, in the browser window that has the focus, and
    /// the person is not idle.
    pub front: bool,
    /// Whether it makes sound, or (Firefox tells) has camera or microphone.
    pub heard: bool,
}

/// What stands in a tab, as the shell has written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Stands {
    /// Its page.
    Page,
    /// A veil of ours, or one is on its way.
    Veil,
    /// Its page: the browser let no veil in. In Firefox a PDF is the browser's own page.
    Refused,
}

/// Who sent an event. Decided by the shell from `sender.url`, `sender.tab` and `sender.frameId`,
/// never from what the message says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Sender {
    /// The shell itself, for what the browser reported.
    Browser,
    /// A page of ours in a tab of its own or the popup; `tab` is absent in the popup.
    OwnPage {
        /// The tab the page stands in; -1 in the popup.
        tab: i32,
    },
    /// Our panel, in a frame over a veiled tab.
    Panel {
        /// The veiled tab.
        tab: i32,
    },
    /// Our content script in someone else's page.
    Content {
        /// The tab of that page.
        tab: i32,
    },
}
