//! What the four pages are made of. A page asks the background for its view, shows it, and sends
//! events; it asks anew whenever the background says "changed".
//!
//! Architecture invariant: nothing here knows a rule about time, limits or permission to pass, and
//! nothing here is kept. What a page shows is the last view; what it holds is what is being typed, which
//! is also put aside until it is sent (`draft`).
//!
//! Architecture invariant: no element inside another has only literals for its attributes and
//! children. Leptos makes such an element from markup, by `innerHTML`, which we do without and the
//! lint of the package refuses; one value by name (`d=MARK_RING`) is enough to have it built.
#![forbid(unsafe_code)]
#![allow(clippy::must_use_candidate, reason = "a component is used by standing in a view")]

pub mod close_out;
pub mod countdown;
pub mod date_input;
pub mod draft;
pub mod fault;
pub mod field;
pub mod groups;
pub mod health;
pub mod hold;
pub mod inspect;
pub mod live;
pub mod owed;
pub mod park;
pub mod parts;
pub mod reasons;
pub mod ring;
pub mod rule_form;
mod session;
pub mod shell;
pub mod step;
pub mod suffixes;
pub mod times;
pub mod unsaved;
pub mod words;
pub mod zone;
