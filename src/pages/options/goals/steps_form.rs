//! The steps of a goal as a short list: written, ticked, put in order and taken away.

use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use ringfence_core::protocol::{Field, StepDraft};
use ringfence_pages::fault::FaultLines;
use ringfence_pages::parts::{ABOVE, BELOW, CROSS, Glyph};
use ringfence_pages::words::{word, word_with};
use ringfence_pages::zone;

use super::form::GoalForm;

/// One step. Its key stays its own while others come, go and move.
#[derive(Clone, Copy, PartialEq)]
pub struct Row {
    key: usize,
    /// The step's id; 0 for a new one.
    id: u32,
    text: RwSignal<String>,
    /// When it was done; empty while it is not.
    done: RwSignal<String>,
    for_check_in: RwSignal<bool>,
}

/// The list.
#[derive(Clone, Copy)]
pub struct TypedSteps {
    rows: RwSignal<Vec<Row>>,
    next: StoredValue<usize>,
    /// Who made the list. A row lives as long, whoever added it: listeners own what they make.
    owner: StoredValue<Owner>,
}

#[derive(Clone, Copy)]
enum Way {
    Up,
    Down,
}

impl TypedSteps {
    /// One row for each step, and an empty one where there is none.
    pub fn of(steps: &[StepDraft]) -> Self {
        let typed = Self {
            rows: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        let empty = [StepDraft::default()];
        let steps = if steps.is_empty() { empty.as_slice() } else { steps };
        typed.rows.set(steps.iter().map(|step| typed.row(step)).collect());
        typed
    }

    /// The steps, the empty ones among them: a fault's number is a place here.
    pub fn draft(self) -> Vec<StepDraft> {
        let step = |row: Row| StepDraft {
            id: row.id,
            text: row.text.get(),
            done: row.done.get(),
            for_check_in: row.for_check_in.get(),
        };
        self.rows.get().into_iter().map(step).collect()
    }

    fn row(self, step: &StepDraft) -> Row {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        self.owner.get_value().with(|| Row {
            key,
            id: step.id,
            text: RwSignal::new(step.text.clone()),
            done: RwSignal::new(step.done.clone()),
            for_check_in: RwSignal::new(step.for_check_in),
        })
    }

    /// One row more, at the end, to be written at once.
    fn add(self) {
        let row = self.row(&StepDraft::default());
        self.rows.update(|rows| rows.push(row));
        crate::week::focus(["#", &text_id(row)].concat());
    }

    fn place(self, row: Row) -> Option<usize> {
        self.rows.with(|rows| rows.iter().position(|other| *other == row))
    }

    /// The focus stays where the person is: at the row that came in its place, or at the end.
    fn remove(self, row: Row) {
        let at = untrack(|| self.place(row)).unwrap_or_default();
        self.rows.update(|rows| rows.retain(|other| *other != row));
        let next = self.rows.with_untracked(|rows| rows.get(at).or(rows.last()).copied());
        crate::week::focus(
            next.map_or_else(|| "#add-step".to_owned(), |it| ["#", &text_id(it)].concat()),
        );
    }

    /// The row keeps the focus, wherever in it that was.
    fn go(self, row: Row, way: Way, focus: &str) {
        let Some(at) = untrack(|| self.place(row)) else { return };
        let to = match way {
            Way::Up => at.checked_sub(1),
            Way::Down => Some(at + 1).filter(|to| *to < self.rows.with_untracked(Vec::len)),
        };
        if let Some(to) = to {
            self.rows.update(|rows| rows.swap(at, to));
            crate::week::focus(["#", focus].concat());
        }
    }
}

fn text_id(row: Row) -> String {
    ["step-", &row.key.to_string()].concat()
}

/// The part of the form.
pub(super) fn steps(form: GoalForm) -> impl IntoView {
    let list = form.steps;
    view! {
        <fieldset class="step-list" aria-describedby="steps-hint">
            <legend>{word("goal_steps")}</legend>
            <p class="hint" id="steps-hint">{word("goal_steps_hint")}</p>
            <ol>
                <For each=move || list.rows.get() key=|row| row.key children=move |row| line(form, row)/>
            </ol>
            <button class="link" id="add-step" type="button" on:click=move |_| list.add()>
                {word("goal_add_step")}
            </button>
            <FaultLines
                id="steps-wrong"
                faults=form.faults
                about=|field| matches!(field, Field::Steps)
            />
        </fieldset>
    }
}

fn line(form: GoalForm, row: Row) -> impl IntoView {
    let list = form.steps;
    let place = move || list.place(row).unwrap_or_default();
    let number = move || (place() + 1).to_string();
    let about = move |field| match field {
        Field::Step { index } => usize::try_from(index).ok() == list.place(row),
        _ => false,
    };
    let is_done = Memo::new(move |_| row.done.with(|done| !done.is_empty()));
    let tick = move |event| {
        let today = || zone::today().to_string();
        row.done.set(if event_target_checked(&event) { today() } else { String::new() });
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let way = match event.key().as_str() {
            "ArrowUp" => Way::Up,
            "ArrowDown" => Way::Down,
            _ => return,
        };
        if event.alt_key() {
            event.prevent_default();
            list.go(row, way, &text_id(row));
        }
    };
    let (id, wrong_id) = (text_id(row), [&text_id(row), "-wrong"].concat());
    let arrow = move |way: Way, name: &'static str, label: &'static str, path: &'static str| {
        let id = [&text_id(row), "-", name].concat();
        let stays = id.clone();
        view! {
            <button
                class="btn bare icon"
                type="button"
                id=id
                aria-label=move || word_with(label, &[&number()])
                on:click=move |_| list.go(row, way, &stays)
            >
                <Glyph path=path/>
            </button>
        }
    };
    view! {
        <li class="step-row" class:done=is_done>
            <label class="tick-box">
                <input
                    type="checkbox"
                    aria-label=move || word_with("goal_step_is_done", &[&number()])
                    prop:checked=is_done
                    on:change=tick
                />
            </label>
            <input
                class="input yours"
                id=id
                autocomplete="off"
                aria-label=move || word_with("goal_step_label", &[&number()])
                aria-describedby=wrong_id.clone()
                aria-invalid=move || form.wrong(about)
                prop:value=row.text
                on:input=move |event| row.text.set(event_target_value(&event))
                on:keydown=keys
            />
            <div class="step-tools">
                <label class="chip">
                    <input
                        type="checkbox"
                        prop:checked=row.for_check_in
                        on:change=move |event| row.for_check_in.set(event_target_checked(&event))
                    />
                    {word("goal_for_check_in_tag")}
                </label>
                {arrow(Way::Up, "up", "goal_step_up", ABOVE)}
                {arrow(Way::Down, "down", "goal_step_down", BELOW)}
                <button
                    class="btn bare icon remove"
                    type="button"
                    aria-label=move || word_with("goal_step_remove", &[&number()])
                    on:click=move |_| list.remove(row)
                >
                    <Glyph path=CROSS/>
                </button>
            </div>
            <FaultLines id=wrong_id.clone() faults=form.faults about=about/>
        </li>
    }
}
