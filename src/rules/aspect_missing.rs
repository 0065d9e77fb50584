//! `aspect-missing`: part one says nothing of one of the five aspects that it has to cover.

use super::prose::{Place, Prose};
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::fold::{is_numeral, letters};
use crate::report::{PartKind, Scope};

declare_rule! {
    /// ## 查什么
    /// 第一部分“总体情况”是不是写到了五个方面：主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障。缺了几个，一次说全。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号：总体情况主要包括这五个方面；各级人民政府的监督保障还包括工作考核、社会评议和责任追究结果（《政府信息公开条例》第五十条第四项）。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// （一）主动公开。全年公布信息四十条。
    ///
    /// （二）依申请公开。收到申请两件，均已答复。
    ///
    /// （三）政府信息管理。发布前逐条审核。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    /// 没有写平台建设和监督保障。
    ///
    /// ## 对例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 全年在网站和公示栏公布信息四十条；没有收到公开申请；发布前逐条审核；考核结果良好，没有责任追究。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 不要求用固定的小标题：换了说法、合在一段里写的，只要看得出写到了就算。写得详略不管。后面没有别的部分的残缺材料不判断。
    pub static ASPECT_MISSING = "aspect-missing", "总体情况的五个方面", Warning, Form2021, check;
}

/// One of the five aspects, and the words that show that the text speaks of it.
struct Aspect {
    name: &'static str,
    /// What names it at the head of a paragraph.
    heads: &'static [&'static str],
    /// What names it anywhere.
    named: &'static [&'static str],
    /// What tells something of it.
    told: &'static [&'static str],
}

const ASPECTS: [Aspect; 5] = [
    Aspect {
        name: "主动公开",
        heads: &["主动", "公开内容", "信息发布", "信息公开情况"],
        named: &["主动公开", "主动发布", "主动公示", "主动公布"],
        told: &["公开", "公布", "公示", "发布"],
    },
    Aspect { name: "依申请公开", heads: &["申请"], named: &["申请"], told: &[] },
    Aspect {
        name: "政府信息管理",
        heads: &["管理"],
        named: &["信息管理", "文件管理", "信息的管理", "发布管理"],
        told: &[
            "管理",
            "审核",
            "审查",
            "审签",
            "审批",
            "三审",
            "先审",
            "规范性文件",
            "归集",
            "归档",
            "台账",
            "目录",
            "清单",
            "维护",
            "更新",
            "清理",
            "制度",
        ],
    },
    Aspect {
        name: "政府信息公开平台建设",
        heads: &["平台", "网站", "媒体", "渠道", "载体", "专区", "阵地", "专栏", "栏目"],
        named: &[
            "平台建设",
            "平台管理",
            "平台维护",
            "平台运",
            "网站建设",
            "网站管理",
            "网站维护",
            "网站运",
            "网站平台",
            "新媒体",
            "公众号",
            "专栏建设",
            "栏目建设",
            "渠道建设",
            "载体建设",
            "专区",
            "阵地建设",
            "公开平台",
        ],
        told: &[
            "平台",
            "网站",
            "网页",
            "门户",
            "公开栏",
            "公示栏",
            "宣传栏",
            "公告栏",
            "微信",
            "微博",
            "抖音",
            "公报",
            "栏目",
            "专栏",
            "渠道",
            "载体",
            "查阅",
            "媒体",
            "电子屏",
            "显示屏",
            "网上",
            "广播",
            "张贴",
            "窗口",
        ],
    },
    Aspect {
        name: "监督保障",
        heads: &["监督", "保障", "考核", "评议", "培训", "追究", "督", "组织领导", "责任"],
        named: &[
            "监督保障",
            "监督考核",
            "监督检查",
            "监督机制",
            "监督和",
            "监督、",
            "监督评",
            "保障措施",
            "保障机制",
            "组织保障",
            "工作考核",
            "考核评",
            "考核体系",
            "考核内容",
            "考核范围",
            "纳入考核",
            "绩效",
            "年度考核",
            "社会评议",
            "群众评议",
            "责任追究",
            "追责",
            "督查",
            "督导",
            "业务培训",
            "专题培训",
            "培训会",
            "培训班",
        ],
        told: &[
            "监督",
            "监管",
            "保障",
            "考核",
            "评议",
            "追究",
            "追责",
            "问责",
            "培训",
            "学习",
            "督促",
            "督查",
            "督办",
            "督导",
            "检查",
            "通报",
            "整改",
            "领导小组",
            "组织领导",
            "专人",
            "专班",
            "责任",
        ],
    },
];

/// Words in which the word of an aspect means something else.
const OTHERWISE: [&str; 12] = [
    "监督权",
    "市场监督",
    "保障公民",
    "医疗保障",
    "社会保障",
    "住房保障",
    "民生保障",
    "保障人民",
    "保障公众",
    "保障群众",
    "干部考核",
    "被申请",
];

/// The least number of letters that is a text: fewer say 「无」 or are what the blank form says.
const SHORTEST: usize = 6;

