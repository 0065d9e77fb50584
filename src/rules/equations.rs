//! The identities with the figures of a report: each equation, added up. This is the one place that adds up; the rules
//! make their findings of it, and whoever shows an equation shows the same.

use std::borrow::Borrow;

use serde::{Deserialize, Serialize};

use super::identities::{Identity, Kind};
use super::values::{Gap, Value, Values};
use super::wording::{cell_name, list, not_read, quote};
use super::{find, governing_year};
use crate::document::number::Decimal;
use crate::location::CellId;
use crate::regulation::Clause;
use crate::report::Report;

/// An identity with what its cells count for, and how it comes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equation {
    /// Its kind.
    pub kind: Kind,
    /// What it closes on.
    pub total: CellId,
    /// What is added up, in the order of the form.
    pub addends: Vec<Addend>,
    /// What the total counts for.
    pub written: Result<Value, Gap>,
    /// How it comes out.
    pub state: State,
}

/// One cell that is added or taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Addend {
    /// The cell.
    pub cell: CellId,
    /// `1` where it is added, `-1` where it is taken away.
    pub sign: i8,
    /// What it counts for.
    pub value: Result<Value, Gap>,
}

/// How an equation comes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Both sides are the same.
    Holds(Sum),
    /// They are not.
    Fails(Sum),
    /// It could not be judged; never empty.
    Open(Vec<Obstacle>),
}

/// What the cells of an equation add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// The addends with their signs.
    pub computed: Decimal,
    /// What the total counts for.
    pub written: Decimal,
    /// `written − computed`.
    pub difference: Decimal,
    /// Only what is added: the left side of 一 + 二 = （七） + 四, as the form prints the balance.
    pub added: Decimal,
    /// The total and what is taken away: its right side.
    pub reported: Decimal,
}

/// Why an equation could not be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// A cell that counts for nothing that can be added.
    Cell(CellId, Gap),
    /// The sum does not fit.
    TooLarge,
}

impl Equation {
    fn new(identity: &Identity, values: &Values<'_>) -> Self {
        let &Identity { kind, ref terms, total } = identity;
        let addend = |&(cell, sign): &(CellId, i8)| Addend { cell, sign, value: values.get(cell) };
        let addends = terms.iter().map(addend).collect();
        let mut equation = Self { kind, total, addends, written: values.get(total), state: State::Open(Vec::new()) };
        equation.state = match values.awaits(identity) {
            Some(cell) => State::Open(vec![Obstacle::Cell(cell, Gap::Unfilled)]),
            None => equation.judged(),
        };
        equation
    }

    /// Every equation of a report, in the order of the form.
    pub fn all(values: &Values<'_>) -> Vec<Self> {
        some(values, |_| true).collect()
    }

    fn judged(&self) -> State {
        let cells = self.addends.iter().map(|addend| (addend.cell, addend.value)).chain([(self.total, self.written)]);
        let gaps: Vec<_> = cells.filter_map(|(cell, value)| value.err().map(|gap| Obstacle::Cell(cell, gap))).collect();
        match self.sum() {
            _ if !gaps.is_empty() => State::Open(gaps),
            None => State::Open(vec![Obstacle::TooLarge]),
            Some(sum) if sum.difference.is_zero() => State::Holds(sum),
            Some(sum) => State::Fails(sum),
        }
    }

    fn sum(&self) -> Option<Sum> {
        let side = |sign| {
            let mut of_side = self.addends.iter().filter(|addend| addend.sign == sign);
            of_side.try_fold(Decimal::ZERO, |sum, addend| sum.checked_add(addend.value.ok()?.number()))
        };
        let (added, taken_away, written) = (side(1)?, side(-1)?, self.written.ok()?.number());
        let (computed, reported) = (added.checked_sub(taken_away)?, written.checked_add(taken_away)?);
        Some(Sum { computed, written, difference: reported.checked_sub(added)?, added, reported })
    }

    /// What a cell of it would have to count for, if every other cell is right; `None` for a cell that takes no part,
    /// and where the equation could not be judged.
    pub fn asks(&self, cell: CellId) -> Option<Decimal> {
        let (State::Holds(sum) | State::Fails(sum)) = &self.state else { return None };
        if cell == self.total {
            return Some(sum.computed);
        }
        let addend = self.addends.iter().find(|addend| addend.cell == cell)?;
        let counts = addend.value.ok()?.number();
        if addend.sign < 0 { counts.checked_sub(sum.difference) } else { counts.checked_add(sum.difference) }
    }

    /// Whether a cell takes part in it.
    pub fn has(&self, cell: CellId) -> bool {
        self.total == cell || self.addends.iter().any(|addend| addend.cell == cell)
    }

