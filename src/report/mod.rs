//! The typed report: cells by [`CellId`], the six parts with their text, and what the reading itself noticed.
//!
//! A report is made from a [`crate::document::Document`] by [`recognise::Recognition`], which never fails: what is
//! damaged is left out and said (a row that could not be read is in [`TableRead::unread_rows`], never guessed).

mod arrangements;
pub mod convert;
mod flow;
mod flow_two;
pub mod form;
mod interleaved;
mod labels;
pub mod layout;
mod pages;
mod parts;
pub mod readings;
pub mod recognise;
pub mod saved;
mod stream;
pub mod supply;
mod table_four;
mod table_three;
mod table_two;
mod tables;

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::document::number::{Decimal, Figure, Trait};
use crate::document::{Note, figure, fold};
use crate::location::{Anchor, CellId, Column, Row, Table};
use form::Form;

/// An annual report as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The title as written, its lines joined.
    pub title: Option<Line>,
    /// The agency the title names.
    pub agency: Option<String>,
    /// The report year: from the title, else from the statistics period.
    pub year: Option<u16>,
    /// What stands before the first part, without the title.
    pub preface: Vec<Line>,
    /// The parts in the order of the document.
    pub parts: Vec<Part>,
    /// The three tables; a table that was not found is `None`.
    pub tables: Tables,
    /// Every cell that was read.
    pub cells: BTreeMap<CellId, Cell>,
    /// Whether this looks like a whole report or like a piece of one (a table pasted alone).
    pub scope: Scope,
    /// How the tables were read.
    pub reading: Reading,
    /// What has to be known of the reading: what was counted, left out or doubtful.
    pub notes: Vec<Note>,
    /// The names of a book's sheets, for the places of its cells; empty for what is no spreadsheet.
    pub sheets: Vec<String>,
}

/// Whether the document is a whole report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Headings and text: the form's parts and tables can be missed.
    #[default]
    Whole,
    /// Tables without the report around them: what is absent was not necessarily forgotten.
    Fragment,
}

/// How the tables were read, the surest way first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// Every row found by its label, with exactly the columns of the form.
    #[default]
    LabelAligned,
    /// The figures of a whole table one after the other, row by row, in the order of the form.
    RowMajorStream,
    /// The same, some of them column by column.
    ColumnMajor,
    /// Rows came apart (page breaks, lost cell borders): those are not read, and headings may be lost too.
    Fragmented,
}

impl Reading {
    /// What has to be known of it, in one Chinese sentence; `None` where there is nothing to say.
    pub const fn words(self) -> Option<&'static str> {
        match self {
            // Of a table read otherwise a note of its own says how.
            Reading::LabelAligned | Reading::RowMajorStream | Reading::ColumnMajor => None,
            Reading::Fragmented => {
                Some("表格读出来断断续续，有的行名和数字对不上，那些行没有读；从原文件里整份复制往往能读全。")
            }
        }
    }
}

/// A line or paragraph of the report's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The text as written, white space trimmed.
    pub text: String,
    /// Where it stands.
    pub anchor: Anchor,
}

impl Line {
    /// The place of some of its characters; the whole line's where it was put together from several places.
    pub fn place_of(&self, characters: Range<u32>) -> Anchor {
        match self.anchor.stretch() {
            Some((_, _, whole)) if characters.start <= characters.end && characters.end <= whole => {
                self.anchor.within(characters.start, characters.end - characters.start)
            }
            _ => self.anchor,
        }
    }
}

/// One of the six parts, in the form's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// 一、总体情况
    Overview,
    /// 二、主动公开政府信息情况
    Proactive,
    /// 三、收到和处理政府信息公开申请情况
    Requests,
    /// 四、政府信息公开行政复议、行政诉讼情况
    Reviews,
    /// 五、存在的主要问题及改进情况
    Problems,
    /// 六、其他需要报告的事项
    Other,
}

impl PartKind {
    /// All six, in the form's order.
    pub const ALL: [PartKind; 6] = [
        PartKind::Overview,
        PartKind::Proactive,
        PartKind::Requests,
        PartKind::Reviews,
        PartKind::Problems,
        PartKind::Other,
    ];

    /// Its number in the form, from 1.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// Its official heading with the number, 「一、总体情况」.
    pub const fn heading(self) -> &'static str {
        match self {
            PartKind::Overview => "一、总体情况",
            PartKind::Proactive => "二、主动公开政府信息情况",
            PartKind::Requests => "三、收到和处理政府信息公开申请情况",
            PartKind::Reviews => "四、政府信息公开行政复议、行政诉讼情况",
            PartKind::Problems => "五、存在的主要问题及改进情况",
            PartKind::Other => "六、其他需要报告的事项",
        }
    }

    /// The table that stands in it.
    pub const fn table(self) -> Option<Table> {
        match self {
            PartKind::Proactive => Some(Table::T2),
            PartKind::Requests => Some(Table::T3),
            PartKind::Reviews => Some(Table::T4),
            PartKind::Overview | PartKind::Problems | PartKind::Other => None,
        }
    }
}

