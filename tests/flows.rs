//! Text out of a PDF: rows and columns are found again, and what cannot be found is not guessed.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gouji::diagnostic::Severity;
use gouji::document::number::Figure;
use gouji::location::{Anchor, CellId, Table};
use gouji::plant::plant;
use gouji::report::Reading;
use gouji::{Options, Outcome, check};
use proptest::prelude::*;
use support::cases;
use support::model::{Model, appropriate, balanced};
use support::oracle::ARITHMETIC;
use support::writer::{Layout, Style, write};

/// The slips planted in each layout.
const SEEDS: u64 = 50;

fn outcome(model: &Model, layout: Layout) -> Outcome {
    let bytes = write(model, layout, &Style::PLAIN);
    check("选中复制.txt", &bytes, &Options::default()).unwrap_or_else(|error| panic!("{layout:?}: {error}"))
}

/// The cells that were read otherwise than they are, and those that were not read.
fn astray(model: &Model, outcome: &Outcome) -> (Vec<String>, Vec<CellId>) {
    let cells = &outcome.report.cells;
    let mut wrong: Vec<String> = Vec::new();
    for (id, cell) in cells {
        if model.values.get(id) != Some(&cell.raw) {
            wrong.push(format!("{id}: {:?} was read as {:?}", model.value(*id), cell.raw));
        }
    }
    (wrong, model.values.keys().copied().filter(|id| !cells.contains_key(id)).collect())
}

fn equations_that_fail(outcome: &Outcome) -> BTreeSet<(String, Option<CellId>)> {
    let told = outcome.findings.iter().filter(|finding| ARITHMETIC.contains(&finding.rule.as_str()));
    told.map(|finding| (finding.rule.as_str().to_owned(), finding.primary)).collect()
}

/// A report with figures in many rows, the same for a seed.
fn model(seed: u64) -> Model {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
    let mut bytes = [7_u8; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    balanced(appropriate()).new_tree(&mut runner).expect("a model").current()
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn every_cell_finds_its_place_again(model in balanced(appropriate())) {
        for layout in Layout::FLOWS {
            let outcome = outcome(&model, layout);
            let (wrong, unread) = astray(&model, &outcome);
            prop_assert!(wrong.is_empty(), "{layout:?}: {wrong:?}");
            let parts = outcome.report.parts.len();
            prop_assert_eq!(parts, 6);
            if layout != Layout::FlowColumnsBare {
                let text = String::from_utf8_lossy(&write(&model, layout, &Style::PLAIN)).into_owned();
                prop_assert!(unread.is_empty(), "{layout:?}: {unread:?} were not read in\n{text}");
                let told: Vec<_> =
                    outcome.findings.iter().filter(|finding| finding.severity != Severity::Note).collect();
                prop_assert!(told.is_empty(), "{layout:?}: {told:?}");
                let identities = outcome.identities;
                prop_assert_eq!(identities.held, identities.judged);
            }
        }
    }
}

#[test]
fn how_a_table_was_read_is_said() {
    let readings = [
        (Layout::TabRows, Reading::LabelAligned),
        (Layout::FlowInside, Reading::RowMajorStream),
        (Layout::FlowColumns, Reading::ColumnMajor),
    ];
    for (layout, reading) in readings {
        let outcome = outcome(&model(1), layout);
        assert_eq!(outcome.report.reading, reading, "{layout:?}");
        let noted = outcome.report.notes.iter().any(|note| note.text.contains("条等式"));
        assert_eq!(noted, reading != Reading::LabelAligned, "{layout:?}");
    }
}

#[test]
fn what_has_two_orders_is_not_read_and_said() {
    let mut unread_cells = 0;
    for seed in 0..SEEDS {
        let model = model(seed);
        let outcome = outcome(&model, Layout::FlowColumnsBare);
        let (wrong, unread) = astray(&model, &outcome);
        assert!(wrong.is_empty(), "seed {seed}: {wrong:?}");
        assert!(unread.is_empty() || !outcome.report.notes.is_empty() || outcome.report.reading == Reading::Fragmented);
        unread_cells += unread.len();
    }
    let all = usize::try_from(SEEDS).expect("a number") * 200;
    assert!(unread_cells * 20 < all, "{unread_cells} of {all} were not read");
}

#[test]
fn a_planted_slip_is_told_as_in_the_twin() {
    let mut planted = 0;
    let mut same = [0; Layout::FLOWS.len()];
    for seed in 0..SEEDS {
        let mut model = model(seed);
        let Some(slip) = plant(&outcome(&model, Layout::TabRows).report, seed) else { continue };
        for edit in &slip.edits {
            model.set(edit.cell, &edit.to);
        }
        planted += 1;
        let of_twin = equations_that_fail(&outcome(&model, Layout::TabRows));
        for (layout, same) in Layout::FLOWS.into_iter().zip(&mut same) {
            let flow = outcome(&model, layout);
            let (wrong, unread) = astray(&model, &flow);
            assert!(wrong.is_empty(), "{layout:?}, seed {seed}, {:?}: {wrong:?}", slip.slip);
            let of_flow = equations_that_fail(&flow);
            // What was read is told as in the twin; what was not read is told of nowhere.
            assert!(of_flow.is_subset(&of_twin), "{layout:?}, seed {seed}: {of_flow:?}");
            assert!(of_flow == of_twin || !unread.is_empty(), "{layout:?}, seed {seed}: {of_twin:?}");
            *same += usize::from(of_flow == of_twin);
        }
    }
    for (layout, same) in Layout::FLOWS.into_iter().zip(same) {
        let least = if layout == Layout::FlowColumnsBare { 60 } else { 90 };
        assert!(planted > 30 && same * 100 >= planted * least, "{layout:?}: {same} of {planted}");
    }
}

/// The texts programs took out of the fixtures' PDF files.
fn extracted() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/office");
    let entries = |folder: &Path| fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let reports = entries(&folder).filter(|path| path.is_dir()).collect::<Vec<_>>();
    let files = reports.iter().flat_map(|report| entries(report).collect::<Vec<_>>());
    let mut texts: Vec<PathBuf> = files.filter(|path| path.to_string_lossy().ends_with(".pdf.txt")).collect();
    texts.sort();
    texts
}

