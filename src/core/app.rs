//! The one place where modules meet: `load`, `update`, `view`.
//!
//! A turn looks at the clock first (what has come to pass is logged under the rules that stood
//! then), takes the event, looks again (under the rules that stand now), and derives the whole
//! posture. It never asks for time, chance, storage or the browser.

use std::rc::Rc;

use crate::clock::{Clock, Instant, MINUTE};
use crate::grant::{self, Grant, Scope};
use crate::log::{catch_up, override_ended, write};
use crate::posture::posture;
use crate::protected::Protected;
use crate::protocol::{
    Around, AsideText, CoreEffect, CoreEvent, Entry, Fault, FaultKind, Field, LogPage,
    OverrideDraft, OverrideEnding, OwnPage, Page, Reply, RuleChange, RuleDraft, ScopeDraft, Sender,
    Stored, Turn, View,
};
use crate::rule::{Rule, RuleId};
use crate::schedule::Span;
use crate::site::Address;
use crate::state::{Demo, Focus, SetAside, State};
use crate::store;
use crate::verdict::verdict;
use crate::views;

/// How long "Show me" covers a tab.
const DEMO: i64 = 20_000;

/// The core: the state, and what it knows of its own storing.
pub struct App {
    state: State,
    /// When the core last looked; absent on a machine that never ran it.
    seen: Option<Instant>,
    generation: u64,
    /// When the state was last saved.
    saved: Instant,
    /// Texts to set aside in the first turn.
    broken: Vec<AsideText>,
    /// Whether log rows could not be written.
    log_waits: bool,
    /// What the browser refused at network level.
    refused: Vec<String>,
}

impl App {
    /// The core as it was when it last stored itself, or new. What does not load is kept aside.
    #[must_use]
    pub fn load(stored: &Stored, now: Instant) -> Self {
        let found = store::load(stored);
        let broken: Vec<AsideText> = found
            .broken
            .into_iter()
            .zip(1..)
            .map(|(text, n): (String, u32)| AsideText {
                key: format!("aside.{}.{n}", now.ms()),
                text,
            })
            .collect();
        let (mut state, seen) = match found.state {
            Some((state, seen)) => (state, Some(seen)),
            None => (State::default(), None),
        };
        if !broken.is_empty() {
            state.set_aside =
                Some(if seen.is_some() { SetAside::Recovered } else { SetAside::StartedAnew });
        }
        let generation = found.generation;
        Self { state, seen, generation, saved: now, broken, log_waits: false, refused: Vec::new() }
    }

    /// Takes one event from start to end.
    pub fn update(&mut self, event: CoreEvent, around: &Around, clock: Clock<'_>) -> Turn {
        if !event.may_come_from(around.sender) {
            return error("This sender may not send this event.");
        }
        let before = self.state.clone();
        let rows_are_new = !matches!(event, CoreEvent::LogWritten { .. } | CoreEvent::LogFailed {});
        catch_up(clock, &mut self.state, self.seen);
        let mut effects = Vec::new();
        let reply = self.take(event, around, clock, &mut effects);
        catch_up(clock, &mut self.state, Some(clock.now));

        let first = self.seen.is_none() || !self.broken.is_empty();
        self.seen = Some(clock.now);
        let protected = Protected::at(clock, &self.state);
        let stale = !protected.is_empty() && clock.now.since(self.saved).abs() >= MINUTE;
        let mut all = Vec::new();
        if !self.broken.is_empty() {
            all.push(CoreEffect::SetAside { texts: std::mem::take(&mut self.broken) });
        }
        let changed = rows_are_new && self.state != before;
        if first || stale || changed {
            self.generation = self.generation.saturating_add(1);
            self.saved = clock.now;
            let text = store::save(&self.state, clock.now, self.generation);
            all.push(CoreEffect::Save { slot: store::slot(self.generation), text });
        }
        if rows_are_new && !self.state.outbox.is_empty() {
            all.push(CoreEffect::AppendLog { rows: self.state.outbox.clone() });
        }
        let posture = posture(clock, &self.state, &protected, around);
        all.push(CoreEffect::Apply { posture });
        all.append(&mut effects);
        if changed {
            all.push(CoreEffect::TellPages {});
        }
        Turn { reply, effects: all }
    }

