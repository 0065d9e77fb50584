//! `half-width-mark`: a half-width comma, colon, bracket … among Chinese characters.
//!
//! The proof-reading crate autocorrect builds for wasm32 but adds 289 KB (brotli) to the page, two fifths of it, and would
//! have a blank put between every figure and the word after it, which is wrong in an official document: these few marks are looked for by hand.

use super::prose::Passage;
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::fold::is_ideograph;

declare_rule! {
    /// ## 查什么
    /// 夹在汉字之间的半角逗号、句点、分号、冒号、问号、叹号、括号，例如“安排部署,成立”。不论多少处，一份报告只提示一次，并说有几处。
    ///
    /// ## 依据
    /// 《标点符号用法》（GB/T 15834—2011）：逗号、句号、括号等占一个字的位置。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度详细安排部署,成立了领导小组，主动公开信息20条。
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
    /// (一)主动公开。本年度每天8:30至17:30开放，网站访问1,234次，网址 https://example.gov.cn/a?b 不变。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 数字里的逗号和冒号、网址、英文、序号“(一)”“1.”，表格里的字，不查。网站或转换软件有时把全文的标点都改成半角，这时会说明，原件没有错就可以不管。
    pub static HALF_WIDTH_MARK = "half-width-mark", "半角标点", Note, Punctuation, check;
}

/// The half-width marks, each with the one that belongs in its place.
const MARKS: [(char, char); 8] =
    [(',', '，'), (';', '；'), (':', '：'), ('?', '？'), ('!', '！'), ('(', '（'), (')', '）'), ('.', '。')];

/// How many characters are shown on either side.
const AROUND: usize = 4;

/// From so many on, marks that are nearly all half-width were made so by a machine, or by habit.
const MANY: usize = 6;

fn check(rule: &Rule, Subject { prose, .. }: &Subject<'_>) -> Verdict {
    let mut places = Vec::new();
    let mut full = 0;
    for passage in prose.own() {
        let text: Vec<char> = passage.line.text.chars().collect();
        full += text.iter().filter(|c| **c != '。' && MARKS.iter().any(|(_, wide)| wide == *c)).count();
        places.extend(half_width(&text).into_iter().map(|at| (passage, at)));
    }
    let Some((passage, at)) = places.first().copied() else { return prose.verdict(Vec::new()) };
    let shown = around(passage, at);
    let message = if places.len() >= MANY && places.len() > 4 * full {
        format!(
            "正文的标点大多是半角的，例如{}；原件如果也是这样，请改用全角标点，如果是网站或软件转换的，可以不管。",
            quote(&shown)
        )
    } else {
        let wide = wide(passage, at);
        format!("{}里的标点是半角的，夹在汉字之间应改用全角“{wide}”。", quote(&shown))
    };
    let finding = rule.finding(message).anchor(Some(passage.place_of(at, 1)));
    prose.verdict(vec![finding.detail(format!("共 {} 处", places.len()))])
}

/// The characters around a mark; a figure is not cut.
fn around(passage: &Passage<'_>, at: usize) -> String {
    let text: Vec<char> = passage.line.text.chars().collect();
    let near = at.saturating_sub(AROUND);
    let is_digit = |at: &usize| text.get(*at).is_some_and(char::is_ascii_digit);
    let from = if is_digit(&near) { near - (0..near).rev().take(AROUND).take_while(is_digit).count() } else { near };
    text.iter().skip(from).take(at - from + 1 + AROUND).collect()
}

/// The full-width mark for the one at this place.
fn wide(passage: &Passage<'_>, at: usize) -> char {
    let mark = passage.line.text.chars().nth(at);
    MARKS.iter().find(|(half, _)| Some(*half) == mark).map_or('，', |(_, wide)| *wide)
}

/// Where half-width marks stand among Chinese characters.
fn half_width(text: &[char]) -> Vec<usize> {
    let is_chinese = |c: char| is_ideograph(c) || "，。、；：？！）》”〕（《“".contains(c);
    let marks = text.iter().enumerate().filter(|(_, c)| MARKS.iter().any(|(half, _)| half == *c));
    let told = marks.filter(|&(at, &c)| {
        let before = at.checked_sub(1).and_then(|at| text.get(at)).copied();
        let after = text.get(at + 1).copied();
        let left = before.is_some_and(is_chinese);
        let right = after.is_some_and(is_chinese);
        match c {
            '(' => left && right && !is_number(&text[at + 1..], ')'),
            ')' => left && !is_number_before(&text[..at]),
            // After a numeral it belongs to the number of a list.
            '.' => left && !is_number_before(&text[..at]) && (right || after.is_none()),
            // After a figure it may belong to the figure, before one as well: 8:30, 1,234, 0:00.
            _ => left && (right || after.is_none() || c != ':' && after.is_some_and(|c| c.is_ascii_digit())),
        }
    });
    told.map(|(at, _)| at).collect()
}

/// Whether the bracket that was just opened holds a number and nothing else, 「(十二)」.
fn is_number(text: &[char], closing: char) -> bool {
    let number = text.iter().take_while(|c| is_numeral(**c)).count();
    (1..=3).contains(&number) && text.get(number) == Some(&closing)
}

/// The same before a bracket that closes.
fn is_number_before(text: &[char]) -> bool {
    let number = text.iter().rev().take_while(|c| is_numeral(**c)).count();
    (1..=3).contains(&number)
}

fn is_numeral(c: char) -> bool {
    crate::document::fold::is_numeral(c) || c.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, run};

    fn findings(text: &str) -> Vec<crate::diagnostic::Diagnostic> {
        run(&HALF_WIDTH_MARK, &Draft::new(2024).part(PartKind::Overview, Some(1), text).report()).findings
    }

    #[test]
    fn one_finding_counts_the_places() {
        let findings = findings("详细安排部署,成立小组;发布信息(含解读)，成效明显。");
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].message, "“安排部署,成立小组”里的标点是半角的，夹在汉字之间应改用全角“，”。");
        assert_eq!(findings[0].detail.as_deref(), Some("共 4 处"));
        let figure =
            run(&HALF_WIDTH_MARK, &Draft::new(2024).part(PartKind::Overview, Some(1), "到2024年,我镇平稳。").report());
        assert!(figure.findings[0].message.starts_with("“2024年,我镇平稳”"), "{}", figure.findings[0].message);
    }

    #[test]
    fn a_text_that_was_converted_is_told_so() {
        let found = findings(&"公开信息,答复申请,".repeat(6));
        assert!(found[0].message.starts_with("正文的标点大多是半角的"), "{}", found[0].message);
    }

    #[test]
    fn figures_addresses_and_numbers_are_left_alone() {
        for text in [
            "(一)主动公开。访问1,234次，8:30开放。第(十二)项。",
            "网址http://www.example.gov.cn:80/?a=b，信箱a@b.cn。",
            "WTO, APEC (2024) are English.",
            "电话:0000-12345678",
            "一.主动公开。3.依申请公开",
            "办公时间为上午8:30-12:00。",
        ] {
            assert_eq!(findings(text), [], "{text}");
        }
    }
}
