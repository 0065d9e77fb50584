//! `markup-residue`: what a web page or a word processor writes for itself stands in the text.

use std::ops::Range;

use super::prose::Passage;
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};

declare_rule! {
    /// ## 查什么
    /// 正文里留着网页或排版软件的代码：“&nbsp;”“<o:p>”“</span>”这样的标签，“mso-”开头的样式，以及落单的“>”“<”。
    ///
    /// ## 依据
    /// 审核惯例，没有条文规定。这些是复制、排版时带出来的，读者会看见。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 按照政府信息公开工作年度报告格式>某某镇人民政府编制本报告。
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    /// 多了一个“>”。
    ///
    /// ## 对例
    /// ```report
    /// 首页 > 政府信息公开 > 年度报告
    ///
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 按照《关于印发<年度报告格式>的通知》编制本报告，满意率>95%。
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 网页源文件里的代码不算，读的时候已经换成文字。网页的导航（首页 > 栏目）、数字旁边的大于小于号、成对的“<……>”不查。
    pub static MARKUP_RESIDUE = "markup-residue", "有没有留着网页代码", Warning, Practice, check;
}

fn check(rule: &Rule, Subject { prose, .. }: &Subject<'_>) -> Verdict {
    let mut findings = Vec::new();
    // How many marks were opened in the lines before: a line's end may come between the two of a pair.
    let mut open = 0;
    for passage in &prose.passages {
        let text: &str = &passage.line.text;
        if !text.contains(['<', '>', '＜', '＞', '&', '＆'])
            && !text.contains("nbsp")
            && !text.contains("mso-")
            && !text.contains('{')
        {
            continue;
        }
        let found = residue(passage, &mut open);
        // A text full of tags is told once, at the first of them.
        let more = match found.len() {
            0 | 1 => String::new(),
            all => format!("（这一段共 {all} 处）"),
        };
        if let Some(first) = found.into_iter().next() {
            let written: String = text.chars().skip(first.start).take(first.len()).collect();
            let message =
                format!("正文里留着{}{more}，是网页或排版软件的代码，请删去。", shown(&written, text, &first));
            let to_u32 = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            let anchor = passage.anchor_of_characters(to_u32(first.start)..to_u32(first.end));
            findings.push(rule.finding(message).anchor(Some(anchor)));
        }
    }
    prose.verdict(findings)
}

/// The residue as it is told: a lone mark with the words before it.
fn shown(written: &str, text: &str, place: &Range<usize>) -> String {
    if written.chars().count() > 1 {
        return quote(written);
    }
    let from = place.start.saturating_sub(6);
    let around: String = text.chars().skip(from).take(place.end + 2 - from).collect();
    format!("{}里的{}", quote(&around), quote(written))
}

/// The pieces of code in a passage, as ranges of characters of the line, in their order.
fn residue(passage: &Passage<'_>, open: &mut usize) -> Vec<Range<usize>> {
    let chars: Vec<char> = passage.line.text.chars().map(narrow).collect();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut opened: Vec<(usize, bool)> = Vec::new();
    let mut lone: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let code = match c {
            '&' => entity(&chars[at..]),
            '<' => tag(&chars[at..]),
            'm' if chars[at..].starts_with(&['m', 's', 'o', '-']) => Some(word(&chars[at..])),
            '{' => style(&chars[at..]),
            'n' if chars[at..].starts_with(&['n', 'b', 's', 'p']) => Some(word(&chars[at..])),
            _ => None,
        };
        if let Some(length) = code {
            found.push(at..at + length);
            at += length;
            continue;
        }
        match c {
            '<' => opened.push((at, compares(&chars, at))),
            '>' if opened.pop().is_some() => {}
            '>' if *open > 0 => *open -= 1,
            '>' if !compares(&chars, at) => lone.push(at),
            _ => {}
        }
        at += 1;
    }
    let opened: Vec<usize> = opened.into_iter().filter(|(_, compares)| !compares).map(|(at, _)| at).collect();
    if passage.text().contains(['。', ',']) && !is_path(passage) {
        found.extend(lone.into_iter().map(|at| at..at + 1));
        if is_whole(passage) {
            found.extend(opened.into_iter().map(|at| at..at + 1));
        } else {
            *open = opened.len();
        }
    }
    found.sort_by_key(|range| range.start);
    found
}

const fn narrow(c: char) -> char {
    match c {
        '＜' => '<',
        '＞' => '>',
        '＆' => '&',
        _ => c,
    }
}

/// The length of `&nbsp;`, `&#160;`, `&lt;`.
fn entity(chars: &[char]) -> Option<usize> {
    const NAMES: [&str; 14] = [
        "nbsp", "amp", "lt", "gt", "quot", "ldquo", "rdquo", "lsquo", "rsquo", "middot", "hellip", "mdash", "ensp",
        "emsp",
    ];
    let name: String = chars[1..].iter().take(8).take_while(|c| c.is_ascii_alphanumeric() || **c == '#').collect();
    let is_number = name.strip_prefix('#').is_some_and(|code| code.len() > 1);
    let ends = chars.get(1 + name.len()) == Some(&';');
    ((NAMES.contains(&name.as_str()) || is_number) && (ends || name == "nbsp"))
        .then_some(1 + name.len() + usize::from(ends))
}

