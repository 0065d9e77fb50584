//! `fee-statement-missing`: part six does not say whether fees for handling information were taken.

use super::{Rule, Subject, Verdict, declare_rule};
use crate::regulation::FORM_2021;
use crate::report::{PartKind, Scope};

declare_rule! {
    /// ## 查什么
    /// 第六部分有没有写收取信息处理费的情况。没有收取的也要写一句；只写“无”不算。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号的空白格式在第六部分注明：收取信息处理费情况在此处报告。收取办法见国办函〔2020〕109号《政府信息公开信息处理费管理办法》。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 五、存在的主要问题及改进情况
    ///
    /// 部分栏目更新不够及时，已安排专人负责。
    ///
    /// 六、其他需要报告的事项
    ///
    /// 无。
    /// ```
    /// 没有写信息处理费。
    ///
    /// ## 对例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
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
    /// 在别的部分写明了信息处理费的，不再提醒。2019、2020 年度的报告不查：那时的格式没有这一条。
    pub static FEE_STATEMENT_MISSING = "fee-statement-missing", "信息处理费的说明", Warning, FeeRules, check;
}

/// What speaks of fees in part six.
const FEES: [&str; 5] = ["处理费", "收费", "费用", "收取", "处理的费"];

/// What speaks of them anywhere: table two and table three have fees of their own.
const FEES_ANYWHERE: [&str; 4] = ["处理费", "收取任何费用", "收取费用", "收取相关费用"];

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let Some(part) = report.part(PartKind::Other) else {
        return Verdict::not_applicable("没有读到第六部分");
    };
    if report.scope == Scope::Fragment {
        return Verdict::skipped(1, "这份材料不是完整的报告");
    }
    if let Some(year) = report.year.filter(|year| *year < FORM_2021.from) {
        return Verdict::not_applicable(format!("{year} 年度的格式不要求写信息处理费"));
    }
    let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    // A line's end may break a word, so the lines are looked at together.
    let text: String = prose.body(PartKind::Other).map(|passage| passage.text()).collect();
    // The fees of administration are those of table two.
    let said = has(&text.replace("行政事业性收费", ""), &FEES)
        || prose.passages.iter().any(|passage| has(passage.text(), &FEES_ANYWHERE));
    if said {
        return Verdict::checked(1, Vec::new());
    }
    let message =
        "“其他需要报告的事项”没有写收取信息处理费的情况，请写明收了多少；没有收取的，写“本年度没有收取信息处理费”。";
    Verdict::checked(1, vec![rule.finding(message).anchor(Some(part.heading.anchor))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::test_support::{Draft, run};

    fn told(year: u16, other: &str) -> usize {
        let report = Draft::new(year).part(PartKind::Other, Some(6), other).report();
        run(&FEE_STATEMENT_MISSING, &report).findings.len()
    }

    #[test]
    fn nothing_said_is_told() {
        assert_eq!(told(2024, "无。"), 1);
        assert_eq!(told(2024, ""), 1);
        assert_eq!(told(2021, "本年度办理人大代表建议三件。"), 1);
        assert_eq!(told(2024, "按时公示行政事业性收费目录。"), 1);
    }

    #[test]
    fn a_word_of_fees_is_enough() {
        for other in ["未收取信息 处理费。", "不涉及收费。", "本年度未产生相关费用。"] {
            assert_eq!(told(2024, other), 0, "{other}");
        }
        assert_eq!(told(2020, "无。"), 0);
        let elsewhere = Draft::new(2024).part(PartKind::Overview, Some(1), "全年没有收取信息处理费。").part(
            PartKind::Other,
            Some(6),
            "无。",
        );
        assert_eq!(run(&FEE_STATEMENT_MISSING, &elsewhere.report()).held, 1);
    }

    #[test]
    fn what_cannot_be_known_is_skipped() {
        let fragment = Draft::new(2024).part(PartKind::Other, Some(6), "无。").fragment().report();
        assert!(run(&FEE_STATEMENT_MISSING, &fragment).skipped.is_some());
        assert!(run(&FEE_STATEMENT_MISSING, &Draft::new(2024).report()).not_applicable.is_some());
    }
}
