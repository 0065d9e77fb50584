//! `plan-year-not-moved`: part five plans for the year it reports on.

use std::ops::Range;

use super::paragraphs::{Sentence, paragraphs};
use super::prose::Place;
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::date::{Date, dates};
use crate::report::PartKind;

declare_rule! {
    /// ## 查什么
    /// 第五部分讲下一步打算，写的却是报告年度本身：2024 年度的报告里写“2024年我局将从以下方面改进”“下一步，2024年重点做好……”“下半年将继续……”；或者更早的年份：“2023年将继续……”；打算的期限已经过了：“力争在2024年底前完成”。
    ///
    /// ## 依据
    /// 审核惯例：报告年度已经过完，打算应是下一年的，多是去年的稿子没有改年份。
    ///
    /// ## 错例
    /// ```report
    /// 某某县教育局2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 五、存在的主要问题及改进情况
    ///
    /// 公开时效有待提高。2024年将从以下方面进行改进：一是加强学习。
    /// ```
    ///
    /// ## 对例
    /// ```report
    /// 某某县教育局2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 五、存在的主要问题及改进情况
    ///
    /// 2024年，公开时效仍有不足，我局将政务公开纳入年度考核。2025年将进一步加强学习。
    /// ```
    ///
    /// ## 不查什么
    /// “将政务公开纳入考核”的“将”是“把”，不是打算。先讲本年的不足、再讲“下一步将”的不查。没有写明是打算的改进措施，可能当年已经做了，不查。
    pub static PLAN_YEAR_NOT_MOVED = "plan-year-not-moved", "下一步打算的年份", Warning, Practice, check;
}

/// Words that announce what is going to be done.
const PLANS: &[&str] = &["将", "拟", "计划", "打算", "要进一步", "要继续", "要着力", "要重点", "要切实", "要从"];

/// Words right before a year that nobody plans for once it is over.
const FOR_A_YEAR: [&str; 13] = [
    "将在",
    "将于",
    "拟在",
    "拟于",
    "计划在",
    "计划于",
    "力争",
    "力争在",
    "力争于",
    "争取",
    "争取在",
    "争取于",
    "争取到",
];

/// Words for the time to come, which a year may stand right after: 下一步，2024年……
const TO_COME: [&str; 14] = [
    "下步工作",
    "下一步工作",
    "下一步",
    "下步",
    "下一年",
    "下一年度",
    "下阶段",
    "下一阶段",
    "明年",
    "来年",
    "新的一年",
    "今后",
    "打算",
    "努力方向",
];

/// What follows 将 where it means that something is going to be done, and not 把.
const TO_DO: &[&str] = &[
    "进一步",
    "继续",
    "从",
    "从如下",
    "从下",
    "从三",
    "从四",
    "从两",
    "从几",
    "采取",
    "按照",
    "以",
    "不断",
    "持续",
    "深入",
    "严格",
    "加强",
    "加大",
    "积极",
    "认真",
    "围绕",
    "坚持",
    "做好",
    "抓好",
    "切实",
    "努力",
    "在",
    "大力",
    "强化",
    "扎实",
    "着重",
    "主要",
    "结合",
    "紧紧",
    "着眼",
    "着力",
    "聚焦",
    "针对",
    "完善",
    "提升",
    "改进",
    "通过",
    "把",
    "更加",
    "充分",
    "高度",
    "全力",
    "健全",
    "优化",
    "重点做",
    "重点抓",
    "重点从",
    "重点围绕",
    "重点加强",
    "全面加强",
    "全面提升",
    "全面落实",
    "根据",
    "拓展",
    "拓宽",
    "丰富",
    "推动",
    "推进",
    "加快",
    "增强",
    "建立",
    "细化",
    "规范",
    "创新",
    "深化",
    "开展",
    "组织",
    "突出",
    "压实",
    "督促",
];

/// What shows that 将 takes an object: 将加强公开作为抓手.
const OBJECT: &[&str] = &["作为", "纳入", "列入", "列为", "融入", "贯穿", "落到", "落实到"];

