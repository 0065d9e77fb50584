//! The formulas of totals, worked out exactly: `SUM` over ranges, `+`, `−`, `*`, brackets, cells of the same sheet.
//!
//! Text counts as the programs count it: `SUM` passes over it, even where it looks like a number; `+` takes it for the
//! number it looks like. Anything else in a formula makes it one that is not worked out. Excel's `SUM(A1:B2,C3)` and
//! OpenDocument's `of:=SUM([.A1:.B2];[.C3])` are one language here.

use crate::document::number::Decimal;

/// Deepest nesting of brackets that is followed.
const MAX_NESTING: u32 = 32;

/// Longest formula that is worked out, in bytes.
const LONGEST: usize = 4000;

/// A place on a sheet: row and column, from 1.
pub(crate) type Place = (u32, u32);

/// What a formula finds in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operand<'a> {
    /// Nothing.
    Blank,
    /// A number.
    Number(Decimal),
    /// Text.
    Text(&'a str),
    /// Something no total can be made of.
    Other,
    /// A formula that has to be worked out first.
    Unknown(Place),
}

/// Why a formula has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It says something that is not worked out here, or its result does not fit.
    Undone,
    /// The formula in this cell has to be worked out first.
    Needs(Place),
}

/// The cells a formula may name.
pub(crate) trait Cells {
    /// What is in one cell.
    fn at(&mut self, place: Place) -> Result<Operand<'_>, Failure>;

    /// Adds up an area from one corner to the other, as `SUM` does.
    fn sum(&mut self, from: Place, to: Place) -> Result<Decimal, Failure>;
}

/// Works out a formula whose relative references are moved down and to the right by `shift`.
///
/// # Errors
/// [`Failure`].
pub(crate) fn evaluate(formula: &str, shift: (i64, i64), cells: &mut impl Cells) -> Result<Decimal, Failure> {
    if formula.len() > LONGEST {
        return Err(Failure::Undone);
    }
    let formula = formula.trim();
    let formula = formula.strip_prefix("of:").or_else(|| formula.strip_prefix("oooc:")).unwrap_or(formula);
    let mut parser = Parser { rest: formula.strip_prefix('=').unwrap_or(formula), shift, cells };
    let value = parser.sum(0)?;
    parser.blanks();
    if parser.rest.is_empty() { Ok(value) } else { Err(Failure::Undone) }
}

struct Parser<'f, 'c, C> {
    rest: &'f str,
    shift: (i64, i64),
    cells: &'c mut C,
}

impl<C: Cells> Parser<'_, '_, C> {
    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Takes the mark, if it comes next.
    fn take(&mut self, mark: &str) -> bool {
        self.blanks();
        match self.rest.strip_prefix(mark) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn sum(&mut self, depth: u32) -> Result<Decimal, Failure> {
        let mut value = self.product(depth)?;
        loop {
            let result = if self.take("+") {
                value.checked_add(self.product(depth)?)
            } else if self.take("-") {
                value.checked_sub(self.product(depth)?)
            } else {
                return Ok(value);
            };
            value = result.ok_or(Failure::Undone)?;
        }
    }

    fn product(&mut self, depth: u32) -> Result<Decimal, Failure> {
        let mut value = self.signed(depth)?;
        while self.take("*") {
            value = value.checked_mul(self.signed(depth)?).ok_or(Failure::Undone)?;
        }
        Ok(value)
    }

    fn signed(&mut self, depth: u32) -> Result<Decimal, Failure> {
        let mut is_negative = false;
        loop {
            if self.take("-") {
                is_negative = !is_negative;
            } else if !self.take("+") {
                break;
            }
        }
        let value = self.operand(depth)?;
        if is_negative { Decimal::ZERO.checked_sub(value).ok_or(Failure::Undone) } else { Ok(value) }
    }

    fn operand(&mut self, depth: u32) -> Result<Decimal, Failure> {
        if depth > MAX_NESTING {
            return Err(Failure::Undone);
        }
        if self.take("(") {
            let value = self.sum(depth + 1)?;
            return if self.take(")") { Ok(value) } else { Err(Failure::Undone) };
        }
        self.blanks();
        if self.rest.get(..3).is_some_and(|name| name.eq_ignore_ascii_case("SUM")) {
            let rest = self.rest[3..].trim_start();
            if let Some(rest) = rest.strip_prefix('(') {
                self.rest = rest;
                return self.arguments(depth + 1);
            }
        }
        if self.rest.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            let end = self.rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(self.rest.len());
            let (number, rest) = self.rest.split_at(end);
            self.rest = rest;
            return number.parse().map_err(|_| Failure::Undone);
        }
        match self.area()? {
            (from, None) => match self.cells.at(from)? {
                Operand::Blank => Ok(Decimal::ZERO),
                Operand::Number(value) => Ok(value),
                Operand::Text(text) => text.trim().parse().map_err(|_| Failure::Undone),
                Operand::Other => Err(Failure::Undone),
                Operand::Unknown(place) => Err(Failure::Needs(place)),
            },
            (_, Some(_)) => Err(Failure::Undone),
        }
    }

    /// The arguments of `SUM`, up to the bracket that closes them.
    fn arguments(&mut self, depth: u32) -> Result<Decimal, Failure> {
        let mut total = Decimal::ZERO;
        loop {
            let before = self.rest;
            let value = match self.area() {
                Ok((from, to)) if self.at_separator() => self.cells.sum(from, to.unwrap_or(from))?,
                _ => {
                    self.rest = before;
                    self.sum(depth)?
                }
            };
            total = total.checked_add(value).ok_or(Failure::Undone)?;
            if self.take(")") {
                return Ok(total);
            }
            if !self.take(",") && !self.take(";") {
                return Err(Failure::Undone);
            }
        }
    }

