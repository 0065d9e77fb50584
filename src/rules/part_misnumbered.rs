//! `part-misnumbered`: a heading carries another number than its place.

use super::parts_out_of_order::first_of_each;
use super::wording::{ordinal, quote};
use super::{Rule, Subject, Verdict, declare_rule};
use crate::report::Part;

declare_rule! {
    /// ## 查什么
    /// 部分标题的序号写错，例如两个“二、”，或者跳过了“三、”。一处写错、后面跟着都差一号的，只说第一处。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号：六个部分依次编号为一至六。
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
    /// 二、收到和处理政府信息公开申请情况
    ///
    /// 三、政府信息公开行政复议、行政诉讼情况
    ///
    /// 四、存在的主要问题及改进情况
    ///
    /// 五、其他需要报告的事项
    /// ```
    /// 有两个“二、”，后面各部分随之少一号。
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
    /// 没有写序号的标题不查：网页和排版软件的自动编号复制时会丢失。少了一个部分、其余连着编号的，由 `missing-part` 说明，这里不重复。
    pub static PART_MISNUMBERED = "part-misnumbered", "部分的序号", Warning, Form2021Headings, check;
}

fn check(rule: &Rule, Subject { report, .. }: &Subject<'_>) -> Verdict {
    let parts = first_of_each(report);
    let numbered: Vec<(&Part, u8)> = parts.iter().filter_map(|part| Some((*part, part.number?))).collect();
    if numbered.is_empty() {
        let reason =
            if parts.is_empty() { "没有读到各部分的标题" } else { "各部分的标题都没有写序号" };
        return Verdict::not_applicable(reason);
    }
    let mut findings = Vec::new();
    let mut before = None;
    for (index, &(part, number)) in numbered.iter().enumerate() {
        // A number is right by the form, or as the next after the one before, whatever went wrong there.
        let next = before.map_or(1, |before: u8| before.saturating_add(1));
        if number != part.kind.number() && number != next {
            let shift = |part: &Part, number: u8| i16::from(number) - i16::from(part.kind.number());
            let rest = numbered[index + 1..].iter();
            let shifted = rest.take_while(|(later, its)| shift(later, *its) == shift(part, number)).count();
            findings.push(rule.finding(describe(part, number, shifted)).anchor(Some(part.heading.anchor)));
        }
        before = Some(number);
    }
    let places = u32::try_from(numbered.len()).unwrap_or(u32::MAX);
    Verdict::checked(places, findings)
}

fn describe(part: &Part, number: u8, shifted: usize) -> String {
    let after = if shifted > 0 { format!("，后面 {shifted} 个部分的序号随之改正") } else { String::new() };
    format!(
        "{}的序号是“{}”，应为“{}”{after}。",
        quote(&part.heading.text),
        ordinal(number),
        ordinal(part.kind.number())
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, run};

    /// Runs the rule over parts of these kinds (by number) carrying these numbers, and gives the places told.
    fn told(parts: &[(usize, u8)]) -> Vec<u64> {
        let parts: Vec<_> = parts.iter().map(|&(kind, number)| (PartKind::ALL[kind - 1], number)).collect();
        let verdict = run(&PART_MISNUMBERED, &Draft::new(2024).parts(&parts).report());
        verdict.findings.iter().filter_map(|finding| Some(finding.anchor?.position() / 100)).collect()
    }

    #[test]
    fn one_slip_is_one_finding() {
        assert_eq!(told(&[(1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 5)]), [3]);
        assert_eq!(told(&[(1, 1), (2, 2), (3, 4), (4, 4), (5, 5), (6, 6)]), [3]);
        assert_eq!(told(&[(1, 1), (2, 2), (3, 4), (4, 5), (5, 6), (6, 7)]), [3]);
        assert_eq!(told(&[(1, 1), (2, 3), (3, 3), (4, 4), (5, 4), (6, 6)]), [2, 5]);
    }

    #[test]
    fn right_numbers_are_left_alone() {
        assert_eq!(told(&[(1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 6)]), [0_u64; 0]);
        // The third part is missing, with and without its number.
        assert_eq!(told(&[(1, 1), (2, 2), (4, 4), (5, 5), (6, 6)]), [0_u64; 0]);
        assert_eq!(told(&[(1, 1), (2, 2), (4, 3), (5, 4), (6, 5)]), [0_u64; 0]);
        // Another order, numbered as it stands, is told by the rule on order.
        assert_eq!(told(&[(1, 1), (2, 2), (4, 3), (3, 4), (5, 5), (6, 6)]), [0_u64; 0]);
    }

    #[test]
    fn a_heading_without_number_is_left_alone() {
        let report = Draft::new(2024)
            .part(PartKind::Overview, Some(1), "")
            .part(PartKind::Proactive, None, "")
            .part(PartKind::Requests, Some(3), "")
            .report();
        assert_eq!(run(&PART_MISNUMBERED, &report), Verdict::checked(2, Vec::new()));
        let report = Draft::new(2024).part(PartKind::Overview, None, "").report();
        assert!(run(&PART_MISNUMBERED, &report).not_applicable.is_some());
    }

    #[test]
    fn the_sentence_says_what_follows() {
        let parts = [(PartKind::Overview, 1), (PartKind::Proactive, 1), (PartKind::Requests, 2)];
        let finding = run(&PART_MISNUMBERED, &Draft::new(2024).parts(&parts).report()).findings.remove(0);
        assert_eq!(finding.message, "“二、主动公开政府信息情况”的序号是“一”，应为“二”，后面 1 个部分的序号随之改正。");
    }
}
