//! `period-year-mismatch`: the statistics period is that of another year than the report's.

use super::paragraphs::paragraphs;
use super::period::{self, Period};
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};

declare_rule! {
    /// ## 查什么
    /// 统计期限写的年份，是不是报告年度；写了几处的，每一处都查。还有写成“12月30日”、“1月2日”这样差几天不满一年的，“起……止”写成“起……起”的。
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
    /// 只核对年份：年中新组建的机关，期限可以不从 1 月 1 日算起。年份写坏的由 `malformed-year` 说明，起止颠倒的由 `period-reversed` 说明。
    pub static PERIOD_YEAR_MISMATCH = "period-year-mismatch", "统计期限是不是报告年度", Error, RegulationArticle49, check;
}

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let paragraphs = paragraphs(prose);
    let periods = period::all(&paragraphs);
    if periods.is_empty() {
        return Verdict::not_applicable("正文没有写统计期限");
    }
    let Some(year) = report.year else { return Verdict::skipped(1, "没有读出报告年度") };
    let (mut findings, mut examined, mut unread) = (Vec::new(), 0, 0);
    for period in periods {
        let Some((begin, end)) = period.years() else {
            unread += 1;
            continue;
        };
        examined += 1;
        let written = quote(&period.written());
        // What runs backwards with one end in the report's year is one slip, told as such.
        let is_told_otherwise = begin > end && (begin == year || end == year);
        let message = if begin == year && end == year {
            let cut = cut_short(&period).map(|cut| format!("统计期限{written}不是全年，{cut}，请核对。"));
            cut.or_else(|| crossed(&period).map(|slip| format!("统计期限{written}{slip}。")))
        } else {
            let message = format!("统计期限写的是{written}，而这是 {year} 年度的报告，请核对年份。");
            (!is_told_otherwise).then_some(message)
        };
        findings.extend(message.map(|message| rule.finding(message).anchor(period.sentence.anchor(period.range))));
    }
    let skipped = (unread > 0).then(|| (unread, "没有读出统计期限的年份".to_owned()));
    Verdict::checked(examined, findings).and_skipped(skipped)
}

/// Where 起 and 止 of a period stand for each other.
fn crossed(period: &Period<'_>) -> Option<&'static str> {
    let begin = period.begin.as_ref()?;
    let text = period.sentence.text;
    if text[period.range.end..].starts_with('起') {
        Some("后面的“起”应为“止”")
    } else if text[begin.range.end..].starts_with('止') {
        Some("里的第一个“止”应为“起”")
    } else {
        None
    }
}

/// What lacks to a period that is meant to be the year: it begins on its first day and ends in December before the last
/// one, or begins in January after the first one and ends on its last day.
fn cut_short(period: &Period<'_>) -> Option<&'static str> {
    let (begin, end) = (period.begin.as_ref()?, &period.end);
    match ((begin.month?, begin.day?), (end.month?, end.day?)) {
        ((1, 1), (12, day)) if day < 31 => Some("到12月31日才满一年"),
        ((1, day), (12, 31)) if day > 1 => Some("从1月1日起才满一年"),
        (first, last) if first == last => Some("起止是同一天"),
        // What has a term of its own is no period of statistics: 征求意见期限.
        ((1, 1), (month, _)) if month < 12 && period.sentence.text.contains("统计") => Some("到12月31日才满一年"),
        _ => None,
    }
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
    fn each_period_is_looked_at() {
        let text = "统计期限自2024年1月1日起至2024年12月31日止。数据统计期限为2023年1月1日至2023年12月31日。";
        assert_eq!(told(text).len(), 1);
    }

    #[test]
    fn a_period_begins_once() {
        let text = "统计期限自2024年1月1日起至2024年12月31日起。";
        assert_eq!(told(text), ["统计期限“2024年1月1日起至2024年12月31日”后面的“起”应为“止”。"]);
        let text = "统计期限自2024年1月1日止至2024年12月31日止。";
        assert_eq!(told(text), ["统计期限“2024年1月1日止至2024年12月31日”里的第一个“止”应为“起”。"]);
    }

    #[test]
    fn a_year_lacks_no_day() {
        assert_eq!(
            told("统计期限为2024年1月1日至12月30日。"),
            ["统计期限“2024年1月1日至12月30日”不是全年，到12月31日才满一年，请核对。"]
        );
        assert_eq!(told("统计期限自2024年1月2日起至2024年12月31日止。").len(), 1);
        assert_eq!(told("统计期限自2024年12月31日起至2024年12月31日止。").len(), 1);
        assert_eq!(told("统计期限自2024年1月1日起至2024年10月31日止。").len(), 1);
        // An agency may have been set up within the year.
        assert_eq!(told("统计期限自2024年3月20日起至2024年12月31日止。"), Vec::<String>::new());
    }

    #[test]
    fn the_year_of_the_report_is_right() {
        for text in ["统计期限自2024年1月1日至12月31日。", "统计期限为2024年度。", "2023年3月1日至5月31日开展试点。"]
        {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }
}
