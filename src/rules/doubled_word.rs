//! `doubled-word`: a character or word that was typed or pasted twice.
//!
//! Chinese doubles characters and words rightly all the time (人人, 认认真真, 政府政府网站), so only what cannot be right is told: listed
//! characters and words, a word that comes again at the end of its phrase, and any four characters or more that come again.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::lists;
use super::near_miss::doubled_within;
use super::prose::{Passage, Place};
use super::repeated_clause::{self, Repeated};
use super::word_slips::is_word;
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::diagnostic::Diagnostic;
use crate::document::date::dates;
use crate::document::fold::{is_blank, is_ideograph, numeral};

declare_rule! {
    /// ## 查什么
    /// 正文里多打或多粘贴了一遍的字词：“政策的的出台”“信息公开工作工作，”“政府信息息公开”“民意征集民意征集8件”；隔着标点或者“和”“的”又写一遍的半句话、列举项：“教育、医疗、医疗、就业”；以及段首写了两个序号“（二）（一）”。
    ///
    /// ## 依据
    /// 审核惯例：校对时改正重复的字词。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度围绕养老、教育等重大政策的的出台，公开征求意见3次。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    /// “的的”应为“的”。
    ///
    /// ## 对例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度以便民为目的的公开渠道人人可用，镇政府政府网站逐项逐项核对，工作人员认认真真。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 人人、年年、一一、认认真真这样的叠词，研究研究这样的说法，数字，表格里的字，以及前一个词结束一句、后一个词开始另一层意思的情形（政府政府网站、工作工作人员），不查。
    pub static DOUBLED_WORD = "doubled-word", "重复的字词", Warning, Practice, check;
}

const CHARACTERS: &str = include_str!("lists/doubled_characters.tsv");
const WORDS: &str = include_str!("lists/doubled_words.tsv");

/// The first list with the character that comes twice in each entry, and the place of the first of the two.
static TWICE: LazyLock<Vec<(char, usize, [&str; 3])>> = LazyLock::new(|| {
    let entries = lists::entries::<3>(CHARACTERS).filter_map(|entry| {
        let characters = || entry[0].chars();
        let place = characters().zip(characters().skip(1)).position(|(a, b)| a == b)?;
        Some((characters().nth(place)?, place, entry))
    });
    entries.collect()
});

/// The second list, in order.
static LISTED: LazyLock<BTreeSet<&str>> = LazyLock::new(|| lists::entries::<1>(WORDS).map(|[word]| word).collect());

/// Units of so many characters are wrong wherever they come twice in a row; shorter ones at the end of a phrase.
const ALWAYS: usize = 4;

/// The longest unit that is looked for.
const LONGEST: usize = 12;

/// First characters of units that are doubled to say "one by one" or "very": 一件一件, 逐项逐项, 很多很多.
const DISTRIBUTIVE: [char; 9] = ['一', '逐', '每', '很', '非', '多', '层', '几', '再'];

/// Verbs that are doubled to say "a little".
const TENTATIVE: [&str; 10] = ["研究", "商量", "讨论", "学习", "了解", "考虑", "交流", "沟通", "锻炼", "调研"];

/// What follows a word that ends its phrase, besides a digit.
const ENDS: [char; 12] = ['。', ',', '、', ';', ':', '!', '?', ')', '"', '》', '的', '和'];

/// Marks that end a phrase.
const MARKS: [char; 4] = ['。', ',', '、', ';'];

/// Last characters of nouns and verbs that are never doubled, so that two of them before a mark are one too many:
/// 监督权权。
const NEVER_DOUBLED: &str =
    "权案息开府题率性作务众督障设度报告况效理策强升施求容式站道质序则系识导责网员组规制核复请讼诉料晰范围期限象额费";

fn check(rule: &Rule, Subject { prose, .. }: &Subject<'_>) -> Verdict {
    let titles = prose.passages.iter().filter(|passage| passage.place == Place::Title);
    let findings = titles.chain(prose.own()).flat_map(|passage| in_passage(rule, passage)).collect();
    prose.verdict(findings)
}

