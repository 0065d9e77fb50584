//! The figures of two years side by side: those that something was found about first, then those that changed.

use crate::check::TwoYears;
use crate::diagnostic::Severity;
use crate::document::number::Decimal;
use crate::location::CellId;
use crate::rules;

use super::view::{Answer, written};

/// A cell in two years, as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearRow {
    /// The cell.
    pub cell: CellId,
    /// The row of last year's report that it is compared with, where that is not its own.
    pub then: Option<String>,
    /// What it said then; “空白” for a blank.
    pub before: String,
    /// What it says now, likewise.
    pub now: String,
    /// By how much it grew: “+2”, “−1”, “0”; “—” where one of the two is no figure.
    pub growth: String,
    /// What was found: how grave, and the sentence.
    pub told: Option<(Severity, String)>,
    /// What was found and is ignored.
    pub ignored: Option<String>,
}

/// The rows in the order they are listed, by how they stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Years {
    /// Something was found about them, gravest first.
    pub told: Vec<YearRow>,
    /// They say something else than last year.
    pub changed: Vec<YearRow>,
    /// They say the same.
    pub same: Vec<YearRow>,
}

impl Years {
    /// The two years of an answer; empty where they were not compared.
    pub fn of(answer: &Answer) -> Self {
        let mut years = Self::default();
        for cell in answer.outcome.last_year.iter().flat_map(|beside| &beside.cells) {
            let row = row(answer, cell);
            let is_same = match &cell.growth {
                Some(growth) => growth.is_zero(),
                None => cell.before.trim() == cell.now.trim(),
            };
            match (&row.told, &row.ignored) {
                (None, None) if is_same => years.same.push(row),
                (None, None) => years.changed.push(row),
                _ => years.told.push(row),
            }
        }
        // What is ignored comes after what is not.
        years.told.sort_by_key(|row| row.told.as_ref().map_or((true, Severity::Note), |told| (false, told.0)));
        years
    }
}

fn row(answer: &Answer, two: &TwoYears) -> YearRow {
    let is_about = |finding: &&crate::diagnostic::Diagnostic| {
        finding.primary == Some(two.cell) && rules::compares_years(&finding.rule)
    };
    let outcome = &answer.outcome;
    // Findings come gravest first.
    let told = outcome.findings.iter().find(is_about).map(|finding| (finding.severity, finding.message.clone()));
    let ignored = outcome.ignored.iter().map(|ignored| &ignored.finding).find(is_about);
    let then = (two.then != two.cell).then(|| outcome.report.form(two.then.table).row_name(two.then.row).to_owned());
    YearRow {
        cell: two.cell,
        then,
        before: written(&two.before).to_owned(),
        now: written(&two.now).to_owned(),
        growth: two.growth.map_or_else(|| "—".to_owned(), signed),
        told,
        ignored: ignored.map(|finding| finding.message.clone()),
    }
}

/// A difference with its sign.
fn signed(growth: Decimal) -> String {
    let text = growth.to_string();
    match text.strip_prefix('-') {
        Some(amount) => format!("−{amount}"),
        None if growth.is_zero() => text,
        None => format!("+{text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Decisions, Ignore, Predecessor};
    use crate::ui::sample::REPORT;
    use crate::{Options, check};

    fn answer(decisions: Decisions) -> Answer {
        let text = REPORT.replacen("2024年政府信息公开工作", "2023年政府信息公开工作", 1);
        let text = text
            .replace("四、结转下年度继续办理\t1", "四、结转下年度继续办理\t3")
            .replace("行政许可\t6\t0\t32", "行政许可\t6\t0\t40");
        let last_year = Some(Predecessor { name: "去年".into(), bytes: text.into_bytes(), accepted: false });
        let options = Options { last_year, decisions, ..Options::default() };
        Answer::new(check("年报", REPORT.as_bytes(), &options).expect("a report"))
    }

    fn row<'y>(rows: &'y [YearRow], id: &str) -> Option<&'y YearRow> {
        rows.iter().find(|row| row.cell.to_string() == id)
    }

    #[test]
    fn what_was_found_comes_first_then_what_changed() {
        let answer = answer(Decisions::default());
        let years = Years::of(&answer);
        let carried = row(&years.told, "t3.carried_in.person").expect("the carry-over is told");
        // Beside what came over stands what was left, not what came over the year before.
        assert_eq!((carried.before.as_str(), carried.now.as_str(), carried.growth.as_str()), ("3", "1", "−2"));
        assert_eq!(carried.then.as_deref(), Some("四、结转下年度继续办理"));
        assert!(carried.told.as_ref().is_some_and(|(severity, _)| *severity == Severity::Error));
        let changed: Vec<_> = years.changed.iter().map(|row| (row.cell.to_string(), row.growth.clone())).collect();
        assert!(changed.contains(&("t3.carried_out.person".into(), "−2".into())), "{changed:?}");
        assert!(years.changed.iter().all(|row| row.then.is_none()));
        assert!(row(&years.same, "t3.granted.person").is_some());
        let all = years.told.len() + years.changed.len() + years.same.len();
        assert_eq!(Some(all), answer.outcome.last_year.as_ref().map(|beside| beside.cells.len()));
    }

    #[test]
    fn what_is_ignored_is_still_seen() {
        let told = answer(Decisions::default());
        let finding = told.outcome.findings.iter().find(|finding| finding.rule.as_str() == "carry-over-mismatch");
        let finding = finding.expect("the carry-over is told");
        let ignore = Ignore::new(&told.outcome.report, finding, "机构改革".into());
        let years = Years::of(&answer(Decisions { ignored: vec![ignore], off: Vec::new() }));
        let carried = row(&years.told, "t3.carried_in.person").expect("it is still there");
        assert!(carried.told.is_none() && carried.ignored.is_some());
    }

    #[test]
    fn a_difference_has_its_sign() {
        let of = |text: &str| signed(text.parse().expect("a number"));
        assert_eq!([of("2"), of("-1.5"), of("0")], ["+2", "−1.5", "0"]);
    }
}
