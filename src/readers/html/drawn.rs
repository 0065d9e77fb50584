//! Tables drawn without the tags of tables: by `display:table-cell` and its like, or by ARIA roles.
//!
//! Such elements have end tags like any other of their name, so that those are told by counting.

use super::look::Display;
use super::tags::Tag;

/// The most open elements that are kept in mind; what is deeper is read as text.
const DEEPEST: usize = 256;

/// The elements that are open from the first drawn table on.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    open: Vec<Open>,
}

/// An open element.
#[derive(Debug)]
struct Open {
    name: Vec<u8>,
    /// The part of a table it draws.
    part: Option<Tag>,
    /// The table the part belongs to.
    table: u32,
}

/// The part of a table that an element draws.
pub(super) fn part(role: &[u8], display: Option<Display>) -> Option<Tag> {
    match role {
        b"table" | b"grid" | b"treegrid" => return Some(Tag::Table),
        b"rowgroup" => return Some(Tag::Group),
        b"row" => return Some(Tag::Row),
        b"cell" | b"gridcell" | b"columnheader" | b"rowheader" => return Some(Tag::Cell),
        _ => {}
    }
    match display? {
        Display::Table => Some(Tag::Table),
        Display::Group => Some(Tag::Group),
        Display::Row => Some(Tag::Row),
        Display::Cell => Some(Tag::Cell),
        Display::None | Display::Other => None,
    }
}

impl Drawn {
    pub(super) const fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Keeps an element in mind; `false` where that is too many, and it draws nothing.
    pub(super) fn start(&mut self, name: &[u8], part: Option<Tag>, table: u32) -> bool {
        if self.open.len() == DEEPEST {
            return false;
        }
        self.open.push(Open { name: name.to_owned(), part, table });
        true
    }

    /// The part that ends with this end tag, and its table. Elements inside it that have no end tag end with it.
    pub(super) fn end(&mut self, name: &[u8]) -> Option<(Tag, u32)> {
        let index = self.open.iter().rposition(|open| open.name == name)?;
        let ended = self.open.drain(index..).next()?;
        ended.part.map(|part| (part, ended.table))
    }
}
