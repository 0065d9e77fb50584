//! The styles of a document, as far as they say what is shown: the lists of paragraphs, and hidden text.

use std::collections::BTreeMap;

use super::numbering::{ListStyle, Lists};
use crate::limits::MAX_DEFINITIONS;
use crate::readers::xml::{Element, Event, Xml, short};

/// How far a chain of styles that are based on each other is followed.
const LONGEST_CHAIN: usize = 32;

/// What a style is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Paragraph,
    Text,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Those of each [`Family`].
    styles: [BTreeMap<String, Style>; 2],
    lists: Lists,
}

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    list: Option<String>,
    is_hidden: Option<bool>,
}

impl Styles {
    /// Takes in the styles of one part of the document, up to its text.
    pub(super) fn add(&mut self, xml: &mut Xml<'_>) {
        let mut style: Option<(Family, String)> = None;
        let mut list: Option<(String, ListStyle)> = None;
        let mut open: Vec<bool> = Vec::new();
        while let Some(event) = xml.next() {
            match event {
                Event::Start(element) => {
                    let name = element.name();
                    let is_list = matches!(name, "list-style" | "outline-style");
                    match name {
                        "body" => return,
                        "style" => style = self.begin(&element),
                        "list-style" => list = element.short("name").map(|name| (name, ListStyle::default())),
                        "outline-style" => list = Some((String::new(), ListStyle::default())),
                        "text-properties" => {
                            if let Some((family, name)) = &style
                                && let Some(display) = element.attribute("display")
                                && let Some(style) = self.styles[*family as usize].get_mut(name)
                            {
                                style.is_hidden = Some(display == "none");
                            }
                        }
                        _ => {
                            if let Some((_, list)) = &mut list {
                                list.add(&element);
                            }
                        }
                    }
                    open.push(is_list);
                }
                Event::End => {
                    if open.pop() == Some(true)
                        && let Some((name, list)) = list.take()
                    {
                        self.lists.add(name, list);
                    }
                }
                Event::Text(_) => {}
            }
        }
    }

    fn begin(&mut self, element: &Element<'_>) -> Option<(Family, String)> {
        let [family, name, parent, list] =
            element.attributes(["family", "name", "parent-style-name", "list-style-name"]);
        let family = match family?.as_ref() {
            "paragraph" => Family::Paragraph,
            "text" => Family::Text,
            _ => return None,
        };
        if self.styles.iter().map(BTreeMap::len).sum::<usize>() == MAX_DEFINITIONS {
            return None;
        }
        let name = short(name)?;
        let style = Style { parent: short(parent), list: short(list), is_hidden: None };
        self.styles[family as usize].insert(name.clone(), style);
        Some((family, name))
    }

    /// The lists.
    pub(super) fn lists(&mut self) -> &mut Lists {
        &mut self.lists
    }

    /// Whether text of this style is hidden; `None` where the style does not say.
    pub(super) fn is_hidden(&self, family: Family, style: &str) -> Option<bool> {
        self.find(family, style, |style| style.is_hidden)
    }

    /// The list that paragraphs of this style are in; an empty name says that they are in none.
    pub(super) fn list(&self, style: &str) -> Option<String> {
        self.find(Family::Paragraph, style, |style| style.list.clone())
    }

    fn find<T>(&self, family: Family, style: &str, get: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut name = style;
        for _ in 0..LONGEST_CHAIN {
            let style = self.styles[family as usize].get(name)?;
            if let Some(found) = get(style) {
                return Some(found);
            }
            name = style.parent.as_deref()?;
        }
        None
    }
}
