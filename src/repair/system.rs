//! From a report to the linear systems that are searched: its assessable identities, parted where they share no cell.

use std::sync::OnceLock;

use super::mask::Mask;
use super::search::{CellState, Component, Freedom, Terms};
use super::{LARGEST, Obstacle, Trust};
use crate::document::number::Decimal;
use crate::location::Table;
use crate::report::form::Form;
use crate::rules::identities::{Identity, of_form};
use crate::rules::values::{SLOTS, Value, Values, slot};

/// One part of the report's system, which shares no cell with the others, and does not hold as it is.
pub(super) struct Part {
    /// The identities; the component's equations stand in the same places.
    pub identities: Vec<&'static Identity>,
    /// What is searched. Its cells stand in their [`slot`]s.
    pub component: Component,
    /// Why it cannot be searched, and the equations that is due to.
    pub refused: Option<(Obstacle, Vec<usize>)>,
}

/// What may happen to each cell, or why nothing can be said.
#[derive(Default)]
struct Board {
    cells: Vec<CellState>,
    /// Cells that count for something.
    known: Mask,
    forced: Mask,
    /// Cells with figures beyond [`LARGEST`].
    too_large: Mask,
    /// Cells that were checked, and cannot stay as they are.
    impossible: Mask,
}

/// Equations that hang together.
#[derive(Default)]
struct Group {
    members: Mask,
    /// Places in the list of identities.
    equations: Mask,
}

/// The parts of the system that do not hold, in the order of their first identity. Identities over cells that were not
/// read, that hold words, or that are still to be filled in are left out.
pub(super) fn parts(values: &Values<'_>, trust: Trust<'_>) -> Vec<Part> {
    let board = Board::of(values, trust);
    let terms = terms(values.report().form(Table::T3));
    let mut groups: Vec<Group> = Vec::new();
    let mut failed = Mask::EMPTY;
    for (at, terms) in terms.iter().enumerate() {
        if terms.cells().meets(!board.known) || values.awaits(&values.identities()[at]).is_some() {
            continue;
        }
        if terms.sum(&board.cells) != 0 {
            failed.insert(at);
        }
        let mut joined = Group { members: terms.cells(), ..Group::default() };
        joined.equations.insert(at);
        groups.retain(|group| {
            let apart = !group.members.meets(joined.members);
            if !apart {
                joined.members = joined.members | group.members;
                joined.equations = joined.equations | group.equations;
            }
            apart
        });
        groups.push(joined);
    }
    groups.sort_unstable_by_key(|group| group.equations.first());
    groups.iter().filter_map(|group| board.part(group, failed, values, terms)).collect()
}

/// The identities of a form over slots, in their order; put together once.
fn terms(form: Form) -> &'static [Terms] {
    static OF_FORMS: [OnceLock<Vec<Terms>>; 2] = [const { OnceLock::new() }; 2];
    let terms = |identity: &Identity| {
        let mut terms = Terms::default();
        for &(cell, sign) in identity.terms.iter().chain([&(identity.total, -1)]) {
            if let Some(at) = slot(cell) {
                terms.add(at, sign);
            }
        }
        terms
    };
    OF_FORMS[form as usize].get_or_init(|| of_form(form).iter().map(terms).collect())
}

impl Board {
    fn of(values: &Values<'_>, trust: Trust<'_>) -> Self {
        let locked: Mask = trust.locked.iter().filter_map(|&cell| slot(cell)).collect();
        let mut board = Self { cells: Vec::with_capacity(SLOTS), ..Self::default() };
        for (at, value) in values.counts().iter().enumerate() {
            let nothing = CellState { value: 0, freedom: Freedom::Locked };
            let Ok(value) = *value else {
                board.cells.push(nothing);
                continue;
            };
            board.known.insert(at);
            let state = state(value, locked.has(at));
            board.cells.push(state.unwrap_or(nothing));
            match state {
                Ok(CellState { freedom: Freedom::Forced, .. }) => board.forced.insert(at),
                Ok(_) => {}
                Err(Obstacle::TooLarge) => board.too_large.insert(at),
                Err(_) => board.impossible.insert(at),
            }
        }
        board
    }

    /// A group as what is searched; `None` when nothing in it has to change, however large its figures.
    fn part(&self, group: &Group, failed: Mask, values: &Values<'_>, terms: &[Terms]) -> Option<Part> {
        let Group { members, equations } = *group;
        let all: Vec<&'static Identity> = equations.iter().map(|at| &values.identities()[at]).collect();
        let concerned = |guilty: Mask| {
            let each = equations.iter().enumerate();
            each.filter(|(_, at)| terms[*at].cells().meets(guilty)).map(|(place, _)| place).collect()
        };
        let holds = || all.iter().all(|identity| values.surplus(identity).is_some_and(Decimal::is_zero));
        let refused = if members.meets(self.impossible) {
            Some((Obstacle::Contradiction, concerned(self.impossible)))
        } else if members.meets(self.too_large) {
            if !members.meets(self.forced) && holds() {
                return None;
            }
            Some((Obstacle::TooLarge, concerned(self.too_large)))
        } else if !members.meets(self.forced) && !equations.meets(failed) {
            return None;
        } else {
            None
        };
        let equations = equations.iter().map(|at| terms[at]).collect();
        Some(Part { identities: all, component: Component { cells: self.cells.clone(), members, equations }, refused })
    }
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
