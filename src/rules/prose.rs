//! The running text of a report as rules read it: passages, sentences, and the way back to the place in the source.
//!
//! Rules that look for words look in the *folded* text ([`crate::document::fold`]): no blanks, one kind of bracket,
//! quotation mark and width, so that a word broken by a blank or a line's end is still found. Rules about marks and
//! blanks look at the text as written ([`Passage::line`]).

use std::ops::Range;

use super::Verdict;
use super::paragraphs::{self, Joined};
use crate::diagnostic::Diagnostic;
use crate::document::fold::fold_char;
use crate::limits::MAX_PROSE;
use crate::location::Anchor;
use crate::report::{Line, PartKind, Report};

/// The fewest characters a passage has that is taken for a sentence because of its commas alone.
const SHORTEST_SENTENCE: usize = 12;

/// Words, folded, of what a page has around a report.
const FURNITURE: &[&str] = &[
    "版权所有",
    "主办:",
    "主办单位",
    "承办:",
    "承办单位",
    "网站标识码",
    "ICP备",
    "公网安备",
    "联系我们",
    "网站地图",
    "浏览次数",
    "浏览量:",
    "阅读次数",
    "点击数",
    "上一篇",
    "下一篇",
    "扫一扫",
    "分享到",
    "打印本页",
    "关闭窗口",
    "当前位置",
    "您的位置",
    "您所在的位置",
    "索引号",
    "字体:",
    "字号:",
    "返回顶部",
    "责任编辑",
    "相关链接",
    "相关附件",
    "来源:",
    "发布时间:",
    "发布日期:",
    "采集时间",
];

fn is_furniture(folded: &str) -> bool {
    FURNITURE.iter().any(|words| folded.contains(words))
}

/// Whether it is of the heads of table four or of the totals, which stand in the text where a table was not found.
fn is_table_head(folded: &str) -> bool {
    !folded.contains(['。', ',', ';'])
        && ["尚未", "总计", "结果维持", "制发件数"].iter().any(|words| folded.contains(words))
}

/// Where a passage stands in the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The title.
    Title,
    /// Between the title and the first part; of a page also what stands around the report.
    Preface,
    /// The heading of a part.
    Heading(PartKind),
    /// The text of a part, without the cells of its table.
    Body(PartKind),
}

/// A line or paragraph of the report.
#[derive(Debug, Clone)]
pub struct Passage<'r> {
    /// Where it stands.
    pub place: Place,
    /// As written.
    pub line: &'r Line,
    folded: String,
    /// Where each character of `folded` comes from, in its order.
    origins: Vec<Origin>,
}

/// Where a folded character comes from.
#[derive(Debug, Clone, Copy)]
struct Origin {
    /// The byte of the folded text at which it begins.
    folded: usize,
    /// Which character of the line it was.
    character: u32,
    /// The byte of the line at which that begins.
    byte: usize,
}

impl<'r> Passage<'r> {
    fn of(place: Place, line: &'r Line) -> Self {
        let mut folded = String::with_capacity(line.text.len());
        let mut origins = Vec::with_capacity(line.text.len() / 3);
        for (character, (byte, c)) in (0..).zip(line.text.char_indices()) {
            if let Some(c) = fold_char(c) {
                origins.push(Origin { folded: folded.len(), character, byte });
                folded.push(c);
            }
        }
        Self { place, line, folded, origins }
    }

    /// The text without blanks, with one kind of bracket, quotation mark and width.
    pub fn text(&self) -> &str {
        &self.folded
    }

