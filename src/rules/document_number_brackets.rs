//! `document-number-brackets`: the year of a document number in other brackets than 〔〕.

use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::fold::{fold_char, is_ideograph};

declare_rule! {
    /// ## 查什么
    /// 发文字号里的年份用了方括号、方头括号或圆括号，例如“国办函[2020]109号”，或者没有用括号；序号前面写了“第”字，例如“国办函〔2020〕第109号”；序号后面少了“号”字。
    ///
    /// ## 依据
    /// 《党政机关公文格式》（GB/T 9704—2012）7.2.5：发文字号的年份标全称，用六角括号“〔〕”括入；发文顺序号不加“第”字。
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
            let message = if written.contains(OTHER) {
                let right: String = written.chars().map(hexagonal).collect();
                format!("发文字号{}的年份应该用六角括号，写成{}。", quote(&written), quote(&right))
            } else if !written.contains('〔') {
                format!("发文字号{}的年份没有用六角括号“〔〕”括起来。", quote(&written))
            } else if written.contains('第') {
                format!("发文字号{}里不写“第”字，应为{}。", quote(&written), quote(&written.replace('第', "")))
            } else {
                return None;
            };
            Some(rule.finding(message).anchor(Some(passage.anchor(range))))
        })
    });
    let unended = prose.own().flat_map(|passage| {
        unended(passage.text()).into_iter().map(move |range| {
            let written = passage.written(range.clone());
            let message = format!("发文字号{}后面少了“号”字，请补上。", quote(&written));
            rule.finding(message).anchor(Some(passage.anchor(range)))
        })
    });
    prose.verdict(findings.chain(unended).collect())
}

/// Document numbers in folded text that end before a mark without 号: 国办函[2020]109).
fn unended(text: &str) -> Vec<std::ops::Range<usize>> {
    let ended = text.match_indices(']').filter_map(|(at, mark)| {
        let rest = &text[at + mark.len()..];
        let order = rest.bytes().take_while(u8::is_ascii_digit).count();
        let stops = rest[order..].is_empty() || rest[order..].starts_with([')', ',', '。', ';', '》', '、']);
        let end = at + mark.len() + order;
        let start = (1..=4).contains(&order).then(|| begin(&text[..end])).flatten()?;
        (stops && !text[start..at].ends_with(')')).then_some(start..end)
    });
    ended.collect()
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

/// What issues documents ends in a word for what it issues.
const ISSUES: [char; 16] =
    ['发', '函', '字', '办', '文', '规', '令', '通', '公', '告', '政', '电', '呈', '批', '复', '知'];

/// The same where the year stands without brackets, as in no other words.
const SURELY_ISSUES: [char; 4] = ['发', '函', '字', '规'];

/// Document numbers in folded text, from up to six characters of the issuer's to 号.
fn numbers(text: &str) -> Vec<std::ops::Range<usize>> {
    text.match_indices('号').filter_map(|(end, mark)| Some(begin(&text[..end])?..end + mark.len())).collect()
}

/// Where the document number begins that ends here.
fn begin(text: &str) -> Option<usize> {
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let order = text.len() - before.len();
    let before = before.strip_suffix('第').filter(|before| before.ends_with(']')).unwrap_or(before);
    let issuer = if let Some(before) = before.strip_suffix([']', ')']) {
        let (rest, year) = before.split_at_checked(before.len().checked_sub(4)?)?;
        let issuer = rest.strip_suffix(['[', '(']).filter(|_| (1..=5).contains(&order) && is_year(year))?;
        issuer.ends_with(ISSUES).then_some(issuer)?
    } else if let Some(before) = before.strip_suffix('年') {
        let (issuer, year) = before.split_at_checked(before.len().checked_sub(4)?)?;
        (issuer.ends_with(SURELY_ISSUES) && (1..=4).contains(&order) && is_year(year)).then_some(issuer)?
    } else {
        // The year and the order run together.
        let year = text.get(before.len()..before.len() + 4)?;
        (before.ends_with(SURELY_ISSUES) && (5..=8).contains(&order) && is_year(year)).then_some(before)?
    };
    let is_issuer = |c: &char| is_ideograph(*c) && !BEFORE.contains(c);
    let letters = issuer.chars().rev().take(LONGEST_ISSUER).take_while(is_issuer);
    let length: usize = letters.map(char::len_utf8).sum();
    (length > '发'.len_utf8()).then_some(issuer.len() - length)
}

fn is_year(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && (text.starts_with("19") || text.starts_with("20"))
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
    fn the_year_has_brackets_and_the_order_no_word_before_it() {
        assert_eq!(
            messages("（国办函2020109号）和国办函2020年109号"),
            [
                "发文字号“国办函2020109号”的年份没有用六角括号“〔〕”括起来。",
                "发文字号“国办函2020年109号”的年份没有用六角括号“〔〕”括起来。"
            ]
        );
        assert_eq!(
            messages("国办函〔2020〕第109号"),
            ["发文字号“国办函〔2020〕第109号”里不写“第”字，应为“国办函〔2020〕109号”。"]
        );
    }

    #[test]
    fn a_number_ends_in_its_word() {
        assert_eq!(
            messages("《格式》（国办公开办函〔2021〕30）要求"),
            ["发文字号“国办公开办函〔2021〕30”后面少了“号”字，请补上。"]
        );
        for text in ["（见〔2021〕30）", "表格[2021]3", "国办函〔2020〕109号）", "国办函〔2020〕109 号。"]
        {
            assert_eq!(messages(text), Vec::<String>::new(), "{text}");
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
            "公告2024年第5号、第〔2024〕5号",
            "号",
            "]12号",
        ] {
            assert_eq!(messages(text), Vec::<String>::new(), "{text}");
        }
    }
}
