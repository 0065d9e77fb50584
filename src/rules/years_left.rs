//! Earlier years that were left where a report tells of its own year, in other ways than at the head of what was done.
//!
//! ```text
//! 2014年，我局认真贯彻落实……              2014 for 2024
//! 本报告根据2023年度工作情况编制            in the report of 2024
//! （一）2023年存在的主要问题               the same
//! 2023年1月1日至12月31日，未收取……         the same
//! ```

use super::paragraphs::Sentence;
use super::prose::Place;
use super::stale_year::{BACK, COMPARED, COUNTED, OF_A_YEAR, tells_of_itself};
use crate::document::date::{Date, dates};
use crate::report::PartKind;

/// What an agency tells of the year that a report is about, and hardly of one long ago.
const OF_THE_YEAR: [&str; 13] = [
    "高度重视",
    "认真贯彻",
    "认真落实",
    "严格落实",
    "严格按照",
    "坚持以",
    "紧紧围绕",
    "紧扣",
    "扎实推进",
    "共主动公开",
    "主动公开政府信息",
    "全年",
    "稳步推进",
];

/// Words that show that it is a year long ago that is told of.
const LONG_AGO: [&str; 10] = ["首次", "成立", "开通", "建成", "组建", "撤", "出台", "印发", "制定", "开始"];

/// A year long ago that has one digit other than the report's, where a sentence begins with it that tells of this year: 2014
/// for 2024.
pub fn one_digit_off(sentence: &Sentence<'_>, year: u16, own: Option<&str>) -> Option<Date> {
    let text = sentence.text;
    let begins = text.get(sentence.head()..).unwrap_or_default();
    if !begins.strip_prefix('在').unwrap_or(begins).starts_with(['1', '2']) {
        return None;
    }
    let date = dates(text).into_iter().next().filter(|date| date.month.is_none())?;
    let told = date.year().filter(|told| *told + BACK < year)?;
    let digits = |year: u16| [year / 1000, year / 100 % 10, year / 10 % 10, year % 10];
    let is_off = |year: u16| digits(told).into_iter().zip(digits(year)).filter(|(a, b)| a != b).count() == 1;
    let lead = &text[sentence.head().min(date.range.start)..date.range.start];
    let after = &text[date.range.end..];
    let has = |words: &[&str]| words.iter().any(|word| after.contains(word));
    // The year that was not moved on may be miswritten, too.
    let is_off = is_off(year) || is_off(year.saturating_sub(1));
    let is_told = is_off && (lead.is_empty() || lead == "在") && !sentence.is_quoted(date.range.start);
    let is_of_year = has(&OF_THE_YEAR) && (tells_of_itself(after, own) || after.starts_with("的工作"));
    (is_told && is_of_year && !has(&LONG_AGO) && !has(COMPARED) && !has(OF_A_YEAR) && !after.starts_with('起'))
        .then_some(date)
}

/// The earlier year of the work that the report says it tells: 本报告根据2022年度本机关政府信息公开工作情况编制.
pub fn announced(sentence: &Sentence<'_>, year: u16, place: Place) -> Option<Date> {
    let text = sentence.text;
    if place != Place::Preface
        || !text.contains("编制")
        || COMPARED.iter().chain(OF_A_YEAR).any(|word| text.contains(word))
    {
        return None;
    }
    let found = dates(text);
    let is_earlier = |date: &Date| date.year().is_some_and(|told| told < year && told + BACK >= year);
    let date = found.iter().find(|date| date.month.is_none() && is_earlier(date))?;
    let after = &text[date.range.end..];
    let is_work = ["政府信息公开工作情况", "政府信息公开工作的情况", "政府信息公开情况"]
        .iter()
        .any(|words| after.find(words).is_some_and(|at| !after[..at].contains([',', '》'])));
    let is_own =
        found.iter().all(|date| date.year().is_none_or(|told| told < year || date.month.is_some() && told > year));
    (is_work && is_own && !sentence.is_quoted(date.range.start)).then(|| date.clone())
}

/// The earlier year whose problems a heading of part five names: （一）2022年存在的主要问题.
pub fn headed(sentence: &Sentence<'_>, year: u16, place: Place) -> Option<Date> {
    let text = sentence.text;
    if place != Place::Body(PartKind::Problems) || text.len() > 90 || !text.ends_with("问题") {
        return None;
    }
    let date = dates(text).into_iter().next().filter(|date| date.range.start == sentence.head())?;
    let is_earlier = date.month.is_none() && date.year() == Some(year.saturating_sub(1));
    let after = text[date.range.end..].trim_start_matches('度');
    let words = ["存在的主要问题", "存在的问题", "存在问题", "主要问题"];
    (is_earlier && words.contains(&after)).then_some(date)
}

/// The whole of an earlier year told as this one: 2022年1月1日至2022年12月31日，我局未收取…….
pub fn whole_year(sentence: &Sentence<'_>, year: u16, place: Place) -> Option<Date> {
    let text = sentence.text;
    if !matches!(place, Place::Body(_)) || !text.contains("12月31日") {
        return None;
    }
    let found = dates(text);
    let (first, last) = (found.first()?, found.get(1)?);
    let is_whole = (first.month, first.day) == (Some(1), Some(1)) && (last.month, last.day) == (Some(12), Some(31));
    let is_earlier = first.year().is_some_and(|told| told < year && told + BACK >= year)
        && last.year().is_none_or(|told| told < year);
    let is_told = first.range.start <= sentence.head() + '自'.len_utf8()
        && COUNTED.iter().any(|words| text[last.range.end..].contains(words))
        && !COMPARED.iter().chain(OF_A_YEAR).any(|word| text.contains(word));
    (is_whole && is_earlier && found.len() == 2 && is_told).then(|| first.clone())
}
