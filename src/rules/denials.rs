//! Sentences that say there was nothing: 我局未收到政府信息公开申请, 未发生行政复议、行政诉讼.
//!
//! Only what is said of the agency itself and of its whole year is taken: no word may stand before it that narrows it to
//! a season, a channel or an office, and none behind it that narrows it to some requests or outcomes.

use std::ops::Range;

use super::agency::{Agency, TOWN_ENDS};
use super::paragraphs::{Paragraph, Sentence};
use super::prose::Place;
use crate::document::date::dates;
use crate::report::Report;

/// What a sentence says there was none of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// New requests for information.
    Requests,
    /// Administrative reviews.
    Reviews,
    /// Administrative suits.
    Suits,
}

/// A denial, and where its words stand in the sentence, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// What there was none of.
    pub denied: Vec<Denied>,
    /// Whether it speaks of what has to do with the disclosure of information, in so many words.
    pub is_bound: bool,
    /// From the negation to the end of the clause.
    pub place: Range<usize>,
}

/// How a sentence says that nothing came; the longer ones before those they begin with.
const NOTHING_CAME: [&str; 12] = [
    "未收到",
    "没有收到",
    "未接到",
    "没有接到",
    "未接收到",
    "未受理",
    "没有受理",
    "未曾收到",
    "未有收到",
    "无收到",
    "暂未收到",
    "尚未收到",
];

/// How a sentence says that nothing happened.
const NOTHING_HAPPENED: [&str; 10] =
    ["未发生", "没有发生", "未产生", "没有产生", "未出现", "没有出现", "未引发", "未引起", "未收到", "无"];

/// How something is told that came.
const CAME: [&str; 5] = ["收到", "接到", "受理", "新收", "接收"];

/// What a request is called, the longer ones before those they begin with.
const REQUESTS: [&str; 17] = [
    "政府信息公开申请",
    "政府信息公开的申请",
    "政府信息依申请公开申请",
    "政府信息依申请公开",
    "信息公开申请",
    "依申请公开政府信息申请",
    "依申请公开政府信息的申请",
    "依申请公开政府信息",
    "依申请公开的政府信息",
    "依申请公开信息",
    "依申请公开申请",
    "依申请公开请求",
    "依申请公开",
    "申请公开政府信息",
    "申请公开信息",
    "要求公开政府信息的申请",
    "公开政府信息的申请",
];

/// Who requests, and other words between that do not narrow.
const ANYBODY: [&str; 18] = [
    "过",
    "任何",
    "有",
    "相关",
    "公民",
    "法人",
    "自然人",
    "个人",
    "单位",
    "群众",
    "其他组织",
    "组织",
    "、",
    "和",
    "或者",
    "或",
    "提出的",
    "提交的",
];

/// What may follow before the clause ends or another thing is named.
const TAILS: [&str; 11] = ["事项", "事宜", "请求", "申请", "案件", "件", "情况", "情形", "的", "等", "方面"];

/// What may stand before a denial, besides a date and the agency's own name.
const BEFORE: [&str; 33] = [
    ",",
    ":",
    "度",
    "全年",
    "年内",
    "本年度",
    "本年",
    "今年",
    "年度内",
    "我局",
    "我镇",
    "我乡",
    "我办",
    "我委",
    "我厅",
    "我街道",
    "我中心",
    "我单位",
    "我机关",
    "本局",
    "本镇",
    "本乡",
    "本街道",
    "本单位",
    "本机关",
    "本部门",
    "本级",
    "依申请公开",
    "情况",
    "方面",
    "共",
    "均",
    "也",
];

/// Outcomes and kinds of cases: that there were none of these says nothing of the others.
const NARROWED: [&str; 16] = [
    "败诉", "纠正", "纠错", "撤销", "违法", "变更", "责令", "不利", "超期", "重大", "群体", "应诉", "被告", "审结",
    "逾期", "以外",
];

/// What every name of a request has in it, and every name of a case: most clauses have neither.
const IN_REQUESTS: &str = "申请";
const IN_CASES: &str = "行政";

