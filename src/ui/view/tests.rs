//! What the reading makes of a report, before any of it is drawn.

use super::super::sample;
use super::*;
use crate::diagnostic::{Figures, RuleId};
use crate::regulation::Clause;
use crate::rules::identities::{Kind, RESULT_TOTAL, ROW_TOTAL};
use crate::ui::work::Work;

fn cell(text: &str) -> CellId {
    text.parse().unwrap_or_else(|_| panic!("{text} names a cell"))
}

fn mismatch(rule: &'static str, primary: &str, reported: &str, computed: &str, difference: &str) -> Diagnostic {
    let figures = Figures { reported: reported.into(), computed: computed.into(), difference: difference.into() };
    Diagnostic::new(RuleId::new(rule), Severity::Error, Clause::Form2021TableThree, rule)
        .at(cell(primary), Vec::new())
        .figures(figures)
}

fn answer(findings: Vec<Diagnostic>) -> Answer {
    Answer::new(Outcome { findings, ..sample::preview() })
}

fn tag(findings: Vec<Diagnostic>, id: &str) -> Option<String> {
    let tag = answer(findings).cell(cell(id), &Work::default()).tag;
    tag.map(|(sign, words)| format!("{sign} {words}"))
}

#[test]
fn a_row_total_is_told_what_it_should_be() {
    let found = mismatch(ROW_TOTAL, "t3.granted.total", "9", "7", "2");
    assert_eq!(tag(vec![found], "t3.granted.total").as_deref(), Some("✕ 应为\u{a0}7"));
}

#[test]
fn a_value_two_equations_ask_for_is_told() {
    let found = |id| vec![mismatch(RESULT_TOTAL, id, "13", "18", "-5"), mismatch(BALANCE, id, "14", "19", "-5")];
    for id in ["t3.result_total.person", "t3.result_total.total"] {
        assert!(tag(found(id), id).is_some_and(|tag| tag.starts_with("✕ 应为")), "{id}");
    }
}

#[test]
fn no_value_is_told_where_equations_disagree_or_others_hold() {
    let id = "t3.result_total.person";
    let column = mismatch(RESULT_TOTAL, id, "9", "10", "-1");
    let balance = mismatch(BALANCE, id, "10", "15", "-5");
    for findings in [vec![column.clone()], vec![balance.clone()], vec![column, balance]] {
        assert_eq!(tag(findings, id).as_deref(), Some("✕ 不符"));
    }
}

#[test]
fn a_cell_that_was_not_read_is_never_zero() {
    let mut outcome = sample::preview();
    outcome.report.cells.remove(&cell("t3.partial.legal"));
    let view = Answer::new(outcome).cell(cell("t3.partial.legal"), &Work::default());
    assert_eq!((view.state, view.raw.as_str(), view.zero), (CellState::Unread, "", false));
    assert!(view.spoken.ends_with("未读到"), "{}", view.spoken);
}

#[test]
fn an_equation_with_an_unread_cell_is_open() {
    let mut outcome = sample::preview();
    outcome.coverage = vec![crate::diagnostic::Coverage {
        rule: RuleId::new(BALANCE),
        status: CoverageStatus::Checked,
        reason: None,
        examined: 7,
        held: 7,
    }];
    outcome.report.cells.remove(&cell("t3.received.legal"));
    let answer = Answer::new(outcome);
    assert_eq!(answer.column_check(BALANCE, Column::Legal), ColumnCheck::Open);
    assert_eq!(answer.column_check(BALANCE, Column::Person), ColumnCheck::Holds);
    assert_eq!(answer.column_check(RESULT_TOTAL, Column::Person), ColumnCheck::Open);
}

#[test]
fn carried_out_is_subtracted_in_the_balance() {
    let mut found = mismatch(BALANCE, "t3.result_total.person", "1", "2", "-1");
    found.related = vec![cell("t3.received.person"), cell("t3.carried_out.person")];
    let answer = answer(vec![found]);
    assert_eq!(answer.term(0, cell("t3.received.person")), Some("＋"));
    assert_eq!(answer.term(0, cell("t3.carried_out.person")), Some("－"));
    assert_eq!(answer.term(0, cell("t3.granted.person")), None);
}

fn words(column: u32, length: u32) -> Diagnostic {
    Diagnostic::new(RuleId::new("confusable-word"), Severity::Warning, Clause::Practice, format!("{column}"))
        .anchor(Some(Anchor::Text { line: 3, column, length }))
}

fn marked(findings: Vec<Diagnostic>) -> Vec<(String, Vec<usize>)> {
    let mut outcome = sample::preview();
    let line = Line { text: "第一项家第二项".into(), anchor: Anchor::Text { line: 3, column: 5, length: 7 } };
    outcome.report.preface = vec![line.clone()];
    outcome.findings = findings;
    Answer::new(outcome).segments(&line).into_iter().map(|segment| (segment.text, segment.findings)).collect()
}

#[test]
fn words_are_marked_where_they_stand() {
    let plain = |text: &str| (text.to_owned(), Vec::new());
    assert_eq!(marked(vec![words(8, 1)]), [plain("第一项"), ("家".into(), vec![0]), plain("第二项")]);
    assert_eq!(marked(vec![words(8, 2), words(9, 3)]), [plain("第一项"), ("家第二项".into(), vec![0, 1])]);
}

