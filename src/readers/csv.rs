//! Tables saved as text: cells between commas, semicolons or TABs, quoted where they hold one of them or a line break.
//!
//! Chinese text has ASCII commas too, so a text is taken for such a table only where most of it is: line after line with
//! the same number of cells, three at least. TABs between cells are also the layout of plain text; that reader
//! ([`super::text`]) knows more of it, and this one takes only what it cannot read: cells in quotation marks that go over
//! several lines.
//!
//! This is no reader for the sake of exchange: it never fails on a stray quotation mark, and keeps lines and columns, for
//! which the `csv` crate has no place.

use super::sheet::{Book, Cell, Sheet, Stored};
use crate::document::Document;
use crate::document::fold::is_blank;
use crate::error::Error;
use crate::limits::MAX_CELLS;
use crate::location::Anchor;

/// Fewest cells of a row by which a table is told.
const LEAST_CELLS: usize = 3;

/// Fewest rows with the same number of cells, one after the other.
const LEAST_ROWS: usize = 3;

/// A cell with its place: line and column of its first character, from 1.
struct Field<'t> {
    text: &'t str,
    is_quoted: bool,
    line: u32,
    column: u32,
}

/// What parts the cells, if the text is a table.
pub(super) fn separator(text: &str) -> Option<char> {
    let first = text.lines().find(|line| !line.chars().all(is_blank))?;
    // Nearly every text is none of these: one look spares reading it.
    let some = &text[..text.floor_char_boundary(1 << 16)];
    [',', ';', '\t'].into_iter().find(|&separator| {
        let has_any = first.contains(separator) || some.matches(separator).nth(2 * LEAST_ROWS - 1).is_some();
        has_any && is_table(text, separator)
    })
}

fn is_table(text: &str, separator: char) -> bool {
    let (mut rows, mut regular) = (0, 0);
    let (mut run, mut width) = (0, 0);
    let mut has_breaks = false;
    for record in Records::new(text, separator) {
        if record.len() > MAX_CELLS {
            return false;
        }
        if record.iter().all(|field| field.text.chars().all(is_blank)) && record.len() < LEAST_CELLS {
            continue;
        }
        has_breaks |= record.iter().any(|field| field.is_quoted && field.text.contains('\n'));
        rows += 1;
        if record.len() == width {
            run += 1;
        } else {
            (run, width) = (1, record.len());
        }
        if width >= LEAST_CELLS {
            match run {
                LEAST_ROWS => regular += LEAST_ROWS,
                more if more > LEAST_ROWS => regular += 1,
                _ => {}
            }
        }
    }
    regular > 0 && regular * 5 >= rows * 3 && (separator != '\t' || has_breaks)
}

/// Reads a text whose cells are parted so.
///
/// # Errors
/// When it has more cells than [`crate::limits`] allow, or says nothing.
pub(super) fn read(text: &str, separator: char) -> Result<Document, Error> {
    let mut book = Book::new(Vec::new());
    let mut sheet = Sheet::new(1, "");
    for (row, record) in (1_u32..).zip(Records::new(text, separator)) {
        for (column, field) in (1_u32..).zip(record) {
            let shown = field.text.trim_matches(is_blank);
            if shown.is_empty() {
                continue;
            }
            let text =
                if field.is_quoted { shown.replace("\"\"", "\"").replace("\r\n", "\n") } else { shown.to_owned() };
            book.count(&text)?;
            let length = shown.split('\n').next().map_or(0, |line| line.trim_end().chars().count());
            let anchor = Anchor::Text {
                line: field.line,
                column: field.column,
                length: u32::try_from(length).unwrap_or(u32::MAX),
            };
            let (place, stored) = ((row, column), Stored::Text);
            sheet.cells.push(Cell { place, anchor, text, stored, format: 0, is_drawn: false, formula: None });
        }
    }
    book.add(sheet)?;
    book.finish()
}

/// The rows of a text, of their cells not more than one beyond [`MAX_CELLS`].
struct Records<'t> {
    text: &'t str,
    separator: char,
    /// Where the next row begins, and its line.
    at: usize,
    line: u32,
}

impl<'t> Records<'t> {
    fn new(text: &'t str, separator: char) -> Self {
        Self { text, separator, at: 0, line: 1 }
    }

    /// The end of the quoted text that begins before `from`: its closing quotation mark is followed by a separator or
    /// the end of the line. `None` when it never closes: then the mark is a character like any other.
    fn closing(&self, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            let end = at + self.text[at..].find('"')?;
            let after = &self.text[end + 1..];
            if after.starts_with('"') {
                at = end + 2;
                continue;
            }
            return (after.is_empty() || after.starts_with(['\r', '\n', self.separator])).then_some(end);
        }
    }
}

