//! Dates in running text: 2024年1月30日, 二〇二四年一月三十日, 2024.1.30, 2024-01-30.
//!
//! It reads text as [`super::fold`] leaves it: no blanks, digits of one width. A year that cannot be one (202020年) is told apart,
//! never mended. Which year a bare 12月31日 belongs to is not decided here, and there is no clock: today is unknown.

use std::ops::Range;

use super::fold::numeral;

/// The years that a report can speak of.
const YEARS: std::ops::RangeInclusive<u16> = 1900..=2099;

/// A year as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Year {
    /// Four digits that make a year.
    Told(u16),
    /// Digits before 年 that make none, and can be nothing but a slip: 202020年.
    Malformed,
    /// None is written: 12月31日.
    Unsaid,
}

/// A day: year, month, day of the month.
pub type Day = (u16, u8, u8);

/// A date in a text, as far as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    /// The bytes of the folded text it takes up, 年, 月 or 日 included.
    pub range: Range<usize>,
    /// Its year.
    pub year: Year,
    /// Its month as written: 13月 is 13.
    pub month: Option<u8>,
    /// Its day as written.
    pub day: Option<u8>,
}

impl Date {
    /// The year, where it is one.
    pub const fn year(&self) -> Option<u16> {
        match self.year {
            Year::Told(year) => Some(year),
            Year::Malformed | Year::Unsaid => None,
        }
    }

    /// Year, month and day, where all are written and the calendar has such a day.
    pub fn full(&self) -> Option<Day> {
        let (year, month, day) = (self.year()?, self.month?, self.day?);
        (1..=days(Some(year), month)).contains(&day).then_some((year, month, day))
    }

    /// Whether no calendar has such a day: 2月30日, 13月.
    pub fn is_impossible(&self) -> bool {
        match (self.month, self.day) {
            (None, _) => false,
            (Some(month), None) => !(1..=12).contains(&month),
            (Some(month), Some(day)) => !(1..=days(self.year(), month)).contains(&day),
        }
    }
}

/// How many days a month has; 0 for what is no month. Without a year February has 29.
const fn days(year: Option<u16>, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => match year {
            Some(year) if !year.is_multiple_of(4) || year.is_multiple_of(100) && !year.is_multiple_of(400) => 28,
            _ => 29,
        },
        _ => 0,
    }
}

/// The dates of a folded text, in its order. A span of years (三年, 近20年) is no date.
///
/// ```
/// use gouji::document::date::dates;
/// let found = dates("自2024年1月1日起至二〇二四年十二月三十一日止");
/// assert_eq!(found[0].full(), Some((2024, 1, 1)));
/// assert_eq!(found[1].full(), Some((2024, 12, 31)));
/// ```
pub fn dates(folded: &str) -> Vec<Date> {
    let mut found: Vec<Date> = Vec::new();
    if !folded.contains(['年', '月']) && !folded.bytes().any(|byte| byte.is_ascii_digit()) {
        return found;
    }
    let mut at = 0;
    while let Some(skip) = folded[at..].find(is_digit) {
        let start = at + skip;
        let run = digits(&folded[start..]);
        let Some(date) = in_words(folded, start, run).or_else(|| in_figures(folded, start, run)) else {
            at = start + run.len();
            continue;
        };
        at = date.range.end;
        found.push(date);
    }
    found
}

/// Whether a date may begin with it.
pub fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || chinese_digit(c).is_some() || c == '十'
}

/// The digits a text begins with, all of one kind; 二0二四 counts as one run.
fn digits(text: &str) -> &str {
    let chinese = !text.starts_with(|c: char| c.is_ascii_digit());
    let fits = |c: char| {
        if chinese { chinese_digit(c).is_some() || matches!(c, '十' | '0' | 'O' | 'o') } else { c.is_ascii_digit() }
    };
    let end = text.find(|c: char| !fits(c)).unwrap_or(text.len());
    &text[..end]
}

/// A Chinese digit from 0 to 9, with the signs that are written for zero.
fn chinese_digit(c: char) -> Option<u8> {
    match c {
        '〇' | '○' | '零' | 'Ｏ' => Some(0),
        _ => numeral(c).filter(|digit| *digit < 10),
    }
}

