//! The exact search: the least sets of cells whose change makes every equation of one component hold.
//!
//! Fellegi and Holt's principle (1976) over linear balance edits on whole numbers ≥ 0. Iterative deepening on the number
//! of changed cells. A node keeps the equations with the chosen cells eliminated, and the chosen cells solved for
//! ([`tableau`]). What is left are implied edits: equations that the other cells must meet by themselves, and figures
//! of chosen cells that must not be negative. While one of them fails, at least one of its cells must change, in the
//! direction that helps; a cell that says 0 cannot become less. The search branches on the failed edit with the fewest
//! such cells, and forbids elder siblings, so that each set comes once. A set is accepted when no edit fails: then
//! whole figures ≥ 0 exist, be they the only ones or not.
//!
//! Two lower bounds cut it short: failed edits without a common cell need a change each, or several where cells can only
//! become less and hold too little; and failed equations that do not cancel out in groups need nearly one each
//! ([`network`]).

mod figures;
mod network;
mod tableau;

use super::mask::{CAPACITY, Mask};
use tableau::{Row, Skewed, Tableau};

/// A cell's place in the component.
pub(super) type Index = usize;

/// One component: cells that hang together by equations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Component {
    pub cells: Vec<CellState>,
    /// Those of the cells that belong to it.
    pub members: Mask,
    pub equations: Vec<Terms>,
}

/// An equation: the cells of `plus` less those of `minus` must make 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Terms {
    pub plus: Mask,
    pub minus: Mask,
}

impl Terms {
    /// Adds a cell, whose sign is `1` or `-1`.
    pub(super) const fn add(&mut self, cell: Index, sign: i8) {
        let side = if sign < 0 { &mut self.minus } else { &mut self.plus };
        side.insert(cell);
    }

    /// The cells that take part.
    pub(super) fn cells(&self) -> Mask {
        self.plus | self.minus
    }

    /// What they make, which should be 0.
    pub(super) fn sum(&self, cells: &[CellState]) -> i64 {
        let sum = |side: Mask| side.iter().map(|cell| cells[cell].value).sum::<i64>();
        sum(self.plus) - sum(self.minus)
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
    /// The least sets; `complete` when these are all of them, each with the only figures possible.
    Least { sets: Vec<Changes>, complete: bool },
    /// Nothing within the budget.
    CutOff,
    /// These equations cannot all hold while the locked cells stay.
    Contradiction { equations: Vec<Index> },
}

/// The work that may be done for one component, in nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limits {
    /// The most sets that are gathered.
    pub sets: usize,
    /// The most nodes that are looked at.
    pub nodes: u64,
}

/// Most changes that are looked for in one component: as many as a column of totals has, and some.
const DEEPEST: usize = 32;

impl Component {
    /// The equations that do not hold.
    pub(super) fn failed(&self) -> Vec<Index> {
        (0..self.equations.len()).filter(|equation| self.equations[*equation].sum(&self.cells) != 0).collect()
    }

    /// Its cells of one freedom.
    fn with(&self, freedom: Freedom) -> impl Iterator<Item = Index> {
        self.members.iter().filter(move |cell| self.cells[*cell].freedom == freedom)
    }
}

/// Finds all least sets of changes within limits.
pub(super) fn least(component: &Component, limits: Limits) -> Found {
    if component.cells.len() + component.equations.len() > CAPACITY {
        return Found::CutOff;
    }
    // Without locked cells zeros everywhere are a solution.
    if component.with(Freedom::Locked).next().is_some() {
        match contradiction(component) {
            Ok(equations) if equations.is_empty() => {}
            Ok(equations) => return Found::Contradiction { equations },
            Err(Skewed) => return Found::CutOff,
        }
    }
    Search::new(component, limits).and_then(Search::deepen).unwrap_or(Found::CutOff)
}

