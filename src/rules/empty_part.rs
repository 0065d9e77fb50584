//! `empty-part`: part one or part five says nothing.

use super::prose::Prose;
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::diagnostic::Diagnostic;
use crate::document::fold::{is_numeral, letters};
use crate::report::{Part, PartKind, Reading, Scope};

declare_rule! {
    /// ## 查什么
    /// 第一部分“总体情况”和第五部分“存在的主要问题及改进情况”是不是空着，或者只写了一个“无”。
    ///
    /// ## 依据
    /// 《政府信息公开条例》第五十条：年度报告应当包括主动公开等工作的情况，以及存在的主要问题及改进情况。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 五、存在的主要问题及改进情况
    ///
    /// 无。
    ///
    /// 六、其他需要报告的事项
    ///
    /// 本年度没有收取信息处理费。
    /// ```
    /// 第五部分只写了“无”。
    ///
    /// ## 对例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
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
    /// 第六部分可以写“无”。读出来断断续续、文字可能错位的材料不判断；同样的标题后面又出现一次的也不判断，正文可能在那里。
    pub static EMPTY_PART = "empty-part", "该写文字的部分是否空着", Error, RegulationArticle50, check;
}

/// The parts that are text, and that no agency can have nothing to say of.
const TOLD_IN_WORDS: [PartKind; 2] = [PartKind::Overview, PartKind::Problems];

/// What says that there is nothing to say, without marks.
const NOTHING: [&str; 21] = [
    "无",
    "本部分暂无内容",
    "本部分无内容",
    "此部分无内容",
    "本部分无",
    "暂无内容",
    "暂无情况",
    "无相关内容",
    "无相关情况",
    "没有",
    "暂无",
    "无内容",
    "无情况",
    "略",
    "不涉及",
    "不适用",
    "无问题",
    "没有问题",
    "暂无问题",
    "不存在问题",
    "无存在问题",
];

/// What the sections of part five are headed, without 的 and marks; the longer before what it begins with.
const SECTIONS: [&str; 9] =
    ["存在主要问题", "存在问题", "主要问题", "问题", "改进情况", "改进措施", "整改情况", "整改措施", "情况"];

/// The most bytes of a text that says nothing, page numbers included.
const LONGEST: usize = 150;

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let parts: Vec<&Part> = TOLD_IN_WORDS.into_iter().filter_map(|kind| report.part(kind)).collect();
    let places = u32::try_from(parts.len()).unwrap_or(u32::MAX);
    if parts.is_empty() {
        return Verdict::not_applicable("没有读到第一部分和第五部分");
    }
    let empty: Vec<Diagnostic> = parts.iter().filter_map(|part| judge(rule, part, prose)).collect();
    let uncertain = match (report.scope, report.reading) {
        _ if empty.is_empty() => None,
        (Scope::Fragment, _) => Some("这份材料不是完整的报告，看不出有没有正文"),
        (Scope::Whole, Reading::Fragmented) => Some("文字读出来断断续续，不能断定有没有正文"),
        (Scope::Whole, _) => None,
    };
    match uncertain {
        Some(reason) => Verdict::skipped(places, reason),
        None => Verdict::checked(places, empty),
    }
}

fn judge(rule: &Rule, part: &Part, prose: &Prose<'_>) -> Option<Diagnostic> {
    // What is longer says something, and need not be looked at.
    if part.body.iter().map(|line| line.text.len()).sum::<usize>() > LONGEST {
        return None;
    }
    let body: String = part.body.iter().map(|line| line.text.as_str()).filter(|text| !is_page_number(text)).collect();
    let said = letters(&body);
    let says_nothing = said.is_empty() && !body.chars().any(|c| c.is_ascii_digit()) || NOTHING.contains(&said.as_str());
    let only_headed = !says_nothing && part.kind == PartKind::Problems && is_only_headed(part);
    if !says_nothing && !only_headed || comes_again(part, prose) {
        return None;
    }
    let heading = quote(&part.heading.text);
    let (message, anchor) = match part.body.iter().find(|line| !letters(&line.text).is_empty()) {
        Some(line) if only_headed => {
            (format!("{heading}只有小标题，没有正文，条例要求报告这方面的情况，请写明。"), line.anchor)
        }
        Some(line) => {
            let written = quote(&line.text);
            (format!("{heading}只写了{written}，条例要求报告这方面的情况，请写明。"), line.anchor)
        }
        None => (format!("{heading}下面没有内容，条例要求报告这方面的情况，请写明。"), part.heading.anchor),
    };
    Some(rule.finding(message).anchor(Some(anchor)))
}

