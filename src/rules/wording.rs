//! The words that sentences share: names of cells, rows and columns in the form's own terms, lists, excerpts.

use crate::document::fold::{fold_char, is_numeral};
use crate::location::{CellId, Column, Row, Table};
use crate::report::Report;

/// The most characters of the user's own text that a sentence repeats.
const MAX_EXCERPT: usize = 24;

/// How many characters are shown around a difference.
const AROUND: usize = 3;

/// A cell, 「表三（一）予以公开·自然人」.
pub fn cell_name(report: &Report, cell: CellId) -> String {
    format!("{}·{}", row_name(report, cell.table, cell.row), column_label(report, cell))
}

/// A row with its table, 「表三（一）予以公开」; quoted where its own numeral would run into the table's.
pub fn row_name(report: &Report, table: Table, row: Row) -> String {
    let name = report.form(table).row_name(row);
    if name.starts_with(is_numeral) {
        format!("{}“{name}”", table.name())
    } else {
        format!("{}{name}", table.name())
    }
}

/// A column of table three, 「表三自然人列」.
pub fn column_name(report: &Report, cell: CellId) -> String {
    format!("{}{}列", cell.table.name(), column_label(report, cell))
}

/// The column a cell stands in, without what the form's label says of the unit.
pub fn column_label(report: &Report, cell: CellId) -> &'static str {
    match cell.column {
        Column::Amount if cell.row == Row::Fees => "本年收费金额",
        _ => report.form(cell.table).column_name(cell),
    }
}

/// Up to three names, then how many there are in all: 「A、B、C 等 5 行」.
pub fn list(names: &[String], measure: &str) -> String {
    match names {
        [] | [_] | [_, _] | [_, _, _] => names.join("、"),
        [first, second, third, ..] => format!("{first}、{second}、{third} 等 {} {measure}", names.len()),
    }
}

/// Text of the document between quotation marks, cut when it is long.
pub fn quote(text: &str) -> String {
    let mut words: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() > MAX_EXCERPT {
        words = words.chars().take(MAX_EXCERPT).collect();
        words.push('…');
    }
    format!("“{words}”")
}

/// The stretch in which two texts differ, with a few characters around it; `None` when they say the same. Blanks,
/// marks, brackets, 「的」 and 钩 for 勾 make no difference.
pub fn difference(written: &str, official: &str) -> Option<(String, String)> {
    let (written, official) = (meaning(written), meaning(official));
    if written == official {
        return None;
    }
    let same = written.iter().zip(&official).take_while(|(a, b)| a == b).count();
    let rest = written.len().min(official.len()) - same;
    let same_after = written.iter().rev().zip(official.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let stretch = |text: &[char]| {
        let from = same.saturating_sub(AROUND);
        let to = (text.len() - same_after + AROUND).min(text.len());
        text[from..to].iter().collect::<String>()
    };
    Some((stretch(&written), stretch(&official)))
}

/// The characters that carry the meaning.
fn meaning(text: &str) -> Vec<char> {
    let told = |c: &char| c.is_alphanumeric() && *c != '的';
    text.chars().filter_map(fold_char).filter(told).map(|c| if c == '钩' { '勾' } else { c }).collect()
}

/// A number from 1 to 10 as headings count, 「三」; larger ones in digits.
pub fn ordinal(number: u8) -> String {
    const DIGITS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let index = usize::from(number).wrapping_sub(1);
    DIGITS.get(index).map_or_else(|| number.to_string(), |digit| (*digit).to_owned())
}

/// Says what of these cells was not read: whole tables first, then rows, then single cells.
pub fn not_read(report: &Report, cells: &[CellId]) -> String {
    let mut tables: Vec<String> = Vec::new();
    let mut rows: Vec<String> = Vec::new();
    let mut singles: Vec<String> = Vec::new();
    let add = |names: &mut Vec<String>, name: String| {
        if !names.contains(&name) {
            names.push(name);
        }
    };
    for &cell in cells {
        if report.tables.get(cell.table).is_none() {
            add(&mut tables, cell.table.name().to_owned());
        } else if !report.cells.keys().any(|read| read.table == cell.table && read.row == cell.row) {
            add(&mut rows, row_name(report, cell.table, cell.row));
        } else {
            add(&mut singles, cell_name(report, cell));
        }
    }
    let mut parts = Vec::new();
    if !tables.is_empty() {
        parts.push(format!("没有找到{}", tables.join("、")));
    }
    if !rows.is_empty() {
        parts.push(format!("没有读出{}", list(&rows, "行")));
    }
    if !singles.is_empty() {
        parts.push(format!("没有读出{}", list(&singles, "格")));
    }
    parts.join("；")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::form::{Form, IDENTITY_NOTE};
    use crate::rules::test_support::{Draft, id};

    #[test]
    fn a_long_list_is_cut_and_counted() {
        let names: Vec<String> = ["甲", "乙", "丙", "丁"].map(String::from).to_vec();
        assert_eq!(list(&names[..3], "行"), "甲、乙、丙");
        assert_eq!(list(&names, "行"), "甲、乙、丙 等 4 行");
    }

    #[test]
    fn what_was_not_read_is_named_by_table_row_and_cell() {
        let report = Draft::new(2024)
            .zeros(Table::T3, Form::F2021)
            .without_row(Row::Granted)
            .without(id("t3.partial.total"))
            .report();
        let cells = ["t3.granted.person", "t3.granted.total", "t3.partial.total", "t4.review.total"].map(id);
        assert_eq!(
            not_read(&report, &cells),
            "没有找到表四；没有读出表三（一）予以公开；没有读出表三（二）部分公开·总计"
        );
    }

    #[test]
    fn harmless_variants_are_the_same() {
        for note in [
            IDENTITY_NOTE,
            "(本列数据勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)",
            "本列数据的钩稽关系为：\n第一项加第二项之和 等于第三项加第四项之和",
        ] {
            assert_eq!(difference(note, IDENTITY_NOTE), None, "{note}");
        }
    }

    #[test]
    fn the_stretch_that_differs_is_shown() {
        let shown = |note: &str| difference(note, IDENTITY_NOTE).expect("a difference");
        assert_eq!(
            shown("本列数据的勾稽关系为：第一项家第二项之和，等于第三项加第四项之和"),
            ("第一项家第二项".to_owned(), "第一项加第二项".to_owned())
        );
        assert_eq!(
            shown("本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项"),
            ("第四项".to_owned(), "第四项之和".to_owned())
        );
        assert_eq!(shown("").0, "");
    }

    #[test]
    fn long_text_is_cut() {
        assert_eq!(quote(" 若  干 "), "“若 干”");
        assert_eq!(quote(&"字".repeat(25)), format!("“{}…”", "字".repeat(24)));
    }
}