    /// Why it could not be judged, in Chinese.
    pub fn why_open(&self, report: &Report) -> Option<String> {
        match &self.state {
            State::Open(obstacles) => Some(reasons(report, obstacles)),
            State::Holds(_) | State::Fails(_) => None,
        }
    }

    /// What it rests on, in the year of the report.
    pub fn clause(&self, report: &Report) -> Option<Clause> {
        find(self.kind.rule()).map(|rule| rule.clause.in_year(governing_year(report)))
    }
}

/// Every equation of one kind, in the order of the form.
pub fn of_kind(report: &Report, kind: Kind) -> Vec<Equation> {
    some(&Values::of(report), |identity| identity.kind == kind).collect()
}

/// Every equation a cell takes part in: across, down, the balance.
///
/// ```
/// use gouji::{Options, check, rules::equations::{State, through}};
/// let text = "| （一）予以公开 | 4 | 2 | 0 | 0 | 1 | 0 | 9 |";
/// let report = check("草稿.txt", text.as_bytes(), &Options::default()).unwrap().report;
/// let equations = through(&report, "t3.granted.person".parse().unwrap());
/// assert!(matches!(&equations[0].state, State::Fails(sum) if sum.difference == 2.into()));
/// assert!(matches!(&equations[1].state, State::Open(_)), "the other rows were not read");
/// ```
pub fn through(report: &Report, cell: CellId) -> Vec<Equation> {
    let has = |identity: &Identity| identity.total == cell || identity.terms.iter().any(|(term, _)| *term == cell);
    some(&Values::of(report), has).collect()
}

/// The equation of one kind that closes on a total; `None` where the form has none.
pub fn of(report: &Report, kind: Kind, total: CellId) -> Option<Equation> {
    let identity = Identity::of(report.form(kind.table()), kind, total)?;
    Some(Equation::new(&identity, &Values::of(report)))
}

/// How many equations of a report could be judged, and how many of those hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Both sides are the same.
    pub held: u32,
    /// Those and the ones that fail.
    pub judged: u32,
    /// Of those that hold, how many add up anything but noughts: the others hold wherever their figures stand.
    pub telling: u32,
}

impl Tally {
    /// How many fail.
    pub const fn failed(self) -> u32 {
        self.judged - self.held
    }

    /// What speaks for the figures standing where they do, against what speaks against it.
    pub fn weight(self) -> i64 {
        i64::from(self.telling) - i64::from(self.failed())
    }
}

impl<E: Borrow<Equation>> FromIterator<E> for Tally {
    fn from_iter<I: IntoIterator<Item = E>>(equations: I) -> Self {
        let mut tally = Self::default();
        for equation in equations {
            let equation = equation.borrow();
            let held = matches!(equation.state, State::Holds(_));
            if held || matches!(equation.state, State::Fails(_)) {
                let says_something = |value: Result<Value, Gap>| value.is_ok_and(|value| !value.number().is_zero());
                let telling = equation.addends.iter().any(|addend| says_something(addend.value));
                tally.judged += 1;
                tally.held += u32::from(held);
                tally.telling += u32::from(held && telling);
            }
        }
        tally
    }
}

/// Counts the equations of some kinds of a report.
pub fn tally(report: &Report, wanted: impl Fn(Kind) -> bool) -> Tally {
    some(&Values::of(report), |identity| wanted(identity.kind)).collect()
}

fn some<'v>(values: &'v Values<'_>, wanted: impl Fn(&Identity) -> bool + 'v) -> impl Iterator<Item = Equation> + 'v {
    let wanted = values.identities().iter().filter(move |identity| wanted(identity));
    wanted.map(|identity| Equation::new(identity, values))
}

