//! `malformed-year`: digits before 年 that make no year, and days that no calendar has.

use std::ops::Range;

use super::prose::Passage;
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::date::{Date, Year, dates};

declare_rule! {
    /// ## 查什么
    /// 写坏的年份和日期：“202020年”“20204年”“204年1月”，写进了字母的“2O24年”，数字颠倒的“2042年”，以及日历上没有的日子，如“2月30日”“12月32日”；漏了“年”“日”字的，如“2024我局”“12月31止”；颠倒的起止日期，如“6月15日至6月12日”；和日期对不上的星期几。
    ///
    /// ## 依据
    /// 审核惯例：这样的年份、日期不可能正确。应该是哪一年由起草人确认，不替您猜。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 本报告所列数据的统计期限自2024年1月1日起至202024年12月31日止。
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 对例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 本报告所列数据的统计期限自二〇二四年一月一日起至2024年12月31日止。
    ///
    /// 一、总体情况
    ///
    /// 办理了 20 年来积存的档案，其中有 2500 年历史的遗址资料。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// “近20年”“2500年历史”是年数，不是年份。数字中间隔着空格的不查，可能是序号和年份排在了一起。
    pub static MALFORMED_YEAR = "malformed-year", "年份和日期的写法", Error, Practice, check;
}

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let mut findings = Vec::new();
    for passage in &prose.passages {
        for range in with_letters(passage.text()) {
            let message = format!("{}的数字里写进了字母，请改正。", quote(&passage.written(range.clone())));
            findings.push(rule.finding(message).anchor(Some(passage.anchor(range))));
        }
        for date in dates(passage.text()) {
            let written = passage.written(date.range.clone());
            let message = match date.year {
                // A number of a list, or a figure, may stand before the year with a blank between them.
                Year::Malformed if is_one_number(&written) => {
                    format!("{}不是一个年份，请改正。", quote(&written))
                }
                Year::Told(told) if report.year.is_some_and(|year| is_turned(told, year)) => {
                    let year = report.year.unwrap_or_default();
                    format!("{}像是把 {year} 年的数字写颠倒了，请核对。", quote(&written))
                }
                Year::Told(_) if date.is_impossible() && is_in_words(&written) => {
                    format!("日历上没有{}这一天，请改正日期。", quote(&written))
                }
                Year::Unsaid if date.is_impossible() && date.day.is_some() && date.month <= Some(12) => {
                    format!("日历上没有{}这一天，请改正日期。", quote(&written))
                }
                _ => match other_weekday(passage.text(), &date) {
                    Some((place, right)) => {
                        let written = quote(&passage.written(place.clone()));
                        let message = format!("{written}对不上，这一天是星期{right}，请核对日期。");
                        findings.push(asked(rule.finding(message).anchor(Some(passage.anchor(place)))));
                        continue;
                    }
                    None => continue,
                },
            };
            findings.push(rule.finding(message).anchor(Some(passage.anchor(date.range))));
        }
        for place in turned(passage.text()) {
            let message = format!("{}的起止日期颠倒了，请核对。", quote(&passage.written(place.clone())));
            findings.push(asked(rule.finding(message).anchor(Some(passage.anchor(place)))));
        }
        if let Some(place) = without_year_word(passage, report.year) {
            let message = format!("{}后面少了“年”字，请补上。", quote(&passage.written(place.clone())));
            findings.push(asked(rule.finding(message).anchor(Some(passage.anchor(place)))));
        }
        for place in without_day(passage.text()) {
            let message = format!("{}少了“日”字，请补上。", quote(&passage.written(place.clone())));
            findings.push(rule.finding(message).anchor(Some(passage.anchor(place))));
        }
    }
    prose.verdict(findings)
}

