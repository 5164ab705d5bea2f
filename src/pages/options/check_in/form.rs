//! The form of one check-in: with whom, when, and how often.

use leptos::prelude::*;
use ringfence_core::check_in::EVERY_LIMIT;
use ringfence_core::protocol::{CheckInDraft, CoreEvent, Field};
use ringfence_pages::date_input::DateInput;
use ringfence_pages::fault::{FaultLines, Faults, invalid};
use ringfence_pages::field::{Labelled, TextField};
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::words::word;
use wasm_bindgen_futures::spawn_local;

use super::CheckIns;

/// What stands for a number that is none: more weeks than there can be.
const NO_NUMBER: u32 = u32::MAX;

/// The form of a draft.
pub(super) fn form(all: CheckIns, draft: &CheckInDraft) -> impl IntoView + use<> {
    let id = draft.id;
    let before = StoredValue::new(draft.clone());
    let person = RwSignal::new(draft.person.clone());
    let date = RwSignal::new(draft.date.clone());
    let repeats = RwSignal::new(draft.every > 0);
    let weeks = RwSignal::new(draft.every.max(1).to_string());
    let faults = Faults::new(Vec::new());
    let about_date = |field| matches!(field, Field::CheckInDate);
    let outcome = RwSignal::new(String::new());
    let typed = move || {
        // None of a repeated one is none, not once.
        let number = weeks.get_untracked().trim().parse().ok().filter(|weeks| *weeks > 0);
        let every = if repeats.get_untracked() { number.unwrap_or(NO_NUMBER) } else { 0 };
        let (person, date) = (person.get_untracked(), date.get_untracked());
        CheckInDraft { id, person, date, every, since: String::new() }
    };
    let is_changed = move || {
        let typed = typed();
        before.with_value(|it| CheckInDraft { since: it.since.clone(), ..typed } != *it)
    };
    let first = NodeRef::new();
    all.form.stands(is_changed, first);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (redo, before) = (CoreEvent::SaveCheckIn { check_in: typed() }, before.get_value());
        let answer = shell::send(&redo);
        spawn_local(async move {
            match answer.await {
                Ok(Answer::Done(made)) => saved(all, before, redo, made),
                Ok(Answer::Refused(found)) => {
                    let _ = faults.try_set(found);
                    let _ = outcome.try_set(word("options_not_saved"));
                    crate::week::focus(".check-in-form [aria-invalid=true]");
                }
                Err(NotRunning) => {
                    let _ = outcome.try_set(word("back_not_running"));
                }
            }
        });
    };
    let chip = |choice: bool, key: &str| {
        view! {
            <label class="chip">
                <input
                    type="radio"
                    name="check-in-repeats"
                    prop:checked=move || repeats.get() == choice
                    on:change=move |_| repeats.set(choice)
                />
                {word(key)}
            </label>
        }
    };
    let name = word(if id == 0 { "check_in_new" } else { "check_in_edit" });
    view! {
        <form class="card exact-form check-in-form settle" aria-label=name novalidate="" on:submit=submit>
            {all.form.notice("check_in_unsaved")}
            <TextField
                id="check-in-person"
                label=word("check_in_person")
                hint=word("check_in_person_hint")
                typed=person
                node=first
                faults=faults
                about=|field| matches!(field, Field::Person)
            />
            <Labelled id="check-in-date" label=word("check_in_date") faults=faults about=about_date>
                <DateInput
                    id="check-in-date"
                    date=date
                    described_by="check-in-date-wrong"
                    wrong=move || invalid(faults, about_date)
                />
            </Labelled>
            <fieldset>
                <legend>{word("check_in_how_often")}</legend>
                <div class="chips">
                    {chip(false, "check_in_once")}
                    {chip(true, "check_in_repeated")}
                </div>
            </fieldset>
            {move || repeats.get().then(|| every(weeks, faults))}
            <FaultLines id="check-in-wrong" faults=faults about=|field| matches!(field, Field::Draft)/>
            <div class="row">
                <button class="btn first grow" type="submit">{word("rule_save")}</button>
                <button class="btn bare" type="button" on:click=move |_| all.close(String::new())>
                    {word("rule_cancel")}
                </button>
            </div>
            <p class="hint" role="status">{outcome}</p>
        </form>
    }
}

fn saved(all: CheckIns, before: CheckInDraft, redo: CoreEvent, made: u32) {
    let (label, undo) = if before.id == 0 {
        ("step_check_in", CoreEvent::DeleteCheckIn { id: made })
    } else {
        ("step_check_in_edited", CoreEvent::SaveCheckIn { check_in: before })
    };
    all.open.set(Some(made));
    all.history.add(word(label), undo, redo);
    all.close(word("options_saved"));
}

fn every(weeks: RwSignal<String>, faults: Faults) -> impl IntoView {
    let about = |field| matches!(field, Field::Every);
    view! {
        <Labelled id="check-in-every" label=word("check_in_weeks") faults=faults about=about>
            <input
                class="input num"
                type="number"
                min="1"
                max=EVERY_LIMIT
                id="check-in-every"
                aria-describedby="check-in-every-wrong"
                aria-invalid=move || invalid(faults, about)
                prop:value=weeks
                on:input=move |event| weeks.set(event_target_value(&event))
            />
        </Labelled>
    }
}
