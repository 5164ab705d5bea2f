//! The form of one exception: what it is, from when to when, and what it lets through.

use leptos::prelude::*;
use ringfence_core::protocol::{
    CoreEvent, ExceptionDraft, ExceptionKind, FaultKind, Field, GroupView,
};
use ringfence_pages::date_input::DateInput;
use ringfence_pages::fault::{FaultLines, Faults, invalid};
use ringfence_pages::reasons::Reasons;
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::words::word;
use wasm_bindgen_futures::spawn_local;

use super::Exceptions;

/// A moment as typed: a date, and a time if it is not the whole day.
#[derive(Clone, Copy)]
struct Moment {
    date: RwSignal<String>,
    time: RwSignal<String>,
}

impl Moment {
    fn of(text: &str) -> Self {
        let (date, time) = text.split_once('T').unwrap_or((text, ""));
        Self { date: RwSignal::new(date.to_owned()), time: RwSignal::new(time.to_owned()) }
    }

    fn draft(self) -> String {
        let (date, time) = (self.date.get_untracked(), self.time.get_untracked());
        if time.is_empty() { date } else { [date, time].join("T") }
    }
}

/// The form of a draft.
pub(super) fn form(all: Exceptions, draft: &ExceptionDraft) -> impl IntoView + use<> {
    let id = draft.id;
    let before = StoredValue::new(draft.clone());
    let kind = RwSignal::new(draft.kind);
    let (from, until) = (Moment::of(&draft.from), Moment::of(&draft.until));
    let chosen = RwSignal::new(draft.groups.clone());
    let why = RwSignal::new(None);
    let faults = Faults::new(Vec::new());
    let needs_reason = RwSignal::new(false);
    let outcome = RwSignal::new(String::new());
    let typed = move || {
        let kind = kind.get_untracked();
        let groups = match kind {
            ExceptionKind::Vacation => Vec::new(),
            ExceptionKind::OnCall => chosen.get_untracked(),
        };
        let reason = why.get_untracked();
        ExceptionDraft { id, kind, from: from.draft(), until: until.draft(), groups, reason }
    };
    let (vacation, on_call_first) = (NodeRef::new(), NodeRef::new());
    let first = match draft.kind {
        ExceptionKind::Vacation => vacation,
        ExceptionKind::OnCall => on_call_first,
    };
    all.form.stands(move || before.with_value(|before| typed() != *before), first);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (redo, before) = (CoreEvent::SaveException { exception: typed() }, before.get_value());
        let answer = shell::send(&redo);
        spawn_local(async move {
            match answer.await {
                Ok(Answer::Done(made)) => saved(all, &before, redo, made),
                Ok(Answer::Refused(found)) => {
                    if found.iter().any(|fault| fault.kind == FaultKind::NoReason) {
                        let _ = needs_reason.try_set(true);
                    }
                    let _ = faults.try_set(found);
                    let _ = outcome.try_set(word("options_not_saved"));
                    crate::week::focus(".exception-form [aria-invalid=true]");
                }
                Err(NotRunning) => {
                    let _ = outcome.try_set(word("back_not_running"));
                }
            }
        });
    };
    let chip = |choice: ExceptionKind, key: &str, node: NodeRef<leptos::html::Input>| {
        view! {
            <label class="chip">
                <input
                    type="radio"
                    name="kind"
                    node_ref=node
                    prop:checked=move || kind.get() == choice
                    on:change=move |_| kind.set(choice)
                />
                {word(key)}
            </label>
        }
    };
    let hint = move || match kind.get() {
        ExceptionKind::Vacation => word("exception_vacation_hint"),
        ExceptionKind::OnCall => word("exception_on_call_hint"),
    };
    let on_call = move || kind.get() == ExceptionKind::OnCall;
    let delete = move |_| before.with_value(|draft| all.delete(draft, move || all.form.close()));
    let name = word(if id == 0 { "exception_new" } else { "exception_edit" });
    view! {
        <form class="card exact-form exception-form settle" aria-label=name novalidate="" on:submit=submit>
            {all.form.notice("exception_unsaved")}
            <fieldset>
                <legend>{word("exception_kind")}</legend>
                <div class="chips">
                    {chip(ExceptionKind::Vacation, "exception_vacation", vacation)}
                    {chip(ExceptionKind::OnCall, "exception_on_call", on_call_first)}
                </div>
                <p class="hint">{hint}</p>
            </fieldset>
            {moment(faults, from, Field::ExceptionFrom, "exception-from", "exception_from")}
            {moment(faults, until, Field::ExceptionUntil, "exception-until", "exception_until")}
            <p class="hint">{word("exception_times_hint")}</p>
            {move || on_call().then(|| groups(all, chosen, faults))}
            {move || needs_reason.get().then(|| view! {
                <p class="hint">{word("exception_runs")}</p>
                <Reasons name="exception-why" chosen=why faults=faults/>
            })}
            <FaultLines id="exception-wrong" faults=faults about=|field| matches!(field, Field::Draft)/>
            <div class="row">
                <button class="btn first grow" type="submit">{word("rule_save")}</button>
                <button class="btn bare" type="button" on:click=move |_| all.close(String::new())>
                    {word("rule_cancel")}
                </button>
                {(id != 0).then(|| view! {
                    <button class="btn bare" type="button" on:click=delete>{word("rule_remove")}</button>
                })}
            </div>
            <p class="hint" role="status">{outcome}</p>
        </form>
    }
}

