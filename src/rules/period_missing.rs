//! `period-missing`: the text does not say which period its figures cover.

use super::paragraphs::paragraphs;
use super::{Rule, Subject, Verdict, declare_rule, period};
use crate::report::{PartKind, Reading, Scope};

declare_rule! {
    /// ## 查什么
    /// 正文有没有写明数据的统计期限。
    ///
    /// ## 依据
    /// 审核惯例：年度报告统计的是当年 1 月 1 日至 12 月 31 日，开头写明，读者才知道数字的口径。没有条文要求一定要写，所以只作提示。
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
    /// ```
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
    /// 写成“统计期限为2024年度”“（2024年1月1日至12月31日）”的都算写明。只有表格的材料和读得断断续续的材料不判断。
    pub static PERIOD_MISSING = "period-missing", "有没有写明统计期限", Note, Practice, check;
}

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    if period::stated(&paragraphs(prose)).is_some() {
        return Verdict::checked(1, Vec::new());
    }
    // What is stated in figures that make no date is there, and told as what it is where that is certain.
    if prose.passages.iter().any(|passage| is_begun(passage.text())) {
        return Verdict::skipped(1, "统计期限的日期没有读懂");
    }
    if report.scope == Scope::Fragment {
        return Verdict::skipped(1, "这份材料不是完整的报告，看不出有没有写统计期限");
    }
    if report.reading == Reading::Fragmented || prose.left_out > 0 {
        return Verdict::skipped(1, "正文没有读全，不能断定没有写统计期限");
    }
    // The period stands before the first part or in it; who copied neither may have left it out.
    let overview = report.part(PartKind::Overview).filter(|part| !part.body.is_empty());
    let (Some(year), Some(overview)) = (report.year, overview) else {
        return Verdict::skipped(1, "没有读到报告的标题或者第一部分的正文，不能断定没有写统计期限");
    };
    let message = format!("没有写明统计期限，请在开头补一句“所列数据的统计期限自{year}年1月1日起至12月31日止”。");
    Verdict::checked(1, vec![rule.finding(message).anchor(Some(overview.heading.anchor))])
}

/// Whether a text speaks of a period and has figures after it.
fn is_begun(text: &str) -> bool {
    ["统计期限", "统计时限", "统计时间"]
        .iter()
        .filter_map(|cue| text.find(cue).map(|at| at + cue.len()))
        .any(|at| text[at..].split('。').next().unwrap_or_default().contains(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::test_support::{Draft, run};

    fn found(text: &str) -> usize {
        run(&PERIOD_MISSING, &Draft::new(2024).part(PartKind::Overview, Some(1), text).report()).findings.len()
    }

    #[test]
    fn a_period_is_missed() {
        assert_eq!(found("2024年，我局认真贯彻落实条例。"), 1);
        assert_eq!(found("统计期限为2024年度。"), 0);
        assert_eq!(found("统计期限为202411日至20241231日。"), 0);
        assert_eq!(found("统计期限见附件。2024年公开40条。"), 1);
    }

    #[test]
    fn a_piece_of_a_report_is_not_judged() {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), "无").fragment().report();
        assert!(run(&PERIOD_MISSING, &report).skipped.is_some());
    }
}
