//! Slips that show in several cells of one row or one column, and are one fact.

use super::super::{Change, names};
use super::{Pattern, Slip};
use crate::location::{CellId, Column, Row, Table};
use crate::report::Report;
use crate::report::form::{T3_COLUMNS, T4_COLUMNS, T4_ROWS};
use crate::rules::pieces::{self, Mending};

/// The cells of the cell's row, in the order of the form.
pub(super) fn row_of(_: &Report, cell: CellId) -> Vec<CellId> {
    let columns = if cell.table == Table::T3 { T3_COLUMNS } else { T4_COLUMNS };
    columns.iter().map(|&column| CellId { column, ..cell }).collect()
}

/// The cells of the cell's column, in the order of the form.
pub(super) fn column_of(report: &Report, cell: CellId) -> Vec<CellId> {
    let rows = if cell.table == Table::T3 { report.form(cell.table).t3_rows() } else { T4_ROWS.to_vec() };
    rows.into_iter().map(|row| CellId { row, ..cell }).collect()
}

/// The cells before and after a cell of a line.
pub(super) fn neighbours(line: Vec<CellId>, cell: CellId) -> [Option<CellId>; 2] {
    let Some(at) = line.iter().position(|other| *other == cell) else { return [None, None] };
    [at.checked_sub(1).and_then(|at| line.get(at)).copied(), line.get(at + 1).copied()]
}

/// One row or column as it is written, and as the changes make it.
pub(super) struct Line {
    /// In the order of the form.
    cells: Vec<CellId>,
    old: Vec<i64>,
    new: Vec<i64>,
    /// Whether a cell says nothing at all.
    blank: Vec<bool>,
    /// The places of the changed cells.
    changed: Vec<usize>,
}

impl Line {
    /// The row the changes stand in; `None` unless all do, and all figures of the row are whole.
    pub(super) fn row(report: &Report, changes: &[Change]) -> Option<Line> {
        Self::new(report, changes, row_of(report, changes.first()?.cell))
    }

    /// The column the changes stand in; `None` unless all do, and all figures of the column are whole.
    pub(super) fn column(report: &Report, changes: &[Change]) -> Option<Line> {
        Self::new(report, changes, column_of(report, changes.first()?.cell))
    }

    fn new(report: &Report, changes: &[Change], cells: Vec<CellId>) -> Option<Line> {
        if !changes.iter().all(|change| cells.contains(&change.cell)) {
            return None;
        }
        let whole = |cell: &CellId| report.counted(*cell)?.as_integer();
        let old = cells.iter().map(whole).collect::<Option<Vec<i64>>>()?;
        let blank =
            cells.iter().map(|cell| report.cell(*cell)?.figure.value().is_none().into()).collect::<Option<_>>()?;
        let (mut new, mut changed) = (old.clone(), Vec::new());
        for change in changes {
            let at = cells.iter().position(|cell| *cell == change.cell)?;
            new[at] = change.to.as_integer()?;
            changed.push(at);
        }
        Some(Line { cells, old, new, blank, changed })
    }

    fn step(&self, at: usize) -> i64 {
        self.new[at].saturating_sub(self.old[at])
    }

    fn slip(&self, pattern: Pattern, rank: u32, told: String) -> Slip {
        let mut cells: Vec<CellId> = self.changed.iter().map(|&at| self.cells[at]).collect();
        cells.sort_unstable();
        Slip { pattern, cells, told, rank, whole_figure: false }
    }

    /// The likeliest slip that explains all changes of a row at once.
    pub(super) fn slip_of_row(&self, report: &Report) -> Option<Slip> {
        let name = |at: usize| format!("“{}”", names::column(report, self.cells[at]));
        let found = [
            self.pieces(),
            self.shifted(name),
            self.copied(|report, cell| format!("“{}”", names::row(report, cell)), report, column_of),
            self.swapped(name),
            self.moved(name, ""),
        ];
        found.into_iter().flatten().min_by_key(|slip| slip.rank)
    }

    /// The likeliest slip that explains all changes of a column at once.
    pub(super) fn slip_of_column(&self, report: &Report) -> Option<Slip> {
        let name = |at: usize| format!("“{}”", names::row(report, self.cells[at]));
        let found = [
            self.copied(|report, cell| format!("“{}”列", names::column(report, cell)), report, row_of),
            self.swapped(name),
            self.moved(name, "这一行"),
        ];
        found.into_iter().flatten().min_by_key(|slip| slip.rank)
    }

    /// How many of the first cells are parts: of a row all but the total at its end.
    fn parts(&self) -> usize {
        let total = self.cells.iter().position(|cell| cell.column == Column::Total);
        total.filter(|at| *at > 0).unwrap_or(self.cells.len())
    }

    /// One figure in two cells, or two in one, and the others moved on.
    fn pieces(&self) -> Option<Slip> {
        let parts = self.parts();
        if self.changed.len() < 2 || self.changed.iter().any(|&at| at >= parts) {
            return None;
        }
        let written: Vec<String> = self.old[..parts].iter().map(i64::to_string).collect();
        let right: Vec<String> = self.new[..parts].iter().map(i64::to_string).collect();
        let mended = pieces::displaced(&written).into_iter().find(|mended| mended.figures == right)?;
        let ((left, right), whole) = (&mended.halves, &mended.whole);
        Some(match mended.by {
            Mending::Joining => {
                let told = format!("{whole} 像是拆成 {left} 和 {right} 填进了两格，别的数跟着错了位");
                self.slip(Pattern::SplitCell, 14, told)
            }
            Mending::Splitting => {
                let told = format!("{left} 和 {right} 像是并成 {whole} 填进了一格，别的数跟着错了位");
                self.slip(Pattern::JoinedCell, 14, told)
            }
        })
    }

