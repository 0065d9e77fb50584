//! Excel workbooks: .xlsx, .xlsm, .xltx, and the .et of WPS that is one of them under another name.
//!
//! The sheets are read in the order of the book. A hidden sheet is no part of what is published: it is left out, and a
//! note says so. Hidden rows and columns are read, since totals count them. A cell is read as it is shown
//! ([`super::sheet::format`]); a formula without its stored result is worked out where that is possible
//! ([`super::sheet::totals`]).
//!
//! Not read: charts, text boxes, comments, headers and footers, pivot tables beyond the cells they left, conditional
//! formats; workbooks in binary (.xlsb) or with a password.

mod part;
mod strings;
mod styles;
#[cfg(test)]
mod tests;

use super::package::{Package, damaged};
use super::sheet::{Book, Sheet};
use super::xml::{Event, Xml};
use super::{encoding, sheet::format::Format};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use strings::Strings;
use styles::Style;

/// Most sheets of a book that are read.
const MAX_SHEETS: usize = 1000;

/// Where everything else is named.
const WORKBOOK: &str = "xl/workbook.xml";

/// Whether the container is a workbook.
pub(super) fn is_workbook(package: &Package<'_>) -> bool {
    let is_part = |name: &str| {
        name.eq_ignore_ascii_case(WORKBOOK)
            || name.get(..14).is_some_and(|start| start.eq_ignore_ascii_case("xl/worksheets/"))
    };
    package.parts().iter().any(|part| is_part(&part.name))
}

/// Reads a workbook.
///
/// # Errors
/// [`ErrorKind::Damaged`] when none of its sheets can be read, [`ErrorKind::Empty`] when nothing is in them,
/// [`ErrorKind::TooLarge`] when a limit is passed.
pub(super) fn read(package: &mut Package<'_>) -> Result<Document, Error> {
    let entries = entries(package);
    let mut book = Book::new(entries.sheets.iter().map(|entry| entry.name.clone()).collect());
    book.late = entries.late;
    let strings = match optional(package, entries.strings.as_deref().unwrap_or("xl/sharedStrings.xml"))? {
        Some(part) => Strings::read(&encoding::decode(&part).unwrap_or_default()),
        None => Strings::default(),
    };
    let styles = match optional(package, entries.styles.as_deref().unwrap_or("xl/styles.xml"))? {
        Some(part) => styles::read(&encoding::decode(&part).unwrap_or_default(), &mut book.formats),
        None => vec![Style::default()],
    };
    let sources = part::Sources { strings: &strings, styles: &styles };
    let mut failure = None;
    let mut hidden = Vec::new();
    for (index, entry) in entries.sheets.iter().enumerate() {
        if entry.is_hidden {
            hidden.push(entry.name.as_str());
            continue;
        }
        let Some(target) = &entry.target else { continue };
        match package.read(target).unwrap_or_else(|| Err(damaged())) {
            Ok(bytes) => {
                let text = encoding::decode(&bytes).unwrap_or_default();
                let mut sheet = Sheet::new(u32::try_from(index + 1).unwrap_or(u32::MAX), &entry.name);
                part::read(&text, &sources, &mut sheet, &mut book)?;
                book.add(sheet)?;
            }
            Err(error) => {
                book.note(format!("工作表“{}”已损坏或太大，没有读。", entry.name), None);
                failure = failure.or(Some(error));
            }
        }
    }
    note_hidden(&mut book, &hidden);
    match (book.finish(), failure) {
        (Err(error), Some(failure)) if error.kind == ErrorKind::Empty => Err(failure),
        (read, _) => read,
    }
}

/// Says which sheets were left out.
pub(super) fn note_hidden(book: &mut Book, hidden: &[&str]) {
    if !hidden.is_empty() {
        let names: Vec<String> = hidden.iter().take(20).map(|name| format!("“{name}”")).collect();
        let text = format!("工作表{}是隐藏的，没有核对；要核对的话，请取消隐藏、保存后再打开。", names.join("、"));
        book.note(text, None);
    }
}

/// A part that a book may do without.
fn optional(package: &mut Package<'_>, name: &str) -> Result<Option<Vec<u8>>, Error> {
    match package.read(name) {
        None => Ok(None),
        Some(Ok(part)) => Ok(Some(part)),
        // Without its strings a book would be read wrongly.
        Some(Err(error)) => Err(error),
    }
}