    fn at_separator(&mut self) -> bool {
        self.blanks();
        self.rest.starts_with([',', ';', ')'])
    }

    /// A cell, or an area by two of its corners.
    fn area(&mut self) -> Result<(Place, Option<Place>), Failure> {
        let is_open_document = self.take("[");
        let from = self.reference(is_open_document)?;
        let to = if self.take(":") { Some(self.reference(is_open_document)?) } else { None };
        if is_open_document && !self.take("]") {
            return Err(Failure::Undone);
        }
        // A name that begins like a cell, or a sheet's name.
        if self.rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '!' | '(' | '.' | '$' | '[')) {
            return Err(Failure::Undone);
        }
        Ok((from, to))
    }

    fn reference(&mut self, is_open_document: bool) -> Result<Place, Failure> {
        self.blanks();
        if is_open_document {
            self.rest = self.rest.strip_prefix('.').ok_or(Failure::Undone)?;
        }
        let (column, rest) = part(self.rest, |c| c.is_ascii_alphabetic());
        let (column, column_fixed) = (letters_column(column.0).ok_or(Failure::Undone)?, column.1);
        let (row, rest) = part(rest, |c| c.is_ascii_digit());
        let (row, row_fixed) = (row.0.parse::<u32>().map_err(|_| Failure::Undone)?, row.1);
        self.rest = rest;
        let moved = |number: u32, is_fixed: bool, by: i64| {
            let moved = i64::from(number) + if is_fixed { 0 } else { by };
            u32::try_from(moved).ok().filter(|number| *number > 0).ok_or(Failure::Undone)
        };
        Ok((moved(row, row_fixed, self.shift.0)?, moved(column, column_fixed, self.shift.1)?))
    }
}

/// The characters of a kind at the start, whether `$` fixes them, and what follows.
fn part(text: &str, is_kind: impl Fn(char) -> bool) -> ((&str, bool), &str) {
    let bare = text.strip_prefix('$');
    let rest = bare.unwrap_or(text);
    let end = rest.find(|c| !is_kind(c)).unwrap_or(rest.len());
    ((&rest[..end], bare.is_some()), &rest[end..])
}

/// The number of a column by its letters: A is 1.
pub(crate) fn letters_column(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    Some(letters.bytes().fold(0, |number, byte| number * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Column A counts 1, 2, 3 …; B is blank; C holds the text "5"; D3 has yet to be worked out, D4 is an error.
    struct Sample;

    impl Cells for Sample {
        fn at(&mut self, (row, column): Place) -> Result<Operand<'_>, Failure> {
            Ok(match (row, column) {
                (row, 1) => Operand::Number(i64::from(row).into()),
                (_, 3) => Operand::Text("5"),
                (3, 4) => Operand::Unknown((3, 4)),
                (4, 4) => Operand::Other,
                _ => Operand::Blank,
            })
        }

        fn sum(&mut self, from: Place, to: Place) -> Result<Decimal, Failure> {
            let counted = (from.0..=to.0).filter(|_| from.1 == 1).map(i64::from).sum::<i64>();
            Ok(counted.into())
        }
    }

    #[track_caller]
    fn gives(formula: &str, value: &str) {
        let value = value.parse().map_err(|_| Failure::Undone);
        assert_eq!(evaluate(formula, (0, 0), &mut Sample), value, "{formula}");
    }

    #[test]
    fn totals_are_worked_out() {
        gives("SUM(A1:A4)", "10");
        gives("=sum( A1:A2 , A4 )", "7");
        gives("A1+A2-A3", "0");
        gives("-A3+$A$4*2", "5");
        gives("(A1+A2)*(A3-1)", "6");
        gives("SUM(A1,2.5,A2+A3)", "8.5");
        gives("B7+C1", "5");
        gives("of:=SUM([.A1:.A3];[.$A$4])", "10");
        gives("of:=[.A1]+[.A2]", "3");
    }

    #[test]
    fn a_shared_formula_moves_its_relative_references() {
        assert_eq!(evaluate("SUM(A1:A2)+$A$1", (2, 0), &mut Sample), Ok(8.into()));
        assert_eq!(evaluate("A1", (-1, 0), &mut Sample), Err(Failure::Undone));
        assert_eq!(evaluate("C5", (0, -2), &mut Sample), Ok(5.into()));
    }

    #[test]
    fn what_is_not_worked_out_is_left_alone() {
        for formula in [
            "",
            "=",
            "A1/2",
            "IF(A1>0,1,2)",
            "Sheet2!A1",
            "'表'!A1",
            "SUM(A1:A2",
            "SUM()",
            "A1:A2",
            "A1 A2",
            "A0",
            "AAAA1",
            "LOG10(A1)",
            "A1%",
            "\"x\"",
            "D4",
            "1.2.3",
            "[$Sheet1.A1]",
            "SUM(A:A)",
            "SUMIF(A1:A3,1)",
            "A1_x",
            "总计",
        ] {
            gives(formula, "none");
        }
        gives(&"(".repeat(3000), "none");
        gives(&"SUM(".repeat(900), "none");
        gives(&format!("{}A1", "-".repeat(5000)), "none");
    }

    #[test]
    fn what_is_needed_first_is_told() {
        assert_eq!(evaluate("A1+D3", (0, 0), &mut Sample), Err(Failure::Needs((3, 4))));
    }

    #[test]
    fn columns_have_their_numbers() {
        let number = |letters| letters_column(letters);
        assert_eq!([number("A"), number("z"), number("AA"), number("XFD")], [Some(1), Some(26), Some(27), Some(16384)]);
        assert_eq!([number(""), number("ABCD"), number("甲")], [None; 3]);
    }
}
