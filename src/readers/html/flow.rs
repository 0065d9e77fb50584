//! Running text: white space collapsed as a browser does it, line by line, each line with its place in the source.

use super::lists::is_numbered;
use crate::document::Paragraph;
use crate::document::fold::is_blank;
use crate::location::Anchor;

/// A place in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in characters.
    pub column: u32,
    /// Offset in bytes.
    pub offset: usize,
}

/// Turns byte offsets into lines and columns. It only moves forward, so that a whole page costs one pass, even one
/// that is a single long line.
#[derive(Debug)]
pub(super) struct Cursor<'a> {
    source: &'a str,
    place: Place,
}

impl<'a> Cursor<'a> {
    pub(super) const fn new(source: &'a str) -> Self {
        Self { source, place: Place { line: 1, column: 1, offset: 0 } }
    }

    /// The place of this offset. An offset that was passed already, or that lies within a character, gives the nearest
    /// place that can still be told.
    pub(super) fn place(&mut self, offset: usize) -> Place {
        let target = self.source.floor_char_boundary(offset);
        if let Some(passed) = self.source.get(self.place.offset..target) {
            match passed.rfind('\n') {
                Some(last) => {
                    let lines = passed.bytes().filter(|byte| *byte == b'\n').count();
                    self.place.line = self.place.line.saturating_add(count(lines));
                    self.place.column = count(passed[last + 1..].chars().count()).saturating_add(1);
                }
                None => self.place.column = self.place.column.saturating_add(count(passed.chars().count())),
            }
            self.place.offset = target;
        }
        self.place
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// One finished line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its text, trimmed; never empty.
    pub text: String,
    start: Place,
    end: usize,
}

impl Line {
    /// The line as a paragraph.
    pub(super) fn into_paragraph(self, source: &str) -> Paragraph {
        let covered = source.get(self.start.offset..self.end).unwrap_or_default();
        let length = count(covered.lines().next().unwrap_or_default().trim_end().chars().count());
        let anchor = Anchor::Text { line: self.start.line, column: self.start.column, length };
        Paragraph { text: self.text, anchor }
    }
}

/// A stretch of text between two tags, with its place in the source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'a> {
    /// The text, entities decoded.
    pub text: &'a str,
    /// The same as written.
    pub written: &'a str,
    /// Where it begins, in bytes.
    pub offset: usize,
}

impl Piece<'_> {
    /// Where the character at byte `index` of the text stands in the source. Behind an entity the two no longer run
    /// side by side; the entity's own place is given then.
    fn offset_of(&self, index: usize) -> usize {
        let alike = self.text.bytes().zip(self.written.bytes()).take(index).take_while(|(a, b)| a == b).count();
        self.offset + alike
    }
}

/// White space that was passed since the last visible character.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    None,
    Blank,
    /// White space with a line feed of the source in it.
    Feed,
}

/// The line that is being read.
#[derive(Debug, Default)]
pub(super) struct Flow {
    text: String,
    start: Option<Place>,
    end: usize,
    gap: Gap,
    /// The number of a list's item, which belongs before its first line.
    mark: Option<String>,
}

impl Flow {
    pub(super) const fn new() -> Self {
        Self { text: String::new(), start: None, end: 0, gap: Gap::None, mark: None }
    }

    /// Puts a number before the next line that is not empty, or takes it back.
    pub(super) fn set_mark(&mut self, mark: Option<String>) {
        self.mark = mark;
    }

    /// Adds text to the line.
    pub(super) fn push(&mut self, piece: Piece<'_>, cursor: &mut Cursor<'_>) {
        let mut visible = false;
        for (index, character) in piece.text.char_indices() {
            match character {
                '\n' => self.gap = Gap::Feed,
                ' ' | '\t' | '\r' | '\x0C' => {
                    if self.gap == Gap::None {
                        self.gap = Gap::Blank;
                    }
                }
                _ if is_blank(character) && !character.is_whitespace() => {}
                // Blanks that HTML does not collapse; at the beginning of a line they are only an indent.
                '\u{A0}' | '\u{3000}' if self.start.is_none() => {}
                _ => {
                    if self.start.is_none() {
                        self.start = Some(cursor.place(piece.offset_of(index)));
                    } else {
                        self.close_gap(character);
                    }
                    self.gap = Gap::None;
                    self.text.push(if character == '\u{A0}' { ' ' } else { character });
                    visible = true;
                }
            }
        }
        if visible {
            self.end = piece.offset + piece.written.len();
        }
    }

