//! Two ways to put things in order. Every type that the standard sorts are made for costs three
//! kilobytes of wasm, so sets that are only listed are lists, and what has a number to go by is
//! sorted by that.

/// The items in order, each once.
#[must_use]
pub fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    items.dedup();
    items
}

/// The items by a number of each; those of one number stay as they stood.
#[must_use]
pub fn by_number<T>(items: Vec<T>, number: impl Fn(&T) -> i64) -> Vec<T> {
    let mut order: Vec<(i64, usize)> = items.iter().map(number).zip(0..).collect();
    order.sort_unstable();
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order.into_iter().filter_map(|(_, at)| items.get_mut(at)?.take()).collect()
}
