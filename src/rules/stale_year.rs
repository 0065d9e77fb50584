//! `stale-year`: an earlier year is told as the year of this report.

use super::agency::Agency;
use super::paragraphs::{Paragraph, Sentence, paragraphs};
use super::prose::Place;
use super::wording::quote;
use super::year_slips::{self, Fault};
use super::years_left;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::diagnostic::Diagnostic;
use crate::document::date::{Date, dates};
use crate::report::PartKind;

declare_rule! {
    /// ## 查什么
    /// 去年或更早的年份、只差一个数字的年份（2014年、2024年）被当作本年来写，例如 2024 年度的报告里写“2023年，我局认真贯彻落实……”“2023年共受理申请3件”“截至2023年12月31日……”，或者“本年度（2023年1月至12月）”。把还没有到的下一年写成已经做完的，和本年自己相比（“2024年……较2024年增加”）、上一年度的年份不是上一年、“十四五”开局之年这样的说法用错了年份、只写了上一次党代会的精神、写了当时还没有召开的会议，也查。
    ///
    /// ## 依据
    /// 审核惯例：沿用去年的稿子，年份常有漏改。可能确实在讲往年，所以只提醒核对。
    ///
    /// ## 错例
    /// ```report
    /// 某某县教育局2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 2023年，我局认真贯彻落实《条例》，共受理政府信息公开申请3件。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 对例
    /// ```report
    /// 某某县教育局2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 2024年，我局认真贯彻落实《条例》，受理申请3件，比2023年减少1件。2023年度部门决算按时公开。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 同一句里也写了本年的（多是比较）；决算、预算、年报、要点、规划、考核、获奖、上年问题的整改、“……年以来”；书名号和引号里的；写明月份的往事。
    pub static STALE_YEAR = "stale-year", "有没有沿用往年的年份", Warning, Practice, check;
}

/// How many years back a year is taken for one that was not moved on; what is older is history.
pub const BACK: u16 = 3;

/// Words anywhere in the sentence that show that it goes back to an earlier year with reason.
pub const COMPARED: &[&str] = &[
    "上年",
    "上一年",
    "去年",
    "同比",
    "环比",
    "相比",
    "对比",
    "比20",
    "较20",
    "以来",
    "结转",
    "历年",
    "往年",
    "连续",
    "先后",
];

/// Words anywhere in the sentence that may be of what has an earlier year by nature.
pub const OF_A_YEAR: &[&str] =
    &["评为", "荣获", "获评", "授予", "表彰", "整改", "反馈", "第三方", "审计", "决算", "预算"];

/// What the words begin with by which a report introduces itself: an earlier year before them is told beside its own.
const INTRODUCTIONS: &[&str] = &[",现将", ",现就", ",现公布", ",现编制", ",特编制"];

/// Words right after the year that show the same.
const NEARBY: &[&str] = &[
    "年报",
    "年度报告",
    "工作报告",
    "要点",
    "计划",
    "规划",
    "年度考核",
    "考核结果",
    "考核中",
    "公开考核",
    "考核办法",
    "考核细则",
    "评估",
    "测评",
    "问题",
    "公报",
    "年鉴",
    "清单",
    "目录",
    "成立",
    "组建",
    "机构改革",
    "印发",
    "出台",
    "制定",
    "建成",
    "开通",
    "起",
    "版",
    "获",
    "被",
    "修订",
    "实施",
    "公布的",
    "发布的",
    "存在",
    "工作总结",
];

/// Papers that go by their year.
const PAPERS: [&str; 3] = ["要点", "工作方案", "实施方案"];

/// How far after the year, in bytes.
const NEAR: usize = 42;

/// What an agency tells of its year.
const WORK: &[&str] = &[
    "贯彻",
    "落实",
    "坚持",
    "按照",
    "围绕",
    "高度重视",
    "推进",
    "公开",
    "发布",
    "受理",
    "收到",
    "办理",
    "答复",
    "未发生",
    "没有",
    "未出现",
    "领导下",
    "加强",
    "收取",
    "接到",
    "召开",
    "举办",
    "开展培训",
    "组织培训",
    "推送",
    "未产生",
    "处理费",
    "工作情况",
];