/// The length of `<o:p>`, `</span>`, `<br/>`, `<!--`: a letter right after the mark, and an end not far away.
fn tag(chars: &[char]) -> Option<usize> {
    const LONGEST: usize = 300;
    let name = match chars.get(1) {
        Some('/') => chars.get(2)?,
        Some('!') if chars.get(2) == Some(&'-') => return Some(4.min(chars.len())),
        Some(c) => c,
        None => return None,
    };
    let end = chars.iter().take(LONGEST).position(|c| *c == '>')?;
    let inside: String = chars[1..end].iter().collect();
    let name_end = inside.trim_start_matches('/').find(|c: char| !c.is_ascii_alphanumeric() && c != ':');
    let rest = name_end.map_or("", |at| &inside.trim_start_matches('/')[at..]);
    // 「<APP公约>」 is a title, not a tag.
    let is_tag = rest.is_empty() || rest.starts_with([' ', '/', '\u{a0}']) && !rest.contains('。');
    (name.is_ascii_alphabetic() && is_tag).then_some(end + 1)
}

/// The length of 「{margin-top:0;line-height:2;}」: what an editor's style sheet has between its brackets.
fn style(chars: &[char]) -> Option<usize> {
    const LONGEST: usize = 600;
    let end = chars.iter().take(LONGEST).position(|c| *c == '}')?;
    let inside = chars.get(1..end)?;
    let is_style =
        inside.contains(&':') && inside.iter().all(|c| c.is_ascii()) && inside.iter().any(char::is_ascii_alphabetic);
    is_style.then_some(end + 1)
}

/// The length of a word of ASCII letters and marks.
fn word(chars: &[char]) -> usize {
    chars.iter().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ';' | ':')).count()
}

/// Whether the mark compares figures or is part of an arrow: 「>95%」, 「PM2.5 < 35」, 「->」, 「<<」.
fn compares(chars: &[char], at: usize) -> bool {
    let is_of_formula = |c: Option<&char>| c.is_some_and(|c| c.is_ascii_graphic() || c.is_numeric());
    let before = chars[..at].iter().rev().find(|c| !c.is_whitespace());
    let after = chars[at + 1..].iter().find(|c| !c.is_whitespace());
    is_of_formula(before) || is_of_formula(after)
}

/// Whether the passage is the way through a site: 「首页 > 政府信息公开 > 年报」.
fn is_path(passage: &Passage<'_>) -> bool {
    let text = passage.text();
    ["首页", "位置", "主页", "上一", "下一", "更多"].iter().any(|word| text.contains(word))
}

/// Whether the passage is a whole paragraph, so that what is opened in it should be closed in it.
fn is_whole(passage: &Passage<'_>) -> bool {
    passage.text().ends_with(['。', ';', ':', '!', ')'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, run, said};

    fn told(text: &str) -> Vec<String> {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), text).report();
        said(&MARKUP_RESIDUE, &report)
    }

    #[test]
    fn code_is_told_once_a_paragraph() {
        let of = |words: &str| vec![format!("正文里留着{words}，是网页或排版软件的代码，请删去。")];
        assert_eq!(told("公开&nbsp;信息"), of("“&nbsp;”"));
        assert_eq!(told("公开<o:p></o:p>信息"), of("“<o:p>”（这一段共 2 处）"));
        assert_eq!(told("公开<span style=\"x\">信息</span>"), of("“<span style=\"x\">”（这一段共 2 处）"));
        assert_eq!(told("根据报告格式>本镇编制，特此说明。"), of("“根据报告格式>本镇”里的“>”"));
        assert_eq!(told("根据<条例编制本报告。"), of("“根据<条例”里的“<”"));
        assert_eq!(told("公开nbsp;信息"), of("“nbsp;”"));
    }

    #[test]
    fn marks_with_a_meaning_are_left_alone() {
        for text in [
            "《关于印发<年度报告格式>的通知》，编制本报告。",
            "满意率＞95%，时长<3天。",
            "首页>政府信息公开>年报，正文。",
            "R&D投入、A&B。",
            "发展->改革，稳步推进。",
            "印发<条例",
            "<APP公约>已经印发，公开。",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_pair_over_two_lines_is_left_alone() {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), "按照要求，根据关于印发<年度报告").part(
            PartKind::Other,
            Some(6),
            "格式>的通知编制。另有条例>一处。",
        );
        assert_eq!(run(&MARKUP_RESIDUE, &report.report()).findings.len(), 1);
    }

    #[test]
    fn the_place_is_that_of_the_code() {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), "公开 &nbsp;信息").report();
        let anchor = run(&MARKUP_RESIDUE, &report).findings[0].anchor;
        assert_eq!(anchor, Some(crate::location::Anchor::Text { line: 101, column: 4, length: 6 }));
    }
}