    /// A stretch of figures that stands one column beside its own. At least two figures moved, and none was lost.
    fn shifted(&self, name: impl Fn(usize) -> String) -> Option<Slip> {
        let (first, last) = (*self.changed.iter().min()?, *self.changed.iter().max()?);
        let mut new = self.new.clone();
        let total = self.parts();
        if self.blank.get(total) == Some(&true) {
            // A blank total is made by its parts and takes no change.
            new[total] = new[..total].iter().fold(0, |sum, figure| sum.saturating_add(*figure));
        }
        let moved = new[first..=last].iter().filter(|figure| **figure != 0).count();
        if self.changed.len() < 3 || moved < 2 {
            return None;
        }
        let (old, right) = (&self.old[first..=last], &new[first..=last]);
        let to_the_right = old[1..] == right[..right.len() - 1] && old[0] == 0;
        let to_the_left = old[..old.len() - 1] == right[1..] && old[old.len() - 1] == 0;
        let (side, from, to) = match (to_the_right, to_the_left) {
            (true, _) => ("右", first, last - 1),
            (_, true) => ("左", first + 1, last),
            _ => return None,
        };
        let told = format!("{}到{}的数像是整体向{side}错了一列", name(from), name(to));
        Some(self.slip(Pattern::RowShifted, 12, told))
    }

    /// What is written is what the neighbouring line says: several figures, all of the line.
    fn copied(
        &self,
        name: impl Fn(&Report, CellId) -> String,
        report: &Report,
        across: fn(&Report, CellId) -> Vec<CellId>,
    ) -> Option<Slip> {
        if self.changed.iter().filter(|&&at| self.old[at] != 0).count() < 2 {
            return None;
        }
        let says_the_same = |at: usize, side: usize| {
            let there = neighbours(across(report, self.cells[at]), self.cells[at])[side]?;
            (report.counted(there)?.as_integer()? == self.old[at]).then_some(there)
        };
        let whole = || (0..self.parts()).chain(self.changed.iter().copied());
        (0..2).find_map(|side| {
            let there = says_the_same(0, side)?;
            let all = whole().all(|at| says_the_same(at, side).is_some());
            let told = || format!("各格的数和旁边{}一样，像是抄串了", name(report, there));
            all.then(|| self.slip(Pattern::CopiedFromNeighbour, 16, told()))
        })
    }

    /// Two figures in each other's place.
    fn swapped(&self, name: impl Fn(usize) -> String) -> Option<Slip> {
        let &[a, b] = self.changed.as_slice() else { return None };
        let crossed = self.new[a] == self.old[b] && self.new[b] == self.old[a];
        if !crossed || self.old[a] == 0 || self.old[b] == 0 {
            return None;
        }
        // Small figures trade places by chance more often than large ones.
        let long = self.old[a].min(self.old[b]) >= 10;
        let rank = if long { 18 } else { 24 } + if a.abs_diff(b) == 1 { 0 } else { 6 };
        Some(self.slip(Pattern::SwappedCells, rank, format!("{}和{}的数像是填反了", name(a), name(b))))
    }

    /// What is too much in one cell is too little in others: cases put into the wrong column or row.
    fn moved(&self, name: impl Fn(usize) -> String, after_name: &str) -> Option<Slip> {
        let total: i64 = self.changed.iter().try_fold(0_i64, |sum, &at| sum.checked_add(self.step(at)))?;
        if total != 0 || !self.one_kind() {
            return None;
        }
        let (more, less): (Vec<usize>, Vec<usize>) = self.changed.iter().partition(|&&at| self.step(at) < 0);
        let amount: i64 = less.iter().map(|&at| self.step(at)).sum();
        let list = |places: &[usize]| {
            let mut places = places.to_vec();
            places.sort_unstable();
            let one = |at: &usize| match places.len() {
                1 => format!("{}{after_name}", name(*at)),
                _ => format!("{}{after_name} {} 件", name(*at), self.step(*at).abs()),
            };
            places.iter().map(one).collect::<Vec<_>>().join("、")
        };
        let told = format!("{amount} 件疑似归类错位：应计入{}，计入了{}", list(&less), list(&more));
        let in_column = self.cells[more[0]].column == self.cells[less[0]].column;
        // Two figures that trade one case say nothing; a larger figure that leaves nothing behind was put there whole.
        let mut whole_figure = false;
        let mut rank = match (&more[..], &less[..]) {
            (&[from], &[to]) => {
                whole_figure = amount > 1 && self.new[from] == 0 && self.old[to] == 0;
                20 + if from.abs_diff(to) == 1 { 0 } else { 4 } + if whole_figure { 0 } else { 6 }
            }
            _ => 34,
        };
        // Totals are added up, not filled in case by case: two of them rarely err by the same amount.
        rank += match (in_column, self.cells[more[0]].column) {
            (true, Column::Total) => 10,
            (true, _) => 2,
            (false, _) => 0,
        };
        let pattern = if in_column { Pattern::WrongRow } else { Pattern::WrongColumn };
        Some(Slip { whole_figure, ..self.slip(pattern, rank, told) })
    }

    /// Whether a case can be put into one of the changed cells by mistake for another: parts of one total.
    fn one_kind(&self) -> bool {
        let group = |at: &usize| match self.cells[*at] {
            CellId { table: Table::T3, row: Row::Received | Row::CarriedIn, .. } => 0,
            CellId { table: Table::T3, row: Row::ResultTotal, .. } => 1,
            _ => 2,
        };
        let in_row = self.cells.iter().all(|cell| cell.row == self.cells[0].row);
        let parts = self.parts();
        let Some(first) = self.changed.first() else { return false };
        self.changed.iter().all(|at| group(at) == group(first) && (!in_row || *at < parts))
            && (in_row || group(first) != 1)
    }
}
