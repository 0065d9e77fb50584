//! A clause or an item of a list that is written again right after the mark that ends it.
//!
//! ```text
//! 坚持以人民为中心的发展思想，以人民为中心的发展思想，围绕……     the end of a clause, and all of the next
//! 公开教育、医疗、医疗、就业等信息                             an item of a list
//! 修订公开目录和公开目录，                                     both sides of 和
//! 加强领导，明确专人，加强领导，明确专人，                     two clauses one after the other
//! 发放资料、张贴公告、发放资料等方式                           an item of a list, later on
//! 公开救助、养老等信息，公开救助、养老等信息，                 a clause with a list in it
//! 落实制度，确保准确。落实制度，确保准确。                     a sentence
//! ```

use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::fold::is_ideograph;

/// Marks that clauses end with, folded.
const MARKS: [char; 5] = [',', ';', '。', '、', ':'];

/// The fewest characters of a clause that is written again; of one that is the end of the clause before; of an item.
const CLAUSE: usize = 4;
const TAIL: usize = 5;
const ITEM: usize = 2;

/// The longest clause that is looked for.
const LONGEST: usize = 60;

/// The fewest characters of a sentence of several clauses, or of a clause with a list in it, that is written again.
const SENTENCE: usize = 10;

/// An item of a list that comes again later on has so many characters.
const LATER_ITEM: usize = 4;

/// The longest item of a list.
const LONGEST_ITEM: usize = 12;

/// The longest list whose items are compared.
const LONGEST_LIST: usize = 64;

/// What stands between the same words on both sides.
const LINKS: [&str; 4] = ["以及", "和", "与", "及"];

/// What may follow the same words on the other side of a link.
const ENDS: [char; 3] = [',', ';', '。'];

/// Words written again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// From the first time to the end of the second, in bytes.
    pub range: Range<usize>,
    /// The words.
    pub words: Range<usize>,
}

/// The clauses of a folded text that come again, in its order.
pub fn find(text: &str) -> Vec<Repeated> {
    let mut found = Vec::new();
    let mut last: Option<Range<usize>> = None;
    let mut clauses: [Range<usize>; 4] = [0..0, 0..0, 0..0, 0..0];
    let mut list: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for (end, mark) in text.match_indices(MARKS) {
        let clause = start..end;
        clauses.rotate_left(1);
        clauses[3] = clause.clone();
        if let Some(repeated) = both_again(text, &clauses) {
            found.push(repeated);
        } else if let Some(words) = listed_before(text, &list, &clause, mark) {
            found.push(Repeated { range: words.clone(), words });
        }
        // What is longer is no item, and a list may begin with it.
        if text[clause.clone()].chars().count() > LONGEST_ITEM {
            list.clear();
        }
        if mark == "、" && list.len() < LONGEST_LIST {
            list.push(clause.clone());
        } else {
            list.clear();
        }
        if let Some(before) = last.replace(clause.clone()) {
            let separator = text[before.end..clause.start].chars().next();
            let rest = &text[end..];
            if let Some(words) = again(&text[before.clone()], &text[clause.clone()], separator, rest) {
                found.push(Repeated { range: before.end - words..end, words: clause.clone() });
            }
        }
        if let Some(repeated) = linked(text, &clause) {
            found.push(repeated);
        }
        start = end + mark.len();
    }
    // Lists of two and sentences of two clauses were seen as two clauses.
    let mut told: BTreeMap<usize, usize> = found.iter().map(|again| (again.words.start, again.words.end)).collect();
    for again in lists_again(text).chain(sentences_again(text)) {
        let before = told.range(..again.words.end).next_back();
        if before.is_none_or(|(_, end)| *end <= again.words.start) {
            told.insert(again.words.start, again.words.end);
            found.push(again);
        }
    }
    found
}

