//! Planting one realistic slip into a report whose equations hold, to try out what finds it again.
//!
//! The same report and seed always give the same slip: own random numbers, no clock. It plants slips of filling in
//! tables three and four; it does not damage labels, layout or text.

use std::collections::BTreeMap;

use crate::document::figure;
use crate::document::number::Decimal;
use crate::location::{CellId, Column, Row, Table};
use crate::report::form::is_total;
use crate::report::{self, Report};
use crate::rules::values::Values;

/// A kind of slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slip {
    /// A figure is a few cases too high or too low.
    Miscount,
    /// One digit of a figure of several is another one.
    WrongDigit,
    /// Two neighbouring digits changed places.
    TransposedDigits,
    /// One digit of several was left out.
    MissingDigit,
    /// One digit was typed twice.
    ExtraDigit,
    /// A total stayed 0.
    TotalLeftZero,
    /// The figure of the row above or below was copied.
    CopiedFromRow,
    /// The figure of the column to the left or right was copied.
    CopiedFromColumn,
    /// Two neighbouring cells of a row hold each other's figures.
    SwappedCells,
    /// Cases were counted in another column of their row.
    WrongColumn,
    /// Cases were counted in another row of their column.
    WrongRow,
    /// A stretch of a row stands one column to the left or right.
    RowShifted,
}

impl Slip {
    /// Every kind.
    pub const ALL: [Slip; 12] = [
        Slip::Miscount,
        Slip::WrongDigit,
        Slip::TransposedDigits,
        Slip::MissingDigit,
        Slip::ExtraDigit,
        Slip::TotalLeftZero,
        Slip::CopiedFromRow,
        Slip::CopiedFromColumn,
        Slip::SwappedCells,
        Slip::WrongColumn,
        Slip::WrongRow,
        Slip::RowShifted,
    ];

    /// The kinds that change one cell.
    pub const OF_ONE_CELL: &[Slip] = Self::ALL.split_at(8).0;

    /// The name of the pattern error localisation has for it.
    pub const fn pattern(self) -> &'static str {
        match self {
            Slip::Miscount => "miscount",
            Slip::WrongDigit => "wrong-digit",
            Slip::TransposedDigits => "transposed-digits",
            Slip::MissingDigit | Slip::ExtraDigit => "missing-or-extra-digit",
            Slip::TotalLeftZero => "total-left-zero",
            Slip::CopiedFromRow | Slip::CopiedFromColumn => "copied-from-neighbour",
            Slip::SwappedCells => "swapped-cells",
            Slip::WrongColumn => "wrong-column",
            Slip::WrongRow => "wrong-row",
            Slip::RowShifted => "row-shifted",
        }
    }
}

/// A slip that was planted. At least one equation fails once its edits are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planted {
    /// Its kind.
    pub slip: Slip,
    /// The cells it changes, in the order of the form.
    pub edits: Vec<Edit>,
}

/// One cell that is written otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The cell.
    pub cell: CellId,
    /// What it said, as written.
    pub from: String,
    /// What it says now.
    pub to: String,
}

impl Planted {
    /// Writes the edits into a report.
    pub fn apply(&self, report: &mut Report) {
        let write = |edit: &Edit| report::Edit { cell: edit.cell, text: edit.to.clone() };
        report.edit(&self.edits.iter().map(write).collect::<Vec<_>>());
    }
}

/// Plants a slip of any kind.
///
/// `None` when an equation fails already, or when no slip can break one: nothing but words, or no equation to judge.
pub fn plant(report: &Report, seed: u64) -> Option<Planted> {
    plant_one_of(report, seed, &Slip::ALL)
}

/// Plants a slip of one cell; `None` as for [`plant`].
pub fn plant_in_one_cell(report: &Report, seed: u64) -> Option<Planted> {
    plant_one_of(report, seed, Slip::OF_ONE_CELL)
}

fn plant_one_of(report: &Report, seed: u64, slips: &[Slip]) -> Option<Planted> {
    if fails(report)? {
        return None;
    }
    let sheet = Sheet::of(report);
    let mut dice = Dice(seed);
    let first = dice.below(slips.len());
    // Not every kind can be planted in every report: the next one then takes its turn.
    let mut slips = slips.iter().cycle().skip(first).take(slips.len());
    slips.find_map(|&slip| sheet.plant(slip, &mut dice))
}

/// Whether some equation fails; `None` when none can be judged.
fn fails(report: &Report) -> Option<bool> {
    let values = Values::of(report);
    let judged: Vec<Decimal> = values.identities().iter().filter_map(|identity| values.surplus(identity)).collect();
    if judged.is_empty() { None } else { Some(judged.iter().any(|surplus| !surplus.is_zero())) }
}

/// The cells of tables three and four that hold whole figures.
struct Sheet<'r> {
    report: &'r Report,
    figures: BTreeMap<CellId, i64>,
}

