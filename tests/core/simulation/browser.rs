//! The simulated browser around the core: its worker, performing effects in the order in which
//! `effects.js` does; tabs, alarms and host access; the machine's clock and zone.

use std::collections::BTreeMap;

use ringfence_core::app::App;
use ringfence_core::clock::{Instant, MINUTE};
use ringfence_core::protocol::{
    Alarm, AlarmName, Around, CoreEffect, CoreEvent, LogRow, Posture, Reply, Sender, Stands,
    TabSeen, Turn,
};

use super::chance::Chance;
use super::disk::{Died, Disk};
use super::json::ReadOnce;
use super::promise::Promises;
use super::says::Said;
use crate::named::Named;
use crate::standard::Standard;

/// What lives in the background's memory, and ends with it.
pub struct Worker {
    pub core: App,
    /// Rows that no save has brought to the disk yet: they go with the next one.
    unsaved_rows: Vec<LogRow>,
    /// Rows that have not arrived in the database, as far as this worker knows.
    waiting: BTreeMap<u64, LogRow>,
    /// Whether the core was told last that rows wait.
    rows_wait: bool,
    /// Whether the core was told last that its state could not be written.
    pub is_unsaved: bool,
    /// Whether the core was told in the last turn that the browser refuses network rules.
    pub is_refused: bool,
}

/// An alarm as it is set: when it is due by the clock, and when it fires; never, if it is lost.
pub struct Set {
    due: i64,
    every: u32,
    fires: Option<i64>,
}

pub struct Browser {
    pub disk: Disk,
    pub chance: Chance,
    pub worker: Option<Worker>,
    /// Milliseconds that have passed in truth since the seed's first day began.
    pub passed: i64,
    /// What the clock shows when nothing has passed; moved when the clock is set.
    pub clock_base: i64,
    pub zone: Named,
    /// Whether the disk holds the newest state that the core wanted saved.
    pub is_saved: bool,
    /// Whether the zone is another than at the last save.
    pub zone_is_new: bool,
    pub tabs: Vec<TabSeen>,
    pub next_tab: i32,
    pub origins: Vec<String>,
    pub alarms: BTreeMap<&'static str, (AlarmName, Set)>,
    /// The tab in which someone types, if someone does.
    pub typing: Option<i32>,
    pub promises: Promises,
    /// What the core looked at last, and the posture that it wanted then.
    pub last: Option<(Around, Posture)>,
    /// How many turns there were.
    pub turns: u64,
    /// What the person said.
    pub said: Said,
}

impl Worker {
    fn is_told(&mut self, event: &CoreEvent) {
        match event {
            CoreEvent::SaveFailed {} => self.is_unsaved = true,
            CoreEvent::Saved {} => self.is_unsaved = false,
            CoreEvent::LogFailed {} => self.rows_wait = true,
            CoreEvent::LogWritten {} => self.rows_wait = false,
            CoreEvent::NetworkRulesRefused { .. } => self.is_refused = true,
            _ => {}
        }
    }
}

impl Browser {
    pub fn new(seed: u64, zone: Named, start: Instant) -> Self {
        Self {
            disk: Disk::new(Chance::of(seed.wrapping_add(1 << 32))),
            chance: Chance::of(seed.wrapping_add(1 << 33)),
            worker: None,
            passed: 0,
            clock_base: start.ms(),
            zone,
            is_saved: true,
            zone_is_new: false,
            tabs: Vec::new(),
            next_tab: 1,
            origins: vec!["*://*.example/*".into()],
            alarms: BTreeMap::new(),
            typing: None,
            promises: Promises::default(),
            last: None,
            turns: 0,
            said: Said::default(),
        }
    }

    pub fn now(&self) -> Instant {
        Instant::from_ms(self.clock_base + self.passed)
    }

    /// One event from start to end; no reply if the worker died of it.
    pub fn send(&mut self, event: CoreEvent, sender: Sender) -> Option<Reply> {
        let reply = self.run(event, sender);
        if let Ok(reply) = reply {
            self.promises.acknowledge();
            self.check();
            self.energy_leaves_no_trace();
            if self.turns.is_multiple_of(40) {
                self.check_history();
            }
            self.tell_of_typing();
            Some(reply)
        } else {
            self.worker_dies();
            None
        }
    }

    pub fn happened(&mut self, event: CoreEvent) {
        self.send(event, Sender::Browser);
    }

    /// What was in memory goes; what is on the disk must do.
    pub fn worker_dies(&mut self) {
        self.worker = None;
    }

