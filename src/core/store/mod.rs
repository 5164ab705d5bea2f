//! What is written to disk: one versioned, checksummed envelope with a generation. Three slots
//! are written in turn, so that the last three generations are kept, and the newest is mirrored.
//!
//! A stored version is frozen once it is released: `v7` never changes, a later version gets a
//! module of its own and a migration from the one before. What does not load is never
//! overwritten: the caller sets it aside.

mod v7;

use crate::clock::Instant;
use crate::node::Node;
use crate::protocol::Stored;
use crate::state::State;

/// How many generations are kept.
pub const SLOTS: u64 = 3;

/// JSON text of a tree. An argument, because the browser's own JSON costs nothing, while a second
/// reader and writer would be a fifth of the background's wasm.
pub trait Json {
    /// The text of a tree.
    fn write(&self, node: &Node) -> String;
    /// The tree of a text, if it is JSON and all its numbers are whole.
    fn read(&self, text: &str) -> Option<Node>;
}

/// The first line of a stored text; the body's JSON is the rest.
struct Head<'a> {
    version: u32,
    generation: u64,
    /// FNV-1a of the body, 16 hex digits: against halves and flipped bits, not against people.
    checksum: &'a str,
}

/// What was found on disk.
pub struct Found {
    /// The newest state that loads, and when the core last looked.
    pub state: Option<(State, Instant)>,
    /// Its generation; 0 for none.
    pub generation: u64,
    /// Texts that do not load, or are of a version that we do not know.
    pub broken: Vec<String>,
    /// The slots that hold them.
    pub broken_slots: Vec<u32>,
}

/// The state of the highest generation that loads, from slots and mirror.
#[must_use]
pub fn load(json: &dyn Json, stored: &Stored) -> Found {
    let mut found =
        Found { state: None, generation: 0, broken: Vec::new(), broken_slots: Vec::new() };
    let slots = stored.slots.iter().zip(0..).map(|(text, slot)| (text, Some(slot)));
    let texts = slots.chain([(&stored.mirror, None)]);
    for (text, slot) in texts.filter(|(text, _)| !text.is_empty()) {
        if let Some((generation, loaded)) = read(json, text) {
            if found.state.is_none() || generation > found.generation {
                found.generation = generation;
                found.state = Some(loaded);
            }
        } else {
            found.broken_slots.extend(slot);
            if !found.broken.contains(text) {
                found.broken.push(text.clone());
            }
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
pub fn save(json: &dyn Json, state: &State, seen: Instant, generation: u64) -> String {
    let body = json.write(&v7::write(state, seen));
    format!("ringfence {} {generation} {}\n{body}", v7::VERSION, checksum(&body))
}

fn read(json: &dyn Json, text: &str) -> Option<(u64, (State, Instant))> {
    let (head, body) = text.split_once('\n')?;
    let head = Head::read(head)?;
    if head.checksum != checksum(body) {
        return None;
    }
    match head.version {
        v7::FIRST..=v7::VERSION => Some((head.generation, v7::read(&json.read(body)?)?)),
        _ => None,
    }
}

impl<'a> Head<'a> {
    fn read(line: &'a str) -> Option<Self> {
        let mut words = line.strip_prefix("ringfence ")?.split(' ');
        let version = words.next()?.parse().ok()?;
        let generation = words.next()?.parse().ok()?;
        Some(Self { version, generation, checksum: words.next()? })
    }
}

/// FNV-1a, 64 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>).
fn checksum(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}
