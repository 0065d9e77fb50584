//! The exact search: the least sets of cells whose change makes every equation of one component hold.
//!
//! Fellegi and Holt's principle (1976) over linear balance edits on whole numbers ≥ 0. Iterative deepening on the number
//! of changed cells. A node keeps the equations with the chosen cells eliminated (fraction-free, gcd-reduced); what is
//! left are the equations the other cells must meet by themselves. While one of those fails, at least one of its cells
//! must change too: the search branches on the failed equation with the fewest candidates, and forbids elder siblings,
//! so that each set comes once. A set is accepted when its – then unique – figures are whole and not negative.
//!
//! Where a set meets all equations but only with negative figures, one more cell gives one degree of freedom, which is
//! searched exactly. Sets with two or more degrees of freedom are not: the search then says that it is not complete.

use std::rc::Rc;

/// A cell's place in the component.
pub(super) type Index = usize;

/// One component: cells that hang together by equations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Component {
    pub cells: Vec<CellState>,
    /// Signed cells that must add up to 0.
    pub equations: Vec<Vec<(Index, i64)>>,
}

impl Component {
    /// Whether nothing has to change: every equation holds with whole figures that are not negative.
    pub(super) fn holds(&self) -> bool {
        let adds_up = |equation: &Vec<(Index, i64)>| {
            let mut values = equation.iter().map(|&(cell, factor)| factor.checked_mul(self.cells[cell].value));
            values.try_fold(0_i64, |sum, value| sum.checked_add(value?)) == Some(0)
        };
        self.cells.iter().all(|cell| cell.freedom != Freedom::Forced) && self.equations.iter().all(adds_up)
    }
}

/// What may happen to a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CellState {
    /// What it counts for now. Of a [`Freedom::Forced`] cell this is 0.
    pub value: i64,
    pub freedom: Freedom,
}

/// Whether a cell may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Freedom {
    /// It may, at the cost of one change.
    Open,
    /// It was checked against the original.
    Locked,
    /// It is a blank total: it takes whatever its equations give, at no cost.
    Derived,
    /// It cannot stay as it is (negative, or not whole): one change that is always made.
    Forced,
}

/// A set of changes: cell and new figure, in ascending order of cells. Derived totals are not in it.
pub(super) type Changes = Vec<(Index, i64)>;

/// What the search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// All least sets; `complete` unless there are more than were asked for, or some could not be enumerated.
    Least { sets: Vec<Changes>, complete: bool },
    /// Nothing within the budget.
    Undecided,
}

/// Most changes that are looked for in one component.
const DEEPEST: usize = 8;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    terms: Vec<(Index, i64)>,
    residual: i64,
}

#[derive(Clone)]
struct Node {
    /// Equations without the chosen cells.
    rows: Vec<Rc<Row>>,
    /// Chosen cells, each with the equation it was eliminated by, in the order chosen.
    pivots: Vec<(Index, Rc<Row>)>,
    forbidden: Vec<bool>,
    /// Forced cells that no equation determines: they become 0, which is one choice of many.
    loose: Vec<Index>,
}

struct Search<'c> {
    component: &'c Component,
    budget: u64,
    most: usize,
    found: Vec<Changes>,
    overflowing: bool,
    /// Sets with several degrees of freedom were passed over.
    passed_over: bool,
}

/// Finds all least sets of changes, up to `most`, within a budget of nodes.
pub(super) fn least(component: &Component, most: usize, budget: u64) -> Found {
    let mut search = Search { component, budget, most, found: Vec::new(), overflowing: false, passed_over: false };
    let Some(root) = search.root() else { return Found::Undecided };
    let forced = component.cells.iter().filter(|cell| cell.freedom == Freedom::Forced).count();
    for depth in 0..=DEEPEST {
        let incomplete_below = search.passed_over;
        if !search.visit(&root, depth) {
            return Found::Undecided;
        }
        if !search.found.is_empty() {
            if incomplete_below {
                return Found::Undecided;
            }
            let mut sets = std::mem::take(&mut search.found);
            sets.sort();
            sets.dedup();
            let complete = !search.overflowing && !search.passed_over;
            debug_assert!(sets.iter().all(|set| set.len() == depth + forced));
            return Found::Least { sets, complete };
        }
    }
    Found::Undecided
}

