//! Places where something is missing that nothing marks: a figure before its measure word, a number after 第, what stands
//! between a pair of marks or after a label.

use std::ops::Range;
use std::sync::LazyLock;

use super::lists;
use crate::document::fold::{is_blank, is_ideograph, is_numeral};

/// What is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// A figure: 公开信息条.
    Figure,
    /// A number: 第号.
    Number,
    /// What a label announces: 电话：，.
    Label,
}

/// A measure word with what it counts, and what must stand in the clause.
struct Counted {
    measure: &'static str,
    things: Vec<&'static str>,
    cues: Vec<&'static str>,
}

static COUNTED: LazyLock<Vec<Counted>> = LazyLock::new(|| {
    let split = |text: &'static str| text.split('、').filter(|word| *word != "-").collect();
    let entries = lists::entries::<3>(include_str!("lists/counted_things.tsv"));
    entries.map(|[measure, things, cues]| Counted { measure, things: split(things), cues: split(cues) }).collect()
});

/// What ends a clause.
const ENDS: [char; 8] = [',', '。', ';', ':', '、', '!', '?', '('];

/// The figures that a folded text lacks, by the bytes of the clause up to the measure word.
pub fn figures(text: &str, found: &mut Vec<(Gap, Range<usize>)>) {
    let mut start = 0;
    for clause in text.split_inclusive(ENDS) {
        let from = start;
        start += clause.len();
        let words = clause.trim_end_matches(ENDS);
        // What goes on after the line's end is not known to lack anything.
        if words.len() == clause.len() {
            continue;
        }
        if lacks_thing_counted(words) || lacks_requests(words) || lacks_sum(words) {
            let shown = from + tail(words);
            found.push((Gap::Figure, shown..from + words.len()));
        }
    }
    // 占比%, 同比增长%
    // The head of a table's column is no sentence.
    if !text.contains([',', '。', ';']) {
        return;
    }
    for (at, sign) in text.match_indices('%') {
        let before = text[..at].chars().next_back();
        let is_word = before.is_some_and(|c| is_ideograph(c) && !is_numeral(c));
        if is_word {
            let near = tail(&text[..at]);
            let shown = text[near..at]
                .rfind(ENDS)
                .map_or(near, |mark| near + mark + text[near + mark..].chars().next().map_or(0, char::len_utf8));
            found.push((Gap::Figure, shown..at + sign.len()));
        }
    }
}

/// The most characters of a clause that are shown.
const SHOWN: usize = 16;

/// Where the last characters of a clause begin.
fn tail(words: &str) -> usize {
    words.char_indices().rev().nth(SHOWN - 1).map_or(0, |(at, _)| at)
}

/// 「公开各类信息条」: what is counted stands right before its measure word.
fn lacks_thing_counted(words: &str) -> bool {
    COUNTED.iter().any(|counted| {
        words.strip_suffix(counted.measure).is_some_and(|rest| {
            counted.things.iter().any(|thing| rest.ends_with(thing))
                && (counted.cues.is_empty() || counted.cues.iter().any(|cue| rest.contains(cue)))
        })
    })
}

/// 「全年收到政府信息公开申请件」: a request is 申请件 too, but not where a year's are told.
fn lacks_requests(words: &str) -> bool {
    let Some(rest) = words.strip_suffix("申请件") else { return false };
    let of_year = ["全年", "本年度", "年度", "年", "共", "累计"].iter().any(|word| rest.contains(word));
    let verb =
        ["收到", "新收", "接收", "受理"].iter().filter_map(|verb| rest.rfind(verb).map(|at| at + verb.len())).max();
    of_year && verb.is_some_and(|at| !has_quantity(&rest[at..]))
}

/// 「共主动公开条」, 「共件」: something is added up and no figure follows.
fn lacks_sum(words: &str) -> bool {
    const MEASURES: [&str; 11] = ["人次", "条", "件", "篇", "份", "期", "场", "次", "个", "项", "元"];
    const BEFORE: [&str; 25] = [
        "公开", "信息", "发布", "申请", "受理", "办结", "答复", "收到", "办理", "动态", "更新", "转载", "推送", "回复",
        "共", "计", "开展", "召开", "举办", "培训", "下设", "编发", "制发", "印发", "收取",
    ];
    let Some((measure, rest)) = MEASURES.iter().find_map(|measure| Some((*measure, words.strip_suffix(measure)?)))
    else {
        return false;
    };
    BEFORE.iter().any(|before| rest.ends_with(before)) && (counts_nothing(rest) || publishes_nothing(rest, measure))
}

