//! Rows of figures that came out of a page in pieces: the beginning of one, the beginning of the next, words of the
//! head, the rest of both.
//!
//! ```text
//! 21  4  0  │ 1  2  0  28        21 4 0 │ 1 │ 1 0 0 0 │ 2   │ 0 28 │ 0 1
//!  1  0  0  │ 0  0  0   1   ──►                         0
//! ```
//!
//! However a page is cut, what stands to the left of a figure or above it comes first, and figures on lines right
//! below each other are neighbours. Only the first figure of a row may come late: it sticks to the label where that is
//! written on several lines. Of the orders that leaves, those are given whose rows add up, the one with the fewest
//! jumps first. Which one is true is for the caller to judge.

use super::flow::Group;
use crate::document::figure;
use crate::document::number::{Decimal, sums_up};
use crate::limits::{MAX_INTERLEAVED, MAX_INTERLEAVED_STATES};

/// The most rows that are begun and not ended at one time.
const MOST_OPEN_ROWS: usize = 6;

/// The most rows that wait for their first figure at one time.
const MOST_LATE: usize = 4;

/// How many rows that do not add up there may be: a false figure spoils one.
const MOST_FAILED: u8 = 1;

/// The most orders that are given.
const MOST_WAYS: usize = 24;

/// What it costs to leave a row before its end, or to go back to one.
const JUMP: u32 = 2;

/// The same where words stand in between, which is where a page is cut.
const JUMP_AT_WORDS: u32 = 1;

/// What a first figure that comes late costs.
const LATE: u32 = 1;

/// What a row that does not add up costs.
const FAILED: u32 = 4;

/// By how much an order may cost more than the cheapest and be one to reckon with.
const RIVAL: u32 = 2;

/// Nothing stands there yet.
const NOWHERE: u16 = u16::MAX;

/// The figures of some groups put in rows, as far as they go.
#[derive(Clone)]
struct State {
    cost: u32,
    failed: u8,
    /// How many columns of each row are filled, from the left.
    filled: Vec<usize>,
    /// Which figure stands in each place, row by row.
    places: Vec<u16>,
    /// The rows whose first figure comes late.
    late: Vec<usize>,
    /// The place of the figure before.
    last: Option<(usize, usize)>,
}

/// The figures, as the search needs them.
struct Figures {
    width: usize,
    height: usize,
    values: Vec<Option<Decimal>>,
    /// The same for figures that are written the same.
    written: Vec<u16>,
}

