//! The lists of a document, and the numbers Word puts before their paragraphs.

use std::collections::{BTreeMap, BTreeSet};

use super::styles::{StyleList, Styles};
use crate::limits::MAX_DEFINITIONS;
use crate::readers::counting::Counting;
use crate::readers::xml::{Element, Event, Xml};

/// How many levels a list has.
const LEVELS: usize = 9;

/// The lists of a document, with the state of their numbers.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: BTreeMap<u32, Definition>,
    lists: BTreeMap<u32, List>,
    /// The last number of each level, by definition: lists of one definition go on with each other.
    counters: BTreeMap<u32, [Option<u32>; LEVELS]>,
    /// Levels of lists that were used already, and so have begun with the number of their own.
    begun: BTreeSet<(u32, usize)>,
}

#[derive(Debug, Default)]
struct Definition {
    levels: BTreeMap<usize, Level>,
    /// The style whose list is meant instead.
    instead: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    definition: u32,
    levels: BTreeMap<usize, Level>,
    starts: BTreeMap<usize, u32>,
}

#[derive(Debug, Clone, Default)]
struct Level {
    start: Option<u32>,
    counting: Counting,
    is_bullet: bool,
    /// `%1` stands for the number of the first level.
    text: String,
    /// The level, from 1, after which it starts again; 0 for none.
    restarts_after: Option<usize>,
    /// Whether all numbers are written in plain digits.
    is_plain: bool,
    /// The style whose paragraphs are on this level.
    style: Option<String>,
}

/// What an element of `numbering.xml` belongs to.
#[derive(Debug, Default)]
struct Open {
    definition: Option<(u32, Definition)>,
    list: Option<(u32, List)>,
    level: Option<(usize, Level)>,
    override_of: usize,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(text: &str) -> Self {
        let mut numbering = Self::default();
        let mut open = Open::default();
        let mut names: Vec<Ends> = Vec::new();
        let mut xml = Xml::new(text);
        while let Some(event) = xml.next() {
            match event {
                Event::Start(element) => names.push(open.start(&element)),
                Event::End => match names.pop() {
                    Some(Ends::Definition) => {
                        let kept = open.definition.take().filter(|_| numbering.definitions.len() < MAX_DEFINITIONS);
                        numbering.definitions.extend(kept);
                    }
                    Some(Ends::List) => {
                        let kept = open.list.take().filter(|_| numbering.lists.len() < MAX_DEFINITIONS);
                        numbering.lists.extend(kept);
                    }
                    Some(Ends::Level) => {
                        let levels = open.list.as_mut().map(|(_, list)| &mut list.levels);
                        let levels = levels.or(open.definition.as_mut().map(|(_, definition)| &mut definition.levels));
                        if let (Some(levels), Some((index, level))) = (levels, open.level.take())
                            && index < LEVELS
                        {
                            levels.insert(index, level);
                        }
                    }
                    Some(Ends::Nothing) | None => {}
                },
                Event::Text(_) => {}
            }
        }
        numbering
    }

    /// The level of a list that paragraphs of a style are on.
    pub(super) fn level_of(&self, style: &StyleList, styles: &Styles) -> usize {
        let linked = self.resolve(style.list, styles).and_then(|(definition, list)| {
            style.styles.iter().find_map(|id| {
                let names = |level: &Level| level.style.as_ref() == Some(id);
                let of_list = list.levels.iter().chain(&definition.levels);
                of_list.into_iter().find(|(_, level)| names(level)).map(|(index, _)| *index)
            })
        });
        linked.or(style.level).unwrap_or(0)
    }

