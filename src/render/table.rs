//! The tables themselves, to be pasted elsewhere: into a text with their merged heads, or into a spreadsheet.
//!
//! What is written can be read again: [`crate::check()`] finds every figure where it stood. The labels are the form's
//! own, whatever the document wrote; rows the form does not have are not taken along.

mod html;
mod tab;

use std::collections::BTreeSet;

use crate::location::{CellId, Table};
use crate::report::convert;
use crate::report::form::Form;
use crate::report::layout::Layout;
use crate::report::{PartKind, Report};

/// A table of a form with what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// Which table.
    pub table: Table,
    /// The form it is drawn on.
    pub form: Form,
    /// What is written in each cell, in the order of the form; a cell that is not here is left empty.
    pub figures: Vec<(CellId, String)>,
}

impl Filled {
    /// The tables of a report as they stand, without those that were not found.
    pub fn of_report(report: &Report) -> Vec<Self> {
        let read = |&table: &Table| {
            let form = report.tables.get(table)?.form;
            let figure = |id| Some((id, report.cell(id)?.raw.clone()));
            Some(Self { table, form, figures: form.cells(table).into_iter().filter_map(figure).collect() })
        };
        Table::ALL.iter().filter_map(read).collect()
    }

    /// The cells of the form for which nothing was read; they are left empty.
    pub fn absent(&self) -> Vec<CellId> {
        self.form.cells(self.table).into_iter().filter(|&id| self.written(id).is_none()).collect()
    }

    fn written(&self, id: CellId) -> Option<&str> {
        self.figures.iter().find(|(other, _)| *other == id).map(|(_, text)| text.as_str())
    }

    fn figure(&self, id: CellId) -> &str {
        self.written(id).unwrap_or_default()
    }

    fn layout(&self) -> Layout {
        Layout::new(self.form, self.table)
    }

    /// The heading of the part the table stands in.
    fn heading(&self) -> &'static str {
        PartKind::ALL.into_iter().find(|part| part.table() == Some(self.table)).map_or("", PartKind::heading)
    }
}

impl From<&convert::Sheet> for Filled {
    /// The cells that have to be filled are left empty.
    fn from(sheet: &convert::Sheet) -> Self {
        let figure = |(id, standing): &(CellId, convert::Standing)| Some((*id, standing.figure()?.to_owned()));
        Self { table: sheet.table, form: Form::F2021, figures: sheet.cells.iter().filter_map(figure).collect() }
    }
}

/// What is taken along, and how.
///
/// ```
/// use gouji::{check, Options, render::table::{Filled, Take}};
/// let text = "| （一）予以公开 | 4 | 2 | 0 | 0 | 1 | 0 | 7 |";
/// let outcome = check("草稿.txt", text.as_bytes(), &Options::default()).unwrap();
/// let tables = Filled::of_report(&outcome.report);
/// let html = Take { tables: &tables, marked: None }.html();
/// let again = check("剪贴板", html.as_bytes(), &Options::default()).unwrap();
/// assert!(outcome.report.cells.keys().all(|&id| again.report.counted(id) == outcome.report.counted(id)));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Take<'a> {
    /// The tables; several get the headings of their parts.
    pub tables: &'a [Filled],
    /// The cells to be marked, in yellow and bold; `None` where none is to be told from the others. Plain text has no
    /// marks.
    pub marked: Option<&'a BTreeSet<CellId>>,
}

impl Take<'_> {
    /// As HTML for Word, WPS and Excel: official heads, every look inline, since a clipboard carries no style sheet.
    pub fn html(&self) -> String {
        html::written(self)
    }

    /// As lines of cells between TABs, for spreadsheets: a rectangle with a merged head in its first position, CRLF.
    pub fn tab(&self) -> String {
        tab::written(self)
    }

    /// The heading to stand above a table: none where it goes alone, to a place that has one.
    fn heading(&self, table: &Filled) -> Option<&'static str> {
        (self.tables.len() > 1).then(|| table.heading())
    }
}
