//! The search on small systems, and what it rests on.

use super::*;
use Freedom::{Derived, Forced, Locked, Open};

const LIMITS: Limits = Limits { sets: 20, nodes: 10_000 };

/// a + b = c
fn sum(values: [i64; 3], freedoms: [Freedom; 3]) -> Component {
    Component {
        cells: values.into_iter().zip(freedoms).map(|(value, freedom)| CellState { value, freedom }).collect(),
        equations: vec![vec![(0, 1), (1, 1), (2, -1)]],
    }
}

#[track_caller]
fn found(component: &Component) -> (Vec<Changes>, bool) {
    match least(component, LIMITS) {
        Found::Least { sets, complete } => (sets, complete),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn sets(component: &Component) -> Vec<Changes> {
    found(component).0
}

#[test]
fn each_cell_of_a_broken_sum_may_be_the_wrong_one() {
    assert_eq!(sets(&sum([2, 3, 9], [Open; 3])), [vec![(0, 6)], vec![(1, 7)], vec![(2, 5)]]);
}

#[test]
fn no_figure_becomes_negative() {
    assert_eq!(found(&sum([2, 3, 0], [Open; 3])), (vec![vec![(2, 5)]], true));
}

#[test]
fn a_locked_cell_stays() {
    assert_eq!(sets(&sum([2, 3, 9], [Locked, Open, Locked])), [vec![(1, 7)]]);
}

#[test]
fn two_parts_change_where_one_is_not_enough() {
    // The earlier cell changes less.
    assert_eq!(found(&sum([3, 4, 2], [Open, Open, Locked])), (vec![vec![(0, 2), (1, 0)]], false));
    assert_eq!(found(&sum([3, 4, 0], [Open, Open, Locked])), (vec![vec![(0, 0), (1, 0)]], true));
}

#[test]
fn three_parts_change_where_two_are_not_enough() {
    let mut component = sum([5, 5, 5], [Open, Open, Open]);
    component.cells.push(CellState { value: 2, freedom: Locked });
    component.equations = vec![vec![(0, 1), (1, 1), (2, 1), (3, -1)]];
    assert_eq!(found(&component), (vec![vec![(0, 2), (1, 0), (2, 0)]], false));
}

#[test]
fn nothing_to_change_is_the_empty_set() {
    assert_eq!(sets(&sum([2, 3, 5], [Open; 3])), [vec![]]);
}

#[test]
fn a_derived_total_costs_nothing() {
    assert_eq!(sets(&sum([2, 3, 0], [Open, Open, Derived])), [vec![]]);
}

#[test]
fn a_forced_cell_always_changes() {
    assert_eq!(sets(&sum([0, 3, 5], [Forced, Open, Open])), [vec![(0, 2)]]);
    // Two that always change share what there is.
    assert_eq!(found(&sum([0, 0, 5], [Forced, Forced, Open])), (vec![vec![(0, 0), (1, 5)]], false));
    // The first has to become less than 0 unless another changes too.
    assert_eq!(sets(&sum([0, 7, 5], [Forced, Open, Open])).len(), 2);
}

#[test]
fn a_spent_budget_is_told() {
    assert_eq!(least(&sum([2, 3, 9], [Open; 3]), Limits { nodes: 1, ..LIMITS }), Found::CutOff);
}

#[test]
fn more_sets_than_are_gathered_are_not_all() {
    let component = sum([2, 3, 9], [Open; 3]);
    let Found::Least { sets, complete } = least(&component, Limits { sets: 2, ..LIMITS }) else { panic!("decided") };
    assert_eq!((sets.len(), complete), (2, false));
}

#[test]
fn locked_cells_that_contradict_each_other_are_told_by_their_equations() {
    let contradiction = |equations: &[Index]| Found::Contradiction { equations: equations.to_vec() };
    assert_eq!(least(&sum([2, 3, 9], [Locked; 3]), LIMITS), contradiction(&[0]));
    assert_eq!(least(&sum([2, 3, 1], [Locked, Open, Locked]), LIMITS), contradiction(&[0]));
    // a + b = c and c = d + e, with the outer ones locked.
    let cell = |value, freedom| CellState { value, freedom };
    let chain = Component {
        cells: vec![cell(1, Locked), cell(1, Locked), cell(2, Open), cell(2, Locked), cell(1, Locked)],
        equations: vec![vec![(0, 1), (1, 1), (2, -1)], vec![(3, 1), (4, 1), (2, -1)]],
    };
    assert_eq!(least(&chain, LIMITS), contradiction(&[0, 1]));
}

#[test]
fn equations_of_another_kind_are_given_up() {
    // a + b = 3, a − b = 1, so that 2a would have to be halved.
    let cell = |value, freedom| CellState { value, freedom };
    let component = Component {
        cells: vec![cell(0, Open), cell(0, Open), cell(3, Locked), cell(1, Locked)],
        equations: vec![vec![(0, 1), (1, 1), (2, -1)], vec![(0, 1), (1, -1), (3, -1)]],
    };
    assert_eq!(least(&component, LIMITS), Found::CutOff);
}
