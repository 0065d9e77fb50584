//! `unpaired-mark`: a bracket, title mark or quotation mark without its other half.

use super::prose::{Passage, Place};
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::diagnostic::Severity;
use crate::document::fold::{is_blank, is_ideograph, is_numeral};
use crate::report::Reading;

declare_rule! {
    /// ## 查什么
    /// 正文里的括号（）〔〕【】、书名号《》〈〉、引号“”是不是成对，有没有只写一半的，两个引号方向是不是写成一样的。
    ///
    /// ## 依据
    /// 《标点符号用法》（GB/T 15834—2011）：括号、书名号、引号成对使用。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度运用某某微讯”微信公众号发布信息78条。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    /// 少了前引号。
    ///
    /// ## 对例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 1）主动公开。运用“某某微讯”微信公众号发布信息78条（含解读9条）。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// “1）”“一）”这样的序号，一半全角一半半角的括号，跨段的引文，单引号，不分前后的直引号，不查。按行切开又断断续续的文字不判断。
    pub static UNPAIRED_MARK = "unpaired-mark", "成对的标点", Warning, Punctuation, check;
}

/// A kind of mark: what opens and what closes, in any width.
struct Pair {
    opening: &'static [char],
    closing: &'static [char],
    /// What it is called.
    name: &'static str,
}

const PAIRS: [Pair; 5] = [
    Pair { opening: &['（', '('], closing: &['）', ')'], name: "括号" },
    Pair { opening: &['《'], closing: &['》'], name: "书名号" },
    Pair { opening: &['“'], closing: &['”'], name: "引号" },
    Pair { opening: &['〔', '［', '【', '['], closing: &['〕', '］', '】', ']'], name: "方括号" },
    Pair { opening: &['〈'], closing: &['〉'], name: "单书名号" },
];

/// Within so many passages the other half of a mark may stand, where a passage is a paragraph.
const SPAN: usize = 6;

/// The most characters between two quotation marks that point the same way, 「”三公”」.
const QUOTED: usize = 12;

/// How many characters are shown on the side of the mark that the missing half should stand on.
const SHOWN: usize = 8;

/// A mark without its other half.
#[derive(Debug, Clone, Copy)]
struct Half {
    pair: usize,
    opening: bool,
    passage: usize,
    at: usize,
    /// How many characters before it the mark stands that points the same way, where two of them make a pair.
    twin: Option<usize>,
}

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let wrapped = prose.is_wrapped();
    if wrapped && report.reading == Reading::Fragmented {
        return Verdict::skipped(
            u32::try_from(prose.passages.len()).unwrap_or(u32::MAX),
            "文字读出来断断续续，标点的另一半可能在别处",
        );
    }
    let own: Vec<&Passage<'_>> = prose.own().collect();
    // Where all quotation marks point one way, saying so once is enough.
    let (mut findings, mut is_twin_told) = (Vec::new(), false);
    for part in prose.passages.chunk_by(|a, b| a.place == b.place) {
        if matches!(part[0].place, Place::Preface | Place::Body(_)) {
            let Some(halves) = halves(part, wrapped) else {
                return Verdict::skipped(
                    u32::try_from(prose.passages.len()).unwrap_or(u32::MAX),
                    "不成对的标点太多，文字像是读坏了，没有逐处核对",
                );
            };
            let told = halves.into_iter().map(|half| (&part[half.passage], half));
            // What is no sentence may hold the other half of a mark, but is not judged itself.
            let told = told.filter(|(passage, _)| own.iter().any(|own| std::ptr::eq(*own, *passage)));
            let told = told.filter(|(_, half)| half.twin.is_none() || !std::mem::replace(&mut is_twin_told, true));
            findings.extend(told.map(|(passage, half)| describe(rule, passage, half)));
        }
    }
    prose.verdict(findings)
}

/// From how many single marks on a text is damaged rather than miswritten.
const MOST_HALVES: usize = 200;

