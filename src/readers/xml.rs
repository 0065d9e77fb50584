//! XML as office documents have it: start, end and text, names without their prefixes, entities decoded.
//!
//! Damage is never an error halfway: where the document stops being XML the events end, and [`Xml::is_damaged`] says
//! so. Not done: document types and the entities they declare (a bomb stays a few characters), name spaces (the strict
//! and the transitional form of a format differ in nothing else).

use std::borrow::Cow;
use std::str::FromStr;

use memchr::memchr;
use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event as Raw};

use crate::limits::MAX_XML_DEPTH;

/// What comes next.
#[derive(Debug)]
pub(super) enum Event<'a> {
    /// An element begins. One without content is followed by its end like any other.
    Start(Element<'a>),
    /// The element that began last and has not ended yet ends.
    End,
    /// Text, or a piece of it: an entity comes by itself.
    Text(Piece<'a>),
}

/// A piece of text.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    /// As it is written.
    Written(Cow<'a, str>),
    /// What an entity stands for. Some programs write all Chinese so, and no memory is taken for each character.
    Character(char),
}

impl Piece<'_> {
    /// The text; `room` is where a character is put.
    pub(super) fn as_str<'p>(&'p self, room: &'p mut [u8; 4]) -> &'p str {
        match self {
            Self::Written(text) => text,
            Self::Character(character) => character.encode_utf8(room),
        }
    }

    /// Adds it to a text.
    pub(super) fn add_to(&self, text: &mut String) {
        match self {
            Self::Written(piece) => text.push_str(piece),
            Self::Character(character) => text.push(*character),
        }
    }
}

/// The start of an element.
#[derive(Debug)]
pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Its name without prefix.
    pub(super) fn name(&self) -> &str {
        local(self.0.name().into_inner())
    }

    /// The value of the first attribute with this name, prefixes aside.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let [value] = self.attributes([name]);
        value
    }

    /// The values of several attributes, as [`Element::attribute`] gives each of them.
    pub(super) fn attributes<const N: usize>(&self, names: [&str; N]) -> [Option<Cow<'_, str>>; N] {
        let mut values = [const { None }; N];
        let (mut missing, mut rest) = (N, self.0.attributes_raw());
        while missing > 0
            && let Some((name, value, after)) = split_attribute(rest)
        {
            rest = after;
            if let Some(at) = names.iter().position(|wanted| *wanted == name)
                && values[at].is_none()
            {
                values[at] = Some(unescaped(value));
                missing -= 1;
            }
        }
        values
    }

    /// The value of the attribute with this name, if it is [`short`].
    pub(super) fn short(&self, name: &str) -> Option<String> {
        short(self.attribute(name))
    }

    /// The number in the attribute with this name.
    pub(super) fn number<N: FromStr>(&self, name: &str) -> Option<N> {
        number(self.attribute(name))
    }
}

/// An attribute's value, if it is a name or mark of ordinary length: what is longer is forged to be copied many times
/// over.
pub(super) fn short(value: Option<Cow<'_, str>>) -> Option<String> {
    const LONGEST: usize = 256;
    value.filter(|value| value.len() <= LONGEST).map(Cow::into_owned)
}

/// The number an attribute's value says.
pub(super) fn number<N: FromStr>(value: Option<Cow<'_, str>>) -> Option<N> {
    value?.trim_ascii().parse().ok()
}

/// An attribute's value with its entities decoded. What cannot be decoded is taken as written.
fn unescaped(value: &str) -> Cow<'_, str> {
    match memchr(b'&', value.as_bytes()) {
        Some(_) => unescape(value).unwrap_or(Cow::Borrowed(value)),
        None => Cow::Borrowed(value),
    }
}

