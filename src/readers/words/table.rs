//! Tables under construction: cells as written, their merges, and the grid they become.

use crate::document::Paragraph;
use crate::document::grid::{Entry, Grid};
use crate::limits::{MAX_CELLS, MAX_SPAN};
use crate::location::Anchor;

/// How far down a cell reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::readers) enum Rows {
    /// So many rows.
    Given(usize),
    /// As far as cells below it go on.
    Begins,
    /// It goes on with the cell above.
    GoesOn,
}

/// A cell as written.
#[derive(Debug, Clone)]
pub(in crate::readers) struct Cell {
    pub(in crate::readers) column_span: usize,
    pub(in crate::readers) rows: Rows,
    /// Whether it goes on with the cell before it.
    pub(in crate::readers) joins_left: bool,
    pub(super) lines: Vec<Paragraph>,
    anchor: Anchor,
    /// Where it stands, in columns from 0.
    column: usize,
}

impl Cell {
    /// How many bytes of text it holds.
    fn length(&self) -> usize {
        self.lines.iter().map(|line| line.text.len()).sum()
    }
}

/// A row as written.
#[derive(Debug, Clone, Default)]
struct Row {
    cells: Vec<Cell>,
    /// Where the next cell stands.
    column: usize,
}

/// A table that has not ended yet.
#[derive(Debug)]
pub(super) struct OpenTable {
    /// Whether it merely lays out the page.
    pub(super) is_layout: bool,
    /// The cell that is open.
    pub(super) cell: Option<Cell>,
    number: u32,
    rows: Vec<Row>,
    /// Rows and cells of the last row, as written.
    written_rows: u32,
    written_cells: u32,
}

impl OpenTable {
    pub(super) const fn new(number: u32) -> Self {
        Self { is_layout: false, cell: None, number, rows: Vec::new(), written_rows: 0, written_cells: 0 }
    }

    pub(super) fn begin_row(&mut self) {
        self.written_rows = self.written_rows.saturating_add(1);
        self.written_cells = 0;
        self.rows.push(Row::default());
    }

    pub(super) fn drop_row(&mut self) {
        self.cell = None;
        self.rows.pop();
    }

    pub(super) fn pass_columns(&mut self, columns: usize) {
        if let Some(row) = self.rows.last_mut() {
            row.column = row.column.saturating_add(columns.min(MAX_SPAN));
        }
    }

    /// Begins a cell, and a row for it where there is none.
    pub(super) fn begin_cell(&mut self, paragraph: u32) {
        if self.rows.is_empty() {
            self.begin_row();
        }
        self.written_cells = self.written_cells.saturating_add(1);
        let (table, row, cell) = (self.number, self.written_rows, self.written_cells);
        self.cell = Some(Cell {
            column_span: 1,
            rows: Rows::Given(1),
            joins_left: false,
            lines: Vec::new(),
            anchor: Anchor::TableCell { paragraph, table, row, cell },
            column: self.rows.last().map_or(0, |row| row.column),
        });
    }

    /// Ends the open cell. Gives up its lines if the table merely lays out the page.
    pub(super) fn end_cell(&mut self, columns: usize) -> Vec<Paragraph> {
        let (Some(mut cell), Some(row)) = (self.cell.take(), self.rows.last_mut()) else { return Vec::new() };
        row.column = row.column.saturating_add(columns.min(MAX_SPAN));
        if self.is_layout {
            return std::mem::take(&mut cell.lines);
        }
        match row.cells.last_mut() {
            Some(left) if cell.joins_left => left.column_span = left.column_span.saturating_add(cell.column_span),
            _ => row.cells.push(cell),
        }
        Vec::new()
    }

    pub(super) fn repeat_cell(&mut self, times: usize) {
        if times == 0 {
            return;
        }
        let Some(row) = self.rows.last_mut() else { return };
        let Some(last) = row.cells.last().cloned() else { return };
        for _ in 0..times {
            self.written_cells = self.written_cells.saturating_add(1);
            let mut cell = last.clone();
            cell.column = row.column;
            if let Anchor::TableCell { cell: number, .. } = &mut cell.anchor {
                *number = self.written_cells;
            }
            row.column = row.column.saturating_add(1);
            row.cells.push(cell);
        }
    }

    /// How many bytes of text the last ended cell holds.
    pub(super) fn length_of_cell(&self) -> usize {
        self.rows.last().and_then(|row| row.cells.last()).map_or(0, Cell::length)
    }

    /// How many cells the last row has, at least one, and how many bytes of text they hold.
    pub(super) fn size_of_row(&self) -> (usize, usize) {
        let cells = self.rows.last().map_or(&[][..], |row| &row.cells);
        (cells.len().max(1), cells.iter().map(Cell::length).sum())
    }