/// What shows, between the year and the plan, that the plan is for another time.
const BETWEEN: &[&str] = &[
    "下一步",
    "下步",
    "今后",
    "明年",
    "来年",
    "下一年",
    "新的一年",
    "接下来",
    "后续",
    "未来",
    "不足",
    "问题",
    "取得",
    "但",
    "了",
    "已",
    "上述",
    "以上",
    "下一阶段",
    "存在",
];

/// Headings under which what follows is planned.
const HEADINGS: &[&str] =
    &["整改措施", "改进措施", "下一步", "下步", "努力方向", "工作打算", "工作计划", "工作安排", "工作思路"];

/// What a plan says under such a heading without a word for the future.
const UNDERTAKEN: &[&str] = &["加大", "加强", "进一步", "继续", "重点抓", "重点做", "着力"];

/// What is ahead of the year it is named with.
const AHEAD: &[&str] =
    &["下一步", "下步", "努力方向", "工作打算", "工作计划", "工作思路", "工作安排", "重点工作安排", "重点工作计划"];

/// What shows that the year is told of, and not planned for.
const DONE: [&str; 7] = ["了", "已", "取得", "完成情况", "存在", "不足", "问题"];

/// Whether the words before the first mark tell of what was done.
fn told_as_done(text: &str) -> bool {
    let clause = &text[..text.find([',', ':']).unwrap_or(text.len())];
    ["完成", "落实", "执行", "进展", "要求", "部署"].iter().any(|word| clause.contains(word))
}

/// How far after the year the plan may stand, in bytes.
const NEAR: usize = 75;

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    if report.part(PartKind::Problems).is_none() {
        return Verdict::not_applicable("没有找到第五部分");
    }
    let Some(year) = report.year else { return Verdict::skipped(1, "没有读出报告年度") };
    let paragraphs = paragraphs(prose);
    let of = |kind: PartKind| paragraphs.iter().filter(move |paragraph| paragraph.place == Place::Body(kind));
    let next = format!("{}年", year.saturating_add(1));
    let plans_for_next = of(PartKind::Problems).any(|paragraph| paragraph.text().contains(&next));
    let (mut findings, mut examined, mut under_heading) = (Vec::new(), 0, false);
    let half = |sentence: &Sentence<'_>| {
        let (range, end) = planned_for_half(sentence, year)?;
        let written = quote(&sentence.written(range.start..end));
        let message = format!("{written}像是打算，{year} 年的下半年却已经过去，是不是沿用了年中的文字？请核对。");
        Some(rule.finding(message).anchor(sentence.anchor(range)))
    };
    for sentence in of(PartKind::Problems).flat_map(|paragraph| paragraph.sentences()) {
        examined += 1;
        let text = sentence.text;
        if text.chars().count() <= 20 {
            let names = |words: &[&str]| words.iter().any(|word| text.contains(word));
            under_heading =
                names(HEADINGS) && !text.contains("情况") || under_heading && !names(&["问题", "成效", "情况"]);
        }
        if let Some(date) = overdue(&sentence, year) {
            let written = quote(&sentence.written(date.range.clone()));
            let message = format!("这是 {year} 年度的报告，打算里的期限却写{written}，已经过了，请核对年份。");
            findings.push(rule.finding(message).anchor(sentence.anchor(date.range)));
            continue;
        }
        let under = Under { heading: under_heading && !plans_for_next, may_be: !plans_for_next };
        if let Some(end) = planned(&sentence, year, under) {
            let message = format!(
                "{}像是下一步的打算，年份却是报告年度；如果是 {} 年的打算，请改年份。",
                quote(&sentence.written(end.0.range.start..end.1)),
                year.saturating_add(1)
            );
            findings.push(rule.finding(message).anchor(sentence.anchor(end.0.range)));
        } else if let Some(end) = planned_long_ago(&sentence, year) {
            let message = format!(
                "{}像是下一步的打算，这一年却早已过去；如果是 {} 年的打算，请改年份。",
                quote(&sentence.written(end.0.range.start..end.1)),
                year.saturating_add(1)
            );
            findings.push(rule.finding(message).anchor(sentence.anchor(end.0.range)));
        } else {
            findings.extend(half(&sentence));
        }
    }
    findings.extend(
        of(PartKind::Overview).flat_map(|paragraph| paragraph.sentences()).filter_map(|sentence| half(&sentence)),
    );
    Verdict::checked(examined.max(1), findings)
}