    /// The label of the next paragraph on this level of this list; empty where it shows none.
    pub(super) fn next(&mut self, list_id: u32, level: usize, styles: &Styles) -> String {
        let Some(definition_id) = self.definition_of(list_id, styles) else { return String::new() };
        let (Some(definition), Some(list)) = (self.definitions.get(&definition_id), self.lists.get(&list_id)) else {
            return String::new();
        };
        let level_at = |index: usize| list.levels.get(&index).or_else(|| definition.levels.get(&index));
        let Some(this) = level_at(level) else { return String::new() };
        let start_of = |index: usize| level_at(index).and_then(|level| level.start).unwrap_or(1);

        let counters = self.counters.entry(definition_id).or_default();
        let own_start = list.starts.get(&level).copied().filter(|_| self.begun.insert((list_id, level)));
        counters[level] = match (own_start, counters[level]) {
            (Some(start), _) => Some(start),
            (None, None) => Some(start_of(level)),
            (None, Some(last)) => Some(last.saturating_add(1)),
        };
        for (below, counter) in counters.iter_mut().enumerate().skip(level + 1) {
            let restarts_after = level_at(below).and_then(|level| level.restarts_after);
            if restarts_after.is_none_or(|after| level < after) {
                *counter = None;
            }
        }
        if this.is_bullet {
            return String::new();
        }
        let number = |index: usize| {
            let number = counters[index].unwrap_or_else(|| start_of(index));
            let counting = level_at(index).map_or(Counting::Decimal, |level| level.counting);
            if this.is_plain { Counting::Decimal } else { counting }.write(number)
        };
        let mut label = String::new();
        let mut rest = this.text.as_str();
        while let Some(at) = rest.find('%') {
            label.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            match rest.bytes().next() {
                Some(digit @ b'1'..=b'9') => {
                    label.push_str(&number(usize::from(digit - b'1')));
                    rest = &rest[1..];
                }
                _ => label.push('%'),
            }
        }
        label.push_str(rest);
        label
    }

    fn resolve(&self, list: u32, styles: &Styles) -> Option<(&Definition, &List)> {
        let definition = self.definition_of(list, styles)?;
        Some((self.definitions.get(&definition)?, self.lists.get(&list)?))
    }

    /// The definition of a list. One that only names a style stands for the definition of that style's list.
    fn definition_of(&self, list: u32, styles: &Styles) -> Option<u32> {
        let id = self.lists.get(&list)?.definition;
        let named = self.definitions.get(&id).and_then(|definition| definition.instead.as_deref());
        let other = named.and_then(|style| self.lists.get(&styles.list(Some(style))?.list));
        Some(other.map_or(id, |other| other.definition))
    }
}

/// What ends with an element.
#[derive(Debug, Clone, Copy)]
enum Ends {
    Nothing,
    Definition,
    List,
    Level,
}

impl Open {
    fn start(&mut self, element: &Element<'_>) -> Ends {
        let value = || element.short("val");
        match element.name() {
            "abstractNum" => {
                self.definition = element.number("abstractNumId").map(|id| (id, Definition::default()));
                return Ends::Definition;
            }
            "num" => {
                self.list = element.number("numId").map(|id| (id, List::default()));
                return Ends::List;
            }
            "lvl" => {
                let index = element.number("ilvl").unwrap_or(self.override_of);
                self.level = Some((index, Level::default()));
                return Ends::Level;
            }
            name => match (name, &mut self.level, &mut self.list, &mut self.definition) {
                ("start", Some((_, level)), ..) => level.start = element.number("val"),
                ("numFmt", Some((_, level)), ..) => {
                    let name = element.attribute("val").unwrap_or_default();
                    level.is_bullet = name == "bullet";
                    level.counting = counting(&name);
                }
                ("lvlText", Some((_, level)), ..) => level.text = value().unwrap_or_default(),
                ("lvlRestart", Some((_, level)), ..) => level.restarts_after = element.number("val"),
                ("isLgl", Some((_, level)), ..) => level.is_plain = super::styles::is_switched_on(element),
                ("pStyle", Some((_, level)), ..) => level.style = value(),
                ("abstractNumId", None, Some((_, list)), _) => {
                    list.definition = element.number("val").unwrap_or_default();
                }
                ("lvlOverride", None, Some(_), _) => self.override_of = element.number("ilvl").unwrap_or_default(),
                ("startOverride", None, Some((_, list)), _) if self.override_of < LEVELS => {
                    list.starts.insert(self.override_of, element.number("val").unwrap_or(1));
                }
                ("numStyleLink", None, None, Some((_, definition))) => definition.instead = value(),
                _ => {}
            },
        }
        Ends::Nothing
    }
}

