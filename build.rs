//! Link arguments for the page.
//!
//! Browsers of the offices carry engines from 2018 on, which know WebAssembly as it was first published. Today's
//! compiler output uses later additions; wasm-opt lowers the instructions (see www/index.html), and here the linker is
//! kept from announcing features that would make wasm-bindgen use reference types and several return values.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        println!("cargo::rustc-link-arg-bins=--no-check-features");
        println!("cargo::rustc-link-arg-bins=--features=mutable-globals,sign-ext");
    }
}
