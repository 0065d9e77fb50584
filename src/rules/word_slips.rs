//! Common words with one character that sounds or looks like the right one, where the two together make no word at all:
//! 绅请, 渠到.
//!
//! The pairs of characters are those that some twenty million characters of laws, decisions and news do not have, and
//! that two words side by side hardly make.

use std::ops::Range;
use std::sync::LazyLock;

use super::homophones::is_taken_for;
use super::lists;
use super::slots::{Slots, of_pair};

/// Each word, and what may stand for its first and its second character in another word or beside one.
const LIST: &str = include_str!("lists/word_slips.tsv");

/// More words, and what stands by mistake for their first and their second character.
const LIKELY: &str = include_str!("lists/likely_slips.tsv");

static LIKELY_PAIRS: LazyLock<Pairs> = LazyLock::new(|| Pairs::of(LIKELY));

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(LIST));

/// The words of both lists, in order.
static RIGHT: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let words = [LIST, LIKELY].into_iter().flat_map(lists::entries::<3>);
    let mut words: Vec<&str> = words.map(|[word, ..]| word).collect();
    words.sort_unstable();
    words
});

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
    /// What may stand before the second character.
    firsts: &'static str,
    /// What may stand after the first one.
    seconds: &'static str,
}

impl Word {
    /// Whether two characters stand for it, one of which is wrong.
    fn is_meant_by(&self, first: char, second: char) -> bool {
        let wrong_first = second == self.second && is_taken_for(first, self.first) && !self.firsts.contains(first);
        wrong_first || first == self.first && is_taken_for(second, self.second) && !self.seconds.contains(second)
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
    fn of(list: &'static str) -> Self {
        let word = |(at, [text, firsts, seconds]): (usize, [&'static str; 3])| {
            let mut characters = text.chars();
            Some(Word { at, text, first: characters.next()?, second: characters.next()?, firsts, seconds })
        };
        let words: Vec<Word> = lists::entries::<3>(list).enumerate().filter_map(word).collect();
        let by_first = Slots::of(words.clone(), SLOTS, |word| slot(word.first));
        Self { by_first, by_second: Slots::of(words, SLOTS, |word| slot(word.second)) }
    }

    /// The first word of the list for which these two characters stand.
    fn meant_by(&self, first: char, second: char) -> Option<&'static str> {
        let words = self.by_first.at(slot(first)).iter().chain(self.by_second.at(slot(second)));
        words.filter(|word| word.is_meant_by(first, second)).min_by_key(|word| word.at).map(|word| word.text)
    }
}

/// The wrong pairs of the second list: the first character, the second, the word.
struct Pairs(Slots<(char, char, &'static str)>);

/// How many slots there are for pairs: most of a text fall into an empty one.
const PAIRS: usize = 4096;

impl Pairs {
    fn of(list: &'static str) -> Self {
        let mut pairs = Vec::new();
        for [word, firsts, seconds] in lists::entries::<3>(list) {
            let mut characters = word.chars();
            if let (Some(first), Some(second)) = (characters.next(), characters.next()) {
                // "-" stands for none.
                let listed = |characters: &'static str| characters.chars().filter(|c| *c != '-');
                pairs.extend(listed(firsts).map(|c| (c, second, word)));
                pairs.extend(listed(seconds).map(|c| (first, c, word)));
            }
        }
        Self(Slots::of(pairs, PAIRS, |(first, second, _)| of_pair(*first, *second, PAIRS)))
    }

    fn meant_by(&self, first: char, second: char) -> Option<&'static str> {
        let mut pairs = self.0.at(of_pair(first, second, PAIRS)).iter();
        pairs.find(|pair| (pair.0, pair.1) == (first, second)).map(|pair| pair.2)
    }
}

/// Whether two characters are a word of the lists.
pub fn is_word(first: char, second: char) -> bool {
    RIGHT.binary_search_by(|word| word.chars().cmp([first, second])).is_ok()
}

/// The miswritten words in a folded text, in its order.
pub fn find(text: &str) -> impl Iterator<Item = WordSlip> {
    let pairs = text.char_indices().zip(text.chars().skip(1));
    pairs.filter_map(|((at, first), second)| {
        let word = WORDS.meant_by(first, second).or_else(|| LIKELY_PAIRS.meant_by(first, second))?;
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
