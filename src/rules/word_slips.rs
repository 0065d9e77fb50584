//! Common words with one character that sounds or looks like the right one, where the two together make no word at all:
//! 绅请, 渠到.
//!
//! The pairs of characters are those that some twenty million characters of laws, decisions and news do not have, and
//! that two words side by side hardly make.

use std::ops::Range;
use std::sync::LazyLock;

use super::homophones::is_taken_for;
use super::lists;
use super::slots::Slots;

/// Each word, and what may stand for its first and its second character in another word or beside one.
const LIST: &str = include_str!("lists/word_slips.tsv");

/// More words, and what stands by mistake for their first and their second character.
const LIKELY: &str = include_str!("lists/likely_slips.tsv");

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(LIST, LIKELY));

/// A word that is miswritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordSlip {
    /// The two characters, in bytes.
    pub range: Range<usize>,
    /// The word.
    pub word: &'static str,
}

/// A word of two characters.
#[derive(Clone, Copy)]
struct Word {
    /// Its place in the list.
    at: usize,
    text: &'static str,
    first: char,
    second: char,
    /// What may stand before the second character; of a word of the second list, what stands there by mistake.
    firsts: &'static str,
    /// What may stand after the first one, or stands there by mistake.
    seconds: &'static str,
    /// Whether it is of the second list.
    is_likely: bool,
}

impl Word {
    /// Whether two characters stand for it, one of which is wrong.
    fn is_meant_by(&self, first: char, second: char) -> bool {
        let is_wrong = |c: char, right: char, listed: &str| {
            if self.is_likely { listed.contains(c) } else { is_taken_for(c, right) && !listed.contains(c) }
        };
        let wrong_first = second == self.second && is_wrong(first, self.first, self.firsts);
        wrong_first || first == self.first && is_wrong(second, self.second, self.seconds)
    }
}

/// The words by each of their characters.
struct Words {
    by_first: Slots<Word>,
    by_second: Slots<Word>,
}

/// How many slots there are: most characters of a text fall into an empty one.
const SLOTS: usize = 1024;

const fn slot(c: char) -> usize {
    c as usize % SLOTS
}

impl Words {
    fn of(list: &'static str, likely: &'static str) -> Self {
        let of_first = lists::entries::<3>(list).map(|entry| (entry, false));
        let entries = of_first.chain(lists::entries::<3>(likely).map(|entry| (entry, true)));
        let word = |(at, ([text, firsts, seconds], is_likely)): (usize, ([&'static str; 3], bool))| {
            let mut characters = text.chars();
            let (first, second) = (characters.next()?, characters.next()?);
            // "-" stands for none.
            let [firsts, seconds] = [firsts, seconds].map(|listed| if listed == "-" { "" } else { listed });
            Some(Word { at, text, first, second, firsts, seconds, is_likely })
        };
        let words: Vec<Word> = entries.enumerate().filter_map(word).collect();
        let by_first = Slots::of(words.clone(), SLOTS, |word| slot(word.first));
        Self { by_first, by_second: Slots::of(words, SLOTS, |word| slot(word.second)) }
    }

    /// The first word of the list for which these two characters stand.
    fn meant_by(&self, first: char, second: char) -> Option<&'static str> {
        let words = self.by_first.at(slot(first)).iter().chain(self.by_second.at(slot(second)));
        words.filter(|word| word.is_meant_by(first, second)).min_by_key(|word| word.at).map(|word| word.text)
    }
}

/// The miswritten words in a folded text, in its order.
pub fn find(text: &str) -> impl Iterator<Item = WordSlip> {
    let pairs = text.char_indices().zip(text.chars().skip(1));
    pairs.filter_map(|((at, first), second)| {
        let word = WORDS.meant_by(first, second)?;
        Some(WordSlip { range: at..at + first.len_utf8() + second.len_utf8(), word })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_well_formed() {
        lists::assert_well_formed::<3>(LIST);
        for [word, firsts, seconds] in lists::entries::<3>(LIST) {
            assert_eq!(word.chars().count(), 2, "{word}");
            assert!(!word.starts_with(|c| firsts.contains(c)) && !word.ends_with(|c| seconds.contains(c)), "{word}");
            assert_eq!(find(word).count(), 0, "{word}");
        }
    }

    #[test]
    fn the_likely_slips_are_well_formed() {
        lists::assert_well_formed::<3>(LIKELY);
        for [word, firsts, seconds] in lists::entries::<3>(LIKELY) {
            assert!(lists::entries::<3>(LIST).all(|[other, ..]| other != word), "{word}");
            assert!(!word.starts_with(|c| firsts.contains(c)) && !word.ends_with(|c| seconds.contains(c)), "{word}");
            assert_eq!(find(word).count(), 0, "{word}");
        }
    }

    #[test]
    fn a_pair_that_is_no_word_is_found() {
        let text = "受理政府信息公开绅请2件。";
        let found: Vec<_> = find(text).map(|slip| (&text[slip.range], slip.word)).collect();
        assert_eq!(found, [("绅请", "申请")]);
        assert_eq!(find("政策回婴").map(|slip| slip.word).collect::<Vec<_>>(), ["回应"]);
        assert_eq!(find("受理政府信息公开申请2件。").count(), 0);
        assert_eq!(find("").count(), 0);
    }
}
