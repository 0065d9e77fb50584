//! `title-incomplete`: the title lacks the agency, the year or the words of an annual report, or says 年度 twice.

use super::prose::{Passage, Place};
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::fold::{differ_by_one_slip, fold};
use crate::report::{Line, Report, Scope};

declare_rule! {
    /// ## 查什么
    /// 标题是否写全：机关名称、年度、“政府信息公开工作年度报告”；这几个固定的字有没有漏字、重字、错字，如“政府信公开工作年度报告”。“2024年度……年度报告”里“年度”写了两遍，只作提示。
    ///
    /// ## 依据
    /// 审核惯例：标题写作“某某机关2024年政府信息公开工作年度报告”，没有条文规定。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    /// 标题没有写“工作年度报告”。
    ///
    /// ## 对例
    /// ```report
    /// 某某镇人民政府
    /// 2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// “政府信息公开年度报告”“政府信息公开年报”“政务公开”“政务信息公开”这样的写法不查。机关名称写在标题上一行、下一行的算写了。没有读到标题的不判断：复制时可能没有带上。
    pub static TITLE_INCOMPLETE = "title-incomplete", "标题是否写全", Warning, Practice, check;
}

/// What ends the name of an agency or a region.
const AGENCY_ENDS: [char; 24] = [
    '府', '局', '委', '办', '处', '厅', '会', '院', '站', '队', '所', '心', '区', '县', '市', '州', '盟', '旗', '镇',
    '乡', '道', '室', '部', '省',
];

/// The longest line that may name an agency or be a title, in characters without blanks.
const LONGEST_NAME: usize = 40;

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    if report.scope == Scope::Fragment {
        return Verdict::skipped(1, "这份材料不是完整的报告，没有标题");
    }
    let preface: Vec<&Passage<'_>> = prose.passages.iter().filter(|passage| passage.place == Place::Preface).collect();
    let mut lines =
        report.title.iter().chain(preface.iter().map(|passage| passage.line).filter(|_| report.title.is_none()));
    if let Some(finding) = lines.find_map(|line| slip(rule, line)) {
        return Verdict::checked(1, vec![finding]);
    }
    let found = match &report.title {
        Some(title) => faults(report, title, &preface),
        None => match preface.iter().copied().find(|passage| is_title_without_year(passage, preface.len())) {
            Some(passage) => Some((passage.line, without_year(passage))),
            None => return Verdict::skipped(1, "没有读到标题，复制时可能没有带上"),
        },
    };
    let finding = found.map(|(line, faults)| describe(rule, report, line, &faults));
    Verdict::checked(1, finding.into_iter().collect())
}

/// What the title of a report ends with.
const FIXED: [&str; 2] = ["政府信息公开工作年度报告", "政府信息公开年度报告"];

/// What it may end with as well.
const ALLOWED: [&str; 6] = [
    "政务信息公开工作年度报告",
    "政务信息公开年度报告",
    "政府信息公开工作年报",
    "政府信息公开工作报告",
    "政府信息公开年报",
    "政务公开工作年度报告",
];

/// Words of it that are written twice in a row.
const DOUBLED: [&str; 5] = ["公开公开", "工作工作", "信息信息", "政府政府信息", "年度年度"];

