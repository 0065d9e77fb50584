//! A report of nothing, as most towns give, is told for what it is, and nothing is held against it.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use gouji::diagnostic::Severity;
use gouji::report::form::Form;
use gouji::{Options, Outcome, check};
use support::model::{Forms, Model};
use support::writer::{Layout, Style, write};

fn checked(model: &Model) -> Outcome {
    let bytes = write(model, Layout::TabRowsFilled, &Style::PLAIN);
    check("零报告.txt", &bytes, &Options::default()).expect("a report")
}

fn zero() -> Model {
    Model::zero("霁川县石磨镇人民政府", 2024, Forms::both(Form::F2021))
}

#[test]
fn nothing_is_held_against_a_report_of_nothing() {
    let outcome = checked(&zero());
    assert!(outcome.report.is_zero_report());
    assert_eq!(outcome.report.zero_note(), Some("零申请报告（表三、表四没有件数）"));
    assert_eq!((outcome.count(Severity::Error), outcome.count(Severity::Warning)), (0, 0), "{:?}", outcome.findings);
}

#[test]
fn one_request_one_review_or_a_form_not_filled_in_is_something_else() {
    for (cell, value) in [("t3.received.person", "1"), ("t4.review.pending", "1"), ("t3.granted.total", "若干")] {
        let mut model = zero();
        model.set(cell.parse().expect("a cell"), value);
        assert!(!checked(&model).report.is_zero_report(), "{cell}");
    }
    let mut blank = zero();
    for value in blank.values.values_mut() {
        value.clear();
    }
    assert!(!checked(&blank).report.is_zero_report());
}

#[test]
fn what_table_two_says_and_blank_cells_make_no_difference() {
    let mut model = zero();
    model.set("t2.licensing.decisions".parse().expect("a cell"), 7);
    model.set("t3.granted.business".parse().expect("a cell"), "");
    assert!(checked(&model).report.is_zero_report());
}
