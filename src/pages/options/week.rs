//! The week: the rules, and beside them the form of the one that is being changed.

use leptos::prelude::*;
use ringfence_core::protocol::{CoreEvent, Mode, OptionsView, RuleDraft};
use ringfence_pages::health::Health;
use ringfence_pages::live::Live;
use ringfence_pages::parts::{Glyph, PLUS};
use ringfence_pages::shell;
use ringfence_pages::words::{word, word_with};

use crate::{edit, rules};

/// What the list and the form have in common.
#[derive(Clone, Copy)]
pub struct Week {
    pub live: Live<OptionsView>,
    /// The draft that the form began with; none while no form is open.
    pub editing: RwSignal<Option<RuleDraft>>,
    /// The rule that was deleted on this page last.
    pub deleted: RwSignal<Option<u32>>,
    /// What is said aloud when something has been done.
    pub said: RwSignal<String>,
}

impl Week {
    /// Opens the form of a rule.
    pub fn edit(self, draft: RuleDraft) {
        self.said.set(String::new());
        self.editing.set(Some(draft));
    }

    /// Opens the form of a rule that does not exist yet.
    pub fn new_rule(self) {
        let (goal, groups, sites) = (String::new(), Vec::new(), Vec::new());
        let (schedule, zone) = (Vec::new(), String::new());
        self.edit(RuleDraft { id: 0, goal, mode: Mode::Cover, schedule, zone, groups, sites });
    }

    /// Closes the form and gives focus back to where work goes on.
    pub fn close(self, said: String) {
        self.editing.set(None);
        self.said.set(said);
        request_animation_frame(|| {
            let button = document().get_element_by_id("new-rule");
            if let Some(button) =
                button.map(wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlElement>)
            {
                // An element in the page can always be focused.
                let _ = button.focus();
            }
        });
    }
}

/// The section.
pub fn week(live: Live<OptionsView>) -> impl IntoView {
    let week = Week {
        live,
        editing: RwSignal::new(None),
        deleted: RwSignal::new(None),
        said: RwSignal::new(String::new()),
    };
    let health = Signal::derive(move || live.view.with(|view| view.health.clone()));
    let editing = Memo::new(move |_| week.editing.get());
    view! {
        <div class="sheet-head">
            <h1>{word("options_week")}</h1>
            <button class="btn" id="new-rule" type="button" on:click=move |_| week.new_rule()>
                <Glyph path=PLUS/>
                {word("options_new")}
            </button>
            <p class="soft">{word("options_week_lead")}</p>
        </div>
        <Health lines=health/>
        <p class="said" role="status">{week.said}</p>
        {move || taken_back(week)}
        <div class="beside" class:open=move || editing.with(Option::is_some)>
            {rules::rules(week)}
            {move || editing.get().map(|draft| edit::edit(week, &draft))}
        </div>
    }
}

/// "“Portfolio” is deleted. Undo": for as long as the core keeps it and this page is open.
fn taken_back(week: Week) -> impl IntoView {
    let deleted = week.live.view.with(|view| view.deleted.clone());
    let deleted = deleted.filter(|rule| week.deleted.get() == Some(rule.id));
    deleted.map(|rule| {
        let id = rule.id;
        let restore = move |_| {
            week.deleted.set(None);
            shell::tell(&CoreEvent::RestoreRule { id });
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