/// How many aspects have to head paragraphs of their own for the text to be taken as told aspect by aspect.
const TOLD_IN_ORDER: usize = 3;

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let places = u32::try_from(ASPECTS.len()).unwrap_or(u32::MAX);
    let Some(part) = report.part(PartKind::Overview) else {
        return Verdict::not_applicable("没有读到“总体情况”这个部分");
    };
    if report.scope == Scope::Fragment {
        return Verdict::skipped(places, "这份材料不是完整的报告");
    }
    let mut length = 0;
    for passage in prose.body(PartKind::Overview) {
        length += letters(passage.text()).chars().count();
        if length >= SHORTEST {
            break;
        }
    }
    if length < SHORTEST {
        return Verdict::not_applicable("“总体情况”没有正文");
    }
    if report.parts.last().is_some_and(|last| last.kind == PartKind::Overview) {
        return Verdict::skipped(places, "后面的部分没有读到，“总体情况”可能不全");
    }
    let overview = Overview::of(prose);
    let missing: Vec<&Aspect> = absent(|at| overview.covers(at));
    if missing.is_empty() {
        return Verdict::checked(places, Vec::new());
    }
    if prose.body(PartKind::Overview).any(|passage| passage.text().contains('…')) {
        return Verdict::skipped(places, "“总体情况”里有省略号，可能不是全文");
    }
    let hardly: Vec<&Aspect> = absent(|at| !overview.covers(at) || overview.names(at));
    let names = |aspects: &[&Aspect]| aspects.iter().map(|aspect| aspect.name).collect::<Vec<_>>().join("、");
    let also = match hardly.as_slice() {
        [] => String::new(),
        hardly => format!("，也没有专门写{}", names(hardly)),
    };
    let message = format!("“总体情况”没有写到{}{also}；格式要求主动公开等五个方面都写，请补上。", names(&missing));
    let lacking = u32::try_from(missing.len()).unwrap_or(places);
    let findings = vec![rule.finding(message).anchor(Some(part.heading.anchor))];
    Verdict { held: places - lacking, ..Verdict::checked(places, findings) }
}

/// The aspects of which this does not hold.
fn absent(holds: impl Fn(usize) -> bool) -> Vec<&'static Aspect> {
    ASPECTS.iter().enumerate().filter(|(at, _)| !holds(*at)).map(|(_, aspect)| aspect).collect()
}

/// Part one, cut into the paragraphs that an aspect heads and the rest.
#[derive(Debug, Default)]
struct Overview {
    /// Which aspects head a paragraph.
    headed: [bool; ASPECTS.len()],
    /// What stands before the first such paragraph.
    opening: String,
    /// What the report says before part one.
    preface: String,
    /// What stands in paragraphs that no aspect heads, after the opening.
    apart: String,
    /// What stands in the paragraphs that aspects head.
    within: String,
}

impl Overview {
    fn of(prose: &Prose<'_>) -> Self {
        let mut overview = Self::default();
        let preface = prose.passages.iter().filter(|passage| passage.place == Place::Preface);
        overview.preface = preface.map(|passage| passage.text()).filter(|text| text.contains('。')).collect();
        let mut in_aspect = None;
        for passage in prose.body(PartKind::Overview) {
            for (at, sentence) in passage.sentences().enumerate() {
                let (number, words) = numbered(sentence.text);
                let head = head(words);
                if number != Number::None || at == 0 && head.is_heading {
                    let heads = ASPECTS.each_ref().map(|aspect| has(head.text, aspect.heads));
                    if heads.contains(&true) {
                        overview.headed.iter_mut().zip(heads).for_each(|(headed, heads)| *headed |= heads);
                        in_aspect = Some(true);
                    } else if number == Number::Outer && in_aspect.is_some() {
                        in_aspect = Some(false);
                    }
                }
                let text = match in_aspect {
                    None => &mut overview.opening,
                    Some(true) => &mut overview.within,
                    Some(false) => &mut overview.apart,
                };
                text.push_str(sentence.text);
                text.push('。');
            }
            // A word broken by a line's end is put together again.
            for text in [&mut overview.opening, &mut overview.within, &mut overview.apart] {
                if !passage.text().ends_with('。') && text.ends_with('。') {
                    text.pop();
                }
            }
        }
        for text in [&mut overview.opening, &mut overview.within, &mut overview.apart] {
            for word in OTHERWISE.into_iter().chain(["申请行政", "申请复议"]) {
                if text.contains(word) {
                    *text = text.replace(word, "。");
                }
            }
        }
        overview
    }

    /// Whether the text says something of the aspect. Where the aspects have paragraphs of their own, a word in another
    /// one's paragraph does not count, nor – where only one is lacking – what the opening says of all of them.
    fn covers(&self, at: usize) -> bool {
        let aspect = &ASPECTS[at];
        let told = |text: &str| has(text, aspect.named) || has(text, aspect.told);
        let paragraphs = self.headed.iter().filter(|headed| **headed).count();
        self.headed[at]
            || told(&self.apart)
            || if paragraphs < TOLD_IN_ORDER {
                // What is said before part one may list the headings, which name the first two.
                told(&self.opening) || told(&self.within) || at > 1 && has(&self.preface, aspect.named)
            } else {
                has(&self.within, aspect.named) || paragraphs == TOLD_IN_ORDER && told(&self.opening)
            }
    }

