//! `parts-out-of-order`: the parts stand in another order than the form's.

use super::{Rule, Subject, Verdict, declare_rule};
use crate::report::{Part, Report};

declare_rule! {
    /// ## 查什么
    /// 各部分的先后与格式不同。整份报告只说一次，列出现在的次序。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号：六个部分的次序是固定的。
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
    /// 三、政府信息公开行政复议、行政诉讼情况
    ///
    /// 四、收到和处理政府信息公开申请情况
    ///
    /// 五、存在的主要问题及改进情况
    ///
    /// 六、其他需要报告的事项
    /// ```
    /// 复议、诉讼情况排在了申请情况的前面。
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
    /// 六、其他需要报告的事项
    /// ```
    ///
    /// ## 不查什么
    /// 少了部分由 `missing-part` 说明，序号写错由 `part-misnumbered` 说明。同一部分出现两次的，只看第一次。
    pub static PARTS_OUT_OF_ORDER = "parts-out-of-order", "六个部分的次序", Error, Form2021Headings, check;
}

fn check(rule: &Rule, Subject { report, .. }: &Subject<'_>) -> Verdict {
    let parts = first_of_each(report);
    if parts.len() < 2 {
        return Verdict::not_applicable("读到的部分不足两个，谈不上次序");
    }
    let misplaced = parts.windows(2).find(|pair| pair[1].kind < pair[0].kind).map(|pair| pair[1]);
    let finding = misplaced.map(|part| rule.finding(describe(&parts)).anchor(Some(part.heading.anchor)));
    let places = u32::try_from(parts.len()).unwrap_or(u32::MAX);
    Verdict::checked(places, finding.into_iter().collect())
}

/// The parts in the order of the document, each kind once.
pub fn first_of_each(report: &Report) -> Vec<&Part> {
    let mut parts: Vec<&Part> = Vec::new();
    for part in &report.parts {
        if parts.iter().all(|other| other.kind != part.kind) {
            parts.push(part);
        }
    }
    parts
}

fn describe(parts: &[&Part]) -> String {
    let titles = |parts: &[&Part]| {
        let title = |part: &&Part| part.kind.heading().split_once('、').map_or("", |(_, title)| title);
        parts.iter().map(title).map(|title| format!("“{title}”")).collect::<Vec<_>>().join("")
    };
    let mut sorted = parts.to_vec();
    sorted.sort_by_key(|part| part.kind);
    // Only the stretch that is out of order is worth reading.
    let differs = |(a, b): (&&Part, &&Part)| a.kind != b.kind;
    let from = parts.iter().zip(&sorted).position(differs).unwrap_or(0);
    let to = parts.iter().zip(&sorted).rposition(differs).map_or(parts.len(), |last| last + 1);
    format!("各部分的次序与格式不同：现在是{}，应为{}。", titles(&parts[from..to]), titles(&sorted[from..to]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind::{Other, Overview, Proactive, Problems, Requests, Reviews};
    use crate::rules::test_support::{Draft, run};

    #[test]
    fn the_stretch_out_of_order_is_named_once() {
        let draft = Draft::new(2024).parts(&[
            (Overview, 1),
            (Proactive, 2),
            (Reviews, 3),
            (Requests, 4),
            (Problems, 5),
            (Other, 6),
        ]);
        let verdict = run(&PARTS_OUT_OF_ORDER, &draft.report());
        assert_eq!(verdict.findings.len(), 1);
        assert_eq!(
            verdict.findings[0].message,
            "各部分的次序与格式不同：现在是“政府信息公开行政复议、行政诉讼情况”“收到和处理政府信息公开申请情况”，\
             应为“收到和处理政府信息公开申请情况”“政府信息公开行政复议、行政诉讼情况”。"
        );
        assert_eq!(verdict.findings[0].anchor.map(|anchor| anchor.position()), Some(400));
    }

    #[test]
    fn a_gap_or_a_repetition_is_in_order() {
        let draft = Draft::new(2024).parts(&[(Overview, 1), (Requests, 3), (Other, 6), (Overview, 1)]);
        assert_eq!(run(&PARTS_OUT_OF_ORDER, &draft.report()), Verdict::checked(3, Vec::new()));
        let one = Draft::new(2024).parts(&[(Overview, 1)]).report();
        assert!(run(&PARTS_OUT_OF_ORDER, &one).not_applicable.is_some());
    }
}