/// Cells with what is to be written in them.
type Writing = Vec<(CellId, String)>;

impl<'r> Sheet<'r> {
    fn of(report: &'r Report) -> Self {
        let cells = report.cells.iter().filter(|(id, _)| id.table != Table::T2);
        let whole = |cell: &CellId| report.counted(*cell)?.as_integer().filter(|whole| *whole >= 0);
        Self { report, figures: cells.filter_map(|(id, _)| Some((*id, whole(id)?))).collect() }
    }

    /// The first writing of this kind, from a random one on, that breaks an equation.
    fn plant(&self, slip: Slip, dice: &mut Dice) -> Option<Planted> {
        let writings = self.writings(slip, dice);
        let first = if writings.is_empty() { return None } else { dice.below(writings.len()) };
        let (before, after) = writings.split_at(first);
        after.iter().chain(before).find_map(|writing| {
            let edits = writing.iter().filter_map(|(cell, to)| {
                let from = self.report.cell(*cell)?.raw.clone();
                Some(Edit { cell: *cell, from, to: to.clone() })
            });
            let mut edits: Vec<Edit> = edits.collect();
            edits.sort_by_key(|edit| edit.cell);
            let planted = Planted { slip, edits };
            let mut report = self.report.tables_only();
            planted.apply(&mut report);
            (fails(&report) == Some(true)).then_some(planted)
        })
    }

    /// Everything a slip of this kind could write.
    fn writings(&self, slip: Slip, dice: &mut Dice) -> Vec<Writing> {
        match slip {
            Slip::Miscount => self.miscounts(dice),
            Slip::WrongDigit => self.typed(
                |digits, dice| {
                    let at = dice.below(digits.len());
                    let least = u8::from(at == 0);
                    let other = least + u8::try_from(dice.below(usize::from(9 - least))).unwrap_or(0);
                    let digit = digits[at] - b'0';
                    digits[at] = b'0' + if other >= digit { other + 1 } else { other };
                },
                dice,
            ),
            Slip::TransposedDigits => self.typed(
                |digits, dice| {
                    let at = dice.below(digits.len() - 1);
                    digits.swap(at, at + 1);
                },
                dice,
            ),
            Slip::MissingDigit => self.typed(
                |digits, dice| {
                    digits.remove(dice.below(digits.len()));
                },
                dice,
            ),
            Slip::ExtraDigit => self.typed(
                |digits, dice| {
                    let at = dice.below(digits.len());
                    digits.insert(at, digits[at]);
                },
                dice,
            ),
            Slip::TotalLeftZero => {
                self.nonzero().filter(|cell| is_total(*cell)).map(|cell| vec![(cell, "0".to_owned())]).collect()
            }
            Slip::CopiedFromRow => self.copies(|sheet, cell| sheet.column_of(cell)),
            Slip::CopiedFromColumn => self.copies(|sheet, cell| sheet.parts_of_row(cell)),
            Slip::SwappedCells => self.swaps(),
            Slip::WrongColumn => self.moves(|sheet, cell| sheet.parts_of_row(cell), dice),
            Slip::WrongRow => self.moves(|sheet, cell| sheet.details_of_column(cell), dice),
            Slip::RowShifted => self.shifts(),
        }
    }

    fn nonzero(&self) -> impl Iterator<Item = CellId> {
        self.figures.iter().filter(|(_, figure)| **figure > 0).map(|(cell, _)| *cell)
    }

    fn figure(&self, cell: CellId) -> i64 {
        self.figures.get(&cell).copied().unwrap_or(0)
    }

    fn miscounts(&self, dice: &mut Dice) -> Vec<Writing> {
        let mut cells: Vec<CellId> = self.nonzero().collect();
        if cells.is_empty() {
            cells.extend(self.figures.keys());
        }
        let mut writings = Vec::new();
        for cell in cells {
            let off = 1 + i64::try_from(dice.below(3)).unwrap_or(0);
            let figure = self.figure(cell);
            let written = if dice.below(2) == 0 && figure >= off { figure - off } else { figure.saturating_add(off) };
            writings.push(vec![(cell, written.to_string())]);
        }
        writings
    }

    /// Figures of several digits after this typing, where that is another figure that begins with no nought.
    fn typed(&self, typing: fn(&mut Vec<u8>, &mut Dice), dice: &mut Dice) -> Vec<Writing> {
        let mut writings = Vec::new();
        for cell in self.nonzero().filter(|cell| self.figure(*cell) >= 10) {
            let right = self.figure(cell).to_string();
            let mut digits = right.clone().into_bytes();
            typing(&mut digits, dice);
            let written: String = digits.into_iter().map(char::from).collect();
            if written != right && !written.starts_with('0') {
                writings.push(vec![(cell, written)]);
            }
        }
        writings
    }

