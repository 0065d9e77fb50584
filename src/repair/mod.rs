//! Error localisation: the least set of cells whose change makes every identity of the report hold.
//!
//! The principle is Fellegi and Holt's (1976; de Waal, Pannekoek and Scholtus, *Handbook of Statistical Data Editing*,
//! ch. 3): as few changed cells as possible, over the same identities the rules check. The search is exact and lists
//! *all* least sets; [`pattern`] says which kind of slip each one looks like and ranks them. A repair is a suspicion:
//! only the original decides.
//!
//! Identities over cells that were not read, or that hold words, are left out: they cannot be assessed, and the rules'
//! coverage says so. Figures beyond [`LARGEST`] are not searched.

pub mod contrast;
mod names;
pub mod pattern;
mod search;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::document::number::Decimal;
use crate::location::CellId;
use crate::report::Report;
use crate::rules::identities::{Identity, identities};
use crate::rules::values::{Value, Values};
use pattern::{Pattern, Reason};
use search::{CellState, Component, Found, Freedom};

/// The most options that are listed.
pub const MOST_OPTIONS: usize = 20;

/// Figures above this are refused: no year brings so many requests, and products of them must not overflow.
pub const LARGEST: i64 = 1_000_000_000_000;

/// Nodes of the search for one component; a few hundred milliseconds in the browser at the most.
const BUDGET: u64 = 60_000;

/// The least changes that make every identity hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repairs {
    /// What can be said.
    pub status: RepairStatus,
    /// The least number of cells that must change, proven; `None` when undecided.
    pub changes_needed: Option<u32>,
    /// All least sets, the likeliest first, at most [`MOST_OPTIONS`].
    pub options: Vec<RepairOption>,
}

/// What can be said about repairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepairStatus {
    /// Every identity that could be judged holds.
    Clean,
    /// There is exactly one least set, proven.
    Unique,
    /// There are several, or one whose figures are not the only ones possible.
    Ambiguous,
    /// The search was cut off, or could not be run: said, never guessed.
    Undecided,
}

/// One way to make every identity hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepairOption {
    /// The cells that change, in the order of the form.
    pub changes: Vec<Change>,
    /// The slip it looks like.
    pub pattern: Pattern,
    /// What happened, in Chinese.
    pub reason: String,
    /// What speaks against it beside the best option, in Chinese; `None` where nothing does, and for the best itself.
    pub against: Option<String>,
}

/// One cell that changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Change {
    /// The cell.
    pub cell: CellId,
    /// What is written; `None` for a blank.
    pub from: Option<Decimal>,
    /// What it should say.
    pub to: Decimal,
}

/// A least set of changes while it is ranked.
struct Choice {
    changes: Vec<Change>,
    reason: Reason,
}

/// Finds the least sets of changes. `locked` cells were checked against the original and never change.
pub fn locate(report: &Report, locked: &[CellId]) -> Repairs {
    let values = Values::of(report);
    let mut tables: Vec<(Vec<Choice>, bool)> = Vec::new();
    for part in components(report, &values, locked) {
        let Some(part) = part else { return undecided() };
        if part.component.holds() {
            continue;
        }
        match search::least(&part.component, MOST_OPTIONS, BUDGET) {
            Found::Undecided => return undecided(),
            Found::Least { sets, .. } if sets.iter().all(Vec::is_empty) => {}
            Found::Least { sets, complete } => {
                let mut choices: Vec<Choice> =
                    sets.iter().map(|set| choice(report, &values, &part.cells, set)).collect();
                choices.sort_by(|a, b| a.reason.rank.cmp(&b.reason.rank).then_with(|| a.changes.cmp(&b.changes)));
                tables.push((choices, complete));
            }
        }
    }
    if tables.is_empty() {
        return Repairs { status: RepairStatus::Clean, changes_needed: Some(0), options: Vec::new() };
    }
    let needed: usize =
        tables.iter().filter_map(|(choices, _)| choices.first()).map(|choice| choice.changes.len()).sum();
    let unique = tables.iter().all(|(choices, complete)| *complete && choices.len() == 1);
    let choices = combined(tables.into_iter().map(|(choices, _)| choices).collect());
    let best = choices.first().map(|choice| choice.reason.clone());
    let options = choices
        .into_iter()
        .map(|choice| RepairOption {
            changes: choice.changes,
            pattern: choice.reason.pattern,
            against: best.as_ref().and_then(|best| contrast::against(best, &choice.reason)),
            reason: choice.reason.sentence,
        })
        .collect();
    Repairs {
        status: if unique { RepairStatus::Unique } else { RepairStatus::Ambiguous },
        changes_needed: u32::try_from(needed).ok(),
        options,
    }
}

