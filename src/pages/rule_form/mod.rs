//! A rule as it is being typed, and the parts of its form. It may be wrong until it is saved; the
//! core's own eyes look over it here as well, so that a browser prompt for access comes only for a
//! rule that will be.

mod days;
mod sites;
mod stretches;

pub use days::Days;
pub use sites::{GroupChips, GroupSites, OwnSites};
pub use stretches::Stretches;

use std::collections::BTreeSet;

use leptos::prelude::*;
use ringfence_core::group::SiteGroup;
use ringfence_core::protocol::{
    CoreEvent, Day, Fault, Field, GroupView, Mode, PartDraft, Repeat, RuleDraft, StretchDraft,
};
use ringfence_core::rule::{Rule, RuleId};
use ringfence_core::site::SitePattern;
use ringfence_intl::IntlZones;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::fault::Faults;
use crate::shell::{self, Answer, NotRunning};
use crate::times::stretch;

/// A rule being typed.
#[derive(Clone, Copy)]
pub struct RuleForm {
    /// The rule to change; 0 for a new one.
    pub id: u32,
    /// The goal line.
    pub goal: RwSignal<String>,
    /// Cover or dim.
    pub mode: RwSignal<Mode>,
    /// Days and their stretches.
    pub parts: RwSignal<Vec<Part>>,
    /// The zone that the hours are pinned to; empty for none.
    pub zone: RwSignal<String>,
    /// Ids of the chosen groups.
    pub groups: RwSignal<Vec<String>>,
    /// Own sites, one on each line.
    pub sites: RwSignal<String>,
    /// What was wrong when it was last sent.
    pub faults: Faults,
    /// Whether the rule is on its way to be saved.
    sending: RwSignal<bool>,
}

/// Some days and the stretches they have in common. Its key stays its own while others come and go.
#[derive(Clone, Copy, PartialEq)]
pub struct Part {
    /// Tells parts apart.
    pub key: usize,
    /// The chosen days.
    pub days: RwSignal<Vec<Day>>,
    /// The stretches.
    pub stretches: RwSignal<Vec<Typed>>,
    /// The terms that the form does not show.
    rest: StoredValue<PartDraft>,
}

/// A stretch as typed.
#[derive(Clone, Copy, PartialEq)]
pub struct Typed {
    /// Tells stretches apart.
    pub key: usize,
    /// `HH:MM`, or nothing yet.
    pub from: RwSignal<String>,
    /// `HH:MM`, or nothing yet, as a time field shows it: the day's end is its midnight.
    pub to: RwSignal<String>,
}

/// The end of a day in drafts. No time field can show it.
const DAY_END: &str = "24:00";
/// The same on a clock.
const MIDNIGHT: &str = "00:00";

/// What came of sending a rule.
pub enum Saved {
    /// It is a rule now.
    Yes,
    /// Faults stand at their fields.
    Refused,
    /// The background did not answer.
    Silent,
}

impl RuleForm {
    /// The form of a draft.
    #[must_use]
    pub fn of(draft: &RuleDraft) -> Self {
        Self {
            id: draft.id,
            goal: RwSignal::new(draft.goal.clone()),
            mode: RwSignal::new(draft.mode),
            parts: RwSignal::new(draft.schedule.iter().enumerate().map(Part::of).collect()),
            zone: RwSignal::new(draft.zone.clone()),
            groups: RwSignal::new(draft.groups.clone()),
            sites: RwSignal::new(draft.sites.join("\n")),
            faults: RwSignal::new(Vec::new()),
            sending: RwSignal::new(false),
        }
    }

    /// What the form holds now.
    #[must_use]
    pub fn draft(self) -> RuleDraft {
        RuleDraft {
            id: self.id,
            goal: self.goal.get(),
            mode: self.mode.get(),
            schedule: self.parts.get().into_iter().map(Part::draft).collect(),
            zone: self.zone.get(),
            groups: self.groups.get(),
            sites: self.sites.with(|sites| sites.lines().map(str::to_owned).collect()),
        }
    }

