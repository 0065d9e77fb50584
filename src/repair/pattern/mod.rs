//! Which slips a set of changes looks like, and how likely that makes it among sets of the same size.
//!
//! The slips of typing follow Scholtus ([`digits`]); the others are slips of filling in a form ([`line`]). Several
//! changes are explained by as few slips as will do: a case in the wrong column shows in two cells and is one fact.
//!
//! A rank is a sum over the slips, each the dearer the more it takes to believe it. A slip that any figure would show
//! by chance (one wrong digit of one) says nothing and ranks with [`Pattern::Miscount`].

mod digits;
mod line;
mod single;

use serde::{Deserialize, Serialize};

use super::{Change, names};
use crate::document::number::Decimal;
use crate::location::{CellId, Column, Row, Table};
use crate::report::Report;
use crate::report::form::is_total;
use line::Line;

/// A kind of slip, by its stable name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pattern {
    /// A total stays 0 or blank over filled parts.
    TotalLeftZero,
    /// A total lacks exactly one of its parts, or has it twice.
    MissedAddend,
    /// A stretch of a row's figures stands one column to the left or right.
    RowShifted,
    /// One figure stands in two cells.
    SplitCell,
    /// Two figures stand in one cell.
    JoinedCell,
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
    /// A decimal point or a minus sign that does not belong.
    StrayMark,
    /// The figures of the neighbouring row or column stand here too.
    CopiedFromNeighbour,
    /// A cell that holds something was left blank.
    LeftBlank,
    /// Nothing in particular.
    Miscount,
}

/// The slips a set of changes looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reason {
    /// The slip; of several the one that takes most to believe.
    pub pattern: Pattern,
    /// What happened, in one Chinese sentence.
    pub sentence: String,
    /// Lower is likelier.
    pub rank: u32,
    /// How many slips must have happened independently.
    pub slips: usize,
    /// Whether only totals change.
    pub totals_only: bool,
    /// Whether it is one figure that was put into another cell, all of it.
    pub whole_figure: bool,
    /// Which part of the report the changes stand in.
    place: String,
}

impl Reason {
    /// Both at once, for changes that share no equation.
    pub(super) fn and(&self, other: &Reason) -> Reason {
        let told = |reason: &Reason| match reason.place.as_str() {
            "" => reason.sentence.clone(),
            place => format!("{place}：{}", reason.sentence),
        };
        let weaker = if other.rank > self.rank { other } else { self };
        Reason {
            pattern: weaker.pattern,
            sentence: format!("{}{}", told(self), told(other)),
            rank: self.rank.saturating_add(other.rank),
            slips: self.slips + other.slips,
            totals_only: self.totals_only && other.totals_only,
            whole_figure: false,
            place: String::new(),
        }
    }
}

/// One slip.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Slip {
    pattern: Pattern,
    /// The cells it explains, in the order of the form.
    cells: Vec<CellId>,
    /// What happened, without the cell's name and without a full stop.
    told: String,
    rank: u32,
    /// Whether one figure was put into another cell, all of it.
    whole_figure: bool,
}

/// Explains a set of changes.
pub(super) fn explain(report: &Report, changes: &[Change]) -> Reason {
    let rank = |slips: &[Slip]| slips.iter().map(|slip| slip.rank).sum::<u32>();
    let singles: Vec<Slip> = changes.iter().map(|change| single::slip(report, change, changes)).collect();
    let case = Case { report, changes, singles };
    let totals_first = case.slips(Totals::First);
    let lines_first = case.slips(Totals::Last);
    let mut slips = if rank(&lines_first) < rank(&totals_first) { lines_first } else { totals_first };
    slips.sort_by(|a, b| a.cells.cmp(&b.cells));
    Reason {
        pattern: slips.iter().max_by_key(|slip| slip.rank).map_or(Pattern::Miscount, |slip| slip.pattern),
        sentence: sentence(report, &slips),
        rank: rank(&slips),
        slips: slips.len(),
        whole_figure: matches!(slips.as_slice(), [slip] if slip.whole_figure),
        totals_only: changes.iter().all(|change| is_total(change.cell)),
        place: place(report, changes),
    }
}

/// A set of changes, and which slip each looks like by itself.
struct Case<'a> {
    report: &'a Report,
    changes: &'a [Change],
    singles: Vec<Slip>,
}