    fn run(&mut self, event: CoreEvent, sender: Sender) -> Result<Reply, Died> {
        self.boot().is_refused = false;
        let Turn { reply, effects } = self.turn(event, sender);
        for effect in effects {
            if let Some(event) = self.perform(effect)? {
                self.worker.as_mut().unwrap().is_told(&event);
                // What becomes of the effects of these is not told again.
                for effect in self.turn(event, Sender::Browser).effects {
                    self.perform(effect)?;
                }
            }
        }
        Ok(reply)
    }

    fn boot(&mut self) -> &mut Worker {
        if self.worker.is_none() {
            self.worker = Some(self.started());
        }
        self.worker.as_mut().unwrap()
    }

    fn started(&mut self) -> Worker {
        let core = App::load(&ReadOnce, &Standard, &self.disk.stored(), self.now());
        self.is_saved = true;
        self.promises.core_boots(core.state(), &self.disk);
        let waiting = self.disk.waiting();
        Worker {
            core,
            unsaved_rows: Vec::new(),
            waiting,
            rows_wait: false,
            is_unsaved: false,
            is_refused: false,
        }
    }

    fn turn(&mut self, event: CoreEvent, sender: Sender) -> Turn {
        let (around, now) = (self.around(sender), self.now());
        self.promises.core_looks(self.passed, now);
        self.turns += 1;
        let core = &mut self.worker.as_mut().unwrap().core;
        let clock = self.zone.clock(now);
        let again = event.clone();
        let mut turn = core.update(event, &around, clock);
        while let Reply::NeedsHistory { kept, after, kinds } = turn.reply {
            let worker = self.worker.as_mut().unwrap();
            let on_the_way = worker.waiting.values().chain(&worker.unsaved_rows);
            let read = self.disk.looked_up(kept, after, &kinds, on_the_way);
            let by = Around { sender: Sender::Browser, ..around.clone() };
            for effect in worker.core.update(read, &by, clock).effects {
                let CoreEffect::KeepHistory { text } = effect else { panic!("{effect:?}") };
                self.disk.history = text;
            }
            turn = worker.core.update(again.clone(), &around, clock);
        }
        let core = &mut self.worker.as_mut().unwrap().core;
        self.promises.grants_keep_to_their_length(core.state(), self.passed, now);
        let posture = turn.effects.iter().find_map(|effect| match effect {
            CoreEffect::Apply { posture } => Some(posture.clone()),
            _ => None,
        });
        self.last = posture.map(|posture| (Around { sender: Sender::Browser, ..around }, posture));
        turn
    }

    fn perform(&mut self, effect: CoreEffect) -> Result<Option<CoreEvent>, Died> {
        match effect {
            CoreEffect::Keep { text } => self.disk.keep(&text).map(|()| None),
            CoreEffect::Save { slot, text, rows } => self.save(slot, &text, &rows),
            CoreEffect::SetAside { texts, .. } => panic!("a state does not load: {texts:?}"),
            CoreEffect::Apply { posture } => {
                self.disk.may_die()?;
                self.apply(&posture);
                self.disk.may_die()?;
                let event = self.move_rows()?;
                let sites = vec!["mail.example".to_owned()];
                let refused = !posture.network_rules.is_empty() && self.chance.one_in(100);
                Ok(event.or(refused.then_some(CoreEvent::NetworkRulesRefused { sites })))
            }
            CoreEffect::ForgetPuller { .. } | CoreEffect::DeleteLog { .. } => {
                panic!("nobody asks for it here")
            }
            CoreEffect::KeepHistory { .. }
            | CoreEffect::Notify { .. }
            | CoreEffect::OpenLinks { .. }
            | CoreEffect::ReadLog { .. }
            | CoreEffect::CountLog { .. }
            | CoreEffect::FocusTab { .. }
            | CoreEffect::OpenPage { .. }
            | CoreEffect::TellPages {} => Ok(None),
        }
    }

    /// `storage.local` and the mirror at once, so that either may be first; then rows are moved.
    fn save(&mut self, slot: u32, text: &str, rows: &[LogRow]) -> Result<Option<CoreEvent>, Died> {
        self.promises.saves(text);
        Promises::rows_grow(rows, self.disk.last_row());
        let worker = self.worker.as_mut().unwrap();
        self.is_saved = false;
        worker.unsaved_rows.extend(rows.iter().cloned());
        let rows = &worker.unsaved_rows;
        let (local, mirror) = if self.chance.one_in(2) {
            let local = self.disk.set_local(slot, text, rows)?;
            (local, self.disk.set_mirror(text, rows)?)
        } else {
            let mirror = self.disk.set_mirror(text, rows)?;
            (self.disk.set_local(slot, text, rows)?, mirror)
        };
        if local.is_err() && mirror.is_err() {
            return Ok(Some(CoreEvent::SaveFailed {}));
        }
        self.is_saved = true;
        self.zone_is_new = false;
        let rows = std::mem::take(&mut worker.unsaved_rows);
        self.promises.saved(text, &rows);
        worker.waiting.extend(rows.into_iter().map(|row| (row.id, row)));
        let is_unsaved = worker.is_unsaved;
        Ok(self.move_rows()?.or(is_unsaved.then_some(CoreEvent::Saved {})))
    }