/// What is counted by the year.
pub const COUNTED: &[&str] = &[
    "受理",
    "收到",
    "主动公开",
    "未收到",
    "公开信息",
    "公开政务信息",
    "公开政府信息",
    "发布信息",
    "公开各类",
    "未收取",
    "没有收取",
    "无收费",
    "未产生信息处理费",
];

/// What may stand before the year where a sentence begins with it.
const LEADS: &[&str] = &["过去的", "在过去的", "回顾", "回顾过去的", "在", "总的来看", "总体来看", "虽然", "尽管"];

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let Some(year) = report.year else {
        return Verdict::skipped(1, "没有读出报告年度，不知道哪些年份是往年");
    };
    let paragraphs = paragraphs(prose);
    let looks_back = looks_back(&paragraphs, year);
    let left_behind = left_behind(&paragraphs, year);
    let is_alone = is_alone(&paragraphs, year);
    let own = Agency::of(report).map(|agency| agency.own);
    let mut findings = Vec::new();
    for paragraph in paragraphs.iter().filter(|paragraph| is_told(paragraph.place)) {
        for sentence in paragraph.sentences() {
            if let Some(finding) = slip(rule, &sentence, year) {
                findings.push(finding);
                continue;
            }
            if let Some(date) = bracketed(&sentence, year) {
                let words = sentence.written(date.range.clone());
                let message =
                    format!("说的是本年度，括号里写的却是{}，而这是 {year} 年度的报告，请核对年份。", quote(&words));
                findings.push(rule.finding(message).anchor(sentence.anchor(date.range)));
                continue;
            }
            if let Some(date) = ahead(&sentence, year, own.as_deref(), paragraph.place) {
                let words = sentence.written(date.range.clone());
                let message =
                    format!("{}还没有到，却写成已经做了的事，而这是 {year} 年度的报告，请核对年份。", quote(&words));
                findings.push(rule.finding(message).anchor(sentence.anchor(date.range)));
                continue;
            }
            let found = stale(&sentence, year, own.as_deref())
                .or_else(|| years_left::one_digit_off(&sentence, year, own.as_deref()));
            let heads = years_left::headed(&sentence, year, paragraph.place).filter(|_| is_alone);
            let is_heading = heads.is_some();
            let found = heads.or(found).or_else(|| years_left::whole_year(&sentence, year, paragraph.place));
            let Some(date) = found.or_else(|| years_left::announced(&sentence, year, paragraph.place)) else {
                continue;
            };
            let in_problems = paragraph.place == Place::Body(PartKind::Problems);
            let is_reviewed = sentence.text.starts_with("回顾");
            let is_slip = is_reviewed || is_heading || left_behind && sums_a_year_up(&sentence);
            if in_problems && !is_slip && (looks_back || !sums_up(&sentence)) {
                continue;
            }
            let end = sentence.text[date.range.end..].find([',', ':']).map_or(sentence.text.len(), |comma| {
                let from = date.range.end + comma + 1;
                sentence.text[from..].find([',', ':']).map_or(sentence.text.len(), |next| from + next)
            });
            let words = sentence.written(date.range.start..end);
            let message = format!(
                "{}讲的是 {} 年的事，而这是 {year} 年度的报告，是不是沿用了往年的文字？请核对年份。",
                quote(&words),
                date.year().unwrap_or_default()
            );
            findings.push(rule.finding(message).anchor(sentence.anchor(date.range)));
        }
    }
    prose.verdict(findings)
}

/// Whether a sentence compares with another time: 与群众期盼相比 is none.
fn is_compared(text: &str) -> bool {
    const WISHES: [&str; 9] = ["期盼", "期待", "期望", "要求", "需求", "目标", "标准", "地区", "单位"];
    COMPARED.iter().any(|word| {
        text.match_indices(word).any(|(at, _)| *word != "相比" || !WISHES.iter().any(|wish| text[..at].ends_with(wish)))
    })
}

