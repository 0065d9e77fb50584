//! Table two out of a flow of figures. Nothing in it adds up: its figures are placed by how they stand among the heads
//! and labels alone.
//!
//! ```text
//! 规章            本年制发件数
//! 0 1 14          0          by columns, each right below its head
//! 行政规范性文件  3
//! 3 0 2           本年废止件数
//! by rows         …
//! ```

use super::arrangements::Block;
use super::flow::Flow;
use super::form::{Block as FormBlock, Form};
use super::labels::{Label, T2_COLUMNS, T2_ROWS};
use super::readings::contradicts;
use super::stream::Token;
use crate::document::fold::letters;
use crate::location::{Column, Row, Table};

/// The blocks of the table, each with the ways to read it.
pub(super) fn blocks(flow: Flow<'_>) -> Option<(Form, Vec<Block<'_>>)> {
    let form = [Form::F2021, Form::F2019].into_iter().find(|form| form.cells(Table::T2).len() == flow.len())?;
    // One of the head's own words of either form has to agree with the number of figures.
    let old = ["新制作", "新公开", "上一年", "采购"].iter().any(|word| flow.letters.contains(word));
    if old != (form == Form::F2019) {
        return None;
    }
    let blocks = under_heads(&flow, form).or_else(|| beside_labels(flow, form))?;
    Some((form, blocks))
}

/// As many figures a row as its block has columns; words between two figures of a row are of no other row.
fn beside_labels(flow: Flow<'_>, form: Form) -> Option<Vec<Block<'_>>> {
    let order: Vec<Row> = form.t2_blocks().iter().flat_map(|block| block.rows).copied().collect();
    let of_block = |block: &'static FormBlock| {
        let row = move |row: &'static Row| block.columns.iter().map(move |column| (*row, *column));
        block.rows.iter().flat_map(row)
    };
    let cells: Vec<(Row, Column)> = form.t2_blocks().iter().flat_map(of_block).collect();
    let row_of = |figure: usize| order.iter().position(|row| cells.get(figure).is_some_and(|cell| cell.0 == *row));
    // Every block has a head of its own before it: where its figures go on from those of another, they are no rows.
    let ends = form.t2_blocks().iter().scan(0, |end, block| {
        *end += block.rows.len() * block.columns.len();
        Some(*end)
    });
    let begins = begins(&flow);
    if ends.filter(|end| *end < cells.len()).any(|end| !begins.contains(&end)) {
        return None;
    }
    let mut figure = 0;
    let mut places = Vec::new();
    let mut words_before = "";
    for run in &flow.runs {
        let cell = cells.get(figure)?;
        let begins_a_row = figure == 0 || row_of(figure) != row_of(figure - 1);
        if begins_a_row {
            places.push((run.before.as_str(), row_of(figure)?..row_of(figure + run.len() - 1)? + 1));
        } else if !is_inside(*cell, words_before, &run.before, form) {
            return None;
        }
        words_before = &run.before;
        figure += run.len();
    }
    if contradicts(&T2_ROWS, &places, &order) {
        return None;
    }
    let mut blocks = Vec::new();
    let mut rest = flow;
    for block in form.t2_blocks() {
        let (of_block, after) = rest.split(block.rows.len() * block.columns.len());
        rest = after;
        blocks.push(of_rows(of_block, block.columns.len(), block.rows.len()));
    }
    Some(blocks)
}

/// With which of all figures each run begins.
fn begins(flow: &Flow<'_>) -> Vec<usize> {
    flow.runs.iter().scan(0, |begin, run| Some(std::mem::replace(begin, *begin + run.len()))).collect()
}

/// Whether words may stand right before a cell that is not the first of its row: pieces of heads, the column's own head
/// at the end where it is whole; or the label of the row goes on behind its first figure.
fn is_inside((row, column): (Row, Column), words_before: &str, words: &str, form: Form) -> bool {
    let of_heads = |c: char| T2_COLUMNS.iter().any(|label| label.letters.contains(c));
    if words.chars().all(of_heads) {
        return last_head(words).is_none_or(|(head, _)| head == column);
    }
    let label = letters(form.row_label(row));
    let begins = (0..words_before.len()).filter(|at| words_before.is_char_boundary(*at));
    let goes_on = |begin: usize| label.contains(&format!("{}{words}", &words_before[begin..]));
    begins.into_iter().any(goes_on)
}

