//! `annotation-in-cell`: a note beside the figure. The figure is used.

use super::cells::is_written;
use super::wording::{cell_name, quote};
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::number::{Figure, Trait};
use crate::location::CellId;
use crate::report::Cell;

declare_rule! {
    /// ## 查什么
    /// 格里除了数字还带说明，例如“22（其中修订16件）”。核对时用 22。
    ///
    /// ## 依据
    /// 审核惯例：格里只填数字，说明写在表下或正文里，汇总时才不会读错。
    ///
    /// ## 错例
    /// ```report
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// |---|---|---|---|
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 22（其中修订16件） | 3 | 120 |
    /// ```
    /// 格里带了说明，按 22 计。
    ///
    /// ## 对例
    /// ```report
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// |---|---|---|---|
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 22 | 3 | 120 |
    /// ```
    ///
    /// ## 不查什么
    /// 说明里的数字不参加任何核对。
    pub static ANNOTATION_IN_CELL = "annotation-in-cell", "格里带说明", Note, Practice, check;
}

fn check(rule: &Rule, Subject { report, survey, .. }: &Subject<'_>) -> Verdict {
    let told = |&(id, cell): &(CellId, &Cell)| match cell.figure {
        Figure::Number(used) if is_written(cell, Trait::Annotation) => {
            let name = cell_name(report, id);
            let message = format!("{name}写的是{}，按 {used} 计；格里只填数字，说明请写在表外。", quote(&cell.raw));
            Some(rule.finding(message).at(id, Vec::new()).anchor(Some(cell.anchor)))
        }
        _ => None,
    };
    let findings: Vec<_> = survey.cells.iter().filter_map(told).collect();
    let faulty = findings.len();
    survey.verdict(findings, faulty)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Table;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, run};

    #[test]
    fn the_figure_used_is_named() {
        let report = Draft::new(2024)
            .zeros(Table::T2, Form::F2021)
            .set_as("t2.normative.issued", "22（其中修订16件）", "22", &[Trait::Annotation])
            .report();
        let findings = run(&ANNOTATION_IN_CELL, &report).findings;
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "表二行政规范性文件·本年制发件数写的是“22（其中修订16件）”，按 22 计；格里只填数字，说明请写在表外。"
        );
    }
}