    /// What one page shows.
    #[must_use]
    pub fn view(&self, page: &Page, around: &Around, clock: Clock<'_>) -> Option<View> {
        let scene = views::Scene::new(clock, &self.state, around, self.log_waits, &self.refused);
        match page {
            Page::Popup {} => Some(View::Popup(scene.popup())),
            Page::Cover { url } => Some(View::Cover(scene.cover(url))),
            Page::Options {} => Some(View::Options(scene.options())),
            Page::Welcome {} => Some(View::Welcome(scene.welcome())),
            Page::Log { .. } => None,
        }
    }

    /// The state, for tests and statistics.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    fn take(
        &mut self,
        event: CoreEvent,
        around: &Around,
        clock: Clock<'_>,
        effects: &mut Vec<CoreEffect>,
    ) -> Reply {
        match event {
            CoreEvent::Booted {}
            | CoreEvent::AlarmFired { .. }
            | CoreEvent::Looked {}
            | CoreEvent::AccessChanged {} => {
                // What the browser refused is tried again with every posture.
                self.refused.clear();
                Reply::Done {}
            }
            CoreEvent::Installed {} => {
                effects.push(CoreEffect::OpenPage { page: OwnPage::Welcome {} });
                Reply::Done {}
            }
            CoreEvent::LogWritten { through } => {
                self.state.outbox.retain(|row| row.id > through);
                self.log_waits = false;
                Reply::Done {}
            }
            CoreEvent::LogFailed {} => {
                self.log_waits = true;
                Reply::Done {}
            }
            CoreEvent::NetworkRulesRefused { sites } => {
                self.refused = sites;
                Reply::Done {}
            }
            CoreEvent::LogRead { rows, more } => {
                Reply::View { view: View::Log(LogPage { rows, more }) }
            }
            CoreEvent::PageShown { url } => self.page_shown(&url, around.sender, clock),
            CoreEvent::PanelOpened {} => self.panel_opened(around, clock),
            CoreEvent::GoBackPressed {} => Self::go_back(around, effects),
            CoreEvent::View { page: Page::Log { before, limit } } => {
                effects.push(CoreEffect::ReadLog { before, limit: limit.clamp(1, 500) });
                Reply::Done {}
            }
            CoreEvent::View { page } => match self.view(&page, around, clock) {
                Some(view) => Reply::View { view },
                None => Reply::Done {},
            },
            CoreEvent::CoverOpened { url, attempt } => {
                self.cover_opened(&url, attempt, around, clock)
            }
            CoreEvent::SaveRule { rule } => self.save_rule(&rule, clock),
            CoreEvent::DeleteRule { id } => self.delete_rule(RuleId(id), clock),
            CoreEvent::RestoreRule { id } => self.restore_rule(RuleId(id), clock),
            CoreEvent::StartFocus { minutes } => self.start_focus(minutes, clock),
            CoreEvent::EndFocus {} => self.end_focus(clock),
            CoreEvent::RequestOverride { draft } => self.request_override(&draft, clock),
            CoreEvent::EndOverride { id } => self.end_override(id, clock),
            CoreEvent::ShowMe {} => self.show_me(around, clock, effects),
            CoreEvent::DismissSetAside {} => {
                self.state.set_aside = None;
                Reply::Done {}
            }
        }
    }

    fn page_shown(&self, url: &str, sender: Sender, clock: Clock<'_>) -> Reply {
        let demo = self.state.demo.filter(|demo| clock.now < demo.end);
        if let (Some(demo), Sender::Content { tab }) = (demo, sender)
            && demo.tab == tab
        {
            let verdict = crate::protocol::TabVerdict::Veiled {
                mode: crate::protocol::Mode::Cover,
                until: demo.end.ms(),
            };
            return Reply::Verdict { verdict };
        }
        let protected = Protected::at(clock, &self.state);
        let verdict = Address::parse(url).map_or(crate::protocol::TabVerdict::Open {}, |address| {
            verdict(clock, &protected, &self.state.grants, &address).for_tab()
        });
        Reply::Verdict { verdict }
    }

    fn panel_opened(&self, around: &Around, clock: Clock<'_>) -> Reply {
        let Sender::Panel { tab } = around.sender else {
            return Reply::Done {};
        };
        let url = around.tabs.iter().find(|it| it.id == tab).map(|it| it.url.as_str());
        let scene = views::Scene::new(clock, &self.state, around, self.log_waits, &self.refused);
        Reply::View { view: View::Panel(scene.panel(tab, url.unwrap_or_default())) }
    }

    fn go_back(around: &Around, effects: &mut Vec<CoreEffect>) -> Reply {
        let Sender::Panel { tab } = around.sender else {
            return Reply::Done {};
        };
        if let Some(seen) = around.tabs.iter().find(|it| it.id == tab) {
            let page = OwnPage::GoingBack { tab, url: seen.url.clone() };
            effects.push(CoreEffect::OpenPage { page });
        }
        Reply::Done {}
    }

    fn cover_opened(
        &mut self,
        url: &str,
        attempt: bool,
        around: &Around,
        clock: Clock<'_>,
    ) -> Reply {
        let pull = {
            let protected = Protected::at(clock, &self.state);
            Address::parse(url).and_then(|address| {
                match verdict(clock, &protected, &self.state.grants, &address) {
                    crate::verdict::Verdict::Veiled { because, .. } if attempt => {
                        because.first().map(|held| {
                            let rule = held.by.rule_id().map_or(0, |id| id.0);
                            Entry::Pull { site: held.site.to_string(), rule }
                        })
                    }
                    _ => None,
                }
            })
        };
        if let Some(pull) = pull {
            write(clock, &mut self.state, clock.now, pull);
        }
        let page = Page::Cover { url: url.to_owned() };
        self.view(&page, around, clock).map_or(Reply::Done {}, |view| Reply::View { view })
    }

    fn save_rule(&mut self, draft: &RuleDraft, clock: Clock<'_>) -> Reply {
        let old = self.state.rule(RuleId(draft.id));
        if draft.id != 0 && old.is_none() {
            return refused(Field::Draft, FaultKind::Gone);
        }
        let change = if old.is_some() { RuleChange::Edited } else { RuleChange::Added };
        let checked = Rule::from_draft(draft, RuleId(draft.id), &self.state.all_groups());
        let mut rule = match checked {
            Ok(rule) => rule,
            Err(faults) => return Reply::Refused { faults },
        };
        if draft.id == 0 {
            rule.id = RuleId(self.state.take_id());
        }
        let id = rule.id;
        self.state.adopt_groups(&rule.groups);
        self.note_rule(&rule, change, clock);
        let rules = Rc::make_mut(&mut self.state.rules);
        match rules.iter_mut().find(|other| other.id == id) {
            Some(old) => *old = rule,
            None => rules.push(rule),
        }
        Reply::Made { id: id.0 }
    }

    fn delete_rule(&mut self, id: RuleId, clock: Clock<'_>) -> Reply {
        let Some(rule) = self.state.rule(id).cloned() else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        Rc::make_mut(&mut self.state.rules).retain(|other| other.id != id);
        self.note_rule(&rule, RuleChange::Deleted, clock);
        self.state.deleted = Some(rule);
        Reply::Done {}
    }

    fn restore_rule(&mut self, id: RuleId, clock: Clock<'_>) -> Reply {
        match self.state.deleted.take_if(|rule| rule.id == id) {
            Some(rule) => {
                self.note_rule(&rule, RuleChange::Restored, clock);
                Rc::make_mut(&mut self.state.rules).push(rule);
                Reply::Made { id: id.0 }
            }
            None => refused(Field::Draft, FaultKind::Gone),
        }
    }

    fn note_rule(&mut self, rule: &Rule, change: RuleChange, clock: Clock<'_>) {
        let entry = Entry::RuleChanged { rule: rule.id.0, goal: rule.goal.clone(), change };
        write(clock, &mut self.state, clock.now, entry);
    }

    fn start_focus(&mut self, minutes: u32, clock: Clock<'_>) -> Reply {
        if !grant::minutes_are_good(minutes) {
            return refused(Field::Minutes, FaultKind::MinutesRange);
        }
        if self.state.rules.is_empty() {
            return refused(Field::Draft, FaultKind::NothingSetUp);
        }
        let wanted = clock.now.plus(i64::from(minutes) * MINUTE);
        let focus = match self.state.focus {
            // It extends, never shortens.
            Some(Focus { id, span }) => {
                Focus { id, span: Span { end: span.end.max(wanted), ..span } }
            }
            None => {
                Focus { id: self.state.take_id(), span: Span { start: clock.now, end: wanted } }
            }
        };
        let Span { start, end } = focus.span;
        let entry = Entry::FocusStarted { focus: focus.id, start: start.ms(), end: end.ms() };
        write(clock, &mut self.state, clock.now, entry);
        self.state.focus = Some(focus);
        Reply::Made { id: focus.id }
    }

    fn end_focus(&mut self, clock: Clock<'_>) -> Reply {
        let Some(Focus { id, span }) = self.state.focus.take() else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        let entry = Entry::FocusEnded { focus: id, start: span.start.ms(), end: clock.now.ms() };
        write(clock, &mut self.state, clock.now, entry);
        Reply::Done {}
    }

    fn request_override(&mut self, draft: &OverrideDraft, clock: Clock<'_>) -> Reply {
        let mut faults = grant::faults(draft);
        let scope = self.scope(&draft.scope, clock);
        if scope.is_none() {
            faults.push((Field::Scope, FaultKind::ScopeOpen));
        }
        let (Some(scope), Some(reason), true) = (scope, draft.reason, faults.is_empty()) else {
            let faults = faults.into_iter().map(|(field, kind)| fault(field, kind)).collect();
            return Reply::Refused { faults };
        };
        let id = self.state.take_id();
        let sites = match &scope {
            Scope::Site(_) | Scope::Group { .. } => vec![scope.label()],
            Scope::Everything => Vec::new(),
        };
        let minutes = draft.minutes;
        write(
            clock,
            &mut self.state,
            clock.now,
            Entry::OverrideGranted { grant: id, reason, sites, minutes },
        );
        self.state.grants.push(Grant { id, scope, reason, minutes, start: clock.now });
        Reply::Made { id }
    }

    /// The scope that a draft names, if anything of it is covered or dimmed now.
    fn scope(&self, draft: &ScopeDraft, clock: Clock<'_>) -> Option<Scope> {
        let protected = Protected::at(clock, &self.state);
        match draft {
            ScopeDraft::Site { pattern } => protected
                .held()
                .iter()
                .find(|held| held.site.to_string() == *pattern)
                .map(|held| Scope::Site(held.site.clone())),
            ScopeDraft::Group { id } => {
                let group = protected
                    .held()
                    .iter()
                    .filter_map(|held| held.group)
                    .find(|it| it.id == *id)?;
                Some(Scope::Group {
                    id: group.id.clone(),
                    name: group.name.clone(),
                    sites: group.sites.clone(),
                })
            }
            ScopeDraft::Everything {} => (!protected.is_empty()).then_some(Scope::Everything),
        }
    }

    fn end_override(&mut self, id: u32, clock: Clock<'_>) -> Reply {
        let Some(index) = self.state.grants.iter().position(|grant| grant.id == id) else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        let grant = self.state.grants.remove(index);
        let entry = override_ended(grant.id, grant.start, clock.now, OverrideEnding::Back);
        write(clock, &mut self.state, clock.now, entry);
        Reply::Done {}
    }

    fn show_me(
        &mut self,
        around: &Around,
        clock: Clock<'_>,
        effects: &mut Vec<CoreEffect>,
    ) -> Reply {
        let groups = &self.state.groups;
        let named = |address: &Address| {
            self.state
                .rules
                .iter()
                .any(|rule| rule.patterns(groups).any(|(site, _)| site.matches(address)))
        };
        let tab = around
            .tabs
            .iter()
            .filter(|tab| Address::parse(&tab.url).is_some_and(|address| named(&address)))
            .max_by_key(|tab| tab.last_accessed)
            .map(|tab| tab.id);
        let Some(tab) = tab else {
            return refused(Field::Draft, FaultKind::NoTabOpen);
        };
        self.state.demo = Some(Demo { tab, end: clock.now.plus(DEMO) });
        effects.push(CoreEffect::FocusTab { tab });
        Reply::Done {}
    }
}

/// The reply to a message that is not understood or not allowed.
#[must_use]
pub fn error(message: &str) -> Turn {
    Turn { reply: Reply::Error { message: message.to_owned() }, effects: Vec::new() }
}

fn refused(field: Field, kind: FaultKind) -> Reply {
    Reply::Refused { faults: vec![fault(field, kind)] }
}

fn fault(field: Field, kind: FaultKind) -> Fault {
    Fault { field, kind, typed: String::new() }
}
