//! The three tables as the official forms draw them, merged heads and all, as data.
//!
//! ```text
//! (corner 3×3)                │ 申请人情况 (7)
//!                             │ 自然人 │ 法人或其他组织 (5) │ 总计
//! 一、…            (3)        │   ·    │  · · · · ·         │  ·
//! 三、… │（三）… │ 1. …       │   ·    │  · · · · ·         │  ·
//! ```
//!
//! Nothing here knows a report: which figure stands in a slot, and how it is marked, is for who draws or writes it.

use super::form::{Form, IDENTITY_NOTE, T3_COLUMNS, T4_COLUMNS, T4_ROWS};
use crate::location::{CellId, Column, Row, Table};

/// A table as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Which table.
    pub table: Table,
    /// The form it follows.
    pub form: Form,
    /// The rows above the figures; table two has none, its heads stand between its blocks.
    pub head: Vec<Line>,
    /// The rows with figures.
    pub body: Vec<Line>,
}

/// One drawn row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What begins in it, from left to right; what reaches in from above is not repeated.
    pub slots: Vec<Slot>,
    /// Whether a stronger line closes it.
    pub closes: bool,
}

/// One drawn cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// A label.
    Head(Head),
    /// A place for a figure.
    Value {
        /// Its name.
        id: CellId,
        /// How many columns it covers.
        columns: u8,
    },
}

/// A label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its words.
    pub text: &'static str,
    /// How many rows it covers.
    pub rows: u8,
    /// How many columns it covers.
    pub columns: u8,
    /// What it heads.
    pub kind: HeadKind,
    /// How many label columns stand to its left; 0 to 2.
    pub depth: u8,
    /// The row or column of the form it names, where it names one.
    pub names: Option<Name>,
}

/// A row or a column of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// A row.
    Row(Row),
    /// A column.
    Column(Column),
}

/// What a label heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadKind {
    /// The corner of table three with its note.
    Corner,
    /// Several columns.
    ColumnGroup,
    /// One column.
    Column,
    /// A line of table two above its block: 第二十条第（一）项.
    Block,
    /// The label that runs down beside the results.
    Band,
    /// Several rows.
    RowGroup,
    /// One row.
    Row,
    /// The row of totals.
    TotalRow,
}

/// Where an arrow key leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// One figure to the left.
    Left,
    /// One figure to the right.
    Right,
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// The first figure of the row.
    RowStart,
    /// The last figure of the row.
    RowEnd,
    /// The first figure of the table.
    First,
    /// The last figure of the table.
    Last,
}

impl Layout {
    /// The layout of a table in a form.
    pub fn new(form: Form, table: Table) -> Self {
        let (head, body) = match table {
            Table::T2 => (Vec::new(), table_two(form)),
            Table::T3 => (table_three_head(form), table_three(form)),
            Table::T4 => table_four(form),
        };
        Self { table, form, head, body }
    }

    /// The cells row by row, as arrow keys walk them.
    pub fn grid(&self) -> Vec<Vec<CellId>> {
        self.body.iter().map(Line::values).filter(|row| !row.is_empty()).collect()
    }

    /// The first cell.
    pub fn first(&self) -> Option<CellId> {
        self.grid().first().and_then(|row| row.first()).copied()
    }

    /// Where a key leads from a cell; `None` at the border.
    pub fn step(&self, from: CellId, step: Move) -> Option<CellId> {
        let grid = self.grid();
        let row = grid.iter().position(|row| row.contains(&from))?;
        let column = grid[row].iter().position(|&id| id == from)?;
        // Rows of table two differ in length; the last figure stands in for a column that is not there.
        let nearest = |row: &Vec<CellId>| row.get(column).or(row.last()).copied();
        match step {
            Move::Left => column.checked_sub(1).map(|column| grid[row][column]),
            Move::Right => grid[row].get(column + 1).copied(),
            Move::Up => row.checked_sub(1).and_then(|row| nearest(&grid[row])),
            Move::Down => grid.get(row + 1).and_then(nearest),
            Move::RowStart => grid[row].first().copied(),
            Move::RowEnd => grid[row].last().copied(),
            Move::First => self.first(),
            Move::Last => grid.last().and_then(|row| row.last()).copied(),
        }
    }
}

