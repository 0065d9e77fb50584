//! What the page shows of an outcome: worked out once per answer, drawn many times.
//!
//! Nothing here judges a report. It puts what the rules said beside the cell, the words or the heading they said it
//! about, and never more: an expected value is shown only where the findings agree on it.

use std::collections::BTreeMap;

use crate::check::Outcome;
use crate::diagnostic::{CoverageStatus, Diagnostic, RuleId, Severity};
use crate::location::{Anchor, CellId, Column, Row, Table};
use crate::report::layout::{Head, HeadKind, Name};
use crate::report::{Line, PartKind, TableRead};
use crate::rules;
use crate::rules::identities::{BALANCE, EQUATION_RULES, Identity};

use super::action::EquationId;
use super::groups::{self, Group};

mod figure;
mod filling;

pub use figure::{CellState, CellView, Suspicion, written};
pub use filling::Filling;

/// A total left blank.
pub const BLANK_TOTAL: &str = "blank-total";

/// An outcome with everything the page shows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What the engine said.
    pub outcome: Outcome,
    /// The findings in groups, in the order they are listed and stepped through.
    pub groups: Vec<Group>,
    /// Where each finding is shown in the report; by index of the finding.
    pub places: Vec<Place>,
    /// How far the tables that are filled in by hand have come.
    pub filling: Filling,
}

/// Where a finding is shown in the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At a figure.
    Cell(CellId),
    /// At words of the text; the mark bears the finding's index.
    Words,
    /// At a table as a whole.
    Table(Table),
    /// At a part as a whole.
    Part(PartKind),
    /// At the report as a whole.
    Report,
}

/// A stretch of a line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Its words.
    pub text: String,
    /// The findings about it; empty for text nobody spoke of.
    pub findings: Vec<usize>,
}

/// How a part of the report stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartStanding {
    /// So many findings of each severity are in it.
    Found(BTreeMap<Severity, usize>),
    /// Its equations were checked and hold.
    Held,
    /// Nothing was found, and nothing can be promised.
    Quiet,
    /// Its table was not read, or not whole.
    Unread,
    /// Its table is there to be filled in by hand, and nothing is in it yet.
    Unfilled,
    /// It is not in the report.
    Missing,
}

/// How one equation of a column came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnCheck {
    /// It holds.
    Holds,
    /// It does not, by this much.
    Differs(String),
    /// It does not, and the user knows and ignores it.
    Ignored,
    /// It could not be judged.
    Open,
}

impl Answer {
    /// Works out what is shown of an outcome.
    pub fn new(outcome: Outcome) -> Self {
        let places: Vec<Place> = outcome.findings.iter().map(|finding| place(&outcome, finding)).collect();
        let groups = groups::grouped(&outcome.findings, &places);
        let filling = Filling::of(&outcome.report);
        Self { outcome, groups, places, filling }
    }

    /// The findings' indices in the order they are listed.
    pub fn order(&self) -> impl Iterator<Item = usize> {
        self.groups.iter().flat_map(|group| group.findings.iter().copied())
    }

    /// The findings about a cell.
    pub fn about(&self, id: CellId) -> impl Iterator<Item = (usize, &Diagnostic)> {
        self.outcome.findings.iter().enumerate().filter(move |(_, finding)| {
            // Blank totals are told once a row: the further ones of the row stand with the first.
            let told_with = finding.rule.as_str() == BLANK_TOTAL && finding.related.contains(&id);
            finding.primary == Some(id) || told_with
        })
    }

    /// The finding that selecting a cell shows: the first about it, else the first it takes part in.
    pub fn finding_at(&self, id: CellId) -> Option<usize> {
        let takes_part = |index: &usize| self.outcome.findings[*index].related.contains(&id);
        self.order()
            .find(|&index| self.outcome.findings[index].primary == Some(id))
            .or_else(|| self.order().find(takes_part))
    }

    /// A cell as one names it: 「（七）总计 · 自然人」.
    pub fn cell_name(&self, id: CellId) -> String {
        let form = self.outcome.report.form(id.table);
        format!("{} · {}", form.row_name(id.row), form.column_name(id))
    }

