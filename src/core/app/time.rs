//! A focus is started and ended, an override granted and ended.

use super::{App, fault, refused};
use crate::clock::{Clock, MINUTE};
use crate::grant::{self, Grant, Scope};
use crate::log::{override_ended, write};
use crate::protected::Protected;
use crate::protocol::{Entry, FaultKind, Field, OverrideDraft, OverrideEnding, Reply, ScopeDraft};
use crate::schedule::Span;
use crate::state::Focus;

impl App {
    pub(super) fn start_focus(&mut self, minutes: u32, clock: Clock<'_>) -> Reply {
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

    pub(super) fn end_focus(&mut self, clock: Clock<'_>) -> Reply {
        let Some(Focus { id, span }) = self.state.focus.take() else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        let entry = Entry::FocusEnded { focus: id, start: span.start.ms(), end: clock.now.ms() };
        write(clock, &mut self.state, clock.now, entry);
        Reply::Done {}
    }

    pub(super) fn request_override(&mut self, draft: &OverrideDraft, clock: Clock<'_>) -> Reply {
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
            Scope::Site(_) | Scope::Group { .. } | Scope::Rule { .. } => vec![scope.label()],
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
        let protected = Protected::at(clock, &self.state, &self.timetable);
        match draft {
            ScopeDraft::Site { pattern } => protected
                .held()
                .iter()
                .find(|held| !held.site.lets_through() && held.site.to_string() == *pattern)
                .map(|held| Scope::Site(held.site.clone())),
            ScopeDraft::Group { id } => {
                let group = protected
                    .held()
                    .iter()
                    .filter_map(|held| held.group)
                    .find(|it| it.id == *id)?;
                Some(Scope::of_group(group))
            }
            ScopeDraft::Everything {} => (!protected.is_empty()).then_some(Scope::Everything),
        }
    }

    pub(super) fn end_override(&mut self, id: u32, clock: Clock<'_>) -> Reply {
        let Some(index) = self.state.grants.iter().position(|grant| grant.id == id) else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        let grant = self.state.grants.remove(index);
        let entry = override_ended(grant.id, grant.start, clock.now, OverrideEnding::Back);
        write(clock, &mut self.state, clock.now, entry);
        Reply::Done {}
    }
}
