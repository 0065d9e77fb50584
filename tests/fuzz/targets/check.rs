//! The whole check: reading, recognising, rules and repairs.
#![no_main]

use gouji::{Options, check};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| _ = check("年报", bytes, &Options::default()));