    /// A place in the user's words: 「原文第 9 段第 2 个字」.
    pub fn place_in_words(&self, anchor: Anchor) -> String {
        let place = anchor.describe(&self.outcome.report.sheets);
        match anchor {
            Anchor::Text { .. } | Anchor::Words { .. } => format!("原文{place}"),
            Anchor::SheetCell { .. } => format!("原文件 {place}"),
            _ => place,
        }
    }

    /// The place of a finding, where the report as it is drawn does not show it: nothing there bears its mark.
    pub fn unseen_place(&self, index: usize) -> Option<String> {
        let anchor = self.outcome.findings.get(index)?.anchor?;
        let seen = matches!(self.places.get(index)?, Place::Cell(_) | Place::Words);
        (!seen).then(|| self.place_in_words(anchor))
    }

    /// The cell of the form that stands in a place of the document.
    pub fn cell_at(&self, anchor: Anchor) -> Option<CellId> {
        let covers = |cell: Anchor| match (cell.stretch(), anchor.stretch()) {
            (Some((line, from, length)), Some((other, at, _))) => {
                line == other && (from..from.saturating_add(length.max(1))).contains(&at)
            }
            _ => cell == anchor,
        };
        self.outcome.report.cells.iter().find(|(_, cell)| covers(cell.anchor)).map(|(&id, _)| id)
    }