/// The column whose head the words end in, and the words before it.
fn last_head(words: &str) -> Option<(Column, &str)> {
    let found = |label: &'static Label<(Form, Column)>| Some((label, words.strip_suffix(label.letters.as_str())?));
    T2_COLUMNS.iter().find_map(found).map(|(label, rest)| (label.of.1, rest))
}

/// The figures of one block, where only what stands apart is known to be a row.
fn of_rows<'a>(flow: Flow<'a>, width: usize, height: usize) -> Block<'a> {
    let groups = || flow.runs.iter().flat_map(|run| &run.groups);
    let sizes = || groups().map(|group| group.figures.len());
    let begins = begins(&flow);
    let rows_begin = (0..height).all(|row| begins.contains(&(row * width)));
    // What stands on one line is of one row.
    let mut at = 0;
    let mut in_line = false;
    let mut across = false;
    for group in groups() {
        let last = at + group.figures.len() - 1;
        in_line |= group.in_line;
        across |= group.in_line && at / width != last / width;
        at = last + 1;
    }
    let by_rows = width == 1 || rows_begin || sizes().all(|size| size == width) || in_line && !across;
    let alone = sizes().all(|size| size == 1);
    let by_columns = sizes().count() == width && sizes().all(|size| size == height);
    let mut figures: Vec<Token<'a>> = Vec::new();
    let mut before = String::new();
    for run in flow.runs {
        before.push_str(&run.before);
        figures.extend(run.groups.into_iter().flat_map(|group| group.figures));
    }
    if by_rows {
        return Block::of_rows(figures, before, height);
    }
    let block = Block::open(figures, before, height, by_columns);
    Block { scattered: alone, ..block }
}

/// Every column right below its own head; a block of one column also further down, in the form's order.
fn under_heads<'a>(flow: &Flow<'a>, form: Form) -> Option<Vec<Block<'a>>> {
    let blocks = form.t2_blocks();
    let mut columns: Vec<Vec<Vec<Token<'a>>>> = blocks.iter().map(|_| Vec::new()).collect();
    for run in &flow.runs {
        let mut head = last_head(&run.before);
        if head.is_some_and(|(_, rest)| last_head(rest).is_some_and(|(before, _)| is_beside(blocks, before, head))) {
            return None;
        }
        for group in &run.groups {
            if group.in_line {
                return None;
            }
            let wanted = head.take().map(|(column, _)| column);
            // A column that is begun comes first.
            let place = (0..blocks.len()).find(|&at| {
                let (block, found) = (&blocks[at], &columns[at]);
                let last = found.last().map_or(block.rows.len(), Vec::len);
                last < block.rows.len() && wanted.is_none()
                    || last == block.rows.len()
                        && found.len() < block.columns.len()
                        && wanted.map_or(block.columns.len() == 1, |wanted| block.columns[found.len()] == wanted)
            })?;
            let height = blocks[place].rows.len();
            match columns[place].last_mut().filter(|column| column.len() < height) {
                Some(column) => column.extend(group.figures.iter().cloned()),
                None => columns[place].push(group.figures.clone()),
            }
            if columns[place].last().is_some_and(|column| column.len() > height) {
                return None;
            }
        }
    }
    let is_full = |(block, found): (&FormBlock, &Vec<Vec<Token<'_>>>)| {
        found.len() == block.columns.len() && found.iter().all(|column| column.len() == block.rows.len())
    };
    let of_columns = |(block, found): (&FormBlock, Vec<Vec<Token<'a>>>)| {
        Block::of_columns(found.concat(), String::new(), block.rows.len())
    };
    blocks.iter().zip(&columns).all(is_full).then(|| blocks.iter().zip(columns).map(of_columns).collect())
}

/// Whether two heads are next to each other in one block: then what follows need not be the last one's alone.
fn is_beside(blocks: &[FormBlock], before: Column, head: Option<(Column, &str)>) -> bool {
    let pair = |block: &FormBlock| {
        let place = |wanted: Column| block.columns.iter().position(|column| *column == wanted);
        head.is_some_and(|(column, _)| place(before).is_some() && place(before) < place(column))
    };
    blocks.iter().any(pair)
}
