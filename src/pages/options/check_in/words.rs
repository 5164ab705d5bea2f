//! What is said of a check-in in words.

use ringfence_core::card::{Card, CardLine, CardPart};
use ringfence_core::protocol::{
    CheckInView, HeldView, PromiseState, PromiseView, PulledView, SaidView,
};
use ringfence_pages::times;
use ringfence_pages::words::{counted, reason, word, word_with};

use super::{days_until, in_words};

/// "With Ines", "With nobody but you".
pub(super) fn name(person: &str) -> String {
    if person.is_empty() { word("check_in_alone") } else { word_with("check_in_with", &[person]) }
}

/// "Fri, 4 Dec 2026: in 3 days".
pub(super) fn when(date: &str) -> String {
    let in_words = in_words(date);
    let Some(days) = days_until(date) else { return in_words };
    let count = usize::try_from(days.unsigned_abs()).unwrap_or_default();
    let left = match days {
        0 => word("check_in_today"),
        1 => word("check_in_tomorrow"),
        2.. => counted("check_in_in_days", count, &[]),
        ..0 => counted("check_in_days_ago", count, &[]),
    };
    word_with("check_in_when", &[&in_words, &left])
}

/// "Once", "Every 2 weeks".
pub(super) fn repeats(every: u32) -> String {
    match usize::try_from(every).unwrap_or_default() {
        0 => word("check_in_once"),
        weeks => counted("check_in_every", weeks, &[]),
    }
}

/// A line of a card.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Tells it apart from the others of the card.
    pub(super) name: String,
    pub(super) line: CardLine,
}

/// A part of a card.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    pub(super) name: &'static str,
    pub(super) heading: String,
    pub(super) lines: Vec<Line>,
}

/// The parts that a card may have, with every line; those without lines are left out.
pub(super) fn parts(view: &CheckInView, with_sites: bool) -> Vec<Part> {
    let promised = view.committed.iter().map(|it| promise(it, with_sites)).collect();
    let done = view.done.iter().map(|it| promise(it, with_sites)).collect();
    let besides = if view.committed.is_empty() { "check_in_done" } else { "check_in_done_besides" };
    let parts = [
        ("committed", word("check_in_committed"), promised),
        ("done", word(besides), done),
        ("hours", word("check_in_hours"), view.held.map(hours).unwrap_or_default()),
        ("pulled", word("check_in_pulled"), view.pulled.iter().map(pulled).collect()),
    ];
    let parts = parts.into_iter().map(|(name, heading, lines)| Part { name, heading, lines });
    parts.filter(|part| !part.lines.is_empty()).collect()
}

/// Whether any line names a site or an address.
pub(super) fn names_sites(view: &CheckInView) -> bool {
    let names = |it: &SaidView| it.bare.is_some();
    let mut all = view.committed.iter().chain(&view.done);
    all.any(|it| names(&it.goal) || it.step.as_ref().is_some_and(names))
}

/// The card of those lines that are not out.
pub(super) fn card(view: &CheckInView, parts: Vec<Part>, is_out: impl Fn(&str) -> bool) -> Card {
    let person = &view.draft.person;
    let date = in_words(&view.draft.date);
    let heading = if person.is_empty() {
        word_with("check_in_card", &[&date])
    } else {
        word_with("check_in_card_with", &[person, &date])
    };
    let lead = word_with("check_in_since", &[&in_words(&view.draft.since)]);
    let parts = parts.into_iter().map(|part| {
        let lines = part.lines.into_iter().filter(|it| !is_out(&it.name));
        CardPart { heading: part.heading, lines: lines.map(|it| it.line).collect() }
    });
    Card { heading, lead, parts: parts.collect() }
}

fn promise(it: &PromiseView, with_sites: bool) -> Line {
    let said = |said: &SaidView| match &said.bare {
        Some(bare) if !with_sites => bare.clone(),
        Some(_) | None => said.text.clone(),
    };
    let goal = said(&it.goal);
    let text = match &it.step {
        Some(step) => word_with("check_in_step", &[&said(step), &goal]),
        None => goal,
    };
    let (text, done) = match it.state {
        PromiseState::Open => (text, false),
        PromiseState::Done => (text, true),
        PromiseState::Dropped => (word_with("check_in_dropped", &[&text]), false),
    };
    Line { name: it.id.to_string(), line: CardLine { text, done: Some(done) } }
}

fn hours(held: HeldView) -> Vec<Line> {
    let line = |name: &str, text: String| Line {
        name: name.to_owned(),
        line: CardLine { text, done: None },
    };
    let length = |minutes: u32| times::length(minutes.into());
    let kept = match held.unseen {
        0 => word_with("check_in_kept", &[&length(held.kept)]),
        unseen => word_with("check_in_kept_unseen", &[&length(held.kept), &length(unseen)]),
    };
    let mut lines = vec![line("kept", kept)];
    if held.overridden > 0 {
        let text = word_with("check_in_overridden", &[&length(held.overridden)]);
        lines.push(line("overridden", text));
    }
    lines
}

fn pulled(it: &PulledView) -> Line {
    let times = usize::try_from(it.times).unwrap_or_default();
    let why = reason(it.reason);
    let text = counted("check_in_pull", times, &[&why, &times::length(it.minutes.into())]);
    Line { name: why, line: CardLine { text, done: None } }
}