impl Line {
    fn new(slots: Vec<Slot>) -> Self {
        Self { slots, closes: false }
    }

    fn closing(mut self) -> Self {
        self.closes = true;
        self
    }

    /// The names of its figures.
    pub fn values(&self) -> Vec<CellId> {
        self.slots
            .iter()
            .filter_map(|slot| match slot {
                Slot::Value { id, .. } => Some(*id),
                Slot::Head(_) => None,
            })
            .collect()
    }
}

fn head(text: &'static str, rows: u8, columns: u8, kind: HeadKind) -> Slot {
    Slot::Head(Head { text, rows, columns, kind, depth: 0, names: None })
}

fn group_head(text: &'static str, rows: u8, kind: HeadKind, depth: u8) -> Slot {
    Slot::Head(Head { text, rows, columns: 1, kind, depth, names: None })
}

fn row_head(form: Form, row: Row, columns: u8, kind: HeadKind, depth: u8) -> Slot {
    Slot::Head(Head { text: form.row_label(row), rows: 1, columns, kind, depth, names: Some(Name::Row(row)) })
}

fn column_head(form: Form, column: Column, rows: u8, columns: u8) -> Slot {
    let names = Some(Name::Column(column));
    Slot::Head(Head { text: form.column_label(column), rows, columns, kind: HeadKind::Column, depth: 0, names })
}

fn values(table: Table, row: Row, columns: &[Column]) -> impl Iterator<Item = Slot> {
    columns.iter().map(move |&column| Slot::Value { id: CellId::new(table, row, column), columns: 1 })
}

/// Three columns of figures; in a block with fewer, the last one takes what is left.
fn table_two(form: Form) -> Vec<Line> {
    const FIGURES: u8 = 3;
    let mut lines = Vec::new();
    for block in form.t2_blocks() {
        let mut spans = vec![1; block.columns.len()];
        if let Some(last) = spans.last_mut() {
            *last = FIGURES.saturating_sub(u8::try_from(block.columns.len() - 1).unwrap_or(0)).max(1);
        }
        lines.push(Line::new(vec![head(block.caption, 1, FIGURES + 1, HeadKind::Block)]));
        let mut heads = vec![head("信息内容", 1, 1, HeadKind::Column)];
        heads.extend(block.columns.iter().zip(&spans).map(|(&column, &span)| column_head(form, column, 1, span)));
        lines.push(Line::new(heads));
        for &row in block.rows {
            let mut slots = vec![row_head(form, row, 1, HeadKind::Row, 0)];
            slots.extend(
                block
                    .columns
                    .iter()
                    .zip(&spans)
                    .map(|(&column, &columns)| Slot::Value { id: CellId::new(Table::T2, row, column), columns }),
            );
            lines.push(Line::new(slots));
        }
        if let Some(last) = lines.last_mut() {
            last.closes = true;
        }
    }
    lines
}

fn table_three_head(form: Form) -> Vec<Line> {
    let column = |column, rows| column_head(form, column, rows, 1);
    vec![
        Line::new(vec![head(IDENTITY_NOTE, 3, 3, HeadKind::Corner), head("申请人情况", 1, 7, HeadKind::ColumnGroup)]),
        Line::new(vec![
            column(Column::Person, 2),
            head("法人或其他组织", 1, 5, HeadKind::ColumnGroup),
            column(Column::Total, 2),
        ]),
        Line::new(T3_COLUMNS[1..6].iter().map(|&name| column(name, 1)).collect()),
    ]
}