/// A character missing, doubled or wrong in the fixed words of a title: 政府信公开工作年度报告.
fn slip(rule: &Rule, line: &Line) -> Option<Diagnostic> {
    let folded = fold(&line.text);
    if folded.len() > 3 * LONGEST_NAME + 30 || folded.contains([',', '。', ';', ':', '>']) {
        return None;
    }
    // What a page appends to its title is no part of it.
    let end = folded.find("报告").map_or(folded.len(), |at| at + "报告".len());
    if folded[end..].starts_with('告') {
        return Some(described(rule, line, "报告告", "报告"));
    }
    let title = &folded[..end];
    let digits = title.find("20").filter(|at| title[*at..].bytes().take(4).all(|byte| byte.is_ascii_digit()))?;
    let after_year = title.get(digits + 4..)?;
    if !after_year.starts_with('年') {
        // 2024政府信息公开……
        let lacks = FIXED.contains(&after_year);
        return lacks
            .then(|| described(rule, line, &title[digits..digits + 4], &format!("{}年", &title[digits..digits + 4])));
    }
    if after_year.starts_with("年年") {
        return Some(described(rule, line, "年年", "年"));
    }
    if FIXED.iter().chain(&ALLOWED).any(|end| title.ends_with(end)) {
        return None;
    }
    let doubled = DOUBLED.iter().find(|word| after_year.contains(**word) && title.ends_with("年度报告"));
    if let Some(word) = doubled {
        return Some(described(rule, line, word, FIXED[0]));
    }
    let starts: Vec<usize> = title.char_indices().map(|(at, _)| at).collect();
    FIXED.iter().find_map(|fixed| {
        let length = fixed.chars().count();
        [length, length - 1, length + 1].into_iter().find_map(|length| {
            let start = *starts.get(starts.len().checked_sub(length)?)?;
            let written = &title[start..];
            // What stands before the words is the year or the agency's name, never half of it.
            let is_slip = start > digits + 4 && differ_by_one_slip(written, fixed);
            is_slip.then(|| described(rule, line, written.trim_start_matches(['年', '度']), fixed))
        })
    })
}

fn described(rule: &Rule, line: &Line, written: &str, right: &str) -> Diagnostic {
    let message = format!("标题{}里的{}应写作{}，请改正。", quote(&line.text), quote(written), quote(right));
    rule.finding(message).anchor(Some(line.anchor))
}

/// What is wrong with a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    NoAgency,
    NoYear,
    NoReport,
    DoubledYearly,
}

fn faults<'r>(report: &Report, title: &'r Line, preface: &[&Passage<'_>]) -> Option<(&'r Line, Vec<Fault>)> {
    let folded = fold(&title.text);
    // What a page appends to its title is no part of it.
    let end = ["报告", "年报"].iter().filter_map(|end| folded.find(end).map(|at| at + end.len())).min();
    let title_only = &folded[..end.unwrap_or(folded.len())];
    let mut faults = Vec::new();
    if report.agency.is_none() && !preface.iter().any(|passage| names_agency(passage.text())) {
        faults.push(Fault::NoAgency);
    }
    let is_named = title_only.ends_with("年报") || title_only.ends_with("报告") && title_only.contains("年度");
    if !is_named {
        faults.push(Fault::NoReport);
    }
    if title_only.matches("年度").count() > 1 {
        faults.push(Fault::DoubledYearly);
    }
    (!faults.is_empty()).then_some((title, faults))
}

/// Whether a line of its own names an agency: 「某某县水务局」, 「（某某县水务局）」.
fn names_agency(text: &str) -> bool {
    let text = text.trim_matches(['(', ')']);
    let length = text.chars().count();
    (3..=LONGEST_NAME).contains(&length) && text.ends_with(AGENCY_ENDS) && !text.contains([',', '。', ';', ':', '>'])
}

/// Whether a line would be the title, had it a year. A page's links say 「政府信息公开年度报告」 too, but name no agency.
fn is_title_without_year(passage: &Passage<'_>, lines: usize) -> bool {
    let text = passage.text();
    let Some(at) = text.find("政府信息公开").or_else(|| text.find("信息公开")) else { return false };
    let before = &text[..at];
    text.chars().count() <= LONGEST_NAME
        && !text.contains([',', '。', ';', ':', '>', '-', '"'])
        && (text.ends_with("年度报告") || text.ends_with("年报"))
        && (names_agency(before) || before.is_empty() && lines <= 3)
}

fn without_year(passage: &Passage<'_>) -> Vec<Fault> {
    match passage.text().starts_with("政府信息公开") || passage.text().starts_with("信息公开") {
        true => vec![Fault::NoAgency, Fault::NoYear],
        false => vec![Fault::NoYear],
    }
}

