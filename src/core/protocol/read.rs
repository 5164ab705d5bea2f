//! What comes in, read from a tree, strictly: every field that is needed is there, and no other.
//! Whoever may have written it, what is not as it should be is none and changes nothing.
//!
//! It is written out, because what serde derives for these types was a fifth of the background's
//! wasm. Pages write these types by their derived `Serialize`; the examples hold the two together.

use super::read_goals;
use super::read_log::log_row;
use super::{
    AlarmName, Around, CapDraft, CapPer, CoreEvent, Day, ExceptionDraft, ExceptionKind, GroupDraft,
    Instead, Lead, Mode, MoveDraft, OccurrenceDraft, OccurrenceKey, OverrideDraft, Page, PartDraft,
    Realm, Reason, Repeat, RuleDraft, ScopeDraft, Sender, SettingsDraft, SiteHome, Stands, Stored,
    StretchDraft, TabSeen, TabTitle, WayBack,
};
use crate::node::{Fields, Node};
use crate::nudge::BEFORE;

pub(super) const DAYS: [(&str, Day); 7] = [
    ("mon", Day::Mon),
    ("tue", Day::Tue),
    ("wed", Day::Wed),
    ("thu", Day::Thu),
    ("fri", Day::Fri),
    ("sat", Day::Sat),
    ("sun", Day::Sun),
];
pub(super) const MODES: [(&str, Mode); 2] = [("dim", Mode::Dim), ("cover", Mode::Cover)];
const TITLES: [(&str, TabTitle); 2] = [("site", TabTitle::Site), ("until", TabTitle::Until)];
const WAYS: [(&str, WayBack); 4] = [
    ("press", WayBack::Press),
    ("hold", WayBack::Hold),
    ("hold_and_wait", WayBack::HoldAndWait),
    ("sentence", WayBack::Sentence),
];
const PERS: [(&str, CapPer); 3] =
    [("stretch", CapPer::Stretch), ("day", CapPer::Day), ("week", CapPer::Week)];
const REASONS: [(&str, Reason); 6] = [
    ("incident", Reason::Incident),
    ("promise", Reason::Promise),
    ("unblock", Reason::Unblock),
    ("home", Reason::Home),
    ("habit", Reason::Habit),
    ("other", Reason::Other),
];
pub(super) const INSTEADS: [(&str, Instead); 4] = [
    ("document", Instead::Document),
    ("course", Instead::Course),
    ("someone", Instead::Someone),
    ("no", Instead::No),
];
const REPEATS: [(&str, Repeat); 3] =
    [("weekly", Repeat::Weekly), ("monthly", Repeat::Monthly), ("dates", Repeat::Dates)];
const KINDS: [(&str, ExceptionKind); 2] =
    [("vacation", ExceptionKind::Vacation), ("on_call", ExceptionKind::OnCall)];
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

/// A rule as a form holds it.
#[must_use]
pub fn rule(node: &Node) -> Option<RuleDraft> {
    let it = node.fields(&[
        "id",
        "goal",
        "choose",
        "nudge",
        "mode",
        "schedule",
        "zone",
        "groups",
        "sites",
        "tab_title",
        "way_back",
        "cap",
    ])?;
    let cap = |node: &Node| {
        let it = node.fields(&["per", "times", "minutes"])?;
        let per = it.get("per")?.word(&PERS)?;
        Some(CapDraft { per, times: it.number("times")?, minutes: it.number("minutes")? })
    };
    Some(RuleDraft {
        id: it.get("id").map_or(Some(0), Node::number)?,
        goal: text_or_none(it, "goal")?,
        choose: it.get("choose").map_or(Some(false), Node::bool)?,
        nudge: it.get("nudge").map_or(Some(Some(BEFORE)), |node| node.maybe(Node::number))?,
        mode: it.get("mode")?.word(&MODES)?,
        schedule: it.list("schedule", part)?,
        zone: text_or_none(it, "zone")?,
        groups: it.later("groups", owned)?,
        sites: it.later("sites", owned)?,
        tab_title: it.get("tab_title").map_or(Some(TabTitle::Site), |node| node.word(&TITLES))?,
        way_back: it.get("way_back").map_or(Some(WayBack::Hold), |node| node.word(&WAYS))?,
        cap: it.get("cap").map_or(Some(CapDraft::default()), cap)?,
    })
}

fn group(node: &Node) -> Option<GroupDraft> {
    let it = node.fields(&["id", "name", "sites"])?;
    let (id, name) = (text_or_none(it, "id")?, it.text("name")?);
    Some(GroupDraft { id, name, sites: it.list("sites", owned)? })
}

fn site_home(node: &Node) -> Option<SiteHome> {
    let it = node.fields(&["type", "id"])?;
    match it.get("type")?.text()? {
        "group" => Some(SiteHome::Group { id: it.text("id")? }),
        "rule" => Some(SiteHome::Rule { id: it.number("id")? }),
        _ => None,
    }
}

fn part(node: &Node) -> Option<PartDraft> {
    let it =
        node.fields(&["repeat", "interval", "days", "nth", "from", "until", "dates", "stretches"])?;
    Some(PartDraft {
        repeat: it.get("repeat").map_or(Some(Repeat::Weekly), |node| node.word(&REPEATS))?,
        interval: it.get("interval").map_or(Some(1), Node::number)?,
        days: it.later("days", |node| node.word(&DAYS))?,
        nth: it.later("nth", Node::number)?,
        from: text_or_none(it, "from")?,
        until: text_or_none(it, "until")?,
        dates: it.later("dates", owned)?,
        stretches: it.list("stretches", stretch)?,
    })
}

pub(super) fn stretch(node: &Node) -> Option<StretchDraft> {
    let it = node.fields(&["from", "to"])?;
    Some(StretchDraft { from: it.text("from")?, to: it.text("to")? })
}

/// An exception as a form holds it.
#[must_use]
pub fn exception(node: &Node) -> Option<ExceptionDraft> {
    let it = node.fields(&["id", "kind", "from", "until", "groups", "reason"])?;
    Some(ExceptionDraft {
        id: it.number("id")?,
        kind: it.get("kind")?.word(&KINDS)?,
        from: it.text("from")?,
        until: it.text("until")?,
        groups: it.list("groups", owned)?,
        reason: it.maybe("reason", reason)?,
    })
}

/// An occurrence that is skipped or moved.
#[must_use]
pub fn change(node: &Node) -> Option<OccurrenceDraft> {
    let it = node.fields(&["occurrence", "to", "reason"])?;
    let target = |node: &Node| {
        let it = node.fields(&["date", "stretch"])?;
        Some(MoveDraft { date: it.text("date")?, stretch: stretch(it.get("stretch")?)? })
    };
    Some(OccurrenceDraft {
        occurrence: key(it.get("occurrence")?)?,
        to: it.maybe("to", target)?,
        reason: it.maybe("reason", reason)?,
    })
}

pub(super) fn key(node: &Node) -> Option<OccurrenceKey> {
    let it = node.fields(&["rule", "date", "from"])?;
    let (rule, date) = (it.number("rule")?, it.text("date")?);
    Some(OccurrenceKey { rule, date, from: it.text("from")? })
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

fn reason(node: &Node) -> Option<Reason> {
    node.word(&REASONS)
}

pub(super) fn owned(node: &Node) -> Option<String> {
    node.text().map(str::to_owned)
}

pub(super) fn text_or_none(it: Fields<'_>, name: &str) -> Option<String> {
    it.get(name).map_or(Some(String::new()), owned)
}
