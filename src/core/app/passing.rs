//! What is kept for as long as the browser runs and no longer: graces, and what private windows hold
//! of their own.

use crate::grace::{self, Grace};
use crate::node::{object, text};
use crate::store::Json;

/// The graces, and what private windows keep (empty for the others), as one text.
pub(super) fn write(json: &dyn Json, graces: &[Grace], own: &str) -> String {
    json.write(&object([("graces", grace::write(graces)), ("own", text(own))]))
}

/// What such a text holds. What cannot be read is of another version of us: nothing is lost by
/// beginning anew.
pub(super) fn read(json: &dyn Json, kept: &str) -> (Vec<Grace>, String) {
    let node = json.read(kept).filter(|_| !kept.is_empty());
    let parts = node.as_ref().and_then(|node| {
        let it = node.fields(&["graces", "own"])?;
        Some((grace::read(it.get("graces")?)?, it.text("own")?))
    });
    parts.unwrap_or_default()
}
