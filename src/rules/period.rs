//! The statistics period as the text states it: 统计期限自2024年1月1日起至2024年12月31日止, 统计期限为2024年度.

use std::ops::Range;

use super::paragraphs::{Paragraph, Sentence};
use crate::document::date::{Date, Year, dates};

/// What may stand between the two ends of a period.
const TO: &[&str] =
    &["至", "起至", "到", "起到", "-", "--", "~", "起,至", "起-", "始至", "起始至", "~~", "开始至", "零时至", "止至"];

/// Words of which one stands before a period that is that of the statistics.
const CUES: &[&str] = &["统计", "期限", "时限", "所列数据", "数据期", "起止"];

/// How far before the period its cue may stand, in bytes.
const CUE_DISTANCE: usize = 75;

/// More periods than this nobody states.
const MOST: usize = 8;

/// A statistics period that was stated.
#[derive(Debug, Clone)]
pub struct Period<'p> {
    /// The sentence that states it.
    pub sentence: Sentence<'p>,
    /// The bytes of the sentence that it takes up.
    pub range: Range<usize>,
    /// When it begins; `None` where only one date is written.
    pub begin: Option<Date>,
    /// When it ends, or the year it covers.
    pub end: Date,
}

impl Period<'_> {
    /// As written.
    pub fn written(&self) -> String {
        self.sentence.written(self.range.clone())
    }

    /// The years it begins and ends in, where both are years; one that is left out is the other's.
    pub fn years(&self) -> Option<(u16, u16)> {
        let begin = self.begin.as_ref().unwrap_or(&self.end);
        match (begin.year, self.end.year) {
            (Year::Told(begin), Year::Told(end)) => Some((begin, end)),
            (Year::Told(year), Year::Unsaid) | (Year::Unsaid, Year::Told(year)) => Some((year, year)),
            _ => None,
        }
    }
}

/// The first statistics period that the text states.
pub fn stated<'p>(paragraphs: &'p [Paragraph<'p>]) -> Option<Period<'p>> {
    let sentences = || paragraphs.iter().flat_map(Paragraph::sentences).filter(|sentence| may_state(sentence.text));
    sentences().find_map(from_to).or_else(|| sentences().find_map(single))
}

/// Every statistics period that the text states: one that was left behind from another year may stand beside the right
/// one.
pub fn all<'p>(paragraphs: &'p [Paragraph<'p>]) -> Vec<Period<'p>> {
    let mut found: Vec<Period<'p>> = stated(paragraphs).into_iter().collect();
    let place = |period: &Period<'_>| period.sentence.anchor(period.range.clone());
    let sentences = paragraphs.iter().flat_map(Paragraph::sentences).filter(|sentence| may_state(sentence.text));
    for period in sentences.filter_map(from_to) {
        let begins_the_year = period.begin.as_ref().is_some_and(|begin| (begin.month, begin.day) == (Some(1), Some(1)));
        let is_other = found.iter().all(|other| place(other) != place(&period));
        if begins_the_year && is_other && found.len() < MOST && has_cue(&period.sentence, period.range.start) {
            found.push(period);
        }
    }
    found
}

/// Whether it is worth looking for one.
fn may_state(text: &str) -> bool {
    text.contains('月') || CUES.iter().any(|cue| text.contains(cue))
}

/// A period with two ends.
fn from_to(sentence: Sentence<'_>) -> Option<Period<'_>> {
    let found = dates(sentence.text);
    found.windows(2).find_map(|pair| {
        let [begin, end] = pair else { return None };
        let between = &sentence.text[begin.range.end..end.range.start];
        let is_whole_year =
            (begin.month, begin.day) == (Some(1), Some(1)) && (end.month, end.day) == (Some(12), Some(31));
        if !TO.contains(&between) || begin.month.is_none() || !is_whole_year && !has_cue(&sentence, begin.range.start) {
            return None;
        }
        let range = begin.range.start..end.range.end;
        Some(Period { sentence, range, begin: Some(begin.clone()), end: end.clone() })
    })
}

/// A period that is one year: 统计期限为2024年度.
fn single(sentence: Sentence<'_>) -> Option<Period<'_>> {
    let date = dates(sentence.text).into_iter().next()?;
    let is_stated = sentence.text.contains("统计") && has_cue(&sentence, date.range.start);
    is_stated.then(|| Period { sentence, range: date.range.clone(), begin: None, end: date })
}

fn has_cue(sentence: &Sentence<'_>, at: usize) -> bool {
    let before = &sentence.text[..at];
    let from = before.char_indices().map(|(place, _)| place).find(|place| at - place <= CUE_DISTANCE).unwrap_or(at);
    CUES.iter().any(|cue| before[from..].contains(cue))
}

#[cfg(test)]
mod tests {
    use crate::report::PartKind;
    use crate::rules::paragraphs::paragraphs;
    use crate::rules::prose::Prose;
    use crate::rules::test_support::Draft;

    type Found = Option<(String, Option<(u16, u16)>)>;

    fn stated(text: &str) -> Found {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), text).report();
        let prose = Prose::of(&report);
        let paragraphs = paragraphs(&prose);
        super::stated(&paragraphs).map(|period| (period.written(), period.years()))
    }

    #[test]
    fn a_period_is_found_in_every_writing() {
        for written in [
            "2024年1月1日起至2024年12月31日",
            "2024年1月1日至12月31日",
            "2024年1月1日—12月31日",
            "2024年1月1日到2024年12月31日",
            "2024.1.1-2024.12.31",
            "二〇二四年一月一日至二〇二四年十二月三十一日",
        ] {
            let found = stated(&format!("所列数据的统计期限自{written}止。"));
            assert_eq!(found, Some((written.to_owned(), Some((2024, 2024)))), "{written}");
        }
        assert_eq!(stated("统计期限为2023年度。"), Some(("2023年".to_owned(), Some((2023, 2023)))));
        assert_eq!(stated("本报告（2024年1月1日至12月31日）如下").and_then(|(_, years)| years), Some((2024, 2024)));
    }

    #[test]
    fn every_period_of_the_statistics_is_found_once() {
        let text = "统计期限自2023年1月1日起至2023年12月31日止。数据统计期限为2024年1月1日至2024年12月31日。\
                    公示期限为2024年3月1日至2024年3月5日。";
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), text).report();
        let prose = Prose::of(&report);
        let paragraphs = paragraphs(&prose);
        let years: Vec<_> = super::all(&paragraphs).iter().map(|period| period.years()).collect();
        assert_eq!(years, [Some((2023, 2023)), Some((2024, 2024))]);
    }

    #[test]
    fn other_spans_are_no_statistics_period() {
        for text in ["2024年3月1日至5月31日开展征集。", "2024年，我局认真贯彻。", "2023年至2025年建设规划", "无"]
        {
            assert_eq!(stated(text), None, "{text}");
        }
    }

    #[test]
    fn a_malformed_year_makes_no_years() {
        let found = stated("统计期限自2020年1月1日起至202020年12月31日止");
        assert_eq!(found, Some(("2020年1月1日起至202020年12月31日".to_owned(), None)));
    }
}
