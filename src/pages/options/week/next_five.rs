//! The next five occurrences of what stands in the form now, saved or not.

use leptos::prelude::*;
use ringfence_core::clock::{Clock, Instant, Zone, Zones};
use ringfence_core::exception::Exception;
use ringfence_core::part::Part;
use ringfence_core::protocol::{ExceptionView, NextView, OptionsView, RuleDraft};
use ringfence_core::rule::{Rule, RuleId};
use ringfence_core::schedule::{Piece, Schedule};
use ringfence_intl::{IntlZones, SystemZone};
use ringfence_pages::rule_form::RuleForm;
use ringfence_pages::times;
use ringfence_pages::words::{word, word_with};
use ringfence_pages::zone;

use super::Week;

const LISTED: usize = 5;

/// From when to when, in milliseconds since 1970.
type Ends = (i64, i64);

/// The list. While nothing was typed it is the core's own, which knows of skipped and moved ones.
pub fn next_five(week: Week, form: RuleForm) -> impl IntoView {
    let zones = StoredValue::new_local(IntlZones::default());
    let next = Memo::new(move |_| {
        let draft = form.draft();
        week.live.view.with(|view| {
            let saved = view.rules.iter().find(|rule| rule.id == draft.id && rule.draft == draft);
            match saved {
                Some(rule) => Some(rule.next.iter().map(ends).collect()),
                None => zones.with_value(|zones| typed(&draft, view, zones)),
            }
        })
    });
    let lines = move || match next.get() {
        Some(next) if next.is_empty() => {
            view! { <p class="soft">{word("options_next_none")}</p> }.into_any()
        }
        Some(next) => view! { <ol>{next.into_iter().map(line).collect_view()}</ol> }.into_any(),
        None => view! { <p class="soft">{word("options_next_unknown")}</p> }.into_any(),
    };
    let pinned = move || {
        let zone = form.zone.get();
        (!zone.trim().is_empty()).then(|| word_with("options_next_pinned", &[zone.trim()]))
    };
    view! {
        <section class="next-five" aria-labelledby="next-five">
            <h2 id="next-five">{word("options_next")}</h2>
            {lines}
            <p class="hint">{pinned}</p>
        </section>
    }
}

fn ends(next: &NextView) -> Ends {
    (next.start, next.end)
}

/// Occurrences of a draft; none at all if its hours are not right yet. Sites may still be missing.
fn typed(draft: &RuleDraft, view: &OptionsView, zones: &IntlZones) -> Option<Vec<Ends>> {
    let mut faults = Vec::new();
    let parts = draft.schedule.iter().zip(0..);
    let parts: Vec<Part> =
        parts.filter_map(|(part, index)| Part::from_draft(part, index, &mut faults)).collect();
    let zone = draft.zone.trim();
    let known = zone.is_empty() || zones.named(zone).is_some();
    if !faults.is_empty() || parts.is_empty() || !known {
        return None;
    }
    let rule = Rule {
        id: RuleId(draft.id),
        goal: String::new(),
        choose: false,
        nudge: None,
        mode: draft.mode,
        tab_title: draft.tab_title,
        way_back: draft.way_back,
        cap: None,
        parts,
        zone: (!zone.is_empty()).then(|| zone.to_owned()),
        groups: Vec::new(),
        sites: Vec::new(),
    };
    let here = if view.zone.is_empty() { None } else { zones.named(&view.zone) };
    let here: &dyn Zone = here.as_deref().unwrap_or(&SystemZone);
    let now = Instant::from_ms(times::now());
    let rests = view.exceptions.iter().filter(|it| it.lets.is_empty());
    let rests: Vec<Exception> = rests.map(exception).collect();
    let schedule = Schedule::new(Clock { now, zone: here, zones }, &rests, &[]);
    let first = schedule.holding(&rule, now).or_else(|| schedule.next(&rule, now));
    let next = |piece: &Piece| schedule.next(&rule, piece.span.start);
    let pieces = std::iter::successors(first, next).take(LISTED);
    Some(pieces.map(|piece| (piece.span.start.ms(), piece.span.end.ms())).collect())
}

/// An exception as if it was declared before all that lies ahead.
fn exception(view: &ExceptionView) -> Exception {
    Exception {
        id: view.draft.id,
        kind: view.draft.kind,
        from: zone::civil(view.start),
        until: zone::civil(view.end),
        groups: Vec::new(),
        declared: Instant::default(),
    }
}

fn line((start, end): Ends) -> impl IntoView {
    let now = times::now();
    let day = match times::days_between(now, start) {
        ..=0 => word("options_next_today"),
        _ => times::date(start),
    };
    let (from, to) = (times::clock(start), times::clock(end));
    let hours = if start <= now {
        word_with("options_next_now", &[&to])
    } else if from == to {
        word("stretch_whole_day")
    } else {
        word_with("stretch", &[&from, &to])
    };
    view! { <li><span>{day}</span><span>{hours}</span></li> }
}
