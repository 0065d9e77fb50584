//! A document, whatever it came from: paragraphs and tables in reading order, each with its place in the source.
//!
//! Nothing here knows what an annual report is.

pub mod figure;
pub mod fold;
pub mod grid;
pub mod number;

use crate::location::Anchor;
use grid::Grid;

/// A document in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Its blocks.
    pub blocks: Vec<Block>,
}

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph, or one line of plain text.
    Paragraph(Paragraph),
    /// A table.
    Table(Grid),
}

/// A paragraph of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its text, trimmed; never empty.
    pub text: String,
    /// Where it stands.
    pub anchor: Anchor,
}
