//! Table four: fifteen figures in one line under three groups of five heads.
//!
//! The figures are taken only when exactly fifteen follow the heads; otherwise the table is there but not read.

use std::collections::BTreeMap;
use std::ops::Range;

use super::form::{Form, T4_COLUMNS as OFFICIAL, T4_ROWS};
use super::labels::{T4_COLUMNS, T4_HEADS};
use super::stream::{Kind, Row as StreamRow};
use super::tables::{self, At, Reading};
use super::{AlteredLabel, MiscountedRow, RowLayout, TableRead};
use crate::location::{CellId, Column, Row, Table};

const CELLS: usize = 15;

/// Reads table four from its zone.
pub(super) fn read(rows: &[StreamRow<'_>], zone: &Range<usize>, form: Form) -> Option<Reading> {
    let tokens = tables::tokens(rows, zone);
    let anchor = tokens.first()?.token.anchor;
    let mut heads: Vec<Column> = Vec::new();
    let mut groups: Vec<Row> = Vec::new();
    let mut altered_columns = Vec::new();
    let mut at = 0;
    let mut after_heads = 0;
    let mut last_row = zone.start;
    while at < tokens.len() {
        if tokens[at].token.kind == Kind::Prose {
            break;
        }
        if let Some((label, used)) = tables::spelled(&T4_COLUMNS, &tokens[at..]) {
            heads.push(label.of);
            at += used;
            after_heads = at;
            last_row = tokens[at - 1].row;
            continue;
        }
        let token = tokens[at].token;
        if let Some(group) = group(&token.letters) {
            groups.push(group);
        }
        if T4_HEADS.contains(&token.letters.as_str()) {
            after_heads = at + 1;
            last_row = tokens[at].row;
        } else if token.kind == Kind::Text
            && let Some((label, _)) = super::labels::nearest(&T4_COLUMNS, &token.letters)
        {
            altered_columns.push(AlteredLabel { of: label.of, written: token.in_one_line(), anchor: token.anchor });
            heads.push(label.of);
            after_heads = at + 1;
            last_row = tokens[at].row;
        }
        at += 1;
    }
    let values = values(&tokens, after_heads);
    let mut cells = BTreeMap::new();
    if let Some(values) = &values {
        // Heads that came out of their cells one by one need not come in the order of the columns.
        let in_cells = tokens.iter().any(|at| rows[at.row].grid.is_some());
        let heads = if in_cells { heads.as_slice() } else { &[] };
        for (id, at) in order(heads, &groups).into_iter().zip(values) {
            cells.insert(id, tables::cell(at.token));
            last_row = last_row.max(at.row);
        }
    }
    let read = TableRead {
        altered_columns,
        miscounted_rows: match &values {
            Some(_) => Vec::new(),
            None => miscounted(rows, &tokens[after_heads..]).into_iter().collect(),
        },
        unread_rows: if cells.is_empty() { T4_ROWS.to_vec() } else { Vec::new() },
        ..TableRead::new(form, anchor)
    };
    Some(Reading {
        read,
        cells,
        rows: zone.start..last_row + 1,
        orphans: values.is_none(),
        order: super::Reading::LabelAligned,
        notes: Vec::new(),
    })
}

fn group(letters: &str) -> Option<Row> {
    match letters {
        "行政复议" => Some(Row::Review),
        "未经复议直接起诉" => Some(Row::DirectSuit),
        "复议后起诉" => Some(Row::SuitAfterReview),
        _ => None,
    }
}

/// The fifteen figures after the heads.
fn values<'r, 'a>(tokens: &[At<'r, 'a>], after_heads: usize) -> Option<Vec<At<'r, 'a>>> {
    let rest = tokens.get(after_heads..)?;
    let is_figure = |at: &&At<'_, '_>| matches!(at.token.kind, Kind::Value | Kind::Blank);
    let directly: Vec<_> = rest.iter().take_while(is_figure).copied().collect();
    if directly.len() == CELLS {
        return Some(directly);
    }
    let first = match rest.iter().position(|at| at.token.kind == Kind::Value) {
        Some(first) => first,
        // Nothing is filled in: the row is the one with as many cells as the form has.
        None => rest.iter().position(|at| rest.iter().filter(|other| other.row == at.row).count() == CELLS)?,
    };
    // Blanks before the first figure are its row's own only if they stand in that row.
    let row = rest[first].row;
    let start = rest.iter().position(|at| at.row == row).unwrap_or(first);
    // In a row of a table every cell is a value, words too; between loose lines the figures end where words begin.
    let in_row: Vec<_> = rest[start..].iter().take_while(|at| at.row == row).copied().collect();
    if in_row.len() >= CELLS {
        return tables::without_padding(&in_row, CELLS);
    }
    let run: Vec<_> = rest[start..].iter().take_while(is_figure).copied().collect();
    tables::without_padding(&run, CELLS)
}

/// The figures after the heads when they are not fifteen: those of one row, or, one a line, all up to the next words.
fn miscounted(rows: &[StreamRow<'_>], rest: &[At<'_, '_>]) -> Option<MiscountedRow> {
    let first = rest.iter().find(|at| at.token.kind == Kind::Value)?.row;
    let (bounded, grid) = (rows.get(first)?.bounded, rows.get(first)?.grid);
    let is_value = |at: &&At<'_, '_>| at.token.kind == Kind::Value;
    if bounded {
        let layout = if grid.is_some() { RowLayout::Cells } else { RowLayout::Line };
        let row: Vec<_> = rest.iter().filter(|at| at.row == first).copied().collect();
        return tables::miscounted(Row::Review, &row, layout);
    }
    let run: Vec<_> = rest.iter().skip_while(|at| !is_value(at)).take_while(is_value).copied().collect();
    tables::miscounted(Row::Review, &run, RowLayout::Loose)
}

/// The cells in the order of the heads; the form's own order where the heads do not say otherwise.
fn order(heads: &[Column], groups: &[Row]) -> Vec<CellId> {
    let mut rows: Vec<Row> = Vec::new();
    for group in groups {
        if !rows.contains(group) {
            rows.push(*group);
        }
    }
    if rows.len() != T4_ROWS.len() {
        rows = T4_ROWS.to_vec();
    }
    let fives: Vec<&[Column]> = heads.chunks(OFFICIAL.len()).collect();
    let complete = heads.len() == CELLS && fives.iter().all(|five| OFFICIAL.iter().all(|column| five.contains(column)));
    rows.iter()
        .enumerate()
        .flat_map(|(index, &row)| {
            let columns = if complete { fives[index] } else { OFFICIAL };
            columns.iter().map(move |&column| CellId::new(Table::T4, row, column))
        })
        .collect()
}
