//! Error localisation against a general solver: the least number of changed cells is the same, case by case.
//!
//! The solver reckons with equations written apart from the engine's ([`support::milp`]); every option of the engine is
//! held to the same equations. So neither can be wrong alone.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::fs;
use std::path::Path;

use gouji::document::number::Figure;
use gouji::location::{CellId, Column, Row, Table};
use gouji::repair::{MOST_OPTIONS, Obstacle, RepairStatus, Repairs, Trust, locate};
use gouji::report::Report;
use gouji::report::form::Form;
use gouji::{Options, check};
use support::milp::{self, Answer, least};
use support::planted::{Dice, SIZES, Sheet, Size};

/// How long the solver may think about one case, in seconds. It needs a few; nothing here hangs on how fast it is.
const PATIENCE: f64 = 900.0;

/// More changes than this may be left undecided.
const MANY: u32 = 7;

/// Asks both, and holds the engine to the solver's number and every option to the equations.
#[track_caller]
fn agree(name: &str, report: &Report, form: Form, locked: &[CellId]) -> Repairs {
    let repairs = locate(report, Trust { locked, ..Trust::default() });
    match least(report, form, locked, PATIENCE) {
        Answer::Least(number) => match &repairs.undecided {
            // Nobody reads such a repair; but it must not be given up lightly.
            Some(why) => assert!(why.obstacle == Obstacle::CutOff && number > MANY, "{name}: {number}, {why:?}"),
            None => assert_eq!(repairs.changes_needed, Some(number), "{name}"),
        },
        Answer::Impossible => {
            let obstacle = repairs.undecided.as_ref().map(|undecided| undecided.obstacle);
            assert_eq!(obstacle, Some(Obstacle::Contradiction), "{name}");
        }
        Answer::Unknown => panic!("{name}: the solver ran out of time"),
    }
    assert!(repairs.options.len() <= MOST_OPTIONS);
    for option in &repairs.options {
        let mut mended = report.clone();
        for change in &option.changes {
            assert_eq!(change.from, report.cell(change.cell).and_then(|cell| cell.figure.value()), "{name}");
            assert!(!locked.contains(&change.cell), "{name}: {}", change.cell);
            let cell = mended.cells.get_mut(&change.cell).expect("a cell of the report");
            cell.figure = Figure::Number(change.to);
        }
        assert_eq!(u32::try_from(option.changes.len()).ok(), repairs.changes_needed, "{name}");
        assert_eq!(milp::least(&mended, form, &[], PATIENCE), Answer::Least(0), "{name}: {option:?}");
    }
    repairs
}

/// A sheet by seed: both forms, offices, counties and cities by turns.
fn sheet(seed: u64) -> (Dice, Sheet) {
    let mut dice = Dice::new(seed);
    let form = if seed.is_multiple_of(2) { Form::F2021 } else { Form::F2019 };
    let sheet = Sheet::balanced(&mut dice, form, SIZES[usize::try_from(seed % 3).expect("below 3")]);
    (dice, sheet)
}

/// The same without cities, which the solver finds harder than anybody else.
fn small_sheet(seed: u64) -> (Dice, Sheet) {
    let mut dice = Dice::new(seed);
    let form = dice.pick(&[Form::F2021, Form::F2019]);
    let size = dice.pick(&[Size::Office, Size::County]);
    let sheet = Sheet::balanced(&mut dice, form, size);
    (dice, sheet)
}

#[test]
fn the_least_number_is_the_solvers() {
    let mut unique = 0;
    for wrong in 1..=3 {
        for seed in 0..60 {
            let seed = seed * 7 + wrong as u64;
            let (mut dice, mut sheet) = if wrong < 3 || seed < 100 { sheet(seed) } else { small_sheet(seed) };
            let truth = sheet.plant(&mut dice, wrong, &[Table::T3, Table::T4]);
            let name = format!("{wrong} wrong, case {seed}");
            let repairs = agree(&name, &sheet.report(), sheet.form, &[]);
            assert!(repairs.changes_needed.is_some_and(|needed| needed as usize <= truth.len()), "{name}");
            unique += usize::from(repairs.status == RepairStatus::Unique);
        }
    }
    assert!(unique > 90, "only {unique} of 180 are unique");
}

#[test]
fn the_least_number_for_four_wrong_cells_is_the_solvers() {
    for seed in 0..40 {
        let (mut dice, mut sheet) = small_sheet(seed);
        sheet.plant(&mut dice, 4, &[Table::T3, Table::T4]);
        agree(&format!("case {seed}"), &sheet.report(), sheet.form, &[]);
    }
}

#[test]
fn a_line_of_totals_left_zero_needs_the_solvers_number() {
    for seed in 0..24 {
        let mut dice = Dice::new(seed + 4_000);
        // The solver takes a minute for the column of a county.
        let size = if seed % 2 == 0 { Size::County } else { Size::Office };
        let form = dice.pick(&[Form::F2021, Form::F2019]);
        let mut sheet = Sheet::balanced(&mut dice, form, size);
        let of_line = |cell: &CellId| match seed % 2 {
            0 => cell.row == Row::ResultTotal,
            _ => cell.column == Column::Total && cell.table == Table::T3,
        };
        let zeros: Vec<CellId> = sheet.cells.keys().copied().filter(of_line).collect();
        let filled = zeros.iter().filter(|cell| sheet.value(**cell) != 0).count();
        zeros.into_iter().for_each(|cell| _ = sheet.cells.insert(cell, Some(0)));
        let repairs = agree(&format!("case {seed}"), &sheet.report(), sheet.form, &[]);
        assert!(repairs.changes_needed.is_some_and(|needed| needed as usize <= filled));
    }
}