fn in_passage(rule: &Rule, passage: &Passage<'_>) -> Vec<Diagnostic> {
    let text: Vec<(usize, char)> = passage.text().char_indices().collect();
    let mut findings = Vec::new();
    if matches!(passage.place, Place::Body(_))
        && let Some(end) = doubled_number(&text)
    {
        let message = format!("段首写了两个序号{}，请留一个。", quote(&passage.written(0..end)));
        findings.push(rule.finding(message).anchor(Some(passage.anchor(0..end))));
    }
    for Repeated { range, words } in repeated_clause::find(passage.text()) {
        let message = format!("{}多写了一遍，请删去一个。", quote(&passage.written(words)));
        findings.push(rule.finding(message).anchor(Some(passage.anchor(range))));
    }
    for range in doubled_years(passage.text()) {
        let message = format!("{}多写了一遍，请删去一个。", quote(&passage.written(range.clone())));
        findings.push(rule.finding(message).anchor(Some(passage.anchor(range))));
    }
    let mut tell = |from: usize, to: usize, right: &str| {
        let start = text[from].0;
        let end = text.get(to).map_or(passage.text().len(), |(at, _)| *at);
        let written = passage.written(start..end);
        // Words apart by a blank stand in columns, or side by side as on buttons.
        if !written.contains(is_blank) {
            let message = format!("{}多写了一遍，应为{}。", quote(&written), quote(right));
            findings.push(rule.finding(message).anchor(Some(passage.anchor(start..end))));
        }
    };
    let again = again(&text);
    let mut at = 0;
    while at < text.len() {
        if let Some(length) = again[at].and_then(|shortest| unit(&text, at, shortest)) {
            let right: String = text[at..at + length].iter().map(|(_, c)| c).collect();
            tell(at, at + 2 * length, &right);
            at += 2 * length;
        } else {
            at += 1;
        }
    }
    for (at, pair) in text.windows(2).enumerate().filter(|(_, pair)| pair[0].1 == pair[1].1 && is_ideograph(pair[0].1))
    {
        let of_pair = TWICE.iter().filter(|(character, ..)| *character == pair[0].1);
        let wrong = of_pair.into_iter().find_map(|(_, before, [wrong, right, exceptions])| {
            let from = at.checked_sub(*before)?;
            // The longer words need to have no more of what follows than the pair itself: 民政+政府信息.
            let twice = pair[0].0..pair[1].0 + pair[1].1.len_utf8();
            let found = passage.text()[text[from].0..].starts_with(wrong)
                && !lists::is_part_of(passage.text(), twice, exceptions);
            found.then(|| (from, from + wrong.chars().count(), right))
        });
        let next = text.get(at + 2).map(|(_, c)| *c);
        if let Some((from, to, right)) = wrong {
            tell(from, to, right);
        } else if next.is_some_and(|next| MARKS.contains(&next)) && NEVER_DOUBLED.contains(pair[0].1)
            // 其中中、青年; 干部部
            || next.is_some_and(|next| matches!(next, '。' | ',' | ';')) && ends_a_word(&text, at)
            || doubled_within(&text, at, 1).is_some()
        {
            tell(at, at + 2, pair[0].1.encode_utf8(&mut [0; 4]));
        }
    }
    findings
}

/// Whether a doubled character ends a word that is whole with the first of the two: 水平平.
fn ends_a_word(text: &[(usize, char)], at: usize) -> bool {
    let Some([(_, first), (_, second)]) = at.checked_sub(1).and_then(|before| text.get(before..=at)) else {
        return false;
    };
    // 认认真真
    let is_fourfold = at.checked_sub(2).and_then(|before| text.get(before)).is_some_and(|(_, c)| c == first);
    is_word(*first, *second) && !is_fourfold
}

/// Years that are written twice: 2024年2024年, in bytes of a folded text.
fn doubled_years(text: &str) -> Vec<Range<usize>> {
    let found = dates(text);
    let doubled = found.windows(2).filter_map(|pair| {
        let [first, second] = pair else { return None };
        let is_same = first.range.end == second.range.start && text[first.range.clone()] == text[second.range.clone()];
        (is_same && first.year().is_some()).then_some(first.range.start..second.range.end)
    });
    doubled.collect()
}

/// 「（二）（一）」 at the beginning of a paragraph, in bytes.
fn doubled_number(text: &[(usize, char)]) -> Option<usize> {
    let [(_, '('), (_, a), (_, ')'), (_, '('), (_, b), (end, ')'), ..] = text else { return None };
    (numeral(*a).is_some() && numeral(*b).is_some()).then_some(end + 1)
}

