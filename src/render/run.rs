//! A run over documents, in the format that was asked for.
//!
//! A run is written as a head, one [`Piece`] a document, and a tail, so that ten thousand documents need no more
//! memory than one: a piece is made from an outcome, and the outcome can go.

mod csv;
mod json;
mod sarif;
mod text;

use crate::check::Outcome;
use crate::diagnostic::{Coverage, Severity};
use crate::error::Error;
use crate::location::CellId;
use crate::report::Report;

/// What came of one document.
#[derive(Debug, Clone, Copy)]
pub enum Document<'a> {
    /// It was read and checked.
    Checked(&'a Outcome),
    /// It could not be read.
    Unreadable {
        /// The name it came with.
        source: &'a str,
        /// Why.
        error: &'a Error,
    },
}

impl<'a> Document<'a> {
    /// The name the document came with.
    pub fn source(self) -> &'a str {
        match self {
            Document::Checked(outcome) => &outcome.source,
            Document::Unreadable { source, .. } => source,
        }
    }
}

/// The formats a run can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Chinese text for people.
    Human {
        /// How much is said of each document.
        detail: Detail,
        /// Whether it is painted.
        paint: Paint,
    },
    /// One JSON object.
    Json,
    /// One JSON object a document and line.
    Jsonl,
    /// SARIF 2.1.0, for tools that show findings in an editor.
    Sarif,
    /// A table for Excel and WPS.
    Csv,
}

/// How much the text for people says of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Everything: for a document that is checked alone.
    Full,
    /// One line, and the findings under it: for one document among many.
    Brief,
}

/// Whether text is painted with terminal colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// Bare text.
    Plain,
    /// With ANSI colours.
    Colour,
}

/// One document as written, and what it adds to the count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text, ready to be written.
    pub text: String,
    /// The count of this document alone.
    pub tally: Tally,
}

/// What a run came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many documents were checked.
    pub checked: usize,
    /// How many of them have neither an error nor a warning.
    pub clean: usize,
    /// How many of them have at least one place that could not be checked.
    pub partly: usize,
    /// All errors.
    pub errors: usize,
    /// All warnings.
    pub warnings: usize,
    /// All notes.
    pub notes: usize,
    /// The documents that could not be read, in input order.
    pub refusals: Vec<Refusal>,
    /// Files in folders that were left out because they are no documents.
    pub left_out: usize,
}

/// A document that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The name it came with.
    pub source: String,
    /// Why, in one Chinese sentence.
    pub message: String,
}

impl Tally {
    /// The count of one document.
    pub fn of(document: Document<'_>) -> Self {
        match document {
            Document::Checked(outcome) => {
                let (errors, warnings) = (outcome.count(Severity::Error), outcome.count(Severity::Warning));
                Self {
                    checked: 1,
                    clean: usize::from(errors == 0 && warnings == 0),
                    partly: usize::from(outcome.coverage.iter().any(Coverage::is_open)),
                    errors,
                    warnings,
                    notes: outcome.count(Severity::Note),
                    ..Self::default()
                }
            }
            Document::Unreadable { source, error } => Self {
                refusals: vec![Refusal { source: source.to_owned(), message: error.message.clone() }],
                ..Self::default()
            },
        }
    }

    /// Adds the count of another document or run.
    pub fn add(&mut self, other: Self) {
        self.checked += other.checked;
        self.clean += other.clean;
        self.partly += other.partly;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notes += other.notes;
        self.refusals.extend(other.refusals);
        self.left_out += other.left_out;
    }

    /// How many findings are at least as grave as this.
    pub const fn at_least(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.errors + self.warnings,
            Severity::Note => self.errors + self.warnings + self.notes,
        }
    }
}

impl Format {
    /// What stands before the first document.
    pub fn head(self) -> String {
        match self {
            Format::Human { .. } | Format::Jsonl => String::new(),
            Format::Json => json::HEAD.to_owned(),
            Format::Sarif => sarif::head(),
            Format::Csv => csv::head(),
        }
    }

    /// One document. Pieces of one format are simply written one after the other, [`Format::between`] between them.
    pub fn piece(self, document: Document<'_>) -> Piece {
        let text = match self {
            Format::Human { detail, paint } => text::document(document, detail, paint),
            Format::Json => json::document(document),
            Format::Jsonl => json::document(document) + "\n",
            Format::Sarif => sarif::document(document),
            Format::Csv => csv::document(document),
        };
        Piece { text, tally: Tally::of(document) }
    }

    /// What stands between two pieces that are not empty.
    pub const fn between(self) -> &'static str {
        match self {
            Format::Human { .. } | Format::Jsonl | Format::Csv => "",
            Format::Json | Format::Sarif => ",\n",
        }
    }

    /// What stands after the last document.
    pub fn tail(self, tally: &Tally) -> String {
        match self {
            Format::Human { detail, paint } => text::tail(tally, detail, paint),
            Format::Jsonl | Format::Csv => String::new(),
            Format::Json => json::TAIL.to_owned(),
            Format::Sarif => sarif::tail(tally),
        }
    }
}

/// A cell in the words of the form, 「表三（一）予以公开·自然人」.
pub(super) fn cell_name(report: &Report, cell: CellId) -> String {
    let form = report.form(cell.table);
    format!("{}{}·{}", cell.table.name(), form.row_name(cell.row), form.column_name(cell))
}