fn saved(all: Exceptions, before: &ExceptionDraft, redo: CoreEvent, made: u32) {
    let (label, undo) = if before.id == 0 {
        ("step_exception", CoreEvent::DeleteException { id: made })
    } else {
        ("step_exception_edited", CoreEvent::SaveException { exception: before.clone() })
    };
    all.history.add(word(label), undo, redo);
    all.close(word("options_saved"));
}

/// A date, and a time that may be left empty.
fn moment(
    faults: Faults,
    moment: Moment,
    field: Field,
    id: &'static str,
    key: &'static str,
) -> impl IntoView {
    let wrong = move || invalid(faults, |it| it == field);
    let (time_id, wrong_id) = ([id, "-time"].concat(), [id, "-wrong"].concat());
    view! {
        <div>
            <div class="pair">
                <div class="field">
                    <label for=id>{word(key)}</label>
                    <DateInput id=id date=moment.date described_by=wrong_id.clone() wrong=wrong/>
                </div>
                <div class="field">
                    <label class="quiet" for=time_id.clone()>{word("exception_time")}</label>
                    <input
                        class="input num"
                        type="time"
                        id=time_id
                        aria-describedby=wrong_id.clone()
                        aria-invalid=wrong
                        prop:value=moment.time
                        on:input=move |event| moment.time.set(event_target_value(&event))
                    />
                </div>
            </div>
            <FaultLines id=wrong_id.clone() faults=faults about=move |it| it == field/>
        </div>
    }
}

/// The groups that are let through.
fn groups(all: Exceptions, chosen: RwSignal<Vec<String>>, faults: Faults) -> impl IntoView {
    let chip = move |(id, name): (String, String)| {
        let id = StoredValue::new(id);
        let toggle = move |_| {
            let id = id.get_value();
            chosen.update(|chosen| match chosen.iter().position(|other| *other == id) {
                Some(at) => {
                    chosen.remove(at);
                }
                None => chosen.push(id),
            });
        };
        view! {
            <label class="chip">
                <input
                    type="checkbox"
                    prop:checked=move || chosen.with(|chosen| id.with_value(|id| chosen.contains(id)))
                    on:change=toggle
                />
                {name}
            </label>
        }
    };
    let groups = Memo::new(move |_| {
        let named = |group: &GroupView| (group.id.clone(), group.name.clone());
        all.live.view.with(|view| view.groups.iter().map(named).collect::<Vec<_>>())
    });
    let hint = move || {
        word(if chosen.with(Vec::is_empty) { "exception_rests" } else { "exception_others_stay" })
    };
    view! {
        <fieldset>
            <legend>{word("exception_groups")}</legend>
            <div class="chips">{move || groups.get().into_iter().map(chip).collect_view()}</div>
            <p class="hint">{hint}</p>
            <FaultLines
                id="exception-groups-wrong"
                faults=faults
                about=|field| matches!(field, Field::ExceptionGroups)
            />
        </fieldset>
    }
}
