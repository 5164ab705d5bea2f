//! The posture: the whole outside state that is wanted now. The core derives it after every event
//! and does not remember what it said before; the shell compares it with reality and mends.

use serde::{Deserialize, Serialize};

use super::{Mode, TabTitle};

/// The whole outside state that is wanted now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct Posture {
    /// All dynamic declarativeNetRequest rules, and no others.
    pub network_rules: Vec<NetworkRule>,
    /// The session rules that are ours, and no others.
    pub session_rules: Vec<SessionRule>,
    /// The registered content scripts, if any page should have one.
    pub content_scripts: Vec<ContentScript>,
    /// What moves within a page are held against, by the content scripts: `cover` where the verdict
    /// is covered or dimmed, `allow` elsewhere; the highest priority that matches decides.
    pub page_rules: Vec<NetworkRule>,
    /// Tabs that are veiled; every other tab is not.
    pub veils: Vec<TabVeil>,
    /// Tabs in which something is said; in every other tab nothing is.
    pub lines: Vec<TabLine>,
    /// What the toolbar says.
    pub badge: Badge,
    /// All alarms, and no others.
    pub alarms: Vec<Alarm>,
    /// The zone to show times in, as an IANA name; empty for the computer's own.
    pub zone: String,
    /// Whether tab switches matter now; their listeners wake the worker.
    pub watch_tabs: bool,
    /// The names of the notices that may stand on the screen; one that is there under another goes.
    pub notices: Vec<String>,
}

/// One declarativeNetRequest rule. Always `main_frame`, always GET and HEAD only
/// (<https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/declarativeNetRequest>).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct NetworkRule {
    /// 1 upwards, stable for the same posture.
    pub id: u32,
    /// Higher wins.
    pub priority: u32,
    /// What is done.
    pub action: NetworkAction,
    /// `requestDomains`: hosts in ASCII, each with its subdomains.
    pub domains: Vec<String>,
    /// `regexFilter`, case-sensitive, matching the whole URL.
    pub regex: String,
}

/// A network rule for some tabs only, kept no longer than the browser runs (`tabIds` of
/// `updateSessionRules`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct SessionRule {
    /// The tabs; never empty.
    pub tabs: Vec<i32>,
    /// The rule. Ids over 1,000,000 are private windows'.
    pub rule: NetworkRule,
}

/// What a network rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum NetworkAction {
    /// Redirect to our cover page with the original URL in its fragment.
    Cover,
    /// Let through, over every `cover`.
    Allow,
}

/// One registered content script; its files and the rest are the shell's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct ContentScript {
    /// Which.
    pub script: Script,
    /// Match patterns; only hosts to which we hold access.
    pub matches: Vec<String>,
    /// Match patterns of pages that are left alone all the same.
    pub exclude_matches: Vec<String>,
}

/// Which content script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Script {
    /// Listens for moves within a page, and does nothing until one matters.
    Moves,
    /// Hides the page before it is there, and asks.
    Cover,
}

impl Script {
    /// Its name in the browser.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Moves => "moves",
            Self::Cover => "cover",
        }
    }
}

/// One tab that is veiled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct TabVeil {
    /// The tab.
    pub tab: i32,
    /// How.
    pub mode: Mode,
    /// When the veil lifts itself, in milliseconds since 1970.
    pub until: i64,
    /// Whether to look first if someone is typing there; then it waits, and
    /// [`super::CoreEvent::TypingFound`] says so.
    pub unless_typing: bool,
    /// What the tab is called meanwhile, if it is covered.
    pub title: TabTitle,
}

/// What is said in one tab that is given a moment, with a button to cover it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct TabLine {
    /// The tab.
    pub tab: i32,
    /// What.
    pub line: Line,
}

/// Why a tab is given a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Line {
    /// Someone is typing.
    Typing {
        /// When it is covered, in milliseconds since 1970.
        until: i64,
    },
    /// Someone is in a call: it is covered a minute after that.
    Call {},
    /// The override by which it is open is nearly over.
    Closing {
        /// When it is covered again, in milliseconds since 1970.
        until: i64,
    },
}

/// What the toolbar says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Badge {
    /// No text; the tooltip is the product's name.
    Quiet {},
    /// Minutes left; the tooltip names the rule.
    Protected {
        /// Whole minutes left, rounded up.
        minutes: u32,
        /// The rule's goal line; empty for none.
        goal: String,
        /// When it ends, in milliseconds since 1970.
        until: i64,
    },
    /// Minutes left of an override.
    Lifted {
        /// Whole minutes left, rounded up.
        minutes: u32,
        /// When it ends, in milliseconds since 1970.
        until: i64,
    },
}

/// One alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct Alarm {
    /// Which.
    pub name: AlarmName,
    /// When it is due first, in milliseconds since 1970; may lie in the past for one that repeats.
    pub at: i64,
    /// Minutes between repetitions; 0 for once.
    pub every: u32,
}

/// The two alarms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum AlarmName {
    /// The next instant at which anything differs, never more than a day ahead.
    Change,
    /// Looks at the clock once a minute around protected time.
    Heartbeat,
}

impl AlarmName {
    /// Its name in the browser.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::Heartbeat => "heartbeat",
        }
    }
}
