//! Tables that stand beside the document: pasted by themselves, or filled in by hand where there is no document.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};

use gouji::location::{Anchor, CellId, Table};
use gouji::render::table::{Filled, Take};
use gouji::report::form::Form;
use gouji::report::supply::{Content, Heading, Origin, Supplement};
use gouji::report::{Edit, Report};
use gouji::rules::identities::EQUATION_RULES;
use gouji::{Options, Outcome, check};

/// A report with all three tables, in which everything agrees.
const WHOLE: &str = include_str!("../www/assets/practice.txt");

fn checked(text: &str, options: &Options) -> Outcome {
    check("年报.txt", text.as_bytes(), options).expect("a report")
}

fn pasted(table: Table, text: String) -> Options {
    Options { supplements: vec![Supplement { table, content: Content::Pasted(text) }], ..Options::default() }
}

fn figures(report: &Report) -> BTreeMap<CellId, &str> {
    report.cells.iter().map(|(&id, cell)| (id, cell.raw.as_str())).collect()
}

/// The lines of the document from the table's first cell to its last.
fn lines_of(report: &Report, table: Table) -> (usize, usize) {
    let lines = || report.cells.iter().filter(|(id, _)| id.table == table).map(|(_, cell)| cell.anchor.position());
    let start = report.tables.get(table).expect("the table").anchor.position();
    let end = lines().max().expect("cells");
    (usize::try_from(start).expect("a line") - 1, usize::try_from(end).expect("a line"))
}

/// The report without a table, and the table's own text.
fn parted(table: Table) -> (String, String) {
    let whole = checked(WHOLE, &Options::default());
    let (start, end) = lines_of(&whole.report, table);
    let lines: Vec<&str> = WHOLE.lines().collect();
    let rest = [&lines[..start], &lines[end..]].concat().join("\n");
    (rest, lines[start..end].join("\n"))
}

/// A document with all three tables, as a word processor writes it.
const DOCUMENT: &[u8] = include_bytes!("fixtures/office/bureau-2023-clean/python-docx-numbered.docx");

fn out_of_file(table: Table, bytes: &[u8]) -> Options {
    let content = Content::File(bytes.to_vec());
    Options { supplements: vec![Supplement { table, content }], ..Options::default() }
}

#[test]
fn a_table_is_taken_out_of_another_document_and_nothing_else_is() {
    let document = check("年报.docx", DOCUMENT, &Options::default()).expect("a report");
    for &table in Table::ALL {
        let (rest, _) = parted(table);
        let with = checked(&rest, &out_of_file(table, DOCUMENT));
        assert_eq!(with.refused, []);
        let own = |report: &Report| -> Vec<(CellId, String)> {
            let cells = report.cells.iter().filter(|(id, _)| id.table == table);
            cells.map(|(&id, cell)| (id, cell.raw.clone())).collect()
        };
        assert_eq!(own(&with.report), own(&document.report), "{table}");
        let without = checked(&rest, &Options::default());
        assert_eq!(with.report.cells.len() - own(&with.report).len(), without.report.cells.len());
        assert_eq!((&with.report.agency, with.report.year), (&without.report.agency, without.report.year));
    }
}

#[test]
fn a_file_without_the_table_is_refused_with_its_reason() {
    let (rest, _) = parted(Table::T3);
    let refused = |bytes: &[u8]| checked(&rest, &out_of_file(Table::T3, bytes)).refused[0].message.clone();
    assert!(refused("关于报送年度报告的通知".as_bytes()).contains("没有认出表三"));
    assert!(refused(b"").contains("没有认出表三"));
    assert!(refused(b"%PDF-1.7").contains("PDF"));
}

#[test]
fn a_table_pasted_beside_the_report_is_read_to_the_same_cells() {
    let whole = checked(WHOLE, &Options::default());
    for &table in Table::ALL {
        let (rest, own) = parted(table);
        let html = Take { tables: &Filled::of_report(&checked(&own, &Options::default()).report), marked: None }.html();
        for content in [own, html] {
            let without = checked(&rest, &Options::default());
            assert!(without.report.tables.get(table).is_none());
            let with = checked(&rest, &pasted(table, content));
            assert_eq!((with.refused.len(), with.edited.len()), (0, 0));
            assert_eq!(figures(&with.report), figures(&whole.report), "{table}");
            assert_eq!(with.report.origin(table), Some(Origin::Pasted));
            assert!(!with.report.is_in_document(table));
            for (id, cell) in &with.report.cells {
                assert_eq!(cell.anchor.supplied(), (id.table == table).then_some(table), "{id}");
            }
            let rules: BTreeSet<&str> = with.findings.iter().map(|finding| finding.rule.as_str()).collect();
            assert_eq!(rules, BTreeSet::from(["missing-table"]), "{table}: the document still lacks it");
            assert!(with.findings[0].message.contains("另外粘贴的"), "{}", with.findings[0].message);
        }
    }
}

