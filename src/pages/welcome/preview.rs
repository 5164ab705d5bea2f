//! The hour as it will look, following what is typed. The ring closes as the steps are done.

use leptos::prelude::*;
use ringfence_pages::ring::{Ring, RingState, arc};
use ringfence_pages::words::word;

use crate::{Welcome, when};

/// Where each step's part of the ring begins and ends.
const SEGMENTS: [(f64, f64); 3] = [(0.0, 0.30), (0.35, 0.65), (0.70, 1.0)];

/// The ring with the goal in it. It repeats what stands in the form, so it is not read aloud.
pub fn preview(welcome: Welcome) -> impl IntoView {
    let form = welcome.form;
    let ring = move || {
        if welcome.saved.get() {
            return view! { <Ring state=RingState::Yours(0.0)/> }.into_any();
        }
        let draft = form.draft();
        let when = draft.schedule.iter().any(|part| !part.days.is_empty());
        let from = !draft.groups.is_empty() || draft.sites.iter().any(|site| !site.is_empty());
        let done = [when, from, !draft.goal.trim().is_empty()];
        let segments = SEGMENTS.into_iter().zip(done).map(|((start, end), done)| {
            view! { <path class=if done { "left" } else { "track" } d=arc(start, end)/> }
        });
        view! {
            <svg class="ring" viewBox="0 0 1000 1000">{segments.collect_view()}</svg>
        }
        .into_any()
    };
    // As on the cover: the step is what is seen first, where there is one.
    let goal = move || {
        let (goal, step) = (form.goal.get(), welcome.step.text.get());
        let goal = if goal.trim().is_empty() || step.trim().is_empty() { goal } else { step };
        if goal.trim().is_empty() {
            view! { <p class="yours step faint">{word("welcome_goal_example")}</p> }
        } else {
            view! { <p class="yours step">{goal}</p> }
        }
    };
    let (days, stretch) = (move || when::chosen(form).0, move || when::chosen(form).1);
    view! {
        <div class="preview" aria-hidden="true">
            {ring}
            {goal}
            <p class="gate"><span>{days}</span><span class="soft">{stretch}</span></p>
        </div>
    }
}
