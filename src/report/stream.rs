//! The document as one stream of rows of tokens, whatever marked its cells.
//!
//! A row of a table gives its cells; a paragraph gives one token, or, when it ends in figures, its words and those
//! figures (cells separated by blanks). What a token *means* is for the table modules to say.

use std::borrow::Cow;

use crate::document::figure;
use crate::document::fold::{is_blank, letters};
use crate::document::{Block, Document};
use crate::error::{Error, ErrorKind};
use crate::limits::MAX_CELLS;
use crate::location::Anchor;

/// Longest text that can be a label or a figure, in characters; longer is prose.
const LONGEST_LABEL: usize = 90;

/// What a token looks like by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An empty cell.
    Blank,
    /// A number or a mark for nothing.
    Value,
    /// Words that may be a label.
    Text,
    /// Words that are too long for a label.
    Prose,
}

/// A cell or a piece of a line.
#[derive(Debug, Clone)]
pub(super) struct Token<'a> {
    pub text: Cow<'a, str>,
    /// The letters of a [`Kind::Text`] token, for comparison with labels; empty for others.
    pub letters: String,
    pub kind: Kind,
    pub anchor: Anchor,
    /// Its column in the grid, from 0; its place in the line otherwise.
    pub column: usize,
}

/// A row of the stream.
#[derive(Debug, Clone)]
pub(super) struct Row<'a> {
    pub tokens: Vec<Token<'a>>,
    /// The grid it comes from; `None` for a paragraph.
    pub grid: Option<usize>,
    /// Several cells that are known to be one row.
    pub bounded: bool,
    /// The paragraph as written, for rows that turn out to be text.
    pub whole: Option<(&'a str, Anchor)>,
}

impl<'a> Token<'a> {
    fn new(text: impl Into<Cow<'a, str>>, anchor: Anchor, column: usize) -> Self {
        let text = text.into();
        let kind = kind_of(&text);
        let letters = if kind == Kind::Text { letters(&text) } else { String::new() };
        Self { text, letters, kind, anchor, column }
    }

    /// Some of the digits of a figure, given as byte offsets, as a figure of their own.
    pub fn part(&self, from: usize, to: usize) -> Self {
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let text = match &self.text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[from..to]),
            Cow::Owned(text) => Cow::Owned(text[from..to].to_owned()),
        };
        Self { text, anchor: self.anchor.within(count(from), count(to - from)), ..self.clone() }
    }

    /// The text in one line: line breaks inside a cell go, since Chinese needs no blank there.
    pub fn in_one_line(&self) -> String {
        if figure::whole(&self.text).is_some() {
            return self.text.clone().into_owned();
        }
        if !self.text.contains('\n') {
            return self.text.trim_matches(is_blank).to_owned();
        }
        self.text.split('\n').map(|line| line.trim_matches(is_blank)).collect()
    }
}

impl Row<'_> {
    /// The row as a line of text.
    pub fn line(&self) -> Option<(String, Anchor)> {
        if let Some((text, anchor)) = self.whole {
            return Some((text.to_owned(), anchor));
        }
        let filled: Vec<_> = self.tokens.iter().filter(|token| token.kind != Kind::Blank).collect();
        let text = filled.iter().map(|token| token.in_one_line()).collect::<Vec<_>>().join(" ");
        Some((text, filled.first()?.anchor))
    }
}

fn kind_of(text: &str) -> Kind {
    // Most cells of a report.
    if figure::whole(text).is_some() {
        return Kind::Value;
    }
    if text.len() > LONGEST_LABEL * 3 && text.chars().count() > LONGEST_LABEL
        || text.contains('。') && text.chars().count() > 8
    {
        return Kind::Prose;
    }
    if text.chars().all(is_blank) {
        Kind::Blank
    } else if figure::is_value(text) {
        Kind::Value
    } else {
        Kind::Text
    }
}

