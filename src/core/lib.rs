//! wip
#![cfg_attr(not(target_family = "wasm"), forbid(unsafe_code))]
pub mod clock;
pub mod protocol;
pub mod site;