    /// A source line that was wrapped between two Chinese characters is no blank, as CSS has it.
    fn close_gap(&mut self, next: char) {
        let wrapped = self.gap == Gap::Feed && is_wide(next) && self.text.chars().next_back().is_some_and(is_wide);
        if self.gap != Gap::None && !wrapped {
            self.text.push(' ');
        }
    }

    /// Ends the line; `None` when nothing visible is on it.
    pub(super) fn end_line(&mut self) -> Option<Line> {
        self.gap = Gap::None;
        let mut start = self.start.take()?;
        let mut text = std::mem::take(&mut self.text);
        text.truncate(text.trim_end().len());
        if let Some(mark) = self.mark.take().filter(|_| !is_numbered(&text)) {
            // The number stands in no text: the line begins so much earlier that its words stand where they do.
            start.column = start.column.saturating_sub(count(mark.chars().count())).max(1);
            text.insert_str(0, &mark);
        }
        Some(Line { text, start, end: self.end })
    }
}

/// Chinese characters and the punctuation that goes with them.
const fn is_wide(character: char) -> bool {
    matches!(
        character,
        '\u{2018}'..='\u{201D}' | '\u{2014}' | '\u{2026}' | '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}'
            | '\u{FE30}'..='\u{FE4F}' | '\u{FF01}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(pieces: &[&str]) -> Option<String> {
        let mut flow = Flow::default();
        for text in pieces {
            flow.push(Piece { text, written: text, offset: 0 }, &mut Cursor::new(""));
        }
        flow.end_line().map(|line| line.text)
    }

    #[test]
    fn white_space_is_collapsed_as_a_browser_does() {
        assert_eq!(line(&["  a \t b", " ", " c "]).as_deref(), Some("a b c"));
        assert_eq!(line(&["20", "23"]).as_deref(), Some("2023"));
        assert_eq!(line(&[" \n\t "]), None);
    }

    #[test]
    fn a_wrapped_source_line_is_a_blank_only_beside_what_is_not_chinese() {
        assert_eq!(line(&["政府信息\n   公开"]).as_deref(), Some("政府信息公开"));
        assert_eq!(line(&["公开\n", "12 件"]).as_deref(), Some("公开 12 件"));
        assert_eq!(line(&["政府 信息"]).as_deref(), Some("政府 信息"));
    }

    #[test]
    fn wide_blanks_stay_inside_and_go_at_the_ends() {
        assert_eq!(line(&["\u{3000}\u{3000}总\u{3000}计\u{A0}"]).as_deref(), Some("总\u{3000}计"));
        assert_eq!(line(&["1\u{A0}\u{A0}2"]).as_deref(), Some("1  2"));
        assert_eq!(line(&["\u{A0}", " \u{A0}"]), None);
    }

    #[test]
    fn zero_width_characters_are_dropped() {
        assert_eq!(line(&["\u{FEFF}政\u{200B}府\u{AD}"]).as_deref(), Some("政府"));
    }

    #[test]
    fn the_cursor_counts_lines_and_characters() {
        let mut cursor = Cursor::new("政府\n信息公开");
        assert_eq!(cursor.place(3), Place { line: 1, column: 2, offset: 3 });
        assert_eq!(cursor.place(10), Place { line: 2, column: 2, offset: 10 });
        assert_eq!(cursor.place(14), Place { line: 2, column: 3, offset: 13 });
        assert_eq!(cursor.place(0), Place { line: 2, column: 3, offset: 13 });
        assert_eq!(cursor.place(usize::MAX), Place { line: 2, column: 5, offset: 19 });
    }

    #[test]
    fn a_paragraph_is_anchored_at_its_first_visible_character() {
        let source = "<p>\n  &nbsp;一、<b>总体</b>情况 \n</p>";
        let mut cursor = Cursor::new(source);
        let mut flow = Flow::default();
        let written = "\n  &nbsp;一、";
        flow.push(Piece { text: "\n  \u{A0}一、", written, offset: 3 }, &mut cursor);
        let offset = source.find("情").unwrap_or_default();
        flow.push(Piece { text: "情况 \n", written: "情况 \n", offset }, &mut cursor);
        let paragraph = flow.end_line().map(|line| line.into_paragraph(source));
        assert_eq!(
            paragraph,
            Some(Paragraph { text: "一、情况".into(), anchor: Anchor::Text { line: 2, column: 3, length: 19 } })
        );
    }
}
