//! What the user has to know of the reading of a sheet, one sentence each.

use super::formula::Place;
use super::totals::Totals;
use super::{Sheet, Stored};
use crate::document::Note;
use crate::location::column_letters;

/// So many stale totals are told one by one.
const MOST_TOLD: usize = 20;

/// So many cells are named in a list.
const MOST_NAMED: usize = 6;

/// Everything there is to say of a sheet.
pub(super) fn of(sheet: &Sheet, totals: &Totals, aside: &[Place]) -> Vec<Note> {
    let name = &sheet.name;
    let mut notes = Vec::new();
    let mut say = |place: Option<Place>, text: String| {
        notes.push(Note { text, anchor: place.map(|place| sheet.anchor(place)) });
    };
    if sheet.is_damaged {
        say(None, format!("工作表“{name}”已损坏，只读出了一部分；请在 Excel 或 WPS 里打开它，另存一份再核对。"));
    }
    if let Some(hidden) = hidden(sheet) {
        say(None, format!("工作表“{name}”里隐藏了一些内容（{hidden}），也照样读了，因为合计可能把它们算在内。"));
    }
    if let Some(first) = totals.filled.first() {
        let count = totals.filled.len();
        let text = format!(
            "工作表“{name}”有 {count} 个公式没有存下结果（如 {}），已按公式算出；请用 Excel 或 WPS 打开，保存一次再发布。",
            cell(*first)
        );
        say(Some(*first), text);
    }
    if let Some(first) = totals.missing.first() {
        let text = format!(
            "工作表“{name}”的 {}是公式，没有存下结果，也没能算出，当作空白；请用 Excel 或 WPS 打开，保存一次再核对。",
            list(&totals.missing)
        );
        say(Some(*first), text);
    }
    for (place, stored, value) in totals.stale.iter().take(MOST_TOLD) {
        let text = format!(
            "{name}!{} 的公式算得 {value}，存着的却是 {stored}（核对用的是 {stored}），请在 Excel 或 WPS 里重新计算后保存。",
            cell(*place)
        );
        say(Some(*place), text);
    }
    if totals.stale.len() > MOST_TOLD {
        let more = totals.stale.len() - MOST_TOLD;
        say(
            None,
            format!("工作表“{name}”还有 {more} 个公式存着的结果与算得的不一致，请在 Excel 或 WPS 里重新计算后保存。"),
        );
    }
    if let Some(first) = totals.passed_over.first() {
        let places: Vec<Place> = totals.passed_over.iter().copied().collect();
        let text = format!(
            "工作表“{name}”的 {}是文本形式的数字，求和公式没有把它们算进去；请改成数字，再重新计算。",
            list(&places)
        );
        say(Some(*first), text);
    }
    if let Some((place, stored)) = sheet.rounded.first() {
        let count = sheet.rounded.len();
        let text = format!(
            "工作表“{name}”有 {count} 个格显示的是舍入后的数（如 {}，存着的是 {stored}），核对用的是显示的数。",
            cell(*place)
        );
        say(Some(*place), text);
    }
    if let Some(first) = sheet.unseen.first() {
        let text = format!(
            "工作表“{name}”的 {}里有数，但按单元格格式显示为空白或横线，核对用的是存着的数。",
            list(&sheet.unseen)
        );
        say(Some(*first), text);
    }
    if let Some(first) = aside.first() {
        say(Some(*first), format!("工作表“{name}”的 {}在表格边框之外，没有当作表格的内容。", list(aside)));
    }
    notes
}

fn cell((row, column): Place) -> String {
    format!("{}{row}", column_letters(column))
}

/// 「C7、C8 」, 「C7、C8 等 12 个格」: what follows is Chinese.
fn list(places: &[Place]) -> String {
    let named: Vec<String> = places.iter().take(MOST_NAMED).map(|place| cell(*place)).collect();
    let named = named.join("、");
    if places.len() > MOST_NAMED { format!("{named} 等 {} 个格", places.len()) } else { named + " " }
}

/// The hidden rows and columns among those that say something.
fn hidden(sheet: &Sheet) -> Option<String> {
    let filled = |is_inside: &dyn Fn(Place) -> bool| {
        sheet.cells.iter().any(|cell| cell.stored != Stored::Nothing && is_inside(cell.place))
    };
    let mut places = Vec::new();
    for &(first, last) in sheet.hidden_rows.iter().take(MOST_TOLD) {
        if filled(&|place| (first..=last).contains(&place.0)) {
            places.push(match first == last {
                true => format!("第 {first} 行"),
                false => format!("第 {first} 至 {last} 行"),
            });
        }
    }
    for &(first, last) in sheet.hidden_columns.iter().take(MOST_TOLD) {
        if filled(&|place| (first..=last).contains(&place.1)) {
            places.push(match first == last {
                true => format!("{} 列", column_letters(first)),
                false => format!("{} 至 {} 列", column_letters(first), column_letters(last)),
            });
        }
    }
    (!places.is_empty()).then(|| places.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::sheet::{Cell, Stored};

    fn texts(sheet: &Sheet, totals: &Totals, aside: &[Place]) -> Vec<String> {
        of(sheet, totals, aside).into_iter().map(|note| note.text).collect()
    }

    #[test]
    fn nothing_is_said_where_there_is_nothing_to_say() {
        assert!(texts(&Sheet::new(1, "表"), &Totals::default(), &[]).is_empty());
    }

    #[test]
    fn each_thing_is_said_once_with_its_cells() {
        let mut sheet = Sheet::new(2, "表三");
        for place in [(7, 3), (8, 6)] {
            let anchor = sheet.anchor(place);
            let (text, stored) = ("1".to_owned(), Stored::Text);
            sheet.cells.push(Cell { place, anchor, text, stored, format: 0, is_drawn: false, formula: None });
        }
        sheet.hidden_rows = vec![(7, 7), (20, 30)];
        sheet.hidden_columns = vec![(5, 6)];
        let totals = Totals { stale: vec![((7, 3), 4.into(), 5.into())], ..Totals::default() };
        assert_eq!(
            texts(&sheet, &totals, &[(1, 12); 8]),
            [
                "工作表“表三”里隐藏了一些内容（第 7 行、E 至 F 列），也照样读了，因为合计可能把它们算在内。",
                "表三!C7 的公式算得 5，存着的却是 4（核对用的是 4），请在 Excel 或 WPS 里重新计算后保存。",
                "工作表“表三”的 L1、L1、L1、L1、L1、L1 等 8 个格在表格边框之外，没有当作表格的内容。",
            ]
        );
    }
}
