//! When the person is spoken to: which moments, the weekly word, the quiet hours, and whether to ask
//! what an hour draws on.

use leptos::prelude::*;
use ringfence_core::protocol::{
    CoreEvent, Day, Fault, Field, NudgesDraft, OptionsView, StretchDraft, WeeklyDraft,
};
use ringfence_pages::fault::{FaultLines, Faults, invalid};
use ringfence_pages::live::Live;
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::times;
use ringfence_pages::unsaved::ask_before_leaving;
use ringfence_pages::words::word;
use wasm_bindgen_futures::spawn_local;

use crate::follow::follow;

/// What is proposed to those who have none.
const WEEKLY: (Day, &str) = (Day::Sun, "18:00");
const QUIET: (&str, &str) = ("22:00", "07:00");

/// The settings as they are being typed.
#[derive(Clone, Copy)]
struct NudgesForm {
    /// What is saved.
    saved: StoredValue<NudgesDraft>,
    start: RwSignal<bool>,
    last_minute: RwSignal<bool>,
    close_out: RwSignal<bool>,
    weekly: RwSignal<bool>,
    day: RwSignal<Day>,
    at: RwSignal<String>,
    quiet: RwSignal<bool>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    energy: RwSignal<bool>,
    faults: Faults,
}

impl NudgesForm {
    fn of(draft: &NudgesDraft) -> Self {
        let (weekly, quiet) = (weekly_of(draft), quiet_of(draft));
        Self {
            saved: StoredValue::new(draft.clone()),
            start: RwSignal::new(draft.start),
            last_minute: RwSignal::new(draft.last_minute),
            close_out: RwSignal::new(draft.close_out),
            weekly: RwSignal::new(draft.weekly.is_some()),
            day: RwSignal::new(weekly.0),
            at: RwSignal::new(weekly.1),
            quiet: RwSignal::new(draft.quiet.is_some()),
            from: RwSignal::new(quiet.0),
            to: RwSignal::new(quiet.1),
            energy: RwSignal::new(draft.energy),
            faults: RwSignal::new(Vec::new()),
        }
    }

    fn draft(self) -> NudgesDraft {
        let weekly = WeeklyDraft { day: self.day.get(), at: self.at.get() };
        let quiet = StretchDraft { from: self.from.get(), to: self.to.get() };
        NudgesDraft {
            start: self.start.get(),
            last_minute: self.last_minute.get(),
            close_out: self.close_out.get(),
            weekly: self.weekly.get().then_some(weekly),
            quiet: self.quiet.get().then_some(quiet),
            energy: self.energy.get(),
        }
    }

    /// Takes over what was saved elsewhere; what was typed here stays.
    fn follow(self, now: NudgesDraft) {
        let before = self.saved.get_value();
        follow(self.start, &before.start, &now.start);
        follow(self.last_minute, &before.last_minute, &now.last_minute);
        follow(self.close_out, &before.close_out, &now.close_out);
        follow(self.energy, &before.energy, &now.energy);
        follow(self.weekly, &before.weekly.is_some(), &now.weekly.is_some());
        follow(self.quiet, &before.quiet.is_some(), &now.quiet.is_some());
        let (was, is) = (weekly_of(&before), weekly_of(&now));
        follow(self.day, &was.0, &is.0);
        follow(self.at, &was.1, &is.1);
        let (was, is) = (quiet_of(&before), quiet_of(&now));
        follow(self.from, &was.0, &is.0);
        follow(self.to, &was.1, &is.1);
        self.saved.set_value(now);
    }
}

fn weekly_of(draft: &NudgesDraft) -> (Day, String) {
    let weekly = draft.weekly.as_ref().map_or(WEEKLY, |it| (it.day, it.at.as_str()));
    (weekly.0, weekly.1.to_owned())
}

fn quiet_of(draft: &NudgesDraft) -> (String, String) {
    let quiet = draft.quiet.as_ref().map_or(QUIET, |it| (it.from.as_str(), it.to.as_str()));
    (quiet.0.to_owned(), quiet.1.to_owned())
}

