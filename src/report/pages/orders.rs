//! The orders in which the figures of one page fill its rows.
//!
//! A page comes out in stretches of figures, each a piece of a row or of a column. As a rule what stands to the left of
//! a figure or above it comes first; a stretch may still come late, as where it sticks to the next column's:
//!
//! ```text
//!    0  0  2070 2576  0  299  4945         0 0 │ 351 2700 │ 0 299 4945 │ 0 0 7620 │ 2070 2576 │ 2189 2380
//!  351 2700 2189 2380 0    0  7620
//! ```
//!
//! Figures on the line of a row's own label are that row's first, whenever they come. The others are tried wherever
//! they fit, the nearest place first, and every row has to add up with what is left.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::sums::{ColumnSum, Rest};
use crate::limits::{FEW_PAGED_STATES, MANY_PAGED_FIGURES, MAX_PAGED_FIGURES, MAX_PAGED_STATES};

/// The most figures of a row that are passed over for what comes first.
const LONGEST_GAP: usize = 6;

/// What it costs to leave a row before its end, or to go back to one.
const JUMP: u32 = 4;

/// The same where words stand in between or a column goes on, which is how a page is cut.
const NEAR_JUMP: u32 = 2;

/// The same where the row below goes on in the same column.
const NEXT_ROW: u32 = 1;

/// What it costs to pass over what stands to the left or above.
const GAP: u32 = 2;

/// What it costs to go on under such a gap, for each figure.
const LONGER_GAP: u32 = 1;

/// What a row costs that does not add up.
const FAILED: u32 = 8;

/// How many states are kept that fill the same places: others may come out better.
const MOST_ALIKE: usize = 800;

/// Figures from here on are no counts.
const LARGEST: i64 = 1_000_000_000_000;

/// Nothing stands there yet.
const NOWHERE: u16 = u16::MAX;

/// Figures that stand together.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    /// Which of the page's figures.
    pub figures: Range<usize>,
    /// They stand on one line: a piece of a row.
    pub in_line: bool,
    /// Words stand right before them.
    pub after_words: bool,
    /// The row of the page on whose label's line they stand.
    pub beside: Option<usize>,
    /// The row of the page whose label comes last before them.
    pub near: Option<usize>,
    /// That label ends right above them.
    pub is_below: bool,
}

/// One order of the figures of a page.
#[derive(Debug, Clone)]
pub(super) struct Order {
    /// What its jumps and gaps cost.
    pub cost: u32,
    /// For each place, row by row, which figure stands there.
    pub places: Vec<usize>,
    /// The row that does not add up.
    pub failed: Option<usize>,
}

/// The figures of a page, as the search needs them.
pub(super) struct Rows<'s> {
    pub width: usize,
    pub values: &'s [i64],
    pub stretches: &'s [Stretch],
    /// One row need not add up.
    pub may_fail: bool,
    /// What its columns have to come to, where that is known.
    pub columns: &'s [ColumnSum],
}

/// What the states say that are known, with the place of their last figure.
type Known = BTreeSet<(u64, (usize, usize))>;

#[derive(Clone)]
struct State {
    cost: u32,
    /// The row that does not add up.
    failed: Option<usize>,
    /// Which figure stands in each place, row by row.
    places: Vec<u16>,
    /// The place of the figure before.
    last: Option<(usize, usize)>,
    /// The column in which the figures began of which that is the last.
    begun: usize,
    /// A sign of which places have figures.
    shape: u64,
    /// A sign of what stands in all places together.
    says: u64,
}

/// Where a stretch can be put next.
struct Move {
    cost: u32,
    state: usize,
    row: usize,
    column: usize,
    down: bool,
}

