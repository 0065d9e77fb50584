//! The sentences about the equations that do not hold, and about those that could not be judged.

use super::equations::{self, Equation, Obstacle, State, Sum};
use super::identities::Kind;
use super::values::Value;
use super::wording::{column_label, column_name, row_name};
use super::{Rule, Subject, Verdict};
use crate::diagnostic::{Diagnostic, Figures};
use crate::document::number::Decimal;
use crate::location::CellId;
use crate::report::{Report, Scope};

/// Checks every identity of one kind.
pub fn check(rule: &Rule, Subject { report, equations, .. }: &Subject<'_>, kind: Kind) -> Verdict {
    if report.tables.get(kind.table()).is_none() && report.scope == Scope::Fragment {
        return Verdict::not_applicable(format!("这份材料里没有{}", kind.table().name()));
    }
    let mut examined = 0;
    let mut findings = Vec::new();
    let mut open = Vec::new();
    for equation in equations.iter().filter(|equation| equation.kind == kind) {
        match &equation.state {
            State::Holds(_) => examined += 1,
            State::Fails(sum) => {
                examined += 1;
                findings.push(finding(rule, report, equation, sum));
            }
            State::Open(obstacles) => open.push(obstacles.as_slice()),
        }
    }
    Verdict::checked(examined, findings).and_skipped(skipped(report, &open))
}

fn finding(rule: &Rule, report: &Report, equation: &Equation, sum: &Sum) -> Diagnostic {
    let parts: Vec<(CellId, Value)> =
        equation.addends.iter().filter_map(|addend| Some((addend.cell, addend.value.ok()?))).collect();
    let (message, detail) = describe(report, equation, &parts, sum);
    let all = equation.kind == Kind::Balance || parts.iter().all(|(_, value)| value.number().is_zero());
    let related = parts.iter().filter(|(_, value)| all || !value.number().is_zero()).map(|&(cell, _)| cell).collect();
    let figures = Figures {
        reported: sum.reported.to_string(),
        computed: sum.added.to_string(),
        difference: sum.difference.to_string(),
    };
    rule.finding(message)
        .detail(detail)
        .at(equation.total, related)
        .figures(figures)
        .anchor(report.cell(equation.total).map(|cell| cell.anchor))
}

/// The sentence, and the equation written out.
fn describe(report: &Report, equation: &Equation, parts: &[(CellId, Value)], sum: &Sum) -> (String, String) {
    let total = equation.total;
    let Sum { added, reported, .. } = sum;
    let gap = sum.difference.to_string();
    let (direction, amount) = match gap.strip_prefix('-') {
        Some(amount) => ("少", amount),
        None => ("多", gap.as_str()),
    };
    if let (Kind::Balance, [(_, first), (_, second), (_, fourth)], Ok(third)) = (equation.kind, parts, equation.written)
    {
        let [a, b, c, d] = [*first, *second, third, *fourth].map(shown);
        let message = format!(
            "{}：第一项 {a} ＋ 第二项 {b} ＝ {added}，（七）总计 {c} ＋ 第四项 {d} ＝ {reported}，相差 {amount}。",
            column_name(report, total)
        );
        let [a, b, c, d] = [*first, *second, third, *fourth].map(Value::number);
        return (message, format!("{a} ＋ {b} ≠ {c} ＋ {d}"));
    }
    let (place, of_what, name) = match equation.kind {
        Kind::ResultTotal => (column_name(report, total), "各项办理结果相加", "（七）总计"),
        Kind::ReviewTotal => (row_name(report, total.table, total.row), "四种结果相加", "总计"),
        Kind::RowTotal | Kind::Balance => {
            (format!("{}这一行", row_name(report, total.table, total.row)), "六类申请人相加", "总计")
        }
    };
    let written = match equation.written {
        Ok(Value::Derived(number)) => format!("没有填，推算是 {number}"),
        Ok(Value::Blank) => "没有填，按 0 计".to_owned(),
        Ok(Value::Written(_)) | Err(_) => format!("写的是 {reported}"),
    };
    (
        format!("{place}：{of_what}是 {added}，{name}{written}，{direction} {amount}。"),
        sum_written_out(report, equation.kind, parts, *added),
    )
}

