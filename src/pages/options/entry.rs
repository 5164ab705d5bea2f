//! An entry of the log as a sentence. Numbers are told, never judged.

use leptos::prelude::*;
use ringfence_core::protocol::{
    Entry, ExceptionKind, ExcusedBy, GoalChange, Instead, LogRow, OverrideEnding, Reason,
    RuleChange,
};
use ringfence_pages::times;
use ringfence_pages::words::{phrase, reason, word, word_with};

/// What happened. A grant's reason may have been corrected since; `named` shows who or what pulled.
pub fn sentence(
    row: &LogRow,
    corrected: Option<Reason>,
    named: impl FnOnce(&str) -> AnyView,
) -> AnyView {
    let clock = |instant| times::clock_at_offset(instant, row.offset);
    match &row.entry {
        Entry::OccurrenceStarted { goal, end, .. } => {
            of_goal("entry_occurrence_started", goal, Some(clock(*end)))
        }
        Entry::OccurrenceEnded { goal, .. } => of_goal("entry_occurrence_ended", goal, None),
        Entry::Pull { site, .. } => {
            let site = view! { <span class="exact">{site.clone()}</span> };
            phrase("entry_pull", vec![site.into_any()])
        }
        Entry::OverrideGranted { .. } => granted(&row.entry, corrected, named),
        Entry::OverrideEnded { how, minutes, in_front, .. } => {
            ended(*how, *minutes, *in_front).into_any()
        }
        Entry::OverrideCorrected { reason: why, .. } => {
            word_with("entry_override_corrected", &[&reason(*why)]).into_any()
        }
        Entry::Unseen { start, end } => {
            word_with("entry_unseen", &[&clock(*start), &clock(*end)]).into_any()
        }
        Entry::NoteParked { .. } => word("entry_note_parked").into_any(),
        Entry::MakeUpTaken { start, .. } => {
            let day = times::date_at_offset(*start, row.offset);
            word_with("entry_make_up_taken", &[&[day, clock(*start)].join(" ")]).into_any()
        }
        Entry::MakeUpGivenBack { .. } => word("entry_make_up_given_back").into_any(),
        Entry::MakeUpStarted { end, .. } => {
            word_with("entry_make_up_started", &[&clock(*end)]).into_any()
        }
        Entry::MakeUpEnded { .. } => word("entry_make_up_ended").into_any(),
        Entry::OwedForgiven { minutes } => {
            word_with("entry_owed_forgiven", &[&times::length_in_minutes(*minutes)]).into_any()
        }
        Entry::FocusStarted { end, .. } => {
            word_with("entry_focus_started", &[&clock(*end)]).into_any()
        }
        Entry::FocusEnded { start, end, .. } => {
            let length = times::length(times::minutes_between(*start, *end));
            word_with("entry_focus_ended", &[&length]).into_any()
        }
        Entry::GoalChosen { goal, .. } => of_goal("entry_goal_chosen", goal, None),
        Entry::GoalChanged { goal, change, .. } => {
            let key = match change {
                GoalChange::Done => "entry_goal_done",
                GoalChange::Dropped => "entry_goal_dropped",
                GoalChange::Resumed => "entry_goal_resumed",
                GoalChange::Deleted => "entry_goal_deleted",
                GoalChange::Restored => "entry_goal_restored",
            };
            of_goal(key, goal, None)
        }
        Entry::ClosedOut { goal, done, .. } => {
            let key = if *done { "entry_closed_out_done" } else { "entry_closed_out_moved_on" };
            of_goal(key, goal, None)
        }
        Entry::RuleChanged { goal, change, .. } => {
            let key = match change {
                RuleChange::Added => "entry_rule_added",
                RuleChange::Edited => "entry_rule_edited",
                RuleChange::Deleted => "entry_rule_deleted",
                RuleChange::Restored => "entry_rule_restored",
            };
            of_goal(key, goal, None)
        }
        Entry::OccurrenceExcused { goal, by, .. } => {
            let key = match by {
                ExcusedBy::Vacation => "entry_excused_vacation",
                ExcusedBy::OnCall => "entry_excused_on_call",
                ExcusedBy::Skip => "entry_excused_skip",
                ExcusedBy::Move => "entry_excused_move",
            };
            of_goal(key, goal, None)
        }
        Entry::OccurrenceChanged { goal, to: None, .. } => of_goal("entry_skipped", goal, None),
        Entry::OccurrenceChanged { goal, to: Some(to), .. } => {
            let to = [times::date_at_offset(*to, row.offset), clock(*to)].join(" ");
            of_goal("entry_moved", goal, Some(to))
        }
        Entry::OccurrenceRestored { goal, .. } => of_goal("entry_restored", goal, None),
        Entry::ExceptionChanged { kind, start, end, change, .. } => {
            let key = match (kind, change) {
                (_, RuleChange::Deleted) => "entry_exception_deleted",
                (ExceptionKind::Vacation, _) => "entry_vacation",
                (ExceptionKind::OnCall, _) => "entry_on_call",
            };
            let day = |instant: i64| times::date_at_offset(instant, row.offset);
            word_with(key, &[&day(*start), &day(*end - 1)]).into_any()
        }
        Entry::GroupChanged { name, change } => {
            let key = match change {
                RuleChange::Added => "entry_group_added",
                RuleChange::Edited => "entry_group_edited",
                RuleChange::Deleted => "entry_group_deleted",
                RuleChange::Restored => "entry_group_restored",
            };
            word_with(key, &[name]).into_any()
        }
        Entry::SettingsChanged {} => word("entry_settings").into_any(),
    }
}

