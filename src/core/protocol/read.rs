//! What comes in, read from a tree, strictly: every field that is needed is there, and no other.
//! Whoever may have written it, what is not as it should be is none and changes nothing.
//!
//! It is written out, because what serde derives for these types was a fifth of the background's
//! wasm. Pages write these types by their derived `Serialize`; the examples hold the two together.

use super::read_goals;
use super::read_log::log_row;
use super::read_rules::{change, exception, group, key, reason, rule, site_home};
use super::{
    AlarmName, Around, CoreEvent, Instead, Lead, OverrideDraft, Page, Realm, ScopeDraft, Sender,
    SettingsDraft, Stands, Stored, TabSeen,
};
use crate::node::{Fields, Node};

pub(super) const INSTEADS: [(&str, Instead); 4] = [
    ("document", Instead::Document),
    ("course", Instead::Course),
    ("someone", Instead::Someone),
    ("no", Instead::No),
];
const LEADS: [(&str, Lead); 4] =
    [("off", Lead::Off), ("hour", Lead::Hour), ("today", Lead::Today), ("day", Lead::Day)];
const REALMS: [(&str, Realm); 2] = [("normal", Realm::Normal), ("private", Realm::Private)];
const STANDS: [(&str, Stands); 3] =
    [("page", Stands::Page), ("veil", Stands::Veil), ("refused", Stands::Refused)];
const ALARMS: [(&str, AlarmName); 2] =
    [("change", AlarmName::Change), ("heartbeat", AlarmName::Heartbeat)];

