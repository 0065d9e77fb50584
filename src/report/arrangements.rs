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
use super::interleaved;
use super::stream::Token;
use crate::document::figure;
use crate::document::number::{Decimal, sums_up};
use crate::limits::{MAX_ARRANGED_ROWS, MAX_CUTS};

/// Longest line of figures that stick together, in digits: there are as many ways again with every digit.
const LONGEST_CUT_LINE: usize = 60;

/// How many rows may have one among them that does not add up.
const ROWS_FOR_ONE_FALSE: usize = 2;

/// How many ends are tried for rows in pieces.
const MOST_ENDS: usize = 3;

/// Rows of the table that stand together, with the ways to read them. Each way lists the figures row by row.
#[derive(Debug, Clone)]
pub(super) struct Block<'a> {
    pub figures: Vec<Token<'a>>,
    /// The letters of the words before it; empty for what follows another block without words between.
    pub before: String,
    /// The last of those stand right above it or on its first line.
    pub is_below: bool,
    /// At least one.
    pub ways: Vec<Way>,
    /// The way the figures stand together shows that it is the first.
    pub marked: bool,
    /// Words stand between figures of one row.
    pub parted: bool,
    /// Every figure stands apart: columns need not come in the order of the form then.
    pub scattered: bool,
    /// Some of its figures stand alone and others on lines of several: a piece of a row may then come before what is
    /// to its left.
    pub mixed: bool,
    /// Its rows were told by the sums alone, those of the columns among them.
    pub by_sums: bool,
    /// How many rows it is high.
    pub height: usize,
    /// Where figures stick together, they are cut; here they are as written.
    pub cut: Option<Vec<Token<'a>>>,
}

impl<'a> Block<'a> {
    /// Rows that are known to be rows.
    pub fn of_rows(figures: Vec<Token<'a>>, before: String, height: usize) -> Self {
        let ways = vec![Way { order: (0..figures.len()).collect(), by_columns: false }];
        Self::plain(figures, before, ways, true, height)
    }

    /// Columns that are known to be columns.
    pub fn of_columns(figures: Vec<Token<'a>>, before: String, height: usize) -> Self {
        let ways = vec![mixed(height, figures.len() / height.max(1), &[(height, height > 1)])];
        Self::plain(figures, before, ways, true, height)
    }

    /// Rows that may run down the columns, or surely do.
    pub fn open(figures: Vec<Token<'a>>, before: String, height: usize, by_columns: bool) -> Self {
        let width = figures.len() / height.max(1);
        let (mut ways, marked) = ways(height, width, if by_columns { Shown::Columns } else { Shown::Nothing });
        ways.truncate(2);
        Self::plain(figures, before, ways, marked, height)
    }

    /// Figures under their words, all of them in order.
    const fn plain(figures: Vec<Token<'a>>, before: String, ways: Vec<Way>, marked: bool, height: usize) -> Self {
        Self {
            figures,
            before,
            is_below: false,
            ways,
            marked,
            parted: false,
            scattered: false,
            mixed: false,
            by_sums: false,
            height,
            cut: None,
        }
    }

    /// Rows that words cut in pieces; `None` where they are whole, or fit together in no way.
    fn in_pieces(run: &Run<'a>, width: usize) -> Option<Self> {
        let orders = interleaved::orders(&run.groups, width);
        let ways: Vec<Way> = orders.into_iter().map(|order| Way::of_pieces(order, width)).collect();
        (!ways.is_empty()).then(|| Self::of_pieces(run.clone(), width, ways))
    }

    /// Rows that words cut in pieces, in ways that are known.
    pub fn of_pieces(run: Run<'a>, width: usize, ways: Vec<Way>) -> Self {
        let height = run.len() / width;
        Self {
            figures: run.groups.into_iter().flat_map(|group| group.figures).collect(),
            before: run.before,
            is_below: run.is_below,
            ways,
            marked: false,
            parted: true,
            scattered: false,
            mixed: false,
            by_sums: false,
            height,
            cut: None,
        }
    }

    /// Whether the rows add up in one of the ways, but for one in a few.
    fn adds_up(&self, width: usize) -> bool {
        let value = |at: &usize| figure::read(&self.figures.get(*at)?.text).0.counted();
        let fails = |row: &[usize]| {
            let values: Option<Vec<Decimal>> = row.iter().map(value).collect();
            values.is_some_and(|values| sums_up(&values) == Some(false))
        };
        let failed = |way: &Way| way.order.chunks(width).filter(|row| fails(row)).count();
        self.ways.iter().any(|way| failed(way) <= self.height / ROWS_FOR_ONE_FALSE)
    }