/// Whether what a sentence plans stands under a heading for plans.
#[derive(Debug, Clone, Copy)]
struct Under {
    /// It stands under one.
    heading: bool,
    /// The part plans for no other year, so that what stands under a heading may be a plan for this one.
    may_be: bool,
}

/// Whether the words before a year tell of the time to come and of nothing else: 下一步, 明年工作打算.
fn is_to_come(lead: &str) -> bool {
    const OTHERS: [&str; 6] = ["年的", "以来", "不足", "问题", "对照", "针对"];
    TO_COME.iter().any(|word| lead.ends_with(word)) && !OTHERS.iter().any(|word| lead.contains(word))
}

/// A plan at the head of a sentence for a year before that of the report.
fn planned_long_ago(sentence: &Sentence<'_>, year: u16) -> Option<(Date, usize)> {
    let text = sentence.text;
    // 「针对以上问题，」 leads to the plan.
    let lead = text.get(sentence.head()..).filter(|text| text.starts_with("针对")).and_then(|text| text.find(','));
    let head = sentence.head() + lead.map_or(0, |comma| comma + 1);
    if !text.get(head..).is_some_and(|text| text.starts_with('2')) {
        return None;
    }
    let date = dates(&text[head..]).into_iter().next().filter(|date| date.range.start == 0)?;
    let date = Date { range: head..head + date.range.end, ..date };
    let told = date.year().filter(|told| date.month.is_none() && *told < year && *told + 2 >= year)?;
    let is_told_of = ["提出", "报告", "承诺", "目标", "曾", "原", "整改"].iter().any(|word| text.contains(word));
    let rest = &text[date.range.end..];
    let (at, length) = plan_at(rest, "将")?;
    let is_plan = at <= NEAR && !is_told_of && !BETWEEN.iter().any(|word| rest[..at].contains(word));
    let later = dates(rest).iter().any(|date| date.year().is_some_and(|year| year > told));
    (is_plan && !later).then(|| (date.clone(), date.range.end + at + length))
}

/// A plan for the second half of a year, which is over: 下半年，我局将……
fn planned_for_half(sentence: &Sentence<'_>, year: u16) -> Option<(Range<usize>, usize)> {
    let text = sentence.text;
    let at = text.find("下半年")?;
    let end = at + "下半年".len();
    let is_next = text[..at].contains(&format!("{}年", year.saturating_add(1))) || text[..at].ends_with("明年");
    let (plan, length) = plan_at(&text[end..], "将")?;
    let is_plan = plan <= NEAR && !BETWEEN.iter().any(|word| text[end..end + plan].contains(word));
    (is_plan && !is_next && !sentence.is_quoted(at)).then_some((at..end, end + plan + length))
}

/// The day by which something is to be done, where it was over with the report's year: 力争在2023年底前完成.
fn overdue(sentence: &Sentence<'_>, year: u16) -> Option<Date> {
    const UNTIL: [&str; 8] = ["底前", "末前", "前", "底", "末", "年底前", "内", "之前"];
    const AIMS: [&str; 6] = ["力争", "争取", "确保", "计划", "预计", "拟"];
    const PLANNED: [&str; 6] = ["下一步", "下步", "今后", "将", "接下来", "力争"];
    let text = sentence.text;
    if !AIMS.iter().any(|word| text.contains(word)) || !PLANNED.iter().any(|word| text.contains(word)) {
        return None;
    }
    dates(text).into_iter().find(|date| {
        let (before, after) = (&text[..date.range.start], &text[date.range.end..]);
        let before = before.strip_suffix('在').or_else(|| before.strip_suffix('于')).unwrap_or(before);
        let is_over = date.year().is_some_and(|told| told <= year && told + 2 >= year);
        is_over
            && AIMS.iter().any(|word| before.ends_with(word))
            && UNTIL.iter().any(|word| after.starts_with(word))
            && !sentence.is_quoted(date.range.start)
    })
}

