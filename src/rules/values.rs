//! What each cell counts for in the equations: a number as written, a blank as 0, a blank total as what its parts give.
//!
//! Deriving a blank total here, once, is what keeps it from being told again by every equation it takes part in.

use std::collections::BTreeMap;

use super::identities::{Identity, Kind, identities};
use crate::document::number::{Decimal, Figure};
use crate::location::{CellId, Column, Row, Table};
use crate::report::Report;
use crate::report::form::{T3_COLUMNS, T4_COLUMNS, T4_ROWS};

/// What a cell counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// The number written in it.
    Written(Decimal),
    /// Nothing is written; it counts as 0.
    Blank,
    /// A total left blank, and what its parts add up to.
    Derived(Decimal),
}

impl Value {
    /// The number it counts for.
    pub const fn number(self) -> Decimal {
        match self {
            Value::Written(number) | Value::Derived(number) => number,
            Value::Blank => Decimal::ZERO,
        }
    }
}

/// Why a cell counts for nothing that can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// It was not read.
    Absent,
    /// It holds words.
    Words,
    /// It is a total left blank over parts that cannot be added.
    Underivable,
    /// Its table is filled in by hand, and it is not filled in yet.
    Unfilled,
}

/// How many cells take part in identities, over both forms: tables three and four.
pub const SLOTS: usize = OF_T3 + T4_ROWS.len() * T4_COLUMNS.len();

const OF_T3: usize = (Row::CarriedOut as usize - Row::Received as usize + 1) * T3_COLUMNS.len();

/// Where a cell stands among all that take part in identities, in the order of the form; `None` for one of table two.
pub fn slot(cell: CellId) -> Option<usize> {
    // Both tables end with 总计, which is the last of all columns.
    let across = |first: Column, count: usize| match cell.column {
        Column::Total => Some(count - 1),
        column => (column as usize).checked_sub(first as usize).filter(|at| *at < count - 1),
    };
    match cell.table {
        Table::T2 => None,
        Table::T3 => {
            let row = (cell.row as usize).checked_sub(Row::Received as usize)?;
            let at = row * T3_COLUMNS.len() + across(Column::Person, T3_COLUMNS.len())?;
            (at < OF_T3).then_some(at)
        }
        Table::T4 => {
            let row = (cell.row as usize).checked_sub(Row::Review as usize)?;
            let at = OF_T3 + row * T4_COLUMNS.len() + across(Column::Upheld, T4_COLUMNS.len())?;
            (at < SLOTS).then_some(at)
        }
    }
}

/// The cell in a slot.
///
/// # Panics
/// When there is no such slot: they are numbers below [`SLOTS`].
pub const fn cell_at(slot: usize) -> CellId {
    assert!(slot < SLOTS, "slots are numbers below SLOTS");
    if slot < OF_T3 {
        let row = Row::ALL[Row::Received as usize + slot / T3_COLUMNS.len()];
        return CellId::new(Table::T3, row, T3_COLUMNS[slot % T3_COLUMNS.len()]);
    }
    let at = slot - OF_T3;
    CellId::new(Table::T4, T4_ROWS[at / T4_COLUMNS.len()], T4_COLUMNS[at % T4_COLUMNS.len()])
}

/// The values of all cells of one report, and the identities they take part in.
#[derive(Debug, Clone)]
pub struct Values<'a> {
    report: &'a Report,
    identities: &'static [Identity],
    /// What the cells of tables three and four count for, each in its [`slot`].
    counts: Vec<Result<Value, Gap>>,
    derived: BTreeMap<CellId, Result<Decimal, Gap>>,
    pending: BTreeMap<CellId, Decimal>,
}

impl<'a> Values<'a> {
    /// Derives every blank total: （七）总计 of each applicant column from the detail rows, the totals of rows and of
    /// table four's groups from their parts, and last the corner, where row and column of totals meet.
    pub fn of(report: &'a Report) -> Self {
        let mut counts = vec![Err(Gap::Absent); SLOTS];
        for (&cell, written) in &report.cells {
            if let Some(at) = slot(cell) {
                counts[at] = counted(written.figure);
            }
        }
        let identities = identities(report);
        let mut values = Self { report, identities, counts, derived: BTreeMap::new(), pending: BTreeMap::new() };
        if identities.iter().all(|identity| values.get(identity.total) != Ok(Value::Blank)) {
            return values;
        }
        const CORNER: CellId = CellId::new(Table::T3, Row::ResultTotal, Column::Total);
        for kind in [Kind::ResultTotal, Kind::RowTotal, Kind::ReviewTotal] {
            for identity in identities.iter().filter(|identity| identity.kind == kind && identity.total != CORNER) {
                let derived = values.derive(identity);
                values.put(identity.total, derived);
            }
        }
        let corner = |kind| identities.iter().find(|identity| identity.kind == kind && identity.total == CORNER);
        if let (Some(row), Some(column)) = (corner(Kind::RowTotal), corner(Kind::ResultTotal)) {
            let derived = values.derive_corner(row, column, corner(Kind::Balance));
            values.put(CORNER, derived);
        }
        values.set_pending();
        values
    }

