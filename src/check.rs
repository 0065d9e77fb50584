//! The one entry of the engine: bytes and a name in, everything that can be said about them out.

mod ignoring;
mod last_year;
mod memory;
mod reading;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Coverage, Diagnostic, Severity};
use crate::error::{Error, ErrorKind};
use crate::location::CellId;
pub use crate::readers::archive;
pub use crate::repair::Repairs;
use crate::repair::Trust;
pub use crate::report::form::find_cell;
use crate::report::recognise::Recognition;
pub use crate::report::saved;
use crate::report::supply::{Content, Heading, Refused, Supplement, not_recognised};
use crate::report::{Edit, Edited, Report, Scope};
use crate::rules::Subject;
pub use crate::rules::equations::Tally;
use crate::{readers, repair, rules};
pub use ignoring::{Decisions, Ignore, Ignored, Off};
use last_year::Neighbour;
pub use last_year::{Beside, Pairing, Predecessor, TwoYears};
pub use memory::Memory;
use memory::Shelf;

/// What the caller may set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Cells that were checked against the original: no repair changes them.
    pub locked: Vec<CellId>,
    /// Cells that the text or last year's report confirms: repairs rather change others.
    pub confirmed: Vec<CellId>,
    /// What is to stand in cells in place of what the document says; of several edits of a cell the last one counts.
    pub edits: Vec<Edit>,
    /// Tables beside the document, where it has none itself; of several for one table the first counts.
    pub supplements: Vec<Supplement>,
    /// Whose report it is, where there is nothing but supplements.
    pub heading: Heading,
    /// The report of the year before, to compare with.
    pub last_year: Option<Predecessor>,
    /// The findings that are ignored, and the rules that are switched off.
    pub decisions: Decisions,
}

/// What was found out about one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The name the document came with.
    pub source: String,
    /// The report as it was read, with the edits made.
    pub report: Report,
    /// The cells that say something else than the document, in the order of the form.
    pub edited: Vec<Edited>,
    /// The supplements that could not be taken.
    pub refused: Vec<Refused>,
    /// The findings, in canonical order.
    pub findings: Vec<Diagnostic>,
    /// The findings that the user decided to ignore, in canonical order.
    pub ignored: Vec<Ignored>,
    /// What was ignored once in this report and is not found any more.
    pub stale: Vec<Ignore>,
    /// What became of the report of the year before; `None` where none was given.
    pub last_year: Option<Beside>,
    /// What would make every equation hold.
    pub repairs: Repairs,
    /// How far each rule could look, in the order of the catalogue.
    pub coverage: Vec<Coverage>,
    /// How many of the equations hold.
    pub identities: Tally,
}

impl Outcome {
    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// Checks one document: sniffs its format by content, reads it, recognises the report, runs every rule.
///
/// The same bytes always give the same outcome, natively and in the browser.
///
/// # Errors
/// Only when nothing could be read: too large, no text, or no trace of an annual report. The message says why. An
/// archive of several documents is not checked as one: [`archive::Archive`] takes it apart. An empty document is none
/// where tables are supplied: they are checked by themselves.
///
/// ```
/// use gouji::{check, Options};
/// let text = "| （一）予以公开 | 4 | 2 | 0 | 0 | 1 | 0 | 9 |";
/// let outcome = check("草稿.txt", text.as_bytes(), &Options::default()).unwrap();
/// assert_eq!(outcome.findings[0].rule.as_str(), "row-total-mismatch");
/// ```
pub fn check(name: &str, bytes: &[u8], options: &Options) -> Result<Outcome, Error> {
    Memory::default().check(name, bytes, options)
}

fn check_with(shelf: &mut Shelf, name: &str, bytes: &[u8], options: &Options) -> Result<Outcome, Error> {
    let mut report = match &shelf.reading(bytes).report {
        Ok(report) => report.clone(),
        Err(error) if error.kind == ErrorKind::Empty && !options.supplements.is_empty() => without_document(options),
        Err(error) => return Err(error.clone()),
    };
    let supplements = options.supplements.iter();
    let refused = supplements.filter_map(|supplement| supply(shelf, &mut report, supplement).err()).collect();
    let edited = report.edit(&options.edits);
    let before = options.last_year.as_ref().map(|given| (given, shelf.reading(&given.bytes)));
    let neighbour = Neighbour::of(before.as_ref().map(|(given, reading)| (*given, &reading.report)), &report);
    let decisions = &options.decisions;
    let subject = Subject::new(&report, neighbour.for_rules());
    let (findings, coverage) = rules::run(&subject, |rule| decisions.off(rule));
    let identities = subject.tally();
    let mut confirmed = neighbour.confirmed(&report);
    confirmed.extend(&options.confirmed);
    let repairs = repair::locate_by(subject.values(), Trust { locked: &options.locked, confirmed: &confirmed });
    let last_year = neighbour.told(&report, &findings);
    let (findings, ignored, stale) = decisions.part(&report, findings, &coverage);
    let source = name.to_owned();
    Ok(Outcome { source, report, edited, refused, findings, ignored, stale, last_year, repairs, coverage, identities })
}

fn read(bytes: &[u8]) -> Result<Report, Error> {
    if let Some(report) = saved::open(bytes) {
        return Ok(report);
    }
    let document = readers::read(bytes)?;
    let mut recognition = Recognition::of(&document)?;
    reading::settle(&mut recognition);
    Ok(recognition.finish())
}

/// What tables without a document are put into: nobody promised the text around them.
fn without_document(options: &Options) -> Report {
    let Heading { agency, year } = options.heading.clone();
    Report { agency, year, scope: Scope::Fragment, ..Report::default() }
}

fn supply(shelf: &mut Shelf, report: &mut Report, Supplement { table, content }: &Supplement) -> Result<(), Refused> {
    let table = *table;
    let bytes = match content {
        Content::Empty(form) => {
            report.supply_empty(table, *form);
            return Ok(());
        }
        Content::Pasted(text) => text.as_bytes(),
        Content::File(bytes) => bytes,
    };
    let taken = match &shelf.reading(bytes).report {
        Ok(other) => report.supply_from(table, other),
        Err(error) if matches!(error.kind, ErrorKind::NotAReport | ErrorKind::Empty) => Err(not_recognised(table)),
        Err(error) => Err(error.message.clone()),
    };
    taken.map_err(|message| Refused { table, message })
}
