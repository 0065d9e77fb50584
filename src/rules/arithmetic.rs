//! Judging the identities: the facts first, then the sentence about them.

use super::identities::{Identity, Kind};
use super::values::{Gap, Value, Values};
use super::wording::{cell_name, column_label, column_name, list, not_read, quote, row_name};
use super::{Rule, Verdict};
use crate::diagnostic::{Diagnostic, Figures};
use crate::document::number::Decimal;
use crate::location::CellId;
use crate::report::{Report, Scope};

/// An identity that does not hold, with both sides added up.
///
/// Terms that are taken away stand on the total's side, as the form prints the balance: 一 + 二 = （七） + 四.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// The identity.
    pub identity: Identity,
    /// What its cells count for: the terms in their order, then the total.
    pub values: Vec<(CellId, Value)>,
    /// The total and what is taken away.
    pub reported: Decimal,
    /// The sum of what is added.
    pub computed: Decimal,
    /// `reported − computed`, not zero.
    pub difference: Decimal,
}

/// Why an identity could not be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Obstacle {
    Cell(CellId, Gap),
    Overflow,
}

/// Checks every identity of one kind.
pub fn check(rule: &Rule, report: &Report, kind: Kind) -> Verdict {
    if report.tables.get(kind.table()).is_none() && report.scope == Scope::Fragment {
        return Verdict::not_applicable(format!("这份材料里没有{}", kind.table().name()));
    }
    let values = Values::of(report);
    let mut examined = 0;
    let mut findings = Vec::new();
    let mut obstacles = Vec::new();
    for identity in values.identities().iter().filter(|identity| identity.kind == kind) {
        match judge(identity, &values) {
            Ok(mismatch) => {
                examined += 1;
                findings.extend(mismatch.map(|mismatch| finding(rule, report, &mismatch)));
            }
            Err(found) => obstacles.push(found),
        }
    }
    Verdict::checked(examined, findings).and_skipped(skipped(report, &obstacles))
}

/// Adds up both sides; `None` when they agree.
fn judge(identity: &Identity, values: &Values) -> Result<Option<Mismatch>, Vec<Obstacle>> {
    let cells = identity.terms.iter().map(|&(cell, _)| cell).chain([identity.total]);
    let (mut read, mut obstacles) = (Vec::new(), Vec::new());
    for cell in cells {
        match values.get(cell) {
            Ok(value) => read.push((cell, value)),
            Err(gap) => obstacles.push(Obstacle::Cell(cell, gap)),
        }
    }
    if !obstacles.is_empty() {
        return Err(obstacles);
    }
    let add_up = |side: fn(i8) -> bool| {
        let signs = identity.terms.iter().map(|&(_, sign)| sign).chain([-1]);
        let of_side = signs.zip(&read).filter(|(sign, _)| side(*sign));
        of_side.map(|(_, (_, value))| value.number()).try_fold(Decimal::ZERO, Decimal::checked_add)
    };
    let sides = || {
        let (reported, computed) = (add_up(|sign| sign < 0)?, add_up(|sign| sign > 0)?);
        Some((reported, computed, reported.checked_sub(computed)?))
    };
    let (reported, computed, difference) = sides().ok_or_else(|| vec![Obstacle::Overflow])?;
    let mismatch = || Mismatch { identity: identity.clone(), values: read, reported, computed, difference };
    Ok((!difference.is_zero()).then(mismatch))
}

fn finding(rule: &Rule, report: &Report, mismatch: &Mismatch) -> Diagnostic {
    let (message, detail) = describe(report, mismatch);
    let total = mismatch.identity.total;
    let parts = || mismatch.values.iter().filter(|(cell, _)| *cell != total);
    let all = mismatch.identity.kind == Kind::Balance || parts().all(|(_, value)| value.number().is_zero());
    let related = parts().filter(|(_, value)| all || !value.number().is_zero()).map(|&(cell, _)| cell).collect();
    let figures = Figures {
        reported: mismatch.reported.to_string(),
        computed: mismatch.computed.to_string(),
        difference: mismatch.difference.to_string(),
    };
    rule.finding(message)
        .detail(detail)
        .at(total, related)
        .figures(figures)
        .anchor(report.cell(total).map(|cell| cell.anchor))
}

/// The sentence, and the equation written out.
fn describe(report: &Report, mismatch: &Mismatch) -> (String, String) {
    let Mismatch { identity, values, reported, computed, difference } = mismatch;
    let total = identity.total;
    let gap = difference.to_string();
    let (direction, amount) = match gap.strip_prefix('-') {
        Some(amount) => ("少", amount),
        None => ("多", gap.as_str()),
    };
    if let (Kind::Balance, [(_, first), (_, second), (_, fourth), (_, third)]) = (identity.kind, &values[..]) {
        let [a, b, c, d] = [first, second, third, fourth].map(|value| shown(*value));
        let message = format!(
            "{}：第一项 {a} ＋ 第二项 {b} ＝ {computed}，（七）总计 {c} ＋ 第四项 {d} ＝ {reported}，相差 {amount}。",
            column_name(report, total)
        );
        let [a, b, c, d] = [first, second, third, fourth].map(|value| value.number());
        return (message, format!("{a} ＋ {b} ≠ {c} ＋ {d}"));
    }
    let (place, sum, name) = match identity.kind {
        Kind::ResultTotal => (column_name(report, total), "各项办理结果相加", "（七）总计"),
        Kind::ReviewTotal => (row_name(report, total.table, total.row), "四种结果相加", "总计"),
        Kind::RowTotal | Kind::Balance => {
            (format!("{}这一行", row_name(report, total.table, total.row)), "六类申请人相加", "总计")
        }
    };
    let written = match values.last() {
        Some((_, Value::Derived(number))) => format!("没有填，推算是 {number}"),
        Some((_, Value::Blank)) => "没有填，按 0 计".to_owned(),
        _ => format!("写的是 {reported}"),
    };
    (
        format!("{place}：{sum}是 {computed}，{name}{written}，{direction} {amount}。"),
        sum_written_out(report, identity.kind, &values[..values.len().saturating_sub(1)], *computed),
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

fn skipped(report: &Report, obstacles: &[Vec<Obstacle>]) -> Option<(u32, String)> {
    if obstacles.is_empty() {
        return None;
    }
    let mut absent = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut underivable: Vec<String> = Vec::new();
    let mut reasons = Vec::new();
    for obstacle in obstacles.iter().flatten() {
        match *obstacle {
            Obstacle::Cell(cell, Gap::Absent) => absent.push(cell),
            Obstacle::Cell(cell, gap) => {
                let raw = report.cell(cell).map_or("", |cell| cell.raw.as_str());
                let (names, name) = match gap {
                    Gap::Words => (&mut words, format!("{}{}", cell_name(report, cell), quote(raw))),
                    Gap::Absent | Gap::Underivable => (&mut underivable, cell_name(report, cell)),
                };
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            Obstacle::Overflow => {}
        }
    }
    if !absent.is_empty() {
        reasons.push(not_read(report, &absent));
    }
    if !words.is_empty() {
        reasons.push(format!("{}不是能计算的数", list(&words, "格")));
    }
    if !underivable.is_empty() {
        reasons.push(format!("{}没有填，也推算不出", list(&underivable, "格")));
    }
    if obstacles.iter().flatten().any(|obstacle| *obstacle == Obstacle::Overflow) {
        reasons.push("数字太大，无法精确相加".to_owned());
    }
    Some((u32::try_from(obstacles.len()).unwrap_or(u32::MAX), reasons.join("；")))
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
