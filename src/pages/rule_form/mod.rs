//! A rule as it is being typed, and the parts of its form. It may be wrong until it is saved; the
//! core's own eyes look over it here as well, so that a browser prompt for access comes only for a
//! rule that will be.

mod dates;
mod days;
mod goal_line;
mod holding;
mod nudge;
mod part;
mod sites;
mod stretches;
mod terms;
mod way_back;
mod zone;

pub use dates::Dates;
pub use days::Days;
pub use goal_line::{GoalLine, titles};
pub use holding::GroupSites;
pub use nudge::Nudge;
pub use part::{Dated, Part, Typed, weekly};
pub use sites::{GroupChips, OwnSites};
pub use stretches::Stretches;
pub use terms::Terms;
pub use way_back::{CapForm, WaysBack, radio};
pub use zone::ZoneInput;

use std::collections::BTreeSet;

use leptos::prelude::*;
use ringfence_core::date::Date;
use ringfence_core::protocol::{
    CoreEvent, Fault, Field, GroupView, Mode, PartDraft, Repeat, RuleDraft, StretchDraft, TabTitle,
    WayBack,
};
use ringfence_core::rule::{Rule, RuleId};
use ringfence_intl::{BrowserHosts, IntlZones};
use wasm_bindgen::JsCast;
use web_sys::HtmlDetailsElement;

use crate::fault::Faults;
use crate::groups::{self, Apps};
use crate::parts::{element, focus_next};
use crate::shell::{self, Answer, NotRunning};

/// A rule being typed.
#[derive(Clone, Copy)]
pub struct RuleForm {
    /// The rule to change; 0 for a new one.
    pub id: u32,
    /// The goal line.
    pub goal: RwSignal<String>,
    /// Whether the goal is chosen when an occurrence begins.
    pub choose: RwSignal<bool>,
    /// So many minutes before an occurrence a word is said; none for no word.
    pub nudge: RwSignal<Option<u32>>,
    /// Cover or dim.
    pub mode: RwSignal<Mode>,
    /// What covered tabs are called.
    pub tab_title: RwSignal<TabTitle>,
    /// What it asks for before it opens.
    pub way_back: RwSignal<WayBack>,
    /// How often and for how long it opens without a sentence.
    pub cap: CapForm,
    /// Days and their stretches.
    pub parts: RwSignal<Vec<Part>>,
    /// The zone that the hours are pinned to; empty for none.
    pub zone: RwSignal<String>,
    /// Ids of the chosen groups.
    pub groups: RwSignal<Vec<String>>,
    /// The chosen apps of presets, where they are not the usual ones.
    pub apps: RwSignal<Apps>,
    /// Own sites, one on each line.
    pub sites: RwSignal<String>,
    /// What was wrong when it was last sent.
    pub faults: Faults,
    /// Whether the rule is on its way to be saved.
    sending: RwSignal<bool>,
    /// What it held to begin with.
    first: StoredValue<RuleDraft>,
}

/// What came of sending a rule.
pub enum Saved {
    /// It is a rule now; its id.
    Yes(u32),
    /// Faults stand at their fields.
    Refused,
    /// The background did not answer.
    Silent,
}

impl RuleForm {
    /// The form of a draft.
    #[must_use]
    pub fn of(draft: &RuleDraft) -> Self {
        let form = Self {
            id: draft.id,
            goal: RwSignal::new(draft.goal.clone()),
            choose: RwSignal::new(draft.choose),
            nudge: RwSignal::new(draft.nudge),
            mode: RwSignal::new(draft.mode),
            tab_title: RwSignal::new(draft.tab_title),
            way_back: RwSignal::new(draft.way_back),
            cap: CapForm::of(draft.cap),
            parts: RwSignal::new(draft.schedule.iter().enumerate().map(Part::of).collect()),
            zone: RwSignal::new(draft.zone.clone()),
            groups: RwSignal::new(draft.groups.clone()),
            apps: RwSignal::new(Vec::new()),
            sites: RwSignal::new(draft.sites.join("\n")),
            faults: RwSignal::new(Vec::new()),
            sending: RwSignal::new(false),
            first: StoredValue::new(draft.clone()),
        };
        form.is_as_it_began();
        form
    }

    /// What it holds now is what it began with.
    pub fn is_as_it_began(self) {
        self.first.set_value(untrack(|| self.draft()));
    }

    /// Whether it holds something else than to begin with. False once nobody holds it any more.
    #[must_use]
    pub fn is_changed(self) -> bool {
        let here = self.first.try_with_value(|_| ()).is_some();
        let is_other = || self.first.with_value(|first| *first != self.draft());
        here && untrack(|| is_other() || self.apps.with(|apps| !apps.is_empty()))
    }

