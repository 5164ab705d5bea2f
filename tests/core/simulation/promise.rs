//! What was promised, and is held against what there is after every event.

use std::collections::BTreeMap;

use ringfence_core::app::App;
use ringfence_core::clock::{Instant, MINUTE};
use ringfence_core::ledger::Ledger;
use ringfence_core::protocol::{CoreEffect, CoreEvent, LogRow, Stored};
use ringfence_core::state::State;

use super::browser::Browser;
use super::disk::Disk;
use super::json::ReadOnce;
use crate::standard::Standard;

/// A look at the clock: what had passed in truth, and what the clock showed.
type Look = (i64, Instant);

#[derive(Default)]
pub struct Promises {
    /// Rows and generation that were saved in this turn, and not acknowledged yet.
    pending: (Vec<LogRow>, u64),
    /// Rows whose turn was answered.
    rows: BTreeMap<u64, LogRow>,
    /// The newest generation whose turn was answered.
    generation: u64,
    /// Whether a boot found the state in the mirror alone.
    was_mirror: bool,
    /// When the core looked last.
    look: Option<Look>,
    /// When it looked last before it saved a generation.
    saved_looks: BTreeMap<u64, Look>,
    /// By grant: what had passed when it was granted, and what passed since without the core being
    /// able to know, because the clock was set back in between two looks.
    grants: BTreeMap<u32, (i64, i64)>,
    /// How many grants there were, and how many rows.
    pub granted: u64,
}

impl Promises {
    /// Ids of rows only grow.
    pub fn rows_grow(rows: &[LogRow], last: u64) {
        let ids: Vec<u64> = [last].into_iter().chain(rows.iter().map(|row| row.id)).collect();
        assert!(ids.is_sorted_by(|one, next| one < next), "ids of rows only grow: {ids:?}");
    }

    /// A save begins; it may reach the disk even if the worker does not live to see it.
    pub fn saves(&mut self, text: &str) {
        let generation = generation(text);
        self.saved_looks.insert(generation, self.look.unwrap());
        self.saved_looks.retain(|it, _| it + 5 > generation);
    }

    /// A save has reached at least one place.
    pub fn saved(&mut self, text: &str, rows: &[LogRow]) {
        self.pending.0.extend(rows.iter().cloned());
        self.pending.1 = generation(text);
    }

    /// The turn is answered.
    pub fn acknowledge(&mut self) {
        let (rows, generation) = std::mem::take(&mut self.pending);
        self.rows.extend(rows.into_iter().map(|row| (row.id, row)));
        self.generation = self.generation.max(generation);
    }

    /// A core has booted from a disk as a worker left it: nothing there is older than what was
    /// acknowledged. (That all of it loads is seen in its first turn: nothing is set aside.)
    pub fn core_boots(&mut self, state: &State, disk: &Disk) {
        self.pending = (Vec::new(), 0);
        let (there, promised) = (generation(disk.newest()), self.generation);
        assert!(there >= promised, "generation {promised} was acknowledged, {there} is there");
        // Where `storage.local` never took anything, all comes from the mirror, and the person is told.
        let is_mirror = there > 1 && disk.stored().slots.iter().all(String::is_empty);
        self.was_mirror |= is_mirror;
        assert!(self.was_mirror || state.set_aside.is_none(), "nothing was lost");
        for (id, row) in self.rows.iter().rev().take(20) {
            assert_eq!(disk.row(*id), Some(row), "a row that was acknowledged");
        }
        self.look = self.saved_looks.get(&there).copied();
        self.grants.retain(|id, _| state.grants.iter().any(|grant| grant.id == *id));
    }

    /// Every row that was acknowledged is there, as it was. Gives how many rows there are.
    pub fn log_holds(&self, disk: &Disk) -> usize {
        let log = disk.log();
        for (id, row) in &self.rows {
            assert_eq!(log.get(id), Some(row), "a row that was acknowledged");
        }
        log.len()
    }