/// The year of a plan for the report's year, and where the words of the plan end.
fn planned(sentence: &Sentence<'_>, year: u16, under: Under) -> Option<(Date, usize)> {
    let text = sentence.text;
    let found = dates(text);
    let is_own =
        |date: &Date| date.year() == Some(year) && date.month.is_none() && !sentence.is_quoted(date.range.start);
    found.iter().enumerate().filter(|(_, date)| is_own(date)).find_map(|(index, date)| {
        let rest = &text[date.range.end..found.get(index + 1).map_or(text.len(), |next| next.range.start)];
        let after_year = rest.strip_prefix('度').unwrap_or(rest);
        let start = date.range.end + rest.len() - after_year.len();
        let rest = after_year;
        if found.get(index + 1).is_some_and(|next| next.year() > Some(year)) {
            return None;
        }
        let before = &text[..date.range.start];
        // 「将在2024年工作的基础上继续」 builds on what is over.
        let builds_on = rest[..rest.find(',').unwrap_or(rest.len())].contains("基础上");
        // 「争取2024年资金」 is no plan.
        let is_time = |word: &str| word != "争取" || rest.starts_with(['底', '末', '内', '前', '实', '完', '取', '在']);
        let is_for = |word: &&&str| before.ends_with(**word) && is_time(word);
        if let Some(word) = FOR_A_YEAR.iter().find(is_for).filter(|_| !builds_on) {
            let from = date.range.start - word.len();
            return Some((Date { range: from..date.range.end, ..date.clone() }, date.range.end));
        }
        if before.ends_with(['对', '自', '从', '至', '与', '较', '比']) {
            return None;
        }
        // 「2024年下一步打算：」 heads what comes after the year.
        let is_heading = |words: &&&str| rest.starts_with(**words) && !told_as_done(rest);
        if before.len() == sentence.head()
            && let Some(words) = AHEAD.iter().find(is_heading)
        {
            return Some((date.clone(), start + words.len()));
        }
        let lead = before[sentence.head().min(before.len())..].trim_end_matches([',', ':']);
        let first_clause = &rest[..rest.find([',', ':']).filter(|at| *at > 0).unwrap_or(rest.len())];
        if !builds_on && is_to_come(lead) && !DONE.iter().any(|word| rest.contains(word)) {
            let from = date.range.start - (before.len() - sentence.head().min(before.len()));
            return Some((Date { range: from..date.range.end, ..date.clone() }, start + first_clause.len()));
        }
        let plan = PLANS.iter().filter_map(|word| plan_at(rest, word)).min();
        if let Some((at, length)) = plan
            && at <= NEAR
            && !BETWEEN.iter().any(|word| rest[..at].contains(word))
        {
            return Some((date.clone(), start + at + length));
        }
        let heads = before.len() == sentence.head();
        let is_headed = under.heading && heads || under.may_be && HEADINGS.iter().any(|word| lead.ends_with(word));
        let is_undertaken = is_headed
            && !["了", "已", "取得", "全年", "存在", "不足"].iter().any(|word| rest.contains(word))
            && UNDERTAKEN.iter().any(|word| first_clause.contains(word));
        is_undertaken.then(|| (date.clone(), start + first_clause.len()))
    })
}

