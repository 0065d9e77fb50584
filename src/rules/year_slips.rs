//! Years that cannot be right where they stand, whatever else the sentence tells.
//!
//! ```text
//! 2022年公开428条，较2022年增加36条       a year compared with itself
//! 与上一年度（2021年）相比                the year before 2023 is 2022
//! 2024年8月，成功举办开放日               in the report of 2023: not yet come
//! 2022年是“十四五”规划开局之年            that was 2021
//! 深入贯彻党的十九大精神                  in the report of 2024: there has been another congress
//! 贯彻党的二十届三中全会精神              in the report of 2023: that was not held yet
//! ```

use std::ops::Range;

use super::lists;
use super::paragraphs::Sentence;
use crate::document::date::{Date, dates};

/// A year, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearSlip {
    /// The bytes of the sentence.
    pub range: Range<usize>,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is compared with itself.
    WithItself,
    /// It is called the year before, and is not.
    NotBefore,
    /// It tells of what was done, and had not come when the report was due.
    NotYet,
    /// It goes by the name of another year.
    NamedAs {
        /// The name, as folded.
        name: String,
        /// Whose name that is.
        of: u16,
    },
    /// It goes by a congress or a plenum of the Party that was held later.
    NotHeld {
        /// When it was.
        held: &'static str,
    },
    /// It goes by a congress of the Party after which there was another, and does not name that.
    CongressBefore {
        /// What the later one is called.
        later: &'static str,
        /// When it was.
        held: u16,
    },
}

/// Years with a name of their own.
const MARKED: &str = include_str!("lists/marked_years.tsv");

/// The first year that is wrong in itself in a sentence of the report of `year`.
pub fn find(sentence: &Sentence<'_>, year: u16) -> Option<YearSlip> {
    let text = sentence.text;
    let slip = |(range, fault)| YearSlip { range, fault };
    let mut found = earlier_congress(sentence, year).or_else(|| not_held(sentence, year)).map(slip);
    if !text.contains('年') {
        return found;
    }
    let dates = || dates(text).into_iter().filter(|date| !sentence.is_quoted(date.range.start)).collect::<Vec<Date>>();
    if found.is_none() && text.contains(['较', '比', '与']) {
        found = with_itself(text, &dates(), year).map(slip);
    }
    found
        .or_else(|| not_before(text, year).filter(|(range, _)| !sentence.is_quoted(range.start)).map(slip))
        .or_else(|| not_yet(text, year, dates).map(slip))
        .or_else(|| named_otherwise(text, year, dates).map(slip))
}

