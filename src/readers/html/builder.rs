//! From tags and text to blocks. Only what matters for text and tables is kept of HTML's tree construction.

use std::ops::Range;

use super::drawn::Drawn;
use super::flow::{Cursor, Flow, Line, Piece};
use super::lists::List;
use super::sheet::Sheet;
use super::start::{Hiding, StartTag};
use super::table::{OpenTable, TooManyCells};
use super::tags::{After, Hidden, Tag};
use crate::document::{Block, Document, Note};
use crate::error::{Error, ErrorKind};
use crate::limits::{MAX_BLOCKS, MAX_CELLS, MAX_LIST_DEPTH, MAX_TABLE_DEPTH};
use crate::location::Anchor;

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
    /// The style sheets so far, and the text of the one that is being read.
    sheet: Sheet,
    style: Option<String>,
    drawn: Drawn,
    /// The lists that are open in the innermost cell.
    lists: Vec<List>,
    /// Whether pages in attributes are read.
    is_outermost: bool,
    has_changes: bool,
    /// Cells too narrow for the figures in them.
    unreadable: Vec<Anchor>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(source: &'a str, shown: Range<usize>, is_outermost: bool) -> Self {
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
            sheet: Sheet::default(),
            style: None,
            drawn: Drawn::default(),
            lists: Vec::new(),
            is_outermost,
            has_changes: false,
            unreadable: Vec::new(),
        }
    }

    /// Ends everything that is open.
    pub(super) fn finish(mut self) -> Result<Document, Error> {
        while !self.tables.is_empty() {
            self.close_table()?;
        }
        self.end_line()?;
        let mut document = Document::new(self.blocks);
        if self.has_changes {
            let text = "网页里留有修订痕迹：插入的内容已计入，删除的内容没有计入；请确认修订是否都该接受。".to_owned();
            document.notes.push(Note { text, anchor: None });
        }
        if let Some(first) = self.unreadable.first() {
            let text = format!(
                "有 {} 个单元格太窄，显示成了“####”，里面的数字读不到；请在表格软件里把列拉宽，再重新复制或保存。",
                self.unreadable.len()
            );
            document.notes.push(Note { text, anchor: Some(*first) });
        }
        Ok(document)
    }

    /// Reads the text between two tags.
    pub(super) fn text(&mut self, text: &str, span: Range<usize>) -> Result<(), Error> {
        if let Some(style) = &mut self.style {
            style.push_str(text);
        }
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
    pub(super) fn start(&mut self, start: &mut StartTag) -> Result<(), Error> {
        if start.tag == Tag::Table {
            self.page_tables = self.page_tables.saturating_add(1);
        }
        if let Some(hidden) = &mut self.hidden {
            if hidden.start(&start.name, start.tag) != After::EndedBefore {
                return Ok(());
            }
            self.hidden = None;
        }
        start.heed(&self.sheet);
        let hiding = start.hiding();
        if hiding == Hiding::No {
            self.start_drawn(start);
        }
        let has_cell = self.tables.last().is_some_and(|table| table.cell.is_some());
        if start.name == b"textarea" && has_cell {
            start.tag = Tag::Preformatted;
        } else if hiding != Hiding::No && start.tag != Tag::Void && start.tag != Tag::Break {
            self.hide(start);
        }
        let is_hidden = self.hidden.is_some();
        self.end_preformatted_by(start.tag);
        match start.tag {
            Tag::Inline => self.has_changes |= start.is_insertion() && self.shown.contains(&start.offset),
            Tag::Ruby | Tag::RubyText => {}
            Tag::Opaque => self.read_page_inside(start)?,
            Tag::Void => self.read_void(start, hiding, has_cell),
            Tag::Break => self.end_line()?,
            Tag::Block | Tag::Paragraph | Tag::Preformatted => {
                if self.tables.last().is_some_and(|table| table.is_implied && table.cell.is_none()) {
                    self.close_table()?;
                }
                self.end_line()?;
                self.preformatted += usize::from(start.tag == Tag::Preformatted && !is_hidden);
                if start.tag == Tag::Block && !is_hidden {
                    self.start_list(start);
                }
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
            Tag::Cell => self.begin_cell(start, hiding == Hiding::Gone)?,
        }
        if !self.drawn.is_empty()
            && start.tag == Tag::Table
            && let Some(table) = self.tables.last_mut()
        {
            table.is_drawn |= start.name != b"table";
        }
        Ok(())
    }

    /// Passes over what is inside the element until it ends.
    fn hide(&mut self, start: &StartTag) {
        self.hidden = Some(Hidden::new(&start.name, start.tag));
        if start.name == b"style" {
            self.style = Some(String::new());
        }
        self.has_changes |= start.is_deletion() && self.shown.contains(&start.offset);
    }

    /// Lets an element that draws a part of a table be one. What is open inside a drawn table is kept in mind, so that
    /// its end tags are told.
    fn start_drawn(&mut self, start: &mut StartTag) {
        let part = start.drawn_part();
        if part.is_none() && (self.drawn.is_empty() || !matches!(start.tag, Tag::Inline | Tag::Block | Tag::Paragraph))
        {
            return;
        }
        let is_table = part == Some(Tag::Table);
        // A row or a cell by itself is drawn by no table: it only sets its text side by side.
        let within = self.tables.last().filter(|table| table.is_drawn).map(|table| table.number);
        let is_kept = if is_table { self.tables.len() < MAX_TABLE_DEPTH } else { within.is_some() };
        let part = part.filter(|_| is_kept);
        if part.is_none() && self.drawn.is_empty() {
            return;
        }
        let is_table = part == Some(Tag::Table);
        let table = if is_table { self.page_tables.saturating_add(1) } else { within.unwrap_or(0) };
        if self.drawn.start(&start.name, part, table)
            && let Some(part) = part
        {
            self.page_tables += u32::from(is_table);
            start.tag = part;
        }
    }

    /// Reads a tag that stands alone: a column, a field of a form.
    fn read_void(&mut self, start: &StartTag, hiding: Hiding, has_cell: bool) {
        match start.name.as_slice() {
            b"col" if self.tables_beyond == 0 => {
                if let Some(table) = self.tables.last_mut().filter(|table| table.cell.is_none()) {
                    table.describe_columns(start.column_span, hiding == Hiding::Gone);
                }
            }
            b"input" if has_cell && hiding == Hiding::No && self.shown.contains(&start.offset) => {
                if let Some(text) = start.field() {
                    let text = String::from_utf8_lossy(text);
                    self.push(Piece { text: &text, written: "", offset: start.offset });
                }
            }
            _ => {}
        }
    }

    /// Reads the page that a frame brings along in an attribute.
    fn read_page_inside(&mut self, start: &StartTag) -> Result<(), Error> {
        let is_read = start.name == b"iframe" && !start.page.is_empty() && self.is_outermost;
        if !is_read || start.is_gone() || !self.shown.contains(&start.offset) {
            return Ok(());
        }
        let page = String::from_utf8_lossy(&start.page);
        let mut inside = super::tokenize(&page, 0..page.len(), false)?;
        self.end_line()?;
        let lines = self.cursor.place(start.offset).line.saturating_sub(1);
        let tables = self.page_tables;
        inside.move_anchors(|anchor| {
            let anchor = anchor.after(lines, tables);
            if let Anchor::HtmlCell { table, .. } = anchor {
                self.page_tables = self.page_tables.max(table);
            }
            anchor
        });
        inside.blocks.into_iter().try_for_each(|block| self.push_block(block))
    }

    /// Keeps count of the items of lists.
    fn start_list(&mut self, start: &StartTag) {
        let list = match start.name.as_slice() {
            b"ol" => List::ordered(&start.kind, start.first, start.look.numbering),
            b"ul" | b"menu" | b"dir" => List::plain(),
            b"li" => {
                let list = self.lists.last_mut();
                let mark = list.and_then(|list| list.item(start.own_number(), start.look.numbering));
                self.flow().set_mark(mark);
                return;
            }
            _ => return,
        };
        if self.lists.len() < MAX_LIST_DEPTH {
            self.lists.push(list);
        }
    }

    fn end_list(&mut self, name: &[u8]) {
        match name {
            b"ol" | b"ul" | b"menu" | b"dir" => {
                self.lists.pop();
                self.flow().set_mark(None);
            }
            b"li" => self.flow().set_mark(None),
            _ => {}
        }
    }

    /// Reads an end tag.
    pub(super) fn end(&mut self, name: &[u8]) -> Result<(), Error> {
        let mut tag = Tag::of(name);
        if let Some(style) = self.style.take_if(|_| name == b"style") {
            self.sheet.add(&style);
        }
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
        if name == b"textarea" && self.preformatted > 0 {
            tag = Tag::Preformatted;
        }
        if !self.drawn.is_empty()
            && matches!(tag, Tag::Inline | Tag::Block | Tag::Paragraph)
            && let Some((part, number)) = self.drawn.end(name)
        {
            // Where tags are crossed, its table may have ended before.
            if self.tables.last().is_none_or(|table| table.number != number) {
                return self.end_line();
            }
            tag = part;
        }
        self.end_preformatted_by(tag);
        match tag {
            Tag::Inline | Tag::Void | Tag::Ruby | Tag::RubyText | Tag::Opaque => {}
            Tag::Break | Tag::Paragraph => self.end_line()?,
            Tag::Block => {
                self.end_line()?;
                self.end_list(name);
            }
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
        let flow = cell.map_or(&mut self.body, |cell| &mut cell.flow);
        flow.push(piece, &mut self.cursor);
    }

    /// The line that is being read.
    fn flow(&mut self) -> &mut Flow {
        let cell = self.tables.iter_mut().rev().find_map(|table| table.cell.as_mut());
        cell.map_or(&mut self.body, |cell| &mut cell.flow)
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
        if table.is_layout || table.is_drawn && table.is_single() {
            return self.push_paragraphs(table.take_lines());
        }
        match table.into_grid(&mut self.positions, &mut self.unreadable) {
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

    fn begin_cell(&mut self, start: &mut StartTag, is_hidden: bool) -> Result<(), Error> {
        self.lists.clear();
        self.cells += 1;
        if self.cells > MAX_CELLS {
            return Err(too_large());
        }
        let place = self.cursor.place(start.offset);
        let is_hidden = is_hidden || !self.shown.contains(&start.offset);
        let spans = (start.row_span, start.column_span);
        let table = self.innermost_table()?;
        table.begin_cell((place.line, place.column), spans, is_hidden);
        if let Some(cell) = &mut table.cell {
            cell.figure = start.figure.take();
        }
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

fn too_large() -> Error {
    Error::new(
        ErrorKind::TooLarge,
        "这个网页的段落或表格太多，超出了能核对的范围；年度报告没有这么大。请确认打开的是报告本身，或者只复制报告正文再粘贴过来。",
    )
}
