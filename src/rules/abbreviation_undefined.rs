//! `abbreviation-undefined`: 《条例》 before the full name was given.

use super::prose::{Passage, Place};
use super::{Rule, Subject, Verdict, declare_rule};
use crate::report::{Reading, Scope};

declare_rule! {
    /// ## 查什么
    /// 正文用了简称《条例》，而前面没有出现过《政府信息公开条例》的全称。
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
    /// 全称被换行切断的，也认得。只有片段的材料、读出来断断续续的材料，全称可能在别处，不判断。别的简称不查。
    pub static ABBREVIATION_UNDEFINED = "abbreviation-undefined", "简称有没有写过全称", Note, Practice, check;
}

const SHORT: &str = "《条例》";

/// What stands in every form of the full name.
const FULL: &str = "信息公开条例";

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let text = |passage: &&Passage<'_>| matches!(passage.place, Place::Preface | Place::Body(_));
    let used = prose.passages.iter().filter(text).find_map(|passage| Some((passage, passage.text().find(SHORT)?)));
    let Some((passage, at)) = used else { return Verdict::not_applicable("正文没有用简称《条例》") };
    if report.scope == Scope::Fragment || report.reading == Reading::Fragmented {
        return Verdict::skipped(1, "材料不完整，全称可能在别处");
    }
    // The name may be cut by the end of a line.
    let before = prose.passages.iter().take_while(|other| !std::ptr::eq(*other, passage)).map(Passage::text);
    let before: String = before.chain([&passage.text()[..at]]).collect();
    if before.contains(FULL) || before.ends_with("简称") {
        return Verdict::checked(1, Vec::new());
    }
    let message = "“《条例》”是简称，前面没有写过《中华人民共和国政府信息公开条例》的全称，请在第一次用到的地方写全称并注明“以下简称《条例》”。";
    Verdict::checked(1, vec![rule.finding(message).anchor(Some(passage.anchor(at..at + SHORT.len())))])
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
    fn what_may_stand_elsewhere_is_not_judged() {
        assert!(run(&ABBREVIATION_UNDEFINED, &report(&["没有简称。"])).not_applicable.is_some());
        let piece = Draft::new(2024).part(PartKind::Overview, Some(1), "落实《条例》").fragment().report();
        assert!(run(&ABBREVIATION_UNDEFINED, &piece).skipped.is_some());
    }
}
