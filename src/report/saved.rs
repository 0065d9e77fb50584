//! A report as it is kept for the next year: a small JSON file with its figures and its text, opened in place of the
//! report it came from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::form::Form;
use super::{Cell, Line, Part, PartKind, Report, Scope, TableRead};
use crate::document::figure;
use crate::location::{Anchor, CellId, Table};

/// The mark by which the file is known.
const MARK: &str = "report";

/// What is kept of a report.
#[derive(Serialize, Deserialize)]
struct Saved {
    gouji: String,
    version: u8,
    agency: Option<String>,
    year: Option<u16>,
    /// The form of each table that was found.
    forms: BTreeMap<Table, Form>,
    /// What each cell says, as written.
    cells: BTreeMap<String, String>,
    /// The text of the parts, a line each.
    text: Vec<SavedPart>,
}

#[derive(Serialize, Deserialize)]
struct SavedPart {
    part: PartKind,
    lines: Vec<String>,
}

/// The text of the file.
pub fn save(report: &Report) -> String {
    let forms = Table::ALL.iter().filter_map(|&table| Some((table, report.tables.get(table)?.form)));
    let part =
        |part: &Part| SavedPart { part: part.kind, lines: part.body.iter().map(|line| line.text.clone()).collect() };
    let saved = Saved {
        gouji: MARK.to_owned(),
        version: 1,
        agency: report.agency.clone(),
        year: report.year,
        forms: forms.collect(),
        cells: report.cells.iter().map(|(id, cell)| (id.to_string(), cell.raw.clone())).collect(),
        text: report.parts.iter().map(part).collect(),
    };
    // Strings and lists of them cannot fail to be written into memory.
    serde_json::to_string(&saved).unwrap_or_default() + "\n"
}

/// The report in such a file; `None` for what is none. Cells that no form has are passed over.
pub fn open(bytes: &[u8]) -> Option<Report> {
    if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) != Some(&b'{') {
        return None;
    }
    let saved: Saved = serde_json::from_slice(bytes).ok()?;
    if saved.gouji != MARK || saved.version > 1 {
        return None;
    }
    let mut report = Report { agency: saved.agency, year: saved.year, scope: Scope::Fragment, ..Report::default() };
    for (&table, &form) in &saved.forms {
        *report.tables.slot(table) = Some(TableRead::new(form, Anchor::Typed { typed: table }));
        for id in form.cells(table) {
            if let Some(raw) = saved.cells.get(&id.to_string()) {
                report.cells.insert(id, cell(id, raw));
            }
        }
    }
    report.parts = saved.text.into_iter().map(part).collect();
    Some(report)
}

fn cell(id: CellId, raw: &str) -> Cell {
    let (figure, traits) = figure::read(raw);
    Cell { raw: raw.to_owned(), figure, traits, anchor: Anchor::Typed { typed: id.table } }
}

fn part(saved: SavedPart) -> Part {
    let line = |text: String| Line { text, anchor: Anchor::Text { line: 1, column: 1, length: 0 } };
    Part {
        kind: saved.part,
        number: Some(saved.part.number()),
        heading: line(saved.part.heading().to_owned()),
        body: saved.lines.into_iter().map(line).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, check};

    #[test]
    fn what_is_kept_comes_back() {
        let text = "某某镇人民政府2024年政府信息公开工作年度报告\n\n一、总体情况\n\n本年度工作平稳有序。\n\n\
            三、收到和处理政府信息公开申请情况\n\n| （一）予以公开 | 4 | 2 |  | 0 | 1 | 0 | 7 |\n";
        let report = check("年报", text.as_bytes(), &Options::default()).expect("a report").report;
        let opened = open(save(&report).as_bytes()).expect("it was just saved");
        assert_eq!((opened.agency.as_deref(), opened.year), (report.agency.as_deref(), Some(2024)));
        let texts = |of: &Report| of.cells.iter().map(|(&id, cell)| (id, cell.raw.clone())).collect::<Vec<_>>();
        assert_eq!(texts(&opened), texts(&report));
        assert_eq!(
            opened.part(PartKind::Overview).map(|part| part.body[0].text.as_str()),
            Some("本年度工作平稳有序。")
        );
    }

    #[test]
    fn anything_else_is_none() {
        for other in ["", "{", "{}", "某某镇", "{\"gouji\":\"decisions\",\"version\":1,\"ignored\":[],\"off\":[]}"] {
            assert!(open(other.as_bytes()).is_none(), "{other}");
        }
    }
}
