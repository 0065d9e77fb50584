//! `row-label-altered` and `column-label-altered`: labels written otherwise than the form has them.

use super::cells::{TABLES, rows_of};
use super::wording::{difference, quote, row_name};
use super::{Rule, Subject, Verdict, declare_rule};
use crate::diagnostic::Diagnostic;
use crate::document::fold::letters;
use crate::location::{Column, Row, Table};
use crate::report::{AlteredLabel, Report, TableRead};

declare_rule! {
    /// ## 查什么
    /// 表格的行名与格式不同，例如“2.其他法律行政止公开”（应为“2.其他法律行政法规禁止公开”）。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号：表格的行名是固定的，不能改写。
    ///
    /// ## 错例
    /// ```report
    /// | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | （一）予以公开 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |
    /// | 2.其他法律行政止公开 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// ```
    /// 行名丢了“法规禁”三个字。
    ///
    /// ## 对例
    /// ```report
    /// | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | （一）予以公开 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |
    /// | 2、其他法律行政法规禁止公开 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// ```
    ///
    /// ## 不查什么
    /// 空格、换行、标点、括号和序号的写法不同（“1、”与“1.”），以及“规范性文件”“结转下一年度继续办理”等无碍的说法，不查。
    pub static ROW_LABEL_ALTERED = "row-label-altered", "表格的行名", Warning, Form2021, check_rows;
}

declare_rule! {
    /// ## 查什么
    /// 表格的列名与格式不同，或者列的次序与格式不同。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号：表格的列名和次序是固定的，不能改写。
    ///
    /// ## 错例
    /// ```report
    /// | | 自然人 | 商业企业 | 科研机构 | 社会团体 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | （一）予以公开 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |
    /// | （二）部分公开 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// ```
    /// “社会团体”应为“社会公益组织”。
    ///
    /// ## 对例
    /// ```report
    /// | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总 计 |
    /// |---|---|---|---|---|---|---|---|
    /// | （一）予以公开 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |
    /// | （二）部分公开 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// ```
    ///
    /// ## 不查什么
    /// 空格、换行、括号的写法不同，以及“本年（2024）制发件数”这样写明年份的，不查。
    pub static COLUMN_LABEL_ALTERED = "column-label-altered", "表格的列名", Warning, Form2021, check_columns;
}

/// Labels longer than this are not repeated whole, in characters.
const LONG: usize = 24;

fn check_rows(rule: &Rule, Subject { report, .. }: &Subject<'_>) -> Verdict {
    check(report, |table, read| {
        let tell = |label: &AlteredLabel<Row>| describe_row(report, table, label);
        let told = read.altered_rows.iter().map(|label| rule.finding(tell(label)).anchor(Some(label.anchor)));
        let rows = rows_of(read.form, table).into_iter().filter(|row| !read.missing_rows.contains(row));
        (rows.count(), told.collect())
    })
}

fn check_columns(rule: &Rule, Subject { report, .. }: &Subject<'_>) -> Verdict {
    check(report, |table, read| {
        let tell = |label: &AlteredLabel<Column>| describe_column(table, read, label);
        let told = read.altered_columns.iter().map(|label| rule.finding(tell(label)).anchor(Some(label.anchor)));
        (count_columns(table, read), told.collect())
    })
}

fn check(report: &Report, of: impl Fn(Table, &TableRead) -> (usize, Vec<Diagnostic>)) -> Verdict {
    let (mut examined, mut findings) = (0, Vec::new());
    for (table, read) in TABLES.into_iter().filter_map(|table| Some((table, report.tables.get(table)?))) {
        let (labels, told) = of(table, read);
        examined += labels;
        findings.extend(told);
    }
    match u32::try_from(examined).unwrap_or(u32::MAX) {
        0 => Verdict::not_applicable("没有读到表格"),
        examined => Verdict::checked(examined, findings),
    }
}

