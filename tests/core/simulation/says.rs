//! What the simulated person says of their time: what came of it, what they promise, what the day has left,
//! not yet. What each of these comes to is held against the state before.

use ringfence_core::change::{Change, Key};
use ringfence_core::check_in::CheckIn;
use ringfence_core::clock::{Clock, MINUTE};
use ringfence_core::date::Date;
use ringfence_core::goal::{Goal, GoalId, Step};
use ringfence_core::protocol::{
    CheckInDraft, CoreEvent, Entry, Feel, NudgeKey, NudgesDraft, OccurrenceKey, Page, PopupView,
    PromisesDraft, Reply, StepHome, View,
};
use ringfence_core::schedule::Schedule;
use ringfence_core::state::State;
use ringfence_core::wall::CivilMinutes;

use super::browser::Browser;

/// How often the person said what was taken.
#[derive(Default)]
pub struct Said {
    pub closed_out: u64,
    pub held: u64,
    pub taken_back: u64,
    pub felt: u64,
    pub put_off: u64,
    pub answered: u64,
}

impl Said {
    pub fn add(&mut self, more: &Self) {
        self.closed_out += more.closed_out;
        self.held += more.held;
        self.taken_back += more.taken_back;
        self.felt += more.felt;
        self.put_off += more.put_off;
        self.answered += more.answered;
    }
}

impl Browser {
    /// One thing that the person says.
    pub fn say(&mut self) {
        match self.chance.below(9) {
            0 | 1 => self.close_out(),
            2..4 => self.hold_check_in(),
            4 | 5 => self.say_energy(),
            6 => self.postpone(),
            _ => self.say_a_step(),
        }
    }

    /// It is answered once: what is asked after it is about other time, and one row tells of it.
    fn close_out(&mut self) {
        let Some(before) = self.looked() else { return };
        let asked = before.close_out.map(|it| it.span);
        let slip = if self.chance.one_in(5) { 60_000 } else { 0 };
        let end = asked.map_or(self.now(), |span| span.end).plus(slip).ms();
        let next = self.chance.pick(&["", "", "Draw the chart", " "]).to_owned();
        let event = CoreEvent::CloseOut { end, done: self.chance.one_in(2), next };
        let before = self.rows_of_close_out(end);
        let reply = self.page(event.clone());
        let is_over = asked.is_some_and(|it| it.end.ms() == end && it.end <= self.now());
        if !matches!(reply, Some(Reply::Done {})) {
            return;
        }
        self.said.closed_out += 1;
        assert!(is_over, "what is not over, or not asked, was closed: {asked:?} {end}");
        let Some(State { close_out: rest, .. }) = self.there() else { return };
        assert!(rest.as_ref().is_none_or(|it| it.span.end.ms() > end), "asked again: {rest:?}");
        if self.is_saved {
            assert_eq!(self.rows_of_close_out(end), before + 1, "a row tells of it");
        }
        let again = self.page(event);
        assert!(matches!(again, None | Some(Reply::Refused { .. })), "twice: {again:?}");
    }

    fn rows_of_close_out(&self, of: i64) -> usize {
        let log = self.disk.log();
        let is_of = |entry: &Entry| matches!(entry, Entry::ClosedOut { end, .. } if *end == of);
        log.values().filter(|row| is_of(&row.entry)).count()
    }

    /// It moves to its next date, or goes; what was ticked is promised, and nothing else has changed.
    /// Taken back, all is as it was.
    fn hold_check_in(&mut self) {
        let Some(before) = self.looked() else { return };
        let Some(check_in) = self.some_check_in(&before) else { return self.make_check_in() };
        let ticks = self.ticked(&before);
        let days = self.chance.between(-1, 30);
        let next = if self.chance.one_in(3) { self.date(days) } else { String::new() };
        let (id, said) = (check_in.id, Date::parse(&next));
        let event = CoreEvent::HoldCheckIn { id, next, promises: ticks.clone() };
        let Some(Reply::Done {}) = self.page(event) else { return };
        let Some(after) = self.there() else { return };
        self.said.held += 1;
        let held = after.check_ins.iter().find(|it| it.id == id);
        match (held, said, check_in.every) {
            (Some(held), Some(said), _) => assert_eq!(held.date, said),
            (Some(held), None, Some(every)) => {
                let (today, days) = (held.since, i32::try_from(every).unwrap() * 7);
                let moved = held.date.since(check_in.date);
                assert!(moved > 0 && moved % days == 0, "{check_in:?} {held:?}");
                assert!(held.date > today, "{held:?}");
                assert!(held.date.plus(-days) <= today.max(check_in.date), "the first: {held:?}");
            }
            (None, None, None) => {}
            other => panic!("{check_in:?}: {other:?}"),
        }
        let promised = |id, promised: bool| {
            ticks.made.contains(&id) || (promised && !ticks.released.contains(&id))
        };
        assert_eq!(marked(&before, promised), *after.goals, "what was ticked is promised");
        if self.chance.one_in(2) {
            self.take_back(&before, &check_in, held.is_none(), ticks);
        }
    }