/// Where a plan is announced with this word, and how many bytes its words have.
fn plan_at(text: &str, word: &str) -> Option<(usize, usize)> {
    if word != "将" {
        // 计划 is also a noun: 工作计划, 计划生育.
        let nouns = ["计划生育", "计划表", "计划书", "计划、"];
        let is_verb = |at: usize| {
            let rest = &text[at..];
            !text[..at].ends_with(['作', '展', '设', '生', '的', '年', '、', '模'])
                && !nouns.iter().any(|noun| rest.starts_with(noun))
                && !rest.starts_with("拟定")
                && !rest.starts_with("拟公")
                && !rest.starts_with("拟发")
                && !rest.starts_with("拟制")
        };
        return text.match_indices(word).map(|(at, _)| at).find(|at| is_verb(*at)).map(|at| (at, word.len()));
    }
    text.match_indices('将').find_map(|(at, _)| {
        let after = &text[at + '将'.len_utf8()..];
        let to_do = TO_DO.iter().find(|word| after.starts_with(**word))?;
        let clause = &after[..after.find(',').unwrap_or(after.len())];
        (!OBJECT.iter().any(|word| clause.contains(word))).then_some((at, '将'.len_utf8() + to_do.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::test_support::{Draft, run};

    fn told(text: &str) -> usize {
        run(&PLAN_YEAR_NOT_MOVED, &Draft::new(2023).part(PartKind::Problems, None, text).report()).findings.len()
    }

    #[test]
    fn a_plan_for_the_year_that_is_over_is_asked_about() {
        for text in [
            "2023年将从以下方面进行改进：一是加强学习。",
            "针对存在的问题，2023年，我局将进一步加强公开。",
            "2023年，我镇计划开展培训。",
            "（二）整改措施。2023年我局加大贯彻落实《条例》力度。",
            "下一步工作打算：2023年我局将继续做好公开。",
            "在2023年工作中，我局将继续加强公开。",
            "下一步，我局将在2023年加强公开。",
            "2023年下一步打算：加强培训。",
            "（三）2023年努力方向",
            "下一步，2023年重点做好以下工作：一是加强培训。",
            "下一年工作打算：2023年继续完善公开流程。",
            "明年，2023年，一要提高认识，二要加强学习。",
            "我局将以此为契机，力争在2023年实现新突破。",
            "争取2023年底前完成公开栏改造。",
            "（二）2023年工作计划。",
            "改进措施：2023年我街道重点抓好公开栏改造。",
            "2023年，我局将推动问题解决。",
            "2022年，我镇将从以下几个方面改进。",
            "2023年下半年，我局将拓展公开渠道。",
            "下半年将继续加大公开力度。",
            "下一步，将对照目录查漏补缺，力争在2022年底前完成改造。",
            "今后确保2023年12月前整改到位。",
        ] {
            assert_eq!(told(text), 1, "{text}");
        }
    }

    #[test]
    fn what_was_done_and_what_is_planned_for_next_year_is_left_alone() {
        for text in [
            "2024年将从以下方面进行改进。",
            "2023年下一步工作安排完成情况良好。",
            "2023年，我区将政务公开纳入年度考核。",
            "2023年，我区将加强政务公开作为重要抓手。",
            "2023年，我局公开工作仍有不足，下一步将加强学习。",
            "针对2023年存在的问题，2024年将进一步加强公开。",
            "2023年，我市及时进行了改进，加强了学习。",
            "认真落实《2023年政务公开工作计划》。",
            "2023年我局加强学习，提升能力。",
            "针对2023年工作中的不足，将进一步加强学习。",
            "2023年工作中存在差距，将继续加强学习。",
            "今后，我局将在2023年工作的基础上继续深化公开。",
            "按照2023年工作计划，我局完成了更新。",
            "下一步，针对2023年工作中的短板，加强培训。",
            "2022年报告提出，我局将加强培训，现已完成。",
            "2024年下半年，我局将拓展公开渠道。",
            "下半年，我局开展自查，将问题清单化。",
            "积极争取2023年专项资金，取得实效。",
            "力争在2024年实现新突破。",
            "下一步，将查漏补缺，力争在2024年底前完成改造。",
            "我局确保2023年底前的公开事项全部完成。",
        ] {
            assert_eq!(told(text), 0, "{text}");
        }
    }

    #[test]
    fn the_words_of_the_plan_are_quoted() {
        let report = Draft::new(2023).part(PartKind::Problems, None, "2023年度我局将进一步加强学习。").report();
        let message = &run(&PLAN_YEAR_NOT_MOVED, &report).findings[0].message;
        assert_eq!(
            message,
            "“2023年度我局将进一步”像是下一步的打算，年份却是报告年度；如果是 2024 年的打算，请改年份。"
        );
    }
}