/// An event. Each is told with the number of its fields: with one more it is none.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a few lines for each event")]
pub fn event(node: &Node) -> Option<CoreEvent> {
    let it = node.any_fields()?;
    let (event, fields) = match it.get("type")?.text()? {
        "booted" => (CoreEvent::Booted {}, 1),
        "installed" => (CoreEvent::Installed {}, 1),
        "alarm_fired" => (CoreEvent::AlarmFired { name: it.get("name")?.word(&ALARMS)? }, 2),
        "looked" => (CoreEvent::Looked {}, 1),
        "access_changed" => (CoreEvent::AccessChanged {}, 1),
        "save_failed" => (CoreEvent::SaveFailed {}, 1),
        "saved" => (CoreEvent::Saved {}, 1),
        "log_written" => (CoreEvent::LogWritten {}, 1),
        "log_failed" => (CoreEvent::LogFailed {}, 1),
        "history_read" => {
            let rows = it.list("rows", |node| Some(log_row(node)))?;
            let rows = rows.into_iter().flatten().collect();
            let (read_to, more) = (it.number("read_to")?, it.get("more")?.bool()?);
            (CoreEvent::HistoryRead { kept: it.text("kept")?, rows, read_to, more }, 5)
        }
        "history_failed" => (CoreEvent::HistoryFailed {}, 1),
        "log_rewritten" => (CoreEvent::LogRewritten {}, 1),
        "network_rules_refused" => {
            (CoreEvent::NetworkRulesRefused { sites: it.list("sites", owned)? }, 2)
        }
        "posture_failed" => (CoreEvent::PostureFailed {}, 1),
        "covers_lost" => (CoreEvent::CoversLost { urls: it.list("urls", owned)? }, 2),
        "reopen_covers" => (CoreEvent::ReopenCovers {}, 1),
        "forget_covers" => (CoreEvent::ForgetCovers {}, 1),
        "typing_found" => (CoreEvent::TypingFound { tab: it.number("tab")? }, 2),
        "page_shown" => (CoreEvent::PageShown { url: it.text("url")? }, 2),
        "used_dimmed" => (CoreEvent::UsedDimmed { url: it.text("url")? }, 2),
        "cover_now" => (CoreEvent::CoverNow { tab: it.number("tab")? }, 2),
        "panel_opened" => (CoreEvent::PanelOpened {}, 1),
        "go_back_pressed" => (CoreEvent::GoBackPressed {}, 1),
        "view" => (CoreEvent::View { page: page(it.get("page")?)? }, 2),
        "cover_opened" => {
            let (url, attempt) = (it.text("url")?, it.get("attempt")?.bool()?);
            (CoreEvent::CoverOpened { url, attempt }, 3)
        }
        "save_rule" => {
            let (rule, groups) = (rule(it.get("rule")?)?, it.later("groups", group)?);
            let fields = if it.get("groups").is_some() { 3 } else { 2 };
            (CoreEvent::SaveRule { rule, groups }, fields)
        }
        "delete_rule" => (CoreEvent::DeleteRule { id: it.number("id")? }, 2),
        "restore_rule" => (CoreEvent::RestoreRule { id: it.number("id")? }, 2),
        "save_goal" => (CoreEvent::SaveGoal { goal: read_goals::goal(it.get("goal")?)? }, 2),
        "end_goal" => {
            let (id, how) = (it.number("id")?, it.get("how")?.word(&read_goals::ENDS)?);
            (CoreEvent::EndGoal { id, how }, 3)
        }
        "resume_goal" => (CoreEvent::ResumeGoal { id: it.number("id")? }, 2),
        "delete_goal" => (CoreEvent::DeleteGoal { id: it.number("id")? }, 2),
        "restore_goal" => (CoreEvent::RestoreGoal { id: it.number("id")? }, 2),
        "set_step" => {
            let (home, text) = (read_goals::home(it.get("home")?)?, it.text("text")?);
            (CoreEvent::SetStep { home, text }, 3)
        }
        "finish_step" => {
            (CoreEvent::FinishStep { goal: it.number("goal")?, step: it.number("step")? }, 3)
        }
        "choose_goal" => {
            let (occurrence, goal) = (it.get("occurrence")?.maybe(key)?, it.number("goal")?);
            (CoreEvent::ChooseGoal { occurrence, goal }, 3)
        }
        "postpone" => (CoreEvent::Postpone { occurrence: key(it.get("occurrence")?)? }, 2),
        "close_out" => {
            let (end, done) = (it.number("end")?, it.get("done")?.bool()?);
            (CoreEvent::CloseOut { end, done, next: it.text("next")? }, 4)
        }
        "answer_nudge" => {
            (CoreEvent::AnswerNudge { key: read_goals::nudge_key(it.get("key")?)? }, 2)
        }
        "open_links" => (CoreEvent::OpenLinks { goal: it.number("goal")? }, 2),
        "say_energy" => {
            let (social, technical) =
                (read_goals::feel(it, "social")?, read_goals::feel(it, "technical")?);
            (CoreEvent::SayEnergy { social, technical }, 3)
        }
        "save_check_in" => {
            let check_in = read_goals::check_in(it.get("check_in")?)?;
            (CoreEvent::SaveCheckIn { check_in }, 2)
        }
        "hold_check_in" => {
            let promises = read_goals::promises(it.get("promises")?)?;
            let (id, next) = (it.number("id")?, it.text("next")?);
            (CoreEvent::HoldCheckIn { id, next, promises }, 4)
        }
        "take_back_check_in" => {
            let promises = read_goals::promises(it.get("promises")?)?;
            let check_in = read_goals::check_in(it.get("check_in")?)?;
            (CoreEvent::TakeBackCheckIn { check_in, promises }, 3)
        }
        "delete_check_in" => (CoreEvent::DeleteCheckIn { id: it.number("id")? }, 2),
        "save_nudges" => {
            (CoreEvent::SaveNudges { nudges: read_goals::nudges(it.get("nudges")?)? }, 2)
        }
        "save_group" => (CoreEvent::SaveGroup { group: group(it.get("group")?)? }, 2),
        "delete_group" => (CoreEvent::DeleteGroup { id: it.text("id")? }, 2),
        "restore_group" => (CoreEvent::RestoreGroup { id: it.text("id")? }, 2),
        "add_site" => {
            let (home, site) = (site_home(it.get("home")?)?, it.text("site")?);
            (CoreEvent::AddSite { home, site }, 3)
        }
        "save_exception" => {
            (CoreEvent::SaveException { exception: exception(it.get("exception")?)? }, 2)
        }
        "delete_exception" => (CoreEvent::DeleteException { id: it.number("id")? }, 2),
        "change_occurrence" => {
            (CoreEvent::ChangeOccurrence { change: change(it.get("change")?)? }, 2)
        }
        "start_now" => (CoreEvent::StartNow { occurrence: key(it.get("occurrence")?)? }, 2),
        "restore_occurrence" => {
            (CoreEvent::RestoreOccurrence { occurrence: key(it.get("occurrence")?)? }, 2)
        }
        "save_settings" => {
            (CoreEvent::SaveSettings { settings: settings(it.get("settings")?)? }, 2)
        }
        "take_make_up" => {
            let (start, end) = (it.number("start")?, it.number("end")?);
            (CoreEvent::TakeMakeUp { start, end }, 3)
        }
        "give_back_make_up" => (CoreEvent::GiveBackMakeUp { id: it.number("id")? }, 2),
        "forgive_owed" => (CoreEvent::ForgiveOwed { minutes: it.number("minutes")? }, 2),
        "zone_is_right" => (CoreEvent::ZoneIsRight {}, 1),
        "start_focus" => (CoreEvent::StartFocus { minutes: it.number("minutes")? }, 2),
        "end_focus" => (CoreEvent::EndFocus {}, 1),
        "park" => (CoreEvent::Park { text: it.text("text")?, url: it.text("url")? }, 3),
        "finish_note" => (CoreEvent::FinishNote { id: it.number("id")? }, 2),
        "keep_note" => (CoreEvent::KeepNote { id: it.number("id")? }, 2),
        "request_override" => {
            (CoreEvent::RequestOverride { draft: override_draft(it.get("draft")?)? }, 2)
        }
        "end_override" => (CoreEvent::EndOverride { id: it.number("id")? }, 2),
        "correct_override" => {
            let (grant, reason) = (it.number("grant")?, reason(it.get("reason")?)?);
            (CoreEvent::CorrectOverride { grant, reason }, 3)
        }
        "forget_puller" => (CoreEvent::ForgetPuller { puller: it.text("puller")? }, 2),
        "count_log_before" => (CoreEvent::CountLogBefore { date: it.text("date")? }, 2),
        "delete_log_before" => (CoreEvent::DeleteLogBefore { date: it.text("date")? }, 2),
        "show_me" => (CoreEvent::ShowMe {}, 1),
        "dismiss_set_aside" => (CoreEvent::DismissSetAside {}, 1),
        _ => return None,
    };
    (it.len() == fields).then_some(event)
}

