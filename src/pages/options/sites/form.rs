//! The form of one group: its name and its sites.

use leptos::prelude::*;
use ringfence_core::group::SiteGroup;
use ringfence_core::protocol::{Fault, Field, GroupDraft};
use ringfence_intl::BrowserHosts;
use ringfence_pages::fault::{FaultLines, Faults, invalid};
use ringfence_pages::field::TextField;
use ringfence_pages::shell::{Answer, NotRunning};
use ringfence_pages::words::{counted, word, word_with};

use super::list::TypedSites;
use super::{Sites, rows};

/// A group as it is being typed.
#[derive(Clone, Copy)]
pub struct GroupForm {
    /// What it held when it was opened or saved last.
    first: StoredValue<GroupDraft>,
    name: RwSignal<String>,
    pub list: TypedSites,
    pub faults: Faults,
    /// What became of the last paste.
    pub taken: RwSignal<String>,
    outcome: RwSignal<String>,
    sending: StoredValue<bool>,
}

impl GroupForm {
    fn of(draft: GroupDraft) -> Self {
        Self {
            name: RwSignal::new(draft.name.clone()),
            list: TypedSites::of(&draft.sites),
            first: StoredValue::new(draft),
            faults: RwSignal::new(Vec::new()),
            taken: RwSignal::new(String::new()),
            outcome: RwSignal::new(String::new()),
            sending: StoredValue::new(false),
        }
    }

    /// Whether it holds something that is not saved.
    fn is_changed(self) -> bool {
        let is_same = untrack(|| {
            self.first.with_value(|first| {
                first.name == self.name.get() && first.sites == self.list.filled()
            })
        });
        !is_same || !self.list.left.with_untracked(String::is_empty)
    }

    pub fn wrong(self, about: impl Fn(Field) -> bool) -> &'static str {
        invalid(self.faults, about)
    }

    fn draft(self) -> GroupDraft {
        let (id, name) = (self.first.with_value(|first| first.id.clone()), self.name.get());
        GroupDraft { id, name, sites: self.list.lines() }
    }

    fn show(self, faults: Vec<Fault>) {
        let _ = self.faults.try_set(faults);
        let _ = self.outcome.try_set(word("options_not_saved"));
        crate::week::focus(".group-form [aria-invalid=true]");
    }

    /// The core's own eyes look over it first, so that the browser asks only for what will be.
    fn save(self, sites: Sites) {
        if self.sending.get_value() {
            return;
        }
        let draft = untrack(|| self.draft());
        if let Err(faults) = SiteGroup::from_draft(&draft, &BrowserHosts) {
            return self.show(faults);
        }
        self.faults.set(Vec::new());
        self.sending.set_value(true);
        let filled = untrack(|| self.list.filled());
        sites.save(GroupDraft { sites: filled, ..draft }, move |answer, group| {
            let _ = self.sending.try_update_value(|sending| *sending = false);
            match answer {
                Ok(Answer::Done(_)) => self.saved(sites, group),
                Ok(Answer::Refused(faults)) => self.show(faults),
                Err(NotRunning) => drop(self.outcome.try_set(word("back_not_running"))),
            }
        });
    }

    /// It closes, unless lines are left that could not be read.
    fn saved(self, sites: Sites, group: GroupDraft) {
        let left = self.list.left.try_with(|left| left.lines().count()).unwrap_or_default();
        if left == 0 {
            return sites.close(word("options_saved"));
        }
        let _ = self.first.try_update_value(|first| *first = group);
        let _ = self.outcome.try_set(counted("sites_saved_but", left, &[]));
    }
}

pub(super) fn form(sites: Sites, draft: GroupDraft) -> impl IntoView {
    let form = GroupForm::of(draft.clone());
    let first = NodeRef::new();
    sites.form.stands(move || form.is_changed(), first);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.save(sites);
    };
    let label = if draft.id.is_empty() {
        word("sites_new")
    } else {
        word_with("sites_edit_label", &[&draft.name])
    };
    // A group that a rule names stays: the rule would be without it.
    let group = sites.group(&draft.id);
    let is_free = group.is_some_and(|group| group.rules.is_empty());
    let delete = move |_| sites.delete(draft.clone());
    view! {
        <form class="card exact-form group-form settle" aria-label=label novalidate="" on:submit=submit>
            {sites.form.notice("sites_unsaved")}
            <TextField
                id="group-name"
                label=word("sites_name")
                typed=form.name
                node=first
                faults=form.faults
                about=|field| matches!(field, Field::GroupName)
            />
            {rows::list(form)}
            <FaultLines id="group-wrong" faults=form.faults about=|field| matches!(field, Field::Draft)/>
            <div class="row">
                <button class="btn first grow" type="submit">{word("rule_save")}</button>
                <button class="btn bare" type="button" on:click=move |_| sites.close(String::new())>
                    {word("rule_cancel")}
                </button>
                {is_free.then(|| view! {
                    <button class="btn bare" type="button" on:click=delete>{word("rule_remove")}</button>
                })}
            </div>
            <p class="hint" role="status">{form.outcome}</p>
        </form>
    }
}