    /// Sends the rule and asks for access to its sites, in one gesture. `then` learns the outcome.
    pub fn save(self, groups: &[GroupView], then: impl Fn(Saved) + 'static) {
        // A second press while the first is on its way would make a second rule.
        if self.sending.get_untracked() {
            return;
        }
        let draft = untrack(|| self.draft());
        let zones = IntlZones::default();
        let checked = Rule::from_draft(&draft, RuleId(draft.id), &site_groups(groups), &zones);
        if let Err(faults) = checked {
            self.show(faults);
            return then(Saved::Refused);
        }
        self.faults.set(Vec::new());
        self.sending.set(true);
        let origins = origins(&draft, groups);
        let answer = shell::send(&CoreEvent::SaveRule { rule: draft });
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
                Ok(Answer::Done) => Saved::Yes,
                Err(NotRunning) => Saved::Silent,
            });
        });
    }

    /// Shows faults and takes the person to the first.
    fn show(self, faults: Vec<Fault>) {
        self.faults.set(faults);
        request_animation_frame(|| {
            let first = document().query_selector("[aria-invalid=true]").ok().flatten();
            if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
                // An element in the page can always be focused.
                let _ = first.focus();
            }
        });
    }

    /// Whether something is wrong at a field; for `aria-invalid`, which says it in words.
    pub fn wrong(self, about: impl Fn(Field) -> bool) -> &'static str {
        let wrong = self.faults.with(|faults| faults.iter().any(|fault| about(fault.field)));
        if wrong { "true" } else { "false" }
    }
}

impl Part {
    fn of((key, part): (usize, &PartDraft)) -> Self {
        let stretches = part.stretches.iter().enumerate();
        let typed = |(key, stretch): (usize, &StretchDraft)| Typed::of(key, stretch);
        Self {
            key,
            days: RwSignal::new(part.days.clone()),
            stretches: RwSignal::new(stretches.map(typed).collect()),
            rest: StoredValue::new(part.clone()),
        }
    }

    /// A part with no days and one evening stretch, to begin with.
    #[must_use]
    pub fn fresh(key: usize) -> Self {
        let evening = StretchDraft { from: "18:00".to_owned(), to: "20:00".to_owned() };
        Self::of((key, &weekly(Vec::new(), vec![evening])))
    }

    fn draft(self) -> PartDraft {
        let stretches = self.stretches.get().into_iter().map(Typed::draft).collect();
        PartDraft { days: self.days.get(), stretches, ..self.rest.get_value() }
    }
}

impl Typed {
    /// A stretch of the form.
    #[must_use]
    pub fn of(key: usize, stretch: &StretchDraft) -> Self {
        let to = if stretch.to == DAY_END { MIDNIGHT } else { &stretch.to };
        let (from, to) = (stretch.from.clone(), to.to_owned());
        Self { key, from: RwSignal::new(from), to: RwSignal::new(to) }
    }

    /// What is meant. To midnight is to the end of the day, also from midnight: the whole day.
    #[must_use]
    pub fn draft(self) -> StretchDraft {
        let to = self.to.get();
        let to = if to == MIDNIGHT { DAY_END.to_owned() } else { to };
        StretchDraft { from: self.from.get(), to }
    }

    /// The stretch in words.
    #[must_use]
    pub fn in_words(self) -> String {
        let StretchDraft { from, to } = self.draft();
        stretch(&from, &to)
    }

    /// Whether it is a whole day, which its two fields alone do not say.
    #[must_use]
    pub fn is_whole_day(self) -> bool {
        let StretchDraft { from, to } = self.draft();
        from == MIDNIGHT && to == DAY_END
    }
}

/// Hours on days of every week.
#[must_use]
pub fn weekly(days: Vec<Day>, stretches: Vec<StretchDraft>) -> PartDraft {
    PartDraft {
        repeat: Repeat::Weekly,
        interval: 1,
        days,
        nth: Vec::new(),
        from: String::new(),
        until: String::new(),
        dates: Vec::new(),
        stretches,
    }
}

/// The origins that a draft's sites need, each once; sites that are let through need none.
#[must_use]
pub fn origins(draft: &RuleDraft, groups: &[GroupView]) -> Vec<String> {
    let chosen = groups.iter().filter(|group| draft.groups.contains(&group.id));
    let of_groups = chosen.flat_map(|group| group.origins.iter().cloned());
    let own = draft.sites.iter().filter_map(|text| SitePattern::parse(text).ok());
    let of_own = own.map(|site| site.origin());
    of_groups.chain(of_own).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The groups as the core knows them.
fn site_groups(groups: &[GroupView]) -> Vec<SiteGroup> {
    let group = |view: &GroupView| SiteGroup {
        id: view.id.clone(),
        name: view.name.clone(),
        sites: view.sites.iter().filter_map(|text| SitePattern::parse(text).ok()).collect(),
    };
    groups.iter().map(group).collect()
}
