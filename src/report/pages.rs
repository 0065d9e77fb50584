//! Table three page by page.
//!
//! No row goes on from one page to the next: the figures of a page are whole rows, however its pieces come one after
//! the other. Each page has many orders in which its rows add up; the columns run through all pages and tell which
//! of them are true together.
//!
//! One figure may be false and still everything be proven: its row and its column are then off by the same, and only
//! they.

mod orders;
mod sums;

use std::collections::{BTreeMap, BTreeSet};

use super::arrangements::{Block, Way};
use super::flow::{Flow, Run};
use super::labels::T3_ROWS;
use crate::document::figure;
use crate::limits::{MAX_HARD_FIGURES, MAX_PAGED_ORDERS};
use crate::location::Row;
use orders::{Order, Rows, Stretch};
use sums::ColumnSum;

/// The most pages of one table.
const MOST_PAGES: usize = 8;

/// How many rows are received and carried in; as many, the total and what is carried out, come last.
const ROWS_AT_EACH_END: usize = 2;

/// By how much an order may cost more than the cheapest and be one to reckon with.
const RIVAL: u32 = 4;

/// One row in so many has to begin beside its label: without any, whole columns could change places and everything
/// still add up.
const ROWS_FOR_EACH_BESIDE: usize = 8;

/// Or one row in so many has to come figure by figure, which shows the columns as well.
const ROWS_FOR_EACH_IN_ORDER: usize = 2;

/// How many pages are tried again with what their columns come to.
const MOST_HARD_PAGES: usize = 2;

/// The least letters of a label that tell it.
const TELLING_LETTERS: usize = 3;

/// The figures of one page.
struct Page<'a> {
    run: Run<'a>,
    stretches: Vec<Stretch>,
    /// How many rows stand on the pages before it.
    above: usize,
}

impl Page<'_> {
    /// Its figures; `None` where one is no number.
    fn values(&self) -> Option<Vec<i64>> {
        let tokens = self.run.groups.iter().flat_map(|group| &group.figures);
        tokens.map(|token| figure::read(&token.text).0.counted()?.as_integer()).collect()
    }

    /// Its rows that begin beside their labels.
    fn rows_beside(&self) -> BTreeSet<usize> {
        self.stretches.iter().filter_map(|stretch| stretch.beside).collect()
    }

    /// Its rows that begin beside their labels, and those that come one figure after the other and say something.
    fn rows_told(&self, order: &Order, width: usize) -> BTreeSet<usize> {
        let figures: Vec<&str> =
            self.run.groups.iter().flat_map(|group| &group.figures).map(|token| token.text.as_ref()).collect();
        let says_something = |row: &[usize]| row.iter().any(|figure| figures.get(*figure) != Some(&"0"));
        let comes_in_order = |row: &[usize]| row.is_sorted_by(|one, next| *next == one + 1) && says_something(row);
        let rows = order.places.chunks(width).enumerate();
        rows.filter(|(_, row)| comes_in_order(row)).map(|(row, _)| row).chain(self.rows_beside()).collect()
    }
}

/// An order of a page, and what it adds to the two equations of each column: all come to nought where they hold.
#[derive(Clone)]
struct Piece {
    order: Order,
    adds: Vec<i64>,
    /// One figure was taken for another, so that its row adds up.
    is_false: bool,
}

/// Orders of some pages, one of each.
struct Combined {
    cost: u32,
    is_false: bool,
    adds: Vec<i64>,
    /// Which order of each page.
    at: Vec<usize>,
}

/// The orders of each page, the simplest first; there is one at least.
struct Found {
    orders: Vec<Vec<Order>>,
    /// The page that came out only with what its columns have to come to: nothing is left there to show a false figure.
    by_columns: Option<usize>,
}

/// The rows and columns of a table.
struct Shape<'r> {
    rows: &'r [Row],
    width: usize,
}

/// The blocks of the table, a page each, in the orders under which every row and every column adds up, or all but
/// those of one false figure: the simplest, and others that are about as simple. `None` where there is none.
pub(super) fn blocks<'a>(flow: Flow<'a>, rows: &[Row], width: usize) -> Option<Vec<Block<'a>>> {
    let shape = Shape { rows, width };
    if flow.len() != rows.len() * width || !flow.runs.iter().any(|run| run.on_new_page) {
        return None;
    }
    let pages = shape.pages(flow)?;
    let Found { orders, by_columns } = shape.orders(&pages)?;
    if !shape.is_told(&pages, &orders, by_columns) {
        return None;
    }
    let mut blocks = Vec::new();
    for (at, (page, orders)) in pages.into_iter().zip(orders).enumerate() {
        let ways = orders.into_iter().map(|order| Way::of_pieces(order.places, width)).collect();
        let block = Block::of_pieces(page.run, width, ways);
        blocks.push(Block { parted: false, by_sums: by_columns == Some(at), ..block });
    }
    Some(blocks)
}

