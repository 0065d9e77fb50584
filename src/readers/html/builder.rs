//! From tags and text to blocks. Only what matters for text and tables is kept of HTML's tree construction.

use std::ops::Range;

use super::flow::{Cursor, Flow, Line, Piece};
use super::table::{OpenTable, TooManyCells};
use super::tags::{After, Hidden, Tag};
use crate::document::{Block, Document};
use crate::error::{Error, ErrorKind};
use crate::limits::{MAX_BLOCKS, MAX_CELLS, MAX_TABLE_DEPTH};

/// A start tag, as far as it matters here.
#[derive(Debug, Default)]
pub(super) struct StartTag {
    /// Its lower-case name.
    pub name: Vec<u8>,
    /// What it does.
    pub tag: Tag,
    /// Where it begins, in bytes.
    pub offset: usize,
    /// `rowspan`; 0 stands for all rows of the group.
    pub row_span: usize,
    /// `colspan`.
    pub column_span: usize,
    /// Whether an attribute hides the element.
    pub is_hidden: bool,
    /// Whether it ends with `/>`, which HTML heeds only for names of other languages.
    pub is_self_closing: bool,
}

/// Builds the document of one page.
#[derive(Debug)]
pub(super) struct Builder<'a> {
    source: &'a str,
    cursor: Cursor<'a>,
    /// The part of the source whose text counts.
    shown: Range<usize>,
    blocks: Vec<Block>,
    /// The line outside all cells.
    body: Flow,
    tables: Vec<OpenTable>,
    /// How many tables are open beyond [`MAX_TABLE_DEPTH`]: their cells are lines of the innermost cell that counts.
    tables_beyond: usize,
    /// Tables of the page so far, hidden ones too.
    page_tables: u32,
    /// Cells and grid positions so far.
    cells: usize,
    positions: usize,
    hidden: Option<Hidden>,
    preformatted: usize,
}

impl<'a> Builder<'a> {
    pub(super) const fn new(source: &'a str, shown: Range<usize>) -> Self {
        Self {
            source,
            cursor: Cursor::new(source),
            shown,
            blocks: Vec::new(),
            body: Flow::new(),
            tables: Vec::new(),
            tables_beyond: 0,
            page_tables: 0,
            cells: 0,
            positions: 0,
            hidden: None,
            preformatted: 0,
        }
    }

    /// Ends everything that is open.
    pub(super) fn finish(mut self) -> Result<Document, Error> {
        while !self.tables.is_empty() {
            self.close_table()?;
        }
        self.end_line()?;
        Ok(Document::new(self.blocks))
    }

    /// Reads the text between two tags.
    pub(super) fn text(&mut self, text: &str, span: Range<usize>) -> Result<(), Error> {
        if self.hidden.is_some() || !self.shown.contains(&span.start) {
            return Ok(());
        }
        let written = self.source.get(span.clone()).unwrap_or_default();
        if self.preformatted == 0 {
            self.push(Piece { text, written, offset: span.start });
            return Ok(());
        }
        let mut offset = span.start;
        let mut written_lines = written.split('\n');
        for (index, text) in text.split('\n').enumerate() {
            if index > 0 {
                self.end_line()?;
            }
            let written = written_lines.next().unwrap_or_default();
            self.push(Piece { text, written, offset });
            offset = (offset + written.len() + 1).min(span.end);
        }
        Ok(())
    }

