//! `blank-cell`: cells with no figure that count as 0. Told once a table.

use super::cells::{TABLES, told_together};
use super::wording::{cell_name, list, quote};
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::number::Figure;
use crate::location::CellId;
use crate::report::{Cell, Report};

declare_rule! {
    /// ## 查什么
    /// 表格里空着的格，或者写“/”“—”“无”的格。核对时按 0 计，每张表合并提示一次。整张表一个数字也没有，也在这里提示。
    ///
    /// ## 依据
    /// 审核惯例：没有就填 0，读者才知道是没有，不是漏填。
    ///
    /// ## 错例
    /// ```report
    /// | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | （一）予以公开 | 4 | / | | | 1 | | 5 |
    /// ```
    /// 有 3 格空着、1 格写的是“/”，按 0 计。
    ///
    /// ## 对例
    /// ```report
    /// | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | （一）予以公开 | 4 | 0 | 0 | 0 | 1 | 0 | 5 |
    /// ```
    ///
    /// ## 不查什么
    /// 各部分填了、只有总计空着的，由 `blank-total` 说明，这里不重复。在页面上逐格填写的表，还没有填的格不算空着。
    pub static BLANK_CELL = "blank-cell", "空着的格", Note, Practice, check;
}

fn check(rule: &Rule, Subject { report, survey, values, .. }: &Subject<'_>) -> Verdict {
    let survey = survey.with_unfilled();
    let mut findings = Vec::new();
    let mut faulty = 0;
    for table in TABLES {
        let of_table: Vec<_> = survey.cells.iter().copied().filter(|(id, _)| id.table == table).collect();
        let blank = |(id, cell): &(CellId, &Cell)| {
            matches!(cell.figure, Figure::Blank | Figure::Dash) && !values.derived().contains_key(id)
        };
        let blanks: Vec<_> = of_table.iter().copied().filter(blank).collect();
        faulty += blanks.len();
        let message = if blanks.len() == of_table.len() {
            format!("{}一个数字也没有填，没有的请填 0。", table.name())
        } else {
            describe(report, &blanks)
        };
        findings.extend(told_together(rule, message, &blanks));
    }
    survey.verdict(findings, faulty)
}

fn describe(report: &Report, blanks: &[(CellId, &Cell)]) -> String {
    let Some((first, _)) = blanks.first() else { return String::new() };
    let names: Vec<String> = blanks.iter().map(|(id, _)| cell_name(report, *id)).collect();
    let (table, count) = (first.table.name(), blanks.len());
    let marks: Vec<_> = blanks.iter().filter(|(_, cell)| cell.figure == Figure::Dash).collect();
    let how = match marks.first() {
        None => format!("{table}有 {count} 格空着"),
        Some((_, cell)) if marks.len() == count => format!("{table}有 {count} 格写的是{}之类", quote(&cell.raw)),
        Some((_, cell)) => {
            format!("{table}有 {} 格空着、{} 格写的是{}之类", count - marks.len(), marks.len(), quote(&cell.raw))
        }
    };
    format!("{how}，按 0 计：{}。没有的请填 0。", list(&names, "格"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Table;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, run, said};

    fn told(draft: Draft) -> Vec<String> {
        said(&BLANK_CELL, &draft.report())
    }

    #[test]
    fn a_table_is_told_once() {
        let draft = Draft::new(2024).zeros(Table::T4, Form::F2021).set_all(&[
            ("t4.review.upheld", ""),
            ("t4.review.corrected", "/"),
            ("t4.review.other", "1"),
            ("t4.review.total", "1"),
        ]);
        assert_eq!(
            told(draft),
            ["表四有 1 格空着、1 格写的是“/”之类，按 0 计：表四行政复议·结果维持、\
              表四行政复议·结果纠正。没有的请填 0。"]
        );
    }

    #[test]
    fn an_empty_table_is_said_to_be_empty() {
        let draft = Draft::new(2024).filled(Table::T3, Form::F2021, "").zeros(Table::T4, Form::F2021);
        assert_eq!(told(draft), ["表三一个数字也没有填，没有的请填 0。"]);
    }

    #[test]
    fn a_blank_total_over_parts_is_left_to_another_rule() {
        let draft = Draft::new(2024).zeros(Table::T4, Form::F2021).set("t4.review.total", "");
        assert_eq!(told(draft), Vec::<String>::new());
    }

    #[test]
    fn what_is_still_to_be_filled_in_by_hand_is_no_finding() {
        let mut report = crate::report::Report::default();
        report.supply_empty(Table::T4, Form::F2021);
        let upheld = crate::report::Edit { cell: crate::rules::test_support::id("t4.review.upheld"), text: "/".into() };
        report.edit(&[upheld]);
        let verdict = run(&BLANK_CELL, &report);
        assert_eq!((verdict.findings.len(), verdict.examined), (1, 1));
        let reason = "没有找到表二、表三；正在填写的表里还有 14 格没有填，按 0 计".to_owned();
        assert_eq!(verdict.skipped, Some((199, reason)));
    }

    #[test]
    fn cells_in_order_are_counted() {
        let report = Draft::new(2024).zeros(Table::T4, Form::F2021).set("t4.review.upheld", "").fragment().report();
        let verdict = run(&BLANK_CELL, &report);
        assert_eq!((verdict.examined, verdict.held, verdict.skipped), (15, 14, None));
    }
}