    /// How many figures were cut off others.
    pub fn cuts(&self) -> usize {
        self.cut.as_ref().map_or(0, |written| self.places() - written.len())
    }

    /// How many cells it fills.
    pub fn places(&self) -> usize {
        self.ways.first().map_or(0, |way| way.order.len())
    }
}

/// One way to put the figures of a block in rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    /// For each place of the block, row by row, which figure stands there.
    pub order: Vec<usize>,
    /// Some of the figures run down the columns.
    pub by_columns: bool,
}

impl Way {
    /// Pieces of rows put together.
    pub fn of_pieces(order: Vec<usize>, width: usize) -> Self {
        let below = order.iter().skip(width);
        let by_columns = order.iter().zip(below).any(|(above, below)| *below == above + 1);
        Self { order, by_columns }
    }
}

/// The flow as blocks of whole rows; `None` where the figures do not come out even.
pub(super) fn blocks<'a>(flow: Flow<'a>, width: usize) -> Option<Vec<Block<'a>>> {
    let mut blocks = Vec::new();
    let runs = flow.runs;
    let mut start = 0;
    while start < runs.len() {
        let goes_on = runs.get(start + 1).is_some_and(|next| runs[start].len() + next.len() == width);
        let is_cut = |block: &Block<'_>| block.adds_up(width) || !goes_on;
        if let Some(block) = row_of_cut_figures(&runs[start], width).filter(is_cut) {
            blocks.push(block);
            start += 1;
            continue;
        }
        let (mut closed, used) = closed(&runs[start..], width)?;
        blocks.append(&mut closed);
        start += used;
    }
    (!blocks.is_empty()).then_some(blocks)
}

/// The blocks the first runs make, and how many runs those are: as few as fill whole rows that add up; where none do,
/// as few as fill whole rows.
fn closed<'a>(runs: &[Run<'a>], width: usize) -> Option<(Vec<Block<'a>>, usize)> {
    let mut open = Run::default();
    let mut first: Option<(Vec<Block<'a>>, usize)> = None;
    let mut tried = 0;
    for (index, run) in runs.iter().enumerate() {
        if index == 0 {
            open = run.clone();
        } else {
            // A label between the figures of one row, or of one column, parts what belongs together.
            open.groups.extend(run.groups.iter().cloned());
        }
        if !open.len().is_multiple_of(width) {
            continue;
        }
        let mut closed = Vec::new();
        let parted = index > 0;
        match Block::in_pieces(&open, width).filter(|_| parted) {
            Some(block) => closed.push(block),
            None => of_run(open.clone(), width, parted, &mut closed),
        }
        let whole_row = index == 0 && open.len() == width;
        if whole_row || closed.iter().all(|block| block.adds_up(width)) {
            return Some((closed, index + 1));
        }
        first.get_or_insert((closed, index + 1));
        tried += 1;
        if tried == MOST_ENDS {
            break;
        }
    }
    first
}

fn of_run<'a>(run: Run<'a>, width: usize, parted: bool, blocks: &mut Vec<Block<'a>>) {
    let mut before = run.before;
    let is_below = run.is_below;
    let mut groups = run.groups.into_iter().collect::<std::collections::VecDeque<Group<'a>>>();
    while let Some(first) = groups.front() {
        let size = first.figures.len();
        let equal = groups.iter().take(width).filter(|group| group.figures.len() == size).count() == width;
        let alone = groups.iter().take_while(|group| group.figures.len() == 1).count() / width;
        let (taken, shown) = if alone > 1 {
            // Rows one after the other, or columns.
            (alone * width, Shown::Nothing)
        } else if size == width && (first.in_line || !equal) {
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
        let in_line = groups.iter().take(taken).filter(|group| group.in_line).count();
        let mixed = (1..taken).contains(&in_line) && !size.is_multiple_of(width);
        let figures: Vec<Token<'a>> = groups.drain(..taken).flat_map(|group| group.figures).collect();
        let height = figures.len() / width;
        let (ways, marked) = ways(height, width, shown);
        let is_below = is_below && !before.is_empty();
        let before = std::mem::take(&mut before);
        let scattered = alone > 1;
        blocks.push(Block {
            figures,
            before,
            is_below,
            ways,
            marked,
            parted,
            scattered,
            mixed,
            by_sums: false,
            height,
            cut: None,
        });
    }
}

/// A line with too few figures for a row, of which some stick together: every way to cut it into a row.
///
/// A figure begins with a nought only where it is one, which leaves few ways; where they are still too many there is
/// no telling.
fn row_of_cut_figures<'a>(run: &Run<'a>, width: usize) -> Option<Block<'a>> {
    let [group] = run.groups.as_slice() else { return None };
    let written = &group.figures;
    let is_line = group.in_line || written.len() == 1;
    let digits: usize = written.iter().map(|token| token.text.len()).sum();
    let all_digits = written.iter().all(|token| token.text.bytes().all(|byte| byte.is_ascii_digit()));
    if !is_line || !all_digits || written.len() >= width || digits < width || digits > LONGEST_CUT_LINE {
        return None;
    }
    let mut cuts: Vec<Vec<(usize, usize, usize)>> = vec![Vec::new()];
    for (index, token) in written.iter().enumerate() {
        let after = written.len() - index - 1;
        let mut longer = Vec::new();
        for cut in &cuts {
            let most = width.saturating_sub(cut.len() + after);
            pieces(&token.text, 0, most, &mut Vec::new(), &mut |lengths: &[(usize, usize)]| {
                if longer.len() <= MAX_CUTS {
                    let of_token = lengths.iter().map(|&(from, to)| (index, from, to));
                    longer.push(cut.iter().copied().chain(of_token).collect());
                }
            });
        }
        cuts = longer;
        if cuts.len() > MAX_CUTS {
            return None;
        }
    }
    cuts.retain(|cut| cut.len() == width);
    if cuts.is_empty() {
        return None;
    }
    let mut figures: Vec<Token<'a>> = Vec::new();
    let mut known: Vec<(usize, usize, usize)> = Vec::new();
    let mut ways = Vec::new();
    for cut in cuts {
        let mut order = Vec::with_capacity(width);
        for piece in cut {
            let at = known.iter().position(|other| *other == piece).unwrap_or(known.len());
            if at == known.len() {
                known.push(piece);
                figures.push(written[piece.0].part(piece.1, piece.2));
            }
            order.push(at);
        }
        ways.push(Way { order, by_columns: false });
    }
    let before = run.before.clone();
    Some(Block {
        figures,
        before,
        is_below: run.is_below,
        ways,
        marked: false,
        parted: false,
        scattered: false,
        mixed: false,
        by_sums: false,
        height: 1,
        cut: Some(written.clone()),
    })
}