/// The marks of a part's text whose other half is nowhere; `None` where there are more than any writer leaves open.
fn halves(part: &[Passage<'_>], wrapped: bool) -> Option<Vec<Half>> {
    let mut found: Vec<Half> = Vec::new();
    let mut open: Vec<Half> = Vec::new();
    for (passage, text) in part.iter().map(|passage| passage.line.text.as_str()).enumerate() {
        let mut straight = None;
        for (at, (byte, c)) in text.char_indices().enumerate() {
            let Some((pair, opening)) = side(c) else { continue };
            let half = Half { pair, opening, passage, at, twin: None };
            if pair == 2 && *straight.get_or_insert_with(|| text.contains(['"', '＂'])) {
                // Straight quotation marks may be the other halves.
            } else if opening {
                open.push(half);
            } else if let Some(at) = open.iter().rposition(|half| half.pair == pair) {
                // Marks inside that were left open are told; those around are still open.
                found.extend(open.drain(at..).skip(1));
            } else if !is_enumeration(&text[..byte]) {
                found.push(half);
            }
            if found.len() + open.len() > MOST_HALVES {
                return None;
            }
        }
        let ends = text.trim_end().ends_with(['。', '！', '？', '；', '!', '?', ';']);
        if !wrapped || ends {
            found.append(&mut open);
        }
    }
    found.append(&mut open);
    found.sort_by_key(|half| (half.passage, half.at));
    Some(without_spans(found))
}

/// Which pair a mark is of, and whether it opens it.
fn side(c: char) -> Option<(usize, bool)> {
    // Nearly every character of a text is one of these.
    if is_ideograph(c) || c.is_ascii_digit() {
        return None;
    }
    PAIRS.iter().enumerate().find_map(|(pair, kind)| {
        if kind.opening.contains(&c) { Some((pair, true)) } else { kind.closing.contains(&c).then_some((pair, false)) }
    })
}

/// 「1）」, 「（一）」 without its first half, 「a)」 at the beginning of a sentence; and what looks like a face.
fn is_enumeration(before: &str) -> bool {
    let is_number = |c: &char| c.is_ascii_alphanumeric() || is_numeral(*c) || ('①'..='⑳').contains(c);
    // A longer run is no number of a list.
    let last: Vec<char> = before.chars().rev().take(5).collect();
    let digits = last.iter().take_while(|c| is_number(c)).count();
    let begins = last.get(digits).is_none_or(|c| is_blank(*c) || !c.is_alphanumeric());
    (1..=3).contains(&digits) && begins || before.ends_with([':', '-'])
}

/// A mark that opens in one paragraph and closes in one soon after is a quotation of several paragraphs, or one
/// paragraph that was cut. Two quotation marks that point the same way around a few words are a pair, too, the second of
/// which is told as that.
fn without_spans(halves: Vec<Half>) -> Vec<Half> {
    let mut kept: Vec<Half> = Vec::new();
    for half in halves {
        let other = |kept: &Half| {
            let near = half.passage - kept.passage <= SPAN;
            let spans = kept.opening && !half.opening && kept.passage < half.passage;
            kept.twin.is_none() && kept.pair == half.pair && near && (is_same_way(kept, &half) || spans)
        };
        match kept.iter().rposition(other) {
            Some(at) => {
                let other = kept.remove(at);
                if is_same_way(&other, &half) {
                    kept.push(Half { twin: Some(half.at - other.at), ..half });
                }
            }
            None => kept.push(half),
        }
    }
    kept
}

/// Whether two quotation marks around a few words point the same way: “三审三校“.
fn is_same_way(first: &Half, second: &Half) -> bool {
    let near = first.passage == second.passage && second.at - first.at <= QUOTED;
    near && second.pair == 2 && first.opening == second.opening
}

fn describe(rule: &Rule, passage: &Passage<'_>, half: Half) -> crate::diagnostic::Diagnostic {
    let Half { pair, opening, at, .. } = half;
    let text: Vec<char> = passage.line.text.chars().collect();
    let range = if opening { at..(at + SHOWN).min(text.len()) } else { at.saturating_sub(SHOWN - 1)..at + 1 };
    let shown: String = text[range].iter().collect();
    let name = PAIRS[pair].name;
    if let Some(before) = half.twin {
        let quoted: String = text[at - before..=at].iter().collect();
        let message = format!("{quoted}的两个引号方向相同，请改成前引号“和后引号”。");
        let finding = rule.finding(message).anchor(Some(passage.place_of(at, 1)));
        // Nobody misreads it.
        return crate::diagnostic::Diagnostic { severity: Severity::Note, ..finding };
    }
    let (there, absent) = if opening { ("前", "后") } else { ("后", "前") };
    let message = format!("{}处只有{there}{name}，没有{absent}{name}，请补上或者删去。", quote(&shown));
    rule.finding(message).anchor(Some(passage.place_of(at, 1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;
    use crate::rules::test_support::{Draft, run};

    fn report(lines: &[&str]) -> Report {
        Draft::new(2024).overview(lines).report()
    }

    fn count(lines: &[&str]) -> usize {
        run(&UNPAIRED_MARK, &report(lines)).findings.len()
    }

    #[test]
    fn a_half_is_told_where_it_stands() {
        let finding = run(&UNPAIRED_MARK, &report(&["运用青石微讯”微信公众号。"])).findings.remove(0);
        assert_eq!(finding.message, "“运用青石微讯””处只有后引号，没有前引号，请补上或者删去。");
        assert_eq!(finding.anchor, Some(crate::location::Anchor::Text { line: 10, column: 7, length: 1 }));
    }

    #[test]
    fn each_kind_is_looked_at() {
        for text in [
            "按照《条例要求编制。",
            "共发布9条（含解读3条。",
            "国办函〔2020109号。",
            "条例》要求。",
            "《关于印发〈办法的通知》。",
            "（见《办法）全文。",
        ] {
            assert_eq!(count(&[text]), 1, "{text}");
        }
    }

    #[test]
    fn two_halves_far_apart_are_two() {
        assert_eq!(count(&["运用青石微讯”微信公众号发布信息，栏目按月更新。青石微讯”微信平台公开信息78条。"]), 2);
    }

    #[test]
    fn two_that_point_the_same_way_are_told_once() {
        let findings = run(&UNPAIRED_MARK, &report(&["落实“三审三校“制度、“一网通办“。"])).findings;
        let messages: Vec<_> = findings.iter().map(|finding| (finding.severity, finding.message.as_str())).collect();
        assert_eq!(messages, [(Severity::Note, "“三审三校“的两个引号方向相同，请改成前引号“和后引号”。")]);
    }

    #[test]
    fn what_has_its_other_half_is_left_alone() {
        for lines in [
            &["1）主动公开。一）依申请公开；（2)平台建设（含《办法》（试行））。"][..],
            &["“引文分成几段，", "到这里为止。”"],
            &["用\"直引号”的引号。"],
            &["好:)"],
        ] {
            assert_eq!(count(lines), 0, "{lines:?}");
        }
    }

    #[test]
    fn lines_of_one_paragraph_belong_together() {
        let cut = "按照有关规定和上级机关的要求认真编制本年度报告工作";
        let lines = [cut, cut, cut, "依据《中华人民共和国政府信息公开", "条例》编制。"];
        assert_eq!(count(&lines), 0);
    }

    #[test]
    fn text_in_pieces_is_not_judged() {
        let cut = "按照有关规定和上级机关的要求认真编制本年度报告工作";
        let mut report = report(&[cut, cut, cut, "条例》。"]);
        report.reading = Reading::Fragmented;
        assert!(run(&UNPAIRED_MARK, &report).skipped.is_some());
    }
}