impl Shape<'_> {
    /// The figures of each page; `None` where some page has no whole rows.
    fn pages<'a>(&self, flow: Flow<'a>) -> Option<Vec<Page<'a>>> {
        let mut pages: Vec<Page<'a>> = Vec::new();
        let mut figures = 0;
        for run in flow.runs {
            let begins = pages.last().is_none_or(|page| run.on_new_page && page.run.len().is_multiple_of(self.width));
            if begins {
                pages.push(Page { run: Run::default(), stretches: Vec::new(), above: figures / self.width });
            }
            let Some(page) = pages.last_mut() else { continue };
            let told = self.told(&run.before).and_then(|row| row.checked_sub(page.above));
            for (at, group) in run.groups.iter().enumerate() {
                let first = page.run.len() + run.groups[..at].iter().map(|group| group.figures.len()).sum::<usize>();
                page.stretches.push(Stretch {
                    figures: first..first + group.figures.len(),
                    in_line: group.in_line,
                    after_words: group.after_words,
                    beside: told.filter(|_| run.is_beside && at == 0),
                    near: told,
                    is_below: run.is_below && at == 0,
                });
            }
            figures += run.len();
            if page.run.groups.is_empty() {
                page.run = run;
            } else {
                page.run.groups.extend(run.groups);
            }
        }
        for page in &mut pages {
            let height = page.run.len() / self.width;
            for stretch in &mut page.stretches {
                stretch.beside = stretch.beside.filter(|row| *row < height);
            }
        }
        let is_whole = |page: &Page<'_>| page.run.len().is_multiple_of(self.width);
        (pages.len() <= MOST_PAGES && pages.iter().all(is_whole)).then_some(pages)
    }

    /// The orders of the pages under which all adds up; `None` where there are none.
    fn orders(&self, pages: &[Page<'_>]) -> Option<Found> {
        let values: Vec<Vec<i64>> = pages.iter().map(Page::values).collect::<Option<_>>()?;
        let pieces = |page: usize, may_fail: bool, columns: &[ColumnSum]| {
            self.pieces(&pages[page], &values[page], may_fail, columns)
        };
        let in_order = self.may_come_in_order(pages, &values);
        let beside: usize = pages.iter().map(|page| page.rows_beside().len()).sum();
        if !in_order && beside * ROWS_FOR_EACH_BESIDE < self.rows.len() {
            return None;
        }
        let mut all: Vec<Vec<Piece>> = (0..pages.len()).map(|page| pieces(page, false, &[])).collect();
        if let Some(orders) = together(pages, all.clone()) {
            return Some(Found { orders, by_columns: None });
        }
        // A false figure is reckoned with where nothing adds up without one.
        if let Some(orders) = together(pages, (0..pages.len()).map(|page| pieces(page, true, &[])).collect()) {
            return Some(Found { orders, by_columns: None });
        }
        // Where one page has too many orders for its rows alone, the other pages tell what its columns come to.
        let least = |page: &usize| all[*page].iter().map(|piece| piece.order.cost).min().unwrap_or(u32::MAX);
        let mut hard: Vec<usize> = (0..pages.len()).collect();
        hard.sort_by_key(|page| std::cmp::Reverse(least(page)));
        let without_order = all.iter().filter(|pieces| pieces.is_empty()).count();
        hard.truncate(if without_order == 1 { 1 } else { MOST_HARD_PAGES });
        if without_order > 1 || !in_order {
            return None;
        }
        hard.retain(|page| values[*page].len() <= MAX_HARD_FIGURES);
        hard.into_iter().find_map(|page| {
            let columns = self.columns(pages, &all, page)?;
            let known = std::mem::replace(&mut all[page], pieces(page, false, &columns));
            let found = together(pages, all.clone());
            all[page] = known;
            Some(Found { orders: found?, by_columns: Some(page) })
        })
    }

    /// What the columns of a page may come to, as the orders of the other pages have them; `None` where that is too
    /// much to tell.
    fn columns(&self, pages: &[Page<'_>], pieces: &[Vec<Piece>], page: usize) -> Option<Vec<ColumnSum>> {
        let of_others = || pieces.iter().enumerate().filter(|(other, _)| *other != page).map(|(_, pieces)| pieces);
        let height = pages[page].run.len() / self.width;
        let column_sum = |sum: usize| {
            let sets: Vec<BTreeSet<i64>> =
                of_others().map(|pieces| pieces.iter().map(|piece| piece.adds[sum]).collect()).collect();
            let counts = |row: usize| {
                let mut adds = vec![0; 2 * self.width];
                self.count(pages[page].above + row, sum / 2, 1, &mut adds);
                adds[sum]
            };
            let may_be: BTreeSet<i64> = sums_of(sets.iter())?.into_iter().map(|others| -others).collect();
            Some(ColumnSum {
                column: sum / 2,
                counts: (0..height).map(counts).collect(),
                may_be: may_be.into_iter().collect(),
            })
        };
        (0..2 * self.width).map(column_sum).collect()
    }

    /// Whether enough rows may come one figure after the other: as many add up so, each apart from the others.
    fn may_come_in_order(&self, pages: &[Page<'_>], values: &[Vec<i64>]) -> bool {
        let in_order = |values: &Vec<i64>| {
            let (mut rows, mut from) = (0, 0);
            while let Some(row) = values.get(from..from + self.width) {
                let adds_up = row.iter().sum::<i64>() == 2 * row[self.width - 1];
                rows += usize::from(adds_up);
                from += if adds_up { self.width } else { 1 };
            }
            rows
        };
        let beside: usize = pages.iter().map(|page| page.rows_beside().len()).sum();
        let rows: usize = values.iter().map(in_order).sum();
        (beside + rows) * ROWS_FOR_EACH_IN_ORDER >= self.rows.len()
    }

    /// Whether enough shows that the columns of these orders are the table's, and not others in their place.
    fn is_told(&self, pages: &[Page<'_>], orders: &[Vec<Order>], by_columns: Option<usize>) -> bool {
        // A false figure lets too much add up for any doubt besides.
        let is_false = orders.iter().flatten().any(|order| order.failed.is_some());
        if is_false && orders.iter().any(|orders| orders.len() > 1) {
            return false;
        }
        let beside: usize = pages.iter().map(|page| page.rows_beside().len()).sum();
        let in_order = pages.iter().zip(orders).filter_map(|(page, orders)| Some((page, orders.first()?)));
        let told: usize = in_order.map(|(page, order)| page.rows_told(order, self.width).len()).sum();
        // Where all figures say the same, none can stand in another's place.
        let mut figures = pages.iter().flat_map(|page| &page.run.groups).flat_map(|group| &group.figures);
        let first = figures.next().map(|token| &token.text);
        beside * ROWS_FOR_EACH_BESIDE >= self.rows.len() && by_columns.is_none()
            || told * ROWS_FOR_EACH_IN_ORDER >= self.rows.len()
            || figures.all(|token| Some(&token.text) == first)
    }

    /// The row in whose label alone the last of the words stand.
    fn told(&self, words: &str) -> Option<usize> {
        let in_common = |label: &str| {
            let ends = words.char_indices().rev().map(|(at, _)| &words[at..]);
            ends.take_while(|end| label.contains(end)).count()
        };
        let mut best = (TELLING_LETTERS - 1, None);
        for label in T3_ROWS.iter() {
            let Some(row) = self.rows.iter().position(|row| *row == label.of) else { continue };
            let letters = in_common(&label.letters);
            if letters > best.0 {
                best = (letters, Some(row));
            } else if letters == best.0 && best.1 != Some(row) {
                best.1 = None;
            }
        }
        best.1
    }

    /// The orders of one page; one of its rows need not add up where it `may_fail`, its columns have to where their
    /// sums are given.
    fn pieces(&self, page: &Page<'_>, values: &[i64], may_fail: bool, columns: &[ColumnSum]) -> Vec<Piece> {
        let rows = Rows { width: self.width, values, stretches: &page.stretches, may_fail, columns };
        let mut pieces = Vec::new();
        for order in rows.orders() {
            let mut adds = vec![0_i64; 2 * self.width];
            for (place, figure) in order.places.iter().enumerate() {
                self.count(page.above + place / self.width, place % self.width, values[*figure], &mut adds);
            }
            let Some(row) = order.failed else {
                pieces.push(Piece { order, adds, is_false: false });
                continue;
            };
            // Any of its figures may be the false one.
            let figures = &order.places[row * self.width..][..self.width];
            let total = values[figures[self.width - 1]];
            let too_much = figures.iter().map(|figure| values[*figure]).sum::<i64>() - 2 * total;
            for column in 0..self.width {
                let mut adds = adds.clone();
                let off = if column + 1 == self.width { too_much } else { -too_much };
                self.count(page.above + row, column, off, &mut adds);
                pieces.push(Piece { order: order.clone(), adds, is_false: true });
            }
        }
        pieces
    }

    /// What a figure adds to the equations of its column: the results are their total, and what came in went out.
    fn count(&self, row: usize, column: usize, value: i64, adds: &mut [i64]) {
        let height = self.rows.len();
        let (results, all) = if row < ROWS_AT_EACH_END {
            (0, value)
        } else if row + ROWS_AT_EACH_END < height {
            (value, 0)
        } else if row + ROWS_AT_EACH_END == height {
            (-value, -value)
        } else {
            (0, -value)
        };
        adds[2 * column] += results;
        adds[2 * column + 1] += all;
    }
}

/// The orders of each page that make all columns add up, the one with the least cost first; others of about that cost
/// only where they say something else. `None` where none does.
fn together(pages: &[Page<'_>], mut pieces: Vec<Vec<Piece>>) -> Option<Vec<Vec<Order>>> {
    if pieces.iter().any(Vec::is_empty) {
        return None;
    }
    keep_supported(&mut pieces);
    if pieces.iter().any(Vec::is_empty) {
        return None;
    }
    let (first, second) = pieces.split_at_mut(pages.len() / 2);
    let mut by_adds: BTreeMap<Vec<i64>, Vec<Combined>> = BTreeMap::new();
    for combined in combined(second) {
        by_adds.entry(combined.adds.iter().map(|sum| -sum).collect()).or_default().push(combined);
    }
    let mut found: Vec<(u32, Vec<usize>)> = Vec::new();
    for above in combined(first) {
        // No page above is as good as one that adds nothing.
        let adds = if first.is_empty() { vec![0; second[0][0].adds.len()] } else { above.adds };
        for below in by_adds.get(&adds).into_iter().flatten() {
            if !(above.is_false && below.is_false) {
                let at = above.at.iter().chain(&below.at).copied().collect();
                found.push((above.cost + below.cost, at));
            }
        }
    }
    found.sort();
    let (least, best) = found.first()?;
    let written = |at: &[usize]| {
        let of_page = |((page, pieces), &at): ((&Page<'_>, &Vec<Piece>), &usize)| {
            let figures: Vec<_> = page.run.groups.iter().flat_map(|group| &group.figures).collect();
            pieces[at].order.places.iter().map(|&figure| figures[figure].text.to_string()).collect::<Vec<String>>()
        };
        pages.iter().zip(&pieces).zip(at).map(of_page).collect::<Vec<_>>()
    };
    // Of the orders of a page that say the same, the first.
    let mut orders: Vec<Vec<Order>> =
        pieces.iter().zip(best).map(|(pieces, &at)| vec![pieces[at].order.clone()]).collect();
    let mut known: Vec<BTreeSet<Vec<String>>> = written(best).into_iter().map(|says| BTreeSet::from([says])).collect();
    for (_, at) in found.iter().take_while(|(cost, _)| *cost <= least + RIVAL).skip(1) {
        for (page, says) in written(at).into_iter().enumerate() {
            if known[page].insert(says) {
                orders[page].push(pieces[page][at[page]].order.clone());
            }
        }
    }
    Some(orders)
}

/// Leaves out what no orders of the other pages make good, column by column: that leaves few to be tried together.
fn keep_supported(pages: &mut [Vec<Piece>]) {
    let sums = pages.first().and_then(|pieces| pieces.first()).map_or(0, |piece| piece.adds.len());
    let mut left = usize::MAX;
    while left > pages.iter().map(Vec::len).sum() {
        left = pages.iter().map(Vec::len).sum();
        for sum in 0..sums {
            let values: Vec<BTreeSet<i64>> =
                pages.iter().map(|pieces| pieces.iter().map(|piece| piece.adds[sum]).collect()).collect();
            for (at, pieces) in pages.iter_mut().enumerate() {
                let others = values.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, values)| values);
                let Some(reach) = sums_of(others) else { continue };
                pieces.retain(|piece| reach.contains(&-piece.adds[sum]));
            }
        }
    }
}

/// Every sum of one value of each set; `None` where there are too many.
fn sums_of<'s>(sets: impl Iterator<Item = &'s BTreeSet<i64>>) -> Option<BTreeSet<i64>> {
    let mut sums = BTreeSet::from([0]);
    for set in sets {
        if sums.len() * set.len() > MAX_PAGED_ORDERS {
            return None;
        }
        sums = sums.iter().flat_map(|sum| set.iter().map(move |value| sum + value)).collect();
    }
    Some(sums)
}

/// Every order of one page with every order of the others; where those are too many, without the dearest.
fn combined(pages: &mut [Vec<Piece>]) -> Vec<Combined> {
    while pages.iter().map(Vec::len).product::<usize>() > MAX_PAGED_ORDERS {
        let Some(longest) = pages.iter_mut().max_by_key(|pieces| pieces.len()) else { break };
        longest.pop();
    }
    let mut all = vec![Combined { cost: 0, is_false: false, adds: Vec::new(), at: Vec::new() }];
    for pieces in pages {
        let mut longer = Vec::with_capacity(all.len() * pieces.len());
        for before in &all {
            for (at, piece) in pieces.iter().enumerate() {
                if before.is_false && piece.is_false {
                    continue;
                }
                let adds = if before.adds.is_empty() {
                    piece.adds.clone()
                } else {
                    before.adds.iter().zip(&piece.adds).map(|(one, other)| one + other).collect()
                };
                longer.push(Combined {
                    cost: before.cost + piece.order.cost,
                    is_false: before.is_false || piece.is_false,
                    adds,
                    at: before.at.iter().copied().chain([at]).collect(),
                });
            }
        }
        all = longer;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block as DocumentBlock, Document, Paragraph};
    use crate::location::Anchor;
    use crate::report::{flow::flow, stream};

    const FIVE_ROWS: [Row; 5] = [Row::Received, Row::CarriedIn, Row::Granted, Row::ResultTotal, Row::CarriedOut];
    const FIRST_PAGE: &str = "本年新收政府信息公开申请数量 31 7 0 0 0 0 38\n乙 5 0 0 0 0 2 7\n";

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
        let blocks = blocks(flow(&rows, &(0..rows.len()))?, &FIVE_ROWS, 7)?;
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
    fn rows_that_come_figure_by_figure_tell_the_columns() {
        let text =
            "甲 31 7 0 0 0 0 38\n乙 5 0 0 0 0 2 7\n\u{c}丙 7 0 0 0 0 27\n20 7 0 0 0 0 27\n16 0 0 0 0 2 18\n丁 20\n";
        let expected = ["31 7 0 0 0 0 38", "5 0 0 0 0 2 7", "20 7 0 0 0 0 27", "20 7 0 0 0 0 27", "16 0 0 0 0 2 18"];
        assert_eq!(rows(text), Some(expected.map(str::to_owned).to_vec()));
        let noughts = "甲 0 0 0 0 0 0 0\n乙 0 0 0 0 0 0 0\n\u{c}丙 0 0 0 0 0 0\n0 0 0 0 0 0 0\n0 0 0 0 0 0 0\n丁 0\n";
        assert_eq!(rows(noughts), Some(vec!["0 0 0 0 0 0 0".to_owned(); 5]));
    }

    #[test]
    fn one_false_figure_spoils_its_row_and_its_column() {
        let page = "\u{c}丙 7 0 0 0 0 28\n20 7 0 0 0 0 27\n16 0 0 0 0 2 18\n丁 20\n";
        let expected = ["31 7 0 0 0 0 38", "5 0 0 0 0 2 7", "20 7 0 0 0 0 28", "20 7 0 0 0 0 27", "16 0 0 0 0 2 18"];
        assert_eq!(rows(&format!("{FIRST_PAGE}{page}")), Some(expected.map(str::to_owned).to_vec()));
        let two_false = "\u{c}丙 7 0 0 0 0 28\n20 7 0 0 0 0 29\n16 0 0 0 0 2 18\n丁 20\n";
        assert_eq!(rows(&format!("{FIRST_PAGE}{two_false}")), None);
    }

    #[test]
    fn what_does_not_add_up_is_not_put_together() {
        let false_column = "\u{c}丙 0 7 0 0 0 27\n20 7 0 0 0 0 27\n16 0 0 0 0 2 18\n丁 20\n";
        assert_eq!(rows(&format!("{FIRST_PAGE}{false_column}")), None);
        let late = "\u{c}丙 7 0 0 0 0 27\n20 7 0 0 0 0 27\n0 0 0 0 2 18\n丁 20\n戊 16\n";
        let untold = "甲 7 0 0 0 0 38\n乙 5 0 0 0 0 2 7\n丙 31\n";
        assert!(rows(&format!("{FIRST_PAGE}{late}")).is_some());
        assert_eq!(rows(&format!("{untold}{late}")), None);
        let one_page = "丙 7 0 0 0 0 27\n20 7 0 0 0 0 27\n16 0 0 0 0 2 18\n丁 20\n";
        assert_eq!(rows(&format!("{FIRST_PAGE}{one_page}")), None);
    }
}
