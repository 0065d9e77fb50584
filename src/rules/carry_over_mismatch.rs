//! `carry-over-mismatch`: what was carried in is not what last year's report carried out.

use super::wording::{cell_name, not_read};
use super::{Rule, Subject, Verdict, declare_rule};
use crate::diagnostic::Figures;
use crate::location::{CellId, Row, Table};
use crate::report::form::T3_COLUMNS;

declare_rule! {
    /// ## 查什么
    /// 表三“二、上年结转政府信息公开申请数量”与去年报告的“四、结转下年度继续办理”是不是同一个数，七列逐列核对。要放入去年的报告才查。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号 表三：去年没有办完、结转到今年的申请，就是今年的“上年结转”。
    ///
    /// ## 错例
    /// ```last-year
    /// | 四、结转下年度继续办理 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
    /// ```
    /// ```report
    /// | 二、上年结转政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
    /// ```
    /// 去年结转 3 件，今年只接着 2 件。
    ///
    /// ## 对例
    /// ```last-year
    /// | 四、结转下年度继续办理 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
    /// ```
    /// ```report
    /// | 二、上年结转政府信息公开申请数量 | 3 |  |  |  |  |  | 3 |
    /// ```
    /// 空白当作 0。
    ///
    /// ## 不查什么
    /// 没有去年的报告，或者两份不是同一个单位前后两年的，不查。两份里哪一份写错了，要看台账；机构合并、划转后数字可以不同。
    pub static CARRY_OVER_MISMATCH = "carry-over-mismatch", "上年结转与去年的结转下年是否一致", Error, Form2021TableThree, check;
}

fn check(rule: &Rule, Subject { report, last_year, .. }: &Subject<'_>) -> Verdict {
    let last_year = match last_year {
        Ok(last_year) => last_year,
        Err(reason) => return Verdict::skipped(0, *reason),
    };
    let mut findings = Vec::new();
    let (mut examined, mut unread, mut unread_last) = (0, Vec::new(), 0);
    for &column in T3_COLUMNS {
        let (now, then) =
            (CellId::new(Table::T3, Row::CarriedIn, column), CellId::new(Table::T3, Row::CarriedOut, column));
        match (report.counted(now), last_year.counted(then)) {
            (Some(written), Some(carried)) => {
                examined += 1;
                let difference = written.checked_sub(carried).filter(|difference| !difference.is_zero());
                if let Some(difference) = difference.map(|difference| difference.to_string()) {
                    let message = format!(
                        "{}写的是 {written}，去年报告的“四、结转下年度继续办理”同一列是 {carried}，差 {}；请对照去年的报告和台账。",
                        cell_name(report, now),
                        difference.trim_start_matches('-'),
                    );
                    let figures = Figures { reported: written.to_string(), computed: carried.to_string(), difference };
                    let anchor = report.cell(now).map(|cell| cell.anchor);
                    findings.push(rule.finding(message).at(now, Vec::new()).figures(figures).anchor(anchor));
                }
            }
            (None, _) => unread.push(now),
            (Some(_), None) => unread_last += 1,
        }
    }
    let places = u32::try_from(unread.len()).unwrap_or(u32::MAX);
    let skipped = match (unread.is_empty(), unread_last) {
        (true, 0) => None,
        (true, count) => Some((count, "去年的报告里没有读出“四、结转下年度继续办理”的这几格".to_owned())),
        (false, count) => Some((places + count, not_read(report, &unread))),
    };
    Verdict::checked(examined, findings).and_skipped(skipped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, run, run_after};

    fn carried(row: &str, person: &str, total: &str) -> Draft {
        Draft::new(2024)
            .zeros(Table::T3, Form::F2021)
            .set(&format!("t3.{row}.person"), person)
            .set(&format!("t3.{row}.total"), total)
    }

    #[test]
    fn a_difference_is_told_for_each_column() {
        let verdict = run_after(
            &CARRY_OVER_MISMATCH,
            &carried("carried_in", "2", "2").report(),
            &carried("carried_out", "3", "3").report(),
        );
        assert_eq!((verdict.examined, verdict.held, verdict.findings.len()), (7, 5, 2));
        assert_eq!(
            verdict.findings[0].message,
            "表三“二、上年结转政府信息公开申请数量”·自然人写的是 2，去年报告的“四、结转下年度继续办理”同一列是 3，差 1；请对照去年的报告和台账。"
        );
    }

    #[test]
    fn blank_is_nothing_carried() {
        let last = carried("carried_out", "", "").report();
        let verdict = run_after(&CARRY_OVER_MISMATCH, &carried("carried_in", "0", "0").report(), &last);
        assert_eq!(verdict, Verdict::checked(7, Vec::new()));
    }

    #[test]
    fn without_last_year_nothing_is_said_to_be_in_order() {
        let verdict = run(&CARRY_OVER_MISMATCH, &carried("carried_in", "0", "0").report());
        assert_eq!(verdict.examined, 0);
        assert!(verdict.skipped.is_some());
    }

    #[test]
    fn a_row_that_was_not_read_is_skipped() {
        let last = carried("carried_out", "0", "0").without_row(Row::CarriedOut).report();
        let verdict = run_after(&CARRY_OVER_MISMATCH, &carried("carried_in", "0", "0").report(), &last);
        assert_eq!((verdict.examined, verdict.skipped.map(|(places, _)| places)), (0, Some(7)));
    }
}
