//! Which slip a set of changes looks like, and how likely that makes it among sets of the same size.
//!
//! The digit patterns follow Scholtus (typing errors as single edits of the figure: a wrong, missing, doubled or
//! transposed digit); the others are slips of filling in a form.

use serde::{Deserialize, Serialize};

use super::Change;
use crate::document::number::Decimal;
use crate::location::{CellId, Column, Row};
use crate::report::Report;

/// A kind of slip, by its stable name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pattern {
    /// A total stays 0 or blank over filled parts.
    TotalLeftZero,
    /// The same amount is too little in one cell and too much in another of its row.
    WrongColumn,
    /// The same amount is too little in one cell and too much in another of its column.
    WrongRow,
    /// Two cells hold each other's figures.
    SwappedCells,
    /// Two neighbouring digits changed places.
    TransposedDigits,
    /// One digit is wrong.
    WrongDigit,
    /// One digit is missing, or one too many.
    MissingOrExtraDigit,
    /// The figure of the neighbouring row or column stands here too.
    CopiedFromNeighbour,
    /// A cell that holds something was left blank.
    LeftBlank,
    /// Nothing in particular.
    Miscount,
}

/// The slip a set of changes looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reason {
    /// The slip.
    pub pattern: Pattern,
    /// One sentence in Chinese.
    pub sentence: String,
    /// Lower is likelier.
    pub rank: u32,
}

impl Reason {
    /// Both at once, for changes in two tables.
    pub(super) fn and(&self, other: &Reason) -> Reason {
        Reason {
            pattern: self.pattern,
            sentence: format!("{}{}", self.sentence, other.sentence),
            rank: self.rank + other.rank,
        }
    }
}

/// Explains a set of changes.
pub(super) fn explain(report: &Report, changes: &[Change]) -> Reason {
    if let Some(reason) = totals_left_zero(changes).or_else(|| moved(report, changes)) {
        return reason;
    }
    let reasons: Vec<Reason> = changes.iter().map(|change| single(report, change)).collect();
    let rank = reasons.iter().map(|reason| reason.rank).sum();
    let pattern = reasons.iter().max_by_key(|reason| reason.rank).map_or(Pattern::Miscount, |reason| reason.pattern);
    Reason { pattern, sentence: reasons.into_iter().map(|reason| reason.sentence).collect(), rank }
}

const fn is_total(cell: CellId) -> bool {
    matches!(cell.column, Column::Total) || matches!(cell.row, Row::ResultTotal)
}

fn is_empty(from: Option<Decimal>) -> bool {
    from.is_none_or(Decimal::is_zero)
}

fn totals_left_zero(changes: &[Change]) -> Option<Reason> {
    let all = !changes.is_empty()
        && changes.iter().all(|change| is_total(change.cell) && is_empty(change.from) && change.to > Decimal::ZERO);
    all.then(|| Reason {
        pattern: Pattern::TotalLeftZero, sentence: "像是合计没有填，留着 0。".to_owned(), rank: 1
    })
}

/// Two changes of the same amount, one up and one down: a case put into the wrong cell, or two figures swapped.
fn moved(report: &Report, changes: &[Change]) -> Option<Reason> {
    let [first, second] = changes else { return None };
    let step = |change: &Change| {
        let from = change.from.unwrap_or(Decimal::ZERO).as_integer()?;
        Some((from, change.to.as_integer()? - from))
    };
    let ((a, up), (b, down)) = (step(first)?, step(second)?);
    if up + down != 0 {
        return None;
    }
    let (same_row, same_column) = (first.cell.row == second.cell.row, first.cell.column == second.cell.column);
    let name = |change: &Change| {
        let form = report.form(change.cell.table);
        if same_row { form.column_name(change.cell).to_owned() } else { form.row_name(change.cell.row) }
    };
    let (from, to) = if up < 0 { (first, second) } else { (second, first) };
    if first.to.as_integer() == Some(b) && second.to.as_integer() == Some(a) && a != 0 && b != 0 {
        let sentence = format!("像是“{}”和“{}”的数填反了。", name(first), name(second));
        return Some(Reason { pattern: Pattern::SwappedCells, sentence, rank: 2 });
    }
    let sentence = format!("{} 件疑似归类错位：应计入“{}”，计入了“{}”。", up.abs(), name(to), name(from));
    match (same_row, same_column) {
        (true, false) => Some(Reason { pattern: Pattern::WrongColumn, sentence, rank: 3 }),
        (false, true) => Some(Reason { pattern: Pattern::WrongRow, sentence, rank: 4 }),
        _ => None,
    }
}

