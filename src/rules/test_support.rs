//! A small builder of reports for the tests of rules: tables full of zeros, then what the case is about.

use crate::document::number::{Decimal, Figure, Trait};
use crate::location::{Anchor, CellId, Row, Table};
use crate::report::form::Form;
use crate::report::{Cell, Line, Part, PartKind, Reading, Report, Scope, TableRead};
use crate::rules::{NO_LAST_YEAR, Rule, Subject, Verdict};

/// The cell with this id.
#[track_caller]
pub fn id(text: &str) -> CellId {
    text.parse().expect("a cell id")
}

/// A line of text on this line of the source.
pub fn line(text: &str, number: u32) -> Line {
    let length = u32::try_from(text.chars().count()).expect("a short line");
    Line { text: text.to_owned(), anchor: Anchor::Text { line: number, column: 1, length } }
}

/// Runs one rule.
pub fn run(rule: &Rule, report: &Report) -> Verdict {
    (rule.check)(rule, &Subject::new(report, Err(NO_LAST_YEAR)))
}

/// Runs one rule over the reports of two years.
pub fn run_after(rule: &Rule, report: &Report, last_year: &Report) -> Verdict {
    (rule.check)(rule, &Subject::new(report, Ok(last_year)))
}

/// What one rule says of a report, a sentence a finding.
pub fn said(rule: &Rule, report: &Report) -> Vec<String> {
    run(rule, report).findings.into_iter().map(|finding| finding.message).collect()
}

/// A report in the making.
pub struct Draft {
    report: Report,
}

impl Draft {
    /// A whole report of this year with no parts and no tables.
    pub fn new(year: u16) -> Self {
        Self { report: Report { year: Some(year), ..Report::default() } }
    }

    /// Adds a table of this form, every cell 0.
    pub fn zeros(self, table: Table, form: Form) -> Self {
        self.filled(table, form, "0")
    }

    /// Adds a table of this form with the same text in every cell.
    pub fn filled(mut self, table: Table, form: Form, text: &str) -> Self {
        let read = TableRead::new(form, Anchor::Text { line: 10 * (table as u32 + 1), column: 1, length: 1 });
        *self.slot(table) = Some(read);
        for cell in form.cells(table) {
            self = self.set(&cell.to_string(), text);
        }
        self
    }

    /// Writes one cell.
    #[track_caller]
    pub fn set(mut self, cell: &str, text: &str) -> Self {
        let figure = match text.parse::<Decimal>() {
            Ok(value) => Figure::Number(value),
            Err(_) if text.is_empty() => Figure::Blank,
            Err(_) if text == "/" || text == "无" => Figure::Dash,
            Err(_) => Figure::Words,
        };
        let anchor = Anchor::Text { line: 1, column: 1, length: 1 };
        self.report.cells.insert(id(cell), Cell { raw: text.to_owned(), figure, traits: Vec::new(), anchor });
        self
    }

    /// Writes several cells.
    #[track_caller]
    pub fn set_all(self, cells: &[(&str, &str)]) -> Self {
        cells.iter().fold(self, |draft, (cell, text)| draft.set(cell, text))
    }

    /// Writes one cell as the user has it, with the value and the traits it was read as.
    #[track_caller]
    pub fn set_as(mut self, cell: &str, raw: &str, value: &str, traits: &[Trait]) -> Self {
        self = self.set(cell, value);
        let cell = self.report.cells.get_mut(&id(cell)).expect("just set");
        cell.raw = raw.to_owned();
        cell.traits = traits.to_vec();
        self
    }

    /// Takes one cell away, as if it had not been read.
    pub fn without(mut self, cell: CellId) -> Self {
        self.report.cells.remove(&cell);
        self
    }

    /// Takes a row's cells away, as if its figures could not be told apart.
    pub fn without_row(mut self, row: Row) -> Self {
        self.report.cells.retain(|cell, _| cell.row != row);
        self
    }

    /// Changes what is known of a table.
    pub fn table(mut self, table: Table, change: impl FnOnce(&mut TableRead)) -> Self {
        change(self.slot(table).as_mut().expect("a table added before"));
        self
    }

    /// Adds a part with this number and body.
    pub fn part(mut self, kind: PartKind, number: Option<u8>, body: &str) -> Self {
        let place = 100 * (u32::try_from(self.report.parts.len()).expect("few parts") + 1);
        let body = if body.is_empty() { Vec::new() } else { vec![line(body, place + 1)] };
        self.report.parts.push(Part { kind, number, heading: line(kind.heading(), place), body });
        self
    }

    /// Names the agency.
    pub fn agency(mut self, name: &str) -> Self {
        self.report.agency = Some(name.to_owned());
        self
    }

    /// Adds part one with these lines, the first of them on line 10.
    pub fn overview(self, lines: &[&str]) -> Self {
        let mut draft = self.part(PartKind::Overview, Some(1), "");
        if let Some(part) = draft.report.parts.last_mut() {
            part.body = (10..).zip(lines).map(|(number, text)| line(text, number)).collect();
        }
        draft
    }

    /// Adds parts of these kinds, numbered so.
    pub fn parts(self, parts: &[(PartKind, u8)]) -> Self {
        parts.iter().fold(self, |draft, &(kind, number)| draft.part(kind, Some(number), ""))
    }

    /// Makes it a piece of a report.
    pub fn fragment(mut self) -> Self {
        self.report.scope = Scope::Fragment;
        self
    }

    /// Makes it a report that was read in pieces.
    pub fn fragmented(mut self) -> Self {
        self.report.reading = Reading::Fragmented;
        self
    }

    /// Forgets the year.
    pub fn without_year(mut self) -> Self {
        self.report.year = None;
        self
    }

    /// The report.
    pub fn report(self) -> Report {
        self.report
    }

    fn slot(&mut self, table: Table) -> &mut Option<TableRead> {
        match table {
            Table::T2 => &mut self.report.tables.t2,
            Table::T3 => &mut self.report.tables.t3,
            Table::T4 => &mut self.report.tables.t4,
        }
    }
}
