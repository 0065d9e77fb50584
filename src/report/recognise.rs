//! From a document to a report.

use super::Report;
use crate::document::Document;
use crate::error::Error;

/// Recognises the report in a document.
///
/// # Errors
/// When no part and no table of an annual report is in it.
pub fn recognise(_document: &Document) -> Result<Report, Error> {
    Ok(Report::default())
}