/// The card.
pub fn nudges(live: Live<OptionsView>) -> impl IntoView {
    let form = live.view.with_untracked(|view| NudgesForm::of(&view.nudges));
    let outcome = RwSignal::new(String::new());
    let saved = Memo::new(move |_| live.view.with(|view| view.nudges.clone()));
    Effect::new(move |_| form.follow(saved.get()));
    ask_before_leaving(move || form.saved.with_value(|saved| *saved != form.draft()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let nudges = untrack(|| form.draft());
        let answer = shell::send(&CoreEvent::SaveNudges { nudges: nudges.clone() });
        spawn_local(async move {
            let (found, said) = match answer.await {
                Ok(Answer::Done(_)) => {
                    live.renew().await;
                    form.saved.set_value(nudges);
                    form.follow(saved.get_untracked());
                    (Vec::<Fault>::new(), "options_saved")
                }
                Ok(Answer::Refused(found)) => (found, "options_not_saved"),
                Err(NotRunning) => (Vec::new(), "back_not_running"),
            };
            let is_wrong = !found.is_empty();
            let _ = form.faults.try_set(found);
            let _ = outcome.try_set(word(said));
            if is_wrong {
                crate::week::focus(".nudges-form [aria-invalid=true]");
            }
        });
    };
    view! {
        <form
            class="card exact-form narrow nudges-form"
            aria-labelledby="nudges"
            novalidate=""
            on:input=move |_| outcome.set(String::new())
            on:submit=submit
        >
            <h2 id="nudges">{word("nudges")}</h2>
            <p class="hint">{word("nudges_hint")}</p>
            <fieldset>
                <legend>{word("nudges_moments")}</legend>
                <div class="chips">
                    {chip("nudges-start", "nudges_start", form.start)}
                    {chip("nudges-last-minute", "nudges_last_minute", form.last_minute)}
                    {chip("nudges-close-out", "nudges_close_out", form.close_out)}
                </div>
            </fieldset>
            {weekly(form)}
            {quiet(form)}
            <fieldset>
                <legend>{word("nudges_energy")}</legend>
                {chip("nudges-energy", "nudges_energy_ask", form.energy)}
                <p class="hint">{word("nudges_energy_hint")}</p>
            </fieldset>
            <div class="row">
                <button class="btn grow" type="submit">{word("nudges_save")}</button>
            </div>
            <p class="hint" role="status">{outcome}</p>
        </form>
    }
}

fn chip(id: &'static str, key: &'static str, on: RwSignal<bool>) -> impl IntoView {
    view! {
        <label class="chip">
            <input
                type="checkbox"
                id=id
                prop:checked=on
                on:change=move |event| on.set(event_target_checked(&event))
            />
            {word(key)}
        </label>
    }
}

/// Once a week: on which day and at what time.
fn weekly(form: NudgesForm) -> impl IntoView {
    let option = move |day: Day| {
        let name = times::day_name(day, "long");
        view! { <option value=number(day) prop:selected=move || form.day.get() == day>{name}</option> }
    };
    let pick = move |event| {
        let picked = event_target_value(&event);
        if let Some(day) = times::WEEK.into_iter().find(|day| number(*day) == picked) {
            form.day.set(day);
        }
    };
    view! {
        <fieldset>
            <legend>{word("nudges_weekly")}</legend>
            {chip("nudges-weekly", "nudges_weekly_on", form.weekly)}
            <div class="pair under" hidden=move || !form.weekly.get()>
                <div class="field">
                    <label for="nudges-day">{word("nudges_day")}</label>
                    <select class="input" id="nudges-day" on:change=pick>
                        {times::week_from_its_first_day().into_iter().map(option).collect_view()}
                    </select>
                </div>
                {time(form, "nudges-at", "nudges_at", form.at, Field::WeeklyAt)}
            </div>
            <FaultLines
                id="nudges-at-wrong"
                faults=form.faults
                about=|field| matches!(field, Field::WeeklyAt)
            />
        </fieldset>
    }
}

fn quiet(form: NudgesForm) -> impl IntoView {
    view! {
        <fieldset>
            <legend>{word("nudges_quiet")}</legend>
            {chip("nudges-quiet", "nudges_quiet_on", form.quiet)}
            <div class="pair under" hidden=move || !form.quiet.get()>
                {time(form, "nudges-from", "rule_from", form.from, Field::Quiet)}
                {time(form, "nudges-to", "rule_to", form.to, Field::Quiet)}
            </div>
            <FaultLines
                id="nudges-quiet-wrong"
                faults=form.faults
                about=|field| matches!(field, Field::Quiet)
            />
        </fieldset>
    }
}

fn time(
    form: NudgesForm,
    id: &'static str,
    key: &'static str,
    typed: RwSignal<String>,
    field: Field,
) -> impl IntoView {
    let wrong_id = if field == Field::Quiet { "nudges-quiet-wrong" } else { "nudges-at-wrong" };
    view! {
        <div class="field">
            <label for=id>{word(key)}</label>
            <input
                class="input num"
                type="time"
                id=id
                aria-describedby=wrong_id
                aria-invalid=move || invalid(form.faults, |it| it == field)
                prop:value=typed
                on:input=move |event| typed.set(event_target_value(&event))
            />
        </div>
    }
}

/// A day's place in the week, for the choice's values.
fn number(day: Day) -> String {
    times::WEEK.iter().position(|other| *other == day).unwrap_or_default().to_string()
}