/// 2022年公开428条，较2022年增加36条.
fn with_itself(text: &str, dates: &[Date], year: u16) -> Option<(Range<usize>, Fault)> {
    const THIS_YEAR: [&str; 4] = ["全年", "本年", "今年", "共"];
    const CHANGES: [&str; 13] =
        ["相比", "增", "减", "上升", "下降", "提升", "提高", "多", "少", "有所", "略有", "明显", "大幅"];
    let is_year = |date: &&Date| date.year() == Some(year) && date.month.is_none();
    if dates.iter().filter_map(Date::year).any(|other| other != year) {
        return None;
    }
    let (at, date) = dates.iter().enumerate().filter(|(_, date)| is_year(date)).find(|(_, date)| {
        let after = &text[date.range.end..];
        let after = ["度", "同期", "全年"].iter().fold(after, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
        text[..date.range.start].ends_with(['较', '比', '与']) && CHANGES.iter().any(|word| after.starts_with(word))
    })?;
    let told = dates[..at].iter().any(|date| is_year(&date))
        || THIS_YEAR.iter().any(|word| text[..date.range.start].contains(word));
    told.then(|| (date.range.clone(), Fault::WithItself))
}

/// 上一年度（2021年） in the report of 2023.
fn not_before(text: &str, year: u16) -> Option<(Range<usize>, Fault)> {
    let words = ["上一年度(", "上年度(", "上一年(", "上年(", "去年("];
    let (start, inside) = words.iter().find_map(|words| {
        let start = text.find(words)? + words.len();
        Some((start, &text[start..start + text[start..].find(')')?]))
    })?;
    let date = dates(inside).into_iter().next().filter(|date| date.range.start == 0 && date.month.is_none())?;
    let is_bare = inside[date.range.end..].trim_start_matches('度').is_empty();
    let told = date.year().filter(|told| is_bare && told.saturating_add(1) != year)?;
    // Of a year that is named in the sentence it may be the year before.
    let is_of_another = text[..start].contains(&format!("{}年", told + 1));
    (!is_of_another).then(|| (start..start + date.range.end, Fault::NotBefore))
}

/// A month of the year after in which the report was published long since, and of later years.
fn not_yet(text: &str, year: u16, dates: impl Fn() -> Vec<Date>) -> Option<(Range<usize>, Fault)> {
    const FIRST: u8 = 4;
    const DONE: [&str; 12] = [
        "成功举",
        "举办了",
        "召开了",
        "开展了",
        "组织了",
        "完成了",
        "已完成",
        "取得了",
        "取得良好",
        "印发了",
        "共收到",
        "共公开",
    ];
    const TO_COME: [&str; 12] =
        ["将", "拟", "计划", "打算", "争取", "力争", "下一步", "今后", "预计", "有效", "任期", "目标"];
    if !DONE.iter().any(|word| text.contains(word)) || TO_COME.iter().any(|word| text.contains(word)) {
        return None;
    }
    let is_ahead = |date: &Date| match (date.year(), date.month) {
        (Some(told), Some(month)) => told == year.saturating_add(1) && month >= FIRST,
        _ => false,
    };
    let is_end = |date: &Date| {
        text[..date.range.start].ends_with(['至', '到', '-', '~']) || text[date.range.end..].starts_with(['前', '止'])
    };
    let date = dates().into_iter().find(|date| is_ahead(date) && !is_end(date))?;
    Some((date.range, Fault::NotYet))
}

/// 2022年是“十四五”规划开局之年.
fn named_otherwise(text: &str, year: u16, dates: impl Fn() -> Vec<Date>) -> Option<(Range<usize>, Fault)> {
    const IS: [&str; 7] = ["是", "逢", "值", "作为", "系", "迎来", "为"];
    const NEAR: usize = 45;
    if !text.contains("之年") && !text.contains("周年") {
        return None;
    }
    lists::entries::<2>(MARKED).find_map(|[marked, of]| {
        let (words, more) = marked.split_once('…').map_or((marked, None), |(words, more)| (words, Some(more)));
        let of: u16 = of.parse().ok()?;
        let at = text.find(words)?;
        let end = at + words.len();
        let end = match more {
            None => end,
            Some(more) => {
                let clause = &text[end..end + text[end..].find([',', '、']).unwrap_or(text.len() - end)];
                let length = clause.find(more).filter(|length| *length <= NEAR)?;
                (!clause[..length].contains('五')).then_some(end + length + more.len())?
            }
        };
        let name = || text[at..end].replace('"', "");
        let is_told = |between: &str| {
            between.len() <= 2 * NEAR && IS.iter().any(|word| between.contains(word)) && !between.contains(';')
        };
        let last = dates().into_iter().rfind(|date| date.range.end <= at);
        if let Some(date) = last {
            let told = date.year().filter(|told| *told != of && date.month.is_none())?;
            let near = is_told(&text[date.range.end..at]) && told.abs_diff(year) <= 1;
            return near.then(|| (date.range, Fault::NamedAs { name: name(), of }));
        }
        let this = ["今年", "本年度", "本年"].iter().find_map(|word| Some((text[..at].rfind(word)?, *word)));
        let (start, word) = this.filter(|_| of != year)?;
        is_told(&text[start..at]).then(|| (start..start + word.len(), Fault::NamedAs { name: name(), of }))
    })
}

/// Congresses and plenums of the Party, the first year whose report can name them, and when they were held.
const MEETINGS: [(&str, u16, &str); 7] = [
    ("十九届四中全会", 2019, "2019年10月"),
    ("十九届五中全会", 2020, "2020年10月"),
    ("十九届六中全会", 2021, "2021年11月"),
    ("二十大精神", 2022, "2022年10月"),
    ("二十届二中全会", 2022, "2023年2月"),
    ("二十届三中全会", 2024, "2024年7月"),
    ("二十届四中全会", 2025, "2025年10月"),
];

/// 贯彻党的二十届三中全会精神 in the report of 2023.
fn not_held(sentence: &Sentence<'_>, year: u16) -> Option<(Range<usize>, Fault)> {
    if !["中全会", "大精神"].iter().any(|words| sentence.text.contains(words)) {
        return None;
    }
    MEETINGS.iter().filter(|(_, first, _)| year < *first).find_map(|&(name, _, held)| {
        let at = sentence.text.find(name).filter(|at| !sentence.is_quoted(*at))?;
        Some((at..at + name.len(), Fault::NotHeld { held }))
    })
}

/// The congresses of the Party, and when they were.
const CONGRESSES: [(&str, u16); 4] = [("十八大", 2012), ("十九大", 2017), ("二十大", 2022), ("二十一大", 2027)];

/// 深入贯彻党的十九大精神 in the report of a year after the next congress, where the paragraph does not name that.
fn earlier_congress(sentence: &Sentence<'_>, year: u16) -> Option<(Range<usize>, Fault)> {
    if !sentence.text.contains("大精神") {
        return None;
    }
    CONGRESSES.windows(2).find_map(|pair| {
        let [(name, _), (later, held)] = *pair else { return None };
        let words = format!("{name}精神");
        let at = sentence.text.find(&words).filter(|at| year > held && !sentence.is_quoted(*at))?;
        let is_alone = !sentence.paragraph.text().contains(later);
        is_alone.then(|| (at..at + words.len(), Fault::CongressBefore { later, held }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::paragraphs::paragraphs;
    use crate::rules::prose::Prose;
    use crate::rules::test_support::Draft;

    /// The year that is wrong in the text of the report of 2023.
    fn wrong(text: &str) -> Option<(String, Fault)> {
        let report = Draft::new(2023).part(PartKind::Overview, Some(1), text).report();
        let prose = Prose::of(&report);
        let paragraphs = paragraphs(&prose);
        let mut sentences = paragraphs.iter().flat_map(|paragraph| paragraph.sentences());
        sentences.find_map(|sentence| {
            let slip = find(&sentence, 2023)?;
            Some((sentence.written(slip.range), slip.fault))
        })
    }

    #[test]
    fn the_list_is_well_formed() {
        lists::assert_well_formed::<2>(MARKED);
        for [name, year] in lists::entries::<2>(MARKED) {
            assert!(year.parse::<u16>().is_ok(), "{name}");
        }
    }

    #[test]
    fn a_year_that_cannot_be_right_is_found() {
        let named = |name: &str, of| Fault::NamedAs { name: name.to_owned(), of };
        for (text, year, fault) in [
            ("2023年公开信息28条，较2023年增加6条。", "2023年", Fault::WithItself),
            ("全年公开信息28条，与2023年度相比有所减少。", "2023年", Fault::WithItself),
            ("与上一年度（2021年）相比，数量增加。", "2021年", Fault::NotBefore),
            ("2024年8月，成功举办开放日活动。", "2024年8月", Fault::NotYet),
            ("2023年是“十四五”规划的开局之年。", "2023年", named("十四五规划的开局之年", 2021)),
            ("2023年，是党的二十大召开之年。", "2023年", named("二十大召开之年", 2022)),
            ("今年正值建党100周年。", "今年", named("建党100周年", 2021)),
            ("贯彻党的二十届三中全会精神。", "二十届三中全会", Fault::NotHeld { held: "2024年7月" }),
            ("贯彻党的十九大精神。", "十九大精神", Fault::CongressBefore { later: "二十大", held: 2022 }),
        ] {
            assert_eq!(wrong(text), Some((year.to_owned(), fault)), "{text}");
        }
    }

    #[test]
    fn years_that_may_be_right_are_left_alone() {
        for text in [
            "2023年公开信息28条，较2022年增加6条。",
            "2022年公开信息28条，比2023年少6条。",
            "下一年的公开数量将较2023年提升。",
            "与上一年度（2022年）相比，数量增加。",
            "2022年较上年（2021年）减少。",
            "2024年1月，召开了年报编制会议。",
            "将于2024年8月成功举办开放日活动。",
            "印发了《行动方案（2024年6月至2025年6月）》。",
            "公示期至2024年6月，已完成编制。",
            "2023年是贯彻党的二十大精神的开局之年，也是“十四五”规划承上启下之年。",
            "2021年是“十四五”规划开局之年。",
            "贯彻党的十九大精神和二十大精神。",
            "党的十九大以来，公开不断加强。",
            "贯彻党的二十大和二十届二中全会精神。",
            "按照《2022年政务公开工作要点》细化分工。",
            "2023年政务公开工作贯穿“十四五”规划，“十五五”规划开局之年将至。",
        ] {
            assert_eq!(wrong(text), None, "{text}");
        }
    }
}
