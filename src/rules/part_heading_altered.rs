//! `part-heading-altered`: a heading has lost, doubled or mistaken characters.

use std::sync::LazyLock;

use super::lists;
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::fold::{differ_by_one_slip, is_numeral, letters};
use crate::report::{Part, PartKind, Reading};

declare_rule! {
    /// ## 查什么
    /// 六个部分的标题有没有多字、漏字、错字，例如“存在的主要问题及改情况”“其他需要报告的事项项”。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号：六个部分的标题由格式规定。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 六、其他需要报告的事项项
    ///
    /// 本年度没有收取信息处理费。
    /// ```
    /// 多了一个“项”。
    ///
    /// ## 对例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 五、政府信息公开工作存在问题和改进措施
    ///
    /// 部分栏目更新不够及时，已安排专人负责。
    ///
    /// 六、其他需要汇报的事项
    ///
    /// 本年度没有收取信息处理费。
    /// ```
    ///
    /// ## 不查什么
    /// 意思相同的不同说法（改进措施、其他事项、行政机关主动公开……）不查，2019 年格式的标题也不查。读出来断断续续的材料，标题可能是读坏的，不判断。
    pub static PART_HEADING_ALTERED = "part-heading-altered", "部分标题的字", Warning, Form2021Headings, check;
}

/// The wordings of each heading, as they are compared, the form's own first.
static WORDINGS: LazyLock<Vec<(PartKind, &str)>> = LazyLock::new(|| {
    let entries = lists::entries::<2>(include_str!("lists/heading_variants.tsv"));
    let wordings = entries.filter_map(|[words, number]| {
        let kind = PartKind::ALL.into_iter().find(|kind| kind.number().to_string() == number)?;
        Some((kind, words))
    });
    wordings.collect()
});

/// Little words that make no difference.
const LITTLE: [char; 7] = ['的', '和', '及', '与', '并', '以', '或'];

/// A shorter wording has too many neighbours that are words of their own.
const SHORTEST: usize = 8;

fn check(rule: &Rule, Subject { report, .. }: &Subject<'_>) -> Verdict {
    let places = u32::try_from(report.parts.len()).unwrap_or(u32::MAX);
    if report.parts.is_empty() {
        return Verdict::not_applicable("没有读到各部分的标题");
    }
    if report.reading == Reading::Fragmented {
        return Verdict::skipped(places, "文字读出来断断续续，标题可能是读坏的");
    }
    let altered = report.parts.iter().filter(|part| is_altered(part));
    let findings = altered.map(|part| {
        let message =
            format!("标题{}的字与格式不同，应为“{}”，请改正。", quote(&part.heading.text), part.kind.heading());
        rule.finding(message).anchor(Some(part.heading.anchor))
    });
    Verdict::checked(places, findings.collect())
}

fn is_altered(part: &Part) -> bool {
    let words = words(&part.heading.text);
    let of_kind = || WORDINGS.iter().filter(|(kind, _)| *kind == part.kind).map(|(_, words)| *words);
    let is_wording = |words: &str| of_kind().any(|wording| wording == words);
    if is_wording(&words) || is_cut(part, &words, of_kind()) {
        return false;
    }
    let long = || of_kind().filter(|wording| wording.chars().count() >= SHORTEST);
    long().any(|wording| differ_by_one_slip(&words, wording)) || without_doubles(&words).any(|words| is_wording(&words))
}

/// The letters of a heading without its number and the little words.
fn words(heading: &str) -> String {
    let text = letters(heading);
    let text = text.strip_prefix('第').and_then(|rest| rest.split_once("部分")).map_or(text.as_str(), |(_, rest)| rest);
    // A stray letter before the number, and a number whose mark was lost.
    let text = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let text = text.strip_prefix(is_numeral).unwrap_or(text);
    text.chars().filter(|c| !LITTLE.contains(c)).map(|c| if c == '它' { '他' } else { c }).collect()
}

/// Whether the heading goes on in the line after it, or began in the line before.
fn is_cut<'w>(part: &Part, words: &str, mut wordings: impl Iterator<Item = &'w str>) -> bool {
    let next = part.body.first().map(|line| self::words(&line.text)).unwrap_or_default();
    wordings.any(|wording| {
        let tail = wording.strip_prefix(words).unwrap_or_default();
        !tail.is_empty() && next.starts_with(tail) || part.number.is_none() && wording.ends_with(words)
    })
}

/// The text without one of its doubled stretches, for each of them.
fn without_doubles(words: &str) -> impl Iterator<Item = String> {
    const LONGEST: usize = 6;
    let words: Vec<char> = words.chars().collect();
    let all: Vec<(usize, usize)> =
        (1..=LONGEST).flat_map(|length| (0..words.len()).map(move |from| (from, length))).collect();
    all.into_iter().filter_map(move |(from, length)| {
        let (first, second) = (words.get(from..from + length)?, words.get(from + length..from + 2 * length)?);
        (first == second).then(|| words[..from].iter().chain(&words[from + length..]).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;
    use crate::rules::test_support::{Draft, line, run};

    fn report(kind: PartKind, number: Option<u8>, heading: &str, body: &str) -> Report {
        let mut report = Draft::new(2024).part(kind, number, body).report();
        report.parts[0].heading = line(heading, 1);
        report
    }

    fn told(number: u8, heading: &str) -> bool {
        let kind = PartKind::ALL[usize::from(number) - 1];
        !run(&PART_HEADING_ALTERED, &report(kind, Some(number), heading, "正文。")).findings.is_empty()
    }

    #[test]
    fn the_list_is_well_formed_and_has_the_forms_own_headings() {
        lists::assert_well_formed::<2>(include_str!("lists/heading_variants.tsv"));
        for kind in PartKind::ALL {
            let own = words(kind.heading());
            assert_eq!(WORDINGS.iter().find(|(of, _)| *of == kind).map(|(_, words)| *words), Some(own.as_str()));
        }
    }

    #[test]
    fn slips_are_told() {
        for (number, heading) in [
            (1, "一、总体情况况"),
            (2, "二、主动公开政府信息情况情况"),
            (3, "三、收到和处理政府信公开申请情况"),
            (4, "四、政府信息公开行政复仪、行政诉讼情况"),
            (5, "五、存在的主要问题及改情况"),
            (5, "五、存在的主要问题题及改进措施"),
            (6, "六、其他需要报告的事项项"),
        ] {
            assert!(told(number, heading), "{heading}");
        }
    }

    #[test]
    fn other_wordings_are_left_alone() {
        for (number, heading) in [
            (1, "1、总体情况"),
            (1, "第一部分 总体情况"),
            (2, "二、行政机关主动公开政府信息情况"),
            (2, "二、主动公开信息情况"),
            (3, "三、行政机关收到和处理政府信息公开申请情况"),
            (4, "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
            (4, "四、政府信息公开行政复议行政诉讼情况："),
            (5, "五、政府信息公开工作存在的主要问题及改进情况"),
            (5, "五、存在的不足和下一步打算"),
            (6, "l六、其它需要汇报事项"),
            (6, "其他事项"),
        ] {
            assert!(!told(number, heading), "{heading}");
        }
    }

    #[test]
    fn a_heading_over_two_lines_is_left_alone() {
        let problems = PartKind::Problems;
        let cut = report(problems, Some(5), "五、存在的主要问题及改进情", "况");
        assert!(run(&PART_HEADING_ALTERED, &cut).findings.is_empty());
        let cut = report(problems, None, "主要问题及改进情况", "正文。");
        assert!(run(&PART_HEADING_ALTERED, &cut).findings.is_empty());
    }
}
