//! The style sheets of a page, as far as they hide elements or draw tables.
//!
//! Heeded are rules for elements, classes and ids and what is put together of them (`td.note`, `#menu`). A rule that
//! depends on more – on what stands around the element, on the pointer, on the paper – never hides; one that shows the
//! element all the same is taken to win, whatever the order of the two, for what is shown can be judged by the reader
//! and what is lost cannot.

use std::collections::BTreeMap;

use super::look::{Display, Look};

/// The most rules for one element, class or id that are kept.
const MOST: usize = 32;

/// The rules that matter, by the id, the class or the name one of which an element must have for them.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    ids: BTreeMap<Vec<u8>, Vec<Rule>>,
    classes: BTreeMap<Vec<u8>, Vec<Rule>>,
    names: BTreeMap<Vec<u8>, Vec<Rule>>,
}

#[derive(Debug)]
struct Rule {
    selector: Compound,
    /// Whether the selector says no more than [`Compound`] does.
    is_whole: bool,
    look: Look,
}

/// One element as a selector describes it. Empty parts say nothing.
#[derive(Debug, Default, PartialEq, Eq)]
struct Compound {
    name: Vec<u8>,
    id: Vec<u8>,
    classes: Vec<Vec<u8>>,
}

impl Sheet {
    pub(super) fn is_empty(&self) -> bool {
        self.ids.is_empty() && self.classes.is_empty() && self.names.is_empty()
    }

    /// Adds the text of a `style` element.
    pub(super) fn add(&mut self, text: &str) {
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let selectors = last_statement(&rest[..open]);
            let body = &rest[open + 1..];
            if selectors.starts_with('@') {
                // For paper or for narrow screens, and not for the page as it is.
                rest = after_block(body);
                continue;
            }
            let close = body.find('}').unwrap_or(body.len());
            let look = Look::of(&body.as_bytes()[..close]);
            if (Look { has_no_size: false, ..look }) != Look::default() {
                selectors.split(',').filter_map(|selector| rule(selector, look)).for_each(|rule| self.keep(rule));
            }
            rest = body.get(close + 1..).unwrap_or_default();
        }
    }

    fn keep(&mut self, rule: Rule) {
        let selector = &rule.selector;
        let (rules, key) = match (selector.id.as_slice(), selector.classes.last()) {
            (b"", Some(class)) => (&mut self.classes, class.clone()),
            (b"", None) => (&mut self.names, selector.name.clone()),
            (id, _) => (&mut self.ids, id.to_vec()),
        };
        let rules = rules.entry(key).or_default();
        if rules.len() < MOST {
            rules.push(rule);
        }
    }

    /// What the rules say of an element.
    pub(super) fn look(&self, name: &[u8], id: &[u8], class: &[u8]) -> Look {
        let mut look = Look::default();
        let mut is_shown = false;
        let mut is_visible = false;
        let of_classes = class.split(u8::is_ascii_whitespace).filter_map(|class| self.classes.get(class));
        let rules = self.names.get(name).into_iter().chain(of_classes).chain(self.ids.get(id)).flatten();
        for rule in rules.filter(|rule| rule.selector.matches(name, id, class)) {
            is_shown |= rule.look.display.is_some_and(|display| display != Display::None);
            is_visible |= rule.look.is_invisible == Some(false);
            if rule.is_whole {
                look = rule.look.or(look);
            }
        }
        if is_shown && look.display == Some(Display::None) {
            look.display = Some(Display::Other);
        }
        if is_visible && look.is_invisible == Some(true) {
            (look.is_invisible, look.is_collapsed) = (Some(false), false);
        }
        look
    }
}

impl Compound {
    fn matches(&self, name: &[u8], id: &[u8], class: &[u8]) -> bool {
        let has = |wanted: &Vec<u8>| class.split(u8::is_ascii_whitespace).any(|word| word == wanted);
        (self.name.is_empty() || self.name == name)
            && (self.id.is_empty() || self.id == id)
            && self.classes.iter().all(has)
    }
}