impl Rows<'_> {
    fn height(&self) -> usize {
        self.values.len() / self.width
    }

    /// The orders under which every row adds up, the nearest first; none where there are too many figures to try.
    pub fn orders(&self) -> Vec<Order> {
        let are_counts = self.values.iter().all(|value| (0..LARGEST).contains(value));
        if self.values.len() > MAX_PAGED_FIGURES || self.values.is_empty() || !are_counts {
            return Vec::new();
        }
        let mut left = self.in_turn();
        left.reverse();
        let mut states = vec![self.nothing()];
        while let Some(at) = left.pop() {
            let rest = self.rest(&left);
            states = self.put(&states, at, &rest);
        }
        let order = |state: State| Order {
            cost: state.cost,
            places: state.places.into_iter().map(usize::from).collect(),
            failed: state.failed,
        };
        states.into_iter().map(order).collect()
    }

    fn rest(&self, left: &[usize]) -> Rest {
        Rest::of(
            left.iter().flat_map(|at| self.stretches[*at].figures.clone()).map(|figure| self.values[figure]).collect(),
        )
    }

    /// The states with this stretch in its place, those with the least cost.
    fn put(&self, states: &[State], at: usize, rest: &Rest) -> Vec<State> {
        let stretch = &self.stretches[at];
        let mut moves: Vec<Move> = Vec::new();
        for (index, state) in states.iter().enumerate() {
            match stretch.beside {
                Some(row) => {
                    for down in [false, true] {
                        if self.is_free(state, stretch, row, 0, down) && (!down || stretch.is_pile()) {
                            moves.push(Move { cost: state.cost, state: index, row, column: 0, down });
                        }
                    }
                }
                None => self.moves(state, index, at, &mut moves),
            }
        }
        moves.sort_by_key(|step| step.cost);
        let figures = self.values.len();
        let most = if figures > MANY_PAGED_FIGURES { FEW_PAGED_STATES } else { MAX_PAGED_STATES / figures.max(1) };
        let mut known = Known::new();
        let mut shapes: BTreeMap<u64, usize> = BTreeMap::new();
        let mut next = Vec::new();
        for step in moves {
            let Some(state) = self.step(&states[step.state], &step, stretch, rest, &mut known) else { continue };
            let alike = shapes.entry(state.shape).or_default();
            *alike += 1;
            if *alike <= MOST_ALIKE || rest.is_empty() {
                next.push(state);
            }
            if next.len() == most {
                break;
            }
        }
        next
    }

    fn value(&self, place: u16) -> Option<i64> {
        self.values.get(usize::from(place)).copied()
    }

    /// Every place where a stretch fits in, and what that costs.
    fn moves(&self, state: &State, index: usize, at: usize, moves: &mut Vec<Move>) {
        let stretch = &self.stretches[at];
        for row in 0..self.height() {
            // Rows begin from the top, however they go on.
            if row > 0 && self.is_empty(state, row - 1) {
                break;
            }
            let Some(first) = self.first_open(state, row) else { continue };
            for column in first..self.width.min(first + LONGEST_GAP + 1) {
                for down in [false, true] {
                    if down && !stretch.is_pile() || !self.is_free(state, stretch, row, column, down) {
                        continue;
                    }
                    if let Some(price) = self.price(state, at, row, column, down) {
                        moves.push(Move { cost: state.cost + price, state: index, row, column, down });
                    }
                }
            }
        }
    }

    /// What it costs to put a stretch in a free place; `None` where it cannot come so late.
    fn price(&self, state: &State, at: usize, row: usize, column: usize, down: bool) -> Option<u32> {
        let stretch = &self.stretches[at];
        let count = stretch.figures.len();
        let is_taken = |row: usize, column: usize| state.places[row * self.width + column] != NOWHERE;
        // What follows a figure beside its label goes on from there.
        let before = at.checked_sub(1).map(|before| &self.stretches[before]);
        let last = match before.and_then(|before| Some((before, before.beside?))) {
            Some((before, row)) if !stretch.after_words => Some((row, before.figures.len().min(self.width) - 1)),
            _ => state.last,
        };
        if self.is_passed(state, at, row, column, down) {
            return None;
        }
        let is_top = (0..row).all(|row| self.first_open(state, row).is_none());
        let gap_left = column > 0 && !is_taken(row, column - 1);
        let gap_above = row > 0 && !is_taken(row - 1, column);
        let gaps_left =
            if down { column > 0 && (row..row + count).any(|row| !is_taken(row, column - 1)) } else { gap_left };
        let goes_on = last == Some((row, column.wrapping_sub(1)));
        let ends_above = row > 0 && last == Some((row - 1, self.width - 1));
        let begins = self.first_open(state, row) == Some(column) && (is_top || ends_above);
        let runs_down = last.is_some_and(|(last, _)| row == last + 1 || is_top && row < last);
        let is_below = column == 0 && stretch.is_below && stretch.near == Some(row);
        let is_next = last.is_some_and(|(last, _)| row == last + 1 && column == state.begun);
        let jump = if goes_on || begins || is_below {
            0
        } else if is_next {
            NEXT_ROW
        } else if stretch.after_words || runs_down || stretch.near == Some(row) {
            NEAR_JUMP
        } else {
            JUMP
        };
        let is_same_gap = goes_on && gap_above && !is_taken(row - 1, column - 1);
        let above = match (gap_above, is_same_gap) {
            (false, _) => 0,
            (true, false) => GAP,
            (true, true) => LONGER_GAP,
        };
        Some(jump + GAP * u32::from(gaps_left) + above)
    }

    fn is_empty(&self, state: &State, row: usize) -> bool {
        state.places[row * self.width..][..self.width].iter().all(|place| *place == NOWHERE)
    }

    /// The first column of a row without a figure.
    fn first_open(&self, state: &State, row: usize) -> Option<usize> {
        state.places[row * self.width..][..self.width].iter().position(|place| *place == NOWHERE)
    }

    /// Whether figures to the right of a place or below it came before, without words since: it was passed over then,
    /// and only words bring back what was. Figures on one line may draw each other ahead.
    fn is_passed(&self, state: &State, at: usize, row: usize, column: usize, down: bool) -> bool {
        let count = self.stretches[at].figures.len();
        let begin = self.stretches[..=at].iter().rposition(|stretch| stretch.after_words).unwrap_or(0);
        let since = self.stretches[begin].figures.start..self.stretches[at].figures.start;
        let is_alone = |figure: usize| {
            let stretch = self.stretches.partition_point(|stretch| stretch.figures.end <= figure);
            self.stretches.get(stretch).is_some_and(|stretch| !stretch.in_line)
        };
        let came_before = |row: usize, column: usize| {
            let figure = state.places.get(row * self.width + column).map_or(usize::MAX, |figure| usize::from(*figure));
            since.contains(&figure) && is_alone(figure)
        };
        (0..count).any(|at| {
            let (row, column) = if down { (row + at, column) } else { (row, column + at) };
            (column + 1..self.width).any(|column| came_before(row, column))
                || (row + 1..self.height()).any(|row| came_before(row, column))
        })
    }

    /// Whether a stretch fits in, to the right or downwards.
    fn is_free(&self, state: &State, stretch: &Stretch, row: usize, column: usize, down: bool) -> bool {
        let count = stretch.figures.len();
        let free = |row: usize, column: usize| state.places.get(row * self.width + column) == Some(&NOWHERE);
        if down {
            (row..row + count).all(|row| free(row, column))
        } else {
            column + count <= self.width && (column..column + count).all(|column| free(row, column))
        }
    }

    /// The state after a move, if it is new and its rows can still add up.
    fn step(&self, before: &State, step: &Move, stretch: &Stretch, rest: &Rest, known: &mut Known) -> Option<State> {
        let count = stretch.figures.len();
        let place = |at: usize| if step.down { (step.row + at, step.column) } else { (step.row, step.column + at) };
        let last = place(count - 1);
        let mut says = before.says;
        for (at, figure) in stretch.figures.clone().enumerate() {
            let (row, column) = place(at);
            says ^= sign(row * self.width + column, self.values[figure]);
        }
        if !known.insert((says, last)) {
            return None;
        }
        let touched = step.row..if step.down { step.row + count } else { step.row + 1 };
        let (mut failed, mut cost) = (before.failed, step.cost);
        let mut written = vec![NOWHERE; self.width];
        for row in 0..self.height() {
            written.copy_from_slice(&before.places[row * self.width..][..self.width]);
            if step.down && touched.contains(&row) {
                written[step.column] = u16::try_from(stretch.figures.start + row - step.row).ok()?;
            } else if row == step.row {
                for (at, figure) in stretch.figures.clone().enumerate() {
                    written[step.column + at] = u16::try_from(figure).ok()?;
                }
            }
            if failed == Some(row) || self.can_add_up(&written, rest, touched.contains(&row)) {
                continue;
            }
            if !self.may_fail || failed.is_some() {
                return None;
            }
            failed = Some(row);
            cost += FAILED;
        }
        let mut state = State { cost, failed, says, ..before.clone() };
        self.fill(&mut state, step.row, step.column, step.down, &stretch.figures)?;
        let can_come_out =
            |sum: &ColumnSum| sum.can_come_out(|row| self.value(state.places[row * self.width + sum.column]), rest);
        self.columns.iter().all(can_come_out).then_some(state)
    }

    /// Puts figures in their places.
    fn fill(&self, state: &mut State, row: usize, column: usize, down: bool, figures: &Range<usize>) -> Option<()> {
        for (at, figure) in figures.clone().enumerate() {
            let (row, column) = if down { (row + at, column) } else { (row, column + at) };
            if state.last != Some((row, column.wrapping_sub(1))) {
                state.begun = column;
            }
            let place = row * self.width + column;
            *state.places.get_mut(place)? = u16::try_from(figure).ok()?;
            state.shape ^= sign(place, 0);
            state.last = Some((row, column));
        }
        Some(())
    }

    /// The stretches as they are put in their places: what is beside its label before the others.
    fn in_turn(&self) -> Vec<usize> {
        let (beside, free): (Vec<usize>, Vec<usize>) =
            (0..self.stretches.len()).partition(|at| self.stretches[*at].beside.is_some());
        beside.into_iter().chain(free).collect()
    }

    fn nothing(&self) -> State {
        State {
            cost: 0,
            failed: None,
            places: vec![NOWHERE; self.values.len()],
            last: None,
            begun: 0,
            shape: 0,
            says: 0,
        }
    }

    /// Whether a row adds up, or can with some of the figures that are left.
    fn can_add_up(&self, row: &[u16], rest: &Rest, is_new: bool) -> bool {
        let (total, others) = (self.value(row[self.width - 1]), &row[..self.width - 1]);
        let open = others.iter().filter(|place| **place == NOWHERE).count();
        let sum: i64 = others.iter().filter_map(|place| self.value(*place)).sum();
        match (total, open) {
            (Some(total), 0) => total == sum,
            (None, 0) => rest.has(sum),
            (Some(total), 1) => rest.has(total - sum),
            (Some(total), 2) if is_new => rest.has_two_of(total - sum),
            (None, 1) if is_new => rest.has_two_apart(sum),
            (Some(total), _) => sum <= total,
            (None, _) => rest.largest().is_some_and(|most| sum <= most),
        }
    }
}

/// A sign of a figure in a place, such that those of two tables are hardly ever the same together.
const fn sign(place: usize, value: i64) -> u64 {
    let mut sign =
        (place as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (value as u64).wrapping_mul(0xd6e8_feb8_6659_fd93);
    sign = (sign ^ sign >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    sign ^ sign >> 29
}

impl Stretch {
    /// Several lines: a piece of a column, or of a row.
    fn is_pile(&self) -> bool {
        !self.in_line && self.figures.len() > 1
    }
}
