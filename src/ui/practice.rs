//! Practice: one slip planted in a report in which everything agrees, to see it found.
//!
//! The slip comes from [`crate::plant`], the generator the tests use, and is written into the report's text, so that
//! the page reads, checks and explains it like any other report.

use super::view::Answer;
use crate::location::{Anchor, CellId};
use crate::plant::{Planted, Slip, plant_in_one_cell};
use crate::{Options, check};

/// A report of an office that does not exist, in which everything agrees.
const REPORT: &str = include_str!("../../www/assets/practice.txt");

/// What the report is called where it is checked.
pub const NAME: &str = "练习：云汀区杨柳镇人民政府2024年年报";

/// A report with one planted slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercise {
    /// The report's text.
    pub text: String,
    /// The cell that was changed.
    pub cell: CellId,
    /// What it said.
    pub right: String,
    /// What it says now.
    pub wrong: String,
    /// The kind of slip.
    slip: Slip,
}

/// How the slip came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// It is the only way to make every equation hold.
    Only,
    /// It is the likeliest of so many ways.
    Likeliest(usize),
    /// It is one of so many ways.
    Among(usize),
    /// It was not named.
    NotNamed,
}

impl Exercise {
    /// The exercise of this seed.
    pub fn new(seed: u64) -> Option<Self> {
        let report = check(NAME, REPORT.as_bytes(), &Options::default()).ok()?.report;
        let Planted { slip, edits } = plant_in_one_cell(&report, seed)?;
        let edit = edits.into_iter().next()?;
        let text = replaced(REPORT, report.cell(edit.cell)?.anchor, &edit.to)?;
        Some(Self { text, cell: edit.cell, right: edit.from, wrong: edit.to, slip })
    }

    /// What was done, as a clerk would tell it: 「相邻两位写反了」.
    pub const fn slip(&self) -> &'static str {
        match self.slip {
            Slip::WrongDigit => "一位数字写错了",
            Slip::TransposedDigits => "相邻两位写反了",
            Slip::MissingDigit => "漏打了一位",
            Slip::ExtraDigit => "多打了一位",
            Slip::TotalLeftZero => "总计没有填，留着 0",
            Slip::CopiedFromRow => "抄成了上下一行的数",
            Slip::CopiedFromColumn => "抄成了旁边一列的数",
            _ => "数错了几件",
        }
    }

    /// How it came out.
    pub fn found(&self, answer: &Answer) -> Found {
        let options = &answer.outcome.repairs.options;
        let names = |changes: &[crate::repair::Change]| matches!(changes, [change] if change.cell == self.cell && change.to.to_string() == self.right);
        match (options.iter().position(|option| names(&option.changes)), options.len()) {
            (None, _) => Found::NotNamed,
            (Some(0), 1) => Found::Only,
            (Some(0), all) => Found::Likeliest(all),
            (Some(_), all) => Found::Among(all),
        }
    }
}

/// The text with other words where an anchor points.
fn replaced(text: &str, anchor: Anchor, words: &str) -> Option<String> {
    let Anchor::Text { line, column, length } = anchor else { return None };
    let at = |number: u32| usize::try_from(number).ok();
    let (line, column, length) = (at(line)?.checked_sub(1)?, at(column)?.checked_sub(1)?, at(length)?);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let old: Vec<char> = lines.get(line)?.chars().collect();
    let (before, after) = (old.get(..column)?, old.get(column + length..)?);
    lines[line] = before.iter().copied().chain(words.chars()).chain(after.iter().copied()).collect();
    Some(lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repair::RepairStatus;

    fn answer(text: &str) -> Answer {
        Answer::new(check(NAME, text.as_bytes(), &Options::default()).expect("a report"))
    }

    #[test]
    fn the_report_gives_no_cause_for_a_word() {
        let outcome = answer(REPORT).outcome;
        assert_eq!((outcome.findings, outcome.repairs.status), (Vec::new(), RepairStatus::Clean));
        assert_eq!(outcome.report.cells.len(), 200);
    }

    #[test]
    fn every_exercise_is_found() {
        let mut slips = std::collections::BTreeSet::new();
        for seed in 0..60 {
            let exercise = Exercise::new(seed).expect("an exercise");
            let answer = answer(&exercise.text);
            let read = answer.outcome.report.cell(exercise.cell).map(|cell| cell.raw.clone());
            assert_eq!(read, Some(exercise.wrong.clone()), "seed {seed}");
            assert_ne!(exercise.found(&answer), Found::NotNamed, "seed {seed}: {:?}", exercise.cell);
            slips.insert(exercise.slip());
        }
        assert!(slips.len() > 5, "{slips:?}");
    }

    #[test]
    fn only_the_cell_is_written_over() {
        let exercise = Exercise::new(3).expect("an exercise");
        let differing = REPORT.lines().zip(exercise.text.lines()).filter(|(one, other)| one != other).count();
        assert_eq!((differing, REPORT.lines().count()), (1, exercise.text.lines().count()));
    }
}
