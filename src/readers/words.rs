//! A word processor's document under construction: paragraphs, tables and text boxes become blocks in reading order.
//!
//! What is in a text box follows the paragraph the box hangs on. A table with another one inside merely lays out the
//! page: its text becomes paragraphs.

mod table;
#[cfg(test)]
mod tests;

use super::counting::put_before;
use crate::document::fold::is_blank;
use crate::document::{Block, Document, Note, Paragraph};
use crate::error::{Error, ErrorKind};
use crate::limits::{MAX_BLOCKS, MAX_CELLS, MAX_CHARS};
use crate::location::Anchor;
use table::OpenTable;
pub(super) use table::{Cell, Rows};

/// A document under construction.
#[derive(Debug)]
pub(super) struct Words {
    /// The body, and the text boxes that are open in it.
    flows: Vec<Flow>,
    /// Paragraphs, tables and cells so far, as written.
    paragraphs: u32,
    tables: u32,
    cells: usize,
    /// Positions of all grids, all blocks, and the bytes of text that were repeated.
    positions: usize,
    blocks: usize,
    repeated: usize,
}

/// The body or a text box.
#[derive(Debug, Default)]
struct Flow {
    blocks: Vec<Block>,
    tables: Vec<OpenTable>,
    paragraph: Option<OpenParagraph>,
}

/// A paragraph that has not ended yet.
#[derive(Debug)]
struct OpenParagraph {
    number: u32,
    text: String,
    /// What the text boxes that hang on it hold.
    boxed: Vec<Block>,
}

impl Words {
    pub(super) fn new() -> Self {
        Self { flows: vec![Flow::default()], paragraphs: 0, tables: 0, cells: 0, positions: 0, blocks: 0, repeated: 0 }
    }

    /// How many paragraphs there were so far.
    pub(super) const fn paragraphs(&self) -> u32 {
        self.paragraphs
    }

    /// Begins a paragraph, or goes on with one whose end was taken away.
    pub(super) fn begin_paragraph(&mut self) {
        self.paragraphs = self.paragraphs.saturating_add(1);
        let number = self.paragraphs;
        let flow = self.flow();
        flow.paragraph.get_or_insert_with(|| OpenParagraph { number, text: String::new(), boxed: Vec::new() });
    }

    /// Adds text to the open paragraph; a line feed begins a new line. Invisible characters are dropped.
    pub(super) fn text(&mut self, text: &str) {
        let Some(paragraph) = &mut self.flow().paragraph else { return };
        let mut rest = text;
        // Nearly always there is nothing to drop or change.
        while let Some((at, odd)) = rest.char_indices().find(|(_, character)| is_odd(*character)) {
            paragraph.text.push_str(&rest[..at]);
            if odd.is_whitespace() {
                paragraph.text.push(' ');
            }
            rest = &rest[at + odd.len_utf8()..];
        }
        paragraph.text.push_str(rest);
    }

    /// Whether nothing was added to the open paragraph.
    pub(super) fn is_empty(&mut self) -> bool {
        self.flow().paragraph.as_ref().is_none_or(|paragraph| paragraph.text.is_empty())
    }

    /// The last character of the open paragraph.
    pub(super) fn last_character(&mut self) -> Option<char> {
        self.flow().paragraph.as_ref()?.text.chars().next_back()
    }

    /// Ends the open paragraph, which shows this label before its text.
    pub(super) fn end_paragraph(&mut self, label: &str) -> Result<(), Error> {
        let Some(OpenParagraph { number, mut text, boxed }) = self.flow().paragraph.take() else { return Ok(()) };
        if !label.is_empty() {
            text = put_before(label, text.trim_start_matches(is_blank));
        }
        if is_shown_whole(&text) {
            let anchor = Anchor::Words { paragraph: number, column: 1, length: count(&text) };
            self.put(Block::Paragraph(Paragraph { text, anchor }))?;
        } else {
            self.put_lines(number, &text)?;
        }
        boxed.into_iter().try_for_each(|block| self.put(block))
    }

    /// Puts the lines of a paragraph as paragraphs of their own, without the blanks around them.
    fn put_lines(&mut self, number: u32, text: &str) -> Result<(), Error> {
        let mut column = 1_u32;
        for line in text.split('\n') {
            let shown = line.trim_matches(is_blank);
            if !shown.is_empty() {
                let indent = line.len() - line.trim_start_matches(is_blank).len();
                let anchor = Anchor::Words {
                    paragraph: number,
                    column: column.saturating_add(count(&line[..indent])),
                    length: count(shown),
                };
                self.put(Block::Paragraph(Paragraph { text: shown.to_owned(), anchor }))?;
            }
            column = column.saturating_add(count(line)).saturating_add(1);
        }
        Ok(())
    }

