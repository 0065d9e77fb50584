//! The cells of the tables that were found, for the rules that look at each by itself.

use super::wording::not_read;
use super::{Rule, Verdict};
use crate::diagnostic::Diagnostic;
use crate::document::number::Trait;
use crate::location::{CellId, Column, Row, Table};
use crate::report::form::{Form, T4_ROWS};
use crate::report::{Cell, Report, Scope};

/// All tables, in the order of the form.
pub const TABLES: [Table; 3] = [Table::T2, Table::T3, Table::T4];

/// The rows of one table of one form, in its order.
pub fn rows_of(form: Form, table: Table) -> Vec<Row> {
    match table {
        Table::T2 => form.t2_blocks().iter().flat_map(|block| block.rows).copied().collect(),
        Table::T3 => form.t3_rows(),
        Table::T4 => T4_ROWS.to_vec(),
    }
}

/// The cells that were read, in the order of the form, and what was not read.
#[derive(Debug, Clone)]
pub struct Survey<'a> {
    /// Cells with what is in them.
    pub cells: Vec<(CellId, &'a Cell)>,
    /// How many cells were not read, and which.
    unread: Option<(u32, String)>,
    /// How many cells are still to be filled in by hand: there is nothing to look at in them yet.
    unfilled: u32,
}

impl<'a> Survey<'a> {
    /// Looks over the report. A table missing from a piece of a report, and a row that is nowhere in its table, are
    /// not cells that could not be read: there are none.
    pub fn of(report: &'a Report) -> Self {
        let (mut cells, mut unread, mut unfilled) = (Vec::with_capacity(report.cells.len()), Vec::new(), 0);
        // Cells stand in a report as in its form: nearly always the next one is asked for, and need not be looked up.
        let mut ahead = report.cells.range(..).peekable();
        let mut cell = |id: CellId| {
            if ahead.peek().is_none_or(|(next, _)| **next != id) {
                ahead = report.cells.range(id..).peekable();
            }
            ahead.next_if(|(next, _)| **next == id).map(|(_, cell)| cell)
        };
        for table in TABLES {
            let read = report.tables.get(table);
            for id in report.form(table).cells(table) {
                match (cell(id), read) {
                    (Some(cell), _) if cell.is_unfilled() => unfilled += 1,
                    (Some(cell), _) => cells.push((id, cell)),
                    (None, None) if report.scope == Scope::Fragment => {}
                    (None, Some(read)) if read.missing_rows.contains(&id.row) => {}
                    (None, _) => unread.push(id),
                }
            }
        }
        let count = u32::try_from(unread.len()).unwrap_or(u32::MAX);
        Self { cells, unread: (count > 0).then(|| (count, not_read(report, &unread))), unfilled }
    }

    /// The same, with what is still to be filled in by hand counted among what was not read, and said.
    pub fn with_unfilled(&self) -> Self {
        if self.unfilled == 0 {
            return self.clone();
        }
        let (count, why) = self.unread.clone().unwrap_or_default();
        let reason = format!("正在填写的表里还有 {} 格没有填，按 0 计", self.unfilled);
        let reason = if why.is_empty() { reason } else { format!("{why}；{reason}") };
        Self { unread: Some((count.saturating_add(self.unfilled), reason)), ..self.clone() }
    }

    /// The verdict when `faulty` of the cells were told.
    pub fn verdict(&self, findings: Vec<Diagnostic>, faulty: usize) -> Verdict {
        let count = |cells: usize| u32::try_from(cells).unwrap_or(u32::MAX);
        let (examined, held) = (count(self.cells.len()), count(self.cells.len().saturating_sub(faulty)));
        if examined == 0 && self.unread.is_none() {
            return Verdict::not_applicable(if self.unfilled > 0 {
                "表格还没有填"
            } else {
                "没有读到表格"
            });
        }
        Verdict { findings, examined, held, ..Verdict::default() }.and_skipped(self.unread.clone())
    }
}

/// What kind of number a cell takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A whole number, 0 or more.
    Count,
    /// A whole number that may be negative: 本年增/减 of 2019.
    Change,
    /// Money, 0 or more, decimals allowed; the column says 万元.
    Fee,
    /// Money, 0 or more, decimals allowed; the form of 2019 fixes no unit.
    Purchase,
}

/// What kind of number this cell takes.
pub const fn takes(cell: CellId) -> Takes {
    match (cell.row, cell.column) {
        (_, Column::Change) => Takes::Change,
        (Row::Procurement, Column::Amount) => Takes::Purchase,
        (_, Column::Amount) => Takes::Fee,
        _ => Takes::Count,
    }
}

/// One finding about several cells: the first is what it is about, the others take part. `None` for no cells.
pub fn told_together(rule: &Rule, message: String, cells: &[(CellId, &Cell)]) -> Option<Diagnostic> {
    let ((first, cell), rest) = cells.split_first()?;
    let related = rest.iter().map(|(id, _)| *id).collect();
    Some(rule.finding(message).at(*first, related).anchor(Some(cell.anchor)))
}

/// Whether the figure is written so.
pub fn is_written(cell: &Cell, how: Trait) -> bool {
    cell.traits.contains(&how)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::test_support::Draft;

    #[test]
    fn a_row_that_was_not_read_is_said_and_a_missing_one_is_not() {
        let draft = || Draft::new(2024).zeros(Table::T2, Form::F2021).without_row(Row::Rules).fragment();
        let unread = Survey::of(&draft().report()).verdict(Vec::new(), 0);
        assert_eq!((unread.examined, unread.skipped), (7, Some((3, "没有读出表二规章".to_owned()))));
        let missing = draft().table(Table::T2, |read| read.missing_rows.push(Row::Rules)).report();
        assert_eq!(Survey::of(&missing).verdict(Vec::new(), 0).skipped, None);
    }

    #[test]
    fn no_table_at_all_is_not_clean() {
        let whole = Survey::of(&Draft::new(2024).report()).verdict(Vec::new(), 0);
        assert_eq!(whole.skipped, Some((200, "没有找到表二、表三、表四".to_owned())));
        let piece = Survey::of(&Draft::new(2024).fragment().report()).verdict(Vec::new(), 0);
        assert_eq!(piece, Verdict::not_applicable("没有读到表格"));
    }
}
