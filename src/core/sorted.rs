//! One way to put things in order. Every type that is sorted costs three kilobytes of wasm, so
//! sets that are only listed are lists, sorted here.

/// The items in order, each once.
#[must_use]
pub fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    items.dedup();
    items
}
