//! What Ringfence decides. A value and three doors: [`app::App::load`], [`app::App::update`],
//! [`app::App::view`]. Start at [`protocol`], the table of contents, then [`app`], where the
//! modules meet.
//!
//! **Invariants, about things that are deliberately absent.**
//! * No clock, no chance, no storage, no browser: they arrive as arguments. The types that cross
//!   to JavaScript carry their TypeScript derives only where the target is wasm.
//! * No memory of what the shell was told: the posture is derived anew after every event.
//! * No serialization outside [`protocol`] and [`store`], and no serializer: JSON is an argument.
//! * No panic: every lookup may fail and says what then.
#![cfg_attr(not(target_family = "wasm"), forbid(unsafe_code))]

pub mod access;
pub mod aim;
pub mod app;
pub mod bare;
pub mod card;
pub mod change;
pub mod check_in;
pub mod clock;
pub mod date;
pub mod edit;
pub mod energy;
pub mod exception;
pub mod goal;
pub mod grace;
pub mod grant;
pub mod group;
pub mod health;
pub mod hours;
pub mod ledger;
pub mod link;
pub mod log;
pub mod network;
pub mod node;
pub mod nudge;
pub mod owed;
pub mod parked;
pub mod part;
pub mod posture;
pub mod presets;
pub mod protected;
pub mod protocol;
pub mod recurrence;
pub mod reshape;
pub mod rule;
pub mod schedule;
pub mod search;
pub mod settings;
pub mod site;
pub mod sorted;
pub mod state;
pub mod store;
pub mod timetable;
pub mod verdict;
pub mod views;
pub mod wall;
pub mod way_back;