/// The denials of a report's text that hold for the agency and its year, each with its sentence.
pub fn told<'p>(report: &Report, paragraphs: &'p [Paragraph<'p>]) -> Vec<(Sentence<'p>, Denial)> {
    let (agency, year) = (Agency::of(report), report.year.unwrap_or_default());
    let of_text = paragraphs.iter().filter(|paragraph| matches!(paragraph.place, Place::Preface | Place::Body(_)));
    let of_sentence = |sentence| {
        let found = denials(&sentence, agency.as_ref(), year);
        found.into_iter().map(move |denial| (sentence, denial))
    };
    of_text.flat_map(Paragraph::sentences).flat_map(of_sentence).collect()
}

/// The denials in a sentence that hold for the agency and its year.
fn denials(sentence: &Sentence<'_>, agency: Option<&Agency>, year: u16) -> Vec<Denial> {
    let mut found = Vec::new();
    let mut start = 0;
    for clause in sentence.text.split(',') {
        let at = start;
        start += clause.len() + 1;
        let denial = clause.contains(IN_REQUESTS).then(|| requests(clause)).flatten();
        let denial = denial.or_else(|| clause.contains(IN_CASES).then(|| cases(clause)).flatten());
        let Some((begin, denied, is_bound)) = denial else { continue };
        let before = &sentence.text[sentence.head().min(at + begin)..at + begin];
        // A denial before it in the same sentence is told for itself.
        let before = found.last().map_or(before, |last: &Denial| &sentence.text[last.place.end..at + begin]);
        if holds_for_all(before, agency, year) && !sentence.is_quoted(at + begin) {
            found.push(Denial { denied, is_bound, place: at + begin..at + clause.len() });
        }
    }
    found
}

/// 「未收到政府信息公开申请」, 「收到政府信息公开申请0件」, 「收到0件政府信息公开申请」: where it begins.
fn requests(clause: &str) -> Option<(usize, Vec<Denied>, bool)> {
    let none = NOTHING_CAME.iter().find_map(|words| Some((clause.find(words)?, *words)));
    let at = if let Some((at, words)) = none {
        let rest = without(&clause[at + words.len()..], &ANYBODY);
        let rest = REQUESTS.iter().find_map(|name| rest.strip_prefix(name))?;
        let rest = without(rest, &TAILS);
        (rest.is_empty() || rest.starts_with(['、', '和', '及', '与', '或'])).then_some(at)?
    } else {
        let (at, words) = CAME.iter().filter_map(|words| Some((clause.find(words)?, *words))).min()?;
        let rest = without(&clause[at + words.len()..], &ANYBODY);
        let zero = |text: &str| {
            let rest = without(text, &["共计", "总数", "数量", "共", "为"]);
            let rest = rest.strip_prefix('0').or_else(|| rest.strip_prefix('零'))?;
            rest.strip_prefix(['件', '条', '个', '份', '次', '宗', '起']).map(str::len)
        };
        let name = |text: &str| REQUESTS.iter().find_map(|name| text.strip_prefix(name)).map(str::len);
        let after = |length: usize| &rest[rest.len() - length..];
        let end = match zero(rest) {
            Some(length) => name(after(length))?,
            None => zero(after(name(rest)?))?,
        };
        after(end).is_empty().then_some(at)?
    };
    Some((at, vec![Denied::Requests], true))
}

/// 「未发生因政府信息公开引起的行政复议、行政诉讼案件」: where it begins.
fn cases(clause: &str) -> Option<(usize, Vec<Denied>, bool)> {
    let (at, words) = NOTHING_HAPPENED.iter().find_map(|words| Some((clause.find(words)?, *words)))?;
    let rest = &clause[at + words.len()..];
    // 「无」 is a part of many words; here something has to follow that there is none of.
    let begins =
        words != "无" || ["因", "行政", "政府信息公开", "信息公开", "涉及"].iter().any(|start| rest.starts_with(start));
    if !begins || NARROWED.iter().any(|word| clause.contains(word)) {
        return None;
    }
    let reviews = rest.contains("行政复议").then_some(Denied::Reviews);
    let suits = rest.contains("行政诉讼").then_some(Denied::Suits);
    let denied: Vec<Denied> = reviews.into_iter().chain(suits).collect();
    (!denied.is_empty()).then(|| (at, denied, rest.contains("信息公开")))
}

