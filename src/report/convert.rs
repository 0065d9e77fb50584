//! The figures of a report on the form of 2019, put on the form of 2021: what carries over, what has to be filled, what
//! falls away. Nothing is made up.
//!
//! ```text
//! form of 2019                               form of 2021
//! 处理决定数量 (许可、处罚、强制)        ──►  本年处理决定数量
//! 表三 all rows but （六）               ──►  the same rows
//! （六）其他处理 ＝ 0                    ──►  its three rows are 0: counts are not negative
//! （六）其他处理 ＝ 3                    ──►  to be filled: 3 to be divided among three rows
//! 本年新制作数量、对外公开总数量         ──►  to be filled: another measure, shown for comparison only
//! 其他对外管理服务、政府集中采购 …       ──►  nowhere
//! ```
//!
//! Whether the figures are right is not asked here: a wrong total carries over as it is written.

use super::Report;
use super::form::{Form, T3_APPLICANTS};
use crate::document::number::Figure;
use crate::location::{CellId, Column, Row, Table};

/// A report's tables on the form of 2021, without those that were not found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    /// The tables, in the form's order.
    pub sheets: Vec<Sheet>,
}

/// One table on the form of 2021.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Which table.
    pub table: Table,
    /// The form it came on.
    pub from: Form,
    /// Every cell of the form of 2021, in its order.
    pub cells: Vec<(CellId, Standing)>,
    /// The rows with figures the form of 2021 does not ask for.
    pub left_out: Vec<LeftOut>,
}

/// How a cell of the form of 2021 stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The form of 2019 has the same cell with the same meaning; as written there, blanks too.
    Carried(String),
    /// It follows from the form of 2019: a part of a sum that says 0 is 0, a part of a blank is blank.
    Proven(String),
    /// It has to be filled.
    ToFill(Gap),
}

/// Why a cell has to be filled.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// The form of 2019 has one figure for several rows of this column.
    Divided {
        /// The cell of the sum.
        sum: CellId,
        /// What is written there.
        written: String,
    },
    /// The form of 2019 counts something near it, which can be compared and not be taken over.
    OtherMeasure {
        /// The cell that comes near.
        near: CellId,
        /// What is written there.
        written: String,
    },
    /// The form of 2019 asks for projects here, not for an amount.
    NoAmount,
    /// The form of 2019 has nothing like it.
    Unasked,
    /// The cell it would carry over from was not read.
    Unread,
}

/// A row with the figures the form of 2021 does not ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The row of the form of 2019.
    pub row: Row,
    /// Its columns, each with what is written there.
    pub figures: Vec<(Column, String)>,
}

/// Whether a table of the report is on the form of 2019, so that there is something to convert.
pub fn is_needed(report: &Report) -> bool {
    // Table four is the same in both.
    [Table::T2, Table::T3]
        .into_iter()
        .any(|table| report.tables.get(table).is_some_and(|read| read.form != Form::F2021))
}

/// Puts the figures of a report on the form of 2021. A table that is on it already carries over whole.
pub fn on_2021(report: &Report) -> Converted {
    let sheet = |&table: &Table| {
        let from = report.tables.get(table)?.form;
        let cells = Form::F2021.cells(table).into_iter().map(|id| (id, standing(report, from, id))).collect();
        Some(Sheet { table, from, cells, left_out: left_out(report, from, table) })
    };
    Converted { sheets: Table::ALL.iter().filter_map(sheet).collect() }
}

fn standing(report: &Report, from: Form, id: CellId) -> Standing {
    if from == Form::F2021 || has_same_meaning(id) {
        let carried = report.cell(id).map(|cell| Standing::Carried(cell.raw.clone()));
        return carried.unwrap_or(Standing::ToFill(Gap::Unread));
    }
    match (id.table, id.column) {
        (Table::T3, _) => part_of_sum(report, id),
        (_, Column::Issued) => Standing::ToFill(near(report, CellId { column: Column::Made, ..id })),
        (_, Column::InForce) => Standing::ToFill(near(report, CellId { column: Column::PublicTotal, ..id })),
        (_, Column::Amount) => Standing::ToFill(Gap::NoAmount),
        _ => Standing::ToFill(Gap::Unasked),
    }
}