/// Clauses with a list in them that come again right after the mark that ends them.
fn lists_again(text: &str) -> impl Iterator<Item = Repeated> {
    let mut before = 0..0;
    let mut start = 0;
    let marks = text.match_indices(|c| c != '、' && MARKS.contains(&c));
    marks.filter_map(move |(end, mark)| {
        let clause = start..end;
        start = end + mark.len();
        let last = std::mem::replace(&mut before, clause.clone());
        let words = &text[clause.clone()];
        let is_again = is_short(words)
            && words.contains('、')
            && words.chars().count() >= SENTENCE
            && text[last.clone()].ends_with(words)
            && words.chars().all(|c| is_word(c) || c == '、');
        is_again.then(|| Repeated { range: last.end - words.len()..clause.end, words: clause.clone() })
    })
}

/// Sentences of several clauses that come again right after the one that ends in them.
fn sentences_again(text: &str) -> impl Iterator<Item = Repeated> {
    let mut before = 0..0;
    let mut start = 0;
    text.match_indices('。').filter_map(move |(end, mark)| {
        let sentence = start..end;
        start = end + mark.len();
        let last = std::mem::replace(&mut before, sentence.clone());
        let words = &text[sentence.clone()];
        let is_again = words.len() <= 2 * 3 * LONGEST
            && words.contains(',')
            && words.chars().count() >= SENTENCE
            && text[last.clone()].ends_with(words);
        is_again.then(|| Repeated { range: last.end - words.len()..sentence.end, words: sentence.clone() })
    })
}

/// Two clauses that come again right after the second of them.
fn both_again(text: &str, clauses: &[Range<usize>; 4]) -> Option<Repeated> {
    let words = |at: usize| &text[clauses[at].clone()];
    let same = words(0) == words(2) && words(1) == words(3) && words(0) != words(1);
    let long = [words(0), words(1)]
        .iter()
        .all(|words| is_short(words) && words.chars().count() >= CLAUSE && words.chars().all(is_word));
    (same && long)
        .then(|| Repeated { range: clauses[0].start..clauses[3].end, words: clauses[2].start..clauses[3].end })
}

/// The item of a list that was in it before, but not right before.
fn listed_before(text: &str, list: &[Range<usize>], clause: &Range<usize>, mark: &str) -> Option<Range<usize>> {
    let (_, earlier) = list.split_last()?;
    let words = &text[clause.clone()];
    // The last item goes on with 等.
    let item = if mark == "、" { words } else { words.split('等').next().unwrap_or(words) };
    let is_item = is_short(item) && item.chars().count() >= LATER_ITEM && item.chars().all(is_word);
    let is_same = |(at, before): (usize, &Range<usize>)| {
        let before = &text[before.clone()];
        // The first item has the words before the list in its clause.
        before == item || at == 0 && before.ends_with(item) && item.len() >= 3 * TAIL
    };
    (is_item && earlier.iter().enumerate().any(is_same)).then(|| clause.start..clause.start + item.len())
}

/// How many bytes of the clause before the next one repeats.
fn again(before: &str, clause: &str, mark: Option<char>, rest: &str) -> Option<usize> {
    if !is_short(clause) || !before.ends_with(clause) || !clause.chars().all(is_word) {
        return None;
    }
    let length = clause.chars().count();
    let whole = before == clause;
    let told = match mark {
        // An item of a list may end in the words of the next; said three times it is an appeal.
        Some('、') => {
            length >= if whole { ITEM } else { TAIL } && !rest.starts_with("、再") && !rest.starts_with(",再")
        }
        Some(',' | ';') => length >= if whole { CLAUSE } else { TAIL },
        // A sentence may begin with the words that the one before it ended in; only all of it is not said twice.
        Some('。') => whole && length >= TAIL && rest.starts_with('。'),
        _ => false,
    };
    told.then_some(clause.len())
}