/// The number a run of digits says, digit by digit (二〇二四) or as it is counted (三十一).
fn value(run: &str) -> Option<u16> {
    if let Some((tens, ones)) = run.split_once('十') {
        let digit = |text: &str, none| match text.chars().collect::<Vec<_>>().as_slice() {
            [] => Some(none),
            [only] => chinese_digit(*only).map(u16::from),
            _ => None,
        };
        return Some(digit(tens, 1)? * 10 + digit(ones, 0)?);
    }
    let digit = |c: char| match c {
        'O' | 'o' => Some(0),
        c => chinese_digit(c).map(u32::from).or_else(|| c.to_digit(10)),
    };
    run.chars().try_fold(0_u16, |value, c| value.checked_mul(10)?.checked_add(u16::try_from(digit(c)?).ok()?))
}

/// 2024年, 2024年1月, 2024年1月30日, 1月30日.
fn in_words(folded: &str, start: usize, run: &str) -> Option<Date> {
    let after = start + run.len();
    if folded[after..].starts_with('年') {
        let mut end = after + '年'.len_utf8();
        let month = counted(folded, end, &['月']);
        let has_month = month.is_some();
        let is_year_of = has_month || folded[end..].starts_with('度');
        let before = &folded[..start];
        let year = year(run, is_year_of, before, &folded[end..])?;
        let mut day = None;
        if let Some((_, after)) = month {
            end = after;
            day = counted(folded, end, &['日', '号']);
            end = day.map_or(end, |(_, after)| after);
        }
        return Some(Date { range: start..end, year, month: month.map(|(it, _)| it), day: day.map(|(it, _)| it) });
    }
    let (month, end) = counted(folded, start, &['月'])?;
    let (day, end) = counted(folded, end, &['日', '号'])?;
    Some(Date { range: start..end, year: Year::Unsaid, month: Some(month), day: Some(day) })
}

/// A number of one or two places with its unit, and where they end.
fn counted(folded: &str, at: usize, units: &[char]) -> Option<(u8, usize)> {
    let rest = &folded[at..];
    // The first month has a name of its own.
    if rest.starts_with("元月") && units.contains(&'月') {
        return Some((1, at + "元月".len()));
    }
    let run = digits(rest);
    let number = u8::try_from(value(run)?).ok().filter(|_| !run.is_empty() && run.chars().count() <= 3)?;
    let unit = rest[run.len()..].chars().next().filter(|c| units.contains(c))?;
    Some((number, at + run.len() + unit.len_utf8()))
}

/// Judges the digits before 年; `None` where they may well be something else than a year.
fn year(run: &str, is_year_of: bool, before: &str, after: &str) -> Option<Year> {
    let places = run.chars().count();
    let number = value(run).filter(|_| !run.contains('十'));
    if let Some(year) = number.filter(|year| places == 4 && YEARS.contains(year)) {
        return Some(Year::Told(year));
    }
    let chinese = !run.starts_with(|c: char| c.is_ascii_digit());
    let begins = before.is_empty() || before.ends_with(['。', ',', ';', ')']);
    let is_told_of = after.starts_with([',', '我', '本', '全']);
    let malformed = match places {
        // 204年1月, 202年我局; 一百年 and 二三十年 are spans.
        3 => !chinese && run.starts_with("20") && (is_year_of || run != "200" && begins && is_told_of),
        // 2204年; 2500年历史 is a span, and so is what comes after 近 or 约.
        4 if is_year_of => !chinese,
        4 => {
            let spans = before.ends_with(['近', '约', '余', '有', '达', '前', '超', '过']);
            let is_round = number.is_some_and(|number| number % 100 == 0);
            run.starts_with('2') && !spans && !is_round && is_told_of
        }
        // 202020年, 20204年, 22024年.
        5..=8 => !chinese && ["20", "19", "22"].iter().any(|start| run.starts_with(start)),
        _ => false,
    };
    malformed.then_some(Year::Malformed)
}