    fn take_back(
        &mut self,
        before: &State,
        check_in: &CheckIn,
        is_gone: bool,
        promises: PromisesDraft,
    ) {
        let id = if is_gone { 0 } else { check_in.id };
        let back = CheckInDraft { id, ..check_in.to_draft() };
        let promises = PromisesDraft { made: promises.released, released: promises.made };
        let reply = self.page(CoreEvent::TakeBackCheckIn { check_in: back, promises });
        // Where the clock was set back, what was promised since lies ahead.
        let Some(Reply::Made { id }) = reply else { return };
        let Some(after) = self.there() else { return };
        self.said.taken_back += 1;
        let back = after.check_ins.iter().find(|it| it.id == id).cloned();
        assert_eq!(back, Some(CheckIn { id, ..check_in.clone() }), "as it was");
        assert_eq!(after.goals, before.goals, "and what was promised");
    }

    fn make_check_in(&mut self) {
        let days = self.chance.between(0, 20);
        let (date, every) = (self.date(days), self.chance.pick(&[0, 1, 2]));
        let check_in =
            CheckInDraft { person: "Ines".into(), date, every, ..CheckInDraft::default() };
        self.page(CoreEvent::SaveCheckIn { check_in });
    }

    fn some_check_in(&mut self, state: &State) -> Option<CheckIn> {
        (!state.check_ins.is_empty()).then(|| self.chance.pick(&state.check_ins))
    }

    /// As a form has it: of what is open some is ticked anew, some is not ticked any more.
    fn ticked(&mut self, state: &State) -> PromisesDraft {
        let mut promises = PromisesDraft::default();
        let of_goals = state.goals.iter().map(|goal| (goal.id.0, goal.for_check_in));
        let steps = state.goals.iter().flat_map(|goal| &goal.steps);
        let of_steps = steps.map(|step| (step.id, step.for_check_in));
        for (id, promised) in of_goals.chain(of_steps) {
            if self.chance.one_in(3) {
                if promised { &mut promises.released } else { &mut promises.made }.push(id);
            }
        }
        promises
    }

    /// Who does not want to be asked says nothing.
    fn say_energy(&mut self) {
        if self.chance.one_in(3) {
            let energy = self.chance.one_in(2);
            let nudges = NudgesDraft { energy, ..self.state().nudges.to_draft() };
            self.page(CoreEvent::SaveNudges { nudges });
        }
        let feels = [None, Some(Feel::Fine), Some(Feel::Drained)];
        let (social, technical) = (self.chance.pick(&feels), self.chance.pick(&feels));
        let reply = self.page(CoreEvent::SayEnergy { social, technical });
        if let (Some(reply), Some(state)) = (reply, self.there()) {
            let is_asked = state.nudges.energy;
            assert_eq!(matches!(reply, Reply::Done {}), is_asked, "{reply:?}");
            self.said.felt += u64::from(is_asked);
        }
    }

    /// Ten minutes later, and never an hour and more from where the rule states it.
    fn postpone(&mut self) {
        let next = self.popup().and_then(|view| view.next).map(|it| it.occurrence);
        let occurrence = match next {
            Some(next) if !self.chance.one_in(4) => next,
            _ => self.some_occurrence(),
        };
        for _ in 0..self.chance.between(1, 9) {
            self.put_off(&occurrence);
        }
    }