/// Splits the first attribute off: its name without prefix, its value as written, and what comes after it. Words that
/// are no attribute are passed over.
///
/// Elements are asked for several of their attributes, and those of a table's cells are most of a file: this does no
/// more than it has to.
fn split_attribute(mut text: &str) -> Option<(&str, &str, &str)> {
    loop {
        let (mut key, mut rest) = split_at_byte(text, b'=')?;
        let mut quote = rest.bytes().next()?;
        if quote.is_ascii_whitespace() {
            rest = rest.trim_ascii_start();
            quote = rest.bytes().next()?;
        }
        if !matches!(quote, b'"' | b'\'') {
            text = rest;
            continue;
        }
        let (value, rest) = split_at_byte(&rest[1..], quote)?;
        if key.ends_with(|c: char| c.is_ascii_whitespace()) {
            key = key.trim_ascii_end();
        }
        let before = key.bytes().rposition(|byte| matches!(byte, b':' | b' ' | b'\t' | b'\r' | b'\n'));
        return Some((before.map_or(key, |at| &key[at + 1..]), value, rest));
    }
}

/// What stands before and behind the first of this ASCII character.
fn split_at_byte(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = memchr(byte, text.as_bytes())?;
    Some((&text[..at], &text[at + 1..]))
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    // Names are so short that looking at byte after byte is the fastest.
    name.bytes().position(|byte| byte == b':').map_or(name, |at| &name[at + 1..])
}

/// The events of one XML document.
#[derive(Debug)]
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// How many elements are open.
    depth: usize,
    /// An element without content has begun, and ends next.
    ends_next: bool,
    is_damaged: bool,
}

impl<'a> Xml<'a> {
    /// Reads from the beginning.
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().allow_dangling_amp = true;
        Self { reader, depth: 0, ends_next: false, is_damaged: false }
    }

    /// The next event; `None` at the end, and where the rest is no XML. Elements deeper than [`MAX_XML_DEPTH`] are
    /// passed over with all that is in them.
    pub(super) fn next(&mut self) -> Option<Event<'a>> {
        loop {
            if std::mem::take(&mut self.ends_next) {
                self.depth -= 1;
                return Some(Event::End);
            }
            let event = match self.raw()? {
                Raw::Start(element) => {
                    self.depth += 1;
                    Event::Start(Element(element))
                }
                Raw::Empty(element) => {
                    self.depth += 1;
                    self.ends_next = true;
                    Event::Start(Element(element))
                }
                Raw::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Event::End
                }
                Raw::Text(text) => Event::Text(Piece::Written(text.into_inner())),
                Raw::CData(text) => Event::Text(Piece::Written(text.into_inner())),
                Raw::GeneralRef(entity) => match decoded(&entity) {
                    Some(piece) => Event::Text(piece),
                    None => continue,
                },
                _ => continue,
            };
            if self.depth > MAX_XML_DEPTH {
                self.skip();
                continue;
            }
            return Some(event);
        }
    }

    /// Passes over what is left of the element that began last, its end included.
    pub(super) fn skip(&mut self) {
        let Some(outside) = self.depth.checked_sub(1) else { return };
        if std::mem::take(&mut self.ends_next) {
            self.depth = outside;
        }
        while self.depth > outside {
            match self.raw() {
                Some(Raw::Start(_)) => self.depth += 1,
                Some(Raw::End(_)) => self.depth -= 1,
                Some(_) => {}
                None => return,
            }
        }
    }

    /// The text of the element that began last, elements in it included, up to its end.
    pub(super) fn text(&mut self) -> Cow<'a, str> {
        let mut text = Cow::Borrowed("");
        let mut depth = 1;
        while let Some(event) = self.next() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                // Nearly always there is one piece, which need not be copied.
                Event::Text(Piece::Written(piece)) if text.is_empty() => text = piece,
                Event::Text(piece) => piece.add_to(text.to_mut()),
            }
        }
        text
    }

    /// Whether it broke off: what was read so far is not all there was.
    pub(super) const fn is_damaged(&self) -> bool {
        self.is_damaged
    }

    fn raw(&mut self) -> Option<Raw<'a>> {
        match self.reader.read_event() {
            Ok(Raw::Eof) => {
                self.is_damaged |= self.depth > 0;
                None
            }
            Ok(event) => Some(event),
            Err(_) => {
                self.is_damaged = true;
                None
            }
        }
    }
}

