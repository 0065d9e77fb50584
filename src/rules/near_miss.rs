//! Near misses of fixed terms: a stretch of text that is one slip away from a term that everybody writes the same.
//!
//! ```text
//! 政府信心公开     one character for another      → 政府信息公开
//! 政府信公开       one missing                    → 政府信息公开
//! 正确领，         the last one missing           → 正确领导
//! 行证府议         two slips                      → nothing is said
//! ```
//!
//! A single slip leaves one half of a term as it is. So the halves of all terms are looked for in one pass, and only where
//! one stands is the other compared.

use std::ops::Range;
use std::sync::LazyLock;

use super::homophones::{are_confusable, is_common, sound_the_same};
use super::lists;
use super::slots::{Slots, of_pair};

/// Fixed terms, each with the right phrases that are one slip away from it.
const TERMS: &str = include_str!("lists/fixed_terms.tsv");

static HALVES: LazyLock<Halves> = LazyLock::new(|| Halves::of(TERMS));

/// In terms of so many characters and more, any other character in the middle is a slip; in shorter ones only one that is
/// easily taken for the right one.
const LONG: usize = 6;

/// Terms of so many characters and more are still told when one in the middle is missing.
const SPARE: usize = 5;

/// Characters that may be left out of a term, or were never in what is meant: 标准化建设, 标准建设.
const DISPENSABLE: [char; 12] = ['和', '的', '化', '型', '性', '及', '或', '之', '预', '与', '为', '是'];

/// Marks before which a term that lacks its last character was cut off, folded.
const ENDS: [char; 4] = ['。', ',', '、', ';'];

/// Marks beside which a term begins or ends, folded.
const MARKS: [char; 9] = ['。', ',', '、', ';', ':', '(', ')', '》', '!'];

/// A stretch of text that is one slip away from a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearMiss {
    /// The stretch, in bytes.
    pub range: Range<usize>,
    /// What it should say.
    pub term: &'static str,
}

/// A term that is looked for.
struct Term {
    text: &'static str,
    characters: Vec<char>,
    /// Right phrases near it, apart by 「、」.
    right: &'static str,
}

/// What is looked for of a term.
struct Half {
    term: usize,
    kind: Kind,
    characters: Vec<char>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The first half; the second stands after it.
    First,
    /// The second half; the first stands before it.
    Second,
    /// All of it, with the two characters exchanged that stand where the halves meet.
    Crossed,
}

/// The halves of all terms, by their first two characters.
struct Halves {
    terms: Vec<Term>,
    halves: Slots<Half>,
    /// Pairs of neighbouring characters that occur in terms, in order.
    pairs: Vec<(char, char)>,
}

/// How many slots there are for the first two characters of a half: most pairs of a text fall into an empty one.
const SLOTS: usize = 4096;

impl Halves {
    fn of(list: &'static str) -> Self {
        let terms: Vec<Term> = lists::entries::<2>(list)
            .map(|[text, right]| Term { text, characters: text.chars().collect(), right })
            .collect();
        let mut halves = Vec::with_capacity(3 * terms.len());
        for (term, characters) in terms.iter().map(|term| &term.characters).enumerate() {
            let middle = characters.len() / 2;
            let (first, second) = characters.split_at(middle);
            halves.push(Half { term, kind: Kind::First, characters: first.to_vec() });
            halves.push(Half { term, kind: Kind::Second, characters: second.to_vec() });
            let mut crossed = characters.clone();
            crossed.swap(middle - 1, middle);
            if crossed != *characters {
                halves.push(Half { term, kind: Kind::Crossed, characters: crossed });
            }
        }
        let halves = Slots::of(halves, SLOTS, |half| of_pair(half.characters[0], half.characters[1], SLOTS));
        let pairs = terms.iter().flat_map(|term| term.characters.windows(2).map(|pair| (pair[0], pair[1])));
        let mut pairs: Vec<_> = pairs.collect();
        pairs.sort_unstable();
        pairs.dedup();
        Self { terms, halves, pairs }
    }

