//! From a report to the linear systems that are searched: its assessable identities, parted where they share no cell.

use super::search::{CellState, Component, Freedom};
use super::{LARGEST, Obstacle, Trust};
use crate::document::number::Decimal;
use crate::location::{CellId, Column, Row, Table};
use crate::report::Report;
use crate::rules::identities::Identity;
use crate::rules::values::{Value, Values};

/// One part of the report's system, which shares no cell with the others.
#[derive(Default)]
pub(super) struct Part<'v> {
    /// The cells in the order of the form, with what they count for; the component's stand in the same places.
    pub cells: Vec<(CellId, Value)>,
    /// The identities; the component's equations stand in the same places.
    pub identities: Vec<&'v Identity>,
    pub component: Component,
    /// Why it cannot be searched, and the equations that is due to.
    pub refused: Option<(Obstacle, Vec<usize>)>,
}

impl Part<'_> {
    /// Whether everything holds as it is, however large the figures.
    pub(super) fn holds(&self, values: &Values<'_>) -> bool {
        self.identities.iter().all(|identity| values.surplus(identity).is_some_and(Decimal::is_zero))
            && self.component.cells.iter().all(|cell| cell.freedom != Freedom::Forced)
    }
}

/// The parts of the system, in the order of their first identity. Identities over cells that were not read, that hold
/// words, or that are still to be filled in are left out.
pub(super) fn parts<'v>(report: &Report, values: &'v Values<'_>, trust: Trust<'_>) -> Vec<Part<'v>> {
    let known: Vec<(CellId, Value)> =
        report.cells.keys().filter_map(|&cell| Some((cell, values.get(cell).ok()?))).collect();
    let mut place = Places::default();
    known.iter().enumerate().for_each(|(index, (cell, _))| place.set(*cell, index));
    // Cells that hang together lead to the same one of them; an equation joins those that it speaks of.
    let mut leads_to: Vec<usize> = (0..known.len()).collect();
    let mut equations: Vec<(&Identity, Vec<(usize, i8)>)> = Vec::with_capacity(values.identities().len());
    for identity in values.identities().iter().filter(|identity| values.awaits(identity).is_none()) {
        let signed = identity.terms.iter().copied().chain([(identity.total, -1)]);
        let mut terms = Vec::with_capacity(identity.terms.len() + 1);
        terms.extend(signed.map_while(|(cell, sign)| Some((place.get(cell)?, sign))));
        if terms.len() <= identity.terms.len() {
            continue;
        }
        for pair in terms.windows(2) {
            let (a, b) = (head(&leads_to, pair[0].0), head(&leads_to, pair[1].0));
            leads_to[a.max(b)] = a.min(b);
        }
        equations.push((identity, terms));
    }
    let mut heads: Vec<usize> = Vec::new();
    let mut parts: Vec<Part> = Vec::new();
    // Where each cell stands in its part.
    let mut within = vec![0; known.len()];
    for (identity, mut terms) in equations {
        let Some(of) = terms.first().map(|(cell, _)| head(&leads_to, *cell)) else { continue };
        let at = heads.iter().position(|head| *head == of).unwrap_or_else(|| {
            let mut part = Part::default();
            for (index, cell) in known.iter().enumerate().filter(|(index, _)| head(&leads_to, *index) == of) {
                within[index] = part.cells.len();
                part.cells.push(*cell);
            }
            heads.push(of);
            parts.push(part);
            parts.len() - 1
        });
        terms.iter_mut().for_each(|(cell, _)| *cell = within[*cell]);
        parts[at].component.equations.push(terms);
        parts[at].identities.push(identity);
    }
    parts.iter_mut().for_each(|part| judge(part, trust));
    parts
}

/// A number for each cell of the form.
struct Places(Vec<Option<u16>>);

impl Default for Places {
    fn default() -> Self {
        Self(vec![None; Table::ALL.len() * Row::ALL.len() * Column::ALL.len()])
    }
}

impl Places {
    const fn at(cell: CellId) -> usize {
        (cell.table as usize * Row::ALL.len() + cell.row as usize) * Column::ALL.len() + cell.column as usize
    }

    fn set(&mut self, cell: CellId, number: usize) {
        self.0[Self::at(cell)] = u16::try_from(number).ok();
    }

    fn get(&self, cell: CellId) -> Option<usize> {
        self.0[Self::at(cell)].map(usize::from)
    }
}

fn head(leads_to: &[usize], mut cell: usize) -> usize {
    while leads_to[cell] != cell {
        cell = leads_to[cell];
    }
    cell
}

/// Says what may happen to each cell, or why nothing can be said.
fn judge(part: &mut Part<'_>, trust: Trust<'_>) {
    let mut refusals: Vec<(Obstacle, usize)> = Vec::new();
    for (index, (cell, value)) in part.cells.iter().enumerate() {
        let state = state(*value, trust.locked.contains(cell)).unwrap_or_else(|obstacle| {
            refusals.push((obstacle, index));
            CellState { value: 0, freedom: Freedom::Locked }
        });
        part.component.cells.push(state);
    }
    part.refused = refusals.iter().map(|(obstacle, _)| *obstacle).max().map(|worst| {
        let guilty = |cell: usize| refusals.contains(&(worst, cell));
        let equations = part.component.equations.iter().enumerate();
        let concerned = equations.filter(|(_, terms)| terms.iter().any(|(cell, _)| guilty(*cell)));
        (worst, concerned.map(|(index, _)| index).collect())
    });
}

fn state(value: Value, is_locked: bool) -> Result<CellState, Obstacle> {
    let whole = value.number().as_integer();
    if whole.is_some_and(|whole| whole.unsigned_abs() > LARGEST.unsigned_abs()) {
        return Err(Obstacle::TooLarge);
    }
    let counts = whole.filter(|whole| *whole >= 0);
    let state = |value, freedom| Ok(CellState { value, freedom });
    match (value, counts) {
        // Nothing is written there that could change, whether it was checked or not.
        (Value::Derived(_), _) => state(counts.unwrap_or(0), Freedom::Derived),
        (_, Some(count)) if is_locked => state(count, Freedom::Locked),
        (_, Some(count)) => state(count, Freedom::Open),
        // It was checked, and cannot stay as it is.
        (_, None) if is_locked => Err(Obstacle::Contradiction),
        (_, None) => state(0, Freedom::Forced),
    }
}
