//! Tables that stand beside the document: what it lacks, or what could not be read in it, is pasted by itself or filled
//! in by hand on the empty official form.
//!
//! A supplied table takes part in every check, and is told from the document's own by its place
//! ([`Anchor::supplied`]). The document does not have it for that: it is still said to be missing.

use serde::{Deserialize, Serialize};

use super::form::Form;
use super::{Cell, Reading, Report, TableRead};
use crate::document::Note;
use crate::document::figure;
use crate::location::{Anchor, CellId, Table};

/// A table beside the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplement {
    /// Which table.
    pub table: Table,
    /// What it is.
    pub content: Content,
}

/// What is supplied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// The empty official table, whose figures come as edits.
    Empty(Form),
    /// Text or HTML that holds the table, as it came out of a clipboard.
    Pasted(String),
    /// A document that holds the table, among others or alone.
    File(#[serde(with = "serde_bytes")] Vec<u8>),
}

/// How a table came in that the document does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It was pasted by itself, or taken out of another document.
    Pasted,
    /// It is filled in by hand.
    Typed,
}

/// A table that was supplied and could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The table.
    pub table: Table,
    /// One Chinese sentence that says why, and what to do.
    pub message: String,
}

/// Whose report of which year it is, where no document says so.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// The agency; `None` where nothing was filled in.
    pub agency: Option<String>,
    /// The report year.
    pub year: Option<u16>,
}

impl Report {
    /// Puts the empty official table where the report has none; its figures come by [`Report::edit`].
    pub fn supply_empty(&mut self, table: Table, form: Form) {
        if self.tables.get(table).is_some() {
            return;
        }
        let anchor = Anchor::Typed { typed: table };
        let (figure, traits) = figure::read("");
        let blank = || Cell { raw: String::new(), figure, traits: traits.clone(), anchor };
        self.cells.extend(form.cells(table).into_iter().map(|id| (id, blank())));
        *self.tables.slot(table) = Some(TableRead::new(form, anchor));
    }

    /// Takes one table out of another report, where this one has none. Nothing else of it is taken but what has to be
    /// known of its reading.
    ///
    /// # Errors
    /// When the table is not in it, or came apart: the sentence for the user.
    pub fn supply_from(&mut self, table: Table, other: &Self) -> Result<(), String> {
        let name = table.name();
        let Some(read) = other.tables.get(table) else {
            let others: Vec<&str> = Table::ALL
                .iter()
                .filter(|&&table| other.tables.get(table).is_some())
                .map(|table| table.name())
                .collect();
            return Err(match others.as_slice() {
                [] => not_recognised(table),
                _ => format!("放进来的是{}，不是{name}。请复制整张{name}，粘贴到这里。", others.join("、")),
            });
        };
        if other.reading == Reading::Fragmented {
            return Err(format!(
                "放进来的{name}读出来断断续续，数和行对不上，没有采用。请从 Word、WPS 或网页里复制整张表，或者逐格填写。"
            ));
        }
        if self.tables.get(table).is_some() {
            return Ok(());
        }
        let mut read = read.clone();
        let move_to = |anchor: &mut Anchor| *anchor = anchor.supplied_as(table);
        read.anchors().into_iter().for_each(move_to);
        *self.tables.slot(table) = Some(read);
        let cells = other.cells.iter().filter(|(id, _)| id.table == table);
        self.cells
            .extend(cells.map(|(&id, cell)| (id, Cell { anchor: cell.anchor.supplied_as(table), ..cell.clone() })));
        let note = |note: &Note| Note { anchor: note.anchor.map(|anchor| anchor.supplied_as(table)), ..note.clone() };
        self.notes.extend(other.notes.iter().map(note));
        Ok(())
    }

    /// How a table came in that the document does not have; `None` for the document's own, and for one that is nowhere.
    pub fn origin(&self, table: Table) -> Option<Origin> {
        match self.tables.get(table)?.anchor {
            Anchor::Typed { .. } => Some(Origin::Typed),
            Anchor::SuppliedCell { .. } | Anchor::SuppliedText { .. } => Some(Origin::Pasted),
            _ => None,
        }
    }

    /// Whether a table is filled in by hand: what is blank in it is not filled in yet.
    pub fn is_typed(&self, table: Table) -> bool {
        self.origin(table) == Some(Origin::Typed)
    }

