//! What is owed, and the offer to make it up, in words that press nobody.

use leptos::prelude::*;
use ringfence_core::protocol::{CoreEvent, Fault, OwedView};
use wasm_bindgen_futures::spawn_local;

use crate::fault;
use crate::shell::{self, Answer, NotRunning};
use crate::times::{self, MINUTE};
use crate::words::{word, word_with};

/// "30 min are owed. Friday, 19:00 to 19:30, is free.", with what can be done about it.
#[component]
pub fn Owed(
    /// What the core says.
    #[prop(into)]
    owed: Signal<OwedView>,
) -> impl IntoView {
    let faults = RwSignal::new(Vec::<Fault>::new());
    let outcome = RwSignal::new(String::new());
    let asks = RwSignal::new(false);
    let minutes = Memo::new(move |_| owed.with(|owed| owed.minutes));
    let offer = Memo::new(move |_| owed.with(|owed| owed.offer));
    let send = move |event: CoreEvent, done: String| {
        let answer = shell::send(&event);
        spawn_local(async move {
            let (found, said) = match answer.await {
                Ok(Answer::Done(_)) => (Vec::new(), done),
                Ok(Answer::Refused(found)) => (found, String::new()),
                Err(NotRunning) => (Vec::new(), word("back_not_running")),
            };
            let _ = faults.try_set(found);
            let _ = outcome.try_set(said);
            let _ = asks.try_set(false);
        });
    };
    let length = move || times::length_in_minutes(minutes.get());
    let take = move || {
        offer.get().map(|(start, end)| {
            let when = when(start, end);
            let done = word_with("owed_taken", &[&when]);
            let event = CoreEvent::TakeMakeUp { start, end };
            let press = move |_| send(event.clone(), done.clone());
            view! {
                <p class="small soft">{word_with("owed_offer", &[&when])}</p>
                <button class="btn" type="button" on:click=press>{word("owed_take")}</button>
            }
        })
    };
    let forgive = move || {
        if asks.get() {
            let event = CoreEvent::ForgiveOwed { minutes: minutes.get() };
            let done = word_with("owed_forgiven", &[&length()]);
            let press = move |_| send(event.clone(), done.clone());
            view! {
                <span class="small soft">{word_with("owed_forgive_sure", &[&length()])}</span>
                <button class="link" type="button" on:click=press>{word("owed_forgive_yes")}</button>
                <button class="link" type="button" on:click=move |_| asks.set(false)>
                    {word("owed_forgive_no")}
                </button>
            }
            .into_any()
        } else {
            view! {
                <button class="link" type="button" on:click=move |_| asks.set(true)>
                    {word("owed_forgive")}
                </button>
            }
            .into_any()
        }
    };
    view! {
        {move || (minutes.get() > 0).then(|| view! {
            <p>{word_with("owed_minutes", &[&length()])}</p>
            <div class="row">{take}</div>
            <p class="row">{forgive}</p>
        })}
        <div role="status">
            <p class="hint">{outcome}</p>
            {move || faults.with(|faults| faults.iter().map(|found| view! {
                <p class="wrong-line">{fault::sentence(found)}</p>
            }).collect_view())}
        </div>
    }
}

/// "Friday, 19:00 to 19:30".
#[must_use]
pub fn when(start: i64, end: i64) -> String {
    let day = match times::days_between(times::now(), start) {
        0 => word("owed_today"),
        1 => word("owed_tomorrow"),
        2..=6 => times::weekday(start),
        _ => times::date(start),
    };
    // The last minute that is a whole one: what ends at midnight is of that day.
    word_with("owed_when", &[&day, &times::clock(start), &times::clock(end / MINUTE * MINUTE)])
}
