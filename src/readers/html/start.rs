//! A start tag and those of its attributes that matter.

use super::drawn;
use super::look::{Display, Look};
use super::sheet::Sheet;
use super::tags::Tag;

/// A start tag, as far as it matters here.
#[derive(Debug, Default)]
pub(super) struct StartTag {
    /// Its lower-case name.
    pub name: Vec<u8>,
    /// What it does.
    pub tag: Tag,
    /// Where it begins, in bytes.
    pub offset: usize,
    /// `rowspan`; 0 stands for all rows of the group.
    pub row_span: usize,
    /// `colspan`, or `span` of a column.
    pub column_span: usize,
    /// Whether it ends with `/>`, which HTML heeds only for names of other languages.
    pub is_self_closing: bool,
    /// `type`.
    pub kind: Vec<u8>,
    /// `value`.
    pub content: Vec<u8>,
    /// `start`, the number of a list's first item.
    pub first: Option<u32>,
    /// `srcdoc`, a page of its own.
    pub page: Vec<u8>,
    /// The figure a spreadsheet put beside what it shows.
    pub figure: Option<String>,
    /// How it is shown.
    pub look: Look,
    class: Vec<u8>,
    id: Vec<u8>,
    role: Vec<u8>,
    has_hidden: bool,
    attribute: Attribute,
}

/// The attributes that matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Attribute {
    RowSpan,
    ColumnSpan,
    Style,
    Class,
    Id,
    Role,
    Kind,
    Content,
    First,
    Page,
    Figure,
    #[default]
    Other,
}

/// Whether and how an element is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hiding {
    /// It is shown.
    No,
    /// It shows nothing, and a cell keeps its place.
    Blank,
    /// It is not there.
    Gone,
}

impl StartTag {
    /// Begins anew with the tag that was opened.
    pub(super) fn open(&mut self, name: &[u8], offset: usize) {
        self.name.clear();
        self.name.extend_from_slice(name);
        self.tag = Tag::of(name);
        self.offset = offset;
        (self.row_span, self.column_span) = (1, 1);
        for text in [&mut self.kind, &mut self.content, &mut self.page, &mut self.class, &mut self.id, &mut self.role] {
            text.clear();
        }
        self.first = None;
        self.figure = None;
        self.look = Look::default();
        self.has_hidden = false;
        self.attribute = Attribute::Other;
    }

    /// Takes notice of an attribute.
    pub(super) fn attribute(&mut self, name: &[u8]) {
        self.attribute = match name {
            b"rowspan" | b"aria-rowspan" => Attribute::RowSpan,
            b"colspan" | b"aria-colspan" | b"span" => Attribute::ColumnSpan,
            b"style" => Attribute::Style,
            b"class" => Attribute::Class,
            b"id" => Attribute::Id,
            b"role" => Attribute::Role,
            b"type" => Attribute::Kind,
            b"value" => Attribute::Content,
            b"start" => Attribute::First,
            b"srcdoc" => Attribute::Page,
            // Excel and WPS; LibreOffice.
            b"x:num" | b"sdval" => Attribute::Figure,
            _ => Attribute::Other,
        };
        self.has_hidden |= name == b"hidden";
    }

    /// Takes notice of the value of the last attribute.
    pub(super) fn value(&mut self, value: &[u8]) {
        let text = match self.attribute {
            Attribute::RowSpan => return self.row_span = number(value).unwrap_or(1),
            Attribute::ColumnSpan => return self.column_span = number(value).unwrap_or(1),
            Attribute::Style => return self.look = Look::of(value),
            Attribute::First => return self.first = count(value),
            Attribute::Figure => return self.figure = figure(value),
            Attribute::Other => return,
            Attribute::Class => &mut self.class,
            Attribute::Id => &mut self.id,
            Attribute::Role => &mut self.role,
            Attribute::Kind => &mut self.kind,
            Attribute::Content => &mut self.content,
            Attribute::Page => &mut self.page,
        };
        text.extend_from_slice(value);
    }

    /// Adds what the page's style sheets say of the element.
    pub(super) fn heed(&mut self, sheet: &Sheet) {
        if !sheet.is_empty() {
            self.look = self.look.or(sheet.look(&self.name, &self.id, &self.class));
        }
    }

    /// The part of a table that the element draws without having its tag.
    pub(super) fn drawn_part(&self) -> Option<Tag> {
        match self.tag {
            Tag::Inline | Tag::Block | Tag::Paragraph => drawn::part(&self.role, self.look.display),
            _ => None,
        }
    }

    /// The item's own number.
    pub(super) fn own_number(&self) -> Option<u32> {
        count(&self.content)
    }

    /// Whether it marks what was deleted, or inserted, while changes were tracked.
    pub(super) fn is_deletion(&self) -> bool {
        self.name == b"del" || self.class.eq_ignore_ascii_case(b"msodel")
    }

    pub(super) fn is_insertion(&self) -> bool {
        self.class.eq_ignore_ascii_case(b"msoins")
    }

    /// Whether what is inside this element is passed over.
    pub(super) fn hiding(&self) -> Hiding {
        match self.tag {
            Tag::Void | Tag::Break => return if self.is_gone() { Hiding::Gone } else { Hiding::No },
            // `<xml/>` and `<svg/>` belong to other languages, where the slash ends the element.
            Tag::Opaque => {
                let ends = self.is_self_closing && matches!(self.name.as_slice(), b"xml" | b"svg" | b"math");
                return if ends { Hiding::No } else { Hiding::Gone };
            }
            Tag::RubyText => return Hiding::Gone,
            // A page that hides itself as a whole is shown by its script in the end.
            Tag::Block if matches!(self.name.as_slice(), b"html" | b"body") => return Hiding::No,
            _ if self.is_self_closing && self.name.contains(&b':') => return Hiding::No,
            _ => {}
        }
        if self.is_gone() || self.is_deletion() {
            return Hiding::Gone;
        }
        let is_unseen = self.look.is_invisible == Some(true)
            || self.look.is_hidden_in_word
            || self.look.has_no_size && self.tag == Tag::Inline;
        match is_unseen {
            true if self.tag == Tag::Cell => Hiding::Blank,
            true => Hiding::Gone,
            false => Hiding::No,
        }
    }

    /// Whether it takes no place on the page.
    pub(super) fn is_gone(&self) -> bool {
        match self.look.display {
            Some(Display::None) => true,
            Some(_) => false,
            None => self.has_hidden || self.look.is_collapsed,
        }
    }

    /// What a field of a form shows.
    pub(super) fn field(&self) -> Option<&[u8]> {
        let is_text =
            matches!(self.kind.to_ascii_lowercase().as_slice(), b"" | b"text" | b"number" | b"tel" | b"search");
        (self.name == b"input" && is_text && !self.content.is_empty()).then_some(&self.content)
    }
}

/// The number a span attribute begins with; `None` where there is none. The grid cuts forged ones.
fn number(value: &[u8]) -> Option<usize> {
    let value = value.trim_ascii_start();
    let digits = value.iter().take_while(|byte| byte.is_ascii_digit());
    digits
        .map(|digit| usize::from(digit - b'0'))
        .fold(None, |number: Option<usize>, digit| Some(number.unwrap_or(0).saturating_mul(10).saturating_add(digit)))
}

fn count(value: &[u8]) -> Option<u32> {
    number(value).and_then(|number| u32::try_from(number).ok())
}

/// A figure written in full: what is in tenths of something else is none.
fn figure(value: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(value.trim_ascii()).ok()?;
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.len() <= 15
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    is_plain.then(|| text.to_owned())
}
