//! Whatever its figures, a balanced table three is clean, and one changed cell is found.

#![cfg(not(target_arch = "wasm32"))]

use gouji::location::{CellId, Column, Row, Table};
use gouji::report::form::{Form, T3_APPLICANTS, T3_COLUMNS};
use gouji::{Options, Outcome, check};
use proptest::prelude::*;

const FORM: Form = Form::F2021;
const APPLICANTS: usize = 6;

/// A table three in Markdown, rows and columns as the form has them.
fn markdown(figures: &[Vec<u32>]) -> String {
    let heads: Vec<&str> = T3_COLUMNS.iter().map(|&column| FORM.column_label(column)).collect();
    let mut text = format!("| | {} |\n|{}\n", heads.join(" | "), "---|".repeat(8));
    for (row, figures) in FORM.t3_rows().into_iter().zip(figures) {
        let group = FORM.group_label(row).unwrap_or_default();
        let figures: Vec<String> = figures.iter().map(u32::to_string).collect();
        text.push_str(&format!("| {group} {} | {} |\n", FORM.row_label(row), figures.join(" | ")));
    }
    text
}

/// A balanced table: details and what is carried over at will, everything else follows.
fn balanced(carried_in: &[u32], details: &[u32], carried_out: &[u32]) -> Vec<Vec<u32>> {
    let details: Vec<Vec<u32>> = details.chunks(APPLICANTS).map(<[u32]>::to_vec).collect();
    let results: Vec<u32> = (0..APPLICANTS).map(|column| details.iter().map(|row| row[column]).sum()).collect();
    // What comes in over what goes out is received this year; the carried-in figures are small enough for that.
    let carried_out: Vec<u32> = (0..APPLICANTS).map(|column| carried_out[column] + carried_in[column]).collect();
    let received = (0..APPLICANTS).map(|column| results[column] + carried_out[column] - carried_in[column]).collect();
    let mut rows = vec![received, carried_in.to_vec()];
    rows.extend(details);
    rows.extend([results, carried_out]);
    for row in &mut rows {
        row.push(row.iter().sum());
    }
    rows
}

fn checked(figures: &[Vec<u32>]) -> Outcome {
    check("表三.md", markdown(figures).as_bytes(), &Options::default()).expect("a table three")
}

fn tables() -> impl Strategy<Value = Vec<Vec<u32>>> {
    let row = || prop::collection::vec(0..500_u32, APPLICANTS);
    let details = prop::collection::vec(0..500_u32, APPLICANTS * FORM.t3_details().len());
    (row(), details, row()).prop_map(|(carried_in, details, carried_out)| balanced(&carried_in, &details, &carried_out))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_balanced_table_is_clean(figures in tables()) {
        let outcome = checked(&figures);
        prop_assert_eq!(&outcome.findings, &[]);
        let judged: u32 = outcome.coverage.iter().take(3).map(|line| line.held).sum();
        prop_assert_eq!(judged, 39);
    }

    #[test]
    fn one_changed_cell_is_found_where_it_stands(
        figures in tables(), row in 0..25_usize, column in 0..7_usize, change in 1..100_u32,
    ) {
        let mut figures = figures;
        figures[row][column] += change;
        let cell = CellId::new(Table::T3, FORM.t3_rows()[row], T3_COLUMNS[column]);
        let findings = checked(&figures).findings;
        // A cell stands in its row's sum, and in its column's sum or balance; （七）总计 in both of the column's.
        let expected = if cell.row == Row::ResultTotal { 3 } else { 2 };
        prop_assert_eq!(findings.len(), expected, "{}: {:?}", cell, findings);
        for finding in &findings {
            prop_assert!(finding.primary == Some(cell) || finding.related.contains(&cell), "{cell}: {}", finding.message);
        }
    }

    #[test]
    fn a_blank_row_total_breaks_no_identity(figures in tables(), row in 0..25_usize) {
        let label = FORM.row_label(FORM.t3_rows()[row]);
        let blank = |line: &str| match line.trim_end_matches(" |").rsplit_once('|') {
            Some((rest, _)) if line.contains(&format!(" {label} |")) => format!("{rest}| |"),
            _ => line.to_owned(),
        };
        let text = markdown(&figures).lines().map(blank).collect::<Vec<_>>().join("\n");
        let outcome = check("表三.md", text.as_bytes(), &Options::default()).expect("a table three");
        let rules: Vec<&str> = outcome.findings.iter().map(|finding| finding.rule.as_str()).collect();
        prop_assert_eq!(rules, ["blank-total"]);
        let cell = CellId::new(Table::T3, FORM.t3_rows()[row], Column::Total);
        prop_assert_eq!(outcome.findings[0].primary, Some(cell));
    }
}

#[test]
fn the_form_has_six_applicants() {
    assert_eq!(T3_APPLICANTS.len(), APPLICANTS);
}
