//! What comes in by its `type`, read as one flat object with every field that any variant has.
//!
//! serde's own reading of an enum by its `type` buffers the object and reads each variant twice
//! over; for [`CoreEvent`] alone that was a quarter of the background's wasm. This reads it once.
//! The names are held against the derived writing by the examples.

use std::fmt;

use serde::Deserialize;

use super::{
    AlarmName, CoreEvent, ExceptionDraft, OccurrenceDraft, OccurrenceKey, OverrideDraft, Page,
    RuleDraft, ScopeDraft, Sender, SettingsDraft,
};

/// An event.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wire {
    #[serde(rename = "type")]
    kind: String,
    name: Option<AlarmName>,
    sites: Option<Vec<String>>,
    url: Option<String>,
    page: Option<Page>,
    attempt: Option<bool>,
    rule: Option<RuleDraft>,
    id: Option<u32>,
    minutes: Option<u32>,
    draft: Option<OverrideDraft>,
    exception: Option<ExceptionDraft>,
    change: Option<OccurrenceDraft>,
    occurrence: Option<OccurrenceKey>,
    settings: Option<SettingsDraft>,
}

/// What came in is no event.
#[derive(Debug)]
pub(super) struct NotAnEvent;

impl fmt::Display for NotAnEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an event of the protocol")
    }
}

impl TryFrom<Wire> for CoreEvent {
    type Error = NotAnEvent;

    fn try_from(mut wire: Wire) -> Result<Self, NotAnEvent> {
        let kind = std::mem::take(&mut wire.kind);
        let event = match kind.as_str() {
            "booted" => Self::Booted {},
            "installed" => Self::Installed {},
            "alarm_fired" => Self::AlarmFired { name: taken(&mut wire.name)? },
            "looked" => Self::Looked {},
            "access_changed" => Self::AccessChanged {},
            "save_failed" => Self::SaveFailed {},
            "saved" => Self::Saved {},
            "log_written" => Self::LogWritten {},
            "log_failed" => Self::LogFailed {},
            "network_rules_refused" => Self::NetworkRulesRefused { sites: taken(&mut wire.sites)? },
            "page_shown" => Self::PageShown { url: taken(&mut wire.url)? },
            "panel_opened" => Self::PanelOpened {},
            "go_back_pressed" => Self::GoBackPressed {},
            "view" => Self::View { page: taken(&mut wire.page)? },
            "cover_opened" => {
                Self::CoverOpened { url: taken(&mut wire.url)?, attempt: taken(&mut wire.attempt)? }
            }
            "save_rule" => Self::SaveRule { rule: taken(&mut wire.rule)? },
            "delete_rule" => Self::DeleteRule { id: taken(&mut wire.id)? },
            "restore_rule" => Self::RestoreRule { id: taken(&mut wire.id)? },
            "save_exception" => Self::SaveException { exception: taken(&mut wire.exception)? },
            "delete_exception" => Self::DeleteException { id: taken(&mut wire.id)? },
            "change_occurrence" => Self::ChangeOccurrence { change: taken(&mut wire.change)? },
            "restore_occurrence" => {
                Self::RestoreOccurrence { occurrence: taken(&mut wire.occurrence)? }
            }
            "save_settings" => Self::SaveSettings { settings: taken(&mut wire.settings)? },
            "zone_is_right" => Self::ZoneIsRight {},
            "start_focus" => Self::StartFocus { minutes: taken(&mut wire.minutes)? },
            "end_focus" => Self::EndFocus {},
            "request_override" => Self::RequestOverride { draft: taken(&mut wire.draft)? },
            "end_override" => Self::EndOverride { id: taken(&mut wire.id)? },
            "show_me" => Self::ShowMe {},
            "dismiss_set_aside" => Self::DismissSetAside {},
            _ => return Err(NotAnEvent),
        };
        if wire.is_empty() { Ok(event) } else { Err(NotAnEvent) }
    }
}

impl Wire {
    /// Whether no field is left over that the event does not have.
    fn is_empty(&self) -> bool {
        let Self {
            kind: _,
            name,
            sites,
            url,
            page,
            attempt,
            rule,
            id,
            minutes,
            draft,
            exception,
            change,
            occurrence,
            settings,
        } = self;
        name.is_none()
            && sites.is_none()
            && url.is_none()
            && page.is_none()
            && attempt.is_none()
            && rule.is_none()
            && id.is_none()
            && minutes.is_none()
            && draft.is_none()
            && exception.is_none()
            && change.is_none()
            && occurrence.is_none()
            && settings.is_none()
    }
}

/// A page that asks for its view.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WirePage {
    #[serde(rename = "type")]
    kind: String,
    url: Option<String>,
    week: Option<String>,
    before: Option<u64>,
    limit: Option<u32>,
}

impl TryFrom<WirePage> for Page {
    type Error = NotAnEvent;

    fn try_from(wire: WirePage) -> Result<Self, NotAnEvent> {
        let WirePage { kind, url, week, before, limit } = wire;
        match (kind.as_str(), url, week, before, limit) {
            ("popup", None, None, None, None) => Ok(Self::Popup {}),
            ("cover", Some(url), None, None, None) => Ok(Self::Cover { url }),
            ("options", None, week, None, None) => {
                Ok(Self::Options { week: week.unwrap_or_default() })
            }
            ("welcome", None, None, None, None) => Ok(Self::Welcome {}),
            ("log", None, None, Some(before), Some(limit)) => Ok(Self::Log { before, limit }),
            _ => Err(NotAnEvent),
        }
    }
}

/// What an override is to open.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireScope {
    #[serde(rename = "type")]
    kind: String,
    pattern: Option<String>,
    id: Option<String>,
}

impl TryFrom<WireScope> for ScopeDraft {
    type Error = NotAnEvent;

    fn try_from(wire: WireScope) -> Result<Self, NotAnEvent> {
        match (wire.kind.as_str(), wire.pattern, wire.id) {
            ("site", Some(pattern), None) => Ok(Self::Site { pattern }),
            ("group", None, Some(id)) => Ok(Self::Group { id }),
            ("everything", None, None) => Ok(Self::Everything {}),
            _ => Err(NotAnEvent),
        }
    }
}

/// Who sent an event, as the shell tells it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireSender {
    #[serde(rename = "type")]
    kind: String,
    tab: Option<i32>,
}

impl TryFrom<WireSender> for Sender {
    type Error = NotAnEvent;

    fn try_from(wire: WireSender) -> Result<Self, NotAnEvent> {
        match (wire.kind.as_str(), wire.tab) {
            ("browser", None) => Ok(Self::Browser),
            ("own_page", Some(tab)) => Ok(Self::OwnPage { tab }),
            ("panel", Some(tab)) => Ok(Self::Panel { tab }),
            ("content", Some(tab)) => Ok(Self::Content { tab }),
            _ => Err(NotAnEvent),
        }
    }
}

fn taken<T>(field: &mut Option<T>) -> Result<T, NotAnEvent> {
    field.take().ok_or(NotAnEvent)
}
