//! Documents of Word: their main part.
#![no_main]

mod common;

use std::sync::LazyLock;

use common::Template;
use libfuzzer_sys::fuzz_target;

static DOCUMENT: LazyLock<Template> = LazyLock::new(|| {
    Template::new(
        include_bytes!("../../fixtures/office/street-2024-total-left-zero/libreoffice-plain.docx"),
        "word/document.xml",
    )
});

fuzz_target!(|content: &[u8]| _ = gouji::readers::read(&DOCUMENT.with(content)));
