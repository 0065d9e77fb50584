//! `announced-parts-differ`: the text says how many parts or points there are, and there are others.

use std::ops::Range;

use super::prose::{Passage, Place};
use super::wording::{ordinal, quote};
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::fold::numeral;
use crate::report::{PartKind, Reading, Report};

declare_rule! {
    /// ## 查什么
    /// 开头说的部分数与报告不符，例如“由五个部分组成”而报告有六个部分；“从以下四个方面改进”后面只列到“三是”；列举和小标题跳了号或者重了号，例如“一是、二是、四是”“（一）（一）”。
    ///
    /// ## 依据
    /// 审核惯例，没有条文规定。六个部分见国办公开办函〔2021〕30号。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 本报告由总体情况等五个部分组成。
    ///
    /// 一、总体情况
    ///
    /// 从以下四个方面推进：一是建清单；二是强审核；三是办培训。
    ///
    /// 二、主动公开政府信息情况
    ///
    /// 三、收到和处理政府信息公开申请情况
    ///
    /// 四、政府信息公开行政复议、行政诉讼情况
    ///
    /// 五、存在的主要问题及改进情况
    ///
    /// 部分栏目更新不够及时，已安排专人负责。
    ///
    /// 六、其他需要报告的事项
    /// ```
    /// 报告有六个部分；说四个方面，只列了三个。
    ///
    /// ## 对例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 本报告由总体情况等六个部分组成。
    ///
    /// 一、总体情况
    ///
    /// 从以下三个方面推进：一是建清单；二是强审核；三是办培训。
    ///
    /// 二、主动公开政府信息情况
    ///
    /// 三、收到和处理政府信息公开申请情况
    ///
    /// 四、政府信息公开行政复议、行政诉讼情况
    ///
    /// 五、存在的主要问题及改进情况
    ///
    /// 部分栏目更新不够及时，已安排专人负责。
    ///
    /// 六、其他需要报告的事项
    /// ```
    ///
    /// ## 不查什么
    /// 报告少了部分的，由 `missing-part` 说明。列举跨段、分层（“一是”下面又有“一是”），或者后面用“此外”“同时”补充的，不判断。
    pub static ANNOUNCED_PARTS_DIFFER = "announced-parts-differ", "说的部分数、条数是否相符", Warning, Practice, check;
}

/// What a sentence says that speaks of the report itself; a site's columns have reports among them.
const THIS_REPORT: [&str; 10] =
    ["本报告", "本年度报告", "本年报", "全文", "报告由", "报告包括", "报告分", "报告共", "报告内容", "总体情况"];

/// The parts of the form.
const PARTS: u8 = 6;

/// How many characters of a sentence before the number are looked at.
const LOOKED_BACK: usize = 400;

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let mut findings = Vec::new();
    for (at, passage) in prose.passages.iter().enumerate() {
        if let Some(place) = announced_parts(report, passage) {
            let written = quote(&passage.written(place.clone()));
            let message = format!(
                "正文说报告有{written}，格式规定六个部分，{}请改一致。",
                if found_parts(report) == PARTS { "报告里也是六个部分，" } else { "" }
            );
            findings.push(rule.finding(message).anchor(Some(passage.anchor(place))));
        }
        if let Some((range, number)) = bracketed_twice(passage) {
            let message = format!("“（{number}）”写了两次，请核对序号。");
            findings.push(rule.finding(message).anchor(Some(passage.anchor(range))));
        }
        if let Some((range, after, next)) = gap(passage) {
            let message = format!("列举写到“{after}是”，接着却是“{next}是”，请核对序号，或者看看是不是少了一项。");
            findings.push(rule.finding(message).anchor(Some(passage.anchor(range))));
        }
        for list in lists_of(passage) {
            // The next paragraph may go on with the list.
            let next = list.counting.item(list.items + 1);
            if prose.passages.get(at + 1).is_some_and(|passage| passage.text().contains(&next)) {
                continue;
            }
            let written = quote(&passage.written(list.place.clone()));
            let message = format!(
                "{written}后面列到“{}”，与说的“{}”不符，请核对。",
                list.counting.item(list.items).trim_end_matches(','),
                passage.written(list.number.clone())
            );
            findings.push(rule.finding(message).anchor(Some(passage.anchor(list.place))));
        }
    }
    for part in prose.passages.chunk_by(|a, b| a.place == b.place) {
        let Some((passage, range, number, before)) = misnumbered(part) else { continue };
        let written = quote(&passage.written(range.clone()));
        let message = if number == before {
            format!("小标题{written}的序号和前面一个重复，请核对。")
        } else {
            let before = ordinal(before);
            format!("小标题{written}前面一个是“（{before}）”，请核对序号，或者看看是不是少了一项。")
        };
        findings.push(rule.finding(message).anchor(Some(passage.anchor(range))));
    }
    prose.verdict(findings)
}

