//! `copied-from-last-year`: a table, or the text, is last year's.

use std::collections::BTreeSet;

use super::prose::{Place, Prose};
use super::{Rule, Subject, Verdict, declare_rule};
use crate::diagnostic::Diagnostic;
use crate::document::number::Decimal;
use crate::location::{CellId, Table};
use crate::report::{PartKind, Report};

declare_rule! {
    /// ## 查什么
    /// 表二、表三、表四是不是和去年一格不差；正文是不是和去年几乎一字不差；第五部分的问题和改进情况是不是照抄去年。要放入去年的报告才查。
    ///
    /// ## 依据
    /// 审核惯例，没有条文规定：年度报告写的是这一年的情况，各地审核都会抽查两年是否雷同。
    ///
    /// ## 错例
    /// ```last-year
    /// 某某镇人民政府2023年政府信息公开工作年度报告
    ///
    /// 五、存在的主要问题及改进情况
    ///
    /// 一是部分栏目更新不够及时，村务信息的公开还不充分，群众查找信息不够方便。二是公开工作人员变动较大，业务培训没有跟上，答复文书的质量有待提高。下一步将充实力量，按季度检查栏目，定期组织业务培训。
    ///
    /// 六、其他需要报告的事项
    ///
    /// 本年度没有收取信息处理费。
    /// ```
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 五、存在的主要问题及改进情况
    ///
    /// 一是部分栏目更新不够及时，村务信息的公开还不充分，群众查找信息不够方便。二是公开工作人员变动较大，业务培训没有跟上，答复文书的质量有待提高。下一步将充实力量，按季度检查栏目，定期组织业务培训。
    ///
    /// 六、其他需要报告的事项
    ///
    /// 本年度没有收取信息处理费。
    /// ```
    ///
    /// ## 对例
    /// ```last-year
    /// 某某镇人民政府2023年政府信息公开工作年度报告
    ///
    /// 五、存在的主要问题及改进情况
    ///
    /// 一是部分栏目更新不够及时，村务信息的公开还不充分，群众查找信息不够方便。二是公开工作人员变动较大，业务培训没有跟上，答复文书的质量有待提高。下一步将充实力量，按季度检查栏目，定期组织业务培训。
    ///
    /// 六、其他需要报告的事项
    ///
    /// 本年度没有收取信息处理费。
    /// ```
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 五、存在的主要问题及改进情况
    ///
    /// 去年提出的栏目更新问题已经解决，十二个村都指定了信息员。今年主要的问题是政策解读形式单一，以文字为主，群众看得少。下一步将与广播站合作，每月录一期解读节目，并在赶集日设点宣讲。
    ///
    /// 六、其他需要报告的事项
    ///
    /// 本年度没有收取信息处理费。
    /// ```
    ///
    /// ## 不查什么
    /// 全是 0 的表、只有一两个数的表，两年一样是常事，不算照抄。条例规定的套话（依据、统计期限、下载和联系方式、没有收取信息处理费等）不算在内，改了年份的同一句话仍算同一句。正文很短的不查。
    pub static COPIED_FROM_LAST_YEAR = "copied-from-last-year", "是否照抄去年", Warning, Practice, check;
}

/// From how many figures other than 0 on a table that is last year's is told.
const FEWEST_FIGURES: usize = 4;

/// From how many characters of its own on a text is compared; one part needs fewer.
const SHORTEST_TEXT: usize = 400;

/// The same of part five alone.
const SHORTEST_PART: usize = 80;

/// What share of the text must be last year's, in hundredths of its characters.
const NEARLY_ALL: usize = 90;

/// The shortest sentence that tells anything, in characters.
const SHORTEST_SENTENCE: usize = 8;

/// Words of sentences that stand in every report of every year.
const STATUTORY: &[&str] = &[
    "中华人民共和国政府信息公开条例",
    "政府信息公开条例》",
    "公开办函",
    "统计期限",
    "所列数据",
    "电子版",
    "下载",
    "联系电话",
    "联系地址",
    "邮政编码",
    "电子邮箱",
    "如有疑问",
    "如对本",
    "疑问,请",
    "信息处理费",
    "其他需要报告",
    "需要报告的其他",
    "需要报告的事项",
    "报告由",
    "全文包括",
    "由总体情况",
    "本年度报告",
    "特向社会公布",
    "现予公布",
    "本报告",
];

