//! For what: the goal line, which the person will see instead of their inbox, and what is done first.

use leptos::prelude::*;
use ringfence_core::protocol::Field;
use ringfence_pages::fault::FaultLines;
use ringfence_pages::words::word;

use crate::first_step::first_step;
use crate::{Welcome, heading};

/// The third step.
pub fn for_what(welcome: Welcome) -> impl IntoView {
    let form = welcome.form;
    let about = |field| matches!(field, Field::Goal);
    view! {
        {heading("for", "3", "welcome_for")}
        <div class="field">
            <label for="goal">{word("welcome_goal")}</label>
            <input
                class="input yours"
                id="goal"
                autocomplete="off"
                aria-describedby="goal-hint goal-wrong"
                aria-invalid=move || form.wrong(about)
                prop:value=form.goal
                on:input=move |event| form.goal.set(event_target_value(&event))
            />
            <p class="hint" id="goal-hint">{word("welcome_goal_hint")}</p>
            <FaultLines id="goal-wrong" faults=form.faults about=about/>
        </div>
        {first_step(welcome.step, form.goal)}
    }
}
