//! `measure-word-mixed`: requests counted by 件 here and by 条 there.

use super::prose::{Passage, Sentence};
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};

declare_rule! {
    /// ## 查什么
    /// 同一份报告里，政府信息公开申请有时论“件”，有时论“条”“次”“份”“个”。
    ///
    /// ## 依据
    /// 审核惯例：同一件事前后用同一个量词，申请论“件”。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度收到政府信息公开申请3件。与上年相比，少收到申请2条。
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
    /// 本年度收到政府信息公开申请3件，自收到申请20个工作日内答复，主动公开信息20条。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 公开的信息论“条”、文件论“件”，不是同一件事，不查。从头到尾只用一个量词的，不查。
    pub static MEASURE_WORD_MIXED = "measure-word-mixed", "量词是否前后一致", Note, Practice, check;
}

/// Words that requests are counted by.
const MEASURES: [char; 7] = ['件', '条', '个', '次', '份', '宗', '起'];

/// Names of requests that stand after their number: 3件政府信息公开申请.
const NAMES: [&str; 3] = ["政府信息公开申请", "信息公开申请", "依申请公开申请"];

/// Words between 申请 and its number.
const BETWEEN: [&str; 9] = ["公开", "总数", "数量", "共计", "总计", "共", "计", "为", "了"];

/// A count of requests: its measure, and where it stands in its sentence.
struct Count {
    measure: char,
    start: usize,
    end: usize,
}

fn check(rule: &Rule, Subject { prose, .. }: &Subject<'_>) -> Verdict {
    let mut first: Option<(char, String)> = None;
    for sentence in prose.own().flat_map(Passage::sentences) {
        for count in counts(&sentence) {
            let written = sentence.written(count.start..count.end);
            match &first {
                None => first = Some((count.measure, written)),
                Some((measure, earlier)) if *measure != count.measure => {
                    let (one, other) = (quote(earlier), quote(&written));
                    let message = format!("申请的量词前后不一，{one}和{other}，请统一用“件”。");
                    let place = sentence.anchor(count.start..count.end);
                    return Verdict::checked(1, vec![rule.finding(message).anchor(Some(place))]);
                }
                Some(_) => {}
            }
        }
    }
    match first {
        Some(_) => Verdict::checked(1, Vec::new()),
        None => Verdict::not_applicable("正文没有说申请有多少"),
    }
}

/// The counts of requests in a sentence, in its order.
fn counts(sentence: &Sentence<'_>) -> Vec<Count> {
    let text = sentence.text;
    let mut found: Vec<Count> =
        text.match_indices("申请").filter_map(|(start, word)| after(text, start, word)).collect();
    for name in NAMES {
        found.extend(text.match_indices(name).filter_map(|(at, _)| before(text, at, at + name.len())));
    }
    found.sort_by_key(|count| count.start);
    found
}

/// 「申请共3件」, where nothing but a mark follows, or what is said of all of them.
fn after(text: &str, start: usize, word: &str) -> Option<Count> {
    let mut rest = &text[start + word.len()..];
    while let Some(shorter) = BETWEEN.iter().find_map(|between| rest.strip_prefix(between)) {
        rest = shorter;
    }
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    if number.len() == rest.len() {
        return None;
    }
    let number = number.strip_prefix('余').unwrap_or(number);
    let measure = number.chars().next().filter(|c| MEASURES.contains(c))?;
    let rest = &number[measure.len_utf8()..];
    let ends = rest.chars().next().is_none_or(|c| !c.is_alphanumeric() || matches!(c, '均' | '已' | '全' | '都'));
    ends.then(|| Count { measure, start, end: text.len() - rest.len() })
}

/// 「3件政府信息公开申请」.
fn before(text: &str, at: usize, end: usize) -> Option<Count> {
    let measure = text[..at].chars().next_back().filter(|c| MEASURES.contains(c))?;
    let number = &text[..at - measure.len_utf8()];
    let start = number.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    (start < number.len()).then_some(Count { measure, start, end })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, said};

    fn messages(text: &str) -> Vec<String> {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), text).report();
        said(&MEASURE_WORD_MIXED, &report)
    }

    #[test]
    fn two_measures_are_told_once() {
        assert_eq!(
            messages("收到申请3件，其中依申请公开2条。另有申请1次。"),
            ["申请的量词前后不一，“申请3件”和“申请公开2条”，请统一用“件”。"]
        );
        assert_eq!(messages("办理3条政府信息公开申请；收到申请共5件。").len(), 1);
    }

    #[test]
    fn other_things_are_counted_otherwise() {
        for text in [
            "收到申请3件，自收到申请20个工作日内答复，申请公开事项5项。",
            "公开信息20条，文件3件，会议2次。",
            "申请0件，申请5件均已答复。",
            "申请3份材料，申请2件。",
        ] {
            assert_eq!(messages(text), Vec::<String>::new(), "{text}");
        }
    }
}
