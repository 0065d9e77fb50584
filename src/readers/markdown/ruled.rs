//! Tables ruled by dashes: the groups of dashes in a line say where the columns stand.
//!
//! ```text
//!   行名         自然人   总计          -----------------------
//!   ------------ -------- ------          行名         总计
//!   予以公开     4        4             ------------ ----------
//!                                         予以          4
//!                                         公开
//!
//!                                       -----------------------
//! ```
//!
//! In the first kind a line is a row and a blank line ends the table; in the second a row goes on to a blank line, and
//! a rule ends the table.

use std::ops::Range;

use super::grids::width;
use crate::document::fold::is_blank;
use crate::document::grid::Grid;
use crate::limits::MAX_SPAN;
use crate::location::Anchor;

/// The most lines the head of a table may have.
const TALLEST_HEAD: usize = 40;

/// The most lines a table of the second kind may have that has no head.
const TALLEST: usize = 400;

/// The columns of a rule, as a terminal sets them; `None` for a line that is no rule.
pub(super) fn columns(line: &str) -> Option<Vec<Range<usize>>> {
    let is_rule = line.contains("--") && line.bytes().all(|byte| matches!(byte, b'-' | b' '));
    if !is_rule {
        return None;
    }
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, _) in line.bytes().enumerate().filter(|(_, byte)| *byte == b'-') {
        match groups.last_mut() {
            Some(group) if group.end == at => group.end += 1,
            _ => groups.push(at..at + 1),
        }
    }
    (groups.len() <= MAX_SPAN && groups.iter().all(|group| group.len() >= 2)).then_some(groups)
}

fn is_blank_line(line: &str) -> bool {
    line.chars().all(is_blank)
}

/// The table that begins on this line, and the line after it.
pub(super) fn table(lines: &[&str], start: usize) -> Option<(Grid, usize)> {
    let rule_of = |index: usize| lines.get(index).and_then(|line| columns(line));
    let (head, rule, is_tall) = match rule_of(start) {
        Some(groups) if groups.len() > 1 => (start..start, start, false),
        Some(_) => {
            // A rule across opens a table of the second kind, if the columns are ruled under its head.
            let near = (start + 1..lines.len().min(start + TALLEST_HEAD)).take_while(|at| !is_blank_line(lines[*at]));
            let rule = near.into_iter().find(|at| rule_of(*at).is_some())?;
            (start + 1..rule, rule, true)
        }
        None if is_blank_line(lines[start]) => return None,
        None => (start..start + 1, start + 1, false),
    };
    let groups = rule_of(rule).filter(|groups| groups.len() > 1)?;
    let body = rule + 1;
    let (rows_end, end, is_tall) = extent(lines, body, &groups, is_tall, head.is_empty());
    let mut grid = Grid::new();
    let mut push = |rows: Range<usize>| {
        grid.begin_row();
        (0..groups.len()).all(|column| {
            let (text, anchor) = cell(lines, rows.clone(), &groups, column);
            grid.push(text, anchor, 1, 1)
        })
    };
    if !head.is_empty() {
        push(head);
    }
    let mut first = body;
    for at in body..=rows_end {
        let ends_row = at == rows_end || is_blank_line(lines[at]) || !is_tall;
        if ends_row {
            let last = if at < rows_end && !is_tall { at + 1 } else { at };
            let is_row = first < last && !(first..last).all(|line| is_blank_line(lines[line]));
            if is_row && !push(first..last) {
                // More cells than any table has.
                return None;
            }
            first = at + 1;
        }
    }
    (grid.height() > 0).then_some((grid, end))
}

/// Where the rows end, where the table does, and whether its rows go on to a blank line.
fn extent(
    lines: &[&str],
    body: usize,
    groups: &[Range<usize>],
    is_tall: bool,
    is_headless: bool,
) -> (usize, usize, bool) {
    // A row of dashes, each a cell that is struck out, is no rule.
    let is_end = |at: &usize| columns(lines[*at]).is_some_and(|rule| rule.len() == 1 || rule == groups);
    if is_tall {
        let rule = (body..lines.len()).find(is_end);
        return rule.map_or((lines.len(), lines.len(), true), |at| (at, at + 1, true));
    }
    let end = (body..lines.len()).find(|at| is_blank_line(lines[*at]) || is_end(at)).unwrap_or(lines.len());
    if end < lines.len() && is_end(&end) {
        return (end, end + 1, false);
    }
    // Without a head only a rule at the end tells the second kind from the first.
    let rule = (end..lines.len().min(end + TALLEST)).find(is_end).filter(|_| is_headless);
    match rule.filter(|rule| lines.get(rule + 1).is_none_or(|line| is_blank_line(line))) {
        Some(rule) => (rule, rule + 1, true),
        None => (end, end, false),
    }
}

/// The text of a row in one column, and where it begins.
fn cell(lines: &[&str], rows: Range<usize>, groups: &[Range<usize>], column: usize) -> (String, Anchor) {
    let mut texts = Vec::new();
    let mut anchor = None;
    for row in rows.clone() {
        let line = lines[row];
        let start = if column == 0 { 0 } else { cut(line, groups[column - 1].end, groups[column].start) };
        let end = groups.get(column + 1).map_or(line.len(), |next| cut(line, groups[column].end, next.start));
        let whole = line.get(start..end.max(start)).unwrap_or_default();
        let text = whole.trim_matches(is_blank);
        let offset = start + (whole.len() - whole.trim_start_matches(is_blank).len());
        let place = |length: &str| Anchor::Text {
            line: super::count(row + 1),
            column: super::count(line.get(..offset).unwrap_or_default().chars().count() + 1),
            length: super::count(length.chars().count()),
        };
        if text.is_empty() {
            continue;
        }
        anchor.get_or_insert_with(|| place(text));
        texts.push(super::inline::clean(&super::inline::shielded(text), true).0);
    }
    let nowhere = Anchor::Text { line: super::count(rows.start + 1), column: 1, length: 0 };
    (texts.join("\n"), anchor.unwrap_or(nowhere))
}

/// The offset at which a line is cut between two columns: at the blank that is nearest to the gap between them, for
/// programs do not agree on the width of every character.
fn cut(line: &str, gap: usize, next: usize) -> usize {
    let mut best: Option<(usize, usize)> = None;
    let mut column = 0;
    for (offset, c) in line.char_indices() {
        if c == ' ' {
            let distance = if column < gap { gap - column } else { (column + 1).saturating_sub(next) };
            if best.is_none_or(|(least, _)| distance <= least) {
                best = Some((distance, offset));
            }
        }
        column += width(c);
        if column > next + 16 {
            break;
        }
    }
    best.filter(|_| column > gap).map_or(line.len(), |(_, offset)| offset)
}
