//! What the readers of spreadsheets share: a sheet as a heap of cells, cut into the paragraphs and tables it shows.
//!
//! | module | what it does |
//! |---|---|
//! | [`digits`] | numbers, digit by digit |
//! | [`format`], [`dates`] | how a number is shown |
//! | [`formula`], [`totals`] | what formulas without a result give, and whether stored results are right |
//! | [`cut`] | which cells are a table, which are text |
//! | [`notes`] | what the user has to know of it |

pub(super) mod cut;
pub(super) mod dates;
pub(super) mod digits;
pub(super) mod format;
pub(super) mod formula;
mod notes;
mod totals;

use crate::document::fold::{is_blank, is_numeral};
use crate::document::number::Decimal;
use crate::document::{Block, Document, Note, Paragraph};
use crate::error::{Error, ErrorKind};
use crate::limits::{MAX_BLOCKS, MAX_CELLS, MAX_CHARS};
use crate::location::Anchor;
use digits::Digits;
use format::Format;
use formula::Place;

/// What a cell holds, for formulas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stored {
    Nothing,
    Number(Decimal),
    Text,
    /// A truth value, an error, a number beyond all measure.
    Other,
    /// A formula without its result.
    Unworked,
}

/// A formula: one of the sheet's, moved by so many rows and columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Formula {
    pub(super) index: usize,
    pub(super) shift: (i64, i64),
}

/// A cell that says something, or that is drawn.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) place: Place,
    pub(super) anchor: Anchor,
    /// As shown, trimmed.
    pub(super) text: String,
    pub(super) stored: Stored,
    /// Index of its number format in the book's.
    pub(super) format: usize,
    /// It has a border.
    pub(super) is_drawn: bool,
    pub(super) formula: Option<Formula>,
}

/// Cells that are merged, from the first to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Area {
    pub(super) from: Place,
    pub(super) to: Place,
}

/// A sheet as it was read, its cells in any order.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    /// The how-manieth of the book.
    pub(super) number: u32,
    pub(super) cells: Vec<Cell>,
    pub(super) merges: Vec<Area>,
    pub(super) formulas: Vec<String>,
    /// First and last of hidden rows and columns.
    pub(super) hidden_rows: Vec<(u32, u32)>,
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// Cells whose figure its format does not show, and those it shows rounded with what is stored.
    pub(super) unseen: Vec<Place>,
    pub(super) rounded: Vec<(Place, String)>,
    /// The sheet broke off.
    pub(super) is_damaged: bool,
}

impl Sheet {
    pub(super) fn new(number: u32, name: &str) -> Self {
        Self { number, name: name.to_owned(), ..Self::default() }
    }

    /// Where a cell stands.
    pub(super) const fn anchor(&self, place: Place) -> Anchor {
        Anchor::SheetCell { sheet: self.number, row: place.0, column: place.1 }
    }

    /// Notes that these rows are hidden.
    pub(super) fn hide_rows(&mut self, first: u32, last: u32) {
        let has_room = self.hidden_rows.len() < MAX_CELLS;
        match self.hidden_rows.last_mut() {
            Some(rows) if rows.1.checked_add(1) == Some(first) => rows.1 = last,
            _ if has_room => self.hidden_rows.push((first, last)),
            _ => {}
        }
    }

    /// Notes that these columns are hidden.
    pub(super) fn hide_columns(&mut self, first: u32, last: u32) {
        if self.hidden_columns.len() < MAX_CELLS {
            self.hidden_columns.push((first, last));
        }
    }

    /// How a number is shown in a cell, and what it is in formulas.
    pub(super) fn show(&mut self, place: Place, value: Digits, format: &Format, late: bool) -> (String, Stored) {
        let shown = format.show(value, late);
        if shown.is_hidden {
            self.unseen.push(place);
        }
        if shown.is_rounded {
            self.rounded.push((place, value.plain()));
        }
        (shown.text, value.decimal().map_or(Stored::Other, Stored::Number))
    }
}

/// A book in the making: the document its sheets are added to, and what may still be added.
#[derive(Debug)]
pub(super) struct Book {
    document: Document,
    /// The number formats its cells name.
    pub(super) formats: Vec<Format>,
    /// Its dates are counted from 1904.
    pub(super) late: bool,
    cells: usize,
    bytes: usize,
    /// Blank cells that may be added to fill up rows.
    padding: usize,
    /// Cells that formulas may look at.
    steps: usize,
}