/// What an entity stands for; nothing for one that only a document type could explain.
fn decoded(entity: &quick_xml::events::BytesRef<'_>) -> Option<Piece<'static>> {
    match entity.resolve_char_ref() {
        Ok(Some(character)) => Some(Piece::Character(character)),
        Ok(None) => resolve_predefined_entity(entity).map(|text| Piece::Written(Cow::Borrowed(text))),
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The events in short: `<name`, `>` and texts.
    fn events(text: &str) -> (String, bool) {
        let mut xml = Xml::new(text);
        let mut events = Vec::new();
        while let Some(event) = xml.next() {
            match event {
                Event::Start(element) if element.name() == "skip" => xml.skip(),
                Event::Start(element) => events.push(format!("<{}", element.name())),
                Event::End => events.push(">".to_owned()),
                Event::Text(text) => events.push(text.as_str(&mut [0; 4]).to_owned()),
            }
        }
        (events.join(" "), xml.is_damaged())
    }

    #[test]
    fn names_lose_their_prefix_and_entities_are_decoded() {
        let written = "<?xml version='1.0'?><!-- x --><w:p><w:t>甲&amp;&#x4E59;</w:t><w:br/><![CDATA[<丙>]]></w:p>";
        assert_eq!(events(written), ("<p <t 甲 & 乙 > <br > <丙> >".into(), false));
    }

    #[test]
    fn what_is_skipped_ends_with_its_end() {
        assert_eq!(events("<a><skip/>1<skip>2<skip>3</skip></skip>4</a>"), ("<a 1 4 >".into(), false));
    }

    #[test]
    fn the_events_end_where_the_document_breaks() {
        assert_eq!(events("<a><b>1</b><c>2"), ("<a <b 1 > <c 2".into(), true));
        assert_eq!(events("<a><b>1</a>2"), ("<a <b 1".into(), true));
        assert_eq!(events("<a></a></b>2"), ("<a >".into(), true));
        assert_eq!(events("<a><skip>"), ("<a".into(), true));
    }

    #[test]
    fn entities_of_a_document_type_are_nothing() {
        let bomb = "<!DOCTYPE a [<!ENTITY x 'xxxxxxxx'><!ENTITY y '&x;&x;&x;'>]><a>1&y;2</a>";
        assert_eq!(events(bomb), ("<a 1 2 >".into(), false));
    }

    #[test]
    fn what_is_too_deep_is_passed_over() {
        let deep = format!("{}x{}<b/>", "<a>".repeat(MAX_XML_DEPTH * 4), "</a>".repeat(MAX_XML_DEPTH * 4));
        let (events, is_damaged) = events(&deep);
        assert_eq!(events.matches("<a").count(), MAX_XML_DEPTH);
        assert!(events.ends_with("> <b >") && !events.contains('x') && !is_damaged);
    }

    #[test]
    fn attributes_are_found_by_their_name_and_decoded() {
        let mut xml = Xml::new("<w:a w:b='1 &lt; 2' w:c='12' d='x&y;'/>");
        let Some(Event::Start(element)) = xml.next() else { panic!("an element begins") };
        assert_eq!(element.attribute("b").as_deref(), Some("1 < 2"));
        assert_eq!(element.number::<usize>("c"), Some(12));
        assert_eq!(element.attribute("d").as_deref(), Some("x&y;"));
        assert_eq!((element.attribute("e"), element.number::<usize>("b")), (None, None));
        let long = format!("<a b='x' c='{}'/>", "x".repeat(300));
        let Some(Event::Start(element)) = Xml::new(&long).next() else { panic!("an element begins") };
        assert_eq!((element.short("b").as_deref(), element.short("c")), (Some("x"), None));
    }
}
