//! The week: a calendar of what holds, the rules below it, and beside it the form of the one that is
//! being changed.

mod cards;
mod form;
mod grid;
mod hand;
mod head;
mod keys;
mod lanes;
mod next_five;
mod one;
mod owed;
mod pointer;
mod shape;
mod templates;
mod wish;

use leptos::prelude::*;
use ringfence_core::date::Date;
use ringfence_core::protocol::{
    BlockView, CoreEvent, OccurrenceKey, OptionsView, Page, PartDraft, RuleDraft, RuleView,
};
use ringfence_pages::health::Health;
use ringfence_pages::live::{self, Live};
use ringfence_pages::parts::{element, focus_next};
use ringfence_pages::rule_form::RuleForm;
use ringfence_pages::shell;
use ringfence_pages::times;
use ringfence_pages::unsaved::ask_before_leaving;
use ringfence_pages::words::{word, word_with};
use ringfence_pages::zone;

pub use self::cards::moment;
use self::hand::Hands;
use crate::history::History;
use crate::zone_question;

/// What the calendar, the list and the form have in common.
#[derive(Clone, Copy)]
pub struct Week {
    pub live: Live<OptionsView>,
    pub history: History,
    /// The draft that the form began with; none while no form is open.
    pub editing: RwSignal<Option<Open>>,
    /// The form that is open, for what is drawn into it.
    pub form: RwSignal<Option<RuleForm>>,
    /// What is to be opened once it is said what becomes of a form that is not saved.
    pub wanted: RwSignal<Option<Wanted>>,
    /// The occurrence that was chosen in the calendar.
    pub chosen: RwSignal<Option<OccurrenceKey>>,
    /// The rule that was deleted on this page last.
    pub deleted: RwSignal<Option<u32>>,
    /// What is being moved, resized or drawn.
    pub hands: Hands,
    /// The occurrences shown; while something is in hand they stay as they are.
    pub blocks: Memo<Vec<BlockView>>,
    /// The first date shown.
    pub first: Memo<Date>,
}

/// A form that is open.
#[derive(Clone, PartialEq)]
pub struct Open {
    pub draft: RuleDraft,
    /// Whether it takes the focus.
    pub focus: bool,
}

/// What waits for a form to be saved or discarded.
#[derive(Clone, PartialEq)]
pub enum Wanted {
    /// Another form.
    Form(Open),
    /// Nothing but to decide: a block of the same rule was to be changed.
    Decision,
}

impl Week {
    fn of(live: Live<OptionsView>, history: History) -> Self {
        let hands = Hands::empty();
        let blocks = Memo::new(move |shown: Option<&Vec<BlockView>>| {
            let in_hand = hands.held.with(Option::is_some);
            match shown.filter(|_| in_hand) {
                Some(shown) => shown.clone(),
                None => live.view.with(|view| view.week.clone()),
            }
        });
        let first = Memo::new(move |_| first_date(&live.shown.get()));
        Self {
            live,
            history,
            editing: RwSignal::new(None),
            form: RwSignal::new(None),
            wanted: RwSignal::new(None),
            chosen: RwSignal::new(None),
            deleted: RwSignal::new(None),
            hands,
            blocks,
            first,
        }
    }

    /// A rule as it is saved.
    pub fn rule(self, id: u32) -> Option<RuleView> {
        let found = |view: &OptionsView| view.rules.iter().find(|rule| rule.id == id).cloned();
        self.live.view.with_untracked(found)
    }

    /// Opens the form of a rule, unless one is open that is not saved.
    pub fn edit(self, draft: RuleDraft, focus: bool) {
        let open = Open { draft, focus };
        if self.is_unsaved() {
            let is_open =
                |it: &Option<Open>| it.as_ref().is_some_and(|it| it.draft.id == open.draft.id);
            if open.draft.id == 0 || !self.editing.with_untracked(is_open) {
                self.wanted.set(Some(Wanted::Form(open)));
            }
            return;
        }
        self.put(open);
    }

    /// Puts a form in place of the one that is open, whatever that holds.
    pub fn put(self, open: Open) {
        self.wanted.set(None);
        let elsewhere =
            |key: &Option<OccurrenceKey>| key.as_ref().is_some_and(|key| key.rule != open.draft.id);
        if self.chosen.with_untracked(elsewhere) {
            self.chosen.set(None);
        }
        self.editing.set(Some(open));
    }

    /// Opens the form of a rule that does not exist yet.
    pub fn new_rule(self, schedule: Vec<PartDraft>) {
        self.edit(RuleDraft { schedule, ..RuleDraft::default() }, true);
    }

    /// Whether the open form holds something that is not saved.
    pub fn is_unsaved(self) -> bool {
        let form =
            self.form.get_untracked().filter(|_| self.editing.with_untracked(Option::is_some));
        form.is_some_and(RuleForm::is_changed)
    }

    /// Opens the form of the rule that the address names, `#week/3`, if there is one.
    fn open_named(self) {
        let fragment = location().hash().unwrap_or_default();
        let id = fragment.strip_prefix("#week/").and_then(|id| id.parse().ok());
        if let Some(rule) = id.and_then(|id| self.rule(id)) {
            self.edit(rule.draft, true);
        }
    }

    /// Closes the form and gives focus back to where work goes on.
    pub fn close(self, said: String) {
        self.wanted.set(None);
        self.chosen.set(None);
        self.editing.set(None);
        self.history.say(said);
        focus("#new-rule");
    }

