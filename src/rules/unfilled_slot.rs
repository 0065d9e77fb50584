//! `unfilled-slot`: a place that was to be filled in and was not: ××, XX, ____, 「共主动公开条」.

use std::ops::Range;

use super::prose::{Passage, Place};
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::fold::is_numeral;

declare_rule! {
    /// ## 查什么
    /// 该填的地方没有填：“××”“XX”“____”这样的空位，以及漏了数的句子，例如“共主动公开条”“等个部分”“2024年月日”。
    ///
    /// ## 依据
    /// 审核惯例，没有条文规定。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 全年共主动公开  条，收到申请××件。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    /// 两个数都没有填。
    ///
    /// ## 对例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 全年共主动公开42条，其中X射线装置环评批复2条；张××申请公开一案已答复。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 隐去的人名（张××诉）、引号里的说法（“××一件事”）、编号和网址里的字母、乘号，不查。电话和邮箱里的不在这里说。
    pub static UNFILLED_SLOT = "unfilled-slot", "该填的地方有没有填", Error, Practice, check;
}

fn check(rule: &Rule, Subject { prose, .. }: &Subject<'_>) -> Verdict {
    let mut findings = Vec::new();
    for passage in &prose.passages {
        for slot in slots(passage) {
            let around = quote(&passage.written(slot.around.clone()));
            let message = match slot.kind {
                Kind::Marks => {
                    let marks = quote(&passage.written(slot.place.clone()));
                    format!("{around}里的{marks}没有填，请填上。")
                }
                Kind::Number => format!("{around}里没有数，请补上。"),
                Kind::Date => format!("{around}里的日期没有填，请补上。"),
            };
            findings.push(rule.finding(message).anchor(Some(passage.anchor(slot.place))));
        }
    }
    prose.verdict(findings)
}

/// A place that was not filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Slot {
    kind: Kind,
    /// The marks, or the words that lack something.
    place: Range<usize>,
    /// The same with a few words around it.
    around: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Marks,
    Number,
    Date,
}

/// How many characters before and after the marks are shown.
const AROUND: usize = 5;

/// What counts things, after the place of a figure.
const MEASURES: &str = "年月日条件个项份篇次期场人户家元万%";

fn slots(passage: &Passage<'_>) -> Vec<Slot> {
    let text = passage.text();
    // A page's index and links are no text of the report.
    if passage.place == Place::Preface && !text.contains(['。', ',', ';', '年']) {
        return Vec::new();
    }
    let mut found = Vec::new();
    if text.contains(['X', 'x', '×', '╳', '_', '○']) {
        marks(text, &mut found);
    }
    if text.contains("月日") {
        dates(text, &mut found);
    }
    lost_numbers(text, &mut found);
    found.sort_by_key(|slot| slot.place.start);
    found
}

const fn is_cross(c: char) -> bool {
    matches!(c, 'X' | 'x' | '×' | '╳')
}

/// Runs of crosses, circles or lines that stand for something.
fn marks(text: &str, found: &mut Vec<Slot>) {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let end_of = |at: usize| chars.get(at).map_or(text.len(), |(byte, _)| *byte);
    let mut at = 0;
    while let Some(&(_, c)) = chars.get(at) {
        let same = |other: char| if is_cross(c) { is_cross(other) } else { other == c };
        let run = chars[at..].iter().take_while(|(_, other)| same(*other)).count();
        let is_slot = match c {
            '_' => run > 1 && is_line_to_fill(&chars, at, run),
            '○' => run > 1 && at.checked_sub(1).is_none_or(|before| !is_numeral(chars[before].1)),
            _ if is_cross(c) => is_slot(text, &chars, at, run),
            _ => false,
        };
        if !is_slot {
            at += run;
            continue;
        }
        // 「20××年×月×日」 is one place.
        let from = at - chars[..at].iter().rev().take_while(|(_, c)| c.is_ascii_digit()).count();
        let part_of_date = |c: char| same(c) || matches!(c, '年' | '月' | '日');
        let more = chars[at + run..].iter().take_while(|(_, c)| part_of_date(*c)).count();
        let to =
            if chars[at + run..at + run + more].iter().any(|(_, c)| same(*c)) { at + run + more } else { at + run };
        let around = end_of(from.saturating_sub(AROUND))..end_of(to + AROUND);
        found.push(Slot { kind: Kind::Marks, place: end_of(from)..end_of(to), around });
        at = to;
    }
}

/// Whether a run of low lines is to be written on, and no part of an address or a ruler across the page.
fn is_line_to_fill(chars: &[(usize, char)], at: usize, run: usize) -> bool {
    let before = at.checked_sub(1).map(|at| chars[at].1);
    let after = chars.get(at + run).map(|(_, c)| *c);
    let is_word = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
    let is_code = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    (is_word(before) || is_word(after)) && !(is_code(before) && is_code(after)) && !speaks_of_contact(chars, at)
}