/// 「自然人 4 ＋ 商业企业 2 ＋ 其余 4 项 0 ＝ 6」
pub fn sum_written_out(report: &Report, kind: Kind, parts: &[(CellId, Value)], sum: Decimal) -> String {
    let mut addends: Vec<String> = Vec::new();
    for (cell, value) in parts.iter().filter(|(_, value)| !value.number().is_zero()) {
        let name = match kind {
            Kind::ResultTotal => report.form(cell.table).row_name(cell.row),
            Kind::RowTotal | Kind::ReviewTotal | Kind::Balance => column_label(report, *cell).to_owned(),
        };
        addends.push(format!("{name} {}", shown(*value)));
    }
    match parts.len() - addends.len() {
        0 => {}
        zeros if addends.is_empty() => addends.push(format!("{zeros} 项都是 0")),
        zeros => addends.push(format!("其余 {zeros} 项 0")),
    }
    format!("{} ＝ {sum}", addends.join(" ＋ "))
}

fn shown(value: Value) -> String {
    match value {
        Value::Written(number) => number.to_string(),
        Value::Blank => "0（未填）".to_owned(),
        Value::Derived(number) => format!("{number}（未填，推算）"),
    }
}

fn skipped(report: &Report, open: &[&[Obstacle]]) -> Option<(u32, String)> {
    let count = u32::try_from(open.len()).unwrap_or(u32::MAX);
    (count > 0).then(|| (count, equations::reasons(report, open.iter().copied().flatten())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::{Row, Table};
    use crate::report::form::Form;
    use crate::rules::identities::{
        BALANCE_MISMATCH, RESULT_TOTAL_MISMATCH, REVIEW_TOTAL_MISMATCH, ROW_TOTAL_MISMATCH,
    };
    use crate::rules::test_support::{Draft, run};

    fn table_three() -> Draft {
        Draft::new(2024).zeros(Table::T3, Form::F2021)
    }

    fn figures(rule: &Rule, draft: Draft) -> Vec<(String, String, String, String)> {
        let mut found = Vec::new();
        for finding in run(rule, &draft.report()).findings {
            let (cell, figures) = (finding.primary.expect("a cell"), finding.figures.expect("figures"));
            found.push((cell.to_string(), figures.reported, figures.computed, figures.difference));
        }
        found
    }

    fn one(cell: &str, reported: &str, computed: &str, difference: &str) -> Vec<(String, String, String, String)> {
        vec![(cell.to_owned(), reported.to_owned(), computed.to_owned(), difference.to_owned())]
    }

    #[test]
    fn a_table_of_zeros_holds() {
        let report = Draft::new(2024).zeros(Table::T3, Form::F2021).zeros(Table::T4, Form::F2021).report();
        let counts = [&ROW_TOTAL_MISMATCH, &RESULT_TOTAL_MISMATCH, &BALANCE_MISMATCH, &REVIEW_TOTAL_MISMATCH]
            .map(|rule| run(rule, &report))
            .map(|verdict| (verdict.examined, verdict.held, verdict.skipped));
        assert_eq!(counts, [(25, 25, None), (7, 7, None), (7, 7, None), (3, 3, None)]);
    }

    #[test]
    fn each_kind_tells_both_sides_and_the_difference() {
        let row = table_three().set_all(&[("t3.granted.person", "4"), ("t3.granted.total", "9")]);
        assert_eq!(figures(&ROW_TOTAL_MISMATCH, row), one("t3.granted.total", "9", "4", "5"));
        let column = table_three().set("t3.unavailable.not_held.person", "5");
        assert_eq!(figures(&RESULT_TOTAL_MISMATCH, column), one("t3.result_total.person", "0", "5", "-5"));
        let balance = table_three().set_all(&[("t3.received.legal", "5"), ("t3.carried_out.legal", "2")]);
        assert_eq!(figures(&BALANCE_MISMATCH, balance), one("t3.result_total.legal", "2", "5", "-3"));
        let review = Draft::new(2024).zeros(Table::T4, Form::F2021).set("t4.review.total", "1.5");
        assert_eq!(figures(&REVIEW_TOTAL_MISMATCH, review), one("t4.review.total", "1.5", "0", "1.5"));
    }

    #[test]
    fn a_blank_total_breaks_nothing_and_its_value_is_used() {
        let draft = table_three().set_all(&[
            ("t3.received.person", "6"),
            ("t3.granted.person", "5"),
            ("t3.result_total.person", ""),
        ]);
        let report = draft.report();
        assert_eq!(run(&RESULT_TOTAL_MISMATCH, &report).findings, []);
        let balance = run(&BALANCE_MISMATCH, &report).findings;
        assert_eq!(
            balance[0].message,
            "表三自然人列：第一项 6 ＋ 第二项 0 ＝ 6，（七）总计 5（未填，推算） ＋ 第四项 0 ＝ 5，相差 1。"
        );
    }

    #[test]
    fn what_cannot_be_judged_is_skipped_with_its_reason() {
        let report = table_three().without_row(Row::Granted).set("t3.partial.person", "若干").report();
        let rows = run(&ROW_TOTAL_MISMATCH, &report);
        assert_eq!((rows.examined, rows.held), (23, 23));
        assert_eq!(
            rows.skipped,
            Some((2, "没有读出表三（一）予以公开；表三（二）部分公开·自然人“若干”不是能计算的数".to_owned()))
        );
        assert_eq!(run(&REVIEW_TOTAL_MISMATCH, &report).skipped, Some((3, "没有找到表四".to_owned())));
    }

    #[test]
    fn a_table_that_was_not_pasted_is_not_missed() {
        let verdict = run(&REVIEW_TOTAL_MISMATCH, &table_three().fragment().report());
        assert_eq!(verdict, Verdict::not_applicable("这份材料里没有表四"));
    }

    #[test]
    fn sums_that_do_not_fit_are_skipped() {
        let most = i64::MAX.to_string();
        let report = table_three().set_all(&[("t3.granted.person", &most), ("t3.granted.legal", "1")]).report();
        let verdict = run(&ROW_TOTAL_MISMATCH, &report);
        assert_eq!(verdict.skipped, Some((1, "数字太大，无法精确相加".to_owned())));
        assert_eq!(verdict.findings, []);
    }

    #[test]
    fn the_sentence_lets_the_reader_add_up_by_eye() {
        let sentences = |rule, draft: Draft| {
            let finding = run(rule, &draft.report()).findings.remove(0);
            (finding.message, finding.detail.expect("an equation"))
        };
        let of_2019 = Draft::new(2020).zeros(Table::T3, Form::F2019);
        assert_eq!(
            sentences(&RESULT_TOTAL_MISMATCH, of_2019.set("t3.unavailable.not_held.person", "5")),
            (
                "表三自然人列：各项办理结果相加是 5，（七）总计写的是 0，少 5。".to_owned(),
                "（四）1.本机关不掌握相关政府信息 5 ＋ 其余 18 项 0 ＝ 5".to_owned()
            )
        );
        let row = [("t3.granted.person", "4"), ("t3.granted.business", "3"), ("t3.granted.total", "9")];
        assert_eq!(
            sentences(&ROW_TOTAL_MISMATCH, table_three().set_all(&row)),
            (
                "表三（一）予以公开这一行：六类申请人相加是 7，总计写的是 9，多 2。".to_owned(),
                "自然人 4 ＋ 商业企业 3 ＋ 其余 4 项 0 ＝ 7".to_owned()
            )
        );
        assert_eq!(
            sentences(&BALANCE_MISMATCH, table_three().set("t3.received.person", "5")),
            (
                "表三自然人列：第一项 5 ＋ 第二项 0 ＝ 5，（七）总计 0 ＋ 第四项 0 ＝ 0，相差 5。".to_owned(),
                "5 ＋ 0 ≠ 0 ＋ 0".to_owned()
            )
        );
        let review = Draft::new(2024).zeros(Table::T4, Form::F2021).set("t4.direct_suit.total", "2");
        assert_eq!(
            sentences(&REVIEW_TOTAL_MISMATCH, review),
            (
                "表四行政诉讼·未经复议直接起诉：四种结果相加是 0，总计写的是 2，多 2。".to_owned(),
                "4 项都是 0 ＝ 0".to_owned()
            )
        );
    }
}
