//! `signature-date-impossible`: the report is dated before the period it reports on has ended.

use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule, publication};

declare_rule! {
    /// ## 查什么
    /// 落款日期或者发布日期，早于统计期限结束的 12 月 31 日。
    ///
    /// ## 依据
    /// 《政府信息公开条例》第四十九条：报告的是上一年度，全年数据要到年底才齐。日期多半是去年的没有改。
    ///
    /// ## 错例
    /// ```report
    /// 某某县教育局2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 六、其他需要报告的事项
    ///
    /// 本年度没有收取信息处理费。
    ///
    /// 某某县教育局
    ///
    /// 2024年1月20日
    /// ```
    ///
    /// ## 对例
    /// ```report
    /// 某某县教育局2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 六、其他需要报告的事项
    ///
    /// 本年度没有收取信息处理费。
    ///
    /// 某某县教育局
    ///
    /// 2025年1月20日
    /// ```
    ///
    /// ## 不查什么
    /// 正文里的日期、网页上“今天是……”的日期不当作落款。没有落款的不查。
    pub static SIGNATURE_DATE_IMPOSSIBLE = "signature-date-impossible", "落款日期是不是在年度结束之后", Warning, RegulationArticle49, check;
}

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let found = [("落款日期", publication::signed(report, prose)), ("发布日期", publication::published(prose))];
    let found: Vec<_> = found.into_iter().filter_map(|(what, dated)| Some((what, dated?))).collect();
    if found.is_empty() {
        return Verdict::not_applicable("没有找到落款日期和发布日期");
    }
    let examined = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let Some(year) = report.year else { return Verdict::skipped(examined, "没有读出报告年度") };
    let early = found.into_iter().filter(|(_, dated)| dated.day < (year, 12, 31));
    let findings = early.map(|(what, dated)| {
        let message = format!("{what}是{}，{year} 年度还没有结束，请核对日期的年份。", quote(&dated.written));
        rule.finding(message).anchor(dated.anchor)
    });
    Verdict::checked(examined, findings.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, said};

    fn told(date: &str) -> Vec<String> {
        let report = Draft::new(2024).part(PartKind::Other, Some(6), date).report();
        said(&SIGNATURE_DATE_IMPOSSIBLE, &report)
    }

    #[test]
    fn a_date_within_the_year_is_told() {
        assert_eq!(
            told("二〇二四年一月二十日"),
            ["落款日期是“二〇二四年一月二十日”，2024 年度还没有结束，请核对日期的年份。"]
        );
        assert_eq!(told("2023年12月31日").len(), 1);
    }

    #[test]
    fn a_date_after_the_year_is_right() {
        assert_eq!(told("2025年1月2日"), Vec::<String>::new());
        assert_eq!(told("2024年12月31日"), Vec::<String>::new());
        assert_eq!(told("2024年1月20日开展培训。"), Vec::<String>::new());
    }
}
