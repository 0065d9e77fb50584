//! What a tag means for reading text and tables, and which elements are not shown.

/// What a tag does, told by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Tag {
    /// Joins what is inside with what stands around it: `span`, `font`, `o:p` and everything unknown.
    #[default]
    Inline,
    /// Stands alone and has no end tag; breaks no line: `img`, `col`, `input`.
    Void,
    /// Breaks the line and has no end tag: `br`, `hr`.
    Break,
    /// Stands on lines of its own: `div`, `h1`, `li`.
    Block,
    /// `p`: a block that the next block ends.
    Paragraph,
    /// Keeps its line breaks: `pre`.
    Preformatted,
    /// `table`.
    Table,
    /// `thead`, `tbody`, `tfoot`.
    Group,
    /// `tr`.
    Row,
    /// `td`, `th`.
    Cell,
    /// `ruby`, which ends an open reading aid.
    Ruby,
    /// `rt`, `rp`: the reading aid over a character, not shown as text.
    RubyText,
    /// Never shown as text, and nothing but its end tag ends it: `script`, `style`, `title`, `select`.
    Opaque,
}

impl Tag {
    /// The tag with this lower-case name.
    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"p" => Tag::Paragraph,
            b"table" => Tag::Table,
            b"thead" | b"tbody" | b"tfoot" => Tag::Group,
            b"tr" => Tag::Row,
            b"td" | b"th" => Tag::Cell,
            b"br" | b"hr" => Tag::Break,
            b"pre" | b"xmp" | b"listing" => Tag::Preformatted,
            b"ruby" => Tag::Ruby,
            b"rt" | b"rp" | b"rtc" => Tag::RubyText,
            b"address" | b"article" | b"aside" | b"blockquote" | b"body" | b"caption" | b"center" | b"dd"
            | b"details" | b"dir" | b"div" | b"dl" | b"dt" | b"fieldset" | b"figcaption" | b"figure" | b"footer"
            | b"form" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"header" | b"hgroup" | b"html" | b"legend"
            | b"li" | b"main" | b"menu" | b"nav" | b"ol" | b"search" | b"section" | b"summary" | b"ul" => Tag::Block,
            b"area" | b"base" | b"basefont" | b"bgsound" | b"col" | b"colgroup" | b"embed" | b"frame" | b"img"
            | b"input" | b"link" | b"meta" | b"param" | b"source" | b"track" | b"wbr" => Tag::Void,
            b"audio" | b"canvas" | b"datalist" | b"iframe" | b"math" | b"noembed" | b"noframes" | b"noscript"
            | b"object" | b"script" | b"select" | b"style" | b"svg" | b"template" | b"textarea" | b"title"
            | b"video" | b"xml" => Tag::Opaque,
            _ => Tag::Inline,
        }
    }

    /// Whether the tag belongs to the skeleton of a table, and so ends whatever is open inside a cell.
    pub(super) const fn is_table_part(self) -> bool {
        matches!(self, Tag::Group | Tag::Row | Tag::Cell)
    }
}

/// An open element that is not shown. Everything inside it is passed over until it ends.
#[derive(Debug)]
pub(super) struct Hidden {
    name: Vec<u8>,
    tag: Tag,
    /// How many elements of this name are open inside it, itself among them.
    depth: usize,
    /// How many tables are open inside it, itself among them.
    tables: usize,
}

/// Whether a hidden element goes on after a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// It goes on: the tag is hidden too.
    StillHidden,
    /// The tag was its end tag.
    Ended,
    /// The tag lies outside and is to be read as usual; the element ended before it without an end tag.
    EndedBefore,
}

impl Hidden {
    pub(super) fn new(name: &[u8], tag: Tag) -> Self {
        Self { name: name.to_owned(), tag, depth: 1, tables: usize::from(tag == Tag::Table) }
    }

    /// Takes notice of a start tag.
    pub(super) fn start(&mut self, name: &[u8], tag: Tag) -> After {
        if self.tables == 0 && self.is_ended_by(tag) {
            return After::EndedBefore;
        }
        if tag == Tag::Table {
            self.tables += 1;
        }
        if name == self.name {
            self.depth += 1;
        }
        After::StillHidden
    }

    /// Takes notice of an end tag.
    pub(super) fn end(&mut self, name: &[u8], tag: Tag) -> After {
        if name == self.name {
            self.depth -= 1;
            if self.depth == 0 {
                return After::Ended;
            }
        }
        let outside = match tag {
            Tag::Table => self.tables == 0,
            Tag::Ruby => self.tag == Tag::RubyText,
            _ => self.tables == 0 && tag.is_table_part(),
        };
        if outside && self.tag != Tag::Opaque && name != self.name {
            return After::EndedBefore;
        }
        if tag == Tag::Table {
            self.tables = self.tables.saturating_sub(1);
        }
        After::StillHidden
    }

    /// HTML lets many end tags be left out: this start tag stands for the missing one.
    const fn is_ended_by(&self, tag: Tag) -> bool {
        match self.tag {
            Tag::Opaque | Tag::Table => false,
            Tag::Group => matches!(tag, Tag::Group),
            Tag::Row => matches!(tag, Tag::Group | Tag::Row),
            Tag::Paragraph => {
                tag.is_table_part() || matches!(tag, Tag::Block | Tag::Paragraph | Tag::Preformatted | Tag::Table)
            }
            Tag::RubyText => tag.is_table_part() || matches!(tag, Tag::Ruby | Tag::RubyText),
            _ => tag.is_table_part(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_element_ends_with_its_own_end_tag() {
        let mut hidden = Hidden::new(b"div", Tag::Block);
        assert_eq!(hidden.start(b"div", Tag::Block), After::StillHidden);
        assert_eq!(hidden.end(b"div", Tag::Block), After::StillHidden);
        assert_eq!(hidden.end(b"div", Tag::Block), After::Ended);
    }

    #[test]
    fn a_hidden_cell_without_an_end_tag_ends_at_the_next_cell_but_not_at_one_of_a_table_inside() {
        let mut hidden = Hidden::new(b"td", Tag::Cell);
        assert_eq!(hidden.start(b"table", Tag::Table), After::StillHidden);
        assert_eq!(hidden.start(b"td", Tag::Cell), After::StillHidden);
        assert_eq!(hidden.end(b"td", Tag::Cell), After::StillHidden);
        assert_eq!(hidden.end(b"table", Tag::Table), After::StillHidden);
        assert_eq!(hidden.start(b"td", Tag::Cell), After::EndedBefore);
    }

    #[test]
    fn nothing_but_its_end_tag_ends_an_opaque_element() {
        let mut hidden = Hidden::new(b"template", Tag::Opaque);
        for tag in [Tag::Row, Tag::Cell] {
            assert_eq!(hidden.start(b"td", tag), After::StillHidden);
        }
        assert_eq!(hidden.end(b"table", Tag::Table), After::StillHidden);
        assert_eq!(hidden.end(b"template", Tag::Opaque), After::Ended);
    }
}
