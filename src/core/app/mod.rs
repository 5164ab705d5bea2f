//! The one place where modules meet: `load`, `update`, `view`.
//!
//! A turn looks at the clock first (what has come to pass is logged under the rules that stood
//! then), takes the event, looks again (under the rules that stand now), and derives the whole
//! posture. It never asks for time, chance, storage or the browser.

mod check_ins;
mod covers;
mod dates;
mod goals;
mod groups;
mod history;
mod log;
mod notes;
mod owed;
mod passing;
mod private;
mod rules;
mod settings;
mod shown;
mod speak;
mod steps;
mod tabs;
mod take;
mod time;

use self::history::History;
use self::passing::Passing;
use crate::clock::{Clock, Instant, MINUTE};
use crate::ledger::Balance;
use crate::log::catch_up;
use crate::posture::{not_covered, posture};
use crate::protected::Protected;
use crate::protocol::{
    Around, AsideText, CoreEffect, CoreEvent, Fault, FaultKind, Field, Realm, Reply, Stored, Turn,
    View,
};
use crate::site::Hosts;
use crate::state::{SetAside, State};
use crate::store::{self, Json, SLOTS};
use crate::timetable::Timetable;
use crate::views::Unset;

/// The core: the state, and what it knows of its own storing.
pub struct App {
    json: &'static dyn Json,
    hosts: &'static dyn Hosts,
    state: State,
    timetable: Timetable,
    /// When the core last looked; absent on a machine that never ran it.
    seen: Option<Instant>,
    generation: u64,
    /// The last look that is saved; absent if the disk does not hold the state as it should.
    saved: Option<Instant>,
    /// What to set aside in the first turn.
    broken: Option<CoreEffect>,
    /// Whether the last save failed.
    unsaved: bool,
    /// Whether log rows could not be written.
    log_waits: bool,
    /// What of the posture the browser did not take.
    unset: Unset,
    /// What the network layer has no room for.
    left_out: Vec<String>,
    /// Hosts of open pages that are to be covered and cannot be.
    not_covered: Vec<String>,
    /// Whether it is the core of private windows, of which nothing is stored.
    private: bool,
    /// What is kept no longer than the browser runs.
    passing: Passing,
    /// What the log says, once something has asked.
    history: History,
}

impl App {
    /// The core as it was when it last stored itself, or new. What does not load is kept aside.
    #[must_use]
    pub fn load(
        json: &'static dyn Json,
        hosts: &'static dyn Hosts,
        stored: &Stored,
        now: Instant,
    ) -> Self {
        let found = store::load(json, stored);
        let key = |n: u32| format!("aside.{}.{n}", now.ms());
        let texts: Vec<AsideText> = found
            .broken
            .into_iter()
            .zip(1..)
            .map(|(text, n)| AsideText { key: key(n), text })
            .collect();
        let slots = found.broken_slots;
        let broken = (!texts.is_empty()).then_some(CoreEffect::SetAside { texts, slots });
        let (mut state, seen) = match found.state {
            Some((state, seen)) => (state, Some(seen)),
            None => (State::default(), None),
        };
        // Slots that are gone while the mirror is there are no first run: something wiped them.
        // But the very first save may have reached the mirror alone.
        let in_no_slot = seen.is_some() && stored.slots.iter().all(String::is_empty);
        let wiped = in_no_slot && found.generation > 1;
        if wiped || broken.is_some() {
            state.set_aside =
                Some(if seen.is_some() { SetAside::Recovered } else { SetAside::StartedAnew });
        }
        state.next_row = state.next_row.max(stored.last_row);
        let private = stored.realm == Realm::Private;
        let (passing, own) = Passing::read(json, &stored.session);
        if private {
            private::recall(&mut state, json, own);
        }
        let generation = found.generation;
        let intact = broken.is_none();
        Self {
            json,
            hosts,
            state,
            timetable: Timetable::default(),
            seen,
            generation,
            saved: seen.filter(|_| !in_no_slot && intact),
            broken: broken.filter(|_| !private),
            unsaved: false,
            log_waits: false,
            unset: Unset::default(),
            left_out: Vec::new(),
            not_covered: Vec::new(),
            private,
            passing,
            history: History::default(),
        }
    }

