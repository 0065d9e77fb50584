//! Pages and what is on the clipboard. The seeds of this target make it what its name says.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| _ = gouji::readers::read(bytes));
