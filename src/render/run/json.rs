//! The contract's JSON: stable names, figures as decimal strings, places counted from 1.
//!
//! The views below borrow from the outcome and hold nothing of their own; the order of their fields is the order of
//! the keys. Fields may be added, and keep their meaning once they are here.

use serde::Serialize;

use super::Document;
use crate::check::{Beside, Ignore, Ignored, Outcome, Pairing, TwoYears};
use crate::diagnostic::{CoverageStatus, Diagnostic, Severity};
use crate::document::Note;
use crate::document::number::Decimal;
use crate::location::{Anchor, CellId};
use crate::repair::pattern::Pattern;
use crate::repair::{Equation, Obstacle, RepairStatus, Repairs, Undecided};
use crate::report::form::Form;
use crate::report::{Part, PartKind, Reading, Report, Scope};

/// What stands before the first document.
pub const HEAD: &str = "{\"version\":1,\"documents\":[\n";

/// What stands after the last document.
pub const TAIL: &str = "\n]}\n";

/// One element of `documents`, on one line, without a line end.
pub fn document(document: Document<'_>) -> String {
    let text = match document {
        Document::Checked(outcome) => serde_json::to_string(&Checked::of(outcome)),
        Document::Unreadable { source, error } => serde_json::to_string(&Unreadable {
            source,
            status: "unreadable",
            error: Reason { message: &error.message },
        }),
    };
    // Strings, numbers and lists of them cannot fail to be written into memory.
    text.unwrap_or_default()
}

#[derive(Serialize)]
struct Unreadable<'a> {
    source: &'a str,
    status: &'static str,
    error: Reason<'a>,
}

#[derive(Serialize)]
struct Reason<'a> {
    message: &'a str,
}

#[derive(Serialize)]
struct Checked<'a> {
    source: &'a str,
    status: &'static str,
    title: Option<&'a str>,
    agency: Option<&'a str>,
    year: Option<u16>,
    scope: Scope,
    forms: Forms,
    reading: Reading,
    zero_report: bool,
    identities: IdentitiesView,
    notes: Vec<NoteView<'a>>,
    parts: Vec<PartView<'a>>,
    cells: Vec<CellView<'a>>,
    findings: Vec<FindingView<'a>>,
    ignored: Vec<IgnoredView<'a>>,
    stale_ignores: &'a [Ignore],
    last_year: Option<LastYearView<'a>>,
    repairs: RepairsView<'a>,
    coverage: Vec<CoverageView<'a>>,
}

impl<'a> Checked<'a> {
    fn of(outcome: &'a Outcome) -> Self {
        let report = &outcome.report;
        Self {
            source: &outcome.source,
            status: "checked",
            title: report.title.as_ref().map(|line| line.text.as_str()),
            agency: report.agency.as_deref(),
            year: report.year,
            scope: report.scope,
            forms: Forms::of(report),
            reading: report.reading,
            zero_report: report.is_zero_report(),
            identities: IdentitiesView { held: outcome.identities.held, judged: outcome.identities.judged },
            notes: report.notes.iter().map(|note| NoteView::of(report, note)).collect(),
            parts: report.parts.iter().map(|part| PartView::of(report, part)).collect(),
            cells: report
                .cells
                .iter()
                .map(|(&id, cell)| CellView {
                    id,
                    raw: &cell.raw,
                    value: cell.figure.value(),
                    anchor: AnchorView::of(report, cell.anchor),
                })
                .collect(),
            findings: outcome.findings.iter().map(|finding| FindingView::of(report, finding)).collect(),
            ignored: outcome.ignored.iter().map(|ignored| IgnoredView::of(report, ignored)).collect(),
            stale_ignores: &outcome.stale,
            last_year: outcome.last_year.as_ref().map(LastYearView::of),
            repairs: RepairsView::of(&outcome.repairs),
            coverage: outcome
                .coverage
                .iter()
                .map(|line| CoverageView {
                    rule: line.rule.as_str(),
                    status: line.status,
                    reason: line.reason.as_deref(),
                    examined: line.examined,
                    held: line.held,
                })
                .collect(),
        }
    }
}

