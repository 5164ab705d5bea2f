//! The core's tests that stand outside its files: a person's day (events in, effects out), laws,
//! clocks, stored formats and the protocol's own examples.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what must be so"
)]
#![allow(clippy::duplicate_mod, reason = "the example program stands alone, and is tested here")]

mod bad_dates;
mod bad_input;
mod cases;
mod check_in;
mod close_out;
mod day;
mod example;
mod gaps_and_folds;
mod goal_laws;
mod goals;
mod groups;
mod honest;
mod horizon;
mod hours;
mod laws;
mod ledger;
mod ledger_clocks;
mod ledger_laws;
#[path = "examples/ledger.rs"]
#[allow(dead_code, reason = "its main reads standard input")]
mod ledger_program;
mod ledger_rows;
mod log_page;
mod loosening;
mod loosening_laws;
mod moments;
mod named;
mod notices;
mod nudges;
#[path = "examples/occurrences.rs"]
#[allow(dead_code, reason = "its main reads standard input")]
mod occurrences;
mod oracle;
mod overlaps;
mod overrides;
mod owed;
mod parked;
mod pasted;
mod pinned;
mod plan;
mod plans;
mod presets;
mod private;
mod protocol;
mod reopen;
mod schedule_laws;
mod schedule_tables;
mod simulation;
mod single_dates;
mod sites;
mod standard;
mod store;
mod store_versions;
mod story;
mod taken_back;
mod unseen;
#[path = "examples/verdict.rs"]
#[allow(dead_code, reason = "its main reads standard input")]
mod verdict;
mod way_back;
mod zones;
