//! Error localisation: the least set of cells whose change makes every identity of the report hold.
//!
//! The principle is that of Fellegi and Holt (*A systematic approach to automatic edit and imputation*, Journal of the
//! American Statistical Association 71, 1976; de Waal, Pannekoek and Scholtus, *Handbook of Statistical Data Editing
//! and Imputation*, Wiley 2011, ch. 3): as few changed cells as possible, over the same identities the rules check, all
//! figures whole and not negative. The search is exact: the least number is proven, and the least sets are all
//! gathered, up to [`MOST_SETS`] for each part of the report that hangs together. [`pattern`] says which kind of slip
//! each one looks like.
//!
//! Least sets are ranked by three keys, one after the other: the summed weight of their cells ([`Trust`]: a confirmed
//! cell weighs more, a blank one less), the likelihood of the slip, the order of the form. The weight never outdoes the
//! number of cells. A repair is a suspicion: only the original decides.
//!
//! Identities over cells that were not read, or that hold words, are left out: they cannot be assessed, and the rules'
//! coverage says so. What cannot be decided is said with its reason ([`Undecided`]), never guessed.

pub mod contrast;
mod mask;
mod names;
pub mod pattern;
mod search;
mod system;

use serde::{Deserialize, Serialize};

use crate::diagnostic::RuleId;
use crate::document::number::Decimal;
use crate::location::CellId;
use crate::report::Report;
use crate::rules::identities::Identity;
use crate::rules::values::{Value, Values, cell_at};
pub use pattern::Pattern;
use pattern::Reason;
use search::{Found, Limits};

/// The most options that are listed.
pub const MOST_OPTIONS: usize = 20;

/// The most least sets that are gathered and ranked in one part of the report that hangs together. Where there are
/// more, the best of those gathered are listed, and one that was not gathered may be likelier.
pub const MOST_SETS: usize = 400;

/// Pairs of changes that are looked at to explain the least sets of one part: sets of more than ten cells are not all
/// explained where there are hundreds, those of the least weight first.
const MOST_PAIRS: usize = 40_000;

/// Figures above this are refused: no year brings so many requests, and sums of them must not overflow.
pub const LARGEST: i64 = 1_000_000_000_000;

/// Nodes of the search in one part of the report.
const MOST_NODES: u64 = 25_000;

/// What is known of cells beside the report itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Trust<'a> {
    /// Checked against the original: they never change.
    pub locked: &'a [CellId],
    /// Said likewise elsewhere, by the text or by last year's report: among least sets, others change rather.
    pub confirmed: &'a [CellId],
}

/// The least changes that make every identity hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repairs {
    /// What can be said.
    pub status: RepairStatus,
    /// The least number of cells that must change, proven; `None` when undecided.
    pub changes_needed: Option<u32>,
    /// The least sets, the likeliest first, at most [`MOST_OPTIONS`]; none when undecided.
    pub options: Vec<RepairOption>,
    /// Why nothing can be said, when undecided.
    pub undecided: Option<Undecided>,
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

/// Why nothing can be said, and about what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undecided {
    /// The reason.
    pub obstacle: Obstacle,
    /// The equations it is due to, in the order of the form. Where the search was cut off, those that fail.
    pub equations: Vec<Equation>,
}

/// What stood in the way, the gravest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Obstacle {
    /// More work than is allowed for.
    CutOff,
    /// Figures beyond [`LARGEST`].
    TooLarge,
    /// While the locked cells stay, the equations cannot all hold: proven.
    Contradiction,
}

/// An equation, by its rule and its total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Equation {
    /// The rule that checks it.
    pub rule: RuleId,
    /// Its total.
    pub total: CellId,
    /// What it says, in the words of the form.
    pub name: String,
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

impl Undecided {
    /// One sentence in Chinese: why, and what to do.
    pub fn sentence(&self) -> String {
        let names: Vec<&str> = self.equations.iter().take(MOST_NAMED).map(|equation| equation.name.as_str()).collect();
        let more = if self.equations.len() > MOST_NAMED {
            format!(" 等 {} 条", self.equations.len())
        } else {
            String::new()
        };
        let equations = format!("{}{more}", names.join("、"));
        match self.obstacle {
            Obstacle::CutOff => format!(
                "不相符的等式牵连太多，没有推算出最少要改几格：{equations}。请先对照原件改正看得出的错处，再核对一次。"
            ),
            Obstacle::TooLarge => {
                format!("有的数大得不像件数，没有推算要改哪几格：{equations}。请先对照原件核对这些数。")
            }
            Obstacle::Contradiction => format!(
                "锁定的格不可能都对：它们都不改，下面的等式就没法用不小于 0 的整数全部配平：{equations}。请重新核对锁定的格。"
            ),
        }
    }
}

/// The most equations that a sentence names.
const MOST_NAMED: usize = 4;

/// A least set of changes while it is ranked.
struct Choice {
    weight: u32,
    changes: Vec<Change>,
    reason: Reason,
}

/// Finds the least sets of changes.
pub fn locate(report: &Report, trust: Trust<'_>) -> Repairs {
    locate_by(&Values::of(report), trust)
}