fn found_parts(report: &Report) -> u8 {
    let found = PartKind::ALL.into_iter().filter(|kind| report.part(*kind).is_some()).count();
    u8::try_from(found).unwrap_or(PARTS)
}

/// 「包括以下四个部分」, 「由五部分组成」 said of the report, with another number than the form's and the report's.
fn announced_parts(report: &Report, passage: &Passage<'_>) -> Option<Range<usize>> {
    if !matches!(passage.place, Place::Preface | Place::Body(PartKind::Overview))
        || report.reading == Reading::Fragmented
    {
        return None;
    }
    let text = passage.text();
    text.match_indices("部分").find_map(|(at, words)| {
        let counted = text[..at].strip_suffix('个').unwrap_or(&text[..at]);
        let (from, number) = number_before(counted)?;
        // The sentence has to speak of this report and of what it is made of.
        let back = text[..from].char_indices().rev().take(LOOKED_BACK);
        let start = back.take_while(|(_, c)| !matches!(c, '。' | ';')).last().map_or(from, |(at, _)| at);
        let before = &text[start..from];
        let after = &text[at + words.len()..];
        let of_report = THIS_REPORT.iter().any(|word| before.contains(word));
        let made_of = ["包括", "包含", "分为", "由", "共", "等"].iter().any(|word| before.contains(word))
            || after.starts_with("组成")
            || after.starts_with("构成");
        let differs = number != PARTS && number != found_parts(report);
        (of_report && made_of && !before.ends_with('第') && differs).then(|| from..at + words.len())
    })
}

/// An announced list whose items are another number.
struct List {
    /// 「四个方面」
    place: Range<usize>,
    /// 「四」
    number: Range<usize>,
    /// How far the items go.
    items: u8,
    /// How they are counted.
    counting: Counting,
}

/// How the items of a list are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counting {
    /// 一是, 二是
    Is,
    /// 一要, 二要
    Must,
    /// 第一, 第二,
    Ordinal,
    /// （一）（二）
    Bracketed,
    /// 1. 2.
    Point,
    /// 1、2、
    Comma,
}

impl Counting {
    const ALL: [Self; 6] = [Self::Is, Self::Must, Self::Ordinal, Self::Bracketed, Self::Point, Self::Comma];

    /// What the item with this number begins with.
    fn item(self, number: u8) -> String {
        match self {
            Self::Is => format!("{}是", ordinal(number)),
            Self::Must => format!("{}要", ordinal(number)),
            Self::Ordinal => format!("第{},", ordinal(number)),
            Self::Bracketed => format!("({})", ordinal(number)),
            Self::Point => format!("{number}."),
            Self::Comma => format!("{number}、"),
        }
    }
}

/// The lists of a passage of which it says how many items they have, and they have not.
fn lists_of(passage: &Passage<'_>) -> Vec<List> {
    const THINGS: [&str; 8] = ["方面", "问题", "不足", "点", "项工作", "项措施", "项任务", "举措"];
    /// The most characters between the words and the list.
    const BETWEEN: usize = 12;
    let text = passage.text();
    let mut found: Vec<List> = Vec::new();
    let countings: Vec<Counting> =
        Counting::ALL.into_iter().filter(|counting| text.contains(&counting.item(2))).collect();
    if countings.is_empty() {
        return found;
    }
    for thing in THINGS {
        for (at, words) in text.match_indices(thing) {
            let before = text[..at].trim_end_matches(['个', '项', '条', '大']);
            let Some((from, said)) = number_before(before) else { continue };
            let rest = &text[at + words.len()..];
            // The list has to follow at once, and to be what the words announce.
            let near = rest.char_indices().nth(BETWEEN + 2).map_or(rest, |(end, _)| &rest[..end]);
            let first = countings
                .iter()
                .filter_map(|counting| Some((near.find(&counting.item(1))?, *counting)))
                .min_by_key(|(at, _)| *at);
            let Some((first, counting)) = first else { continue };
            let between = &rest[..first];
            let follows = between.ends_with([':', ',', '。', ';']);
            let looks_back =
                ["以上", "上述", "这", "该", "前", "第", "等"].iter().any(|word| text[..from].ends_with(word));
            if !follows || looks_back || said < 2 {
                continue;
            }
            // 「三方面问题」 is told by its last word.
            let is_told = found.iter().any(|list| list.number.start == from);
            if let Some(items) = items(&rest[first..], counting).filter(|items| *items != said && !is_told) {
                found.push(List { place: from..at + words.len(), number: from..before.len(), items, counting });
            }
        }
    }
    found.sort_by_key(|list| list.place.start);
    found
}

