//! Workbooks of Excel: a sheet.
#![no_main]

mod common;

use std::sync::LazyLock;

use common::Template;
use libfuzzer_sys::fuzz_target;

static WORKBOOK: LazyLock<Template> = LazyLock::new(|| {
    Template::new(
        include_bytes!("../../fixtures/office/bureau-2023-clean/libreoffice-formulas.xlsx"),
        "xl/worksheets/sheet1.xml",
    )
});

fuzz_target!(|content: &[u8]| _ = gouji::readers::read(&WORKBOOK.with(content)));
