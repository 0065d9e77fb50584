//! Where the three tables stand in the stream of rows, and what their readings share.

use std::collections::BTreeMap;
use std::ops::Range;

use super::labels::{self, Label};
use super::parts::Heading;
use super::stream::{Kind, Row, Token};
use super::{Cell, MiscountedRow, PartKind, RowLayout, TableRead};
use crate::document::fold::is_blank;
use crate::document::{Note, figure};
use crate::location::Row as FormRow;
use crate::location::{CellId, Column, Table};

/// What a table's module gives back.
pub(super) struct Reading {
    pub read: TableRead,
    pub cells: BTreeMap<CellId, Cell>,
    /// Rows of the stream the table takes up.
    pub rows: Range<usize>,
    /// Figures were found that belong to no row: the table came apart.
    pub orphans: bool,
    /// How its figures were put in order.
    pub order: super::Reading,
    /// What has to be known of the reading.
    pub notes: Vec<Note>,
}

impl Reading {
    /// Every figure found its place.
    pub const fn is_whole(&self) -> bool {
        !self.orphans && self.read.unread_rows.is_empty()
    }
}

/// The stretch of rows a table stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Zone {
    pub table: Table,
    pub rows: Range<usize>,
}

/// Finds the three tables by their labels. Headings, in the order of the document, bound them.
pub(super) fn zones(rows: &[Row<'_>], headings: &[Heading]) -> Vec<Zone> {
    let marks: Vec<[u8; 3]> = rows.iter().map(marks).collect();
    let mut best: [Option<(u32, Range<usize>)>; 3] = [None, None, None];
    for (at, segment) in segments(rows, headings).into_iter().enumerate() {
        let part = at.checked_sub(1).and_then(|heading| headings.get(heading)).map(|heading| heading.kind);
        // Within one segment the tables follow each other in the form's order: each ends where the next begins.
        let mut end = segment.end;
        for table in [Table::T4, Table::T3, Table::T2] {
            let index = table as usize;
            let hits: Vec<usize> = (segment.start..end).filter(|&row| marks[row][index] > 0).collect();
            let weight: u32 = hits.iter().map(|&row| u32::from(marks[row][index])).sum();
            let (Some(&first), true) = (hits.first(), weight >= least(table)) else { continue };
            let start = match table {
                Table::T4 if part == Some(PartKind::Reviews) => {
                    with_pieces_of_t4(rows, segment.start, first_head_of_t4(&marks, &hits))
                }
                Table::T4 => first_head_of_t4(&marks, &hits),
                _ => first,
            };
            let better = best[index].as_ref().is_none_or(|(other, _)| weight > *other);
            if better {
                best[index] = Some((weight, start..end));
            }
            end = start;
        }
    }
    if best[Table::T4 as usize].is_none() {
        best[Table::T4 as usize] = t4_without_heads(rows, headings).map(|rows| (0, rows));
    }
    Table::ALL.iter().zip(best).filter_map(|(&table, found)| found.map(|(_, rows)| Zone { table, rows })).collect()
}

/// The stretches between the headings.
fn segments(rows: &[Row<'_>], headings: &[Heading]) -> Vec<Range<usize>> {
    let starts = std::iter::once(0).chain(headings.iter().map(|heading| heading.row + 1));
    let ends = headings.iter().map(|heading| heading.row).chain([rows.len()]);
    starts.zip(ends).map(|(start, end)| start..end.max(start)).collect()
}

/// Table four whose heads came apart: under its part's heading, a row of exactly its fifteen figures.
fn t4_without_heads(rows: &[Row<'_>], headings: &[Heading]) -> Option<Range<usize>> {
    let at = headings.iter().position(|heading| heading.kind == PartKind::Reviews)?;
    let segment = segments(rows, headings).into_iter().nth(at + 1)?;
    let figures = |row: &Row<'_>| {
        let kinds = || row.tokens.iter().map(|token| token.kind);
        kinds().count() == 15
            && kinds().all(|kind| matches!(kind, Kind::Value | Kind::Blank))
            && kinds().any(|kind| kind == Kind::Value)
    };
    let found = segment.clone().find(|&row| figures(&rows[row]))?;
    Some(segment.start..found + 1)
}

/// Table four's heads also occur in prose lists before it; the table is the last run of them.
fn first_head_of_t4(marks: &[[u8; 3]], hits: &[usize]) -> usize {
    let t4 = Table::T4 as usize;
    let t3 = Table::T3 as usize;
    let last = hits[hits.len() - 1];
    // What stands before the last row of table three is no head of table four.
    let after_t3 = (hits[0]..last).rev().find(|&row| marks[row][t3] >= 2 && marks[row][t4] == 0);
    hits.iter().copied().find(|&row| after_t3.is_none_or(|t3_row| row > t3_row)).unwrap_or(last)
}

/// Where table four begins: at the heading of its part where nothing but pieces of heads and figures stand between.
fn with_pieces_of_t4(rows: &[Row<'_>], from: usize, first: usize) -> usize {
    let is_piece = |token: &Token<'_>| match token.kind {
        Kind::Blank | Kind::Value => true,
        Kind::Text => token.letters.chars().all(|c| labels::T4_COLUMNS.iter().any(|label| label.letters.contains(c))),
        Kind::Prose => false,
    };
    let are_pieces = |row: &Row<'_>| row.grid.is_none() && row.tokens.iter().all(is_piece);
    (from..first).rev().take_while(|&row| are_pieces(&rows[row])).last().unwrap_or(first)
}

/// How much must speak for a table before it is looked for: one labelled row with its figures, or several labels.
const fn least(table: Table) -> u32 {
    match table {
        Table::T2 | Table::T3 => 2,
        Table::T4 => 3,
    }
}

/// How much each row speaks for each of the tables.
fn marks(row: &Row<'_>) -> [u8; 3] {
    let mut marks = [0_u8; 3];
    let values = row.tokens.iter().filter(|token| token.kind == Kind::Value).count();
    let head_of_four = |word: &str| labels::T4_HEADS.contains(&word.trim_matches(is_blank));
    for token in row.tokens.iter().filter(|token| token.kind == Kind::Text && token.letters.len() <= 240) {
        if row.grid.is_none() && token.text.split(is_blank).filter(|word| head_of_four(word)).count() > 1 {
            // Two heads on one line: 「未经复议直接起诉 复议后起诉」.
            marks[Table::T4 as usize] = marks[Table::T4 as usize].saturating_add(2);
            continue;
        }
        let letters = token.letters.as_str();
        let known = |labels: &[&str]| labels.contains(&letters);
        let mut mark = |table: Table, weight: u8| {
            marks[table as usize] = marks[table as usize].saturating_add(weight);
        };
        let with_values = if values > 0 { 2 } else { 1 };
        if labels::exact(&labels::T2_ROWS, letters).is_some() {
            mark(Table::T2, with_values);
        } else if labels::exact(&labels::T2_COLUMNS, letters).is_some()
            || known(&[labels::T2_CORNER, labels::T2_CAPTION])
        {
            mark(Table::T2, 1);
        } else if is_identity_note(&token.text) {
            mark(Table::T3, 2);
        } else if letters.len() > 6
            && labels::suffix(&labels::T3_ROWS, letters).is_some_and(|label| label.letters.len() > 6)
        {
            mark(Table::T3, with_values);
        } else if letters == "总计" && values >= 7
            || known(labels::T3_HEAD_WORDS)
            || labels::exact(&labels::T3_COLUMNS, letters).is_some_and(|label| label.of != Column::Total)
        {
            mark(Table::T3, 1);
        } else if known(labels::T4_HEADS) || labels::exact(&labels::T4_COLUMNS, letters).is_some() && letters != "总计"
        {
            mark(Table::T4, 1);
        }
    }
    marks
}

/// Whether the text is the corner note of table three, or begins it.
pub(super) fn is_identity_note(text: &str) -> bool {
    text.contains("勾稽") && (text.contains("第一项") || text.contains("本列"))
}

/// One token of a zone with the row it stands in.
#[derive(Clone, Copy)]
pub(super) struct At<'r, 'a> {
    pub token: &'r Token<'a>,
    pub row: usize,
}

/// The tokens of a zone in reading order.
pub(super) fn tokens<'r, 'a>(rows: &'r [Row<'a>], zone: &Range<usize>) -> Vec<At<'r, 'a>> {
    zone.clone().flat_map(|row| rows[row].tokens.iter().map(move |token| At { token, row })).collect()
}

/// The label that a token, or a few tokens in a row of which it is the first, spell; and how many tokens those are.
///
/// Labels come apart over lines (「商业」「企业」) or letters; the longest spelling wins.
pub(super) fn spelled<'l, T>(labels: &'l [Label<T>], tokens: &[At<'_, '_>]) -> Option<(&'l Label<T>, usize)> {
    let mut joined = String::new();
    let mut best = None;
    for (used, at) in tokens.iter().take(8).enumerate() {
        if at.token.kind != Kind::Text {
            break;
        }
        joined.push_str(&at.token.letters);
        if let Some(label) = labels::exact(labels, &joined) {
            best = Some((label, used + 1));
        } else if !labels.iter().any(|label| label.letters.starts_with(&joined)) {
            break;
        }
    }
    best
}

