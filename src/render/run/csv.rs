//! A table for Excel and WPS: one finding a row, UTF-8 with a byte order mark, CRLF.
//!
//! A document without findings and one that could not be read have a row too, so that none is silently absent.

use super::Document;
use crate::diagnostic::Diagnostic;
use crate::location::Anchor;
use crate::render::spreadsheet::inert;
use crate::report::Report;
use crate::rules;

const COLUMNS: [&str; 18] = [
    "文件",
    "机关",
    "年度",
    "级别",
    "规则",
    "规则编号",
    "说明",
    "算式或原文",
    "表",
    "行",
    "列",
    "单元格编号",
    "填写",
    "应为",
    "相差",
    "依据",
    "位置（行或段）",
    "位置（字或格）",
];

/// The byte order mark, without which Excel takes UTF-8 for GBK, and the column names.
pub fn head() -> String {
    "\u{feff}".to_owned() + &written([COLUMNS.map(str::to_owned)])
}

/// The rows of one document.
pub fn document(document: Document<'_>) -> String {
    match document {
        Document::Unreadable { source, error } => {
            let mut row = blank_row();
            row[0] = text(source);
            row[3] = "读不了".to_owned();
            row[6] = text(&error.message);
            written([row])
        }
        Document::Checked(outcome) => {
            let report = &outcome.report;
            let mut base = blank_row();
            base[0] = text(&outcome.source);
            base[1] = text(report.agency.as_deref().unwrap_or_default());
            base[2] = report.year.map(|year| year.to_string()).unwrap_or_default();
            if outcome.findings.is_empty() {
                base[3] = "没有发现问题".to_owned();
                let skipped = outcome.coverage.iter().filter(|line| line.is_open()).count();
                if skipped > 0 {
                    base[6] = format!("另有 {skipped} 类项目未能核对，不能当作没有问题。");
                }
                return written([base]);
            }
            written(outcome.findings.iter().map(|finding| row(base.clone(), report, finding)))
        }
    }
}

type Row = [String; COLUMNS.len()];

fn blank_row() -> Row {
    COLUMNS.map(|_| String::new())
}

fn row(base: Row, report: &Report, finding: &Diagnostic) -> Row {
    let [source, agency, year, ..] = base;
    let rule = finding.rule.as_str();
    let form = finding.primary.map(|cell| report.form(cell.table));
    let (line, across) = match finding.anchor {
        Some(Anchor::Text { line, column, .. }) => (line.to_string(), column.to_string()),
        Some(Anchor::HtmlCell { line, table, row, cell, .. }) => {
            (line.to_string(), format!("第{table}个表格第{row}行第{cell}格"))
        }
        Some(Anchor::Words { paragraph, column, .. }) => (paragraph.to_string(), column.to_string()),
        Some(Anchor::TableCell { paragraph, table, row, cell }) => {
            (paragraph.to_string(), format!("第{table}个表格第{row}行第{cell}格"))
        }
        Some(anchor @ Anchor::SheetCell { row, .. }) => (row.to_string(), text(&anchor.describe(&report.sheets))),
        // What was supplied beside the document has no line in it.
        Some(anchor @ (Anchor::SuppliedCell { .. } | Anchor::SuppliedText { .. } | Anchor::Typed { .. })) => {
            (String::new(), anchor.describe(&report.sheets))
        }
        None => (String::new(), String::new()),
    };
    // The figures are the engine's own decimals: a minus sign before digits is a number to a spreadsheet, no formula.
    let figure =
        |of: fn(&crate::diagnostic::Figures) -> &String| finding.figures.as_ref().map(of).cloned().unwrap_or_default();
    [
        source,
        agency,
        year,
        finding.severity.word().to_owned(),
        rules::find(rule).map_or(rule, |rule| rule.title).to_owned(),
        rule.to_owned(),
        text(&finding.message),
        text(finding.detail.as_deref().unwrap_or_default()),
        finding.primary.map(|cell| cell.table.name().to_owned()).unwrap_or_default(),
        finding.primary.zip(form).map(|(cell, form)| form.row_name(cell.row)).unwrap_or_default(),
        finding.primary.zip(form).map(|(cell, form)| form.column_name(cell).to_owned()).unwrap_or_default(),
        finding.primary.map(|cell| cell.to_string()).unwrap_or_default(),
        figure(|figures| &figures.reported),
        figure(|figures| &figures.computed),
        figure(|figures| &figures.difference),
        finding.clause.cite().to_owned(),
        line,
        across,
    ]
}

/// Text that came from outside.
fn text(text: &str) -> String {
    inert(text).into_owned()
}

fn written(rows: impl IntoIterator<Item = Row>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        // Rows of one length cannot fail to be written into memory.
        _ = writer.write_record(&row);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Error, ErrorKind};

    #[test]
    fn the_head_opens_in_excel() {
        let head = head();
        assert!(head.starts_with("\u{feff}文件,机关,年度,级别,"));
        assert!(head.ends_with("\r\n"));
    }

    #[test]
    fn a_cell_that_would_run_is_made_text() {
        let error = Error::new(ErrorKind::NotText, "不是\n文字");
        for (source, written) in [("=1+1.txt", "'=1+1.txt"), ("-a", "'-a"), ("\tb", "'\tb"), ("c,d", "\"c,d\"")] {
            let text = document(Document::Unreadable { source, error: &error });
            assert!(text.starts_with(&format!("{written},")), "{text}");
            assert!(text.contains("\"不是\n文字\""), "{text}");
        }
    }
}
