//! The formulas of a sheet: results that were not stored are worked out, results that were stored are compared.
//!
//! Programs that write a workbook without being Excel leave the results out; Excel itself leaves old ones where it is
//! told not to recalculate. A stored result is taken as what its cell says, so that one stale total is told once.

use std::collections::{BTreeMap, BTreeSet};

use super::digits::Digits;
use super::format::Format;
use super::formula::{Cells, Failure, Operand, Place, evaluate};
use super::{Cell, Sheet, Stored};
use crate::document::number::Decimal;

/// Longest chain of formulas that name one another.
const LONGEST_CHAIN: usize = 10_000;

/// Stored results may differ by this from exact ones: they were worked out in binary.
const TOLERANCE: &str = "0.000001";

/// What is to be said of the formulas.
#[derive(Debug, Default)]
pub(super) struct Totals {
    /// Results that were missing and are filled in.
    pub(super) filled: Vec<Place>,
    /// Results that are missing.
    pub(super) missing: Vec<Place>,
    /// Stored results that are wrong: the cell, what is stored, what its formula gives.
    pub(super) stale: Vec<(Place, Decimal, Decimal)>,
    /// Numbers written as text that a sum passed over.
    pub(super) passed_over: BTreeSet<Place>,
}

/// Works out the formulas of a sheet whose cells are in order, and fills in what is missing.
pub(super) fn work_out(sheet: &mut Sheet, formats: &[Format], late: bool, steps: &mut usize) -> Totals {
    let mut told = Totals::default();
    let formulas: Vec<usize> = (0..sheet.cells.len()).filter(|&at| sheet.cells[at].formula.is_some()).collect();
    if formulas.is_empty() {
        return told;
    }
    let tolerance: Decimal = TOLERANCE.parse().unwrap_or(Decimal::ZERO);
    let mut view = View { cells: &sheet.cells, known: BTreeMap::new(), steps, passed_over: BTreeSet::new() };
    let mut results = Vec::new();
    for at in formulas {
        let cell = &sheet.cells[at];
        if matches!(cell.stored, Stored::Text | Stored::Other) {
            continue;
        }
        let result = view.result(cell, &sheet.formulas);
        match (&cell.stored, result) {
            (Stored::Number(stored), Some(value)) => {
                let differs = [stored.checked_sub(value), value.checked_sub(*stored)]
                    .into_iter()
                    .any(|by| by.is_none_or(|by| by > tolerance));
                if differs {
                    told.stale.push((cell.place, *stored, value));
                }
            }
            (Stored::Unworked, Some(value)) => results.push((at, value)),
            (Stored::Unworked, None) => told.missing.push(cell.place),
            _ => {}
        }
    }
    told.passed_over = view.passed_over;
    for (at, value) in results {
        let (place, format) = (sheet.cells[at].place, sheet.cells[at].format);
        let format = formats.get(format).unwrap_or(&Format::General);
        let (text, stored) = sheet.show(place, Digits::from(value), format, late);
        let cell = &mut sheet.cells[at];
        (cell.text, cell.stored) = (text, stored);
        told.filled.push(place);
    }
    told
}

struct View<'s> {
    /// In order.
    cells: &'s [Cell],
    /// What formulas without stored results give; `None` where that cannot be said.
    known: BTreeMap<Place, Option<Decimal>>,
    steps: &'s mut usize,
    passed_over: BTreeSet<Place>,
}

impl<'s> View<'s> {
    fn cell(&self, place: Place) -> Option<&'s Cell> {
        let at = self.cells.binary_search_by_key(&place, |cell| cell.place).ok()?;
        self.cells.get(at)
    }

    fn step(&mut self) -> Result<(), Failure> {
        *self.steps = self.steps.checked_sub(1).ok_or(Failure::Undone)?;
        Ok(())
    }

    /// What the formula of a cell gives, after all the formulas it needs.
    fn result(&mut self, cell: &'s Cell, formulas: &[String]) -> Option<Decimal> {
        if let Some(known) = self.known.get(&cell.place) {
            return *known;
        }
        let mut open = vec![cell];
        let mut is_open = BTreeSet::from([cell.place]);
        let mut result = None;
        while let Some(&top) = open.last() {
            let formula = top.formula.and_then(|formula| Some((formulas.get(formula.index)?, formula.shift)));
            let value = match formula {
                Some((text, shift)) => self.step().and_then(|()| evaluate(text, shift, self)),
                None => Err(Failure::Undone),
            };
            if let Err(Failure::Needs(place)) = value
                && open.len() < LONGEST_CHAIN
                && let Some(needed) = self.cell(place)
                && is_open.insert(place)
            {
                open.push(needed);
                continue;
            }
            // A formula that needs itself has no result either.
            result = value.ok();
            open.pop();
            is_open.remove(&top.place);
            if top.stored == Stored::Unworked {
                self.known.insert(top.place, result);
            }
        }
        result
    }

    fn operand(&self, cell: &'s Cell) -> Operand<'s> {
        match &cell.stored {
            Stored::Nothing => Operand::Blank,
            Stored::Number(value) => Operand::Number(*value),
            Stored::Text => Operand::Text(&cell.text),
            Stored::Other => Operand::Other,
            Stored::Unworked => match self.known.get(&cell.place) {
                Some(Some(value)) => Operand::Number(*value),
                Some(None) => Operand::Other,
                None => Operand::Unknown(cell.place),
            },
        }
    }
}