/// A year that cannot be right where it stands.
fn slip(rule: &Rule, sentence: &Sentence<'_>, year: u16) -> Option<Diagnostic> {
    let slip = year_slips::find(sentence, year)?;
    let words = quote(&sentence.written(slip.range.clone()));
    let message = match slip.fault {
        Fault::WithItself => {
            format!("说的就是 {year} 年，又和{words}相比，是不是该写 {} 年？请核对年份。", year.saturating_sub(1))
        }
        Fault::NotBefore => format!(
            "这是 {year} 年度的报告，上一年度是 {} 年，这里写的却是{words}，请核对年份。",
            year.saturating_sub(1)
        ),
        Fault::NotYet => format!("这是 {year} 年度的报告，{words}的事还没有到，却写成已经做了，请核对年份。"),
        Fault::NotHeld { held } => {
            format!("{words}是 {held}召开的，而这是 {year} 年度的报告，请核对。")
        }
        Fault::CongressBefore { later, held } => {
            format!("写了{words}，没有写 {held} 年的党的{later}，是不是沿用了往年的文字？请核对。")
        }
        Fault::NamedAs { name, of } => {
            format!("{}是 {of} 年，这里写的是{words}，是不是沿用了往年的文字？请核对。", quote(&name))
        }
    };
    Some(rule.finding(message).anchor(sentence.anchor(slip.range)))
}

const fn is_told(place: Place) -> bool {
    matches!(place, Place::Preface | Place::Body(_))
}

/// The earlier year that a sentence tells as this one.
fn stale(sentence: &Sentence<'_>, year: u16, own: Option<&str>) -> Option<Date> {
    let text = sentence.text;
    if !text.contains('年') || is_compared(text) {
        return None;
    }
    let text = &text[..INTRODUCTIONS.iter().filter_map(|words| text.find(words)).min().unwrap_or(text.len())];
    let found = dates(text);
    // 「按照2024年政务公开工作要点」 names a paper of this year, and tells nothing of when the work was done.
    let is_of_paper = |date: &Date| {
        let after = &text[date.range.end..];
        PAPERS.iter().any(|paper| after[..near(after)].contains(paper))
    };
    if found.iter().any(|date| date.year().is_some_and(|other| other >= year) && !is_of_paper(date)) {
        return None;
    }
    let is_earlier = |date: &&Date| date.year().is_some_and(|other| other + BACK >= year);
    let date = found.iter().find(is_earlier)?;
    if sentence.is_quoted(date.range.start) {
        return None;
    }
    let lead = &text[sentence.head().min(date.range.start)..date.range.start];
    let after = &text[date.range.end..];
    let has = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
    if ["截至", "截止", "截止到", "截至到"].iter().any(|word| lead.ends_with(word)) {
        let is_end = matches!((date.month, date.day), (None | Some(12), None)) && after.starts_with(['底', '末'])
            || (date.month, date.day) == (Some(12), Some(31));
        let of_year = ["全年", "本年", "年度内", "年内"].iter().any(|word| after.contains(word)) && date.day.is_some();
        return (is_end && (of_year || has(COUNTED, after))).then(|| date.clone());
    }
    let may_be_of_it = has(OF_A_YEAR, text) || has(NEARBY, &after[..near(after)]);
    if date.month.is_some() || after.starts_with(['底', '末', '初']) || may_be_of_it {
        return None;
    }
    // A year in the middle of a sentence tells this year's work only with what is counted by the year.
    let begins = lead.is_empty() || lead.ends_with(':') || LEADS.contains(&lead);
    // 回顾2022年的工作，……
    let is_review = lead.starts_with("回顾")
        && ["工作", "的工作"].iter().any(|word| after.trim_start_matches('度').starts_with(word));
    let is_work = if is_review {
        after.contains("公开")
    } else if begins {
        tells_of_itself(after, own) && has(WORK, after)
    } else {
        has(COUNTED, after)
    };
    let names_itself = lead.starts_with(['我', '本']) && lead.chars().count() <= 4;
    (is_work && (begins || names_itself || lead.ends_with(','))).then(|| date.clone())
}

