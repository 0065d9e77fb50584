//! `rules-without-power`: 规章 counted by an agency that has no power to make any.

use super::agency::{Agency, Kind, Level};
use super::cells::told_together;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::location::{Column, Row, Table};
use crate::report::form::Form;

declare_rule! {
    /// ## 查什么
    /// 乡镇、街道、县（市、区）政府和县级部门的表二，规章一行填了不是 0 的数。
    ///
    /// ## 依据
    /// 《立法法》：规章由国务院部门、省级政府和设区的市、自治州政府制定，县级以下没有这项权限。多半是把规范性文件填到了规章一行。
    ///
    /// ## 错例
    /// ```report
    /// 某某县青石镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 二、主动公开政府信息情况
    ///
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// |---|---|---|---|
    /// | 规章 | 3 | 0 | 12 |
    /// | 行政规范性文件 | 0 | 0 | 0 |
    /// ```
    ///
    /// ## 对例
    /// ```report
    /// 某某县青石镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 二、主动公开政府信息情况
    ///
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// |---|---|---|---|
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 3 | 0 | 12 |
    /// ```
    ///
    /// ## 不查什么
    /// 省、市两级的政府和部门不查。名称里看不出是哪一级的不查。
    pub static RULES_WITHOUT_POWER = "rules-without-power", "有没有制定规章的权限", Warning, Practice, check;
}

fn check(rule: &Rule, Subject { report, .. }: &Subject<'_>) -> Verdict {
    if report.tables.get(Table::T2).is_none() {
        return Verdict::not_applicable("没有读到表二");
    }
    let Some(agency) = Agency::of(report) else { return Verdict::skipped(1, "没有读出报告机关") };
    let who = match (agency.level, agency.kind) {
        (Some(Level::Town), _) => "乡镇、街道",
        (Some(Level::County), Kind::Government) => "县级政府",
        (Some(Level::County), Kind::Department) => "县级部门",
        (Some(_), _) => return Verdict::not_applicable("省、市两级机关可以有规章"),
        (None, _) => return Verdict::skipped(1, "从名称看不出是哪一级机关"),
    };
    let cells = report.form(Table::T2).cells(Table::T2).into_iter().filter(|cell| cell.row == Row::Rules);
    let filled: Vec<_> = cells
        .filter_map(|cell| Some((cell, report.cell(cell)?)))
        .filter(|(_, read)| read.figure.counted().is_some_and(|value| !value.is_zero()))
        .collect();
    // In the form of 2019 what is published may be of a higher agency.
    let is_own = |column| matches!(column, Column::Made | Column::Issued | Column::Repealed | Column::InForce);
    let filled: Vec<_> = match report.form(Table::T2) {
        Form::F2019 => filled.into_iter().filter(|(cell, _)| is_own(cell.column)).collect(),
        Form::F2021 => filled,
    };
    let figures: Vec<&str> = filled.iter().map(|(_, read)| read.raw.as_str()).collect();
    let message =
        format!("表二规章一行填了 {}，而{who}没有制定规章的权限；如果是规范性文件，请移到下一行。", figures.join("、"));
    Verdict::checked(1, told_together(rule, message, &filled).into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::test_support::{Draft, run};

    fn verdict(agency: &str, form: Form, cell: &str) -> Verdict {
        let report = Draft::new(2024).zeros(Table::T2, form).set(cell, "3").agency(agency).report();
        run(&RULES_WITHOUT_POWER, &report)
    }

    #[test]
    fn who_has_no_power_is_asked() {
        for agency in ["云溪县青石镇人民政府", "云溪县人民政府", "云溪县教育局"] {
            let findings = verdict(agency, Form::F2021, "t2.rules.in_force").findings;
            assert_eq!(findings.len(), 1, "{agency}");
            assert!(findings[0].message.starts_with("表二规章一行填了 3，"), "{}", findings[0].message);
        }
    }

    #[test]
    fn who_may_have_it_is_not() {
        assert_eq!(verdict("江阳市", Form::F2021, "t2.rules.issued").findings, []);
        assert_eq!(verdict("云溪县青石镇", Form::F2021, "t2.normative.issued").findings, []);
        assert_eq!(verdict("云溪县青石镇", Form::F2019, "t2.rules.public_total").findings, []);
        assert!(verdict("教育局", Form::F2021, "t2.rules.issued").skipped.is_some());
    }
}
