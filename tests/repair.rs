//! Error localisation on whole reports: planted errors are found, every option mends every equation, nothing locked is
//! touched.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::fs;
use std::path::Path;

use gouji::document::number::{Decimal, Figure};
use gouji::location::{CellId, Column, Row, Table};
use gouji::repair::{MOST_OPTIONS, Obstacle, RepairStatus, Repairs, Trust, locate};
use gouji::report::Report;
use gouji::report::form::Form;
use gouji::rules::{self, Subject};
use gouji::{Options, check};
use proptest::prelude::*;
use support::cases;
use support::planted::{Dice, SIZES, Sheet};

const NOTHING: Trust<'static> = Trust { locked: &[], confirmed: &[] };

/// A city's report with large figures, in which every equation holds.
fn balanced() -> Report {
    let bytes = include_bytes!("fixtures/city-2022-large.txt");
    let outcome = check("city-2022-large.txt", bytes, &Options::default()).expect("a report");
    assert_eq!(outcome.repairs.status, RepairStatus::Clean);
    outcome.report
}

fn id(name: &str) -> CellId {
    name.parse().expect("a cell")
}

fn value(report: &Report, cell: CellId) -> i64 {
    report.counted(cell).and_then(Decimal::as_integer).expect("a whole number")
}

fn set(report: &mut Report, id: CellId, to: Decimal) {
    let cell = report.cells.get_mut(&id).expect("a cell that was read");
    cell.figure = Figure::Number(to);
    cell.raw = to.to_string();
}

fn add(report: &mut Report, cell: &str, amount: i64) {
    let more = value(report, id(cell)) + amount;
    set(report, id(cell), more.into());
}

fn failed_equations(report: &Report) -> usize {
    rules::run(&Subject::new(report, Err(rules::NO_LAST_YEAR)), |_| None)
        .0
        .iter()
        .filter(|finding| finding.figures.is_some())
        .count()
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

/// The one option there is, as cells and figures.
#[track_caller]
fn only_option(repairs: &Repairs) -> Vec<(CellId, Decimal)> {
    assert_eq!(repairs.status, RepairStatus::Unique);
    let [option] = repairs.options.as_slice() else { panic!("{:?}", repairs.options) };
    option.changes.iter().map(|change| (change.cell, change.to)).collect()
}

/// Whether every equation of this table can be judged by what is written: blanks count as 0, but a blank total as what
/// its parts give, whatever that is.
fn is_whole(report: &Report, table: Table) -> bool {
    let figure = |cell: CellId| report.cell(cell).map(|read| read.figure);
    let is_total = |cell: CellId| cell.column == Column::Total || cell.row == Row::ResultTotal;
    report.form(table).cells(table).into_iter().all(|cell| match figure(cell) {
        Some(Figure::Number(number)) => number.as_integer().is_some(),
        Some(Figure::Blank | Figure::Dash) => !is_total(cell),
        Some(Figure::Words) | None => false,
    })
}

/// Every fixture in which all equations hold.
fn balanced_fixtures() -> Vec<(String, Report)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("the fixtures").map(|entry| entry.expect("a readable folder").path()).collect();
    files.sort();
    files.retain(|path| path.is_file() && path.extension().is_none_or(|extension| extension != "expect"));
    let outcomes = files.into_iter().map(|path| {
        let name = path.display().to_string();
        let bytes = fs::read(path).expect("a readable fixture");
        let outcome = check(&name, &bytes, &Options::default()).expect("a report");
        (name, outcome)
    });
    outcomes
        .filter(|(_, outcome)| outcome.repairs.status == RepairStatus::Clean)
        .map(|(name, outcome)| (name, outcome.report))
        .collect()
}

#[test]
fn every_mutation_of_a_balanced_fixture_is_found() {
    let fixtures = balanced_fixtures();
    let mut tables = 0;
    for (name, balanced) in fixtures {
        let whole = [Table::T3, Table::T4].map(|table| is_whole(&balanced, table).then_some(table));
        tables += whole.iter().flatten().count();
        let counted = |cell: &CellId| whole.contains(&Some(cell.table));
        for (index, cell) in balanced.cells.keys().copied().filter(counted).enumerate() {
            let right = value(&balanced, cell);
            // Every cell takes small steps; the larger ones go by turns.
            for step in [1, -1, [9, 10, 90, 300][index % 4], [-10, -9, -90, -2][index % 4]] {
                let wrong = right + step;
                if wrong < 0 {
                    continue;
                }
                let mut report = balanced.clone();
                set(&mut report, cell, wrong.into());
                let repairs = locate(&report, NOTHING);
                assert_eq!(repairs.changes_needed, Some(1), "{name}: {cell}: {wrong} for {right}");
                if cell.table == Table::T3 {
                    assert_eq!(only_option(&repairs), [(cell, right.into())], "{name}: {wrong} for {right}");
                } else {
                    let named = |change: &gouji::repair::Change| change.cell == cell && change.to == right.into();
                    assert!(repairs.options.iter().any(|option| option.changes.iter().any(named)), "{name}: {cell}");
                }
            }
        }
    }
    assert!(tables >= 12, "only {tables} tables are balanced");
}

