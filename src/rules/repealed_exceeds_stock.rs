//! `repealed-exceeds-stock`: more was repealed than there was.

use super::stock::Stock;
use super::wording::cell_name;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::location::Column;

declare_rule! {
    /// ## 查什么
    /// 表二规章、行政规范性文件：今年废止的件数是不是比去年现行有效的加上今年制发的还多。要放入去年的报告才查。
    ///
    /// ## 依据
    /// 审核惯例，没有条文规定：没有的文件不能废止。
    ///
    /// ## 错例
    /// ```last-year
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// |---|---|---|---|
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 3 | 0 | 5 |
    /// ```
    /// ```report
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// |---|---|---|---|
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 1 | 8 | 0 |
    /// ```
    /// 去年有 5 件，今年制发 1 件，废止不了 8 件。
    ///
    /// ## 对例
    /// ```last-year
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// |---|---|---|---|
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 3 | 0 | 5 |
    /// ```
    /// ```report
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// |---|---|---|---|
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 1 | 6 | 0 |
    /// ```
    ///
    /// ## 不查什么
    /// 有一年用 2019 年旧表的不查：旧表数的是公开数量，不是现行有效件数。
    pub static REPEALED_EXCEEDS_STOCK = "repealed-exceeds-stock", "废止件数是否多于存量", Warning, Practice, check;
}

fn check(rule: &Rule, Subject { report, last_year, .. }: &Subject<'_>) -> Verdict {
    let last_year = match last_year {
        Ok(last_year) => last_year,
        Err(reason) => return Verdict::skipped(0, *reason),
    };
    let Some((stocks, unread)) = Stock::of(report, last_year) else {
        return Verdict::not_applicable("两年里有一年用的是 2019 年旧表，数的不是现行有效件数");
    };
    let findings = stocks.iter().filter_map(|stock| {
        let Stock { before, issued, repealed, .. } = stock;
        let stock_of_all = before.checked_add(*issued)?;
        let cell = stock.cell(Column::Repealed);
        let message = format!(
            "{}写的是 {repealed}，去年现行有效的 {before} 件加今年制发的 {issued} 件一共只有 {stock_of_all} 件；请核对是不是填错了格或者填错了数。",
            cell_name(report, cell),
        );
        let anchor = report.cell(cell).map(|cell| cell.anchor);
        let related = vec![stock.cell(Column::Issued)];
        (*repealed > stock_of_all).then(|| rule.finding(message).at(cell, related).anchor(anchor))
    });
    let skipped = (unread > 0).then(|| (unread, "两年的表二没有都读出规章和规范性文件的件数".to_owned()));
    Verdict::checked(u32::try_from(stocks.len()).unwrap_or(0), findings.collect()).and_skipped(skipped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Table;
    use crate::report::Report;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, run, run_after};

    fn year(issued: &str, repealed: &str, in_force: &str) -> Report {
        let cells = [("t2.rules.issued", issued), ("t2.rules.repealed", repealed), ("t2.rules.in_force", in_force)];
        Draft::new(2024).zeros(Table::T2, Form::F2021).set_all(&cells).report()
    }

    #[test]
    fn what_was_never_there_cannot_be_repealed() {
        let verdict = run_after(&REPEALED_EXCEEDS_STOCK, &year("1", "8", "0"), &year("0", "0", "5"));
        assert_eq!((verdict.examined, verdict.findings.len()), (2, 1));
        assert!(verdict.findings[0].message.contains("一共只有 6 件"));
    }

    #[test]
    fn the_whole_stock_may_go() {
        let verdict = run_after(&REPEALED_EXCEEDS_STOCK, &year("1", "6", "0"), &year("0", "0", "5"));
        assert_eq!(verdict, Verdict::checked(2, Vec::new()));
    }

    #[test]
    fn without_last_year_it_is_not_checked() {
        assert!(run(&REPEALED_EXCEEDS_STOCK, &year("1", "8", "0")).skipped.is_some());
    }
}