/// The selector of a rule: what stands after the last statement that has no block, without comments.
fn last_statement(text: &str) -> &str {
    let after = ["*/", ";", "}", "<!--", "-->"].iter().filter_map(|mark| text.rfind(mark).map(|at| at + mark.len()));
    text[after.max().unwrap_or(0)..].trim()
}

/// What follows a block that may hold others.
fn after_block(text: &str) -> &str {
    let mut depth = 1_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[at + 1..];
        }
    }
    ""
}

/// The rule for the element that a selector is about, `None` where it is about a state or a piece of one.
fn rule(selector: &str, look: Look) -> Option<Rule> {
    let selector = selector.trim();
    let last = selector.rsplit([' ', '>', '+', '~', '\t', '\n']).next().unwrap_or_default();
    if last.is_empty() || last.contains([':', '[', '*', '\\']) {
        return None;
    }
    let mut compound = Compound::default();
    let mut rest = last;
    while let Some(first) = rest.chars().next() {
        let start = usize::from(matches!(first, '.' | '#'));
        let end = rest[start..].find(['.', '#']).map_or(rest.len(), |at| at + start);
        let word = &rest.as_bytes()[start..end];
        match first {
            '.' => compound.classes.push(word.to_vec()),
            '#' => compound.id = word.to_vec(),
            _ => compound.name = word.to_ascii_lowercase(),
        }
        rest = &rest[end..];
    }
    // A rule for all elements of a kind, and a page that hides itself as a whole until its script has run.
    let is_general = matches!(compound.name.as_slice(), b"html" | b"body");
    Some(Rule { is_whole: last.len() == selector.len() && !is_general, selector: compound, look })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hides(sheet: &str, name: &str, id: &str, class: &str) -> bool {
        let mut rules = Sheet::default();
        rules.add(sheet);
        let look = rules.look(name.as_bytes(), id.as_bytes(), class.as_bytes());
        look.display == Some(Display::None) || look.is_invisible == Some(true)
    }

    #[test]
    fn elements_classes_and_ids_are_hidden() {
        let sheet = "<!-- /* 注 */ p { color: red } .pinyin,\n#menu { display:none } td.x{visibility:hidden} -->";
        assert!(hides(sheet, "span", "", "a pinyin"));
        assert!(hides(sheet, "div", "menu", ""));
        assert!(hides(sheet, "td", "", "x"));
        assert!(!hides(sheet, "th", "", "x") && !hides(sheet, "p", "", "") && !hides(sheet, "p", "", "pinyi"));
    }

    #[test]
    fn what_depends_on_more_hides_nothing() {
        for sheet in [
            ".menu .x { display:none }",
            ".x:hover { display: none }",
            "@media print { .x { display:none } .y { } }",
            "@import url(a.css); @font-face { src: none } .y { display: none }",
            ".x.y { display: none }",
            "body { visibility: hidden }",
        ] {
            assert!(!hides(sheet, "p", "", "x") && !hides(sheet, "body", "", ""), "{sheet}");
        }
    }

    #[test]
    fn what_is_shown_all_the_same_is_not_hidden() {
        assert!(!hides(".tab { display: none } .tab.open { display: block }", "div", "", "tab open"));
        assert!(hides(".tab { display: none } .tab.open { display: block }", "div", "", "tab"));
        assert!(!hides(".box .tab { display: block } .tab { display: none }", "div", "", "tab"));
        assert!(hides(".tab { display: none } .box:hover .tab:hover { display: block }", "div", "", "tab"));
    }

    #[test]
    fn damaged_sheets_end_somewhere() {
        for sheet in ["{", "}", ".x{", "@media{.x{", ".x{display:none", "/*", ".x{}}}{{", "..{display:none}"] {
            Sheet::default().add(sheet);
        }
        assert!(hides(".x{display:none", "p", "", "x"));
    }
}
