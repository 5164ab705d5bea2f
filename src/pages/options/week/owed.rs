//! What is owed, below the calendar, and the make-up stretches that are taken.

use leptos::prelude::*;
use ringfence_core::protocol::{CoreEvent, MakeUpView};
use ringfence_pages::owed::{Owed, when};
use ringfence_pages::shell;
use ringfence_pages::words::{word, word_with};

use super::Week;

/// The card; none while nothing is owed and nothing was taken.
pub fn owed(week: Week) -> impl IntoView {
    let owed = Memo::new(move |_| week.live.view.with(|view| view.owed.clone()));
    let make_ups = Memo::new(move |_| owed.with(|owed| owed.make_ups.clone()));
    let is_there = Memo::new(move |before: Option<&bool>| {
        let some = owed.with(|owed| owed.minutes > 0 || !owed.make_ups.is_empty());
        // What was pressed is answered in it.
        some || before.copied().unwrap_or_default()
    });
    let list = move || {
        let taken = make_ups.get();
        (!taken.is_empty()).then(|| view! {
            <ul class="make-ups">{taken.into_iter().map(|it| line(week, &it)).collect_view()}</ul>
        })
    };
    move || {
        is_there.get().then(|| {
            view! {
                <section class="card owed" aria-labelledby="owed">
                    <h2 id="owed">{word("owed_heading")}</h2>
                    <Owed owed=owed/>
                    {list}
                </section>
            }
        })
    }
}

fn line(week: Week, it: &MakeUpView) -> impl IntoView + use<> {
    let MakeUpView { id, start, end, begun, .. } = *it;
    let when = when(start, end);
    let label = word_with("make_up_give_back_of", &[&when]);
    let give_back = move |_| {
        let (undo, redo) = (CoreEvent::TakeMakeUp { start, end }, CoreEvent::GiveBackMakeUp { id });
        shell::tell(&redo);
        week.history.add(word("step_make_up_given_back"), undo, redo);
    };
    view! {
        <li class="row">
            <span>{word_with("make_up", &[&when])}</span>
            {(!begun).then(|| view! {
                <button class="link" type="button" aria-label=label on:click=give_back>
                    {word("make_up_give_back")}
                </button>
            })}
        </li>
    }
}
