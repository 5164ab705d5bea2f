//! Sites: what counts as work. Groups as cards, the form of the one that is being changed, presets to
//! start from, and an address to try.

mod card;
mod finder;
mod form;
mod list;
mod rows;
mod trial;

use leptos::prelude::*;
use ringfence_core::group::own_id;
use ringfence_core::protocol::{CoreEvent, GroupDraft, GroupView, OptionsView};
use ringfence_pages::groups;
use ringfence_pages::health::Health;
use ringfence_pages::live::Live;
use ringfence_pages::parts::{Glyph, PLUS};
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::words::{word, word_with};
use wasm_bindgen_futures::spawn_local;

use crate::history::{self, History};
use crate::open_form::OpenForm;

/// What the cards, the form and the presets have in common.
#[derive(Clone, Copy)]
struct Sites {
    live: Live<OptionsView>,
    history: History,
    form: OpenForm<GroupDraft>,
}

impl Sites {
    /// Closes the form.
    fn close(self, said: String) {
        self.form.close();
        self.history.say(said);
        crate::week::focus("#new-group");
    }

    /// A group as it is wished.
    fn group(self, id: &str) -> Option<GroupView> {
        let found = |view: &OptionsView| view.groups.iter().find(|it| it.id == id).cloned();
        self.live.view.with_untracked(found)
    }

    /// Sends a group, and asks for access to its sites, in one gesture. `then` learns the outcome,
    /// and the group as it is now.
    fn save(
        self,
        draft: GroupDraft,
        then: impl Fn(Result<Answer, NotRunning>, GroupDraft) + 'static,
    ) {
        let before = self.group(&draft.id).map(|group| groups::draft(&group));
        let answer = shell::send(&CoreEvent::SaveGroup { group: draft.clone() });
        shell::ask_for_access(&groups::origins(&draft.sites));
        spawn_local(async move {
            let answer = answer.await;
            let mut group = draft;
            if let Ok(Answer::Done(made)) = answer {
                if made != 0 {
                    group.id = own_id(made);
                }
                self.note(before, &group);
            }
            then(answer, group);
        });
    }

    /// What was done can be undone.
    fn note(self, before: Option<GroupDraft>, group: &GroupDraft) {
        let redo = CoreEvent::SaveGroup { group: group.clone() };
        match before {
            Some(before) if before == *group => {}
            Some(group) => {
                let label = word_with("step_group_edited", &[&group.name]);
                self.history.add(label, CoreEvent::SaveGroup { group }, redo);
            }
            None => {
                let undo = CoreEvent::DeleteGroup { id: group.id.clone() };
                self.history.add(word_with("step_group_added", &[&group.name]), undo, redo);
            }
        }
    }

    /// Deletes a group that no rule names, to be taken back.
    fn delete(self, group: GroupDraft) {
        let redo = CoreEvent::DeleteGroup { id: group.id.clone() };
        let answer = shell::send(&redo);
        spawn_local(async move {
            match answer.await {
                Ok(Answer::Done(_)) => {
                    let label = word_with("step_group_deleted", &[&group.name]);
                    let said = word_with("history_done", &[&label]);
                    self.history.add(label, CoreEvent::SaveGroup { group }, redo);
                    self.close(said);
                }
                Ok(Answer::Refused(faults)) => self.history.say_faults(&faults),
                Err(NotRunning) => self.history.say(word("back_not_running")),
            }
        });
    }
}

/// The section.
pub fn sites(live: Live<OptionsView>, history: History) -> impl IntoView {
    let form = OpenForm::<GroupDraft>::none(".group-form");
    form.follow(move |began| {
        let is_same = |group: &&GroupView| group.id == began.id;
        live.view.with(|view| view.groups.iter().find(is_same).map(groups::draft))
    });
    let sites = Sites { live, history, form };
    let groups = Memo::new(move |_| live.view.with(|view| view.groups.clone()));
    let rules = Memo::new(move |_| live.view.with(|view| view.rules.clone()));
    let cards = move || {
        let rules = rules.get();
        let card = |group: GroupView| card::card(sites, group, &rules);
        groups.get().into_iter().map(card).collect_view()
    };
    let new = move |_| {
        form.open(GroupDraft { id: String::new(), name: String::new(), sites: Vec::new() });
    };
    let health = Signal::derive(move || live.view.with(|view| view.health.clone()));
    let calls = if shell::is_firefox() { "sites_calls_firefox" } else { "sites_calls_chrome" };
    view! {
        <div class="sheet-head week-head">
            <h1>{word("options_sites")}</h1>
            {history::buttons(history)}
            <p class="soft">{word("sites_lead")}</p>
        </div>
        <p class="said" role="status">{history.said}</p>
        <Health lines=health/>
        <div class="sites">
            <div class="sites-main">
                <ul class="groups">
                    {cards}
                    <li>
                        <button class="card group new" id="new-group" type="button" on:click=new>
                            <Glyph path=PLUS/>
                            {word("sites_new")}
                        </button>
                    </li>
                </ul>
                {finder::finder(sites)}
                <p class="hint">{word("sites_apps")}</p>
                <p class="hint">{word("sites_push")}</p>
                <p class="hint">{word(calls)}</p>
            </div>
            <div class="sites-side">
                {move || form.began().map(|draft| form::form(sites, draft))}
                {trial::trial(live)}
            </div>
        </div>
    }
}