    /// Whether one of these characters makes a word of other terms with its neighbour: 政务 in 政务信息公开.
    fn have_word(&self, text: &[(usize, char)], characters: &Range<usize>) -> bool {
        let around = characters.start.saturating_sub(1)..(characters.end + 1).min(text.len());
        let mut pairs = text.get(around).unwrap_or_default().windows(2);
        pairs.any(|pair| self.pairs.binary_search(&(pair[0].1, pair[1].1)).is_ok())
    }

    /// The halves that stand at this place.
    fn at<'h>(&'h self, text: &'h [(usize, char)], at: usize) -> impl Iterator<Item = &'h Half> {
        let begun = match text.get(at..at + 2) {
            Some([(_, first), (_, second)]) => self.halves.at(of_pair(*first, *second, SLOTS)),
            _ => &[],
        };
        let rest = &text[at..];
        begun.iter().filter(move |half| {
            half.characters.len() <= rest.len() && half.characters.iter().zip(rest).all(|(a, (_, b))| a == b)
        })
    }
}

/// What became of one half of a term, seen outwards from the half that is as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slip {
    /// Nothing.
    None,
    /// From this place on, so many characters are others.
    Changed { at: usize, count: usize },
    /// The character at this place is missing.
    Missing { at: usize },
    /// The characters at this place and after it are exchanged.
    Swapped { at: usize },
    /// A letter stands before this place.
    Stray { at: usize },
}

/// Compares a half with what is written in its place; both are asked for by the distance from the other half.
fn slip(length: usize, right: impl Fn(usize) -> char, written: impl Fn(usize) -> Option<char>) -> Option<Slip> {
    let same = |from: usize, shift: isize| {
        (from..length).all(|at| at.checked_add_signed(shift).and_then(&written) == Some(right(at)))
    };
    let Some(at) = (0..length).find(|at| written(*at) != Some(right(*at))) else { return Some(Slip::None) };
    let wrong = |at: usize| written(at).filter(|c| *c != right(at) && c.is_alphanumeric());
    let homophone = |at: usize| at < length && wrong(at).is_some_and(|c| sound_the_same(c, right(at)));
    if same(at + 1, 0) && wrong(at).is_some() {
        Some(Slip::Changed { at, count: 1 })
    } else if at + 1 < length
        && written(at) == Some(right(at + 1))
        && written(at + 1) == Some(right(at))
        && same(at + 2, 0)
    {
        Some(Slip::Swapped { at })
    } else if same(at + 1, -1) {
        Some(Slip::Missing { at })
    } else if written(at).is_some_and(|c| c.is_ascii_alphabetic()) && same(at, 1) {
        Some(Slip::Stray { at })
    } else if homophone(at) && homophone(at + 1) && same(at + 2, 0) {
        Some(Slip::Changed { at, count: 2 })
    } else {
        None
    }
}

impl Slip {
    /// How many characters of the text stand for the half.
    const fn length(self, half: usize) -> usize {
        match self {
            Self::Missing { .. } => half - 1,
            Self::Stray { .. } => half + 1,
            _ => half,
        }
    }

    /// Whether characters stand there for others.
    const fn changes(self) -> bool {
        matches!(self, Self::Changed { .. })
    }

    /// Which of them are concerned: those beside the gap where one is missing.
    const fn touched(self) -> Range<usize> {
        match self {
            Self::None => 0..0,
            Self::Changed { at, count } => at..at + count,
            Self::Missing { at } | Self::Stray { at } => at..at + 1,
            Self::Swapped { at } => at..at + 2,
        }
    }
}

/// A stretch that may be a near miss, in characters.
struct Candidate {
    stretch: Range<usize>,
    touched: Range<usize>,
    /// Whether characters stand there for others.
    changed: bool,
    term: usize,
}

