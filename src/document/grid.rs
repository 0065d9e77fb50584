//! A table whose merged cells are a type: a position holds a cell, a part of a merged cell, or nothing.

use crate::limits::{MAX_CELLS, MAX_SPAN};
use crate::location::Anchor;

/// One position of a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// The cell with this index begins here.
    Cell(usize),
    /// This position is covered by the merged cell with this index, which begins above or to the left.
    Merged {
        /// Index of the merged cell.
        parent: usize,
    },
    /// Nothing: the row is shorter than the widest.
    Absent,
}

/// One cell as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridCell {
    /// Its text, trimmed; line breaks inside it are kept as `\n`.
    pub text: String,
    /// Where it stands.
    pub anchor: Anchor,
    /// Its first row, from 0.
    pub row: usize,
    /// Its first column, from 0.
    pub column: usize,
    /// How many rows it covers, at least 1.
    pub row_span: usize,
    /// How many columns it covers, at least 1.
    pub column_span: usize,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    cells: Vec<GridCell>,
    /// The positions of all rows, one row after the other: only the last one still grows.
    entries: Vec<Entry>,
    /// Where each row begins among them.
    rows: Vec<usize>,
    /// Every position of the last row before this column is taken, so that a long row is filled in one pass.
    taken: usize,
}

impl Grid {
    /// An empty grid; cells are added row by row.
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a new row below the last.
    pub fn begin_row(&mut self) {
        let row = self.rows.len();
        let above = self.rows.last().map_or(0..0, |start| *start..self.entries.len());
        self.rows.push(self.entries.len());
        self.taken = 0;
        // Cells from above that reach into this row take their positions first.
        for (column, at) in above.enumerate() {
            let parent = match self.entries[at] {
                Entry::Cell(parent) | Entry::Merged { parent } => parent,
                Entry::Absent => continue,
            };
            let cell = &self.cells[parent];
            if cell.row + cell.row_span > row {
                self.put(column, Entry::Merged { parent });
            }
        }
    }

    /// Where the last row begins.
    fn start(&self) -> usize {
        self.rows.last().copied().unwrap_or_default()
    }

    /// Adds a cell at the next free position of the last row. Spans are cut to [`MAX_SPAN`]; a span of 0 counts as 1.
    /// Returns `false` once the grid holds [`MAX_CELLS`] positions, and adds nothing then.
    pub fn push(&mut self, text: String, anchor: Anchor, row_span: usize, column_span: usize) -> bool {
        if self.rows.is_empty() {
            self.begin_row();
        }
        let row = self.rows.len() - 1;
        let column_span = column_span.clamp(1, MAX_SPAN);
        let row_span = row_span.clamp(1, MAX_SPAN);
        if self.entries.len() + column_span > MAX_CELLS {
            return false;
        }
        let entries = &self.entries[self.start()..];
        let free = entries[self.taken..].iter().position(|entry| *entry == Entry::Absent);
        let column = free.map_or(entries.len(), |ahead| self.taken + ahead);
        self.taken = column + 1;
        let index = self.cells.len();
        self.cells.push(GridCell { text, anchor, row, column, row_span, column_span });
        self.put(column, Entry::Cell(index));
        for covered in column + 1..column + column_span {
            // A forged span that runs into a cell from above stops there.
            if self.entries.get(self.start() + covered).is_some_and(|entry| *entry != Entry::Absent) {
                break;
            }
            self.put(covered, Entry::Merged { parent: index });
        }
        true
    }

    /// Says of every cell where it stands once its document is part of a longer one.
    pub fn move_anchors(&mut self, mut moved: impl FnMut(Anchor) -> Anchor) {
        for cell in &mut self.cells {
            cell.anchor = moved(cell.anchor);
        }
    }

    /// Puts an entry into the last row.
    fn put(&mut self, column: usize, entry: Entry) {
        let at = self.start() + column;
        if self.entries.len() <= at {
            self.entries.resize(at + 1, Entry::Absent);
        }
        self.entries[at] = entry;
    }

    /// How many rows there are.
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// Every cell, in reading order.
    pub fn cells(&self) -> &[GridCell] {
        &self.cells
    }

    /// The positions of one row.
    pub fn entries(&self, row: usize) -> &[Entry] {
        let end = self.rows.get(row + 1).copied().unwrap_or(self.entries.len());
        &self.entries[self.rows[row]..end]
    }

    /// The cells that begin in this row, from left to right; what reaches in from above is not among them.
    pub fn row(&self, row: usize) -> impl Iterator<Item = &GridCell> {
        self.entries(row).iter().filter_map(|entry| match entry {
            Entry::Cell(index) => Some(&self.cells[*index]),
            Entry::Merged { .. } | Entry::Absent => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Anchor = Anchor::Text { line: 1, column: 1, length: 0 };

    fn texts(grid: &Grid, row: usize) -> Vec<&str> {
        grid.entries(row)
            .iter()
            .map(|entry| match entry {
                Entry::Cell(index) => grid.cells()[*index].text.as_str(),
                Entry::Merged { .. } => "<",
                Entry::Absent => "-",
            })
            .collect()
    }

    #[test]
    fn a_cell_over_two_rows_pushes_the_second_row_to_the_right() {
        let mut grid = Grid::new();
        grid.begin_row();
        grid.push("组".into(), HERE, 2, 1);
        grid.push("甲".into(), HERE, 1, 1);
        grid.begin_row();
        grid.push("乙".into(), HERE, 1, 1);
        assert_eq!(texts(&grid, 0), ["组", "甲"]);
        assert_eq!(texts(&grid, 1), ["<", "乙"]);
        assert_eq!(grid.row(1).map(|cell| cell.text.as_str()).collect::<Vec<_>>(), ["乙"]);
    }

    #[test]
    fn a_forged_span_is_cut() {
        let mut grid = Grid::new();
        grid.begin_row();
        assert!(grid.push("a".into(), HERE, usize::MAX, usize::MAX));
        assert_eq!(grid.entries(0).len(), MAX_SPAN);
    }

    #[test]
    fn a_full_grid_takes_no_more() {
        let mut grid = Grid::new();
        let mut rows = 0;
        while {
            grid.begin_row();
            grid.push(String::new(), HERE, 1, MAX_SPAN)
        } {
            rows += 1;
            assert!(rows <= MAX_CELLS);
        }
        assert_eq!(rows, MAX_CELLS / MAX_SPAN);
    }
}