/// 2024.1.30, 2024-01-30, 2024/1/30; versions and addresses have more places.
fn in_figures(folded: &str, start: usize, run: &str) -> Option<Date> {
    let year = value(run).filter(|year| run.len() == 4 && YEARS.contains(year))?;
    let mark = folded[start + 4..].chars().next().filter(|c| matches!(c, '.' | '-' | '/'))?;
    let (month, end) = counted(folded, start + 5, &[mark])?;
    let run = digits(&folded[end..]);
    // Without the blank between them, the hour stands right after the day: 2024-01-3016:36.
    let run = if folded[end + run.len()..].starts_with(':') { &run[..run.len().min(2)] } else { run };
    let day = value(run).and_then(|day| u8::try_from(day).ok()).filter(|_| (1..=2).contains(&run.len()))?;
    let end = end + run.len();
    let runs_on = folded[end..].starts_with(mark) && folded[end + 1..].starts_with(|c: char| c.is_ascii_digit());
    let after_figure = folded[..start].ends_with(|c: char| c.is_ascii_digit() || c == mark);
    let date = Date { range: start..end, year: Year::Told(year), month: Some(month), day: Some(day) };
    (!runs_on && !after_figure && !date.is_impossible()).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::fold::fold;

    fn written(text: &str) -> Vec<(String, Option<Day>)> {
        let folded = fold(text);
        dates(&folded).into_iter().map(|date| (folded[date.range.clone()].to_owned(), date.full())).collect()
    }

    fn years(text: &str) -> Vec<Year> {
        dates(&fold(text)).into_iter().map(|date| date.year).collect()
    }

    #[test]
    fn a_day_is_read_in_every_writing() {
        for text in [
            "2024年1月30日",
            "2024 年 01 月 30 日",
            "２０２４年１月３０日",
            "二〇二四年一月三十日",
            "二零二四年一月三十日",
            "二0二四年一月三十日",
            "2024.1.30",
            "2024-01-30",
            "2024/1/30",
            "2024年1月30号",
            "二〇二四年元月三十日",
        ] {
            let found = written(&format!("于{text}公布"));
            assert_eq!(found.first().and_then(|(_, day)| *day), Some((2024, 1, 30)), "{text}");
            assert_eq!(found.len(), 1, "{text}");
        }
        assert_eq!(written("二〇二三年十二月三十一日")[0].1, Some((2023, 12, 31)));
        assert_eq!(written("二〇二三年二十月十日")[0].1, None);
    }

    #[test]
    fn a_date_may_be_written_in_part() {
        let found = dates("2024年1月1日至12月31日,2025年度,2023年3月");
        assert_eq!(found.iter().map(|date| date.year).collect::<Vec<_>>()[1], Year::Unsaid);
        assert_eq!((found[1].month, found[1].day), (Some(12), Some(31)));
        assert_eq!((found[2].year(), found[2].month), (Some(2025), None));
        assert_eq!((found[3].year(), found[3].month, found[3].day), (Some(2023), Some(3), None));
        assert_eq!(&"2024年1月1日至12月31日,2025年度"[found[2].range.clone()], "2025年");
    }

    #[test]
    fn a_malformed_year_is_told_apart() {
        for text in [
            "202020年12月31日",
            "20204年",
            "22024年",
            "204年1月1日",
            "202年，我局",
            "2204年度",
            "2204年，我局",
            "20242024年",
        ] {
            assert_eq!(years(text), [Year::Malformed], "{text}");
        }
    }

    #[test]
    fn an_hour_after_the_day_is_no_part_of_it() {
        for text in ["2024-01-30 16:36:19", "2024-01-30 9:36", "2024-01-30", "2024-01-30 来源"] {
            assert_eq!(written(text), [("2024-01-30".to_owned(), Some((2024, 1, 30)))], "{text}");
        }
    }

    #[test]
    fn a_span_of_years_is_no_date() {
        for text in
            ["近20年", "三年来", "二十年", "100年", "2500年历史", "近2204年，", "十四五", "五千年文明", "二三十年"]
        {
            assert_eq!(years(text), [], "{text}");
        }
    }

    #[test]
    fn versions_and_telephones_are_no_dates() {
        for text in ["192.168.2024.1.30", "2024.1.30.2", "0517-8729060", "2024-31", "2024-13-45", "V2.10.3"] {
            assert_eq!(years(text), [], "{text}");
        }
    }

    #[test]
    fn a_day_that_never_was_is_impossible() {
        let impossible = |text: &str| dates(text)[0].is_impossible();
        for text in ["2024年2月30日", "2023年2月29日", "6月31日", "2024年13月", "2024年12月32日", "2024年0月1日"]
        {
            assert!(impossible(text), "{text}");
        }
        for text in ["2024年2月29日", "2月29日", "2024年12月", "2024年", "2000年2月29日"] {
            assert!(!impossible(text), "{text}");
        }
    }
}
