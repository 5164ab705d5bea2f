//! Views: what one page shows. Pages compose sentences from these by `_locales` and `Intl`.

use serde::{Deserialize, Serialize};

use super::{
    AboutView, CheckInView, CoverView, GroupView, HealthLine, LogRow, Mode, OptionsView, PopupView,
    ProtectedView, RuleView, TryView,
};

/// One page's view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum View {
    /// For [`super::Page::Popup`].
    Popup(Box<PopupView>),
    /// For [`super::Page::Cover`].
    Cover(CoverView),
    /// For [`super::Page::Options`].
    Options(Box<OptionsView>),
    /// For [`super::Page::Welcome`].
    Welcome(WelcomeView),
    /// For [`super::Page::Log`].
    Log(LogPage),
    /// For [`super::Page::About`].
    About(Box<AboutView>),
    /// For [`super::Page::CheckIn`].
    CheckIn(Box<CheckInView>),
    /// For [`super::Page::Try`].
    Try(TryView),
    /// For the panel.
    Panel(PanelView),
}

/// The welcome page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct WelcomeView {
    /// The instant of this view, in milliseconds since 1970.
    pub now: i64,
    /// The zone to show times in, as an IANA name; empty for the computer's own.
    pub zone: String,
    /// Rules there are already.
    pub rules: Vec<RuleView>,
    /// The person's own groups.
    pub groups: Vec<GroupView>,
    /// Things that do not work.
    pub health: Vec<HealthLine>,
}

/// A page of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct LogPage {
    /// Newest first.
    pub rows: Vec<LogRow>,
    /// Whether older rows exist.
    pub more: bool,
}

/// The panel over a veiled tab.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct PanelView {
    /// The instant of this view, in milliseconds since 1970.
    pub now: i64,
    /// The zone to show times in, as an IANA name; empty for the computer's own.
    pub zone: String,
    /// The time it is covered for; absent if the tab is not veiled: then the panel stays empty.
    pub protected: Option<ProtectedView>,
    /// Cover or dim.
    pub mode: Mode,
    /// How many lines are put aside.
    pub parked: u32,
}

/// What a content script learns: how its page is veiled and until when. Nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum TabVerdict {
    /// Not at all.
    Open {},
    /// Veiled.
    Veiled {
        /// How.
        mode: Mode,
        /// When the veil lifts itself, in milliseconds since 1970.
        until: i64,
    },
}
