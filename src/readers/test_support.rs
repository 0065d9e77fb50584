//! What the readers' unit tests share.

use std::io::Write as _;

use rawzip::CompressionMethod;

use crate::document::grid::{Grid, GridCell};
use crate::document::{Block, Document};

/// A container of these parts, each a name and a content.
pub(super) fn packed(parts: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut bytes);
    for (name, content) in parts {
        let name = String::from_utf8_lossy(name).into_owned();
        let (mut entry, config) =
            archive.new_file(&name).compression_method(CompressionMethod::DEFLATE).start().expect("a new part");
        let mut writer = config.wrap(flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::fast()));
        writer.write_all(content).expect("packed");
        let (encoder, descriptor) = writer.finish().expect("packed");
        encoder.finish().expect("packed");
        entry.finish(descriptor).expect("packed");
    }
    archive.finish().expect("an archive");
    bytes
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