/// A part as found in the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Which of the six it is, told by its words.
    pub kind: PartKind,
    /// The number written before the heading, from 1; `None` when none is written.
    pub number: Option<u8>,
    /// The heading as written, with its number.
    pub heading: Line,
    /// The text under it, without the cells of its table.
    pub body: Vec<Line>,
}

/// The three tables.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tables {
    /// Table two.
    pub t2: Option<TableRead>,
    /// Table three.
    pub t3: Option<TableRead>,
    /// Table four.
    pub t4: Option<TableRead>,
}

impl Tables {
    /// The reading of one table.
    pub const fn get(&self, table: Table) -> Option<&TableRead> {
        match table {
            Table::T2 => self.t2.as_ref(),
            Table::T3 => self.t3.as_ref(),
            Table::T4 => self.t4.as_ref(),
        }
    }

    const fn slot(&mut self, table: Table) -> &mut Option<TableRead> {
        match table {
            Table::T2 => &mut self.t2,
            Table::T3 => &mut self.t3,
            Table::T4 => &mut self.t4,
        }
    }
}

/// What was found of one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRead {
    /// The form its layout follows.
    pub form: Form,
    /// What shows that it follows the form of 2019, in the words of the document (“本年新制作数量”, “（六）只有一行”).
    pub tell_tales: Vec<String>,
    /// Rows whose label is written otherwise than the form has it; harmless variants are not listed.
    pub altered_rows: Vec<AlteredLabel<Row>>,
    /// Columns whose label is written otherwise than the form has it, or that stand in another order.
    pub altered_columns: Vec<AlteredLabel<Column>>,
    /// Rows of the form that are nowhere in the table.
    pub missing_rows: Vec<Row>,
    /// Rows whose label is there and whose figures could not be told apart; none of their cells is in the report.
    pub unread_rows: Vec<Row>,
    /// Of the rows that were not read, those whose label is sure and whose figures are too many or too few.
    pub miscounted_rows: Vec<MiscountedRow>,
    /// Rows with figures that the form does not have.
    pub extra_rows: Vec<ExtraRow>,
    /// The corner note of table three as written; `None` for other tables or when it was not found whole.
    pub identity_note: Option<Line>,
    /// Where the table begins.
    pub anchor: Anchor,
}

impl TableRead {
    /// A table that follows its form to the letter.
    pub const fn new(form: Form, anchor: Anchor) -> Self {
        Self {
            form,
            tell_tales: Vec::new(),
            altered_rows: Vec::new(),
            altered_columns: Vec::new(),
            missing_rows: Vec::new(),
            unread_rows: Vec::new(),
            miscounted_rows: Vec::new(),
            extra_rows: Vec::new(),
            identity_note: None,
            anchor,
        }
    }
}

/// A label that differs from the form's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlteredLabel<T> {
    /// The row or column it was taken for.
    pub of: T,
    /// The label as written.
    pub written: String,
    /// Where it stands.
    pub anchor: Anchor,
}

/// A row whose label was found, with more or fewer figures than its table has columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MiscountedRow {
    /// The row; of table four, which has one line of figures, its first group.
    pub row: Row,
    /// The cells as written, trimmed; blank ones too, where the document marks its cells.
    pub figures: Vec<String>,
    /// What tells the figures apart.
    pub layout: RowLayout,
    /// Where its first figure stands.
    pub anchor: Anchor,
}

/// What tells the figures of a row apart, and so what may have been lost or come in on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowLayout {
    /// The cells of a table: blank ones are there too.
    Cells,
    /// Blanks between figures on one line: a cell that says nothing is lost.
    Line,
    /// One figure a line: besides, what stands between the rows may have come in.
    Loose,
}

/// A row with figures that the form does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtraRow {
    /// Its label as written; may be empty.
    pub label: String,
    /// Where it stands.
    pub anchor: Anchor,
}

/// One cell of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// As written, trimmed.
    pub raw: String,
    /// What it says.
    pub figure: Figure,
    /// How it is written.
    pub traits: Vec<Trait>,
    /// Where it stands in the source.
    pub anchor: Anchor,
}

/// A text that is to stand in a cell in place of what was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The cell.
    pub cell: CellId,
    /// What it is to say, as it would be written.
    pub text: String,
}

