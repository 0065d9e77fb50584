//! The page: a pure reducer and pure view models (native and wasm32 alike), and the components that show them.
//!
//! Only this module names yew, gloo and web_sys. No component computes a finding: it shows what [`crate::check()`]
//! said.

pub mod groups;
pub mod layout;
pub mod sample;
pub mod state;
pub mod view;
