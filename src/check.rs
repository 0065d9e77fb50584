//! The one entry of the engine: bytes and a name in, everything that can be said about them out.

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Coverage, Diagnostic, Severity};
use crate::document::number::Decimal;
use crate::error::Error;
use crate::location::CellId;
use crate::report::Report;
use crate::{readers, report, rules};

/// What the caller may set. Nothing yet: the type is here so that adding a setting breaks no caller.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Options {}

/// What was found out about one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The name the document came with.
    pub source: String,
    /// The report as it was read.
    pub report: Report,
    /// The findings, in canonical order.
    pub findings: Vec<Diagnostic>,
    /// What would make every equation hold.
    pub repairs: Repairs,
    /// How far each rule could look, in the order of the catalogue.
    pub coverage: Vec<Coverage>,
}

impl Outcome {
    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// The least changes that make every equation hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repairs {
    /// What can be said.
    pub status: RepairStatus,
    /// The least number of cells that must change, proven; `None` when undecided.
    pub changes_needed: Option<u32>,
    /// All least options, best first.
    pub options: Vec<RepairOption>,
}

/// What can be said about repairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepairStatus {
    /// Every equation that could be judged holds.
    Clean,
    /// There is one least option, proven.
    Unique,
    /// There are several least options.
    Ambiguous,
    /// Not searched, or the search was cut off: said, never guessed.
    Undecided,
}

/// One way to make every equation hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepairOption {
    /// The cells that change.
    pub changes: Vec<Change>,
    /// The slip it looks like, kebab-case.
    pub pattern: Option<String>,
    /// Why, in Chinese.
    pub reason: Option<String>,
}

/// One cell that changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The cell.
    pub cell: CellId,
    /// What is written; `None` for a blank.
    pub from: Option<Decimal>,
    /// What it should say.
    pub to: Decimal,
}

/// Checks one document: sniffs its format by content, reads it, recognises the report, runs every rule.
///
/// The same bytes always give the same outcome, natively and in the browser.
///
/// # Errors
/// Only when nothing could be read: too large, no text, or no trace of an annual report. The message says why.
///
/// ```
/// use gouji::{check, Options};
/// let text = "| （一）予以公开 | 4 | 2 | 0 | 0 | 1 | 0 | 9 |";
/// let outcome = check("草稿.txt", text.as_bytes(), &Options::default()).unwrap();
/// assert_eq!(outcome.findings[0].rule.as_str(), "row-total-mismatch");
/// ```
pub fn check(name: &str, bytes: &[u8], _options: &Options) -> Result<Outcome, Error> {
    let document = readers::read(bytes)?;
    let report = report::recognise::recognise(&document)?;
    let (findings, coverage) = rules::run(&report);
    let balanced = !findings.iter().any(|finding| finding.figures.is_some());
    let status = if balanced { RepairStatus::Clean } else { RepairStatus::Undecided };
    let repairs = Repairs { status, changes_needed: balanced.then_some(0), options: Vec::new() };
    Ok(Outcome { source: name.to_owned(), report, findings, repairs, coverage })
}
