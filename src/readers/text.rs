//! Plain text: lines, and the tables that can be told from their marks alone.
//!
//! A table is told by TABs or by upright strokes:
//!
//! - one cell a line after one TAB, a blank line ends the row, a line without TAB goes on with the cell's text;
//! - cells separated by TABs, one row a line;
//! - cells separated by `|`, one row a line, Markdown's rule lines left out;
//! - one cell a line, each closed by `|`.
//!
//! Page numbers between lines are dropped. What has no marks (cells separated by blanks, one cell a line, one figure a
//! line) stays paragraphs here: telling a label from prose needs to know the form, and a reader does not.
//! What a PDF viewer's select-all gives is put in order where the form is known.

use crate::document::figure;
use crate::document::fold::{is_blank, is_numeral};
use crate::document::grid::Grid;
use crate::document::{Block, Document, Paragraph};
use crate::error::{Error, ErrorKind};
use crate::limits::{MAX_BLOCKS, MAX_CELLS};
use crate::location::Anchor;

/// Longest text taken for a table cell in a line that has only a leading TAB, in characters; longer is a paragraph.
const LONGEST_LONE_CELL: usize = 60;

/// Most cells of a one-cell-a-line table without any mark between rows that can be one row: those of table four.
const LONGEST_UNMARKED_ROW: usize = 16;

/// Longest line that goes on with the cell above, in characters.
const LONGEST_CONTINUATION: usize = 40;

/// The most bytes a cell has that is a figure. A cell that grows line by line is not asked about as a whole each time.
const LONGEST_FIGURE: usize = 400;

/// Reads a plain text.
///
/// # Errors
/// When it has more lines or cells than [`crate::limits`] allow.
pub fn read(text: &str) -> Result<Document, Error> {
    let mut reader = Reader::default();
    for (index, line) in text.split('\n').enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        reader.line(number, line.strip_suffix('\r').unwrap_or(line))?;
    }
    Ok(reader.finish())
}

/// What a text says without the marks of its format, and how many characters were before its first. The second value
/// tells whether it is a cell's.
type Clean = fn(&str, bool) -> (String, usize);

/// Reads line by line.
#[derive(Default)]
pub(super) struct Reader {
    document: Document,
    table: Option<Open>,
    clean: Option<Clean>,
}

/// The table being read.
struct Open {
    rows: Vec<OpenRow>,
    cells: usize,
    kind: Kind,
    /// A row is open: the next cell of a one-cell-a-line table goes into it.
    in_row: bool,
    /// Something has marked where the rows of a one-cell-a-line table end.
    rows_marked: bool,
    /// Following lines may go on with the last cell.
    cell_open: bool,
    blank_lines: u32,
}

#[derive(Default)]
struct OpenRow {
    cells: Vec<(String, Anchor)>,
    /// The line begins with a stroke, and so with an empty first cell, unless the stroke is the table's border.
    leading_stroke: bool,
    one_a_line: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// One cell a line after one TAB; blank lines end rows.
    TabCells,
    /// Rows of cells between TABs.
    TabRows,
    /// Rows of cells between strokes.
    StrokeRows,
    /// One cell a line, closed by a stroke.
    StrokeCells,
    /// A stroke alone: the next lines are the cells of one row.
    StrokeOpener,
}

/// A piece of a line with its place.
struct Piece<'a> {
    text: &'a str,
    anchor: Anchor,
}

impl Reader {
    /// A reader of text that has marks of its own.
    pub(super) fn cleaning(clean: Clean) -> Self {
        Self { clean: Some(clean), ..Self::default() }
    }

    /// The document that was read.
    pub(super) fn finish(mut self) -> Document {
        self.end_table();
        self.document
    }

    /// Takes a table that was read by other means.
    pub(super) fn push_table(&mut self, grid: Grid) -> Result<(), Error> {
        self.append(Document::new(vec![Block::Table(grid)]))
    }

