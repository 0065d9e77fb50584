//! Table two: blocks of rows, each under its own head.
//!
//! A row's figures are put under the columns by the head above it. A row with fewer or more figures than its head has
//! columns is not read.

use std::collections::BTreeMap;
use std::ops::Range;

use super::form::Form;
use super::labels::{self, T2_CAPTION, T2_COLUMNS, T2_CORNER, T2_ROWS};
use super::stream::{Kind, Row as StreamRow};
use super::tables::{self, At, Reading};
use super::{AlteredLabel, Cell, ExtraRow, TableRead};
use crate::location::{Anchor, CellId, Column, Row, Table};

/// One row as it was found: its label, the head in force, its figures.
struct Found<'r, 'a> {
    row: Row,
    head: Vec<Head>,
    values: Vec<At<'r, 'a>>,
    /// Its cells are marked.
    in_grid: bool,
}

/// A column head: the column by its label, under the form that has it.
#[derive(Clone)]
struct Head {
    form: Form,
    column: Column,
    written: String,
    altered: Option<Anchor>,
}

#[derive(Default)]
struct Scan<'r, 'a> {
    found: Vec<Found<'r, 'a>>,
    head: Vec<Head>,
    /// The last token was a head: the next head belongs to the same line.
    in_head: bool,
    /// A row is open: figures belong to it.
    open: bool,
    altered_rows: Vec<AlteredLabel<Row>>,
    extra_rows: Vec<ExtraRow>,
    all_heads: Vec<Head>,
    last: usize,
    orphans: bool,
}

