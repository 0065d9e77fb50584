//! `missing-row`: a row of the form is nowhere in its table.

use super::cells::{TABLES, rows_of};
use super::wording::{list, row_name};
use super::{Rule, Subject, Verdict, declare_rule};
use crate::location::{Row, Table};
use crate::report::{Reading, Report, Scope, TableRead};

declare_rule! {
    /// ## 查什么
    /// 表格少了格式规定的行。按这张表所用的格式（2021 年格式或 2019 年试行格式）对照。连着少四行以上的，合并说一次。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号：表格的行是固定的，没有数的填 0，不能删行。
    ///
    /// ## 错例
    /// ```report
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// |---|---|---|---|
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 0 | 0 | 0 |
    ///
    /// | 信息内容 | 本年处理决定数量 |
    /// |---|---|
    /// | 行政许可 | 0 |
    ///
    /// | 信息内容 | 本年处理决定数量 |
    /// |---|---|
    /// | 行政强制 | 0 |
    ///
    /// | 信息内容 | 本年收费金额（单位：万元） |
    /// |---|---|
    /// | 行政事业性收费 | 0 |
    /// ```
    /// 少了行政处罚一行。
    ///
    /// ## 对例
    /// ```report
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// |---|---|---|---|
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 0 | 0 | 0 |
    ///
    /// | 信息内容 | 本年处理决定数量 |
    /// |---|---|
    /// | 行政许可 | 0 |
    ///
    /// | 信息内容 | 本年处理决定数量 |
    /// |---|---|
    /// | 行政处罚 | 0 |
    /// | 行政强制 | 0 |
    ///
    /// | 信息内容 | 本年收费金额（单位：万元） |
    /// |---|---|
    /// | 行政事业性收费 | 0 |
    /// ```
    ///
    /// ## 不查什么
    /// 只贴了一段表格时，段前段后的行不算缺少，中间的行才算。读出来断断续续的材料不判断。行在、数字没有分清的，在核对范围里说明。
    pub static MISSING_ROW = "missing-row", "表格的行是否齐全", Error, Form2021, check;
}

/// So many missing rows in a row are told at once.
const LONG_RUN: usize = 4;

fn check(rule: &Rule, Subject { report, .. }: &Subject<'_>) -> Verdict {
    let mut findings = Vec::new();
    let (mut examined, mut missing_in_all) = (0, 0);
    let mut open: Vec<String> = Vec::new();
    for (table, read) in TABLES.into_iter().filter_map(|table| Some((table, report.tables.get(table)?))) {
        let (missing, uncertain) = missing_rows(report, table, read);
        examined += rows_of(read.form, table).len() - uncertain.len();
        open.extend(uncertain.iter().map(|row| row_name(report, table, *row)));
        let told = runs(&rows_of(read.form, table), &missing);
        let sentences = told.iter().map(|run| describe(report, table, run));
        findings.extend(sentences.map(|sentence| rule.finding(sentence).anchor(Some(read.anchor))));
        missing_in_all += missing.len();
    }
    let count = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
    if examined == 0 && open.is_empty() {
        return Verdict::not_applicable("没有读到表格");
    }
    let why = match report.reading {
        Reading::Fragmented => "表格读出来断断续续，不能断定没有这些行",
        _ => "这份材料可能只是表格的一部分，不能断定没有这些行",
    };
    let skipped = (!open.is_empty()).then(|| (count(open.len()), format!("{why}：{}", list(&open, "行"))));
    let held = count(examined.saturating_sub(missing_in_all));
    Verdict { findings, examined: count(examined), held, ..Verdict::default() }.and_skipped(skipped)
}

/// The missing rows as they are told: one by one, and a long run of neighbours – a table that was cut off – at once.
fn runs(rows: &[Row], missing: &[Row]) -> Vec<Vec<Row>> {
    rows.split(|row| !missing.contains(row))
        .flat_map(|run| match run.len() {
            0..LONG_RUN => run.iter().map(|row| vec![*row]).collect(),
            _ => vec![run.to_vec()],
        })
        .collect()
}