    fn put(&mut self, total: CellId, derived: Option<Result<Decimal, Gap>>) {
        if let (Some(derived), Some(at)) = (derived, slot(total)) {
            self.counts[at] = derived.map(Value::Derived);
            self.derived.insert(total, derived);
        }
    }

    /// In a table that is being filled in by hand a blank total is not forgotten: it is still to come.
    fn set_pending(&mut self) {
        let typed = self.derived.iter_mut().filter(|(cell, _)| self.report.is_typed(cell.table));
        for (&cell, derived) in typed {
            self.pending.extend(derived.ok().map(|sum| (cell, sum)));
            *derived = Err(Gap::Unfilled);
            if let Some(at) = slot(cell) {
                self.counts[at] = Err(Gap::Unfilled);
            }
        }
    }

    /// The report.
    pub const fn report(&self) -> &'a Report {
        self.report
    }

    /// The identities of the report, in the order of [`identities`].
    pub const fn identities(&self) -> &'static [Identity] {
        self.identities
    }

    /// What the cells of tables three and four count for, each in its [`slot`].
    pub fn counts(&self) -> &[Result<Value, Gap>] {
        &self.counts
    }

    /// What this cell counts for.
    ///
    /// # Errors
    /// When it counts for nothing that can be added.
    pub fn get(&self, cell: CellId) -> Result<Value, Gap> {
        match slot(cell) {
            Some(at) => self.counts[at],
            None => self.report.cell(cell).map_or(Err(Gap::Absent), |cell| counted(cell.figure)),
        }
    }

    /// The totals left blank over filled parts, in the order of the form, each with what its parts add up to.
    pub const fn derived(&self) -> &BTreeMap<CellId, Result<Decimal, Gap>> {
        &self.derived
    }

    /// The totals that are not filled in yet in tables filled in by hand, each with what its parts add up to so far.
    pub const fn pending(&self) -> &BTreeMap<CellId, Decimal> {
        &self.pending
    }

    /// The cell that has to be filled in before an identity can be judged, in a table that is filled in by hand. One of
    /// nothing but blanks says nothing yet, and the balance waits for the table's last row. Other blanks count as 0.
    pub fn awaits(&self, identity: &Identity) -> Option<CellId> {
        if !self.report.is_typed(identity.total.table) {
            return None;
        }
        let blank = |cell: CellId| self.report.cell(cell).is_some_and(|cell| cell.figure == Figure::Blank);
        let last = identity.terms.last().map(|(cell, _)| *cell).filter(|_| identity.kind == Kind::Balance);
        let nothing = || blank(identity.total) && identity.terms.iter().all(|(cell, _)| blank(*cell));
        last.filter(|last| blank(*last)).or_else(|| nothing().then_some(identity.total))
    }

    /// What the total of this identity is by its parts; `None` when it is filled, or blank over nothing but blanks.
    fn derive(&self, identity: &Identity) -> Option<Result<Decimal, Gap>> {
        if self.get(identity.total) != Ok(Value::Blank) {
            return None;
        }
        let parts: Vec<_> = identity.terms.iter().map(|&(cell, _)| self.get(cell)).collect();
        if parts.iter().all(|part| *part == Ok(Value::Blank)) {
            return None;
        }
        let sum = parts.into_iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.ok()?.number()));
        Some(sum.ok_or(Gap::Underivable))
    }

    /// The corner can be had from its row and from its column. Where the two disagree something else is wrong too;
    /// the value that keeps the column's balance is the better one, and otherwise the row's.
    fn derive_corner(
        &self,
        row: &Identity,
        column: &Identity,
        balance: Option<&Identity>,
    ) -> Option<Result<Decimal, Gap>> {
        match (self.derive(row), self.derive(column)) {
            (Some(Ok(by_row)), Some(Ok(by_column))) => {
                let balanced = balance.and_then(|balance| self.signed_sum(balance));
                let column_is_better = balanced == Some(by_column) && by_row != by_column;
                Some(Ok(if column_is_better { by_column } else { by_row }))
            }
            (Some(Ok(sum)), _) | (_, Some(Ok(sum))) => Some(Ok(sum)),
            (row, column) => row.or(column),
        }
    }

    /// What the terms of an identity make above its total: 0 where it holds. `None` where it cannot be judged.
    pub fn surplus(&self, identity: &Identity) -> Option<Decimal> {
        if self.awaits(identity).is_some() {
            return None;
        }
        self.signed_sum(identity)?.checked_sub(self.get(identity.total).ok()?.number())
    }

    fn signed_sum(&self, identity: &Identity) -> Option<Decimal> {
        identity.terms.iter().try_fold(Decimal::ZERO, |sum, &(cell, sign)| {
            let number = self.get(cell).ok()?.number();
            if sign < 0 { sum.checked_sub(number) } else { sum.checked_add(number) }
        })
    }
}

