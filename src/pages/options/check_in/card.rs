//! What there is to say, line by line, as it would be sent. Every line can be taken out. It goes nowhere
//! but to the clipboard or into a file.

use leptos::prelude::*;
use ringfence_core::protocol::{CheckInView, Page};
use ringfence_pages::shell;
use ringfence_pages::words::{word, word_with};
use wasm_bindgen_futures::spawn_local;

use super::send::send;
use super::words::{self, Line, Part};
use super::{CheckIns, Editing};

/// The card of one check-in.
pub(super) fn card(all: CheckIns, id: u32) -> impl IntoView {
    let view = RwSignal::new(None::<CheckInView>);
    Effect::new(move |_| {
        all.live.view.track();
        let answer = shell::view::<CheckInView>(Page::CheckIn { id });
        spawn_local(async move {
            // It may be gone by now; then so is this card.
            if let Ok(found) = answer.await {
                all.form.renew(|began| match began {
                    Editing::Held(held) if held.view.draft.id == id => {
                        Some(all.live.view.with_untracked(|view| Editing::held(&found, view)))
                    }
                    Editing::Held(_) | Editing::Draft(_) => None,
                });
                let _ = view.try_update(|view| {
                    if view.as_ref() != Some(&found) {
                        *view = Some(found);
                    }
                });
            }
        });
    });
    move || view.get().map(|view| shown(all, view))
}

fn shown(all: CheckIns, view: CheckInView) -> impl IntoView {
    let id = view.draft.id;
    let with_sites = all.chosen.with_sites;
    let names_sites = words::names_sites(&view);
    let heading = words::card(&view, Vec::new(), |_| false);
    let days = view.days;
    let view = StoredValue::new(view);
    let parts = move || view.with_value(|view| words::parts(view, with_sites.get()));
    let is_out = move |name: &str| {
        all.chosen.out.with(|out| out.iter().any(|(of, other)| *of == id && other == name))
    };
    let toggle = move |name: String| {
        all.chosen.out.update(|out| match out.iter().position(|it| it.0 == id && it.1 == name) {
            Some(at) => {
                out.remove(at);
            }
            None => out.push((id, name)),
        });
    };
    let line = move |it: Line| {
        let (name, pressed) = (StoredValue::new(it.name.clone()), it.name);
        let out = move || name.with_value(|name| is_out(name));
        let done = (it.line.done == Some(true))
            .then(|| view! { <span class="tag">{word("check_in_is_done")}</span> });
        view! {
            <li>
                <label class:out=out>
                    <input
                        type="checkbox"
                        prop:checked=move || !out()
                        on:change=move |_| toggle(pressed.clone())
                    />
                    <bdi>{it.line.text}</bdi>
                    {done}
                </label>
            </li>
        }
    };
    let part = move |it: Part| {
        let name = ["check-in-", it.name].concat();
        view! {
            <fieldset class=name>
                <legend>{it.heading}</legend>
                <ul>{it.lines.into_iter().map(line).collect_view()}</ul>
            </fieldset>
        }
    };
    let is_bare = Memo::new(move |_| parts().is_empty());
    let written = move || untrack(|| view.with_value(|view| words::card(view, parts(), is_out)));
    let held = move |_| {
        let held = |view: &_| all.live.view.with_untracked(|options| Editing::held(view, options));
        all.form.open(view.with_value(held));
    };
    let date = view.with_value(|view| view.draft.date.clone());
    view! {
        <div class="check-in-card settle">
            <h3>{heading.heading}</h3>
            <p class="small soft">{heading.lead}</p>
            <p class="hint">
                {move || word(if is_bare.get() { "check_in_nothing" } else { "check_in_untick" })}
            </p>
            {move || parts().into_iter().map(part).collect_view()}
            {names_sites.then(|| view! {
                <label class="chip">
                    <input
                        type="checkbox"
                        id="with-sites"
                        prop:checked=with_sites
                        on:change=move |event| with_sites.set(event_target_checked(&event))
                    />
                    {word("check_in_with_sites")}
                </label>
            })}
            {send(written, date)}
            <div class="row">
                <button class="btn" id="took-place" type="button" on:click=held>
                    {word("check_in_took_place")}
                </button>
                {(days < 0).then(|| view! { <span class="small soft">{word("check_in_over")}</span> })}
            </div>
        </div>
    }
}

/// Named beside the buttons of a card.
pub(super) fn file_name(date: &str, ending: &str) -> String {
    [&word_with("check_in_file", &[date]), ".", ending].concat()
}
