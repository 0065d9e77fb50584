//! `blank-total`: a total left blank over filled parts. Told once a row, with the value its parts give.

use super::identities::Identity;
use super::values::{Gap, Values};
use super::wording::{cell_name, column_label, list, row_name};
use super::{Rule, Subject, Verdict, arithmetic, declare_rule};
use crate::diagnostic::Diagnostic;
use crate::document::number::Decimal;
use crate::location::{CellId, Column, Row};
use crate::report::{Cell, Report};

declare_rule! {
    /// ## 查什么
    /// 各部分都填了，总计却空着。表三每行的总计、（七）总计这一行、表四每组的总计都查。每行只说一次，并按各部分推算出应填的数；推算的数接着用来核对别的关系。
    ///
    /// ## 依据
    /// 审核惯例：没有条文规定空着怎么算，但空着的总计读者无法核对，应当补上。
    ///
    /// ## 错例
    /// ```report
    /// | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | （一）予以公开 | 4 | 2 | 0 | 0 | 1 | 0 | |
    /// ```
    /// 总计没有填，按六类申请人相加应为 7。
    ///
    /// ## 对例
    /// ```report
    /// | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | （一）予以公开 | 4 | 2 | | | 1 | | 7 |
    /// ```
    ///
    /// ## 不查什么
    /// 各部分和总计都空着的，按 0 计，由 `blank-cell` 合并说明。在页面上逐格填写的表，还没有填到的总计不算漏填。总计填了但与各部分不符的，由各条合计规则说明。
    pub static BLANK_TOTAL = "blank-total", "总计是否填写", Warning, Practice, check;
}

fn check(rule: &Rule, Subject { report, values, .. }: &Subject<'_>) -> Verdict {
    let identities = values.identities();
    let mut totals: Vec<CellId> = identities.iter().map(|identity| identity.total).collect();
    totals.sort_unstable();
    totals.dedup();
    totals.retain(|total| report.cell(*total).is_some());
    if totals.is_empty() {
        return Verdict::not_applicable("没有读到表三、表四的总计");
    }
    // Over parts that are not filled in either, a total that is still to be filled in by hand is not missed.
    let idle =
        |total: &CellId| report.cell(*total).is_some_and(Cell::is_unfilled) && !values.derived().contains_key(total);
    totals.retain(|total| !idle(total));
    if totals.is_empty() {
        return Verdict::not_applicable("表格还没有填");
    }

    let mut rows: Vec<Vec<(CellId, Decimal)>> = Vec::new();
    let (mut underivable, mut unfilled) = (Vec::new(), Vec::new());
    for (&total, derived) in values.derived() {
        match (derived, rows.last_mut()) {
            (Err(Gap::Unfilled), _) => unfilled.push(cell_name(report, total)),
            (Err(_), _) => underivable.push(cell_name(report, total)),
            (Ok(sum), Some(row)) if row[0].0.row == total.row => row.push((total, *sum)),
            (Ok(sum), _) => rows.push(vec![(total, *sum)]),
        }
    }
    let told: usize = rows.iter().map(Vec::len).sum();
    let count = |cells: usize| u32::try_from(cells).unwrap_or(u32::MAX);
    let examined = count(totals.len() - underivable.len() - unfilled.len());
    let findings = rows.iter().filter_map(|row| finding(rule, report, values, identities, row)).collect();
    let mut reasons = Vec::new();
    if !underivable.is_empty() {
        reasons.push(format!("{}没有填，各部分没有读全，推算不出", list(&underivable, "格")));
    }
    if !unfilled.is_empty() {
        reasons.push(format!("{}还没有填", list(&unfilled, "格")));
    }
    let skipped = (!reasons.is_empty()).then(|| (count(underivable.len() + unfilled.len()), reasons.join("；")));
    let verdict = Verdict { findings, examined, held: examined - count(told).min(examined), ..Verdict::default() };
    verdict.and_skipped(skipped)
}

fn finding(
    rule: &Rule,
    report: &Report,
    values: &Values,
    identities: &[Identity],
    row: &[(CellId, Decimal)],
) -> Option<Diagnostic> {
    let (&(first, sum), rest) = row.split_first()?;
    let detail = identities.iter().filter(|identity| identity.total == first).find_map(|identity| {
        let parts: Result<Vec<_>, Gap> =
            identity.terms.iter().map(|&(cell, _)| Ok((cell, values.get(cell)?))).collect();
        let parts = parts.ok()?;
        let added = parts.iter().try_fold(Decimal::ZERO, |sum, (_, value)| sum.checked_add(value.number()));
        (added == Some(sum)).then(|| arithmetic::sum_written_out(report, identity.kind, &parts, sum))
    });
    let finding = rule
        .finding(describe(report, row))
        .at(first, rest.iter().map(|(cell, _)| *cell).collect())
        .anchor(report.cell(first).map(|cell| cell.anchor));
    Some(match detail {
        Some(detail) => finding.detail(detail),
        None => finding,
    })
}

