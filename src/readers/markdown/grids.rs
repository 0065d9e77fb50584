//! Grid tables: every cell is fenced by `|`, `-` and `+`, and merged cells have no fence inside.
//!
//! ```text
//! +-----------+----------+--------+
//! | 行政复议  | 结果维持 | 总计   |
//! |           +----------+--------+
//! |           | 0        | 0      |
//! +===========+==========+========+
//! ```
//!
//! Columns are counted as a terminal sets them, a Chinese character taking two. A line whose strokes are as many as the
//! columns need is split at its strokes, so that a character whose width is disputed does no harm.

use crate::document::fold::is_blank;
use crate::document::grid::Grid;
use crate::limits::{MAX_CELLS, MAX_SPAN};
use crate::location::Anchor;

/// Whether the line is a fence all across: `+---+===+`.
pub(super) fn is_border(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    line.len() >= 3
        && line.starts_with('+')
        && line.ends_with('+')
        && line.bytes().all(|byte| b"+-=:".contains(&byte))
        && line.contains(['-', '='])
}

/// The columns a character takes.
pub(super) const fn width(c: char) -> usize {
    match c {
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF01}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{20000}'..='\u{3FFFF}' => 2,
        '\u{200B}'..='\u{200F}' | '\u{FEFF}' => 0,
        _ => 1,
    }
}

/// A character of a line, and where it stands.
#[derive(Clone, Copy)]
struct Letter {
    /// The column it is set in.
    column: usize,
    /// Its offset in bytes.
    offset: usize,
    c: char,
}

/// The most bytes of one table.
const LARGEST: usize = 1 << 20;

/// The line after the fenced lines that begin here, whether they are a table or not.
pub(super) fn end(lines: &[&str], start: usize) -> usize {
    let is_part = |line: &&&str| line.trim_start().starts_with(['+', '|']);
    start + lines[start..].iter().take_while(is_part).count()
}

/// The table that begins with a fence on this line and goes on to before `end`, and the line after it.
pub(super) fn table(lines: &[&str], start: usize, end: usize) -> Option<(Grid, usize)> {
    let end = (start + 2..end).rev().find(|index| is_border(lines[*index]))? + 1;
    if lines[start..end].iter().map(|line| line.len()).sum::<usize>() > LARGEST {
        return None;
    }
    let sketch = Sketch::new(&lines[start..end], start)?;
    Some((sketch.grid()?, end))
}

/// The table as lines of letters, and its fences.
struct Sketch<'a> {
    lines: &'a [&'a str],
    letters: Vec<Vec<Letter>>,
    /// The offsets of a line's strokes, where they are as many as there are fences.
    strokes: Vec<Option<Vec<usize>>>,
    /// The first line, counted from 0.
    start: usize,
    /// The columns of upright fences.
    columns: Vec<usize>,
    /// The lines that fence something off below, the first and the last among them.
    rules: Vec<usize>,
}