#[test]
fn a_supplied_table_is_checked_and_can_be_edited() {
    let (rest, own) = parted(Table::T4);
    let cell: CellId = "t4.review.total".parse().expect("a cell");
    let edits = vec![Edit { cell, text: "99".to_owned() }];
    let outcome = checked(&rest, &Options { edits, ..pasted(Table::T4, own) });
    assert!(outcome.findings.iter().any(|finding| finding.rule.as_str() == "review-total-mismatch"));
    assert_eq!(outcome.edited.iter().map(|edited| edited.cell).collect::<Vec<_>>(), [cell]);
}

#[test]
fn the_documents_own_table_counts() {
    let outcome = checked(WHOLE, &pasted(Table::T3, "早上好".to_owned()));
    assert!(outcome.report.is_in_document(Table::T3));
    let same = checked(WHOLE, &Options::default());
    assert_eq!((outcome.report, outcome.findings), (same.report, same.findings));
}

#[test]
fn what_is_no_such_table_is_refused_with_a_sentence() {
    let (rest, _) = parted(Table::T3);
    let four = parted(Table::T4).1;
    for (content, told) in
        [("早上好", "没有认出表三"), ("", "没有认出表三"), (four.as_str(), "放进来的是表四，不是表三")]
    {
        let outcome = checked(&rest, &pasted(Table::T3, content.to_owned()));
        let [refused] = outcome.refused.as_slice() else { panic!("{content}: {:?}", outcome.refused) };
        assert!(refused.table == Table::T3 && refused.message.contains(told), "{}", refused.message);
        assert_eq!(outcome.report, checked(&rest, &Options::default()).report);
    }
}

/// The options of a form without a document, with these texts in it.
fn form(form: Form, year: Option<u16>, texts: impl IntoIterator<Item = (CellId, String)>) -> Options {
    let supplement = |&table: &Table| Supplement { table, content: Content::Empty(form) };
    Options {
        supplements: Table::ALL.iter().map(supplement).collect(),
        heading: Heading { agency: Some("云汀区柳堤街道办事处".to_owned()), year },
        edits: texts.into_iter().map(|(cell, text)| Edit { cell, text }).collect(),
        ..Options::default()
    }
}

#[test]
fn an_empty_form_has_nothing_against_it_and_nothing_to_its_credit() {
    for kind in [Form::F2019, Form::F2021] {
        let outcome = check("空白表", b"", &form(kind, None, [])).expect("a form");
        assert_eq!((outcome.findings.len(), outcome.edited.len(), outcome.refused.len()), (0, 0, 0));
        assert_eq!(outcome.report.unfilled().count(), outcome.report.cells.len());
        let equations = outcome.coverage.iter().filter(|line| EQUATION_RULES.contains(&line.rule.as_str()));
        for line in equations {
            assert_eq!((line.held, line.reason.as_deref().is_some_and(|why| why.contains("还没有填"))), (0, true));
        }
    }
}

#[test]
fn a_form_filled_as_a_report_comes_out_as_the_report() {
    let whole = checked(WHOLE, &Options::default());
    let wrong: CellId = "t3.result_total.total".parse().expect("a cell");
    for change in [None, Some((wrong, "999".to_owned()))] {
        let edits: Vec<Edit> = change.iter().map(|(cell, text)| Edit { cell: *cell, text: text.clone() }).collect();
        let report = checked(WHOLE, &Options { edits, ..Options::default() });
        let texts = whole.report.cells.iter().map(|(&id, cell)| (id, cell.raw.clone())).chain(change);
        let filled = check("空白表", b"", &form(Form::F2021, whole.report.year, texts)).expect("a form");
        assert_eq!(figures(&filled.report), figures(&report.report));
        let told =
            |outcome: &Outcome| outcome.findings.iter().map(|finding| finding.message.clone()).collect::<Vec<_>>();
        assert_eq!(told(&filled), told(&report));
        assert_eq!(filled.repairs, report.repairs);
        assert_eq!(filled.report.agency.as_deref(), Some("云汀区柳堤街道办事处"));
        assert!(filled.report.cells.iter().all(|(id, cell)| cell.anchor == Anchor::Typed { typed: id.table }));
    }
}

#[test]
fn nothing_is_wrong_in_a_form_only_because_it_is_not_finished() {
    let whole = checked(WHOLE, &Options::default());
    // Row by row, cell by cell, as one fills it in.
    let all: Vec<(CellId, String)> = whole.report.cells.iter().map(|(&id, cell)| (id, cell.raw.clone())).collect();
    for filled in (0..all.len()).step_by(7) {
        let outcome = check("空白表", b"", &form(Form::F2021, None, all[..filled].to_vec())).expect("a form");
        let messages: Vec<&String> = outcome.findings.iter().map(|finding| &finding.message).collect();
        assert!(messages.is_empty(), "after {filled} cells: {messages:?}");
    }
}

#[test]
fn without_tables_of_its_own_an_empty_document_stays_one() {
    assert!(check("空", b"", &Options::default()).is_err());
    let (_, own) = parted(Table::T3);
    let outcome = check("空", b"", &pasted(Table::T3, own)).expect("a table");
    assert_eq!(outcome.report.origin(Table::T3), Some(Origin::Pasted));
}
