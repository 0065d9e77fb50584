//! The equations as a network, and the lower bound that comes of it.
//!
//! Where every cell stands in at most two equations, with opposite signs, the equations are the nodes of a network and
//! the cells its edges: changing a cell moves an amount from one equation to another. What must be moved away from each
//! node is its constant. The changed cells of a least set then form trees, and the constants of a tree add up to 0. A
//! tree over `n` failed equations has at least `n − 1` edges; hence at least as many cells change as equations fail,
//! less the most groups they can be parted into that each add up to 0.
//!
//! In table three only （七）总计 stands in three equations; the sum of that row follows from the others and is put
//! aside. Choosing a cell joins its two nodes, so that a network stays one.

use super::tableau::Row;
use super::{CAPACITY, Mask};

/// The most failed equations whose groups are looked for one by one: 2⁸ sets of them are soon gone through.
const MOST_GROUPED: usize = 8;

/// The end of a cell that stands in one equation only. There are never as many: see [`CAPACITY`].
const NO_EQUATION: u8 = u8::MAX;

/// Gives the equations the signs that make them a network, one put aside where needed. `false` when they are none.
pub(super) fn arrange(equations: &mut [Row]) -> bool {
    let (mut once, mut twice, mut thrice) = (Mask::EMPTY, Mask::EMPTY, Mask::EMPTY);
    for cells in equations.iter().map(Row::cells) {
        (once, twice, thrice) = (once | cells, twice | (once & cells), thrice | (twice & cells));
    }
    if !thrice.is_empty() {
        let Some(row) = equations.iter_mut().find(|row| (thrice & !row.cells()).is_empty()) else { return false };
        row.aside = true;
    }
    // The equations each cell stands in, two at most.
    let mut ends = [[NO_EQUATION; 2]; CAPACITY];
    for (at, row) in (0_u8..).zip(equations.iter()).filter(|(_, row)| !row.aside) {
        for cell in row.cells().iter() {
            let [first, second] = &mut ends[cell];
            *if *first == NO_EQUATION { first } else { second } = at;
        }
    }
    // Each equation takes the sign that the first of its neighbours with a sign asks for.
    let mut signed = vec![false; equations.len()];
    let mut due = Vec::with_capacity(equations.len());
    for start in 0..equations.len() {
        if !signed[start] && !equations[start].aside {
            signed[start] = true;
            due.push(start);
        }
        while let Some(at) = due.pop() {
            let row = equations[at];
            for cell in row.cells().iter() {
                let [first, second] = ends[cell].map(usize::from);
                let other = if first == at { second } else { first };
                if other == usize::from(NO_EQUATION) {
                    continue;
                }
                let alike = equations[other].factor(cell) == row.factor(cell);
                if !signed[other] {
                    if alike {
                        equations[other] = equations[other].flipped();
                    }
                    signed[other] = true;
                    due.push(other);
                } else if alike {
                    return false;
                }
            }
        }
    }
    true
}

/// At least as many cells must change as this says. It is exact only in comparison with `enough`: once the bound is
/// known to be above or not above that, it is not sharpened further.
pub(super) fn trees(equations: &[Row], enough: usize, constants: &mut Vec<i64>) -> usize {
    constants.clear();
    constants.extend(equations.iter().filter(|row| !row.aside && row.constant != 0).map(|row| row.constant));
    let failed = constants.len();
    // Two that cancel out are a group in some best parting: whatever else they stood with makes one group without them.
    constants.sort_unstable_by_key(|constant| (constant.unsigned_abs(), *constant));
    let mut pairs = 0;
    let mut kept = 0;
    for at in 0..constants.len() {
        let constant = constants[at];
        if kept > 0 && constants[kept - 1] == -constant {
            kept -= 1;
            pairs += 1;
        } else {
            constants[kept] = constant;
            kept += 1;
        }
    }
    constants.truncate(kept);
    let single = failed - pairs;
    if single <= enough {
        return single;
    }
    let at_most = kept / 3;
    if single - at_most > enough || kept > MOST_GROUPED {
        return single - at_most;
    }
    single - most_groups(constants)
}

/// The most groups that each add up to 0.
fn most_groups(constants: &[i64]) -> usize {
    let all = (1_usize << constants.len()) - 1;
    let mut sums = [0_i64; 1 << MOST_GROUPED];
    let mut most = [0_u8; 1 << MOST_GROUPED];
    for set in 1..=all {
        let lowest = set.trailing_zeros() as usize;
        sums[set] = sums[set & (set - 1)] + constants[lowest];
        // The groups of a best parting, taken one member after the other: each is closed by its last member.
        let members = (0..constants.len()).filter(|at| set >> at & 1 == 1);
        let before = members.map(|at| most[set & !(1 << at)]).max().unwrap_or(0);
        most[set] = before + u8::from(sums[set] == 0);
    }
    usize::from(most[all])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(constants: &[i64], enough: usize) -> usize {
        let rows: Vec<Row> = constants.iter().map(|&constant| Row { constant, ..Row::default() }).collect();
        trees(&rows, enough, &mut Vec::new())
    }

    #[test]
    fn groups_that_add_up_to_nothing_save_one_change_each() {
        assert_eq!(bound(&[5, -5, 3, -3], 0), 2);
        assert_eq!(bound(&[5, -3, -2], 0), 2);
        assert_eq!(bound(&[5, -3, -2, 7, -4, -3], 0), 4);
        assert_eq!(bound(&[1, 2, 4, 8, -15], 3), 4);
        assert_eq!(bound(&[5, 5, -5, -5, 1, 0, -1], 0), 3);
        assert_eq!(bound(&[], 0), 0);
    }

    #[test]
    fn a_sum_of_sums_is_a_network() {
        // a + b = c, c + d = e
        let row = |plus: &[usize], minus: &[usize]| Row {
            plus: plus.iter().copied().collect(),
            minus: minus.iter().copied().collect(),
            ..Row::default()
        };
        let mut rows = [row(&[0, 1], &[2]), row(&[4], &[2, 3])];
        assert!(arrange(&mut rows));
        assert_eq!(rows[1], row(&[2, 3], &[4]));
        // Three sums whose signs contradict each other.
        assert!(!arrange(&mut [row(&[0, 1], &[]), row(&[1, 2], &[]), row(&[0, 2], &[])]));
    }
}
