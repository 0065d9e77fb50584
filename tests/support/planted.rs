//! Reports with slips planted in them, by seed: the same on every machine.

use std::collections::BTreeMap;

use gouji::document::number::Figure;
use gouji::location::{Anchor, CellId, Column, Row, Table};
use gouji::report::form::{Form, T3_APPLICANTS, T4_OUTCOMES, T4_ROWS};
use gouji::report::{Cell, Report, TableRead, Tables};

/// Numbers that look thrown, the same for a seed.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x2545_f491_4f6c_dd1d)
    }

    /// A number from 0 to `limit − 1`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit as u64).expect("below a usize")
    }

    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn between(&mut self, least: i64, most: i64) -> i64 {
        least + i64::try_from(self.below(usize::try_from(most - least + 1).expect("ascending"))).expect("small")
    }
}

/// How much business an office has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Zeros nearly everywhere.
    Office,
    /// A few dozen requests.
    County,
    /// Figures of three and four digits in most cells.
    City,
}

pub const SIZES: [Size; 3] = [Size::Office, Size::County, Size::City];

/// A kind of slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slip {
    More,
    Less,
    Digit,
    ExtraDigit,
    LostDigit,
    TotalLeftZero,
    Blank,
    Negative,
    /// Two cells hold each other's figures.
    Swapped,
    /// Cases counted in the wrong column of their row.
    WrongColumn,
    /// Cases counted in the wrong row of their column.
    WrongRow,
}

const SLIPS: [Slip; 11] = [
    Slip::More,
    Slip::Less,
    Slip::Digit,
    Slip::ExtraDigit,
    Slip::LostDigit,
    Slip::TotalLeftZero,
    Slip::Blank,
    Slip::Negative,
    Slip::Swapped,
    Slip::WrongColumn,
    Slip::WrongRow,
];

/// Tables three and four as figures; a blank cell is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub form: Form,
    pub cells: BTreeMap<CellId, Option<i64>>,
}

impl Sheet {
    /// A sheet in which every equation holds.
    pub fn balanced(dice: &mut Dice, form: Form, size: Size) -> Self {
        let mut sheet = Self { form, cells: BTreeMap::new() };
        let (filled, most) = match size {
            Size::Office => (4, 6),
            Size::County => (25, 40),
            Size::City => (90, 3_000),
        };
        for table in [Table::T3, Table::T4] {
            sheet.cells.extend(form.cells(table).into_iter().map(|cell| (cell, Some(0))));
        }
        for _ in 0..filled {
            let row = dice.pick(form.t3_details());
            let column = dice.pick(T3_APPLICANTS);
            sheet.cells.insert(CellId::new(Table::T3, row, column), Some(dice.between(1, most)));
        }
        for &column in T3_APPLICANTS {
            let details = form.t3_details().iter().map(|&row| sheet.value(CellId::new(Table::T3, row, column)));
            let done: i64 = details.sum();
            let out = if done > 0 && dice.below(3) == 0 { dice.between(1, most) } else { 0 };
            let carried_in = if done > 0 && dice.below(3) == 0 { dice.between(1, done + out) } else { 0 };
            let figures = [
                (Row::ResultTotal, done),
                (Row::CarriedOut, out),
                (Row::CarriedIn, carried_in),
                (Row::Received, done + out - carried_in),
            ];
            for (row, figure) in figures {
                sheet.cells.insert(CellId::new(Table::T3, row, column), Some(figure));
            }
        }
        for _ in 0..filled / 8 {
            let cell = CellId::new(Table::T4, dice.pick(T4_ROWS), dice.pick(T4_OUTCOMES));
            sheet.cells.insert(cell, Some(dice.between(1, most)));
        }
        let rows = form.t3_rows().into_iter().map(|row| (Table::T3, row, T3_APPLICANTS));
        for (table, row, parts) in rows.chain(T4_ROWS.iter().map(|&row| (Table::T4, row, T4_OUTCOMES))) {
            let total = parts.iter().map(|&column| sheet.value(CellId::new(table, row, column))).sum();
            sheet.cells.insert(CellId::new(table, row, Column::Total), Some(total));
        }
        sheet
    }

    /// What a cell counts for.
    pub fn value(&self, cell: CellId) -> i64 {
        self.cells.get(&cell).copied().flatten().unwrap_or(0)
    }

    /// Plants slips until exactly `wrong` cells of these tables differ, and gives the cells with their right figures.
    pub fn plant(&mut self, dice: &mut Dice, wrong: usize, tables: &[Table]) -> BTreeMap<CellId, i64> {
        let right = self.clone();
        let mut planted = BTreeMap::new();
        while planted.len() < wrong {
            let cells: Vec<CellId> = self
                .cells
                .keys()
                .copied()
                .filter(|cell| tables.contains(&cell.table) && !planted.contains_key(cell))
                .collect();
            let cell = dice.pick(&cells);
            let slip = dice.pick(&SLIPS);
            let other = match slip {
                Slip::WrongColumn => cells.iter().copied().filter(|other| other.row == cell.row).collect(),
                Slip::WrongRow => cells.iter().copied().filter(|other| other.column == cell.column).collect(),
                _ => cells,
            };
            let other = dice.pick(&other);
            for (cell, figure) in self.slip(dice, slip, cell, other) {
                if figure != right.cells[&cell] && planted.len() < wrong {
                    self.cells.insert(cell, figure);
                    planted.insert(cell, right.value(cell));
                }
            }
        }
        planted
    }

    /// What stands in the cells instead.
    fn slip(&self, dice: &mut Dice, slip: Slip, cell: CellId, other: CellId) -> Vec<(CellId, Option<i64>)> {
        let value = self.value(cell);
        let amount = dice.pick(&[1, 1, 2, 3, 5, 9, 10, 27, 90]);
        let is_total = cell.column == Column::Total || cell.row == Row::ResultTotal;
        let figure = match slip {
            Slip::More => Some(value + amount),
            Slip::Less => Some((value - amount).max(0)),
            Slip::Digit => Some(value - value % 10 + i64::try_from(dice.below(10)).expect("small")),
            Slip::ExtraDigit => Some(value * 10 + i64::try_from(dice.below(10)).expect("small")),
            Slip::LostDigit => Some(value / 10),
            Slip::TotalLeftZero if is_total => Some(0),
            Slip::TotalLeftZero => return Vec::new(),
            Slip::Blank => None,
            Slip::Negative if dice.below(3) == 0 => Some(-amount),
            Slip::Negative => return Vec::new(),
            Slip::Swapped => return vec![(cell, Some(self.value(other))), (other, Some(value))],
            Slip::WrongColumn | Slip::WrongRow => {
                let moved = amount.min(value);
                return vec![(cell, Some(value - moved)), (other, Some(self.value(other) + moved))];
            }
        };
        vec![(cell, figure)]
    }

    /// The sheet as a report that was read without fault.
    pub fn report(&self) -> Report {
        let anchor = Anchor::Text { line: 1, column: 1, length: 1 };
        let cell = |figure: Option<i64>| Cell {
            raw: figure.map_or(String::new(), |figure| figure.to_string()),
            figure: figure.map_or(Figure::Blank, |figure| Figure::Number(figure.into())),
            traits: Vec::new(),
            anchor,
        };
        Report {
            year: Some(if self.form == Form::F2021 { 2023 } else { 2020 }),
            tables: Tables {
                t3: Some(TableRead::new(self.form, anchor)),
                t4: Some(TableRead::new(self.form, anchor)),
                ..Tables::default()
            },
            cells: self.cells.iter().map(|(&id, &figure)| (id, cell(figure))).collect(),
            ..Report::default()
        }
    }
}
