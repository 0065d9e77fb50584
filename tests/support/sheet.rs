//! The three tables as the official form prints them, with their merged cells: the one source of every layout.

use gouji::location::{CellId, Column, Row, Table};
use gouji::report::form::{Form, IDENTITY_NOTE, T3_COLUMNS, T4_COLUMNS, T4_ROWS};

use super::model::Model;
use super::writer::Style;

/// What a cell is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Label,
    Value(CellId),
}

/// A printed cell with its spans.
#[derive(Debug, Clone)]
pub struct SheetCell {
    pub text: String,
    pub rows: usize,
    pub columns: usize,
    pub kind: Kind,
}

/// One row: the cells that begin in it.
#[derive(Debug, Clone, Default)]
pub struct SheetRow {
    pub cells: Vec<SheetCell>,
    /// The block of table two it belongs to; 0 in the other tables.
    pub block: usize,
}

/// A printed table.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub table: Table,
    pub width: usize,
    /// How many rows at the top are the head; table two has none of its own, its blocks have.
    pub head: usize,
    pub rows: Vec<SheetRow>,
}

/// What stands at one position of the grid.
#[derive(Debug, Clone, Copy)]
pub enum Position<'a> {
    /// A cell begins here.
    Start(&'a SheetCell),
    /// The cell to the left reaches here.
    Beside,
    /// A cell from above reaches here; this is its leftmost column.
    Below,
    /// A cell from above reaches here; its leftmost column is to the left.
    BelowBeside,
}

impl Sheet {
    /// The grid with every position told.
    pub fn positions(&self) -> Vec<Vec<Position<'_>>> {
        let mut grid: Vec<Vec<Option<Position>>> = vec![vec![None; self.width]; self.rows.len()];
        for (top, row) in self.rows.iter().enumerate() {
            let mut left = 0;
            for cell in &row.cells {
                while left < self.width && grid[top][left].is_some() {
                    left += 1;
                }
                for (down, line) in grid.iter_mut().enumerate().skip(top).take(cell.rows) {
                    for (across, position) in line.iter_mut().enumerate().skip(left).take(cell.columns) {
                        *position = Some(match (down == top, across == left) {
                            (true, true) => Position::Start(cell),
                            (true, false) => Position::Beside,
                            (false, true) => Position::Below,
                            (false, false) => Position::BelowBeside,
                        });
                    }
                }
            }
        }
        grid.into_iter().map(|line| line.into_iter().map(|p| p.expect("the form has no gaps")).collect()).collect()
    }
}

/// Prints one table of the model. With `split_head`, 商业企业 and 科研机构 are printed over two rows of the head.
pub fn print(model: &Model, table: Table, style: &Style, split_head: bool) -> Sheet {
    let printer = Printer { model, style, form: model.forms.of(table) };
    match table {
        Table::T2 => printer.table_two(),
        Table::T3 => printer.table_three(split_head),
        Table::T4 => printer.table_four(),
    }
}

struct Printer<'a> {
    model: &'a Model,
    style: &'a Style,
    form: Form,
}

