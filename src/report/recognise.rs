//! From a document to a report. Recognition never fails on a damaged report; it only refuses what is no report at all.

use std::collections::BTreeMap;

use super::form::Form;
use super::parts::{self, Heading};
use super::readings::{self, Candidate, Cut};
use super::stream::{self, Kind, Row};
use super::tables::{self, Zone};
use super::{Cell, Line, Part, PartKind, Report, Scope, TableRead, Tables, table_four, table_three, table_two};
use crate::document::{Document, Note};
use crate::error::{Error, ErrorKind};
use crate::location::{CellId, Row as FormRow, Table};

/// Text outside the tables, in characters, below which a document without headings is a table pasted alone.
const TEXT_OF_A_FRAGMENT: usize = 300;

/// How many unread rows show that a table came apart, and not only that a row or two were spoilt.
const UNREAD_ROWS_OF_A_FRAGMENTED_TABLE: usize = 3;

/// A report whose tables are read by their labels, and may still be read otherwise.
pub struct Recognition<'d> {
    document: &'d Document,
    rows: Vec<Row<'d>>,
    headings: Vec<Heading>,
    zones: Vec<Zone>,
    found: [Option<tables::Reading>; 3],
    notes: Vec<Note>,
}

impl<'d> Recognition<'d> {
    /// Finds the parts and the tables of a document, and reads the tables by their labels.
    ///
    /// # Errors
    /// When neither two of the six headings nor any of the three tables is in it, or more figures than a report has.
    pub fn of(document: &'d Document) -> Result<Self, Error> {
        let rows = stream::rows(document)?;
        let headings = parts::headings(&rows);
        let zones = tables::zones(&rows, &headings);
        if zones.is_empty() && headings.len() < 2 {
            return Err(Error::new(
                ErrorKind::NotAReport,
                "没有认出政府信息公开工作年度报告的内容：六个部分的标题和三张表都没有找到。请确认打开的是年度报告全文。",
            ));
        }
        let found = read_tables(&rows, &zones);
        Ok(Self { document, rows, headings, zones, found, notes: Vec::new() })
    }

    /// The other reading of a table whose rows did not all come out by their labels, if it has one.
    pub fn candidate(&self, table: Table) -> Option<Candidate> {
        self.cut(table, Cut::Anywhere)
            .or_else(|| readings::gaps(self.found[table as usize].as_ref().filter(|reading| !reading.is_whole())?))
    }

    /// Table three put together page by page, where all its rows and columns add up so.
    pub fn by_pages(&self) -> Option<Candidate> {
        self.cut(Table::T3, Cut::ByPages)
    }

    fn cut(&self, table: Table, cut: Cut) -> Option<Candidate> {
        let reading = self.found[table as usize].as_ref().filter(|reading| !reading.is_whole())?;
        let of = |table: Table| self.zones.iter().find(|zone| zone.table == table).map(|zone| &zone.rows);
        let neighbours = [of(Table::T3), of(Table::T4)];
        readings::candidate(&self.rows, of(table)?, table, &reading.read, neighbours, cut)
    }

    /// One table as it stands: what was found of it, and its cells.
    pub fn table(&self, table: Table) -> Option<(&TableRead, &BTreeMap<CellId, Cell>)> {
        self.found[table as usize].as_ref().map(|reading| (&reading.read, &reading.cells))
    }

    /// Reads a table as a candidate has it, with these cells; rows that are not among them stay unread.
    pub fn take(&mut self, candidate: Candidate, cells: BTreeMap<CellId, Cell>, order: super::Reading) {
        let Candidate { table, mut read, rows, .. } = candidate;
        let absent = read.form.cells(table).into_iter().filter(|id| !cells.contains_key(id));
        read.unread_rows = absent.map(|id| id.row).collect();
        read.unread_rows.dedup();
        let is_filled = |row: FormRow| cells.keys().any(|id| id.row == row);
        read.miscounted_rows.retain(|miscounted| table == Table::T4 || !is_filled(miscounted.row));
        let form = read.form;
        self.found[table as usize] =
            Some(tables::Reading { read, cells, rows, orphans: false, order, notes: Vec::new() });
        // Table four has no words of its own that tell the forms apart.
        if let (Table::T3, Some(four)) = (table, &mut self.found[Table::T4 as usize]) {
            four.read.form = form;
        }
    }

