//! The questions. Only why must be answered; the rest has an answer already, or may stay open.

use leptos::prelude::*;
use ringfence_core::grant::LONGEST;
use ringfence_core::protocol::{Field, Instead};
use ringfence_pages::fault::FaultLines;
use ringfence_pages::reasons::Reasons;
use ringfence_pages::times;
use ringfence_pages::words::{word, word_with};

use super::form::{Form, Length, MINUTES};
use super::scope_name;
use crate::Cover;

const INSTEADS: [(Instead, &str); 4] = [
    (Instead::Document, "back_instead_document"),
    (Instead::Someone, "back_instead_someone"),
    (Instead::Course, "back_instead_course"),
    (Instead::No, "back_instead_no"),
];

/// The left side of the page.
pub fn questions(cover: Cover, form: Form, now: ReadSignal<i64>) -> impl IntoView {
    view! {
        <form class="questions" on:submit=|event| event.prevent_default()>
            <Reasons name="why" chosen=form.why faults=form.faults/>
            {sites(cover, form)}
            {length(cover, form, now)}
            {puller(cover, form)}
            {instead(form)}
            {note(cover, form, now)}
        </form>
    }
}

fn sites(cover: Cover, form: Form) -> impl IntoView {
    let scopes = move || {
        cover
            .covered
            .with(|covered| covered.scopes.clone())
            .into_iter()
            .map(|choice| {
                let label = scope_name(&choice);
                let (scope, set) = (choice.scope.clone(), choice.scope);
                let chosen =
                    move || form.scope_chosen(cover).is_some_and(|chosen| chosen.scope == scope);
                chip("sites", label, chosen, move || form.scope.set(Some(set.clone())))
            })
            .collect_view()
    };
    let list = Memo::new(move |_| cover.covered.with(|covered| covered.scopes.clone()));
    view! {
        <fieldset aria-describedby="sites-wrong">
            <legend>{word("back_sites")}</legend>
            <div class="chips">{move || { list.track(); untrack(scopes) }}</div>
            <FaultLines
                id="sites-wrong"
                faults=form.faults
                about=|field| matches!(field, Field::Scope | Field::Draft)
            />
        </fieldset>
    }
}

fn length(cover: Cover, form: Form, now: ReadSignal<i64>) -> impl IntoView {
    let is = move |length| form.length.get() == length;
    let minutes = MINUTES.map(|minutes| {
        let (label, choice) = (times::length_in_minutes(minutes), Length::Minutes(minutes));
        chip("minutes", label.into_any(), move || is(choice), move || form.choose(choice))
    });
    let until = move || word_with("back_until", &[&times::clock(cover.until())]);
    let reaches =
        Memo::new(move |_| cover.until() - now.get() <= i64::from(LONGEST) * times::MINUTE);
    let until = move || {
        reaches.get().then(|| {
            let choose = move || form.choose(Length::Until);
            chip("minutes", until.into_any(), move || is(Length::Until), choose)
        })
    };
    let type_it = move |event| {
        let typed = event_target_value(&event);
        let is_empty = typed.trim().is_empty();
        form.length.set(if is_empty { Length::Minutes(MINUTES[0]) } else { Length::Typed });
        form.typed.set(typed);
    };
    let wrong = move || form.faults.with(|it| it.iter().any(|it| it.field == Field::Minutes));
    view! {
        <fieldset aria-describedby="minutes-wrong">
            <legend>{word("back_minutes")}</legend>
            <div class="chips">
                {minutes.collect_view()}
                {until}
                <input
                    class="input num other-minutes"
                    class:chosen=move || is(Length::Typed)
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    placeholder=word("back_minutes_other")
                    aria-label=word("back_minutes_typed")
                    aria-describedby="minutes-wrong"
                    aria-invalid=move || wrong().to_string()
                    prop:value=form.typed
                    on:input=type_it
                />
            </div>
            <FaultLines id="minutes-wrong" faults=form.faults about=|field| field == Field::Minutes/>
        </fieldset>
    }
}

fn puller(cover: Cover, form: Form) -> impl IntoView {
    let earlier = move || {
        let pullers = cover.covered.with(|covered| covered.pullers.clone());
        pullers.into_iter().map(|name| view! { <option value=name></option> }).collect_view()
    };
    let wrong = move || form.faults.with(|it| it.iter().any(|it| it.field == Field::Puller));
    view! {
        <div class="field" class:wrong=wrong>
            <label for="puller">{word("back_puller")}</label>
            <input
                id="puller"
                class="input yours"
                type="text"
                dir="auto"
                list="pullers"
                autocomplete="off"
                aria-describedby="puller-wrong puller-hint"
                aria-invalid=move || wrong().to_string()
                prop:value=move || form.puller.text()
                on:input=move |event| form.puller.put(event_target_value(&event))
            />
            <datalist id="pullers">{earlier}</datalist>
            <FaultLines id="puller-wrong" faults=form.faults about=|field| field == Field::Puller/>
            <p class="hint" id="puller-hint">{word("back_puller_hint")}</p>
        </div>
    }
}

fn instead(form: Form) -> impl IntoView {
    let chips = INSTEADS.map(|(choice, key)| {
        let chosen = move || form.instead.get() == Some(choice);
        chip("instead", word(key).into_any(), chosen, move || form.instead.set(Some(choice)))
    });
    view! {
        <fieldset>
            <legend>{word("back_instead")}</legend>
            <div class="chips">{chips.collect_view()}</div>
        </fieldset>
    }
}

fn note(cover: Cover, form: Form, now: ReadSignal<i64>) -> impl IntoView {
    let is_sentence = Memo::new(move |_| form.takes_sentence(cover, now.get()));
    let label = move || word(if is_sentence.get() { "back_sentence_label" } else { "back_note" });
    let wrong = move || form.faults.with(|it| it.iter().any(|it| it.field == Field::Note));
    view! {
        <div class="field" class:wrong=wrong>
            <label for="note">{label}</label>
            <textarea
                id="note"
                class="input yours"
                rows="2"
                dir="auto"
                aria-describedby="note-wrong"
                aria-invalid=move || wrong().to_string()
                prop:value=move || form.note.text()
                on:input=move |event| form.note.put(event_target_value(&event))
            ></textarea>
            <FaultLines id="note-wrong" faults=form.faults about=|field| field == Field::Note/>
        </div>
    }
}

fn chip(
    name: &'static str,
    label: AnyView,
    chosen: impl Fn() -> bool + Send + Sync + 'static,
    choose: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <label class="chip">
            <input type="radio" name=name prop:checked=chosen on:change=move |_| choose()/>
            {label}
        </label>
    }
}