    /// Drops the open paragraph.
    pub(super) fn drop_paragraph(&mut self) {
        self.flow().paragraph = None;
    }

    /// Begins a text box that hangs on the open paragraph.
    pub(super) fn begin_box(&mut self) {
        self.flows.push(Flow::default());
    }

    /// Ends the text box that was begun last.
    pub(super) fn end_box(&mut self) -> Result<(), Error> {
        if self.flows.len() < 2 {
            return Ok(());
        }
        self.end_all_tables()?;
        let Some(Flow { blocks, .. }) = self.flows.pop() else { return Ok(()) };
        self.blocks -= blocks.len();
        match &mut self.flow().paragraph {
            Some(paragraph) => {
                paragraph.boxed.extend(blocks);
                Ok(())
            }
            None => blocks.into_iter().try_for_each(|block| self.put(block)),
        }
    }

    /// Begins a table.
    pub(super) fn begin_table(&mut self) -> Result<(), Error> {
        self.end_paragraph("")?;
        self.tables = self.tables.saturating_add(1);
        let number = self.tables;
        self.flow().tables.push(OpenTable::new(number));
        Ok(())
    }

    /// Begins a row of the innermost table.
    pub(super) fn begin_row(&mut self) -> Result<(), Error> {
        self.end_cell(0)?;
        if let Some(table) = self.flow().tables.last_mut() {
            table.begin_row();
        }
        Ok(())
    }

    /// Drops the row that was begun last.
    pub(super) fn drop_row(&mut self) {
        if let Some(table) = self.flow().tables.last_mut() {
            table.drop_row();
        }
    }

    /// Leaves some columns of the open row free.
    pub(super) fn pass_columns(&mut self, columns: usize) {
        if let Some(table) = self.flow().tables.last_mut() {
            table.pass_columns(columns);
        }
    }

    /// Begins a cell of the open row.
    pub(super) fn begin_cell(&mut self) -> Result<(), Error> {
        self.end_cell(0)?;
        self.count_cells(1)?;
        let paragraph = self.paragraphs.saturating_add(1);
        let flow = self.flow();
        if let Some(table) = flow.tables.last_mut() {
            table.begin_cell(paragraph);
        }
        // Now that the table has a cell, the one around it is known to lay out the page.
        if flow.tables.len() > 1 {
            self.lay_out(1)?;
        }
        Ok(())
    }

    /// The open cell.
    pub(super) fn cell(&mut self) -> Option<&mut Cell> {
        self.flow().tables.last_mut()?.cell.as_mut()
    }

    /// Drops the open cell.
    pub(super) fn drop_cell(&mut self) {
        let flow = self.flow();
        flow.paragraph = None;
        if let Some(table) = flow.tables.last_mut() {
            table.cell = None;
        }
    }

    /// Ends the open cell, if there is one; the next begins so many columns further on.
    pub(super) fn end_cell(&mut self, columns: usize) -> Result<(), Error> {
        self.end_paragraph("")?;
        match self.flow().tables.last_mut().map(|table| table.end_cell(columns)) {
            Some(lines) => lines.into_iter().try_for_each(|line| self.push(Block::Paragraph(line))),
            None => Ok(()),
        }
    }

    /// Repeats the last ended cell.
    pub(super) fn repeat_cell(&mut self, times: usize) -> Result<(), Error> {
        let length = self.flow().tables.last().map_or(0, OpenTable::length_of_cell);
        self.count_repeated(times, 1, length)?;
        if let Some(table) = self.flow().tables.last_mut() {
            table.repeat_cell(times);
        }
        Ok(())
    }

    /// Ends the open row and repeats it.
    pub(super) fn repeat_row(&mut self, times: usize) -> Result<(), Error> {
        self.end_cell(0)?;
        let (cells, length) = self.flow().tables.last().map_or((0, 0), OpenTable::size_of_row);
        self.count_repeated(times, cells, length)?;
        if let Some(table) = self.flow().tables.last_mut() {
            table.repeat_row(times);
        }
        Ok(())
    }

    /// Ends the innermost table.
    pub(super) fn end_table(&mut self) -> Result<(), Error> {
        self.end_cell(0)?;
        let Some(table) = self.flow().tables.pop() else { return Ok(()) };
        if table.is_layout {
            return Ok(());
        }
        match table.into_grid(&mut self.positions) {
            Ok(Some(grid)) => self.push(Block::Table(grid)),
            Ok(None) => Ok(()),
            Err(table::TooManyCells) => Err(too_large()),
        }
    }

