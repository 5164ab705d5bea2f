//! What can be looked at.

use serde::Serialize;

/// Which view is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Page {
    /// The popup.
    Popup {},
    /// The cover page, or the going-back page, for an address.
    Cover {
        /// The address that is covered.
        url: String,
    },
    /// The options page.
    Options {
        /// The first date of the week shown, `YYYY-MM-DD`.
        week: String,
    },
    /// The welcome page.
    Welcome {},
    /// Whether all is as it should be.
    About {},
    /// One check-in, and what there is to say.
    CheckIn {
        /// Which.
        id: u32,
    },
    /// What would happen to a page, and why.
    Try {
        /// Its address, as a browser writes it.
        url: String,
    },
    /// A page of the log, newest first.
    Log {
        /// Only rows with a lower id; 0 for the newest.
        before: u64,
        /// At most this many rows, 1 to 500.
        limit: u32,
    },
}