/// A day with the name of another day of the week after it, and the right name: 2023年3月15日（星期一）.
fn other_weekday(text: &str, date: &Date) -> Option<(Range<usize>, char)> {
    const NAMES: [char; 7] = ['日', '一', '二', '三', '四', '五', '六'];
    let after = &text[date.range.end..];
    let inside = after.strip_prefix('(').unwrap_or(after);
    let name = inside.strip_prefix("星期").or_else(|| inside.strip_prefix('周'))?;
    let told = name.chars().next().map(|c| if c == '天' { '日' } else { c }).filter(|c| NAMES.contains(c))?;
    date.full()?;
    let (year, month, day) = (u32::from(date.year()?), u32::from(date.month?), u32::from(date.day?));
    // The months are counted from March, so that the day put in stands at the end of the year.
    let (year, month) = if month < 3 { (year.checked_sub(1)?, month + 12) } else { (year, month) };
    let of_week = (day + 13 * (month + 1) / 5 + year + year / 4 + 6 * (year / 100) + year / 400 + 6) % 7;
    let right = *NAMES.get(usize::try_from(of_week).ok()?)?;
    let end = text.len() - name.len() + told.len_utf8();
    let end = if inside.len() < after.len() && text[end..].starts_with(')') { end + 1 } else { end };
    (right != told).then_some((date.range.start..end, right))
}

/// What nobody takes for another date is only asked about.
fn asked(finding: Diagnostic) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..finding }
}

/// A stretch of days in one month that ends before it begins: 6月15日至6月12日.
fn turned(text: &str) -> Vec<Range<usize>> {
    if !text.contains("日至") {
        return Vec::new();
    }
    let found = dates(text);
    let turned = found.windows(2).filter_map(|pair| {
        let [first, last] = pair else { return None };
        let is_stretch = &text[first.range.end..last.range.start] == "至";
        let is_same = first.month.is_some() && first.month == last.month && matches!(last.year, Year::Unsaid);
        (is_stretch && is_same && last.day.is_some() && last.day < first.day)
            .then_some(first.range.start..last.range.end)
    });
    turned.collect()
}

/// The report's year without its word at the head of a sentence: 2024我局共公开…….
fn without_year_word(passage: &Passage<'_>, year: Option<u16>) -> Option<Range<usize>> {
    let year = year?.to_string();
    let text = passage.text();
    let begins = |at: usize| text[..at].is_empty() || text[..at].ends_with(['。', ';', ',', ':']);
    let is_told = |at: usize| begins(at) && text[at + year.len()..].starts_with('我');
    text.match_indices(&year).map(|(at, _)| at).find(|at| is_told(*at)).map(|at| at..at + year.len())
}

/// 「12月31止」: the day of a period without 日. 「3月5至8日」 is written so.
fn without_day(text: &str) -> impl Iterator<Item = Range<usize>> {
    let digits = |text: &str| text.bytes().take(3).take_while(u8::is_ascii_digit).count();
    text.match_indices('月').filter_map(move |(at, month)| {
        let before = text[..at].bytes().rev().take(2).take_while(u8::is_ascii_digit).count();
        let after = at + month.len();
        let day = digits(&text[after..]);
        let ends = text[after + day..].starts_with(['止', '起']);
        (before > 0 && matches!(day, 1 | 2) && ends).then(|| at - before..after + day + '止'.len_utf8())
    })
}

/// How many years on a year has to be for nobody to plan for it.
const BEYOND_PLANS: u16 = 8;

/// Whether a year far ahead has the digits of the report's year in another order: 2052 for 2025.
fn is_turned(told: u16, year: u16) -> bool {
    let digits = |year: u16| {
        let mut digits = [year / 1000, year / 100 % 10, year / 10 % 10, year % 10];
        digits.sort_unstable();
        digits
    };
    told > year.saturating_add(BEYOND_PLANS) && digits(told) == digits(year)
}

