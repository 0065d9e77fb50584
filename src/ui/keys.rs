//! What the keys do in a table: as in a spreadsheet, with Enter and L for what a spreadsheet does not have.
//!
//! | key | on a cell | in the box over it |
//! |---|---|---|
//! | arrows, Home, End | go to another cell | up and down take the text over and go there |
//! | a character | takes the place of what stands there, the next one follows it | |
//! | Backspace | takes the last character back, or empties the cell | |
//! | F2, double click | opens the box with what stands there | |
//! | Delete | empties the cell | |
//! | L | checked against the original, or no longer | |
//! | Enter | shows the cell's equations; after typing, goes down | takes the text over and goes down |
//! | Tab | leaves the table; after typing, goes to the next cell | takes the text over and goes to the next cell |
//! | Esc | after typing, leaves the cell as it was | leaves the cell as it was |
//!
//! What is typed on a cell needs no box: nothing has to be drawn before the next key finds its place, so that none is
//! lost on a slow machine.

use super::action::Action;
use super::work::{LONGEST, Seat};
use crate::document::figure;
use crate::location::CellId;
use crate::report::layout::{Layout, Move};

/// A key with the keys held down beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stroke<'a> {
    /// The key by its DOM name: `a`, `Enter`, `ArrowLeft`.
    pub key: &'a str,
    /// Ctrl, or Cmd on a Mac.
    pub command: bool,
    /// Shift.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
}

/// What a key does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// The keyboard goes to a cell.
    Go(CellId),
    /// Something happens.
    Do(Action),
    /// What was typed is taken over, and the keyboard goes to a cell.
    TakeOver(CellId),
    /// Nothing, and the browser's own doing is not wanted either.
    Stay,
}

/// What a key does on a cell; `None` where it is the browser's. `typing` is whether something was typed on it.
pub fn on_cell(layout: &Layout, cell: CellId, typing: bool, stroke: Stroke<'_>) -> Option<Effect> {
    if stroke.alt {
        return None;
    }
    match stroke.key {
        "Escape" if typing => return Some(Effect::Do(Action::Abandon(None))),
        "Enter" | "Tab" if typing => return in_box(layout, cell, stroke),
        _ => {}
    }
    let step = match (stroke.key, stroke.command) {
        ("ArrowLeft", false) => Move::Left,
        ("ArrowRight", false) => Move::Right,
        ("ArrowUp", false) => Move::Up,
        ("ArrowDown", false) => Move::Down,
        ("Home", true) => Move::First,
        ("End", true) => Move::Last,
        ("Home" | "ArrowLeft", _) => Move::RowStart,
        ("End" | "ArrowRight", _) => Move::RowEnd,
        ("F2", _) => return Some(Effect::Do(Action::Open(cell, Seat::Table, None))),
        ("Delete", _) => return Some(Effect::Do(Action::Set(vec![(cell, String::new())]))),
        ("Backspace", _) => return Some(Effect::Do(Action::Shorten(cell))),
        ("l" | "L", false) if !typing => return Some(Effect::Do(Action::Lock(cell))),
        (key, false) => {
            let mut characters = key.chars();
            let only = characters.next().filter(|_| characters.next().is_none());
            // A blank presses the button, as everywhere.
            let typed = only.filter(|only| *only != ' ')?;
            return Some(Effect::Do(Action::Append(cell, typed)));
        }
        _ => return None,
    };
    Some(layout.step(cell, step).map_or(Effect::Stay, Effect::Go))
}

/// What a key does in the box over a cell; `None` where it is the browser's.
pub fn in_box(layout: &Layout, cell: CellId, stroke: Stroke<'_>) -> Option<Effect> {
    let go = |step| layout.step(cell, step).unwrap_or(cell);
    let to = match (stroke.key, stroke.shift) {
        ("Escape", _) => return Some(Effect::Do(Action::Abandon(Some(cell)))),
        ("Enter", false) | ("ArrowDown", _) => go(Move::Down),
        ("Enter", true) | ("ArrowUp", _) => go(Move::Up),
        ("Tab", back) => next(layout, cell, back),
        _ => return None,
    };
    Some(Effect::TakeOver(to))
}

/// The next cell in reading order, or the one before; the first and the last stay.
fn next(layout: &Layout, cell: CellId, back: bool) -> CellId {
    let cells = layout.grid().concat();
    let at = cells.iter().position(|&other| other == cell);
    let to = at.and_then(|at| if back { at.checked_sub(1) } else { Some(at + 1) });
    to.and_then(|to| cells.get(to)).copied().unwrap_or(cell)
}

