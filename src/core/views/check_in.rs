//! What is to be said at a check-in: only what is for it, and of overrides no more than their reasons.
//! Who pulled and which sites were opened stays here.

use super::Scene;
use crate::bare::bare;
use crate::check_in::{CheckIn, due};
use crate::clock::MINUTE;
use crate::date::Date;
use crate::goal::{Goal, Step};
use crate::grant::whole_minutes;
use crate::protocol::{
    CheckInLine, CheckInView, GoalEnd, HeldView, PromiseState, PromiseView, PulledView, SaidView,
};

/// So many reasons are told.
const REASONS: usize = 3;

impl Scene<'_> {
    /// One check-in; none if there is no such.
    #[must_use]
    pub fn check_in(&self, id: u32) -> Option<CheckInView> {
        let today = Date::today(self.clock);
        let check_in = self.state.check_ins.iter().find(|it| it.id == id)?;
        let since = check_in.since;
        let hosts = self.own_hosts();
        let mut view = CheckInView {
            draft: check_in.to_draft(),
            today: today.to_string(),
            days: check_in.date.since(today),
            next: check_in.next(today).map(|it| it.to_string()).unwrap_or_default(),
            committed: Vec::new(),
            done: Vec::new(),
            held: self.held_since(since, today),
            pulled: self.pulled_since(since, today),
        };
        let mut tell = |id, goal: &Goal, step: Option<&Step>, was_promised, state| {
            let said = |text: &str| SaidView { text: text.to_owned(), bare: bare(text, &hosts) };
            let step = step.map(|step| said(&step.text));
            let promise = PromiseView { id, goal: said(&goal.title), step, state };
            if was_promised {
                view.committed.push(promise);
            } else if state == PromiseState::Done {
                view.done.push(promise);
            }
        };
        for goal in self.state.goals.iter() {
            let ended = became_of(goal, since);
            if let Some(state) = ended {
                tell(goal.id.0, goal, None, goal.for_check_in, state);
            }
            for step in &goal.steps {
                let state = match step.done {
                    Some(on) => (on >= since).then_some(PromiseState::Done),
                    // What is left of a goal that is done is not waited for.
                    None => ended.filter(|state| *state != PromiseState::Done),
                };
                if let Some(state) = state {
                    tell(step.id, goal, Some(step), step.for_check_in, state);
                }
            }
        }
        Some(view)
    }

    /// The check-in that is to be spoken of now.
    pub(super) fn check_in_due(&self) -> Option<CheckInLine> {
        let today = Date::today(self.clock);
        let CheckIn { id, person, date, .. } = due(today, &self.state.check_ins)?;
        Some(CheckInLine {
            id: *id,
            person: person.clone(),
            date: date.to_string(),
            days: u32::try_from(date.since(today)).unwrap_or_default(),
        })
    }

    fn held_since(&self, since: Date, today: Date) -> Option<HeldView> {
        let sums = self.balance.as_ref()?.sums_of_days(since, today);
        let whole = |length: i64| u32::try_from(length / MINUTE).unwrap_or(u32::MAX);
        Some(HeldView {
            kept: whole(sums.kept),
            unseen: whole(sums.unseen),
            overridden: whole_minutes(sums.overridden),
        })
    }

    fn pulled_since(&self, since: Date, today: Date) -> Vec<PulledView> {
        let pulled = self.balance.as_ref().map(|it| it.pulled(since, today)).unwrap_or_default();
        let told = pulled.into_iter().take(REASONS);
        told.map(|it| PulledView { reason: it.reason, times: it.times, minutes: it.minutes })
            .collect()
    }

    /// Hosts of the person's sites.
    fn own_hosts(&self) -> Vec<String> {
        let of_groups = self.state.groups.iter().flat_map(|group| &group.sites);
        let of_rules = self.state.rules.iter().flat_map(|rule| &rule.sites);
        of_groups.chain(of_rules).map(|site| site.host().to_owned()).collect()
    }
}

/// What a goal came to, if it is open or ended since.
fn became_of(goal: &Goal, since: Date) -> Option<PromiseState> {
    match goal.ended {
        None => Some(PromiseState::Open),
        Some((_, on)) if on < since => None,
        Some((GoalEnd::Done, _)) => Some(PromiseState::Done),
        Some((GoalEnd::Dropped, _)) => Some(PromiseState::Dropped),
    }
}