fn count_columns(table: Table, read: &TableRead) -> usize {
    match table {
        Table::T2 => read.form.t2_blocks().iter().map(|block| block.columns.len()).sum(),
        Table::T3 | Table::T4 => {
            let mut columns: Vec<Column> = read.form.cells(table).into_iter().map(|cell| cell.column).collect();
            columns.sort_unstable();
            columns.dedup();
            columns.len()
        }
    }
}

fn describe_row(report: &Report, table: Table, label: &AlteredLabel<Row>) -> String {
    let official = report.form(table).row_label(label.of);
    let name = row_name(report, table, label.of);
    // Of a long label the reader wants the place that differs.
    if official.chars().count() > LONG
        && let Some((written, official)) = difference(&label.written, official)
    {
        return format!("{name}的行名里“{written}”与格式不同，应为“{official}”。");
    }
    format!("{name}的行名写成了{}，格式是“{official}”。", quote(&label.written))
}

fn describe_column(table: Table, read: &TableRead, label: &AlteredLabel<Column>) -> String {
    let official = read.form.column_label(label.of);
    if letters(&label.written) == letters(official) {
        return format!("{}“{official}”这一列的位置与格式不同。", table.name());
    }
    format!("{}的列名写成了{}，格式是“{official}”。", table.name(), quote(&label.written))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Anchor;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, run};

    const HERE: Anchor = Anchor::Text { line: 9, column: 3, length: 5 };

    fn altered<T>(of: T, written: &str) -> AlteredLabel<T> {
        AlteredLabel { of, written: written.to_owned(), anchor: HERE }
    }

    #[test]
    fn a_row_label_is_quoted_beside_the_form_s() {
        let report = Draft::new(2024)
            .zeros(Table::T3, Form::F2021)
            .table(Table::T3, |read| {
                read.altered_rows = vec![altered(Row::DeniedProhibited, "2.其他法律行政止公开")];
            })
            .report();
        let verdict = run(&ROW_LABEL_ALTERED, &report);
        assert_eq!((verdict.examined, verdict.held, verdict.findings.len()), (25, 24, 1));
        assert_eq!(
            verdict.findings[0].message,
            "表三（三）2.其他法律行政法规禁止公开的行名写成了“2.其他法律行政止公开”，格式是“2.其他法律行政法规禁止公开”。"
        );
        assert_eq!(verdict.findings[0].anchor, Some(HERE));
    }

    #[test]
    fn of_a_long_label_the_difference_is_shown() {
        let report = Draft::new(2024)
            .zeros(Table::T3, Form::F2021)
            .table(Table::T3, |read| {
                let written = "（二）部分公开（区分处理的，只计这一情况，不计其他情形）";
                read.altered_rows = vec![altered(Row::Partial, written)];
            })
            .report();
        assert_eq!(
            run(&ROW_LABEL_ALTERED, &report).findings[0].message,
            "表三（二）部分公开的行名里“这一情况不计其”与格式不同，应为“这一情形不计其”。"
        );
    }

    #[test]
    fn a_column_label_may_be_altered_or_out_of_place() {
        let report = Draft::new(2024)
            .zeros(Table::T3, Form::F2021)
            .table(Table::T3, |read| {
                read.altered_columns =
                    vec![altered(Column::Charity, "社会团体"), altered(Column::Legal, "法律 服务机构")];
            })
            .report();
        let verdict = run(&COLUMN_LABEL_ALTERED, &report);
        assert_eq!((verdict.examined, verdict.held), (7, 5));
        let messages: Vec<_> = verdict.findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(
            messages,
            ["表三的列名写成了“社会团体”，格式是“社会公益组织”。", "表三“法律服务机构”这一列的位置与格式不同。"]
        );
    }

    #[test]
    fn no_table_is_not_applicable() {
        let report = Draft::new(2024).report();
        assert!(run(&ROW_LABEL_ALTERED, &report).not_applicable.is_some());
        assert!(run(&COLUMN_LABEL_ALTERED, &report).not_applicable.is_some());
    }
}
