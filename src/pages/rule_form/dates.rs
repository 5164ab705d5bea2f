//! The single dates of one part, as many as wanted.

use leptos::prelude::*;
use ringfence_core::protocol::Field;

use crate::date_input::DateInput;
use crate::fault::FaultLines;
use crate::parts::{CROSS, Glyph};
use crate::rule_form::{Dated, Part, RuleForm};
use crate::words::{word, word_with};

/// The dates.
#[component]
pub fn Dates(
    /// The form.
    form: RuleForm,
    /// The part.
    part: Part,
    /// The part's place among its likes.
    #[prop(into)]
    index: Signal<u32>,
) -> impl IntoView {
    let add = move |_| {
        part.dates.update(|dates| {
            let key = dates.iter().map(|it| it.key + 1).max().unwrap_or_default();
            dates.push(Dated::of(key, ""));
        });
    };
    // A fault of all of them names the first, which then need not be there.
    let all_id = ["dates-wrong-", &part.key.to_string()].concat();
    let all = move |field| {
        let none = part.dates.with(Vec::is_empty);
        none && matches!(field, Field::Date { part, .. } if part == index.get())
    };
    view! {
        <fieldset class="dates" aria-describedby=all_id.clone()>
            <legend>{word("rule_dates")}</legend>
            <For each=move || part.dates.get() key=|it| it.key let:dated>
                {row(form, part, dated, index)}
            </For>
            <button class="link" type="button" on:click=add>{word("rule_add_date")}</button>
            <FaultLines id=all_id.clone() faults=form.faults about=all/>
        </fieldset>
    }
}

fn row(form: RuleForm, part: Part, dated: Dated, index: Signal<u32>) -> impl IntoView {
    let place = move || part.dates.with(|all| all.iter().position(|other| *other == dated));
    let about = move |field| match field {
        Field::Date { part, index: at } => {
            part == index.get() && usize::try_from(at).ok() == place()
        }
        _ => false,
    };
    let id = ["date-", &part.key.to_string(), "-", &dated.key.to_string()].concat();
    let wrong_id = [&id, "-wrong"].concat();
    let number = move || (place().unwrap_or_default() + 1).to_string();
    let remove = move |_| part.dates.update(|all| all.retain(|other| *other != dated));
    view! {
        <div class="date-row">
            <label class="unseen" for=id.clone()>{move || word_with("rule_date", &[&number()])}</label>
            <DateInput
                id=id
                date=dated.date
                described_by=wrong_id.clone()
                wrong=move || form.wrong(about)
            />
            <button
                class="btn bare icon"
                type="button"
                aria-label=move || word_with("rule_remove_date", &[&number()])
                on:click=remove
            >
                <Glyph path=CROSS/>
            </button>
            <FaultLines id=wrong_id faults=form.faults about=about/>
        </div>
    }
}