    /// Takes a piece that was read by other means.
    pub(super) fn append(&mut self, mut piece: Document) -> Result<(), Error> {
        self.end_table();
        if self.document.blocks.len() + piece.blocks.len() > MAX_BLOCKS {
            return Err(too_many_lines());
        }
        self.document.blocks.append(&mut piece.blocks);
        self.document.notes.append(&mut piece.notes);
        Ok(())
    }

    /// Reads the next line, without its line end.
    pub(super) fn line(&mut self, number: u32, line: &str) -> Result<(), Error> {
        if line.chars().all(is_blank) && !line.contains('\t') {
            self.blank_line();
            return Ok(());
        }
        if is_page_number(line) {
            return Ok(());
        }
        if let Some((kind, cells, leading_stroke)) = table_line(number, line) {
            return self.table_line(kind, cells, leading_stroke);
        }
        if self.continues(line) {
            if let Some((text, _)) = self.table.as_mut().and_then(Open::last_cell) {
                text.push('\n');
                text.push_str(line.trim_matches(is_blank));
            }
            return Ok(());
        }
        self.end_table();
        let piece = trimmed(number, line, 0, line.len());
        self.paragraph(&piece)
    }

    fn blank_line(&mut self) {
        if let Some(table) = &mut self.table {
            table.blank_lines += 1;
            table.cell_open = false;
            if table.kind == Kind::TabCells {
                table.in_row = false;
                table.rows_marked = true;
                // Two blank lines end the table in this layout: what follows is another one.
                if table.blank_lines >= 2 {
                    self.end_table();
                }
            }
        }
    }

    fn table_line(&mut self, kind: Kind, cells: Vec<Piece<'_>>, leading_stroke: bool) -> Result<(), Error> {
        if self.table.as_ref().is_some_and(|table| !table.kind.goes_on_with(kind)) {
            self.end_table();
        }
        let table = self.table.get_or_insert_with(|| Open {
            rows: Vec::new(),
            cells: 0,
            kind,
            in_row: false,
            rows_marked: false,
            cell_open: false,
            blank_lines: 0,
        });
        table.kind = kind;
        table.blank_lines = 0;
        table.cell_open = kind == Kind::TabCells;
        if kind == Kind::StrokeOpener {
            table.rows_marked = true;
        }
        let one_a_line = kind.is_one_a_line();
        if !one_a_line || !table.in_row {
            table.rows.push(OpenRow { leading_stroke, one_a_line, ..OpenRow::default() });
        }
        table.in_row = one_a_line;
        table.cells += cells.len();
        if let Some(row) = table.rows.last_mut() {
            row.cells.extend(cells.into_iter().map(|cell| (cell.text.to_owned(), cell.anchor)));
        }
        if table.cells > MAX_CELLS {
            return Err(Error::new(
                ErrorKind::TooLarge,
                format!("表格超过 {MAX_CELLS} 个单元格，不像一份年度报告，没有继续读。"),
            ));
        }
        Ok(())
    }

    /// Whether the line goes on with the text of the cell above it.
    fn continues(&self, line: &str) -> bool {
        let Some(table) = self.table.as_ref().filter(|table| table.cell_open) else { return false };
        let Some((text, _)) = table.rows.last().and_then(|row| row.cells.last()) else { return false };
        let addition = line.trim_matches(is_blank);
        if addition.chars().count() > LONGEST_CONTINUATION {
            return false;
        }
        // A figure is whole: words after it are no part of it, unless they are its note.
        if !text.is_empty() && text.len() <= LONGEST_FIGURE && figure::is_value(text) {
            return addition.starts_with(['（', '(']);
        }
        !(text.is_empty() || begins_like_a_heading(addition) && !text.chars().all(is_numeral))
    }

    fn end_table(&mut self) {
        if let Some(table) = self.table.take() {
            self.document.blocks.push(Block::Table(table.grid(self.clean)));
        }
    }

