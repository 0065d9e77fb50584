//! The search on small systems, and what it rests on.

use super::*;
use crate::location::{CellId, Column, Row, Table};
use crate::report::form::Form;
use crate::rules::identities::{Identity, Kind, of_table};
use Freedom::{Derived, Forced, Locked, Open};

const LIMITS: Limits = Limits { sets: 20, nodes: 10_000 };

/// All of these cells, with equations of signed cells.
fn component(cells: Vec<CellState>, equations: &[Vec<(Index, i8)>]) -> Component {
    let terms = |equation: &Vec<(Index, i8)>| {
        let mut terms = Terms::default();
        equation.iter().for_each(|&(cell, sign)| terms.add(cell, sign));
        terms
    };
    Component { members: (0..cells.len()).collect(), equations: equations.iter().map(terms).collect(), cells }
}

/// a + b = c
fn sum(values: [i64; 3], freedoms: [Freedom; 3]) -> Component {
    let cells = values.into_iter().zip(freedoms).map(|(value, freedom)| CellState { value, freedom }).collect();
    component(cells, &[vec![(0, 1), (1, 1), (2, -1)]])
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
    let mut cells = vec![CellState { value: 5, freedom: Open }; 3];
    cells.push(CellState { value: 2, freedom: Locked });
    let component = component(cells, &[vec![(0, 1), (1, 1), (2, 1), (3, -1)]]);
    assert_eq!(found(&component), (vec![vec![(0, 2), (1, 0), (2, 0)]], false));
}

#[test]
fn parts_that_can_only_shrink_are_counted_by_what_they_hold() {
    // Six parts of 5 that make 2: with 300 nodes one cannot try out which of them.
    let mut cells = vec![CellState { value: 5, freedom: Open }; 6];
    cells.push(CellState { value: 2, freedom: Locked });
    let equation = (0..6).map(|cell| (cell, 1)).chain([(6, -1)]).collect();
    let component = component(cells, &[equation]);
    let Found::Least { sets, .. } = least(&component, Limits { nodes: 300, ..LIMITS }) else { panic!("decided") };
    assert_eq!((sets.len(), sets[0].len()), (1, 6));
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
    let chain = component(
        vec![cell(1, Locked), cell(1, Locked), cell(2, Open), cell(2, Locked), cell(1, Locked)],
        &[vec![(0, 1), (1, 1), (2, -1)], vec![(3, 1), (4, 1), (2, -1)]],
    );
    assert_eq!(least(&chain, LIMITS), contradiction(&[0, 1]));
}

#[test]
fn equations_of_another_kind_are_given_up() {
    // a + b = 3, a − b = 1, so that 2a would have to be halved.
    let cell = |value, freedom| CellState { value, freedom };
    let component = component(
        vec![cell(0, Open), cell(0, Open), cell(3, Locked), cell(1, Locked)],
        &[vec![(0, 1), (1, 1), (2, -1)], vec![(0, 1), (1, -1), (3, -1)]],
    );
    assert_eq!(least(&component, LIMITS), Found::CutOff);
}

/// Table three and four of a form as a component: cells in the order of the form, all open.
fn of_form(form: Form) -> Component {
    let mut cells: Vec<CellId> = form.cells(Table::T3);
    cells.extend(form.cells(Table::T4));
    let index = |cell: CellId| cells.binary_search(&cell).expect("the order of the form");
    let equations = [Table::T3, Table::T4].into_iter().flat_map(|table| of_table(table, form)).map(|identity| {
        let terms = identity.terms.iter().map(|&(cell, sign)| (index(cell), sign));
        terms.chain([(index(identity.total), -1)]).collect()
    });
    component(vec![CellState { value: 0, freedom: Open }; cells.len()], &equations.collect::<Vec<_>>())
}

