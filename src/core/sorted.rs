//! One way to put things in order. Every type that the standard sorts are made for costs four
//! kilobytes of wasm, and every type of a hash table three: here places in a list are sorted, and
//! lists in order are searched by halves.

use std::cmp::Ordering;

/// The places of a list in the order of what stands there; equals as they stand.
#[must_use]
pub fn order(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..length).collect();
    places.sort_unstable_by(|one, other| compare(*one, *other).then(one.cmp(other)));
    places
}

/// The items in order, each once. (A list, because every kind of iterator would cost as much again.)
#[must_use]
pub fn sorted<T: Ord>(items: Vec<T>) -> Vec<T> {
    let places = order(items.len(), &|one, other| items.get(one).cmp(&items.get(other)));
    let mut items = taken(items, places);
    items.dedup();
    items
}

/// The items as a comparison says; equals as they stand.
#[must_use]
pub fn by<T>(items: Vec<T>, compare: &dyn Fn(&T, &T) -> Ordering) -> Vec<T> {
    let at = |place| items.get(place);
    let places = order(items.len(), &|one, other| match (at(one), at(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    taken(items, places)
}

/// The items by a number of each; those of one number stay as they stood.
#[must_use]
pub fn by_number<T>(items: Vec<T>, number: impl Fn(&T) -> i64) -> Vec<T> {
    let of = |place| items.get(place).map(&number);
    let places = order(items.len(), &|one, other| of(one).cmp(&of(other)));
    taken(items, places)
}

fn taken<T>(items: Vec<T>, places: Vec<usize>) -> Vec<T> {
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    places.into_iter().filter_map(|place| items.get_mut(place)?.take()).collect()
}