fn check(rule: &Rule, subject: &Subject<'_>) -> Verdict {
    let last_year = match subject.last_year {
        Ok(last_year) => last_year,
        Err(reason) => return Verdict::skipped(0, reason),
    };
    let tables: Vec<Option<Vec<CellId>>> =
        Table::ALL.iter().map(|&table| shared_figures(subject.report, last_year, table)).collect();
    let before = Prose::of(last_year);
    let texts = [Scope::Whole, Scope::Problems].map(|scope| share(subject, &before, scope).map(|share| (scope, share)));
    let examined = tables.iter().flatten().count() + texts.iter().flatten().count();
    let mut findings: Vec<Diagnostic> = Vec::new();
    for (table, cells) in Table::ALL.iter().zip(&tables) {
        if let Some([cell, others @ ..]) = cells.as_deref() {
            let message = format!(
                "{}的每一格都和去年一样，其中有 {} 个不是 0；请核对填的是不是今年的数。",
                table.name(),
                others.len() + 1
            );
            let anchor = subject.report.cell(*cell).map(|cell| cell.anchor);
            findings.push(rule.finding(message).at(*cell, others.to_vec()).anchor(anchor));
        }
    }
    if let Some((scope, share)) = texts.into_iter().flatten().find(|(_, share)| share.is_copied()) {
        let anchor = subject.prose.passages.iter().find(|passage| scope.covers(passage.place));
        let message = match scope {
            Scope::Whole => {
                format!("正文除套话外共 {} 句，有 {} 句和去年一字不差；请写今年的情况。", share.sentences, share.same)
            }
            Scope::Problems => format!(
                "第五部分共 {} 句，有 {} 句和去年一字不差；请写今年的问题，以及去年的问题改得怎样。",
                share.sentences, share.same
            ),
        };
        findings.push(rule.finding(message).anchor(anchor.map(|passage| passage.line.anchor)));
    }
    match examined {
        0 => Verdict::not_applicable("两年都有的表只有零星几个数，正文也太短，说不上照抄"),
        examined => Verdict::checked(u32::try_from(examined).unwrap_or(u32::MAX), findings),
    }
}

/// The cells with a figure of a table that says enough in both years: those that are not 0 where all are the same, none
/// where one differs. `None` where there is too little to compare.
fn shared_figures(report: &Report, last_year: &Report, table: Table) -> Option<Vec<CellId>> {
    let cells = report.form(table).cells(table);
    if report.form(table) != last_year.form(table) {
        return None;
    }
    let figures = |of: &Report| cells.iter().map(|&cell| of.counted(cell)).collect::<Option<Vec<Decimal>>>();
    let (now, then) = (figures(report)?, figures(last_year)?);
    let told: Vec<CellId> = cells.iter().zip(&now).filter(|(_, now)| !now.is_zero()).map(|(&cell, _)| cell).collect();
    // Sums follow from their parts: what is told by itself is half of it at most.
    let distinct: BTreeSet<Decimal> = now.iter().copied().filter(|now| !now.is_zero()).collect();
    if told.len() < FEWEST_FIGURES || distinct.len() < 2 {
        return None;
    }
    Some(if now == then { told } else { Vec::new() })
}

/// Which text is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    Whole,
    Problems,
}

impl Scope {
    fn covers(self, place: Place) -> bool {
        match (self, place) {
            (Scope::Whole, Place::Body(_)) => true,
            (Scope::Problems, Place::Body(kind)) => kind == PartKind::Problems,
            _ => false,
        }
    }

    const fn shortest(self) -> usize {
        match self {
            Scope::Whole => SHORTEST_TEXT,
            Scope::Problems => SHORTEST_PART,
        }
    }
}

/// How much of a text is last year's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Share {
    sentences: usize,
    same: usize,
    characters: usize,
    same_characters: usize,
}

impl Share {
    const fn is_copied(self) -> bool {
        self.same_characters * 100 >= self.characters * NEARLY_ALL
    }
}

/// How much of a year's own sentences stand in last year's text; `None` where they are too few to tell.
fn share(subject: &Subject<'_>, before: &Prose<'_>, scope: Scope) -> Option<Share> {
    let old: BTreeSet<String> = sentences(before, scope).collect();
    let mut share = Share { sentences: 0, same: 0, characters: 0, same_characters: 0 };
    for sentence in sentences(&subject.prose, scope) {
        let length = sentence.chars().count();
        share.sentences += 1;
        share.characters += length;
        if old.contains(&sentence) {
            share.same += 1;
            share.same_characters += length;
        }
    }
    (share.characters >= scope.shortest() && !old.is_empty()).then_some(share)
}