/// The way of counting that Word calls so.
fn counting(name: &str) -> Counting {
    match name {
        "none" => Counting::Hidden,
        "decimalZero" => Counting::DecimalZero,
        "decimalFullWidth" | "decimalFullWidth2" => Counting::FullWidth,
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Counting::Circled,
        "decimalEnclosedParen" => Counting::Parenthesised,
        "decimalEnclosedFullstop" => Counting::WithStop,
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "koreanCounting" => Counting::Chinese,
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" | "koreanDigital2" => {
            Counting::ChineseDigits
        }
        "ideographEnclosedCircle" => Counting::ChineseCircled,
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => Counting::Formal,
        "ideographTraditional" => Counting::Stems,
        "ideographZodiac" => Counting::Branches,
        "lowerLetter" => Counting::Lower,
        "upperLetter" => Counting::Upper,
        "lowerRoman" => Counting::LowerRoman,
        "upperRoman" => Counting::UpperRoman,
        _ => Counting::Decimal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBERING: &str = "<w:numbering>\
        <w:abstractNum w:abstractNumId='0'>\
        <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCountingThousand'/><w:lvlText w:val='%1、'/></w:lvl>\
        <w:lvl w:ilvl='1'><w:numFmt w:val='chineseCounting'/><w:pStyle w:val='h2'/><w:lvlText w:val='（%2）'/></w:lvl>\
        <w:lvl w:ilvl='2'><w:numFmt w:val='decimal'/><w:isLgl/><w:lvlText w:val='%1.%3.'/></w:lvl>\
        <w:lvl w:ilvl='3'><w:numFmt w:val='lowerLetter'/><w:lvlRestart w:val='0'/><w:lvlText w:val='%4)'/></w:lvl>\
        <w:lvl w:ilvl='4'><w:numFmt w:val='bullet'/><w:lvlText w:val='•'/></w:lvl></w:abstractNum>\
        <w:abstractNum w:abstractNumId='1'><w:numStyleLink w:val='list'/></w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>\
        <w:num w:numId='2'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>\
        <w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:lvl w:ilvl='0'><w:start w:val='3'/>\
        <w:numFmt w:val='decimalEnclosedCircle'/><w:lvlText w:val='%1'/></w:lvl></w:lvlOverride></w:num>\
        <w:num w:numId='4'><w:abstractNumId w:val='1'/></w:num></w:numbering>";

    #[track_caller]
    fn labels(paragraphs: &[(u32, usize)], expected: &[&str]) {
        let styles = Styles::read("<w:styles><w:style w:styleId='list'><w:numId w:val='1'/></w:style></w:styles>");
        let mut numbering = Numbering::read(NUMBERING);
        let labels: Vec<_> = paragraphs.iter().map(|(list, level)| numbering.next(*list, *level, &styles)).collect();
        assert_eq!(labels, expected);
    }

    #[test]
    fn levels_count_by_themselves_and_start_again_below_the_next() {
        labels(&[(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], &["一、", "（一）", "（二）", "二、", "（一）"]);
        labels(&[(1, 2), (1, 0), (1, 2)], &["1.1.", "一、", "1.1."]);
        labels(&[(1, 3), (1, 0), (1, 3), (1, 4)], &["a)", "一、", "b)", ""]);
    }

    #[test]
    fn a_list_goes_on_with_others_of_its_definition_but_for_a_start_of_its_own() {
        labels(&[(1, 0), (2, 0), (2, 0), (1, 0)], &["一、", "五、", "六、", "七、"]);
        labels(&[(3, 0), (3, 0)], &["③", "④"]);
        labels(&[(1, 0), (4, 0)], &["一、", "二、"]);
    }

    #[test]
    fn what_is_not_defined_has_no_label() {
        labels(&[(0, 0), (9, 0), (1, 7), (1, usize::MAX)], &["", "", "", ""]);
    }

    #[test]
    fn a_style_finds_its_level() {
        let numbering = Numbering::read(NUMBERING);
        let list = |id: &str, level| StyleList { list: 1, level, styles: [id.to_owned(), String::new()] };
        let levels = [list("h2", None), list("h2", Some(3)), list("x", Some(3)), list("x", None)]
            .map(|style| numbering.level_of(&style, &Styles::default()));
        assert_eq!(levels, [1, 1, 3, 0]);
    }
}
