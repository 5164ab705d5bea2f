//! When: three hours that are quiet for many, or exact ones.

use leptos::prelude::*;
use ringfence_core::protocol::{Day, PartDraft, StretchDraft};
use ringfence_pages::rule_form::{Days, RuleForm, Stretches, weekly};
use ringfence_pages::times::{self, WEEK};
use ringfence_pages::words::{word, word_with};

use crate::heading;

/// A time that is quiet for many.
struct Choice {
    name: &'static str,
    days: &'static [Day],
    from: &'static str,
    to: &'static str,
}

const WORKDAYS: [Day; 5] = [Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri];
const EVENING: Choice =
    Choice { name: "welcome_evening", days: &[Day::Mon], from: "18:00", to: "20:00" };
const MORNINGS: Choice =
    Choice { name: "welcome_mornings", days: &WORKDAYS, from: "06:30", to: "08:00" };
const SATURDAY: Choice =
    Choice { name: "welcome_saturday", days: &[Day::Sat], from: "09:00", to: "11:30" };

/// What is chosen to begin with.
pub fn proposed() -> PartDraft {
    let stretch = StretchDraft { from: EVENING.from.to_owned(), to: EVENING.to.to_owned() };
    weekly(EVENING.days.to_vec(), vec![stretch])
}

/// The chosen days, and the stretch if it is only one, in words.
pub fn chosen(form: RuleForm) -> (String, Option<String>) {
    let draft = form.draft();
    let days = draft.schedule.iter().flat_map(|part| part.days.iter().copied());
    let mut stretches = draft.schedule.iter().flat_map(|part| &part.stretches);
    let only = match (stretches.next(), stretches.next()) {
        (Some(stretch), None) => Some(times::stretch(&stretch.from, &stretch.to)),
        _ => None,
    };
    (days_in_words(&days.collect::<Vec<_>>()), only)
}

/// "Mondays", "Mondays to Fridays", "Mondays and Thursdays"; nothing for none.
fn days_in_words(days: &[Day]) -> String {
    let days: Vec<Day> = WEEK.into_iter().filter(|day| days.contains(day)).collect();
    if days.is_empty() {
        return String::new();
    }
    if days == WEEK {
        return word("welcome_every_day");
    }
    if days == WORKDAYS {
        return word("welcome_weekdays");
    }
    times::list(&days.into_iter().map(plural).collect::<Vec<_>>())
}

fn plural(day: Day) -> String {
    word(match day {
        Day::Mon => "welcome_day_mon",
        Day::Tue => "welcome_day_tue",
        Day::Wed => "welcome_day_wed",
        Day::Thu => "welcome_day_thu",
        Day::Fri => "welcome_day_fri",
        Day::Sat => "welcome_day_sat",
        Day::Sun => "welcome_day_sun",
    })
}

/// The first step.
pub fn when(form: RuleForm) -> impl IntoView {
    let exact = RwSignal::new(false);
    // One part, whose days and stretch the choices set.
    let part = move || form.parts.with(|parts| parts.first().copied());
    let stands = move |choice: &Choice| {
        let draft = form.draft();
        draft.schedule.first().is_some_and(|part| {
            let stretch = StretchDraft { from: choice.from.to_owned(), to: choice.to.to_owned() };
            part.days == choice.days && part.stretches == [stretch]
        })
    };
    let choose = move |choice: &Choice| {
        let Some(part) = untrack(part) else { return };
        part.days.set(choice.days.to_vec());
        part.stretches.update(|stretches| stretches.truncate(1));
        if let Some(only) = part.stretches.with_untracked(|all| all.first().copied()) {
            only.from.set(choice.from.to_owned());
            only.to.set(choice.to.to_owned());
        }
    };
    let chips = [&EVENING, &MORNINGS, &SATURDAY].map(|choice| {
        view! {
            <label class="chip">
                <input
                    type="radio"
                    name="when"
                    prop:checked=move || stands(choice)
                    on:change=move |_| choose(choice)
                />
                {word(choice.name)}
                <small>{word_with("stretch", &[&times::wall(choice.from), &times::wall(choice.to)])}</small>
            </label>
        }
    });
    view! {
        {heading("when", "1", "welcome_when")}
        <div class="choice" role="radiogroup" aria-labelledby="when">{chips.collect_view()}</div>
        <p class="hint">
            {word("welcome_when_hint")} " "
            <button
                class="link"
                type="button"
                aria-expanded=move || if exact.get() { "true" } else { "false" }
                on:click=move |_| exact.update(|exact| *exact = !*exact)
            >
                {word("welcome_exact")}
            </button>
        </p>
        {move || exact.get().then(part).flatten().map(|part| view! {
            <div class="exact-times settle">
                <Days form=form part=part index=0/>
                <Stretches form=form part=part index=0/>
            </div>
        })}
    }
}