fn describe(report: &Report, table: Table, run: &[Row]) -> String {
    let name = |row: &Row| row_name(report, table, *row);
    match run {
        [first, .., last] => {
            let (first, last) = (name(first), name(last));
            format!("从{first}到{last}，{} 行没有找到，请补上；没有数的填 0。", run.len())
        }
        _ => format!("{}这一行没有找到，请补上；没有数的填 0。", run.iter().map(name).collect::<String>()),
    }
}

/// The rows that are surely missing, and those of which it cannot be said. In a piece of a table a row is missing when
/// it should stand between two that are there, and when more rows are there than not.
fn missing_rows(report: &Report, table: Table, read: &TableRead) -> (Vec<Row>, Vec<Row>) {
    let absent = read.missing_rows.clone();
    let rows = rows_of(read.form, table);
    let is_there = |row: &Row| !absent.contains(row);
    match (report.reading, report.scope) {
        (Reading::Fragmented, _) => (Vec::new(), absent),
        (_, Scope::Whole) => (absent, Vec::new()),
        (_, Scope::Fragment) if absent.len() * 2 > rows.len() => (Vec::new(), absent),
        (_, Scope::Fragment) => {
            let first = rows.iter().position(is_there);
            let last = rows.iter().rposition(is_there);
            let between = |row: &Row| {
                let place = rows.iter().position(|other| other == row);
                first < place && place < last
            };
            absent.iter().copied().partition(between)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, run};

    fn without(rows: &[Row]) -> Draft {
        Draft::new(2024).zeros(Table::T3, Form::F2021).table(Table::T3, |read| read.missing_rows = rows.to_vec())
    }

    #[test]
    fn a_missing_row_is_named_with_its_group() {
        let verdict = run(&MISSING_ROW, &without(&[Row::DeclinedRepeat]).report());
        assert_eq!((verdict.examined, verdict.held, verdict.findings.len()), (25, 24, 1));
        assert_eq!(verdict.findings[0].message, "表三（五）2.重复申请这一行没有找到，请补上；没有数的填 0。");
        assert!(verdict.findings[0].anchor.is_some());
    }

    #[test]
    fn in_a_piece_only_rows_between_others_are_missed() {
        let verdict = run(&MISSING_ROW, &without(&[Row::Received, Row::Partial, Row::CarriedOut]).fragment().report());
        assert_eq!((verdict.examined, verdict.held, verdict.findings.len()), (23, 22, 1));
        let reason = "这份材料可能只是表格的一部分，不能断定没有这些行：\
                      表三“一、本年新收政府信息公开申请数量”、表三“四、结转下年度继续办理”";
        assert_eq!(verdict.skipped, Some((2, reason.to_owned())));
    }

    #[test]
    fn a_table_cut_off_is_told_once() {
        let rows = Form::F2021.t3_rows();
        let verdict = run(&MISSING_ROW, &without(&rows[20..]).report());
        assert_eq!((verdict.examined, verdict.held, verdict.findings.len()), (25, 20, 1));
        assert!(
            verdict.findings[0]
                .message
                .ends_with("到表三“四、结转下年度继续办理”，5 行没有找到，请补上；没有数的填 0。")
        );
    }

    #[test]
    fn a_few_rows_are_a_piece_whatever_lies_between() {
        let rows = Form::F2021.t3_rows();
        let verdict = run(&MISSING_ROW, &without(&rows[1..24]).fragment().report());
        assert_eq!((verdict.findings.len(), verdict.skipped.map(|(places, _)| places)), (0, Some(23)));
    }

    #[test]
    fn a_table_in_pieces_misses_nothing_for_sure() {
        let verdict = run(&MISSING_ROW, &without(&[Row::Partial]).fragmented().report());
        assert_eq!((verdict.findings.len(), verdict.examined), (0, 24));
        assert_eq!(verdict.skipped.map(|(places, _)| places), Some(1));
    }
}