const fn counted(figure: Figure) -> Result<Value, Gap> {
    match figure {
        Figure::Number(number) => Ok(Value::Written(number)),
        Figure::Blank | Figure::Dash => Ok(Value::Blank),
        Figure::Words => Err(Gap::Words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, id};

    fn derived(draft: Draft) -> Vec<(String, Result<i64, Gap>)> {
        let report = draft.report();
        let values = Values::of(&report);
        let whole = |sum: &Decimal| sum.as_integer().expect("whole numbers only");
        values
            .derived()
            .iter()
            .map(|(cell, sum)| (cell.to_string(), sum.as_ref().map(whole).map_err(|gap| *gap)))
            .collect()
    }

    #[test]
    fn every_cell_that_takes_part_has_its_slot_in_the_order_of_the_form() {
        for form in [Form::F2019, Form::F2021] {
            let cells = [Table::T3, Table::T4].map(|table| form.cells(table)).concat();
            let slots: Vec<usize> = cells.iter().filter_map(|&cell| slot(cell)).collect();
            assert_eq!(slots.len(), cells.len());
            assert_eq!(slots.iter().map(|&at| cell_at(at)).collect::<Vec<_>>(), cells);
            assert!(slots.is_sorted_by(|a, b| a < b) && slots.iter().all(|at| *at < SLOTS));
        }
        assert_eq!(slot(id("t2.rules.issued")), None);
        assert_eq!(slot(CellId::new(Table::T3, Row::Review, Column::Total)), None);
        assert_eq!(slot(CellId::new(Table::T3, Row::Received, Column::Upheld)), None);
    }

    fn five_granted() -> Draft {
        Draft::new(2024).zeros(Table::T3, Form::F2021).set("t3.granted.person", "5").set("t3.granted.total", "5")
    }

    #[test]
    fn a_blank_total_over_filled_parts_is_derived() {
        assert_eq!(
            derived(five_granted().set_all(&[("t3.result_total.person", "5"), ("t3.result_total.total", "/")])),
            [("t3.result_total.total".to_owned(), Ok(5))]
        );
    }

    #[test]
    fn a_derived_total_feeds_the_next() {
        assert_eq!(
            derived(five_granted().set_all(&[
                ("t3.granted.total", ""),
                ("t3.result_total.person", ""),
                ("t3.result_total.total", "")
            ])),
            [
                ("t3.granted.total".to_owned(), Ok(5)),
                ("t3.result_total.person".to_owned(), Ok(5)),
                ("t3.result_total.total".to_owned(), Ok(5))
            ]
        );
    }

    #[test]
    fn a_blank_total_over_blanks_counts_as_nothing() {
        assert!(derived(Draft::new(2024).filled(Table::T3, Form::F2021, "")).is_empty());
        let report = Draft::new(2024).filled(Table::T4, Form::F2021, "").report();
        assert_eq!(Values::of(&report).get(id("t4.review.total")), Ok(Value::Blank));
    }

    #[test]
    fn a_corner_whose_row_and_column_disagree_keeps_the_balance() {
        let draft = |received| {
            five_granted().set_all(&[
                ("t3.received.total", received),
                ("t3.result_total.person", "4"),
                ("t3.result_total.total", ""),
            ])
        };
        assert_eq!(derived(draft("5")), [("t3.result_total.total".to_owned(), Ok(5))]);
        assert_eq!(derived(draft("9")), [("t3.result_total.total".to_owned(), Ok(4))]);
    }

    #[test]
    fn a_total_over_words_cannot_be_derived() {
        assert_eq!(
            derived(five_granted().set_all(&[("t3.granted.person", "若干"), ("t3.granted.total", "")])),
            [("t3.granted.total".to_owned(), Err(Gap::Underivable))]
        );
    }
}