fn single(report: &Report, change: &Change) -> Reason {
    let form = report.form(change.cell.table);
    let name = format!("{}·{}", form.row_name(change.cell.row), form.column_name(change.cell));
    let reason = |pattern, why: String, rank| Reason { pattern, sentence: format!("{name}：{why}。"), rank };
    let Some(from) = change.from else {
        return reason(Pattern::LeftBlank, "像是漏填".to_owned(), 5);
    };
    let (old, new) = (from.to_string(), change.to.to_string());
    if is_total(change.cell) && from.is_zero() && change.to > Decimal::ZERO {
        return reason(Pattern::TotalLeftZero, "像是合计没有填，留着 0".to_owned(), 4);
    }
    if is_transposition(&old, &new) {
        return reason(Pattern::TransposedDigits, format!("{old} 和 {new} 像是相邻两位写反了"), 5);
    }
    if old.len() > 1 || new.len() > 1 {
        match strsim::levenshtein(&old, &new) {
            1 if old.len() == new.len() => {
                return reason(Pattern::WrongDigit, format!("{old} 像是 {new} 写错了一位"), 6);
            }
            1 => {
                return reason(Pattern::MissingOrExtraDigit, format!("{old} 和 {new} 差一位，像是漏打或多打了一位"), 6);
            }
            _ => {}
        }
    }
    if let Some(neighbour) = copied_from(report, change) {
        return reason(Pattern::CopiedFromNeighbour, format!("和旁边“{neighbour}”的数相同，像是抄串了"), 7);
    }
    let rank = if is_total(change.cell) { 8 } else { 9 };
    reason(Pattern::Miscount, format!("{old} 改为 {new}"), rank)
}

/// Two neighbouring digits in each other's place, and nothing else.
fn is_transposition(old: &str, new: &str) -> bool {
    old.len() == new.len() && strsim::osa_distance(old, new) == 1 && strsim::levenshtein(old, new) == 2
}

/// The neighbour whose figure, other than 0, stands in this cell too.
fn copied_from(report: &Report, change: &Change) -> Option<String> {
    let form = report.form(change.cell.table);
    let cells = form.cells(change.cell.table);
    let written = change.from.filter(|from| !from.is_zero())?;
    let neighbours = |same: fn(CellId, CellId) -> bool| -> Vec<CellId> {
        let line: Vec<CellId> = cells.iter().copied().filter(|cell| same(*cell, change.cell)).collect();
        let Some(at) = line.iter().position(|cell| *cell == change.cell) else { return Vec::new() };
        let before = at.checked_sub(1).and_then(|at| line.get(at));
        before.into_iter().chain(line.get(at + 1)).copied().collect()
    };
    let holds = |cell: &CellId| report.cell(*cell).and_then(|cell| cell.figure.value()) == Some(written);
    let in_row = neighbours(|a, b| a.row == b.row).into_iter().find(|cell| holds(cell));
    if let Some(cell) = in_row.filter(|cell| !is_total(*cell) && !is_total(change.cell)) {
        return Some(form.column_name(cell).to_owned());
    }
    let in_column = neighbours(|a, b| a.column == b.column).into_iter().find(|cell| holds(cell));
    in_column.map(|cell| form.row_name(cell.row))
}