impl Cells for View<'_> {
    fn at(&mut self, place: Place) -> Result<Operand<'_>, Failure> {
        self.step()?;
        Ok(self.cell(place).map_or(Operand::Blank, |cell| self.operand(cell)))
    }

    fn sum(&mut self, from: Place, to: Place) -> Result<Decimal, Failure> {
        let (rows, columns) = ((from.0.min(to.0), from.0.max(to.0)), (from.1.min(to.1), from.1.max(to.1)));
        let mut total = Decimal::ZERO;
        let mut at = self.cells.partition_point(|cell| cell.place < (rows.0, columns.0));
        while let Some(cell) = self.cells.get(at).filter(|cell| cell.place <= (rows.1, columns.1)) {
            self.step()?;
            let (row, column) = cell.place;
            if column < columns.0 {
                at += self.cells[at..].partition_point(|cell| cell.place < (row, columns.0));
                continue;
            }
            if column > columns.1 {
                at += self.cells[at..].partition_point(|cell| cell.place < (row + 1, columns.0));
                continue;
            }
            match self.operand(cell) {
                Operand::Number(value) => total = total.checked_add(value).ok_or(Failure::Undone)?,
                Operand::Unknown(place) => return Err(Failure::Needs(place)),
                Operand::Other => return Err(Failure::Undone),
                Operand::Text(text) => {
                    if text.parse::<Decimal>().is_ok_and(|value| !value.is_zero()) {
                        self.passed_over.insert(cell.place);
                    }
                }
                Operand::Blank => {}
            }
            at += 1;
        }
        Ok(total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::sheet::Formula;

    /// A sheet of cells in order: `=` begins a formula without a result, `4=` one that stores 4, `'` a text.
    fn sheet(cells: &[(Place, &str)]) -> Sheet {
        let mut sheet = Sheet::new(1, "表");
        for (place, says) in cells {
            let (value, formula) =
                says.split_once('=').map_or((*says, None), |(value, formula)| (value, Some(formula)));
            let stored = match value.strip_prefix('\'') {
                Some(_) => Stored::Text,
                None if value.is_empty() => Stored::Unworked,
                None => Stored::Number(value.parse().expect("a number")),
            };
            let formula = formula.map(|formula| {
                sheet.formulas.push(formula.to_owned());
                Formula { index: sheet.formulas.len() - 1, shift: (0, 0) }
            });
            let text = value.trim_start_matches('\'').to_owned();
            let anchor = sheet.anchor(*place);
            sheet.cells.push(Cell { place: *place, anchor, text, stored, format: 0, is_drawn: false, formula });
        }
        sheet
    }

    fn told(cells: &[(Place, &str)]) -> (Sheet, Totals) {
        let mut sheet = sheet(cells);
        let mut steps = 100_000;
        let totals = work_out(&mut sheet, &[Format::General], false, &mut steps);
        (sheet, totals)
    }

    #[test]
    fn missing_results_are_filled_in_whatever_their_order() {
        let (sheet, totals) =
            told(&[((1, 1), "=SUM(B1:C1)+A2"), ((1, 2), "1"), ((1, 3), "=B1+1"), ((2, 1), "=C1*2"), ((2, 2), "9")]);
        let texts: Vec<_> = sheet.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["7", "1", "2", "4", "9"]);
        assert_eq!(totals.filled.len(), 3);
        assert!(totals.stale.is_empty() && totals.missing.is_empty());
    }

    #[test]
    fn a_stored_result_is_compared_with_its_own_formula_alone() {
        let (_, totals) =
            told(&[((1, 1), "1"), ((2, 1), "2"), ((3, 1), "4=SUM(A1:A2)"), ((4, 1), "8=A3*2"), ((5, 1), "3=A1/A2")]);
        assert_eq!(totals.stale, [((3, 1), 4.into(), 3.into())]);
    }

    #[test]
    fn binary_residue_is_no_difference() {
        let (_, totals) = told(&[((1, 1), "0.1"), ((2, 1), "0.2"), ((3, 1), "0.300000001=SUM(A1:A2)")]);
        assert!(totals.stale.is_empty());
    }

    #[test]
    fn a_circle_has_no_result() {
        let (sheet, totals) = told(&[((1, 1), "=A2"), ((2, 1), "=A1+1"), ((3, 1), "=A3"), ((4, 1), "=A1")]);
        assert_eq!(totals.missing.len(), 4);
        assert!(sheet.cells.iter().all(|cell| cell.text.is_empty()));
    }

    #[test]
    fn a_number_written_as_text_is_passed_over_and_told() {
        let (sheet, totals) = told(&[((1, 1), "2"), ((2, 1), "'3"), ((3, 1), "'0"), ((4, 1), "=SUM(A1:A3)")]);
        assert_eq!(sheet.cells[3].text, "2");
        assert_eq!(totals.passed_over, BTreeSet::from([(2, 1)]));
    }

    #[test]
    fn a_huge_area_costs_what_is_in_it() {
        let (sheet, _) = told(&[((1, 1), "2"), ((1, 2), "3"), ((7, 9), "=SUM(A1:H6)+SUM(J1:XFD1048576)")]);
        assert_eq!(sheet.cells[2].text, "5");
    }

    #[test]
    fn work_has_its_end() {
        let mut cells: Vec<(Place, String)> =
            (1..3000).map(|row| ((row, 1), format!("=SUM(A{}:A9999)", row + 1))).collect();
        cells.push(((3000, 1), "1".into()));
        let cells: Vec<(Place, &str)> = cells.iter().map(|(place, says)| (*place, says.as_str())).collect();
        let (_, totals) = told(&cells);
        assert!(!totals.missing.is_empty());
    }
}
