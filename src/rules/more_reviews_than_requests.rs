//! `more-reviews-than-requests`: far more reviews and suits than there were requests.

use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::number::Decimal;
use crate::location::{CellId, Column, Row, Table};
use crate::report::Report;

declare_rule! {
    /// ## 查什么
    /// 表四复议、诉讼案件的总数，远远多于表三本年新收和上年结转的申请。
    ///
    /// ## 依据
    /// 审核惯例：一件申请可以先后引起复议和诉讼，往年的申请也可能在今年引起案件，所以多一些是正常的；多出一倍以上，可能把其他案件也计了进来。
    ///
    /// ## 错例
    /// ```report
    /// | （本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
    /// | 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    ///
    /// | 行政复议 | | | | | 行政诉讼 | | | | | | | | | |
    /// |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
    /// | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | | | | | 复议后起诉 | | | | |
    /// | | | | | | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
    /// | 30 | 2 | 8 | 0 | 40 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// ```
    ///
    /// ## 对例
    /// ```report
    /// | （本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
    /// | 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    ///
    /// | 行政复议 | | | | | 行政诉讼 | | | | | | | | | |
    /// |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
    /// | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | | | | | 复议后起诉 | | | | |
    /// | | | | | | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
    /// | 3 | 0 | 0 | 0 | 3 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// ```
    ///
    /// ## 不查什么
    /// 案件不到申请的两倍再加 5 件的，不提示。
    pub static MORE_REVIEWS_THAN_REQUESTS = "more-reviews-than-requests", "复议诉讼是否远多于申请", Note, Practice, check;
}

/// How many more cases than twice the requests are still nothing to speak of.
const LEEWAY: i64 = 5;

fn check(rule: &Rule, Subject { report, .. }: &Subject<'_>) -> Verdict {
    if report.tables.get(Table::T3).is_none() || report.tables.get(Table::T4).is_none() {
        return Verdict::not_applicable("没有同时读到表三和表四");
    }
    let cell = |table, row| CellId::new(table, row, Column::Total);
    let asked = [cell(Table::T3, Row::Received), cell(Table::T3, Row::CarriedIn)];
    let contested =
        [cell(Table::T4, Row::Review), cell(Table::T4, Row::DirectSuit), cell(Table::T4, Row::SuitAfterReview)];
    let (Some(requests), Some(cases)) = (sum(report, &asked), sum(report, &contested)) else {
        return Verdict::skipped(1, "没有读出表三或者表四的总计");
    };
    let limit = requests.checked_add(requests).and_then(|twice| twice.checked_add(Decimal::from(LEEWAY)));
    if limit.is_none_or(|limit| cases <= limit) {
        return Verdict::checked(1, Vec::new());
    }
    let message = format!(
        "表四复议、诉讼共 {cases} 件，而表三新收和结转的申请只有 {requests} 件；请核对表四是不是计入了与信息公开申请无关的案件。"
    );
    let finding = rule
        .finding(message)
        .at(contested[0], contested[1..].iter().chain(&asked).copied().collect())
        .anchor(report.cell(contested[0]).map(|cell| cell.anchor));
    Verdict::checked(1, vec![finding])
}

fn sum(report: &Report, cells: &[CellId]) -> Option<Decimal> {
    cells.iter().try_fold(Decimal::ZERO, |sum, cell| sum.checked_add(report.counted(*cell)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, run};

    fn found(requests: &str, cases: &str) -> usize {
        let report = Draft::new(2024)
            .zeros(Table::T3, Form::F2021)
            .zeros(Table::T4, Form::F2021)
            .set_all(&[("t3.received.total", requests), ("t4.review.total", cases)])
            .report();
        run(&MORE_REVIEWS_THAN_REQUESTS, &report).findings.len()
    }

    #[test]
    fn far_more_is_told() {
        assert_eq!(found("2", "40"), 1);
        assert_eq!(found("0", "6"), 1);
    }

    #[test]
    fn somewhat_more_is_not() {
        assert_eq!([found("2", "9"), found("0", "5"), found("100", "0")], [0; 3]);
        assert_eq!(found("若干", "40"), 0);
    }
}
