//! One sheet of a workbook.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::strings::{Strings, read_item, unmarked};
use super::styles::Style;
use super::{format_of, is_true};
use crate::document::fold::is_blank;
use crate::error::Error;
use crate::limits::MAX_CELLS;
use crate::readers::sheet::digits::Digits;
use crate::readers::sheet::formula::{Place, letters_column};
use crate::readers::sheet::{Area, Book, Cell, Formula, Sheet, Stored};
use crate::readers::xml::{Element, Event, Xml, number};

/// The last row and column of a sheet.
const LAST: Place = (1_048_576, 16_384);

/// How many bytes a cell usually takes up, for the memory that is taken before they are read.
const CELL: usize = 80;

/// What all sheets of a book share.
pub(super) struct Sources<'s> {
    pub(super) strings: &'s Strings,
    pub(super) styles: &'s [Style],
}

/// Reads the part of a sheet.
///
/// # Errors
/// When the book has too many cells.
pub(super) fn read(part: &str, sources: &Sources<'_>, sheet: &mut Sheet, book: &mut Book) -> Result<(), Error> {
    let mut reader = Reader {
        sources,
        sheet,
        book,
        last: (0, 0),
        masters: BTreeMap::new(),
        inline: String::new(),
        hides_zeros: false,
    };
    let mut xml = Xml::new(part);
    reader.sheet.cells.reserve((part.len() / CELL).min(MAX_CELLS));
    while let Some(event) = xml.next() {
        let Event::Start(element) = event else { continue };
        match element.name() {
            "row" => reader.row(&element),
            "c" => reader.cell(&element, &mut xml)?,
            "col" => reader.columns(&element),
            "mergeCell" => reader.merge(&element),
            "sheetView" => reader.hides_zeros |= element.attribute("showZeros").is_some_and(|value| !is_true(&value)),
            // Copies of cells for older programs, and for pictures.
            "extLst" | "conditionalFormatting" | "dataValidations" => xml.skip(),
            _ => {}
        }
    }
    reader.sheet.is_damaged = xml.is_damaged();
    Ok(())
}

struct Reader<'r, 's> {
    sources: &'r Sources<'s>,
    sheet: &'r mut Sheet,
    book: &'r mut Book,
    /// The row and the cell that came last: places may be left out.
    last: Place,
    /// The formulas cells share: index and place of the first.
    masters: BTreeMap<u32, (usize, Place)>,
    /// The text that stands in the cell itself.
    inline: String,
    hides_zeros: bool,
}

impl Reader<'_, '_> {
    fn row(&mut self, element: &Element<'_>) {
        let [row, hidden] = element.attributes(["r", "hidden"]);
        let row = number(row).unwrap_or(self.last.0.saturating_add(1));
        self.last = (row, 0);
        if hidden.is_some_and(|value| is_true(&value)) {
            self.sheet.hide_rows(row, row);
        }
    }

    fn columns(&mut self, element: &Element<'_>) {
        let [first, last, hidden] = element.attributes(["min", "max", "hidden"]);
        if let (Some(first), Some(last)) = (number(first), number(last))
            && hidden.is_some_and(|value| is_true(&value))
        {
            self.sheet.hide_columns(first, last);
        }
    }

    fn merge(&mut self, element: &Element<'_>) {
        let area = element.attribute("ref").and_then(|area| {
            let (from, to) = area.split_once(':')?;
            Some(Area { from: place(from)?, to: place(to)? })
        });
        if let Some(area) = area.filter(|_| self.sheet.merges.len() < MAX_CELLS) {
            self.sheet.merges.push(area);
        }
    }

