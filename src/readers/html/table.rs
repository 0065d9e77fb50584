//! Tables under construction: rows and cells with the end tags HTML lets one leave out, and the grid they become.

use super::flow::{Flow, Line};
use crate::document::grid::Grid;
use crate::limits::{MAX_CELLS, MAX_SPAN};
use crate::location::Anchor;

/// The most columns that are described before the rows of a table; a spreadsheet has no more.
const WIDEST: usize = 16_384;

/// A cell as written.
#[derive(Debug)]
pub(super) struct Cell {
    pub anchor: Anchor,
    /// Rows it covers; 0 stands for all down to the end of its row group.
    pub row_span: usize,
    pub column_span: usize,
    /// Its finished lines.
    pub lines: Vec<Line>,
    /// The line that is being read.
    pub flow: Flow,
    /// The figure as the spreadsheet holds it, where the page came out of one.
    pub figure: Option<String>,
    row: usize,
}

/// A table that has not ended yet.
#[derive(Debug, Default)]
pub(super) struct OpenTable {
    /// The how-manieth table of the page, from 1.
    pub number: u32,
    /// Whether it merely lays out the page: a table stands in one of its cells.
    pub is_layout: bool,
    /// Whether its rows began without a `table` tag.
    pub is_implied: bool,
    /// Whether it is drawn without the tags of a table.
    pub is_drawn: bool,
    /// The cell that is open.
    pub cell: Option<Cell>,
    cells: Vec<Cell>,
    /// Rows that are shown.
    rows: usize,
    /// First row of the open row group, and its first cell.
    group: (usize, usize),
    row_is_open: bool,
    /// Rows as written, hidden ones too, and cells of the last of them.
    written_rows: u32,
    written_cells: u32,
    /// Its columns as written, and which of them are not shown, in their order.
    columns: usize,
    hidden_columns: Vec<usize>,
}

impl OpenTable {
    pub(super) fn new(number: u32, is_implied: bool) -> Self {
        Self { number, is_implied, ..Self::default() }
    }

    /// Counts columns that are described before the rows.
    pub(super) fn describe_columns(&mut self, count: usize, is_hidden: bool) {
        let columns = self.columns..(self.columns + count.clamp(1, MAX_SPAN)).min(WIDEST);
        self.columns = columns.end;
        if is_hidden {
            self.hidden_columns.extend(columns);
        }
    }

    /// Begins a row. A hidden one is only counted.
    pub(super) fn begin_row(&mut self, is_hidden: bool) {
        self.end_row();
        self.written_rows = self.written_rows.saturating_add(1);
        self.written_cells = 0;
        if !is_hidden {
            self.rows += 1;
            self.row_is_open = true;
        }
    }

    /// Begins a cell, and a row for it where none is open. A hidden cell is only counted.
    pub(super) fn begin_cell(&mut self, start: (u32, u32), spans: (usize, usize), is_hidden: bool) {
        self.end_cell();
        if !self.row_is_open {
            self.begin_row(false);
        }
        self.written_cells = self.written_cells.saturating_add(1);
        if is_hidden {
            return;
        }
        let (line, column) = start;
        let (row_span, column_span) = spans;
        let (table, row, cell) = (self.number, self.written_rows, self.written_cells);
        let anchor = Anchor::HtmlCell { line, column, table, row, cell };
        let row = self.rows - 1;
        self.cell =
            Some(Cell { anchor, row_span, column_span, lines: Vec::new(), flow: Flow::default(), figure: None, row });
    }

    /// Ends the open cell.
    pub(super) fn end_cell(&mut self) {
        if let Some(mut cell) = self.cell.take() {
            cell.lines.extend(cell.flow.end_line());
            self.cells.push(cell);
        }
    }

    /// Ends the open row.
    pub(super) fn end_row(&mut self) {
        self.end_cell();
        self.row_is_open = false;
    }

    /// Ends the open row group: no cell reaches out of it.
    pub(super) fn end_group(&mut self) {
        self.end_row();
        let (_, first_cell) = self.group;
        for cell in &mut self.cells[first_cell..] {
            let left = self.rows - cell.row;
            cell.row_span = if cell.row_span == 0 { left } else { cell.row_span.min(left) };
        }
        self.group = (self.rows, self.cells.len());
    }

    /// Gives up the cells read so far for their lines, in reading order: a layout table is no grid.
    pub(super) fn take_lines(&mut self) -> Vec<Line> {
        self.group = (self.rows, 0);
        let mut lines: Vec<Line> = std::mem::take(&mut self.cells).into_iter().flat_map(|cell| cell.lines).collect();
        if let Some(cell) = &mut self.cell {
            lines.append(&mut cell.lines);
        }
        lines
    }

    /// Whether it has but one cell: drawn so, it merely puts its text into the middle.
    pub(super) fn is_single(&self) -> bool {
        self.cells.len() == 1
    }

    /// The grid of the finished table, or `None` where it has no cells. `positions` counts the positions of all
    /// grids of the page; `unreadable` collects the cells that are too narrow for the figures in them.
    pub(super) fn into_grid(
        mut self,
        positions: &mut usize,
        unreadable: &mut Vec<Anchor>,
    ) -> Result<Option<Grid>, TooManyCells> {
        self.end_group();
        if self.cells.is_empty() {
            return Ok(None);
        }
        let mut grid = Grid::new();
        let mut cells = self.cells.into_iter().peekable();
        for row in 0..self.rows {
            grid.begin_row();
            while let Some(cell) = cells.next_if(|cell| cell.row == row) {
                let mut text = join(cell.lines);
                if !text.is_empty() && text.bytes().all(|byte| byte == b'#') {
                    match cell.figure {
                        Some(figure) => text = figure,
                        None => unreadable.push(cell.anchor),
                    }
                }
                if !grid.push(text, cell.anchor, cell.row_span, cell.column_span) {
                    return Err(TooManyCells);
                }
            }
            // A row without cells costs something too.
            *positions += grid.entries(row).len().max(1);
            if *positions > MAX_CELLS {
                return Err(TooManyCells);
            }
        }
        Ok(Some(if self.hidden_columns.is_empty() { grid } else { without_columns(&grid, &self.hidden_columns) }))
    }
}

/// The grid without the columns that are not shown.
fn without_columns(grid: &Grid, hidden: &[usize]) -> Grid {
    let mut shown = Grid::new();
    for row in 0..grid.height() {
        shown.begin_row();
        for cell in grid.row(row) {
            let columns = cell.column..cell.column + cell.column_span;
            let gone = hidden.partition_point(|column| *column < columns.end)
                - hidden.partition_point(|column| *column < columns.start);
            if gone < columns.len() {
                shown.push(cell.text.clone(), cell.anchor, cell.row_span, columns.len() - gone);
            }
        }
    }
    shown
}

/// The cells of the page, spans counted out, pass [`MAX_CELLS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooManyCells;

fn join(mut lines: Vec<Line>) -> String {
    match lines.len() {
        0 => String::new(),
        1 => std::mem::take(&mut lines[0].text),
        _ => lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n"),
    }
}