/// Ghouila-Houri: the equations are totally unimodular if in every choice of them, each with a suitable sign, the entries
/// of each cell add up to −1, 0 or 1. Two ways of giving signs do for all choices: one where the sum of the row
/// （七）总计 is chosen, one where it is not.
#[test]
fn the_forms_equations_are_totally_unimodular() {
    for form in [Form::F2019, Form::F2021] {
        let component = of_form(form);
        let identities: Vec<&Identity> =
            [Table::T3, Table::T4].into_iter().flat_map(|table| of_table(table, form)).collect();
        let is_pivotal =
            |at: usize| identities[at].kind == Kind::RowTotal && identities[at].total.row == Row::ResultTotal;
        for chosen in [false, true] {
            let sign = |at: usize| {
                let (identity, is_total) = (identities[at], identities[at].total.column == Column::Total);
                let of_balances = if chosen { 1 } else { -1 };
                match (identity.kind, identity.total.row) {
                    (Kind::RowTotal, Row::ResultTotal) => -1,
                    (Kind::RowTotal, Row::CarriedOut) => -of_balances,
                    (Kind::RowTotal, Row::Received | Row::CarriedIn) => of_balances,
                    (Kind::RowTotal | Kind::ReviewTotal, _) => 1,
                    (Kind::ResultTotal, _) => {
                        if is_total {
                            1
                        } else {
                            -1
                        }
                    }
                    (Kind::Balance, _) => {
                        if is_total {
                            of_balances
                        } else {
                            -of_balances
                        }
                    }
                }
            };
            for cell in 0..component.cells.len() {
                let entry = |at: usize| {
                    let Terms { plus, minus } = component.equations[at];
                    i64::from(plus.has(cell)) - i64::from(minus.has(cell))
                };
                let stands_in: Vec<usize> = (0..identities.len()).filter(|at| entry(*at) != 0).collect();
                for choice in 0..1_usize << stands_in.len() {
                    let taken =
                        stands_in.iter().enumerate().filter(|(bit, _)| choice >> bit & 1 == 1).map(|(_, at)| *at);
                    let taken: Vec<usize> = taken.collect();
                    let pivotal = stands_in.iter().any(|at| is_pivotal(*at));
                    if pivotal && taken.iter().any(|at| is_pivotal(*at)) != chosen {
                        continue;
                    }
                    let sum: i64 = taken.iter().map(|&at| sign(at) * entry(at)).sum();
                    assert!(sum.abs() <= 1, "{form:?}, cell {cell}, equations {taken:?}");
                }
            }
        }
    }
}

/// The same numbers for a seed.
fn throw(state: &mut u64, below: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from((*state >> 33) % below as u64).expect("below a usize")
}

#[test]
fn the_order_of_cells_and_equations_makes_no_difference() {
    let limits = Limits { sets: 400, nodes: 100_000 };
    let mut state = 1;
    for round in 0..60 {
        let mut component = of_form(if round % 2 == 0 { Form::F2019 } else { Form::F2021 });
        // Zeros hold; whatever is written into them does not.
        for _ in 0..1 + round % 4 {
            let cell = throw(&mut state, component.cells.len());
            component.cells[cell].value = 1 + throw(&mut state, 30) as i64;
            component.cells[cell].freedom = [Open, Open, Locked, Forced][throw(&mut state, 4)];
        }
        component.cells.iter_mut().filter(|cell| cell.freedom == Forced).for_each(|cell| cell.value = 0);
        let mut order: Vec<usize> = (0..component.cells.len()).collect();
        for last in (1..order.len()).rev() {
            order.swap(last, throw(&mut state, last + 1));
        }
        let mut permuted = component.clone();
        for (from, &to) in order.iter().enumerate() {
            permuted.cells[to] = component.cells[from];
        }
        for Terms { plus, minus } in &mut permuted.equations {
            let moved = |side: Mask| side.iter().map(|cell| order[cell]).collect();
            (*plus, *minus) = (moved(*plus), moved(*minus));
        }
        let by = round % permuted.equations.len();
        permuted.equations.rotate_left(by);
        match (least(&component, limits), least(&permuted, limits)) {
            (Found::Least { sets, complete }, Found::Least { sets: others, complete: other }) => {
                assert_eq!(complete, other, "round {round}");
                let cells = |set: &Changes, order: &dyn Fn(usize) -> usize| {
                    let mut cells: Vec<(usize, i64)> = set.iter().map(|(cell, to)| (order(*cell), *to)).collect();
                    cells.sort_unstable();
                    // Where figures have room, the order of the form decides between them.
                    if !complete {
                        cells.iter_mut().for_each(|(_, to)| *to = 0);
                    }
                    cells
                };
                let mut sets: Vec<Changes> = sets.iter().map(|set| cells(set, &|cell| order[cell])).collect();
                sets.sort();
                let mut others: Vec<Changes> = others.iter().map(|set| cells(set, &|cell| cell)).collect();
                others.sort();
                assert_eq!(sets, others, "round {round}");
            }
            // Which equations prove it may differ.
            (Found::Contradiction { .. }, Found::Contradiction { .. }) => {}
            (one, other) => panic!("round {round}: {one:?}, {other:?}"),
        }
    }
}
