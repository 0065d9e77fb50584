//! A document, whatever it came from: paragraphs and tables in reading order, each with its place in the source.
//!
//! Nothing here knows what an annual report is.

pub mod date;
pub mod figure;
pub mod fold;
pub mod grid;
pub mod number;

use serde::{Deserialize, Serialize};

use crate::location::Anchor;
use grid::Grid;

/// A document in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// What has to be known of the reading: what was counted, left out or doubtful.
    pub notes: Vec<Note>,
    /// The names of a book's sheets, in its order; empty for what is no spreadsheet.
    pub sheets: Vec<String>,
}

impl Document {
    /// A document of these blocks, about whose reading there is nothing to be said.
    pub fn new(blocks: Vec<Block>) -> Self {
        Self { blocks, ..Self::default() }
    }

    /// Says of every block and note where it stands once the document is part of a longer one.
    pub fn move_anchors(&mut self, mut moved: impl FnMut(Anchor) -> Anchor) {
        for block in &mut self.blocks {
            match block {
                Block::Paragraph(paragraph) => paragraph.anchor = moved(paragraph.anchor),
                Block::Table(grid) => grid.move_anchors(&mut moved),
            }
        }
        for note in &mut self.notes {
            note.anchor = note.anchor.map(&mut moved);
        }
    }
}

/// Something about the reading of a document that its reader has to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// One plain Chinese sentence.
    pub text: String,
    /// Where, if it is about one place.
    pub anchor: Option<Anchor>,
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
