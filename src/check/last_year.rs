//! The report of the year before, beside the one that is checked: whether the two belong together, and their figures
//! side by side.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::document::fold::letters;
use crate::document::number::Decimal;
use crate::error::Error;
use crate::location::{CellId, Row, Table};
use crate::report::Report;
use crate::report::form::T3_COLUMNS;
use crate::rules::NO_LAST_YEAR;

/// The report of the year before, as it came in: any document that can be checked, or figures that were saved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Predecessor {
    /// Its name.
    pub name: String,
    /// Its content.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
    /// Whether the user says that it is the right one, whatever it calls itself.
    pub accepted: bool,
}

/// What became of the report of the year before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// The name it came with.
    pub source: String,
    /// The agency it names.
    pub agency: Option<String>,
    /// Its year.
    pub year: Option<u16>,
    /// Whether it was compared.
    pub pairing: Pairing,
    /// The cells that both reports have, in the order of the form; empty where they were not compared.
    pub cells: Vec<TwoYears>,
}

/// Whether two reports were compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pairing {
    /// They were.
    Paired,
    /// They may not belong together: the question for the user, in one Chinese sentence.
    Asked(String),
    /// It could not be read: why, in one Chinese sentence.
    Unreadable(String),
}

/// A cell in two years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TwoYears {
    /// The cell.
    pub cell: CellId,
    /// The cell of the year before that it is compared with: the same one, but for what was carried in, which is what
    /// was carried out then.
    pub then: CellId,
    /// What it says in the report of the year before, as written.
    pub before: String,
    /// What it says now, as written.
    pub now: String,
    /// By how much it grew; `None` where one of the two is no figure. Blank counts as 0.
    pub growth: Option<Decimal>,
    /// Whether a finding about the two years is about this cell.
    pub is_told: bool,
}

/// The report of the year before: whether it is there, fits, and can be compared.
pub(super) struct Neighbour<'o> {
    given: Option<&'o Predecessor>,
    report: Option<&'o Report>,
    /// Why it is not compared.
    obstacle: Option<Pairing>,
}

impl<'o> Neighbour<'o> {
    /// Looks whether what was read of it belongs to this report.
    pub fn of(before: Option<(&'o Predecessor, &'o Result<Report, Error>)>, report: &Report) -> Self {
        let Some((predecessor, read)) = before else { return Self { given: None, report: None, obstacle: None } };
        let given = Some(predecessor);
        match read {
            Err(error) => Self { given, report: None, obstacle: Some(Pairing::Unreadable(error.message.clone())) },
            Ok(before) => {
                let doubt = if predecessor.accepted { None } else { doubt(report, before) };
                Self { given, report: Some(before), obstacle: doubt.map(Pairing::Asked) }
            }
        }
    }

    /// What the rules get of it.
    pub fn for_rules(&self) -> Result<&Report, &str> {
        match (self.report, &self.obstacle) {
            (Some(report), None) => Ok(report),
            (_, Some(Pairing::Asked(_))) => Err("去年的报告看来不是这个单位上一年的，没有核对"),
            (_, Some(_)) => Err("去年的报告读不出来，没有核对"),
            (None, None) => Err(NO_LAST_YEAR),
        }
    }

    /// The cells of this report that it confirms: what was carried in is what was carried out then.
    pub fn confirmed(&self, report: &Report) -> Vec<CellId> {
        let Ok(before) = self.for_rules() else { return Vec::new() };
        let carried_in = T3_COLUMNS.iter().map(|&column| CellId::new(Table::T3, Row::CarriedIn, column));
        let is_confirmed = |cell: &CellId| {
            let then = before.counted(counterpart(*cell));
            then.is_some() && then == report.counted(*cell)
        };
        carried_in.filter(is_confirmed).collect()
    }

    /// What is said of it.
    pub fn told(self, report: &Report, findings: &[Diagnostic]) -> Option<Beside> {
        let given = self.given?;
        let pairing = self.obstacle.unwrap_or(Pairing::Paired);
        let (agency, year, cells) = match self.report {
            Some(before) => {
                let cells =
                    if pairing == Pairing::Paired { side_by_side(report, before, findings) } else { Vec::new() };
                (before.agency.clone(), before.year, cells)
            }
            None => (None, None, Vec::new()),
        };
        Some(Beside { source: given.name.clone(), agency, year, pairing, cells })
    }
}

/// Why the two may not be one agency's reports of two years running; what one of them does not say is no reason.
fn doubt(report: &Report, before: &Report) -> Option<String> {
    if let (Some(now), Some(then)) = (report.year, before.year)
        && then + 1 != now
    {
        return Some(match then {
            _ if then == now => format!("两份都是 {now} 年度的报告，不是前后两年。"),
            _ if then == now + 1 => format!("另一份是 {then} 年度的，比这一份晚一年：两份是不是放反了？"),
            _ => format!("另一份是 {then} 年度的，这一份是 {now} 年度的，不是前后两年。"),
        });
    }
    match (&report.agency, &before.agency) {
        (Some(now), Some(then)) if !is_same_agency(now, then) => {
            Some(format!("另一份是“{then}”的报告，这一份是“{now}”的；如果只是改过名，可以仍然核对。"))
        }
        _ => None,
    }
}

