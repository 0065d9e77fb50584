//! From a document to a report. Recognition never fails on a damaged report; it only refuses what is no report at all.

use std::collections::BTreeMap;
use std::ops::Range;

use super::form::Form;
use super::parts::{self, Heading};
use super::stream::{self, Kind, Row};
use super::tables::{self, Zone};
use super::{Cell, Line, Part, PartKind, Reading, Report, Scope, Tables, table_four, table_three, table_two};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::location::{CellId, Table};

/// Text outside the tables, in characters, below which a document without headings is a table pasted alone.
const TEXT_OF_A_FRAGMENT: usize = 300;

/// How many unread rows show that a table came apart, and not only that a row or two were spoilt.
const UNREAD_ROWS_OF_A_FRAGMENTED_TABLE: usize = 3;

/// Recognises the report in a document.
///
/// # Errors
/// When neither two of the six headings nor any of the three tables is in it.
pub fn recognise(document: &Document) -> Result<Report, Error> {
    let rows = stream::rows(document);
    let headings = parts::headings(&rows);
    let heading_rows: Vec<usize> = headings.iter().map(|heading| heading.row).collect();
    let zones = tables::zones(&rows, &headings);
    if zones.is_empty() && headings.len() < 2 {
        return Err(Error::new(
            ErrorKind::NotAReport,
            "没有认出政府信息公开工作年度报告的内容：六个部分的标题和三张表都没有找到。请确认打开的是年度报告全文。",
        ));
    }
    let found = read_tables(&rows, &zones);
    let first = heading_rows.iter().chain(zones.iter().map(|zone| &zone.rows.start)).min().copied().unwrap_or(0);
    let front = parts::front(&rows, first);
    let in_table = |index: usize| found.rows.iter().any(|rows| rows.contains(&index));
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
        parts::year_of_text(preface.iter().map(|line| line.text.as_str()), body.iter().map(|line| line.text.as_str()))
    });
    let outside: usize = text_rows.iter().map(|(_, line)| line.text.chars().count()).sum();
    let bare = headings.is_empty() && outside < TEXT_OF_A_FRAGMENT;
    let only_tables = front.title.is_none() && preface.is_empty() && are_tables(&parts, &found.tables);
    let scope = if bare || only_tables { Scope::Fragment } else { Scope::Whole };
    Ok(Report {
        title: front.title,
        agency: front.agency,
        year,
        preface,
        parts,
        tables: found.tables,
        cells: found.cells,
        scope,
        reading: found.reading,
        notes: document.notes.clone(),
        sheets: document.sheets.clone(),
    })
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
    rows: Vec<Range<usize>>,
    reading: Reading,
}

fn read_tables(rows: &[Row<'_>], zones: &[Zone]) -> Found {
    let zone = |table: Table| zones.iter().find(|zone| zone.table == table).map(|zone| &zone.rows);
    let t2 = zone(Table::T2).and_then(|zone| table_two::read(rows, zone));
    let fallback = t2.as_ref().map_or(Form::F2021, |reading| reading.read.form);
    let t3 = zone(Table::T3).and_then(|zone| table_three::read(rows, zone, fallback));
    let form = t3.as_ref().map_or(fallback, |reading| reading.read.form);
    let t4 = zone(Table::T4).and_then(|zone| table_four::read(rows, zone, form));
    let mut found =
        Found { tables: Tables::default(), cells: BTreeMap::new(), rows: Vec::new(), reading: Reading::LabelAligned };
    let slots = [&mut found.tables.t2, &mut found.tables.t3, &mut found.tables.t4];
    for (slot, reading) in slots.into_iter().zip([t2, t3, t4]) {
        let Some(reading) = reading else { continue };
        if reading.orphans || reading.read.unread_rows.len() >= UNREAD_ROWS_OF_A_FRAGMENTED_TABLE {
            found.reading = Reading::Fragmented;
        }
        found.cells.extend(reading.cells);
        found.rows.push(reading.rows);
        *slot = Some(reading.read);
    }
    found
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