fn describe(rule: &Rule, report: &Report, line: &Line, faults: &[Fault]) -> Diagnostic {
    let missing: Vec<&str> = faults
        .iter()
        .filter_map(|fault| match fault {
            Fault::NoAgency => Some("机关名称"),
            Fault::NoYear => Some("年度"),
            Fault::NoReport => Some("“工作年度报告”"),
            Fault::DoubledYearly => None,
        })
        .collect();
    let mut says = Vec::new();
    if !missing.is_empty() {
        says.push(format!("没有写{}", missing.join("、")));
    }
    if faults.contains(&Fault::DoubledYearly) {
        says.push(if missing.is_empty() {
            "里“年度”写了两遍".to_owned()
        } else {
            "“年度”写了两遍".to_owned()
        });
    }
    let agency = report.agency.as_deref().unwrap_or("（机关名称）");
    let year = report.year.map_or("（年份）".to_owned(), |year| year.to_string());
    let whole = format!("{agency}{year}年政府信息公开工作年度报告");
    let message = format!("标题{}{}，建议写作“{whole}”。", quote(&line.text), says.join("，"));
    let finding = rule.finding(message).anchor(Some(line.anchor));
    // Many agencies write so, and no reader is misled.
    let severity = if missing.is_empty() { Severity::Note } else { finding.severity };
    Diagnostic { severity, ..finding }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, line, run};

    fn report(title: Option<&str>, agency: Option<&str>, preface: &[&str]) -> Report {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), "本年平稳。").report();
        let preface = (2..).zip(preface).map(|(number, text)| line(text, number)).collect();
        Report { title: title.map(|title| line(title, 1)), agency: agency.map(str::to_owned), preface, ..report }
    }

    #[track_caller]
    fn told(report: &Report) -> String {
        run(&TITLE_INCOMPLETE, report).findings.first().map(|finding| finding.message.clone()).unwrap_or_default()
    }

    #[test]
    fn each_fault_is_said() {
        assert_eq!(
            told(&report(Some("青石镇2024年政府信息公开"), Some("青石镇"), &[])),
            "标题“青石镇2024年政府信息公开”没有写“工作年度报告”，建议写作“青石镇2024年政府信息公开工作年度报告”。"
        );
        let no_agency = told(&report(Some("2024年政府信息公开工作年度报告"), None, &["本报告根据条例编制。"]));
        assert!(no_agency.contains("没有写机关名称，"), "{no_agency}");
        let doubled = told(&report(Some("青石镇2024年度政府信息公开工作年度报告"), Some("青石镇"), &[]));
        assert!(doubled.contains("“年度”写了两遍"), "{doubled}");
        let no_year = told(&report(None, None, &["云溪县水务局政府信息公开工作年度报告"]));
        assert!(no_year.contains("没有写年度"), "{no_year}");
    }

    #[test]
    fn short_names_and_pages_are_left_alone() {
        for title in [
            "青石镇2024年政府信息公开年度报告-青石镇年度报告",
            "2024年青石镇政府信息公开年报",
            "青石镇2024年度政府信息公开工作报告",
        ] {
            assert_eq!(told(&report(Some(title), Some("青石镇"), &[])), "", "{title}");
        }
        let above = report(Some("2024年政府信息公开工作年度报告"), None, &["（云溪县水务局）"]);
        assert_eq!(told(&above), "");
    }

    #[test]
    fn a_slip_in_the_fixed_words_is_told() {
        assert_eq!(
            told(&report(None, None, &["青石镇2024年政府信公开工作年度报告"])),
            "标题“青石镇2024年政府信公开工作年度报告”里的“政府信公开工作年度报告”应写作“政府信息公开工作年度报告”，请改正。"
        );
        for title in [
            "青石镇2024年政府信息公开公作年度报告",
            "青石镇2024年政府信息公开工作年报告",
            "青石镇2024年政府信息公开公开工作年度报告",
            "青石镇2024年府信息公开工作年度报告",
            "2024年青石镇政府信息公开工年度报告",
            "青石镇2024政府信息公开工作年度报告",
        ] {
            assert!(told(&report(Some(title), Some("青石镇"), &[])).contains("应写作"), "{title}");
        }
        for title in ["青石镇2024年政务信息公开工作年度报告", "2024年青石镇人民政府信息公开工作年度报告"]
        {
            assert_eq!(told(&report(Some(title), Some("青石镇"), &[])), "", "{title}");
        }
    }

    #[test]
    fn without_a_title_nothing_is_known() {
        let report = report(None, None, &["首页", "政府信息公开年报", "公开指南", "公开制度"]);
        assert!(run(&TITLE_INCOMPLETE, &report).skipped.is_some());
    }
}
