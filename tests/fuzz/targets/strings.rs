//! Workbooks of Excel: the strings their sheets share.
#![no_main]

mod common;

use std::sync::LazyLock;

use common::Template;
use libfuzzer_sys::fuzz_target;

static WORKBOOK: LazyLock<Template> = LazyLock::new(|| {
    Template::new(
        include_bytes!("../../fixtures/office/bureau-2023-clean/libreoffice-formulas.xlsx"),
        "xl/sharedStrings.xml",
    )
});

fuzz_target!(|content: &[u8]| _ = gouji::readers::read(&WORKBOOK.with(content)));
