//! `.expect` files: what a whole report has to give, one statement a line.
//!
//! ```text
//! # a comment
//! year 2024                      the report year, or `year none`
//! agency 云汀区柳堤街道办事处     the agency, or `agency none`
//! form t3 = 2019                 the form of a table, or `form t4 = none`
//! cells = 198                    how many cells were read
//! cell t3.received.person = 5    the figure of a cell; `blank`, `dash`, `words` and `unread` for what is no figure
//! error RULE CELL                a finding with its cell, or with `text` where it stands in no cell
//! warning RULE text 转结          likewise; the sentence has to contain the word after `text`, if there is one.
//!                                A line stands for one finding, so it is repeated for several
//! note RULE CELL                 a note that has to be there; other notes may be
//! none RULE                      no finding of this rule
//! count error = 0                how many findings of a severity
//! ```
//!
//! Errors and warnings are closed lists: one that is not stated fails the test, and so does a stated one that is absent.

use gouji::diagnostic::{Diagnostic, Severity};
use gouji::document::number::Figure;
use gouji::location::{CellId, Table};
use gouji::{Outcome, rules};

/// Everything in which the outcome differs from the expectations; empty when it does not.
pub fn differences(expectations: &str, outcome: &Outcome) -> Vec<String> {
    let mut differences = Vec::new();
    let mut open: Vec<&Diagnostic> = outcome.findings.iter().collect();
    for (index, line) in expectations.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Err(difference) = hold(line, outcome, &mut open) {
            differences.push(format!("line {}: {line}: {difference}", index + 1));
        }
    }
    for finding in open.iter().filter(|finding| finding.severity != Severity::Note) {
        differences.push(format!("not expected: {}", one_line(finding)));
    }
    differences
}

fn hold(line: &str, outcome: &Outcome, open: &mut Vec<&Diagnostic>) -> Result<(), String> {
    let (verb, rest) = line.split_once(' ').ok_or("no statement")?;
    let rest = rest.trim();
    match verb {
        "year" => same(rest, &outcome.report.year.map_or("none".to_owned(), |year| year.to_string())),
        "agency" => same(rest, outcome.report.agency.as_deref().unwrap_or("none")),
        "cells" => same(right_of(rest)?, &outcome.report.cells.len().to_string()),
        "form" => {
            let (table, form) = sides(rest)?;
            let table: Table = table.parse().map_err(|_| "no such table")?;
            same(form, outcome.report.tables.get(table).map_or("none", |read| read.form.as_str()))
        }
        "cell" => {
            let (cell, value) = sides(rest)?;
            let cell: CellId = cell.parse().map_err(|_| "no such cell")?;
            same(value, &figure(outcome, cell))
        }
        "count" => {
            let (severity, count) = sides(rest)?;
            same(count, &outcome.count(self::severity(severity)?).to_string())
        }
        "none" => {
            known(rest)?;
            match outcome.findings.iter().find(|finding| finding.rule.as_str() == rest) {
                Some(finding) => Err(one_line(finding)),
                None => Ok(()),
            }
        }
        "error" | "warning" | "note" => {
            let (rule, place) = rest.split_once(' ').ok_or("a finding needs its rule and its place")?;
            let (place, word) = place.trim().split_once(' ').unwrap_or((place.trim(), ""));
            known(rule)?;
            let severity = severity(verb)?;
            let found = open.iter().position(|finding| {
                finding.severity == severity
                    && finding.rule.as_str() == rule
                    && place == finding.primary.map_or("text".to_owned(), |cell| cell.to_string())
                    && finding.message.contains(word.trim())
            });
            open.remove(found.ok_or("no such finding")?);
            Ok(())
        }
        _ => Err("unknown statement".to_owned()),
    }
}

/// A misspelt rule would hold for ever as `none`, so a rule has to be in the catalogue.
fn known(rule: &str) -> Result<(), String> {
    rules::find(rule).map(|_| ()).ok_or_else(|| format!("no rule {rule}"))
}

fn severity(word: &str) -> Result<Severity, String> {
    match word {
        "error" => Ok(Severity::Error),
        "warning" => Ok(Severity::Warning),
        "note" => Ok(Severity::Note),
        _ => Err(format!("no severity {word}")),
    }
}

fn figure(outcome: &Outcome, cell: CellId) -> String {
    match outcome.report.cell(cell).map(|cell| cell.figure) {
        None => "unread".to_owned(),
        Some(Figure::Blank) => "blank".to_owned(),
        Some(Figure::Dash) => "dash".to_owned(),
        Some(Figure::Words) => "words".to_owned(),
        Some(Figure::Number(value)) => value.to_string(),
    }
}

fn sides(statement: &str) -> Result<(&str, &str), String> {
    statement.split_once('=').map(|(left, right)| (left.trim(), right.trim())).ok_or_else(|| "no =".to_owned())
}

fn right_of(statement: &str) -> Result<&str, String> {
    statement.trim_start().strip_prefix('=').map(str::trim).ok_or_else(|| "no =".to_owned())
}

fn same(expected: &str, found: &str) -> Result<(), String> {
    if expected == found { Ok(()) } else { Err(format!("found {found}")) }
}

/// A finding in one line, for the message of a failed test.
pub fn one_line(finding: &Diagnostic) -> String {
    let place = finding.primary.map_or("text".to_owned(), |cell| cell.to_string());
    format!("{} {} {place}: {}", finding.severity.word(), finding.rule.as_str(), finding.message)
}
