//! One report in every format, from its bytes to its outcome: `cargo bench --bench formats`.
//!
//! Beside the containers stands what cannot be saved: unpacking the same file and looking at every XML event in it once,
//! without understanding any. The target is twice that.

use std::fs;
use std::path::Path;

use divan::Bencher;
use divan::counter::BytesCount;
use gouji::readers::package::Package;
use gouji::{Options, check};
use quick_xml::Reader;
use quick_xml::events::Event;

/// Containers, by programs that write many definitions and by one that writes few.
const CONTAINERS: [&str; 6] = [
    "bureau-2020-own-form/python-docx-split.docx",
    "street-2024-total-left-zero/libreoffice-plain.docx",
    "bureau-2020-own-form/libreoffice-boxed.odt",
    "bureau-2020-own-form/libreoffice-apart.xlsx",
    "street-2024-total-left-zero/openpyxl-plain.xlsx",
    "bureau-2020-own-form/libreoffice-formulas.ods",
];

/// What is no container.
const OTHERS: [&str; 7] = [
    "bureau-2020-own-form/twin.txt",
    "bureau-2020-own-form/libreoffice-utf-8.csv",
    "bureau-2020-own-form/libreoffice-writer.html",
    "bureau-2020-own-form/portal-base64.mht",
    "bureau-2020-own-form/pandoc-gfm.md",
    "bureau-2020-own-form/word.clipboard",
    "bureau-2020-own-form/pymupdf.pdf.txt",
];

fn main() {
    for file in CONTAINERS.iter().chain(&OTHERS) {
        // Measuring the checking of what was not read would be no measure.
        match check(file, &bytes(file), &Options::default()) {
            Ok(outcome) => {
                println!("{file}: 读出 {} 格，发现 {} 处", outcome.report.cells.len(), outcome.findings.len())
            }
            Err(error) => println!("{file}: {error}"),
        }
    }
    divan::main();
}

fn bytes(file: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/office");
    fs::read(folder.join(file)).expect("the fixtures are there")
}

#[divan::bench(args = CONTAINERS)]
fn bytes_to_outcome(bencher: Bencher<'_, '_>, file: &str) {
    measure(bencher, file);
}

#[divan::bench(args = CONTAINERS)]
fn unpack_and_tokenise(bencher: Bencher<'_, '_>, file: &str) {
    let bytes = bytes(file);
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| {
        let mut package = Package::open(divan::black_box(&bytes)).expect("a container");
        let parts = 0..package.parts().len();
        parts.map(|at| events(&package.unpack(at).expect("a part"))).sum::<usize>()
    });
}

#[divan::bench(args = OTHERS)]
fn text_to_outcome(bencher: Bencher<'_, '_>, file: &str) {
    measure(bencher, file);
}

fn measure(bencher: Bencher<'_, '_>, file: &str) {
    let bytes = bytes(file);
    bencher
        .counter(BytesCount::of_slice(&bytes))
        .bench(|| check("年报", divan::black_box(&bytes), &Options::default()));
}

/// How many events there are in a part.
fn events(part: &[u8]) -> usize {
    let mut reader = Reader::from_reader(part);
    let mut count = 0;
    while let Ok(event) = reader.read_event() {
        if event == Event::Eof {
            break;
        }
        count += 1;
    }
    count
}