    /// Reads a start tag.
    pub(super) fn start(&mut self, start: &StartTag) -> Result<(), Error> {
        if start.tag == Tag::Table {
            self.page_tables = self.page_tables.saturating_add(1);
        }
        if let Some(hidden) = &mut self.hidden {
            if hidden.start(&start.name, start.tag) != After::EndedBefore {
                return Ok(());
            }
            self.hidden = None;
        }
        if hides(start) {
            self.hidden = Some(Hidden::new(&start.name, start.tag));
        }
        let is_hidden = self.hidden.is_some();
        self.end_preformatted_by(start.tag);
        match start.tag {
            Tag::Inline | Tag::Void | Tag::Ruby | Tag::RubyText | Tag::Opaque => {}
            Tag::Break => self.end_line()?,
            Tag::Block | Tag::Paragraph | Tag::Preformatted => {
                if self.tables.last().is_some_and(|table| table.is_implied && table.cell.is_none()) {
                    self.close_table()?;
                }
                self.end_line()?;
                self.preformatted += usize::from(start.tag == Tag::Preformatted && !is_hidden);
            }
            Tag::Table | Tag::Group | Tag::Row | Tag::Cell if self.tables_beyond > 0 => {
                self.end_line()?;
                self.tables_beyond += usize::from(start.tag == Tag::Table && !is_hidden);
            }
            Tag::Table if is_hidden => self.end_line()?,
            Tag::Table => self.open_table()?,
            Tag::Group => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_group();
                    self.release_layout()?;
                }
            }
            Tag::Row => {
                self.innermost_table()?.begin_row(is_hidden);
                self.release_layout()?;
            }
            Tag::Cell => self.begin_cell(start, is_hidden)?,
        }
        Ok(())
    }

    /// Reads an end tag.
    pub(super) fn end(&mut self, name: &[u8]) -> Result<(), Error> {
        let tag = Tag::of(name);
        if let Some(hidden) = &mut self.hidden {
            match hidden.end(name, tag) {
                After::StillHidden => return Ok(()),
                After::Ended => {
                    self.hidden = None;
                    return Ok(());
                }
                After::EndedBefore => self.hidden = None,
            }
        }
        self.end_preformatted_by(tag);
        match tag {
            Tag::Inline | Tag::Void | Tag::Ruby | Tag::RubyText | Tag::Opaque => {}
            Tag::Break | Tag::Block | Tag::Paragraph => self.end_line()?,
            Tag::Preformatted => {
                self.end_line()?;
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            Tag::Table | Tag::Group | Tag::Row | Tag::Cell if self.tables_beyond > 0 => {
                self.end_line()?;
                self.tables_beyond -= usize::from(tag == Tag::Table);
            }
            Tag::Table => self.close_table()?,
            Tag::Group | Tag::Row | Tag::Cell => {
                if let Some(table) = self.tables.last_mut() {
                    match tag {
                        Tag::Group => table.end_group(),
                        Tag::Row => table.end_row(),
                        _ => table.end_cell(),
                    }
                    self.release_layout()?;
                }
            }
        }
        Ok(())
    }

    /// A `pre` whose end tag is missing ends with its cell.
    fn end_preformatted_by(&mut self, tag: Tag) {
        if tag.is_table_part() {
            self.preformatted = 0;
        }
    }

    fn push(&mut self, piece: Piece<'_>) {
        let cell = self.tables.iter_mut().rev().find_map(|table| table.cell.as_mut());
        cell.map_or(&mut self.body, |cell| &mut cell.flow).push(piece, &mut self.cursor);
    }

    /// Ends the line of the innermost cell, or of the body: text inside a table but in none of its cells belongs to
    /// what stands around the table, and comes before it.
    fn end_line(&mut self) -> Result<(), Error> {
        let table = self.tables.iter_mut().rev().find(|table| table.cell.is_some());
        let Some((is_layout, cell)) = table.and_then(|table| Some((table.is_layout, table.cell.as_mut()?))) else {
            return match self.body.end_line() {
                Some(line) => self.push_paragraph(line),
                None => Ok(()),
            };
        };
        match cell.flow.end_line() {
            Some(line) if is_layout => self.push_paragraph(line)?,
            Some(line) => cell.lines.push(line),
            None => {}
        }
        Ok(())
    }

    fn open_table(&mut self) -> Result<(), Error> {
        // A table nests only in a cell; elsewhere it ends the one before it.
        if self.tables.last().is_some_and(|table| table.cell.is_none()) {
            self.close_table()?;
        }
        self.end_line()?;
        if self.tables.len() == MAX_TABLE_DEPTH {
            self.tables_beyond = 1;
        } else {
            self.tables.push(OpenTable::new(self.page_tables, false));
        }
        Ok(())
    }

    fn close_table(&mut self) -> Result<(), Error> {
        let Some(mut table) = self.tables.pop() else {
            return self.end_line();
        };
        table.end_row();
        // What stood in the table outside its cells comes first.
        self.end_line()?;
        if table.is_layout {
            return self.push_paragraphs(table.take_lines());
        }
        match table.into_grid(&mut self.positions) {
            Ok(Some(grid)) => self.push_block(Block::Table(grid)),
            Ok(None) => Ok(()),
            Err(TooManyCells) => Err(too_large()),
        }
    }

    /// The innermost open table. Rows without a table, as in half a page that was copied, begin one of their own.
    fn innermost_table(&mut self) -> Result<&mut OpenTable, Error> {
        if self.tables.is_empty() {
            self.end_line()?;
            self.tables.push(OpenTable::new(self.page_tables.saturating_add(1), true));
        }
        let last = self.tables.len() - 1;
        Ok(&mut self.tables[last])
    }

    fn begin_cell(&mut self, start: &StartTag, is_hidden: bool) -> Result<(), Error> {
        self.cells += 1;
        if self.cells > MAX_CELLS {
            return Err(too_large());
        }
        let place = self.cursor.place(start.offset);
        let is_hidden = is_hidden || !self.shown.contains(&start.offset);
        let spans = (start.row_span, start.column_span);
        self.innermost_table()?.begin_cell((place.line, place.column), spans, is_hidden);
        self.release_layout()?;
        // Now that the table has a cell, the one around it is known to lay out the page.
        if let [.., outer, _] = self.tables.as_mut_slice()
            && !outer.is_layout
        {
            outer.is_layout = true;
            let lines = outer.take_lines();
            self.push_paragraphs(lines)?;
        }
        Ok(())
    }

    /// Turns what a layout table's ended cells hold into paragraphs.
    fn release_layout(&mut self) -> Result<(), Error> {
        match self.tables.last_mut() {
            Some(table) if table.is_layout => {
                let lines = table.take_lines();
                self.push_paragraphs(lines)
            }
            _ => Ok(()),
        }
    }

    fn push_paragraphs(&mut self, lines: Vec<Line>) -> Result<(), Error> {
        lines.into_iter().try_for_each(|line| self.push_paragraph(line))
    }

    fn push_paragraph(&mut self, line: Line) -> Result<(), Error> {
        self.push_block(Block::Paragraph(line.into_paragraph(self.source)))
    }

    fn push_block(&mut self, block: Block) -> Result<(), Error> {
        if self.blocks.len() == MAX_BLOCKS {
            return Err(too_large());
        }
        self.blocks.push(block);
        Ok(())
    }
}

/// Whether what is inside this element is passed over.
fn hides(start: &StartTag) -> bool {
    match start.tag {
        Tag::Void | Tag::Break => false,
        // `<xml/>` and `<svg/>` belong to other languages, where the slash ends the element.
        Tag::Opaque => !(start.is_self_closing && matches!(start.name.as_slice(), b"xml" | b"svg" | b"math")),
        Tag::RubyText => true,
        // A page that hides itself as a whole is shown by its script in the end.
        Tag::Block if matches!(start.name.as_slice(), b"html" | b"body") => false,
        _ => start.is_hidden && !(start.is_self_closing && start.name.contains(&b':')),
    }
}

fn too_large() -> Error {
    Error::new(
        ErrorKind::TooLarge,
        "这个网页的段落或表格太多，超出了能核对的范围；年度报告没有这么大。请确认打开的是报告本身，或者只复制报告正文再粘贴过来。",
    )
}
