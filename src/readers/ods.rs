//! OpenDocument spreadsheets: .ods, .ots, as LibreOffice and WPS write them.
//!
//! Rows and cells say how often they are repeated: a million empty rows cost nothing. A cell is read by the text it
//! shows; its value serves its formula, and where the text shows nothing of it. Hidden sheets are left out, hidden rows
//! and columns are read, each with a note, as in workbooks of Excel.
//!
//! Not read: shapes, comments, tables inside cells, borders that only a named style gives; documents with a password.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::package::{Package, damaged};
use super::sheet::digits::Digits;
use super::sheet::formula::Place;
use super::sheet::{Area, Book, Cell, Formula, Sheet, Stored};
use super::xml::{Element, Event, Xml, number};
use super::{encoding, xlsx};
use crate::document::Document;
use crate::document::fold::is_blank;
use crate::error::Error;
use crate::limits::MAX_CELLS;

/// What the container says it is.
const KIND: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

/// The part with the sheets.
const CONTENT: &str = "content.xml";

/// Rows without figures that are kept of those repeated: enough to part what is around them.
const BLANK_ROWS: u32 = 2;

/// Most blanks that one element stands for.
const MAX_BLANKS: usize = 100;

/// Whether the container is a spreadsheet.
pub(super) fn is_spreadsheet(package: &mut Package<'_>) -> bool {
    package.read("mimetype").and_then(Result::ok).is_some_and(|kind| kind.trim_ascii().starts_with(KIND))
}

/// Reads a spreadsheet.
///
/// # Errors
/// [`crate::error::ErrorKind::Damaged`] when its content cannot be unpacked, `Empty` when nothing is in it, `TooLarge`
/// when a limit is passed.
pub(super) fn read(package: &mut Package<'_>) -> Result<Document, Error> {
    let bytes = package.read(CONTENT).unwrap_or_else(|| Err(damaged()))?;
    let text = encoding::decode(&bytes)?;
    let mut book = Book::new(Vec::new());
    let mut reader = Reader { xml: Xml::new(&text), styles: BTreeMap::new(), style: String::new() };
    let mut count = 0;
    let mut hidden = Vec::new();
    while let Some(event) = reader.xml.next() {
        let Event::Start(element) = event else { continue };
        match element.name() {
            "tracked-changes" => reader.xml.skip(),
            "table" => {
                count += 1;
                let name = name_of(&element);
                book.name_sheet(name.clone());
                if reader.style(element.attribute("style-name")).is_some_and(|style| style.hides) {
                    hidden.push(name);
                    reader.xml.skip();
                    continue;
                }
                let mut sheet = Sheet::new(count, &name);
                reader.table(&mut sheet, &mut book)?;
                sheet.is_damaged = reader.xml.is_damaged();
                book.add(sheet)?;
            }
            _ => reader.define(&element),
        }
    }
    let hidden: Vec<&str> = hidden.iter().map(String::as_str).collect();
    xlsx::note_hidden(&mut book, &hidden);
    book.finish()
}

fn name_of(element: &Element<'_>) -> String {
    element.attribute("name").unwrap_or_default().into_owned()
}

/// How often an element stands there, or how far it reaches.
fn times(value: Option<Cow<'_, str>>) -> u32 {
    number(value).unwrap_or(1).max(1)
}

fn is_hidden(element: &Element<'_>) -> bool {
    element.attribute("visibility").is_some_and(|visibility| matches!(&*visibility, "collapse" | "filter"))
}

#[derive(Debug, Clone, Copy, Default)]
struct Style {
    draws: bool,
    hides: bool,
}

struct Reader<'t> {
    xml: Xml<'t>,
    styles: BTreeMap<String, Style>,
    /// The style that is being told of.
    style: String,
}

/// A row in the making.
#[derive(Default)]
struct Row {
    cells: Vec<Cell>,
    merges: Vec<Area>,
    column: u32,
    says: bool,
}

