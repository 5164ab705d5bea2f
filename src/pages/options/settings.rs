//! The settings: how near an hour must be for an edit that gives it up to wait, and the person's
//! zone.

use leptos::prelude::*;
use ringfence_core::protocol::{CoreEvent, Field, Lead, OptionsView, SettingsDraft};
use ringfence_pages::fault::{Faults, invalid};
use ringfence_pages::field::Labelled;
use ringfence_pages::live::Live;
use ringfence_pages::rule_form::ZoneInput;
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::unsaved::ask_before_leaving;
use ringfence_pages::words::{word, word_with};
use wasm_bindgen_futures::spawn_local;

use crate::follow::follow;
use crate::notices::notices;
use crate::nudges::nudges;
use crate::week::moment;

const LEADS: [(Lead, &str, &str); 4] = [
    (Lead::Off, "lead_off", "lead_off_hint"),
    (Lead::Hour, "lead_hour", "lead_hour_hint"),
    (Lead::Today, "lead_today", "lead_today_hint"),
    (Lead::Day, "lead_day", "lead_day_hint"),
];

/// The settings as they are being typed.
#[derive(Clone, Copy)]
struct SettingsForm {
    /// What is saved.
    saved: StoredValue<SettingsDraft>,
    lead: RwSignal<Lead>,
    zone: RwSignal<String>,
    owe_excused: RwSignal<bool>,
}

impl SettingsForm {
    fn of(saved: SettingsDraft) -> Self {
        Self {
            lead: RwSignal::new(saved.lead),
            zone: RwSignal::new(saved.zone.clone()),
            owe_excused: RwSignal::new(saved.owe_excused),
            saved: StoredValue::new(saved),
        }
    }

    fn draft(self) -> SettingsDraft {
        SettingsDraft {
            lead: self.lead.get_untracked(),
            zone: self.zone.get_untracked(),
            owe_excused: self.owe_excused.get_untracked(),
        }
    }

    fn chip(self, choice: Lead, key: &str) -> impl IntoView + use<> {
        let lead = self.lead;
        view! {
            <label class="chip">
                <input
                    type="radio"
                    name="lead"
                    prop:checked=move || lead.get() == choice
                    on:change=move |_| lead.set(choice)
                />
                {word(key)}
            </label>
        }
    }

    /// Takes over what was saved elsewhere; what was typed here stays.
    fn follow(self, now: SettingsDraft) {
        let before = self.saved.get_value();
        follow(self.lead, &before.lead, &now.lead);
        follow(self.zone, &before.zone, &now.zone);
        follow(self.owe_excused, &before.owe_excused, &now.owe_excused);
        self.saved.set_value(now);
    }
}

/// The section.
pub fn settings(live: Live<OptionsView>) -> impl IntoView {
    let saved = Memo::new(move |_| live.view.with(|view| view.settings.clone()));
    let form = SettingsForm::of(saved.get_untracked());
    Effect::new(move |_| form.follow(saved.get()));
    ask_before_leaving(move || form.saved.with_value(|saved| *saved != form.draft()));
    let SettingsForm { lead, zone, owe_excused, .. } = form;
    let faults = Faults::new(Vec::new());
    let outcome = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let settings = form.draft();
        let answer = shell::send(&CoreEvent::SaveSettings { settings: settings.clone() });
        spawn_local(async move {
            let (found, said) = match answer.await {
                Ok(Answer::Done(_)) => {
                    live.renew().await;
                    form.saved.set_value(settings);
                    form.follow(saved.get_untracked());
                    (Vec::new(), "options_saved")
                }
                Ok(Answer::Refused(found)) => (found, "options_not_saved"),
                Err(NotRunning) => (Vec::new(), "back_not_running"),
            };
            let _ = faults.try_set(found);
            let _ = outcome.try_set(word(said));
        });
    };
    let chips = LEADS.map(|(choice, key, _)| form.chip(choice, key)).collect_view();
    let hint = move || LEADS.iter().find(|it| it.0 == lead.get()).map(|it| word(it.2));
    let waits = move || {
        let until = live.view.with(|view| view.settings_wait);
        until.map(|until| view! {
            <p class="notice"><span class="grow">{word_with("lead_waits", &[&moment(until)])}</span></p>
        })
    };
    let about = |field| matches!(field, Field::Zone);
    view! {
        <div class="sheet-head">
            <h1>{word("options_settings")}</h1>
        </div>
        <form
            class="card exact-form narrow"
            novalidate=""
            on:input=move |_| outcome.set(String::new())
            on:submit=submit
        >
            <fieldset aria-describedby="lead-hint">
                <legend>{word("lead")}</legend>
                <p class="hint">{word("lead_lead")}</p>
                <div class="chips lead-chips">{chips}</div>
                <p class="hint" id="lead-hint" aria-live="polite">{hint}</p>
                {waits}
            </fieldset>
            <Labelled
                id="settings-zone"
                label=word("zone_yours")
                hint=word("zone_hint")
                faults=faults
                about=about
            >
                <ZoneInput
                    id="settings-zone"
                    zone=zone
                    described_by="settings-zone-hint settings-zone-wrong"
                    placeholder=word("zone_computer")
                    wrong=move || invalid(faults, about)
                />
            </Labelled>
            <fieldset>
                <legend>{word("owed_settings")}</legend>
                <label class="chip">
                    <input
                        type="checkbox"
                        aria-describedby="owe-excused-hint"
                        prop:checked=owe_excused
                        on:change=move |event| owe_excused.set(event_target_checked(&event))
                    />
                    {word("owe_excused")}
                </label>
                <p class="hint" id="owe-excused-hint">{word("owe_excused_hint")}</p>
            </fieldset>
            <div class="row">
                <button class="btn first grow" type="submit">{word("rule_save")}</button>
            </div>
            <p class="hint" role="status">{outcome}</p>
        </form>
        {nudges(live)}
        {notices(live)}
    }
}
