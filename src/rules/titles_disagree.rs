//! `titles-disagree`: the page's title, the report's title and the name the text gives the report differ in year.

use super::agency::Agency;
use super::paragraphs::{Paragraph, paragraphs};
use super::prose::Place;
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::date::{Date, dates};
use crate::report::{PartKind, Report};

declare_rule! {
    /// ## 查什么
    /// 网页标题、报告标题和开头自称的报告名，年份是不是同一年。
    ///
    /// ## 依据
    /// 审核惯例：一份报告只有一个年度。几处不一致，多半是沿用去年的稿子漏改了一处。
    ///
    /// ## 错例
    /// ```report
    /// 某某县教育局2024年政府信息公开工作年度报告
    ///
    /// 根据《政府信息公开条例》，现编制《某某县教育局2023年政府信息公开工作年度报告》。
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
    /// 某某县教育局2024年政府信息公开工作年度报告
    ///
    /// 根据《政府信息公开条例》，现编制《某某县教育局2024年政府信息公开工作年度报告》。
    ///
    /// 一、总体情况
    ///
    /// 按时公布了《2023年政府信息公开工作年度报告》。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 说到去年报告按时公布的、网页上“上一篇”“下一篇”和历年报告的目录不查。统计期限的年份由 `period-year-mismatch` 核对，报告机关由 `agency-name-differs` 核对。
    pub static TITLES_DISAGREE = "titles-disagree", "几处标题的年份是否一致", Warning, Practice, check;
}

/// The longest title, in folded bytes.
const LONGEST: usize = 180;

/// How many titles on a page make it a list of reports.
const LIST: usize = 4;

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let (Some(year), Some(title)) = (report.year, &report.title) else {
        return Verdict::not_applicable("没有读出报告标题和年度");
    };
    let paragraphs = paragraphs(prose);
    let titles = titles(report, &paragraphs);
    let titles = if titles.len() < LIST { titles } else { Vec::new() };
    let own = paragraphs.iter().enumerate().filter_map(|(index, paragraph)| {
        let is_front = paragraph.place == Place::Preface
            || paragraph.place == Place::Body(PartKind::Overview)
                && index
                    .checked_sub(1)
                    .is_some_and(|before| paragraphs[before].place == Place::Heading(PartKind::Overview));
        is_front.then(|| self_named(paragraph)).flatten().map(|date| (paragraph, date))
    });
    let named: Vec<_> = titles.into_iter().chain(own).collect();
    let examined = u32::try_from(named.len()).unwrap_or(u32::MAX).saturating_add(1);
    let findings = named.into_iter().filter(|(_, date)| date.year().is_some_and(|other| other != year));
    let findings = findings.map(|(paragraph, date)| {
        let words =
            paragraph.written(date.range.start..(date.range.end + name_length(&paragraph.text()[date.range.end..])));
        let message = format!("这里写的是{}，而标题是{}，请核对年份。", quote(&words), quote(&title.text));
        rule.finding(message).anchor(paragraph.anchor(date.range))
    });
    Verdict::checked(examined, findings.collect())
}

/// The lines before the first part that are titles of a report of this agency, with their years.
fn titles<'p>(report: &Report, paragraphs: &'p [Paragraph<'p>]) -> Vec<(&'p Paragraph<'p>, Date)> {
    let own = Agency::of(report).map(|agency| agency.own);
    let mut found = Vec::new();
    let mut is_link = false;
    for paragraph in paragraphs.iter().filter(|paragraph| paragraph.place == Place::Preface) {
        let text = paragraph.text();
        let was_link = is_link;
        is_link = ["上一篇", "下一篇", "相关", "更多"].iter().any(|word| text.contains(word));
        let is_title = text.len() <= LONGEST
            && text.contains("信息公开")
            && (text.contains("年度报告") || text.contains("年报"))
            && !text.contains(['。', ',', ';'])
            && own.as_deref().is_some_and(|own| text.contains(own));
        let mut years = dates(text).into_iter().filter(|date| date.year().is_some() && date.month.is_none());
        if let (true, false, false, Some(date), None) = (is_title, is_link, was_link, years.next(), years.next()) {
            found.push((paragraph, date));
        }
    }
    found
}

