//! `doubled-mark`: two marks of punctuation where one belongs.

use super::prose::Passage;
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};

declare_rule! {
    /// ## 查什么
    /// 连着写了两个标点，例如“。。”“，，”“；，”“。，”；逗号、顿号、分号紧挨在括号、书名号里边，例如“（含解读，）”。
    ///
    /// ## 依据
    /// 《标点符号用法》（GB/T 15834—2011）：句号、逗号、顿号、分号、冒号单独使用。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度主动公开信息20条，，没有收到申请。。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 对例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度主动公开信息20条——比去年多，栏目有“通知。”“公告”……没有收到申请。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 省略号、破折号、问号和叹号连用，引号旁边的标点，括号里的句号，不查。
    pub static DOUBLED_MARK = "doubled-mark", "连着的标点", Warning, Punctuation, check;
}

/// Marks of which no two stand side by side.
const MARKS: [char; 9] = ['。', '，', '、', '；', '：', ',', ';', ':', '．'];

/// More places than this are told as one.
const MOST: usize = 3;

/// How many characters before the marks are shown.
const SHOWN: usize = 4;

fn check(rule: &Rule, Subject { prose, .. }: &Subject<'_>) -> Verdict {
    let places: Vec<_> =
        prose.own().flat_map(|passage| runs(passage).into_iter().map(move |run| (passage, run))).collect();
    let told = if places.len() > MOST { 1 } else { places.len() };
    let findings = places.iter().take(told).map(|(passage, (from, to))| {
        let from_shown = from.saturating_sub(SHOWN);
        let shown: String = passage.line.text.chars().skip(from_shown).take(to - from_shown).collect();
        let others = if told < places.len() { "，别处还有，请一并改正" } else { "，请留一个" };
        let message = format!("{}的末尾连着写了 {} 个标点{others}。", quote(&shown), to - from);
        let finding = rule.finding(message).anchor(Some(passage.place_of(*from, to - from)));
        if told < places.len() { finding.detail(format!("共 {} 处", places.len())) } else { finding }
    });
    prose.verdict(findings.collect())
}

/// The stretches of two marks or more that follow Chinese text, in characters.
fn runs(passage: &Passage<'_>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = None;
    let mut before = ' ';
    for (at, c) in passage.line.text.chars().chain([' ']).enumerate() {
        match (MARKS.contains(&c), start) {
            (true, None) => start = Some((at, before)),
            (false, Some((from, before))) => {
                if at - from > 1 && (!char::is_ascii(&before) || before.is_ascii_digit()) {
                    found.push((from, at));
                }
                start = None;
            }
            _ => {}
        }
        // Nothing is listed between a bracket and a comma.
        if let ('（' | '《' | '〈', '，' | '、' | '；' | '。' | '：') | ('，' | '、' | '；', '）' | '》' | '〉') =
            (before, c)
        {
            found.push((at - 1, at + 1));
        }
        before = c;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, said};

    fn messages(text: &str) -> Vec<String> {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), text).report();
        said(&DOUBLED_MARK, &report)
    }

    #[test]
    fn two_marks_are_told_with_what_stands_before() {
        assert_eq!(messages("没有收到申请。。"), ["“收到申请。。”的末尾连着写了 2 个标点，请留一个。"]);
        assert_eq!(messages("甲20条；，乙。，丙").len(), 2);
        assert_eq!(messages("甲,,乙").len(), 1);
        assert_eq!(messages("信息20条（含解读，）。").len(), 1);
        assert_eq!(messages("按照《，条例》执行。").len(), 1);
    }

    #[test]
    fn many_places_are_one_finding() {
        assert_eq!(messages("甲。。乙，，丙，，丁，，"), ["“甲。。”的末尾连着写了 2 个标点，别处还有，请一并改正。"]);
    }

    #[test]
    fn what_belongs_together_is_left_alone() {
        for text in ["甲……乙——丙？！", "“甲。”，“乙”。", "https://example.com::1", "甲（乙。）。", "甲。 ，乙"]
        {
            assert_eq!(messages(text), Vec::<String>::new(), "{text}");
        }
    }
}