/// An earlier year in brackets after words for this one: 本年度（2022年1月至12月）.
fn bracketed(sentence: &Sentence<'_>, year: u16) -> Option<Date> {
    let text = sentence.text;
    let words = ["全年(", "本年度(", "本年(", "年度内(", "今年("];
    words.iter().find_map(|words| {
        let open = text.find(words)? + words.len();
        let inside = &text[open..open + text[open..].find(')')?];
        let found = dates(inside);
        let first = found.first().filter(|date| date.range.start == 0)?;
        let is_date = inside.chars().all(|c| c.is_ascii_digit() || "年月日度起至到止-~".contains(c));
        let is_earlier = |date: &Date| date.year().is_none_or(|told| told < year && told + BACK >= year);
        let stale = first.year().is_some() && found.iter().all(is_earlier);
        let range = open + first.range.start..open + first.range.end;
        (is_date && stale && !sentence.is_quoted(open)).then(|| Date { range, ..first.clone() })
    })
}

/// The next year at the beginning of a sentence that tells what was done: 2026年，我局认真落实……，已全面完成.
fn ahead(sentence: &Sentence<'_>, year: u16, own: Option<&str>, place: Place) -> Option<Date> {
    const TO_COME: [&str; 14] =
        ["将", "拟", "计划", "打算", "要加强", "争取", "力争", "下一步", "今后", "继续", "确保", "目标", "预算", "起"];
    const DONE: [&str; 5] = ["已", "完成了", "取得了", "共收到", "共受理"];
    let text = sentence.text;
    if place != Place::Body(PartKind::Overview)
        || !text.contains('年')
        || TO_COME.iter().any(|word| text.contains(word))
    {
        return None;
    }
    let date = dates(text).into_iter().next().filter(|date| date.range.start == sentence.head())?;
    let after = &text[date.range.end..];
    let is_next = date.year() == Some(year.saturating_add(1)) && date.month.is_none();
    let is_done = DONE.iter().any(|word| after.contains(word)) && WORK.iter().any(|word| after.contains(word));
    (is_next && is_done && tells_of_itself(after, own)).then_some(date)
}

