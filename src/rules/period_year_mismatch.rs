//! `period-year-mismatch`: the statistics period is that of another year than the report's.

use super::paragraphs::paragraphs;
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule, period};
use crate::diagnostic::{Diagnostic, Severity};

declare_rule! {
    /// ## 查什么
    /// 统计期限写的年份，是不是报告年度；是不是从 1 月 1 日到 12 月 31 日，漏了头尾几天的提醒核对。
    ///
    /// ## 依据
    /// 《政府信息公开条例》第四十九条：年度报告报告的是上一年度，即报告年度当年 1 月 1 日至 12 月 31 日。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    /// 去年的句子没有改年份。
    ///
    /// ## 对例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 本报告所列数据的统计期限自2024年1月1日起至12月31日止。
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 年中新组建的机关，期限可以不从 1 月算起，不查。年份写坏的由 `malformed-year` 说明，起止颠倒的由 `period-reversed` 说明。
    pub static PERIOD_YEAR_MISMATCH = "period-year-mismatch", "统计期限是不是报告年度", Error, RegulationArticle49, check;
}

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let paragraphs = paragraphs(prose);
    let Some(period) = period::stated(&paragraphs) else {
        return Verdict::not_applicable("正文没有写统计期限");
    };
    let Some(year) = report.year else { return Verdict::skipped(1, "没有读出报告年度") };
    let Some((begin, end)) = period.years() else { return Verdict::skipped(1, "没有读出统计期限的年份") };
    // What runs backwards with one end in the report's year is one slip, told as such.
    let is_told_otherwise = begin > end && (begin == year || end == year);
    if begin == year && end == year || is_told_otherwise {
        return Verdict::checked(1, part_of_year(rule, &period, year).into_iter().collect());
    }
    let message = format!("统计期限写的是{}，而这是 {year} 年度的报告，请核对年份。", quote(&period.written()));
    let finding = rule.finding(message).anchor(period.sentence.anchor(period.range.clone()));
    Verdict::checked(1, vec![finding])
}

/// A period of the right year that leaves out its first or last days.
fn part_of_year(rule: &Rule, period: &period::Period<'_>, year: u16) -> Option<Diagnostic> {
    let begin = period.begin.as_ref()?;
    let (Some(from), Some(to)) = (begin.month.zip(begin.day), period.end.month.zip(period.end.day)) else { return None };
    // An agency may have been set up in the middle of the year; none reports before its last day.
    let begins_late = from.0 == 1 && from.1 != 1 || from == to;
    let is_whole = !begins_late && to == (12, 31);
    // What has a term of its own is no period of statistics: 征求意见期限.
    let is_of_statistics = ["统计", "数据", "本报告"].iter().any(|word| period.sentence.text.contains(word));
    if is_whole || !is_of_statistics || from > to || begin.is_impossible() || period.end.is_impossible() {
        return None;
    }
    let message = format!(
        "统计期限写的是{}，年度报告统计的是 {year} 年 1 月 1 日至 12 月 31 日，请核对起止日期。",
        quote(&period.written())
    );
    let finding = rule.finding(message).anchor(period.sentence.anchor(period.range.clone()));
    Some(Diagnostic { severity: Severity::Warning, ..finding })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, said};

    fn told(text: &str) -> Vec<String> {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), text).report();
        said(&PERIOD_YEAR_MISMATCH, &report)
    }

    #[test]
    fn another_year_is_told() {
        assert_eq!(
            told("统计期限自2023年1月1日起至2023年12月31日止。"),
            ["统计期限写的是“2023年1月1日起至2023年12月31日”，而这是 2024 年度的报告，请核对年份。"]
        );
        assert_eq!(told("统计期限自2024年1月1日起至2025年12月31日止。").len(), 1);
        assert_eq!(told("统计期限为2023年。").len(), 1);
    }

    #[test]
    fn a_part_of_the_year_is_asked_about() {
        assert_eq!(
            told("统计期限自2024年1月1日起至2024年12月30日止。"),
            [
                "统计期限写的是“2024年1月1日起至2024年12月30日”，年度报告统计的是 2024 年 1 月 1 日至 12 月 31 日，请核对起止日期。"
            ]
        );
        for text in ["统计期限自2024年1月2日至12月31日。", "统计期限自2024年12月31日起至2024年12月31日止。"] {
            assert_eq!(told(text).len(), 1, "{text}");
        }
        assert_eq!(told("统计期限自2024年5月1日（挂牌之日）起至2024年12月31日止。"), Vec::<String>::new());
        assert_eq!(told("统计期限自2024年5月1日起至2024年12月31日止。"), Vec::<String>::new());
    }

    #[test]
    fn the_year_of_the_report_is_right() {
        for text in ["统计期限自2024年1月1日至12月31日。", "统计期限为2024年度。", "2023年3月1日至5月31日开展试点。"]
        {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }
}
