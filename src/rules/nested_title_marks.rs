//! `nested-title-marks`: 《》 directly within 《》.

use super::prose::Passage;
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};

declare_rule! {
    /// ## 查什么
    /// 书名号里又用了双书名号，例如《关于印发《某某办法》的通知》；里层应该用单书名号〈〉。反过来，最外层用了单书名号，例如〈某某办法〉，应该用双书名号。
    ///
    /// ## 依据
    /// 《标点符号用法》（GB/T 15834—2011）：书名号里还需要用书名号时，外层用双书名号，里层用单书名号。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度落实《关于印发《年度报告格式》的通知》要求。
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
    /// 本年度落实《关于印发〈年度报告格式〉的通知》和《条例》《规定》要求。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 前一个书名号没有写完的，归“成对的标点”。
    pub static NESTED_TITLE_MARKS = "nested-title-marks", "书名号套书名号", Note, Punctuation, check;
}

fn check(rule: &Rule, Subject { prose, .. }: &Subject<'_>) -> Verdict {
    let findings = prose.own().flat_map(|passage| {
        let nested = nested(passage).into_iter().map(|range| (range, true));
        nested.chain(single(passage).map(|range| (range, false))).map(move |((from, to), nested)| {
            let written = &passage.line.text[from.byte..to.byte];
            let title = written.trim_matches(['《', '》', '〈', '〉']);
            let message = if nested {
                format!("{}在书名号里面，应改用单书名号“〈{title}〉”。", quote(written))
            } else {
                format!("{}不在书名号里面，应改用双书名号“《{title}》”。", quote(written))
            };
            rule.finding(message).anchor(Some(passage.place_of(from.character, to.character - from.character)))
        })
    });
    prose.verdict(findings.collect())
}

/// The first title in single marks that stands in no other title; only in a passage whose double marks are whole.
fn single(passage: &Passage<'_>) -> Option<(At, At)> {
    let text = &passage.line.text;
    if !text.contains('〈') || text.matches('《').count() != text.matches('》').count() {
        return None;
    }
    let mut open = 0_usize;
    let mut from = None;
    for (character, (byte, c)) in text.char_indices().enumerate() {
        match (c, from) {
            ('《', _) => open += 1,
            ('》', _) => open = open.saturating_sub(1),
            ('〈', None) if open == 0 => from = Some(At { byte, character }),
            ('〉', Some(from)) => return Some((from, At { byte: byte + c.len_utf8(), character: character + 1 })),
            _ => {}
        }
    }
    None
}

/// A place in a line as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct At {
    byte: usize,
    character: usize,
}

/// The inner titles, each with its marks: only those whose outer title is whole.
fn nested(passage: &Passage<'_>) -> Vec<(At, At)> {
    let mut open: Vec<At> = Vec::new();
    let mut inner: Vec<(At, At)> = Vec::new();
    let mut found = Vec::new();
    for (character, (byte, c)) in passage.line.text.char_indices().enumerate() {
        match c {
            '《' => open.push(At { byte, character }),
            '》' => match (open.pop(), open.len()) {
                (Some(_), 0) => found.append(&mut inner),
                (Some(from), 1) => inner.push((from, At { byte: byte + c.len_utf8(), character: character + 1 })),
                _ => {}
            },
            // A title does not go on past a sentence's end.
            '。' => {
                open.clear();
                inner.clear();
            }
            _ => {}
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
        said(&NESTED_TITLE_MARKS, &report)
    }

    #[test]
    fn the_inner_title_is_told() {
        let right = "“《甲办法》”在书名号里面，应改用单书名号“〈甲办法〉”。";
        assert_eq!(messages("按照《关于印发《甲办法》的通知》执行。"), [right]);
        assert_eq!(messages("《转发《甲办法》和《乙办法》的通知》。").len(), 2);
        assert_eq!(messages("《关于《甲办法》》。"), [right]);
        assert_eq!(messages("按照〈甲办法〉执行。"), ["“〈甲办法〉”不在书名号里面，应改用双书名号“《甲办法》”。"]);
    }

    #[test]
    fn titles_side_by_side_are_right() {
        for text in
            ["《甲》《乙》、《丙》。", "《关于印发〈甲办法〉的通知》。", "《甲办法，《乙办法》。", "甲》《乙》。"]
        {
            assert_eq!(messages(text), Vec::<String>::new(), "{text}");
        }
    }
}
