//! Which cells of a row are its figures, where it has more cells than the form has columns.

use std::collections::{BTreeMap, BTreeSet};

use super::{COLUMNS, Candidate};
use crate::location::Column;
use crate::report::labels::{self, T3_COLUMNS};
use crate::report::stream::Kind;
use crate::report::tables::{self, At};

/// Which of a row's cells are its seven figures.
pub(super) struct Windows {
    /// For each grid, the column the figures begin in.
    start: BTreeMap<usize, usize>,
    /// For each grid, how many cells too many every row has before its figures.
    surplus: BTreeMap<usize, usize>,
    /// The grids whose rows, where one can tell, have their surplus blanks after the figures.
    padded_after: BTreeSet<usize>,
}

impl Windows {
    pub fn new(candidates: &[Candidate<'_, '_>], heads: &[At<'_, '_>]) -> Self {
        let mut votes: BTreeMap<usize, BTreeMap<usize, usize>> = BTreeMap::new();
        let mut widths: BTreeMap<usize, Vec<&Candidate<'_, '_>>> = BTreeMap::new();
        for candidate in candidates {
            let Some(grid) = candidate.grid.filter(|_| candidate.bounded) else { continue };
            widths.entry(grid).or_default().push(candidate);
            if candidate.values.len() == COLUMNS {
                *votes.entry(grid).or_default().entry(candidate.values[0].token.column).or_default() += 1;
            }
        }
        let mut start: BTreeMap<usize, usize> = votes
            .into_iter()
            .filter_map(|(grid, votes)| {
                votes
                    .into_iter()
                    .max_by_key(|&(column, count)| (count, std::cmp::Reverse(column)))
                    .map(|(column, _)| (grid, column))
            })
            .collect();
        let business = heads
            .iter()
            .find(|at| labels::exact(&T3_COLUMNS, &at.token.letters).is_some_and(|label| label.of == Column::Business));
        let mut surplus = BTreeMap::new();
        for (grid, rows) in widths {
            if let (Some(at), false) = (business, start.contains_key(&grid))
                && rows.first().is_some_and(|row| at.row < row.at)
                && let Some(column) = at.token.column.checked_sub(1)
                && rows.iter().all(|row| row.values.iter().any(|value| value.token.column == column + COLUMNS - 1))
            {
                start.insert(grid, column);
            }
            let width = rows.iter().map(|row| row.values.len()).min().unwrap_or(0);
            let extra = width.saturating_sub(COLUMNS);
            let blank_before = |row: &&Candidate<'_, '_>| {
                row.values.len() == width && row.values[..extra].iter().all(|at| at.token.kind == Kind::Blank)
            };
            if extra > 0 && rows.len() >= 3 && rows.iter().all(blank_before) {
                surplus.insert(grid, extra);
            }
        }
        Self { start, surplus, padded_after: padded_after(candidates) }
    }

    pub fn seven<'r, 'a>(&self, candidate: &Candidate<'r, 'a>) -> Option<Vec<At<'r, 'a>>> {
        let values = &candidate.values;
        if values.len() <= COLUMNS {
            return (values.len() == COLUMNS).then(|| values.clone());
        }
        if let Some(grid) = candidate.grid.filter(|_| candidate.bounded) {
            if let Some(&start) = self.start.get(&grid) {
                let inside = |at: &At<'_, '_>| (start..start + COLUMNS).contains(&at.token.column);
                let within: Vec<_> = values.iter().filter(|at| inside(at)).copied().collect();
                let rest_blank = values.iter().filter(|at| !inside(at)).all(|at| at.token.kind == Kind::Blank);
                if within.len() == COLUMNS && rest_blank {
                    return Some(within);
                }
            }
            if let Some(&extra) = self.surplus.get(&grid)
                && values.len() == COLUMNS + extra
            {
                return Some(values[extra..].to_vec());
            }
            if self.padded_after.contains(&grid) && values[COLUMNS..].iter().all(|at| at.token.kind == Kind::Blank) {
                return Some(values[..COLUMNS].to_vec());
            }
            return tables::without_padding(values, COLUMNS);
        }
        // Loose cells: blanks after the seventh are the next row's merged label.
        let (seven, rest) = values.split_at(COLUMNS);
        rest.iter().all(|at| at.token.kind == Kind::Blank).then(|| seven.to_vec())
    }
}

/// The grids in which at least one row has surplus blanks that can only stand after its figures, and none has any
/// that can only stand before them.
fn padded_after(candidates: &[Candidate<'_, '_>]) -> BTreeSet<usize> {
    let mut after = BTreeSet::new();
    let mut before = BTreeSet::new();
    for candidate in candidates.iter().filter(|candidate| candidate.bounded && candidate.values.len() > COLUMNS) {
        let Some(grid) = candidate.grid else { continue };
        let filled = |at: Option<&At<'_, '_>>| at.is_some_and(|at| at.token.kind != Kind::Blank);
        let (first, last) = (filled(candidate.values.first()), filled(candidate.values.last()));
        if first && !last {
            after.insert(grid);
        } else if last && !first {
            before.insert(grid);
        }
    }
    &after - &before
}
