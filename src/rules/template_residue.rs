//! `template-residue`: what the blank form or an earlier paper said was left in the report.

use std::ops::Range;
use std::sync::LazyLock;

use super::letters;
use super::lists::{self, Words};
use super::prose::{Passage, Place};
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::diagnostic::{Diagnostic, Severity};

declare_rule! {
    /// ## 查什么
    /// 格式或者模板里的话没有删掉，例如“（文字描述）”“该部分以表格形式报告”“请与行政机关规范全称联系”“（如无其他事项，填写……）”“（不少于500字）”；写给上级机关的话留在了公布的报告里，例如“妥否，请批示”“特此报告”“此致”，开头的“县政府办公室：”，以及“贵办”“贵局”。
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
    /// 只查一眼就能断定的说法：括号里对写报告的人提要求的，才算填写说明；“详见附件”“以下简称”“含转载”这样的括号不算。没有填的空位（××、____）由 `unfilled-slot` 说明。
    pub static TEMPLATE_RESIDUE = "template-residue", "模板里的话有没有删净", Error, Practice, check;
}

/// The phrases and what they are.
static PHRASES: LazyLock<Words<2>> = LazyLock::new(|| Words::of(include_str!("lists/template_phrases.tsv")));

/// What a bracket says to the writer, and whether it says so alone.
static INSTRUCTIONS: LazyLock<Vec<[&str; 2]>> =
    LazyLock::new(|| lists::entries::<2>(include_str!("lists/instructions.tsv")).collect());

/// Brackets that say nothing but what stands in them.
const MARKED: [&str; 10] = ["示例", "样例", "范文", "范例", "参考", "选填", "必填", "模板", "例文", "可选"];

/// The longest bracket that is looked at, in bytes.
const LONGEST: usize = 240;

/// Within so many bytes after a phrase another of its kind is part of it.
const BESIDE: usize = 9;

/// What leads to words to the writer outside of brackets.
const NOTES: [&str; 7] = ["填写说明:", "填报说明:", "编写说明:", "撰写说明:", "填写要求:", "注:", "说明:"];

fn check(rule: &Rule, Subject { prose, .. }: &Subject<'_>) -> Verdict {
    let mut findings = Vec::new();
    let mut is_front = true;
    for (at, passage) in prose.passages.iter().enumerate() {
        for (range, what) in residue(passage) {
            let written = quote(&passage.written(range.clone()));
            let message = format!("{written}{what}，不应留在公布的报告里，请改写或者删去。");
            findings.push(rule.finding(message).anchor(Some(passage.anchor(range))));
        }
        if matches!(passage.place, Place::Title | Place::Heading(_)) {
            continue;
        }
        let addressee = if is_front { letters::addressee(passage.text()) } else { None };
        // Whom a letter is sent to stands before the first words of the report.
        let before = at.checked_sub(1).map(|before| prose.passages[before].place);
        is_front &= passage.place == Place::Preface || before != Some(passage.place);
        for range in addressee.into_iter().chain(letters::formulas(passage.text())) {
            let written = quote(&passage.written(range.clone()));
            let message = format!("{written}是写给上级机关的话，年度报告面向社会公布，请删去。");
            let finding = rule.finding(message).anchor(Some(passage.anchor(range)));
            // A closing formula harms no reader.
            findings.push(Diagnostic { severity: Severity::Warning, ..finding });
        }
    }
    prose.verdict(findings)
}

