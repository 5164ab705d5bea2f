//! The rules as cards: what for, when, from what, what of an edit waits, and whether the browser
//! lets us.

use leptos::prelude::*;
use ringfence_core::date::Date;
use ringfence_core::protocol::{CoreEvent, Mode, PartDraft, Repeat, RuleDraft, RuleView, WaitView};
use ringfence_pages::rule_form::origins;
use ringfence_pages::shell;
use ringfence_pages::times;
use ringfence_pages::words::{counted, word, word_with};
use ringfence_pages::zone;

use super::Week;

/// All rules, in the order they were made.
pub fn cards(week: Week) -> impl IntoView {
    let rules = Memo::new(move |_| week.live.view.with(|view| view.rules.clone()));
    move || {
        let cards = rules.get().into_iter().map(|rule| card(week, rule)).collect_view();
        rules.with(|rules| !rules.is_empty()).then(|| {
            view! {
                <section class="your-rules" aria-labelledby="your-rules">
                    <h2 id="your-rules">{word("options_rules")}</h2>
                    <ul class="rules">{cards}</ul>
                </section>
            }
        })
    }
}

fn card(week: Week, rule: RuleView) -> impl IntoView {
    let id = rule.id;
    let open = move || {
        week.editing.with(|editing| editing.as_ref().is_some_and(|open| open.draft.id == id))
    };
    let goal =
        if rule.draft.goal.is_empty() { word("options_no_goal") } else { rule.draft.goal.clone() };
    let covers = match rule.draft.mode {
        Mode::Cover => "options_covers",
        Mode::Dim => "options_dims",
    };
    let covers = word_with(covers, &[&times::list(&rule.covers)]);
    let deleted = rule.waits.as_ref().is_some_and(|waits| waits.deleted);
    let hours = hours(&rule.draft).map(|line| view! { <p>{line}</p> }).collect_view();
    let missing = rule.needs_access.len();
    let draft = StoredValue::new(rule.draft);
    let allow = move |_| {
        let groups = week.live.view.with_untracked(|view| view.groups.clone());
        draft.with_value(|draft| shell::ask_for_access(&origins(draft, &groups)));
    };
    let name = if deleted {
        view! { <h2 class="yours">{goal}</h2> }.into_any()
    } else {
        view! {
            <h2>
                <button
                    class="yours"
                    type="button"
                    aria-expanded=move || if open() { "true" } else { "false" }
                    on:click=move |_| week.edit(draft.get_value(), true)
                >
                    {goal}
                </button>
            </h2>
        }
        .into_any()
    };
    view! {
        <li class="card rule" class:leaving=deleted>
            {name}
            {hours}
            <p class="small soft">{covers}</p>
            {rule.waits.map(|waits| waiting(week, id, &waits))}
            {(missing > 0).then(|| view! {
                <p class="row">
                    <span class="tag clay">{counted("options_needs_access", missing, &[])}</span>
                    <button class="link" type="button" on:click=allow>{word("health_allow")}</button>
                </p>
            })}
        </li>
    }
}

/// "Until tomorrow also as before: Monday, 18:00 to 20:00. Take it back".
fn waiting(week: Week, id: u32, waits: &WaitView) -> impl IntoView + use<> {
    let when = moment(waits.until);
    let (sentence, press) = if waits.deleted {
        (word_with("waits_deleted", &[&when]), "options_undo")
    } else {
        let before: Vec<String> = hours(&waits.draft).collect();
        (word_with("waits_until", &[&when, &before.join("; ")]), "waits_take_back")
    };
    let take_back = move |_| {
        let before = week.rule(id).map(|rule| rule.draft);
        let restore = CoreEvent::RestoreRule { id };
        shell::tell(&restore);
        let undo = match before {
            Some(rule)
                if !week.rule(id).is_some_and(|it| it.waits.is_some_and(|it| it.deleted)) =>
            {
                CoreEvent::SaveRule { rule, groups: Vec::new() }
            }
            Some(_) | None => CoreEvent::DeleteRule { id },
        };
        week.history.add(word("step_restored"), undo, restore);
        week.history.say(word("waits_taken_back"));
        super::focus("#new-rule");
    };
    view! {
        <p class="row waits-line">
            <span class="grow small">{sentence}</span>
            <button class="link" type="button" on:click=take_back>{word(press)}</button>
        </p>
    }
}

/// When what waits comes to pass: "tomorrow", "20:00", "Thursday 26 November 01:00".
pub fn moment(until: i64) -> String {
    let clock = times::clock(until);
    let at_midnight = zone::civil(until).rem_euclid(ringfence_core::date::DAY_MINUTES) == 0;
    match (times::days_between(times::now(), until), at_midnight) {
        (..=0, _) => clock,
        (1, true) => word("waits_tomorrow"),
        (1, false) => word_with("waits_tomorrow_at", &[&clock]),
        (_, true) => times::date(until),
        (_, false) => [times::date(until), clock].join(" "),
    }
}

/// The hours of a rule, part by part.
fn hours(draft: &RuleDraft) -> impl Iterator<Item = String> + use<'_> {
    let zone = draft.zone.as_str();
    draft.schedule.iter().map(move |part| {
        let line = part_in_words(part);
        if zone.is_empty() { line } else { word_with("options_in_zone", &[&line, zone]) }
    })
}

/// "Monday and Wednesday, 18:00 to 20:00", "First Tuesday of the month, 12:00 to 13:00".
fn part_in_words(part: &PartDraft) -> String {
    let days: Vec<_> = part.days.iter().map(|day| times::day_name(*day, "long")).collect();
    let days = times::list(&days);
    let interval = usize::try_from(part.interval).unwrap_or(1);
    let date = |text: &str| Date::parse(text).map(times::date_with_year).unwrap_or_default();
    let mut when = match part.repeat {
        Repeat::Weekly if interval == 1 => days,
        Repeat::Weekly => counted("part_every_weeks", interval, &[&days]),
        Repeat::Monthly => {
            // From the first to the last; those counted from the end come after the others.
            let (ends, starts): (Vec<i32>, Vec<i32>) = part.nth.iter().partition(|nth| **nth < 0);
            let nth: Vec<String> = starts.into_iter().chain(ends).map(nth_name).collect();
            let of_month = word_with("part_of_month", &[&times::list(&nth), &days]);
            if interval == 1 {
                of_month
            } else {
                counted("part_every_months", interval, &[&of_month])
            }
        }
        Repeat::Dates => {
            let few = part.dates.iter().take(3).map(|text| date(text)).collect::<Vec<_>>();
            match part.dates.len().saturating_sub(few.len()) {
                0 => times::list(&few),
                more => counted("part_dates_more", more, &[&few.join(", ")]),
            }
        }
    };
    if !part.from.is_empty() {
        when = word_with("part_from", &[&when, &date(&part.from)]);
    }
    if !part.until.is_empty() {
        when = word_with("part_until", &[&when, &date(&part.until)]);
    }
    let stretches: Vec<_> =
        part.stretches.iter().map(|typed| times::stretch(&typed.from, &typed.to)).collect();
    word_with("options_part", &[&when, &times::list(&stretches)])
}

fn nth_name(nth: i32) -> String {
    match nth {
        1 => word("part_nth_1"),
        2 => word("part_nth_2"),
        3 => word("part_nth_3"),
        4 => word("part_nth_4"),
        5 => word("part_nth_5"),
        -1 => word("part_nth_last"),
        other => word_with("rule_nth_from_end", &[&other.unsigned_abs().to_string()]),
    }
}
