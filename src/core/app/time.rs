//! A focus is started and ended, an override granted and ended.

use super::{App, fault, refused};
use crate::aim;
use crate::clock::{Clock, MINUTE};
use crate::grant::{self, Grant, Scope, Why};
use crate::log::write;
use crate::nudge::Sitting;
use crate::protected::Protected;
use crate::protocol::{Entry, FaultKind, Field, OverrideDraft, OverrideEnding, Reply};
use crate::schedule::Span;
use crate::state::Focus;
use crate::way_back::{is_sentence, take_sentence, terms};

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
        let aim = aim::without_rule(&self.state, Sitting::Focus(focus.id)).id();
        let aim = aim.map_or(0, |goal| goal.0);
        let (start, end) = (start.ms(), end.ms());
        let entry = Entry::FocusStarted { focus: focus.id, aim, start, end };
        write(clock, &mut self.state, clock.now, entry);
        self.state.focus = Some(focus);
        Reply::Made { id: focus.id }
    }

    pub(super) fn end_focus(&mut self, clock: Clock<'_>) -> Reply {
        let Some(focus) = self.state.focus else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        if !focus.is_fresh(clock.now) {
            return refused(Field::Draft, FaultKind::FocusHolds);
        }
        self.state.focus = None;
        let Focus { id, span } = focus;
        let entry = Entry::FocusEnded { focus: id, start: span.start.ms(), end: clock.now.ms() };
        write(clock, &mut self.state, clock.now, entry);
        Reply::Done {}
    }

    pub(super) fn request_override(&mut self, draft: &OverrideDraft, clock: Clock<'_>) -> Reply {
        let mut faults = grant::faults(draft);
        let protected = Protected::at(clock, &self.state, &self.timetable);
        let scope = Scope::of(&draft.scope, &protected);
        if let Some(scope) = &scope {
            let balance = self.history.balance(clock.now);
            let terms = terms(clock, &protected, balance.as_ref(), &scope.rules(&protected));
            let left = terms.cap.map(|(_, left)| left);
            let takes = |why| take_sentence(terms.way, left, why, draft.minutes);
            if draft.reason.is_some_and(takes) && !is_sentence(&draft.note) {
                faults.push((Field::Note, FaultKind::SentenceShort));
            }
        } else {
            faults.push((Field::Scope, FaultKind::ScopeOpen));
        }
        let (Some(scope), Some(reason), true) = (scope, draft.reason, faults.is_empty()) else {
            let faults = faults.into_iter().map(|(field, kind)| fault(field, kind)).collect();
            return Reply::Refused { faults };
        };
        let why = Why {
            reason,
            puller: draft.puller.trim().to_owned(),
            note: draft.note.trim().to_owned(),
            instead: draft.instead,
        };
        Reply::Made { id: self.grant(scope, why, draft.minutes, clock) }
    }

    /// Grants an override, and gives its id.
    pub(super) fn grant(&mut self, scope: Scope, why: Why, minutes: u32, clock: Clock<'_>) -> u32 {
        let id = self.state.take_id();
        let rules = scope.rules(&Protected::at(clock, &self.state, &self.timetable));
        let grant = Grant { id, scope, why, minutes, start: clock.now, rules, in_front: 0 };
        write(clock, &mut self.state, clock.now, grant.granted());
        grant::remember(&mut self.state.pullers, &grant.why.puller);
        self.state.grants.push(grant);
        id
    }

    /// A clock that is set back gives an override no more time: what had passed of it at the last
    /// look has passed. (One that had not begun by the new clock ends.)
    pub(super) fn clock_was_set_back(&mut self, clock: Clock<'_>) {
        let Some(back) = self.seen.map(|seen| seen.since(clock.now)).filter(|it| *it > 0) else {
            return;
        };
        for grant in self.state.grants.iter_mut().filter(|grant| grant.start <= clock.now) {
            grant.start = grant.start.plus(-back);
        }
    }

    pub(super) fn end_override(&mut self, id: u32, clock: Clock<'_>) -> Reply {
        let Some(index) = self.state.grants.iter().position(|grant| grant.id == id) else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        let grant = self.state.grants.remove(index);
        write(clock, &mut self.state, clock.now, grant.ended(clock.now, OverrideEnding::Back));
        Reply::Done {}
    }
}