/// The same words of four characters and more on both sides of 和 and the like, where nothing but a mark follows.
fn linked(text: &str, clause: &Range<usize>) -> Option<Repeated> {
    let words = &text[clause.clone()];
    LINKS.iter().find_map(|link| {
        words.match_indices(link).find_map(|(at, _)| {
            let second = at + link.len();
            let ends = words[second..].char_indices().skip(CLAUSE).take(LONGEST / 4);
            let ends = ends.map(|(end, _)| second + end).chain(is_short(&words[second..]).then_some(words.len()));
            let mut lengths = ends.filter(|end| {
                let next = text[clause.start + end..].chars().next();
                next.is_none_or(|next| ENDS.contains(&next))
            });
            lengths.find_map(|end| {
                let unit = words.get(second..end)?;
                let same = unit.chars().count() >= CLAUSE && unit.chars().all(is_word) && words[..at].ends_with(unit);
                let from = clause.start + at - if same { unit.len() } else { 0 };
                same.then(|| Repeated {
                    range: from..clause.start + end,
                    words: clause.start + second..clause.start + end,
                })
            })
        })
    })
}

/// Whether it is no longer than a clause that is looked for.
const fn is_short(words: &str) -> bool {
    words.len() <= 3 * LONGEST
}

const fn is_word(c: char) -> bool {
    is_ideograph(c) || c.is_ascii_digit() || c == '%'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repeated(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|repeated| &text[repeated.range]).collect()
    }

    #[test]
    fn what_comes_again_after_a_mark_is_found() {
        for (text, words) in [
            ("坚持问题导向工作思路,问题导向工作思路,逐项整改。", "问题导向工作思路,问题导向工作思路"),
            ("加强学习培训,加强学习培训。", "加强学习培训,加强学习培训"),
            ("公开教育、医疗、医疗、就业等信息。", "医疗、医疗"),
            ("按月更新栏目。按月更新栏目。", "按月更新栏目。按月更新栏目"),
            ("修订公开目录和公开目录,按月更新。", "公开目录和公开目录"),
            ("加强领导,明确专人,加强领导,明确专人,确保准确。", "加强领导,明确专人,加强领导,明确专人"),
            ("通过召开村民会议、发放资料、召开村民会议等方式公开。", "召开村民会议"),
            ("公开救助、养老等信息,公开救助、养老等信息,方便查询。", "公开救助、养老等信息,公开救助、养老等信息"),
            ("我局公开救助、养老等信息,公开救助、养老等信息。", "公开救助、养老等信息,公开救助、养老等信息"),
            ("今年,严格落实制度,确保准确。严格落实制度,确保准确。", "严格落实制度,确保准确。严格落实制度,确保准确"),
            ("公开机构、财政预算、人事任免、财政预算、招标采购。", "财政预算"),
        ] {
            assert_eq!(repeated(text), [words], "{text}");
        }
    }

    #[test]
    fn what_only_ends_alike_is_left_alone() {
        for text in [
            "办理率100%,满意率100%。",
            "以公开为常态、不公开为例外。",
            "学习、学习、再学习。",
            "明确责任,明确责任人。",
            "公开义务教育、学前教育、教育督导等信息。",
            "该公开的公开,该解读的解读。",
            "受理申请,申请均已答复。",
            "加强政府网站和政府网站栏目的管理。",
            "应当召集村民会议。召集村民会议,应当提前公告。",
            "有人管,有人问,有制度,有人管。",
            "公开政策、解读政策、落实政策。",
            "甲镇、乙镇、丙乡、甲镇中心小学。",
            "自然资源、交通运输、水利等部门应当书面告知所在地的县级以上人民政府和自然资源、交通运输等部门。",
            "地方自然资源、交通运输、农业农村和水行政主管部门应当会同上级自然资源、交通运输等部门。",
        ] {
            assert_eq!(repeated(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn a_text_without_end_takes_no_longer() {
        let text = "公开目录和公开目".repeat(20_000);
        assert_eq!(find(&format!("{text},")), []);
        assert_eq!(find(&"、,".repeat(100_000)), []);
        assert_eq!(find(&"公开救助、养老等信息,".repeat(20_000)).len(), 39_997);
    }
}