/// What stands in the way, in Chinese: each cell once, those that were not read first.
pub fn reasons<'a>(report: &Report, obstacles: impl IntoIterator<Item = &'a Obstacle>) -> String {
    let mut absent = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut underivable: Vec<String> = Vec::new();
    let mut unfilled: Vec<String> = Vec::new();
    let mut too_large = false;
    for obstacle in obstacles {
        let (names, name) = match *obstacle {
            Obstacle::Cell(cell, Gap::Absent) => {
                absent.push(cell);
                continue;
            }
            Obstacle::Cell(cell, Gap::Words) => {
                let raw = report.cell(cell).map_or("", |cell| cell.raw.as_str());
                (&mut words, format!("{}{}", cell_name(report, cell), quote(raw)))
            }
            Obstacle::Cell(cell, Gap::Underivable) => (&mut underivable, cell_name(report, cell)),
            Obstacle::Cell(cell, Gap::Unfilled) => (&mut unfilled, cell_name(report, cell)),
            Obstacle::TooLarge => {
                too_large = true;
                continue;
            }
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let mut reasons = Vec::new();
    if !absent.is_empty() {
        reasons.push(not_read(report, &absent));
    }
    if !words.is_empty() {
        reasons.push(format!("{}不是能计算的数", list(&words, "格")));
    }
    if !underivable.is_empty() {
        reasons.push(format!("{}没有填，也推算不出", list(&underivable, "格")));
    }
    if !unfilled.is_empty() {
        reasons.push(format!("{}还没有填", list(&unfilled, "格")));
    }
    if too_large {
        reasons.push("数字太大，无法精确相加".to_owned());
    }
    reasons.join("；")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Table;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, id};

    fn tables(form: Form) -> Draft {
        Draft::new(2024).zeros(Table::T2, form).zeros(Table::T3, form).zeros(Table::T4, form)
    }

    fn kinds(report: &Report, cell: &str) -> Vec<Kind> {
        through(report, id(cell)).into_iter().map(|equation| equation.kind).collect()
    }

    #[test]
    fn every_cell_of_tables_three_and_four_is_in_an_equation_and_none_of_table_two() {
        for form in [Form::F2019, Form::F2021] {
            let report = tables(form).report();
            for cell in form.cells(Table::T3).into_iter().chain(form.cells(Table::T4)) {
                let equations = through(&report, cell);
                assert!(!equations.is_empty() && equations.iter().all(|equation| equation.has(cell)), "{cell}");
            }
            for cell in form.cells(Table::T2) {
                assert_eq!(through(&report, cell), [], "{cell}");
            }
        }
    }

    #[test]
    fn the_equations_through_a_cell_are_those_of_its_row_its_column_and_the_balance() {
        let report = tables(Form::F2021).report();
        use Kind::{Balance, ResultTotal, ReviewTotal, RowTotal};
        assert_eq!(kinds(&report, "t3.granted.person"), [RowTotal, ResultTotal]);
        assert_eq!(kinds(&report, "t3.received.legal"), [RowTotal, Balance]);
        assert_eq!(kinds(&report, "t3.result_total.total"), [RowTotal, ResultTotal, Balance]);
        assert_eq!(kinds(&report, "t4.review.pending"), [ReviewTotal]);
    }

    #[test]
    fn what_an_equation_asks_of_a_cell_makes_it_hold() {
        let draft = || {
            tables(Form::F2021).set_all(&[
                ("t3.received.person", "7"),
                ("t3.carried_out.person", "1"),
                ("t3.result_total.person", "4"),
            ])
        };
        let balance =
            |draft: Draft| of(&draft.report(), Kind::Balance, id("t3.result_total.person")).expect("an equation");
        let failing = balance(draft());
        assert!(matches!(&failing.state, State::Fails(sum) if sum.difference == (-2).into()));
        for (cell, asked) in [("received", 5), ("carried_in", -2), ("carried_out", 3), ("result_total", 6)] {
            let cell = format!("t3.{cell}.person");
            assert_eq!(failing.asks(id(&cell)), Some(asked.into()), "{cell}");
            let mended = balance(draft().set(&cell, &asked.to_string()));
            assert!(matches!(mended.state, State::Holds(_)), "{cell}");
        }
        assert_eq!(failing.asks(id("t3.granted.person")), None);
    }

    #[test]
    fn what_cannot_be_added_is_named() {
        let report = tables(Form::F2021)
            .set("t4.review.upheld", "若干")
            .without(id("t4.review.other"))
            .set("t4.direct_suit.upheld", &i64::MAX.to_string())
            .set("t4.direct_suit.other", "1")
            .report();
        let why = |total| of(&report, Kind::ReviewTotal, id(total)).expect("an equation").why_open(&report);
        assert_eq!(
            why("t4.review.total").as_deref(),
            Some("没有读出表四行政复议·其他结果；表四行政复议·结果维持“若干”不是能计算的数")
        );
        assert_eq!(why("t4.direct_suit.total").as_deref(), Some("数字太大，无法精确相加"));
        assert_eq!(why("t4.suit_after_review.total"), None);
    }

    #[test]
    fn the_clause_is_that_of_the_year() {
        let clause = |year, form| {
            let report = Draft::new(year).zeros(Table::T3, form).report();
            of(&report, Kind::Balance, id("t3.result_total.total")).and_then(|equation| equation.clause(&report))
        };
        assert_eq!(clause(2024, Form::F2021), Some(Clause::Form2021TableThreeNote));
        assert_eq!(clause(2020, Form::F2019), Some(Clause::Form2019));
    }

    #[test]
    fn no_equation_closes_on_an_addend() {
        let report = tables(Form::F2021).report();
        assert_eq!(of(&report, Kind::Balance, id("t3.received.person")), None);
        assert_eq!(of(&report, Kind::RowTotal, id("t4.review.total")), None);
    }
}
