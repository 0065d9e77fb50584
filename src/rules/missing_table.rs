//! `missing-table`: one of the three tables is not in the report.

use super::cells::TABLES;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::location::Table;
use crate::report::supply::Origin;
use crate::report::{PartKind, Reading, Report, Scope};

declare_rule! {
    /// ## 查什么
    /// 表二、表三、表四少了哪一张。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号：第二、三、四部分以表格形式报告，没有数的也要填 0。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 二、主动公开政府信息情况
    ///
    /// 三、收到和处理政府信息公开申请情况
    ///
    /// 本年度没有收到政府信息公开申请。
    ///
    /// 四、政府信息公开行政复议、行政诉讼情况
    ///
    /// 五、存在的主要问题及改进情况
    ///
    /// 六、其他需要报告的事项
    /// ```
    /// 三张表都没有。没有收到申请，也要有表三。
    ///
    /// ## 对例
    /// ```report
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// |---|---|---|---|
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 0 | 0 | 0 |
    /// ```
    /// 单独一张表，不要求另外两张。
    ///
    /// ## 不查什么
    /// 只有表格没有正文的材料，以及读出来断断续续的材料，不判断。表格做成图片的读不到，会算作没有；在页面上另外粘贴或填写的表，不算原文里有。
    pub static MISSING_TABLE = "missing-table", "三张表是否齐全", Error, Form2021, check;
}

fn check(rule: &Rule, Subject { report, .. }: &Subject<'_>) -> Verdict {
    let missing: Vec<Table> = TABLES.into_iter().filter(|table| !report.is_in_document(*table)).collect();
    let uncertain = match (report.scope, report.reading) {
        _ if missing.is_empty() => None,
        (Scope::Fragment, _) => Some("这份材料不是完整的报告，看不出少了哪张表"),
        (Scope::Whole, Reading::Fragmented) => Some("文字读出来断断续续，不能断定少了哪张表"),
        (Scope::Whole, _) => None,
    };
    if let Some(reason) = uncertain {
        return Verdict::skipped(3, reason);
    }
    let findings = missing.into_iter().map(|table| {
        let part = PartKind::ALL.into_iter().find(|kind| kind.table() == Some(table));
        let heading = part.and_then(|kind| report.part(kind)).map(|part| part.heading.anchor);
        rule.finding(describe(report, table)).anchor(heading)
    });
    Verdict::checked(3, findings.collect())
}

fn describe(report: &Report, table: Table) -> String {
    let (name, title) = (table.name(), table.title());
    let supplied = match report.origin(table) {
        None => return format!("没有找到{name}（{title}），请补上；没有数的填 0。"),
        Some(Origin::Pasted) => "另外粘贴的",
        Some(Origin::Typed) => "在页面上填写的",
    };
    format!("原文里没有找到{name}（{title}）；现在核对的{name}是{supplied}，原文里还要补上。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, run};

    fn two_tables() -> Draft {
        let draft = Draft::new(2024).zeros(Table::T2, Form::F2021).zeros(Table::T3, Form::F2021);
        draft.part(PartKind::Reviews, Some(4), "")
    }

    #[test]
    fn a_missing_table_is_told_at_the_heading_of_its_part() {
        let verdict = run(&MISSING_TABLE, &two_tables().report());
        assert_eq!((verdict.examined, verdict.held, verdict.findings.len()), (3, 2, 1));
        let finding = &verdict.findings[0];
        assert_eq!(finding.message, "没有找到表四（政府信息公开行政复议、行政诉讼情况），请补上；没有数的填 0。");
        assert_eq!(finding.anchor.map(|anchor| anchor.position()), Some(100));
    }

    #[test]
    fn a_supplied_table_is_no_part_of_the_document() {
        let mut report = two_tables().report();
        report.supply_empty(Table::T4, Form::F2021);
        let verdict = run(&MISSING_TABLE, &report);
        assert_eq!((verdict.examined, verdict.held), (3, 2));
        assert_eq!(
            verdict.findings[0].message,
            "原文里没有找到表四（政府信息公开行政复议、行政诉讼情况）；现在核对的表四是在页面上填写的，原文里还要补上。"
        );
    }

    #[test]
    fn what_cannot_be_known_is_skipped() {
        for draft in [two_tables().fragment(), two_tables().fragmented()] {
            let verdict = run(&MISSING_TABLE, &draft.report());
            assert_eq!((verdict.examined, verdict.skipped.map(|(places, _)| places)), (0, Some(3)));
        }
        let all = two_tables().zeros(Table::T4, Form::F2021).fragmented().report();
        assert_eq!(run(&MISSING_TABLE, &all), Verdict::checked(3, Vec::new()));
    }
}
