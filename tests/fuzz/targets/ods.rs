//! Spreadsheets of LibreOffice: their content.
#![no_main]

mod common;

use std::sync::LazyLock;

use common::Template;
use libfuzzer_sys::fuzz_target;

static SPREADSHEET: LazyLock<Template> = LazyLock::new(|| {
    Template::new(
        include_bytes!("../../fixtures/office/street-2024-total-left-zero/libreoffice-plain.ods"),
        "content.xml",
    )
});

fuzz_target!(|content: &[u8]| _ = gouji::readers::read(&SPREADSHEET.with(content)));
