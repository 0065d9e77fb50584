//! Common words with one character that sounds or looks like the right one, where the two together make no word at all:
//! 绅请, 渠到.
//!
//! The pairs of characters are those that some twenty million characters of laws, decisions and news do not have, and
//! that two words side by side hardly make.

use std::ops::Range;
use std::sync::LazyLock;

use super::homophones::taken_for;
use super::lists;
use super::slots::{Slots, of_pair};

/// Each word, and what may stand for its first and its second character in another word or beside one.
const LIST: &str = include_str!("lists/word_slips.tsv");

/// More words, and what stands by mistake for their first and their second character.
const LIKELY: &str = include_str!("lists/likely_slips.tsv");

static PAIRS: LazyLock<Pairs> = LazyLock::new(|| Pairs::of(LIST, LIKELY));

/// A word that is miswritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordSlip {
    /// The two characters, in bytes.
    pub range: Range<usize>,
    /// The word.
    pub word: &'static str,
}

/// The wrong pairs: the first character, the second, the word.
struct Pairs(Slots<(char, char, &'static str)>);

/// How many slots there are: most pairs of a text fall into an empty one.
const SLOTS: usize = 16_384;

impl Pairs {
    fn of(list: &'static str, likely: &'static str) -> Self {
        let mut pairs = Vec::new();
        for [word, firsts, seconds] in lists::entries::<3>(list) {
            let mut characters = word.chars();
            if let (Some(first), Some(second)) = (characters.next(), characters.next()) {
                let wrong = |c, right: &'static str| taken_for(c).filter(move |other| !right.contains(*other));
                pairs.extend(wrong(first, firsts).map(|c| (c, second, word)));
                pairs.extend(wrong(second, seconds).map(|c| (first, c, word)));
            }
        }
        for [word, firsts, seconds] in lists::entries::<3>(likely) {
            let mut characters = word.chars();
            if let (Some(first), Some(second)) = (characters.next(), characters.next()) {
                let wrong = |characters: &'static str| characters.chars().filter(|c| *c != '-');
                pairs.extend(wrong(firsts).map(|c| (c, second, word)));
                pairs.extend(wrong(seconds).map(|c| (first, c, word)));
            }
        }
        Self(Slots::of(pairs, SLOTS, |(first, second, _)| of_pair(*first, *second, SLOTS)))
    }

    fn word(&self, first: char, second: char) -> Option<&'static str> {
        let mut pairs = self.0.at(of_pair(first, second, SLOTS)).iter();
        pairs.find(|pair| (pair.0, pair.1) == (first, second)).map(|pair| pair.2)
    }
}

/// The miswritten words in a folded text, in its order.
pub fn find(text: &str) -> impl Iterator<Item = WordSlip> {
    let pairs = text.char_indices().zip(text.chars().skip(1));
    pairs.filter_map(|((at, first), second)| {
        let word = PAIRS.word(first, second)?;
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