/// That an override was granted, and what was said of it.
fn granted(
    entry: &Entry,
    corrected: Option<Reason>,
    named: impl FnOnce(&str) -> AnyView,
) -> AnyView {
    let Entry::OverrideGranted { reason: why, sites, minutes, puller, note, instead, .. } = entry
    else {
        return ().into_any();
    };
    if *why == Reason::Call {
        return word_with("entry_call", &[&times::list(sites)]).into_any();
    }
    let (length, given) = (times::length_in_minutes(*minutes), reason(*why));
    let why = match corrected {
        Some(corrected) => word_with("entry_reason_corrected", &[&reason(corrected), &given]),
        None => given,
    };
    let what = if sites.is_empty() {
        word_with("entry_override_granted_everything", &[&length, &why])
    } else {
        word_with("entry_override_granted", &[&times::list(sites), &length, &why])
    };
    view! {
        {what}
        {(!puller.is_empty()).then(|| said("entry_puller", named(puller)))}
        {(!note.is_empty()).then(|| said("entry_note", typed(note)))}
        {instead.map(|instead| [" ", &word(instead_key(instead))].concat())}
    }
    .into_any()
}

fn ended(how: OverrideEnding, minutes: u32, in_front: Option<u32>) -> String {
    let key = match how {
        OverrideEnding::Expired => "entry_override_expired",
        OverrideEnding::Back => "entry_override_back",
        OverrideEnding::TimeOver => "entry_override_time_over",
    };
    let ended = word_with(key, &[&times::length_in_minutes(minutes)]);
    let looked = in_front.map(|minutes| {
        let length = times::length_in_minutes(minutes);
        [" ", &word_with("entry_in_front", &[&length])].concat()
    });
    [ended, looked.unwrap_or_default()].concat()
}

/// What was typed, as it was typed.
pub fn typed(text: &str) -> AnyView {
    view! { <bdi class="yours">{text.to_owned()}</bdi> }.into_any()
}

/// A further sentence, with something in it that was typed.
fn said(key: &str, typed: AnyView) -> impl IntoView + use<> {
    view! { " " {phrase(key, vec![typed])} }
}

fn instead_key(instead: Instead) -> &'static str {
    match instead {
        Instead::Document => "entry_instead_document",
        Instead::Course => "entry_instead_course",
        Instead::Someone => "entry_instead_someone",
        Instead::No => "entry_instead_no",
    }
}

/// A sentence about a rule: by its goal line, or `<key>_plain` where it has none.
fn of_goal(key: &str, goal: &str, clock: Option<String>) -> AnyView {
    if goal.is_empty() {
        let key = [key, "_plain"].concat();
        return match clock {
            Some(clock) => word_with(&key, &[&clock]),
            None => word(&key),
        }
        .into_any();
    }
    let goal = view! { <span class="yours">{goal.to_owned()}</span> }.into_any();
    phrase(key, std::iter::once(goal).chain(clock.map(IntoAny::into_any)).collect())
}