#[test]
fn every_option_for_several_wrong_cells_mends_every_equation() {
    let balanced = balanced();
    let all: Vec<CellId> = balanced.cells.keys().copied().filter(|cell| cell.table != Table::T2).collect();
    let mut dice = Dice::new(7);
    for round in 0..150 {
        let planted = 2 + round % 3;
        let mut report = balanced.clone();
        for _ in 0..planted {
            let cell = dice.pick(&all);
            let wrong = value(&report, cell) + 1 + i64::try_from(dice.below(30)).expect("small");
            set(&mut report, cell, wrong.into());
        }
        let repairs = locate(&report, NOTHING);
        assert_ne!(repairs.status, RepairStatus::Undecided, "round {round}");
        assert!(repairs.changes_needed.is_some_and(|needed| needed as usize <= planted), "round {round}");
        if repairs.changes_needed != Some(0) {
            every_option_mends(&report, &repairs);
        }
    }
}

fn sheets() -> impl Strategy<Value = (Dice, Sheet)> {
    (any::<u64>(), prop_oneof![Just(Form::F2019), Just(Form::F2021)], prop::sample::select(SIZES.to_vec())).prop_map(
        |(seed, form, size)| {
            let mut dice = Dice::new(seed);
            let sheet = Sheet::balanced(&mut dice, form, size);
            (dice, sheet)
        },
    )
}

proptest! {
    #![proptest_config(cases(128))]

    /// Any other figure breaks at least two equations, since a cell of table three stands in a row and in a column, and
    /// no other cell stands in the same ones. Only a blank can hide it: a blank total is derived.
    #[test]
    fn one_wrong_cell_of_table_three_is_named_and_no_other(
        (_, sheet) in sheets(), place in any::<prop::sample::Index>(), figure in -20..4_000_i64,
    ) {
        let cell = *place.get(&sheet.form.cells(Table::T3));
        let right = sheet.value(cell);
        let mut wrong = sheet.clone();
        wrong.cells.insert(cell, Some(figure));
        let repairs = locate(&wrong.report(), NOTHING);
        if figure == right {
            prop_assert_eq!(repairs.status, RepairStatus::Clean);
        } else {
            prop_assert_eq!(only_option(&repairs), [(cell, right.into())]);
        }
    }

    #[test]
    fn every_option_mends_what_was_planted((dice, sheet) in sheets(), wrong in 1..6_usize) {
        let (mut dice, mut sheet) = (dice, sheet);
        sheet.plant(&mut dice, wrong, &[Table::T3, Table::T4]);
        let report = sheet.report();
        let repairs = locate(&report, NOTHING);
        prop_assert!(repairs.changes_needed.is_some_and(|needed| needed as usize <= wrong));
        if repairs.status != RepairStatus::Clean {
            every_option_mends(&report, &repairs);
        }
    }

    /// Blanks aside: a planted blank total is no change.
    #[test]
    fn what_was_planted_is_among_the_options_where_it_is_a_least_set((dice, sheet) in sheets(), wrong in 1..5_usize) {
        let (mut dice, mut sheet) = (dice, sheet);
        let truth = sheet.plant(&mut dice, wrong, &[Table::T3, Table::T4]);
        prop_assume!(truth.keys().all(|cell| sheet.cells[cell].is_some()));
        let repairs = locate(&sheet.report(), NOTHING);
        if repairs.changes_needed.is_some_and(|needed| needed as usize == wrong) && repairs.options.len() < MOST_OPTIONS {
            let is_truth = |option: &gouji::repair::RepairOption| {
                option.changes.iter().map(|change| change.cell).eq(truth.keys().copied())
            };
            prop_assert!(repairs.options.iter().any(is_truth), "{:?}", truth);
        }
    }

    #[test]
    fn a_locked_cell_is_in_no_option((dice, sheet) in sheets(), wrong in 1..4_usize) {
        let (mut dice, mut sheet) = (dice, sheet);
        let truth = sheet.plant(&mut dice, wrong, &[Table::T3, Table::T4]);
        let locked: Vec<CellId> = truth.keys().copied().collect();
        let repairs = locate(&sheet.report(), Trust { locked: &locked, ..NOTHING });
        let mut changes = repairs.options.iter().flat_map(|option| &option.changes);
        prop_assert!(changes.all(|change| !locked.contains(&change.cell)));
    }
}

#[test]
fn a_confirmed_cell_is_named_last() {
    let mut report = balanced();
    add(&mut report, "t4.review.total", 2);
    let free = locate(&report, NOTHING);
    let first = free.options[0].changes[0].cell;
    let confirmed = locate(&report, Trust { confirmed: &[first], ..NOTHING });
    assert_eq!((confirmed.changes_needed, confirmed.options.len()), (free.changes_needed, free.options.len()));
    let last = confirmed.options.last().map(|option| option.changes[0].cell);
    assert_eq!(last, Some(first));
    // It is still the only answer where nothing else mends as much.
    let mut report = balanced();
    add(&mut report, "t3.granted.person", 2);
    let trust = Trust { confirmed: &[id("t3.granted.person")], ..NOTHING };
    assert_eq!(only_option(&locate(&report, trust))[0].0, id("t3.granted.person"));
}

