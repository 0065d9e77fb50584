//! Documents of Word: the definitions of their automatic numbers.
#![no_main]

mod common;

use std::sync::LazyLock;

use common::Template;
use libfuzzer_sys::fuzz_target;

static DOCUMENT: LazyLock<Template> = LazyLock::new(|| {
    Template::new(
        include_bytes!("../../fixtures/office/office-2025-long-text/libreoffice-numbered.docx"),
        "word/numbering.xml",
    )
});

fuzz_target!(|content: &[u8]| _ = gouji::readers::read(&DOCUMENT.with(content)));
