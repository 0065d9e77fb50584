//! Error localisation stated once more, as a mixed-integer program for a general solver: the judge of `gouji::repair`.
//!
//! It knows the engine's reading of a report, and of its arithmetic nothing: the equations are those of [`super::oracle`].
//! For every cell there is its right figure `x`, whole and not negative, and a switch `z` that says whether it changes:
//!
//! ```text
//! minimise Σ z    where every equation holds of x,    written − x ≤ written · z,    x − written ≤ M · z
//! ```
//!
//! `M` is the sum of the amounts by which the equations fail. It is large enough: corrections fall apart into elementary
//! ones, each moving a case from one failing equation to another; one that mends nothing can be left out without
//! changing a cell more. And it is small enough for the tolerances of a solver that reckons in binary fractions. What
//! the solver answers is rounded and reckoned through in whole numbers; so a number that is too low cannot pass.

use std::collections::{BTreeMap, BTreeSet};

use good_lp::{
    Expression, ProblemVariables, Solution as _, SolutionStatus, SolverModel as _, Variable, WithTimeLimit as _,
};
use good_lp::{ResolutionError, constraint, microlp, variable};
use gouji::document::number::Figure;
use gouji::location::{CellId, Column, Row, Table};
use gouji::report::Report;
use gouji::report::form::Form;

use super::oracle::{Equation, equations};

/// What the solver says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The least number of cells that must change.
    Least(u32),
    /// There is no solution.
    Impossible,
    /// It ran out of time.
    Unknown,
}

/// What a cell counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    /// A whole number that is not negative; a blank is 0.
    Count(i64),
    /// A number that cannot stay: it always changes.
    Wrong,
    /// A blank total of parts that are filled: whatever it turns out to be is no change, locked or not.
    Open,
}

/// How many cells of tables three and four must change at least, those `locked` staying as they are.
pub fn least(report: &Report, form: Form, locked: &[CellId], seconds: f64) -> Answer {
    let written = written(report, form);
    let mut sum = 0;
    for table in [Table::T3, Table::T4] {
        let whole = |equation: &Equation| {
            let mut cells = equation.left.iter().chain(&equation.right);
            cells.all(|cell| cell.table == table && written.contains_key(cell))
        };
        let equations: Vec<Equation> = equations(form).into_iter().filter(whole).collect();
        match of_table(&equations, &written, locked, seconds) {
            Answer::Least(number) => sum += number,
            other => return other,
        }
    }
    Answer::Least(sum)
}

/// The cells that can be reckoned with.
fn written(report: &Report, form: Form) -> BTreeMap<CellId, Written> {
    let mut written = BTreeMap::new();
    let mut blank = BTreeSet::new();
    for (&cell, read) in &report.cells {
        match read.figure {
            Figure::Words => {}
            Figure::Blank | Figure::Dash => {
                blank.insert(cell);
                written.insert(cell, Written::Count(0));
            }
            Figure::Number(number) => {
                let count = number.as_integer().filter(|count| *count >= 0);
                written.insert(cell, count.map_or(Written::Wrong, Written::Count));
            }
        }
    }
    // A blank total over something is open, and so may be the total over that one; over words it is unknown.
    let sums: Vec<Equation> = equations(form).into_iter().filter(|equation| equation.left.len() == 1).collect();
    let is_corner = |cell: CellId| cell.row == Row::ResultTotal && cell.column == Column::Total;
    for corner in [false, true] {
        for cell in blank.clone().into_iter().filter(|cell| is_corner(*cell) == corner) {
            let makings: Vec<&Equation> = sums.iter().filter(|equation| equation.left[0] == cell).collect();
            let filled = |equation: &&&Equation| equation.right.iter().any(|part| !blank.contains(part));
            let known = |equation: &Equation| equation.right.iter().all(|part| written.contains_key(part));
            let filled: Vec<&&Equation> = makings.iter().filter(filled).collect();
            if filled.iter().any(|equation| known(equation)) {
                written.insert(cell, Written::Open);
                blank.remove(&cell);
            } else if !filled.is_empty() {
                written.remove(&cell);
                blank.remove(&cell);
            }
        }
    }
    written
}

fn of_table(equations: &[Equation], written: &BTreeMap<CellId, Written>, locked: &[CellId], seconds: f64) -> Answer {
    let count = |cell: &CellId| match written[cell] {
        Written::Count(count) => count,
        Written::Wrong | Written::Open => 0,
    };
    let residual = |equation: &Equation| {
        equation.left.iter().map(count).sum::<i64>() - equation.right.iter().map(count).sum::<i64>()
    };
    let most = equations.iter().map(|equation| residual(equation).abs()).sum::<i64>();
    let cells: BTreeSet<CellId> =
        equations.iter().flat_map(|equation| equation.left.iter().chain(&equation.right)).copied().collect();
    let mut variables = ProblemVariables::new();
    let mut switches: BTreeMap<CellId, Variable> = BTreeMap::new();
    let mut figures: BTreeMap<CellId, Variable> = BTreeMap::new();
    let mut always = 0;
    for &cell in &cells {
        let up_to = |most: i64| variable().integer().min(0).max(most as f64);
        let is_locked = locked.contains(&cell);
        let figure = match written[&cell] {
            Written::Wrong if is_locked => return Answer::Impossible,
            Written::Count(count) if is_locked => variable().integer().min(count as f64).max(count as f64),
            Written::Open => up_to(most),
            Written::Wrong => {
                always += 1;
                up_to(most)
            }
            Written::Count(count) => {
                switches.insert(cell, variables.add(variable().binary()));
                up_to(count + most)
            }
        };
        figures.insert(cell, variables.add(figure));
    }
    let objective: Expression = switches.values().sum();
    let mut problem = variables.minimise(objective).using(microlp);
    for equation in equations {
        let side = |cells: &[CellId]| cells.iter().map(|cell| figures[cell]).sum::<Expression>();
        problem.add_constraint(constraint!(side(&equation.left) == side(&equation.right)));
    }
    for (cell, &switch) in &switches {
        let (figure, count) = (figures[cell], count(cell));
        problem.add_constraint(constraint!(figure - most as f64 * switch <= count as f64));
        problem.add_constraint(constraint!(figure + count as f64 * switch >= count as f64));
    }
    let solution = match problem.with_time_limit(seconds).solve() {
        Ok(solution) if matches!(solution.status(), SolutionStatus::Optimal) => solution,
        Ok(_) | Err(ResolutionError::Other(_)) => return Answer::Unknown,
        Err(ResolutionError::Infeasible) => return Answer::Impossible,
        Err(error) => panic!("{error}"),
    };
    let figures: BTreeMap<CellId, i64> =
        figures.iter().map(|(cell, figure)| (*cell, solution.value(*figure).round() as i64)).collect();
    for equation in equations {
        let side = |cells: &[CellId]| cells.iter().map(|cell| figures[cell]).sum::<i64>();
        assert_eq!(side(&equation.left), side(&equation.right), "the solver's own figures: {:?}", equation.name());
    }
    assert!(figures.values().all(|figure| *figure >= 0));
    let changed = switches.keys().filter(|cell| figures[*cell] != count(cell)).count();
    let told = switches.values().map(|switch| solution.value(*switch)).sum::<f64>().round() as usize;
    assert_eq!(changed, told, "the solver's own number");
    Answer::Least(u32::try_from(changed + always).expect("few"))
}