/// Whether something is added up and no figure follows.
fn counts_nothing(rest: &str) -> bool {
    let cues = ["累计", "合计", "总计", "共计", "共"];
    let found = cues.iter().find_map(|cue| Some((rest.rfind(cue)?, *cue)));
    let Some((at, cue)) = found else { return false };
    let after = &rest[at + cue.len()..];
    let other = ["同", "享", "建", "治", "和", "产", "青", "性", "识"].iter().any(|next| after.starts_with(next));
    let of_word = ["公", "中", "国"].iter().any(|word| rest[..at].ends_with(word));
    !(cue == "共" && (other || of_word)) && after.chars().count() <= 14 && !has_quantity(after)
}

/// 「主动公开条」, 「收取元」 without anything that is counted before it.
fn publishes_nothing(rest: &str, measure: &str) -> bool {
    let verbs: &[&str] = match measure {
        "条" => &["主动公开", "主动公开信息", "主动公开政府信息", "公开政府信息", "公开政务信息"],
        "件" => &["制发", "印发", "新收", "共收到", "收到"],
        "元" => &["收取"],
        _ => &[],
    };
    verbs.iter().any(|verb| rest.ends_with(verb)) && !has_quantity(rest)
}

fn has_quantity(text: &str) -> bool {
    text.contains(|c: char| {
        c.is_ascii_digit() || is_numeral(c) || "百千万亿两几数多零〇半每各无未逐单首同余".contains(c)
    })
}

/// 「等个部分」, 「从个方面」; 「国务院令第号」, 「〔2024〕号」.
pub fn numbers(text: &str, found: &mut Vec<(Gap, Range<usize>)>) {
    for words in ["个部分", "个方面"] {
        for (at, words) in text.match_indices(words) {
            let cues = ["等", "包括", "共", "由", "分为", "以下", "从", "如下"];
            if let Some(cue) = cues.iter().find(|cue| text[..at].ends_with(*cue)) {
                found.push((Gap::Figure, at - cue.len()..at + words.len()));
            }
        }
    }
    for (at, ordinal) in text.match_indices('第') {
        let after = &text[at + ordinal.len()..];
        let unit = ['号', '条', '项', '款'].into_iter().find(|unit| after.starts_with(*unit));
        let is_number = unit.is_some_and(|unit| {
            let next = after[unit.len_utf8()..].chars().next();
            next.is_none_or(|c| !c.is_alphanumeric() || "第规的和之中要令".contains(c))
        });
        if is_number {
            found.push((Gap::Number, at..at + ordinal.len() + '号'.len_utf8()));
        }
    }
    for (at, words) in text.match_indices("]号") {
        // 〔2024〕 is six bytes as folded.
        let open = at.saturating_sub("[2024".len());
        let year = text.get(open..at).and_then(|year| year.strip_prefix('['));
        if year.is_some_and(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())) {
            found.push((Gap::Number, open..at + words.len()));
        }
    }
}

/// Labels of which something is told after a colon, the longer ones first.
const LABELS: [&str; 12] =
    ["联系电话", "电话", "传真", "邮政编码", "邮编", "邮箱", "电子邮件", "地址", "联系人", "网址", "办公时间", "手机"];

/// 「电话：，」: a label with nothing after it but the next mark.
pub fn labels(text: &str, found: &mut Vec<(Gap, Range<usize>)>) {
    for (at, colon) in text.match_indices(':') {
        let after = &text[at + colon.len()..];
        if !after.starts_with([',', ';', ')', '。', '、']) {
            continue;
        }
        if let Some(label) = LABELS.iter().find(|label| text[..at].ends_with(**label)) {
            found.push((Gap::Label, at - label.len()..at + colon.len()));
        }
    }
}

/// A pair of marks with nothing but blanks between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Its characters in the line.
    pub characters: Range<usize>,
    /// Its bytes.
    pub bytes: Range<usize>,
}

