//! The styles of a document, as far as they say what is shown: list numbers, hidden text, tables of contents.

use std::collections::BTreeMap;

use crate::limits::MAX_DEFINITIONS;
use crate::readers::xml::{Element, Event, Xml};

/// How far a chain of styles that are based on each other is followed.
const LONGEST_CHAIN: usize = 32;

/// The styles of a document by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    default: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    list: Option<u32>,
    level: Option<usize>,
    is_hidden: Option<bool>,
    is_contents: bool,
}

/// The list a style puts its paragraphs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StyleList {
    pub(super) list: u32,
    /// The level it says, if it says one.
    pub(super) level: Option<usize>,
    /// The styles one of which may be named by the level: the paragraph's own, and the one that names the list.
    pub(super) styles: [String; 2],
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(text: &str) -> Self {
        let mut styles = Self::default();
        let mut open: Option<(String, Style)> = None;
        let mut xml = Xml::new(text);
        let mut depth = 0_usize;
        let mut style_depth = 0;
        while let Some(event) = xml.next() {
            match event {
                Event::Start(element) => {
                    depth += 1;
                    match (element.name(), &mut open) {
                        ("style", _) => {
                            let id = element.short("styleId").unwrap_or_default();
                            let is_default = element.attribute("default").is_some_and(|value| is_on(&value));
                            if is_default && element.attribute("type").as_deref() == Some("paragraph") {
                                styles.default = Some(id.clone());
                            }
                            open = Some((id, Style::default()));
                            style_depth = depth;
                        }
                        (name, _) if name.ends_with("Change") => {
                            xml.skip();
                            depth -= 1;
                        }
                        (name, Some((_, style))) => style.note(name, &element),
                        _ => {}
                    }
                }
                Event::End => {
                    if depth == style_depth
                        && let Some((id, style)) = open.take()
                        && styles.styles.len() < MAX_DEFINITIONS
                    {
                        styles.styles.insert(id, style);
                    }
                    depth = depth.saturating_sub(1);
                }
                Event::Text(_) => {}
            }
        }
        styles
    }

    /// The list that paragraphs of this style, or of the default style, are in.
    pub(super) fn list(&self, style: Option<&str>) -> Option<StyleList> {
        let own = style.or(self.default.as_deref())?;
        let level = self.chain(own).find_map(|(_, style)| style.level);
        let (at, list) = self.chain(own).find_map(|(id, style)| Some((id, style.list?)))?;
        Some(StyleList { list, level, styles: [own.to_owned(), at.to_owned()] })
    }

    /// Whether text of this style, or of the default style, is hidden; `None` where the style does not say.
    pub(super) fn is_hidden(&self, style: Option<&str>) -> Option<bool> {
        self.chain(style.or(self.default.as_deref())?).find_map(|(_, style)| style.is_hidden)
    }

    /// Whether paragraphs of this style are lines of a table of contents.
    pub(super) fn is_contents(&self, style: Option<&str>) -> bool {
        style.and_then(|style| self.styles.get(style)).is_some_and(|style| style.is_contents)
    }

    /// The style and those it is based on, one after the other.
    fn chain<'a>(&'a self, style: &'a str) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let entry = |id: &'a str| self.styles.get(id).map(|style| (id, style));
        std::iter::successors(entry(style), move |(_, style)| entry(style.based_on.as_deref()?)).take(LONGEST_CHAIN)
    }
}

impl Style {
    /// Takes in one element of the style.
    fn note(&mut self, name: &str, element: &Element<'_>) {
        match name {
            "name" => {
                let name = element.attribute("val").unwrap_or_default();
                self.is_contents = name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("toc "));
            }
            "basedOn" => self.based_on = element.short("val"),
            "numId" => self.list = element.number("val"),
            "ilvl" => self.level = element.number("val"),
            "vanish" => self.is_hidden = Some(is_switched_on(element)),
            _ => {}
        }
    }
}

/// Whether a property that is either on or off is on: it is when nothing else is said.
pub(super) fn is_switched_on(element: &Element<'_>) -> bool {
    element.attribute("val").is_none_or(|value| is_on(&value))
}

fn is_on(value: &str) -> bool {
    !matches!(value.trim(), "0" | "false" | "off" | "none")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_takes_what_it_does_not_say_from_the_one_it_is_based_on() {
        let styles = Styles::read(
            "<w:styles><w:style w:type='paragraph' w:default='1' w:styleId='a'><w:name w:val='Normal'/></w:style>\
             <w:style w:styleId='b'><w:basedOn w:val='a'/><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='7'/>\
             </w:numPr></w:pPr><w:rPr><w:vanish/></w:rPr></w:style>\
             <w:style w:styleId='c'><w:name w:val='TOC 1'/><w:basedOn w:val='b'/><w:rPr><w:vanish w:val='0'/></w:rPr>\
             </w:style><w:style w:styleId='d'><w:basedOn w:val='d'/></w:style></w:styles>",
        );
        let list = StyleList { list: 7, level: Some(1), styles: ["c".into(), "b".into()] };
        assert_eq!(styles.list(Some("c")), Some(list));
        assert_eq!([styles.list(None), styles.list(Some("d")), styles.list(Some("?"))], [None, None, None]);
        assert_eq!(["a", "b", "c"].map(|id| styles.is_hidden(Some(id))), [None, Some(true), Some(false)]);
        assert_eq!(["b", "c"].map(|id| styles.is_contents(Some(id))), [false, true]);
    }
}