/// The figures a clipboard's text holds, row by row; none when it holds anything else.
pub fn figures(text: &str) -> Vec<Vec<String>> {
    let row = |line: &str| line.split('\t').map(|cell| cell.trim().to_owned()).collect();
    let rows: Vec<Vec<String>> = text.trim_matches(['\r', '\n']).lines().map(row).collect();
    let short = |cell: &String| cell.chars().count() <= LONGEST && figure::is_value(cell);
    let any = rows.iter().flatten().any(|cell| !cell.is_empty());
    if any && rows.iter().flatten().all(short) { rows } else { Vec::new() }
}

/// Where figures come to stand that are put into a cell and those to the right of it and below; what reaches over the
/// border falls away.
pub fn placed(layout: &Layout, first: CellId, figures: Vec<Vec<String>>) -> Vec<(CellId, String)> {
    let grid = layout.grid();
    let at = |row: &Vec<CellId>| row.iter().position(|cell| *cell == first);
    let Some((top, left)) = grid.iter().enumerate().find_map(|(index, row)| Some((index, at(row)?))) else {
        return Vec::new();
    };
    let rows = grid.into_iter().skip(top).zip(figures);
    rows.flat_map(|(cells, texts)| cells.into_iter().skip(left).zip(texts)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Table;
    use crate::report::form::Form;

    const PLAIN: Stroke<'static> = Stroke { key: "", command: false, shift: false, alt: false };

    fn cell(text: &str) -> CellId {
        text.parse().expect("a cell")
    }

    #[track_caller]
    fn does(stroke: Stroke<'_>, expected: Option<Effect>) {
        let layout = Layout::new(Form::F2021, Table::T3);
        assert_eq!(on_cell(&layout, cell("t3.granted.person"), false, stroke), expected);
    }

    #[track_caller]
    fn does_in_box(key: &str, shift: bool, expected: &str) {
        let layout = Layout::new(Form::F2021, Table::T3);
        let effect = in_box(&layout, cell("t3.granted.total"), Stroke { key, shift, ..PLAIN });
        assert_eq!(effect, Some(Effect::TakeOver(cell(expected))));
        // After typing on the cell itself these keys do the same.
        assert_eq!(on_cell(&layout, cell("t3.granted.total"), true, Stroke { key, shift, ..PLAIN }), effect);
    }

    #[test]
    fn a_character_is_typed_and_a_blank_is_not() {
        let typed = |character| Effect::Do(Action::Append(cell("t3.granted.person"), character));
        does(Stroke { key: "7", ..PLAIN }, Some(typed('7')));
        does(Stroke { key: "无", ..PLAIN }, Some(typed('无')));
        does(Stroke { key: " ", ..PLAIN }, None);
        does(Stroke { key: "Tab", ..PLAIN }, None);
        does(Stroke { key: "F8", ..PLAIN }, None);
    }

    #[test]
    fn keys_of_the_browser_stay_the_browsers() {
        does(Stroke { key: "c", command: true, ..PLAIN }, None);
        does(Stroke { key: "l", command: true, ..PLAIN }, None);
        does(Stroke { key: "ArrowLeft", alt: true, ..PLAIN }, None);
    }

    #[test]
    fn arrows_walk_and_stop_at_the_border() {
        does(Stroke { key: "ArrowLeft", ..PLAIN }, Some(Effect::Stay));
        does(Stroke { key: "ArrowDown", ..PLAIN }, Some(Effect::Go(cell("t3.partial.person"))));
        does(Stroke { key: "End", ..PLAIN }, Some(Effect::Go(cell("t3.granted.total"))));
        does(Stroke { key: "End", command: true, ..PLAIN }, Some(Effect::Go(cell("t3.carried_out.total"))));
    }

    #[test]
    fn the_box_closes_towards_the_next_cell() {
        does_in_box("Enter", false, "t3.partial.total");
        does_in_box("Enter", true, "t3.carried_in.total");
        does_in_box("Tab", false, "t3.partial.person");
        does_in_box("Tab", true, "t3.granted.other_org");
    }

    #[test]
    fn a_block_of_figures_fills_the_cells_and_stops_at_the_border() {
        let layout = Layout::new(Form::F2021, Table::T3);
        let block = figures("1\t2\r\n3\t\r\n");
        assert_eq!(block, [["1", "2"], ["3", ""]]);
        let placed: Vec<(String, String)> = placed(&layout, cell("t3.result_total.total"), block)
            .into_iter()
            .map(|(cell, text)| (cell.to_string(), text))
            .collect();
        let expected = [("t3.result_total.total", "1"), ("t3.carried_out.total", "3")];
        assert_eq!(placed, expected.map(|(cell, text)| (cell.to_owned(), text.to_owned())));
        for text in ["", " \r\n", "一、总体情况", "1\t件数"] {
            assert!(figures(text).is_empty(), "{text:?}");
        }
    }
}
