//! What the inspector says of cells of the sample report, as it came and worked on.

use super::super::sample;
use super::*;
use crate::{Options, check};

fn cell(text: &str) -> CellId {
    text.parse().unwrap_or_else(|_| panic!("{text} names a cell"))
}

fn work(texts: &[(&str, &str)], locked: &[&str]) -> Work {
    Work {
        texts: texts.iter().map(|&(id, text)| (cell(id), text.to_owned())).collect(),
        locked: locked.iter().map(|id| cell(id)).collect(),
        ..Work::default()
    }
}

fn answer_in(report: &str, work: &Work) -> Answer {
    let options: Options = work.options();
    Answer::new(check("样张", report.as_bytes(), &options).expect("a report"))
}

fn inspect(id: &str, work: &Work) -> Inspection {
    Inspection::of(&answer_in(sample::REPORT, work), work, cell(id))
}

fn untouched(id: &str) -> Inspection {
    inspect(id, &Work::default())
}

/// The line of the sample that has these words.
fn line_of(words: &str) -> usize {
    1 + sample::REPORT.lines().position(|line| line.contains(words)).expect("words of the sample")
}

/// A sum as one reads it, line by line.
fn read(equation: &EquationView) -> Vec<String> {
    let line = |line: &LineView| {
        let mark = if line.here { "▸" } else { "" };
        let suspected = line.suspected.as_ref().map(|told| format!("▲{told}")).unwrap_or_default();
        format!("{mark}{}{}{}|{}{suspected}|{}", line.operator, line.name, line.verb, line.note, line.value)
    };
    let mut lines: Vec<String> = equation.lines.iter().map(line).collect();
    lines.extend(equation.folded.as_ref().map(|fold| format!("{}{}|{}", fold.operator, fold.label, fold.note)));
    lines.extend(equation.end.iter().map(line));
    lines.extend(equation.end[1].told.as_ref().map(|(_, told)| told.clone()));
    lines
}

#[test]
fn a_wrong_total_is_shown_with_what_it_adds_up_to() {
    let shown = untouched("t3.granted.total");
    assert_eq!(shown.name, "（一）予以公开 · 总计");
    assert_eq!(shown.place, "表三　第 3 行　最后一列");
    assert_eq!(shown.source, Some(format!("原文第 {} 行第 31 个字", line_of("（一）予以公开\t"))));
    assert_eq!((shown.text.as_deref(), shown.proposal.as_deref()), (Some("9"), Some("7")));
    assert_eq!((shown.standing, shown.brief.as_str()), (Standing::Failed(Severity::Error), "应为\u{a0}7"));
    assert_eq!(shown.verdict, "经过这一格的 2 条等式都不平，都要求是 7。");
    assert_eq!(shown.advice.as_deref(), Some("最少的改法只有一种，要把这一格改为 7。"));
    assert_eq!(
        read(&shown.equations[0]),
        [
            "自然人||4",
            "＋商业企业||2",
            "＋法律服务机构||1",
            "＋其余 3 类|均为 0",
            "＝算得||7",
            "▸总计写的是||9",
            "差\u{a0}2"
        ]
    );
    assert_eq!(shown.equations[0].heading, "横着加：六类申请人");
    assert_eq!(shown.equations[0].clause, "国办公开办函〔2021〕30号 表三");
    assert_eq!(shown.equations[1].heading, "竖着加：21 项办理结果");
    assert_eq!(
        read(&shown.equations[1]),
        [
            "▸（一）予以公开||9",
            "＋（二）部分公开||1",
            "＋（三）4.保护第三方合法权益||1",
            "＋（四）1.本机关不掌握相关政府信息||4",
            "＋（五）2.重复申请||1",
            "＋其余 16 项|均为 0",
            "＝算得||16",
            "（七）总计写的是||14",
            "差\u{a0}−2"
        ]
    );
}

#[test]
fn a_balance_is_set_as_the_form_prints_it_and_nothing_of_it_is_folded() {
    let shown = untouched("t3.carried_out.person");
    assert_eq!(shown.equations[1].heading, "勾稽：一 ＋ 二 － 四 ＝（七）");
    assert_eq!(
        read(&shown.equations[1]),
        ["一、本年新收||9", "＋二、上年结转||1", "▸－四、结转下年度||1", "＝算得||9", "（七）总计写的是||9", "相符"]
    );
    assert_eq!((shown.standing, shown.verdict.as_str()), (Standing::Held, "经过这一格的 2 条等式都平。"));
    assert_eq!((shown.proposal, shown.advice, shown.brief.as_str()), (None, None, "相符"));
}

#[test]
fn a_blank_total_is_told_what_it_adds_up_to() {
    let shown = untouched("t3.carried_out.total");
    assert_eq!((shown.text.as_deref(), shown.proposal.as_deref()), (Some(""), Some("1")));
    assert_eq!(shown.standing, Standing::Failed(Severity::Warning));
    assert_eq!(shown.verdict, "这一格没有填；按推得的数算，经过这一格的 2 条等式都平。");
    let row = read(&shown.equations[0]);
    assert_eq!(row[row.len() - 2..], ["▸总计没有填，推得||1", "请补上"]);
    assert_eq!((shown.equations[0].holds(), shown.equations[1].holds()), ("true", "true"));
    assert_eq!(shown.remarks.len(), 1);
}

