//! JSON that reads each text once: at a boot all three generations and the mirror are read, and after
//! every event another core boots.

use std::cell::RefCell;

use ringfence_core::node::Node;
use ringfence_core::store::Json;

use crate::day::SerdeJson;

/// So many texts are remembered: those that may be on the disk.
const MANY: usize = 8;

pub struct ReadOnce;

thread_local! {
    static READ: RefCell<Vec<(String, Node)>> = const { RefCell::new(Vec::new()) };
}

impl Json for ReadOnce {
    fn write(&self, node: &Node) -> String {
        SerdeJson.write(node)
    }

    fn read(&self, text: &str) -> Option<Node> {
        READ.with_borrow_mut(|read| {
            if let Some((_, node)) = read.iter().find(|(known, _)| known == text) {
                return Some(node.clone());
            }
            let node = SerdeJson.read(text)?;
            if text.len() > 500 {
                read.insert(0, (text.to_owned(), node.clone()));
                read.truncate(MANY);
            }
            Some(node)
        })
    }
}
