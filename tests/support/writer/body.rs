//! The report in reading order: title, parts, tables.

use gouji::location::Table;
use gouji::report::PartKind;

use super::Style;
use crate::support::model::Model;
use crate::support::sheet::{self, Sheet};

pub enum Block {
    Title(String),
    Heading(String),
    Paragraph(String),
    Table(Sheet),
}

pub struct Body {
    pub title: String,
    pub blocks: Vec<Block>,
}

impl Body {
    pub fn new(model: &Model, style: &Style, split_head: bool) -> Self {
        let mut blocks = vec![Block::Title(model.title())];
        let text = |lines: &[String]| lines.iter().cloned().map(Block::Paragraph).collect::<Vec<_>>();
        let table = |table: Table| Block::Table(sheet::print(model, table, style, split_head));
        blocks.extend(text(&model.preface));
        for kind in PartKind::ALL {
            blocks.push(Block::Heading(style.heading(kind)));
            match kind {
                PartKind::Overview => blocks.extend(text(&model.overview)),
                PartKind::Problems => blocks.extend(text(&model.problems)),
                PartKind::Other => blocks.extend(text(&model.other)),
                PartKind::Proactive | PartKind::Requests | PartKind::Reviews => blocks.extend(kind.table().map(table)),
            }
        }
        Self { title: model.title(), blocks }
    }
}
