//! The days of one part, beginning where this locale's week begins.

use leptos::prelude::*;
use ringfence_core::protocol::{Day, Field};

use crate::fault::FaultLines;
use crate::rule_form::{Part, RuleForm};
use crate::times::{day_name, week_from_its_first_day};
use crate::words::word;

/// Seven days to choose from.
#[component]
pub fn Days(
    /// The form.
    form: RuleForm,
    /// The part.
    part: Part,
    /// The part's place among its likes.
    #[prop(into)]
    index: Signal<u32>,
) -> impl IntoView {
    let about = move |field| matches!(field, Field::Days { part } if part == index.get());
    let wrong_id = ["days-wrong-", &part.key.to_string()].concat();
    let chip = |day: Day| {
        let chosen = move || part.days.with(|days| days.contains(&day));
        let toggle = move |_| {
            part.days.update(|days| match days.iter().position(|other| *other == day) {
                Some(at) => {
                    days.remove(at);
                }
                None => days.push(day),
            });
        };
        view! {
            <label class="chip">
                <input
                    type="checkbox"
                    aria-label=day_name(day, "long")
                    aria-invalid=move || form.wrong(about)
                    prop:checked=chosen
                    on:change=toggle
                />
                <span aria-hidden="true">{day_name(day, "short")}</span>
            </label>
        }
    };
    let chips = week_from_its_first_day().into_iter().map(chip).collect_view();
    view! {
        <fieldset class:wrong=move || form.wrong(about) == "true" aria-describedby=wrong_id>
            <legend>{word("rule_days")}</legend>
            <div class="seven">{chips}</div>
            <FaultLines id=wrong_id.clone() faults=form.faults about=about/>
        </fieldset>
    }
}