/// What the shell sees around an event.
#[must_use]
pub fn around(node: &Node) -> Option<Around> {
    let it = node.fields(&["tabs", "origins", "sender"])?;
    let tab = |node: &Node| {
        let it = node.fields(&["id", "url", "last_accessed", "stands", "front", "heard"])?;
        let flag = |name| it.get(name).and_then(Node::bool);
        let (id, url) = (it.number("id")?, it.text("url")?);
        Some(TabSeen {
            id,
            url,
            last_accessed: it.number("last_accessed")?,
            stands: it.get("stands")?.word(&STANDS)?,
            front: flag("front")?,
            heard: flag("heard")?,
        })
    };
    Some(Around {
        tabs: it.list("tabs", tab)?,
        origins: it.list("origins", owned)?,
        sender: sender(it.get("sender")?)?,
    })
}

/// What is found on disk.
#[must_use]
pub fn stored(node: &Node) -> Option<Stored> {
    let it = node.fields(&["slots", "mirror", "last_row", "session", "realm"])?;
    let (slots, mirror) = (it.list("slots", owned)?, it.text("mirror")?);
    let (session, realm) = (it.text("session")?, it.get("realm")?.word(&REALMS)?);
    Some(Stored { slots, mirror, last_row: it.number("last_row")?, session, realm })
}

fn settings(node: &Node) -> Option<SettingsDraft> {
    let it = node.fields(&["lead", "zone", "owe_excused"])?;
    let (lead, zone) = (it.get("lead")?.word(&LEADS)?, it.text("zone")?);
    Some(SettingsDraft { lead, zone, owe_excused: it.get("owe_excused")?.bool()? })
}

fn override_draft(node: &Node) -> Option<OverrideDraft> {
    let it = node.fields(&["scope", "minutes", "reason", "puller", "note", "instead"])?;
    Some(OverrideDraft {
        scope: scope(it.get("scope")?)?,
        minutes: it.number("minutes")?,
        reason: it.maybe("reason", reason)?,
        puller: text_or_none(it, "puller")?,
        note: text_or_none(it, "note")?,
        instead: it.maybe("instead", |node| node.word(&INSTEADS))?,
    })
}

fn scope(node: &Node) -> Option<ScopeDraft> {
    let it = node.any_fields()?;
    let (scope, fields) = match it.get("type")?.text()? {
        "site" => (ScopeDraft::Site { pattern: it.text("pattern")? }, 2),
        "group" => (ScopeDraft::Group { id: it.text("id")? }, 2),
        "everything" => (ScopeDraft::Everything {}, 1),
        _ => return None,
    };
    (it.len() == fields).then_some(scope)
}

fn page(node: &Node) -> Option<Page> {
    let it = node.any_fields()?;
    let (page, fields) = match it.get("type")?.text()? {
        "popup" => (Page::Popup {}, 1),
        "cover" => (Page::Cover { url: it.text("url")? }, 2),
        // Without a week it is this one.
        "options" if it.len() == 1 => (Page::Options { week: String::new() }, 1),
        "options" => (Page::Options { week: it.text("week")? }, 2),
        "welcome" => (Page::Welcome {}, 1),
        "about" => (Page::About {}, 1),
        "check_in" => (Page::CheckIn { id: it.number("id")? }, 2),
        "try" => (Page::Try { url: it.text("url")? }, 2),
        "log" => {
            let (before, limit) = (it.number("before")?, it.number("limit")?);
            (Page::Log { before, limit }, 3)
        }
        _ => return None,
    };
    (it.len() == fields).then_some(page)
}

fn sender(node: &Node) -> Option<Sender> {
    let it = node.any_fields()?;
    let (sender, fields) = match it.get("type")?.text()? {
        "browser" => (Sender::Browser, 1),
        "own_page" => (Sender::OwnPage { tab: it.number("tab")? }, 2),
        "panel" => (Sender::Panel { tab: it.number("tab")? }, 2),
        "content" => (Sender::Content { tab: it.number("tab")? }, 2),
        _ => return None,
    };
    (it.len() == fields).then_some(sender)
}

pub(super) fn owned(node: &Node) -> Option<String> {
    node.text().map(str::to_owned)
}

pub(super) fn text_or_none(it: Fields<'_>, name: &str) -> Option<String> {
    it.get(name).map_or(Some(String::new()), owned)
}