impl<'a> Sketch<'a> {
    fn new(lines: &'a [&'a str], start: usize) -> Option<Self> {
        let letters: Vec<Vec<Letter>> = lines.iter().map(|line| lay_out(line)).collect();
        let is_rule = |line: &Vec<Letter>| line.windows(2).any(|pair| is_corner(pair[0].c) && is_dash(pair[1].c));
        let rules: Vec<usize> =
            letters.iter().enumerate().filter(|(_, line)| is_rule(line)).map(|(index, _)| index).collect();
        let mut columns: Vec<usize> = rules
            .iter()
            .filter(|index| is_border(lines[**index]))
            .flat_map(|index| &letters[*index])
            .filter(|letter| is_corner(letter.c))
            .map(|letter| letter.column)
            .collect();
        columns.sort_unstable();
        columns.dedup();
        let fits = columns.len() >= 2 && columns.len() <= MAX_SPAN && rules.len() * columns.len() <= MAX_CELLS;
        let strokes = |line: &Vec<Letter>| {
            let is_stroke = |index: &usize| line[*index].c == '|' && (*index == 0 || line[*index - 1].c != '\\');
            let strokes: Vec<usize> =
                (0..line.len()).filter(is_stroke).map(|index| line[index].offset).take(columns.len() + 1).collect();
            (strokes.len() == columns.len()).then_some(strokes)
        };
        let strokes = letters.iter().map(strokes).collect();
        fits.then_some(Self { lines, letters, strokes, start, columns, rules })
    }

    /// Whether a fence lies right below the column's piece of this band of lines.
    fn is_ruled(&self, band: usize, column: usize) -> bool {
        let middle = self.columns[column] + 1;
        letter_at(&self.letters[self.rules[band + 1]], middle).is_some_and(|letter| is_dash(letter.c))
    }

    /// Whether a fence stands right of the column in this band of lines.
    fn is_walled(&self, band: usize, column: usize) -> bool {
        let mut body = self.rules[band] + 1..self.rules[band + 1];
        body.any(|line| {
            let letter = letter_at(&self.letters[line], self.columns[column + 1]);
            letter.is_some_and(|letter| matches!(letter.c, '|' | '+')) || self.strokes[line].is_some()
        })
    }

    /// The text between two fences on a line, with the offset it begins at.
    fn between(&self, line: usize, from: usize, to: usize) -> (&'a str, usize) {
        let source = self.lines[line];
        let (start, end) = if let Some(strokes) = &self.strokes[line] {
            (strokes[from] + 1, strokes[to])
        } else {
            let offset = |column: usize| letter_at(&self.letters[line], column).map_or(source.len(), |l| l.offset);
            (offset(self.columns[from] + 1), offset(self.columns[to]))
        };
        let start = start.min(source.len());
        let text = source.get(start..end.max(start)).unwrap_or_default();
        let trimmed = text.trim_matches(is_blank);
        (trimmed, start + (text.len() - text.trim_start_matches(is_blank).len()))
    }

    fn grid(&self) -> Option<Grid> {
        let (bands, columns) = (self.rules.len() - 1, self.columns.len() - 1);
        let mut taken = vec![false; bands * columns];
        let mut grid = Grid::new();
        for band in 0..bands {
            grid.begin_row();
            for column in 0..columns {
                if taken[band * columns + column] {
                    continue;
                }
                let mut right = column + 1;
                while right < columns && !self.is_walled(band, right - 1) && !taken[band * columns + right] {
                    right += 1;
                }
                let mut below = band + 1;
                while below < bands && !self.is_ruled(below - 1, column) {
                    below += 1;
                }
                for row in band..below {
                    taken[row * columns + column..row * columns + right].fill(true);
                }
                let (text, anchor) = self.cell(self.rules[band] + 1..self.rules[below], column, right);
                if !grid.push(text, anchor, below - band, right - column) {
                    return None;
                }
            }
        }
        Some(grid)
    }

    /// The text of a cell over these lines, and where it begins.
    fn cell(&self, lines: std::ops::Range<usize>, from: usize, to: usize) -> (String, Anchor) {
        let first = lines.start;
        let mut anchor = None;
        let mut texts = Vec::new();
        for line in lines {
            let (text, offset) = self.between(line, from, to);
            if text.is_empty() {
                continue;
            }
            anchor.get_or_insert_with(|| self.place(line, offset, text));
            texts.push(super::inline::clean(&super::inline::shielded(text), true).0);
        }
        let anchor = anchor.unwrap_or_else(|| {
            let (_, offset) = self.between(first.min(self.lines.len() - 1), from, to);
            self.place(first, offset, "")
        });
        (texts.join("\n"), anchor)
    }

    fn place(&self, line: usize, offset: usize, text: &str) -> Anchor {
        let before = self.lines[line.min(self.lines.len() - 1)].get(..offset).unwrap_or_default();
        Anchor::Text {
            line: super::count(self.start + line + 1),
            column: super::count(before.chars().count() + 1),
            length: super::count(text.chars().count()),
        }
    }
}

const fn is_corner(c: char) -> bool {
    c == '+'
}

const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '=' | ':')
}

fn lay_out(line: &str) -> Vec<Letter> {
    let mut column = 0;
    line.char_indices()
        .map(|(offset, c)| {
            let letter = Letter { column, offset, c };
            column += width(c);
            letter
        })
        .collect()
}

/// The letter that takes this column.
fn letter_at(letters: &[Letter], column: usize) -> Option<Letter> {
    let index = letters.partition_point(|letter| letter.column <= column).checked_sub(1)?;
    let letter = letters[index];
    (letter.column + width(letter.c).max(1) > column).then_some(letter)
}
