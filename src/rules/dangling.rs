//! Words after which a sentence must go on, and a mark stands in place of what is missing: 渠道进一步，群众……

use std::ops::Range;
use std::sync::LazyLock;

use super::lists::{self, Words};

/// The words, and where they must not stand.
const LIST: &str = include_str!("lists/dangling_words.tsv");

static WORDS: LazyLock<Words<3>> = LazyLock::new(|| Words::of(LIST));

/// Marks that end a clause, folded.
const MARKS: [char; 4] = [',', '。', ';', '!'];

/// How many characters before the word are shown with it.
const SHOWN: usize = 4;

/// The words of a folded text after which something is missing, with a few characters before them, in bytes.
pub fn find(text: &str) -> impl Iterator<Item = Range<usize>> {
    WORDS.find_in(text).filter_map(move |(at, [word, place, longer])| {
        let end = at + word.len();
        let before = text[..at].chars().next_back();
        let alone = before.is_none_or(|c| MARKS.contains(&c));
        let dangles = text[end..].starts_with(MARKS)
            && (*place == "后" || alone)
            && before != Some('"')
            && !lists::is_part_of(text, at..end, longer);
        dangles.then(|| {
            let shown = text[..at].chars().rev().take(SHOWN).take_while(|c| c.is_alphanumeric());
            at - shown.map(char::len_utf8).sum::<usize>()..end
        })
    })
}

/// Items of a list that say nothing, in bytes of a folded text: 一是。二是加强培训.
pub fn empty_items(text: &str) -> impl Iterator<Item = Range<usize>> {
    const NUMBERS: [&str; 8] = ["一", "二", "三", "四", "五", "六", "七", "八"];
    ["是。", "是;"].into_iter().flat_map(move |words| text.match_indices(words)).filter_map(|(at, _)| {
        let number = NUMBERS.iter().find(|number| text[..at].ends_with(**number))?;
        let start = at - number.len();
        let begins = text[..start].is_empty() || text[..start].ends_with(MARKS) || text[..start].ends_with(':');
        begins.then_some(start..at + '是'.len_utf8())
    })
}

/// Where a clause of a folded text begins with 的, of which the words before are missing, with a few characters after it, in
/// bytes: 领导小组，的工作格局.
pub fn headless(text: &str) -> impl Iterator<Item = Range<usize>> {
    const WORDS: [&str; 5] = ["的确", "的的", "的士", "的哥", "的话"];
    text.match_indices('的').filter_map(|(at, _)| {
        let rest = &text[at..];
        let begins = text[..at].ends_with(MARKS) && !WORDS.iter().any(|word| rest.starts_with(word));
        begins.then(|| {
            let shown = rest.chars().take(1 + SHOWN).take_while(|c| c.is_alphanumeric());
            at..at + shown.map(char::len_utf8).sum::<usize>()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        find(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn the_list_is_well_formed() {
        lists::assert_well_formed::<3>(LIST);
        assert!(lists::entries::<3>(LIST).all(|[_, place, _]| matches!(place, "后" | "独")));
    }

    #[test]
    fn a_clause_that_breaks_off_is_found() {
        for (text, words) in [
            ("公开渠道进一步,群众更加满意。", "公开渠道进一步"),
            ("下一步将加大对。", "下一步将加大对"),
            ("平稳有序,通过,公开信息。", "通过"),
            ("对申请予以。", "对申请予以"),
        ] {
            assert_eq!(found(text), [words], "{text}");
        }
    }

    #[test]
    fn an_item_that_says_nothing_is_found() {
        let found = |text| empty_items(text).map(|range| &text[range]).collect::<Vec<&str>>();
        assert_eq!(found("主要问题:一是。二是形式单一。"), ["一是"]);
        for text in ["一是,加强领导。", "问题是。", "统一是;", "一是加强领导。"] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn a_clause_without_its_head_is_found() {
        let found = |text| headless(text).map(|range| &text[range]).collect::<Vec<&str>>();
        assert_eq!(found("成立领导小组,的工作格局基本形成。"), ["的工作格局"]);
        for text in ["群众的意见,的确中肯。", "形成“统一领导”的格局。", "没有的话,不报。"]
        {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn a_clause_that_goes_on_is_left_alone() {
        for text in [
            "公开渠道进一步拓宽,百尺竿头更进一步。",
            "会议审议通过,方案表决通过。",
            "好评如潮,源源不断。",
            "主动作为,有所作为。",
            "针对问题,按照要求,对于申请,予以公开。",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