    /// The sign a cell carries in the finding that is looked at; `None` when it takes no part in it.
    pub fn term(&self, finding: usize, id: CellId) -> Option<&'static str> {
        let finding = self.outcome.findings.get(finding)?;
        let finding = is_equation(finding).then_some(finding)?;
        let minus = finding.rule.as_str() == BALANCE && id.row == Row::CarriedOut;
        finding.related.contains(&id).then_some(if minus { "－" } else { "＋" })
    }

    /// An equation of the form; `None` where the form of the report has none such.
    pub fn equation(&self, (kind, total): EquationId) -> Option<Identity> {
        Identity::of(self.outcome.report.form(total.table), kind, total)
    }

    /// How an equation of a column of table three came out.
    pub fn column_check(&self, rule: &str, column: Column) -> ColumnCheck {
        let outcome = &self.outcome;
        let is_here = |finding: &Diagnostic| {
            let here = |id: CellId| id.table == Table::T3 && id.column == column;
            finding.rule.as_str() == rule && finding.primary.is_some_and(here)
        };
        let failed = outcome.findings.iter().find(|finding| is_here(finding));
        if let Some(figures) = failed.and_then(|finding| finding.figures.as_ref()) {
            return ColumnCheck::Differs(figures.difference.trim_start_matches('-').to_owned());
        }
        if outcome.ignored.iter().any(|ignored| is_here(&ignored.finding)) {
            return ColumnCheck::Ignored;
        }
        if self.filling.is_open(rule, column) {
            return ColumnCheck::Open;
        }
        let examined =
            outcome.coverage.iter().any(|line| line.rule.as_str() == rule && line.status == CoverageStatus::Checked);
        let form = outcome.report.form(Table::T3);
        let mut rows = vec![Row::ResultTotal];
        if rule == BALANCE {
            rows.extend([Row::Received, Row::CarriedIn, Row::CarriedOut]);
        } else {
            rows.extend(form.t3_details());
        }
        let read = |row: &Row| outcome.report.counted(CellId::new(Table::T3, *row, column)).is_some();
        if examined && rows.iter().all(read) { ColumnCheck::Holds } else { ColumnCheck::Open }
    }

    /// A label of a table as the document writes it; `None` where it is the form's own.
    pub fn written_label(&self, table: Table, head: &Head) -> Option<Line> {
        let read = self.outcome.report.tables.get(table)?;
        let line = |text: &String, anchor| Line { text: text.clone(), anchor };
        match head.names {
            Some(Name::Row(row)) => {
                read.altered_rows.iter().find(|label| label.of == row).map(|label| line(&label.written, label.anchor))
            }
            Some(Name::Column(column)) => read
                .altered_columns
                .iter()
                .find(|label| label.of == column)
                .map(|label| line(&label.written, label.anchor)),
            None if head.kind == HeadKind::Corner => read.identity_note.clone(),
            None => None,
        }
    }

    /// A line of text, cut at the marks of the findings about it.
    pub fn segments(&self, line: &Line) -> Vec<Segment> {
        let findings =
            self.outcome.findings.iter().enumerate().filter(|(index, _)| self.places[*index] == Place::Words);
        let marks = findings.filter_map(|(index, finding)| Some((stretch(line, finding.anchor?)?, index))).collect();
        cut(&line.text, marks)
    }

    /// The worst finding of a list of them.
    pub fn worst(&self, findings: &[usize]) -> Option<Severity> {
        findings.iter().filter_map(|&index| self.outcome.findings.get(index)).map(|finding| finding.severity).min()
    }

    /// The part a finding is shown in.
    pub fn part_of_finding(&self, index: usize) -> Option<PartKind> {
        match *self.places.get(index)? {
            Place::Cell(CellId { table, .. }) | Place::Table(table) => {
                PartKind::ALL.into_iter().find(|part| part.table() == Some(table))
            }
            Place::Part(part) => Some(part),
            Place::Words => {
                let anchor = self.outcome.findings.get(index)?.anchor?;
                match anchor.supplied() {
                    Some(table) => PartKind::ALL.into_iter().find(|part| part.table() == Some(table)),
                    None => part_of(&self.outcome, anchor),
                }
            }
            Place::Report => None,
        }
    }

    /// How a part stands.
    pub fn part_standing(&self, part: PartKind) -> PartStanding {
        let mut counts = BTreeMap::new();
        for (index, finding) in self.outcome.findings.iter().enumerate() {
            if self.part_of_finding(index) == Some(part) {
                *counts.entry(finding.severity).or_insert(0) += 1;
            }
        }
        let report = &self.outcome.report;
        let read = part.table().and_then(|table| report.tables.get(table));
        if !counts.is_empty() {
            PartStanding::Found(counts)
        } else if report.part(part).is_none() && read.is_none() {
            PartStanding::Missing
        } else if part.table().is_some() && read.is_none_or(|read| !read.unread_rows.is_empty()) {
            PartStanding::Unread
        } else if part.table().is_some_and(|table| self.filling.is_empty(table)) {
            PartStanding::Unfilled
        } else if matches!(part, PartKind::Requests | PartKind::Reviews)
            && self.equations_examined() > 0
            // What is ignored or switched off is not in order.
            && !self.ignores_in(part)
            && !EQUATION_RULES.iter().any(|rule| self.is_off(&RuleId::new(rule)))
            // What is not filled in yet is not in order either.
            && part.table().is_none_or(|table| self.filling.blank(&[table]).is_empty())
        {
            PartStanding::Held
        } else {
            // Nobody can say that a text is in order.
            PartStanding::Quiet
        }
    }

    /// Whether something in a part is ignored.
    fn ignores_in(&self, part: PartKind) -> bool {
        let cells = self.outcome.ignored.iter().filter_map(|ignored| ignored.finding.primary);
        cells.into_iter().any(|cell| Some(cell.table) == part.table())
    }

    /// Whether a rule was switched off.
    pub fn is_off(&self, rule: &RuleId) -> bool {
        self.outcome.coverage.iter().any(|line| line.rule == *rule && rules::why_off(line).is_some())
    }

    /// How many equations that do not hold are ignored.
    pub fn equations_ignored(&self) -> usize {
        self.outcome.ignored.iter().filter(|ignored| is_equation(&ignored.finding)).count()
    }

    /// How many equations hold.
    pub fn equations_held(&self) -> u32 {
        self.equations().map(|line| line.held).sum()
    }

    /// How many equations were looked at.
    pub fn equations_examined(&self) -> u32 {
        self.equations().map(|line| line.examined).sum()
    }

    fn equations(&self) -> impl Iterator<Item = &crate::diagnostic::Coverage> {
        self.outcome.coverage.iter().filter(|line| {
            let equation = EQUATION_RULES.contains(&line.rule.as_str());
            equation && line.status == CoverageStatus::Checked
        })
    }
}

/// Whether a finding says that an equation of the form does not hold.
pub fn is_equation(finding: &Diagnostic) -> bool {
    EQUATION_RULES.contains(&finding.rule.as_str())
}

/// The sign a cell carries in an equation, zero or not; `None` when it takes no part in it.
pub fn sign_in(equation: &Identity, id: CellId) -> Option<&'static str> {
    match equation.factor(id)? {
        _ if equation.total == id => Some("＝"),
        ..0 => Some("－"),
        _ => Some("＋"),
    }
}