/// Whether a cell of the form of 2021 means what the cell of the same name means in the form of 2019.
const fn has_same_meaning(id: CellId) -> bool {
    match id.table {
        // Only the numbers of decisions: an amount of fees is not the amount of procurement.
        Table::T2 => matches!(id.column, Column::Decisions),
        Table::T3 => !matches!(id.row, Row::OtherNotCorrected | Row::OtherUnpaid | Row::OtherMisc),
        Table::T4 => true,
    }
}

/// A cell of the three rows of （六）, for which the form of 2019 has one.
fn part_of_sum(report: &Report, id: CellId) -> Standing {
    let sum = CellId { row: Row::OtherAll, ..id };
    let Some(cell) = report.cell(sum) else { return Standing::ToFill(Gap::Unread) };
    let counts_nothing = |column| report.counted(CellId { column, ..sum }).is_some_and(|value| value.is_zero());
    // A total of 0 beside a figure that is none proves nothing.
    let agrees = id.column != Column::Total || T3_APPLICANTS.iter().all(|&column| counts_nothing(column));
    if counts_nothing(id.column) && agrees {
        let written = if matches!(cell.figure, Figure::Number(_)) { "0" } else { &cell.raw };
        return Standing::Proven(written.to_owned());
    }
    Standing::ToFill(Gap::Divided { sum, written: cell.raw.clone() })
}

fn near(report: &Report, near: CellId) -> Gap {
    report.cell(near).map_or(Gap::Unread, |cell| Gap::OtherMeasure { near, written: cell.raw.clone() })
}

fn left_out(report: &Report, from: Form, table: Table) -> Vec<LeftOut> {
    let mut rows: Vec<LeftOut> = Vec::new();
    if from == Form::F2021 {
        return rows;
    }
    // The one row of （六） does not fall away: it is divided.
    let goes_on = |id: &CellId| id.table != Table::T2 || Form::F2021.cells(table).contains(id) && has_same_meaning(*id);
    for id in from.cells(table).into_iter().filter(|id| !goes_on(id)) {
        let Some(cell) = report.cell(id) else { continue };
        let figure = (id.column, cell.raw.clone());
        match rows.last_mut() {
            Some(last) if last.row == id.row => last.figures.push(figure),
            _ => rows.push(LeftOut { row: id.row, figures: vec![figure] }),
        }
    }
    rows
}

impl Sheet {
    /// How a cell stands; `None` where the form has no such cell.
    pub fn standing(&self, id: CellId) -> Option<&Standing> {
        self.cells.iter().find(|(other, _)| *other == id).map(|(_, standing)| standing)
    }

    /// The cells that have to be filled.
    pub fn to_fill(&self) -> impl Iterator<Item = CellId> {
        self.cells.iter().filter(|(_, standing)| standing.figure().is_none()).map(|(id, _)| *id)
    }

    /// Why cells have to be filled, each reason with its cells, in the order of the form.
    pub fn gaps(&self) -> Vec<(&Gap, Vec<CellId>)> {
        let mut gaps: Vec<(&Gap, Vec<CellId>)> = Vec::new();
        for (id, standing) in &self.cells {
            let Standing::ToFill(gap) = standing else { continue };
            match gaps.iter_mut().find(|(known, _)| *known == gap) {
                Some((_, cells)) => cells.push(*id),
                None => gaps.push((gap, vec![*id])),
            }
        }
        gaps
    }
}

impl Standing {
    /// What is to be written in the cell; `None` where that is for the user to say.
    pub fn figure(&self) -> Option<&str> {
        match self {
            Standing::Carried(text) | Standing::Proven(text) => Some(text),
            Standing::ToFill(_) => None,
        }
    }
}

impl Gap {
    /// What the old form says of it, in one Chinese sentence without its full stop.
    pub fn describe(&self) -> String {
        let old = Form::F2019;
        match self {
            Gap::Divided { sum, written } => {
                let (row, column) = (old.row_label(sum.row), old.column_name(*sum));
                format!("旧表“{row}”{column}一格{}，请分到这三行", says(written))
            }
            Gap::OtherMeasure { near, written } => {
                format!("旧表“{}”{}，口径不同，只供对照", old.column_label(near.column), says(written))
            }
            Gap::NoAmount => "旧表只有项目数量，没有金额，请按万元填写".to_owned(),
            Gap::Unasked => "旧表没有这一项，请按实际填写".to_owned(),
            Gap::Unread => "原表里没有读到，请照原件填写".to_owned(),
        }
    }
}