/// The text with other words in a place.
fn replaced(text: &str, place: Anchor, words: &str) -> Option<String> {
    let Anchor::Text { line, column, length } = place else { return None };
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let line = lines.get_mut(usize::try_from(line).ok()? - 1)?;
    let (column, length) = (usize::try_from(column).ok()? - 1, usize::try_from(length).ok()?);
    let rest: String = line.chars().skip(column + length).collect();
    *line = line.chars().take(column).chain(words.chars()).chain(rest.chars()).collect();
    Some(lines.join("\n"))
}

#[test]
fn a_slip_planted_in_an_extracted_text_is_told_and_moves_no_cell() {
    const EVERY: usize = 17;
    let read = |text: &str| check("选中复制.txt", text.as_bytes(), &Options::default()).expect("a report");
    let (mut planted, mut told) = (0, 0);
    for (number, path) in extracted().into_iter().enumerate() {
        let text = fs::read_to_string(&path).expect("a readable fixture");
        let before = read(&text);
        for (id, cell) in before.report.cells.iter().skip(number).step_by(EVERY) {
            let Figure::Number(value) = cell.figure else { continue };
            let Some(slip) = value.as_integer().map(|value| (value + 1).to_string()) else { continue };
            let Some(changed) = replaced(&text, cell.anchor, &slip) else { continue };
            let after = read(&changed);
            for (other, cell) in &after.report.cells {
                let written = before.report.cell(*other).map(|cell| cell.raw.as_str());
                let expected = if other == id { Some(slip.as_str()) } else { written };
                assert_eq!(Some(cell.raw.as_str()), expected, "{}: {id} to {slip}, {other}", path.display());
            }
            if id.table != Table::T2 {
                let is_read = after.report.cell(*id).is_some();
                let is_told = equations_that_fail(&after) != equations_that_fail(&before);
                assert!(is_told || !is_read || !before.findings.is_empty(), "{}: {id} to {slip}", path.display());
                assert!(is_read || !after.report.notes.is_empty(), "{}: {id} to {slip}", path.display());
                planted += 1;
                told += usize::from(is_told);
            }
        }
    }
    assert!(planted > 80 && told * 100 >= planted * 70, "{told} of {planted}");
}