#[test]
fn a_blank_cell_is_named_before_a_written_one() {
    let mut report = balanced();
    let blank = report.cells.get_mut(&id("t4.review.other")).expect("a cell");
    blank.figure = Figure::Blank;
    add(&mut report, "t4.review.upheld", -1);
    let repairs = locate(&report, NOTHING);
    assert_eq!(repairs.options[0].changes[0].cell, id("t4.review.other"), "{repairs:?}");
}

#[test]
fn more_least_sets_than_are_listed_are_ranked_before_they_are_cut() {
    let mut report = balanced();
    for group in ["review", "direct_suit", "suit_after_review"] {
        add(&mut report, &format!("t4.{group}.upheld"), 1);
    }
    let repairs = locate(&report, NOTHING);
    assert_eq!((repairs.status, repairs.changes_needed), (RepairStatus::Ambiguous, Some(3)));
    assert_eq!(repairs.options.len(), MOST_OPTIONS);
    every_option_mends(&report, &repairs);
}

#[track_caller]
fn assert_undecided(report: &Report, locked: &[CellId], obstacle: Obstacle, equations: &[&str]) {
    let repairs = locate(report, Trust { locked, ..NOTHING });
    assert_eq!((repairs.status, repairs.changes_needed), (RepairStatus::Undecided, None));
    assert!(repairs.options.is_empty());
    let why = repairs.undecided.expect("a reason");
    let told: Vec<String> = why.equations.iter().map(|of| format!("{} {}", of.rule.as_str(), of.total)).collect();
    assert_eq!((why.obstacle, told.join(", ")), (obstacle, equations.join(", ")));
    assert!(why.equations.iter().all(|equation| why.sentence().contains(&equation.name)), "{}", why.sentence());
}

#[test]
fn figures_beyond_reason_are_refused() {
    let mut report = balanced();
    set(&mut report, id("t3.granted.person"), 100_000_000_000_000_000.into());
    let concerned = ["row-total-mismatch t3.granted.total", "result-total-mismatch t3.result_total.person"];
    assert_undecided(&report, &[], Obstacle::TooLarge, &concerned);
    // Figures that add up need no repair, whatever their size.
    let mut agreeing = report.clone();
    for row in ["received", "granted", "result_total"] {
        for column in ["person", "total"] {
            let cell = format!("t3.{row}.{column}");
            let right = value(&balanced(), id(&cell));
            set(&mut agreeing, id(&cell), (right + 1_000_000_000_000_000).into());
        }
    }
    assert_eq!(locate(&agreeing, NOTHING).status, RepairStatus::Clean);
    // What is wrong in another table does not hide it.
    add(&mut report, "t4.review.total", 1);
    assert_undecided(&report, &[], Obstacle::TooLarge, &concerned);
}

#[test]
fn locked_cells_that_contradict_each_other_are_told() {
    let mut report = balanced();
    add(&mut report, "t4.review.total", 1);
    let group: Vec<CellId> = report.cells.keys().copied().filter(|cell| cell.row == Row::Review).collect();
    assert_undecided(&report, &group, Obstacle::Contradiction, &["review-total-mismatch t4.review.total"]);
    // The sum of the rows' totals, none of which may change, against the corner.
    let mut report = balanced();
    add(&mut report, "t3.result_total.total", 1);
    let totals: Vec<CellId> = report.cells.keys().copied().filter(|cell| cell.column == Column::Total).collect();
    let repairs = locate(&report, Trust { locked: &totals, ..NOTHING });
    assert_eq!(repairs.undecided.map(|why| why.obstacle), Some(Obstacle::Contradiction));
}

#[test]
fn a_locked_figure_that_cannot_be_is_a_contradiction() {
    let mut report = balanced();
    let cell = id("t4.review.upheld");
    set(&mut report, cell, (-3).into());
    assert_undecided(&report, &[cell], Obstacle::Contradiction, &["review-total-mismatch t4.review.total"]);
    assert_eq!(locate(&report, NOTHING).changes_needed, Some(1));
}

#[test]
fn a_table_of_noise_is_given_up_and_told() {
    let mut report = balanced();
    let mut dice = Dice::new(3);
    for cell in report.form(Table::T3).cells(Table::T3) {
        set(&mut report, cell, i64::try_from(dice.below(5_000)).expect("small").into());
    }
    let why = locate(&report, NOTHING).undecided.expect("a reason");
    assert_eq!((why.obstacle, why.equations.len()), (Obstacle::CutOff, failed_equations(&report)));
    assert!(why.sentence().contains(&format!("等 {} 条", why.equations.len())), "{}", why.sentence());
}
