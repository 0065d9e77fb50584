//! `missing-full-stop`: a paragraph of sentences ends without a mark.

use std::ops::Range;

use super::prose::{Passage, Place};
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::fold::is_ideograph;
use crate::report::Reading;

declare_rule! {
    /// ## 查什么
    /// 总体情况、问题和改进、其他事项里成段的文字，末尾没有标点；“一是……二是……”之间、一件事写完又写“我局……”时，中间没有标点。
    ///
    /// ## 依据
    /// 《标点符号用法》（GB/T 15834—2011）：陈述句的末尾用句号。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度主动公开信息20条。没有收到政府信息公开申请，也没有因此发生行政复议和行政诉讼
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
    /// （一）主动公开情况
    ///
    /// 本年度主动公开信息20条。没有收到政府信息公开申请，也没有因此发生行政复议和行政诉讼。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 小标题、短行、落款、日期、表格旁边的说明，不查。一段被换行切成几行的文字（例如从版式文件里复制的），看不出段落在哪里结束，不判断。
    pub static MISSING_FULL_STOP = "missing-full-stop", "段末标点", Note, Punctuation, check;
}

/// The fewest characters of a paragraph that has a full stop within.
const LONG: usize = 30;

/// The fewest characters of a shorter one that says what somebody did.
const SHORT: usize = 14;

/// Words of such a sentence that no heading has.
const TELLING: [&str; 22] = [
    "我局",
    "我镇",
    "我乡",
    "我县",
    "我市",
    "我区",
    "我办",
    "我委",
    "我街道",
    "本局",
    "本镇",
    "本街道",
    "本机关",
    "本单位",
    "本年度",
    "全年",
    "未收到",
    "没有",
    "均已",
    "已经",
    "取得了",
    "开展了",
];

/// Characters before a numeral that make it part of a number or a name: 第二是, 十二是, 周二是.
const NUMBERED: [char; 9] = ['第', '其', '之', '十', '期', '周', '初', '百', '点'];

/// Words that begin a sentence of their own.
const SUBJECTS: [&str; 9] = ["我局", "我镇", "我乡", "我县", "我市", "我区", "我办", "此外", "另外"];

/// What a count ends with.
const MEASURES: [char; 9] = ['条', '件', '次', '份', '篇', '期', '场', '项', '起'];

/// How many characters before a missing mark are shown.
const BEFORE: usize = 4;

/// How many of its last characters are shown.
const SHOWN: usize = 8;

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let places = u32::try_from(prose.passages.len()).unwrap_or(u32::MAX);
    if report.reading == Reading::Fragmented || prose.is_wrapped() {
        return Verdict::skipped(places, "文字按行切开，看不出段落在哪里结束");
    }
    let mut findings = Vec::new();
    let own: Vec<&Passage<'_>> = prose.own().collect();
    for (at, passage) in own.iter().enumerate() {
        let next = own.get(at + 1).filter(|next| next.place == passage.place);
        for range in run_together(passage.text()) {
            let message = format!("{}中间少了标点，请补上。", quote(&passage.written(range.clone())));
            findings.push(rule.finding(message).anchor(Some(passage.anchor(range))));
        }
        let message = if is_left_open(passage) && next.is_none_or(|next| begins_paragraph(next.text())) {
            "后面没有标点，请补上句号，或者看看是不是少了内容"
        } else if ends_amid(passage) && next.is_none_or(|next| begins_section(next.text())) {
            "一段写完了，末尾却不是句号，请改成句号，或者看看是不是少了内容"
        } else {
            continue;
        };
        let text: Vec<char> = passage.line.text.chars().collect();
        let from = text.len().saturating_sub(SHOWN);
        let shown: String = text[from..].iter().collect();
        let message = format!("这一段以{}结束，{message}。", quote(&shown));
        findings.push(rule.finding(message).anchor(Some(passage.place_of(from, text.len() - from))));
    }
    prose.verdict(findings)
}

fn is_left_open(passage: &Passage<'_>) -> bool {
    let text = passage.text();
    let of_text = matches!(passage.place, Place::Body(kind) if kind.table().is_none());
    let length = text.chars().count();
    let sentences = text.contains('。') || text.matches(',').count() > 1;
    let ends = text.ends_with(is_ideograph) || text.contains('。') && text.ends_with(['%', ')', '》', '"']);
    of_text && ends && (sentences && length >= LONG || length >= SHORT && tells(text))
}

/// Whether a short passage says what somebody did, and is no heading: 我局按时公开预算，内容完整.
fn tells(text: &str) -> bool {
    let dated = text.starts_with("20");
    text.contains(',') && (dated || !begins_paragraph(text)) && TELLING.iter().any(|words| text.contains(words))
}