/// The equations that contradict each other while the locked cells stay, whatever else changes; empty when there is a
/// solution.
fn contradiction(component: &Component) -> Result<Vec<Index>, Skewed> {
    let mut tableau = Tableau::new(component);
    // Each equation carries itself as a member that is never chosen, so that every row tells what it was made of.
    let first = component.cells.len();
    for (index, row) in tableau.equations.iter_mut().enumerate() {
        row.plus.insert(first + index);
    }
    for cell in component.members.iter() {
        if component.cells[cell].freedom != Freedom::Locked {
            tableau.choose(cell, component.cells[cell].value)?;
        }
    }
    tableau.balance()?;
    let unmet = tableau.equations.iter().find(|row| row.constant != 0);
    let negative =
        || tableau.solved.iter().map(|(_, row)| row).find(|row| row.constant < 0 && !row.plus.meets(tableau.loose));
    let proof = unmet.or_else(negative).map_or(Mask::EMPTY, Row::cells);
    Ok(proof
        .iter()
        .filter_map(|member| member.checked_sub(first))
        .filter(|at| *at < component.equations.len())
        .collect())
}

/// Why the search ends early.
enum Stop {
    /// The budget is spent.
    Budget,
    /// As many sets as may be gathered.
    Enough,
    /// See [`Skewed`].
    Skewed,
}

impl From<Skewed> for Stop {
    fn from(_: Skewed) -> Self {
        Stop::Skewed
    }
}

struct Search<'c> {
    component: &'c Component,
    limits: Limits,
    spent: u64,
    /// The node of each level, whose memory is used again; the first stays as it is.
    levels: Vec<Tableau>,
    /// Whether the equations are a network; not looked at before a bound is wanted of it.
    is_network: Option<bool>,
    /// Cells that can become less.
    positive: Mask,
    /// Memory of the bound.
    constants: Vec<i64>,
    found: Vec<Changes>,
    /// Some found set has other figures too.
    has_room: bool,
}

/// The failed edits of a node.
#[derive(Default)]
struct Failed {
    /// The cells that can mend the edit with the fewest of them; `None` when nothing fails.
    fewest: Option<Mask>,
    /// How many changes failed edits without a common cell need at least.
    apart: usize,
    /// Cells of the edits that are counted as apart.
    taken: Mask,
}

impl<'c> Search<'c> {
    /// The root: derived and forced cells are chosen from the start.
    fn new(component: &'c Component, limits: Limits) -> Result<Self, Skewed> {
        let mut root = Tableau::new(component);
        let chosen = |freedom| matches!(freedom, Freedom::Derived | Freedom::Forced);
        let mut chosen = component.members.iter().filter(|cell| chosen(component.cells[*cell].freedom)).peekable();
        // To choose a cell joins two equations: that keeps a network one, and may make none of what is not arranged.
        let is_network = chosen.peek().is_some().then(|| network::arrange(&mut root.equations));
        for cell in chosen {
            root.choose(cell, component.cells[cell].value)?;
        }
        let positive = component.members.iter().filter(|cell| component.cells[*cell].value > 0);
        Ok(Self {
            component,
            limits,
            spent: 0,
            levels: vec![root],
            is_network,
            positive: positive.collect(),
            constants: Vec::new(),
            found: Vec::new(),
            has_room: false,
        })
    }

    fn deepen(mut self) -> Result<Found, Skewed> {
        for depth in 0..=DEEPEST {
            self.levels.resize_with(depth + 2, Tableau::default);
            let (root, working) = self.levels.split_at_mut(1);
            if depth > 1 && self.is_network.is_none() {
                self.is_network = Some(network::arrange(&mut root[0].equations));
            }
            working[0].become_like(&root[0]);
            let stopped = match self.visit(1, depth) {
                Ok(()) => false,
                Err(Stop::Enough) => true,
                Err(Stop::Budget) => return Ok(Found::CutOff),
                Err(Stop::Skewed) => return Err(Skewed),
            };
            if !self.found.is_empty() {
                self.found.sort();
                return Ok(Found::Least { sets: self.found, complete: !stopped && !self.has_room });
            }
        }
        Ok(Found::CutOff)
    }

    const fn spend(&mut self, nodes: u64) -> Result<(), Stop> {
        self.spent += nodes;
        if self.spent > self.limits.nodes { Err(Stop::Budget) } else { Ok(()) }
    }

