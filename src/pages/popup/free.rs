//! Nothing now: what comes next, and a focus to start by hand.

use leptos::prelude::*;
use ringfence_core::protocol::{
    CoreEvent, Fault, GoalChoice, NextView, NudgeWord, OccurrenceKey, PopupView, StepHome,
};
use ringfence_pages::fault;
use ringfence_pages::live::Live;
use ringfence_pages::parts::focus_when_there;
use ringfence_pages::ring::{Ring, RingState};
use ringfence_pages::shell::{self, Answer};
use ringfence_pages::step::{self, AskStep, ChooseGoal};
use ringfence_pages::times;
use ringfence_pages::words::{word, word_with};
use wasm_bindgen_futures::spawn_local;

use crate::{next, nudge};

/// What a focus can last, in minutes; the middle one is proposed.
const LENGTHS: [u32; 3] = [25, 50, 90];
const PROPOSED: u32 = 50;

/// No rule yet: the way to the first one.
pub fn nothing_set_up() -> impl IntoView {
    let first = NodeRef::new();
    focus_when_there(first);
    let open = |_| {
        spawn_local(async {
            shell::open_page("welcome.html", None).await;
            super::close();
        });
    };
    view! {
        <section class="popup-state">
            <div class="row">
                <Ring state=RingState::Quiet/>
                <h1>{word("popup_empty")}</h1>
            </div>
            <p class="soft lead-in">{word("popup_empty_hint")}</p>
            <button class="btn first wide" type="button" node_ref=first on:click=open>
                {word("popup_set_up")}
            </button>
        </section>
    }
}

/// Rules are there, none holds now: what comes next.
pub fn free(live: Live<PopupView>) -> impl IntoView {
    let view = live.view;
    let next = Memo::new(move |_| view.with(|view| view.next.clone()));
    let soon = Memo::new(move |_| view.with(Soon::of));
    let goal = move || next.get().map(|next| next.goal).filter(|goal| !goal.is_empty());
    view! {
        <section class="popup-state">
            <div class="row">
                <Ring state=RingState::Quiet/>
                <div>
                    <h1>{word("popup_free")}</h1>
                    <p class="soft">{move || next_words(next.get().as_ref())}</p>
                </div>
            </div>
            {move || goal().map(|goal| view! {
                <div class="goal">
                    <span class="small soft">{word("popup_next_goal")}</span>
                    <span class="yours">{goal}</span>
                </div>
            })}
            {move || soon.get().map(|soon| ask(soon, live))}
            {next::next(live)}
        </section>
    }
}

/// A focus to start.
pub fn focus(live: Live<PopupView>) -> impl IntoView {
    let view = live.view;
    let covers = move || view.with(|view| times::list(&view.covers));
    let faults = RwSignal::new(Vec::<Fault>::new());
    let proposed = NodeRef::new();
    if !view.with_untracked(nudge::takes_focus) {
        focus_when_there(proposed);
    }
    let start = move |minutes| {
        let answer = shell::send(&CoreEvent::StartFocus { minutes });
        spawn_local(async move {
            if let Ok(Answer::Refused(found)) = answer.await {
                faults.set(found);
            }
        });
    };
    let lengths = LENGTHS.map(|minutes| {
        let press = move |_| start(minutes);
        let label = times::length_in_minutes(minutes);
        if minutes == PROPOSED {
            view! {
                <button class="btn first" type="button" node_ref=proposed on:click=press>{label}</button>
            }
            .into_any()
        } else {
            view! { <button class="btn" type="button" on:click=press>{label}</button> }.into_any()
        }
    });
    view! {
        <section class="popup-part" aria-labelledby="focus">
            <h2 id="focus">{word("popup_focus")}</h2>
            <div class="trio">{lengths.collect_view()}</div>
            <p class="hint">{move || word_with("popup_focus_covers", &[&covers()])}</p>
            <div role="status">
                {move || faults.with(|faults| faults.iter().map(|found| view! {
                    <p class="wrong-line">{fault::sentence(found)}</p>
                }).collect_view())}
            </div>
        </section>
    }
}

/// What begins soon, with what to ask about it.
#[derive(Clone, PartialEq)]
struct Soon {
    occurrence: OccurrenceKey,
    choose: bool,
    /// What stands in the field at first.
    first: String,
    other: Option<GoalChoice>,
}

impl Soon {
    fn of(view: &PopupView) -> Option<Self> {
        match &view.nudge.as_ref()?.word {
            NudgeWord::Before { next, last, other } => {
                let (occurrence, choose) = (next.occurrence.clone(), next.aim.choose);
                let step = &next.aim.step;
                let first = if step.is_empty() { last.clone() } else { step.clone() };
                Some(Self { occurrence, choose, first, other: other.clone() })
            }
            NudgeWord::CloseOut { .. } | NudgeWord::Weekly { .. } | NudgeWord::CheckIn { .. } => {
                None
            }
        }
    }
}

/// Asks for the next step, or for the goal where that is chosen.
fn ask(soon: Soon, live: Live<PopupView>) -> impl IntoView {
    let Soon { occurrence, choose, first, other } = soon;
    let asked = if choose {
        let goals = live.view.with_untracked(|view| view.goals.clone());
        view! { <ChooseGoal goals=goals occurrence=Some(occurrence.clone())/> }.into_any()
    } else {
        let home = StepHome::Occurrence { occurrence: occurrence.clone() };
        let OccurrenceKey { rule, date, from } = &occurrence;
        let about = [&rule.to_string(), date.as_str(), from].join(" ");
        view! { <AskStep home=home about=about first=first takes_focus=true/> }.into_any()
    };
    view! { <div class="ask-step">{asked}{step::other(other, occurrence)}</div> }
}

/// "Next is Monday 18:00, for 2 h".
fn next_words(next: Option<&NextView>) -> String {
    let Some(next) = next else { return word("popup_next_none") };
    let clock = times::clock(next.start);
    let length = times::length(times::minutes_between(next.start, next.end));
    match times::days_between(times::now(), next.start) {
        ..=0 => word_with("popup_next_today", &[&clock, &length]),
        1 => word_with("popup_next_tomorrow", &[&clock, &length]),
        2..=6 => word_with("popup_next", &[&times::weekday(next.start), &clock, &length]),
        _ => word_with("popup_next", &[&times::date(next.start), &clock, &length]),
    }
}