impl Printer<'_> {
    fn label(&self, text: &str, rows: usize, columns: usize) -> SheetCell {
        SheetCell { text: self.style.label(text), rows, columns, kind: Kind::Label }
    }

    fn value(&self, cell: CellId, columns: usize) -> SheetCell {
        let text = self.style.value(cell, self.model.value(cell));
        SheetCell { text, rows: 1, columns, kind: Kind::Value(cell) }
    }

    fn table_two(&self) -> Sheet {
        const WIDTH: usize = 4;
        let mut rows = Vec::new();
        for (block, part) in self.form.t2_blocks().iter().enumerate() {
            // The last column of a block takes what is left of the width.
            let span = |index: usize| if index + 1 == part.columns.len() { WIDTH - part.columns.len() } else { 1 };
            rows.push(SheetRow { cells: vec![self.label(part.caption, 1, WIDTH)], block });
            let mut head = vec![self.label("信息内容", 1, 1)];
            for (index, &column) in part.columns.iter().enumerate() {
                head.push(self.label(self.form.column_label(column), 1, span(index)));
            }
            rows.push(SheetRow { cells: head, block });
            for &row in part.rows {
                let mut cells = vec![self.label(self.form.row_label(row), 1, 1)];
                for (index, &column) in part.columns.iter().enumerate() {
                    cells.push(self.value(CellId::new(Table::T2, row, column), span(index)));
                }
                rows.push(SheetRow { cells, block });
            }
        }
        Sheet { table: Table::T2, width: WIDTH, head: 0, rows }
    }

    fn table_three(&self, split_head: bool) -> Sheet {
        let head = if split_head { 4 } else { 3 };
        let label = |column: Column| self.form.column_label(column);
        let mut rows = vec![
            vec![self.label(IDENTITY_NOTE, head, 3), self.label("申请人情况", 1, 7)],
            vec![
                self.label(label(Column::Person), head - 1, 1),
                self.label("法人或其他组织", 1, 5),
                self.label(label(Column::Total), head - 1, 1),
            ],
        ];
        let organisations = &T3_COLUMNS[1..6];
        if split_head {
            let (whole, split) = (&organisations[2..], [("商业", "企业"), ("科研", "机构")]);
            let mut upper: Vec<SheetCell> = split.iter().map(|(upper, _)| self.label(upper, 1, 1)).collect();
            upper.extend(whole.iter().map(|&column| self.label(label(column), 2, 1)));
            rows.push(upper);
            rows.push(split.iter().map(|(_, lower)| self.label(lower, 1, 1)).collect());
        } else {
            rows.push(organisations.iter().map(|&column| self.label(label(column), 1, 1)).collect());
        }
        let all = self.form.t3_rows();
        let results = all.len() - 3;
        let mut group = None;
        for &row in &all {
            let mut cells = Vec::new();
            if row == Row::Granted {
                cells.push(self.label("三、本年度办理结果", results, 1));
            }
            match self.form.group_label(row) {
                Some(name) => {
                    if group != Some(name) {
                        let size = all.iter().filter(|&&other| self.form.group_label(other) == Some(name)).count();
                        cells.push(self.label(name, size, 1));
                    }
                    group = Some(name);
                    cells.push(self.label(self.form.row_label(row), 1, 1));
                }
                None => {
                    let outer = matches!(row, Row::Received | Row::CarriedIn | Row::CarriedOut);
                    cells.push(self.label(self.form.row_label(row), 1, if outer { 3 } else { 2 }));
                }
            }
            cells.extend(T3_COLUMNS.iter().map(|&column| self.value(CellId::new(Table::T3, row, column), 1)));
            rows.push(cells);
        }
        let rows = rows.into_iter().map(|cells| SheetRow { cells, block: 0 }).collect();
        Sheet { table: Table::T3, width: 10, head, rows }
    }

    fn table_four(&self) -> Sheet {
        let outcomes = |rows| T4_COLUMNS.iter().map(move |&column| self.label(self.form.column_label(column), rows, 1));
        let mut second: Vec<SheetCell> = outcomes(2).collect();
        second.push(self.label("未经复议直接起诉", 1, 5));
        second.push(self.label("复议后起诉", 1, 5));
        let cells = T4_ROWS.iter().flat_map(|&row| T4_COLUMNS.iter().map(move |&column| (row, column)));
        let values = cells.map(|(row, column)| self.value(CellId::new(Table::T4, row, column), 1)).collect();
        let rows = vec![
            vec![self.label("行政复议", 1, 5), self.label("行政诉讼", 1, 10)],
            second,
            outcomes(1).chain(outcomes(1)).collect(),
            values,
        ];
        let rows = rows.into_iter().map(|cells| SheetRow { cells, block: 0 }).collect();
        Sheet { table: Table::T4, width: 15, head: 3, rows }
    }
}