/// The sentences that a year has of its own, with every year in them taken for the same.
fn sentences<'p>(prose: &'p Prose<'_>, scope: Scope) -> impl Iterator<Item = String> + 'p {
    let passages = prose.passages.iter().filter(move |passage| scope.covers(passage.place));
    passages.flat_map(|passage| passage.sentences()).filter_map(|sentence| {
        let is_told = sentence.text.chars().count() >= SHORTEST_SENTENCE
            && !STATUTORY.iter().any(|words| sentence.text.contains(words));
        is_told.then(|| without_years(sentence.text))
    })
}

/// The text with 「20xx年」 as 「年」.
fn without_years(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive('年') {
        let words = piece.strip_suffix('年').unwrap_or(piece);
        let digits = words.len() - words.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        if digits == 4 && words.len() < piece.len() {
            out.push_str(&words[..words.len() - digits]);
            out.push('年');
        } else {
            out.push_str(piece);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, run_after};

    const PROBLEMS: &str = "一是部分栏目更新不够及时，信息的公开还不充分，群众查找不够方便。\
                            二是公开工作人员变动较大，业务培训没有跟上，答复文书的质量有待提高。\
                            下一步将在2025年充实力量，按季度检查栏目，定期组织业务培训，提高质量。";

    fn with_problems(text: &str) -> Report {
        Draft::new(2024).part(PartKind::Problems, Some(5), text).report()
    }

    fn with_figures(extra: &str) -> Report {
        let cells = [
            ("t4.review.upheld", "3"),
            ("t4.review.other", extra),
            ("t4.review.total", "4"),
            ("t4.direct_suit.upheld", "2"),
            ("t4.direct_suit.total", "2"),
        ];
        Draft::new(2024).zeros(Table::T4, Form::F2021).set_all(&cells).report()
    }

    #[test]
    fn a_table_that_is_last_years_is_told_once() {
        let verdict = run_after(&COPIED_FROM_LAST_YEAR, &with_figures("1"), &with_figures("1"));
        assert_eq!((verdict.examined, verdict.findings.len()), (1, 1));
        assert!(verdict.findings[0].message.starts_with("表四的每一格都和去年一样，其中有 5 个不是 0"));
        let other = run_after(&COPIED_FROM_LAST_YEAR, &with_figures("1"), &with_figures("2"));
        assert_eq!((other.examined, other.findings.len()), (1, 0));
    }

    #[test]
    fn zeros_are_nobodys_copy() {
        let zeros = Draft::new(2024).zeros(Table::T3, Form::F2021).report();
        assert!(run_after(&COPIED_FROM_LAST_YEAR, &zeros, &zeros).not_applicable.is_some());
    }

    #[test]
    fn the_same_problems_with_another_year_are_the_same() {
        let then = with_problems(&PROBLEMS.replace("2025", "2024"));
        let verdict = run_after(&COPIED_FROM_LAST_YEAR, &with_problems(PROBLEMS), &then);
        assert_eq!(verdict.findings.len(), 1);
        assert!(verdict.findings[0].message.starts_with("第五部分共 3 句，有 3 句"));
    }

    #[test]
    fn new_problems_are_not_told() {
        let then = with_problems(
            "去年的问题是另外一些，写得也不短，说的是平台建设和解读工作的几个方面，与今年的没有一句相同。",
        );
        let verdict = run_after(&COPIED_FROM_LAST_YEAR, &with_problems(PROBLEMS), &then);
        assert_eq!((verdict.examined, verdict.findings.len()), (1, 0));
    }

    #[test]
    fn statutory_phrases_are_left_out() {
        let text =
            "根据《中华人民共和国政府信息公开条例》编制本报告，所列数据的统计期限自1月1日起至12月31日止。".repeat(12);
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), &text).report();
        assert!(run_after(&COPIED_FROM_LAST_YEAR, &report, &report).not_applicable.is_some());
    }

    #[test]
    fn years_are_the_same() {
        assert_eq!(without_years("2024年比2023年多12年"), "年比年多12年");
        assert_eq!(without_years("没有年份"), "没有年份");
    }
}
