//! What one event comes to: a reply for its sender, and things to do.

use serde::Serialize;

use super::{Fault, LogRow, Notice, NoticeButton, Posture, TabVerdict, View};

/// What is found on disk at boot, handed to `load`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct Stored {
    /// The texts of the three slots `state.0` to `state.2` in `storage.local`; empty where absent.
    pub slots: Vec<String>,
    /// The mirror of the newest slot, in IndexedDB; empty where absent.
    pub mirror: String,
    /// The highest id of any log row; 0 for none. The log goes on after it, whatever became of the
    /// state.
    pub last_row: u64,
    /// What the core kept for as long as the browser runs; empty at first.
    pub session: String,
    /// Whose core it is.
    pub realm: Realm,
}

/// Whose windows a core is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Realm {
    /// All but private ones.
    #[default]
    Normal,
    /// Private ones, of which nothing is stored.
    Private,
}

/// The outcome of one turn. `effects` are performed in order; a [`CoreEffect::Save`] always comes
/// before everything that depends on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct Turn {
    /// For the sender, once the effects are done.
    pub reply: Reply,
    /// Things to do.
    pub effects: Vec<CoreEffect>,
}

/// The answer to one event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Reply {
    /// It happened; there is nothing to show.
    Done {},
    /// It happened and made something: the rule's, focus's or grant's id.
    Made {
        /// The new or changed thing's id.
        id: u32,
    },
    /// So many of the log's entries are meant, or were changed or deleted.
    Counted {
        /// How many.
        count: u32,
    },
    /// Refused; nothing changed.
    Refused {
        /// All that is wrong.
        faults: Vec<Fault>,
    },
    /// What a page shows.
    View {
        /// The view asked for.
        view: Box<View>,
    },
    /// For the content script: mode and end, nothing else.
    Verdict {
        /// What happens to its page.
        verdict: TabVerdict,
    },
    /// The event needs to know what the log says, and the core does not know it yet. Nothing happened:
    /// rows are read and handed over as `history_read`, and the event is sent again.
    NeedsHistory {
        /// Whether the text that was kept is asked for, and no rows yet.
        kept: bool,
        /// Only rows with a higher id.
        after: u64,
        /// Only entries of these types.
        kinds: Vec<String>,
    },
    /// The message was not understood, or its sender may not send it. Nothing changed.
    Error {
        /// One English sentence for the console.
        message: String,
    },
}

/// Something for the shell to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum CoreEffect {
    /// Write the state, and the log's new rows with it: `text` to the key `state.<slot>`, each row to
    /// `log.<id>`, in one call; `text` to the mirror as well. Then move all waiting rows to the
    /// log's database, each under its id, so that twice is once; answered with `log_written` or
    /// `log_failed`, and with `save_failed` if the state is in neither place (`saved` when it is again). Rows that wait are moved when they can be.
    Save {
        /// 0, 1 or 2; the other two keep the generations before.
        slot: u32,
        /// The envelope.
        text: String,
        /// The log's new rows, oldest first.
        rows: Vec<LogRow>,
    },
    /// Keep a text for as long as the browser runs, in `storage.session`: what names tabs, and what
    /// the core of private windows has of its own, which saves nothing.
    Keep {
        /// For [`Stored::session`].
        text: String,
    },
    /// Keep texts that do not load under keys of their own, before anything overwrites them, and
    /// empty their slots, in one call.
    SetAside {
        /// Where each goes, and what it is.
        texts: Vec<AsideText>,
        /// The slots they were found in.
        slots: Vec<u32>,
    },
    /// Keep what was read of the log, beside it, for the next `history_read`.
    KeepHistory {
        /// All of it.
        text: String,
    },
    /// Read log rows newest first. The reply is a [`View::Log`] of them, made by the shell.
    ReadLog {
        /// Only rows with a lower id; 0 for the newest.
        before: u64,
        /// At most this many.
        limit: u32,
    },
    /// Take a name out of all log rows that have it as their puller, and put the state, which does not
    /// know it any more, in place of every generation that is kept: all slots in one call, and the mirror
    /// in one transaction with the rows. Done only if no row is on its way. The reply is a
    /// [`Reply::Counted`] of the rows that had it, or an error, made by the shell; then it tells
    /// `log_rewritten`.
    ForgetPuller {
        /// The name.
        puller: String,
        /// What each slot is to hold, the newest generation last, which is the mirror's.
        slots: Vec<SlotText>,
    },
    /// Count log rows. The reply is a [`Reply::Counted`], made by the shell.
    CountLog {
        /// Those that happened before this instant, in milliseconds since 1970.
        before: i64,
    },
    /// Delete log rows, all or none. Done only if no row is on its way. The reply is a
    /// [`Reply::Counted`] of them, or an error, made by the shell; then it tells `log_rewritten`.
    DeleteLog {
        /// Those that happened before this instant, in milliseconds since 1970.
        before: i64,
    },
    /// Make reality match.
    Apply {
        /// The whole outside state that is wanted now.
        posture: Posture,
    },
    /// Tell the person something, if the browser lets us: in place of what was told before.
    Notify {
        /// What it is called in [`Posture::notices`].
        name: String,
        /// What.
        notice: Notice,
        /// What can be pressed.
        buttons: Vec<NoticeButton>,
        /// The zone to show times in, as an IANA name; empty for the computer's own.
        zone: String,
    },
    /// Open addresses in one new browser window. All are http or https.
    OpenLinks {
        /// In the person's order, at least one.
        urls: Vec<String>,
    },
    /// Bring a tab to the front, and its browser window.
    FocusTab {
        /// The tab.
        tab: i32,
    },
    /// Open a page of ours in a tab.
    OpenPage {
        /// Which.
        page: OwnPage,
    },
    /// Say "changed" on the `BroadcastChannel` named `ringfence`, so that open pages ask anew.
    TellPages {},
}

/// What a slot is to hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct SlotText {
    /// 0, 1 or 2.
    pub slot: u32,
    /// The envelope.
    pub text: String,
}

/// A stored text that did not load.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct AsideText {
    /// The key in `storage.local` to keep it under.
    pub key: String,
    /// The text as found.
    pub text: String,
}

/// A page of ours that the shell may open by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum OwnPage {
    /// `welcome.html`, at the first install.
    Welcome {},
    /// `cover.html?return=<tab>#<url>`, beside the tab, in its browser window: the way back.
    GoingBack {
        /// The covered tab, to return to.
        tab: i32,
        /// Its address.
        url: String,
    },
    /// `cover.html?again#<url>`, each in a tab behind the one in front.
    Covers {
        /// The addresses that they stand for.
        urls: Vec<String>,
    },
}
