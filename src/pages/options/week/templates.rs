//! Hours to begin with: four that are quiet for many.

use leptos::prelude::*;
use ringfence_core::protocol::{Day, PartDraft, StretchDraft};
use ringfence_pages::rule_form::weekly;
use ringfence_pages::times;
use ringfence_pages::words::{word, word_with};

use super::Week;

struct Template {
    name: &'static str,
    days: &'static [Day],
    from: &'static str,
    to: &'static str,
}

const WORKDAYS: [Day; 5] = [Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri];
const TEMPLATES: [Template; 4] = [
    Template { name: "template_mornings", days: &WORKDAYS, from: "06:30", to: "08:00" },
    Template { name: "template_evening", days: &[Day::Mon], from: "18:00", to: "20:00" },
    Template { name: "template_lunch", days: &WORKDAYS, from: "12:00", to: "13:00" },
    Template { name: "template_saturday", days: &[Day::Sat], from: "09:00", to: "13:00" },
];

fn schedule(template: &Template) -> Vec<PartDraft> {
    let stretch = StretchDraft { from: template.from.to_owned(), to: template.to.to_owned() };
    vec![weekly(template.days.to_vec(), vec![stretch])]
}

/// The templates as buttons.
pub fn templates(choose: impl Fn(Vec<PartDraft>) + Copy + 'static) -> impl IntoView {
    let button = move |template: &'static Template| {
        let hours = word_with("stretch", &[&times::wall(template.from), &times::wall(template.to)]);
        view! {
            <button
                class="btn template"
                type="button"
                on:click=move |_| choose(schedule(template))
            >
                <span>{word(template.name)}</span>
                <span class="small soft">{hours}</span>
            </button>
        }
    };
    view! { <div class="templates">{TEMPLATES.iter().map(button).collect_view()}</div> }
}

/// What stands above an empty calendar.
pub fn none_yet(week: Week) -> impl IntoView {
    view! {
        <div class="card none-yet">
            <h2>{word("options_no_rules")}</h2>
            <p class="soft">{word("options_no_rules_hint")}</p>
            {templates(move |schedule| week.new_rule(schedule))}
            <button class="btn first" type="button" on:click=move |_| week.new_rule(Vec::new())>
                {word("options_new")}
            </button>
        </div>
    }
}