/// Whether part five never names this year and plans for the next: what it sums up should be this one.
fn left_behind(paragraphs: &[Paragraph<'_>], year: u16) -> bool {
    let part = || paragraphs.iter().filter(|paragraph| paragraph.place == Place::Body(PartKind::Problems));
    let names = |year: u16| part().any(|paragraph| paragraph.text().contains(&format!("{year}年")));
    !names(year) && names(year.saturating_add(1))
}

/// Whether part five names the year before and never this one, and tells of nothing that was put right.
fn is_alone(paragraphs: &[Paragraph<'_>], year: u16) -> bool {
    let this_year = format!("{year}年");
    let reasons = [this_year.as_str(), "整改", "已改", "上年", "去年", "上一年"];
    let part = paragraphs.iter().filter(|paragraph| paragraph.place == Place::Body(PartKind::Problems));
    part.into_iter().all(|paragraph| !reasons.iter().any(|word| paragraph.text().contains(word)))
}

/// Whether a sentence says what was reached and what is still wanting.
fn sums_a_year_up(sentence: &Sentence<'_>) -> bool {
    sentence.text.contains("取得") && ["但", "仍", "不足", "差距"].iter().any(|word| sentence.text.contains(word))
}

/// Whether what follows the year is what an agency did, and not what was of that year: 2023年招生信息.
pub fn tells_of_itself(after: &str, own: Option<&str>) -> bool {
    const BEGINNINGS: [&str; 32] = [
        ",",
        "我",
        "本",
        "全",
        "共",
        "累计",
        "主动",
        "未",
        "没有",
        "严格",
        "认真",
        "坚持",
        "积极",
        "在",
        "通过",
        "按照",
        "围绕",
        "县",
        "市",
        "区",
        "镇",
        "街道",
        "收到",
        "受理",
        "召开",
        "举办",
        "开展培训",
        "组织培训",
        "依托",
        "工作中",
        "里",
        "接到",
    ];
    let after = after.trim_start_matches('度');
    // 2022年召开的会议 is a meeting of that year.
    let begins = |word: &&str| after.strip_prefix(*word).is_some_and(|rest| !rest.starts_with('的'));
    BEGINNINGS.iter().any(begins) || own.is_some_and(|own| after[..near(after)].contains(own))
}

/// The end of what stands right after the year.
fn near(after: &str) -> usize {
    after.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= NEAR).last().unwrap_or(0)
}

/// Whether a sentence sums up a year.
fn sums_up(sentence: &Sentence<'_>) -> bool {
    ["取得", "成效", "虽", "但"].iter().any(|word| sentence.text.contains(word))
}

/// Whether part five speaks of an earlier year with reason: beside this one, or of the problems it left.
fn looks_back(paragraphs: &[Paragraph<'_>], year: u16) -> bool {
    let this_year = format!("{year}年");
    let reasons = [this_year.as_str(), "整改", "改进情况", "上年", "去年"];
    let part = paragraphs.iter().filter(|paragraph| paragraph.place == Place::Body(PartKind::Problems));
    part.into_iter().any(|paragraph| reasons.iter().any(|word| paragraph.text().contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::test_support::{Draft, run};

    fn told(kind: PartKind, text: &str) -> usize {
        run(&STALE_YEAR, &Draft::new(2023).part(kind, None, text).report()).findings.len()
    }

    #[test]
    fn an_earlier_year_told_as_this_one_is_asked_about() {
        for text in [
            "2022年，某某局认真贯彻落实上级部署。",
            "（三）依申请公开情况。2022年我局严格按照规定，共受理政府信息公开申请0件。",
            "二是2021年度主动公开信息35条。",
            "按照要求，2022年主动公开信息35条。",
            "截至2022年12月31日，共主动公开信息35条。",
            "依申请公开方面：2022年未收到申请。",
            "我镇2022年共主动公开信息35条。",
            "截止2022年12月底，共主动公开信息35条。",
            "截至2022年12月31日，全年公开预决算等信息35条。",
            "2022年全年，我局主动公开信息35条，现将2023年度工作情况报告如下。",
            "2022年未收取信息处理费。",
            "2022年，我镇将政务公开纳入考核，加强监督。",
            "过去的2022年，我局坚持公开。",
            "2022年度未接到申请。",
            "2022年召开会议3次，部署公开工作。",
            "2022年我局未产生信息处理费。",
            "我局2022年度无收费情况。",
        ] {
            assert_eq!(told(PartKind::Overview, text), 1, "{text}");
        }
        assert_eq!(told(PartKind::Problems, "2022年，政务公开工作取得一定成效，但仍有不足。"), 1);
    }

    #[test]
    fn an_earlier_year_with_a_reason_is_left_alone() {
        for text in [
            "2023年，我局受理申请5件，2022年受理3件。",
            "2022年度部门决算和2023年度预算已公开。",
            "2022年政府信息公开工作年度报告按时公开。",
            "2022年被评为政务公开先进单位。",
            "2022年考核结果已公开。",
            "2022年招生信息公开12条。",
            "二是2022年民生实事完成情况已公开。",
            "在2022年基础上，公开力度加大。",
            "2022年底，政务公开专区开放。",
            "2022年以来，累计主动公开信息300条。",
            "认真落实《2022年政务公开工作要点》。",
            "2019年，政务公开专区建成。",
            "2022年10月开展培训，推进公开。",
            "2022年工作中存在问题的改进情况",
            "2022年召开的会议纪要已公开。",
            "在2022年公开内容的基础上，公开力度加大。",
            "截至2022年底已建成专区12个。",
            "受理量较2022年下降，公开数量上升。",
        ] {
            assert_eq!(told(PartKind::Overview, text), 0, "{text}");
        }
        assert_eq!(told(PartKind::Problems, "2022年存在的不足虽有所改善但仍需推进。2023年加强公开。"), 0);
    }

    #[test]
    fn a_year_one_digit_off_is_asked_about() {
        for text in [
            "2013年，我局认真贯彻落实要求，公开信息。",
            "在2013年的工作中，我局紧紧围绕重点公开。",
            "2003年，我局全年公开信息3条。",
        ] {
            assert_eq!(told(PartKind::Overview, text), 1, "{text}");
        }
        for text in [
            "2013年，我局认真贯彻落实要求，制定了制度。",
            "2011年，我局高度重视公开。",
            "2013年以来，我局认真贯彻要求。",
            "2013年，专栏建成。",
        ] {
            assert_eq!(told(PartKind::Overview, text), 0, "{text}");
        }
    }

    #[test]
    fn what_is_reviewed_is_this_year() {
        assert_eq!(told(PartKind::Problems, "回顾2022年的工作，我局在公开的主动性上还有差距。2023年整改到位。"), 1);
        assert_eq!(told(PartKind::Problems, "回顾2023年的工作，我局在公开的主动性上还有差距。"), 0);
    }

    #[test]
    fn a_heading_names_the_year_of_its_problems() {
        let text = |year, rest| format!("（一）{year}年存在的主要问题。公开形式单一。{rest}");
        assert_eq!(told(PartKind::Problems, &text(2022, "（二）改进措施。丰富形式。")), 1);
        assert_eq!(told(PartKind::Problems, &text(2022, "（二）2023年存在的主要问题。更新不快。")), 0);
        assert_eq!(told(PartKind::Problems, &text(2022, "（二）整改情况。丰富形式。")), 0);
        assert_eq!(told(PartKind::Problems, &text(2023, "（二）改进措施。丰富形式。")), 0);
    }

    #[test]
    fn a_whole_year_is_this_one() {
        let text = |year| format!("{year}年1月1日至{year}年12月31日，我局未收取信息处理费。");
        assert_eq!(told(PartKind::Other, &text(2022)), 1);
        assert_eq!(told(PartKind::Other, &text(2023)), 0);
    }

    #[test]
    fn brackets_after_words_for_this_year_name_this_year() {
        for text in ["本年度（2022年1月至12月）召开会议2次。", "全年（2022年）组织培训1次。"]
        {
            assert_eq!(told(PartKind::Overview, text), 1, "{text}");
        }
        for text in
            ["本年度（2023年1月至12月）召开会议2次。", "全年（含2022年结转）办理2件。", "全年（除周末外）开放。"]
        {
            assert_eq!(told(PartKind::Overview, text), 0, "{text}");
        }
    }

    #[test]
    fn next_year_cannot_be_told_as_done() {
        assert_eq!(told(PartKind::Overview, "2024年，我局认真贯彻落实要求，已按期公开全部信息。"), 1);
        for text in
            ["2024年，我局将按照已定的要求公开信息。", "2024年1月，我局已公开本年度报告。", "2024年部门预算已公开。"]
        {
            assert_eq!(told(PartKind::Overview, text), 0, "{text}");
        }
    }

    #[test]
    fn part_five_sums_up_this_year_before_it_plans_for_the_next() {
        let text = |year| {
            format!("{year}年，我局政务公开取得一定成效，但仍有差距。（二）改进情况。2024年，我局将推动整改到位。")
        };
        assert_eq!(told(PartKind::Problems, &text(2022)), 1);
        assert_eq!(told(PartKind::Problems, &text(2023)), 0);
    }

    #[test]
    fn the_last_day_of_an_earlier_year_is_no_end_of_this_one() {
        assert_eq!(told(PartKind::Overview, "截至2022年12月31日，公众号关注人数8000人，全年推送信息20篇。"), 1);
        assert_eq!(told(PartKind::Overview, "截至2022年12月31日，专区已建成。"), 0);
    }

    #[test]
    fn the_year_itself_is_marked() {
        let report =
            Draft::new(2023).part(PartKind::Overview, None, "2022年，我局认真贯彻落实条例，成绩明显。").report();
        let finding = run(&STALE_YEAR, &report).findings.remove(0);
        assert!(finding.message.starts_with("“2022年，我局认真贯彻落实条例”讲的是 2022 年的事"), "{}", finding.message);
        assert_eq!(finding.anchor, Some(crate::location::Anchor::Text { line: 101, column: 1, length: 5 }));
    }
}
