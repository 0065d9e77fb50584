//! Layouts in which `|` stands between cells: what is left of web tables, and Markdown.

use gouji::location::Table;

use super::lines::{paged, texts};
use super::{Layout, Style};
use crate::support::sheet::{Position, Sheet};

/// `a | b | c |`, one row a line.
pub fn rows(sheet: &Sheet, style: &Style, layout: Layout) -> Vec<String> {
    let positions = sheet.positions();
    paged(sheet, style, |index| {
        let row = &positions[index];
        // Cells from above are marked under the head only: a head keeps its own cells.
        let indented = layout == Layout::PipeRowsIndented && index >= sheet.head;
        let keep = |position: Position| indented && matches!(position, Position::Below);
        let texts = texts(row, keep);
        let text = format!("{} |", texts.join(" | ")).replace("|  |", "| |").replace("|  |", "| |");
        vec![match layout {
            Layout::PipeRowsLoose => format!("{}  | ", text.strip_suffix(" |").unwrap_or(&text)),
            Layout::PipeRowsSpans => {
                let spanned = row.iter().filter(|position| matches!(position, Position::Beside)).count();
                format!("{text} {}", "|".repeat(spanned)).trim_end().to_owned()
            }
            _ => text.trim_start().to_owned(),
        }]
    })
}

/// One cell a line with ` |` after it.
pub fn lines(sheet: &Sheet, style: &Style, framed: bool) -> Vec<String> {
    let positions = sheet.positions();
    paged(sheet, style, |index| {
        let row = &positions[index];
        let mut lines = Vec::new();
        if framed {
            lines.push("|".to_owned());
        }
        let texts = texts(row, |_| false);
        let lost = row.len() - texts.len();
        lines.extend(texts.iter().map(|text| format!("{text} |")));
        match lost {
            0 => {}
            _ if framed => lines.push("|".repeat(lost)),
            1 => lines.push(" |".to_owned()),
            _ => lines.push(format!("{} |", "|".repeat(lost))),
        }
        lines
    })
}

/// One Markdown table; a page break cuts it in two.
pub fn markdown(sheet: &Sheet, style: &Style) -> Vec<String> {
    let positions = sheet.positions();
    let mut begun = false;
    let mut lines = paged(sheet, style, |index| {
        let row = format!("| {} |", texts(&positions[index], |_| true).join(" | "));
        if std::mem::replace(&mut begun, true) { vec![row] } else { vec![row, separator(sheet.width)] }
    });
    lines.push(String::new());
    lines
}

/// One Markdown table per row, each under the caption of its table.
pub fn markdown_rows(sheet: &Sheet, style: &Style) -> Vec<String> {
    let caption = match sheet.table {
        Table::T2 => "## 表二：主动公开政府信息情况",
        Table::T3 => "## 表三：收到和处理政府信息公开申请情况",
        Table::T4 => "## 表四：政府信息公开行政复议、行政诉讼情况",
    };
    let positions = sheet.positions();
    paged(sheet, style, |index| {
        let texts = texts(&positions[index], |_| false);
        vec![caption.to_owned(), format!("| {} |", texts.join(" | ")), separator(texts.len()), String::new()]
    })
}

fn separator(width: usize) -> String {
    format!("|{}", "---|".repeat(width))
}