impl LeftOut {
    /// The row with its figures, “规章：本年新制作数量 0，对外公开总数量 3”.
    pub fn describe(&self) -> String {
        let old = Form::F2019;
        let figure = |(column, written): &(Column, String)| {
            let written = if written.is_empty() { "（空白）" } else { written };
            format!("{}\u{a0}{written}", old.column_label(*column))
        };
        let figures: Vec<String> = self.figures.iter().map(figure).collect();
        format!("{}：{}", old.row_label(self.row), figures.join("，"))
    }
}

fn says(written: &str) -> String {
    if written.is_empty() { "空着".to_owned() } else { format!("是\u{a0}{written}") }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::location::Anchor;
    use crate::report::{Cell, TableRead, Tables};

    const NOWHERE: Anchor = Anchor::Text { line: 1, column: 1, length: 0 };

    fn id(text: &str) -> CellId {
        text.parse().expect("a cell")
    }

    /// Every cell of these forms says 0, but those named.
    fn report(t2: Form, t3: Form, written: &[(&str, &str)]) -> Report {
        let read = |form| Some(TableRead::new(form, NOWHERE));
        let cell = |raw: &str| {
            let (figure, traits) = crate::document::figure::read(raw);
            Cell { raw: raw.to_owned(), figure, traits, anchor: NOWHERE }
        };
        let all = [t2.cells(Table::T2), t3.cells(Table::T3), t3.cells(Table::T4)].concat();
        let mut cells: BTreeMap<CellId, Cell> = all.into_iter().map(|id| (id, cell("0"))).collect();
        cells.extend(written.iter().map(|(name, raw)| (id(name), cell(raw))));
        Report { tables: Tables { t2: read(t2), t3: read(t3), t4: read(t3) }, cells, ..Report::default() }
    }

    fn at(report: &Report, name: &str) -> Standing {
        let sheets = on_2021(report).sheets;
        sheets.iter().find_map(|sheet| sheet.standing(id(name))).expect("a cell of 2021").clone()
    }

    fn carried(text: &str) -> Standing {
        Standing::Carried(text.to_owned())
    }

    fn proven(text: &str) -> Standing {
        Standing::Proven(text.to_owned())
    }

    fn told(standing: Standing) -> String {
        match standing {
            Standing::ToFill(gap) => gap.describe(),
            filled => format!("{filled:?}"),
        }
    }

    const OLD: Form = Form::F2019;

    #[test]
    fn what_means_the_same_carries_over_as_written() {
        let written = [
            ("t2.licensing.decisions", "1,204"),
            ("t2.penalty.decisions", ""),
            ("t3.granted.person", "7"),
            ("t3.result_total.total", "无"),
            ("t4.review.pending", "2"),
        ];
        let report = report(OLD, OLD, &written);
        for (name, raw) in written {
            assert_eq!(at(&report, name), carried(raw), "{name}");
        }
    }

    #[test]
    fn the_parts_of_nothing_are_nothing() {
        let report = report(OLD, OLD, &[("t3.other.all.business", ""), ("t3.other.all.legal", "/")]);
        assert_eq!(at(&report, "t3.other.misc.person"), proven("0"));
        assert_eq!(at(&report, "t3.other.unpaid.business"), proven(""));
        assert_eq!(at(&report, "t3.other.not_corrected.legal"), proven("/"));
        assert_eq!(at(&report, "t3.other.misc.total"), proven("0"));
    }

    #[test]
    fn a_sum_is_not_divided_for_the_user() {
        let report = report(OLD, OLD, &[("t3.other.all.person", "3"), ("t3.other.all.total", "3")]);
        let sheets = on_2021(&report).sheets;
        let gaps = sheets[1].gaps();
        let rows = ["not_corrected", "unpaid", "misc"];
        let cells = |column| rows.map(|row| id(&format!("t3.other.{row}.{column}"))).to_vec();
        let told: Vec<(String, Vec<CellId>)> = gaps.into_iter().map(|(gap, cells)| (gap.describe(), cells)).collect();
        assert_eq!(
            told,
            [
                ("旧表“（六）其他处理”自然人一格是\u{a0}3，请分到这三行".to_owned(), cells("person")),
                ("旧表“（六）其他处理”总计一格是\u{a0}3，请分到这三行".to_owned(), cells("total")),
            ]
        );
    }

    #[test]
    fn a_total_of_nothing_beside_a_figure_proves_nothing() {
        let report = report(OLD, OLD, &[("t3.other.all.person", "3")]);
        assert!(matches!(at(&report, "t3.other.misc.total"), Standing::ToFill(Gap::Divided { .. })));
        assert_eq!(at(&report, "t3.other.misc.business"), proven("0"));
        let words = self::report(OLD, OLD, &[("t3.other.all.person", "若干")]);
        assert!(matches!(at(&words, "t3.other.misc.person"), Standing::ToFill(Gap::Divided { .. })));
    }

    #[test]
    fn another_measure_is_shown_and_not_taken_over() {
        let report = report(OLD, OLD, &[("t2.normative.made", "2"), ("t2.normative.public_total", "31")]);
        assert_eq!(told(at(&report, "t2.normative.issued")), "旧表“本年新制作数量”是\u{a0}2，口径不同，只供对照");
        assert_eq!(told(at(&report, "t2.normative.in_force")), "旧表“对外公开总数量”是\u{a0}31，口径不同，只供对照");
        assert_eq!(told(at(&report, "t2.normative.repealed")), "旧表没有这一项，请按实际填写");
        assert_eq!(told(at(&report, "t2.fees.amount")), "旧表只有项目数量，没有金额，请按万元填写");
    }

    #[test]
    fn what_falls_away_is_listed_with_its_figures() {
        let report = report(OLD, OLD, &[("t2.licensing.change", "-4"), ("t2.procurement.amount", "36800")]);
        let sheets = on_2021(&report).sheets;
        let told: Vec<String> = sheets[0].left_out.iter().map(LeftOut::describe).collect();
        assert_eq!(told.len(), 8);
        assert_eq!(told[0], "规章：本年新制作数量\u{a0}0，本年新公开数量\u{a0}0，对外公开总数量\u{a0}0");
        assert_eq!(told[2], "行政许可：上一年项目数量\u{a0}0，本年增/减\u{a0}-4");
        assert_eq!(told[7], "政府集中采购：采购项目数量\u{a0}0，采购总金额\u{a0}36800");
        assert!(sheets[1].left_out.is_empty() && sheets[2].left_out.is_empty());
    }

    #[test]
    fn every_old_figure_goes_on_is_divided_or_is_listed() {
        let report = report(OLD, OLD, &[]);
        let mut seen = 0;
        for sheet in on_2021(&report).sheets {
            let carried = sheet.cells.iter().filter(|(_, standing)| matches!(standing, Standing::Carried(_))).count();
            let listed: usize = sheet.left_out.iter().map(|row| row.figures.len()).sum();
            seen += carried + listed;
        }
        // Beside those, （六） has its one row of seven.
        assert_eq!(seen + 7, report.cells.len());
    }

    #[test]
    fn a_table_on_the_new_form_carries_over_whole() {
        let report = report(Form::F2021, OLD, &[("t2.fees.amount", "12.5"), ("t3.other.all.total", "1")]);
        assert!(is_needed(&report));
        assert_eq!(at(&report, "t2.fees.amount"), carried("12.5"));
        assert!(on_2021(&report).sheets[0].gaps().is_empty());
        assert_eq!(on_2021(&report).sheets[1].to_fill().count(), 3);
        assert!(!is_needed(&self::report(Form::F2021, Form::F2021, &[])));
    }

    #[test]
    fn what_was_not_read_is_for_the_user_to_fill() {
        let mut report = report(OLD, OLD, &[]);
        for name in ["t3.granted.person", "t3.other.all.person", "t2.rules.made"] {
            report.cells.remove(&id(name));
        }
        for name in ["t3.granted.person", "t3.other.misc.person", "t2.rules.issued"] {
            assert_eq!(at(&report, name), Standing::ToFill(Gap::Unread), "{name}");
        }
        report.tables.t2 = None;
        assert!(on_2021(&report).sheets.iter().all(|sheet| sheet.table != Table::T2));
    }
}