/// Reads table two from its zone.
pub(super) fn read(rows: &[StreamRow<'_>], zone: &Range<usize>) -> Option<Reading> {
    let tokens = tables::tokens(rows, zone);
    let anchor = tokens.first()?.token.anchor;
    let mut scan = Scan::default();
    let mut at = 0;
    while at < tokens.len() {
        at += scan.step(rows, &tokens, at);
    }
    let form = scan.form();
    let mut cells = BTreeMap::new();
    let mut unread_rows = Vec::new();
    for found in &scan.found {
        // Where figures are left over, one that stands on a line of its own may be another row's.
        let astray = scan.orphans && found.values.iter().any(|at| !rows[at.row].bounded);
        match placed(found, form).filter(|_| !astray) {
            Some(placed) => {
                for (id, cell) in placed {
                    cells.entry(id).or_insert(cell);
                }
            }
            None => unread_rows.push(found.row),
        }
    }
    let rows_of_form = form.t2_blocks().iter().flat_map(|block| block.rows).copied();
    let missing_rows = rows_of_form.filter(|row| !scan.found.iter().any(|found| found.row == *row)).collect::<Vec<_>>();
    unread_rows.retain(|row| !cells.keys().any(|cell| cell.row == *row));
    unread_rows.dedup();
    let read = TableRead {
        tell_tales: scan.tell_tales(form),
        altered_rows: scan.altered_rows,
        altered_columns: altered_columns(&scan.all_heads),
        missing_rows,
        unread_rows,
        extra_rows: scan.extra_rows,
        ..TableRead::new(form, anchor)
    };
    Some(Reading {
        read,
        cells,
        rows: zone.start..scan.last + 1,
        orphans: scan.orphans,
        order: super::Reading::LabelAligned,
        notes: Vec::new(),
    })
}

impl<'r, 'a> Scan<'r, 'a> {
    /// Takes in the token at this index, and those that spell one label with it; says how many.
    fn step(&mut self, rows: &[StreamRow<'a>], tokens: &[At<'r, 'a>], index: usize) -> usize {
        let at = tokens[index];
        let begins_row = index == 0 || tokens[index - 1].row != at.row;
        if begins_row && rows[at.row].bounded {
            self.open = false;
        }
        match at.token.kind {
            Kind::Prose => {
                self.open = false;
                1
            }
            Kind::Blank | Kind::Value => {
                self.in_head = false;
                if self.open {
                    if let Some(found) = self.found.last_mut() {
                        found.values.push(at);
                        self.last = at.row;
                    }
                } else {
                    self.orphans |= at.token.kind == Kind::Value;
                }
                1
            }
            Kind::Text => self.text(rows, tokens, index),
        }
    }

    fn text(&mut self, rows: &[StreamRow<'a>], tokens: &[At<'r, 'a>], index: usize) -> usize {
        let at = tokens[index];
        let letters = at.token.letters.as_str();
        if let Some((label, used)) = tables::spelled(&T2_ROWS, &tokens[index..]) {
            self.begin(label.of, at.row, rows[at.row].grid.is_some());
            return used;
        }
        if let Some((label, used)) = tables::spelled(&T2_COLUMNS, &tokens[index..]) {
            let written = tokens[index..index + used].iter().map(|at| at.token.in_one_line()).collect();
            self.head(Head { form: label.of.0, column: label.of.1, written, altered: None }, at.row);
            return used;
        }
        let glued = letters.strip_prefix(T2_CORNER).filter(|rest| !rest.is_empty());
        if letters == T2_CORNER || letters.starts_with(T2_CAPTION) || glued.is_some() {
            self.open = false;
            self.in_head = false;
            self.last = at.row;
            if let Some(label) = glued.and_then(|rest| labels::exact(&T2_COLUMNS, rest)) {
                let written = at.token.in_one_line();
                self.head(Head { form: label.of.0, column: label.of.1, written, altered: None }, at.row);
            }
            return 1;
        }
        let bounded = rows[at.row].bounded;
        if self.open
            && bounded
            && self.found.last().is_some_and(|found| !found.values.is_empty() || at.row == self.last)
        {
            // Words in a figure's place.
            if let Some(found) = self.found.last_mut() {
                found.values.push(at);
            }
            return 1;
        }
        if let Some((label, _)) = labels::nearest(&T2_ROWS, letters) {
            self.altered_rows.push(AlteredLabel {
                of: label.of,
                written: at.token.in_one_line(),
                anchor: at.token.anchor,
            });
            self.begin(label.of, at.row, rows[at.row].grid.is_some());
            return 1;
        }
        if let Some((label, _)) = labels::nearest(&T2_COLUMNS, letters) {
            let written = at.token.in_one_line();
            let altered = Some(at.token.anchor);
            self.head(Head { form: label.of.0, column: label.of.1, written, altered }, at.row);
            return 1;
        }
        let figures = rows[at.row].tokens.iter().filter(|token| token.kind == Kind::Value).count();
        if bounded && figures > 0 && !self.head.is_empty() && rows[at.row].tokens[0].anchor == at.token.anchor {
            self.extra_rows.push(ExtraRow { label: at.token.in_one_line(), anchor: at.token.anchor });
            self.last = at.row;
        }
        self.open = false;
        self.in_head = false;
        1
    }

    fn begin(&mut self, row: Row, at: usize, in_grid: bool) {
        self.found.push(Found { row, head: self.head.clone(), values: Vec::new(), in_grid });
        self.open = true;
        self.in_head = false;
        self.last = at;
    }

    fn head(&mut self, head: Head, at: usize) {
        if !self.in_head {
            self.head.clear();
        }
        self.all_heads.push(head.clone());
        self.head.push(head);
        // A head between a row's label and its figures (label first, as some texts have it) is that row's head.
        if self.open
            && let Some(found) = self.found.last_mut()
            && found.values.is_empty()
        {
            found.head.clone_from(&self.head);
        } else {
            self.open = false;
        }
        self.in_head = true;
        self.last = at;
    }

    /// The form with more of its own labels in the table.
    fn form(&self) -> Form {
        let old = self.all_heads.iter().filter(|head| is_2019(head.column)).count()
            + self.found.iter().filter(|found| matches!(found.row, Row::Services | Row::Procurement)).count();
        let new = self.all_heads.iter().filter(|head| is_2021(head)).count();
        if old > new { Form::F2019 } else { Form::F2021 }
    }

    /// The labels only the form of 2019 has, as written.
    fn tell_tales(&self, form: Form) -> Vec<String> {
        if form != Form::F2019 {
            return Vec::new();
        }
        let mut tales: Vec<String> = Vec::new();
        let heads = self.all_heads.iter().filter(|head| is_2019(head.column)).map(|head| head.written.as_str());
        let rows = self.found.iter().filter(|found| matches!(found.row, Row::Services | Row::Procurement));
        for tale in heads.chain(rows.map(|found| Form::F2019.row_label(found.row))) {
            let tale = format!("“{}”", tale.split_whitespace().collect::<String>());
            if !tales.contains(&tale) {
                tales.push(tale);
            }
        }
        tales
    }
}

const fn is_2019(column: Column) -> bool {
    matches!(
        column,
        Column::Made | Column::Published | Column::PublicTotal | Column::PriorItems | Column::Change | Column::Items
    )
}

fn is_2021(head: &Head) -> bool {
    matches!(head.column, Column::Issued | Column::Repealed | Column::InForce)
        || head.form == Form::F2021 && matches!(head.column, Column::Decisions | Column::Amount)
}

fn altered_columns(heads: &[Head]) -> Vec<AlteredLabel<Column>> {
    heads
        .iter()
        .filter_map(|head| {
            head.altered.map(|anchor| AlteredLabel { of: head.column, written: head.written.clone(), anchor })
        })
        .collect()
}

/// The row's cells under its columns; `None` when they cannot be told apart.
fn placed(found: &Found<'_, '_>, form: Form) -> Option<Vec<(CellId, Cell)>> {
    let of_form = form.t2_blocks().iter().find(|block| block.rows.contains(&found.row))?;
    let mut columns: Vec<Column> = found.head.iter().map(|head| head.column).collect();
    // A head that came apart on its lines has some of its columns only, and would put figures under the wrong ones.
    let is_whole = found.in_grid || columns.len() >= of_form.columns.len();
    let known = !columns.is_empty() && columns.iter().all(|column| of_form.columns.contains(column)) && is_whole;
    if !known {
        // Without its head a row is read only if it has exactly the form's figures.
        columns = of_form.columns.to_vec();
    }
    let values = tables::without_padding(&found.values, columns.len())?;
    if values.is_empty() || !known && values.len() != found.values.len() {
        return None;
    }
    let id = |column| CellId::new(Table::T2, found.row, column);
    Some(columns.iter().zip(values).map(|(&column, at)| (id(column), tables::cell(at.token))).collect())
}