impl Search<'_> {
    /// The equations with all derived and forced cells eliminated.
    fn root(&self) -> Option<Node> {
        let mut rows = Vec::with_capacity(self.component.equations.len());
        for equation in &self.component.equations {
            let mut terms = equation.clone();
            terms.sort_unstable();
            let mut residual = 0_i64;
            for &(cell, factor) in &terms {
                residual = residual.checked_add(factor.checked_mul(self.component.cells[cell].value)?)?;
            }
            rows.push(Rc::new(Row { terms, residual }));
        }
        let mut node =
            Node { rows, pivots: Vec::new(), forbidden: vec![false; self.component.cells.len()], loose: Vec::new() };
        for (index, cell) in self.component.cells.iter().enumerate() {
            if matches!(cell.freedom, Freedom::Derived | Freedom::Forced) {
                node.forbidden[index] = true;
                if let Some(row) = node.rows.iter().position(|row| row.factor(index).is_some()) {
                    node = node.eliminate(index, row)?;
                } else if cell.freedom == Freedom::Forced {
                    node.loose.push(index);
                }
            }
            node.forbidden[index] |= cell.freedom == Freedom::Locked;
        }
        Some(node)
    }

    /// Looks for sets with exactly `left` more changes. `false` when the budget is spent or figures overflow.
    fn visit(&mut self, node: &Node, left: usize) -> bool {
        if self.budget == 0 {
            return false;
        }
        self.budget -= 1;
        let failed = |row: &&Rc<Row>| row.residual != 0;
        if node.rows.iter().all(|row| row.residual == 0) {
            return self.settle(node, left);
        }
        if left == 0 || node.disjoint_failures() > left {
            return true;
        }
        let candidates = |row: &Row| row.terms.iter().filter(|(cell, _)| !node.forbidden[*cell]).count();
        let Some((at, row)) =
            node.rows.iter().enumerate().filter(|(_, row)| failed(row)).min_by_key(|(_, row)| candidates(row))
        else {
            return true;
        };
        let mut node = node.clone();
        for &(cell, _) in &Rc::clone(row).terms {
            if node.forbidden[cell] {
                continue;
            }
            // With one change left it must mend every failed equation and break no other.
            if left > 1 || node.mends_all(cell) {
                let Some(mut child) = node.eliminate(cell, at) else { return false };
                child.forbidden[cell] = true;
                if !self.visit(&child, left - 1) {
                    return false;
                }
                if self.overflowing {
                    return true;
                }
            }
            node.forbidden[cell] = true;
        }
        true
    }

    /// All equations hold with the chosen cells: their figures follow.
    fn settle(&mut self, node: &Node, left: usize) -> bool {
        if left == 0 {
            let Some(figures) = self.figures(node, None) else { return true };
            self.accept(node, &figures, None);
            return true;
        }
        // Fewer cells would do unless their figures were refused; then one more cell may give room.
        if self.figures(node, None).is_some() {
            return true;
        }
        if left > 1 {
            self.passed_over = true;
            return true;
        }
        let mut cells: Vec<Index> =
            node.pivots.iter().flat_map(|(_, row)| row.terms.iter().map(|(cell, _)| *cell)).collect();
        cells.sort_unstable();
        cells.dedup();
        for cell in cells {
            if node.forbidden[cell] || node.pivots.iter().any(|(pivot, _)| *pivot == cell) {
                continue;
            }
            if let Some((shift, figures)) = self.least_shift(node, cell) {
                self.accept(node, &figures, Some((cell, shift)));
                // There are usually several shifts: the set is right, its figures are one choice.
                self.passed_over |= self.other_shift(node, cell, shift);
            }
            if self.overflowing {
                return true;
            }
        }
        true
    }

    /// The smallest change of `cell` that makes all figures whole and not negative.
    ///
    /// Each figure is linear in the change, so the changes that serve form an interval; its ends lie where some figure
    /// becomes 0, and those, with the neighbours of 0, are all that needs looking at.
    fn least_shift(&self, node: &Node, cell: Index) -> Option<(i64, Vec<i64>)> {
        let mut shifts: Vec<i64> = vec![1, -1];
        let base = self.steps(node, None)?;
        let one = self.steps(node, Some((cell, 1)))?;
        for (index, (pivot, _)) in node.pivots.iter().enumerate() {
            let slope = one[index].checked_sub(base[index])?;
            let now = self.component.cells[*pivot].value.checked_add(base[index])?;
            if slope != 0 {
                let to_zero = now.checked_neg()?.checked_div(slope)?;
                shifts.extend([to_zero - 1, to_zero, to_zero + 1]);
            }
        }
        shifts.push(-self.component.cells[cell].value);
        shifts.retain(|shift| *shift != 0 && self.component.cells[cell].value + shift >= 0);
        shifts.sort_by_key(|shift| (shift.unsigned_abs(), *shift < 0));
        shifts.dedup();
        shifts.into_iter().find_map(|shift| Some((shift, self.figures(node, Some((cell, shift)))?)))
    }

    fn other_shift(&self, node: &Node, cell: Index, shift: i64) -> bool {
        [shift + 1, shift - 1].into_iter().any(|other| {
            other != 0
                && self.component.cells[cell].value + other >= 0
                && self.figures(node, Some((cell, other))).is_some()
        })
    }

    /// The new figures of the chosen cells, in the order chosen; `None` when one is not whole, negative, or unchanged.
    fn figures(&self, node: &Node, shift: Option<(Index, i64)>) -> Option<Vec<i64>> {
        let steps = self.steps(node, shift)?;
        node.pivots
            .iter()
            .zip(steps)
            .map(|((cell, _), step)| {
                let state = self.component.cells[*cell];
                let figure = state.value.checked_add(step)?;
                let unchanged = step == 0 && state.freedom == Freedom::Open;
                (figure >= 0 && !unchanged).then_some(figure)
            })
            .collect()
    }

    /// By how much each chosen cell changes, in the order chosen; `None` when a change is not whole.
    fn steps(&self, node: &Node, shift: Option<(Index, i64)>) -> Option<Vec<i64>> {
        let mut steps = vec![0_i64; node.pivots.len()];
        for at in (0..node.pivots.len()).rev() {
            let (pivot, row) = &node.pivots[at];
            let mut rest = row.residual;
            let mut own = 0;
            for &(cell, factor) in &row.terms {
                if cell == *pivot {
                    own = factor;
                } else if let Some(later) = node.pivots[at + 1..].iter().position(|(chosen, _)| *chosen == cell) {
                    rest = rest.checked_add(factor.checked_mul(steps[at + 1 + later])?)?;
                } else if let Some((shifted, by)) = shift
                    && shifted == cell
                {
                    rest = rest.checked_add(factor.checked_mul(by)?)?;
                }
            }
            if own == 0 || rest % own != 0 {
                return None;
            }
            steps[at] = -(rest / own);
        }
        Some(steps)
    }

    fn accept(&mut self, node: &Node, figures: &[i64], shift: Option<(Index, i64)>) {
        if self.found.len() >= self.most {
            self.overflowing = true;
            return;
        }
        let chosen = node.pivots.iter().zip(figures).map(|((cell, _), figure)| (*cell, *figure));
        let mut changes: Changes =
            chosen.filter(|(cell, _)| self.component.cells[*cell].freedom != Freedom::Derived).collect();
        changes.extend(node.loose.iter().map(|cell| (*cell, self.component.cells[*cell].value)));
        self.passed_over |= !node.loose.is_empty();
        changes.extend(shift.map(|(cell, by)| (cell, self.component.cells[cell].value + by)));
        changes.sort_unstable();
        self.found.push(changes);
    }
}