/// Where a list that begins with 一是 passes over a number or has one twice: 一是…二是…四是.
fn gap(passage: &Passage<'_>) -> Option<(Range<usize>, &'static str, &'static str)> {
    const ORDINALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let text = passage.text();
    if !text.contains("一是") {
        return None;
    }
    let (mut last, mut lists) = (None::<usize>, 0);
    for (at, _) in text.match_indices('是') {
        let Some(item) = ORDINALS.iter().position(|ordinal| text[..at].ends_with(ordinal)) else { continue };
        let start = at - ORDINALS[item].len();
        // 「统一是」, 「第二是」 and 「十二是」 number nothing here.
        if !text[..start].is_empty() && !text[..start].ends_with([';', '。', ',', ':', ')', '!']) {
            continue;
        }
        lists += usize::from(item == 0);
        // 「一是…一是…三是」, and no 二是 anywhere.
        if item == 2 && last == Some(0) && !text.contains("二") {
            return Some((start..at + '是'.len_utf8(), ORDINALS[0], ORDINALS[2]));
        }
        let goes_on = item == 0 || last.is_some_and(|before| item == before + 1);
        if !goes_on {
            // Where lists stand within one another, a number may be that of either.
            let before = last.filter(|before| lists == 1 && (item == before + 2 || item == *before))?;
            return Some((start..at + '是'.len_utf8(), ORDINALS[before], ORDINALS[item]));
        }
        last = Some(item);
    }
    None
}

/// The number in brackets that a paragraph begins with, 「（二）」, in bytes.
fn bracketed(passage: &Passage<'_>) -> Option<(Range<usize>, u8)> {
    let text = passage.text();
    let inside = text.strip_prefix('(')?;
    let end = inside.find(')').filter(|end| *end <= '一'.len_utf8() * 2)?;
    let (_, number) = (1..=10).map(|number| (ordinal(number), number)).find(|(word, _)| *word == inside[..end])?;
    Some((0..end + 2, number))
}

/// The second of two equal numbers in brackets at the beginning of sentences of a paragraph, one right after the other
/// and the others in order: （一）问题。……（一）改进。
fn bracketed_twice(passage: &Passage<'_>) -> Option<(Range<usize>, String)> {
    let text = passage.text();
    if !matches!(passage.place, Place::Body(_)) || !text.contains("(一)") {
        return None;
    }
    let mut numbers: Vec<(usize, u8)> = Vec::new();
    for (at, _) in text.match_indices('(') {
        let begins = at == 0 || text[..at].ends_with(['。', ';', '!']);
        let number = (1..=10).find(|number| text[at + 1..].starts_with(&format!("{})", ordinal(*number))));
        numbers.extend(number.filter(|_| begins).map(|number| (at, number)));
    }
    let mut odd = numbers.windows(2).filter(|pair| pair[1].1 != pair[0].1 + 1);
    let (Some([(_, before), (at, number)]), None) = (odd.next(), odd.next()) else { return None };
    let is_twice = before == number && numbers.first().is_some_and(|(_, number)| *number == 1);
    let word = ordinal(*number);
    is_twice.then(|| (*at..at + word.len() + 2, word))
}

