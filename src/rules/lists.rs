//! Word lists as data files: `lists/*.tsv`, one entry a line, its fields apart by TABs; lines that begin with `#` say
//! where the entries come from.

use std::ops::Range;

use super::slots::{Slots, of_pair};

/// The entries of a list, in the order of the file. What has not exactly `N` fields is passed over; a test holds that
/// nothing is.
pub fn entries<const N: usize>(list: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    let lines = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut fields = line.split('\t');
        let entry: [Option<&str>; N] = std::array::from_fn(|_| fields.next());
        let whole = fields.next().is_none() && entry.iter().all(Option::is_some);
        whole.then(|| entry.map(Option::unwrap_or_default))
    })
}

/// A list whose first fields are words to be looked for, all in one pass over a text.
pub struct Words<const N: usize> {
    /// Those of two characters and more, by the first two.
    longer: Slots<[&'static str; N]>,
    /// Those of one.
    single: Slots<[&'static str; N]>,
}

/// How many slots there are for two characters: most pairs of a text fall into an empty one.
const PAIRS: usize = 2048;

/// Single characters are told apart by their lowest byte.
const SLOTS: usize = 256;

impl<const N: usize> Words<N> {
    /// The words of a list.
    pub fn of(list: &'static str) -> Self {
        let key = |entry: &[&str; N]| {
            let mut characters = entry.first().copied().unwrap_or_default().chars();
            (characters.next().unwrap_or_default(), characters.next())
        };
        let (longer, single) = entries(list).partition(|entry| key(entry).1.is_some());
        let pair = |entry: &[&str; N]| {
            let (first, second) = key(entry);
            of_pair(first, second.unwrap_or_default(), PAIRS)
        };
        Self { longer: Slots::of(longer, PAIRS, pair), single: Slots::of(single, SLOTS, |entry| slot(key(entry).0)) }
    }

    /// Where the words stand in a text, in bytes, each with its entry.
    pub fn find_in<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, &'t [&'static str; N])> {
        let seconds = text.chars().skip(1).map(Some).chain(std::iter::once(None));
        text.char_indices().zip(seconds).flat_map(move |((at, first), second)| {
            let longer = second.map_or(&[][..], |second| self.longer.at(of_pair(first, second, PAIRS)));
            let begun = longer.iter().chain(self.single.at(slot(first)));
            begun.filter(move |entry| text[at..].starts_with(entry[0])).map(move |entry| (at, entry))
        })
    }
}

const fn slot(c: char) -> usize {
    c as usize % SLOTS
}

/// Whether what was found at this place is part of one of the longer words, apart by 「、」; "-" stands for none.
pub fn is_part_of(text: &str, found: Range<usize>, longer: &str) -> bool {
    let Some(words) = text.get(found.clone()) else { return false };
    // Most lists have nothing of it.
    if !longer.contains(words) {
        return false;
    }
    longer.split('、').filter(|longer| *longer != "-").any(|longer| {
        // The longer word may have it in more than one place, and these may overlap.
        let places = longer.char_indices().filter(|(at, _)| longer[*at..].starts_with(words));
        places.map(|(before, _)| before).any(|before| {
            let start = found.start.checked_sub(before);
            start.and_then(|start| text.get(start..)).is_some_and(|rest| rest.starts_with(longer))
        })
    })
}

/// Holds that a list names its source, and that each of its entries has `N` fields, none empty, and comes once.
#[cfg(test)]
pub fn assert_well_formed<const N: usize>(list: &'static str) {
    assert!(list.starts_with('#'), "the list says nothing of its source");
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    let entries: Vec<[&str; N]> = entries(list).collect();
    assert_eq!(entries.len(), lines.count(), "a line has not {N} fields");
    for (at, entry) in entries.iter().enumerate() {
        assert!(entry.iter().all(|field| !field.is_empty() && field.trim() == *field), "{entry:?}");
        assert!(entries[..at].iter().all(|other| other[0] != entry[0]), "{} comes twice", entry[0]);
    }
}

#[cfg(test)]
mod tests {
    use super::{Words, entries, is_part_of};

    #[test]
    fn all_words_are_found_in_one_pass() {
        let words = Words::<2>::of("# a source\n甲乙\t一\n甲\t二\n丙丁\t三\n");
        let found: Vec<_> = words.find_in("子丙丁甲乙").map(|(at, entry)| (at, entry[1])).collect();
        assert_eq!(found, [(3, "三"), (9, "一"), (9, "二")]);
        assert_eq!(words.find_in("").count(), 0);
    }

    #[test]
    fn a_word_may_be_part_of_a_longer_one() {
        let text = "以便民为目的的事";
        let at = text.find("的的").expect("it is there");
        assert!(is_part_of(text, at..at + 6, "标的的、目的的"));
        assert!(!is_part_of(text, at..at + 6, "标的的"));
        assert!(!is_part_of(text, at..at + 6, "-"));
    }

    #[test]
    fn comments_and_lines_of_another_shape_are_no_entries() {
        let list = "# a source\n甲\t乙\n丙\n丁\t戊\t己\n\n庚\t辛\n";
        assert_eq!(entries::<2>(list).collect::<Vec<_>>(), [["甲", "乙"], ["庚", "辛"]]);
    }
}