    fn cell(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<(), Error> {
        let [reference, style, kind] = element.attributes(["r", "s", "t"]);
        let next = (self.last.0.max(1), self.last.1.saturating_add(1));
        let place = reference.and_then(|reference| place(&reference)).unwrap_or(next);
        self.last = place;
        let style = self.sources.styles.get(number(style).unwrap_or(0)).copied().unwrap_or_default();
        let kind = kind.unwrap_or_default();
        let content = self.content(place, xml);
        if place.0 > LAST.0 || place.1 > LAST.1 {
            return Ok(());
        }
        let (text, stored) = self.value(place, &kind, &style, &content);
        if stored == Stored::Nothing {
            if !style.is_drawn || !self.book.count_drawn() {
                return Ok(());
            }
        } else {
            self.book.count(&text)?;
        }
        let (anchor, is_drawn, formula) = (self.sheet.anchor(place), style.is_drawn, content.formula);
        self.sheet.cells.push(Cell { place, anchor, text, stored, format: style.format, is_drawn, formula });
        Ok(())
    }

    /// Reads what is in a cell, up to its end.
    fn content<'x>(&mut self, place: Place, xml: &mut Xml<'x>) -> Content<'x> {
        let mut content = Content::default();
        self.inline.clear();
        let mut depth = 1;
        while let Some(event) = xml.next() {
            match event {
                Event::Start(element) => match element.name() {
                    "v" => content.value = xml.text(),
                    "is" => read_item(xml, &mut self.inline),
                    "f" => {
                        let is_shared = element.attribute("t").is_some_and(|kind| kind == "shared");
                        let is_table = element.attribute("t").is_some_and(|kind| kind == "dataTable");
                        let group = element.number("si").filter(|_| is_shared);
                        let text = xml.text();
                        content.has_formula = true;
                        if !is_table {
                            content.formula = self.formula(place, &text, group);
                        }
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
        content
    }

    fn formula(&mut self, place: Place, text: &str, group: Option<u32>) -> Option<Formula> {
        if text.trim().is_empty() {
            let (index, first) = *self.masters.get(&group?)?;
            let by = |to: u32, from: u32| i64::from(to) - i64::from(from);
            return Some(Formula { index, shift: (by(place.0, first.0), by(place.1, first.1)) });
        }
        let index = self.sheet.formulas.len();
        self.sheet.formulas.push(text.to_owned());
        if let Some(group) = group {
            self.masters.insert(group, (index, place));
        }
        Some(Formula { index, shift: (0, 0) })
    }

    /// What the cell shows and holds.
    fn value(&mut self, place: Place, kind: &str, style: &Style, content: &Content<'_>) -> (String, Stored) {
        let value = content.value.trim();
        match kind {
            "s" => {
                let text = value.parse().ok().and_then(|number| self.sources.strings.get(number)).unwrap_or_default();
                text_value(text)
            }
            "inlineStr" => text_value(&self.inline),
            "str" => text_value(&content.value),
            "b" if !value.is_empty() => text_value(if is_true(value) { "TRUE" } else { "FALSE" }),
            "e" if !value.is_empty() => (value.to_owned(), Stored::Other),
            _ if value.is_empty() && content.has_formula => (String::new(), Stored::Unworked),
            _ if value.is_empty() && !self.inline.is_empty() => text_value(&self.inline),
            _ if value.is_empty() => (String::new(), Stored::Nothing),
            "d" => text_value(value),
            _ => match Digits::parse(value) {
                Some(digits) => {
                    if self.hides_zeros && digits.is_zero() {
                        self.sheet.unseen.push(place);
                    }
                    self.sheet.show(place, digits, format_of(self.book, style), self.book.late)
                }
                None => (value.to_owned(), Stored::Other),
            },
        }
    }
}

#[derive(Debug, Default)]
struct Content<'x> {
    value: Cow<'x, str>,
    has_formula: bool,
    formula: Option<Formula>,
}

fn text_value(text: &str) -> (String, Stored) {
    let text = unmarked(text);
    let text = text.trim_matches(is_blank);
    if text.is_empty() {
        return (String::new(), Stored::Nothing);
    }
    (if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }, Stored::Text)
}

/// The place a reference names: C7, $C$7.
fn place(reference: &str) -> Option<Place> {
    let reference = reference.trim_ascii().trim_start_matches('$');
    let letters = reference.bytes().position(|byte| !byte.is_ascii_alphabetic())?;
    let column = letters_column(&reference[..letters])?;
    let row = reference[letters..].trim_start_matches('$').parse().ok().filter(|row| *row > 0)?;
    Some((row, column))
}