/// When totals left at 0 are looked for.
#[derive(Clone, Copy)]
enum Totals {
    First,
    Last,
}

#[derive(Clone, Copy)]
enum Direction {
    Row,
    Column,
}

impl Direction {
    /// Whether the cell is the total that closes such a line.
    const fn closes(self, cell: CellId) -> bool {
        match self {
            Direction::Row => matches!(cell.column, Column::Total),
            Direction::Column => matches!(cell.row, Row::ResultTotal),
        }
    }
}

/// The changes that share a row or a column with another one, each line's together.
fn lines(changes: &[Change], direction: Direction) -> Vec<Vec<Change>> {
    let key = |change: &Change| match direction {
        Direction::Row => (change.cell.table, Some(change.cell.row), None),
        Direction::Column => (change.cell.table, None, Some(change.cell.column)),
    };
    let mut keys: Vec<(Table, Option<Row>, Option<Column>)> = changes.iter().map(key).collect();
    keys.sort_unstable();
    keys.dedup();
    let of = |wanted| changes.iter().filter(|change| key(change) == wanted).copied().collect();
    keys.into_iter().map(of).filter(|line: &Vec<Change>| line.len() > 1).collect()
}

impl Case<'_> {
    /// As few slips as will do. Totals left at 0 are taken as one slip before the lines, or only of what they leave.
    fn slips(&self, totals: Totals) -> Vec<Slip> {
        let mut left: Vec<Change> = self.changes.to_vec();
        let mut slips: Vec<Slip> = Vec::new();
        let take = |slip: Slip, left: &mut Vec<Change>, slips: &mut Vec<Slip>| {
            left.retain(|change| !slip.cells.contains(&change.cell));
            slips.push(slip);
        };
        if let (Totals::First, Some(slip)) = (totals, single::totals_left_zero(&left)) {
            take(slip, &mut left, &mut slips);
        }
        for direction in [Direction::Row, Direction::Column] {
            for line in lines(&left, direction) {
                if let Some(slip) = self.together(&line, direction) {
                    take(slip, &mut left, &mut slips);
                }
            }
        }
        if let Some(slip) = single::totals_left_zero(&left) {
            take(slip, &mut left, &mut slips);
        }
        slips.extend(left.iter().filter_map(|change| self.single(change)).cloned());
        slips
    }

    fn single(&self, change: &Change) -> Option<&Slip> {
        let at = self.changes.iter().position(|other| other.cell == change.cell)?;
        self.singles.get(at)
    }

    /// One slip for all changes of a line, for all but its total, or for two of them; unless they are likelier by
    /// themselves.
    fn together(&self, line: &[Change], direction: Direction) -> Option<Slip> {
        let slip_of = |changes: &[Change]| {
            let slip = match direction {
                Direction::Row => Line::row(self.report, changes)?.slip_of_row(self.report),
                Direction::Column => Line::column(self.report, changes)?.slip_of_column(self.report),
            };
            let found = slip.or_else(|| self.followed(changes, direction))?;
            let alone: u32 = changes.iter().filter_map(|change| self.single(change)).map(|slip| slip.rank).sum();
            (found.rank <= alone).then_some(found)
        };
        if let Some(slip) = slip_of(line) {
            return Some(slip);
        }
        let parts: Vec<Change> = line.iter().filter(|change| !direction.closes(change.cell)).copied().collect();
        if (2..line.len()).contains(&parts.len())
            && let Some(slip) = slip_of(&parts)
        {
            return Some(slip);
        }
        if line.len() == 2 {
            return None;
        }
        // Only changes by the same amount can be one slip of two cells.
        let step = |change: &Change| change.to.checked_sub(change.from.unwrap_or(Decimal::ZERO));
        let amount =
            |change: &Change| step(change).map(|step| step.max(Decimal::ZERO.checked_sub(step).unwrap_or(step)));
        let pairs =
            line.iter().enumerate().flat_map(|(at, first)| line[at + 1..].iter().map(|second| [*first, *second]));
        let alike = pairs.filter(|[first, second]| amount(first).is_some() && amount(first) == amount(second));
        alike.filter_map(|pair| slip_of(&pair)).min_by_key(|slip| slip.rank)
    }

    /// A wrong part that went into its total: one slip, two cells.
    fn followed(&self, changes: &[Change], direction: Direction) -> Option<Slip> {
        let (part, total) = match changes {
            [a, b] if direction.closes(b.cell) && !direction.closes(a.cell) => (a, b),
            [a, b] if direction.closes(a.cell) && !direction.closes(b.cell) => (b, a),
            _ => return None,
        };
        // What came in and what goes over into the next year are no parts of （七）总计.
        let outside = matches!(part.cell.row, Row::Received | Row::CarriedIn | Row::CarriedOut);
        let step = |change: &Change| change.to.checked_sub(change.from.unwrap_or(Decimal::ZERO));
        if step(part)? != step(total)? || outside && matches!(direction, Direction::Column) {
            return None;
        }
        let first = self.single(part)?;
        let mut cells = vec![part.cell, total.cell];
        cells.sort_unstable();
        let told = match first.pattern {
            Pattern::Miscount => format!("{}，总计也跟着{0}", more_or_less(part)?),
            _ => format!("{}，总计跟着{}", first.told, more_or_less(part)?),
        };
        Some(Slip { pattern: first.pattern, told, cells, rank: first.rank + 4, whole_figure: false })
    }
}