/// The form each table follows; `null` where the table is missing.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Forms {
    t2: Option<Form>,
    t3: Option<Form>,
    t4: Option<Form>,
}

impl Forms {
    /// Table four looks the same in both forms: it follows table three's, else table two's.
    fn of(report: &Report) -> Self {
        let tables = &report.tables;
        let t2 = tables.t2.as_ref().map(|table| table.form);
        let t3 = tables.t3.as_ref().map(|table| table.form);
        let t4 = tables.t4.as_ref().map(|table| t3.or(t2).unwrap_or(table.form));
        Self { t2, t3, t4 }
    }
}

/// How many equations could be judged, and how many of those hold.
#[derive(Serialize)]
struct IdentitiesView {
    held: u32,
    judged: u32,
}

/// A place; for a cell of a spreadsheet also as its own program names it.
#[derive(Serialize)]
struct AnchorView {
    #[serde(flatten)]
    anchor: Anchor,
    #[serde(skip_serializing_if = "Option::is_none")]
    a1: Option<String>,
}

impl AnchorView {
    fn of(report: &Report, anchor: Anchor) -> Self {
        let a1 = matches!(anchor, Anchor::SheetCell { .. }).then(|| anchor.describe(&report.sheets));
        Self { anchor, a1 }
    }
}

#[derive(Serialize)]
struct NoteView<'a> {
    text: &'a str,
    anchor: Option<AnchorView>,
}

impl<'a> NoteView<'a> {
    fn of(report: &Report, note: &'a Note) -> Self {
        Self { text: &note.text, anchor: note.anchor.map(|anchor| AnchorView::of(report, anchor)) }
    }
}

#[derive(Serialize)]
struct PartView<'a> {
    part: PartKind,
    number: Option<u8>,
    heading: &'a str,
    anchor: AnchorView,
}

impl<'a> PartView<'a> {
    fn of(report: &Report, part: &'a Part) -> Self {
        Self {
            part: part.kind,
            number: part.number,
            heading: &part.heading.text,
            anchor: AnchorView::of(report, part.heading.anchor),
        }
    }
}

#[derive(Serialize)]
struct CellView<'a> {
    id: CellId,
    raw: &'a str,
    value: Option<Decimal>,
    anchor: AnchorView,
}

#[derive(Serialize)]
struct FindingView<'a> {
    rule: &'a str,
    severity: Severity,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    primary: Option<CellId>,
    related: &'a [CellId],
    #[serde(flatten)]
    figures: Option<FiguresView<'a>>,
    clause: &'static str,
    fingerprint: &'a str,
    anchor: Option<AnchorView>,
}

#[derive(Serialize)]
struct FiguresView<'a> {
    reported: &'a str,
    computed: &'a str,
    difference: &'a str,
}

impl<'a> FindingView<'a> {
    fn of(report: &Report, finding: &'a Diagnostic) -> Self {
        Self {
            rule: finding.rule.as_str(),
            severity: finding.severity,
            message: &finding.message,
            detail: finding.detail.as_deref(),
            primary: finding.primary,
            related: &finding.related,
            figures: finding.figures.as_ref().map(|figures| FiguresView {
                reported: &figures.reported,
                computed: &figures.computed,
                difference: &figures.difference,
            }),
            clause: finding.clause.cite(),
            fingerprint: &finding.fingerprint,
            anchor: finding.anchor.map(|anchor| AnchorView::of(report, anchor)),
        }
    }
}

/// A finding that the user decided to ignore, and why.
#[derive(Serialize)]
struct IgnoredView<'a> {
    finding: FindingView<'a>,
    reason: &'a str,
}

impl<'a> IgnoredView<'a> {
    fn of(report: &Report, ignored: &'a Ignored) -> Self {
        Self { finding: FindingView::of(report, &ignored.finding), reason: &ignored.reason }
    }
}

