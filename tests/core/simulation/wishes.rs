//! What the simulated person wants: goals, check-ins, words at the right moments, right or wrong.

use ringfence_core::protocol::{
    CheckInDraft, CoreEvent, Day as Weekday, GoalDraft, GoalEnd, NudgesDraft, Pool, StepDraft,
    StretchDraft, WeeklyDraft,
};

use super::browser::Browser;

/// `Portfolio` is what rules name; the last one is none.
const TITLES: [&str; 4] = ["Portfolio", "Talk", "Rust course", " "];

impl Browser {
    pub fn edit_goals(&mut self) {
        let id = self.some_goal();
        let event = match self.chance.below(9) {
            0 => {
                CoreEvent::EndGoal { id, how: self.chance.pick(&[GoalEnd::Done, GoalEnd::Dropped]) }
            }
            1 => CoreEvent::ResumeGoal { id },
            2 => CoreEvent::DeleteGoal { id },
            3 => CoreEvent::RestoreGoal { id },
            _ => {
                let id = if self.chance.one_in(2) { id } else { 0 };
                CoreEvent::SaveGoal { goal: self.goal(id) }
            }
        };
        self.page(event);
    }

    fn some_goal(&mut self) -> u32 {
        let state = self.state();
        let deleted = state.deleted_goal.iter().map(|goal| goal.id.0);
        let goals: Vec<u32> = state.goals.iter().map(|goal| goal.id.0).chain(deleted).collect();
        if goals.is_empty() { self.chance.below(4) } else { self.chance.pick(&goals) }
    }

    fn goal(&mut self, id: u32) -> GoalDraft {
        let step = |text: &str, done: &str| StepDraft {
            text: text.into(),
            done: done.into(),
            ..StepDraft::default()
        };
        let days = self.chance.between(-1, 30);
        GoalDraft {
            id,
            title: self.chance.pick(&TITLES).to_owned(),
            deadline: if self.chance.one_in(2) { self.date(days) } else { String::new() },
            links: vec![self.chance.pick(&["exercism.org", "file:///x", ""]).to_owned()],
            weekly: self.chance.pick(&[0, 90, 20_000]),
            beyond: self.chance.one_in(2),
            draws_on: self.chance.pick(&[None, Some(Pool::Social), Some(Pool::Technical)]),
            steps: vec![step("Read a chapter", ""), step("Pick one", "done"), step(" ", "")],
            for_check_in: self.chance.one_in(3),
            ..GoalDraft::default()
        }
    }

    pub fn edit_nudges(&mut self) {
        let check_ins: Vec<u32> = self.state().check_ins.iter().map(|it| it.id).collect();
        let days = self.chance.between(-1, 20);
        let event = match self.chance.below(4) {
            0 if !check_ins.is_empty() => {
                CoreEvent::DeleteCheckIn { id: self.chance.pick(&check_ins) }
            }
            0 | 1 => {
                let (date, every) = (self.date(days), self.chance.pick(&[0, 2, 53]));
                let check_in =
                    CheckInDraft { person: "Ines".into(), date, every, ..CheckInDraft::default() };
                CoreEvent::SaveCheckIn { check_in }
            }
            _ => {
                let at = self.chance.pick(&["18:00", "24:00"]).to_owned();
                let (from, to) = ("22:00".to_owned(), "07:00".to_owned());
                let nudges = NudgesDraft {
                    start: self.chance.one_in(2),
                    last_minute: self.chance.one_in(2),
                    close_out: self.chance.one_in(2),
                    weekly: self.chance.one_in(2).then_some(WeeklyDraft { day: Weekday::Sun, at }),
                    quiet: self.chance.one_in(2).then_some(StretchDraft { from, to }),
                    energy: self.chance.one_in(2),
                };
                CoreEvent::SaveNudges { nudges }
            }
        };
        self.page(event);
    }
}
