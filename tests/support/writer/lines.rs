//! Layouts in which TABs, blanks or line breaks stand between cells.

use gouji::location::Table;

use super::{Pages, Style};
use crate::support::sheet::{Kind, Position, Sheet, SheetCell};

/// The row before which a page break falls: in the middle of table three, between two groups or inside one.
const BREAK: usize = 12;

/// The rows of a table as `row` writes them, with what a page break leaves among them.
pub fn paged(sheet: &Sheet, style: &Style, mut row: impl FnMut(usize) -> Vec<String>) -> Vec<String> {
    let mut lines = Vec::new();
    for index in 0..sheet.rows.len() {
        if sheet.table == Table::T3 && index == BREAK {
            match style.pages {
                Pages::None => {}
                Pages::Number(mark) => lines.push(mark.to_owned()),
                Pages::NumberAndHead(mark) => {
                    lines.push(mark.to_owned());
                    lines.extend((0..sheet.head).flat_map(&mut row));
                }
            }
        }
        lines.extend(row(index));
    }
    lines
}

/// The texts of one row: each cell once, an empty text where `keep` holds on to a position of a merged one.
pub fn texts<'a>(row: &[Position<'a>], keep: impl Fn(Position) -> bool) -> Vec<&'a str> {
    let mut texts = Vec::new();
    for &position in row {
        match position {
            Position::Start(cell) => texts.push(cell.text.as_str()),
            other if keep(other) => texts.push(""),
            _ => {}
        }
    }
    texts
}

/// One cell a line after a TAB; line breaks inside a cell go on without one.
pub fn tab_lines(sheet: &Sheet, style: &Style) -> Vec<String> {
    let positions = sheet.positions();
    let mut lines = paged(sheet, style, |index| {
        let mut lines = Vec::new();
        for text in texts(&positions[index], |position| matches!(position, Position::Below)) {
            lines.push(format!("\t{}", broken_tall(text)));
        }
        lines.push(String::new());
        lines
    });
    lines.push(String::new());
    lines
}

/// Labels of tall narrow cells, broken as such cells break them.
fn broken_tall(label: &str) -> String {
    if label == "三、本年度办理结果" {
        let letters: Vec<String> = label.chars().map(String::from).collect();
        return letters.join("\n");
    }
    for group in ["不予公开", "无法提供", "不予处理"] {
        if let Some(number) = label.strip_suffix(group) {
            let (upper, lower) = group.split_at("不予".len());
            return format!("{number}{upper}\n{lower}");
        }
    }
    label.to_owned()
}

/// One row a line, cells between TABs.
pub fn tab_rows(sheet: &Sheet, style: &Style) -> Vec<String> {
    let positions = sheet.positions();
    paged(sheet, style, |index| {
        let in_head = sheet.table == Table::T3 && index < sheet.head;
        vec![texts(&positions[index], |position| in_head && matches!(position, Position::Below)).join("\t")]
    })
}

/// One row a line with the full width of the table.
pub fn tab_rows_filled(sheet: &Sheet, style: &Style) -> Vec<String> {
    let positions = sheet.positions();
    paged(sheet, style, |index| vec![texts(&positions[index], |_| true).join("\t")])
}

/// One row a line with the full width of the table; a label over several rows is cut, and goes on in the row below.
pub fn tab_rows_cut(sheet: &Sheet, style: &Style) -> Vec<String> {
    let positions = sheet.positions();
    let is_cut = |cell: &SheetCell| cell.rows > 1 && cell.text.starts_with(['三', '（', '(']) && cell.columns == 1;
    paged(sheet, style, |index| {
        let mut texts = Vec::new();
        for (column, &position) in positions[index].iter().enumerate() {
            let above = index.checked_sub(1).map(|above| positions[above][column]);
            texts.push(match (position, above) {
                (Position::Start(cell), _) if is_cut(cell) => cut(cell).0,
                (Position::Start(cell), _) => cell.text.as_str(),
                (Position::Below, Some(Position::Start(cell))) if is_cut(cell) => cut(cell).1,
                _ => "",
            });
        }
        vec![texts.join("\t")]
    })
}

/// A label in two halves.
fn cut(cell: &SheetCell) -> (&str, &str) {
    let middle = cell.text.char_indices().nth(cell.text.chars().count().div_ceil(2)).map_or(0, |(at, _)| at);
    cell.text.split_at(middle)
}

/// One row a line, cells between blanks.
pub fn space_rows(sheet: &Sheet, style: &Style, broken_head: bool) -> Vec<String> {
    if broken_head && sheet.table == Table::T4 {
        return broken_head_of_four(sheet);
    }
    let positions = sheet.positions();
    paged(sheet, style, |index| vec![texts(&positions[index], |_| false).join(" ")])
}

/// The head of table four as a text layer gives it: every narrow label cut in two lines, the first five with the
/// others or before them.
fn broken_head_of_four(sheet: &Sheet) -> Vec<String> {
    let upper = "结果 结果 其他 尚未 总";
    let lower = "维持 纠正 结果 审结 计";
    let values: Vec<&str> = sheet.rows[sheet.head].cells.iter().map(|cell| cell.text.as_str()).collect();
    vec![
        "行政复议 行政诉讼".to_owned(),
        "未经复议直接起诉 复议后起诉".to_owned(),
        upper.to_owned(),
        format!("{lower} {upper} {upper}"),
        format!("{lower} {lower}"),
        values.join(" "),
    ]
}

/// One cell a line with a blank line after each.
pub fn cell_lines(sheet: &Sheet, style: &Style) -> Vec<String> {
    paged(sheet, style, |index| {
        let mut lines = Vec::new();
        for cell in &sheet.rows[index].cells {
            for line in broken_narrow(cell) {
                lines.push(line);
                lines.push(String::new());
            }
        }
        lines
    })
}

/// Labels of narrow heads, broken as such heads break them; figures keep the blank the cell began with.
fn broken_narrow(cell: &SheetCell) -> Vec<String> {
    const BROKEN: [(&str, &str); 4] =
        [("商业", "企业"), ("科研", "机构"), ("本年新", "制作数量"), ("本年新", "公开数量")];
    for (upper, lower) in BROKEN {
        if cell.kind == Kind::Label && cell.text.strip_prefix(upper) == Some(lower) {
            return vec![upper.to_owned(), lower.to_owned()];
        }
    }
    vec![if cell.kind == Kind::Label { cell.text.clone() } else { format!(" {}", cell.text) }]
}