    /// Looks for sets with exactly `left` more changes than the node of this level has.
    fn visit(&mut self, level: usize, left: usize) -> Result<(), Stop> {
        let steps = self.levels[level].balance()?;
        self.spend(1 + steps)?;
        let Some(failed) = self.failed(level, left) else { return Ok(()) };
        let Some(mut fewest) = failed.fewest else {
            return if left == 0 { self.accept(level) } else { Ok(()) };
        };
        if left == 1 {
            fewest = self.last(level, fewest);
        } else if self.is_network == Some(true)
            && network::trees(&self.levels[level].equations, left, &mut self.constants) > left
        {
            return Ok(());
        }
        for cell in fewest.iter() {
            let (above, below) = self.levels.split_at_mut(level + 1);
            below[0].become_like(&above[level]);
            below[0].choose(cell, self.component.cells[cell].value)?;
            self.visit(level + 1, left - 1)?;
            self.levels[level].open.remove(cell);
        }
        Ok(())
    }

    /// The failed edits of a node; `None` when `left` changes cannot mend them.
    fn failed(&self, level: usize, left: usize) -> Option<Failed> {
        let node = &self.levels[level];
        let mut failed = Failed::default();
        for row in node.equations.iter().filter(|row| row.constant != 0) {
            let row = if row.constant > 0 { row.flipped() } else { *row };
            self.add(&mut failed, node, &row, left)?;
        }
        for (_, row) in node.solved.iter().filter(|(_, row)| row.constant < 0 && !row.plus.meets(node.loose)) {
            self.add(&mut failed, node, row, left)?;
        }
        Some(failed)
    }

    /// Counts an edit that needs more than its constant, which is below 0. `None` when `left` changes cannot mend it
    /// and the others.
    fn add(&self, failed: &mut Failed, node: &Tableau, row: &Row, left: usize) -> Option<()> {
        let (up, down) = (row.plus & node.open, row.minus & self.positive & node.open);
        let helpful = up | down;
        if !helpful.meets(failed.taken) {
            failed.taken = failed.taken | helpful;
            // A cell can grow as much as is needed, but become less only by what is in it.
            failed.apart += if up.is_empty() { self.fewest_down(down, -row.constant)? } else { 1 };
        }
        if failed.fewest.is_none_or(|fewest| helpful.count() < fewest.count()) {
            failed.fewest = Some(helpful);
        }
        (failed.apart <= left && !helpful.is_empty()).then_some(())
    }

    /// How many of these cells must become less at least, to be less by so much together; `None` when all of them are
    /// not enough.
    fn fewest_down(&self, down: Mask, mut amount: i64) -> Option<usize> {
        let mut values: Vec<i64> = down.iter().map(|cell| self.component.cells[cell].value).collect();
        values.sort_unstable_by(|a, b| b.cmp(a));
        let needed = values.iter().position(|value| {
            amount -= value;
            amount <= 0
        });
        needed.map(|last| last + 1)
    }

    /// Of these cells those whose change alone can meet all equations: it mends every one that fails and breaks none.
    fn last(&self, level: usize, helpful: Mask) -> Mask {
        let node = &self.levels[level];
        let (mut up, mut down) = (helpful, helpful);
        let mut amount = None;
        for row in &node.equations {
            if row.constant == 0 {
                (up, down) = (up & !row.cells(), down & !row.cells());
                continue;
            }
            if *amount.get_or_insert(row.constant.unsigned_abs()) != row.constant.unsigned_abs() {
                return Mask::EMPTY;
            }
            let (rising, falling) = if row.constant > 0 { (row.minus, row.plus) } else { (row.plus, row.minus) };
            (up, down) = (up & rising, down & falling);
        }
        let large =
            |cell: &Index| amount.is_none_or(|amount| self.component.cells[*cell].value.unsigned_abs() >= amount);
        up | down.iter().filter(large).collect()
    }

    /// No edit fails: the chosen cells are a set, with the figures of the present corner or better ones.
    fn accept(&mut self, level: usize) -> Result<(), Stop> {
        if self.found.len() >= self.limits.sets {
            return Err(Stop::Enough);
        }
        let (node, component) = (&mut self.levels[level], self.component);
        let cells = &component.cells;
        let chosen = node.solved.iter().map(|(cell, _)| *cell).chain(node.loose.iter());
        let mut chosen: Vec<(Index, i64)> = chosen
            .filter(|cell| cells[*cell].freedom != Freedom::Derived)
            .map(|cell| (cell, cells[cell].value))
            .collect();
        chosen.sort_unstable();
        self.has_room |= !figures::settle(node, &chosen)?;
        self.found.push(chosen.into_iter().map(|(cell, _)| (cell, node.figure(cell))).collect());
        Ok(())
    }
}

#[cfg(test)]
mod tests;
