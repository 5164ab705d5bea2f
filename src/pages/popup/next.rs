//! What comes next, with the two things that can be done about it: skip it, or have it now.

use leptos::prelude::*;
use ringfence_core::protocol::{
    CoreEvent, Fault, Field, NextView, NudgeWord, OccurrenceDraft, OccurrenceKey, PopupView, Reason,
};
use ringfence_pages::fault::{self, Faults};
use ringfence_pages::live::Live;
use ringfence_pages::reasons::Reasons;
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::times;
use ringfence_pages::words::{word, word_with};
use wasm_bindgen_futures::spawn_local;

/// An occurrence that was skipped here, and its day and time in words.
type Skipped = (OccurrenceKey, String);

/// What is done about the next one, and the way back.
pub fn next(live: Live<PopupView>) -> impl IntoView {
    let next = Memo::new(move |_| live.view.with(|view| view.next.clone()));
    let is_soon = Memo::new(move |_| {
        let word = live.view.with(|view| view.nudge.as_ref().map(|it| it.word.clone()));
        matches!(word, Some(NudgeWord::Before { next: soon, .. }) if Some(&soon) == next.get().as_ref())
    });
    let skipped = RwSignal::new(None::<Skipped>);
    let faults = Faults::new(Vec::new());
    view! {
        {move || skipped.get().map(|it| taken_back(it, skipped, faults))}
        {move || next.get().map(|next| acts(next, is_soon.get(), skipped, faults))}
        <div role="status">
            {move || {
                let others = faults.get().into_iter().filter(|it| it.field != Field::Reason);
                let sentence = |it: Fault| view! { <p class="wrong-line">{fault::sentence(&it)}</p> };
                others.map(sentence).collect_view()
            }}
        </div>
    }
}

fn acts(
    next: NextView,
    is_soon: bool,
    skipped: RwSignal<Option<Skipped>>,
    faults: Faults,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let why = RwSignal::new(None::<Reason>);
    let next = StoredValue::new(next);
    let skip = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let next = next.get_value();
        let occurrence = next.occurrence.clone();
        let change = OccurrenceDraft { occurrence, to: None, reason: why.get_untracked() };
        let answer = shell::send(&CoreEvent::ChangeOccurrence { change });
        spawn_local(async move {
            match answer.await {
                Ok(Answer::Done(_)) => {
                    faults.set(Vec::new());
                    skipped.set(Some((next.occurrence, start_in_words(next.start))));
                }
                Ok(Answer::Refused(found)) => faults.set(found),
                Err(NotRunning) => {}
            }
        });
    };
    let act = move |event: CoreEvent| {
        let answer = shell::send(&event);
        spawn_local(async move {
            match answer.await {
                Ok(Answer::Done(_)) => faults.set(Vec::new()),
                Ok(Answer::Refused(found)) => {
                    // Postponed often enough, it takes a reason to give it up.
                    asking.set(found.iter().any(|it| it.field == Field::Reason));
                    faults.set(found);
                }
                Err(NotRunning) => {}
            }
        });
    };
    let occurrence = move || next.with_value(|next| next.occurrence.clone());
    let start = move |_| act(CoreEvent::StartNow { occurrence: occurrence() });
    let later = move |_| act(CoreEvent::Postpone { occurrence: occurrence() });
    let skip_word = if is_soon { word("nudge_not_today") } else { word("popup_skip") };
    view! {
        <div class="row next-acts">
            <button
                class="btn"
                type="button"
                aria-expanded=move || if asking.get() { "true" } else { "false" }
                on:click=move |_| asking.update(|asking| *asking = !*asking)
            >
                {skip_word}
            </button>
            {is_soon.then(|| view! {
                <button class="btn" type="button" on:click=later>{word("nudge_in_ten")}</button>
            })}
            <button class="btn" type="button" on:click=start>{word("popup_start")}</button>
        </div>
        {move || asking.get().then(|| view! {
            <form class="skip-why settle" novalidate="" on:submit=skip>
                <Reasons name="skip-why" chosen=why faults=faults/>
                <p class="hint">{word("popup_skip_hint")}</p>
                <button class="btn" type="submit">{word("popup_skip_press")}</button>
            </form>
        })}
    }
}

/// "Monday 18:00 is skipped. Undo".
fn taken_back(
    (occurrence, start): Skipped,
    skipped: RwSignal<Option<Skipped>>,
    faults: Faults,
) -> impl IntoView {
    let undo = move |_| {
        let answer = shell::send(&CoreEvent::RestoreOccurrence { occurrence: occurrence.clone() });
        spawn_local(async move {
            match answer.await {
                Ok(Answer::Done(_)) => skipped.set(None),
                Ok(Answer::Refused(found)) => faults.set(found),
                Err(NotRunning) => {}
            }
        });
    };
    view! {
        <div class="notice settle" role="status">
            <span class="grow">{word_with("popup_skipped", &[&start])}</span>
            <button class="btn" type="button" on:click=undo>{word("options_undo")}</button>
        </div>
    }
}

/// "Monday 18:00"; with the date where it is more than six days away.
fn start_in_words(start: i64) -> String {
    let day = match times::days_between(times::now(), start) {
        ..=6 => times::weekday(start),
        _ => times::date(start),
    };
    [day, times::clock(start)].join(" ")
}
