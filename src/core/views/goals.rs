//! Goals, and what time is for.

use std::collections::BTreeMap;

use super::Scene;
use crate::aim::{self, For};
use crate::clock::MINUTE;
use crate::date::{DAY_MINUTES, Date};
use crate::goal::{Goal, GoalId};
use crate::nudge::Sitting;
use crate::protected::Occurrence;
use crate::protocol::{AheadView, AimView, GoalView, ShareView};
use crate::rule::Rule;
use crate::schedule::{Piece, Schedule, Span};

/// A deadline further ahead is not counted to, in days.
const COUNTED: i32 = 400;

/// One occurrence to come, and how long it is in milliseconds.
type Sittings = Vec<(i64, i64)>;

impl Scene<'_> {
    /// Every goal, with what is still to come for it.
    pub(super) fn goals(&self, schedule: &Schedule<'_>) -> Vec<GoalView> {
        let today = Date::of(schedule.here().civil(self.clock.now));
        let open = self.state.goals.iter().filter(|goal| goal.is_open());
        let last = open.filter_map(|goal| goal.deadline).map(|it| it.date).max();
        let last = last.map(|date| date.min(today.plus(COUNTED)));
        let sittings = last.map(|last| self.sittings(schedule, last)).unwrap_or_default();
        let view = |goal| self.goal_view(schedule, today, &sittings, goal);
        self.state.goals.iter().map(view).collect()
    }

    fn goal_view(
        &self,
        schedule: &Schedule<'_>,
        today: Date,
        sittings: &BTreeMap<&str, Sittings>,
        goal: &Goal,
    ) -> GoalView {
        let deadline = goal.deadline.map(|it| it.date).filter(|_| goal.is_open());
        let days = deadline.map_or(0, |date| date.since(today));
        let ahead = deadline.filter(|date| *date >= today).map(|date| {
            let end = schedule.here().instant(date.midnight() + DAY_MINUTES).ms();
            let all = sittings.get(goal.title.as_str()).map(Vec::as_slice).unwrap_or_default();
            let until = || all.iter().filter(|(start, _)| *start < end);
            let length: i64 = until().map(|(_, length)| *length).sum();
            let wanted = i64::from(goal.weekly.unwrap_or_default()) * i64::from(days + 1) / 7;
            AheadView {
                days: u32::try_from(days).unwrap_or_default(),
                sittings: u32::try_from(until().count()).unwrap_or(u32::MAX),
                minutes: minutes(length),
                wanted: u32::try_from(wanted).unwrap_or(u32::MAX),
            }
        });
        GoalView {
            draft: goal.to_draft(),
            ended: goal.ended.map(|(how, _)| how),
            ended_on: goal.ended.map(|(_, on)| on.to_string()).unwrap_or_default(),
            kept: self.kept_for(goal),
            ahead,
            late: u32::try_from(-days).unwrap_or_default(),
        }
    }

    /// Whole minutes that were kept for a goal.
    fn kept_for(&self, goal: &Goal) -> Option<u32> {
        Some(minutes(self.balance.as_ref()?.kept_for(goal.id.0, Span::EVER)))
    }

    /// What was kept for goals, and how much of it lay beyond today's role.
    pub(super) fn share(&self) -> Option<ShareView> {
        let balance = self.balance.as_ref()?;
        let is_beyond = |id: u32| self.state.goal(GoalId(id)).is_some_and(|goal| goal.beyond);
        let (mut kept, mut beyond) = (0, 0);
        for id in balance.goals() {
            let length = balance.kept_for(id, Span::EVER);
            kept += length;
            beyond += if is_beyond(id) { length } else { 0 };
        }
        Some(ShareView { kept: minutes(kept), beyond: minutes(beyond) })
    }

    /// Occurrences that begin from now to the end of a date, by the line that their rules have. What
    /// runs counts with what is left of it.
    fn sittings(&self, schedule: &Schedule<'_>, last: Date) -> BTreeMap<&str, Sittings> {
        let end = schedule.here().instant(last.midnight() + DAY_MINUTES);
        let now = self.clock.now;
        let mut found: BTreeMap<&str, Sittings> = BTreeMap::new();
        for rule in self.state.rules.iter().filter(|rule| !rule.goal.is_empty() && !rule.choose) {
            let pieces = schedule.pieces(rule, Span { start: now, end });
            let pieces = pieces.into_iter().filter(|it| it.excused.is_none());
            let lengths =
                pieces.map(|it| (it.span.start.ms(), it.span.end.since(it.span.start.max(now))));
            found.entry(&rule.goal).or_default().extend(lengths.filter(|(_, length)| *length > 0));
        }
        found
    }

    /// What an occurrence is for. A focus for which nobody has chosen is for what would come next.
    pub(super) fn aim_of(&self, occurrence: Occurrence<'_>) -> (String, AimView) {
        let aim = match occurrence.rule {
            Some(rule) => return self.aim_of_rule(rule, occurrence.sitting),
            None => aim::without_rule(self.state, occurrence.sitting),
        };
        match self.timetable.next().filter(|_| aim.line.is_empty()) {
            Some(next) => self.aim_of_rule(next.rule, Sitting::Occurrence(next.piece.key)),
            None => (aim.line.to_owned(), self.aim_view(aim, false)),
        }
    }

    /// What a rule's occurrence is for.
    pub(super) fn aim_of_rule(&self, rule: &Rule, sitting: Sitting) -> (String, AimView) {
        let aim = aim::of_rule(self.state, rule, sitting);
        let choose = rule.choose && aim.goal.is_none();
        (aim.line.to_owned(), self.aim_view(aim, choose))
    }

    /// What a piece of a rule is for.
    pub(super) fn aim_of_piece(&self, rule: &Rule, piece: Piece) -> (String, AimView) {
        self.aim_of_rule(rule, Sitting::Occurrence(piece.key))
    }

    fn aim_view(&self, aim: For<'_>, choose: bool) -> AimView {
        let Some(goal) = aim.goal else { return AimView { choose, ..AimView::default() } };
        let step = goal.next_step();
        let today = Date::today(self.clock);
        AimView {
            goal: goal.id.0,
            step: step.map(|step| step.text.clone()).unwrap_or_default(),
            step_id: step.map_or(0, |step| step.id),
            days_left: goal.deadline.map(|it| it.date.since(today)),
            links: u32::try_from(goal.links.len()).unwrap_or(u32::MAX),
            choose,
        }
    }
}

/// Whole minutes of so many milliseconds.
fn minutes(ms: i64) -> u32 {
    u32::try_from(ms / MINUTE).unwrap_or(u32::MAX)
}
