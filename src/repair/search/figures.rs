//! The figures of a set whose cells the equations leave some room.
//!
//! That happens only where figures would otherwise become negative. In a least set no cell can keep what is written, so
//! that each always goes up or always goes down. The figures given are those with the least changes in sum; where
//! several have that, earlier cells of the form change less.

use super::Index;
use super::tableau::{Skewed, Tableau};

/// Moves to the figures with the least changes in sum. `cells` are the chosen cells that count, with what is written,
/// in ascending order. `true` when no other figures are possible for them.
pub(super) fn settle(tableau: &mut Tableau, cells: &[(Index, i64)]) -> Result<bool, Skewed> {
    if tableau.loose.is_empty() {
        return Ok(true);
    }
    // Differences between corners have the factors −1, 0 and 1, so that powers of three never cancel out: no two
    // corners are alike in these costs, and the sum of changes comes first.
    let whole = 3_i128.saturating_pow(u32::try_from(cells.len()).unwrap_or(u32::MAX).min(70));
    let mut own = 1_i128;
    let mut costs = Vec::with_capacity(cells.len());
    for &(cell, written) in cells.iter().rev() {
        let up = tableau.figure(cell) >= written;
        costs.push((cell, if up { whole + own } else { -whole - own }));
        own = own.saturating_mul(3);
    }
    descend(tableau, &costs)?;
    // Whether anything else is possible must not change the answer.
    let mut other = Tableau::default();
    other.become_like(tableau);
    costs.iter_mut().for_each(|(_, cost)| *cost = -*cost);
    Ok(!descend(&mut other, &costs)?)
}

/// The simplex method towards lower costs, with the rule of the least index. Whether the costs became lower.
fn descend(tableau: &mut Tableau, costs: &[(Index, i128)]) -> Result<bool, Skewed> {
    let cost = |cell: Index| costs.iter().find(|(of, _)| *of == cell).map_or(0, |(_, cost)| *cost);
    let mut lower = false;
    loop {
        let gain = |cell: &Index| {
            let by_others = tableau.solved.iter().map(|(solved, row)| cost(*solved) * i128::from(row.factor(*cell)));
            cost(*cell) + by_others.sum::<i128>() < 0
        };
        let Some(entering) = tableau.loose.iter().find(gain) else { return Ok(lower) };
        let falling = tableau.solved.iter().enumerate().filter(|(_, (_, row))| row.minus.has(entering));
        let Some((at, (_, row))) = falling.min_by_key(|(_, (cell, row))| (row.constant, *cell)) else {
            // Nothing stops it: there are any number of other figures.
            return Ok(true);
        };
        lower |= row.constant > 0;
        tableau.exchange(at, entering)?;
    }
}
