//! The slip that one changed cell looks like.

use super::digits::{Typing, typing};
use super::line::{column_of, neighbours, row_of};
use super::{Pattern, Slip, more_or_less};
use crate::document::number::Decimal;
use crate::location::{CellId, Column, Row, Table};
use crate::repair::{Change, names};
use crate::report::Report;
use crate::report::form::is_total;
use crate::report::form::{T3_APPLICANTS, T4_OUTCOMES};

/// The totals that stayed 0 or blank over filled parts: one slip for all of them.
pub(super) fn totals_left_zero(changes: &[Change]) -> Option<Slip> {
    let cells: Vec<CellId> = changes.iter().filter(|change| is_left_zero(change)).map(|change| change.cell).collect();
    let told = match cells.len() {
        0 => return None,
        _ => "像是总计没有填，留着 0".to_owned(),
    };
    Some(Slip { pattern: Pattern::TotalLeftZero, cells, told, rank: 10, whole_figure: false })
}

fn is_left_zero(change: &Change) -> bool {
    is_total(change.cell) && change.from.is_none_or(Decimal::is_zero) && change.to > Decimal::ZERO
}

/// The likeliest slip for one change; `all` are the changes it is made with.
pub(super) fn slip(report: &Report, change: &Change, all: &[Change]) -> Slip {
    let slip =
        |pattern, rank, told: String| Slip { pattern, cells: vec![change.cell], told, rank, whole_figure: false };
    let Some(from) = change.from else {
        return slip(Pattern::LeftBlank, 24, "像是漏填".to_owned());
    };
    if is_left_zero(change) {
        return slip(Pattern::TotalLeftZero, 10, "像是总计没有填，留着 0".to_owned());
    }
    let mut found: Vec<Slip> = Vec::new();
    let (written, right) = (from.to_string(), change.to.to_string());
    if let Some(typing) = typing(&written, &right) {
        let (pattern, rank) = typed(typing, written.len().max(right.len()));
        found.push(slip(pattern, rank, typing_told(typing, &right)));
    }
    if let Some((rank, told)) = addend(report, change, all) {
        found.push(slip(Pattern::MissedAddend, rank, told));
    }
    if let Some((neighbour, where_it_is)) = copied_from(report, change) {
        let rank = if written.len() == 2 { 22 } else { 15 };
        found.push(slip(
            Pattern::CopiedFromNeighbour,
            rank,
            format!("和{where_it_is}“{neighbour}”的数一样，像是抄串了"),
        ));
    }
    let off = more_or_less(change).unwrap_or_default();
    let by_one = change.to.checked_sub(from).and_then(Decimal::as_integer).is_some_and(|step| step.abs() == 1);
    let told = match from.as_integer() {
        // What is no count is wrong by itself, whatever it should be.
        _ if from.is_negative() => "件数不会是负数".to_owned(),
        None => "件数应当是整数".to_owned(),
        Some(_) => format!("{off}，从数字上看不出是怎么错的"),
    };
    found.push(slip(Pattern::Miscount, if by_one { 42 } else { 44 }, told));
    let likeliest = found.into_iter().min_by_key(|slip| slip.rank);
    let mut slip = likeliest.unwrap_or_else(|| slip(Pattern::Miscount, 44, off));
    // Totals are added up by hand, parts are counted out of files: the sum is the likelier one to be off.
    if is_total(change.cell) && slip.pattern != Pattern::CopiedFromNeighbour {
        slip.rank -= 2;
    }
    slip
}

/// The pattern, and how much it takes to believe it: the longer the figure, the less chance has to do with it.
fn typed(typing: Typing, length: usize) -> (Pattern, u32) {
    let by_length = |two: u32, three: u32, more: u32| match length {
        0..=2 => two,
        3 => three,
        _ => more,
    };
    match typing {
        Typing::Interchanged => (Pattern::TransposedDigits, by_length(18, 13, 12)),
        Typing::Replaced => (Pattern::WrongDigit, by_length(34, 24, 22)),
        Typing::NoughtOmitted | Typing::NoughtAdded => (Pattern::MissingOrExtraDigit, by_length(24, 16, 15)),
        Typing::DoubleOmitted | Typing::Doubled => (Pattern::MissingOrExtraDigit, by_length(26, 18, 16)),
        Typing::Omitted | Typing::Added => (Pattern::MissingOrExtraDigit, by_length(32, 20, 18)),
        Typing::Point | Typing::Minus => (Pattern::StrayMark, 14),
    }
}

