//! The ways a flow of figures can be put in rows of a given width.
//!
//! Figures that stand between words, or on lines of their own, are rows where their number is the width. More of them
//! may be rows one after the other or columns one after the other:
//!
//! ```text
//! 95 0 0 0 0 0 95                    95 50    95 50
//! 50 0 0 0 0 0 50   by rows           0  0     0  0   by columns, a blank line after each
//!                                     …        …
//! ```
//!
//! Where blank lines or lines show which, that way comes first and is marked; where nothing shows it, every way is
//! given. Which one is true is not for this module to say.

use super::flow::{Flow, Group, Run};
use super::stream::Token;
use crate::limits::MAX_ARRANGED_ROWS;

/// Rows of the table that stand together, with the ways to read them. Each way lists the figures row by row.
#[derive(Debug, Clone)]
pub(super) struct Block<'a> {
    pub figures: Vec<Token<'a>>,
    /// The letters of the words before it; empty for what follows another block without words between.
    pub before: String,
    /// At least one.
    pub ways: Vec<Way>,
    /// The way the figures stand together shows that it is the first.
    pub marked: bool,
}

/// One way to put the figures of a block in rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    /// For each place of the block, row by row, which figure stands there.
    pub order: Vec<usize>,
    /// Some of the figures run down the columns.
    pub by_columns: bool,
}

/// The flow as blocks of whole rows; `None` where the figures do not come out even.
pub(super) fn blocks<'a>(flow: Flow<'a>, width: usize) -> Option<Vec<Block<'a>>> {
    let mut blocks = Vec::new();
    let mut open = Run::default();
    for run in flow.runs {
        // A label between the figures of one row, or of one column, parts what belongs together.
        if open.groups.is_empty() {
            open = run;
        } else {
            open.groups.extend(run.groups);
        }
        if open.len().is_multiple_of(width) {
            of_run(std::mem::take(&mut open), width, &mut blocks);
        }
    }
    (open.groups.is_empty() && !blocks.is_empty()).then_some(blocks)
}

fn of_run<'a>(run: Run<'a>, width: usize, blocks: &mut Vec<Block<'a>>) {
    let mut before = run.before;
    let mut groups = run.groups.into_iter().collect::<std::collections::VecDeque<Group<'a>>>();
    while let Some(first) = groups.front() {
        let size = first.figures.len();
        let equal = groups.iter().take(width).filter(|group| group.figures.len() == size).count() == width;
        let (taken, shown) = if size == width && (first.in_line || !equal) {
            (1, Shown::Rows)
        } else if equal && size.is_multiple_of(width) {
            // As many rows as columns: blank lines may part either.
            (width, Shown::Nothing)
        } else if equal {
            (width, if size == 1 { Shown::Rows } else { Shown::Columns })
        } else if size.is_multiple_of(width) {
            (1, Shown::Nothing)
        } else {
            (groups.len(), Shown::Nothing)
        };
        let figures: Vec<Token<'a>> = groups.drain(..taken).flat_map(|group| group.figures).collect();
        let height = figures.len() / width;
        let (ways, marked) = ways(height, width, shown);
        blocks.push(Block { figures, before: std::mem::take(&mut before), ways, marked });
    }
}

/// What the lines show of a block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Rows,
    Columns,
    Nothing,
}

fn ways(height: usize, width: usize, shown: Shown) -> (Vec<Way>, bool) {
    let rows = mixed(height, width, &[(height, false)]);
    let columns = || mixed(height, width, &[(height, true)]);
    if height == 1 || shown == Shown::Rows || height > MAX_ARRANGED_ROWS {
        return (vec![rows], true);
    }
    if shown == Shown::Columns {
        return (vec![columns(), rows], true);
    }
    let mut ways = vec![rows, columns()];
    for above in 1..height {
        let below = height - above;
        let parts = [[(above, false), (below, true)], [(above, true), (below, false)], [(above, true), (below, true)]];
        // One row is the same either way.
        let telling = parts.iter().filter(|parts| parts.iter().all(|&(rows, by_columns)| !by_columns || rows > 1));
        ways.extend(telling.map(|parts| mixed(height, width, parts)));
    }
    (ways, false)
}