/// A value cell as the report keeps it.
pub(super) fn cell(token: &Token<'_>) -> Cell {
    let (figure, traits) = figure::read(&token.text);
    Cell { raw: token.in_one_line(), figure, traits, anchor: token.anchor }
}

/// A row that has not as many figures as its table has columns.
pub(super) fn miscounted(row: FormRow, values: &[At<'_, '_>], layout: RowLayout) -> Option<MiscountedRow> {
    let anchor = values.first()?.token.anchor;
    let figures = values.iter().map(|at| at.token.in_one_line()).collect();
    Some(MiscountedRow { row, figures, layout, anchor })
}

/// The values without the surplus of blanks that stand for merged cells, if exactly `wanted` are left.
///
/// Surplus blanks follow the values (a merged value cell) or stand before them (a merged label cell); values between
/// blanks that could be either are nobody's.
pub(super) fn without_padding<'r, 'a>(values: &[At<'r, 'a>], wanted: usize) -> Option<Vec<At<'r, 'a>>> {
    let surplus = values.len().checked_sub(wanted)?;
    let blank = |range: &[At<'_, '_>]| range.iter().all(|at| at.token.kind == Kind::Blank);
    if surplus == 0 {
        return Some(values.to_vec());
    }
    let (tail, head) = (blank(&values[wanted..]), blank(&values[..surplus]));
    match (tail, head) {
        (true, false) => Some(values[..wanted].to_vec()),
        (false, true) => Some(values[surplus..].to_vec()),
        (true, true) if blank(values) => Some(values[..wanted].to_vec()),
        // One value in a wide merged cell is that value, whichever side its blanks are on.
        (true, true) if wanted == 1 => values.iter().find(|at| at.token.kind != Kind::Blank).map(|at| vec![*at]),
        _ => None,
    }
}