/// The near misses in a folded text, in its order; none overlaps another.
pub fn find(text: &str) -> Vec<NearMiss> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let mut right = vec![false; characters.len()];
    let mut candidates = Vec::new();
    for at in 0..characters.len() {
        for half in HALVES.at(&characters, at) {
            match look(&HALVES.terms[half.term], half, &characters, at) {
                Look::Right(stretch) => right[stretch].fill(true),
                Look::Near(candidate) => candidates.push(candidate),
                Look::Else => {}
            }
        }
    }
    let byte = |at: usize| characters.get(at).map_or(text.len(), |(byte, _)| *byte);
    candidates.sort_by_key(|candidate| (candidate.stretch.start, usize::MAX - candidate.stretch.end));
    let mut found: Vec<NearMiss> = Vec::new();
    for Candidate { stretch, touched, changed, term } in candidates {
        let term = &HALVES.terms[term];
        let range = byte(stretch.start)..byte(stretch.end);
        let apart = found.last().is_none_or(|last| last.range.end <= range.start);
        let part_of_a_term = right.get(touched.clone()).is_some_and(|right| right.iter().all(|right| *right));
        let other_words = changed && HALVES.have_word(&characters, &touched);
        if apart && !part_of_a_term && !other_words && !lists::is_part_of(text, range.clone(), term.right) {
            found.push(NearMiss { range, term: term.text });
        }
    }
    found
}

/// The fixed term in whose middle the characters of this length at this place come a second time.
pub fn doubled_within(text: &[(usize, char)], at: usize, length: usize) -> Option<&'static str> {
    let written = |at: usize| text.get(at).map(|(_, c)| *c);
    // In few texts the characters before and behind are those of a term, too.
    let pair = |first: usize| HALVES.pairs.binary_search(&(written(first)?, written(first + 1)?)).ok();
    pair(at.checked_sub(1)?).and(pair(at + 2 * length - 1))?;
    let is_doubled = |term: &&Term| {
        let characters = &term.characters;
        (1..characters.len().saturating_sub(length)).any(|before| {
            let Some(start) = at.checked_sub(before) else { return false };
            let (first, second) = characters.split_at(before + length);
            (start..).zip(first).all(|(at, c)| written(at) == Some(*c))
                && (at + 2 * length..).zip(second).all(|(at, c)| written(at) == Some(*c))
        })
    };
    HALVES.terms.iter().find(is_doubled).map(|term| term.text)
}

enum Look {
    /// The whole term is there.
    Right(Range<usize>),
    /// It is one slip away.
    Near(Candidate),
    Else,
}

/// Looks at what stands beside a half.
fn look(term: &Term, half: &Half, text: &[(usize, char)], at: usize) -> Look {
    let (length, known) = (term.characters.len(), half.characters.len());
    let near = |stretch, touched, changed| Look::Near(Candidate { stretch, touched, changed, term: half.term });
    let rest = length - known;
    let character = |at: usize| text.get(at).map(|(_, c)| *c);
    match half.kind {
        Kind::Crossed => near(at..at + length, at + length / 2 - 1..at + length / 2 + 1, false),
        Kind::First => {
            let begin = at + known;
            let slip = slip(rest, |at| term.characters[known + at], |at| character(begin + at));
            let Some(slip) = slip else { return Look::Else };
            let end = begin + slip.length(rest);
            let Range { start: from, end: to } = slip.touched();
            let wrong = character(begin + from);
            let right = term.characters.get(known + from).copied();
            match slip {
                Slip::None => Look::Right(at..end),
                _ if is_slip(length, slip, rest, wrong.zip(right), character(end))
                    || is_cut_off(slip, rest, character(end)) =>
                {
                    near(at..end, begin + from..(begin + to).min(text.len()), slip.changes())
                }
                _ => Look::Else,
            }
        }
        Kind::Second => {
            let before = |distance: usize| character(at.checked_sub(distance + 1)?);
            let slip = slip(rest, |at| term.characters[rest - 1 - at], before);
            let Some(slip) = slip else { return Look::Else };
            let Range { start: from, end: to } = slip.touched();
            let Some(start) = at.checked_sub(slip.length(rest)) else { return Look::Else };
            let wrong = before(from);
            let right = (rest - 1).checked_sub(from).map(|at| term.characters[at]);
            let beyond = start.checked_sub(1).and_then(character);
            if slip != Slip::None && is_slip(length, slip, rest, wrong.zip(right), beyond) {
                near(start..at + known, at.saturating_sub(to)..at - from, slip.changes())
            } else {
                Look::Else
            }
        }
    }
}

/// Whether a term lacks only its last character, and a mark stands there: what is left is half a word.
fn is_cut_off(slip: Slip, half: usize, beyond: Option<char>) -> bool {
    matches!(slip, Slip::Missing { at } if at + 1 == half) && beyond.is_some_and(|c| ENDS.contains(&c))
}

