//! Lines that were parked, handed back in their order: done, kept for later, or copied.

use leptos::prelude::*;
use ringfence_core::protocol::{CoreEvent, NoteView, PopupView};
use ringfence_pages::live::Live;
use ringfence_pages::shell;
use ringfence_pages::times;
use ringfence_pages::words::{counted, word, word_with};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The lines, if there are any to show.
pub fn notes(live: Live<PopupView>) -> impl IntoView {
    let all = Memo::new(move |_| live.view.with(|view| view.parked.notes.clone()));
    let copied = RwSignal::new(String::new());
    let of = move |kept: bool| {
        let notes = all.with(|all| all.iter().filter(|it| it.kept == kept).cloned().collect());
        let notes: Vec<NoteView> = notes;
        notes
    };
    let list = move |kept: bool| {
        view! {
            <ul class="notes">
                <For each=move || of(kept) key=|note| note.id children=move |it| note(it, copied)/>
            </ul>
        }
    };
    let has = move |kept: bool| Memo::new(move |_| !of(kept).is_empty());
    let (is_back, is_kept) = (has(false), has(true));
    let kept = move || counted("notes_kept", of(true).len(), &[]);
    view! {
        {move || (is_back.get() || is_kept.get()).then(|| view! {
            <section class="popup-part" aria-labelledby="notes">
                <h2 id="notes">{word("notes_heading")}</h2>
                {move || is_back.get().then(|| list(false))}
                {move || is_kept.get().then(|| view! {
                    <details><summary>{kept}</summary>{list(true)}</details>
                })}
                <p class="hint" aria-live="polite">{copied}</p>
            </section>
        })}
    }
}

/// One line, with where and when it was written.
fn note(note: NoteView, copied: RwSignal<String>) -> impl IntoView {
    let NoteView { id, text, site, at, kept } = note;
    let clock = times::clock(at);
    let from = if site.is_empty() { clock } else { word_with("notes_from", &[&site, &clock]) };
    let act = |key: &'static str, label: String, event: CoreEvent| {
        let press = move |_| shell::tell(&event);
        view! {
            <button class="link" type="button" aria-label=label on:click=press>{word(key)}</button>
        }
    };
    let done =
        act("notes_done", word_with("notes_done_of", &[&text]), CoreEvent::FinishNote { id });
    let keep = (!kept).then(|| {
        act("notes_keep", word_with("notes_keep_of", &[&text]), CoreEvent::KeepNote { id })
    });
    let label = word_with("notes_copy_of", &[&text]);
    let line = text.clone();
    let copy = move |_| {
        let writing = window().navigator().clipboard().write_text(&line);
        spawn_local(async move {
            copied.set(String::new());
            if JsFuture::from(writing).await.is_ok() {
                copied.set(word("notes_copied"));
            }
        });
    };
    view! {
        <li>
            <bdi class="yours">{text}</bdi>
            <span class="row">
                <span class="small soft num">{from}</span>
                {done}
                {keep}
                <button class="link" type="button" aria-label=label on:click=copy>
                    {word("notes_copy")}
                </button>
            </span>
        </li>
    }
}