/// The orders in which groups of figures fill rows of a given width: for each place, row by row, which figure stands
/// there. None where there are too many figures to try, or no order fits.
pub(super) fn orders(groups: &[Group<'_>], width: usize) -> Vec<Vec<usize>> {
    let tokens: Vec<&str> = groups.iter().flat_map(|group| &group.figures).map(|token| token.text.as_ref()).collect();
    if tokens.len() > MAX_INTERLEAVED || tokens.len() < 2 * width {
        return Vec::new();
    }
    let first_as = |text: &&str| {
        tokens.iter().position(|other| other == text).and_then(|at| u16::try_from(at).ok()).unwrap_or(NOWHERE)
    };
    let figures = Figures {
        width,
        height: tokens.len() / width,
        values: tokens.iter().map(|text| figure::read(text).0.counted()).collect(),
        written: tokens.iter().map(first_as).collect(),
    };
    let mut states = vec![State {
        cost: 0,
        failed: 0,
        filled: vec![0; figures.height],
        places: vec![NOWHERE; tokens.len()],
        late: Vec::new(),
        last: None,
    }];
    let mut first = 0;
    for group in groups {
        let mut next: Vec<State> = Vec::new();
        for state in &states {
            figures.put(state, group, first, &mut next);
        }
        first += group.figures.len();
        states = figures.fewest_jumps(next);
    }
    let least = states.first().map_or(0, |state| state.cost);
    let near = states.into_iter().take_while(|state| state.cost <= least + RIVAL).take(MOST_WAYS);
    near.map(|state| state.places.into_iter().map(usize::from).collect()).collect()
}

impl Figures {
    /// Every way to go on with the next group, whose figures are counted from `first`.
    fn put(&self, state: &State, group: &Group<'_>, first: usize, next: &mut Vec<State>) {
        let count = group.figures.len();
        let begun = state.filled.iter().take_while(|filled| **filled > 0).count();
        let top = state.filled.iter().take_while(|filled| **filled == self.width).count();
        for row in top..(begun + 1).min(self.height) {
            let column = state.filled[row];
            let above = |row: usize| row.checked_sub(1).map_or(self.width, |above| state.filled[above]);
            if column + count <= above(row) && column + count <= self.width {
                let places = (0..count).map(|at| (row, column + at));
                self.step(state, places, first, group.after_words, next);
            }
            let is_column = |row: &usize| state.filled.get(*row) == Some(&column);
            if count > 1 && !group.in_line && column < above(row) && (row..row + count).all(|row| is_column(&row)) {
                let places = (0..count).map(|at| (row + at, column));
                self.step(state, places, first, group.after_words, next);
            }
        }
        // The first figure of a row may come late …
        let row = begun;
        let above = row.checked_sub(1).map_or(self.width, |above| state.filled[above]);
        let is_open = row < self.height && row - top < MOST_OPEN_ROWS;
        if is_open && state.late.len() < MOST_LATE && count < self.width.min(above) {
            let mut without = state.clone();
            without.late.push(row);
            without.cost += LATE;
            let places = (0..count).map(|at| (row, 1 + at));
            self.step(&without, places, first, group.after_words, next);
        }
        // … and here it comes.
        if let (Some(&row), 1) = (state.late.first(), count) {
            let mut complete = state.clone();
            complete.late.remove(0);
            self.step(&complete, std::iter::once((row, 0)), first, group.after_words, next);
        }
    }

    /// Puts figures in these places, if rows that are full then may be.
    fn step(
        &self,
        state: &State,
        places: impl Iterator<Item = (usize, usize)>,
        first: usize,
        after_words: bool,
        next: &mut Vec<State>,
    ) {
        let mut state = state.clone();
        for (at, (row, column)) in places.enumerate() {
            let Ok(figure) = u16::try_from(first + at) else { return };
            let goes_on = match state.last {
                _ if at > 0 => true,
                Some((last, before)) if row == last => column == before + 1,
                _ => false,
            };
            let is_late = column < state.filled[row];
            let begins = state.filled[row] == 0 && state.filled[..row].iter().all(|filled| *filled == self.width);
            if !(goes_on || begins || is_late && after_words) {
                state.cost += if after_words { JUMP_AT_WORDS } else { JUMP };
            }
            state.places[row * self.width + column] = figure;
            state.filled[row] = state.filled[row].max(column + 1);
            state.last = Some((row, column));
            let row = &state.places[row * self.width..(row + 1) * self.width];
            if row.iter().all(|place| *place != NOWHERE) && self.adds_up(row) == Some(false) {
                state.failed += 1;
                state.cost += FAILED;
            }
        }
        let open = state.filled.iter().filter(|filled| **filled > 0 && **filled < self.width).count();
        if state.failed <= MOST_FAILED && open <= MOST_OPEN_ROWS {
            next.push(state);
        }
    }

    /// Whether the last figure of a row is the sum of the others.
    fn adds_up(&self, row: &[u16]) -> Option<bool> {
        let value = |place: &u16| self.values.get(usize::from(*place)).copied().flatten();
        sums_up(&row.iter().map(value).collect::<Option<Vec<Decimal>>>()?)
    }

    /// The states with the least cost; of those that say the same, the first.
    fn fewest_jumps(&self, mut states: Vec<State>) -> Vec<State> {
        states.sort_by_key(|state| state.cost);
        let mut known = std::collections::BTreeSet::new();
        let says = |state: &State| -> Vec<u16> {
            let written = |place: &u16| self.written.get(usize::from(*place)).copied().unwrap_or(NOWHERE);
            state.places.iter().map(written).collect()
        };
        states.retain(|state| known.len() < MAX_INTERLEAVED_STATES && known.insert((says(state), state.last)));
        states
    }
}