/// How soon, in characters, the lowest byte of each character comes again within reach of [`LONGEST`]: that of nearly all
/// does not, so that nothing needs to be compared there.
fn again(text: &[(usize, char)]) -> Vec<Option<usize>> {
    let mut seen = [usize::MAX; 256];
    let mut again = vec![None; text.len()];
    for (at, (_, c)) in text.iter().enumerate().rev() {
        let next = std::mem::replace(&mut seen[*c as usize % 256], at);
        again[at] = Some(next.saturating_sub(at)).filter(|distance| *distance <= LONGEST);
    }
    again
}

/// How many characters, from two up, come again right after themselves and must not. They are no fewer than `shortest`.
fn unit(text: &[(usize, char)], at: usize, shortest: usize) -> Option<usize> {
    let first = text[at].1;
    if !is_ideograph(first) || DISTRIBUTIVE.contains(&first) {
        return None;
    }
    let longest = LONGEST.min((text.len() - at) / 2);
    (shortest.max(2)..=longest).rev().find(|&length| {
        let (one, other) = text[at..at + 2 * length].split_at(length);
        let same = first == other[0].1 && one.iter().zip(other).all(|(a, b)| a.1 == b.1 && is_ideograph(a.1));
        let next = text.get(at + 2 * length).map(|(_, c)| *c);
        same && (is_wrong(one, next) || doubled_within(text, at, length).is_some())
    })
}

fn is_wrong(unit: &[(usize, char)], next: Option<char>) -> bool {
    let characters = || unit.iter().map(|(_, c)| *c);
    if characters().all(|c| numeral(c).is_some() || matches!(c, '百' | '千' | '万' | '零'))
        || characters().all(|c| c == unit[0].1)
    {
        return false;
    }
    let word: String = characters().collect();
    let ends = next.is_some_and(|next| next.is_ascii_digit() || ENDS.contains(&next));
    // A title ends without a mark.
    let ends = ends || next.is_none() && word == "报告";
    unit.len() >= ALWAYS || LISTED.contains(word.as_str()) || ends && !TENTATIVE.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, said};

    fn messages(text: &str) -> Vec<String> {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), text).report();
        said(&DOUBLED_WORD, &report)
    }

    #[test]
    fn the_lists_are_well_formed() {
        lists::assert_well_formed::<3>(CHARACTERS);
        lists::assert_well_formed::<1>(WORDS);
    }

    #[test]
    fn what_was_typed_twice_is_found() {
        for (text, wrong, right) in [
            ("重大政策的的出台", "的的", "的"),
            ("推动街道政府信息公开工作工作，努力", "工作工作", "工作"),
            ("意见征询意见征询8件", "意见征询意见征询", "意见征询"),
            ("我们将进行进行整改", "进行进行", "进行"),
            ("青石乡乡人民政府编制", "乡乡人民政府", "乡人民政府"),
            ("保障参与权和监督权权。", "权权", "权"),
            ("印发实施方案案，逐项落实", "案案", "案"),
        ] {
            assert_eq!(messages(text), [format!("“{wrong}”多写了一遍，应为“{right}”。")], "{text}");
        }
    }

    #[test]
    fn a_title_says_it_once() {
        let mut report = Draft::new(2024).part(PartKind::Overview, Some(1), "平稳。").report();
        let title = "青石镇2024年政府信息公开工作年度报告";
        for (end, told) in [("报告", 1), ("", 0)] {
            report.title = Some(crate::rules::test_support::line(&format!("{title}{end}"), 1));
            assert_eq!(said(&DOUBLED_WORD, &report).len(), told);
        }
    }

    #[test]
    fn a_paragraph_has_one_number() {
        assert_eq!(messages("（二）（一）主动公开情况。"), ["段首写了两个序号“（二）（一）”，请留一个。"]);
        assert_eq!(messages("（二）主动公开（一）。"), Vec::<String>::new());
    }

    #[test]
    fn what_is_doubled_rightly_is_left_alone() {
        for text in [
            "推动民政政府信息公开工作，公布失信信息公开目录。",
            "以便民为目的的活动，人人参与，层层落实，年年如此，点点滴滴，认认真真。",
            "大家研究研究，一件一件办，逐项逐项对，二十二十。",
            "加强县政府政府网站建设，配齐信息公开工作工作人员，区政府政府信息公开申请8件。",
            "发展和和美乡村建设，饱和和过载；存在在线服务短板；实实在在在群众身边；针对对象不同。",
            "公开 公开",
        ] {
            assert_eq!(messages(text), Vec::<String>::new(), "{text}");
        }
    }
}