/// Cells that formulas may look at, over the whole book.
const MAX_STEPS: usize = 5_000_000;

impl Book {
    pub(super) fn new(sheets: Vec<String>) -> Self {
        let document = Document { sheets, ..Document::default() };
        let formats = vec![Format::General];
        Self {
            document,
            formats,
            late: false,
            cells: MAX_CELLS,
            bytes: MAX_CHARS,
            padding: MAX_CELLS,
            steps: MAX_STEPS,
        }
    }

    /// Names the next sheet of a book that does not list its sheets.
    pub(super) fn name_sheet(&mut self, name: String) {
        self.document.sheets.push(name);
    }

    /// Counts a cell with so much text.
    ///
    /// # Errors
    /// [`ErrorKind::TooLarge`] when there are too many.
    pub(super) fn count(&mut self, text: &str) -> Result<(), Error> {
        match (self.cells.checked_sub(1), self.bytes.checked_sub(text.len())) {
            (Some(cells), Some(bytes)) => {
                (self.cells, self.bytes) = (cells, bytes);
                Ok(())
            }
            _ => Err(Error::new(
                ErrorKind::TooLarge,
                "这个表格太大，不像一份年度报告，没有继续读。请确认打开的是报告本身，或者只复制报告的内容再粘贴过来。",
            )),
        }
    }

    /// Whether a blank cell that is merely drawn may still be kept: a sheet may be full of them.
    pub(super) fn count_drawn(&mut self) -> bool {
        self.padding = self.padding.saturating_sub(1);
        self.padding > 0
    }

    pub(super) fn note(&mut self, text: String, anchor: Option<Anchor>) {
        self.document.notes.push(Note { text, anchor });
    }

    /// Adds what a sheet shows.
    ///
    /// # Errors
    /// [`ErrorKind::TooLarge`] when the document has too many blocks.
    pub(super) fn add(&mut self, mut sheet: Sheet) -> Result<(), Error> {
        // Of a cell that comes twice the first counts, as in the programs.
        if !sheet.cells.is_sorted_by(|a, b| a.place < b.place) {
            sheet.cells.sort_by_key(|cell| cell.place);
            sheet.cells.dedup_by_key(|cell| cell.place);
        }
        let totals = totals::work_out(&mut sheet, &self.formats, self.late, &mut self.steps);
        let cut = cut::blocks(&mut sheet, &mut self.padding);
        if let Some(title) = heading(&sheet, &cut.blocks) {
            self.document.blocks.push(title);
        }
        if self.document.blocks.len() + cut.blocks.len() > MAX_BLOCKS {
            return Err(Error::new(
                ErrorKind::TooLarge,
                format!("内容超过 {MAX_BLOCKS} 段，不像一份年度报告，没有继续读。"),
            ));
        }
        self.document.blocks.extend(cut.blocks);
        self.document.notes.extend(notes::of(&sheet, &totals, &cut.aside));
        Ok(())
    }

    /// The document.
    ///
    /// # Errors
    /// [`ErrorKind::Empty`] when no sheet says anything.
    pub(super) fn finish(self) -> Result<Document, Error> {
        if self.document.blocks.is_empty() {
            return Err(Error::new(
                ErrorKind::Empty,
                "这个表格里没有内容可以核对：要核对的工作表是空的，或者被隐藏了。请打开看一看，取消隐藏并保存后再来核对。",
            ));
        }
        Ok(self.document)
    }
}

/// The name of a sheet as a paragraph, where it is numbered as a heading is (「三、收到和处理…」) and the sheet does not
/// say it itself.
fn heading(sheet: &Sheet, blocks: &[Block]) -> Option<Block> {
    let mut name = sheet.name.chars();
    if !(name.next().is_some_and(is_numeral) && name.next() == Some('、')) || blocks.is_empty() {
        return None;
    }
    let says_it = |block: &Block| matches!(block, Block::Paragraph(line) if line.text.starts_with(&sheet.name));
    let anchor = sheet.anchor((1, 1));
    let text = sheet.name.trim_matches(is_blank).to_owned();
    (!blocks.iter().any(says_it)).then_some(Block::Paragraph(Paragraph { text, anchor }))
}