impl<'t> Iterator for Records<'t> {
    type Item = Vec<Field<'t>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.text.len() {
            return None;
        }
        let mut fields = Vec::new();
        let mut column = 1;
        loop {
            let rest = &self.text[self.at..];
            let quoted = rest.starts_with('"').then(|| self.closing(self.at + 1)).flatten();
            let (text, line, start, is_quoted) = match quoted {
                Some(end) => {
                    let inside = &self.text[self.at + 1..end];
                    let start = (self.line, column + 1);
                    let breaks = inside.matches('\n').count();
                    self.line = self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
                    column = match inside.rsplit_once('\n') {
                        Some((_, last)) => count(last) + 2,
                        None => column + count(inside) + 2,
                    };
                    self.at = end + 1;
                    (inside, start.0, start.1, true)
                }
                None => {
                    let end = rest.find([self.separator, '\n']).unwrap_or(rest.len());
                    let inside = &rest[..end];
                    let start = column;
                    column += count(inside);
                    self.at += end;
                    (inside, self.line, start, false)
                }
            };
            // The place is that of the first character to be seen.
            let blank = text.chars().take_while(|c| is_blank(*c) && *c != '\n').count();
            let start = start + u32::try_from(blank).unwrap_or(0);
            // One cell more than allowed shows that there are more.
            if fields.len() <= MAX_CELLS {
                fields.push(Field { text, is_quoted, line, column: start });
            }
            let rest = &self.text[self.at..];
            if let Some(after) = rest.strip_prefix(self.separator) {
                self.at = self.text.len() - after.len();
                column += 1;
                continue;
            }
            let after = rest.strip_prefix('\r').unwrap_or(rest);
            self.at = self.text.len() - after.strip_prefix('\n').unwrap_or(after).len();
            self.line = self.line.saturating_add(1);
            return Some(fields);
        }
    }
}

fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;

    fn rows(text: &str, separator: char) -> Vec<Vec<String>> {
        let row = |record: Vec<Field<'_>>| record.iter().map(|field| field.text.to_owned()).collect();
        Records::new(text, separator).map(row).collect()
    }

    #[test]
    fn cells_are_parted_as_their_marks_say() {
        assert_eq!(
            rows("甲,乙,\n\"丙,\n丁\",\"戊\"\"己\"\r\n", ','),
            [vec!["甲", "乙", ""], vec!["丙,\n丁", "戊\"\"己"]]
        );
        assert_eq!(rows("a;b", ';'), [["a", "b"]]);
        assert_eq!(rows("\"甲\"乙,丙\n\"丁,戊", ','), [["\"甲\"乙", "丙"], ["\"丁", "戊"]]);
        assert_eq!(rows("\"\",,\n\n1", ','), [vec!["", "", ""], vec![""], vec!["1"]]);
    }

    #[test]
    fn a_line_of_nothing_but_separators_is_no_table() {
        let line = format!("{}\n", ",".repeat(2 * MAX_CELLS));
        assert!(Records::new(&line, ',').all(|record| record.len() == MAX_CELLS + 1));
        assert_eq!(separator(&line.repeat(4)), None);
    }

    #[test]
    fn each_cell_knows_its_line_and_column() {
        let text = "总计, 12 ,3\n\"甲\n乙\",1,2\n丙,4,5\n";
        let document = read(text, ',').expect("a document");
        let [Block::Table(grid)] = &document.blocks[..] else { panic!("one table") };
        let place = |cell: usize| grid.cells()[cell].anchor;
        assert_eq!(place(1), Anchor::Text { line: 1, column: 5, length: 2 });
        assert_eq!(place(3), Anchor::Text { line: 2, column: 2, length: 1 });
        assert_eq!(grid.cells()[3].text, "甲\n乙");
        assert_eq!(place(4), Anchor::Text { line: 3, column: 4, length: 1 });
        assert_eq!(place(6), Anchor::Text { line: 4, column: 1, length: 1 });
    }

    #[test]
    fn tables_of_other_columns_are_parted_and_blank_rows_are_not() {
        let text =
            "甲,乙,,,\n规章,1,,,\n行政规范性文件,,,,\n许可,2,,,\n三、收到,,,,\n丙,,丁,,戊\n新收,,1,,2\n结转,,3,,4\n";
        let document = read(text, ',').expect("a document");
        let [Block::Table(first), Block::Paragraph(heading), Block::Table(second)] = &document.blocks[..] else {
            panic!("two tables and a heading: {:?}", document.blocks)
        };
        assert_eq!((first.height(), first.row(2).count(), heading.text.as_str()), (4, 2, "三、收到"));
        assert_eq!((second.height(), second.row(1).count()), (3, 3));
    }

    #[test]
    fn a_table_is_told_from_a_text() {
        assert_eq!(separator("信息内容,本年制发件数,本年废止件数\n规章,1,2\n行政规范性文件,3,4\n"), Some(','));
        assert_eq!(separator("某局年度报告,,,\n,,,\n规章;甲,1,2,3\n总计,4,5,6\n"), Some(','));
        assert_eq!(separator("甲;1;2\n乙;3;4\n丙;5;6"), Some(';'));
        assert_eq!(separator("甲\t\"1\n2\"\t3\n乙\t4\t5\n丙\t6\t7"), Some('\t'));
        for text in [
            "甲\t1\t2\n乙\t3\t4\n丙\t5\t6",
            "2024年,我局公开信息35条,其中文件3件,\n一、总体情况\n依法公开,及时答复,没有复议。\n全年无诉讼。",
            "一、二、三,四\n甲,乙\n丙,丁\n戊,己",
            "甲,乙,丙\n丁,戊,己",
            "",
            "\"",
            ",",
        ] {
            assert_eq!(separator(text), None, "{text}");
        }
    }
}