fn typing_told(typing: Typing, right: &str) -> String {
    match typing {
        Typing::Interchanged => format!("像是 {right} 的相邻两位写颠倒了"),
        Typing::Replaced => format!("像是 {right} 打错了一位"),
        Typing::NoughtOmitted => format!("像是 {right} 漏打了一个 0"),
        Typing::NoughtAdded => format!("像是 {right} 多打了一个 0"),
        Typing::Doubled => format!("像是 {right} 有一位多按了一下"),
        Typing::DoubleOmitted | Typing::Omitted => format!("像是 {right} 漏打了一位"),
        Typing::Added => format!("像是 {right} 多打了一位"),
        Typing::Point => format!("像是 {right} 中间多点了小数点"),
        Typing::Minus => format!("像是 {right} 前面多了负号"),
    }
}

/// The total is off by exactly one of its parts, and by no other: it was left out, or added twice.
fn addend(report: &Report, change: &Change, all: &[Change]) -> Option<(u32, String)> {
    if !is_total(change.cell) {
        return None;
    }
    let off = change.to.checked_sub(change.from?)?.as_integer()?;
    let amount = Decimal::from(off.checked_abs()?);
    let CellId { table, row, column } = change.cell;
    let form = report.form(table);
    let mut names: Vec<String> = Vec::new();
    let mut look = |parts: &mut dyn Iterator<Item = CellId>, name: &dyn Fn(CellId) -> String| {
        let mut equal = parts.filter(|part| report.counted(*part) == Some(amount));
        if let (Some(part), None) = (equal.next(), equal.next())
            && all.iter().all(|change| change.cell != part)
        {
            names.push(name(part));
        }
    };
    if column == Column::Total {
        let parts = if table == Table::T3 { T3_APPLICANTS } else { T4_OUTCOMES };
        let mut parts = parts.iter().map(|&column| CellId::new(table, row, column));
        look(&mut parts, &|part| names::column(report, part).to_owned());
    }
    if row == Row::ResultTotal {
        let mut parts = form.t3_details().iter().map(|&row| CellId::new(table, row, column));
        look(&mut parts, &|part| names::row(report, part));
    }
    let name = names.first()?;
    let rank = match off.unsigned_abs() {
        1 => 38,
        2..=9 => 28,
        10..=99 => 19,
        _ => 15,
    };
    Some(if off > 0 {
        (rank, format!("少的 {amount} 正好是“{name}”的数，像是相加时漏了它"))
    } else {
        (rank, format!("多的 {amount} 正好是“{name}”的数，像是把它加了两遍"))
    })
}

/// The neighbour whose figure stands in this cell too, and on which side it is. Figures of one digit are alike too
/// often to tell anything.
fn copied_from(report: &Report, change: &Change) -> Option<(String, &'static str)> {
    let written = change.from.filter(|from| *from >= Decimal::from(10))?;
    let holds = |cell: &CellId| report.cell(*cell).and_then(|cell| cell.figure.value()) == Some(written);
    // A total that equals the last part says that the others are 0, not that it was copied.
    let parts = |cell: &CellId| cell.column != Column::Total && change.cell.column != Column::Total;
    for (cell, side) in neighbours(row_of(report, change.cell), change.cell).into_iter().zip(["左边", "右边"]) {
        if let Some(cell) = cell.filter(holds).filter(parts) {
            return Some((names::column(report, cell).to_owned(), side));
        }
    }
    for (cell, side) in neighbours(column_of(report, change.cell), change.cell).into_iter().zip(["上一行", "下一行"])
    {
        if let Some(cell) = cell.filter(holds) {
            return Some((names::row(report, cell), side));
        }
    }
    None
}
