//! Check-ins: conversations with a date, what there is to say, and what comes after.

mod card;
mod form;
mod held;
mod send;
mod words;

use leptos::prelude::*;
use ringfence_core::date::Date;
use ringfence_core::protocol::{CheckInDraft, CheckInView, CoreEvent, GoalDraft, OptionsView};
use ringfence_pages::live::Live;
use ringfence_pages::parts::{Glyph, PLUS};
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::times;
use ringfence_pages::words::{word, word_with};
use ringfence_pages::zone;
use wasm_bindgen_futures::spawn_local;

use crate::history::{self, History};
use crate::open_form::OpenForm;

/// What the person has chosen about their cards.
#[derive(Clone, Copy)]
struct Chosen {
    /// Lines that are taken out, each by its check-in and its name.
    out: RwSignal<Vec<(u32, String)>>,
    /// Whether addresses are left in.
    with_sites: RwSignal<bool>,
}

impl Chosen {
    /// Every line is in, no address is.
    fn new() -> Self {
        Self { out: RwSignal::new(Vec::new()), with_sites: RwSignal::new(false) }
    }
}

/// What the list, the card and the forms have in common.
#[derive(Clone, Copy)]
struct CheckIns {
    live: Live<OptionsView>,
    history: History,
    chosen: Chosen,
    /// The check-in whose card is open.
    open: RwSignal<Option<u32>>,
    form: OpenForm<Editing>,
}

/// A form.
#[derive(Clone, PartialEq)]
enum Editing {
    /// Of one check-in.
    Draft(CheckInDraft),
    /// Of what comes after one that took place.
    Held(Box<Held>),
}

/// One that took place, and what can be promised after it.
#[derive(Clone, PartialEq)]
struct Held {
    view: CheckInView,
    goals: Vec<GoalDraft>,
}

impl Editing {
    fn held(view: &CheckInView, options: &OptionsView) -> Self {
        Self::Held(Box::new(Held { view: view.clone(), goals: held::open_goals(options) }))
    }

    fn is_of(&self, id: u32) -> bool {
        match self {
            Self::Draft(draft) => draft.id == id,
            Self::Held(held) => held.view.draft.id == id,
        }
    }

    /// The same as it is saved now.
    fn now(&self, options: &OptionsView) -> Option<Self> {
        match self {
            Self::Draft(draft) => {
                let found = options.check_ins.iter().find(|it| it.id == draft.id);
                found.cloned().map(Self::Draft)
            }
            Self::Held(held) => Some(Self::held(&held.view, options)),
        }
    }
}

impl CheckIns {
    fn edit(self, draft: CheckInDraft) {
        self.form.open(Editing::Draft(draft));
    }

    fn close(self, said: String) {
        self.form.close();
        self.say(said);
    }

    /// Says what was done; work goes on from the head of the page.
    fn say(self, said: String) {
        self.history.say(said);
        crate::week::focus("#new-check-in");
    }

    /// Deletes one, to be taken back. A form of it in which something is typed stays.
    fn delete(self, draft: &CheckInDraft) {
        let id = draft.id;
        let again = CheckInDraft { id: 0, ..draft.clone() };
        let redo = CoreEvent::DeleteCheckIn { id };
        let answer = shell::send(&redo);
        spawn_local(async move {
            match answer.await {
                Ok(Answer::Done(_)) => {
                    let undo = CoreEvent::SaveCheckIn { check_in: again };
                    self.history.add(word("step_check_in_deleted"), undo, redo);
                    self.form.leave(|it| it.is_of(id));
                    self.say(word("check_in_deleted"));
                }
                Ok(Answer::Refused(faults)) => self.history.say_faults(&faults),
                Err(NotRunning) => self.history.say(word("back_not_running")),
            }
        });
    }
}