/// The year in the name that the text gives this report.
fn self_named(paragraph: &Paragraph<'_>) -> Option<Date> {
    paragraph.sentences().find_map(|sentence| {
        let text = sentence.text;
        let is_about_this = [
            "编制",
            "现将",
            "现公布",
            "撰写",
            "报告如下",
            "汇报如下",
            "公布如下",
            "向社会公布",
            "本报告是",
            "本报告为",
        ]
        .iter()
        .any(|word| text.contains(word));
        let is_about_last =
            ["上年", "上一年", "按时", "及时", "完成", "发布了", "公布了", "按要求", "格式〉", "格式的"];
        if !is_about_this || is_about_last.iter().any(|word| text.contains(word)) {
            return None;
        }
        let date = dates(text).into_iter().find(|date| name_length(&text[date.range.end..]) > 0)?;
        Some(Date { range: sentence.in_paragraph(date.range.clone()), ..date })
    })
}

/// How many bytes after the year belong to the name of a report; 0 where none follows.
fn name_length(after: &str) -> usize {
    const NAMES: [&str; 14] = [
        "政府信息公开工作年度报告",
        "政府信息公开年度报告",
        "政府信息公开工作报告",
        "政府信息公开年报",
        "政府信息公开工作有关情况",
        "政府信息公开工作情况",
        "政府信息公开工作总结",
        "政府信息公开情况",
        "政府信息公开工作",
        "政务公开工作情况",
        "政务公开工作",
        "信息公开工作情况",
        "信息公开工作",
        "工作情况",
    ];
    let rest = after.strip_prefix('度').unwrap_or(after);
    let length = after.len() - rest.len();
    NAMES.iter().find(|name| rest.starts_with(**name)).map_or(0, |name| length + name.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::test_support::{Draft, line, said};

    fn told(preface: &[&str], text: &str) -> Vec<String> {
        let mut report = Draft::new(2024).part(PartKind::Overview, Some(1), text).report();
        report.title = Some(line("云溪县教育局2024年政府信息公开工作年度报告", 1));
        report.agency = Some("云溪县教育局".to_owned());
        report.preface = (2..).zip(preface).map(|(number, text)| line(text, number)).collect();
        said(&TITLES_DISAGREE, &report)
    }

    #[test]
    fn another_year_in_the_report_s_own_name_is_told() {
        assert_eq!(
            told(&["现编制云溪县教育局2023年政府信息公开工作年度报告。"], ""),
            [
                "这里写的是“2023年政府信息公开工作年度报告”，而标题是“云溪县教育局2024年政府信息公开工作年度报告”，请核对年份。"
            ]
        );
        assert_eq!(told(&[], "根据规定，编制《2023年度政府信息公开年度报告》。").len(), 1);
        assert_eq!(told(&["现将云溪县教育局2023年度政府信息公开工作情况报告如下。"], "").len(), 1);
        assert_eq!(told(&[], "2023年政务公开工作汇报如下。").len(), 1);
        assert_eq!(told(&["云溪县教育局2023年政府信息公开工作年度报告"], "").len(), 1);
    }

    #[test]
    fn last_year_s_report_and_lists_are_left_alone() {
        for preface in [
            vec!["现编制云溪县教育局2024年政府信息公开工作年度报告。"],
            vec!["上一篇：云溪县教育局2023年政府信息公开工作年度报告"],
            vec!["下一篇：", "云溪县教育局2023年政府信息公开工作年度报告"],
            vec!["云溪县水利局2023年政府信息公开工作年度报告"],
        ] {
            assert_eq!(told(&preface, "按时编制了《2023年政府信息公开工作年度报告》。"), Vec::<String>::new());
        }
        let list: Vec<String> = (2019..2023).map(|year| format!("云溪县教育局{year}年政府信息公开年报")).collect();
        assert_eq!(told(&list.iter().map(String::as_str).collect::<Vec<_>>(), ""), Vec::<String>::new());
    }
}