/// Parts one below the other, each so many rows high, by rows or by columns.
fn mixed(height: usize, width: usize, parts: &[(usize, bool)]) -> Way {
    let mut order = Vec::with_capacity(height * width);
    let mut start = 0;
    for &(rows, by_columns) in parts {
        for row in 0..rows {
            for column in 0..width {
                order.push(start + if by_columns { column * rows + row } else { row * width + column });
            }
        }
        start += rows * width;
    }
    Way { order, by_columns: parts.iter().any(|part| part.1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block as DocumentBlock, Document, Paragraph};
    use crate::location::Anchor;
    use crate::report::{flow::flow, stream};

    /// The blocks of a text: rows as their first way has them, the number of ways, whether it is marked.
    fn told(text: &str) -> Vec<(Vec<String>, usize, bool)> {
        let paragraph = |(index, line): (usize, &str)| {
            let line_number = u32::try_from(index).expect("a small text") + 1;
            let anchor = Anchor::Text { line: line_number, column: 1, length: 1 };
            DocumentBlock::Paragraph(Paragraph { text: line.to_owned(), anchor })
        };
        let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty());
        let document = Document::new(lines.map(paragraph).collect());
        let rows = stream::rows(&document);
        let flow = flow(&rows, &(0..rows.len())).expect("no table");
        let tell = |block: Block<'_>| {
            let figure = |&at: &usize| block.figures[at].text.to_string();
            let row = |row: &[usize]| row.iter().map(figure).collect::<Vec<_>>().join(" ");
            (block.ways[0].order.chunks(7).map(row).collect(), block.ways.len(), block.marked)
        };
        blocks(flow, 7).map(|blocks| blocks.into_iter().map(tell).collect()).unwrap_or_default()
    }

    #[test]
    fn seven_figures_between_words_are_a_row() {
        for text in ["甲\n1\n2\n3\n4\n5\n6\n7", "甲\n1\n\n2\n\n3\n\n4\n\n5\n\n6\n\n7", "甲 1 2 3 4 5 6 7"] {
            assert_eq!(told(text), [(vec!["1 2 3 4 5 6 7".to_owned()], 1, true)], "{text}");
        }
    }

    #[test]
    fn blank_lines_show_columns() {
        let text = "甲\n1\n2\n\n0\n0\n\n0\n0\n\n0\n0\n\n0\n0\n\n0\n0\n\n1\n2";
        assert_eq!(told(text), [(vec!["1 0 0 0 0 0 1".to_owned(), "2 0 0 0 0 0 2".to_owned()], 2, true)]);
    }

    #[test]
    fn nothing_shown_gives_every_way() {
        let lines = "甲\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14";
        let rows = vec!["1 2 3 4 5 6 7".to_owned(), "8 9 10 11 12 13 14".to_owned()];
        assert_eq!(told(lines), [(rows, 2, false)]);
    }

    #[test]
    fn words_inside_a_row_part_nothing() {
        let lines = "甲\n1\n2\n3\n乙\n4\n5\n6\n7\n丙 1 2 3 4 5 6 7";
        assert_eq!(told(lines).iter().map(|block| block.0.len()).collect::<Vec<_>>(), [1, 1]);
        assert_eq!(told("甲\n1\n2\n3\n乙\n4\n5\n6"), []);
    }

    #[test]
    fn every_way_has_every_figure_once() {
        for height in 1..9 {
            for way in ways(height, 7, Shown::Nothing).0 {
                let mut order = way.order;
                order.sort_unstable();
                assert_eq!(order, (0..height * 7).collect::<Vec<_>>());
            }
        }
    }
}