/// The section.
pub fn check_ins(live: Live<OptionsView>, history: History) -> impl IntoView {
    let all_of = |view: &OptionsView| view.check_ins.clone();
    let first = live.view.with_untracked(|view| view.check_ins.first().map(|it| it.id));
    let form = OpenForm::<Editing>::none(".check-in-form");
    form.follow(move |began| live.view.with(|view| began.now(view)));
    let (open, chosen) = (RwSignal::new(first), Chosen::new());
    let all = CheckIns { live, history, chosen, open, form };
    let shown = Memo::new(move |_| live.view.with(all_of));
    let none = Memo::new(move |_| shown.with(Vec::is_empty));
    // The first one opens its card, also where it was made elsewhere.
    Effect::new(move |were_none: Option<bool>| {
        if were_none == Some(true) && !none.get() {
            open.set(shown.with_untracked(|all| all.first().map(|it| it.id)));
        }
        none.get()
    });
    let list = move || {
        if none.get() {
            return view! { <p class="soft none-yet">{word("check_in_none")}</p> }.into_any();
        }
        view! {
            <ul class="rules check-ins">
                <For each=move || shown.get() key=whole let:draft>{one(all, draft)}</For>
            </ul>
        }
        .into_any()
    };
    let open_form = move || {
        form.began().map(|began| match began {
            Editing::Draft(draft) => form::form(all, &draft).into_any(),
            Editing::Held(held) => held::form(all, &held).into_any(),
        })
    };
    view! {
        <div class="sheet-head week-head">
            <h1>{word("options_check_in")}</h1>
            {history::buttons(history)}
            <button
                class="btn"
                id="new-check-in"
                type="button"
                on:click=move |_| all.edit(CheckInDraft::default())
            >
                <Glyph path=PLUS/>
                {word("check_in_new")}
            </button>
            <p class="soft">{word("check_in_lead")}</p>
        </div>
        <p class="said" role="status">{history.said}</p>
        <div class="beside" class:open=move || form.is_open()>
            {list}
            {open_form}
        </div>
    }
}

/// Told apart by all that is shown of it.
fn whole(it: &CheckInDraft) -> (u32, String, String, u32) {
    (it.id, it.person.clone(), it.date.clone(), it.every)
}

/// One check-in: when it is, and under it what there is to say.
fn one(all: CheckIns, draft: CheckInDraft) -> impl IntoView {
    let id = draft.id;
    let is_open = move || all.open.get() == Some(id);
    let toggle = move |_| all.open.update(|open| *open = (*open != Some(id)).then_some(id));
    let name = words::name(&draft.person);
    let date = draft.date.clone();
    // What is today may be another date by the next view.
    let when = move || {
        all.live.view.track();
        words::when(&date)
    };
    let repeats = words::repeats(draft.every);
    let label = |key: &str| word_with(key, &[&name]);
    let (change, delete) = (label("check_in_change_of"), label("check_in_delete_of"));
    let draft = StoredValue::new(draft);
    view! {
        <li class="card check-in">
            <h2>
                <button
                    type="button"
                    class="check-in-name"
                    aria-expanded=move || if is_open() { "true" } else { "false" }
                    on:click=toggle
                >
                    <bdi>{name}</bdi>
                </button>
            </h2>
            <p>{when}</p>
            <p class="small soft">{repeats}</p>
            <p class="row">
                <button
                    class="link"
                    type="button"
                    aria-label=change
                    on:click=move |_| all.edit(draft.get_value())
                >
                    {word("check_in_change")}
                </button>
                <button
                    class="link"
                    type="button"
                    aria-label=delete
                    on:click=move |_| draft.with_value(|draft| all.delete(draft))
                >
                    {word("rule_remove")}
                </button>
            </p>
            {move || is_open().then(|| card::card(all, id))}
        </li>
    }
}

/// Days from today to a date that is written `YYYY-MM-DD`.
fn days_until(date: &str) -> Option<i32> {
    Some(Date::parse(date)?.since(zone::today()))
}

/// A date that is written `YYYY-MM-DD`, in words.
fn in_words(date: &str) -> String {
    Date::parse(date).map(times::date_with_year).unwrap_or_default()
}
