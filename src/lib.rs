//! Gouji 勾稽 checks Chinese annual reports on government information disclosure.
//!
//! # One report's way through
//!
//! ```text
//! bytes → readers → Document → report::recognise → Report → rules::run → findings + coverage → Outcome
//!                                                                                          ├→ ui (the page)
//!                                                                                          └→ render (command line)
//! ```
//!
//! It flows one way; nothing downstream reaches back. [`check()`] is the one entry.
//!
//! # Map
//!
//! | module | what is in it |
//! |---|---|
//! | [`mod@check`] | the one entry |
//! | [`diagnostic`] | findings and coverage, and their one order |
//! | [`location`] | names of cells, places in the user's document |
//! | [`regulation`] | the regulations as data |
//! | [`limits`] | every limit on input, in one place |
//! | [`document`] | format-neutral blocks, grids with merged cells, exact figures |
//! | [`readers`] | one input format, one file; chosen by content |
//! | [`mod@report`] | both official forms as data; from a document to a report |
//! | [`rules`] | one rule, one file; equations are data |
//! | [`repair`] | error localisation: the least set of cells that is wrong |
//! | [`plant`] | one realistic slip planted into a report, to try the rest on |
//! | [`portfolio`] | several reports together: two drafts of one |
//! | [`render`] | outcomes as text, JSON, SARIF and CSV, for the command line; tables for the clipboard; the catalogue |
//! | [`ui`] | the page |
//!
//! # Invariants
//!
//! 1. Reading never fails halfway: a damaged table still gives a report and findings.
//! 2. Every finding names table, row and column in the words of the form, the figures, and the clause.
//! 3. Every cell can be traced to its place in the user's document.
//! 4. Nothing is applied by itself; a repair is a suspicion until the user checks the original.
//! 5. "Checked and clean", "not applicable" and "could not be checked" are three answers.
//! 6. Same bytes in, same outcome out, in the same order, natively and in the browser.

pub mod check;
pub mod diagnostic;
pub mod document;
pub mod error;
pub mod limits;
pub mod location;
pub mod plant;
pub mod portfolio;
pub mod readers;
pub mod regulation;
pub mod render;
pub mod repair;
pub mod report;
pub mod rules;
pub mod ui;

pub use check::{Options, Outcome, check};
pub use error::Error;