    /// Adds what has to be known of the reading.
    pub fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    /// The report, with the tables as they stand.
    pub fn finish(self) -> Report {
        let Self { document, rows, headings, zones, found, notes } = self;
        let first = headings.iter().map(|heading| heading.row).chain(zones.iter().map(|zone| zone.rows.start)).min();
        let first = first.unwrap_or(0);
        let front = parts::front(&rows, first);
        let in_table = |index: usize| found.iter().flatten().any(|reading| reading.rows.contains(&index));
        let text_rows: Vec<(usize, Line)> = rows
            .iter()
            .enumerate()
            .filter(|(index, row)| !in_table(*index) || row.tokens.iter().any(|token| token.kind == Kind::Prose))
            .filter_map(|(index, row)| row.line().map(|(text, anchor)| (index, Line { text, anchor })))
            .filter(|(_, line)| !line.text.is_empty())
            .collect();
        let preface = text_rows
            .iter()
            .filter(|(index, _)| *index < first && !front.rows.contains(index))
            .map(|(_, line)| line.clone())
            .collect::<Vec<_>>();
        let parts = parts_of(&headings, &text_rows, rows.len());
        let overview = parts.iter().find(|part| part.kind == PartKind::Overview);
        let year = front.year.or_else(|| {
            let body = overview.map_or(&[][..], |part| part.body.as_slice());
            parts::year_of_text(
                preface.iter().map(|line| line.text.as_str()),
                body.iter().map(|line| line.text.as_str()),
            )
        });
        let outside: usize = text_rows.iter().map(|(_, line)| line.text.chars().count()).sum();
        let bare = headings.is_empty() && outside < TEXT_OF_A_FRAGMENT;
        let of_tables: Vec<Note> = found.iter().flatten().flat_map(|reading| reading.notes.clone()).collect();
        let found = gathered(found);
        let only_tables = front.title.is_none() && preface.is_empty() && are_tables(&parts, &found.tables);
        let scope = if bare || only_tables { Scope::Fragment } else { Scope::Whole };
        Report {
            title: front.title,
            agency: front.agency,
            year,
            preface,
            parts,
            tables: found.tables,
            cells: found.cells,
            scope,
            reading: found.reading,
            notes: document.notes.iter().cloned().chain(of_tables).chain(notes).collect(),
            sheets: document.sheets.clone(),
        }
    }
}

/// Whether these are tables under the headings of their parts, without one word of text: copied out of a report.
fn are_tables(parts: &[Part], tables: &Tables) -> bool {
    let is_table =
        |part: &Part| part.body.is_empty() && part.kind.table().is_some_and(|table| tables.get(table).is_some());
    !parts.is_empty() && parts.iter().all(is_table)
}

struct Found {
    tables: Tables,
    cells: BTreeMap<CellId, Cell>,
    reading: super::Reading,
}

fn read_tables(rows: &[Row<'_>], zones: &[Zone]) -> [Option<tables::Reading>; 3] {
    let zone = |table: Table| zones.iter().find(|zone| zone.table == table).map(|zone| &zone.rows);
    let t2 = zone(Table::T2).and_then(|zone| table_two::read(rows, zone));
    let fallback = t2.as_ref().map_or(Form::F2021, |reading| reading.read.form);
    let t3 = zone(Table::T3).and_then(|zone| table_three::read(rows, zone, fallback));
    let form = t3.as_ref().map_or(fallback, |reading| reading.read.form);
    let t4 = zone(Table::T4).and_then(|zone| table_four::read(rows, zone, form));
    [t2, t3, t4]
}

/// The tables as the report has them, and how they were read: as the least sure of them.
fn gathered(found: [Option<tables::Reading>; 3]) -> Found {
    let mut all = Found { tables: Tables::default(), cells: BTreeMap::new(), reading: super::Reading::LabelAligned };
    let slots = [&mut all.tables.t2, &mut all.tables.t3, &mut all.tables.t4];
    for (slot, reading) in slots.into_iter().zip(found) {
        let Some(mut reading) = reading else { continue };
        let came_apart = reading.orphans || reading.read.unread_rows.len() >= UNREAD_ROWS_OF_A_FRAGMENTED_TABLE;
        all.reading = all.reading.max(if came_apart { super::Reading::Fragmented } else { reading.order });
        // The few cells of the other tables are put among the many of table three.
        if reading.cells.len() > all.cells.len() {
            std::mem::swap(&mut reading.cells, &mut all.cells);
        }
        all.cells.extend(reading.cells);
        *slot = Some(reading.read);
    }
    all
}

fn parts_of(headings: &[Heading], text_rows: &[(usize, Line)], end: usize) -> Vec<Part> {
    let ends = headings.iter().skip(1).map(|heading| heading.row).chain([end]);
    headings
        .iter()
        .zip(ends)
        .map(|(heading, end)| {
            let inside = text_rows.iter().filter(|(index, _)| *index > heading.row && *index < end);
            let body = heading.rest.iter().cloned().chain(inside.map(|(_, line)| line.clone())).collect();
            Part { kind: heading.kind, number: heading.number, heading: heading.line.clone(), body }
        })
        .collect()
}