/// The rows of the document.
///
/// # Errors
/// [`ErrorKind::TooLarge`] when its lines hold more figures than [`MAX_CELLS`].
pub(super) fn rows(document: &Document) -> Result<Vec<Row<'_>>, Error> {
    let mut rows = Vec::new();
    let mut split = 0;
    for (index, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Paragraph(paragraph) => {
                let tokens = pieces(&paragraph.text, paragraph.anchor);
                let bounded = tokens.len() > 1;
                split += tokens.len() - 1;
                if split > MAX_CELLS {
                    return Err(Error::new(
                        ErrorKind::TooLarge,
                        format!("数字超过 {MAX_CELLS} 个，不像一份年度报告，没有继续读。"),
                    ));
                }
                rows.push(Row { tokens, grid: None, bounded, whole: Some((&paragraph.text, paragraph.anchor)) });
            }
            Block::Table(grid) => {
                for row in 0..grid.height() {
                    let tokens: Vec<_> =
                        grid.row(row).map(|cell| Token::new(cell.text.as_str(), cell.anchor, cell.column)).collect();
                    if !tokens.is_empty() {
                        let bounded = tokens.len() > 1;
                        rows.push(Row { tokens, grid: Some(index), bounded, whole: None });
                    }
                }
            }
        }
    }
    Ok(rows)
}

/// A paragraph as tokens: 「行政许可 0」 is a label and a figure, everything else is one token.
fn pieces(text: &str, anchor: Anchor) -> Vec<Token<'_>> {
    let whole = || vec![Token::new(text, anchor, 0)];
    if text.len() > LONGEST_LABEL * 4 || !text.contains(is_blank) || text.contains('。') {
        return whole();
    }
    let words: Vec<(usize, &str)> = words(text);
    let figures = words.iter().rev().take_while(|(_, word)| figure::is_value(word)).count();
    if figures == 0 || words.len() == 1 {
        return whole();
    }
    let labels = words.len() - figures;
    let mut tokens = Vec::with_capacity(figures + 1);
    if labels > 0 {
        let (last, word) = words[labels - 1];
        tokens.push(Token::new(&text[..last + word.len()], shifted(anchor, text, 0, last + word.len()), 0));
    }
    for &(at, word) in &words[labels..] {
        tokens.push(Token::new(word, shifted(anchor, text, at, at + word.len()), tokens.len()));
    }
    tokens
}

pub(super) fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, is_blank(c)) {
            (None, false) => start = Some(at),
            (Some(from), true) => {
                words.push((from, &text[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// The place of a stretch of the paragraph, given as byte offsets.
fn shifted(anchor: Anchor, text: &str, start: usize, end: usize) -> Anchor {
    let count = |part: &str| u32::try_from(part.chars().count()).unwrap_or(u32::MAX);
    anchor.within(count(&text[..start]), count(&text[start..end]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Paragraph;

    fn split(text: &str) -> Vec<String> {
        let tokens = pieces(text, Anchor::Text { line: 1, column: 1, length: 0 });
        tokens.iter().map(|token| token.text.to_string()).collect()
    }

    #[test]
    fn figures_at_the_end_of_a_line_are_cells() {
        assert_eq!(split("规章 2 1 12"), ["规章", "2", "1", "12"]);
        assert_eq!(split("（四） 无法提供 0"), ["（四） 无法提供", "0"]);
        assert_eq!(split("0 0 5"), ["0", "0", "5"]);
        assert_eq!(split("2024 年 1 月 1 日"), ["2024 年 1 月 1 日"]);
    }

    #[test]
    fn lines_hold_as_many_figures_as_tables_do() {
        let anchor = Anchor::Text { line: 1, column: 1, length: 0 };
        let line = Block::Paragraph(Paragraph { text: "（一）予以公开 4 2 0 0 1 0 7".to_owned(), anchor });
        let of_lines = |count: usize| Document::new(vec![line.clone(); count]);
        assert_eq!(rows(&of_lines(MAX_CELLS / 7)).map(|rows| rows.len()), Ok(MAX_CELLS / 7));
        let beyond = of_lines(MAX_CELLS / 7 + 1);
        assert_eq!(rows(&beyond).map(|rows| rows.len()).map_err(|error| error.kind), Err(ErrorKind::TooLarge));
    }

    #[test]
    fn a_cell_of_a_line_keeps_its_place() {
        let tokens = pieces("规章 2 12", Anchor::Text { line: 4, column: 3, length: 7 });
        assert_eq!(tokens[2].anchor, Anchor::Text { line: 4, column: 8, length: 2 });
    }
}
