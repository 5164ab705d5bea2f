//! What is written to disk: one versioned, checksummed envelope with a generation. Three slots
//! are written in turn, so that the last three generations are kept, and the newest is mirrored.
//!
//! A stored version is frozen once it is released: `v1` never changes, a later version gets a
//! module of its own and a migration from the one before. What does not load is never
//! overwritten: the caller sets it aside.

mod v1;

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::protocol::Stored;
use crate::state::State;

/// How many generations are kept.
pub const SLOTS: u64 = 3;

#[derive(Serialize, Deserialize)]
struct Envelope {
    version: u32,
    generation: u64,
    /// FNV-1a of `body`, 16 hex digits: against halves and flipped bits, not against people.
    checksum: String,
    /// The state of that version, as JSON text of its own, so that the checksum has bytes.
    body: String,
}

/// What was found on disk.
pub struct Found {
    /// The newest state that loads, and when the core last looked.
    pub state: Option<(State, Instant)>,
    /// Its generation; 0 for none.
    pub generation: u64,
    /// Texts that do not load, or are of a version that we do not know.
    pub broken: Vec<String>,
}

/// The state of the highest generation that loads, from slots and mirror.
#[must_use]
pub fn load(stored: &Stored) -> Found {
    let mut found = Found { state: None, generation: 0, broken: Vec::new() };
    let texts = stored.slots.iter().chain([&stored.mirror]);
    for text in texts.filter(|text| !text.is_empty()) {
        match read(text) {
            Some((generation, loaded))
                if found.state.is_none() || generation > found.generation =>
            {
                found.generation = generation;
                found.state = Some(loaded);
            }
            Some(_) => {}
            None if found.broken.contains(text) => {}
            None => found.broken.push(text.clone()),
        }
    }
    found
}

/// The slot of a generation.
#[must_use]
pub fn slot(generation: u64) -> u32 {
    u32::try_from(generation % SLOTS).unwrap_or_default()
}

/// The envelope's text.
#[must_use]
pub fn save(state: &State, seen: Instant, generation: u64) -> String {
    let body = serde_json::to_string(&v1::Body::from_state(state, seen)).unwrap_or_default();
    let envelope = Envelope { version: v1::VERSION, generation, checksum: checksum(&body), body };
    serde_json::to_string(&envelope).unwrap_or_default()
}

fn read(text: &str) -> Option<(u64, (State, Instant))> {
    let envelope: Envelope = serde_json::from_str(text).ok()?;
    if envelope.checksum != checksum(&envelope.body) {
        return None;
    }
    let loaded = match envelope.version {
        v1::VERSION => serde_json::from_str::<v1::Body>(&envelope.body).ok()?.into_state()?,
        _ => return None,
    };
    Some((envelope.generation, loaded))
}

/// FNV-1a, 64 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>).
fn checksum(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}
