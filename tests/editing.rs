//! A report checked as it would be with other figures in it.

use gouji::location::CellId;
use gouji::repair::RepairStatus;
use gouji::report::{Edit, Edited};
use gouji::{Options, Outcome, check};

const TABLE: &str = "\
| | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
|---|---|---|---|---|---|---|---|
| （一）予以公开 | 4 | 2 | 0 | 0 | 1 | 0 | 9 |
| （二）部分公开（区分处理的，只计这一情形，不计其他情形） | 3 | 1 | 0 |
";

fn cell(text: &str) -> CellId {
    text.parse().expect("a cell")
}

fn checked(edits: &[(&str, &str)]) -> Outcome {
    let edits = edits.iter().map(|(id, text)| Edit { cell: cell(id), text: (*text).to_owned() }).collect();
    check("表.md", TABLE.as_bytes(), &Options { edits, ..Options::default() }).expect("a report")
}

fn arithmetic(outcome: &Outcome) -> usize {
    outcome.findings.iter().filter(|finding| finding.figures.is_some()).count()
}

#[test]
fn a_figure_that_is_put_right_breaks_no_equation() {
    assert_eq!((arithmetic(&checked(&[])), checked(&[]).repairs.status), (1, RepairStatus::Ambiguous));
    let outcome = checked(&[("t3.granted.total", " 7 ")]);
    assert_eq!((arithmetic(&outcome), outcome.repairs.status), (0, RepairStatus::Clean));
    assert_eq!(outcome.edited, [Edited { cell: cell("t3.granted.total"), was: Some("9".to_owned()) }]);
    let read = outcome.report.cell(cell("t3.granted.total")).expect("the cell");
    assert_eq!((read.raw.as_str(), read.anchor.position()), ("7", 3));
}

#[test]
fn what_says_the_same_as_the_document_is_no_edit() {
    assert_eq!(checked(&[("t3.granted.total", "9")]).edited, []);
    assert_eq!(checked(&[("t3.granted.total", "8"), ("t3.granted.total", "9")]).edited, []);
}

#[test]
fn what_was_not_read_can_be_filled_in_and_is_then_judged() {
    let cells = ["person", "business", "research", "charity", "legal", "other_org", "total"];
    assert!(checked(&[]).report.cell(cell("t3.partial.person")).is_none(), "the row is too short to be read");
    let row: Vec<(String, &str)> =
        cells.iter().zip(["3", "1", "0", "0", "0", "0", "5"]).map(|(c, t)| (format!("t3.partial.{c}"), t)).collect();
    let row: Vec<(&str, &str)> = row.iter().map(|(id, text)| (id.as_str(), *text)).collect();
    let outcome = checked(&row);
    assert_eq!((arithmetic(&outcome), outcome.edited.len()), (2, 7));
    assert!(outcome.edited.iter().all(|edited| edited.was.is_none()));
    let table = outcome.report.tables.t3.expect("table three");
    assert!(table.unread_rows.is_empty(), "{:?}", table.unread_rows);
}

#[test]
fn what_is_not_in_the_document_cannot_be_filled_in() {
    for id in ["t3.received.person", "t4.review.total", "t2.rules.issued"] {
        let outcome = checked(&[(id, "1")]);
        assert!(outcome.edited.is_empty() && outcome.report.cell(cell(id)).is_none(), "{id}");
    }
}
