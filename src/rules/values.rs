//! What each cell counts for in the equations: a number as written, a blank as 0, a blank total as what its parts give.
//!
//! Deriving a blank total here, once, is what keeps it from being told again by every equation it takes part in.

use std::collections::BTreeMap;

use super::identities::{Identity, Kind, identities};
use crate::document::number::{Decimal, Figure};
use crate::location::CellId;
use crate::report::Report;

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

/// The values of all cells of one report, and the identities they take part in.
#[derive(Debug, Clone)]
pub struct Values<'a> {
    report: &'a Report,
    identities: Vec<Identity>,
    derived: BTreeMap<CellId, Result<Decimal, Gap>>,
    pending: BTreeMap<CellId, Decimal>,
}

impl<'a> Values<'a> {
    /// Derives every blank total: （七）总计 of each applicant column from the detail rows, the totals of rows and of
    /// table four's groups from their parts, and last the corner, where row and column of totals meet.
    pub fn of(report: &'a Report) -> Self {
        let all = identities(report);
        let mut values = Self { report, identities: Vec::new(), derived: BTreeMap::new(), pending: BTreeMap::new() };
        let is_corner = |identity: &Identity| {
            matches!(identity.kind, Kind::RowTotal | Kind::ResultTotal)
                && all.iter().filter(|other| other.kind != Kind::Balance && other.total == identity.total).count() > 1
        };
        for kind in [Kind::ResultTotal, Kind::RowTotal, Kind::ReviewTotal] {
            for identity in all.iter().filter(|identity| identity.kind == kind && !is_corner(identity)) {
                if let Some(derived) = values.derive(identity) {
                    values.derived.insert(identity.total, derived);
                }
            }
        }
        let corner = |kind| all.iter().find(|identity| identity.kind == kind && is_corner(identity));
        if let (Some(row), Some(column)) = (corner(Kind::RowTotal), corner(Kind::ResultTotal)) {
            let balance = all.iter().find(|other| other.kind == Kind::Balance && other.total == row.total);
            if let Some(derived) = values.derive_corner(row, column, balance) {
                values.derived.insert(row.total, derived);
            }
        }
        values.identities = all;
        values.set_pending();
        values
    }

    /// In a table that is being filled in by hand a blank total is not forgotten: it is still to come.
    fn set_pending(&mut self) {
        for (cell, derived) in self.derived.iter_mut().filter(|(cell, _)| self.report.is_typed(cell.table)) {
            self.pending.extend(derived.ok().map(|sum| (*cell, sum)));
            *derived = Err(Gap::Unfilled);
        }
    }

    /// The identities of the report, in the order of [`identities`].
    pub fn identities(&self) -> &[Identity] {
        &self.identities
    }

    /// What this cell counts for.
    ///
    /// # Errors
    /// When it counts for nothing that can be added.
    pub fn get(&self, cell: CellId) -> Result<Value, Gap> {
        if let Some(derived) = self.derived.get(&cell) {
            return derived.map(Value::Derived);
        }
        match self.report.cell(cell).map(|cell| cell.figure) {
            None => Err(Gap::Absent),
            Some(Figure::Number(number)) => Ok(Value::Written(number)),
            Some(Figure::Blank | Figure::Dash) => Ok(Value::Blank),
            Some(Figure::Words) => Err(Gap::Words),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Table;
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
