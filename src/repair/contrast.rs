//! Why not the others: what speaks against an option beside the best one, and against a cell that is no suspect.
//!
//! [`why_not`] gives the facts, [`describe`] their sentence. Nothing here searches: a cell is changed alone, so that the
//! failed equations through it hold, and the equations are looked at again.

use super::pattern::{Pattern, Reason};
use super::{Repairs, names};
use crate::document::number::{Decimal, Figure};
use crate::location::CellId;
use crate::report::Report;
use crate::report::form::is_total;
use crate::rules::identities::Identity;
use crate::rules::values::{Value, Values};

/// The most cells [`doubts`] speaks of.
pub const MOST_DOUBTS: usize = 6;

/// The most rows and columns a sentence names.
const NAMED: usize = 2;

/// Why changing one cell alone is no way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyNot {
    /// The cell.
    pub cell: CellId,
    /// What comes of it.
    pub consequence: Consequence,
}

/// What comes of changing one cell alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Consequence {
    /// The failed equations through the cell want different figures: each with the figure it wants.
    Torn(Vec<(&'static Identity, Decimal)>),
    /// The figure would be negative.
    Negative(Decimal),
    /// With the figure that the failed equations through the cell want, others do not hold.
    Others {
        /// The figure.
        to: Decimal,
        /// Equations that hold as it is, and then would not.
        broken: Vec<&'static Identity>,
        /// Equations that fail as it is, and still would.
        remaining: Vec<&'static Identity>,
    },
}

/// One line of the list of cells that take part in failed equations and are no suspects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The cell.
    pub cell: CellId,
    /// Why it is not the one, in Chinese.
    pub sentence: String,
}

/// What would come of changing only `cell`, so that the failed equations through it hold.
///
/// `None` when no failed equation goes through it, when it cannot be judged, when changing it alone mends everything,
/// or when the best option changes it anyway.
pub fn why_not(report: &Report, repairs: &Repairs, cell: CellId) -> Option<WhyNot> {
    let best = repairs.options.first();
    if best.is_some_and(|best| best.changes.iter().any(|change| change.cell == cell)) {
        return None;
    }
    against_alone(&Balance::of(report), cell)
}

/// The sentence for the facts: 「只改它（改为 0），“新收”这一行就不平了。」.
pub fn describe(report: &Report, why_not: &WhyNot) -> String {
    let listed = |identities: &[&Identity]| {
        let mut names: Vec<String> = identities.iter().map(|identity| names::line(report, identity)).collect();
        names.dedup();
        match names.len().checked_sub(NAMED) {
            Some(1..) => format!("{}等 {} 处", names[..NAMED].join("、"), names.len()),
            _ => names.join("、"),
        }
    };
    match &why_not.consequence {
        Consequence::Torn(wanted) => {
            let wanted: Vec<String> = wanted
                .iter()
                .map(|(identity, to)| format!("{}要它改为 {to}", names::equation(report, identity)))
                .collect();
            format!("只改它顾不全：{}。", wanted.join("，"))
        }
        Consequence::Negative(to) => format!("只改它，就要改成 {to}，件数不会是负数。"),
        Consequence::Others { to, broken, remaining } => match (broken.is_empty(), remaining.is_empty()) {
            (true, _) => format!("只改它（改为 {to}），{}还是不平。", listed(remaining)),
            (false, true) => format!("只改它（改为 {to}），{}就不平了。", listed(broken)),
            (false, false) => {
                format!("只改它（改为 {to}），{}就不平了，{}也还是不平。", listed(broken), listed(remaining))
            }
        },
    }
}

/// The cells that take part in failed equations and that no option changes, and why: first those where several
/// equations fail, then each equation's total, then its largest part. At most [`MOST_DOUBTS`].
pub fn doubts(report: &Report, repairs: &Repairs) -> Vec<Doubt> {
    if repairs.options.is_empty() {
        return Vec::new();
    }
    let suspect =
        |cell: CellId| repairs.options.iter().flat_map(|option| &option.changes).any(|change| change.cell == cell);
    let balance = Balance::of(report);
    let failed = || balance.failed.iter().map(|(identity, _)| *identity);
    let mut crossings: Vec<CellId> = failed().flat_map(cells_of).collect();
    crossings.sort_unstable();
    let shared = |pair: &[CellId]| (pair[0] == pair[1]).then_some(pair[0]);
    let mut crossings: Vec<CellId> = crossings.windows(2).filter_map(shared).collect();
    crossings.dedup();
    crossings.retain(|cell| is_total(*cell) || !balance.is_zero(*cell));
    let largest = |identity: &Identity| {
        let parts =
            identity.terms.iter().map(|(cell, _)| *cell).filter(|cell| !suspect(*cell) && !balance.is_zero(*cell));
        let by_size = parts.filter_map(|cell| Some((balance.values.get(cell).ok()?.number(), std::cmp::Reverse(cell))));
        by_size.max().map(|(_, cell)| cell.0)
    };
    let candidates =
        crossings.into_iter().chain(failed().map(|identity| identity.total)).chain(failed().filter_map(largest));
    let mut cells: Vec<CellId> = Vec::new();
    for cell in candidates.filter(|cell| !suspect(*cell)) {
        if !cells.contains(&cell) {
            cells.push(cell);
        }
    }
    let told = cells.into_iter().filter_map(|cell| against_alone(&balance, cell));
    told.take(MOST_DOUBTS).map(|why| Doubt { cell: why.cell, sentence: describe(report, &why) }).collect()
}

