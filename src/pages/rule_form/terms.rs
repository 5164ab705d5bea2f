//! How the dates of a part come again. A plain weekly part shows none of it but one line.

use leptos::prelude::*;
use ringfence_core::protocol::{Field, Repeat};

use crate::date_input::DateInput;
use crate::fault::FaultLines;
use crate::rule_form::{Part, RuleForm};
use crate::words::{counted, word, word_with};

/// Which days of a month can be chosen.
const NTH: [(i32, &str); 6] = [
    (1, "rule_nth_1"),
    (2, "rule_nth_2"),
    (3, "rule_nth_3"),
    (4, "rule_nth_4"),
    (5, "rule_nth_5"),
    (-1, "rule_nth_last"),
];

/// The terms of a part, folded away while they are plain.
#[component]
pub fn Terms(
    /// The form.
    form: RuleForm,
    /// The part.
    part: Part,
    /// The part's place among its likes.
    #[prop(into)]
    index: Signal<u32>,
) -> impl IntoView {
    let open = !untrack(|| part.is_plain());
    view! {
        <details class="terms" open=open>
            <summary>{move || summary(part)}</summary>
            <div class="terms-body">
                {repeats(part)}
                <div hidden=move || part.repeat.get() != Repeat::Monthly>{nth(form, part, index)}</div>
                <div class="terms-body" hidden=move || part.repeat.get() == Repeat::Dates>
                    {interval(form, part, index)}
                    {bounds(form, part, index)}
                </div>
            </div>
        </details>
    }
}

/// "Every week", "Every 2 weeks from 2026-11-23".
fn summary(part: Part) -> String {
    let interval: usize = part.interval.get().trim().parse().unwrap_or(1);
    match part.repeat.get() {
        Repeat::Weekly if interval <= 1 => word("rule_every_week"),
        Repeat::Weekly => counted("rule_every_weeks", interval, &[]),
        Repeat::Monthly if interval <= 1 => word("rule_every_month"),
        Repeat::Monthly => counted("rule_every_months", interval, &[]),
        Repeat::Dates => word("rule_single_dates"),
    }
}

fn repeats(part: Part) -> impl IntoView {
    let name = ["repeat-", &part.key.to_string()].concat();
    let chip = |repeat: Repeat, key: &str| {
        view! {
            <label class="chip">
                <input
                    type="radio"
                    name=name.clone()
                    prop:checked=move || part.repeat.get() == repeat
                    on:change=move |_| part.repeat.set(repeat)
                />
                {word(key)}
            </label>
        }
    };
    view! {
        <fieldset>
            <legend>{word("rule_repeat")}</legend>
            <div class="chips">
                {chip(Repeat::Weekly, "rule_repeat_weekly")}
                {chip(Repeat::Monthly, "rule_repeat_monthly")}
                {chip(Repeat::Dates, "rule_repeat_dates")}
            </div>
        </fieldset>
    }
}

fn nth(form: RuleForm, part: Part, index: Signal<u32>) -> impl IntoView {
    let about = move |field| matches!(field, Field::Nth { part } if part == index.get());
    let wrong_id = ["nth-wrong-", &part.key.to_string()].concat();
    // Counted from the end there is more than the last; such a rule came from elsewhere, and is kept.
    let own = untrack(|| part.nth.get()).into_iter().filter(|it| *it < -1);
    let own = own.map(|it| (it, word_with("rule_nth_from_end", &[&it.unsigned_abs().to_string()])));
    let all = NTH.into_iter().map(|(nth, key)| (nth, word(key))).chain(own);
    let chips = all.map(|(nth, name)| {
        let toggle = move |_| {
            part.nth.update(|chosen| match chosen.iter().position(|other| *other == nth) {
                Some(at) => {
                    chosen.remove(at);
                }
                None => chosen.push(nth),
            });
        };
        view! {
            <label class="chip">
                <input
                    type="checkbox"
                    aria-invalid=move || form.wrong(about)
                    prop:checked=move || part.nth.with(|chosen| chosen.contains(&nth))
                    on:change=toggle
                />
                {name}
            </label>
        }
    });
    let chips = chips.collect_view();
    view! {
        <fieldset class:wrong=move || form.wrong(about) == "true" aria-describedby=wrong_id.clone()>
            <legend>{word("rule_nth")}</legend>
            <div class="chips">{chips}</div>
            <FaultLines id=wrong_id.clone() faults=form.faults about=about/>
        </fieldset>
    }
}

fn interval(form: RuleForm, part: Part, index: Signal<u32>) -> impl IntoView {
    let about = move |field| matches!(field, Field::Interval { part } if part == index.get());
    let id = ["interval-", &part.key.to_string()].concat();
    let wrong_id = [&id, "-wrong"].concat();
    let label = move || match part.repeat.get() {
        Repeat::Weekly | Repeat::Dates => word("rule_interval_weeks"),
        Repeat::Monthly => word("rule_interval_months"),
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                class="input num short"
                type="number"
                min="1"
                max="520"
                id=id
                aria-describedby=wrong_id.clone()
                aria-invalid=move || form.wrong(about)
                prop:value=part.interval
                on:input=move |event| part.interval.set(event_target_value(&event))
            />
            <FaultLines id=wrong_id faults=form.faults about=about/>
        </div>
    }
}

fn bounds(form: RuleForm, part: Part, index: Signal<u32>) -> impl IntoView {
    let about_from = move |field| matches!(field, Field::From { part } if part == index.get());
    let about_until = move |field| matches!(field, Field::Until { part } if part == index.get());
    let [from, until] =
        ["first-date-", "last-date-"].map(|id| [id, &part.key.to_string()].concat());
    let hint_id = [&from, "-hint"].concat();
    let (from_wrong, until_wrong) = ([&from, "-wrong"].concat(), [&until, "-wrong"].concat());
    let counts = move || part.interval.get().trim() != "1";
    view! {
        <div class="pair">
            <div class="field">
                <label for=from.clone()>{word("rule_first_date")}</label>
                <DateInput
                    id=from
                    date=part.from
                    described_by=[&hint_id, " ", &from_wrong].concat()
                    wrong=move || form.wrong(about_from)
                />
                <FaultLines id=from_wrong.clone() faults=form.faults about=about_from/>
            </div>
            <div class="field">
                <label for=until.clone()>{word("rule_last_date")}</label>
                <DateInput
                    id=until
                    date=part.until
                    described_by=until_wrong.clone()
                    wrong=move || form.wrong(about_until)
                />
                <FaultLines id=until_wrong.clone() faults=form.faults about=about_until/>
            </div>
        </div>
        <p class="hint" id=hint_id>
            {move || word(if counts() { "rule_dates_count" } else { "rule_dates_optional" })}
        </p>
    }
}