    fn paragraph(&mut self, piece: &Piece<'_>) -> Result<(), Error> {
        if self.document.blocks.len() >= MAX_BLOCKS {
            return Err(too_many_lines());
        }
        let Some(clean) = self.clean else {
            let paragraph = Paragraph { text: piece.text.to_owned(), anchor: piece.anchor };
            self.document.blocks.push(Block::Paragraph(paragraph));
            return Ok(());
        };
        let (text, skipped) = clean(piece.text, false);
        let length = characters(piece.text);
        let skipped = u32::try_from(skipped).unwrap_or(u32::MAX).min(length);
        let anchor = piece.anchor.within(skipped, length - skipped);
        let lines = text.split('\n').filter(|line| !line.is_empty());
        self.document.blocks.extend(lines.map(|line| Block::Paragraph(Paragraph { text: line.to_owned(), anchor })));
        Ok(())
    }
}

fn too_many_lines() -> Error {
    Error::new(ErrorKind::TooLarge, format!("文字超过 {MAX_BLOCKS} 行，不像一份年度报告，没有继续读。"))
}

impl Open {
    fn last_cell(&mut self) -> Option<&mut (String, Anchor)> {
        self.rows.last_mut()?.cells.last_mut()
    }

    fn grid(self, clean: Option<Clean>) -> Grid {
        let mut grid = Grid::new();
        // Where every line begins with a stroke, it is the table's border; else it closes an empty first cell.
        let rows_of_strokes = || self.rows.iter().filter(|row| !row.one_a_line && !row.cells.is_empty());
        let bordered = rows_of_strokes().all(|row| row.leading_stroke);
        let bounded = self.rows_marked || self.cells <= LONGEST_UNMARKED_ROW;
        for row in self.rows {
            let split = row.one_a_line && !bounded;
            let skipped = usize::from(row.leading_stroke && bordered);
            grid.begin_row();
            for (index, (text, anchor)) in row.cells.into_iter().enumerate().skip(skipped) {
                if split && index > 0 {
                    grid.begin_row();
                }
                grid.push(if let Some(clean) = clean { clean(&text, true).0 } else { text }, anchor, 1, 1);
            }
        }
        grid
    }
}

impl Kind {
    const fn is_one_a_line(self) -> bool {
        matches!(self, Kind::TabCells | Kind::StrokeCells)
    }

    const fn has_strokes(self) -> bool {
        matches!(self, Kind::StrokeRows | Kind::StrokeCells | Kind::StrokeOpener)
    }

    /// Whether a line of the other kind belongs to the same table: a row with one cell looks like a lone cell.
    fn goes_on_with(self, other: Kind) -> bool {
        self == other || self.has_strokes() && other.has_strokes()
    }
}

/// The line as cells, if its marks say that it belongs to a table, and whether a stroke stands before the first.
/// A rule line (`|---|`) has no cells.
fn table_line(number: u32, line: &str) -> Option<(Kind, Vec<Piece<'_>>, bool)> {
    if line.contains('\t') {
        return tab_line(number, line).map(|(kind, cells)| (kind, cells, false));
    }
    let strokes = line.bytes().filter(|&byte| byte == b'|').count();
    if strokes == 0 {
        return None;
    }
    let body = line.trim_matches(is_blank);
    let marks_only = body.chars().all(|c| matches!(c, '|' | '-' | ':') || is_blank(c));
    if marks_only && (body.contains('-') || body.contains("||") || body == "|" && line.starts_with('|')) {
        // A Markdown rule, the strokes that are left over from merged cells, or a lone stroke that opens a row.
        let kind = if body == "|" { Kind::StrokeOpener } else { Kind::StrokeRows };
        return Some((kind, Vec::new(), false));
    }
    if strokes == 1 && body.ends_with('|') {
        let end = line.rfind('|').unwrap_or(line.len());
        return Some((Kind::StrokeCells, vec![trimmed(number, line, 0, end)], false));
    }
    // Prose may hold one stroke; a row has several, or ends in one.
    if strokes < 2 && body.chars().count() > LONGEST_LONE_CELL {
        return None;
    }
    let mut cells = split(number, line, '|');
    if cells.last().is_some_and(|cell| cell.text.is_empty()) && body.ends_with('|') {
        cells.pop();
    }
    Some((Kind::StrokeRows, cells, body.starts_with('|')))
}

