//! `template-residue`: what the blank form or an earlier paper said was left in the report.

use std::ops::Range;
use std::sync::LazyLock;

use super::lists::{self, Words};
use super::prose::{Passage, Place};
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};

declare_rule! {
    /// ## 查什么
    /// 格式或者模板里的话没有删掉，例如“（文字描述）”“该部分以表格形式报告”“请与行政机关规范全称联系”；写给上级机关的话（“根据贵办通知”）留在了公布的报告里。
    ///
    /// ## 依据
    /// 审核惯例，没有条文规定。年度报告向社会公布，填写说明应当删去，留给机关名称的位置应当填上。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 对本报告有疑问，请与行政机关规范全称联系。
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    /// “行政机关规范全称”应换成本机关的名称。
    ///
    /// ## 对例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 对本报告有疑问，请与某某镇人民政府办公室联系。
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序，重点指导群众填写申请表。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 只查一眼就能断定的说法。没有填的空位（××、____）由 `unfilled-slot` 说明。
    pub static TEMPLATE_RESIDUE = "template-residue", "模板里的话有没有删净", Error, Practice, check;
}

/// The phrases and what they are, the longer one first where one is part of another.
static PHRASES: LazyLock<Vec<[&str; 2]>> =
    LazyLock::new(|| lists::entries::<2>(include_str!("lists/template_phrases.tsv")).collect());

/// A word of which every phrase has one: most passages have none.
static HINTS: LazyLock<Words<1>> =
    LazyLock::new(|| Words::of("填\n贵\n名称\n全称\n形式报告\n这一项\n此处\n此部分\n文字描述\n(概述\n模板\n(请根据"));

fn check(rule: &Rule, Subject { prose, .. }: &Subject<'_>) -> Verdict {
    let mut findings = Vec::new();
    for passage in &prose.passages {
        for (range, what) in residue(passage) {
            let written = quote(&passage.written(range.clone()));
            let message = format!("{written}{what}，不应留在公布的报告里，请改写或者删去。");
            findings.push(rule.finding(message).anchor(Some(passage.anchor(range))));
        }
    }
    prose.verdict(findings)
}

/// The first of each phrase in a passage, and what it is.
fn residue(passage: &Passage<'_>) -> Vec<(Range<usize>, &'static str)> {
    let text = passage.text();
    // A page's own index may have a field 「（单位名称）」 or a link to a template.
    let is_text = passage.place != Place::Preface || text.contains(['。', ',', ';']);
    let mut found: Vec<(Range<usize>, &str)> = Vec::new();
    if !is_text || HINTS.find_in(text).next().is_none() {
        return found;
    }
    for &[phrase, what] in PHRASES.iter() {
        let Some(at) = text.find(phrase) else { continue };
        let range = at..at + phrase.len();
        if !found.iter().any(|(other, _)| other.start < range.end && range.start < other.end) {
            found.push((range, what));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, said};

    fn told(text: &str) -> Vec<String> {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), text).report();
        said(&TEMPLATE_RESIDUE, &report)
    }

    #[test]
    fn the_list_is_well_formed() {
        lists::assert_well_formed::<2>(include_str!("lists/template_phrases.tsv"));
        for [phrase, _] in PHRASES.iter() {
            assert!(HINTS.find_in(phrase).next().is_some(), "{phrase}");
            assert_eq!(crate::document::fold::fold(phrase), *phrase);
        }
    }

    #[test]
    fn what_was_left_in_is_told_as_written() {
        assert_eq!(told("（ 文字描述 ）"), ["“（ 文字描述”是格式里的填写说明，不应留在公布的报告里，请改写或者删去。"]);
        assert_eq!(told("该部分以表格形式报告。").len(), 1);
        assert_eq!(told("根据贵办通知要求，现报告如下。").len(), 1);
    }

    #[test]
    fn ordinary_sentences_are_left_alone() {
        for text in
            ["指导群众填写申请表。", "以表格形式公布。", "在贵州路设公开栏。", "统一答复书模板。", "部门名称已更新。"]
        {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }
}