    /// Chooses a block: beside the calendar stand what can be done with it, and its rule's form.
    pub fn choose(self, block: &BlockView, takes_focus: bool) {
        self.chosen.set(Some(block.occurrence.clone()));
        let open = self.editing.with_untracked(|it| it.as_ref().map(|it| it.draft.id));
        if open == Some(block.occurrence.rule) {
            if takes_focus {
                focus("#goal");
            }
        } else if let Some(rule) = self.rule(block.occurrence.rule) {
            self.edit(rule.draft, takes_focus);
        }
    }

    /// Deletes a rule, to be taken back.
    pub fn delete(self, id: u32) {
        self.deleted.set(Some(id));
        let (undo, redo) = (CoreEvent::RestoreRule { id }, CoreEvent::DeleteRule { id });
        shell::tell(&redo);
        self.history.add(word("step_deleted"), undo, redo);
    }

    /// Shows the week that begins so many days later.
    pub fn turn(self, days: i32) {
        self.show(first_date(&self.live.asked()).plus(days));
    }

    /// Shows the week in which a date lies.
    pub fn show(self, date: Date) {
        self.live.ask(page_of(date));
    }
}

/// What to ask for to be shown the week of a date.
pub fn page_of(date: Date) -> Page {
    let week = times::week_from_its_first_day();
    let place = week.iter().position(|day| *day == date.day()).unwrap_or_default();
    let first = date.plus(-i32::try_from(place).unwrap_or_default());
    Page::Options { week: first.to_string() }
}

fn first_date(page: &Page) -> Date {
    let asked = match page {
        Page::Options { week } => Date::parse(week),
        Page::Popup {}
        | Page::Cover { .. }
        | Page::Welcome {}
        | Page::Log { .. }
        | Page::CheckIn { .. }
        | Page::About {}
        | Page::Try { .. } => None,
    };
    asked.unwrap_or_else(|| zone::today().monday())
}

/// Gives focus to an element once the page has been brought up to date, unless the person has gone on.
pub fn focus(selector: impl AsRef<str> + 'static) {
    focus_next(move || element(selector.as_ref()));
}

/// The section.
pub fn week(live: Live<OptionsView>, history: History) -> impl IntoView {
    let week = Week::of(live, history);
    follow(week);
    ask_before_leaving(move || week.is_unsaved());
    let chosen = wish::Chosen::of(week);
    week.open_named();
    live::listen(&window(), "hashchange", move || week.open_named());
    let health = Signal::derive(move || live.view.with(|view| view.health.clone()));
    let editing = Memo::new(move |_| week.editing.get());
    let some = Memo::new(move |_| live.view.with(|view| !view.rules.is_empty()));
    view! {
        {head::head(week)}
        <p class="said" role="status">{history.said}</p>
        <Health lines=health/>
        {zone_question::question(live)}
        {move || taken_back(week)}
        <div class="beside" class:open=move || editing.with(Option::is_some)>
            <div>
                {move || (!some.get()).then(|| templates::none_yet(week))}
                {grid::grid(week)}
                {owed::owed(week)}
            </div>
            {move || editing.get().map(|open| view! {
                <div class="side">
                    {one::one(week, chosen)}
                    {form::form(week, &open)}
                </div>
            })}
            {cards::cards(week)}
        </div>
    }
}

/// Brings the open form up to date with its rule while nothing was typed, and the calendar with the
/// zone.
fn follow(week: Week) {
    Effect::new(move |_| {
        let Some(open) = week.editing.get() else { return };
        let now = week.live.view.with(|view| {
            view.rules.iter().find(|rule| rule.id == open.draft.id).map(|rule| rule.draft.clone())
        });
        if let Some(draft) = now.filter(|draft| *draft != open.draft)
            && !week.is_unsaved()
        {
            week.editing.set(Some(Open { draft, focus: false }));
        }
    });
    Effect::new(move |before: Option<String>| {
        let zone = zone::shown();
        // In another zone it may be another date; what the person has turned to is left alone.
        if before != Some(zone.clone()) && week.live.asked() != page_of(zone::today()) {
            week.show(zone::today());
        }
        zone
    });
}

/// "“Portfolio” is deleted. Undo": for as long as the core keeps it and this page is open. Where the
/// deletion waits, its card says so.
fn taken_back(week: Week) -> impl IntoView {
    let deleted = week.live.view.with(|view| {
        let waits = |id| view.rules.iter().any(|rule| rule.id == id);
        view.deleted.clone().filter(|rule| !waits(rule.id))
    });
    let deleted = deleted.filter(|rule| week.deleted.get() == Some(rule.id));
    deleted.map(|rule| {
        let id = rule.id;
        let restore = move |_| {
            week.deleted.set(None);
            shell::tell(&CoreEvent::RestoreRule { id });
            let (undo, redo) = (CoreEvent::DeleteRule { id }, CoreEvent::RestoreRule { id });
            week.history.add(word("step_restored"), undo, redo);
            week.close(String::new());
        };
        let sentence = if rule.draft.goal.is_empty() {
            word("options_deleted_plain")
        } else {
            word_with("options_deleted", &[&rule.draft.goal])
        };
        view! {
            <div class="notice settle" role="status">
                <span class="grow">{sentence}</span>
                <button class="btn" type="button" on:click=restore>{word("options_undo")}</button>
            </div>
        }
    })
}