/// Whether each line says no more than what its section is headed, or that there is nothing.
fn is_only_headed(part: &Part) -> bool {
    part.body.iter().filter(|line| !is_page_number(&line.text)).all(|line| {
        let said = letters(&line.text).replace('的', "");
        let mut rest = said.trim_start_matches(is_numeral);
        rest = ["本年度", "我局", "我镇", "本单位", "本机关"]
            .iter()
            .fold(rest, |rest, who| rest.strip_prefix(who).unwrap_or(rest));
        while let Some(after) = SECTIONS.iter().find_map(|section| rest.strip_prefix(section)) {
            rest = after;
        }
        rest.is_empty() || NOTHING.contains(&rest)
    })
}

/// 「- 3 -」, 「第3页」: what a page prints under its text.
fn is_page_number(text: &str) -> bool {
    let rest: String = text.chars().filter(|c| !c.is_ascii_digit() && !is_numeral(*c)).collect();
    rest.len() < text.len() && matches!(letters(&rest).as_str(), "" | "第页" | "第页共页")
}

/// Whether the heading stands in another part's text too: a list of contents may have been taken for the headings.
fn comes_again(part: &Part, prose: &Prose<'_>) -> bool {
    let heading = letters(&part.heading.text);
    let own = part.heading.anchor;
    let lines = prose.passages.iter().map(|passage| passage.line);
    lines
        .filter(|line| line.anchor != own && line.text.chars().count() < 200)
        .any(|line| letters(&line.text).contains(&heading))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::test_support::{Draft, run};

    fn with(problems: &str) -> Draft {
        Draft::new(2024).part(PartKind::Overview, Some(1), "本年度工作平稳有序。").part(
            PartKind::Problems,
            Some(5),
            problems,
        )
    }

    #[test]
    fn nothing_in_any_words_is_told() {
        for problems in [
            "",
            "无。",
            "（无）",
            "暂无",
            "/",
            "- 3 -",
            "不存在问题。",
            "（一）存在的主要问题。无。",
            "一、存在问题",
            "本部分暂无内容。",
        ] {
            assert_eq!(run(&EMPTY_PART, &with(problems).report()).findings.len(), 1, "{problems}");
        }
        assert_eq!(
            run(&EMPTY_PART, &with("无。").report()).findings[0].message,
            "“五、存在的主要问题及改进情况”只写了“无。”，条例要求报告这方面的情况，请写明。"
        );
    }

    #[test]
    fn a_sentence_is_something() {
        for problems in ["无明显问题，将继续做好公开。", "更新不够及时。"] {
            assert_eq!(run(&EMPTY_PART, &with(problems).report()), Verdict::checked(2, Vec::new()), "{problems}");
        }
    }

    #[test]
    fn where_the_text_may_be_elsewhere_nothing_is_told() {
        let elsewhere = with("").part(PartKind::Other, Some(6), "五、存在的主要问题及改进情况").report();
        assert!(run(&EMPTY_PART, &elsewhere).findings.is_empty());
        assert!(run(&EMPTY_PART, &with("").fragmented().report()).skipped.is_some());
        assert!(run(&EMPTY_PART, &with("").fragment().report()).skipped.is_some());
    }
}
