//! `unfilled-slot`: a place that was to be filled in and was not: ××, XX, ____, 「共主动公开条」.

use std::ops::Range;

use super::gaps::{self, Gap};
use super::prose::{Passage, Place};
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::diagnostic::Diagnostic;
use crate::document::fold::{is_blank, is_ideograph, is_numeral};

declare_rule! {
    /// ## 查什么
    /// 该填的地方没有填：“××”“XX”“____”“某某同志”这样的空位；漏了数的句子，例如“公开各类信息条”“占比%”“等个部分”“2024年月日”“〔2024〕号”；“电话：”后面是空的；（）《》里面是空的。
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
    /// 隐去的人名（张××诉）、引号里的说法（“××一件事”）、编号和网址里的字母、乘号，不查。电话、邮箱写成××的由 `contact-placeholder` 说明。量词前面的数，只在“信息条”“培训班期”这样不成词的地方断定是漏了。
    pub static UNFILLED_SLOT = "unfilled-slot", "该填的地方有没有填", Error, Practice, check;
}

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let mut findings = Vec::new();
    // A sample names nobody: its agency is 某某镇 too.
    let is_anonymous = report.agency.as_deref().is_none_or(|agency| agency.contains("某某"));
    for passage in &prose.passages {
        for slot in slots(passage) {
            if slot.kind == Kind::Someone && is_anonymous {
                continue;
            }
            let around = quote(&passage.written(slot.around.clone()));
            let message = match slot.kind {
                Kind::Marks | Kind::Someone => {
                    let marks = quote(&passage.written(slot.place.clone()));
                    format!("{around}里的{marks}没有填，请填上。")
                }
                Kind::Number => format!("{around}里没有数，请补上。"),
                Kind::Ordinal => format!("{around}里没有写是第几，请补上。"),
                Kind::Label => format!("{around}后面是空的，请补上。"),
                Kind::Date => format!("{around}里的日期没有填，请补上。"),
            };
            findings.push(rule.finding(message).anchor(Some(passage.anchor(slot.place))));
        }
        findings.extend(empty_pairs(rule, passage));
    }
    prose.verdict(findings)
}

/// Marks with nothing between them: （）, 《》, “”.
fn empty_pairs(rule: &Rule, passage: &Passage<'_>) -> Vec<Diagnostic> {
    let line = &passage.line.text;
    // The cells and labels of a page are no sentences.
    if !passage.text().contains([',', '。', ';']) {
        return Vec::new();
    }
    let empty = gaps::pairs(line).into_iter().filter_map(|pair| {
        let (before, after) = (&line[..pair.bytes.start], &line[pair.bytes.end..]);
        // What is counted after it lacks a figure, which is told as such.
        if after.trim_start_matches(is_blank).starts_with(|c| MEASURES.contains(c)) {
            return None;
        }
        let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
        let to = after.char_indices().nth(AROUND).map_or(line.len(), |(at, _)| pair.bytes.end + at);
        let message = format!("{}里有一对空的标点，中间没有内容，请补上或者删去。", quote(&line[from..to]));
        let place = passage.place_of(pair.characters.start, pair.characters.len());
        Some(rule.finding(message).anchor(Some(place)))
    });
    empty.collect()
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
    Someone,
    Number,
    Ordinal,
    Label,
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
    if text.contains(['N', 'X', 'x', '×', '╳', '_', '○', '□', '△', '●', '*', '…']) {
        marks(text, &mut found);
    }
    if text.contains("年") || text.contains("月日") {
        dates(text, &mut found);
    }
    if text.contains("某某") {
        someone(text, &mut found);
    }
    bracketed(text, &mut found);
    let mut lacking = Vec::new();
    gaps::figures(text, &mut lacking);
    gaps::numbers(text, &mut lacking);
    gaps::labels(text, &mut lacking);
    for (gap, place) in lacking {
        let kind = match gap {
            Gap::Figure => Kind::Number,
            Gap::Number => Kind::Ordinal,
            Gap::Label => Kind::Label,
        };
        let from = text[..place.start].char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
        let around = if kind == Kind::Ordinal { from..place.end } else { place.clone() };
        found.push(Slot { kind, place, around });
    }
    found.sort_by_key(|slot| slot.place.start);
    // One place is told once.
    found.dedup_by(|next, kept| next.place.start < kept.place.end);
    found
}

const fn is_cross(c: char) -> bool {
    matches!(c, 'X' | 'x' | '×' | '╳')
}

