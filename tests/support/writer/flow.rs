//! Layouts of text out of a PDF: narrow labels in pieces, figures in an order of their own.

use gouji::location::{CellId, Row, Table};

use super::Layout;
use crate::support::sheet::{Kind, Sheet, SheetCell};

/// How many characters of a label fit on a line.
const NARROW: usize = 7;

/// Rows of table three that are printed column by column: those of (三), and those of (五).
const BY_COLUMNS: [(Row, Row); 2] =
    [(Row::DeniedStateSecret, Row::DeniedEnquiry), (Row::DeclinedPetition, Row::DeclinedExcessive)];

/// What a page's end leaves between two lines.
const PAGE_END: [&str; 3] = ["-3-", "", "政府信息公开工作年度报告"];

pub fn lines(sheet: &Sheet, layout: Layout) -> Vec<String> {
    match (sheet.table, layout) {
        (Table::T4, _) => table_four(sheet, layout),
        (Table::T3, Layout::FlowColumns | Layout::FlowColumnsBare) => by_columns(sheet),
        _ => by_rows(sheet, layout),
    }
}

fn pieces(label: &str) -> Vec<String> {
    if label.ends_with("年度办理结果") {
        return label.chars().map(String::from).collect();
    }
    let letters: Vec<char> = label.chars().collect();
    letters.chunks(NARROW).map(|piece| piece.iter().collect::<String>().trim().to_owned()).collect()
}

fn is_label(cell: &&SheetCell) -> bool {
    cell.kind == Kind::Label
}

fn figures(cells: &[SheetCell]) -> Vec<String> {
    cells.iter().filter(|cell| cell.kind != Kind::Label).map(|cell| cell.text.clone()).collect()
}

fn by_rows(sheet: &Sheet, layout: Layout) -> Vec<String> {
    let mut lines = Vec::new();
    for row in &sheet.rows {
        let labels: Vec<&SheetCell> = row.cells.iter().filter(is_label).collect();
        let figures = figures(&row.cells);
        let (own, beside) = match labels.split_last() {
            Some((own, beside)) if !figures.is_empty() => (pieces(&own.text), beside),
            _ => (Vec::new(), labels.as_slice()),
        };
        lines.extend(beside.iter().flat_map(|label| pieces(&label.text)));
        match layout {
            Layout::FlowLines => {
                lines.extend(own);
                lines.push(figures.join(" "));
            }
            Layout::FlowInside => {
                let (first, rest) = own.split_first().map_or((String::new(), &[][..]), |(a, b)| (a.clone(), b));
                let parts = [vec![first], figures, rest.to_vec()].concat();
                lines.push(parts.join("   ").trim().to_owned());
            }
            Layout::FlowCells => lines.extend(own.into_iter().chain(figures)),
            // A figure may stand before its label.
            _ if row.block == 3 => lines.extend(apart(figures.into_iter().chain(own))),
            _ => lines.extend(apart(own.into_iter().chain(figures))),
        }
    }
    lines.retain(|line| !line.is_empty() || !matches!(layout, Layout::FlowLines | Layout::FlowInside));
    lines
}

/// A blank line after each.
fn apart(lines: impl Iterator<Item = String>) -> Vec<String> {
    lines.flat_map(|line| [line, String::new()]).collect()
}

fn by_columns(sheet: &Sheet) -> Vec<String> {
    let mut lines = Vec::new();
    let row_of = |cells: &[SheetCell]| {
        cells.iter().find_map(|cell| match cell.kind {
            Kind::Value(CellId { row, .. }) => Some(row),
            Kind::Label => None,
        })
    };
    let labels = |cells: &[SheetCell]| {
        let labels = cells.iter().filter(is_label).flat_map(|label| pieces(&label.text));
        labels.collect::<Vec<String>>()
    };
    let mut index = 0;
    while let Some(row) = sheet.rows.get(index) {
        let block = BY_COLUMNS.iter().position(|(first, _)| Some(*first) == row_of(&row.cells));
        let Some(block) = block else {
            lines.extend(labels(&row.cells));
            lines.push(String::new());
            lines.extend(apart(figures(&row.cells).into_iter()));
            index += 1;
            continue;
        };
        let last = BY_COLUMNS[block].1;
        let end = sheet.rows.iter().position(|row| row_of(&row.cells) == Some(last)).expect("a row of the form");
        let rows = &sheet.rows[index..=end];
        let mut names: Vec<String> = rows.iter().flat_map(|row| labels(&row.cells)).collect();
        let cut = names.len() / 2;
        names.splice(cut..cut, PAGE_END.map(str::to_owned));
        let columns: Vec<Vec<String>> = rows.iter().map(|row| figures(&row.cells)).collect();
        let mut columns: Vec<String> = (0..columns[0].len())
            .flat_map(|at| columns.iter().map(move |row| row[at].clone()).chain([String::new()]))
            .collect();
        // The first block stands before its labels, as one with the row above it, the second behind them.
        if block == 0 {
            lines.append(&mut columns);
            lines.append(&mut names);
        } else {
            lines.append(&mut names);
            lines.push(String::new());
            lines.append(&mut columns);
        }
        index = end + 1;
    }
    lines
}

/// The narrow heads broken in two; figures one a line, or in one, or with heads in between.
fn table_four(sheet: &Sheet, layout: Layout) -> Vec<String> {
    let figures = figures(&sheet.rows[sheet.head].cells);
    let heads = ["行政复议", "行政诉讼", "未经复议直接起诉", "结果 结果 其他 尚未", "维持 纠正 结果 审结", "总计"];
    let mut lines: Vec<String> = heads.map(str::to_owned).to_vec();
    match layout {
        Layout::FlowLines | Layout::FlowInside => {
            lines.push("复议后起诉".to_owned());
            lines.push(figures.join(" "));
        }
        Layout::FlowCells => {
            lines.push("复议后起诉".to_owned());
            lines.extend(figures);
        }
        _ => {
            lines.extend(apart(figures[..9].iter().cloned()));
            lines.extend(["复议后起诉", "结果 结果 其他 尚未", "维持 纠正 结果 审结"].map(str::to_owned));
            lines.extend(apart(figures[9..14].iter().cloned()));
            lines.push("总计".to_owned());
            lines.extend(figures[14..].iter().cloned());
        }
    }
    lines
}