/// Every way to cut digits into figures, `most` at most, as byte ranges.
fn pieces(
    digits: &str,
    from: usize,
    most: usize,
    cut: &mut Vec<(usize, usize)>,
    found: &mut impl FnMut(&[(usize, usize)]),
) {
    if from == digits.len() {
        found(cut);
        return;
    }
    if cut.len() == most {
        return;
    }
    let longest = if digits[from..].starts_with('0') { from + 1 } else { digits.len() };
    for to in from + 1..=longest {
        cut.push((from, to));
        pieces(digits, to, most, cut, found);
        cut.pop();
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
    ways.push(first_column_apart(height, width));
    (ways, false)
}

/// The first column by itself, as it stands nearest to the labels; then the rows without it.
fn first_column_apart(height: usize, width: usize) -> Way {
    let place = |row: usize, column: usize| match column {
        0 => row,
        _ => height + row * (width - 1) + column - 1,
    };
    let order = (0..height).flat_map(|row| (0..width).map(move |column| place(row, column))).collect();
    Way { order, by_columns: true }
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
        let rows = stream::rows(&document).expect("not too many figures");
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
        assert_eq!(told(lines), [(rows, 3, false)]);
    }

    #[test]
    fn words_inside_a_row_part_nothing() {
        let lines = "甲\n1\n2\n3\n乙\n4\n5\n6\n7\n丙 1 2 3 4 5 6 7";
        assert_eq!(told(lines).iter().map(|block| block.0.len()).collect::<Vec<_>>(), [1, 1]);
        assert_eq!(told("甲\n1\n2\n3\n乙\n4\n5\n6"), []);
    }

    #[test]
    fn rows_in_pieces_are_put_together() {
        let lines = "甲\n21\n\n4\n\n0\n乙\n1\n\n1\n\n0\n\n0\n\n0\n丙\n2\n0\n丁\n0\n\n28\n\n0\n\n1";
        let rows = vec!["21 4 0 1 2 0 28".to_owned(), "1 0 0 0 0 0 1".to_owned()];
        let told = told(lines);
        assert_eq!(told.first().map(|block| &block.0), Some(&rows));
        assert_eq!(told.len(), 1);
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
