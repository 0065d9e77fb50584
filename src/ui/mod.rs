//! The page: the only place that names yew, gloo and web_sys.
//!
//! ```text
//! paste, drop, file → desk → worker → Action → state (pure) → view (pure) → components → the browser
//! ```
//!
//! [`state`], [`batch`], [`work`], [`view`], [`years`], [`inspect`], [`groups`] and [`keys`] have no browser in them and
//! are tested natively.
//! No component computes a finding: it shows what [`crate::check()`] said.
//!
//! One wasm is both the page and its worker; `start` finds out which one it is run in. The page never checks a
//! document itself: `worker::Checker` hands it to the worker, so that the page stays usable meanwhile, and a document
//! that breaks the engine costs one answer, not the page.

pub mod action;
pub mod batch;
pub mod groups;
pub mod inspect;
pub mod keys;
pub mod naming;
pub mod practice;
pub mod sample;
pub mod state;
pub mod view;
pub mod work;
pub mod years;

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod components;
#[cfg(target_arch = "wasm32")]
mod desk;
#[cfg(target_arch = "wasm32")]
mod dom;
#[cfg(target_arch = "wasm32")]
mod files;
#[cfg(target_arch = "wasm32")]
mod tray;
#[cfg(target_arch = "wasm32")]
pub mod worker;

/// Starts the page, or the worker when run inside one.
#[cfg(target_arch = "wasm32")]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        say_broken();
    }));
    if !worker::serve() {
        app::start();
    }
}

/// Shows the sentence that stands ready in the page for the day the page itself breaks down. A worker has none: its
/// end is told by the page.
#[cfg(target_arch = "wasm32")]
fn say_broken() {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(notice) = document.and_then(|document| document.get_element_by_id("broken")) {
        // It fails for no attribute that is not there.
        let _ = notice.remove_attribute("hidden");
    }
}