    /// Parts with the figure, other than 0, of a neighbour in their line.
    fn copies(&self, line: fn(&Self, CellId) -> Vec<CellId>) -> Vec<Writing> {
        let mut writings = Vec::new();
        for &cell in self.figures.keys().filter(|cell| cell.column != Column::Total) {
            let line = line(self, cell);
            let Some(at) = line.iter().position(|other| *other == cell) else { continue };
            for neighbour in [at.checked_sub(1), at.checked_add(1)].into_iter().flatten().filter_map(|at| line.get(at))
            {
                let copied = self.figure(*neighbour);
                if copied != 0 && copied != self.figure(cell) {
                    writings.push(vec![(cell, copied.to_string())]);
                }
            }
        }
        writings
    }

    fn swaps(&self) -> Vec<Writing> {
        let mut writings = Vec::new();
        for cell in self.nonzero() {
            let row = self.parts_of_row(cell);
            let next = row.iter().position(|other| *other == cell).and_then(|at| row.get(at + 1));
            if let Some(&next) = next.filter(|next| ![0, self.figure(cell)].contains(&self.figure(**next))) {
                let crossed = [(cell, self.figure(next)), (next, self.figure(cell))];
                writings.push(crossed.map(|(cell, figure)| (cell, figure.to_string())).to_vec());
            }
        }
        writings
    }

    /// Some or all cases of a cell counted in another one of its line.
    fn moves(&self, line: fn(&Self, CellId) -> Vec<CellId>, dice: &mut Dice) -> Vec<Writing> {
        let mut writings = Vec::new();
        for cell in self.nonzero() {
            let figure = self.figure(cell);
            let line = line(self, cell);
            for &other in line.iter().filter(|other| **other != cell && line.contains(&cell)) {
                let few = usize::try_from(figure.min(3)).unwrap_or(1);
                let moved = if dice.below(3) == 0 { figure } else { 1 + i64::try_from(dice.below(few)).unwrap_or(0) };
                let crossed = [(cell, figure - moved), (other, self.figure(other).saturating_add(moved))];
                writings.push(crossed.map(|(cell, figure)| (cell, figure.to_string())).to_vec());
            }
        }
        writings
    }

    /// Stretches of a row moved by one column: at least two figures, and none falls out.
    fn shifts(&self) -> Vec<Writing> {
        let mut writings = Vec::new();
        let starts = self.figures.keys().filter(|cell| cell.table == Table::T3 && cell.column == Column::Person);
        for &start in starts {
            let row = self.parts_of_row(start);
            for (from, to) in (0..row.len()).flat_map(|from| (from + 2..row.len()).map(move |to| (from, to))) {
                let stretch = &row[from..=to];
                let texts: Vec<&str> =
                    stretch.iter().filter_map(|cell| self.report.cell(*cell)).map(|cell| cell.raw.as_str()).collect();
                if texts.len() != stretch.len() || stretch.iter().filter(|cell| self.figure(**cell) > 0).count() < 2 {
                    continue;
                }
                for (empty, by) in [(to, 1), (from, stretch.len() - 1)] {
                    let mut moved = texts.clone();
                    moved.rotate_right(by);
                    let pairs = stretch.iter().zip(moved).zip(&texts);
                    let writing: Writing = pairs
                        .filter(|((_, new), old)| figure::read(new).0.counted() != figure::read(old).0.counted())
                        .map(|((cell, new), _)| (*cell, new.to_owned()))
                        .collect();
                    if self.figure(row[empty]) == 0 && writing.len() > 2 {
                        writings.push(writing);
                    }
                }
            }
        }
        writings
    }

    /// The cells of a row but its total, in the order of the form.
    fn parts_of_row(&self, cell: CellId) -> Vec<CellId> {
        let parts = self.figures.keys().filter(|other| (other.table, other.row) == (cell.table, cell.row));
        parts.filter(|other| other.column != Column::Total).copied().collect()
    }

    /// The cells of a column of table three, in the order of the form.
    fn column_of(&self, cell: CellId) -> Vec<CellId> {
        let column =
            |other: &&CellId| other.table == Table::T3 && other.table == cell.table && other.column == cell.column;
        self.figures.keys().filter(column).copied().collect()
    }

    /// The ways a request can end, in one applicant column.
    fn details_of_column(&self, cell: CellId) -> Vec<CellId> {
        let is_detail = |other: &CellId| {
            other.row > Row::CarriedIn && other.row < Row::ResultTotal && other.column != Column::Total
        };
        self.column_of(cell).into_iter().filter(is_detail).collect()
    }
}

/// splitmix64: small, and the same on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`; 0 when that is 0.
    fn below(&mut self, limit: usize) -> usize {
        let scaled = u128::from(self.next()) * limit as u128;
        usize::try_from(scaled >> 64).unwrap_or(0)
    }
}
