//! Error localisation on whole reports: planted errors are found, every option mends every equation, nothing locked is
//! touched.

use gouji::document::number::{Decimal, Figure};
use gouji::location::{CellId, Table};
use gouji::repair::{RepairStatus, Repairs, Trust, locate};
use gouji::report::Report;
use gouji::{Options, check, rules};

/// A city's report with large figures, in which every equation holds.
fn balanced() -> Report {
    let bytes = include_bytes!("fixtures/city-2022-large.txt");
    let outcome = check("city-2022-large.txt", bytes, &Options::default()).expect("a report");
    assert_eq!(outcome.repairs.status, RepairStatus::Clean);
    outcome.report
}

fn cells(report: &Report, table: Table) -> Vec<CellId> {
    report.cells.keys().copied().filter(|cell| cell.table == table).collect()
}

fn value(report: &Report, cell: CellId) -> i64 {
    report.counted(cell).and_then(Decimal::as_integer).expect("a whole number")
}

fn set(report: &mut Report, id: CellId, to: Decimal) {
    let cell = report.cells.get_mut(&id).expect("a cell that was read");
    cell.figure = Figure::Number(to);
    cell.raw = to.to_string();
}

fn failed_equations(report: &Report) -> usize {
    rules::run(report).0.iter().filter(|finding| finding.figures.is_some()).count()
}

#[track_caller]
fn every_option_mends(report: &Report, repairs: &Repairs) {
    assert!(!repairs.options.is_empty());
    for option in &repairs.options {
        let mut mended = report.clone();
        for change in &option.changes {
            assert_eq!(change.from, report.cell(change.cell).and_then(|cell| cell.figure.value()));
            assert!(!change.to.is_negative());
            set(&mut mended, change.cell, change.to);
        }
        assert_eq!(failed_equations(&mended), 0, "{option:?}");
        assert_eq!(u32::try_from(option.changes.len()).ok(), repairs.changes_needed);
    }
}

/// The same cells in the same order on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit as u64).expect("below a usize")
    }
}

#[test]
fn one_wrong_cell_of_table_three_is_named_and_no_other() {
    let balanced = balanced();
    for cell in cells(&balanced, Table::T3) {
        let right = value(&balanced, cell);
        for wrong in [right + 1, right + 90, right - 1].into_iter().filter(|wrong| *wrong >= 0) {
            let mut report = balanced.clone();
            set(&mut report, cell, wrong.into());
            let repairs = locate(&report, Trust::default());
            assert_eq!(repairs.status, RepairStatus::Unique, "{cell}: {wrong} for {right}");
            assert_eq!(repairs.changes_needed, Some(1));
            let [change] = repairs.options[0].changes.as_slice() else { panic!("{:?}", repairs.options) };
            assert_eq!((change.cell, change.to), (cell, right.into()));
        }
    }
}

#[test]
fn every_option_for_several_wrong_cells_mends_every_equation() {
    let balanced = balanced();
    let all: Vec<CellId> = cells(&balanced, Table::T3).into_iter().chain(cells(&balanced, Table::T4)).collect();
    let mut dice = Dice(7);
    for round in 0..150 {
        let planted = 2 + round % 3;
        let mut report = balanced.clone();
        for _ in 0..planted {
            let cell = all[dice.below(all.len())];
            let wrong = value(&report, cell) + 1 + i64::try_from(dice.below(30)).expect("small");
            set(&mut report, cell, wrong.into());
        }
        let repairs = locate(&report, Trust::default());
        assert_ne!(repairs.status, RepairStatus::Undecided, "round {round}");
        assert!(repairs.changes_needed.is_some_and(|needed| needed as usize <= planted), "round {round}");
        if repairs.changes_needed != Some(0) {
            every_option_mends(&report, &repairs);
        }
    }
}

#[test]
fn a_locked_cell_is_in_no_option() {
    let mut report = balanced();
    let wrong: CellId = "t3.granted.person".parse().expect("a cell");
    let more = value(&report, wrong) + 3;
    set(&mut report, wrong, more.into());
    let repairs = locate(&report, Trust { locked: &[wrong], ..Trust::default() });
    assert!(repairs.changes_needed > Some(1));
    every_option_mends(&report, &repairs);
    assert!(repairs.options.iter().flat_map(|option| &option.changes).all(|change| change.cell != wrong));
}

#[test]
fn figures_beyond_reason_are_refused() {
    let mut report = balanced();
    set(&mut report, "t3.granted.person".parse().expect("a cell"), 100_000_000_000_000_000.into());
    let repairs = locate(&report, Trust::default());
    assert_eq!((repairs.status, repairs.changes_needed), (RepairStatus::Undecided, None));
}
