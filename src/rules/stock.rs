//! What two years' table two say of regulations and normative documents together: shared by the rules about stocks.

use crate::document::number::Decimal;
use crate::location::{CellId, Column, Row, Table};
use crate::report::Report;
use crate::report::form::Form;

/// One row of table two in the form of 2021, with last year's stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stock {
    /// The row: 规章 or 行政规范性文件.
    pub row: Row,
    /// Last year's 现行有效件数.
    pub before: Decimal,
    /// 本年制发件数.
    pub issued: Decimal,
    /// 本年废止件数.
    pub repealed: Decimal,
    /// 现行有效件数.
    pub in_force: Decimal,
}

impl Stock {
    /// The stocks that both reports tell, and how many rows could not be read in one of them. `None` where one of
    /// the two follows the form of 2019, which counts what is published and not what is in force.
    pub fn of(report: &Report, last_year: &Report) -> Option<(Vec<Self>, u32)> {
        if [report, last_year].iter().any(|report| report.form(Table::T2) == Form::F2019) {
            return None;
        }
        let rows = [Row::Rules, Row::Normative];
        let read = rows.into_iter().filter_map(|row| {
            let value = |of: &Report, column| of.counted(CellId::new(Table::T2, row, column));
            Some(Self {
                row,
                before: value(last_year, Column::InForce)?,
                issued: value(report, Column::Issued)?,
                repealed: value(report, Column::Repealed)?,
                in_force: value(report, Column::InForce)?,
            })
        });
        let read: Vec<Self> = read.collect();
        let unread = u32::try_from(rows.len() - read.len()).unwrap_or(0);
        Some((read, unread))
    }

    /// The cell of this year's report in a column of this row.
    pub const fn cell(&self, column: Column) -> CellId {
        CellId::new(Table::T2, self.row, column)
    }
}