    /// The clock tells the core how much has passed, unless it was set back since the last look.
    pub fn core_looks(&mut self, passed: i64, now: Instant) {
        if let Some((before, then)) = self.look {
            let unknown = (passed - before - now.since(then).max(0)).max(0);
            for (_, hidden) in self.grants.values_mut() {
                *hidden += unknown;
            }
        }
        self.look = Some((passed, now));
    }

    /// By the clock's end or by length, whichever is first.
    pub fn grants_keep_to_their_length(&mut self, state: &State, passed: i64, now: Instant) {
        self.grants.retain(|id, _| state.grants.iter().any(|grant| grant.id == *id));
        for grant in &state.grants {
            let granted = &mut self.granted;
            let (start, hidden) = *self.grants.entry(grant.id).or_insert_with(|| {
                *granted += 1;
                (passed, 0)
            });
            let length = i64::from(grant.minutes) * MINUTE;
            assert!(now < grant.end(), "an override past its end: {grant:?}");
            let lasted = passed - start - hidden;
            assert!(lasted < length, "an override that lasts {lasted} ms: {grant:?}");
        }
    }
}

/// The generation in the first line of a stored text; 0 for none.
pub fn generation(text: &str) -> u64 {
    text.split(' ').nth(2).map_or(0, |number| number.parse().unwrap())
}

impl Browser {
    /// The posture is what a core wants that boots from the disk now, and nothing more is to be done.
    ///
    /// The two may differ only while no save gets through: then the disk holds an older state, and
    /// there is nothing newer from which another core could know better. What the browser refused is
    /// no part of the posture; of a veil that it let into no tab, the other core may tell pages anew.
    /// And it knows only of the last look that was saved: where the zone is another since, it may write
    /// of hours that lay ahead when this one looked.
    pub fn check(&mut self) {
        let Some((around, posture)) = self.last.as_ref().filter(|_| self.is_saved) else { return };
        let now = self.now();
        let clock = self.zone.clock(now);
        let stored = Stored { slots: vec![self.disk.newest().clone()], ..self.disk.stored() };
        let stored = Stored { mirror: String::new(), ..stored };
        let mut other = App::load(&ReadOnce, &Standard, &stored, now);
        let turn = other.update(CoreEvent::Looked {}, around, clock);
        let wanted = CoreEffect::Apply { posture: posture.clone() };
        let may_differ = |effect: &CoreEffect| match effect {
            CoreEffect::TellPages {} => true,
            CoreEffect::Save { .. } => self.zone_is_new,
            _ => false,
        };
        let effects: Vec<_> = turn.effects.into_iter().filter(|it| !may_differ(it)).collect();
        assert_eq!(effects, [wanted], "as computed from scratch");
    }

    /// What the core has read of the log is what stands there.
    pub fn check_history(&self) {
        let core = self.worker.as_ref().filter(|_| self.is_saved).map(|worker| &worker.core);
        let Some(read) = core.and_then(|core| core.balance(self.now())) else { return };
        let mut ledger = Ledger::default();
        self.disk.log().values().for_each(|row| ledger.take(row));
        assert_eq!(read, ledger.balance(self.now()), "what the log says");
    }

    /// A second look at the same instant changes nothing and writes nothing; but what the browser
    /// refused is tried again, and a state is saved until it is known to be.
    pub fn look_twice(&mut self) {
        self.happened(CoreEvent::Looked {});
        let (Some((around, posture)), Some(worker)) = (&self.last, &mut self.worker) else {
            return;
        };
        if !self.is_saved || worker.is_unsaved || worker.is_refused {
            return;
        }
        let clock = self.zone.clock(Instant::from_ms(self.clock_base + self.passed));
        let turn = worker.core.update(CoreEvent::Looked {}, around, clock);
        let again = CoreEffect::Apply { posture: posture.clone() };
        assert_eq!(turn.effects, [again], "a second look");
    }
}