/// Whether a run of crosses stands for a word or a figure.
fn is_slot(text: &str, chars: &[(usize, char)], at: usize, run: usize) -> bool {
    let before = at.checked_sub(1).map(|at| chars[at].1);
    let after = chars.get(at + run).map(|(_, c)| *c);
    let counts = after.is_some_and(|c| MEASURES.contains(c));
    let digits = chars[..at].iter().rev().take_while(|(_, c)| c.is_ascii_digit()).count();
    if digits > 0 {
        // 「20XX年」, 「202X年」; else a product, a code, a telephone number.
        return digits < 4 && digits + run == 4 && after == Some('年') && text[chars[at - digits].0..].starts_with('2');
    }
    let is_code = |c: char| c.is_ascii() && !matches!(c, ',' | '.' | ';' | ':' | '(' | ')' | '[' | ']' | '%');
    if before.is_some_and(is_code) || after.is_some_and(|c| is_code(c) || c.is_ascii_digit()) {
        return false;
    }
    if speaks_of_contact(chars, at) || is_masked_name(text, chars, at, run) {
        return false;
    }
    let rest = chars.get(at + run).map_or("", |(byte, _)| &text[*byte..]);
    run > 1 || counts && !rest.starts_with("项目") && !rest.starts_with("人民") && before.is_some_and(|c| !c.is_ascii())
}

/// Whether the words before are about how to reach somebody, which another rule looks at.
fn speaks_of_contact(chars: &[(usize, char)], at: usize) -> bool {
    let before: String = chars[at.saturating_sub(8)..at].iter().map(|(_, c)| c).collect();
    ["电话", "手机", "传真", "邮编", "邮箱", "联系人", "热线", "地址", "网址"].iter().any(|word| before.contains(word))
}

/// Whether the crosses hide somebody's name: 「张××诉」, 「申请人××」, 「××不服」.
fn is_masked_name(text: &str, chars: &[(usize, char)], at: usize, run: usize) -> bool {
    const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
    let before: String = chars[at.saturating_sub(3)..at].iter().map(|(_, c)| c).collect();
    let rest = chars.get(at + run).map_or("", |(byte, _)| &text[*byte..]);
    let is_name = before.ends_with(|c| SURNAMES.contains(c));
    let of_person =
        ["人", "诉", "某", "氏", "原告", "女士", "先生", "村民", "居民"].iter().any(|end| before.ends_with(end));
    let acts = ["诉", "不服", "等人", "等申请", "申请", "提起", "先生", "女士", "某", "案"]
        .iter()
        .any(|start| rest.starts_with(start));
    run <= 4 && (is_name || of_person || acts)
}

/// 「2024年月日」, 「至12月日」.
fn dates(text: &str, found: &mut Vec<Slot>) {
    for (at, words) in text.match_indices("月日") {
        let before = &text[..at];
        let year = before.strip_suffix('年');
        let lacks = match year {
            Some(year) => year.is_empty() || year.ends_with(|c: char| c.is_ascii_digit() || "自至到于止".contains(c)),
            None => before.ends_with(|c: char| c.is_ascii_digit()),
        };
        if lacks {
            let from = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '年').len();
            let place = from..at + words.len();
            found.push(Slot { kind: Kind::Date, place: place.clone(), around: place });
        }
    }
}

/// 「共主动公开条」, 「等个部分」, 「共（）件」: something is counted, and there is no figure.
fn lost_numbers(text: &str, found: &mut Vec<Slot>) {
    const COUNTED: [&str; 8] = ["人次", "条", "件", "篇", "份", "期", "场", "次"];
    const BEFORE: [&str; 20] = [
        "公开", "信息", "发布", "申请", "受理", "办结", "答复", "收到", "办理", "动态", "更新", "转载", "推送", "回复",
        "共", "计", "开展", "召开", "举办", "培训",
    ];
    for words in ["个部分", "个方面"] {
        for (at, words) in text.match_indices(words) {
            let cues = ["等", "包括", "共", "由", "分为", "以下", "从"];
            if let Some(cue) = cues.iter().find(|cue| text[..at].ends_with(*cue)) {
                let place = at - cue.len()..at + words.len();
                found.push(Slot { kind: Kind::Number, place: place.clone(), around: place });
            }
        }
    }
    if !text.contains(['共', '计', '公', '(']) {
        return;
    }
    let mut start = 0;
    for clause in text.split_inclusive([',', '。', ';', ':', '、', '!', '?']) {
        let from = start;
        start += clause.len();
        let words = clause.trim_end_matches([',', '。', ';', ':', '、', '!', '?']);
        // What goes on after the line's end is not known to lack anything.
        if words.len() == clause.len() {
            continue;
        }
        let Some((measure, rest)) = COUNTED.iter().find_map(|measure| Some((*measure, words.strip_suffix(measure)?)))
        else {
            continue;
        };
        let in_brackets = rest.strip_suffix("()").or_else(|| rest.strip_suffix("[]"));
        let lacks = in_brackets.is_some()
            || BEFORE.iter().any(|before| rest.ends_with(before))
                && (counts_nothing(rest) || publishes_nothing(rest, measure));
        if lacks {
            let place = from..from + words.len();
            found.push(Slot { kind: Kind::Number, place: place.clone(), around: place });
        }
    }
}