#[test]
fn locked_cells_leave_the_solvers_number_too() {
    let mut contradictions = 0;
    for seed in 0..100 {
        let (mut dice, mut sheet) = small_sheet(seed + 1_000);
        let truth = sheet.plant(&mut dice, 1 + seed as usize % 2, &[Table::T3, Table::T4]);
        // Locked are some wrong cells and their neighbours: what is wrong has to be mended elsewhere.
        let neighbours: Vec<CellId> = sheet
            .cells
            .keys()
            .copied()
            .filter(|cell| {
                truth.keys().any(|of| of.table == cell.table && (of.row == cell.row || of.column == cell.column))
            })
            .collect();
        let mut locked: Vec<CellId> = truth.keys().copied().take(1).collect();
        locked.extend((0..dice.below(16)).map(|_| dice.pick(&neighbours)));
        let repairs = agree(&format!("case {seed}"), &sheet.report(), sheet.form, &locked);
        contradictions += usize::from(repairs.status == RepairStatus::Undecided);
    }
    assert!((5..50).contains(&contradictions), "{contradictions} contradictions");
}

#[test]
fn parts_that_must_shrink_together_leave_the_solvers_number_too() {
    let mut with_room = 0;
    for seed in 0..45 {
        let mut dice = Dice::new(seed + 5_000);
        let mut sheet = Sheet::balanced(&mut dice, Form::F2021, Size::Office);
        // A total that was checked and is much too small: one part alone cannot make up for it.
        let row = dice.pick(sheet.form.t3_details());
        let (total, parts) = match seed % 3 {
            0 => (CellId::new(Table::T4, Row::Review, Column::Total), Table::T4),
            1 => (CellId::new(Table::T3, row, Column::Total), Table::T3),
            _ => (CellId::new(Table::T3, Row::ResultTotal, Column::Person), Table::T3),
        };
        let same_line = |cell: &CellId| match total.column {
            Column::Total => cell.row == total.row,
            _ => cell.column == total.column && sheet.form.t3_details().contains(&cell.row),
        };
        let line: Vec<CellId> = sheet
            .cells
            .keys()
            .copied()
            .filter(|cell| cell.table == parts && *cell != total && same_line(cell))
            .collect();
        for _ in 0..2 + dice.below(3) {
            sheet.cells.insert(dice.pick(&line), Some(2 + i64::try_from(dice.below(5)).expect("small")));
        }
        sheet.cells.insert(total, Some(i64::try_from(dice.below(2)).expect("small")));
        let repairs = agree(&format!("case {seed}"), &sheet.report(), sheet.form, &[total]);
        with_room += usize::from(repairs.status == RepairStatus::Ambiguous && repairs.options.len() == 1);
    }
    assert!(with_room > 0, "no set leaves its figures room");
}

#[test]
fn negative_figures_and_blanks_leave_the_solvers_number_too() {
    for seed in 0..60 {
        let (mut dice, mut sheet) = small_sheet(seed + 2_000);
        sheet.plant(&mut dice, 1, &[Table::T3]);
        let cells: Vec<CellId> = sheet.cells.keys().copied().filter(|cell| cell.table == Table::T3).collect();
        for _ in 0..1 + dice.below(2) {
            let negative = -1 - i64::try_from(dice.below(9)).expect("small");
            sheet.cells.insert(dice.pick(&cells), Some(negative));
        }
        for _ in 0..dice.below(6) {
            sheet.cells.insert(dice.pick(&cells), None);
        }
        agree(&format!("case {seed}"), &sheet.report(), sheet.form, &[]);
    }
}

#[test]
fn cells_that_were_not_read_leave_the_solvers_number_too() {
    for seed in 0..60 {
        let (mut dice, mut sheet) = sheet(seed + 3_000);
        sheet.plant(&mut dice, 2, &[Table::T3]);
        let mut report = sheet.report();
        let cells: Vec<CellId> = report.cells.keys().copied().collect();
        let row = dice.pick(&cells).row;
        report.cells.retain(|cell, _| cell.row != row);
        for _ in 0..dice.below(4) {
            if let Some(cell) = report.cells.get_mut(&dice.pick(&cells)) {
                cell.figure = Figure::Words;
            }
        }
        agree(&format!("case {seed}"), &report, sheet.form, &[]);
    }
}

#[test]
fn every_fixture_needs_the_solvers_number() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("the fixtures").map(|entry| entry.expect("a readable folder").path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    let mut judged = 0;
    for path in files.iter().filter(|path| path.extension().is_none_or(|extension| extension != "expect")) {
        let name = path.display().to_string();
        let bytes = fs::read(path).expect("a readable fixture");
        let report = check(&name, &bytes, &Options::default()).expect("a report").report;
        if let Some(table) = report.tables.get(Table::T3).or_else(|| report.tables.get(Table::T4)) {
            agree(&name, &report, table.form, &[]);
            judged += 1;
        }
    }
    assert!(judged >= 14, "only {judged} fixtures have equations");
}