    fn move_rows(&mut self) -> Result<Option<CoreEvent>, Died> {
        let worker = self.worker.as_mut().unwrap();
        if worker.waiting.is_empty() {
            return Ok(None);
        }
        if self.disk.append(&worker.waiting)?.is_err() {
            return Ok((!worker.rows_wait).then_some(CoreEvent::LogFailed {}));
        }
        let moved = std::mem::take(&mut worker.waiting);
        self.disk.remove_waiting(&moved)?;
        Ok(worker.rows_wait.then_some(CoreEvent::LogWritten {}))
    }

    /// What stands in tabs is what the posture says, but where someone types and it lets them.
    fn apply(&mut self, posture: &Posture) {
        for tab in self.tabs.iter_mut().filter(|tab| tab.stands != Stands::Refused) {
            let veil = posture.veils.iter().find(|veil| veil.tab == tab.id);
            let stands = veil.is_some_and(|it| !it.unless_typing || self.typing != Some(tab.id));
            tab.stands = if stands { Stands::Veil } else { Stands::Page };
        }
        let wanted = |name: &str| posture.alarms.iter().any(|it| it.name.id() == name);
        self.alarms.retain(|name, _| wanted(name));
        for alarm in &posture.alarms {
            self.set_alarm(*alarm);
        }
    }

    /// One that is set already is left alone (`reconcile/alarms.js`).
    fn set_alarm(&mut self, Alarm { name, at, every }: Alarm) {
        let now = self.now().ms();
        let period = i64::from(every) * MINUTE;
        if let Some((_, set)) = self.alarms.get(name.id()) {
            let is_due = if every == 0 || at > now {
                (set.due - at).abs() <= 1000
            } else {
                set.due <= now + period + 5000
            };
            if set.every == every && is_due {
                return;
            }
        }
        let missed = if every == 0 { 0 } else { (now - at).max(0) / period + 1 };
        let due = at + missed * period;
        let fires = self.lateness(every).map(|late| due + late);
        self.alarms.insert(name.id(), (name, Set { due, every, fires }));
    }

    /// By how much an alarm is late; none if it is lost. A machine that dozes beats slowly.
    fn lateness(&mut self, every: u32) -> Option<i64> {
        let slow = if every > 0 { 11 } else { 3 };
        match self.chance.below(12) {
            0 => None,
            it if it < slow => Some(self.chance.between(0, 3 * 60 * MINUTE)),
            _ => Some(self.chance.between(0, 1500)),
        }
    }

    /// When the next alarm fires, in passed milliseconds.
    pub fn next_alarm(&self) -> Option<(i64, AlarmName)> {
        let fires = |(name, set): &(AlarmName, Set)| Some((set.fires? - self.clock_base, *name));
        self.alarms.values().filter_map(fires).min_by_key(|(at, _)| *at)
    }

    pub fn fire(&mut self, name: AlarmName) {
        let now = self.now().ms();
        if let Some((_, Set { every, .. })) = self.alarms.remove(name.id())
            && every > 0
        {
            let due = now + i64::from(every) * MINUTE;
            let fires = self.lateness(every).map(|late| due + late);
            self.alarms.insert(name.id(), (name, Set { due, every, fires }));
        }
        self.happened(CoreEvent::AlarmFired { name });
    }

    pub fn around(&self, sender: Sender) -> Around {
        Around { tabs: self.tabs.clone(), origins: self.origins.clone(), sender }
    }

    fn tell_of_typing(&mut self) {
        let veils = self.last.iter().flat_map(|(_, posture)| &posture.veils);
        let mut asking = veils.filter(|veil| veil.unless_typing).map(|veil| veil.tab);
        if let Some(tab) = self.typing.filter(|typing| asking.any(|tab| tab == *typing)) {
            self.typing = None;
            self.happened(CoreEvent::TypingFound { tab });
        }
    }

    /// The browser ends and starts again: tabs come back under other ids.
    pub fn restart(&mut self) {
        self.worker_dies();
        self.disk.browser_ends();
        self.typing = None;
        for tab in &mut self.tabs {
            (tab.id, tab.stands, tab.heard) = (self.next_tab, Stands::Page, false);
            self.next_tab += 1;
        }
        if self.chance.one_in(2) {
            self.alarms.clear();
        }
    }
}