/// Whether nothing that stands before a denial narrows it.
fn holds_for_all(before: &str, agency: Option<&Agency>, year: u16) -> bool {
    let mut rest = before;
    loop {
        let shorter = without(rest, &BEFORE);
        let date = dates(shorter).into_iter().next().filter(|date| date.range.start == 0);
        let shorter = match date {
            // What is told of another year, or of a month, is not told of this one.
            Some(date) if date.year() == Some(year) && date.month.is_none() => &shorter[date.range.end..],
            Some(_) => return false,
            None => shorter,
        };
        let shorter = agency.and_then(|agency| without_name(shorter, agency)).unwrap_or(shorter);
        if shorter.len() == rest.len() {
            return rest.is_empty();
        }
        rest = shorter;
    }
}

/// The text without the agency's name at its beginning, however much of it is written.
fn without_name<'t>(text: &'t str, agency: &Agency) -> Option<&'t str> {
    let mut rest = text;
    for region in &agency.regions {
        rest = rest.strip_prefix(region.as_str()).unwrap_or(rest);
    }
    let stem = TOWN_ENDS.iter().find_map(|end| agency.own.strip_suffix(end)).filter(|stem| stem.chars().count() > 1);
    let own = rest.strip_prefix(agency.own.as_str()).or_else(|| rest.strip_prefix(stem?));
    let rest = own.unwrap_or(rest);
    (rest.len() < text.len())
        .then(|| without(rest, &["人民政府", "政府", "办事处", "党工委", "党委", "街道", "镇", "乡"]))
}

/// The text without these words at its beginning, however often they come.
fn without<'t>(text: &'t str, words: &[&str]) -> &'t str {
    let mut rest = text;
    while let Some(shorter) = words.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::paragraphs::paragraphs;
    use crate::rules::prose::Prose;
    use crate::rules::test_support::Draft;

    #[test]
    fn every_name_of_a_request_has_the_word_that_is_looked_for_first() {
        assert!(REQUESTS.iter().all(|name| name.contains(IN_REQUESTS)));
    }

    fn denied(text: &str) -> Vec<Denied> {
        let report = Draft::new(2024).part(PartKind::Overview, None, text).report();
        let prose = Prose::of(&report);
        let agency = Agency::named("青浣县石磨镇人民政府");
        let paragraphs = paragraphs(&prose);
        let sentences = paragraphs.iter().flat_map(|paragraph| paragraph.sentences()).skip(1);
        sentences
            .flat_map(|sentence| denials(&sentence, agency.as_ref(), 2024))
            .flat_map(|denial| denial.denied)
            .collect()
    }

    #[test]
    fn what_the_agency_says_of_its_year_is_taken() {
        for text in [
            "2024年，我镇未收到政府信息公开申请。",
            "（二）依申请公开情况。本年度没有收到依申请公开事项。",
            "石磨镇全年未接到公民、法人或者其他组织提出的政府信息公开申请。",
            "2024年度，石磨镇人民政府收到政府信息公开申请0件。",
            "全年共收到0件政府信息公开申请。",
        ] {
            assert_eq!(denied(text), [Denied::Requests], "{text}");
        }
        assert_eq!(
            denied("本年度未发生因政府信息公开引起的行政复议、行政诉讼案件。"),
            [Denied::Reviews, Denied::Suits]
        );
        assert_eq!(
            denied("2024年未收到政府信息公开申请，未收到因政府信息公开提起的行政复议。"),
            [Denied::Requests, Denied::Reviews]
        );
    }

    #[test]
    fn what_is_narrowed_says_nothing_of_the_rest() {
        for text in [
            "上半年未收到政府信息公开申请。",
            "通过网络未收到政府信息公开申请。",
            "2023年未收到政府信息公开申请。",
            "各村未收到政府信息公开申请。",
            "未收到要求公开会议记录的申请。",
            "未收到商业企业的政府信息公开申请。",
            "未收到政府信息公开申请人的投诉。",
            "未发生行政复议被纠正、行政诉讼败诉的情况。",
            "收到政府信息公开申请10件。",
            "无行政许可事项。",
        ] {
            assert_eq!(denied(text), [], "{text}");
        }
    }
}
