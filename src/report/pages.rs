//! Table three page by page.
//!
//! No row goes on from one page to the next: the figures of a page are whole rows, however its pieces come one after
//! the other. Each page has many orders in which its rows add up; the columns run through all pages and tell which
//! of them are true together.

use std::collections::BTreeMap;

use super::arrangements::{Block, Way};
use super::flow::{Flow, Run};
use super::interleaved::{self, Late, Order, RIVAL};
use crate::document::figure;
use crate::limits::MAX_PAGED_ORDERS;

/// The most pages of one table.
const MOST_PAGES: usize = 8;

/// How many rows are received and carried in; as many, the total and what is carried out, come last.
const ROWS_AT_EACH_END: usize = 2;

/// An order of a page, and what it adds to the two equations of each column: both come to nought where they hold.
struct Piece {
    order: Order,
    adds: Vec<i64>,
}

/// The blocks of the table, a page each, in the one order under which every row and every column adds up; `None` where
/// there is none, or where another is about as simple.
pub(super) fn blocks(flow: Flow<'_>, height: usize, width: usize) -> Option<Vec<Block<'_>>> {
    if flow.len() != height * width || !flow.runs.iter().any(|run| run.on_new_page) {
        return None;
    }
    let pages = pages(flow, width)?;
    let mut pieces: Vec<Vec<Piece>> = Vec::new();
    let mut above = 0;
    for page in &pages {
        let of_page = pieces_of(page, above, height, width)?;
        above += page.len() / width;
        pieces.push(of_page);
    }
    let chosen = together(&pages, &mut pieces)?;
    let mut blocks = Vec::new();
    for ((page, pieces), at) in pages.into_iter().zip(pieces).zip(chosen) {
        let piece = pieces.into_iter().nth(at)?;
        blocks.push(Block::of_pieces(page, width, vec![Way::of_pieces(piece.order.places, width)]));
    }
    Some(blocks)
}

/// The figures of each page as one run; `None` where some page has no whole rows.
fn pages(flow: Flow<'_>, width: usize) -> Option<Vec<Run<'_>>> {
    let mut pages: Vec<Run<'_>> = Vec::new();
    for run in flow.runs {
        match pages.last_mut().filter(|page| !run.on_new_page || !page.len().is_multiple_of(width)) {
            Some(page) => page.groups.extend(run.groups),
            None => pages.push(run),
        }
    }
    (pages.len() <= MOST_PAGES && pages.iter().all(|page| page.len().is_multiple_of(width))).then_some(pages)
}

/// The orders of one page, whose first row is so many below the table's first.
fn pieces_of(page: &Run<'_>, above: usize, height: usize, width: usize) -> Option<Vec<Piece>> {
    let tokens = page.groups.iter().flat_map(|group| &group.figures);
    let values: Vec<i64> =
        tokens.map(|token| figure::read(&token.text).0.counted()?.as_integer()).collect::<Option<_>>()?;
    let piece = |order: Order| {
        let mut adds = vec![0_i64; 2 * width];
        for (place, figure) in order.places.iter().enumerate() {
            let value = *values.get(*figure)?;
            let (row, column) = (above + place / width, place % width);
            let (results, all) = (&mut 0, &mut 0);
            if row < ROWS_AT_EACH_END {
                *all = value;
            } else if row + ROWS_AT_EACH_END < height {
                *results = value;
            } else if row + ROWS_AT_EACH_END == height {
                (*results, *all) = (-value, -value);
            } else {
                *all = -value;
            }
            adds[2 * column] = adds[2 * column].checked_add(*results)?;
            adds[2 * column + 1] = adds[2 * column + 1].checked_add(*all)?;
        }
        Some(Piece { order, adds })
    };
    let pieces: Vec<Piece> =
        interleaved::orders(&page.groups, width, Late::Any).into_iter().filter_map(piece).collect();
    (!pieces.is_empty()).then_some(pieces)
}

/// Which order of each page makes all columns add up, at the least cost.
fn together(pages: &[Run<'_>], pieces: &mut [Vec<Piece>]) -> Option<Vec<usize>> {
    // The last page is looked up by what the others leave open; of those, the dearest orders go where they are too many.
    let (others, last) = pieces.split_at_mut(pieces.len().checked_sub(1)?);
    while others.iter().map(Vec::len).product::<usize>() > MAX_PAGED_ORDERS {
        let longest = others.iter_mut().max_by_key(|pieces| pieces.len())?;
        longest.pop();
    }
    let mut by_adds: BTreeMap<&[i64], Vec<usize>> = BTreeMap::new();
    for (at, piece) in last.first()?.iter().enumerate() {
        by_adds.entry(&piece.adds).or_default().push(at);
    }
    let mut found: Vec<(u32, Vec<usize>)> = Vec::new();
    for number in 0..others.iter().map(Vec::len).product() {
        let mut rest: usize = number;
        let mut at = Vec::with_capacity(pages.len());
        for pieces in others.iter() {
            at.push(rest % pieces.len());
            rest /= pieces.len();
        }
        let chosen = || others.iter().zip(&at).map(|(pieces, &at)| &pieces[at]);
        let left_open = |sum: usize| chosen().try_fold(0_i64, |all, piece| all.checked_sub(piece.adds[sum]));
        let wanted: Option<Vec<i64>> = (0..last[0][0].adds.len()).map(left_open).collect();
        let Some(ends) = wanted.and_then(|wanted| by_adds.get(wanted.as_slice())) else { continue };
        let cost: u32 = chosen().map(|piece| piece.order.cost).sum();
        for &end in ends {
            let at = at.iter().copied().chain([end]).collect();
            found.push((cost + last[0][end].order.cost, at));
        }
    }
    found.sort();
    let (least, best) = found.first()?;
    let written = |at: &[usize]| {
        let of_page = |((page, pieces), &at): ((&Run<'_>, &Vec<Piece>), &usize)| {
            let figures: Vec<_> = page.groups.iter().flat_map(|group| &group.figures).collect();
            pieces[at].order.places.iter().map(|&figure| figures[figure].text.to_string()).collect::<Vec<_>>()
        };
        pages.iter().zip(others.iter().chain(last.iter())).zip(at).flat_map(of_page).collect::<Vec<String>>()
    };
    let says = written(best);
    let rivals = found.iter().take_while(|(cost, _)| *cost <= least + RIVAL);
    rivals.skip(1).all(|(_, at)| written(at) == says).then(|| best.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block as DocumentBlock, Document, Paragraph};
    use crate::location::Anchor;
    use crate::report::{flow::flow, stream};

    const FIRST_PAGE: &str = "甲 31 7 0 0 0 0 38\n乙 5 0 0 0 0 2 7\n";

    /// The rows of a table of five rows; a form feed begins a page.
    fn rows(text: &str) -> Option<Vec<String>> {
        let paragraph = |(index, line): (usize, &str)| {
            let line_number = u32::try_from(index).expect("a small text") + 1;
            let column = if line.starts_with('\u{c}') { 2 } else { 1 };
            let anchor = Anchor::Text { line: line_number, column, length: 1 };
            DocumentBlock::Paragraph(Paragraph { text: line.trim().to_owned(), anchor })
        };
        let document = Document::new(text.lines().enumerate().map(paragraph).collect());
        let rows = stream::rows(&document).expect("not too many figures");
        let blocks = blocks(flow(&rows, &(0..rows.len()))?, 5, 7)?;
        let row = |block: &Block<'_>, row: &[usize]| {
            row.iter().map(|&at| block.figures[at].text.to_string()).collect::<Vec<_>>().join(" ")
        };
        let of_block = |block: &Block<'_>| block.ways[0].order.chunks(7).map(|at| row(block, at)).collect::<Vec<_>>();
        Some(blocks.iter().flat_map(of_block).collect())
    }

    #[test]
    fn a_figure_that_comes_late_belongs_to_its_page() {
        let page = "\u{c}丙 7 0 0 0 0 27\n20 7 0 0 0 0 27\n16 0 0 0 0 2 18\n丁 20\n";
        let expected = ["31 7 0 0 0 0 38", "5 0 0 0 0 2 7", "20 7 0 0 0 0 27", "20 7 0 0 0 0 27", "16 0 0 0 0 2 18"];
        assert_eq!(rows(&format!("{FIRST_PAGE}{page}")), Some(expected.map(str::to_owned).to_vec()));
    }

    #[test]
    fn what_does_not_add_up_is_not_put_together() {
        let false_row = "\u{c}丙 7 0 0 0 0 28\n20 7 0 0 0 0 27\n16 0 0 0 0 2 18\n丁 20\n";
        assert_eq!(rows(&format!("{FIRST_PAGE}{false_row}")), None);
        let false_column = "\u{c}丙 0 7 0 0 0 27\n20 7 0 0 0 0 27\n16 0 0 0 0 2 18\n丁 20\n";
        assert_eq!(rows(&format!("{FIRST_PAGE}{false_column}")), None);
        let one_page = "丙 7 0 0 0 0 27\n20 7 0 0 0 0 27\n16 0 0 0 0 2 18\n丁 20\n";
        assert_eq!(rows(&format!("{FIRST_PAGE}{one_page}")), None);
    }
}
