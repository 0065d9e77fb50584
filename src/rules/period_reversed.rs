//! `period-reversed`: the statistics period ends before it begins.

use super::paragraphs::paragraphs;
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule, period};
use crate::document::date::Year;

declare_rule! {
    /// ## 查什么
    /// 统计期限的结束日期早于开始日期。
    ///
    /// ## 依据
    /// 《政府信息公开条例》第四十九条：年度报告按年度编制，期限从当年 1 月 1 日到 12 月 31 日。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 本报告所列数据的统计期限自2024年1月1日起至2023年12月31日止。
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    /// 只改了前一个年份。
    ///
    /// ## 对例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 正文里其他活动的起止日期不查。
    pub static PERIOD_REVERSED = "period-reversed", "统计期限的起止次序", Error, RegulationArticle49, check;
}

fn check(rule: &Rule, Subject { prose, .. }: &Subject<'_>) -> Verdict {
    let paragraphs = paragraphs(prose);
    let periods = period::all(&paragraphs);
    if periods.is_empty() {
        return Verdict::not_applicable("正文没有写统计期限");
    }
    let (mut findings, mut examined, mut unread) = (Vec::new(), 0, 0);
    for period in periods {
        let (begin, end) = (period.begin.as_ref(), &period.end);
        if begin.is_some_and(|begin| begin.year == Year::Malformed) || end.year == Year::Malformed {
            unread += 1;
            continue;
        }
        examined += 1;
        let Some(begin) = begin else { continue };
        // An end without a year is of the year of the beginning.
        let later = (end.year().or(begin.year()), end.month, end.day);
        if (begin.year(), begin.month, begin.day) > later {
            let message = format!("统计期限{}的结束早于开始，请改正起止日期。", quote(&period.written()));
            findings.push(rule.finding(message).anchor(period.sentence.anchor(period.range)));
        }
    }
    let skipped = (unread > 0).then(|| (unread, "没有读出统计期限的年份".to_owned()));
    Verdict::checked(examined, findings).and_skipped(skipped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, run};

    fn found(text: &str) -> usize {
        run(&PERIOD_REVERSED, &Draft::new(2010).part(PartKind::Overview, Some(1), text).report()).findings.len()
    }

    #[test]
    fn an_end_before_the_beginning_is_told() {
        assert_eq!(found("统计期限自2010年1月1日起至2009年12月31日止。"), 1);
        assert_eq!(found("统计期限自2010年12月1日起至1月31日止。"), 1);
    }

    #[test]
    fn an_end_after_the_beginning_is_right() {
        assert_eq!(found("统计期限自2010年1月1日起至12月31日止。"), 0);
        assert_eq!(found("统计期限为2010年。"), 0);
        assert_eq!(found("统计期限自2010年1月1日起至201010年12月31日止。"), 0);
    }
}
