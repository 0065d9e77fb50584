//! The page, and the worker it starts: one wasm is both.

#[cfg(target_arch = "wasm32")]
fn main() {
    gouji::ui::start();
}

/// Natively there is no page.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
