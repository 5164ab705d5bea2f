//! A form that always stands there follows what is saved elsewhere, field by field.

use leptos::prelude::*;

/// A field that holds what was saved `before` holds what is saved `now`; what was typed stays.
pub fn follow<T>(typed: RwSignal<T>, before: &T, now: &T)
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    if before != now && typed.with_untracked(|typed| typed == before) {
        typed.set(now.clone());
    }
}
