//! What the page brings along: a whole invented report to try, and the specimen table of the first page.

use crate::check::{Outcome, Tally};
use crate::diagnostic::{Diagnostic, Figures, RuleId, Severity};
use crate::location::{CellId, Column, Row, Table};
use crate::regulation::Clause;
use crate::repair::{RepairStatus, Repairs};
use crate::report::form::{Form, T3_APPLICANTS, T3_COLUMNS};
use crate::report::{Edit, Report};
use crate::rules::identities::ROW_TOTAL;

/// A report of an office that does not exist, with the slips that are made most.
pub const REPORT: &str = include_str!("../../www/assets/sample.txt");

/// What the report is called where it is checked.
pub const NAME: &str = "示例：云汀区柳堤街道办事处2024年年报";

/// The rows of the specimen that are not all zero: the six applicants.
const FILLED: &[(Row, [i64; 6])] = &[
    (Row::Received, [9, 3, 0, 0, 1, 0]),
    (Row::CarriedIn, [1, 0, 0, 0, 0, 0]),
    (Row::Granted, [4, 2, 0, 0, 1, 0]),
    (Row::Partial, [1, 0, 0, 0, 0, 0]),
    (Row::DeniedThirdParty, [1, 0, 0, 0, 0, 0]),
    (Row::UnavailableNotHeld, [2, 1, 0, 0, 0, 0]),
    (Row::DeclinedRepeat, [1, 0, 0, 0, 0, 0]),
    (Row::ResultTotal, [9, 3, 0, 0, 1, 0]),
    (Row::CarriedOut, [1, 0, 0, 0, 0, 0]),
];

/// The total that is planted wrong in the specimen, and what is written there.
const PLANTED: (Row, i64) = (Row::Granted, 9);

/// Table three of 2021, filled, with one wrong total: what the first page shows instead of an explanation.
pub fn preview() -> Outcome {
    let mut report = Report { year: Some(2024), ..Report::default() };
    report.supply_empty(Table::T3, Form::F2021);
    let edits = Form::F2021.t3_rows().into_iter().flat_map(|row| {
        let filled = FILLED.iter().find(|(filled, _)| *filled == row).map_or([0; 6], |(_, figures)| *figures);
        let total = if row == PLANTED.0 { PLANTED.1 } else { filled.iter().sum() };
        let figures = T3_COLUMNS.iter().zip(filled.into_iter().chain([total]));
        figures
            .map(move |(&column, figure)| Edit { cell: CellId::new(Table::T3, row, column), text: figure.to_string() })
    });
    let edited = report.edit(&edits.collect::<Vec<_>>());
    let repairs =
        Repairs { status: RepairStatus::Undecided, changes_needed: None, options: Vec::new(), undecided: None };
    Outcome {
        source: String::new(),
        report,
        edited,
        refused: Vec::new(),
        findings: vec![planted()],
        ignored: Vec::new(),
        stale: Vec::new(),
        last_year: None,
        repairs,
        coverage: Vec::new(),
        identities: Tally::default(),
    }
}

fn planted() -> Diagnostic {
    let cell = |column| CellId::new(Table::T3, PLANTED.0, column);
    let figures = Figures { reported: "9".into(), computed: "7".into(), difference: "2".into() };
    let message = "（一）予以公开这一行：4 ＋ 2 ＋ 0 ＋ 0 ＋ 1 ＋ 0 ＝ 7，总计写的是 9，多 2。";
    Diagnostic::new(RuleId::new(ROW_TOTAL), Severity::Error, Clause::Form2021TableThree, message)
        .at(cell(Column::Total), T3_APPLICANTS.iter().map(|&column| cell(column)).collect())
        .figures(figures)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::number::Decimal;

    #[test]
    fn the_specimen_has_one_wrong_total_and_no_other() {
        let outcome = preview();
        let value =
            |row, column| outcome.report.counted(CellId::new(Table::T3, row, column)).and_then(Decimal::as_integer);
        let sum = |cells: Vec<Option<i64>>| cells.into_iter().sum::<Option<i64>>();
        for row in Form::F2021.t3_rows() {
            let parts = sum(T3_APPLICANTS.iter().map(|&column| value(row, column)).collect());
            assert_eq!(parts == value(row, Column::Total), row != PLANTED.0, "{row}");
        }
        for &column in T3_APPLICANTS {
            let details = sum(Form::F2021.t3_details().iter().map(|&row| value(row, column)).collect());
            assert_eq!(details, value(Row::ResultTotal, column));
            let [one, two, seven, four] =
                [Row::Received, Row::CarriedIn, Row::ResultTotal, Row::CarriedOut].map(|row| value(row, column));
            assert_eq!(sum(vec![one, two]), sum(vec![seven, four]));
        }
    }
}