impl Reader<'_> {
    /// Takes notice of an element outside the tables, if it is about a style.
    fn define(&mut self, element: &Element<'_>) {
        match element.name() {
            "style" if self.styles.len() < MAX_CELLS => self.style = name_of(element),
            "table-cell-properties" => {
                let draws =
                    ["border", "border-left", "border-right", "border-top", "border-bottom"].iter().any(|side| {
                        element.attribute(side).is_some_and(|border| !matches!(border.trim(), "" | "none" | "hidden"))
                    });
                self.styles.entry(self.style.clone()).or_default().draws |= draws;
            }
            "table-properties" => {
                let hides = element.attribute("display").is_some_and(|display| display == "false");
                self.styles.entry(self.style.clone()).or_default().hides |= hides;
            }
            _ => {}
        }
    }

    fn style(&self, name: Option<Cow<'_, str>>) -> Option<Style> {
        self.styles.get(&*name?).copied()
    }

    /// Reads a table that has begun, up to its end.
    fn table(&mut self, sheet: &mut Sheet, book: &mut Book) -> Result<(), Error> {
        let (mut depth, mut row, mut column) = (1, 1_u32, 1_u32);
        while let Some(event) = self.xml.next() {
            match event {
                Event::Start(element) => match element.name() {
                    "table-column" => {
                        let next = column.saturating_add(times(element.attribute("number-columns-repeated")));
                        if is_hidden(&element) {
                            sheet.hide_columns(column, next - 1);
                        }
                        column = next;
                        depth += 1;
                    }
                    "table-row" => {
                        let times = times(element.attribute("number-rows-repeated"));
                        let next = row.saturating_add(times);
                        if is_hidden(&element) {
                            sheet.hide_rows(row, next - 1);
                        }
                        let read = self.row(row, sheet, book)?;
                        add(read, times, sheet, book)?;
                        row = next;
                    }
                    "shapes" | "forms" | "named-expressions" => self.xml.skip(),
                    _ => depth += 1,
                },
                Event::End => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                Event::Text(_) => {}
            }
        }
        Ok(())
    }

    /// Reads a row that has begun, up to its end.
    fn row(&mut self, number: u32, sheet: &mut Sheet, book: &mut Book) -> Result<Row, Error> {
        let mut row = Row { column: 1, ..Row::default() };
        let mut depth = 1;
        while let Some(event) = self.xml.next() {
            match event {
                Event::Start(element) => match element.name() {
                    "table-cell" | "covered-table-cell" => {
                        self.cell((number, row.column), &element, &mut row, sheet, book)?
                    }
                    _ => depth += 1,
                },
                Event::End => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                Event::Text(_) => {}
            }
        }
        Ok(row)
    }

    fn cell(
        &mut self,
        place: Place,
        element: &Element<'_>,
        row: &mut Row,
        sheet: &mut Sheet,
        book: &mut Book,
    ) -> Result<(), Error> {
        let [repeated, style, kind, value, formula, height, width] = element.attributes([
            "number-columns-repeated",
            "style-name",
            "value-type",
            "value",
            "formula",
            "number-rows-spanned",
            "number-columns-spanned",
        ]);
        let is_drawn = self.style(style).is_some_and(|style| style.draws);
        let kind = kind.unwrap_or_default();
        let value = value.and_then(|value| Digits::parse(&value));
        let formula = formula.map(|formula| {
            sheet.formulas.push(formula.into_owned());
            Formula { index: sheet.formulas.len() - 1, shift: (0, 0) }
        });
        let (height, width) = (times(height), times(width));
        let (text, has_text) = self.text();
        let (mut text, stored) = match value {
            Some(digits) if matches!(&*kind, "float" | "percentage" | "currency") => {
                let stored = digits.decimal().map_or(Stored::Other, Stored::Number);
                (number_text(text, has_text, digits, place, sheet), stored)
            }
            _ if kind.is_empty() && text.is_empty() && formula.is_some() => (text, Stored::Unworked),
            _ if text.is_empty() => (text, Stored::Nothing),
            _ if text.starts_with('#') && formula.is_some() => (text, Stored::Other),
            _ => (text, Stored::Text),
        };
        row.column = place.1.saturating_add(times(repeated));
        if height > 1 || width > 1 {
            let to = (place.0.saturating_add(height - 1), place.1.saturating_add(width - 1));
            row.merges.push(Area { from: place, to });
        }
        if stored == Stored::Nothing && !is_drawn {
            return Ok(());
        }
        row.says |= stored != Stored::Nothing;
        for column in place.1..row.column {
            let place = (place.0, column);
            if stored == Stored::Nothing {
                if !book.count_drawn() {
                    break;
                }
            } else {
                book.count(&text)?;
            }
            // Hardly any cell is repeated.
            let text = if column + 1 == row.column { std::mem::take(&mut text) } else { text.clone() };
            let (anchor, stored) = (sheet.anchor(place), stored.clone());
            row.cells.push(Cell { place, anchor, text, stored, format: 0, is_drawn, formula });
        }
        Ok(())
    }

    /// Reads the text of a cell that has begun, up to its end, and whether it has any paragraph at all.
    fn text(&mut self) -> (String, bool) {
        let (mut text, mut depth, mut in_paragraph, mut paragraphs) = (String::new(), 1, 0, 0);
        while let Some(event) = self.xml.next() {
            match event {
                Event::Start(element) => {
                    depth += 1;
                    match element.name() {
                        "annotation" | "frame" | "custom-shape" | "g" | "table" | "ruby-text" | "note" => {
                            self.xml.skip();
                            depth -= 1;
                        }
                        "p" | "h" if in_paragraph == 0 => {
                            if paragraphs > 0 {
                                text.push('\n');
                            }
                            paragraphs += 1;
                            in_paragraph = depth;
                        }
                        "s" => {
                            let count = element.number("c").unwrap_or(1).min(MAX_BLANKS);
                            text.extend(std::iter::repeat_n(' ', count));
                        }
                        "tab" => text.push(' '),
                        "line-break" => text.push('\n'),
                        _ => {}
                    }
                }
                Event::End => {
                    if in_paragraph == depth {
                        in_paragraph = 0;
                    }
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                Event::Text(piece) if in_paragraph > 0 => piece.add_to(&mut text),
                Event::Text(_) => {}
            }
        }
        let trimmed = text.trim_matches(is_blank);
        (if trimmed.len() == text.len() { text } else { trimmed.to_owned() }, paragraphs > 0)
    }
}