fn table_three(form: Form) -> Vec<Line> {
    let rows = form.t3_rows();
    let banded = u8::try_from(rows.len().saturating_sub(3)).unwrap_or(u8::MAX);
    let mut lines = Vec::new();
    let mut last_group = None;
    for &row in &rows {
        let group = form.group_label(row);
        let mut slots = Vec::new();
        match row {
            Row::Received | Row::CarriedIn | Row::CarriedOut => slots.push(row_head(form, row, 3, HeadKind::Row, 0)),
            _ => {
                if row == Row::Granted {
                    slots.push(group_head("三、本年度办理结果", banded, HeadKind::Band, 0));
                }
                match group {
                    Some(name) => {
                        if last_group != group {
                            let members = rows.iter().filter(|&&row| form.group_label(row) == group).count();
                            let members = u8::try_from(members).unwrap_or(u8::MAX);
                            slots.push(group_head(name, members, HeadKind::RowGroup, 1));
                        }
                        slots.push(row_head(form, row, 1, HeadKind::Row, 2));
                    }
                    None if row == Row::ResultTotal => slots.push(row_head(form, row, 2, HeadKind::TotalRow, 1)),
                    None => slots.push(row_head(form, row, 2, HeadKind::Row, 1)),
                }
            }
        }
        last_group = group;
        slots.extend(values(Table::T3, row, T3_COLUMNS));
        let line = Line::new(slots);
        lines.push(if matches!(row, Row::CarriedIn | Row::ResultTotal) { line.closing() } else { line });
    }
    lines
}

fn table_four(form: Form) -> (Vec<Line>, Vec<Line>) {
    let outcomes =
        |rows| T4_COLUMNS.iter().map(move |&column| head(form.column_label(column), rows, 1, HeadKind::Column));
    let top =
        vec![row_head(form, Row::Review, 5, HeadKind::ColumnGroup, 0), head("行政诉讼", 1, 10, HeadKind::ColumnGroup)];
    let mut middle: Vec<Slot> = outcomes(2).collect();
    for row in [Row::DirectSuit, Row::SuitAfterReview] {
        middle.push(row_head(form, row, 5, HeadKind::ColumnGroup, 0));
    }
    let bottom = outcomes(1).chain(outcomes(1)).collect();
    let figures = T4_ROWS.iter().flat_map(|&row| values(Table::T4, row, T4_COLUMNS)).collect();
    (vec![Line::new(top), Line::new(middle), Line::new(bottom)], vec![Line::new(figures)])
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMS: [Form; 2] = [Form::F2019, Form::F2021];

    /// The width of every drawn row, with what reaches in from above.
    fn widths(lines: &[Line]) -> Vec<u32> {
        let mut reaching: Vec<(u32, u32)> = Vec::new();
        lines
            .iter()
            .map(|line| {
                let above: u32 = reaching.iter().filter(|(rows, _)| *rows > 0).map(|(_, columns)| columns).sum();
                for (rows, _) in &mut reaching {
                    *rows = rows.saturating_sub(1);
                }
                let own: u32 = line
                    .slots
                    .iter()
                    .map(|slot| match slot {
                        Slot::Head(head) => {
                            reaching.push((u32::from(head.rows) - 1, u32::from(head.columns)));
                            u32::from(head.columns)
                        }
                        Slot::Value { columns, .. } => u32::from(*columns),
                    })
                    .sum();
                above + own
            })
            .collect()
    }

    #[test]
    fn every_row_is_as_wide_as_the_table() {
        for form in FORMS {
            for (table, width) in [(Table::T2, 4), (Table::T3, 10), (Table::T4, 15)] {
                let layout = Layout::new(form, table);
                for lines in [&layout.head, &layout.body] {
                    assert!(
                        widths(lines).iter().all(|&found| found == width),
                        "{form:?} {table:?}: {:?}",
                        widths(lines)
                    );
                }
            }
        }
    }

    #[test]
    fn every_cell_of_the_form_is_drawn_once_in_reading_order() {
        for form in FORMS {
            for table in [Table::T2, Table::T3, Table::T4] {
                assert_eq!(Layout::new(form, table).grid().concat(), form.cells(table));
            }
        }
    }

    #[test]
    fn arrow_keys_walk_the_figures_and_stop_at_the_border() {
        let layout = Layout::new(Form::F2021, Table::T2);
        let cell = |text: &str| text.parse::<CellId>().ok();
        let step = |from: &str, key| cell(from).and_then(|from| layout.step(from, key));
        assert_eq!(step("t2.rules.issued", Move::Right), cell("t2.rules.repealed"));
        assert_eq!(step("t2.normative.in_force", Move::Down), cell("t2.licensing.decisions"));
        assert_eq!(step("t2.rules.issued", Move::Left), None);
        assert_eq!(step("t2.rules.issued", Move::Last), cell("t2.fees.amount"));
    }
}
