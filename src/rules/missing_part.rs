//! `missing-part`: one of the six parts is not in the report.

use super::{Rule, Subject, Verdict, declare_rule};
use crate::report::{PartKind, Reading, Report, Scope};

declare_rule! {
    /// ## 查什么
    /// 六个部分（总体情况、主动公开、申请处理、复议诉讼、问题和改进、其他事项）少了哪一个。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号：年度报告由六个部分组成，没有内容的部分也要保留标题并说明。
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
    /// 四、政府信息公开行政复议、行政诉讼情况
    ///
    /// 五、存在的主要问题及改进情况
    ///
    /// 部分栏目更新不够及时，已安排专人负责。
    /// ```
    /// 没有第六部分。
    ///
    /// ## 对例
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
    /// 四、政府信息公开行政复议、行政诉讼情况
    ///
    /// 五、存在的主要问题及改进情况
    ///
    /// 部分栏目更新不够及时，已安排专人负责。
    ///
    /// 六、其他需要报告的事项
    ///
    /// 本年度没有收取信息处理费。
    /// ```
    ///
    /// ## 不查什么
    /// 只有表格没有正文的材料，以及读出来断断续续、标题可能丢失的材料，不判断。标题用词不同但看得出是哪一部分的，不算缺少。
    pub static MISSING_PART = "missing-part", "六个部分是否齐全", Error, Form2021Headings, check;
}

fn check(rule: &Rule, Subject { report, .. }: &Subject<'_>) -> Verdict {
    let missing: Vec<_> = PartKind::ALL.into_iter().filter(|kind| report.part(*kind).is_none()).collect();
    let uncertain = match (report.scope, report.reading) {
        _ if missing.is_empty() => None,
        (Scope::Fragment, _) => Some("这份材料不是完整的报告，看不出少了哪个部分"),
        (Scope::Whole, Reading::Fragmented) => Some("文字读出来断断续续，标题可能丢失，不能断定少了哪个部分"),
        (Scope::Whole, _) => None,
    };
    if let Some(reason) = uncertain {
        return Verdict::skipped(6, reason);
    }
    let findings = missing.into_iter().map(|kind| {
        // The place where it should stand is before the next part that is there.
        let next = PartKind::ALL.into_iter().filter(|other| *other > kind).find_map(|other| report.part(other));
        rule.finding(describe(report, kind)).anchor(next.map(|part| part.heading.anchor))
    });
    Verdict::checked(6, findings.collect())
}

fn describe(report: &Report, kind: PartKind) -> String {
    let heading = kind.heading();
    match kind.table().filter(|table| report.is_in_document(*table)) {
        Some(table) => format!("没有找到标题“{heading}”；{}在，请补上这个部分的标题。", table.name()),
        None => format!("没有找到“{heading}”这个部分，请补上。"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::{Anchor, Table};
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, run};

    fn without(absent: PartKind) -> Draft {
        let present = PartKind::ALL.into_iter().filter(|kind| *kind != absent);
        present.fold(Draft::new(2024), |draft, kind| draft.part(kind, Some(kind.number()), ""))
    }

    #[test]
    fn a_missing_part_is_told_where_it_should_stand() {
        let verdict = run(&MISSING_PART, &without(PartKind::Problems).report());
        assert_eq!((verdict.examined, verdict.held, verdict.findings.len()), (6, 5, 1));
        assert_eq!(verdict.findings[0].message, "没有找到“五、存在的主要问题及改进情况”这个部分，请补上。");
        assert_eq!(verdict.findings[0].anchor.map(|anchor: Anchor| anchor.position()), Some(500));
    }

    #[test]
    fn a_table_without_its_heading_is_said() {
        let report = without(PartKind::Requests).zeros(Table::T3, Form::F2021).report();
        let message = &run(&MISSING_PART, &report).findings[0].message;
        assert_eq!(message, "没有找到标题“三、收到和处理政府信息公开申请情况”；表三在，请补上这个部分的标题。");
    }

    #[test]
    fn six_parts_are_six_however_they_were_read() {
        let parts = PartKind::ALL.map(|kind| (kind, kind.number()));
        let verdict = run(&MISSING_PART, &Draft::new(2024).parts(&parts).fragmented().report());
        assert_eq!(verdict, Verdict::checked(6, Vec::new()));
    }

    #[test]
    fn what_cannot_be_known_is_skipped() {
        for report in [without(PartKind::Other).fragment().report(), without(PartKind::Other).fragmented().report()] {
            let verdict = run(&MISSING_PART, &report);
            assert_eq!((verdict.examined, verdict.skipped.map(|(places, _)| places)), (0, Some(6)));
        }
    }
}