/// Whether two names are one agency's: one of them may be shortened at either end.
fn is_same_agency(one: &str, other: &str) -> bool {
    let (one, other) = (letters(one), letters(other));
    one.contains(&other) || other.contains(&one)
}

/// The cell of the year before that says what a cell should go on from.
const fn counterpart(cell: CellId) -> CellId {
    match (cell.table, cell.row) {
        (Table::T3, Row::CarriedIn) => CellId::new(Table::T3, Row::CarriedOut, cell.column),
        _ => cell,
    }
}

fn side_by_side(report: &Report, before: &Report, findings: &[Diagnostic]) -> Vec<TwoYears> {
    let is_told = |cell: CellId| {
        let about = |finding: &&Diagnostic| crate::rules::compares_years(&finding.rule);
        findings.iter().filter(about).any(|finding| finding.primary == Some(cell))
    };
    let cells = report.cells.iter().filter_map(|(&cell, now)| {
        let then = counterpart(cell);
        let was = before.cell(then)?;
        let growth = report.counted(cell).zip(before.counted(then));
        Some(TwoYears {
            cell,
            then,
            before: was.raw.clone(),
            now: now.raw.clone(),
            growth: growth.and_then(|(now, then)| now.checked_sub(then)),
            is_told: is_told(cell),
        })
    });
    cells.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Column;
    use crate::{Options, check};

    const NOW: &str = "某某县青石镇人民政府2024年政府信息公开工作年度报告\n\n三、收到和处理政府信息公开申请情况\n\n\
        | 一、本年新收政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n\
        | 二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n\
        | 四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n";

    fn beside(last_year: &str, accepted: bool) -> (Beside, Vec<String>) {
        let predecessor = Predecessor { name: "去年.txt".into(), bytes: last_year.as_bytes().to_vec(), accepted };
        let options = Options { last_year: Some(predecessor), ..Options::default() };
        let outcome = check("今年.txt", NOW.as_bytes(), &options).expect("a report");
        let rules = outcome.findings.iter().map(|finding| finding.rule.as_str().to_owned());
        let told = rules.filter(|rule| rule == "carry-over-mismatch").collect();
        (outcome.last_year.expect("it was given"), told)
    }

    fn last_year(title: &str, carried_out: &str) -> String {
        format!(
            "{title}\n\n三、收到和处理政府信息公开申请情况\n\n| 四、结转下年度继续办理 | {carried_out} | 0 | 0 | 0 | 0 | 0 | {carried_out} |\n"
        )
    }

    #[test]
    fn two_years_of_one_agency_are_compared() {
        let (beside, told) = beside(&last_year("青石镇人民政府2023年政府信息公开工作年度报告", "2"), false);
        assert_eq!((beside.pairing, beside.year, told.len()), (Pairing::Paired, Some(2023), 2));
        // What came over from last year is put beside what last year left, and so is what is left now.
        let rows: Vec<(Row, Row)> = beside.cells.iter().map(|two| (two.cell.row, two.then.row)).collect();
        let expected = [(Row::CarriedIn, Row::CarriedOut), (Row::CarriedOut, Row::CarriedOut)];
        assert_eq!(rows, expected.map(|pair| [pair; 7]).concat());
        let first = &beside.cells[0];
        assert_eq!((first.before.as_str(), first.now.as_str(), first.is_told), ("2", "1", true));
        assert_eq!(first.growth.map(|growth| growth.to_string()).as_deref(), Some("-1"));
    }

    #[test]
    fn another_agency_or_year_is_asked_about() {
        for title in
            ["某某县白水镇人民政府2023年政府信息公开工作年度报告", "某某县青石镇人民政府2022年政府信息公开工作年度报告"]
        {
            let (asked, told) = beside(&last_year(title, "2"), false);
            assert!(matches!(asked.pairing, Pairing::Asked(_)), "{title}");
            assert!(asked.cells.is_empty() && told.is_empty(), "{title}");
            assert_eq!(beside(&last_year(title, "2"), true).1.len(), 2, "{title}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let (beside, told) = beside("随便写的一句话", false);
        assert!(matches!(beside.pairing, Pairing::Unreadable(_)));
        assert!(told.is_empty());
    }

    #[test]
    fn a_figure_that_last_year_confirms_is_rather_kept() {
        let document = NOW.replace("| 1 | 0 | 0 | 0 | 0 | 0 | 1 |", "| 1 | 0 | 0 | 0 | 0 | 0 | 2 |");
        let before = crate::check("去年", last_year("青石镇2023年", "1").as_bytes(), &Options::default());
        let report = crate::check("今年", document.as_bytes(), &Options::default()).expect("a report").report;
        let before = before.expect("a report").report;
        let neighbour = Neighbour { given: None, report: Some(&before), obstacle: None };
        let confirmed = neighbour.confirmed(&report);
        assert!(confirmed.contains(&CellId::new(Table::T3, Row::CarriedIn, Column::Person)));
        assert!(!confirmed.contains(&CellId::new(Table::T3, Row::CarriedIn, Column::Total)));
    }
}
