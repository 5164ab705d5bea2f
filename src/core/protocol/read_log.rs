//! Rows of the log that the ledger reads, from trees as they stand in the database. Written out by
//! hand, as all that comes in ([`super::read`]).

use super::read::{INSTEADS, owned, text_or_none};
use super::read_rules::MODES;
use super::{Entry, ExcusedBy, LogRow, OverrideEnding, Reason};
use crate::node::Node;

/// The types of entries that say something of time.
pub const KINDS: [&str; 13] = [
    "occurrence_started",
    "occurrence_ended",
    "override_granted",
    "override_ended",
    "override_corrected",
    "unseen",
    "make_up_started",
    "make_up_ended",
    "owed_forgiven",
    "focus_started",
    "focus_ended",
    "occurrence_excused",
    "goal_chosen",
];

const REASONS: [(&str, Reason); 7] = [
    ("incident", Reason::Incident),
    ("promise", Reason::Promise),
    ("unblock", Reason::Unblock),
    ("home", Reason::Home),
    ("habit", Reason::Habit),
    ("other", Reason::Other),
    ("call", Reason::Call),
];
const ENDINGS: [(&str, OverrideEnding); 3] = [
    ("expired", OverrideEnding::Expired),
    ("back", OverrideEnding::Back),
    ("time_over", OverrideEnding::TimeOver),
];
const EXCUSES: [(&str, ExcusedBy); 4] = [
    ("vacation", ExcusedBy::Vacation),
    ("on_call", ExcusedBy::OnCall),
    ("skip", ExcusedBy::Skip),
    ("move", ExcusedBy::Move),
];

/// A row; none if its entry is of none of the [`KINDS`], or of a later version.
#[must_use]
pub fn log_row(node: &Node) -> Option<LogRow> {
    let it = node.fields(&["id", "at", "offset", "entry"])?;
    let (id, at, offset) = (it.number("id")?, it.number("at")?, it.number("offset")?);
    Some(LogRow { id, at, offset, entry: entry(it.get("entry")?)? })
}

fn entry(node: &Node) -> Option<Entry> {
    let it = node.any_fields()?;
    let aim = it.get("aim").map_or(Some(0), Node::number);
    let (goal, start, end) = (it.text("goal"), it.number("start"), it.number("end"));
    Some(match it.get("type")?.text()? {
        "occurrence_started" => Entry::OccurrenceStarted {
            rule: it.number("rule")?,
            goal: goal?,
            aim: aim?,
            mode: it.get("mode")?.word(&MODES)?,
            start: start?,
            end: end?,
        },
        "occurrence_ended" => Entry::OccurrenceEnded {
            rule: it.number("rule")?,
            goal: goal?,
            start: start?,
            end: end?,
        },
        "override_granted" => Entry::OverrideGranted {
            grant: it.number("grant")?,
            reason: it.get("reason")?.word(&REASONS)?,
            sites: it.list("sites", owned)?,
            minutes: it.number("minutes")?,
            puller: text_or_none(it, "puller")?,
            note: text_or_none(it, "note")?,
            instead: it.maybe("instead", |node| node.word(&INSTEADS))?,
            rules: it.later("rules", Node::number)?,
        },
        "override_ended" => Entry::OverrideEnded {
            grant: it.number("grant")?,
            how: it.get("how")?.word(&ENDINGS)?,
            minutes: it.number("minutes")?,
            in_front: it.maybe("in_front", Node::number)?,
        },
        "override_corrected" => Entry::OverrideCorrected {
            grant: it.number("grant")?,
            reason: it.get("reason")?.word(&REASONS)?,
        },
        "unseen" => Entry::Unseen { start: start?, end: end? },
        "make_up_started" => Entry::MakeUpStarted {
            make_up: it.number("make_up")?,
            aim: aim?,
            start: start?,
            end: end?,
        },
        "make_up_ended" => {
            Entry::MakeUpEnded { make_up: it.number("make_up")?, start: start?, end: end? }
        }
        "owed_forgiven" => Entry::OwedForgiven { minutes: it.number("minutes")? },
        "focus_started" => {
            Entry::FocusStarted { focus: it.number("focus")?, aim: aim?, start: start?, end: end? }
        }
        "focus_ended" => Entry::FocusEnded { focus: it.number("focus")?, start: start?, end: end? },
        "goal_chosen" => {
            Entry::GoalChosen { of: it.number("of")?, start: start?, aim: aim?, goal: goal? }
        }
        "occurrence_excused" => Entry::OccurrenceExcused {
            rule: it.number("rule")?,
            goal: goal?,
            start: start?,
            end: end?,
            by: it.get("by")?.word(&EXCUSES)?,
        },
        _ => return None,
    })
}
