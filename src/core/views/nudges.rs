//! What stands in the popup of the words that are due, and what notices say.

use super::Scene;
use crate::clock::MINUTE;
use crate::date::{DAY_MINUTES, Date};
use crate::energy::{Energy, Feel};
use crate::goal::{Goal, GoalId};
use crate::hours::{Tally, Weak, weakest};
use crate::ledger::Balance;
use crate::nudge::{Due, due};
use crate::owed;
use crate::protocol::{
    AimView, BetterDay, CloseOutView, GoalChoice, Moment, NextView, NudgeKey, NudgeView, NudgeWord,
    Pool, Suggestion, WeeklyView,
};
use crate::schedule::Span;

/// A week is so many days.
const WEEK: i32 = 7;

impl Scene<'_> {
    /// The most useful word that is not answered. What runs is said by the popup's face.
    pub(super) fn nudge(&self) -> Option<NudgeView> {
        if self.troubles.private {
            return None;
        }
        let due = due(self.clock, self.state, self.timetable);
        let mut open = due.iter().filter(|it| !it.is_answered(self.state));
        let word = |it: &Due<'_>| {
            let key = NudgeKey { moment: it.moment, of: it.of, at: it.at.ms() };
            Some(NudgeView { key, word: self.word(it)? })
        };
        open.find_map(word)
    }

    fn word(&self, due: &Due<'_>) -> Option<NudgeWord> {
        match due.moment {
            Moment::Start | Moment::LastMinute => None,
            Moment::Before => {
                let entry = due.entry?;
                let next = self.next_view(entry.rule, entry.piece);
                let (last, other) = (self.last_step(&next.aim), self.other(&next));
                Some(NudgeWord::Before { next, last, other })
            }
            Moment::CloseOut => Some(NudgeWord::CloseOut { close_out: self.close_out()? }),
            Moment::Weekly => Some(NudgeWord::Weekly { weekly: self.weekly() }),
            Moment::CheckIn => {
                let check_in = self.state.check_ins.iter().find(|it| it.id == due.of)?;
                let (person, date) = (check_in.person.clone(), check_in.date.to_string());
                Some(NudgeWord::CheckIn { id: check_in.id, person, date })
            }
        }
    }

    /// The step that was done last, where there is no next one; may be empty.
    #[must_use]
    pub fn last_step(&self, aim: &AimView) -> String {
        let goal = self.state.goal(GoalId(aim.goal)).filter(|_| aim.step.is_empty());
        goal.and_then(Goal::last_done).map(|step| step.text.clone()).unwrap_or_default()
    }

    /// Protected time that is over, and of which nobody has said what came of it.
    #[must_use]
    pub fn close_out(&self) -> Option<CloseOutView> {
        let it = self.state.close_out.as_ref().filter(|it| it.span.end <= self.clock.now)?;
        let goal = it.goal.and_then(|id| self.state.goal(id));
        let open = goal.map(|goal| goal.steps.iter().filter(|step| step.done.is_none()));
        let steps: Vec<_> = open.into_iter().flatten().collect();
        let step = steps.iter().find(|step| Some(step.id) == it.step);
        let then = steps.iter().find(|other| Some(other.id) != it.step);
        Some(CloseOutView {
            goal: it.line.clone(),
            step: step.map(|step| step.text.clone()).unwrap_or_default(),
            then: then.map(|step| step.text.clone()).unwrap_or_default(),
            start: it.span.start.ms(),
            end: it.span.end.ms(),
        })
    }

    /// The last seven days, today included, and the next.
    #[must_use]
    pub fn weekly(&self) -> WeeklyView {
        let today = Date::today(self.clock);
        let whole = |ms: i64| u32::try_from(ms / MINUTE).unwrap_or_default();
        let balance = self.balance.as_ref();
        let sums = balance.map(|it| it.sums_of_days(today.plus(1 - WEEK), today));
        let schedule = self.schedule();
        let end = schedule.here().instant(today.plus(WEEK).midnight() + DAY_MINUTES);
        let range = Span { start: self.clock.now, end };
        let rules = self.state.rules.iter();
        let pieces = rules.flat_map(|rule| schedule.pieces(rule, range));
        let ahead = pieces.filter(|it| it.excused.is_none() && it.span.start >= range.start);
        let lengths: Vec<i64> = ahead.map(|it| it.span.end.since(it.span.start)).collect();
        WeeklyView {
            kept: sums
                .filter(|it| it.planned() > 0)
                .map(|it| (whole(it.kept), whole(it.planned()))),
            sittings: u32::try_from(lengths.len()).unwrap_or(u32::MAX),
            minutes: whole(lengths.iter().sum()),
            suggestion: self.suggestion(today),
        }
    }

    /// The first of all that could be suggested; nothing while it is not known which is the first.
    fn suggestion(&self, today: Date) -> Option<Suggestion> {
        let balance = self.balance.as_ref()?;
        let weak = self.weak_hour(balance, today);
        weak.or_else(|| self.step_to_write()).or_else(|| self.owed_minutes(balance))
    }

    fn weak_hour(&self, balance: &Balance, today: Date) -> Option<Suggestion> {
        let rules = &self.state.rules;
        let Weak { hour, better } = weakest(&self.schedule(), rules, balance, today)?;
        let Tally { held, of } = hour.tally;
        let better = better.map(|(day, Tally { held, of })| BetterDay { day, held, of });
        let (rule, day, from) = (hour.rule.0, hour.day, hour.from.into());
        Some(Suggestion::WeakHour { rule, day, from, held, of, better })
    }

    fn step_to_write(&self) -> Option<Suggestion> {
        let next = self.next().filter(|it| it.aim.step.is_empty() && !it.goal.is_empty())?;
        Some(Suggestion::Step { goal: next.goal })
    }

    fn owed_minutes(&self, balance: &Balance) -> Option<Suggestion> {
        let minutes = owed::minutes(balance, &self.state.settings);
        (minutes > 0).then_some(Suggestion::Owed { minutes })
    }

    /// Goals to choose from.
    pub(super) fn choices(&self) -> Vec<GoalChoice> {
        self.state.goals.iter().filter(|goal| goal.is_open()).map(choice).collect()
    }

    /// Where what comes draws on a pool that is empty today, a goal that draws on the other.
    fn other(&self, next: &NextView) -> Option<GoalChoice> {
        let energy = self.energy()?;
        let drained = |goal: &Goal| match goal.draws_on {
            Some(Pool::Social) => energy.social == Some(Feel::Drained),
            Some(Pool::Technical) => energy.technical == Some(Feel::Drained),
            Some(Pool::Either) | None => false,
        };
        self.state.goal(GoalId(next.aim.goal)).filter(|goal| drained(goal))?;
        let open = self.state.goals.iter().filter(|goal| goal.is_open());
        let mut others = open.filter(|goal| goal.draws_on.is_some() && !drained(goal));
        others.next().map(choice)
    }

    /// What was said of the pools today; none unless the person wants to be asked.
    fn energy(&self) -> Option<Energy> {
        let today = Date::today(self.clock);
        self.state.energy.filter(|it| self.state.nudges.energy && it.date == today)
    }

    /// How the pools are today: whether it was said, of people and of a screen.
    pub(super) fn energy_view(&self) -> Option<(Option<Feel>, Option<Feel>)> {
        let wanted = self.state.nudges.energy && !self.troubles.private;
        wanted.then(|| self.energy().map_or((None, None), |it| (it.social, it.technical)))
    }

    /// What the time is for that holds now, what is to be done first, and until when it holds.
    #[must_use]
    pub fn running(&self) -> Option<(String, AimView, i64)> {
        let (leading, until) = self.protected.leading().zip(self.protected.until())?;
        let (goal, aim) = self.aim_of(leading);
        Some((goal, aim, until.ms()))
    }
}

fn choice(goal: &Goal) -> GoalChoice {
    GoalChoice { id: goal.id.0, title: goal.title.clone() }
}
