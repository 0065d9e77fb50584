//! `published-late`: published after the day the regulation sets.

use super::agency::{Agency, Kind, Level};
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule, publication};

declare_rule! {
    /// ## 查什么
    /// 发布日期（没有发布日期的看落款日期）晚于规定的期限：县级以上政府部门 1 月 31 日，县级以上地方政府 3 月 31 日。
    ///
    /// ## 依据
    /// 《政府信息公开条例》第四十九条：县级以上人民政府部门每年 1 月 31 日前公布上一年度报告；县级以上地方人民政府的政府信息公开工作主管部门 3 月 31 日前公布本级政府的报告。
    ///
    /// ## 错例
    /// ```report
    /// 某某县教育局2024年政府信息公开工作年度报告
    ///
    /// 发布日期：2025-02-18
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 对例
    /// ```report
    /// 某某县教育局2024年政府信息公开工作年度报告
    ///
    /// 发布日期：2025-01-20
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 条例没有规定乡镇、街道的公布期限，不查。名称里看不出是政府还是部门的不查。
    pub static PUBLISHED_LATE = "published-late", "是否按期公布", Note, RegulationArticle49, check;
}

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let Some(dated) = publication::published(prose).or_else(|| publication::signed(report, prose)) else {
        return Verdict::not_applicable("没有找到发布日期和落款日期");
    };
    let (Some(year), Some(agency)) = (report.year, Agency::of(report)) else {
        return Verdict::skipped(1, "没有读出报告年度或者报告机关");
    };
    let is_department = agency.kind == Kind::Department && agency.own.ends_with(['局', '委', '厅', '会']);
    let (day, who) = match agency.level {
        Some(Level::Town) => return Verdict::not_applicable("条例没有规定乡镇、街道的公布期限"),
        _ if is_department => ((1, 31), "政府部门"),
        Some(_) if agency.kind == Kind::Government => ((3, 31), "地方政府"),
        _ => return Verdict::skipped(1, "从名称看不出适用哪个期限"),
    };
    let (month, last) = day;
    if dated.day <= (year.saturating_add(1), month, last) {
        return Verdict::checked(1, Vec::new());
    }
    let message = format!(
        "日期是{}，晚于{who}公布 {year} 年度报告的期限 {} 年 {month} 月 {last} 日。",
        quote(&dated.written),
        year.saturating_add(1)
    );
    Verdict::checked(1, vec![rule.finding(message).anchor(dated.anchor)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, run};

    fn found(agency: &str, date: &str) -> Verdict {
        let report = Draft::new(2024).part(PartKind::Other, Some(6), date).agency(agency).report();
        run(&PUBLISHED_LATE, &report)
    }

    #[test]
    fn the_day_depends_on_who_reports() {
        let late = |agency, date| found(agency, date).findings.len();
        assert_eq!([late("云溪县教育局", "2025年1月31日"), late("云溪县教育局", "2025年2月1日")], [0, 1]);
        assert_eq!([late("云溪县", "2025年3月31日"), late("云溪县人民政府", "2025年4月1日")], [0, 1]);
    }

    #[test]
    fn towns_have_no_day() {
        assert!(found("云溪县青石镇", "2025年5月1日").not_applicable.is_some());
        assert!(found("云溪县档案馆", "2025年5月1日").skipped.is_some());
    }
}