fn tab_line(number: u32, line: &str) -> Option<(Kind, Vec<Piece<'_>>)> {
    match line.strip_prefix('\t') {
        Some(rest) if !rest.contains('\t') => {
            let cell = trimmed(number, line, 1, line.len());
            let prose = cell.text.chars().count() > LONGEST_LONE_CELL || cell.text.contains('。');
            (!prose).then(|| (Kind::TabCells, vec![cell]))
        }
        _ => {
            let cells = split(number, line, '\t');
            let filled = cells.iter().filter(|cell| !cell.text.is_empty()).count();
            // TABs that only indent a paragraph are no table.
            let prose = filled <= 1 && cells.iter().any(|cell| cell.text.chars().count() > LONGEST_LONE_CELL);
            (!prose).then_some((Kind::TabRows, cells))
        }
    }
}

fn split(number: u32, line: &str, mark: char) -> Vec<Piece<'_>> {
    let ends = line.match_indices(mark).map(|(at, _)| at).chain([line.len()]);
    let (mut start, mut before) = (0, 0_u32);
    let mut pieces = Vec::new();
    // One cell more than any table may have shows that there are too many.
    for end in ends.take(MAX_CELLS + 1) {
        pieces.push(trimmed_behind(before, number, line, start, end));
        before = before.saturating_add(characters(&line[start..end])).saturating_add(1);
        start = end + mark.len_utf8();
    }
    pieces
}

/// The piece of the line between two byte offsets, without the blanks around it.
fn trimmed(number: u32, line: &str, start: usize, end: usize) -> Piece<'_> {
    trimmed_behind(characters(&line[..start]), number, line, start, end)
}

/// The same where it is known how many characters stand `before` it: a long line of many cells is counted once.
fn trimmed_behind(before: u32, number: u32, line: &str, start: usize, end: usize) -> Piece<'_> {
    let whole = &line[start..end];
    let text = whole.trim_matches(is_blank);
    let lead = whole.len() - whole.trim_start_matches(is_blank).len();
    // An all-blank piece has no first character: its place is where it begins.
    let blanks = if text.is_empty() { 0 } else { characters(&whole[..lead]) };
    let column = before.saturating_add(blanks).saturating_add(1);
    Piece { text, anchor: Anchor::Text { line: number, column, length: characters(text) } }
}

