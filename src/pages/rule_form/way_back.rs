//! How one goes back from a rule's hours: what it asks for, and how often and for how long it opens
//! without a sentence. Folded away while both are as usual.

use leptos::prelude::*;
use ringfence_core::protocol::{CapDraft, CapPer, Field, WayBack};

use crate::fault::FaultLines;
use crate::rule_form::RuleForm;
use crate::times;
use crate::words::{cap_per, counted, word, word_with};

/// A cap as it is being typed.
#[derive(Clone, Copy)]
pub struct CapForm {
    per: RwSignal<CapPer>,
    times: RwSignal<String>,
    minutes: RwSignal<String>,
}

impl CapForm {
    /// The form of a draft.
    #[must_use]
    pub fn of(draft: CapDraft) -> Self {
        let typed = |number: u32| if number == 0 { String::new() } else { number.to_string() };
        Self {
            per: RwSignal::new(draft.per),
            times: RwSignal::new(typed(draft.times)),
            minutes: RwSignal::new(typed(draft.minutes)),
        }
    }

    /// What it holds now. What is no number is more than any cap may be.
    #[must_use]
    pub fn draft(self) -> CapDraft {
        let number = |typed: RwSignal<String>| {
            typed.with(|typed| match typed.trim() {
                "" => 0,
                typed => typed.parse().unwrap_or(u32::MAX),
            })
        };
        CapDraft { per: self.per.get(), times: number(self.times), minutes: number(self.minutes) }
    }
}

/// The part of the form.
#[component]
pub fn WaysBack(
    /// The form.
    form: RuleForm,
) -> impl IntoView {
    let is_usual = untrack(|| {
        form.way_back.get() == WayBack::default() && form.cap.draft() == CapDraft::default()
    });
    let way = |way: WayBack| radio("way-back", form.way_back, way, way_key(way));
    let per = |per: CapPer, key| radio("cap-per", form.cap.per, per, key);
    let about = |field| matches!(field, Field::Cap);
    let number = move |id: &'static str, label: &str, typed: RwSignal<String>| {
        view! {
            <div class="field">
                <label for=id>{word(label)}</label>
                <input
                    class="input num short"
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    id=id
                    aria-describedby="cap-hint cap-wrong"
                    aria-invalid=move || form.wrong(about)
                    prop:value=typed
                    on:input=move |event| typed.set(event_target_value(&event))
                />
            </div>
        }
    };
    view! {
        <details class="terms" open=!is_usual>
            <summary>{move || summary(form)}</summary>
            <div class="terms-body">
                <fieldset aria-describedby="way-back-hint">
                    <legend>{word("way_back")}</legend>
                    <div class="chips">
                        {way(WayBack::Press)} {way(WayBack::Hold)} {way(WayBack::HoldAndWait)}
                        {way(WayBack::Sentence)}
                    </div>
                    <p class="hint" id="way-back-hint">{word("way_back_hint")}</p>
                </fieldset>
                <fieldset class:wrong=move || form.wrong(about) == "true">
                    <legend>{word("cap")}</legend>
                    <div class="pair">
                        {number("cap-times", "cap_times", form.cap.times)}
                        {number("cap-minutes", "cap_minutes", form.cap.minutes)}
                    </div>
                    <div class="chips" role="radiogroup" aria-label=word("cap_per")>
                        {per(CapPer::Stretch, "cap_per_stretch")} {per(CapPer::Day, "cap_per_day")}
                        {per(CapPer::Week, "cap_per_week")}
                    </div>
                    <p class="hint" id="cap-hint">{word("cap_hint")}</p>
                    <FaultLines id="cap-wrong" faults=form.faults about=about/>
                </fieldset>
            </div>
        </details>
    }
}

fn way_key(way: WayBack) -> &'static str {
    match way {
        WayBack::Press => "way_back_press",
        WayBack::Hold => "way_back_hold",
        WayBack::HoldAndWait => "way_back_wait",
        WayBack::Sentence => "way_back_sentence",
    }
}

/// "Going back: hold. At most 2 times, 20 min, in a day".
fn summary(form: RuleForm) -> String {
    let way = word_with("way_back_is", &[&word(way_key(form.way_back.get()))]);
    let CapDraft { per, times, minutes } = form.cap.draft();
    let shown = |number: u32| number > 0 && number < u32::MAX;
    let times = shown(times).then(|| counted("cap_is_times", times as usize, &[]));
    let minutes = shown(minutes).then(|| times::length_in_minutes(minutes));
    let most: Vec<String> = times.into_iter().chain(minutes).collect();
    if most.is_empty() {
        return way;
    }
    let per = cap_per(per);
    [way, word_with("cap_is", &[&times::list(&most), &per])].join(" ")
}

/// One of a few that exclude each other.
pub fn radio<T>(
    name: &'static str,
    chosen: RwSignal<T>,
    this: T,
    key: &str,
) -> impl IntoView + use<T>
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    view! {
        <label class="chip">
            <input
                type="radio"
                name=name
                prop:checked=move || chosen.get() == this
                on:change=move |_| chosen.set(this)
            />
            {word(key)}
        </label>
    }
}
