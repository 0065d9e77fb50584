//! `extra-row`: a row with figures that the form does not have.

use super::cells::TABLES;
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};

declare_rule! {
    /// ## 查什么
    /// 表格里有格式没有的行，而且行里有数字。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号：表格的行是固定的，不能增行；多出的数也没有计入总计的位置。
    ///
    /// ## 错例
    /// ```report
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// |---|---|---|---|
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 0 | 0 | 0 |
    /// | 会议纪要 | 3 | 0 | 3 |
    /// ```
    /// 格式里没有“会议纪要”这一行。
    ///
    /// ## 对例
    /// ```report
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// |---|---|---|---|
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 0 | 0 | 0 |
    /// ```
    ///
    /// ## 不查什么
    /// 没有数字的行（分组标题、表头、说明）不查。旧格式的行由 `superseded-form` 说明。
    pub static EXTRA_ROW = "extra-row", "表格有没有多出的行", Warning, Form2021, check;
}

fn check(rule: &Rule, Subject { report, .. }: &Subject<'_>) -> Verdict {
    let tables = || TABLES.into_iter().filter_map(|table| Some((table, report.tables.get(table)?)));
    let findings: Vec<_> = tables()
        .flat_map(|(table, read)| read.extra_rows.iter().map(move |row| (table, row)))
        .map(|(table, row)| {
            let label = if row.label.trim().is_empty() { "没有名称的".to_owned() } else { quote(&row.label) };
            let message = format!("{}多出{label}一行，格式里没有这一行，请核对后删去。", table.name());
            rule.finding(message).anchor(Some(row.anchor))
        })
        .collect();
    let examined = u32::try_from(tables().count()).unwrap_or(u32::MAX);
    if examined == 0 {
        return Verdict::not_applicable("没有读到表格");
    }
    let faulty = tables().filter(|(_, read)| !read.extra_rows.is_empty()).count();
    let held = examined - u32::try_from(faulty).unwrap_or(u32::MAX).min(examined);
    Verdict { findings, examined, held, ..Verdict::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::{Anchor, Table};
    use crate::report::ExtraRow;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, run};

    #[test]
    fn every_extra_row_is_told_by_its_label() {
        let anchor = Anchor::Text { line: 7, column: 1, length: 4 };
        let row = |label: &str| ExtraRow { label: label.to_owned(), anchor };
        let report = Draft::new(2024)
            .zeros(Table::T2, Form::F2021)
            .table(Table::T2, |read| read.extra_rows = vec![row("会议纪要"), row("")])
            .report();
        let verdict = run(&EXTRA_ROW, &report);
        assert_eq!((verdict.examined, verdict.held), (1, 0));
        let messages: Vec<_> = verdict.findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "表二多出“会议纪要”一行，格式里没有这一行，请核对后删去。",
                "表二多出没有名称的一行，格式里没有这一行，请核对后删去。"
            ]
        );
        assert_eq!(verdict.findings[0].anchor, Some(anchor));
    }
}