/// Where the paragraphs of a part's text are numbered （一）（一） or （一）（三）, and neither begin anew nor stand within
/// others: the paragraph, its number's place, the number and the one before it.
fn misnumbered<'a, 'r>(part: &'a [Passage<'r>]) -> Option<(&'a Passage<'r>, Range<usize>, u8, u8)> {
    let is_text = |kind: PartKind| matches!(kind, PartKind::Overview | PartKind::Problems | PartKind::Other);
    let is_looked_at = part.first().is_some_and(|passage| matches!(passage.place, Place::Body(kind) if is_text(kind)));
    if !is_looked_at {
        return None;
    }
    let numbered: Vec<_> =
        part.iter().filter_map(|passage| bracketed(passage).map(|(range, number)| (passage, range, number))).collect();
    // Numbers that begin anew, or more than one that is out of order, tell of something else.
    let mut odd = numbered.windows(2).filter(|pair| pair[1].2 != pair[0].2 + 1);
    let (Some([(_, _, before), (passage, range, number)]), None) = (odd.next(), odd.next()) else { return None };
    let missing = format!("({})", ordinal(before + 1));
    let is_inline = number != before && part.iter().any(|other| other.text().contains(&missing));
    let is_odd = number == before || *number == before + 2;
    let is_first = numbered.first().is_some_and(|(_, _, number)| *number == 1);
    (is_odd && is_first && !is_inline).then(|| (*passage, range.clone(), *number, *before))
}

/// How many items 「一是…二是…」 has; `None` where that is not sure.
fn items(list: &str, counting: Counting) -> Option<u8> {
    let first = counting.item(1);
    let mut count = 0;
    let mut rest = list;
    while let Some(at) = rest.find(&counting.item(count + 1)) {
        // A list in a list begins anew.
        let item = counting.item(count + 1);
        let again = rest[at + item.len()..].find(&first);
        count += 1;
        rest = &rest[at + item.len()..];
        if again.is_some() || count == 10 {
            return None;
        }
    }
    // What comes after the last item may be one more in other words, or the list may go on in the next paragraph.
    let more = ["此外", "另外", "同时", "最后", ",还", ";还", "。还"].iter().any(|word| rest.contains(word));
    let is_counted =
        |word: char| rest.match_indices(word).any(|(at, _)| rest[..at].ends_with(|c| numeral(c).is_some()));
    let goes_on = more || is_counted('是') || is_counted('要');
    let ends = list.ends_with(['。', ';', '!', ')', '"']);
    (count >= 2 && !goes_on && ends).then_some(count)
}

