//! The running text in paragraphs: lines that were broken only where a page was full are put together again, so that a
//! date or a name that runs over the end of a line is found.

use std::ops::Range;

use super::prose::{Passage, Place, Prose};
use crate::location::Anchor;

/// The shortest line, in folded bytes, that may run on into the next: a row of a page has more characters than a cell or a
/// heading.
const FULL_LINE: usize = 45;

/// The longest sentence that is looked at, in folded bytes: some 1,300 characters. What runs on longer is no sentence, and
/// rules that look back and forth in one would take forever.
const LONGEST_SENTENCE: usize = 4_000;

/// Lines of one place put together, as [`Prose`] keeps them.
#[derive(Debug, Clone)]
pub(super) struct Joined {
    place: Place,
    text: String,
    /// The byte of `text` at which each of its lines begins, and which passage it is.
    lines: Vec<(usize, usize)>,
}

/// Lines of one place that make one running text, folded.
#[derive(Debug, Clone, Copy)]
pub struct Paragraph<'p> {
    /// Where it stands.
    pub place: Place,
    joined: &'p Joined,
    passages: &'p [Passage<'p>],
}

/// A sentence of a paragraph.
#[derive(Debug, Clone, Copy)]
pub struct Sentence<'p> {
    /// The paragraph it is part of.
    pub paragraph: &'p Paragraph<'p>,
    /// Its words, folded, without the mark that ends it.
    pub text: &'p str,
    start: usize,
}

impl<'p> Paragraph<'p> {
    /// Its words, folded.
    pub fn text(&self) -> &'p str {
        &self.joined.text
    }

    /// Its sentences, as [`Passage::sentences`] has them, without what is too long to be one.
    pub fn sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        let mut start = 0;
        self.text().split(['。', ';', '!', '?']).filter_map(move |text| {
            let sentence = Sentence { paragraph: self, text, start };
            start += text.len();
            start += self.text()[start..].chars().next().map_or(0, char::len_utf8);
            (1..=LONGEST_SENTENCE).contains(&text.len()).then_some(sentence)
        })
    }

    /// The place of some bytes of the text; of what runs over the end of a line, the part on its first line.
    pub fn anchor(&self, range: Range<usize>) -> Option<Anchor> {
        let (line, range) = self.on_lines(range).next()?;
        Some(line.anchor(range))
    }

    /// Some bytes of the text as they are written.
    pub fn written(&self, range: Range<usize>) -> String {
        self.on_lines(range).map(|(line, range)| line.written(range)).collect()
    }

    /// The part of a range that falls on each line, in the bytes of that line.
    fn on_lines(&self, range: Range<usize>) -> impl Iterator<Item = (&'p Passage<'p>, Range<usize>)> {
        let (passages, lines) = (self.passages, &self.joined.lines);
        let first = lines.partition_point(|(start, _)| *start <= range.start).saturating_sub(1);
        let lines = lines.iter().skip(first).take_while(move |(start, _)| *start < range.end);
        lines.filter_map(move |&(start, at)| {
            let line = &passages[at];
            let from = range.start.max(start);
            let to = range.end.min(start + line.text().len());
            (from < to).then(|| (line, from - start..to - start))
        })
    }
}

impl<'p> Sentence<'p> {
    /// Some bytes of its words as bytes of its paragraph.
    pub const fn in_paragraph(&self, range: Range<usize>) -> Range<usize> {
        self.start + range.start..self.start + range.end
    }

    /// The place of some bytes of its words.
    pub fn anchor(&self, range: Range<usize>) -> Option<Anchor> {
        self.paragraph.anchor(self.in_paragraph(range))
    }

    /// Some bytes of its words as they are written.
    pub fn written(&self, range: Range<usize>) -> String {
        self.paragraph.written(self.in_paragraph(range))
    }

    /// The byte at which its words begin that are no number of a list: （一）, 一是, 2., ①.
    pub fn head(&self) -> usize {
        self.text.len() - without_number(self.text).len()
    }

    /// Whether this byte stands between quotation or title marks.
    pub fn is_quoted(&self, at: usize) -> bool {
        let before = &self.text[..at];
        before.matches('《').count() > before.matches('》').count() || before.matches('"').count() % 2 == 1
    }
}