/// What the workbook says of its parts.
#[derive(Debug, Default)]
struct Entries {
    sheets: Vec<Entry>,
    late: bool,
    strings: Option<String>,
    styles: Option<String>,
}

#[derive(Debug, Default)]
struct Entry {
    name: String,
    /// The name of its part; `None` for a chart.
    target: Option<String>,
    is_hidden: bool,
}

fn entries(package: &mut Package<'_>) -> Entries {
    // Where it always stands, nobody has to be asked for it.
    let workbook = if package.parts().iter().any(|part| part.name == WORKBOOK) {
        WORKBOOK.to_owned()
    } else {
        let root = relations(package, "_rels/.rels", "");
        let named = root.into_iter().find(|relation| relation.kind == "officeDocument");
        named.map_or_else(|| WORKBOOK.to_owned(), |relation| relation.target)
    };
    let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
    let relations = relations(package, &format!("{folder}/_rels/{file}.rels"), folder);
    let target =
        |kind: &str| relations.iter().find(|relation| relation.kind == kind).map(|relation| relation.target.clone());
    let mut entries = Entries { strings: target("sharedStrings"), styles: target("styles"), ..Entries::default() };
    let bytes = package.read(&workbook).and_then(Result::ok).unwrap_or_default();
    let text = encoding::decode(&bytes).unwrap_or_default();
    let mut xml = Xml::new(&text);
    while let Some(event) = xml.next() {
        let Event::Start(element) = event else { continue };
        match element.name() {
            "workbookPr" => entries.late = element.attribute("date1904").is_some_and(|value| is_true(&value)),
            "sheet" if entries.sheets.len() < MAX_SHEETS => {
                let id = element.attribute("id").unwrap_or_default();
                let relation = relations.iter().find(|relation| relation.id == id);
                entries.sheets.push(Entry {
                    name: element.attribute("name").unwrap_or_default().into_owned(),
                    target: relation
                        .filter(|relation| relation.kind == "worksheet")
                        .map(|relation| relation.target.clone()),
                    is_hidden: element
                        .attribute("state")
                        .is_some_and(|state| matches!(&*state, "hidden" | "veryHidden")),
                });
            }
            _ => {}
        }
    }
    // Where the list of sheets is lost, their parts are still there.
    if entries.sheets.iter().all(|entry| entry.target.is_none()) {
        let parts = package.parts().iter().map(|part| part.name.as_str());
        let parts = parts.filter(|name| name.starts_with("xl/worksheets/") && name.ends_with(".xml"));
        entries.sheets = parts
            .take(MAX_SHEETS)
            .enumerate()
            .map(|(index, part)| Entry {
                name: format!("工作表{}", index + 1),
                target: Some(part.to_owned()),
                is_hidden: false,
            })
            .collect();
    }
    entries
}

/// A part another one names.
#[derive(Debug)]
struct Relation {
    id: String,
    /// The last word of its type.
    kind: String,
    target: String,
}

fn relations(package: &mut Package<'_>, name: &str, folder: &str) -> Vec<Relation> {
    let bytes = package.read(name.trim_start_matches('/')).and_then(Result::ok).unwrap_or_default();
    let text = encoding::decode(&bytes).unwrap_or_default();
    let mut relations = Vec::new();
    let mut xml = Xml::new(&text);
    while let Some(event) = xml.next() {
        let Event::Start(element) = event else { continue };
        if element.name() != "Relationship" || relations.len() > 2 * MAX_SHEETS {
            continue;
        }
        let kind = element.attribute("Type").unwrap_or_default();
        relations.push(Relation {
            id: element.attribute("Id").unwrap_or_default().into_owned(),
            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
            target: resolved(folder, &element.attribute("Target").unwrap_or_default()),
        });
    }
    relations
}

/// The name of a part that is named from a folder.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

/// A truth value as XML writes it.
fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "on")
}

/// The format of a cell's style.
fn format_of<'b>(book: &'b Book, style: &Style) -> &'b Format {
    book.formats.get(style.format).unwrap_or(&Format::General)
}