#[test]
fn a_mark_that_does_not_fit_its_line_covers_the_line() {
    assert_eq!(marked(vec![words(8, 40)]), [("第一项家第二项".to_owned(), vec![0])]);
}

#[test]
fn an_equation_lights_every_cell_of_it_zero_or_not() {
    let answer = answer(Vec::new());
    let lit = |kind, total: &str| {
        let cells = answer.outcome.report.form(Table::T3).cells(Table::T3).into_iter();
        let signs =
            cells.filter_map(|id| Some(format!("{} {id}", sign_in(&answer.equation((kind, cell(total)))?, id)?)));
        signs.collect::<Vec<_>>()
    };
    assert_eq!(
        lit(Kind::Balance, "t3.result_total.legal"),
        ["＋ t3.received.legal", "＋ t3.carried_in.legal", "＝ t3.result_total.legal", "－ t3.carried_out.legal"]
    );
    assert_eq!(lit(Kind::RowTotal, "t3.granted.total").len(), 7);
    assert_eq!(lit(Kind::ResultTotal, "t3.result_total.person").len(), 22);
    assert_eq!(lit(Kind::RowTotal, "t3.granted.person"), [""; 0]);
}

#[test]
fn a_place_is_told_in_the_words_of_whoever_has_the_document() {
    let mut outcome = sample::preview();
    outcome.report.sheets = vec!["表三".to_owned()];
    let answer = Answer::new(outcome);
    for (anchor, told) in [
        (Anchor::Text { line: 9, column: 2, length: 1 }, "原文第 9 行第 2 个字"),
        (Anchor::Words { paragraph: 9, column: 2, length: 1 }, "原文第 9 段第 2 个字"),
        (Anchor::HtmlCell { line: 9, column: 1, table: 1, row: 4, cell: 5 }, "网页里第 1 个表格第 4 行第 5 格"),
        (Anchor::TableCell { paragraph: 9, table: 1, row: 4, cell: 5 }, "文档里第 1 个表格第 4 行第 5 格"),
        (Anchor::SheetCell { sheet: 1, row: 7, column: 3 }, "原文件 表三!C7"),
        (Anchor::SuppliedCell { supplied: Table::T3, row: 4, cell: 5 }, "另外粘贴的表三第 4 行第 5 格"),
        (Anchor::Typed { typed: Table::T3 }, "手工填写"),
    ] {
        assert_eq!(answer.place_in_words(anchor), told);
    }
}

#[test]
fn a_place_leads_to_the_cell_that_stands_there() {
    let mut outcome = sample::preview();
    let places = [
        ("t3.granted.person", Anchor::Text { line: 9, column: 12, length: 2 }),
        ("t3.granted.total", Anchor::TableCell { paragraph: 80, table: 2, row: 5, cell: 9 }),
    ];
    for (id, anchor) in places {
        outcome.report.cells.get_mut(&cell(id)).expect("the cell").anchor = anchor;
    }
    let answer = Answer::new(outcome);
    for (id, anchor) in places {
        assert_eq!(answer.cell_at(anchor), Some(cell(id)));
    }
    assert_eq!(answer.cell_at(Anchor::Text { line: 9, column: 13, length: 1 }), Some(cell("t3.granted.person")));
    assert_eq!(answer.cell_at(Anchor::Text { line: 9, column: 14, length: 1 }), None);
    assert_eq!(answer.cell_at(Anchor::TableCell { paragraph: 80, table: 2, row: 5, cell: 8 }), None);
}

#[test]
fn a_finding_without_a_mark_in_the_report_tells_its_place() {
    let at = |anchor| {
        let rule = RuleId::new("some-rule");
        Diagnostic::new(rule, Severity::Warning, Clause::Practice, "一句话").anchor(Some(anchor))
    };
    let anchor = Anchor::Words { paragraph: 40, column: 1, length: 3 };
    let mut cell_finding = mismatch(ROW_TOTAL, "t3.granted.total", "9", "7", "2");
    cell_finding.anchor = Some(anchor);
    let answer = answer(vec![cell_finding, at(anchor), at(Anchor::Typed { typed: Table::T3 })]);
    assert_eq!(answer.places[1..], [Place::Report, Place::Table(Table::T3)]);
    let told: Vec<Option<String>> = (0..3).map(|index| answer.unseen_place(index)).collect();
    assert_eq!(told, [None, Some("原文第 40 段第 1 个字".to_owned()), Some("手工填写".to_owned())]);
}

#[test]
fn a_total_still_to_be_filled_in_is_shown_what_its_parts_make() {
    let mut outcome = sample::preview();
    let total = cell("t3.granted.total");
    let blank = crate::report::Edit { cell: total, text: String::new() };
    outcome.report.edit(&[blank]);
    let answer = answer_of(outcome);
    assert_eq!(answer.cell(total, &Work::default()).tag, Some(("○", "推得 7".to_owned())));
    assert_eq!(answer.filling.totals(&[Table::T3]), [(total, 7.into())]);
    assert_eq!(answer.filling.blank(Table::ALL), [total]);
}

fn answer_of(outcome: Outcome) -> Answer {
    Answer::new(Outcome { findings: Vec::new(), ..outcome })
}
