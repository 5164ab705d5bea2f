//! What comes next, with the two things that can be done about it: skip it, or have it now.

use leptos::prelude::*;
use ringfence_core::date::{DAY_MINUTES, Date};
use ringfence_core::part::clock_text;
use ringfence_core::protocol::{
    CoreEvent, Fault, FaultKind, Field, MoveDraft, NextView, OccurrenceDraft, OccurrenceKey, Page,
    PopupView, Reason, StretchDraft,
};
use ringfence_pages::fault::{self, Faults};
use ringfence_pages::live::Live;
use ringfence_pages::reasons::Reasons;
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::times;
use ringfence_pages::words::{word, word_with};
use ringfence_pages::zone;
use serde::Deserialize;
use wasm_bindgen_futures::spawn_local;

/// What of the options page's view is needed here: by which wall a rule is told.
#[derive(Deserialize)]
struct Walls {
    rules: Vec<Wall>,
}

#[derive(Deserialize)]
struct Wall {
    id: u32,
    draft: Pinned,
}

#[derive(Deserialize)]
struct Pinned {
    zone: String,
}

/// An occurrence that was skipped here, and its day and time in words.
type Skipped = (OccurrenceKey, String);

/// What is done about the next one, and the way back.
pub fn next(live: Live<PopupView>) -> impl IntoView {
    let next = Memo::new(move |_| live.view.with(|view| view.next.clone()));
    let skipped = RwSignal::new(None::<Skipped>);
    let faults = Faults::new(Vec::new());
    view! {
        {move || skipped.get().map(|it| taken_back(it, skipped, faults))}
        {move || next.get().map(|next| acts(next, skipped, faults))}
        <div role="status">
            {move || {
                let others = faults.get().into_iter().filter(|it| it.field != Field::Reason);
                let sentence = |it: Fault| view! { <p class="wrong-line">{fault::sentence(&it)}</p> };
                others.map(sentence).collect_view()
            }}
        </div>
    }
}

fn acts(next: NextView, skipped: RwSignal<Option<Skipped>>, faults: Faults) -> impl IntoView {
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
    let start = move |_| spawn_local(start_now(next.get_value(), faults));
    view! {
        <div class="row next-acts">
            <button
                class="btn"
                type="button"
                aria-expanded=move || if asking.get() { "true" } else { "false" }
                on:click=move |_| asking.update(|asking| *asking = !*asking)
            >
                {word("popup_skip")}
            </button>
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

/// Moves the occurrence to now, with the length that it has. Where it goes is told by its rule's
/// wall; a minute may pass on the way.
async fn start_now(next: NextView, faults: Faults) {
    let walls = shell::view::<Walls>(Page::Options { week: String::new() }).await;
    let Ok(walls) = walls else { return };
    let wall = walls.rules.into_iter().find(|rule| rule.id == next.occurrence.rule);
    let zone = wall.map(|rule| rule.draft.zone).unwrap_or_default();
    for _ in 0..2 {
        let change = OccurrenceDraft {
            occurrence: next.occurrence.clone(),
            to: Some(now_on(&zone, next.end - next.start)),
            reason: None,
        };
        match shell::send(&CoreEvent::ChangeOccurrence { change }).await {
            Ok(Answer::Refused(found)) if found.iter().any(|it| it.kind == FaultKind::MovePast) => {
                faults.set(found);
            }
            Ok(Answer::Refused(found)) => return faults.set(found),
            Ok(Answer::Done(_)) | Err(NotRunning) => return,
        }
    }
}

fn now_on(zone: &str, length: i64) -> MoveDraft {
    let from = zone::civil_in(zone, times::now());
    // A stretch that does not begin at midnight is at most a minute short of a day.
    let to = from + (length / times::MINUTE).clamp(1, DAY_MINUTES - 1);
    let clock =
        |civil: i64| clock_text(u16::try_from(civil.rem_euclid(DAY_MINUTES)).unwrap_or_default());
    let to = if to.rem_euclid(DAY_MINUTES) == 0 { "24:00".to_owned() } else { clock(to) };
    MoveDraft { date: Date::of(from).to_string(), stretch: StretchDraft { from: clock(from), to } }
}
