//! The simulated disk: `storage.local`, the log's database with the state's mirror, and
//! `storage.session`. Each call is whole or not at all; before each one the worker may die, and each
//! may fail.

use std::collections::BTreeMap;

use ringfence_core::protocol::{CoreEvent, LogRow, Realm, Stored};

use super::chance::Chance;
use super::promise::generation;
use crate::day::kind;

/// The worker ended in the middle of a turn.
pub struct Died;

/// A call that failed and wrote nothing.
pub struct Failed;

/// What may go wrong with the next call, in a thousand times.
pub struct Weather {
    pub dies: u32,
    pub local_fails: u32,
    pub database_fails: u32,
}

pub struct Disk {
    pub chance: Chance,
    pub weather: Weather,
    /// `state.0` to `state.2`.
    slots: Vec<String>,
    /// `log.<id>`: rows on their way.
    waiting: BTreeMap<u64, LogRow>,
    /// The database's rows.
    rows: BTreeMap<u64, LogRow>,
    mirror: String,
    /// What was kept of the log.
    pub history: String,
    session: String,
}

impl Disk {
    pub fn new(chance: Chance) -> Self {
        Self {
            chance,
            weather: Weather { dies: 0, local_fails: 0, database_fails: 0 },
            slots: vec![String::new(); 3],
            waiting: BTreeMap::new(),
            rows: BTreeMap::new(),
            mirror: String::new(),
            history: String::new(),
            session: String::new(),
        }
    }

    /// One call of `storage.local`: the rows' keys and the state's, together.
    pub fn set_local(
        &mut self,
        slot: u32,
        text: &str,
        rows: &[LogRow],
    ) -> Result<Result<(), Failed>, Died> {
        self.may_die()?;
        if self.chance.per_mille(self.weather.local_fails) {
            return Ok(Err(Failed));
        }
        for row in rows {
            self.is_one(row);
            self.waiting.insert(row.id, row.clone());
        }
        text.clone_into(&mut self.slots[slot as usize]);
        Ok(Ok(()))
    }

    /// One transaction of the database: the mirror, and the rows that belong to it.
    pub fn set_mirror(&mut self, text: &str, rows: &[LogRow]) -> Result<Result<(), Failed>, Died> {
        let written = self.put(rows.iter())?;
        if written.is_ok() {
            text.clone_into(&mut self.mirror);
        }
        Ok(written)
    }

    /// One transaction of the database: rows that waited.
    pub fn append(&mut self, rows: &BTreeMap<u64, LogRow>) -> Result<Result<(), Failed>, Died> {
        self.put(rows.values())
    }

    fn put<'r>(
        &mut self,
        rows: impl Iterator<Item = &'r LogRow>,
    ) -> Result<Result<(), Failed>, Died> {
        self.may_die()?;
        if self.chance.per_mille(self.weather.database_fails) {
            return Ok(Err(Failed));
        }
        for row in rows {
            self.is_one(row);
            self.rows.insert(row.id, row.clone());
        }
        Ok(Ok(()))
    }

    /// Takes the keys of rows that have arrived. A key that stays is moved again: under its id.
    pub fn remove_waiting(&mut self, rows: &BTreeMap<u64, LogRow>) -> Result<(), Died> {
        self.may_die()?;
        if !self.chance.per_mille(self.weather.local_fails) {
            self.waiting.retain(|id, _| !rows.contains_key(id));
        }
        Ok(())
    }

    pub fn keep(&mut self, text: &str) -> Result<(), Died> {
        self.may_die()?;
        text.clone_into(&mut self.session);
        Ok(())
    }

    /// Ten rows of the log at a time, and at its end those on their way (`history.js`).
    pub fn looked_up<'r>(
        &mut self,
        kept: bool,
        after: u64,
        kinds: &[String],
        on_the_way: impl Iterator<Item = &'r LogRow>,
    ) -> CoreEvent {
        if self.chance.per_mille(self.weather.database_fails) {
            return CoreEvent::HistoryFailed {};
        }
        if kept {
            let (kept, rows) = (self.history.clone(), Vec::new());
            return CoreEvent::HistoryRead { kept, rows, read_to: 0, more: true };
        }
        let there = self.rows.range(after + 1..).map(|(_, row)| row.clone());
        let mut rows: Vec<LogRow> = there.take(10).collect();
        let more = rows.len() == 10;
        rows.extend(on_the_way.filter(|row| !more && row.id > after).cloned());
        let read_to = rows.iter().map(|row| row.id).fold(after, u64::max);
        rows.retain(|row| kinds.contains(&kind(row)));
        CoreEvent::HistoryRead { kept: String::new(), rows, read_to, more }
    }

    pub fn may_die(&mut self) -> Result<(), Died> {
        if self.chance.per_mille(self.weather.dies) { Err(Died) } else { Ok(()) }
    }

    /// The browser ends: what is kept for its run goes.
    pub fn browser_ends(&mut self) {
        self.session.clear();
    }

    /// What a boot finds.
    pub fn stored(&self) -> Stored {
        Stored {
            slots: self.slots.clone(),
            mirror: self.mirror.clone(),
            last_row: self.last_row(),
            session: self.session.clone(),
            realm: Realm::Normal,
        }
    }

    /// The text of the highest generation.
    pub fn newest(&self) -> &String {
        let texts = self.slots.iter().chain([&self.mirror]);
        texts.max_by_key(|text| generation(text)).unwrap()
    }

    pub fn waiting(&self) -> BTreeMap<u64, LogRow> {
        self.waiting.clone()
    }

    pub fn last_row(&self) -> u64 {
        let last = |rows: &BTreeMap<u64, LogRow>| rows.keys().next_back().copied();
        last(&self.rows).max(last(&self.waiting)).unwrap_or_default()
    }

    /// A row as it is found, in the database or on its way there.
    pub fn row(&self, id: u64) -> Option<&LogRow> {
        self.rows.get(&id).or_else(|| self.waiting.get(&id))
    }

    /// Every row once, those on their way included.
    pub fn log(&self) -> BTreeMap<u64, LogRow> {
        let mut log = self.waiting.clone();
        log.extend(self.rows.clone());
        log
    }

    /// No id is ever used for two rows.
    fn is_one(&self, row: &LogRow) {
        for known in [self.rows.get(&row.id), self.waiting.get(&row.id)].into_iter().flatten() {
            assert_eq!(known, row, "an id is used for two rows");
        }
    }
}
