//! When a report was signed and published, as the document says.

use super::paragraphs::{Paragraph, paragraphs};
use super::prose::{Place, Prose};
use super::roles;
use crate::document::date::{Date, Day, dates};
use crate::location::Anchor;
use crate::report::Report;

/// What stands before the date of publication.
const LABELS: &[&str] =
    &["发布日期", "发布时间", "公开日期", "公开时间", "成文日期", "生成日期", "发文日期", "公布日期", "公布时间"];

/// How far after its label a date may stand, in bytes.
const NEAR: usize = 12;

/// A date that tells when the report was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The day.
    pub day: Day,
    /// As written.
    pub written: String,
    /// Where it stands.
    pub anchor: Option<Anchor>,
}

/// The date of publication, which a page gives before the report; the earliest where it gives several.
pub fn published(prose: &Prose<'_>) -> Option<Dated> {
    let paragraphs = paragraphs(prose);
    let front: Vec<_> = paragraphs.iter().filter(|paragraph| paragraph.place == Place::Preface).collect();
    let labelled = front.iter().enumerate().filter_map(|(index, paragraph)| {
        let text = paragraph.text();
        let end = LABELS.iter().find_map(|label| text.find(label).map(|at| at + label.len()))?;
        let date = dates(text).into_iter().find(|date| date.range.start >= end && date.range.start - end <= NEAR);
        match date {
            Some(date) => dated(paragraph, &date),
            // The cells of a page's table stand one below the other.
            None if end + 1 >= text.len() => {
                let below = front.get(index + 1)?;
                let date = dates(below.text()).into_iter().next().filter(|date| date.range.start == 0)?;
                dated(below, &date)
            }
            None => None,
        }
    });
    labelled.min_by_key(|dated| dated.day)
}

/// The date below the report's last words, or in brackets below its title: a line that says nothing else.
pub fn signed(report: &Report, prose: &Prose<'_>) -> Option<Dated> {
    let paragraphs = paragraphs(prose);
    let last = report.parts.last().map(|part| Place::Body(part.kind));
    let tail: Vec<&Paragraph<'_>> = paragraphs.iter().filter(|paragraph| Some(paragraph.place) == last).collect();
    let below = tail.iter().enumerate().rev().find_map(|(index, paragraph)| {
        let above = index.checked_sub(1).map(|above| tail[above].text());
        dated(paragraph, &below_text(paragraph.text(), above)?)
    });
    let under_title = || {
        paragraphs.iter().filter(|paragraph| paragraph.place == Place::Preface).find_map(|paragraph| {
            let text = paragraph.text();
            let inside = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))?;
            let date = only_date(inside)?;
            dated(paragraph, &Date { range: 1..text.len() - 1, ..date })
        })
    };
    below.or_else(under_title)
}

/// The date below the last words of a report: alone or in brackets, after its label or the name of who signed. Figures,
/// and a month without its day, are one below such a name alone: a page has dates of its own.
fn below_text(text: &str, above: Option<&str>) -> Option<Date> {
    const LABELS: [&str; 4] = ["日期:", "时间:", "落款日期:", "报告日期:"];
    if let Some(date) = only_date(text) {
        return Some(date);
    }
    let is_signed = above.is_some_and(roles::is_agency);
    let inside = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let found = dates(text);
    let date = found.first().filter(|_| found.len() == 1)?;
    let before = &text[..date.range.start];
    let is_all = date.range == (0..text.len());
    let is_below = match () {
        () if is_all => is_signed,
        () if inside.is_some() => date.range == (1..text.len() - 1),
        () => date.range.end == text.len() && (LABELS.contains(&before) || roles::is_agency(before)),
    };
    // A month without its day may be its last one.
    let (Some(_), Some(month)) = (date.year(), date.month) else { return None };
    let last = if month == 2 { 28 } else { 30 + u8::from(matches!(month, 1 | 3 | 5 | 7 | 8 | 10 | 12)) };
    is_below.then(|| Date { day: date.day.or(Some(last)), ..date.clone() })
}

/// The date that is all that a text says, in words: 2025年1月20日, 某某局2025年1月20日 has more.
fn only_date(text: &str) -> Option<Date> {
    let date = text.ends_with('日').then(|| dates(text).into_iter().next()).flatten()?;
    (date.range == (0..text.len())).then_some(date)
}

fn dated(paragraph: &Paragraph<'_>, date: &Date) -> Option<Dated> {
    let range = date.range.clone();
    Some(Dated { day: date.full()?, written: paragraph.written(range.clone()), anchor: paragraph.anchor(range) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, line};

    fn report(preface: &[&str], last: &[&str]) -> Report {
        let mut report = Draft::new(2024).part(PartKind::Other, Some(6), "无。").report();
        report.preface = (1..).zip(preface).map(|(number, text)| line(text, number)).collect();
        report.parts[0].body.extend((200..).zip(last).map(|(number, text)| line(text, number)));
        report
    }

    fn days(preface: &[&str], last: &[&str]) -> [Option<Day>; 2] {
        let report = report(preface, last);
        let prose = Prose::of(&report);
        [published(&prose), signed(&report, &prose)].map(|dated| dated.map(|dated| dated.day))
    }

    #[test]
    fn a_page_says_when_it_was_published() {
        assert_eq!(days(&["发布日期：2025-01-20 16:36", "点击数：5"], &[]), [Some((2025, 1, 20)), None]);
        assert_eq!(days(&["公开日期", "2025-01-17", "关键词"], &[]), [Some((2025, 1, 17)), None]);
        assert_eq!(days(&["2025年12月30日 星期二", "公开条例于2019年公布"], &[]), [None, None]);
    }

    #[test]
    fn a_report_is_signed_at_its_end_or_under_its_title() {
        assert_eq!(days(&[], &["某某局", "二〇二五年一月二十日"])[1], Some((2025, 1, 20)));
        assert_eq!(days(&["（2025年1月20日）"], &[])[1], Some((2025, 1, 20)));
        for lines in [
            &["云溪县教育局2025年1月31日"][..],
            &["云溪县教育局", "2025-01-31"],
            &["云溪县教育局", "2025年1月"],
            &["（2025年1月31日）"],
            &["日期：2025年1月31日"],
            &["云溪县教育局", "二〇二五年元月三十一日"],
        ] {
            assert_eq!(days(&[], lines)[1], Some((2025, 1, 31)), "{lines:?}");
        }
        for lines in [&["截至2025年1月20日"][..], &["2023-01-18"], &["上一篇：某某通知 2023-01-18"], &["2023年1月"]]
        {
            assert_eq!(days(&["2025年1月20日"], lines)[1], None, "{lines:?}");
        }
    }
}
