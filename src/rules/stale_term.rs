//! `stale-term`: an agency or a term that was gone before the report's year, as if it were in use.

use std::sync::LazyLock;

use super::lists::{self, Words};
use super::prose::Passage;
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::fold::fold;

declare_rule! {
    /// ## 查什么
    /// 报告年度以前就不再使用的机构名称和说法，例如“计生”“国家机密”“工商局”。每个词只提示一次，并写明现在怎么说、哪一年改的。
    ///
    /// ## 依据
    /// 2018 年、2023 年机构改革方案和有关法律的修改；沿用旧说法是不是合适，属于审核惯例。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度公开民生、计生、财务收支等信息20条。
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
    /// 本年度公开计生特殊家庭扶助信息2条，原工商局移交的档案继续开放，涉及国家秘密的不予公开。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 书名号、引号里的名称，“原工商局”这样讲沿革的句子，计生协会、计生特殊家庭等仍在使用的名称，名称里就有这个词的机关自己的报告，没有读出年度的报告，不查。
    pub static STALE_TERM = "stale-term", "过时的名称", Warning, Practice, check;
}

const LIST: &str = include_str!("lists/stale_terms.tsv");

static TERMS: LazyLock<Words<5>> = LazyLock::new(|| Words::of(LIST));

/// Within so many characters before a name 「原」 makes it a former one: 原县工商局.
const FORMER: usize = 3;

/// Words that show that the sentence tells history.
const HISTORY: [&str; 13] =
    ["曾", "前身", "更名", "改为", "合并", "划转", "机构改革", "撤销", "取消", "废止", "移交", "历史", "不再"];

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let Some(year) = report.year else {
        let places = u32::try_from(prose.passages.len()).unwrap_or(u32::MAX);
        return Verdict::skipped(places, "没有读出报告年度，不知道哪些名称那时已经不用");
    };
    let agency = fold(report.agency.as_deref().unwrap_or_default());
    let mut told: Vec<&str> = Vec::new();
    let mut findings = Vec::new();
    for sentence in prose.own().flat_map(Passage::sentences) {
        for (at, [term, from, today, reason, longer]) in TERMS.find_in(sentence.text) {
            let gone = from.parse::<u16>().is_ok_and(|from| from <= year);
            if gone && !told.contains(term) && !agency.contains(term) && is_in_use(sentence.text, at, term, longer) {
                told.push(term);
                let place = sentence.anchor(at..at + term.len());
                findings.push(rule.finding(describe(term, today, reason)).anchor(Some(place)));
            }
        }
    }
    prose.verdict(findings)
}

fn describe(term: &str, today: &str, reason: &str) -> String {
    let today = match today.strip_prefix('（').and_then(|text| text.strip_suffix('）')) {
        Some(remedy) => format!("请核实并{remedy}"),
        None => format!("现在的说法是{today}，请核实"),
    };
    format!("{}已经不用（{reason}），{today}。", quote(term))
}

/// Whether the sentence speaks of it as if it were still there.
fn is_in_use(sentence: &str, at: usize, term: &str, longer: &str) -> bool {
    let (before, found) = (&sentence[..at], at..at + term.len());
    let former = before.chars().rev().take(FORMER).any(|c| c == '原');
    !former
        && !is_quoted(before)
        && !lists::is_part_of(sentence, found, longer)
        && !HISTORY.iter().any(|word| sentence.contains(word))
}

/// Whether a title or a quotation is open after this text.
fn is_quoted(before: &str) -> bool {
    before.matches('《').count() > before.matches('》').count() || before.matches('"').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, run, said};

    fn messages(year: u16, text: &str) -> Vec<String> {
        let report = Draft::new(year).part(PartKind::Overview, Some(1), text).report();
        said(&STALE_TERM, &report)
    }

    #[test]
    fn the_list_is_well_formed() {
        lists::assert_well_formed::<5>(LIST);
        for [term, from, ..] in lists::entries::<5>(LIST) {
            assert!(from.parse::<u16>().is_ok(), "{term}");
        }
    }

    #[test]
    fn a_term_is_told_once_with_its_reason() {
        assert_eq!(
            messages(2024, "涉及国家机密的不予公开。防止泄露国家机密。"),
            [
                "“国家机密”已经不用（《保守国家秘密法》的用语是国家秘密，机密只是其中一个密级），现在的说法是国家秘密，请核实。"
            ]
        );
        assert_eq!(messages(2024, "公开民生、计生等信息。").len(), 1);
        assert_eq!(messages(2022, "会同工商局、环保局检查。").len(), 2);
    }

    #[test]
    fn the_year_decides() {
        assert_eq!(messages(2018, "会同工商局检查。"), Vec::<String>::new());
        let unknown = Draft::new(2024).part(PartKind::Overview, Some(1), "工商局。").without_year().report();
        assert!(run(&STALE_TERM, &unknown).skipped.is_some());
    }

    #[test]
    fn history_names_and_longer_words_are_left_alone() {
        for text in [
            "原县工商局的档案继续开放。",
            "《国土资源局公告》、“扶贫办”字样。",
            "计生协会、计生特殊家庭、统计生产情况、设计生活垃圾投放点。",
            "落实人口与计划生育法。公布计划生育服务、食药监管信息。",
            "国家秘密、国家机密级文件。",
            "各国土资源部门",
        ] {
            assert_eq!(messages(2024, text), Vec::<String>::new(), "{text}");
        }
    }
}