    /// Takes one event from start to end.
    pub fn update(&mut self, event: CoreEvent, around: &Around, clock: Clock<'_>) -> Turn {
        if !event.may_come_from(around.sender) {
            return error("This sender may not send this event.");
        }
        if self.private && !private::may_happen(&event) {
            let reply = refused(Field::Draft, FaultKind::PrivateWindow);
            return Turn { reply, effects: Vec::new() };
        }
        let told = clock;
        let home = self.state.home(told);
        let clock = home.as_deref().map_or(told, |zone| Clock { zone, ..told });
        let event = match self.look_up(event, clock) {
            Ok(event) => event,
            Err(turn) => return turn,
        };
        self.count_in_front(clock);
        let before = (self.state.clone(), self.passing.clone());
        let troubles = self.troubles();
        let unsaved = self.unsaved;
        let access = matches!(event, CoreEvent::AccessChanged {});
        let was_protected = self.state.is_underway();
        self.clock_was_set_back(clock);
        catch_up(clock, &mut self.state, self.seen, &mut self.timetable);
        self.look_for_covers(around);
        let mut effects = Vec::new();
        let reply = self.take(event, around, clock, &mut effects);
        // The person may have named another zone just now.
        let home = self.state.home(told);
        let clock = home.as_deref().map_or(told, |zone| Clock { zone, ..told });
        catch_up(clock, &mut self.state, Some(clock.now), &mut self.timetable);

        self.look_at_graces(around, clock);
        self.look_in_front(around, clock);

        effects.extend(self.speak(was_protected, around, clock));

        self.seen = Some(clock.now);
        let rows = std::mem::take(&mut self.state.new_rows);
        self.history.written(&rows);
        let protected = Protected::at(clock, &self.state, &self.timetable);
        let stale = self
            .saved
            .is_none_or(|saved| !protected.is_empty() && clock.now.since(saved).abs() >= MINUTE);
        let mut all = Vec::new();
        all.extend(self.broken.take());
        let changed = self.state != before.0;
        let passed = self.passing != before.1;
        if passed || (self.private && changed) {
            let own = self.private.then(|| store::save(self.json, &self.state, clock.now, 0));
            let text = self.passing.write(self.json, &own.unwrap_or_default());
            all.push(CoreEffect::Keep { text });
        }
        if self.private {
            // Nothing of it is stored.
        } else if stale || changed || (unsaved && self.unsaved) {
            self.saved = Some(clock.now);
            // What is asked no more is to stand in no older generation either.
            let asked_no_more = before.0.nudges.energy && !self.state.nudges.energy;
            let mut rows = rows;
            for _ in 0..if asked_no_more { SLOTS } else { 1 } {
                self.generation = self.generation.saturating_add(1);
                let text = store::save(self.json, &self.state, clock.now, self.generation);
                let (slot, rows) = (store::slot(self.generation), std::mem::take(&mut rows));
                all.push(CoreEffect::Save { slot, text, rows });
            }
        }
        let (mut posture, left_out) =
            posture(clock, &self.state, &self.timetable, &protected, &self.passing.graces, around);
        self.left_out = left_out;
        self.not_covered = not_covered(&posture, around);
        if self.private {
            private::narrow(&mut posture, clock, &self.state, around);
        }
        all.push(CoreEffect::Apply { posture });
        self.fill_slots(&mut effects, clock);
        all.append(&mut effects);
        if changed || !self.passing.shows_as(&before.1) || access || self.troubles() != troubles {
            all.push(CoreEffect::TellPages {});
        }
        Turn { reply, effects: all }
    }

    /// Takes in what was read of the log, and asks for it where it is needed: both change nothing else.
    /// Private windows have no log.
    fn look_up(&mut self, event: CoreEvent, clock: Clock<'_>) -> Result<CoreEvent, Turn> {
        let done = |effects: Vec<CoreEffect>| Turn { reply: Reply::Done {}, effects };
        match event {
            CoreEvent::HistoryRead { kept, rows, read_to, more } => {
                let keep = self.history.read(&kept, &rows, read_to, more);
                Err(done(keep.into_iter().collect()))
            }
            CoreEvent::HistoryFailed {} => {
                self.history.failed();
                Err(done(Vec::new()))
            }
            event => {
                let speaks = self.needs_log_to_speak(&event, clock);
                match self.history.wanted_for(&event, speaks).filter(|_| !self.private) {
                    Some(reply) => Err(Turn { reply, effects: Vec::new() }),
                    None => Ok(event),
                }
            }
        }
    }

    /// What became of protected time so far; none before something has asked for it.
    #[must_use]
    pub fn balance(&self, now: Instant) -> Option<Balance> {
        self.history.balance(now)
    }

    /// The state, for tests and statistics.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }
}

/// The reply to a message that is not understood or not allowed.
#[must_use]
pub fn error(message: &str) -> Turn {
    Turn { reply: Reply::Error { message: message.to_owned() }, effects: Vec::new() }
}

fn shown(view: View) -> Reply {
    Reply::View { view: Box::new(view) }
}

fn refused(field: Field, kind: FaultKind) -> Reply {
    Reply::Refused { faults: vec![fault(field, kind)] }
}

fn fault(field: Field, kind: FaultKind) -> Fault {
    Fault { field, kind, typed: String::new() }
}