impl Node {
    /// Chooses a cell: it is solved for in the row at this index and eliminated from all others.
    /// `None` when a factor overflows.
    fn eliminate(&self, cell: Index, at: usize) -> Option<Node> {
        let pivot = Rc::clone(&self.rows[at]);
        let own = pivot.factor(cell)?;
        let mut rows = Vec::with_capacity(self.rows.len() - 1);
        for (index, row) in self.rows.iter().enumerate() {
            if index == at {
                continue;
            }
            match row.factor(cell) {
                None => rows.push(Rc::clone(row)),
                Some(factor) => rows.push(Rc::new(row.minus(factor, &pivot, own)?)),
            }
        }
        let mut pivots = self.pivots.clone();
        pivots.push((cell, pivot));
        Some(Node { rows, pivots, forbidden: self.forbidden.clone(), loose: self.loose.clone() })
    }

    /// Whether one change of this cell mends every failed equation and breaks none.
    fn mends_all(&self, cell: Index) -> bool {
        let mut step: Option<(i64, i64)> = None;
        self.rows.iter().all(|row| match (row.factor(cell), row.residual) {
            (None, residual) => residual == 0,
            (Some(_), 0) => false,
            (Some(factor), residual) => match step {
                None => {
                    step = Some((residual, factor));
                    true
                }
                Some((first, of)) => i128::from(first) * i128::from(factor) == i128::from(residual) * i128::from(of),
            },
        })
    }

