//! From outcomes and reports to what is read elsewhere: one format, one file.
//!
//! [`Format`] writes what was found about documents, for the command line; [`table`] writes the tables themselves, for
//! a clipboard; [`catalogue`] what the rules are. Nothing here prints, reads a file, or judges a report.

#[cfg(not(target_arch = "wasm32"))]
mod catalogue;
#[cfg(not(target_arch = "wasm32"))]
mod run;
mod spreadsheet;
pub mod table;

#[cfg(not(target_arch = "wasm32"))]
pub use catalogue::catalogue;
#[cfg(not(target_arch = "wasm32"))]
pub use run::{Detail, Document, Format, Paint, Piece, Refusal, Tally};

/// The text as HTML that shows it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
