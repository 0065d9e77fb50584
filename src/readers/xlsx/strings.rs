//! The strings that a workbook's cells share.

use std::borrow::Cow;

use memchr::memchr;

use crate::readers::xml::{Event, Xml};

/// The strings, one after the other.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    /// Where each of them ends.
    ends: Vec<usize>,
}

impl Strings {
    /// Reads the part that holds them.
    pub(super) fn read(part: &str) -> Self {
        let mut strings = Self::default();
        let mut xml = Xml::new(part);
        while let Some(event) = xml.next() {
            if let Event::Start(element) = event
                && element.name() == "si"
            {
                read_item(&mut xml, &mut strings.text);
                strings.ends.push(strings.text.len());
            }
        }
        strings
    }

    /// The string with this number, from 0.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let start = match number.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(start..*self.ends.get(number)?)
    }
}

/// Reads the text of `si` or `is`, which has begun, up to its end: the runs of rich text together, phonetic guides left
/// out.
pub(super) fn read_item(xml: &mut Xml<'_>, text: &mut String) {
    let mut depth = 1;
    let mut in_text = false;
    while let Some(event) = xml.next() {
        match event {
            Event::Start(element) => match element.name() {
                "rPh" | "phoneticPr" | "rPr" => xml.skip(),
                name => {
                    depth += 1;
                    in_text = name == "t";
                }
            },
            Event::End => {
                depth -= 1;
                in_text = false;
                if depth == 0 {
                    return;
                }
            }
            Event::Text(piece) if in_text => piece.add_to(text),
            Event::Text(_) => {}
        }
    }
}

/// A string without the marks Excel writes for characters XML cannot hold, `_x000D_`.
pub(super) fn unmarked(text: &str) -> Cow<'_, str> {
    if memchr(b'_', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 7).filter(|code| code.ends_with('_')).map(|code| &code[..4]);
        let code = code.filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let character = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        match character {
            Some(character) => {
                plain.push_str(&rest[..at]);
                if character != '\r' {
                    plain.push(character);
                }
                rest = &rest[at + 7..];
            }
            None => {
                plain.push_str(&rest[..at + 2]);
                rest = &rest[at + 2..];
            }
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_joined_and_guides_left_out() {
        let part = "<sst><si><t>甲</t></si><si/><si><r><rPr><t/></rPr><t>乙</t></r><r><t xml:space='preserve'> 丙</t></r>\
                    <rPh sb='0' eb='1'><t>yi</t></rPh><phoneticPr/></si><si>丁<t>&lt;戊&gt;</t></si></sst>";
        let strings = Strings::read(part);
        let all: Vec<_> = (0..5).map(|number| strings.get(number)).collect();
        assert_eq!(all, [Some("甲"), Some(""), Some("乙 丙"), Some("<戊>"), None]);
    }

    #[test]
    fn marks_become_their_characters() {
        assert_eq!(unmarked("甲_x000D_\n乙_x0041_"), "甲\n乙A");
        assert_eq!(unmarked("a_x_b_xZZZZ_c_x00"), "a_x_b_xZZZZ_c_x00");
        assert_eq!(unmarked("_x甲乙_xD800_"), "_x甲乙_xD800_");
    }
}
