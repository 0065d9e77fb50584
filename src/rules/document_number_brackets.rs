//! `document-number-brackets`: the year of a document number in other brackets than 〔〕.

use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::fold::fold_char;

declare_rule! {
    /// ## 查什么
    /// 发文字号里的年份用了方括号、方头括号或圆括号，例如“国办函[2020]109号”。
    ///
    /// ## 依据
    /// 《党政机关公文格式》（GB/T 9704—2012）7.2.5：发文字号的年份标全称，用六角括号“〔〕”括入。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度按照国办函[2020]109号文件收取信息处理费0元。
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
    /// 本年度按照国办函〔2020〕109号文件收取信息处理费0元，涉诉案件为（2024）某01行初12号。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 法院案号按规定用圆括号，不查。国务院令没有年份，不查。
    pub static DOCUMENT_NUMBER_BRACKETS = "document-number-brackets", "发文字号的括号", Note, DocumentLayout, check;
}

/// The most characters that stand for the issuer: 国办公开办函.
const LONGEST_ISSUER: usize = 6;

/// Characters that the words before an issuer end in: 按照, 根据, 以及 …
const BEFORE: [char; 11] = ['照', '据', '和', '及', '与', '以', '的', '对', '按', '由', '了'];

fn check(rule: &Rule, Subject { prose, .. }: &Subject<'_>) -> Verdict {
    let findings = prose.own().flat_map(|passage| {
        numbers(passage.text()).into_iter().filter_map(move |range| {
            let written = passage.written(range.clone());
            written.contains(OTHER).then(|| {
                let right: String = written.chars().map(hexagonal).collect();
                let message = format!("发文字号{}的年份应该用六角括号，写成{}。", quote(&written), quote(&right));
                rule.finding(message).anchor(Some(passage.anchor(range)))
            })
        })
    });
    prose.verdict(findings.collect())
}

/// Brackets that are none of 〔〕.
const OTHER: [char; 12] = ['[', '［', '【', '(', '（', '〖', ']', '］', '】', ')', '）', '〗'];

fn hexagonal(c: char) -> char {
    match c {
        '[' | '［' | '【' | '(' | '（' | '〖' => '〔',
        ']' | '］' | '】' | ')' | '）' | '〗' => '〕',
        // Beside the brackets the digits are made plain, too.
        '０'..='９' => fold_char(c).unwrap_or(c),
        c => c,
    }
}

/// Document numbers in folded text, from up to six characters of the issuer's to 号.
fn numbers(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    for (end, _) in text.match_indices('号') {
        let before_order = text[..end].trim_end_matches(|c: char| c.is_ascii_digit());
        let order = end - before_order.len();
        let Some(year) = before_order.strip_suffix([']', ')']).and_then(|text| text.get(text.len().checked_sub(4)?..))
        else {
            continue;
        };
        let start = before_order.len() - 1 - year.len();
        let is_year =
            year.bytes().all(|byte| byte.is_ascii_digit()) && (year.starts_with("19") || year.starts_with("20"));
        let Some(issuer) = text[..start].strip_suffix(['[', '(']).filter(|_| is_year && (1..=5).contains(&order))
        else {
            continue;
        };
        let is_issuer = |c: &char| ('\u{4E00}'..='\u{9FFF}').contains(c) && !BEFORE.contains(c);
        let letters = issuer.chars().rev().take(LONGEST_ISSUER).take_while(is_issuer);
        let length: usize = letters.map(char::len_utf8).sum();
        // What issues documents ends in a word for what it issues: 发, 函, 字, 办, 文, 规, 令 …
        if issuer
            .ends_with(['发', '函', '字', '办', '文', '规', '令', '通', '公', '告', '政', '电', '呈', '批', '复', '知'])
        {
            found.push(issuer.len() - length..end + '号'.len_utf8());
        }
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
        said(&DOCUMENT_NUMBER_BRACKETS, &report)
    }

    #[test]
    fn other_brackets_are_told_with_the_right_ones() {
        assert_eq!(
            messages("《办法》（国办函[2020]109号）"),
            ["发文字号“国办函[2020]109号”的年份应该用六角括号，写成“国办函〔2020〕109号”。"]
        );
        for text in ["国办公开办函【2021】30号", "青政发（2024）5号", "青政办字［2024］12 号"] {
            assert_eq!(messages(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn right_numbers_and_others_are_left_alone() {
        for text in [
            "国办公开办函〔2021〕30号",
            "（2024）青01行初12号",
            "国务院令第711号",
            "长江路(2024)12号",
            "本年（2024）共5号",
            "号",
            "]12号",
        ] {
            assert_eq!(messages(text), Vec::<String>::new(), "{text}");
        }
    }
}
