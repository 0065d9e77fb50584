//! What a style says of how an element is shown, as far as it decides what is read.

use super::lists::Numbering;

/// How an element is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Display {
    /// Not at all.
    None,
    /// As a table drawn without the tags of one.
    Table,
    /// As a group of its rows.
    Group,
    /// As one of its rows.
    Row,
    /// As one of its cells.
    Cell,
    /// In any other way.
    Other,
}

/// What the declarations of one element come to. What is not said stays `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// `display`.
    pub display: Option<Display>,
    /// `visibility`: whether it keeps its place and shows nothing.
    pub is_invisible: Option<bool>,
    /// `visibility: collapse`, which leaves no place either where it stands in a table.
    pub is_collapsed: bool,
    /// Word's `mso-hide:all`.
    pub is_hidden_in_word: bool,
    /// Letters of no size. A box often has this only to close the gaps between those inside it.
    pub has_no_size: bool,
    /// `list-style-type`.
    pub numbering: Option<Numbering>,
}

impl Look {
    /// Reads the declarations of a `style` attribute, or of a rule.
    pub(super) fn of(style: &[u8]) -> Self {
        let mut look = Self::default();
        for declaration in style.split(|byte| *byte == b';') {
            look.declare(declaration.trim_ascii_start());
        }
        look
    }

    /// What is said here, and of what is not said here what is said there.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            display: self.display.or(other.display),
            is_invisible: self.is_invisible.or(other.is_invisible),
            is_collapsed: self.is_collapsed || self.is_invisible.is_none() && other.is_collapsed,
            is_hidden_in_word: self.is_hidden_in_word || other.is_hidden_in_word,
            has_no_size: self.has_no_size || other.has_no_size,
            numbering: self.numbering.or(other.numbering),
        }
    }

    fn declare(&mut self, declaration: &[u8]) {
        // Pages of Word are half styles, and hardly any of them matters: their first letter tells.
        if !matches!(declaration.first(), Some(b'd' | b'D' | b'v' | b'V' | b'm' | b'M' | b'f' | b'F' | b'l' | b'L')) {
            return;
        }
        let mut sides = declaration.splitn(2, |byte| *byte == b':').map(<[u8]>::trim_ascii);
        let (property, value) = (sides.next().unwrap_or_default(), sides.next().unwrap_or_default());
        let is = |name: &str| property.eq_ignore_ascii_case(name.as_bytes());
        let value = value.split(|byte| *byte == b'!').next().unwrap_or_default().trim_ascii_end().to_ascii_lowercase();
        if is("display") {
            self.display = Some(match value.as_slice() {
                b"none" => Display::None,
                b"table" | b"inline-table" => Display::Table,
                b"table-row-group" | b"table-header-group" | b"table-footer-group" => Display::Group,
                b"table-row" => Display::Row,
                b"table-cell" => Display::Cell,
                _ => Display::Other,
            });
        } else if is("visibility") {
            self.is_collapsed = value == b"collapse";
            self.is_invisible = Some(self.is_collapsed || value == b"hidden");
        } else if is("mso-hide") {
            self.is_hidden_in_word = value == b"all";
        } else if is("font-size") {
            let unit = value.trim_ascii_start().strip_prefix(b"0").unwrap_or(b"x");
            self.has_no_size = matches!(unit, b"" | b"px" | b"pt" | b"em" | b"rem" | b"%" | b".0pt" | b".0px");
        } else if is("list-style-type") || is("list-style") {
            let known = |word: &[u8]| Numbering::named(word);
            self.numbering = value.split(u8::is_ascii_whitespace).find_map(known).or(self.numbering);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_told_from_what_does_not() {
        for style in ["display:none", "color:red; DISPLAY : None !important"] {
            assert_eq!(Look::of(style.as_bytes()).display, Some(Display::None), "{style}");
        }
        assert_eq!(Look::of(b"visibility:hidden;").is_invisible, Some(true));
        assert!(Look::of(b"visibility:collapse").is_collapsed);
        assert!(Look::of(b"mso-hide:all").is_hidden_in_word);
        assert!(Look::of(b"font-size:0").has_no_size && Look::of(b"font-size: 0px").has_no_size);
        for style in ["", "text-decoration:none", "overflow:hidden", "border:none;display", "none", "font-size:0.5em"] {
            let look = Look::of(style.as_bytes());
            let display = look.display.filter(|display| *display != Display::Other);
            assert_eq!(Look { display, ..look }, Look::default(), "{style}");
        }
    }

    #[test]
    fn what_an_element_says_itself_counts_before_what_is_said_of_it() {
        let own = Look::of(b"display:block;visibility:visible");
        let look = own.or(Look::of(b"display:none;visibility:collapse;list-style:none"));
        assert_eq!(look.display, Some(Display::Other));
        assert_eq!((look.is_invisible, look.is_collapsed), (Some(false), false));
        assert_eq!(look.numbering, Some(Numbering::None));
    }
}
