//! Some browsers hide the zone. Once, the week asks whether its clock is the person's.

use leptos::prelude::*;
use ringfence_core::protocol::{CoreEvent, Field, OptionsView, SettingsDraft};
use ringfence_pages::fault::{FaultLines, Faults, invalid};
use ringfence_pages::live::Live;
use ringfence_pages::rule_form::ZoneInput;
use ringfence_pages::shell::{self, Answer};
use ringfence_pages::times;
use ringfence_pages::words::{word, word_with};
use wasm_bindgen_futures::spawn_local;

/// The question, while it is open.
pub fn question(live: Live<OptionsView>) -> impl IntoView {
    let doubt = Memo::new(move |_| live.view.with(|view| view.zone_in_doubt));
    move || doubt.get().then(|| ask(live))
}

fn ask(live: Live<OptionsView>) -> impl IntoView {
    let elsewhere = RwSignal::new(false);
    let zone = RwSignal::new(String::new());
    let faults = Faults::new(Vec::new());
    let about = |field| matches!(field, Field::Zone);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let settings = live.view.with_untracked(|view| view.settings.clone());
        let settings = SettingsDraft { zone: zone.get_untracked(), ..settings };
        let answer = shell::send(&CoreEvent::SaveSettings { settings });
        spawn_local(async move {
            if let Ok(Answer::Refused(found)) = answer.await {
                let _ = faults.try_set(found);
            }
        });
    };
    let now = live.view.with_untracked(|view| view.now);
    view! {
        <section class="card zone-question" aria-labelledby="zone-question">
            <div>
                <h2 id="zone-question">{word_with("zone_question", &[&times::clock(now)])}</h2>
                <p class="soft">{word("zone_question_hint")}</p>
            </div>
            <div class="row">
                <button class="btn" type="button" on:click=|_| shell::tell(&CoreEvent::ZoneIsRight {})>
                    {word("zone_yes")}
                </button>
                <button
                    class="btn"
                    type="button"
                    aria-expanded=move || if elsewhere.get() { "true" } else { "false" }
                    on:click=move |_| elsewhere.update(|elsewhere| *elsewhere = !*elsewhere)
                >
                    {word("zone_no")}
                </button>
            </div>
            {move || elsewhere.get().then(|| view! {
                <form class="field settle" novalidate="" on:submit=save>
                    <label for="own-zone">{word("zone_yours")}</label>
                    <ZoneInput
                        id="own-zone"
                        zone=zone
                        described_by="own-zone-wrong"
                        placeholder="Europe/Lisbon"
                        wrong=move || invalid(faults, about)
                    />
                    <FaultLines id="own-zone-wrong" faults=faults about=about/>
                    <div class="row">
                        <button class="btn" type="submit">{word("rule_save")}</button>
                    </div>
                </form>
            })}
        </section>
    }
}
