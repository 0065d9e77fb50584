//! From outcomes and reports to what is read elsewhere: one format, one file.
//!
//! [`Format`] writes what was found about documents, for the command line; [`table`] writes the tables themselves, for
//! a clipboard. Nothing here prints, reads a file, or judges a report.

mod spreadsheet;
pub mod table;

#[cfg(not(target_arch = "wasm32"))]
mod csv;
#[cfg(not(target_arch = "wasm32"))]
mod json;
#[cfg(not(target_arch = "wasm32"))]
mod run;
#[cfg(not(target_arch = "wasm32"))]
mod sarif;
#[cfg(not(target_arch = "wasm32"))]
mod text;

#[cfg(not(target_arch = "wasm32"))]
pub use run::{Detail, Document, Format, Paint, Piece, Refusal, Tally};

#[cfg(not(target_arch = "wasm32"))]
use run::cell_name;