/// Whether something is added up and no figure follows.
fn counts_nothing(rest: &str) -> bool {
    let cues = ["累计", "合计", "总计", "共计", "共"];
    let found = cues.iter().find_map(|cue| Some((rest.rfind(cue)?, *cue)));
    let Some((at, cue)) = found else { return false };
    let after = &rest[at + cue.len()..];
    let other = ["同", "享", "建", "治", "和", "产", "青", "性", "识"].iter().any(|next| after.starts_with(next));
    let of_word = ["公", "中", "国"].iter().any(|word| rest[..at].ends_with(word));
    !(cue == "共" && (other || of_word)) && after.chars().count() <= 14 && !has_quantity(after)
}

/// 「主动公开条」 without anything that is counted before it.
fn publishes_nothing(rest: &str, measure: &str) -> bool {
    let verbs = ["主动公开", "主动公开信息", "主动公开政府信息", "公开政府信息", "公开政务信息"];
    measure == "条" && verbs.iter().any(|verb| rest.ends_with(verb)) && !has_quantity(rest)
}

fn has_quantity(text: &str) -> bool {
    text.contains(|c: char| {
        c.is_ascii_digit() || is_numeral(c) || "百千万亿两几数多零〇半每各无未逐单首同余".contains(c)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, line, run};

    fn places(text: &str) -> Vec<String> {
        let line = line(text, 1);
        let place = Place::Body(PartKind::Overview);
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), text).report();
        let prose = crate::rules::prose::Prose::of(&report);
        let passage = prose.passages.iter().find(|passage| passage.place == place).expect("the text");
        assert_eq!(passage.line.text, line.text);
        slots(passage).into_iter().map(|slot| passage.written(slot.place)).collect()
    }

    #[test]
    fn marks_that_stand_for_something_are_found() {
        assert_eq!(places("收到申请××件"), ["××"]);
        assert_eq!(places("XX镇人民政府高度重视"), ["XX"]);
        assert_eq!(places("截至20XX年X月X日"), ["20XX年X月X日"]);
        assert_eq!(places("截至202×年底"), ["202×"]);
        assert_eq!(places("公开信息X条，答复申请 ___ 件"), ["X", "___"]);
        assert_eq!(places("○○街道"), ["○○"]);
    }

    #[test]
    fn marks_that_mean_something_are_left_alone() {
        for text in [
            "X射线装置",
            "“1+X”发布会",
            "推进“××一件事”",
            "张××诉本机关一案",
            "申请人×××不服答复",
            "7×24小时",
            "型号XX12",
            "联系电话：0500-XXXXXXX",
            "二○○八年",
            "www.a_b__c.gov.cn",
            "________",
            "X项目环评",
        ] {
            assert_eq!(places(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn lost_figures_are_found() {
        assert_eq!(places("全年共主动公开  条。"), ["全年共主动公开  条"]);
        assert_eq!(places("由总体情况等个部分组成"), ["等个部分"]);
        assert_eq!(places("累计发布信息条，公开政府信息条。"), ["累计发布信息条", "公开政府信息条"]);
        assert_eq!(places("收到申请（ ）件。"), ["收到申请（ ）件"]);
        assert_eq!(places("自2024年1月1日至2024年月日止"), ["2024年月日"]);
        assert_eq!(places("2024年12月 日"), ["2024年12月 日"]);
    }

    #[test]
    fn what_is_counted_or_not_counted_is_left_alone() {
        for text in [
            "共公开信息四十条。",
            "各个方面、每个方面、多个方面。",
            "复杂申请件，逐件答复。",
            "公开条例，公共信息条目。",
            "共同办理申请件。",
            "共受理申请件均已办结。",
            "出生年月日。",
            "共公开信息若干条。",
        ] {
            let expected: Vec<String> = Vec::new();
            assert_eq!(places(text), expected, "{text}");
        }
    }

    #[test]
    fn the_sentence_shows_the_words_around() {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), "全年收到申请××件，均已答复。").report();
        let finding = run(&UNFILLED_SLOT, &report).findings.remove(0);
        assert_eq!(finding.message, "“年收到申请××件，均已答”里的“××”没有填，请填上。");
    }
}