/// Where a finding is shown.
fn place(outcome: &Outcome, finding: &Diagnostic) -> Place {
    if let Some(cell) = finding.primary {
        let drawn = outcome.report.tables.get(cell.table).is_some();
        return if drawn { Place::Cell(cell) } else { Place::Report };
    }
    let Some(anchor) = finding.anchor else { return Place::Report };
    let report = &outcome.report;
    let parts = report.parts.iter().flat_map(|part| std::iter::once(&part.heading).chain(&part.body));
    let lines = report.title.iter().chain(&report.preface).chain(parts);
    let labels =
        [Table::T2, Table::T3, Table::T4].into_iter().filter_map(|table| report.tables.get(table)).flat_map(labels);
    if lines.cloned().chain(labels).any(|line| stretch(&line, anchor).is_some()) {
        return Place::Words;
    }
    // What is no part of the document stands in no part of it.
    if let Some(table) = anchor.supplied() {
        return if report.tables.get(table).is_some() { Place::Table(table) } else { Place::Report };
    }
    // Between the beginning of a table and the next heading stands the table.
    let part = part_of(outcome, anchor);
    let table = part.and_then(PartKind::table).and_then(|table| report.tables.get(table).map(|read| (table, read)));
    match (part, table) {
        (_, Some((table, read))) if read.anchor.position() <= anchor.position() => Place::Table(table),
        (Some(part), _) => Place::Part(part),
        (None, _) => [Table::T2, Table::T3, Table::T4]
            .into_iter()
            .find(|&table| report.tables.get(table).is_some_and(|read| read.anchor == anchor))
            .map_or(Place::Report, Place::Table),
    }
}

/// The labels of a table that are written otherwise than the form has them, and its note.
fn labels(read: &TableRead) -> Vec<Line> {
    let rows = read.altered_rows.iter().map(|label| (&label.written, label.anchor));
    let columns = read.altered_columns.iter().map(|label| (&label.written, label.anchor));
    let altered = rows.chain(columns).map(|(text, anchor)| Line { text: text.clone(), anchor });
    altered.chain(read.identity_note.clone()).collect()
}

/// The part an anchor stands in: the last one whose heading is not below it.
fn part_of(outcome: &Outcome, anchor: Anchor) -> Option<PartKind> {
    let headings = outcome.report.parts.iter().rev();
    headings
        .map(|part| (part.kind, part.heading.anchor.position()))
        .find(|(_, position)| *position <= anchor.position())
        .map(|(kind, _)| kind)
}

/// The characters of a line an anchor covers, from 0; `None` when it stands elsewhere. A stretch that does not fit the
/// line, because the source writes the same words with more characters, is the whole line.
fn stretch(line: &Line, anchor: Anchor) -> Option<(usize, usize)> {
    let (Some((here, begin, _)), Some((there, column, length))) = (line.anchor.stretch(), anchor.stretch()) else {
        return (line.anchor == anchor).then(|| (0, line.text.chars().count()));
    };
    if here != there || column < begin {
        return None;
    }
    let characters = line.text.chars().count();
    let from = usize::try_from(column - begin).ok()?;
    let to = from.saturating_add(usize::try_from(length).ok()?);
    Some(if to <= characters && from < to { (from, to) } else { (0, characters) })
}

/// Cuts a text at its marks; marks that overlap become one.
fn cut(text: &str, mut marks: Vec<((usize, usize), usize)>) -> Vec<Segment> {
    marks.sort_unstable();
    let mut joined: Vec<((usize, usize), Vec<usize>)> = Vec::new();
    for ((from, to), index) in marks {
        match joined.last_mut() {
            Some(((_, end), findings)) if from < *end => {
                *end = to.max(*end);
                findings.push(index);
            }
            _ => joined.push(((from, to), vec![index])),
        }
    }
    let characters: Vec<char> = text.chars().collect();
    let slice = |from: usize, to: usize| characters.get(from..to).map(|part| part.iter().collect()).unwrap_or_default();
    let mut segments = Vec::new();
    let mut done = 0;
    for ((from, to), findings) in joined {
        if done < from {
            segments.push(Segment { text: slice(done, from), findings: Vec::new() });
        }
        segments.push(Segment { text: slice(from, to), findings });
        done = to;
    }
    if done < characters.len() {
        segments.push(Segment { text: slice(done, characters.len()), findings: Vec::new() });
    }
    segments
}

#[cfg(test)]
mod tests;
