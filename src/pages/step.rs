//! The next step: asked for, with what was last written in the field, so that Enter is enough.

use leptos::prelude::*;
use ringfence_core::protocol::{AimView, CoreEvent, Field, GoalChoice, OccurrenceKey, StepHome};
use wasm_bindgen_futures::spawn_local;

use crate::draft::{Draft, Slot};
use crate::fault::{FaultLines, Faults};
use crate::parts::focus_when_there;
use crate::shell::{self, Answer, NotRunning};
use crate::words::{counted, word, word_with};

/// "3 days left"; none without a deadline.
#[must_use]
pub fn days_left(aim: &AimView) -> Option<String> {
    let days = aim.days_left?;
    let count = days.unsigned_abs() as usize;
    Some(match days {
        0 => word("nudge_days_last"),
        1.. => counted("nudge_days_left", count, &[]),
        _ => counted("nudge_days_late", count, &[]),
    })
}

/// Asks for the next step.
#[component]
pub fn AskStep(
    /// What it is for.
    home: StepHome,
    /// Which step is asked for: what is half written for one is not for another.
    #[prop(into)]
    about: String,
    /// What stands in the field at first.
    #[prop(into)]
    first: String,
    /// What becomes of the focus.
    takes_focus: bool,
) -> impl IntoView {
    let line = Draft::of(Slot::Step, about);
    let first = RwSignal::new(first);
    let text = move || line.typed().unwrap_or_else(|| first.get());
    let faults: Faults = RwSignal::new(Vec::new());
    let said = RwSignal::new(String::new());
    let home = StoredValue::new(home);
    let field = NodeRef::new();
    if takes_focus {
        focus_when_there(field);
    }
    let keep = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (home, text) = (home.get_value(), untrack(text));
        // It stands there still once it is taken.
        first.set(text.clone());
        let answer = shell::send(&CoreEvent::SetStep { home, text });
        spawn_local(async move {
            match answer.await {
                Ok(Answer::Done(_)) => {
                    faults.set(Vec::new());
                    said.set(word("nudge_step_kept"));
                }
                Ok(Answer::Refused(found)) => faults.set(found),
                Err(NotRunning) => said.set(word("back_not_running")),
            }
        });
    };
    let about = |field| matches!(field, Field::NextStep | Field::Draft);
    let wrong = move || faults.with(|faults| faults.iter().any(|it| about(it.field)));
    view! {
        <form class="park field" class:wrong=wrong on:submit=keep>
            <label for="step">{word("nudge_ask")}</label>
            <div class="park-line">
                <input
                    class="input yours"
                    id="step"
                    dir="auto"
                    autocomplete="off"
                    node_ref=field
                    aria-describedby="step-wrong step-said"
                    aria-invalid=move || wrong().to_string()
                    prop:value=text
                    on:input=move |event| line.put(event_target_value(&event))
                />
                <button class="btn" type="submit">{word("nudge_step_keep")}</button>
            </div>
            <FaultLines id="step-wrong" faults=faults about=about/>
            <p class="hint" id="step-said" aria-live="polite">{said}</p>
        </form>
    }
}

/// Asks which goal some time is for; the time that holds now, where no occurrence is named.
#[component]
pub fn ChooseGoal(
    /// Those to choose from.
    goals: Vec<GoalChoice>,
    /// The occurrence.
    occurrence: Option<OccurrenceKey>,
) -> impl IntoView {
    if goals.is_empty() {
        return view! { <p class="hint">{word("nudge_no_goals")}</p> }.into_any();
    }
    let occurrence = StoredValue::new(occurrence);
    let choice = move |GoalChoice { id, title }: GoalChoice| {
        let choose = move |_| {
            let occurrence = occurrence.get_value();
            shell::tell(&CoreEvent::ChooseGoal { occurrence, goal: id });
        };
        view! { <button class="chip" type="button" on:click=choose>{title}</button> }
    };
    view! {
        <fieldset class="choose">
            <legend>{word("nudge_choose")}</legend>
            <div class="chips">{goals.into_iter().map(choice).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

/// Opens a goal's links, where it has any.
pub fn links(aim: &AimView) -> Option<impl IntoView + use<>> {
    let goal = aim.goal;
    let open = move |_| shell::tell(&CoreEvent::OpenLinks { goal });
    (aim.links > 0).then(|| {
        view! { <button class="btn" type="button" on:click=open>{word("nudge_open_links")}</button> }
    })
}

/// "Take “Mentor”": where what comes draws on what is drained.
#[must_use]
pub fn other(other: Option<GoalChoice>, occurrence: OccurrenceKey) -> Option<AnyView> {
    let GoalChoice { id, title } = other?;
    let take = move |_| {
        let occurrence = Some(occurrence.clone());
        shell::tell(&CoreEvent::ChooseGoal { occurrence, goal: id });
    };
    Some(
        view! {
            <div class="notice">
                <span class="grow">{word_with("nudge_for_another", &[&title])}</span>
                <button class="btn" type="button" on:click=take>
                    {word_with("nudge_take_other", &[&title])}
                </button>
            </div>
        }
        .into_any(),
    )
}
