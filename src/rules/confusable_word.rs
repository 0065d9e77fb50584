//! `confusable-word`: a word written with the wrong character, or with one missing.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::dangling;
use super::lists::{self, Words};
use super::near_miss::{self, NearMiss};
use super::prose::Passage;
use super::word_slips::{self, WordSlip};
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::fold::{fold, fold_marks};

declare_rule! {
    /// ## 查什么
    /// 正文里的错别字和漏字，只查公文里肯定写错的：“上年转结”“反应问题”“台帐”“末收到”等错词；“政府信心公开”“入民政府”“政府信公开”这样与固定说法差一个字（错字、漏字、颠倒）的写法；“绅请”“渠到”这样用了同音字、形近字又不成词的写法；“公开渠道进一步，”“加大对。”这样话没有说完就断开的地方。同一处错误只提示一次。
    ///
    /// ## 依据
    /// 《现代汉语词典》和国办公开办函〔2021〕30号的用词；校对属于审核惯例。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度畅通依申请公开受理渠。上年转结申请1件，已经答复。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 对例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度畅通依申请公开受理渠道。上年结转申请1件，群众反映的问题都已答复，自己经手、按排序办理。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 两种写法都有人用的词（其他和其它、截至和截止、制定和制订），“政务信息公开”“发展改革”这样与固定说法相近、本来就对的说法，引号里的短名称，繁体字，行末被切断的词，以及表格里的字，不查。写错了仍然成词的字（例如把“事项”写成“思想”），查不出来。
    pub static CONFUSABLE_WORD = "confusable-word", "错别字", Warning, Practice, check;
}

const LIST: &str = include_str!("lists/confusable_words.tsv");

static WORDS: LazyLock<Words<3>> = LazyLock::new(|| Words::of(LIST));

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let mut told = BTreeSet::new();
    let mut findings = Vec::new();
    let agency = fold(report.agency.as_deref().unwrap_or_default());
    for passage in prose.own() {
        let mut slips = in_passage(passage);
        // 清水坪市 is called so.
        slips.retain(|slip| !agency.contains(&fold(&passage.written(slip.range.clone()))));
        slips.sort_by_key(|slip| slip.range.start);
        let mut end = 0;
        for Slip { range, message, .. } in slips {
            if end <= range.start && told.insert(message.clone()) {
                end = range.end;
                findings.push(rule.finding(message).anchor(Some(passage.anchor(range))));
            }
        }
    }
    prose.verdict(findings)
}

/// Something miswritten, in bytes of the folded text.
struct Slip {
    range: Range<usize>,
    message: String,
}

/// What the names of places end with: 水坪镇.
const PLACES: [char; 9] = ['省', '市', '州', '县', '区', '镇', '乡', '村', '路'];

/// The most characters of a name between quotation marks on either side of what is found.
const NAME: usize = 6;

/// Whether it is part of a short name in quotation marks, which may play with words: “码上公凯”.
fn is_name(text: &str, range: &Range<usize>) -> bool {
    let end_of_name = |c: &char| !c.is_alphanumeric();
    let before = text[..range.start].chars().rev().take(NAME).find(end_of_name);
    let after = text[range.end..].chars().take(NAME).find(end_of_name);
    before == Some('"') && after == Some('"')
}

/// What is miswritten in a passage: listed words first.
fn in_passage(passage: &Passage<'_>) -> Vec<Slip> {
    // Listed words are looked for in the script they are written in: 複 and 覆 would otherwise both read 复.
    let text = fold_marks(&passage.line.text);
    let written = |range: &Range<usize>| quote(&passage.written(range.clone()));
    let mut slips: Vec<Slip> = Vec::new();
    for (at, [wrong, right, longer]) in WORDS.find_in(&text) {
        let range = at..at + wrong.len();
        // What runs to the end of a line may go on in the next one.
        let goes_on = range.end == text.len() && right.starts_with(wrong);
        if !goes_on && !lists::is_part_of(&text, range.clone(), longer) {
            slips.push(Slip { message: format!("{}应为{}。", written(&range), quote(right)), range });
        }
    }
    let near = near_miss::find(passage.text()).into_iter().map(|NearMiss { range, term }| (range, term));
    let words = word_slips::find(passage.text()).map(|WordSlip { range, word }| (range, word));
    let words = words.filter(|(range, _)| !passage.text()[range.end..].starts_with(PLACES));
    for (range, right) in near.chain(words) {
        if !is_name(passage.text(), &range) {
            slips.push(Slip { message: format!("{}应为{}。", written(&range), quote(right)), range });
        }
    }
    for range in dangling::find(passage.text()) {
        slips.push(Slip { message: format!("{}后面少了内容，请补全。", written(&range)), range });
    }
    for range in dangling::empty_items(passage.text()) {
        slips.push(Slip { message: format!("{}后面少了内容，请补全。", written(&range)), range });
    }
    for range in dangling::headless(passage.text()) {
        slips.push(Slip { message: format!("{}前面少了内容，请补全。", written(&range)), range });
    }
    slips
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, said};

    fn messages(text: &str) -> Vec<String> {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), text).report();
        said(&CONFUSABLE_WORD, &report)
    }

    #[test]
    fn the_list_is_well_formed() {
        lists::assert_well_formed::<3>(LIST);
        for [wrong, right, _] in lists::entries::<3>(LIST) {
            assert!(!right.contains(wrong) || right.starts_with(wrong), "{wrong}");
        }
    }

    #[test]
    fn every_word_of_the_list_is_found() {
        for [wrong, right, _] in lists::entries::<3>(LIST) {
            let text = format!("据查{wrong}者，平稳。");
            assert!(messages(&text).contains(&format!("“{wrong}”应为“{right}”。")), "{text}");
            assert_eq!(messages(&format!("据查{right}者，平稳。")), Vec::<String>::new(), "{right}");
        }
    }

    #[test]
    fn names_of_places_are_left_alone() {
        let report = |agency: &str| {
            let draft = Draft::new(2024).part(PartKind::Overview, Some(1), "清水坪公开工作平稳。").agency(agency);
            said(&CONFUSABLE_WORD, &draft.report())
        };
        assert_eq!(report("清水坪市退役军人事务局"), Vec::<String>::new());
        assert_eq!(report("江阳市退役军人事务局"), ["“水坪”应为“水平”。"]);
        assert_eq!(messages("清水坪镇公开工作平稳。"), Vec::<String>::new());
    }

    #[test]
    fn a_word_is_told_once() {
        assert_eq!(messages("台帐齐全，台帐清楚。").len(), 1);
    }

    #[test]
    fn what_is_right_is_left_alone() {
        for text in [
            "自己经手，既使用纸质也使用网络，按排名公布，发布署名文章，年末收到申请2件。",
            "畅通受理渠",
            "信息覆蓋、答覆",
            "药品不良反应情况通报。",
        ] {
            assert_eq!(messages(text), Vec::<String>::new(), "{text}");
        }
    }
}