const fn undecided() -> Repairs {
    Repairs { status: RepairStatus::Undecided, changes_needed: None, options: Vec::new() }
}

struct Part {
    cells: Vec<CellId>,
    component: Component,
}

/// The parts of the linear system that share no cell; `None` in place of one whose figures are too large to search.
fn components(report: &Report, values: &Values<'_>, locked: &[CellId]) -> Vec<Option<Part>> {
    let cells_of = |identity: &Identity| {
        let mut cells: Vec<CellId> = identity.terms.iter().map(|(cell, _)| *cell).collect();
        cells.push(identity.total);
        cells
    };
    let assessable: Vec<Identity> = identities(report)
        .into_iter()
        .filter(|identity| cells_of(identity).iter().all(|cell| values.get(*cell).is_ok()))
        .collect();
    // Cells get the number of their component; identities that share a cell join theirs.
    let mut groups: Vec<Vec<&Identity>> = Vec::new();
    let mut group_of: BTreeMap<CellId, usize> = BTreeMap::new();
    for identity in &assessable {
        let mut joined: Vec<usize> = cells_of(identity).iter().filter_map(|cell| group_of.get(cell).copied()).collect();
        joined.sort_unstable();
        joined.dedup();
        let home = joined.first().copied().unwrap_or(groups.len());
        if home == groups.len() {
            groups.push(Vec::new());
        }
        for &other in joined.iter().skip(1) {
            let moved = std::mem::take(&mut groups[other]);
            groups[home].extend(moved);
            group_of.values_mut().filter(|group| **group == other).for_each(|group| *group = home);
        }
        groups[home].push(identity);
        for cell in cells_of(identity) {
            group_of.insert(cell, home);
        }
    }
    groups
        .into_iter()
        .enumerate()
        .filter(|(_, identities)| !identities.is_empty())
        .map(|(group, identities)| {
            let cells: Vec<CellId> = group_of.iter().filter(|(_, of)| **of == group).map(|(cell, _)| *cell).collect();
            let states = cells.iter().map(|cell| state(values, *cell, locked)).collect::<Option<Vec<_>>>()?;
            let index = |cell: CellId| cells.binary_search(&cell).ok();
            let equations = identities
                .iter()
                .map(|identity| {
                    let terms = identity.terms.iter().map(|&(cell, sign)| Some((index(cell)?, i64::from(sign))));
                    terms.chain([index(identity.total).map(|total| (total, -1))]).collect::<Option<Vec<_>>>()
                })
                .collect::<Option<Vec<_>>>()?;
            Some(Part { cells, component: Component { cells: states, equations } })
        })
        .collect()
}

fn state(values: &Values<'_>, cell: CellId, locked: &[CellId]) -> Option<CellState> {
    let is_locked = locked.contains(&cell);
    let value = values.get(cell).ok()?;
    let number = value.number();
    match (value, number.as_integer()) {
        (_, Some(whole)) if whole.unsigned_abs() > LARGEST.unsigned_abs() => None,
        (Value::Derived(_), Some(whole)) if !is_locked => {
            Some(CellState { value: whole.max(0), freedom: Freedom::Derived })
        }
        (_, Some(whole)) if whole >= 0 => {
            Some(CellState { value: whole, freedom: if is_locked { Freedom::Locked } else { Freedom::Open } })
        }
        _ => Some(CellState { value: 0, freedom: Freedom::Forced }),
    }
}

fn choice(report: &Report, values: &Values<'_>, cells: &[CellId], set: &[(usize, i64)]) -> Choice {
    let changes: Vec<Change> = set
        .iter()
        .map(|&(index, to)| {
            let from = match values.get(cells[index]) {
                Ok(Value::Written(number)) => Some(number),
                _ => None,
            };
            Change { cell: cells[index], from, to: to.into() }
        })
        .collect();
    let reason = pattern::explain(report, &changes);
    Choice { changes, reason }
}

/// Every combination of one choice per component, best first, at most [`MOST_OPTIONS`].
fn combined(tables: Vec<Vec<Choice>>) -> Vec<Choice> {
    let mut all: Vec<Choice> = Vec::new();
    for choices in tables {
        if all.is_empty() {
            all = choices;
            continue;
        }
        let mut next: Vec<Choice> = Vec::new();
        for first in &all {
            for second in &choices {
                let changes = first.changes.iter().chain(&second.changes).copied().collect();
                next.push(Choice { changes, reason: first.reason.and(&second.reason) });
            }
        }
        next.sort_by(|a, b| a.reason.rank.cmp(&b.reason.rank).then_with(|| a.changes.cmp(&b.changes)));
        next.truncate(MOST_OPTIONS);
        all = next;
    }
    all.truncate(MOST_OPTIONS);
    all
}