/// Years with a letter in place of a digit it looks like: 2O26年, 20l9年.
fn with_letters(text: &str) -> Vec<Range<usize>> {
    let is_letter = |c: char| matches!(c, 'O' | 'o' | 'l' | 'I');
    let years = text.match_indices('年').filter_map(|(end, mark)| {
        let mut before = text[..end].char_indices().rev();
        let digits: [(usize, char); 4] = std::array::from_fn(|_| before.next().unwrap_or((end, ' ')));
        let is_year = digits.iter().all(|(_, c)| c.is_ascii_digit() || is_letter(*c)) && digits[3].1 == '2';
        let begins = before.next().is_none_or(|(_, c)| !c.is_ascii_alphanumeric());
        let found = is_year && begins && digits.iter().any(|(_, c)| is_letter(*c));
        found.then(|| digits[3].0..end + mark.len())
    });
    years.collect()
}

/// Whether nothing stands between the digits before 年.
fn is_one_number(written: &str) -> bool {
    let year = written.split('年').next().unwrap_or_default().trim();
    !year.contains(char::is_whitespace)
}

fn is_in_words(written: &str) -> bool {
    written.contains('月')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, said};

    fn told(text: &str) -> Vec<String> {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), text).report();
        said(&MALFORMED_YEAR, &report)
    }

    #[test]
    fn a_year_that_is_none_is_quoted() {
        assert_eq!(told("至202020年12月31日止"), ["“202020年12月31日”不是一个年份，请改正。"]);
        assert_eq!(told("20204年，我局").len(), 1);
    }

    #[test]
    fn letters_and_turned_digits_make_no_year() {
        assert_eq!(told("2O24年，我局"), ["“2O24年”的数字里写进了字母，请改正。"]);
        assert_eq!(told("20l4年以来").len(), 1);
        assert_eq!(told("2042年，我局"), ["“2042年”像是把 2024 年的数字写颠倒了，请核对。"]);
        assert_eq!(told("2204年，我局").len(), 1);
        for text in ["到2035年基本实现现代化，到2050年", "CO2年排放", "H2O2年产", "2024年"] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_day_that_never_was_is_quoted() {
        assert_eq!(told("至2024年12月32日止"), ["日历上没有“2024年12月32日”这一天，请改正日期。"]);
        assert_eq!(told("6月31日开展活动").len(), 1);
    }

    #[test]
    fn a_day_without_its_word_is_quoted() {
        assert_eq!(told("自2024年1月1日起至12月31止。"), ["“12月31止”少了“日”字，请补上。"]);
        assert_eq!(told("2024年1月1起至12月31日"), ["“1月1起”少了“日”字，请补上。"]);
        assert_eq!(told("3月5至8日、12月31日止"), Vec::<String>::new());
    }

    #[test]
    fn a_stretch_of_days_ends_after_it_begins() {
        assert_eq!(told("6月15日至6月12日开展活动"), ["“6月15日至6月12日”的起止日期颠倒了，请核对。"]);
        assert_eq!(told("6月12日至6月15日，2024年6月15日至2025年6月12日"), Vec::<String>::new());
    }

    #[test]
    fn a_day_has_one_day_of_the_week() {
        assert_eq!(told("2023年3月15日（星期一）"), ["“2023年3月15日（星期一）”对不上，这一天是星期三，请核对日期。"]);
        assert_eq!(told("2024年2月29日周五").len(), 1);
        for text in [
            "2023年3月15日（星期三）",
            "2024年2月29日星期四",
            "2026年11月24日周二",
            "2000年1月2日（星期天）",
            "3月15日星期一",
            "2024年12月31日周期",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_year_has_its_word() {
        assert_eq!(told("平稳。2024我局共公开信息3条。"), ["“2024”后面少了“年”字，请补上。"]);
        assert_eq!(told("2024年我局公开，编号2024我局存档。"), Vec::<String>::new());
    }

    #[test]
    fn a_number_before_the_year_is_no_part_of_it() {
        assert_eq!(told("表20 2024年公开情况"), Vec::<String>::new());
        assert_eq!(told("近20年来，2024年2月29日"), Vec::<String>::new());
    }
}
