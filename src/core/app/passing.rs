//! What is kept for as long as the browser runs and no longer: graces, cover pages that are missing,
//! and what private windows hold of their own.

use crate::grace::{self, Grace};
use crate::node::{Node, list, number, object, text};
use crate::store::Json;

/// What passes with the browser's run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Passing {
    /// Tabs that are given a moment.
    pub(super) graces: Vec<Grace>,
    /// Addresses of cover pages that went with us and are not back.
    pub(super) lost: Vec<String>,
    /// The grants that open the page in front of the person, as the core saw it last.
    pub(super) front: Vec<u32>,
}

impl Passing {
    /// Whether pages show the same of it.
    pub(super) fn shows_as(&self, other: &Self) -> bool {
        (&self.graces, &self.lost) == (&other.graces, &other.lost)
    }

    /// As one text, with what private windows keep (empty for the others).
    pub(super) fn write(&self, json: &dyn Json, own: &str) -> String {
        json.write(&object([
            ("graces", grace::write(&self.graces)),
            ("lost", list(&self.lost, |url| text(url))),
            ("own", text(own)),
            ("front", list(&self.front, |grant| number(*grant))),
        ]))
    }

    /// What such a text holds. What cannot be read is of another version of us: nothing is lost by
    /// beginning anew.
    pub(super) fn read(json: &dyn Json, kept: &str) -> (Self, String) {
        let node = json.read(kept).filter(|_| !kept.is_empty());
        node.as_ref().and_then(read).unwrap_or_default()
    }
}

fn read(node: &Node) -> Option<(Passing, String)> {
    let it = node.fields(&["graces", "lost", "own", "front"])?;
    let lost = it.list("lost", |node| node.text().map(str::to_owned))?;
    let (graces, front) = (grace::read(it.get("graces")?)?, it.list("front", Node::number)?);
    Some((Passing { graces, lost, front }, it.text("own")?))
}