/// As [`locate`], where it is known already what the cells count for.
pub fn locate_by(values: &Values<'_>, trust: Trust<'_>) -> Repairs {
    let report = values.report();
    let limits = Limits { sets: MOST_SETS, nodes: MOST_NODES };
    let mut tables: Vec<(Vec<Choice>, bool)> = Vec::new();
    let mut obstacles: Vec<(Obstacle, Vec<Equation>)> = Vec::new();
    for part in system::parts(values, trust) {
        let named = |equations: &[usize]| equations.iter().map(|at| equation(report, part.identities[*at])).collect();
        if let Some((obstacle, equations)) = &part.refused {
            obstacles.push((*obstacle, named(equations)));
            continue;
        }
        match search::least(&part.component, limits) {
            Found::Least { sets, .. } if sets.iter().all(Vec::is_empty) => {}
            Found::Least { sets, complete } => tables.push((ranked(values, &sets, trust), complete)),
            Found::Contradiction { equations } => obstacles.push((Obstacle::Contradiction, named(&equations))),
            Found::CutOff => obstacles.push((Obstacle::CutOff, named(&part.component.failed()))),
        }
    }
    if let Some(obstacle) = obstacles.iter().map(|(obstacle, _)| *obstacle).max() {
        let due = obstacles.into_iter().filter(|(of, _)| *of == obstacle);
        return undecided(Undecided { obstacle, equations: due.flat_map(|(_, equations)| equations).collect() });
    }
    decided(tables)
}

/// What is said when every part was searched to its end.
fn decided(tables: Vec<(Vec<Choice>, bool)>) -> Repairs {
    let needed: usize =
        tables.iter().filter_map(|(choices, _)| choices.first()).map(|choice| choice.changes.len()).sum();
    let unique = tables.iter().all(|(choices, complete)| *complete && choices.len() == 1);
    let status = match (tables.is_empty(), unique) {
        (true, _) => RepairStatus::Clean,
        (false, true) => RepairStatus::Unique,
        (false, false) => RepairStatus::Ambiguous,
    };
    let choices = combined(tables.into_iter().map(|(choices, _)| choices).collect());
    let best = choices.first().map(|choice| choice.reason.clone());
    let option = |choice: Choice| RepairOption {
        changes: choice.changes,
        pattern: choice.reason.pattern,
        against: best.as_ref().and_then(|best| contrast::against(best, &choice.reason)),
        reason: choice.reason.sentence,
    };
    let options = choices.into_iter().map(option).collect();
    Repairs { status, changes_needed: u32::try_from(needed).ok(), options, undecided: None }
}

const fn undecided(why: Undecided) -> Repairs {
    Repairs { status: RepairStatus::Undecided, changes_needed: None, options: Vec::new(), undecided: Some(why) }
}

fn equation(report: &Report, identity: &Identity) -> Equation {
    Equation { rule: RuleId::new(identity.kind.rule()), total: identity.total, name: names::equation(report, identity) }
}

impl Choice {
    fn compare(&self, other: &Choice) -> std::cmp::Ordering {
        let key = |choice: &Choice| (choice.weight, choice.reason.rank);
        key(self).cmp(&key(other)).then_with(|| self.changes.cmp(&other.changes))
    }
}

/// The choices for the sets of one part, best first.
fn ranked(values: &Values<'_>, sets: &[search::Changes], trust: Trust<'_>) -> Vec<Choice> {
    let weighed = |set: &search::Changes| {
        let changes = changes(values, set);
        (changes.iter().map(|change| weight(change, trust)).sum::<u32>(), changes)
    };
    let mut weighed: Vec<(u32, Vec<Change>)> = sets.iter().map(weighed).collect();
    weighed.sort();
    // Explaining a set takes about the square of its cells.
    let size = weighed.first().map_or(0, |(_, changes)| changes.len());
    weighed.truncate((MOST_PAIRS / (size * size).max(1)).max(MOST_OPTIONS));
    let explained = weighed.into_iter().map(|(weight, changes)| {
        let reason = pattern::explain(values.report(), &changes);
        Choice { weight, changes, reason }
    });
    let mut choices: Vec<Choice> = explained.collect();
    choices.sort_by(Choice::compare);
    choices
}

fn changes(values: &Values<'_>, set: &[(usize, i64)]) -> Vec<Change> {
    let change = |&(at, to): &(usize, i64)| {
        let from = match values.counts()[at] {
            Ok(Value::Written(number)) => Some(number),
            _ => None,
        };
        Change { cell: cell_at(at), from, to: to.into() }
    };
    set.iter().map(change).collect()
}

/// How much speaks against changing the cell: a blank is easily a slip, a confirmed figure hardly.
fn weight(change: &Change, trust: Trust<'_>) -> u32 {
    match change.from {
        _ if trust.confirmed.contains(&change.cell) => 4,
        Some(_) => 2,
        None => 1,
    }
}

/// Every combination of one choice per part, best first, at most [`MOST_OPTIONS`].
fn combined(tables: Vec<Vec<Choice>>) -> Vec<Choice> {
    let mut all: Vec<Choice> = Vec::new();
    for mut choices in tables {
        // What is not among the best of its part is in no combination that is.
        choices.truncate(MOST_OPTIONS);
        if all.is_empty() {
            all = choices;
            continue;
        }
        let mut next: Vec<Choice> = Vec::new();
        for first in &all {
            for second in &choices {
                let changes = first.changes.iter().chain(&second.changes).copied().collect();
                let weight = first.weight + second.weight;
                next.push(Choice { weight, changes, reason: first.reason.and(&second.reason) });
            }
        }
        next.sort_by(Choice::compare);
        next.truncate(MOST_OPTIONS);
        all = next;
    }
    all
}