/// The pairs of marks with nothing but blanks between them in a line as written: （ ）, 《》, “”.
pub fn pairs(line: &str) -> Vec<Pair> {
    const PAIRS: [(char, char); 7] =
        [('（', '）'), ('(', ')'), ('《', '》'), ('“', '”'), ('〔', '〕'), ('【', '】'), ('「', '」')];
    let mut found = Vec::new();
    // Where a mark opened, what closes it, and whether a word of a report stands before it: a link's address and a
    // function's arguments are none.
    let mut open: Option<(usize, usize, char, bool)> = None;
    let mut before: Option<char> = None;
    for (at, (byte, c)) in line.char_indices().enumerate() {
        match open {
            Some((start, from, close, is_word)) if c == close => {
                if is_word {
                    found.push(Pair { characters: start..at + 1, bytes: from..byte + c.len_utf8() });
                }
                open = None;
            }
            _ if is_blank(c) => {}
            _ => {
                let closing = PAIRS.iter().find(|(open, _)| *open == c).map(|(_, close)| *close);
                open = closing.map(|close| (at, byte, close, before.is_none_or(|c| !c.is_ascii())));
            }
        }
        if !is_blank(c) {
            before = Some(c);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gaps(find: impl Fn(&str, &mut Vec<(Gap, Range<usize>)>), text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        find(text, &mut found);
        found.into_iter().map(|(_, place)| &text[place]).collect()
    }

    #[test]
    fn the_list_is_well_formed() {
        lists::assert_well_formed::<3>(include_str!("lists/counted_things.tsv"));
    }

    #[test]
    fn a_figure_is_missing_before_a_measure_word() {
        for (text, shown) in [
            ("2024年,公开各类信息条,涵盖民生。", "公开各类信息条"),
            ("举办业务培训班期,培训干部人次。", "举办业务培训班期"),
            ("发放宣传手册份。", "发放宣传手册份"),
            ("全年收到政府信息公开申请件,均已答复。", "全年收到政府信息公开申请件"),
            ("制定制度项。", "制定制度项"),
            ("收取信息处理费元。", "收取信息处理费元"),
            ("召开新闻发布会场,", "召开新闻发布会场"),
            ("其中网上申请占比%,", "其中网上申请占比%"),
            ("共件。", "共件"),
        ] {
            assert_eq!(gaps(figures, text).first(), Some(&shown), "{text}");
        }
    }

    #[test]
    fn words_that_end_like_a_measure_word_lack_nothing() {
        for text in [
            "公开40条,举办培训班2期。",
            "收到政府信息公开申请件后,及时登记。",
            "建设文化活动场、图书室。",
            "完善规范性文件,公开政策条文,",
            "统计信息条目,印发工作人员名单。",
            "农村饮水项目,市场主体,",
            "满意率达98%,占比(%),",
            "处理复杂申请件,逐件答复。",
            "严格执行收费公示制度,规范元素。",
        ] {
            assert_eq!(gaps(figures, text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn a_number_is_missing() {
        assert_eq!(gaps(numbers, "由总体情况等个部分组成"), ["等个部分"]);
        assert_eq!(gaps(numbers, "(国务院令第号)"), ["第号"]);
        assert_eq!(gaps(numbers, "《条例》第条规定"), ["第条"]);
        assert_eq!(gaps(numbers, "(国办函[2020]号)"), ["[2020]号"]);
        for text in ["第711号令,第五条,(国办函[2020]109号),各个方面", "依次第号召"] {
            assert_eq!(gaps(numbers, text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn a_label_announces_nothing() {
        assert_eq!(gaps(labels, "(电话:,地址:;邮编:223700)"), ["电话:", "地址:"]);
        assert_eq!(gaps(labels, "联系电话:0527-62000000,如下:"), Vec::<&str>::new());
    }

    #[test]
    fn a_pair_of_marks_has_nothing_in_it() {
        let places = |line: &str| pairs(line).into_iter().map(|pair| pair.characters).collect::<Vec<_>>();
        assert_eq!(places("根据《》（ ）要求，推进“”工作"), [2..4, 4..7, 12..14]);
        assert_eq!(places("（一）main()、[图解]()、“甲”“乙”"), []);
        assert_eq!(&"根据《 》要求"[pairs("根据《 》要求")[0].bytes.clone()], "《 》");
    }
}