/// The number that ends a text, 2 to 19, and where it begins.
fn number_before(text: &str) -> Option<(usize, u8)> {
    let digits = |c: char| numeral(c).is_some() || c == '两' || c.is_ascii_digit();
    let from = text.trim_end_matches(digits).len();
    let written = &text[from..];
    let value = |c: char| if c == '两' { Some(2) } else { numeral(c) };
    let mut chars = written.chars();
    let number = match (chars.next(), chars.next(), chars.next()) {
        (Some(_), _, _) if written.bytes().all(|byte| byte.is_ascii_digit()) => written.parse().ok()?,
        (Some(one), None, _) => value(one)?,
        (Some('十'), Some(one), None) => 10 + value(one).filter(|one| *one < 10)?,
        _ => return None,
    };
    (2..20).contains(&number).then_some((from, number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;
    use crate::rules::test_support::{Draft, line, run};

    fn report(preface: &str, overview: &str) -> Report {
        let parts = [2, 3, 4, 5, 6].map(|number| (PartKind::ALL[usize::from(number) - 1], number));
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), overview).parts(&parts).report();
        Report { preface: vec![line(preface, 1)], ..report }
    }

    #[track_caller]
    fn told(preface: &str, overview: &str) -> Vec<String> {
        let findings = run(&ANNOUNCED_PARTS_DIFFER, &report(preface, overview)).findings;
        findings.into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn another_number_of_parts_is_told() {
        assert_eq!(
            told("本报告由总体情况等五个部分组成。", ""),
            ["正文说报告有“五个部分”，格式规定六个部分，报告里也是六个部分，请改一致。"]
        );
        assert_eq!(told("全文包括总体情况、改进措施四部分。", "").len(), 1);
        assert_eq!(told("现将情况报告如下：内容包括总体情况、工作情况、改进措施三部分。", "").len(), 1);
        assert_eq!(told("年度报告分为7个部分。", "").len(), 1);
    }

    #[test]
    fn the_right_number_and_other_parts_are_left_alone() {
        for preface in [
            "本报告由六部分组成。",
            "本报告分为6个部分。",
            "报告第五部分说明问题。",
            "大部分报告已经公布。",
            "培训分为三个部分。",
        ] {
            assert_eq!(told(preface, ""), Vec::<String>::new(), "{preface}");
        }
    }

    #[test]
    fn a_list_passes_over_no_number_and_has_none_twice() {
        assert_eq!(
            told("", "一是加强学习；二是健全机制；四是严格考核。"),
            ["列举写到“二是”，接着却是“四是”，请核对序号，或者看看是不是少了一项。"]
        );
        assert_eq!(told("", "一是加强学习。二是健全机制。二是严格考核。三是督促落实。").len(), 1);
        for list in [
            "一是加强学习；二是健全机制；三是严格考核。",
            "一是加强学习：一是集中学，二是自学；二是健全机制。",
            "主要不足，一是人员少。下一步：一是配人；二是培训。",
            "一是统一是要求；二是第四是重点。",
        ] {
            assert_eq!(told("", list), Vec::<String>::new(), "{list}");
        }
    }

    #[test]
    fn paragraphs_are_numbered_one_after_the_other() {
        let told = |lines: &[&str]| {
            let report = Draft::new(2024).overview(lines).report();
            let findings = run(&ANNOUNCED_PARTS_DIFFER, &report).findings;
            findings.into_iter().map(|finding| finding.message).collect::<Vec<_>>()
        };
        assert_eq!(told(&["（一）问题。", "（一）改进。"]), ["小标题“（一）”的序号和前面一个重复，请核对。"]);
        assert_eq!(
            told(&["（一）问题。", "（三）改进。"]),
            ["小标题“（三）”前面一个是“（一）”，请核对序号，或者看看是不是少了一项。"]
        );
        for lines in [
            &["（一）问题。", "（二）改进。", "（一）培训。", "（二）考核。"][..],
            &["（一）问题。（二）原因。", "（三）改进。"],
            &["（二）问题。", "（四）改进。"],
        ] {
            assert_eq!(told(lines), Vec::<String>::new(), "{lines:?}");
        }
        assert_eq!(told(&["一是不快。一是不准。三是不全。"]).len(), 1);
        assert_eq!(told(&["（一）问题。更新慢。（一）改进。加快。"]), ["“（一）”写了两次，请核对序号。"]);
        assert_eq!(told(&["（一）问题。1.慢。（二）改进。（一）加快。"]), Vec::<String>::new());
    }

    #[test]
    fn a_list_of_another_length_is_told() {
        assert_eq!(
            told("", "从以下四个方面改进：一是建清单；二是强审核；三是办培训。"),
            ["“四个方面”后面列到“三是”，与说的“四”不符，请核对。"]
        );
        assert_eq!(told("", "存在两方面不足：一是不快，二是不准，三是不全。").len(), 1);
    }

    #[test]
    fn lists_are_counted_in_every_way() {
        for overview in [
            "存在四点不足：（一）更新慢。（二）解读少。（三）培训少。",
            "存在两个问题：1.更新慢；2.解读少；3.培训少。",
            "存在三个问题：1、更新慢；2、解读少。",
            "存在三个方面问题：第一，更新慢；第二，解读少。",
            "采取三项措施：一要抓培训；二要抓更新。",
        ] {
            assert_eq!(told("", overview).len(), 1, "{overview}");
        }
        for overview in [
            "存在三点不足：（一）更新慢。（二）解读少。（三）培训少。",
            "存在两个问题：1.更新慢；2.解读少。",
            "从两个方面改进：第一，抓培训；第二，抓更新。",
            "做好四项工作：1.公开2.5万条；2.解读；3.培训；4.考核。",
        ] {
            assert_eq!(told("", overview), Vec::<String>::new(), "{overview}");
        }
    }

    #[test]
    fn a_list_may_go_on_in_the_next_paragraph() {
        let mut report = report("", "存在三方面不足：一是不快；二是不准。");
        report.parts[0].body.push(line("三是不全。", 9));
        assert_eq!(run(&ANNOUNCED_PARTS_DIFFER, &report).findings, Vec::new());
    }

    #[test]
    fn lists_that_may_be_whole_are_left_alone() {
        for overview in [
            "从以下三个方面改进：一是建清单；二是强审核；三是办培训。",
            "从四个方面改进：一是建清单；二是强审核；三是办培训；此外，补短板。",
            "从三个方面改进：一是抓落实，一是建清单，二是强审核。",
            "从四个方面改进：一是建清单；二是强审核，",
            "以上四个方面：一是建清单；二是强审核。",
            "在组织等四个方面取得成效，全年公开信息稳步推进有力有序。一是建清单；二是强审核。",
            "一方面：一是建清单；二是强审核。",
        ] {
            assert_eq!(told("", overview), Vec::<String>::new(), "{overview}");
        }
    }
}