    /// Whether the text names the aspect.
    fn names(&self, at: usize) -> bool {
        let named = |text: &str| has(text, ASPECTS[at].named);
        // Of what is published every report tells without calling it so.
        at == 0 || self.headed[at] || named(&self.opening) || named(&self.within) || named(&self.apart)
    }
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// How a sentence is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    /// （一）, 1、, 一、
    Outer,
    /// 一是, 第一
    Inner,
    None,
}

fn numbered(sentence: &str) -> (Number, &str) {
    let sentence = sentence.trim_start_matches(['*', '#', '-']);
    let inner = sentence.strip_prefix('(').unwrap_or(sentence);
    let rest = inner.trim_start_matches(|c: char| is_numeral(c) || c.is_ascii_digit());
    if rest.len() == inner.len() {
        return match sentence.strip_prefix('第').map(|after| (after, after.trim_start_matches(is_numeral))) {
            Some((after, rest)) if rest.len() < after.len() && rest.starts_with(',') => (Number::Inner, &rest[1..]),
            _ => (Number::None, sentence),
        };
    }
    for (mark, number) in [(")", Number::Outer), ("、", Number::Outer), (".", Number::Outer), ("是", Number::Inner)] {
        if let Some(words) = rest.strip_prefix(mark) {
            return (number, words);
        }
    }
    (Number::None, sentence)
}

/// The head of a paragraph: its words to the first mark.
struct Head<'t> {
    text: &'t str,
    /// Whether it is a heading by itself: short, and ended by its line, a colon or a full stop.
    is_heading: bool,
}

fn head(words: &str) -> Head<'_> {
    const LONGEST: usize = 24;
    let end = words.find([',', ':', '.']).unwrap_or(words.len());
    let text = &words[..end];
    let longest = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    let ends = ["公开", "管理", "建设", "保障", "情况", "方面", "工作"].iter().any(|end| text.ends_with(end));
    let is_heading = ends && longest == text.len() && !words[end..].starts_with(',');
    Head { text: &text[..longest], is_heading }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;
    use crate::rules::test_support::{Draft, run};

    fn report(overview: &str) -> Report {
        Draft::new(2024).part(PartKind::Overview, Some(1), overview).part(PartKind::Proactive, Some(2), "").report()
    }

    #[track_caller]
    fn told(overview: &str) -> String {
        let findings = run(&ASPECT_MISSING, &report(overview)).findings;
        let message = findings.first().map(|finding| finding.message.clone()).unwrap_or_default();
        let words = message.strip_prefix("“总体情况”没有写到").and_then(|rest| rest.split_once('；'));
        words.map(|(words, _)| words.to_owned()).unwrap_or_default()
    }

    #[test]
    fn what_is_told_in_any_words_is_there() {
        for overview in [
            "主动公开、依申请公开、政府信息管理、平台建设和监督保障工作都已做好。",
            "全年在网站发布四十条；未收到申请；发布前三级审核；开展培训两次。",
            "（一）主动公开。（二）依申请公开。（三）规范性文件管理。（四）政务新媒体。（五）考核评议。",
            "一是主动公开有清单；二是申请件件有回音；三是信息管理有专人；四是渠道不断拓宽；五是监督到位。",
            "(1)主动公开。(2)依申请公开。(3)政府信息管理和平台建设。(4)队伍情况。全年培训两次。",
        ] {
            assert_eq!(told(overview), "", "{overview}");
        }
    }

    #[test]
    fn what_is_not_told_is_named() {
        let hardly = "依申请公开，也没有专门写政府信息管理、政府信息公开平台建设、监督保障";
        assert_eq!(told("全年在网站发布四十条，发布前三级审核，成立领导小组。"), hardly);
        assert_eq!(told("本年度平稳有序。"), "主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障");
        assert_eq!(
            told(
                "（一）主动公开。在网站公布。（二）依申请公开。答复审核从严，监督权得到保障。（三）平台建设。（四）监督保障。"
            ),
            "政府信息管理"
        );
        assert_eq!(
            told("本年度强化平台建设和监督。（一）主动公开。（二）依申请公开。（三）政府信息管理。（四）监督保障。"),
            "政府信息公开平台建设"
        );
        assert_eq!(told("公开四十条，被申请行政复议零件。通过平台建设、信息管理、监督考核推进。"), "依申请公开");
    }

    #[test]
    fn what_cannot_be_known_is_skipped() {
        let cut = Draft::new(2024).part(PartKind::Overview, Some(1), "全年公开四十条").report();
        assert!(run(&ASPECT_MISSING, &cut).skipped.is_some());
        assert!(run(&ASPECT_MISSING, &report("")).not_applicable.is_some());
    }
}
