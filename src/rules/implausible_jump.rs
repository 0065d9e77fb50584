//! `implausible-jump`: a figure is ten times last year's, or a tenth of it.

use super::wording::cell_name;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::number::Decimal;
use crate::location::{CellId, Column, Row, Table};

declare_rule! {
    /// ## 查什么
    /// 表二的处理决定数量和收费金额、表三的新收总数、表四的总计，与去年相比是不是大了十倍以上或者小到十分之一以下：常见的是多写、少写一个 0，或者把元当万元。要放入去年的报告才查。
    ///
    /// ## 依据
    /// 审核惯例，没有条文规定；工作量确实可能大起大落，所以只是提示。
    ///
    /// ## 错例
    /// ```last-year
    /// | 信息内容 | 本年处理决定数量 |
    /// |---|---|
    /// | 行政许可 | 312 |
    /// ```
    /// ```report
    /// | 信息内容 | 本年处理决定数量 |
    /// |---|---|
    /// | 行政许可 | 3250 |
    /// ```
    ///
    /// ## 对例
    /// ```last-year
    /// | 信息内容 | 本年处理决定数量 |
    /// |---|---|
    /// | 行政许可 | 312 |
    /// ```
    /// ```report
    /// | 信息内容 | 本年处理决定数量 |
    /// |---|---|
    /// | 行政许可 | 655 |
    /// ```
    ///
    /// ## 不查什么
    /// 两年都不到 100 的小数目不比；有一年是 0 或空白的不比。
    pub static IMPLAUSIBLE_JUMP = "implausible-jump", "与去年相比是否大起大落", Note, Practice, check;
}

/// The cells that are compared: those that stand for the work of a year as a whole.
const COMPARED: [CellId; 8] = [
    CellId::new(Table::T2, Row::Licensing, Column::Decisions),
    CellId::new(Table::T2, Row::Penalty, Column::Decisions),
    CellId::new(Table::T2, Row::Coercion, Column::Decisions),
    CellId::new(Table::T2, Row::Fees, Column::Amount),
    CellId::new(Table::T3, Row::Received, Column::Total),
    CellId::new(Table::T4, Row::Review, Column::Total),
    CellId::new(Table::T4, Row::DirectSuit, Column::Total),
    CellId::new(Table::T4, Row::SuitAfterReview, Column::Total),
];

fn check(rule: &Rule, Subject { report, last_year, .. }: &Subject<'_>) -> Verdict {
    let last_year = match last_year {
        Ok(last_year) => last_year,
        Err(reason) => return Verdict::skipped(0, *reason),
    };
    let mut examined = 0;
    let mut findings = Vec::new();
    for cell in COMPARED {
        let (Some(now), Some(then)) = (report.counted(cell), last_year.counted(cell)) else { continue };
        examined += 1;
        let Some(how) = jump(then, now) else { continue };
        let message = format!(
            "{}今年是 {now}，去年是 {then}，{how}；请核对有没有多写、少写一个 0，或者弄错单位。",
            cell_name(report, cell)
        );
        let anchor = report.cell(cell).map(|cell| cell.anchor);
        findings.push(rule.finding(message).at(cell, Vec::new()).anchor(anchor));
    }
    if examined == 0 {
        return Verdict::not_applicable("两年的报告里没有同一格的数可以比");
    }
    Verdict::checked(examined, findings)
}

/// How far the two are apart, where that is beyond belief.
fn jump(then: Decimal, now: Decimal) -> Option<&'static str> {
    let (ten, hundred) = (Decimal::from(10), Decimal::from(100));
    let is_told = |small: Decimal, large: Decimal| {
        small > Decimal::ZERO && large >= hundred && small.checked_mul(ten).is_some_and(|tenfold| large >= tenfold)
    };
    match () {
        () if is_told(then, now) => Some("是去年的十倍或者更多"),
        () if is_told(now, then) => Some("只有去年的十分之一或者更少"),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, run_after};

    fn year(licensing: &str) -> Report {
        Draft::new(2024).zeros(Table::T2, Form::F2021).set("t2.licensing.decisions", licensing).report()
    }

    fn told(then: &str, now: &str) -> usize {
        run_after(&IMPLAUSIBLE_JUMP, &year(now), &year(then)).findings.len()
    }

    #[test]
    fn a_zero_too_many_or_too_few_is_told() {
        assert_eq!((told("312", "3250"), told("3250", "312"), told("10", "100")), (1, 1, 1));
    }

    #[test]
    fn growth_and_small_numbers_are_not() {
        assert_eq!((told("312", "655"), told("3", "60"), told("0", "500"), told("500", "")), (0, 0, 0, 0));
    }
}