#[test]
fn a_cell_that_is_only_involved_is_told_so() {
    let shown = untouched("t3.granted.person");
    assert_eq!(shown.standing, Standing::Failed(Severity::Warning));
    assert_eq!(shown.verdict, "经过这一格的 2 条等式中，1 条不平。");
    assert_eq!(shown.advice.as_deref(), Some("等式涉及这一格，但最少的改动不用改它。"));
    assert_eq!(shown.proposal, None);
    assert!(read(&shown.equations[0]).contains(&"总计写的是|▲疑为\u{a0}7|9".to_owned()));
}

#[test]
fn what_was_typed_and_what_was_checked_is_told_and_not_folded() {
    let work = work(&[("t3.granted.research", "1")], &["t3.granted.charity"]);
    let shown = inspect("t3.granted.total", &work);
    assert_eq!(
        read(&shown.equations[0])[2..5],
        ["＋科研机构|原为\u{a0}0▲疑为\u{a0}0|1", "＋社会公益组织|已核对|0", "＋法律服务机构||1"]
    );
    let edited = inspect("t3.granted.research", &work);
    assert_eq!((edited.text.as_deref(), edited.was.as_deref()), (Some("1"), Some("0")));
    let locked = inspect("t3.granted.charity", &work);
    assert!(locked.locked && locked.advice.is_some_and(|advice| advice.starts_with("已核对原件")));
}

#[test]
fn a_locked_cell_is_proposed_no_other_figure() {
    let work = work(&[], &["t3.granted.total"]);
    let shown = inspect("t3.granted.total", &work);
    assert_eq!(shown.proposal, None);
    let headline = headline(&answer_in(sample::REPORT, &work), &work);
    assert!(headline.starts_with("已核对 1 格，改 ") && headline.contains("格即可全部平衡"), "{headline}");
}

#[test]
fn the_line_above_tells_how_many_cells_have_to_change() {
    let as_it_came = headline(&answer_in(sample::REPORT, &Work::default()), &Work::default());
    assert_eq!(as_it_came, "改 1 格即可全部平衡，只有这一种改法");
    let mended = work(&[("t3.granted.total", "7")], &[]);
    assert_eq!(headline(&answer_in(sample::REPORT, &mended), &mended), "核对了 42 条等式，全部平衡");
}

#[test]
fn no_equation_runs_through_table_two() {
    let shown = untouched("t2.penalty.decisions");
    assert_eq!(shown.place, "表二　第二十条第（六）项");
    assert_eq!(shown.source, Some(format!("原文第 {} 行第 11 个字", line_of("行政处罚\t"))));
    assert_eq!((shown.standing, shown.equations.len()), (Standing::Absent, 0));
}

#[test]
fn an_equation_with_words_in_it_is_open_and_says_why() {
    let work = work(&[("t4.review.upheld", "若干")], &[]);
    let shown = inspect("t4.review.total", &work);
    assert_eq!(shown.place, "表四　第 5 列");
    assert_eq!(shown.source, Some(format!("原文第 {} 行第 9 个字", line_of("1\t0\t0\t0\t1\t"))));
    assert_eq!((shown.standing, shown.verdict.as_str()), (Standing::Open, "经过这一格的等式没能核对。"));
    let equation = &shown.equations[0];
    assert_eq!((equation.holds(), equation.end[0].value.as_str()), ("open", "—"));
    assert_eq!(equation.why.as_deref(), Some("表四行政复议·结果维持“若干”不是能计算的数"));
    assert_eq!(read(equation)[..2], ["结果维持|原为\u{a0}1；“若干”不是数|—", "＋其余 3 种|均为 0"]);
}

#[test]
fn a_row_that_was_not_read_is_no_zero() {
    let report = sample::REPORT.replace("2.重复申请\t1\t0\t0\t0\t0\t0\t1\n", "");
    let work = Work::default();
    let answer = answer_in(&report, &work);
    let missing = Inspection::of(&answer, &work, cell("t3.declined.repeat.person"));
    assert_eq!((missing.text, missing.standing), (None, Standing::Open));
    let total = Inspection::of(&answer, &work, cell("t3.result_total.person"));
    assert_eq!(total.verdict, "经过这一格的 3 条等式，2 条平，1 条没能核对。");
    assert!(read(&total.equations[1]).contains(&"＋（五）2.重复申请|未读到|—".to_owned()));
}

#[test]
fn figures_written_otherwise_are_shown_as_written() {
    let work = work(&[("t4.review.upheld", "１件"), ("t4.review.corrected", "/"), ("t4.review.pending", "")], &[]);
    let lines = read(&inspect("t4.review.total", &work).equations[0]);
    assert_eq!(
        lines[..4],
        [
            "结果维持|原为\u{a0}1；写作“１件”|1",
            "＋结果纠正|原为\u{a0}0；“/”按 0 计|0",
            "＋其他结果||0",
            "＋尚未审结|原为\u{a0}0；空白，按 0 计|0"
        ]
    );
}
