//! `abbreviation-undefined`: 《条例》 before the full name was given.

use super::prose::{Passage, Place};
use super::{Rule, Subject, Verdict, declare_rule};
use crate::report::{Reading, Scope};

declare_rule! {
    /// ## 查什么
    /// 正文用了简称《条例》，而前面没有出现过《政府信息公开条例》的全称；用了《办法》《实施细则》《意见》《通知》这样只有文种的简称，而前面没有写过全称。
    ///
    /// ## 依据
    /// 审核惯例：第一次引用写全称，并注明以下简称。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度认真落实《条例》要求，主动公开信息20条。
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
    /// 本年度认真落实《中华人民共和国政府信息公开条例》（以下简称《条例》）。按照《条例》要求，主动公开信息20条。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 全称被换行切断的，也认得。只有片段的材料、读出来断断续续的材料，全称可能在别处，不判断。《指南》《目录》各机关都有，不查；别的简称不查。
    pub static ABBREVIATION_UNDEFINED = "abbreviation-undefined", "简称有没有写过全称", Note, Practice, check;
}

const SHORT: &str = "《条例》";

/// What stands in every form of the full name.
const FULL: &str = "信息公开条例";

/// Short names that say only what kind of document it is. 《指南》 and 《目录》 are what every agency has of its own.
const KINDS: [&str; 17] = [
    "《办法》",
    "《实施办法》",
    "《暂行办法》",
    "《管理办法》",
    "《细则》",
    "《实施细则》",
    "《规定》",
    "《暂行规定》",
    "《意见》",
    "《实施意见》",
    "《通知》",
    "《方案》",
    "《实施方案》",
    "《规划》",
    "《纲要》",
    "《要点》",
    "《工作要点》",
];

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let text = |passage: &&Passage<'_>| matches!(passage.place, Place::Preface | Place::Body(_));
    let is_partial = report.scope == Scope::Fragment || report.reading == Reading::Fragmented;
    // The name may be cut by the end of a line.
    let mut before = String::new();
    let (mut used, mut told, mut findings) = (0_u32, Vec::new(), Vec::new());
    for passage in prose.passages.iter() {
        if text(&passage) && passage.text().contains('《') {
            for short in std::iter::once(&SHORT).chain(&KINDS).filter(|short| passage.text().contains(**short)) {
                if told.contains(short) {
                    continue;
                }
                let Some(at) = passage.text().find(short) else { continue };
                told.push(short);
                used += 1;
                if !is_partial && !is_defined(short, &before, &passage.text()[..at]) {
                    findings.push(rule.finding(message(short)).anchor(Some(passage.anchor(at..at + short.len()))));
                }
            }
        }
        before.push_str(passage.text());
    }
    match used {
        0 => Verdict::not_applicable("正文没有用简称《条例》《办法》等"),
        _ if is_partial => Verdict::skipped(1, "材料不完整，全称可能在别处"),
        _ => Verdict::checked(used, findings),
    }
}

fn message(short: &str) -> String {
    if short == SHORT {
        return "“《条例》”是简称，前面没有写过《中华人民共和国政府信息公开条例》的全称，请在第一次用到的地方写全称并注明“以下简称《条例》”。".to_owned();
    }
    format!("“{short}”是简称，前面没有写过它的全称，请在第一次用到的地方写全称并注明“以下简称{short}”。")
}

/// Whether the text before a short name gives the full one: with 以下简称, or as a title that ends like it.
fn is_defined(short: &str, before: &str, line: &str) -> bool {
    if line.ends_with("简称") {
        return true;
    }
    if short == SHORT {
        return before.contains(FULL) || line.contains(FULL) || format!("{}{line}", tail(before)).contains(FULL);
    }
    let kind = short.trim_matches(['《', '》']);
    // 《……办法》, 〈……办法〉的通知》; 实施办法 is one too.
    let kind = ["实施", "暂行", "管理", "工作"].iter().find_map(|word| kind.strip_prefix(word)).unwrap_or(kind);
    let names = |text: &str| {
        text.match_indices(kind).any(|(at, _)| {
            let rest = &text[at + kind.len()..];
            rest.starts_with(['》', '〉', '>', '"', '('])
        })
    };
    names(before) || names(line)
}

/// The last characters of a text, as many as the full name has.
fn tail(text: &str) -> &str {
    text.char_indices().rev().nth(FULL.chars().count()).map_or(text, |(at, _)| &text[at..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{PartKind, Report};
    use crate::rules::test_support::{Draft, run};

    fn report(lines: &[&str]) -> Report {
        Draft::new(2024).overview(lines).report()
    }

    #[test]
    fn the_first_short_name_is_told() {
        let findings =
            run(&ABBREVIATION_UNDEFINED, &report(&["落实《条例》，", "学习《条例》和《政府信息公开条例》。"])).findings;
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].anchor, Some(crate::location::Anchor::Text { line: 10, column: 3, length: 4 }));
    }

    #[test]
    fn a_full_name_before_it_is_enough() {
        for lines in [
            &["《中华人民共和国政府信息公开条例》（以下简称《条例》）"][..],
            &["依据《中华人民共和国政府信", "息公开条例》编制，《条例》第五十条。"],
            &["修订的《政府信息公开条例》施行。", "新《条例》"],
        ] {
            let verdict = run(&ABBREVIATION_UNDEFINED, &report(lines));
            assert_eq!((verdict.examined, verdict.findings.len()), (1, 0), "{lines:?}");
        }
    }

    #[test]
    fn a_name_that_says_only_the_kind_is_told() {
        for lines in [
            &["按照《实施细则》和《条例释义》办理。"][..],
            &["落实《办法》。"],
            &["学习《政府信息公开条例》。", "按照《通知》要求公开，《通知》共五条。"],
        ] {
            let findings = run(&ABBREVIATION_UNDEFINED, &report(lines)).findings;
            assert_eq!(findings.len(), 1, "{lines:?}");
        }
        for lines in [
            &["《云溪县公开办法》（以下简称《办法》），按《办法》公开。"][..],
            &["印发《公开工作方案》。", "《方案》施行。"],
            &["《关于印发〈公开要点〉的通知》，对照《要点》。"],
            &["更新《指南》《目录》。"],
        ] {
            assert_eq!(run(&ABBREVIATION_UNDEFINED, &report(lines)).findings, Vec::new(), "{lines:?}");
        }
    }

    #[test]
    fn what_may_stand_elsewhere_is_not_judged() {
        assert!(run(&ABBREVIATION_UNDEFINED, &report(&["没有简称。"])).not_applicable.is_some());
        let piece = Draft::new(2024).part(PartKind::Overview, Some(1), "落实《条例》").fragment().report();
        assert!(run(&ABBREVIATION_UNDEFINED, &piece).skipped.is_some());
    }
}