/// What a passage has of the form: the first of each phrase, each bracket that speaks to the writer, and what it is.
fn residue(passage: &Passage<'_>) -> Vec<(Range<usize>, &'static str)> {
    let text = passage.text();
    // A page's own index may have a field 「（单位名称）」 or a link to a template.
    let is_text = passage.place != Place::Preface || text.contains(['。', ',', ';']);
    let mut found: Vec<(Range<usize>, &str)> = Vec::new();
    if !is_text {
        return found;
    }
    let mut told: Vec<&str> = Vec::new();
    for (at, [phrase, what]) in PHRASES.find_in(text) {
        let range = at..at + phrase.len();
        // 「好的，以下是为您润色后的内容」 has two of them.
        let is_told = |(other, said): &(Range<usize>, &str)| {
            overlap(other, &range) || *said == *what && range.start <= other.end + BESIDE
        };
        if !told.contains(phrase) && !found.iter().any(is_told) {
            told.push(phrase);
            found.push((range, what));
        }
    }
    let notes = brackets(text).chain(notes(text)).filter(|range| instructs(&text[range.clone()]));
    for range in notes {
        // The whole bracket says more than the phrases in it.
        let what =
            found.iter().find(|(other, _)| overlap(other, &range)).map_or("是格式里的填写说明", |(_, what)| what);
        found.retain(|(other, _)| !overlap(other, &range));
        found.push((range, what));
    }
    found
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The innermost brackets of a folded text, themselves included.
fn brackets(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut open = None;
    text.char_indices().filter_map(move |(at, c)| match c {
        '(' | '[' => {
            open = Some(at);
            None
        }
        ')' | ']' => open.take().map(|from| from..at + 1).filter(|range| range.len() <= LONGEST),
        _ => None,
    })
}

/// Notes to the writer without brackets, a sentence each.
fn notes(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive(['。', ';', '!']).filter_map(move |sentence| {
        let from = start;
        start += sentence.len();
        let said = sentence.trim_end_matches(['。', ';', '!']);
        let is_note = NOTES.iter().any(|note| said.starts_with(note))
            || ["本部分", "该部分", "此部分", "本项", "此项"].iter().any(|part| {
                said.strip_prefix(part)
                    .is_some_and(|rest| ["应", "需", "请", "须"].iter().any(|must| rest.starts_with(must)))
            });
        (is_note && said.len() <= LONGEST).then(|| from..from + said.len())
    })
}

/// Whether words speak to the writer of the report.
fn instructs(words: &str) -> bool {
    let inside = words.trim_matches(['(', ')', '[', ']']);
    if MARKED.contains(&inside) || NOTES.iter().take(4).any(|note| inside.starts_with(note)) {
        return true;
    }
    let mut hints = 0;
    for [_, alone] in INSTRUCTIONS.iter().filter(|[hint, _]| inside.contains(hint)) {
        hints += if *alone == "是" { 2 } else { 1 };
        if hints >= 2 {
            return true;
        }
    }
    false
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
        for [phrase, _] in lists::entries::<2>(include_str!("lists/template_phrases.tsv")) {
            assert_eq!(crate::document::fold::fold(phrase), phrase);
        }
    }

    #[test]
    fn what_was_left_in_is_told_as_written() {
        assert_eq!(told("（ 文字描述 ）"), ["“（ 文字描述”是格式里的填写说明，不应留在公布的报告里，请改写或者删去。"]);
        assert_eq!(told("该部分以表格形式报告。").len(), 1);
        assert_eq!(
            told("（如无，请注明）无。"),
            ["“（如无，请注明）”是格式里的填写说明，不应留在公布的报告里，请改写或者删去。"]
        );
        for text in [
            "（应包括五个方面）我局公开信息。",
            "（可根据实际增减）公开情况。",
            "（本部分不少于五百字）",
            "【请结合本单位工作填写】",
            "填写说明：应写明数量。",
            "本部分应说明公开数量。",
            "（示例）我局公开信息。",
        ] {
            assert_eq!(told(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_letter_s_words_are_told() {
        let told = |text: &str| {
            let report = Draft::new(2024).part(PartKind::Overview, Some(1), text).report();
            crate::rules::test_support::run(&TEMPLATE_RESIDUE, &report).findings
        };
        let findings = told("根据贵办通知，现报告如下。");
        assert_eq!(findings[0].message, "“贵办”是写给上级机关的话，年度报告面向社会公布，请删去。");
        assert_eq!(findings[0].severity, Severity::Warning);
        assert_eq!(told("县政府办公室：").len(), 1);
    }

    #[test]
    fn ordinary_sentences_are_left_alone() {
        for text in [
            "指导群众填写申请表。",
            "以表格形式公布。",
            "在贵州路设公开栏。",
            "统一答复书模板。",
            "部门名称已更新。",
            "公开窗口（如遇节假日顺延）开放。",
            "申请表（含填写说明）可下载，群众可现场填写（也可网上填写）。",
            "公开清单（详见附件）。",
            "（根据《条例》第五十条编制）",
            "说明：数据来自年报。",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }
}