/// Why an option stands below the best one; `None` when nothing tells them apart.
pub(super) fn against(best: &Reason, other: &Reason) -> Option<String> {
    if other.rank <= best.rank {
        return None;
    }
    let moved = |reason: &Reason| matches!(reason.pattern, Pattern::WrongRow | Pattern::WrongColumn);
    Some(if other.slips > best.slips {
        format!("要 {} 处笔误碰在一起才说得通，上面那种只要 {} 处。", other.slips, best.slips)
    } else if other.pattern == Pattern::Miscount && best.pattern != Pattern::Miscount {
        "这样改，看不出原来是怎么错的。".to_owned()
    } else if moved(other) && other.totals_only && !best.totals_only {
        "要改的都是总计，总计是加出来的，很少会正好一多一少。".to_owned()
    } else if best.totals_only && !other.totals_only {
        "这样要改到明细；总计是加出来的，更容易错。".to_owned()
    } else if best.whole_figure && !other.whole_figure && moved(other) {
        "这里只是挪了一部分；上面那种是整格的数填错了格，更常见。".to_owned()
    } else if moved(other) && moved(best) {
        "这里的两格不相邻；填错格多半是填到旁边。".to_owned()
    } else if best.pattern == Pattern::Miscount {
        // Nothing is known of how the best one came about either.
        return None;
    } else {
        "也说得通，只是更可能是巧合。".to_owned()
    })
}

/// The equations of a report that can be judged, and those that fail with what is missing in them.
struct Balance<'r> {
    report: &'r Report,
    values: Values<'r>,
    /// Each with what its terms have above its total.
    failed: Vec<(&'static Identity, Decimal)>,
}

impl<'r> Balance<'r> {
    fn of(report: &'r Report) -> Self {
        let values = Values::of(report);
        let surplus = |identity: &Identity| values.surplus(identity).filter(|surplus| !surplus.is_zero());
        let all = values.identities().iter();
        let failed = all.filter_map(|identity| Some((identity, surplus(identity)?))).collect();
        Self { report, values, failed }
    }

    fn is_zero(&self, cell: CellId) -> bool {
        self.values.get(cell).is_ok_and(|value| value.number().is_zero())
    }
}

fn cells_of(identity: &Identity) -> impl Iterator<Item = CellId> {
    identity.terms.iter().map(|(cell, _)| *cell).chain([identity.total])
}

fn against_alone(balance: &Balance<'_>, cell: CellId) -> Option<WhyNot> {
    let now = match balance.values.get(cell).ok()? {
        // A blank total is what its parts make it: there is nothing to change.
        Value::Derived(_) => return None,
        value => value.number(),
    };
    let mut wanted: Vec<(&'static Identity, Decimal)> = Vec::new();
    for (identity, surplus) in &balance.failed {
        match identity.factor(cell) {
            None => {}
            Some(1..) => wanted.push((identity, now.checked_sub(*surplus)?)),
            Some(_) => wanted.push((identity, now.checked_add(*surplus)?)),
        }
    }
    let to = wanted.first()?.1;
    if wanted.iter().any(|(_, other)| *other != to) {
        return Some(WhyNot { cell, consequence: Consequence::Torn(wanted) });
    }
    if to.is_negative() {
        return Some(WhyNot { cell, consequence: Consequence::Negative(to) });
    }
    let changed = with(balance.report, cell, to)?;
    let after: Vec<&'static Identity> =
        Balance::of(&changed).failed.into_iter().map(|(identity, _)| identity).collect();
    let failed = |identity: &&Identity| balance.failed.iter().any(|(other, _)| other == identity);
    let (remaining, broken): (Vec<_>, Vec<_>) = after.into_iter().partition(failed);
    let consequence = Consequence::Others { to, broken, remaining };
    let mends = matches!(&consequence, Consequence::Others { broken, remaining, .. } if broken.is_empty() && remaining.is_empty());
    (!mends).then_some(WhyNot { cell, consequence })
}

/// The report with one figure changed.
fn with(report: &Report, cell: CellId, to: Decimal) -> Option<Report> {
    let mut changed = report.tables_only();
    changed.cells.get_mut(&cell)?.figure = Figure::Number(to);
    Some(changed)
}
