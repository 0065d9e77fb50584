//! Two drafts of one report: what the later one mended, what came in with it, and what is still there.

use crate::diagnostic::{Diagnostic, RuleId};
use crate::report::Report;

/// From how many cells on, two reports that do not both say whose they are can be told to be one.
const FEWEST_CELLS: usize = 40;

/// What became of the findings of the earlier draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drafts {
    /// What the earlier draft had and the later one has not.
    pub mended: Vec<Diagnostic>,
    /// What the earlier draft had not, by its index among the later one's findings.
    pub new: Vec<usize>,
    /// What both have, likewise.
    pub still: Vec<usize>,
    /// How many findings of the later one cannot be compared: the earlier one was not checked for them.
    pub apart: usize,
}

impl Drafts {
    /// Compares the findings of an earlier draft with those of a later one: by their fingerprints, and where a figure
    /// was changed and is still wrong, by rule and cell. Only rules that were run on both alike say what was mended and
    /// what is new: `is_alike` tells which.
    pub fn of(before: &[Diagnostic], after: &[Diagnostic], is_alike: impl Fn(&RuleId) -> bool) -> Self {
        let mut open: Vec<&Diagnostic> = before.iter().filter(|finding| is_alike(&finding.rule)).collect();
        let mut take = |is_same: &dyn Fn(&Diagnostic) -> bool| {
            let at = open.iter().position(|old| is_same(old));
            at.map(|at| open.remove(at)).is_some()
        };
        let mut still: Vec<usize> = Vec::new();
        let mut unmatched: Vec<usize> = Vec::new();
        let mut apart = 0;
        for (index, finding) in after.iter().enumerate() {
            if !is_alike(&finding.rule) {
                apart += 1;
            } else if take(&|old| old.fingerprint == finding.fingerprint) {
                still.push(index);
            } else {
                unmatched.push(index);
            }
        }
        let is_still = |finding: &Diagnostic, old: &Diagnostic| {
            finding.primary.is_some() && old.rule == finding.rule && old.primary == finding.primary
        };
        let (changed, new): (Vec<usize>, Vec<usize>) =
            unmatched.into_iter().partition(|&index| take(&|old| is_still(&after[index], old)));
        still.extend(changed);
        still.sort_unstable();
        Self { mended: open.into_iter().cloned().collect(), new, still, apart }
    }

    /// The result in one Chinese sentence, or two.
    pub fn sentence(&self) -> String {
        let counts =
            [("改好", self.mended.len(), "处"), ("新出现", self.new.len(), "处"), ("仍有", self.still.len(), "处")];
        let told = counts.map(|(what, count, measure)| format!("{what} {count} {measure}")).join("，");
        match self.apart {
            0 => format!("和上一稿比：{told}。"),
            apart => format!("和上一稿比：{told}。另有 {apart} 处，上一稿没有这样核对过，不比。"),
        }
    }
}

/// Whether two reports are drafts of one: the same agency's for the same year; where one of them does not say, mostly
/// the same figures. The same document twice is no second draft.
pub fn are_drafts_of_one(before: &Report, after: &Report) -> bool {
    if before == after {
        return false;
    }
    match (before.agency.as_ref().zip(after.agency.as_ref()), before.year.zip(after.year)) {
        (Some((a, b)), Some((c, d))) => a == b && c == d,
        (Some((a, b)), None) if a != b => false,
        (None, Some((a, b))) if a != b => false,
        _ => are_mostly_the_same(before, after),
    }
}

/// Whether nine in ten of the cells that both have say the same, and not just 0.
fn are_mostly_the_same(before: &Report, after: &Report) -> bool {
    let shared: Vec<bool> =
        before.cells.iter().filter_map(|(id, cell)| Some(after.cell(*id)?.raw == cell.raw)).collect();
    let same = shared.iter().filter(|same| **same).count();
    let telling = before.cells.values().any(|cell| cell.figure.counted().is_some_and(|figure| !figure.is_zero()));
    telling && shared.len() >= FEWEST_CELLS && same * 10 >= shared.len() * 9
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, check};

    const BEFORE: &str = "某某县青石镇人民政府2024年政府信息公开工作年度报告\n\n三、收到和处理政府信息公开申请情况\n\n\
        | （一）予以公开 | 4 | 2 | 0 | 0 | 1 | 0 | 9 |\n\
        | 2.重复申请 | 1 | 0 | 0 | 0 | 0 | 0 | 2 |\n\
        | 3.其他 | 1 | 0 | 0 | 0 | 0 | 0 | 3 |\n";

    fn findings(text: &str) -> (Vec<Diagnostic>, Report) {
        let outcome = check("稿", text.as_bytes(), &Options::default()).expect("a report");
        let sums = outcome.findings.into_iter().filter(|finding| finding.rule.as_str() == "row-total-mismatch");
        (sums.collect(), outcome.report)
    }

    #[test]
    fn what_was_mended_what_came_and_what_stayed_is_told() {
        let after = BEFORE.replace("| 0 | 9 |", "| 0 | 7 |").replace("| 0 | 3 |", "| 0 | 5 |");
        let after = format!("{after}| 1.信访举报投诉类申请 | 1 | 0 | 0 | 0 | 0 | 0 | 0 |\n");
        let (before, after) = (findings(BEFORE).0, findings(&after).0);
        let drafts = Drafts::of(&before, &after, |_| true);
        assert_eq!(drafts.sentence(), "和上一稿比：改好 1 处，新出现 1 处，仍有 2 处。");
        // What only one of them was checked for is neither mended nor new.
        let drafts = Drafts::of(&before, &after, |_| false);
        assert_eq!((drafts.mended.len(), drafts.new.len(), drafts.still.len(), drafts.apart), (0, 0, 0, 3));
        assert!(drafts.sentence().ends_with("另有 3 处，上一稿没有这样核对过，不比。"));
    }

    #[test]
    fn drafts_are_of_one_agency_and_year() {
        let report = |text: &str| findings(text).1;
        let now = report(BEFORE);
        assert!(are_drafts_of_one(&now, &report(&BEFORE.replace("| 0 | 9 |", "| 0 | 7 |"))));
        assert!(!are_drafts_of_one(&now, &now));
        for (from, to) in [("2024", "2023"), ("青石镇", "白水镇")] {
            assert!(!are_drafts_of_one(&now, &report(&BEFORE.replace(from, to))), "{to}");
        }
    }
}