    /// Ends everything that is open.
    pub(super) fn finish(mut self, notes: Vec<Note>) -> Result<Document, Error> {
        while self.flows.len() > 1 {
            self.end_box()?;
        }
        self.end_all_tables()?;
        let blocks = std::mem::take(&mut self.flow().blocks);
        if blocks.is_empty() {
            return Err(Error::new(
                ErrorKind::Empty,
                "这个文档里没有文字。如果里面是扫描的图片，请改用报告的文字原稿，或者先做文字识别。",
            ));
        }
        Ok(Document { notes, ..Document::new(blocks) })
    }

    fn end_all_tables(&mut self) -> Result<(), Error> {
        self.end_paragraph("")?;
        while !self.flow().tables.is_empty() {
            self.end_table()?;
        }
        Ok(())
    }

    /// The innermost flow.
    fn flow(&mut self) -> &mut Flow {
        if self.flows.is_empty() {
            self.flows.push(Flow::default());
        }
        let last = self.flows.len() - 1;
        &mut self.flows[last]
    }

    /// Puts a block where it belongs: a paragraph into the open cell, if there is one.
    fn put(&mut self, block: Block) -> Result<(), Error> {
        let open = self.flow().tables.last_mut().filter(|table| !table.is_layout);
        match (open.and_then(|table| table.cell.as_mut()), block) {
            (Some(cell), Block::Paragraph(line)) => {
                cell.lines.push(line);
                Ok(())
            }
            (Some(_), block) => {
                self.lay_out(0)?;
                self.push(block)
            }
            (None, block) => self.push(block),
        }
    }

    /// Makes a table mere layout, counted from the innermost: what its cells hold becomes paragraphs.
    fn lay_out(&mut self, from_innermost: usize) -> Result<(), Error> {
        let mut tables = self.flow().tables.iter_mut().rev();
        let lines = match tables.nth(from_innermost) {
            Some(table) if !table.is_layout => table.lay_out(),
            _ => return Ok(()),
        };
        lines.into_iter().try_for_each(|line| self.push(Block::Paragraph(line)))
    }

    fn push(&mut self, block: Block) -> Result<(), Error> {
        if self.blocks == MAX_BLOCKS {
            return Err(too_large());
        }
        self.blocks += 1;
        self.flow().blocks.push(block);
        Ok(())
    }

    /// Counts what is to be repeated: so many cells with so many bytes of text.
    fn count_repeated(&mut self, times: usize, cells: usize, length: usize) -> Result<(), Error> {
        self.repeated = self.repeated.saturating_add(length.saturating_mul(times));
        if self.repeated > MAX_CHARS {
            return Err(too_large());
        }
        self.count_cells(cells.saturating_mul(times))
    }

    fn count_cells(&mut self, cells: usize) -> Result<(), Error> {
        self.cells = self.cells.saturating_add(cells);
        if self.cells > MAX_CELLS { Err(too_large()) } else { Ok(()) }
    }
}

/// Whether a paragraph is one line without blanks around it.
fn is_shown_whole(text: &str) -> bool {
    !text.is_empty() && !text.contains('\n') && text.trim_matches(is_blank).len() == text.len()
}

/// Whether a character is invisible, or shown as a blank without being one.
fn is_odd(character: char) -> bool {
    match character {
        '\t' | '\u{A0}' => true,
        '\n' => false,
        _ => is_blank(character) && !character.is_whitespace(),
    }
}

fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

fn too_large() -> Error {
    Error::new(
        ErrorKind::TooLarge,
        "这个文档的段落或表格太多，超出了能核对的范围；年度报告没有这么大。请确认打开的是报告本身，或者只复制报告正文再粘贴过来。",
    )
}

/// The note that a document broke off after this paragraph.
pub(super) fn broken_off(paragraph: u32) -> Note {
    let text = format!("这个文档从第 {paragraph} 段往后已经损坏，后面的内容读不出来，没有核对。");
    Note { text, anchor: None }
}

/// The note on what is embedded in a document and was not read.
pub(super) fn embedded(objects: usize) -> Option<Note> {
    let text = format!(
        "文档里嵌入了 {objects} 个对象（例如 Excel 表格），里面的内容没有读取。如果报告的表格在其中，请把它改成 Word 表格再核对。"
    );
    (objects > 0).then_some(Note { text, anchor: None })
}

/// The note on changes that are still tracked.
pub(super) fn tracked(changes: usize) -> Option<Note> {
    let text = format!("文档里有 {changes} 处修订还没有接受或拒绝，这里按全部接受来读：插入的内容算，删除的内容不算。");
    (changes > 0).then_some(Note { text, anchor: None })
}