    /// Its sentences, each without the mark that ends it: 。；！？ in any width. None is empty.
    pub fn sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        let mut start = 0;
        self.folded.split(['。', ';', '!', '?']).filter_map(move |text| {
            let sentence = Sentence { passage: self, text, start };
            // Each of these marks but the first is one byte long after folding.
            start += text.len();
            start += self.folded[start..].chars().next().map_or(0, char::len_utf8);
            (!text.is_empty()).then_some(sentence)
        })
    }

    /// The place of some bytes of [`Self::text`] in the source; the whole line's where that cannot be told finer.
    pub fn anchor(&self, range: Range<usize>) -> Anchor {
        self.anchor_of_characters(self.characters(range))
    }

    /// The place of some characters of the line as written in the source; the whole line's where that cannot be told
    /// finer.
    pub fn anchor_of_characters(&self, characters: Range<u32>) -> Anchor {
        self.line.place_of(characters)
    }

    /// The place of so many characters of the line as written, after the first `start`.
    pub fn place_of(&self, start: usize, length: usize) -> Anchor {
        match (u32::try_from(start), u32::try_from(start.saturating_add(length))) {
            (Ok(start), Ok(end)) => self.anchor_of_characters(start..end),
            _ => self.line.anchor,
        }
    }

    /// Whether it is text and no label, date or button: it has a mark that only sentences have.
    fn has_sentence(&self) -> bool {
        let long = self.folded.len() >= 3 * SHORTEST_SENTENCE;
        self.folded.contains('。') || long && self.folded.contains([',', ';'])
    }

    /// Some bytes of [`Self::text`] as they are written in the line, blanks between them included.
    pub fn written(&self, range: Range<usize>) -> String {
        let written = self.origins(range).and_then(|(first, last)| {
            let rest = self.line.text.get(last.byte..)?;
            let end = last.byte + rest.chars().next().map_or(0, char::len_utf8);
            self.line.text.get(first.byte..end)
        });
        written.unwrap_or_default().to_owned()
    }

    /// The characters of the line that these bytes of the folded text were made of; empty for what is no stretch of it.
    fn characters(&self, range: Range<usize>) -> Range<u32> {
        self.origins(range).map_or(0..0, |(first, last)| first.character..last.character + 1)
    }

    /// Where the first and the last character of these bytes of the folded text come from. It is asked for every
    /// finding, and takes no longer in a long line.
    fn origins(&self, range: Range<usize>) -> Option<(Origin, Origin)> {
        let at = |byte: usize| self.origins.partition_point(|origin| origin.folded < byte);
        match self.origins.get(at(range.start)..at(range.end))? {
            [first, .., last] => Some((*first, *last)),
            [only] => Some((*only, *only)),
            [] => None,
        }
    }
}

/// A sentence of a passage, folded.
#[derive(Debug, Clone, Copy)]
pub struct Sentence<'p> {
    /// The passage it is part of.
    pub passage: &'p Passage<'p>,
    /// The folded text, without the mark that ends it.
    pub text: &'p str,
    /// The byte of [`Passage::text`] at which it begins.
    start: usize,
}

impl Sentence<'_> {
    /// The place of some bytes of [`Self::text`] in the source.
    pub fn anchor(&self, range: Range<usize>) -> Anchor {
        self.passage.anchor(self.start + range.start..self.start + range.end)
    }

    /// Some bytes of [`Self::text`] as written.
    pub fn written(&self, range: Range<usize>) -> String {
        self.passage.written(self.start + range.start..self.start + range.end)
    }
}

/// The running text of a report.
#[derive(Debug, Clone, Default)]
pub struct Prose<'r> {
    /// Its passages, in the order of the document.
    pub passages: Vec<Passage<'r>>,
    /// How many more there are, beyond [`MAX_PROSE`]: no rule looks at them.
    pub left_out: u32,
    /// Its paragraphs; see [`super::paragraphs::paragraphs`].
    pub(super) joined: Vec<Joined>,
    /// Which passages are the report's own sentences; see [`Self::own`].
    own: Vec<usize>,
}

impl<'r> Prose<'r> {
    /// The text of a report, from its title to the last line of its last part.
    pub fn of(report: &'r Report) -> Self {
        let title = report.title.iter().map(|line| (Place::Title, line));
        let preface = report.preface.iter().map(|line| (Place::Preface, line));
        let parts = report.parts.iter().flat_map(|part| {
            let body = part.body.iter().map(|line| (Place::Body(part.kind), line));
            std::iter::once((Place::Heading(part.kind), &part.heading)).chain(body)
        });
        let mut prose = Self::default();
        let mut bytes = 0;
        for (place, line) in title.chain(preface).chain(parts) {
            bytes += line.text.len();
            if bytes > MAX_PROSE {
                prose.left_out += 1;
            } else {
                prose.passages.push(Passage::of(place, line));
            }
        }
        prose.joined = paragraphs::join(&prose.passages);
        prose.own = own(&prose.passages);
        prose
    }

