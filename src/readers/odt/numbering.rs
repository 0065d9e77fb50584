//! Lists and the numbers they put before paragraphs.

use std::collections::BTreeMap;

use crate::limits::MAX_DEFINITIONS;
use crate::readers::counting::Counting;
use crate::readers::xml::{Element, number, short};

/// How many levels a list has.
const LEVELS: usize = 10;

/// The lists of a document by name, with the state of their numbers. The one without a name numbers headings.
#[derive(Debug, Default)]
pub(super) struct Lists {
    styles: BTreeMap<String, ListStyle>,
    /// The last number of each level.
    counters: BTreeMap<String, [Option<u32>; LEVELS]>,
}

/// The levels of a list.
#[derive(Debug, Default)]
pub(super) struct ListStyle {
    levels: BTreeMap<usize, Level>,
}

#[derive(Debug)]
struct Level {
    counting: Counting,
    start: u32,
    /// How many levels the number shows.
    shown_levels: usize,
    prefix: String,
    suffix: String,
    /// The whole label, `%1%` standing for the number of the first level: LibreOffice's own, and more exact.
    pattern: Option<String>,
}

impl ListStyle {
    /// Takes in one element of the list.
    pub(super) fn add(&mut self, element: &Element<'_>) {
        if !matches!(element.name(), "list-level-style-number" | "outline-level-style") {
            return;
        }
        let [level, format, start, shown_levels, prefix, suffix, pattern] = element.attributes([
            "level",
            "num-format",
            "start-value",
            "display-levels",
            "num-prefix",
            "num-suffix",
            "num-list-format",
        ]);
        let level = number::<usize>(level).and_then(|level| level.checked_sub(1));
        let format = format.unwrap_or_default();
        if let (Some(index @ 0..LEVELS), Some(counting)) = (level, counting(&format)) {
            let level = Level {
                counting,
                start: number(start).unwrap_or(1),
                shown_levels: number(shown_levels).unwrap_or(1),
                prefix: short(prefix).unwrap_or_default(),
                suffix: short(suffix).unwrap_or_default(),
                pattern: short(pattern),
            };
            self.levels.insert(index, level);
        }
    }
}

impl Lists {
    pub(super) fn add(&mut self, name: String, style: ListStyle) {
        if self.styles.len() < MAX_DEFINITIONS {
            self.styles.insert(name, style);
        }
    }

    /// Makes this level of a list, from 0, and all below it start again.
    pub(super) fn restart(&mut self, list: &str, level: usize) {
        if let Some(counters) = self.counters.get_mut(list) {
            counters.iter_mut().skip(level).for_each(|counter| *counter = None);
        }
    }

    /// The label of the next paragraph on this level, from 0, of this list; empty where it shows none. `start` is the
    /// number it begins anew with.
    pub(super) fn next(&mut self, list: &str, level: usize, start: Option<u32>) -> String {
        let Some(style) = self.styles.get(list).filter(|_| level < LEVELS) else { return String::new() };
        if !self.counters.contains_key(list) {
            self.counters.insert(list.to_owned(), [None; LEVELS]);
        }
        let Some(counters) = self.counters.get_mut(list) else { return String::new() };
        let start_of = |index: usize| style.levels.get(&index).map_or(1, |level| level.start);
        let number = match (start, counters[level]) {
            (Some(start), _) => start,
            (None, None) => start_of(level),
            (None, Some(last)) => last.saturating_add(1),
        };
        counters[level] = Some(number);
        counters.iter_mut().skip(level + 1).for_each(|counter| *counter = None);
        let Some(this) = style.levels.get(&level) else { return String::new() };
        let number = |index: usize| {
            let number = counters[index].unwrap_or_else(|| start_of(index));
            style.levels.get(&index).map_or_else(String::new, |level| level.counting.write(number))
        };
        if let Some(pattern) = &this.pattern {
            let numbers = (0..LEVELS).filter(|index| pattern.contains(&format!("%{}%", index + 1)));
            return numbers
                .fold(pattern.clone(), |label, index| label.replace(&format!("%{}%", index + 1), &number(index)));
        }
        let first = (level + 1).saturating_sub(this.shown_levels.max(1));
        let numbers: Vec<_> = (first..=level).map(number).filter(|number| !number.is_empty()).collect();
        format!("{}{}{}", this.prefix, numbers.join("."), this.suffix)
    }
}

/// The way of counting that is given by its first numbers; `None` where no number is shown.
fn counting(format: &str) -> Option<Counting> {
    Some(match format.chars().next()? {
        'a' => Counting::Lower,
        'A' => Counting::Upper,
        'i' => Counting::LowerRoman,
        'I' => Counting::UpperRoman,
        '0' => Counting::DecimalZero,
        '一' => Counting::Chinese,
        '壹' | '壱' => Counting::Formal,
        '甲' => Counting::Stems,
        '子' => Counting::Branches,
        '１' => Counting::FullWidth,
        '①' => Counting::Circled,
        '㊀' => Counting::ChineseCircled,
        _ => Counting::Decimal,
    })
}