    pub(super) fn repeat_row(&mut self, times: usize) {
        if times == 0 {
            return;
        }
        let Some(last) = self.rows.last().cloned() else { return };
        for _ in 0..times {
            self.written_rows = self.written_rows.saturating_add(1);
            let mut row = last.clone();
            for cell in &mut row.cells {
                if let Anchor::TableCell { row: number, .. } = &mut cell.anchor {
                    *number = self.written_rows;
                }
            }
            self.rows.push(row);
        }
    }

    /// Makes it mere layout, and gives up the lines of all its cells.
    pub(super) fn lay_out(&mut self) -> Vec<Paragraph> {
        self.is_layout = true;
        let ended = self.rows.iter_mut().flat_map(|row| std::mem::take(&mut row.cells));
        let mut lines: Vec<Paragraph> = ended.flat_map(|cell| cell.lines).collect();
        if let Some(cell) = &mut self.cell {
            lines.append(&mut cell.lines);
        }
        lines
    }

    /// The grid of the finished table, or `None` where it has no cells. `positions` counts the positions of all grids
    /// of the document.
    pub(super) fn into_grid(mut self, positions: &mut usize) -> Result<Option<Grid>, TooManyCells> {
        self.merge_down();
        if self.rows.iter().all(|row| row.cells.is_empty()) {
            return Ok(None);
        }
        let mut grid = Grid::new();
        for (index, row) in self.rows.into_iter().enumerate() {
            grid.begin_row();
            let mut reached = 0;
            for cell in row.cells {
                let Rows::Given(rows) = cell.rows else { continue };
                fill(&mut grid, index, &mut reached, cell.column, cell.anchor)?;
                reached = reached.max(cell.column.saturating_add(cell.column_span));
                let text = join(cell.lines);
                if !grid.push(text, cell.anchor, rows, cell.column_span) {
                    return Err(TooManyCells);
                }
            }
            // A row without cells costs something too.
            *positions = positions.saturating_add(grid.entries(index).len().max(1));
            if *positions > MAX_CELLS {
                return Err(TooManyCells);
            }
        }
        Ok(Some(grid))
    }

    /// Gives each cell that begins a merge the rows of those that go on with it. One that goes on with none begins
    /// anew: the row above it was deleted, or its edges lie elsewhere.
    fn merge_down(&mut self) {
        // Of the cells in the row above that begin or go on with a merge: where the merge began, in the order of columns.
        let mut above: Vec<(usize, usize)> = Vec::new();
        for row in 0..self.rows.len() {
            let mut here = Vec::new();
            for index in 0..self.rows[row].cells.len() {
                let cell = &self.rows[row].cells[index];
                match cell.rows {
                    Rows::Given(_) => continue,
                    Rows::Begins => here.push((row, index)),
                    Rows::GoesOn => {
                        let found = above
                            .binary_search_by_key(&cell.column, |(row, index)| self.rows[*row].cells[*index].column);
                        let first = found.ok().map(|at| above[at]).filter(|(top, index)| {
                            self.rows[*top].cells[*index].column_span == cell.column_span && row - top < MAX_SPAN
                        });
                        here.push(first.unwrap_or((row, index)));
                    }
                }
                let &(top, first) = &here[here.len() - 1];
                let merged = &mut self.rows[top].cells[first];
                merged.rows = match (top == row, merged.rows) {
                    (false, Rows::Given(rows)) => Rows::Given(rows + 1),
                    _ => Rows::Given(1),
                };
            }
            above = here;
        }
    }
}

/// The cells of the document, spans counted out, pass [`MAX_CELLS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooManyCells;

/// Puts blank cells where a row leaves columns free before this one, so that what follows stands in its column.
fn fill(grid: &mut Grid, row: usize, reached: &mut usize, column: usize, anchor: Anchor) -> Result<(), TooManyCells> {
    while *reached < column {
        let entries = grid.entries(row).get(*reached..).unwrap_or_default();
        let wanted = (column - *reached).min(MAX_SPAN);
        let free = entries.iter().take(wanted).position(|entry| *entry != Entry::Absent).unwrap_or(wanted);
        if free == 0 {
            *reached += 1;
            continue;
        }
        if !grid.push(String::new(), anchor, 1, free) {
            return Err(TooManyCells);
        }
        *reached += free;
    }
    Ok(())
}

/// The lines of a cell as its text: nearly always there is one.
fn join(lines: Vec<Paragraph>) -> String {
    let mut lines = lines.into_iter();
    let mut text = lines.next().map(|line| line.text).unwrap_or_default();
    for line in lines {
        text.push('\n');
        text.push_str(&line.text);
    }
    text
}