/// Runs of crosses, circles or lines that stand for something.
fn marks(text: &str, found: &mut Vec<Slot>) {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let end_of = |at: usize| chars.get(at).map_or(text.len(), |(byte, _)| *byte);
    // What stands in bold in a plain text has two pairs of stars.
    let stars = text.matches("**").count();
    let mut at = 0;
    while let Some(&(_, c)) = chars.get(at) {
        let same = |other: char| if is_cross(c) { is_cross(other) } else { other == c };
        let run = chars[at..].iter().take_while(|(_, other)| same(*other)).count();
        let is_slot = match c {
            '_' => run > 1 && is_line_to_fill(&chars, at, run),
            '□' | '△' | '●' => run > 1 && is_followed_by_word(&chars, at + run),
            '*' => run > 1 && is_followed_by_word(&chars, at + run) && (stars == run / 2 || stars_count(text)),
            'N' => run == 1 && is_letter_for_figure(&chars, at),
            '…' => chars.get(at + run).is_some_and(|(_, c)| "条件篇次期场份%".contains(*c)) && at > 0,
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

/// Whether all pairs of stars in a text stand before what is counted, as no words in bold do: 信息**条、信息**条.
fn stars_count(text: &str) -> bool {
    text.match_indices("**").all(|(at, stars)| text[at + stars.len()..].starts_with(|c| MEASURES.contains(c)))
}

/// Whether a letter stands for a figure: 信息N条.
fn is_letter_for_figure(chars: &[(usize, char)], at: usize) -> bool {
    let before = at.checked_sub(1).is_some_and(|at| is_ideograph(chars[at].1));
    let after = |distance: usize| chars.get(at + distance).map(|(_, c)| *c);
    let ends = after(2).is_none_or(|c| matches!(c, ',' | '。' | '、' | ';' | ')'));
    before && ends && after(1).is_some_and(|c| "条件份次篇期场个".contains(c))
}

/// Whether an agency's last character or a measure word follows, as it does after what stands for a name or a figure.
fn is_followed_by_word(chars: &[(usize, char)], at: usize) -> bool {
    chars.get(at).is_some_and(|(_, c)| MEASURES.contains(*c) || "局镇乡县市区办委村街同".contains(*c))
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

/// The characters that names of persons begin with most often.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

/// Whether the crosses hide somebody's name: 「张××诉」, 「申请人××」, 「××不服」.
fn is_masked_name(text: &str, chars: &[(usize, char)], at: usize, run: usize) -> bool {
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
    parts_of_dates(text, found);
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

/// 「自年1月1日」, 「2024年月，」: the year or the month is missing.
fn parts_of_dates(text: &str, found: &mut Vec<Slot>) {
    let is_figure = |c: char| c.is_ascii_digit();
    for (at, year) in text.match_indices('年') {
        let (before, after) = (&text[..at], &text[at + year.len()..]);
        let month = after.trim_start_matches(is_figure);
        let place = if before.ends_with(['自', '至', '从']) && month.len() < after.len() && month.starts_with('月')
        {
            at..text.len() - month.len() + '月'.len_utf8()
        } else if after.starts_with('月') && after['月'.len_utf8()..].starts_with([',', '。', ';', '至', '份']) {
            let digits = before.bytes().rev().take(4).take_while(u8::is_ascii_digit).count();
            if digits < 4 {
                continue;
            }
            at - digits..at + year.len() + '月'.len_utf8()
        } else {
            continue;
        };
        found.push(Slot { kind: Kind::Date, place: place.clone(), around: place });
    }
}

/// 「共（）件」: a figure was to be written between the brackets.
fn bracketed(text: &str, found: &mut Vec<Slot>) {
    for brackets in ["()", "[]"] {
        for (at, _) in text.match_indices(brackets) {
            let end = at + brackets.len();
            let is_counted = text[end..].chars().next().is_some_and(|c| MEASURES.contains(c));
            if is_counted {
                let length = text[end..].chars().next().map_or(0, char::len_utf8);
                let from = text[..at].char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
                found.push(Slot { kind: Kind::Number, place: from..end + length, around: from..end + length });
            }
        }
    }
}

/// 「某某同志」, 「某某局」: who is meant was to be written in, unless it hides a person's name.
fn someone(text: &str, found: &mut Vec<Slot>) {
    const WHOM: [&str; 16] = [
        "同志", "局", "镇", "乡", "县", "市", "区", "街道", "村", "办", "主任", "书记", "局长", "镇长", "部门", "单位",
    ];
    for (at, words) in text.match_indices("某某") {
        let after = &text[at + words.len()..];
        let before = text[..at].chars().next_back();
        if WHOM.iter().any(|whom| after.starts_with(whom)) && !before.is_some_and(|c| SURNAMES.contains(c) || c == '某')
        {
            let from = text[..at].char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
            let to = after.char_indices().nth(AROUND).map_or(text.len(), |(next, _)| at + words.len() + next);
            found.push(Slot { kind: Kind::Someone, place: at..at + words.len(), around: from..to });
        }
    }
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
            "张某某局长，申请人某某，某某公司诉本机关，某单位申请",
            "重点做好……等工作。",
            "**总体情况**",
            "□是 □否",
            "每年12月、近年月均",
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
        assert_eq!(places("全年公开信息……条，**局高度重视，□□镇落实。"), ["……", "**", "□□"]);
        assert_eq!(places("由某某同志任组长。"), ["某某"]);
        assert_eq!(places("自年1月1日起至年12月31日止。"), ["年1月", "年12月"]);
        assert_eq!(places("2024年 月，开展培训。"), ["2024年 月"]);
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
