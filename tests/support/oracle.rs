//! The equations, written once more from the text of the forms and apart from the engine's rules, to judge them by.

use std::collections::BTreeSet;

use gouji::diagnostic::Diagnostic;
use gouji::location::{CellId, Column, Row};
use gouji::report::form::Form;

use super::expect::one_line;
use super::model::{Model, t3, t4};

/// The rules that judge equations inside one report.
pub const ARITHMETIC: [&str; 4] =
    ["row-total-mismatch", "result-total-mismatch", "balance-mismatch", "review-total-mismatch"];

/// One equation: both sides, its total first on the left, and the rule that tells its failure.
#[derive(Debug, Clone)]
pub struct Equation {
    pub rule: &'static str,
    pub left: Vec<CellId>,
    pub right: Vec<CellId>,
}

impl Equation {
    /// The rule, and the total the equation is about.
    pub fn name(&self) -> (&'static str, CellId) {
        (self.rule, self.left[0])
    }
}

const APPLICANTS: [Column; 6] =
    [Column::Person, Column::Business, Column::Research, Column::Charity, Column::Legal, Column::OtherOrg];

const DETAILS: [Row; 18] = [
    Row::Granted,
    Row::Partial,
    Row::DeniedStateSecret,
    Row::DeniedProhibited,
    Row::DeniedSecurityStability,
    Row::DeniedThirdParty,
    Row::DeniedInternal,
    Row::DeniedProcess,
    Row::DeniedCaseFile,
    Row::DeniedEnquiry,
    Row::UnavailableNotHeld,
    Row::UnavailableNotCompiled,
    Row::UnavailableUnclear,
    Row::DeclinedPetition,
    Row::DeclinedRepeat,
    Row::DeclinedPublication,
    Row::DeclinedExcessive,
    Row::DeclinedConfirmation,
];

/// The 42 equations of 2021, or the 40 of 2019.
pub fn equations(form: Form) -> Vec<Equation> {
    let mut details = DETAILS.to_vec();
    match form {
        Form::F2021 => details.extend([Row::OtherNotCorrected, Row::OtherUnpaid, Row::OtherMisc]),
        Form::F2019 => details.push(Row::OtherAll),
    }
    let mut equations = Vec::new();
    for row in
        [Row::Received, Row::CarriedIn].into_iter().chain(details.clone()).chain([Row::ResultTotal, Row::CarriedOut])
    {
        equations.push(Equation {
            rule: "row-total-mismatch",
            left: vec![t3(row, Column::Total)],
            right: APPLICANTS.map(|column| t3(row, column)).to_vec(),
        });
    }
    for column in APPLICANTS.into_iter().chain([Column::Total]) {
        equations.push(Equation {
            rule: "result-total-mismatch",
            left: vec![t3(Row::ResultTotal, column)],
            right: details.iter().map(|&row| t3(row, column)).collect(),
        });
        equations.push(Equation {
            rule: "balance-mismatch",
            left: vec![t3(Row::ResultTotal, column), t3(Row::CarriedOut, column)],
            right: vec![t3(Row::Received, column), t3(Row::CarriedIn, column)],
        });
    }
    for row in [Row::Review, Row::DirectSuit, Row::SuitAfterReview] {
        equations.push(Equation {
            rule: "review-total-mismatch",
            left: vec![t4(row, Column::Total)],
            right: [Column::Upheld, Column::Corrected, Column::Other, Column::Pending]
                .map(|column| t4(row, column))
                .to_vec(),
        });
    }
    equations
}

/// The equations of a model that do not hold.
pub fn broken(model: &Model) -> Vec<Equation> {
    let side = |cells: &[CellId]| cells.iter().map(|&cell| model.count(cell)).sum::<i64>();
    equations(model.forms.t3).into_iter().filter(|equation| side(&equation.left) != side(&equation.right)).collect()
}

/// Compares the arithmetic findings with the broken equations: the error says what is missing and what is too much.
pub fn compare(model: &Model, findings: &[Diagnostic]) -> Result<(), String> {
    let mut missing: BTreeSet<_> = broken(model).iter().map(Equation::name).collect();
    let mut surplus = Vec::new();
    for finding in findings.iter().filter(|finding| ARITHMETIC.contains(&finding.rule.as_str())) {
        let rule = ARITHMETIC.into_iter().find(|rule| *rule == finding.rule.as_str());
        let told = rule.zip(finding.primary).is_some_and(|name| missing.remove(&name));
        if !told {
            surplus.push(one_line(finding));
        }
    }
    if missing.is_empty() && surplus.is_empty() {
        return Ok(());
    }
    let missing: Vec<String> = missing.iter().map(|(rule, cell)| format!("{rule} {cell}")).collect();
    Err(format!("not told: {missing:?}; told without cause: {surplus:?}"))
}
