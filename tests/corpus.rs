//! Real documents, read only where `GOUJI_CORPUS` names their folder; they are no part of the project.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::fs;
use std::path::PathBuf;

use gouji::diagnostic::Severity;
use gouji::location::Table;
use gouji::report::Reading;
use gouji::report::form::Form;
use gouji::{Options, Outcome, check};
use support::expect::{differences, one_line};
use support::oracle::ARITHMETIC;

/// The outcome of one document, or `None`, said aloud, where there is no corpus.
fn read(name: &str) -> Option<Outcome> {
    let Some(folder) = std::env::var_os("GOUJI_CORPUS").map(PathBuf::from) else {
        println!("skipped: GOUJI_CORPUS names no folder, so {name} was not read");
        return None;
    };
    let bytes = fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    Some(check(name, &bytes, &Options::default()).unwrap_or_else(|error| panic!("{name}: {error}")))
}

/// Fails unless every statement holds; unlike a fixture, a real document may have other findings.
#[track_caller]
fn holds(outcome: &Outcome, expectations: &str) {
    let mut differences = differences(expectations, outcome);
    differences.retain(|difference| !difference.starts_with("not expected: "));
    assert!(differences.is_empty(), "{}:\n{}", outcome.source, differences.join("\n"));
}

#[track_caller]
fn has_no_arithmetic_finding(outcome: &Outcome) {
    let told = outcome.findings.iter().filter(|finding| ARITHMETIC.contains(&finding.rule.as_str()));
    let told: Vec<String> = told.map(one_line).collect();
    assert!(told.is_empty(), "{}:\n{}", outcome.source, told.join("\n"));
}

/// Fails unless these cells hold a figure or a blank, and no cell of their table is absent.
#[track_caller]
fn is_whole(outcome: &Outcome, form: Form, tables: &[Table]) {
    for &table in tables {
        let absent: Vec<String> = form
            .cells(table)
            .into_iter()
            .filter(|&cell| outcome.report.cell(cell).is_none())
            .map(|cell| cell.to_string())
            .collect();
        assert!(absent.is_empty(), "{}: not read: {}", outcome.source, absent.join(" "));
    }
}

#[test]
fn a_street_on_the_form_of_2019_has_its_four_failed_equations() {
    let Some(outcome) = read("guangchang-2024.txt") else { return };
    is_whole(&outcome, Form::F2019, Table::ALL);
    holds(
        &outcome,
        "year 2024
         cells = 198
         form t2 = 2019
         form t3 = 2019
         cell t3.received.person = 5
         cell t3.received.total = 5
         cell t3.unavailable.not_held.person = 5
         cell t3.unavailable.not_held.total = 5
         cell t3.result_total.person = 0
         cell t3.result_total.total = 0
         error result-total-mismatch t3.result_total.person
         error result-total-mismatch t3.result_total.total
         error balance-mismatch t3.result_total.person
         error balance-mismatch t3.result_total.total
         error superseded-form text
         warning row-label-altered text 这一情况
         warning identity-note-altered text
         count error = 5",
    );
    let filled =
        ["t3.received.person", "t3.received.total", "t3.unavailable.not_held.person", "t3.unavailable.not_held.total"];
    for (cell, read) in &outcome.report.cells {
        let value = read.figure.value().map(|value| value.to_string());
        let expected = if filled.contains(&cell.to_string().as_str()) { "5" } else { "0" };
        assert_eq!(value.as_deref(), Some(expected), "{cell}");
    }
    let altered = outcome.findings.iter().filter(|finding| finding.rule.as_str() == "row-label-altered").count();
    assert_eq!(altered, 1);
}

#[test]
fn a_city_two_years_running_holds() {
    let Some(before) = read("suqian-2023.txt") else { return };
    let Some(after) = read("suqian-2024.txt") else { return };
    for outcome in [&before, &after] {
        is_whole(outcome, Form::F2021, Table::ALL);
        has_no_arithmetic_finding(outcome);
        assert_eq!(outcome.count(Severity::Error), 0);
    }
    holds(
        &before,
        "year 2023
         cells = 200
         cell t2.rules.in_force = 11
         cell t2.normative.in_force = 597
         cell t2.fees.amount = 59237.2449
         cell t3.received.total = 3511
         cell t3.carried_out.person = 118
         cell t3.carried_out.business = 3
         cell t3.carried_out.total = 121
         cell t4.review.total = 440",
    );
    holds(
        &after,
        "year 2024
         cells = 200
         cell t2.rules.issued = 2
         cell t2.rules.repealed = 1
         cell t2.rules.in_force = 12
         cell t2.normative.issued = 50
         cell t2.normative.repealed = 227
         cell t2.normative.in_force = 420
         cell t2.fees.amount = 72701.2578
         cell t3.received.total = 3525
         cell t3.carried_in.person = 118
         cell t3.carried_in.business = 3
         cell t3.carried_in.total = 121
         cell t3.denied.state_secret.person = 2
         cell t3.other.misc.total = 354
         cell t3.carried_out.total = 125
         cell t4.review.total = 170
         cell t4.direct_suit.total = 25
         cell t4.suit_after_review.total = 52",
    );
}

#[test]
fn a_bureaus_page_holds() {
    let Some(outcome) = read("shuyang-fgj-2023.html") else { return };
    is_whole(&outcome, Form::F2021, Table::ALL);
    has_no_arithmetic_finding(&outcome);
    assert_eq!(outcome.count(Severity::Error), 0);
    holds(
        &outcome,
        "year 2023
         cells = 200
         cell t2.normative.issued = 8
         cell t2.normative.in_force = 18
         cell t3.received.person = 26
         cell t3.received.business = blank
         cell t3.granted.total = 26
         cell t3.result_total.total = 26
         cell t4.review.pending = 1
         cell t4.review.total = 1",
    );
}

#[test]
fn an_offices_extracted_markdown_holds() {
    let Some(outcome) = read("shanghai-office-2025.md") else { return };
    has_no_arithmetic_finding(&outcome);
    holds(
        &outcome,
        "year 2025
         cell t3.received.person = 1259
         cell t3.received.total = 1295
         cell t3.carried_in.total = 189
         cell t3.denied.internal.person = 8
         cell t3.unavailable.not_held.total = 513
         cell t3.other.misc.person = 264
         cell t3.result_total.total = 1191
         cell t3.carried_out.total = 293
         cell t4.review.total = 55
         cell t4.direct_suit.total = 12
         cell t4.suit_after_review.total = 22",
    );
}

#[test]
fn a_districts_select_all_text_holds() {
    let Some(outcome) = read("hongze-2024.flow.txt") else { return };
    is_whole(&outcome, Form::F2021, &[Table::T2]);
    is_whole(&outcome, Form::F2019, &[Table::T3, Table::T4]);
    has_no_arithmetic_finding(&outcome);
    assert_eq!((outcome.identities.held, outcome.identities.judged), (40, 40));
    assert_eq!(outcome.report.reading, Reading::ColumnMajor);
    holds(
        &outcome,
        "year 2024
         cells = 186
         cell t2.normative.in_force = 8
         cell t2.licensing.decisions = 9487
         cell t2.fees.amount = 7545
         cell t3.received.person = 95
         cell t3.granted.person = 50
         cell t3.denied.security_stability.person = 1
         cell t3.unavailable.not_held.total = 31
         cell t3.declined.petition.total = 1
         cell t3.result_total.total = 95
         cell t4.review.total = 2
         cell t4.suit_after_review.total = 3
         warning row-label-altered text 止公开",
    );
}
