//! Tables as HTML for a clipboard.
//!
//! Word, WPS and Excel each know a part of CSS, and none takes over what an element inherits: every cell says all of
//! its look itself.

use super::{Filled, Take};
use crate::location::Table;
use crate::render::escaped;
use crate::render::spreadsheet::needs_telling;
use crate::report::layout::{HeadKind, Slot};

/// The look of every cell. The indent is said because a document's own body text may have one.
const CELL: &str = "border:0.5pt solid black;padding:1pt 2pt;vertical-align:middle;\
                    font-family:宋体,SimSun;font-size:10.5pt;text-indent:0";

const HEADING: &str = "margin:12pt 0 6pt;text-indent:0;font-family:黑体,SimHei;font-size:16pt";

/// How a marked cell looks.
const MARKED: &str = ";background:#ffff00;font-weight:bold";

/// The width of every column in pixels; together what a page of A4 leaves.
const fn widths(table: Table) -> &'static [u16] {
    match table {
        Table::T2 => &[148; 4],
        Table::T3 => &[24, 62, 168, 48, 48, 48, 48, 48, 48, 48],
        Table::T4 => &[39; 15],
    }
}

pub(super) fn written(take: &Take<'_>) -> String {
    let mut out = String::from("<meta charset=\"utf-8\">");
    for table in take.tables {
        if let Some(heading) = take.heading(table) {
            push(&mut out, &["<p style=\"", HEADING, "\">", heading, "</p>\n"]);
        }
        push_table(&mut out, take, table);
    }
    out
}

fn push_table(out: &mut String, take: &Take<'_>, table: &Filled) {
    let widths = widths(table.table);
    let width: u16 = widths.iter().sum();
    let look = "border=\"1\" cellspacing=\"0\" cellpadding=\"0\" style=\"border-collapse:collapse\"";
    push(out, &["<table width=\"", &width.to_string(), "\" ", look, ">\n"]);
    for width in widths {
        push(out, &["<col width=\"", &width.to_string(), "\">"]);
    }
    let layout = table.layout();
    for line in layout.head.iter().chain(&layout.body) {
        out.push_str("\n<tr>");
        for slot in &line.slots {
            push_cell(out, take, table, slot);
        }
        out.push_str("</tr>");
    }
    out.push_str("\n</table>\n");
}

fn push_cell(out: &mut String, take: &Take<'_>, table: &Filled, slot: &Slot) {
    let (text, rows, columns, align) = match slot {
        Slot::Head(head) => (head.text, head.rows, head.columns, alignment(table.table, head.kind)),
        Slot::Value { id, columns } => (table.figure(*id), 1, *columns, "center"),
    };
    out.push_str("<td");
    for (name, span) in [("rowspan", rows), ("colspan", columns)] {
        if span > 1 {
            push(out, &[" ", name, "=\"", &span.to_string(), "\""]);
        }
    }
    push(out, &[" align=\"", align, "\" style=\"", CELL, ";text-align:", align]);
    if let Slot::Value { id, .. } = slot {
        if take.marked.is_some_and(|marked| marked.contains(id)) {
            out.push_str(MARKED);
        }
        if needs_telling(text) {
            out.push_str(";mso-number-format:'\\@'");
        }
    }
    push(out, &["\">", &escaped(text), "</td>"]);
}

fn push(out: &mut String, pieces: &[&str]) {
    for piece in pieces {
        out.push_str(piece);
    }
}

/// Labels of rows stand to the left in table three, where they are long.
const fn alignment(table: Table, kind: HeadKind) -> &'static str {
    match (table, kind) {
        (Table::T3, HeadKind::Row | HeadKind::TotalRow) => "left",
        _ => "center",
    }
}
