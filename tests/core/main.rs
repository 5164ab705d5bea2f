//! The core's tests that stand outside its files: a person's day (events in, effects out), laws,
//! clocks, stored formats and the protocol's own examples.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what must be so"
)]

mod bad_input;
mod day;
mod laws;
mod protocol;
mod store;
mod story;
mod zones;