    /// Whether the document itself has the table.
    pub fn is_in_document(&self, table: Table) -> bool {
        self.tables.get(table).is_some() && self.origin(table).is_none()
    }

    /// Whether all there is of the report is filled in by hand.
    pub fn is_form(&self) -> bool {
        self.parts.is_empty() && !self.cells.is_empty() && Table::ALL.iter().all(|&table| self.is_typed(table))
    }

    /// The cells of tables that are filled in by hand in which nothing stands yet, in the order of the form.
    pub fn unfilled(&self) -> impl Iterator<Item = CellId> {
        self.cells.iter().filter(|(_, cell)| cell.is_unfilled()).map(|(&id, _)| id)
    }
}

impl Cell {
    /// Whether its table is filled in by hand, and nothing stands in it yet.
    pub const fn is_unfilled(&self) -> bool {
        matches!(self.anchor, Anchor::Typed { .. }) && self.raw.is_empty()
    }
}

/// The sentence where nothing like the table was found in what was put in.
pub fn not_recognised(table: Table) -> String {
    let name = table.name();
    format!("放进来的内容里没有认出{name}。请连同表头和行名复制整张{name}，粘贴到这里。")
}

impl TableRead {
    /// Every place it holds.
    fn anchors(&mut self) -> Vec<&mut Anchor> {
        let mut anchors = vec![&mut self.anchor];
        anchors.extend(self.altered_rows.iter_mut().map(|label| &mut label.anchor));
        anchors.extend(self.altered_columns.iter_mut().map(|label| &mut label.anchor));
        anchors.extend(self.miscounted_rows.iter_mut().map(|row| &mut row.anchor));
        anchors.extend(self.extra_rows.iter_mut().map(|row| &mut row.anchor));
        anchors.extend(self.identity_note.iter_mut().map(|line| &mut line.anchor));
        anchors
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Edit;

    fn pasted(tables: &[Table]) -> Report {
        let mut report = Report::default();
        for &table in tables {
            let anchor = Anchor::HtmlCell { line: 1, column: 1, table: 1, row: 1, cell: 1 };
            report.supply_empty(table, Form::F2021);
            report.cells.values_mut().for_each(|cell| cell.anchor = anchor);
            *report.tables.slot(table) = Some(TableRead::new(Form::F2021, anchor));
        }
        report
    }

    #[test]
    fn an_empty_table_is_typed_into_and_nothing_counts_as_edited() {
        let mut report = Report::default();
        report.supply_empty(Table::T4, Form::F2021);
        assert_eq!((report.cells.len(), report.unfilled().count()), (15, 15));
        let cell = CellId::new(Table::T4, crate::location::Row::Review, crate::location::Column::Total);
        assert_eq!(report.edit(&[Edit { cell, text: " 3 ".to_owned() }]), []);
        assert_eq!((report.cell(cell).map(|cell| cell.raw.as_str()), report.unfilled().count()), (Some("3"), 14));
        assert!(report.is_typed(Table::T4) && !report.is_in_document(Table::T4) && !report.is_form());
    }

    #[test]
    fn one_table_is_taken_and_no_other() {
        let mut report = pasted(&[Table::T2]);
        assert_eq!(report.supply_from(Table::T4, &pasted(&[Table::T3, Table::T4])), Ok(()));
        assert!(report.tables.t3.is_none() && report.is_in_document(Table::T2));
        assert_eq!(report.origin(Table::T4), Some(Origin::Pasted));
        assert!(report.cells.iter().all(|(id, cell)| cell.anchor.supplied().is_some() == (id.table == Table::T4)));
    }

    #[test]
    fn the_documents_own_table_stays() {
        let mut report = pasted(&[Table::T4]);
        report.supply_empty(Table::T4, Form::F2021);
        assert_eq!(report.supply_from(Table::T4, &pasted(&[Table::T4])), Ok(()));
        assert!(report.is_in_document(Table::T4));
    }

    #[test]
    fn another_table_is_refused_by_its_name() {
        let refused = Report::default().supply_from(Table::T3, &pasted(&[Table::T2, Table::T4]));
        assert_eq!(refused, Err("放进来的是表二、表四，不是表三。请复制整张表三，粘贴到这里。".to_owned()));
        let fragmented = Report { reading: Reading::Fragmented, ..pasted(&[Table::T3]) };
        assert!(Report::default().supply_from(Table::T3, &fragmented).is_err());
    }
}
