//! What the readers' unit tests share.

use crate::document::grid::{Grid, GridCell};
use crate::document::{Block, Document};

#[path = "../../tests/support/packed.rs"]
mod archive;

/// A container of these parts, each a name and a content.
pub(super) fn packed(parts: &[(&[u8], &[u8])]) -> Vec<u8> {
    let names: Vec<String> = parts.iter().map(|(name, _)| String::from_utf8_lossy(name).into_owned()).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(String::as_str).zip(parts.iter().map(|part| part.1)).collect();
    archive::packed(&files)
}

/// The document in short: a paragraph by itself; rows of a table by `/`, its cells with their spans.
pub(super) fn shown(document: &Document) -> Vec<String> {
    let cell = |cell: &GridCell| match (cell.row_span, cell.column_span) {
        (1, 1) => cell.text.clone(),
        (rows, columns) => format!("{}:{rows}x{columns}", cell.text),
    };
    let row = |grid: &Grid, row| grid.row(row).map(cell).collect::<Vec<_>>().join(" ");
    let block = |block: &Block| match block {
        Block::Paragraph(paragraph) => paragraph.text.clone(),
        Block::Table(grid) => {
            format!("[{}]", (0..grid.height()).map(|at| row(grid, at)).collect::<Vec<_>>().join("/"))
        }
    };
    document.blocks.iter().map(block).collect()
}