fn describe(report: &Report, row: &[(CellId, Decimal)]) -> String {
    let Some(&(first, sum)) = row.first() else { return String::new() };
    let name = row_name(report, first.table, first.row);
    let from = match (first.row, first.column) {
        (Row::ResultTotal, Column::Total) => "",
        (Row::ResultTotal, _) => "按各项办理结果相加",
        (Row::Review | Row::DirectSuit | Row::SuitAfterReview, _) => "按四种结果相加",
        _ => "按六类申请人相加",
    };
    if first.row != Row::ResultTotal {
        return format!("{name}的总计没有填，{from}应为 {sum}，请补上。");
    }
    let named: Vec<String> = row.iter().map(|&(cell, sum)| format!("{} {sum}", column_label(report, cell))).collect();
    format!("{name}这一行有 {} 格没有填，{from}应为：{}，请补上。", row.len(), named.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Table;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, run};

    fn told(draft: Draft) -> Vec<(String, String)> {
        let findings = run(&BLANK_TOTAL, &draft.report()).findings;
        let cell = |finding: &Diagnostic| finding.primary.map(|cell| cell.to_string()).unwrap_or_default();
        findings.into_iter().map(|finding| (cell(&finding), finding.message)).collect()
    }

    #[test]
    fn a_row_is_told_once_with_its_sum() {
        let draft = Draft::new(2024).zeros(Table::T3, Form::F2021).set_all(&[
            ("t3.granted.person", "4"),
            ("t3.granted.legal", "3"),
            ("t3.granted.total", ""),
        ]);
        assert_eq!(
            told(draft),
            [(
                "t3.granted.total".to_owned(),
                "表三（一）予以公开的总计没有填，按六类申请人相加应为 7，请补上。".to_owned()
            )]
        );
    }

    #[test]
    fn a_blank_row_of_totals_is_told_once() {
        let mut draft = Draft::new(2024)
            .zeros(Table::T3, Form::F2021)
            .set_all(&[("t3.granted.person", "4"), ("t3.granted.total", "4")]);
        for column in ["person", "business", "research", "charity", "legal", "other_org", "total"] {
            draft = draft.set(&format!("t3.result_total.{column}"), "/");
        }
        let told = told(draft);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].0, "t3.result_total.person");
        assert!(told[0].1.contains("这一行有 7 格没有填"), "{}", told[0].1);
        assert!(told[0].1.contains("自然人 4、商业企业 0"), "{}", told[0].1);
    }

    #[test]
    fn blanks_over_blanks_are_left_to_another_rule() {
        let report = Draft::new(2024).filled(Table::T4, Form::F2021, "").report();
        let verdict = run(&BLANK_TOTAL, &report);
        assert_eq!((verdict.findings.len(), verdict.examined, verdict.held), (0, 3, 3));
    }

    #[test]
    fn a_total_still_to_be_filled_in_by_hand_is_no_finding() {
        let mut report = Report::default();
        report.supply_empty(Table::T4, Form::F2021);
        assert_eq!(run(&BLANK_TOTAL, &report), Verdict::not_applicable("表格还没有填"));
        report.edit(&[crate::report::Edit {
            cell: crate::rules::test_support::id("t4.review.upheld"),
            text: "2".into(),
        }]);
        let skipped = Some((1, "表四行政复议·总计还没有填".to_owned()));
        assert_eq!(run(&BLANK_TOTAL, &report), Verdict { skipped, ..Verdict::default() });
    }

    #[test]
    fn the_equation_is_written_out() {
        let report = Draft::new(2024)
            .zeros(Table::T4, Form::F2021)
            .set_all(&[("t4.review.upheld", "2"), ("t4.review.total", "")])
            .report();
        let finding = run(&BLANK_TOTAL, &report).findings.remove(0);
        assert_eq!(finding.message, "表四行政复议的总计没有填，按四种结果相加应为 2，请补上。");
        assert_eq!(finding.detail.as_deref(), Some("结果维持 2 ＋ 其余 3 项 0 ＝ 2"));
        assert_eq!(finding.figures, None);
    }

    #[test]
    fn what_cannot_be_derived_is_skipped() {
        let report = Draft::new(2024)
            .zeros(Table::T4, Form::F2021)
            .set_all(&[("t4.review.upheld", "若干"), ("t4.review.total", "")])
            .report();
        let verdict = run(&BLANK_TOTAL, &report);
        let reason = "表四行政复议·总计没有填，各部分没有读全，推算不出".to_owned();
        assert_eq!((verdict.examined, verdict.held, verdict.skipped), (2, 2, Some((1, reason))));
    }
}