fn characters(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// `- 5 -`, `— 5 —`, `-5-`, `第 5 页`, `第5页 共8页`.
fn is_page_number(line: &str) -> bool {
    // In the middle of a page's width, many blanks stand before it.
    let line = line.trim_matches(|c| c != '\t' && is_blank(c));
    if line.len() > 60 || line.contains(['\t', '|']) {
        return false;
    }
    let folded: String = line.chars().filter_map(crate::document::fold::fold_char).collect();
    let between = |text: &str, head: char, tail: char| {
        text.strip_prefix(head).and_then(|rest| rest.strip_suffix(tail)).is_some_and(|rest| {
            // A row of dashes around a figure is a row of a table.
            let digits = rest.trim_matches(head);
            !digits.is_empty()
                && digits.len() <= 4
                && rest.len() <= digits.len() + 4
                && digits.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    if between(&folded, '-', '-') {
        return true;
    }
    let pages = folded.split('页').filter(|page| !page.is_empty()).collect::<Vec<_>>();
    folded.ends_with('页')
        && pages.len() <= 2
        && pages.iter().all(|page| {
            page.trim_start_matches([',', '/', '第', '共']).bytes().all(|byte| byte.is_ascii_digit())
                && page.contains(['第', '共'])
        })
}

/// 「四、…」 and the like, which never goes on with a cell.
fn begins_like_a_heading(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_numeral)
        && chars.next().is_some_and(|c| matches!(c, '、' | '．' | '.'))
        && chars.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Vec<Vec<String>> {
        let document = read(text).expect("readable");
        let grid = document
            .blocks
            .iter()
            .find_map(|block| match block {
                Block::Table(grid) => Some(grid),
                Block::Paragraph(_) => None,
            })
            .expect("a table");
        (0..grid.height())
            .map(|row| grid.row(row).map(|cell| cell.text.clone()).collect::<Vec<_>>())
            .filter(|row| !row.is_empty())
            .collect()
    }

    fn paragraphs(text: &str) -> Vec<String> {
        read(text)
            .expect("readable")
            .blocks
            .into_iter()
            .filter_map(|block| match block {
                Block::Paragraph(paragraph) => Some(paragraph.text),
                Block::Table(_) => None,
            })
            .collect()
    }

    #[test]
    fn one_cell_a_line_after_a_tab() {
        let text = "二、情况\n\t规章\n\t0\n\t2\n\n\t三\n、\n本\n年\n\t（一）予以\n公开\n\t1\n\n\n三、下一部分\n";
        assert_eq!(table(text), [vec!["规章", "0", "2"], vec!["三\n、\n本\n年", "（一）予以\n公开", "1"]]);
        assert_eq!(paragraphs(text), ["二、情况", "三、下一部分"]);
    }

    #[test]
    fn an_empty_tab_line_is_an_empty_cell() {
        assert_eq!(table("\t\n\t2.重复申请\n\t0\n"), [["", "2.重复申请", "0"]]);
    }

    #[test]
    fn a_heading_right_after_the_last_cell_is_no_part_of_it() {
        let text = "\t四、结转下年度继续办理\n\t0\n四、行政复议情况\n";
        assert_eq!(table(text), [["四、结转下年度继续办理", "0"]]);
        assert_eq!(paragraphs(text), ["四、行政复议情况"]);
    }

    #[test]
    fn cells_between_tabs() {
        assert_eq!(
            table("规章\t2\t1\t12\n\t自然人\t\t总计"),
            [vec!["规章", "2", "1", "12"], vec!["", "自然人", "", "总计"]]
        );
    }

    #[test]
    fn cells_between_strokes() {
        let text = "| 规章 | 22 | 235 |\n|---|---|---|\n| | 2.重复申请 | | 0 |\n";
        assert_eq!(table(text), [vec!["规章", "22", "235"], vec!["", "2.重复申请", "", "0"]]);
    }

    #[test]
    fn a_stroke_before_the_first_cell_is_a_border_only_where_every_line_has_it() {
        let text = "许可 | 0 |\n| 2.重复申请 | | 0 |\n";
        assert_eq!(table(text), [vec!["许可", "0"], vec!["", "2.重复申请", "", "0"]]);
    }

    #[test]
    fn one_cell_a_line_before_a_stroke() {
        let text = "|\n信息内容 |\n数量 |\n|||\n规章 |\n无 |\n \u{a0}|\n";
        assert_eq!(table(text).concat(), ["信息内容", "数量", "规章", "无", ""]);
    }

    #[test]
    fn prose_is_no_table() {
        let text = "\t2024年，本单位认真落实各项公开要求，全年没有发生争议，各项工作平稳有序推进，办理情况如下所述。\n甲|乙之间的关系，这一行很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长";
        assert_eq!(paragraphs(text).len(), 2);
    }

    #[test]
    fn page_numbers_are_dropped() {
        let text = "甲\n- 5 -\n— 12 —\n-3-\n第 5 页\n第5页 共8页\n-417\n— — — — 3 — — —\n乙";
        assert_eq!(paragraphs(text), ["甲", "-417", "— — — — 3 — — —", "乙"]);
    }

    #[test]
    fn places_count_from_one_in_characters() {
        let document = read("甲\r\n　乙乙\n规章\t 12\t").expect("readable");
        let Block::Paragraph(second) = &document.blocks[1] else { panic!("a paragraph") };
        assert_eq!(second.anchor, Anchor::Text { line: 2, column: 2, length: 2 });
        let Block::Table(grid) = &document.blocks[2] else { panic!("a table") };
        assert_eq!(grid.cells()[1].anchor, Anchor::Text { line: 3, column: 5, length: 2 });
    }
}