/// The report of the year before: `null` where none was given.
#[derive(Serialize)]
struct LastYearView<'a> {
    source: &'a str,
    agency: Option<&'a str>,
    year: Option<u16>,
    status: &'static str,
    /// Why the two were not compared.
    reason: Option<&'a str>,
    cells: &'a [TwoYears],
}

impl<'a> LastYearView<'a> {
    fn of(beside: &'a Beside) -> Self {
        let (status, reason) = match &beside.pairing {
            Pairing::Paired => ("paired", None),
            Pairing::Asked(question) => ("asked", Some(question.as_str())),
            Pairing::Unreadable(reason) => ("unreadable", Some(reason.as_str())),
        };
        let Beside { source, agency, year, cells, .. } = beside;
        Self { source, agency: agency.as_deref(), year: *year, status, reason, cells }
    }
}

#[derive(Serialize)]
struct RepairsView<'a> {
    status: RepairStatus,
    changes_needed: Option<u32>,
    options: Vec<OptionView<'a>>,
    undecided: Option<UndecidedView<'a>>,
}

/// Why nothing can be said of repairs; `null` unless that is so.
#[derive(Serialize)]
struct UndecidedView<'a> {
    reason: Obstacle,
    message: String,
    equations: Vec<EquationView<'a>>,
}

#[derive(Serialize)]
struct EquationView<'a> {
    rule: &'a str,
    total: CellId,
}

impl<'a> UndecidedView<'a> {
    fn of(undecided: &'a Undecided) -> Self {
        let equation = |equation: &'a Equation| EquationView { rule: equation.rule.as_str(), total: equation.total };
        Self {
            reason: undecided.obstacle,
            message: undecided.sentence(),
            equations: undecided.equations.iter().map(equation).collect(),
        }
    }
}

#[derive(Serialize)]
struct OptionView<'a> {
    changes: Vec<ChangeView>,
    pattern: Pattern,
    reason: &'a str,
    against: Option<&'a str>,
}

#[derive(Serialize)]
struct ChangeView {
    cell: CellId,
    from: Option<Decimal>,
    to: Decimal,
}

impl<'a> RepairsView<'a> {
    fn of(repairs: &'a Repairs) -> Self {
        let options = repairs.options.iter().map(|option| OptionView {
            changes: option.changes.iter().map(|c| ChangeView { cell: c.cell, from: c.from, to: c.to }).collect(),
            pattern: option.pattern,
            reason: &option.reason,
            against: option.against.as_deref(),
        });
        Self {
            status: repairs.status,
            changes_needed: repairs.changes_needed,
            options: options.collect(),
            undecided: repairs.undecided.as_ref().map(UndecidedView::of),
        }
    }
}

#[derive(Serialize)]
struct CoverageView<'a> {
    rule: &'a str,
    status: CoverageStatus,
    reason: Option<&'a str>,
    examined: u32,
    held: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{TableRead, Tables};

    fn table(form: Form) -> TableRead {
        TableRead::new(form, Anchor::Text { line: 1, column: 1, length: 1 })
    }

    #[track_caller]
    fn assert_t4(t2: Option<Form>, t3: Option<Form>, expected: Form) {
        let tables = Tables { t2: t2.map(table), t3: t3.map(table), t4: Some(table(Form::F2021)) };
        let report = Report { tables, ..Report::default() };
        assert_eq!(Forms::of(&report), Forms { t2, t3, t4: Some(expected) });
    }

    #[test]
    fn table_four_follows_table_three_else_table_two() {
        assert_t4(Some(Form::F2021), Some(Form::F2019), Form::F2019);
        assert_t4(Some(Form::F2019), None, Form::F2019);
        assert_t4(None, None, Form::F2021);
    }

    #[test]
    fn a_missing_table_has_no_form() {
        assert_eq!(Forms::of(&Report::default()), Forms { t2: None, t3: None, t4: None });
    }
}
