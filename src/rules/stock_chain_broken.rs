//! `stock-chain-broken`: what is in force is not last year's stock with what was issued and without what was repealed.

use super::stock::Stock;
use super::wording::cell_name;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::diagnostic::Figures;
use crate::document::number::Decimal;
use crate::location::Column;

declare_rule! {
    /// ## 查什么
    /// 表二规章、行政规范性文件：今年的“现行有效件数”是不是等于去年的现行有效件数，加今年制发，减今年废止。要放入去年的报告才查。
    ///
    /// ## 依据
    /// 审核惯例，没有条文规定；自然失效、清理、划转都能使它不相等，所以只是提醒。
    ///
    /// ## 错例
    /// ```last-year
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// |---|---|---|---|
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 3 | 0 | 20 |
    /// ```
    /// ```report
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// |---|---|---|---|
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 4 | 1 | 24 |
    /// ```
    /// 20＋4－1 是 23，写成了 24。
    ///
    /// ## 对例
    /// ```last-year
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// |---|---|---|---|
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 3 | 0 | 20 |
    /// ```
    /// ```report
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// |---|---|---|---|
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 4 | 1 | 23 |
    /// ```
    ///
    /// ## 不查什么
    /// 正文或者这几格的注里说到自然失效、清理、划转、有效期届满的，数字另有来历，不查。有一年用 2019 年旧表的也不查：旧表数的是公开数量，不是现行有效件数。
    pub static STOCK_CHAIN_BROKEN = "stock-chain-broken", "现行有效件数与去年是否接得上", Warning, Practice, check;
}

/// Words that tell why a stock need not follow from last year's.
const EXPLAINED: &[&str] = &[
    "自然失效",
    "自动失效",
    "宣布失效",
    "失效文件",
    "文件失效",
    "清理",
    "划转",
    "划入",
    "划出",
    "有效期届满",
    "有效期满",
    "到期失效",
    "重新统计",
    "统计口径",
    "机构改革",
    "撤并",
    "合并",
];

fn check(rule: &Rule, Subject { report, last_year, prose, .. }: &Subject<'_>) -> Verdict {
    let last_year = match last_year {
        Ok(last_year) => last_year,
        Err(reason) => return Verdict::skipped(0, *reason),
    };
    let Some((stocks, unread)) = Stock::of(report, last_year) else {
        return Verdict::not_applicable("两年里有一年用的是 2019 年旧表，数的不是现行有效件数");
    };
    let is_explained = |text: &str| EXPLAINED.iter().any(|word| text.contains(word));
    let mut findings = Vec::new();
    let mut explained = 0;
    for stock in &stocks {
        let Some(expected) = expected(stock).filter(|expected| *expected != stock.in_force) else { continue };
        let cells = [Column::InForce, Column::Issued, Column::Repealed].map(|column| stock.cell(column));
        let annotated = cells.iter().filter_map(|cell| report.cell(*cell)).any(|cell| is_explained(&cell.raw));
        if annotated || prose.passages.iter().any(|passage| is_explained(passage.text())) {
            explained += 1;
            continue;
        }
        let Stock { before, issued, repealed, in_force, .. } = stock;
        let [cell, others @ ..] = cells;
        let message = format!(
            "{}写的是 {in_force}，去年现行有效 {before} 件，加制发 {issued}、减废止 {repealed}，应是 {expected}；如果另有自然失效、清理、划转，请在正文里说明。",
            cell_name(report, cell),
        );
        let difference = in_force.checked_sub(expected).unwrap_or(Decimal::ZERO).to_string();
        let figures = Figures { reported: in_force.to_string(), computed: expected.to_string(), difference };
        let anchor = report.cell(cell).map(|cell| cell.anchor);
        findings.push(rule.finding(message).at(cell, others.to_vec()).figures(figures).anchor(anchor));
    }
    let judged = u32::try_from(stocks.len()).unwrap_or(0) - explained;
    let skipped = match (unread, explained) {
        (0, 0) => None,
        (0, count) => Some((count, "报告说到失效、清理或划转，不能只凭去年的数推算".to_owned())),
        (count, _) => Some((count + explained, "两年的表二没有都读出规章和规范性文件的件数".to_owned())),
    };
    Verdict::checked(judged, findings).and_skipped(skipped)
}

/// What should be in force; `None` where the figures are beyond reason.
fn expected(stock: &Stock) -> Option<Decimal> {
    stock.before.checked_add(stock.issued)?.checked_sub(stock.repealed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Table;
    use crate::report::PartKind;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, run_after};

    fn year(issued: &str, repealed: &str, in_force: &str) -> Draft {
        Draft::new(2024).zeros(Table::T2, Form::F2021).set_all(&[
            ("t2.normative.issued", issued),
            ("t2.normative.repealed", repealed),
            ("t2.normative.in_force", in_force),
        ])
    }

    #[test]
    fn a_broken_chain_is_asked_about() {
        let verdict = run_after(&STOCK_CHAIN_BROKEN, &year("4", "1", "24").report(), &year("0", "0", "20").report());
        assert_eq!((verdict.examined, verdict.held, verdict.findings.len()), (2, 1, 1));
        let figures = verdict.findings[0].figures.as_ref().map(|figures| figures.computed.as_str());
        assert_eq!(figures, Some("23"));
    }

    #[test]
    fn what_the_text_explains_is_not_judged() {
        let now = year("4", "1", "18").part(PartKind::Overview, Some(1), "全年集中清理规范性文件。").report();
        let verdict = run_after(&STOCK_CHAIN_BROKEN, &now, &year("0", "0", "20").report());
        assert_eq!((verdict.examined, verdict.findings.len()), (1, 0));
        assert_eq!(verdict.skipped.map(|(places, _)| places), Some(1));
    }

    #[test]
    fn a_note_in_the_cell_explains_too() {
        let now = year("4", "1", "18").set_as("t2.normative.in_force", "18（自然失效5件）", "18", &[]).report();
        let verdict = run_after(&STOCK_CHAIN_BROKEN, &now, &year("0", "0", "20").report());
        assert_eq!((verdict.examined, verdict.findings.len()), (1, 0));
    }

    #[test]
    fn the_old_form_counts_something_else() {
        let last = Draft::new(2020).zeros(Table::T2, Form::F2019).report();
        let verdict = run_after(&STOCK_CHAIN_BROKEN, &year("4", "1", "3").report(), &last);
        assert!(verdict.not_applicable.is_some());
    }
}
