//! How far the tables that are filled in by hand have come.

use std::collections::{BTreeMap, BTreeSet};

use super::super::action::EquationId;
use crate::document::number::Decimal;
use crate::location::{CellId, Column, Row, Table};
use crate::report::Report;
use crate::rules::equations::{self, State};
use crate::rules::identities::{BALANCE, Kind};
use crate::rules::values::Values;

/// The tables filled in by hand: what is in them, and what is still to come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filling {
    /// Each such table, with how many of its cells are filled.
    filled: BTreeMap<Table, usize>,
    /// The cells that are not.
    blank: Vec<CellId>,
    /// The totals among them whose parts are there, with what these add up to.
    pending: BTreeMap<CellId, Decimal>,
    /// The equations down the columns of table three that cannot be judged yet.
    open: BTreeSet<EquationId>,
}

impl Filling {
    /// Looks over a report.
    pub fn of(report: &Report) -> Self {
        let typed: Vec<Table> = Table::ALL.iter().copied().filter(|&table| report.is_typed(table)).collect();
        if typed.is_empty() {
            return Self::default();
        }
        let blank: Vec<CellId> = report.unfilled().collect();
        let count = |table: Table| {
            let all = report.cells.keys().filter(|id| id.table == table).count();
            all - blank.iter().filter(|id| id.table == table).count()
        };
        let mut open = BTreeSet::new();
        if typed.contains(&Table::T3) {
            for kind in [Kind::ResultTotal, Kind::Balance] {
                let all = equations::of_kind(report, kind).into_iter();
                let waiting = all.filter(|equation| matches!(equation.state, State::Open(_)));
                open.extend(waiting.map(|equation| (kind, equation.total)));
            }
        }
        Self {
            filled: typed.iter().map(|&table| (table, count(table))).collect(),
            blank,
            pending: Values::of(report).pending().clone(),
            open,
        }
    }

    /// The tables that are filled in by hand.
    pub fn tables(&self) -> Vec<Table> {
        self.filled.keys().copied().collect()
    }

    /// How many cells of these tables are filled.
    pub fn filled(&self, tables: &[Table]) -> usize {
        tables.iter().filter_map(|table| self.filled.get(table)).sum()
    }

    /// The cells of these tables that are not filled yet, in the order of the form.
    pub fn blank(&self, tables: &[Table]) -> Vec<CellId> {
        self.blank.iter().copied().filter(|id| tables.contains(&id.table)).collect()
    }

    /// The totals of these tables that could be filled, each with what its parts add up to.
    pub fn totals(&self, tables: &[Table]) -> Vec<(CellId, Decimal)> {
        self.pending.iter().map(|(&id, &sum)| (id, sum)).filter(|(id, _)| tables.contains(&id.table)).collect()
    }

    /// What the parts of a total that is not filled yet add up to.
    pub fn pending(&self, cell: CellId) -> Option<Decimal> {
        self.pending.get(&cell).copied()
    }

    /// Whether a table is there to be filled, and nothing is in it.
    pub fn is_empty(&self, table: Table) -> bool {
        self.filled.get(&table) == Some(&0)
    }

    /// Whether nothing at all is filled in, in a report that is nothing but a form.
    pub fn is_untouched(&self) -> bool {
        self.filled.len() == Table::ALL.len() && self.filled.values().all(|&filled| filled == 0)
    }

    /// Whether the equation of this rule down a column of table three waits for figures.
    pub fn is_open(&self, rule: &str, column: Column) -> bool {
        let kind = if rule == BALANCE { Kind::Balance } else { Kind::ResultTotal };
        self.open.contains(&(kind, CellId::new(Table::T3, Row::ResultTotal, column)))
    }
}
