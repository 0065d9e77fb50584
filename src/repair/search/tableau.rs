//! The equations while cells are chosen to change: exact elimination, and whether whole figures ≥ 0 exist.
//!
//! The forms' equations are totally unimodular; the search's tests prove it by Ghouila-Houri's criterion. Hence however
//! cells are eliminated, every factor is −1, 0 or 1: a [`Row`] is two sets of cells and a constant. And a system over
//! such factors that has a solution in figures ≥ 0 has one in whole figures, so that the simplex method decides exactly
//! what would otherwise need branching. Should equations come that are not of this kind, [`Skewed`] says so, and the
//! search is given up: said, never guessed.
//!
//! Figures are at most 10¹², rows at most a few hundred cells long: sums stay far inside `i64`.

use super::{Component, Freedom, Index, Mask, Terms};

/// `constant + Σ plus − Σ minus`. A chosen cell without an equation ([`Tableau::loose`]) stands in it with its figure,
/// any other cell with its change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub plus: Mask,
    pub minus: Mask,
    pub constant: i64,
    /// Not part of the network; see [`super::network`].
    pub aside: bool,
}

/// A factor other than −1, 0 and 1 came up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Skewed;

impl Row {
    pub(super) fn cells(&self) -> Mask {
        self.plus | self.minus
    }

    pub(super) const fn factor(&self, cell: Index) -> i64 {
        self.plus.has(cell) as i64 - self.minus.has(cell) as i64
    }

    /// Changes the sign of everything.
    pub(super) const fn flipped(self) -> Self {
        Self { plus: self.minus, minus: self.plus, constant: -self.constant, ..self }
    }

    const fn drop_cell(&mut self, cell: Index) {
        self.plus.remove(cell);
        self.minus.remove(cell);
    }

    /// Adds another row, or takes it away.
    fn add(&mut self, other: &Row, sign: i64) -> Result<(), Skewed> {
        let (plus, minus) = if sign < 0 { (other.minus, other.plus) } else { (other.plus, other.minus) };
        if self.plus.meets(plus) || self.minus.meets(minus) {
            return Err(Skewed);
        }
        (self.plus, self.minus) =
            ((self.plus & !minus) | (plus & !self.minus), (self.minus & !plus) | (minus & !self.plus));
        self.constant += sign * other.constant;
        Ok(())
    }
}

/// Equations, and the chosen cells solved for.
#[derive(Debug, Default)]
pub(super) struct Tableau {
    /// What the cells not chosen must meet by themselves: each row is to be 0.
    pub equations: Vec<Row>,
    /// Chosen cells, each with its figure by the others.
    pub solved: Vec<(Index, Row)>,
    /// Chosen cells that no equation determines. They stand at 0, which with `solved` is one corner of what is possible.
    pub loose: Mask,
    /// Cells that may still be chosen.
    pub open: Mask,
}

impl Tableau {
    /// The equations of a component as they are written, nothing chosen; cells that cannot change are left out.
    pub(super) fn new(component: &Component) -> Self {
        let locked: Mask = component.with(Freedom::Locked).collect();
        let equation = |&terms: &Terms| Row {
            plus: terms.plus & !locked,
            minus: terms.minus & !locked,
            constant: terms.sum(&component.cells),
            aside: false,
        };
        Self {
            equations: component.equations.iter().map(equation).collect(),
            solved: Vec::new(),
            loose: Mask::EMPTY,
            open: component.with(Freedom::Open).collect(),
        }
    }

    /// Becomes the other, in its own memory.
    pub(super) fn become_like(&mut self, other: &Tableau) {
        self.equations.clear();
        self.equations.extend_from_slice(&other.equations);
        self.solved.clear();
        self.solved.extend_from_slice(&other.solved);
        (self.loose, self.open) = (other.loose, other.open);
    }

    /// Chooses a cell, whose figure as written is `value`: it is solved for and eliminated from everything else.
    pub(super) fn choose(&mut self, cell: Index, value: i64) -> Result<(), Skewed> {
        self.open.remove(cell);
        // Rows aside are taken last: adding one to others would make a network none.
        let stands_in = |row: &(usize, &Row)| row.1.factor(cell) != 0;
        let at = self.equations.iter().enumerate().filter(stands_in).min_by_key(|(_, row)| row.aside);
        let Some(at) = at.map(|(at, _)| at) else {
            // Its change becomes its figure less what is written.
            for (_, row) in &mut self.solved {
                row.constant -= row.factor(cell) * value;
            }
            self.loose.insert(cell);
            return Ok(());
        };
        // constant + own × change + rest = 0, hence change = −own × (constant + rest).
        let mut equation = self.equations.swap_remove(at);
        let own = equation.factor(cell);
        equation.drop_cell(cell);
        let rows = self.equations.iter_mut().chain(self.solved.iter_mut().map(|(_, row)| row));
        for row in rows {
            let factor = row.factor(cell);
            if factor != 0 {
                row.drop_cell(cell);
                row.add(&equation, -own * factor)?;
            }
        }
        let mut figure = if own < 0 { equation } else { equation.flipped() };
        figure.constant += value;
        self.solved.push((cell, figure));
        Ok(())
    }

    /// Looks for whole figures ≥ 0 of the chosen cells: the simplex method with the rule of the least index, which
    /// ends. Afterwards either all constants of `solved` are ≥ 0, or one is below 0 in a row that no chosen cell can
    /// raise, which proves that there are none. Returns the steps it took.
    pub(super) fn balance(&mut self) -> Result<u64, Skewed> {
        let mut steps = 0;
        if self.loose.is_empty() {
            return Ok(steps);
        }
        loop {
            let short = self.solved.iter().enumerate().filter(|(_, (_, row))| row.constant < 0);
            let Some((at, (_, row))) = short.min_by_key(|(_, (cell, _))| *cell) else { return Ok(steps) };
            let Some(entering) = (row.plus & self.loose).iter().next() else { return Ok(steps) };
            self.exchange(at, entering)?;
            steps += 1;
        }
    }

    /// A loose cell takes the place of a solved one, which becomes loose.
    pub(super) fn exchange(&mut self, at: usize, entering: Index) -> Result<(), Skewed> {
        let (leaving, mut row) = self.solved[at];
        let own = row.factor(entering);
        row.drop_cell(entering);
        // leaving = own × entering + rest, hence entering = own × (leaving − rest).
        let mut figure = if own < 0 { row } else { row.flipped() };
        if own < 0 {
            figure.minus.insert(leaving)
        } else {
            figure.plus.insert(leaving)
        }
        self.loose.remove(entering);
        self.loose.insert(leaving);
        self.solved[at] = (entering, figure);
        for (index, (_, row)) in self.solved.iter_mut().enumerate() {
            let factor = row.factor(entering);
            if index != at && factor != 0 {
                row.drop_cell(entering);
                row.add(&figure, factor)?;
            }
        }
        Ok(())
    }

    /// The figure of a chosen cell in the present corner.
    pub(super) fn figure(&self, cell: Index) -> i64 {
        self.solved.iter().find(|(solved, _)| *solved == cell).map_or(0, |(_, row)| row.constant)
    }
}
