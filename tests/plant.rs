//! Planted slips: every kind comes up, each breaks an equation, and error localisation finds and names them again.

use std::collections::BTreeMap;

use gouji::document::figure;
use gouji::document::number::Decimal;
use gouji::location::CellId;
use gouji::plant::{Planted, Slip, plant, plant_in_one_cell};
use gouji::repair::{MOST_OPTIONS, RepairOption, RepairStatus, Repairs, Trust, locate};
use gouji::report::Report;
use gouji::rules::{self, Subject};
use gouji::{Options, check};

/// Enough seeds for every kind to come up several times.
const SEEDS: u64 = 240;

fn read(name: &str, bytes: &[u8]) -> Report {
    let outcome = check(name, bytes, &Options::default()).expect("a report");
    assert_eq!(outcome.repairs.status, RepairStatus::Clean, "{name}");
    outcome.report
}

/// Reports in which every equation holds: one with large figures, one with small ones.
fn balanced() -> [Report; 2] {
    [
        read("city-2022-large.txt", include_bytes!("fixtures/city-2022-large.txt")),
        read("bureau-2023-clean.txt", include_bytes!("fixtures/bureau-2023-clean.txt")),
    ]
}

fn failed_equations(report: &Report) -> usize {
    rules::run(&Subject::new(report, Err(rules::NO_LAST_YEAR)), |_| None)
        .0
        .iter()
        .filter(|finding| finding.figures.is_some())
        .count()
}

fn spoilt(report: &Report, planted: &Planted) -> Report {
    let mut spoilt = report.clone();
    planted.apply(&mut spoilt);
    spoilt
}

/// The cells that were changed, with what they should say.
fn truth(planted: &Planted) -> Vec<(CellId, Decimal)> {
    let figure = |text: &str| figure::read(text).0.counted().expect("a figure");
    planted.edits.iter().map(|edit| (edit.cell, figure(&edit.from))).collect()
}

fn changes(option: &RepairOption) -> Vec<(CellId, Decimal)> {
    option.changes.iter().map(|change| (change.cell, change.to)).collect()
}

fn pattern(option: &RepairOption) -> String {
    let name = serde_json::to_value(option.pattern).expect("a name");
    name.as_str().expect("a string").to_owned()
}

#[test]
fn every_kind_comes_up() {
    let large = &balanced()[0];
    let mut kinds: BTreeMap<Slip, u64> = BTreeMap::new();
    for planted in (0..SEEDS).filter_map(|seed| plant(large, seed)) {
        *kinds.entry(planted.slip).or_default() += 1;
    }
    assert_eq!(kinds.keys().copied().collect::<Vec<_>>(), Slip::ALL);
    assert_eq!(kinds.values().sum::<u64>(), SEEDS);
}

#[test]
fn each_breaks_an_equation_and_says_what_it_changed() {
    for report in balanced() {
        for seed in 0..SEEDS {
            let planted = plant(&report, seed).expect("a slip");
            assert!(failed_equations(&spoilt(&report, &planted)) > 0, "seed {seed}: {planted:?}");
            assert!(!planted.edits.is_empty());
            for edit in &planted.edits {
                assert_eq!(report.cell(edit.cell).map(|cell| cell.raw.as_str()), Some(edit.from.as_str()));
                assert_ne!(edit.from, edit.to);
            }
        }
    }
}

#[test]
fn the_same_seed_plants_the_same_slip() {
    let report = &balanced()[0];
    let slips = |from: u64| (from..from + 20).map(|seed| plant(report, seed)).collect::<Vec<_>>();
    assert_eq!(slips(0), slips(0));
    assert_ne!(slips(0), slips(1));
}

#[test]
fn one_cell_is_one_cell() {
    let report = &balanced()[1];
    for seed in 0..SEEDS {
        let planted = plant_in_one_cell(report, seed).expect("a slip");
        assert!(Slip::OF_ONE_CELL.contains(&planted.slip) && planted.edits.len() == 1, "{planted:?}");
    }
}

#[test]
fn where_nothing_can_be_planted_that_is_said() {
    assert_eq!(plant(&Report::default(), 7), None);
    let report = &balanced()[0];
    let planted = plant(report, 7).expect("a slip");
    assert_eq!(plant(&spoilt(report, &planted), 7), None, "an equation fails already");
}

#[test]
fn the_truth_is_among_the_options_whenever_it_is_a_least_set() {
    let mut least_sets = 0;
    for report in balanced() {
        for seed in 0..SEEDS / 2 {
            let planted = plant(&report, seed).expect("a slip");
            let repairs: Repairs = locate(&spoilt(&report, &planted), Trust::default());
            let truth = truth(&planted);
            let Some(needed) = repairs.changes_needed else { continue };
            assert!(needed as usize <= truth.len(), "seed {seed}: {planted:?}");
            if needed as usize == truth.len() && repairs.options.len() < MOST_OPTIONS {
                least_sets += 1;
                let found = repairs.options.iter().any(|option| changes(option) == truth);
                assert!(found, "seed {seed}: {planted:?}\n{:?}", repairs.options);
            }
        }
    }
    assert!(least_sets > SEEDS * 3 / 4, "{least_sets}");
}

/// Whether the figures leave no doubt about the kind: long ones, or a total that is nothing.
fn is_plain(planted: &Planted) -> bool {
    let digits = |edit: &gouji::plant::Edit| edit.from.len().max(edit.to.len());
    match planted.slip {
        Slip::TotalLeftZero => true,
        Slip::TransposedDigits | Slip::MissingDigit | Slip::ExtraDigit => {
            planted.edits.iter().all(|edit| digits(edit) > 2)
        }
        Slip::WrongDigit => planted.edits.iter().all(|edit| digits(edit) > 3),
        _ => false,
    }
}

#[test]
fn a_slip_of_one_cell_is_named_as_what_it_is() {
    let report = &balanced()[0];
    let (mut plain, mut named) = (0_u32, 0_u32);
    for seed in 0..SEEDS {
        let planted = plant_in_one_cell(report, seed).expect("a slip");
        let repairs = locate(&spoilt(report, &planted), Trust::default());
        let best = repairs.options.first().expect("an option");
        if !is_plain(&planted) || repairs.status != RepairStatus::Unique {
            continue;
        }
        plain += 1;
        assert_eq!(changes(best), truth(&planted), "seed {seed}");
        named += u32::from(pattern(best) == planted.slip.pattern());
    }
    assert!(plain > 60, "{plain}");
    assert_eq!(named, plain);
}

#[test]
fn a_slip_over_several_cells_is_named_as_one_fact() {
    let report = &balanced()[0];
    let mut counts: BTreeMap<Slip, (u32, u32)> = BTreeMap::new();
    for seed in 0..SEEDS {
        let planted = plant(report, seed).expect("a slip");
        let repairs = locate(&spoilt(report, &planted), Trust::default());
        let truth = truth(&planted);
        if truth.len() < 2 {
            continue;
        }
        if let Some(option) = repairs.options.iter().find(|option| changes(option) == truth) {
            let (all, named) = counts.entry(planted.slip).or_default();
            *all += 1;
            *named += u32::from(pattern(option) == planted.slip.pattern());
        }
    }
    for slip in [Slip::SwappedCells, Slip::WrongColumn, Slip::WrongRow, Slip::RowShifted] {
        let (all, named) = counts.get(&slip).copied().unwrap_or_default();
        assert!(all > 3 && named * 4 >= all * 3, "{slip:?}: {named} of {all}");
    }
}
