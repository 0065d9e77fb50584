//! The figures of a table as one flow: what a PDF viewer's select-all leaves of a table.
//!
//! Rows and columns are gone there, labels come in pieces, before or after their figures or in a column of their own.
//! What is left is the order of the figures, and how they stand together: on one line, on lines right below each
//! other, after a blank line, after words. [`flow`] keeps exactly that; [`super::arrangements`] puts it in rows.

use std::borrow::Cow;
use std::ops::Range;

use super::stream::{Kind, Row, Token, words};
use crate::document::figure;
use crate::document::fold::{is_blank, letters};
use crate::location::Anchor;

/// The letters of the labels that run beside several rows; where their cell is narrow they come one by one, anywhere.
pub(super) const BESIDE: &str = "三、本年度办理结果（）四五六不予公开无法提供处其他它";

/// Longest piece of such a label that is believed to stand behind a figure, in characters.
const LONGEST_PIECE_BEHIND: usize = 2;

/// How the line ends that stands at the head of every page.
const RUNNING_HEAD: &str = "年度报告";

/// Longest line that may belong to a table, in bytes.
const LONGEST_LINE: usize = 400;

/// Figures that stand together: on one line, or on lines right below each other.
#[derive(Debug, Clone)]
pub(super) struct Group<'a> {
    pub figures: Vec<Token<'a>>,
    /// They stand on one line, several of them.
    pub in_line: bool,
    /// Words stand right before them.
    pub after_words: bool,
}

/// Figures without words between them, and the words before them.
#[derive(Debug, Clone, Default)]
pub(super) struct Run<'a> {
    /// The letters of the words since the figures before.
    pub before: String,
    /// The last of those words stand on the first figures' line or right above it.
    pub is_below: bool,
    /// The last of those words stand on the first figure's line.
    pub is_beside: bool,
    /// A page may have begun since the figures before.
    pub on_new_page: bool,
    pub groups: Vec<Group<'a>>,
}

/// All figures of a zone, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Flow<'a> {
    pub runs: Vec<Run<'a>>,
    /// The letters of all words of the zone.
    pub letters: String,
    /// The last row of the stream with a figure.
    pub last: usize,
}

impl Run<'_> {
    pub fn len(&self) -> usize {
        self.groups.iter().map(|group| group.figures.len()).sum()
    }
}

impl Flow<'_> {
    pub fn len(&self) -> usize {
        self.runs.iter().map(Run::len).sum()
    }

    /// The first figures, and the others; what stands together is cut apart where it must be.
    pub fn split(self, first: usize) -> (Self, Self) {
        let (mut head, mut tail) =
            (Self { letters: self.letters, last: self.last, ..Self::default() }, Self::default());
        let mut left = first;
        for run in self.runs {
            if left == 0 {
                tail.runs.push(run);
                continue;
            }
            let (mut begins, mut goes_on) = (Run { before: run.before, groups: Vec::new(), ..run }, Run::default());
            for mut group in run.groups {
                let figures = group.figures.split_off(left.min(group.figures.len()));
                left -= group.figures.len();
                if !figures.is_empty() {
                    goes_on.groups.push(Group { figures, in_line: group.in_line, after_words: false });
                }
                if !group.figures.is_empty() {
                    begins.groups.push(group);
                }
            }
            head.runs.push(begins);
            if !goes_on.groups.is_empty() {
                tail.runs.push(goes_on);
            }
        }
        (head, tail)
    }
}

/// The flow of a zone. `None` where cells are marked and a row of them is not one label and figures without a gap: then
/// its columns are known, and there is nothing to find out.
pub(super) fn flow<'a>(rows: &[Row<'a>], zone: &Range<usize>) -> Option<Flow<'a>> {
    let mut flow = Flow { last: zone.start, ..Flow::default() };
    let mut before = String::new();
    let mut position: Option<u64> = None;
    let mut words_end: Option<u64> = None;
    let mut on_new_page = false;
    for index in zone.clone() {
        let row = &rows[index];
        let (pieces, anchor) = match row.whole.filter(|_| row.grid.is_none()) {
            Some((text, anchor)) => (line(text, anchor, rows.get(index + 1)), anchor),
            None => {
                let Some(first) = row.tokens.iter().find(|token| token.kind == Kind::Value) else { continue };
                (vec![marked(&row.tokens)?], first.anchor)
            }
        };
        on_new_page |= may_begin_a_page(anchor);
        for Piece { words, figures } in pieces {
            let is_beside = !words.is_empty();
            if !words.is_empty() {
                words_end = Some(anchor.position());
            }
            before.push_str(&words);
            flow.letters.push_str(&words);
            if figures.is_empty() {
                continue;
            }
            flow.last = index;
            if !before.is_empty() || flow.runs.is_empty() {
                let is_below = words_end.is_some_and(|end| anchor.position() <= end + 1);
                let before = std::mem::take(&mut before);
                flow.runs.push(Run { before, is_below, is_beside, on_new_page, groups: Vec::new() });
                position = None;
            }
            on_new_page = false;
            let here = anchor.position();
            let right_below = position.is_some_and(|above| here <= above + 1) || !matches!(anchor, Anchor::Text { .. });
            position = Some(here);
            let Some(run) = flow.runs.last_mut() else { continue };
            let in_line = figures.len() > 1;
            match run.groups.last_mut() {
                Some(group) if right_below && !group.in_line && !in_line => group.figures.extend(figures),
                _ => {
                    let after_words = run.groups.is_empty();
                    run.groups.push(Group { figures, in_line, after_words });
                }
            }
        }
    }
    Some(flow)
}