/// What is read of a number that shows as this text.
fn number_text(text: String, has_text: bool, value: Digits, place: Place, sheet: &mut Sheet) -> String {
    let plain = || value.plain();
    if !text.contains(|c: char| c.is_ascii_digit()) {
        if has_text && !text.starts_with('#') && !text.chars().any(is_written_digit) {
            sheet.unseen.push(place);
        }
        // Chinese numerals are the figure in other letters.
        return if text.chars().any(is_written_digit) { text } else { plain() };
    }
    let bare = if text.contains(',') { Cow::Owned(text.replace(',', "")) } else { Cow::Borrowed(&*text) };
    if Digits::parse(&bare).is_some_and(|shown| shown != value) {
        sheet.rounded.push((place, plain()));
    }
    text
}

const fn is_written_digit(c: char) -> bool {
    matches!(c, '０'..='９' | '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Adds a row as often as it is repeated.
fn add(row: Row, times: u32, sheet: &mut Sheet, book: &mut Book) -> Result<(), Error> {
    let times = if row.says { times } else { times.min(BLANK_ROWS) };
    if sheet.merges.len() + row.merges.len() <= MAX_CELLS {
        sheet.merges.extend(row.merges);
    }
    for by in 1..times {
        for cell in &row.cells {
            let place = (cell.place.0.saturating_add(by), cell.place.1);
            if cell.stored != Stored::Nothing {
                book.count(&cell.text)?;
            } else if !book.count_drawn() {
                break;
            }
            sheet.cells.push(Cell { place, anchor: sheet.anchor(place), ..cell.clone() });
        }
    }
    sheet.cells.extend(row.cells);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;
    use crate::error::ErrorKind;
    use crate::location::Anchor;
    use crate::readers::test_support::packed;

    fn book(tables: &str) -> Vec<u8> {
        let styles = "<style:style style:name='h'><style:table-properties table:display='false'/></style:style>\
            <style:style style:name='b'><style:table-cell-properties fo:border='0.5pt solid #000'/></style:style>\
            <style:style style:name='n'><style:table-cell-properties fo:border='none'/></style:style>";
        let content = format!(
            "<office:document-content>{styles}<office:spreadsheet>{tables}</office:spreadsheet></office:document-content>"
        );
        packed(&[(b"mimetype", KIND), (b"content.xml", content.as_bytes())])
    }

    fn document(tables: &str) -> Document {
        let bytes = book(tables);
        let mut package = Package::open(&bytes).expect("a container");
        assert!(is_spreadsheet(&mut package));
        read(&mut package).expect("a document")
    }

    fn told(document: &Document) -> Vec<String> {
        let block = |block: &Block| match block {
            Block::Paragraph(line) => line.text.clone(),
            Block::Table(grid) => (0..grid.height())
                .map(|row| grid.row(row).map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|"))
                .collect::<Vec<_>>()
                .join(" / "),
        };
        document.blocks.iter().map(block).collect()
    }

    fn number(value: &str, text: &str) -> String {
        format!(
            "<table:table-cell office:value-type='float' office:value='{value}'><text:p>{text}</text:p></table:table-cell>"
        )
    }

    fn label(text: &str) -> String {
        format!("<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>")
    }

    fn row(cells: &str) -> String {
        format!("<table:table-row>{cells}</table:table-row>")
    }

    fn notes(document: &Document) -> Vec<&str> {
        document.notes.iter().map(|note| note.text.as_str()).collect()
    }

    #[test]
    fn cells_are_read_by_the_text_they_show() {
        let rows =
            row(&(label("规<text:span>章</text:span><text:s text:c='2'/>一</text:p><text:p>二<text:line-break/>三")
                + &number("1234", "1,234")
                + &number("58.930000000000007", "58.93")))
                + &row(&(label("甲") + &number("0", "-") + &number("12.6", "13")));
        let read = document(&format!("<table:table table:name='表'>{rows}</table:table>"));
        assert_eq!(told(&read), ["规章  一\n二\n三|1,234|58.93 / 甲|0|13"]);
        assert_eq!(notes(&read).len(), 2);
        let Block::Table(grid) = &read.blocks[0] else { panic!("a table") };
        assert_eq!(grid.cells()[5].anchor, Anchor::SheetCell { sheet: 1, row: 2, column: 3 });
    }

    #[test]
    fn a_million_rows_cost_nothing() {
        let blank = "<table:table-row table:number-rows-repeated='4000000000'><table:table-cell table:style-name='b' \
                     table:number-columns-repeated='16384'/></table:table-row>";
        let rows =
            row(&(label("甲") + "<table:table-cell table:number-columns-repeated='16000'/>" + &number("1", "1")));
        let read = document(&format!("<table:table table:name='表'>{rows}{blank}{rows}</table:table>"));
        assert_eq!(read.blocks.len(), 2);
        let many = format!(
            "<table:table><table:table-row table:number-rows-repeated='999999999'>{}</table:table-row></table:table>",
            label("甲")
        );
        let bytes = book(&many);
        let error = Package::open(&bytes).and_then(|mut package| read_book(&mut package));
        assert_eq!(error.map_err(|error| error.kind).err(), Some(ErrorKind::TooLarge));
    }

    fn read_book(package: &mut Package<'_>) -> Result<Document, Error> {
        read(package)
    }

    #[test]
    fn merged_and_repeated_cells_keep_their_places() {
        let rows = row(&("<table:table-cell office:value-type='string' table:number-columns-spanned='2' table:number-rows-spanned='2'>\
                          <text:p>组</text:p></table:table-cell><table:covered-table-cell/>"
            .to_owned()
            + "<table:table-cell table:number-columns-repeated='3' office:value-type='float' office:value='7'><text:p>7</text:p></table:table-cell>"))
            + &row(&("<table:covered-table-cell table:number-columns-repeated='2'/>".to_owned() + &number("8", "8")));
        let read = document(&format!(
            "<table:table table:name='表'><table:table-row-group>{rows}</table:table-row-group></table:table>"
        ));
        assert_eq!(told(&read), ["组|7|7|7 / 8||"]);
    }

    #[test]
    fn what_is_hidden_is_told() {
        let rows = format!(
            "<table:table-column table:visibility='collapse' table:number-columns-repeated='2'/>\
             <table:table-row table:visibility='filter'>{}{}</table:table-row>",
            label("甲"),
            number("1", "1")
        );
        let read = document(&format!(
            "<table:table table:name='底稿' table:style-name='h'>{rows}</table:table><table:table table:name='表'>{rows}</table:table>"
        ));
        assert_eq!(told(&read), ["甲|1"]);
        assert_eq!(
            notes(&read),
            [
                "工作表“表”里隐藏了一些内容（第 1 行、A 至 B 列），也照样读了，因为合计可能把它们算在内。",
                "工作表“底稿”是隐藏的，没有核对；要核对的话，请取消隐藏、保存后再打开。"
            ]
        );
        let Block::Table(grid) = &read.blocks[0] else { panic!("a table") };
        assert_eq!(grid.cells()[1].anchor.describe(&read.sheets), "表!B1");
    }

    #[test]
    fn formulas_are_worked_out_and_compared() {
        let formula = |formula: &str, rest: &str| format!("<table:table-cell table:formula='{formula}' {rest}/>");
        let rows = row(&(number("1", "1")
            + &number("2", "2")
            + &formula("of:=SUM([.A1:.B1])", "")
            + &formula("of:=[.A1]+[.B1]", "office:value-type='float' office:value='4'")));
        let read = document(&format!("<table:table table:name='表'>{rows}</table:table>"));
        assert_eq!(told(&read), ["1|2|3|4"]);
        assert_eq!(
            notes(&read),
            [
                "工作表“表”有 1 个公式没有存下结果（如 C1），已按公式算出；请用 Excel 或 WPS 打开，保存一次再发布。",
                "表!D1 的公式算得 3，存着的却是 4（核对用的是 4），请在 Excel 或 WPS 里重新计算后保存。"
            ]
        );
    }

    #[test]
    fn comments_and_shapes_are_no_text_of_the_cell() {
        let cell = "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation><text:p>甲<text:ruby>\
                    <text:ruby-base>乙</text:ruby-base><text:ruby-text>yi</text:ruby-text></text:ruby></text:p></table:table-cell>";
        let read = document(&format!(
            "<table:table table:name='表'>{}</table:table>",
            row(&(cell.to_owned() + &number("1", "1")))
        ));
        assert_eq!(told(&read), ["甲乙|1"]);
    }
}