    /// Every sentence, in the order of the document.
    pub fn sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        self.passages.iter().flat_map(Passage::sentences)
    }

    /// The passages that are the report's own sentences: not its title and headings, not the labels of its tables, and of a
    /// saved page not what stands around the report.
    pub fn own(&self) -> impl Iterator<Item = &Passage<'r>> {
        self.own.iter().map(|&at| &self.passages[at])
    }

    /// Whether paragraphs are cut into lines, as the text of a page description is: many long passages end with no mark.
    pub fn is_wrapped(&self) -> bool {
        const LONG: usize = 18;
        let of_body = self.passages.iter().filter(|passage| matches!(passage.place, Place::Body(_)));
        let long = of_body.filter(|passage| passage.folded.len() > 3 * LONG);
        let (mut all, mut open) = (0_usize, 0_usize);
        for passage in long {
            all += 1;
            open += usize::from(passage.folded.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '、')));
        }
        open >= 3 && 4 * open > all
    }

    /// What a rule found that looked at every passage.
    pub fn verdict(&self, findings: Vec<Diagnostic>) -> Verdict {
        if self.passages.is_empty() && self.left_out == 0 {
            return Verdict::not_applicable("没有读到正文");
        }
        let places = u32::try_from(self.passages.len()).unwrap_or(u32::MAX);
        let left_out = (self.left_out > 0).then(|| (self.left_out, "正文太长，后面的没有查".to_owned()));
        Verdict::checked(places, findings).and_skipped(left_out)
    }

    /// The passages of a part's text, without its heading.
    pub fn body(&self, kind: PartKind) -> impl Iterator<Item = &Passage<'r>> {
        self.passages.iter().filter(move |passage| passage.place == Place::Body(kind))
    }
}

/// Which passages are the report's own sentences, looked up once for all rules.
fn own(passages: &[Passage<'_>]) -> Vec<usize> {
    let last = passages.iter().rev().find_map(|passage| match passage.place {
        Place::Body(kind) => Some(kind),
        _ => None,
    });
    let mut ended = false;
    let mut is_own = |passage: &Passage<'_>| match passage.place {
        Place::Title | Place::Heading(_) => false,
        Place::Preface => passage.has_sentence() && !is_furniture(&passage.folded),
        Place::Body(kind) => {
            ended |= Some(kind) == last && !passage.has_sentence() && is_furniture(&passage.folded);
            let text = kind.table().is_none() && !is_table_head(&passage.folded);
            !ended && (text || passage.has_sentence())
        }
    };
    let own = passages.iter().enumerate().filter(|(_, passage)| is_own(passage));
    own.map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, line};

    #[test]
    fn sentences_are_cut_at_their_marks_and_lead_back_to_their_place() {
        let line = line("本年 新收（5）件；办结４件。", 7);
        let passage = Passage::of(Place::Preface, &line);
        let sentences: Vec<_> = passage.sentences().collect();
        assert_eq!(sentences.iter().map(|sentence| sentence.text).collect::<Vec<_>>(), ["本年新收(5)件", "办结4件"]);
        let five = sentences[0].text.find("(5)").map(|at| at..at + 3).expect("it is there");
        assert_eq!(sentences[0].written(five.clone()), "（5）");
        assert_eq!(sentences[0].anchor(five), Anchor::Text { line: 7, column: 6, length: 3 });
        assert_eq!(sentences[1].anchor(0..6), Anchor::Text { line: 7, column: 11, length: 2 });
    }

    #[test]
    fn a_broken_word_is_found_and_shown_as_written() {
        let line = line("信息 公\u{a0}开", 1);
        let passage = Passage::of(Place::Preface, &line);
        let at = passage.text().find("公开").expect("it is there");
        assert_eq!(passage.written(at..at + "公开".len()), "公\u{a0}开");
    }

    #[test]
    fn a_stretch_that_is_none_is_empty() {
        let line = line("。。", 1);
        let passage = Passage::of(Place::Preface, &line);
        assert_eq!(passage.sentences().count(), 0);
        assert_eq!(passage.written(1..2), "");
        assert_eq!(passage.written(6..9), "");
    }

    #[test]
    fn the_text_of_a_report_knows_its_parts() {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), "本年平稳。").report();
        let prose = Prose::of(&report);
        let places: Vec<_> = prose.passages.iter().map(|passage| passage.place).collect();
        assert_eq!(places, [Place::Heading(PartKind::Overview), Place::Body(PartKind::Overview)]);
        assert_eq!(prose.body(PartKind::Overview).count(), 1);
    }

    #[test]
    fn text_without_end_is_not_looked_at_to_its_end() {
        let body = "字".repeat(MAX_PROSE / 3);
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), &body).report();
        let prose = Prose::of(&report);
        assert_eq!((prose.passages.len(), prose.left_out), (1, 1));
    }
}
