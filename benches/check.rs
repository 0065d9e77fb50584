//! One report, from its bytes to its outcome: `cargo bench --bench check`.
//!
//! The target is a millisecond. `read_and_decode` is what cannot be saved: looking at every byte once.

#[path = "support/reports.rs"]
mod reports;

use divan::Bencher;
use divan::counter::BytesCount;
use gouji::{Options, check};
use reports::{CELLS, Layout, report};

const LAYOUTS: [Layout; 3] = [Layout::Plain, Layout::Markdown, Layout::Html];

fn main() {
    for layout in LAYOUTS {
        // Measuring the checking of what was not read would be no measure.
        let text = report(1, layout, false);
        match check("年报", text.as_bytes(), &Options::default()) {
            Ok(outcome) => println!(
                "{layout:?}: {} 字节，读出 {} / {CELLS} 格，发现 {} 处",
                text.len(),
                outcome.report.cells.len(),
                outcome.findings.len()
            ),
            Err(error) => println!("{layout:?}: {error}"),
        }
    }
    divan::main();
}

#[divan::bench(args = LAYOUTS)]
fn bytes_to_outcome(bencher: Bencher<'_, '_>, layout: Layout) {
    let text = report(1, layout, false);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| check("年报", divan::black_box(text.as_bytes()), &Options::default()));
}

#[divan::bench(args = LAYOUTS)]
fn bytes_to_outcome_with_a_fault(bencher: Bencher<'_, '_>, layout: Layout) {
    let text = report(1, layout, true);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| check("年报", divan::black_box(text.as_bytes()), &Options::default()));
}

#[divan::bench(args = LAYOUTS)]
fn read_and_decode(bencher: Bencher<'_, '_>, layout: Layout) {
    let text = report(1, layout, false);
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        String::from_utf8_lossy(divan::black_box(text.as_bytes())).chars().filter(|c| c.is_numeric()).count()
    });
}