    /// The groups to choose from, presets with the apps that are chosen of them.
    #[must_use]
    pub fn offered(self, own: &[GroupView]) -> Vec<GroupView> {
        self.apps.with(|apps| groups::offered(own, apps))
    }

    /// Puts other hours in place of its own.
    pub fn begin_with(self, schedule: &[PartDraft]) {
        let parts = self.parts.get_untracked();
        let key = parts.iter().map(|part| part.key + 1).max().unwrap_or_default();
        self.parts.set((key..).zip(schedule).map(Part::of).collect());
    }

    /// Adds a stretch on one date: to hours that it fits, else as other hours.
    pub fn add(self, date: Date, stretch: &StretchDraft) {
        let day = date.day();
        let parts = self.parts.get_untracked();
        let takes = |part: &&Part| untrack(|| part.takes(day));
        if let Some(part) = parts.iter().find(takes) {
            return part.add(day, stretch);
        }
        let key = parts.iter().map(|part| part.key + 1).max().unwrap_or_default();
        let single = parts.last().is_some_and(|part| part.repeat.get_untracked() == Repeat::Dates);
        let mut draft = weekly(vec![day], vec![stretch.clone()]);
        if single {
            (draft.repeat, draft.days) = (Repeat::Dates, Vec::new());
            draft.dates = vec![date.to_string()];
        }
        self.parts.update(|parts| parts.push(Part::of((key, &draft))));
    }

    /// What the form holds now.
    #[must_use]
    pub fn draft(self) -> RuleDraft {
        RuleDraft {
            id: self.id,
            goal: self.goal.get(),
            choose: self.choose.get(),
            nudge: self.nudge.get(),
            mode: self.mode.get(),
            tab_title: self.tab_title.get(),
            way_back: self.way_back.get(),
            cap: self.cap.draft(),
            schedule: self.parts.get().into_iter().map(Part::draft).collect(),
            zone: self.zone.get(),
            groups: self.groups.get(),
            sites: self.sites.with(|sites| sites.lines().map(str::to_owned).collect()),
        }
    }

    /// Sends the rule, and the presets that it names, and asks for access to its sites, in one
    /// gesture. `then` learns the outcome.
    pub fn save(self, offered: &[GroupView], then: impl Fn(Saved) + 'static) {
        // A second press while the first is on its way would make a second rule.
        if self.sending.get_untracked() {
            return;
        }
        let draft = untrack(|| self.draft());
        let zones = IntlZones::default();
        let known: Vec<_> = offered.iter().map(groups::known).collect();
        let checked = Rule::from_draft(&draft, RuleId(draft.id), &known, &zones, &BrowserHosts);
        if let Err(faults) = checked {
            self.show(faults);
            return then(Saved::Refused);
        }
        self.faults.set(Vec::new());
        self.sending.set(true);
        let origins = origins(&draft, offered);
        let chosen = offered.iter().filter(|group| draft.groups.contains(&group.id));
        let presets = chosen.map(groups::draft).collect();
        let answer = shell::send(&CoreEvent::SaveRule { rule: draft, groups: presets });
        shell::ask_for_access(&origins);
        wasm_bindgen_futures::spawn_local(async move {
            let answer = answer.await;
            // The page may have put another form in its place.
            let _ = self.sending.try_set(false);
            then(match answer {
                Ok(Answer::Refused(faults)) => {
                    self.show(faults);
                    Saved::Refused
                }
                Ok(Answer::Done(id)) => Saved::Yes(id),
                Err(NotRunning) => Saved::Silent,
            });
        });
    }

    /// Shows faults and takes the person to the first.
    fn show(self, faults: Vec<Fault>) {
        self.faults.set(faults);
        focus_next(|| {
            // What is folded away cannot have the focus.
            let folded = document().query_selector_all("details:has([aria-invalid=true])").ok();
            let folded = folded
                .into_iter()
                .flat_map(|all| (0..all.length()).filter_map(move |at| all.item(at)));
            for folded in folded.filter_map(|it| it.dyn_into::<HtmlDetailsElement>().ok()) {
                folded.set_open(true);
            }
            element("[aria-invalid=true]")
        });
    }

    /// Whether something is wrong at a field; for `aria-invalid`, which says it in words.
    pub fn wrong(self, about: impl Fn(Field) -> bool) -> &'static str {
        let wrong = self.faults.with(|faults| faults.iter().any(|fault| about(fault.field)));
        if wrong { "true" } else { "false" }
    }
}

/// The origins that a draft's sites need, each once; sites that are let through need none.
#[must_use]
pub fn origins(draft: &RuleDraft, offered: &[GroupView]) -> Vec<String> {
    let chosen = offered.iter().filter(|group| draft.groups.contains(&group.id));
    let of_groups = chosen.flat_map(|group| group.origins.iter().cloned());
    of_groups.chain(groups::origins(&draft.sites)).collect::<BTreeSet<_>>().into_iter().collect()
}