/// Where one sentence runs into the next, with the characters around it: 意识不强二是, 40条我局.
fn run_together(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let listed_from = text.find("一是").unwrap_or(text.len());
    for (at, _) in text.match_indices('是') {
        let before: Vec<char> = text[..at].chars().rev().take(2).collect();
        let [numeral, last] = before[..] else { continue };
        let follows = matches!(numeral, '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九');
        if follows && is_ideograph(last) && !NUMBERED.contains(&last) && listed_from < at {
            found.push(around(text, at - numeral.len_utf8(), at + '是'.len_utf8()));
        }
    }
    for subject in SUBJECTS {
        for (at, _) in text.match_indices(subject) {
            let mut before = text[..at].chars().rev();
            let counted = before.next().is_some_and(|c| MEASURES.contains(&c))
                && before.next().is_some_and(|c| c.is_ascii_digit());
            if counted {
                found.push(around(text, at, at + subject.len()));
            }
        }
    }
    found
}

/// These bytes with the few characters before them.
fn around(text: &str, from: usize, to: usize) -> Range<usize> {
    let before = text[..from].chars().rev().take(BEFORE).take_while(|c| c.is_alphanumeric());
    from - before.map(char::len_utf8).sum::<usize>()..to
}

/// Whether a paragraph of a text ends with a mark after which it goes on.
fn ends_amid(passage: &Passage<'_>) -> bool {
    let text = passage.text();
    let of_text = matches!(passage.place, Place::Body(kind) if kind.table().is_none());
    of_text && text.chars().count() >= LONG && text.ends_with([',', '、'])
}

/// Whether a passage begins a section of its own: （二）.
fn begins_section(text: &str) -> bool {
    text.strip_prefix('(')
        .is_some_and(|rest| rest.trim_start_matches(crate::document::fold::is_numeral).starts_with(')'))
}

/// Whether a passage begins with a number or the like, so that the one before it was ended.
fn begins_paragraph(text: &str) -> bool {
    let text = text.trim_start_matches(['(', '第']);
    let numeral = |c: char| crate::document::fold::is_numeral(c) || c.is_ascii_digit();
    let rest = text.trim_start_matches(numeral);
    rest.len() < text.len() && rest.starts_with([')', '、', '.', '是', '年', '方'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;
    use crate::rules::test_support::{Draft, run, said};

    const OPEN: &str = "本年度主动公开信息20条。没有收到政府信息公开申请，也没有发生行政复议和行政诉讼";

    fn report(lines: &[&str]) -> Report {
        Draft::new(2024).overview(lines).report()
    }

    fn messages(lines: &[&str]) -> Vec<String> {
        said(&MISSING_FULL_STOP, &report(lines))
    }

    #[test]
    fn a_paragraph_without_its_stop_is_told_at_its_end() {
        assert_eq!(
            messages(&[OPEN]),
            ["这一段以“政复议和行政诉讼”结束，后面没有标点，请补上句号，或者看看是不是少了内容。"]
        );
        assert_eq!(messages(&[OPEN, "（二）依申请公开。"]).len(), 1);
        assert_eq!(
            messages(&[&format!("{OPEN}，"), "（二）依申请公开。"]),
            ["这一段以“复议和行政诉讼，”结束，一段写完了，末尾却不是句号，请改成句号，或者看看是不是少了内容。"]
        );
    }

    #[test]
    fn a_short_sentence_without_its_stop_is_told() {
        assert_eq!(messages(&["我镇按月更新专栏，内容完整、准确", "（二）依申请公开。"]).len(), 1);
        assert_eq!(messages(&["全年公开信息20条（含解读9条）。其余的见《公报》"]).len(), 0);
        assert_eq!(messages(&["全年公开信息20条，其中解读信息9条。其余都登在《青石公报》"]).len(), 1);
    }

    #[test]
    fn sentences_that_run_together_are_told() {
        assert_eq!(
            messages(&["主要问题：一是意识不强二是形式单一，三是更新不快。"]),
            ["“意识不强二是”中间少了标点，请补上。"]
        );
        assert_eq!(messages(&["全年公开信息40条我局按月更新栏目。"]), ["“息40条我局”中间少了标点，请补上。"]);
        for text in
            ["一是加强学习，二是丰富形式；三是严格考核。", "一是每周二是开放日，第二是学习日。", "群众向我局反映3件。"]
        {
            assert_eq!(messages(&[text]), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn what_is_no_paragraph_is_left_alone() {
        for lines in [
            &["（一）主动公开情况，含政策解读、回应关切和其他方面的主动公开工作情况"][..],
            &[&format!("{OPEN}。")],
            &[OPEN, "后面接着写的半句。"],
            &[&format!("{OPEN}，"), "一是接着写的内容。"],
            &["青石镇人民政府", "2025年1月20日"],
            &["加强组织领导，健全工作机制"],
            &["（一）我局高度重视，全面安排部署"],
        ] {
            assert_eq!(messages(lines), Vec::<String>::new(), "{lines:?}");
        }
    }

    #[test]
    fn text_cut_into_lines_is_not_judged() {
        assert!(run(&MISSING_FULL_STOP, &report(&[OPEN, OPEN, OPEN])).skipped.is_some());
    }
}