/// Whether a term of so many characters is certainly meant.
fn is_slip(length: usize, slip: Slip, half: usize, changed: Option<(char, char)>, beyond: Option<char>) -> bool {
    match slip {
        Slip::None => false,
        Slip::Changed { count: 1, at } => changed.is_some_and(|(wrong, right)| {
            let any = length >= LONG && at + 2 < half && is_common(wrong);
            are_confusable(wrong, right) || any && !DISPENSABLE.contains(&right) && !DISPENSABLE.contains(&wrong)
        }),
        // What lacks its first or last character is often a right word of its own: 申请公开, 政务公开.
        Slip::Missing { at } => {
            let dispensable = changed.is_some_and(|(_, right)| DISPENSABLE.contains(&right));
            let stands_apart = || beyond.is_some_and(|c| MARKS.contains(&c));
            let inside = at + 2 < half || at + 2 == half && stands_apart();
            length >= SPARE && inside && !dispensable
        }
        Slip::Changed { .. } | Slip::Swapped { .. } | Slip::Stray { .. } => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(&str, &str)> {
        find(text).into_iter().map(|miss| (&text[miss.range], miss.term)).collect()
    }

    #[test]
    fn the_list_is_well_formed() {
        lists::assert_well_formed::<2>(TERMS);
        for [term, right] in lists::entries::<2>(TERMS) {
            assert!(term.chars().count() >= 4, "{term}");
            assert_eq!(told(term), [], "{term}");
            for phrase in right.split('、').filter(|phrase| *phrase != "-") {
                assert_eq!(told(phrase), [], "{phrase}");
            }
        }
    }

    #[test]
    fn every_kind_of_slip_is_found() {
        for (text, written, term) in [
            ("落实政府信心公开条例。", "政府信心公开条例", "政府信息公开条例"),
            ("县入民政府编制。", "入民政府", "人民政府"),
            ("完善基层政务公开,政府信公开工作平稳。", "政府信公开工作", "政府信息公开工作"),
            ("按行政诉松法办理。", "行政诉松", "行政诉讼"),
            ("畅通行政复政议渠道。", "", ""),
            ("办理行政议复。", "行政议复", "行政复议"),
            ("推进行复政议工作。", "行复政议", "行政复议"),
            ("依申g请公开。", "依申g请公开", "依申请公开"),
            ("加强政策戒毒。", "政策戒毒", "政策解读"),
            ("推动高质量法展。", "高质量法展", "高质量发展"),
            ("在县委的正确领,认真落实。", "正确领", "正确领导"),
            ("坚持中国特色社会注意。", "中国特色社会注意", "中国特色社会主义"),
        ] {
            let expected = [(written, term)];
            assert_eq!(told(text), if term.is_empty() { &[][..] } else { &expected[..] }, "{text}");
        }
    }

    #[test]
    fn right_phrases_near_a_term_are_left_alone() {
        for text in [
            "推进政务信息公开、政策信息公开和政府信息共享。",
            "发展改革、住房城乡建设等部门。",
            "相关负责人落实到位,可以申请公开。",
            "发布政府信息公开年度报告,切实提升公开实效。",
            "政府信息公开作为重点工作,进一步全面推进。",
            "党务、村务公开,自主动员,行政处长会议。",
            "以公开促落实,务公开栏,政务公开,申请公开。",
            "政府信息公開條例",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
    }

    #[test]
    fn one_slip_is_told_once() {
        assert_eq!(told("政府信心公开工作").len(), 1);
        assert_eq!(told("政府信心公开,人民正府").len(), 2);
    }

    #[test]
    fn a_text_without_end_takes_no_longer() {
        assert_eq!(told(&"公开".repeat(50_000)), []);
    }

    #[test]
    fn what_comes_twice_in_a_term_is_found() {
        let text: Vec<(usize, char)> = "推进政府信息信息公开".char_indices().collect();
        assert_eq!(doubled_within(&text, 4, 2), Some("政府信息公开"));
        assert_eq!(doubled_within(&text, 2, 2), None);
        assert_eq!(doubled_within(&text, 0, 2), None);
    }
}