/// Whether something invisible stands before the line: where a page begins it is the sign for that.
const fn may_begin_a_page(line: Anchor) -> bool {
    matches!(line, Anchor::Text { column: 2, .. })
}

/// A piece of a line: the letters of some words, and the figures behind them.
struct Piece<'a> {
    words: String,
    figures: Vec<Token<'a>>,
}

/// A row of marked cells: the words of its label, and its figures. `None` where something stands between or behind the
/// figures but blank cells at the end, which a merged cell leaves.
fn marked<'a>(tokens: &[Token<'a>]) -> Option<Piece<'a>> {
    let first = tokens.iter().position(|token| token.kind == Kind::Value)?;
    let (label, rest) = tokens.split_at(first);
    let end = rest.iter().rposition(|token| token.kind != Kind::Blank).map_or(0, |last| last + 1);
    let figures = &rest[..end];
    let words = label.iter().map(|token| token.letters.as_str()).collect();
    figures.iter().all(|token| token.kind == Kind::Value).then(|| Piece { words, figures: figures.to_vec() })
}

/// A line in pieces; one as a rule, several where a label that is too high for its row goes on behind the figures.
fn line<'a>(text: &'a str, anchor: Anchor, next: Option<&Row<'_>>) -> Vec<Piece<'a>> {
    if text.contains('。') || text.len() > LONGEST_LINE || text.ends_with(RUNNING_HEAD) {
        // A sentence speaks of the table and is none of it; neither is the head of a page.
        return Vec::new();
    }
    // 「无」 on a line of its own may be a letter of 「无法提供」.
    let goes_on = |next: &Row<'_>| next.whole.is_some_and(|(next, _)| next.starts_with('法'));
    let letter_alone = text == "无" && next.is_some_and(goes_on);
    let stretches = if letter_alone { Vec::new() } else { stretches(&words(text)) };
    let count = |part: &str| u32::try_from(part.chars().count()).unwrap_or(u32::MAX);
    let token = |(at, word): (usize, &'a str)| Token {
        text: Cow::Borrowed(word),
        letters: String::new(),
        kind: Kind::Value,
        anchor: anchor.within(count(&text[..at]), count(word)),
        column: 0,
    };
    let mut pieces = Vec::new();
    let mut from = 0;
    for stretch in stretches {
        let (Some(&(start, _)), Some(&(last, word))) = (stretch.first(), stretch.last()) else { continue };
        let figures = stretch.iter().copied().flat_map(noughts).map(token).collect();
        pieces.push(Piece { words: letters(&text[from..start]), figures });
        from = last + word.len();
    }
    pieces.push(Piece { words: letters(&text[from..]), figures: Vec::new() });
    pieces
}

/// The figures of a line, stretch by stretch: several next to each other, or any at its end. Each with its place.
fn stretches<'a>(words: &[(usize, &'a str)]) -> Vec<Vec<(usize, &'a str)>> {
    // Pieces of a label beside the rows may stand behind the figures, and stick to them: 「0 1 31 0 0 0 32果」.
    let behind = |word: &str| word.chars().count() <= LONGEST_PIECE_BEHIND && word.chars().all(|c| BESIDE.contains(c));
    let bare = |word: &'a str| {
        let bare = word.trim_end_matches(|c| BESIDE.contains(c));
        if is_digits(bare) && behind(&word[bare.len()..]) { bare } else { word }
    };
    let is_figure = |word: &'a str| figure::is_value(bare(word));
    let end = words.iter().rposition(|(_, word)| !behind(word) || is_figure(word)).map_or(0, |at| at + 1);
    let mut found: Vec<Vec<(usize, &str)>> = Vec::new();
    let mut open: Vec<(usize, &str)> = Vec::new();
    for (index, &(at, word)) in words[..end].iter().enumerate() {
        if is_figure(word) {
            open.push((at, bare(word)));
        }
        // So may a label that goes on behind them: 「4 0 0 0 0 0 4请数量」.
        let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let sticks = !is_figure(word) && digits.len() < word.len() && digits.starts_with(|c: char| !c.is_ascii());
        if sticks && open.len() > 1 {
            open.push((at, &word[..word.len() - digits.len()]));
            found.push(std::mem::take(&mut open));
            continue;
        }
        let is_last = index + 1 == end;
        if is_figure(word) && !is_last {
            continue;
        }
        if open.len() > 1 || is_last && !open.is_empty() {
            found.push(std::mem::take(&mut open));
        }
        open.clear();
        // A figure may stick to the label before it: 「内部事务信息20 20」.
        let label = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_label = label.ends_with(|c: char| !c.is_ascii() && c.is_alphanumeric() || c == '）');
        if !is_figure(word) && label.len() < word.len() && is_label {
            open.push((at + label.len(), &word[label.len()..]));
            if is_last {
                found.push(std::mem::take(&mut open));
            }
        }
    }
    found
}

/// A run of noughts is as many figures: narrow cells stand so near to each other that no blank is left between them.
fn noughts((at, word): (usize, &str)) -> Vec<(usize, &str)> {
    if word.len() > 1 && word.bytes().all(|byte| byte == b'0') {
        (0..word.len()).map(|nought| (at + nought, &word[nought..=nought])).collect()
    } else {
        vec![(at, word)]
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.chars().any(is_blank)
}