/// A cell whose text is no longer the document's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edited {
    /// The cell.
    pub cell: CellId,
    /// What the document says; `None` when the cell was not read.
    pub was: Option<String>,
}

impl Report {
    /// The tables with their figures, without the text around them: all that the equations need.
    pub fn tables_only(&self) -> Self {
        Self {
            year: self.year,
            tables: self.tables.clone(),
            cells: self.cells.clone(),
            scope: self.scope,
            ..Self::default()
        }
    }

    /// Writes texts into cells, as if they stood in the document, and returns the cells that now say something else
    /// than it does, in the order of the form. Of several texts for a cell the last one counts. What is written into a
    /// table that is filled in by hand differs from no document.
    ///
    /// A cell that was not read is filled where its row is in the document; a table or row that is not there cannot be
    /// written into.
    pub fn edit(&mut self, edits: &[Edit]) -> Vec<Edited> {
        let mut edited = Vec::new();
        let last: BTreeMap<CellId, &str> = edits.iter().map(|edit| (edit.cell, edit.text.as_str())).collect();
        for (cell, text) in last {
            let raw = text.trim_matches(fold::is_blank);
            let (figure, traits) = figure::read(raw);
            let (anchor, was) = match (self.cell(cell), self.place_of_unread(cell)) {
                (Some(read), _) if read.raw == raw => continue,
                (Some(read), _) => (read.anchor, Some(read.raw.clone())),
                (None, Some(anchor)) => (anchor, None),
                (None, None) => continue,
            };
            self.cells.insert(cell, Cell { raw: raw.to_owned(), figure, traits, anchor });
            if !matches!(anchor, Anchor::Typed { .. }) {
                edited.push(Edited { cell, was });
            }
        }
        for table in [Table::T2, Table::T3, Table::T4] {
            let cells = self.form(table).cells(table);
            let filled =
                |row: &Row| cells.iter().filter(|cell| cell.row == *row).all(|cell| self.cells.contains_key(cell));
            if let Some(read) = self.tables.slot(table) {
                read.unread_rows.retain(|row| !filled(row));
            }
        }
        edited
    }

    /// Whether a text can be written into this cell: it was read, or its row is in the document.
    pub fn has_place_for(&self, cell: CellId) -> bool {
        self.cells.contains_key(&cell) || self.place_of_unread(cell).is_some()
    }

    fn place_of_unread(&self, cell: CellId) -> Option<Anchor> {
        let read = self.tables.get(cell.table)?;
        let known = read.form.cells(cell.table).contains(&cell) && !read.missing_rows.contains(&cell.row);
        known.then_some(read.anchor)
    }

    /// The form a table follows, or the year's where the table was not found.
    pub fn form(&self, table: Table) -> Form {
        match self.tables.get(table) {
            Some(read) => read.form,
            None => self.year.map_or(Form::F2021, Form::of_year),
        }
    }

    /// The cell, if it was read.
    pub fn cell(&self, id: CellId) -> Option<&Cell> {
        self.cells.get(&id)
    }

    /// What the cell counts for in an equation: blank is 0; `None` for a cell that was not read or holds words.
    pub fn counted(&self, id: CellId) -> Option<Decimal> {
        self.cell(id)?.figure.counted()
    }

    /// Whether this is a report of nothing, as most towns give: tables three and four were read whole, and no cell of
    /// theirs says anything but 0 or nothing. A form that nobody filled in, without a single 0, is none.
    pub fn is_zero_report(&self) -> bool {
        let is_whole = |table| {
            self.tables.get(table).is_some_and(|read| read.unread_rows.is_empty() && read.missing_rows.is_empty())
        };
        let figures = || {
            let cells = self.cells.iter().filter(|(cell, _)| matches!(cell.table, Table::T3 | Table::T4));
            cells.map(|(_, cell)| cell.figure)
        };
        let says_nothing = |figure: Figure| figure.counted().is_some_and(|value| value == Decimal::ZERO);
        is_whole(Table::T3)
            && is_whole(Table::T4)
            && figures().all(says_nothing)
            && figures().any(|figure| matches!(figure, Figure::Number(_)))
    }

    /// What is said of a report of nothing, in a few Chinese words; `None` for any other, and where these tables are
    /// filled in by hand and not done.
    pub fn zero_note(&self) -> Option<&'static str> {
        let is_open = self.unfilled().any(|cell| matches!(cell.table, Table::T3 | Table::T4));
        (!is_open && self.is_zero_report()).then_some("零申请报告（表三、表四没有件数）")
    }

    /// The part of this kind, the first if there are several.
    pub fn part(&self, kind: PartKind) -> Option<&Part> {
        self.parts.iter().find(|part| part.kind == kind)
    }
}
