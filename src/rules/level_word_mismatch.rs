//! `level-word-mismatch`: 全市 in the report of a county, 全县 in that of a town, where it counts the agency's own work.

use super::agency::{Agency, Level};
use super::paragraphs::{Sentence, paragraphs};
use super::prose::Place;
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};

declare_rule! {
    /// ## 查什么
    /// 县里的报告用“全市”、乡镇街道的报告用“全市”“全县”“全区”来统计自己的工作，例如“全市共发布解读6份”。
    ///
    /// ## 依据
    /// 审核惯例：统计范围应与报告机关一致。多半是套用了上级的稿子。
    ///
    /// ## 错例
    /// ```report
    /// 某某县2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 全市通过政府网站发布文字解读6份。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 对例
    /// ```report
    /// 某某县2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 全县通过政府网站发布文字解读6份，在全市考核中名列第 2 名。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 县级市写“全市”是对的。“在全市”的考核、排名、会议、培训，“全市统一部署”等，以及书名号、引号里的不查。只查后面跟着本机关工作数字或者经办事项的。
    pub static LEVEL_WORD_MISMATCH = "level-word-mismatch", "全市、全县等用词与机关级别", Warning, Practice, check;
}

/// What an agency counts of its own work right after the word.
const WORK: &[&str] = &[
    "共",
    "累计",
    "通过",
    "各级",
    "主动公开",
    "发布",
    "公开",
    "受理",
    "收到",
    "新收",
    "办理",
    "依申请",
    "全年",
    "未收到",
    "没有",
    "政府信息公开申请",
    "政府系统",
    "各部门",
    "行政机关",
    "各乡镇",
    "各单位",
];

/// Words that show that the larger region is rightly spoken of.
const RIGHTLY: &[&str] = &[
    "考核",
    "排名",
    "名列",
    "位居",
    "位列",
    "第一",
    "前列",
    "会议",
    "培训",
    "评比",
    "评估",
    "测评",
    "通报",
    "统一",
    "部署",
    "要求",
    "率先",
    "先进",
    "试点",
    "统筹",
    "平均",
    "标准",
    "示范",
    "推广",
    "平台",
    "统建",
    "集约",
    "经验",
    "交流",
    "竞赛",
    "系统平台",
];

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let Some(agency) = Agency::of(report) else { return Verdict::skipped(1, "没有读出报告机关") };
    // A department without its region in its name may be of any level.
    let words: &[&str] = match agency.level {
        Some(Level::Town) => &["全市", "全县", "全区", "全省"],
        Some(Level::County) if agency.own_region_is_city() => &["全省", "全县"],
        Some(Level::County) => &["全市", "全省"],
        Some(Level::City) => &["全省"],
        Some(Level::Province) => return Verdict::not_applicable("省级机关没有更大的范围可以写错"),
        None => return Verdict::skipped(1, "从名称看不出是哪一级机关"),
    };
    let paragraphs = paragraphs(prose);
    let mut findings = Vec::new();
    let body = paragraphs.iter().filter(|paragraph| matches!(paragraph.place, Place::Body(_)));
    for sentence in body.flat_map(|paragraph| paragraph.sentences()) {
        for word in words {
            let Some((at, end)) = misplaced(&sentence, word) else { continue };
            let message = format!(
                "{}说的是{word}，而这是{}的报告，请核对统计范围。",
                quote(&sentence.written(at..end)),
                report.agency.as_deref().unwrap_or_default()
            );
            findings.push(rule.finding(message).anchor(sentence.anchor(at..at + word.len())));
        }
    }
    prose.verdict(findings)
}

/// Where the word counts the agency's own work, and the end of that clause.
fn misplaced(sentence: &Sentence<'_>, word: &str) -> Option<(usize, usize)> {
    let text = sentence.text;
    text.match_indices(word).map(|(at, _)| at).find_map(|at| {
        let after = &text[at + word.len()..];
        let end = at + word.len() + after.find(',').unwrap_or(after.len());
        let start = text[..at].rfind([',', ':']).map_or(sentence.head().min(at), |comma| comma + 1);
        let clause = &text[start..end];
        let lead = text[start..at].trim_end_matches("年").trim_start_matches(|c: char| c.is_ascii_digit());
        // 全市教育系统 counts like 全市.
        let goes_on =
            after.split_once("系统").filter(|(field, _)| field.chars().count() <= 6).map_or(after, |(_, on)| on);
        let is_own = lead.is_empty() && WORK.iter().any(|work| goes_on.starts_with(work));
        let counts = clause.chars().any(|c| c.is_ascii_digit())
            && clause.ends_with(['件', '条', '份', '次', '期', '个', '篇', '场']);
        let is_excused = RIGHTLY.iter().any(|word| clause.contains(word)) || sentence.is_quoted(at);
        // A clause that begins with the word and goes on with the work done, or with a figure of it.
        let is_told = is_own && (counts || clause.contains("申请") || text[end..].chars().any(|c| c.is_ascii_digit()));
        (is_told && !is_excused).then_some((at, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, run};

    fn told(agency: &str, text: &str) -> usize {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), text).agency(agency).report();
        run(&LEVEL_WORD_MISMATCH, &report).findings.len()
    }

    #[test]
    fn a_larger_region_than_the_agency_s_is_asked_about() {
        for (agency, text) in [
            ("云溪县", "全市通过政府网站发布文字解读6份。"),
            ("云溪区人民政府", "2024年，全市共受理政府信息公开申请35件。"),
            ("云溪县青石镇", "全县共主动公开信息120条。"),
            ("云溪区北湖街道", "一是全区累计发布信息30条。"),
            ("云溪县教育局", "全市教育系统公开信息35条。"),
        ] {
            assert_eq!(told(agency, text), 1, "{text}");
        }
    }

    #[test]
    fn the_larger_region_may_be_meant() {
        for (agency, text) in [
            ("江阳市", "全市共受理政府信息公开申请35件。"),
            ("澜河州石门市", "全市共受理政府信息公开申请35件。"),
            ("云溪县", "全县共受理政府信息公开申请35件。"),
            ("云溪县", "在全市政务公开考核中位列第3名。"),
            ("云溪县", "全市统一部署，开展培训2次。"),
            ("云溪县青石镇", "按照全县工作要求，公开信息5条。"),
            ("云溪县", "为全市发展贡献力量。"),
            ("教育局", "全市共公开信息5条。"),
        ] {
            assert_eq!(told(agency, text), 0, "{text}");
        }
    }
}