/// 「少 2」: by how much the cell says too little or too much.
fn more_or_less(change: &Change) -> Option<String> {
    let from = change.from.unwrap_or(Decimal::ZERO);
    Some(if change.to > from {
        format!("少 {}", change.to.checked_sub(from)?)
    } else {
        format!("多 {}", from.checked_sub(change.to)?)
    })
}

/// One sentence over all slips. Cells are named only where it is not plain which one is meant.
fn sentence(report: &Report, slips: &[Slip]) -> String {
    if let [slip] = slips {
        return format!("{}。", slip.told);
    }
    let cells: Vec<CellId> = slips.iter().flat_map(|slip| slip.cells.iter().copied()).collect();
    let one = |same: fn(CellId, CellId) -> bool| cells.iter().all(|cell| same(*cell, cells[0]));
    let (one_row, one_column) = (one(|a, b| a.row == b.row), one(|a, b| a.column == b.column));
    let name = |cell: CellId| match (one_row, one_column) {
        (true, _) => names::column(report, cell).to_owned(),
        (_, true) => names::row(report, cell),
        _ => names::cell(report, cell),
    };
    let of_slip = |slip: &Slip| match slip.cells.as_slice() {
        [cell] => format!("“{}”", name(*cell)),
        [first, rest @ ..] if rest.iter().all(|cell| cell.row == first.row) => {
            format!("“{}”这一行", names::row(report, *first))
        }
        [first, rest @ ..] if rest.iter().all(|cell| cell.column == first.column) => {
            format!("“{}”这一列", names::column(report, *first))
        }
        several => several.iter().map(|cell| format!("“{}”", name(*cell))).collect(),
    };
    let (plain, strange): (Vec<&Slip>, Vec<&Slip>) = slips.iter().partition(|slip| slip.pattern != Pattern::Miscount);
    let mut told: Vec<(String, &str)> = Vec::new();
    for slip in plain {
        match told.iter_mut().find(|(_, text)| *text == slip.told) {
            Some((names, _)) => names.push_str(&of_slip(slip)),
            None => told.push((of_slip(slip), &slip.told)),
        }
    }
    let mut clauses: Vec<String> = told.into_iter().map(|(names, text)| format!("{names}：{text}")).collect();
    match (strange.as_slice(), clauses.is_empty()) {
        ([], _) => {}
        ([slip], _) => clauses.push(format!("{}：{}", of_slip(slip), slip.told)),
        (several, true) => clauses.push(format!("有 {} 处从数字上看不出是怎么错的", several.len())),
        (several, false) => clauses.push(format!("其余 {} 处从数字上看不出是怎么错的", several.len())),
    }
    format!("{}。", clauses.join("；"))
}

/// The table the changes stand in; of table four, whose groups share no equation, the group.
fn place(report: &Report, changes: &[Change]) -> String {
    match changes.first().map(|change| change.cell) {
        Some(cell) if cell.table == Table::T4 => format!("{}“{}”", cell.table.name(), names::row(report, cell)),
        Some(cell) => cell.table.name().to_owned(),
        None => String::new(),
    }
}