    fn put_off(&mut self, occurrence: &OccurrenceKey) {
        let Some(before) = self.looked() else { return };
        let reply = self.page(CoreEvent::Postpone { occurrence: occurrence.clone() });
        let Some(Reply::Done {}) = reply else { return };
        let Some(after) = self.there() else { return };
        self.said.put_off += 1;
        let key = Key::from_draft(occurrence).unwrap();
        let (was, is) = (begins(&before.changes, key), begins(&after.changes, key));
        // In the night of a gap an hour is none.
        assert!([10, 70].contains(&(is - was)), "{was} {is}");
        let told = self.zone.clock(self.now());
        let home = before.home(told);
        let clock = home.as_deref().map_or(told, |zone| Clock { zone, ..told });
        let wall = Schedule::new(clock, &[], &[]).wall(before.rule(key.rule).unwrap());
        let stated = wall.instant(stated(key));
        assert!(wall.instant(was).since(stated) < 60 * MINUTE, "{key:?}: {was} {is}");
    }

    fn say_a_step(&mut self) {
        let occurrence = self.some_occurrence();
        let text = self.chance.pick(&["Write the intro", "Read", " "]).to_owned();
        let goal = self.state().goals.first().map_or(1, |goal| goal.id.0);
        let nudge = self.nudge();
        let event = match self.chance.below(4) {
            _ if nudge.is_some() && self.chance.one_in(2) => {
                CoreEvent::AnswerNudge { key: nudge.unwrap() }
            }
            0 => CoreEvent::SetStep { home: StepHome::Occurrence { occurrence }, text },
            1 => CoreEvent::SetStep { home: StepHome::Now {}, text },
            2 => CoreEvent::ChooseGoal { occurrence: None, goal },
            _ => {
                let steps = self.state().goal(GoalId(goal)).map(|goal| goal.steps.clone());
                let step = steps.and_then(|it| it.first().map(|step| step.id)).unwrap_or(1);
                CoreEvent::FinishStep { goal, step }
            }
        };
        let answered = match &event {
            CoreEvent::AnswerNudge { key } => Some(*key),
            _ => None,
        };
        let reply = self.page(event);
        if let (Some(key), Some(Reply::Done {})) = (answered, reply) {
            self.said.answered += 1;
            assert_ne!(self.nudge(), Some(key), "what is answered stands in the popup no more");
        }
    }
}

impl Browser {
    /// The state as it is now; none if the worker died of the look.
    fn looked(&mut self) -> Option<State> {
        self.happened(CoreEvent::Looked {});
        self.there()
    }

    /// The state of the worker, if there is one.
    fn there(&self) -> Option<State> {
        self.worker.as_ref().map(|worker| worker.core.state().clone())
    }

    /// None if the worker died of it.
    fn popup(&mut self) -> Option<PopupView> {
        match self.page(CoreEvent::View { page: Page::Popup {} })? {
            Reply::View { view } => match *view {
                View::Popup(view) => Some(*view),
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    }

    /// The word that stands in the popup.
    fn nudge(&mut self) -> Option<NudgeKey> {
        self.popup()?.nudge.map(|it| it.key)
    }

    /// Where the person does not want to be asked what hours draw on, nothing on the disk tells of it.
    pub fn energy_leaves_no_trace(&self) {
        let Some(worker) = self.worker.as_ref().filter(|_| self.is_saved) else { return };
        if !worker.core.state().nudges.energy {
            let text = self.disk.newest();
            for word in ["social", "technical", "drained", "fine"] {
                assert!(!text.contains(&format!("\"{word}\"")), "{word}: {text}");
            }
        }
    }
}

/// When an occurrence begins on the rule's wall.
fn begins(changes: &[Change], key: Key) -> CivilMinutes {
    let change = changes.iter().find(|it| it.key == key);
    change.and_then(|it| it.to).map_or(stated(key), |to| to.civil().0)
}

/// When its rule states it.
fn stated(key: Key) -> CivilMinutes {
    key.date.midnight() + CivilMinutes::from(key.from)
}

/// All goals, with what is promised marked anew.
fn marked(state: &State, promised: impl Fn(u32, bool) -> bool) -> Vec<Goal> {
    let step =
        |step: &Step| Step { for_check_in: promised(step.id, step.for_check_in), ..step.clone() };
    let goal = |goal: &Goal| Goal {
        for_check_in: promised(goal.id.0, goal.for_check_in),
        steps: goal.steps.iter().map(step).collect(),
        ..goal.clone()
    };
    state.goals.iter().map(goal).collect()
}