/// The text without the number of a list before it.
pub fn without_number(text: &str) -> &str {
    let is_number = |c: char| c.is_ascii_digit() || crate::document::fold::is_numeral(c);
    let mut rest = text.trim_start_matches(['#', '*', '>', '-', '•', '.']);
    if let Some(inside) = rest.strip_prefix('(')
        && let Some((number, after)) = inside.split_once(')')
        && !number.is_empty()
        && number.chars().all(is_number)
    {
        rest = after.trim_start_matches(['、', '.']);
    }
    let after = rest.trim_start_matches(is_number);
    if after.len() < rest.len() && rest.len() - after.len() <= 6 {
        for mark in ["、", ".", "是", ")"] {
            if let Some(after) = after.strip_prefix(mark) {
                return after.trim_start_matches([',', ':']);
            }
        }
    }
    rest.trim_start_matches(|c: char| matches!(c, '\u{2460}'..='\u{249B}' | '\u{3220}'..='\u{3229}'))
}

/// The paragraphs of a report, in its order.
pub fn paragraphs<'p>(prose: &'p Prose<'_>) -> Vec<Paragraph<'p>> {
    let passages = &prose.passages;
    prose.joined.iter().map(|joined| Paragraph { place: joined.place, joined, passages }).collect()
}

/// Puts lines together that were broken only where a page was full. Every rule that looks at paragraphs looks at these.
pub(super) fn join(passages: &[Passage<'_>]) -> Vec<Joined> {
    let mut all: Vec<Joined> = Vec::new();
    for (at, passage) in passages.iter().enumerate() {
        let text = passage.text();
        if text.is_empty() || is_page_number(text) {
            continue;
        }
        match all.last_mut().filter(|last| last.place == passage.place && runs_on(last, text)) {
            Some(last) => {
                last.lines.push((last.text.len(), at));
                last.text.push_str(text);
            }
            None => all.push(Joined { place: passage.place, text: text.to_owned(), lines: vec![(0, at)] }),
        }
    }
    all
}

/// Whether a paragraph goes on with this line.
fn runs_on(paragraph: &Joined, next: &str) -> bool {
    let last = paragraph.lines.last().map_or(0, |&(start, _)| paragraph.text.len() - start);
    last >= FULL_LINE
        && !paragraph.text.ends_with(['。', ';', ':', '!', '?'])
        && without_number(next).len() == next.len()
        && matches!(paragraph.place, Place::Preface | Place::Body(_))
}

/// - 5 -, which stands in the middle of a text that was copied out of pages.
fn is_page_number(text: &str) -> bool {
    let digits = text.trim_matches('-');
    (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{PartKind, Report};
    use crate::rules::test_support::{Draft, line};

    fn report(lines: &[&str]) -> Report {
        let mut report = Draft::new(2024).part(PartKind::Overview, Some(1), "").report();
        report.parts[0].body = (1..).zip(lines).map(|(number, text)| line(text, number)).collect();
        report
    }

    #[test]
    fn a_date_over_the_end_of_a_line_is_whole() {
        let report =
            report(&["报告中所列数据统计期限自 2024 年 1 月 1 日", "- 1 -", "起至 2024 年 12 月 31 日止。", "无。"]);
        let prose = Prose::of(&report);
        let paragraphs = paragraphs(&prose);
        let texts: Vec<_> = paragraphs[1..].iter().map(Paragraph::text).collect();
        assert_eq!(texts, ["报告中所列数据统计期限自2024年1月1日起至2024年12月31日止。", "无。"]);
        let whole = texts[0].find("2024年1").map(|at| at..texts[0].len() - "止。".len()).expect("it is there");
        assert_eq!(paragraphs[1].written(whole.clone()), "2024 年 1 月 1 日起至 2024 年 12 月 31 日");
        assert_eq!(paragraphs[1].anchor(whole), Some(Anchor::Text { line: 1, column: 14, length: 14 }));
    }

    #[test]
    fn short_lines_and_numbered_ones_stand_alone() {
        let report = report(&["加强学习", "本年度工作平稳有序有条不紊没有问题也没有遗留", "（二）依申请公开情况。"]);
        assert_eq!(paragraphs(&Prose::of(&report)).len(), 4);
    }

    #[test]
    fn the_number_of_a_list_is_no_word() {
        for text in ["(二)2024年", "二是2024年", "2、2024年", "2.2024年", "①2024年", "2024年", "#2024年"] {
            assert_eq!(without_number(text), "2024年", "{text}");
        }
    }
}