    /// A lower bound for the changes still needed: failed equations that share no cell need one each.
    fn disjoint_failures(&self) -> usize {
        let mut used: Vec<&Row> = Vec::new();
        for row in self.rows.iter().filter(|row| row.residual != 0) {
            let free = |(cell, _): &(Index, i64)| !self.forbidden[*cell];
            let apart = used.iter().all(|other| {
                !row.terms.iter().filter(|term| free(term)).any(|(cell, _)| other.factor(*cell).is_some())
            });
            if apart {
                used.push(row);
            }
        }
        used.len()
    }
}

impl Row {
    fn factor(&self, cell: Index) -> Option<i64> {
        self.terms.binary_search_by_key(&cell, |(index, _)| *index).ok().map(|at| self.terms[at].1)
    }

    /// `own × self − factor × pivot`, divided by the greatest common divisor.
    fn minus(&self, factor: i64, pivot: &Row, own: i64) -> Option<Row> {
        let mut terms = Vec::with_capacity(self.terms.len() + pivot.terms.len());
        let (mut a, mut b) = (self.terms.iter().peekable(), pivot.terms.iter().peekable());
        let mut divisor = 0_i64;
        loop {
            let (index, left, right) = match (a.peek(), b.peek()) {
                (None, None) => break,
                (Some(&&(i, x)), Some(&&(j, y))) if i == j => {
                    a.next();
                    b.next();
                    (i, x, y)
                }
                (Some(&&(i, x)), next) if next.is_none_or(|&&(j, _)| i < j) => {
                    a.next();
                    (i, x, 0)
                }
                (_, Some(&&(j, y))) => {
                    b.next();
                    (j, 0, y)
                }
                (Some(_), None) => break,
            };
            let value = own.checked_mul(left)?.checked_sub(factor.checked_mul(right)?)?;
            if value != 0 {
                divisor = gcd(divisor, value);
                terms.push((index, value));
            }
        }
        let mut residual = own.checked_mul(self.residual)?.checked_sub(factor.checked_mul(pivot.residual)?)?;
        divisor = gcd(divisor, residual);
        if divisor > 1 {
            terms.iter_mut().for_each(|(_, value)| *value /= divisor);
            residual /= divisor;
        }
        Some(Row { terms, residual })
    }
}

const fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    // Only `i64::MIN` has no counterpart; no figure is that large.
    if a > i64::MAX as u64 { 1 } else { a as i64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// a + b = c
    fn sum(values: [i64; 3], freedoms: [Freedom; 3]) -> Component {
        Component {
            cells: values.into_iter().zip(freedoms).map(|(value, freedom)| CellState { value, freedom }).collect(),
            equations: vec![vec![(0, 1), (1, 1), (2, -1)]],
        }
    }

    fn sets(component: &Component) -> Vec<Changes> {
        match least(component, 20, 10_000) {
            Found::Least { sets, .. } => sets,
            Found::Undecided => panic!("decided"),
        }
    }

    use Freedom::{Derived, Forced, Locked, Open};

    #[test]
    fn each_cell_of_a_broken_sum_may_be_the_wrong_one() {
        assert_eq!(sets(&sum([2, 3, 9], [Open; 3])), [vec![(0, 6)], vec![(1, 7)], vec![(2, 5)]]);
    }

    #[test]
    fn no_figure_becomes_negative() {
        assert_eq!(sets(&sum([2, 3, 0], [Open; 3])), [vec![(2, 5)]]);
    }

    #[test]
    fn a_locked_cell_stays() {
        assert_eq!(sets(&sum([2, 3, 9], [Locked, Open, Locked])), [vec![(1, 7)]]);
    }

    #[test]
    fn two_parts_change_where_one_is_not_enough() {
        assert_eq!(sets(&sum([3, 4, 2], [Open, Open, Locked])).len(), 1);
        assert!(matches!(least(&sum([3, 4, 2], [Open, Open, Locked]), 20, 1000), Found::Least { complete: false, .. }));
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
    }

    #[test]
    fn a_spent_budget_is_told() {
        assert_eq!(least(&sum([2, 3, 9], [Open; 3]), 20, 1), Found::Undecided);
    }
}
