//! Text documents of LibreOffice: their content.
#![no_main]

mod common;

use std::sync::LazyLock;

use common::Template;
use libfuzzer_sys::fuzz_target;

static DOCUMENT: LazyLock<Template> = LazyLock::new(|| {
    Template::new(include_bytes!("../../fixtures/office/bureau-2023-clean/libreoffice-plain.odt"), "content.xml")
});

fuzz_target!(|content: &[u8]| _ = gouji::readers::read(&DOCUMENT.with(content)));
