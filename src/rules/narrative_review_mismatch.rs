//! `narrative-review-mismatch`: the text says that there was no review or suit, and table four counts some.

use super::denials::{self, Denied};
use super::paragraphs::paragraphs;
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::number::Decimal;
use crate::location::{CellId, Column, Row, Table};

declare_rule! {
    /// ## 查什么
    /// 正文说没有发生因政府信息公开引起的行政复议、行政诉讼，表四相应的总计是不是 0。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号：表格和文字出自同一份报告，说的是同一件事。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 2024年，我镇未发生因政府信息公开引起的行政复议、行政诉讼案件。
    ///
    /// 四、政府信息公开行政复议、行政诉讼情况
    ///
    /// | 行政复议 | | | | | 行政诉讼 | | | | | | | | | |
    /// |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
    /// | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | | | | | 复议后起诉 | | | | |
    /// | | | | | | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
    /// | 1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// ```
    /// 正文说未发生，表四有 1 件行政复议，两处必有一处写错。
    ///
    /// ## 对例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 2024年，我镇未发生因政府信息公开引起的行政复议、行政诉讼案件。
    ///
    /// 四、政府信息公开行政复议、行政诉讼情况
    ///
    /// | 行政复议 | | | | | 行政诉讼 | | | | | | | | | |
    /// |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
    /// | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | | | | | 复议后起诉 | | | | |
    /// | | | | | | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
    /// | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// ```
    ///
    /// ## 不查什么
    /// 没有写明是因信息公开引起的，说的只是败诉、被纠正等结果的，或者往年的，不查；正文写的件数与表四是否一致，也不查。
    pub static NARRATIVE_REVIEW_MISMATCH = "narrative-review-mismatch", "正文说没有复议诉讼与表四", Error, Form2021TableFour, check;
}

const fn total(row: Row) -> CellId {
    CellId::new(Table::T4, row, Column::Total)
}

const REVIEWS: &[CellId] = &[total(Row::Review)];

const SUITS: &[CellId] = &[total(Row::DirectSuit), total(Row::SuitAfterReview)];

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let paragraphs = paragraphs(prose);
    let (mut findings, mut examined, mut unread) = (Vec::new(), 0, 0);
    for (sentence, denial) in denials::told(report, &paragraphs).into_iter().filter(|(_, denial)| denial.is_bound) {
        for denied in denial.denied {
            let (name, cells) = match denied {
                Denied::Requests => continue,
                Denied::Reviews => ("行政复议", REVIEWS),
                Denied::Suits => ("行政诉讼", SUITS),
            };
            let cases = cells.iter().try_fold(Decimal::ZERO, |sum, cell| sum.checked_add(report.counted(*cell)?));
            let Some(cases) = cases else {
                unread += 1;
                continue;
            };
            examined += 1;
            if !cases.is_zero() {
                let words = quote(&sentence.written(denial.place.clone()));
                let message = format!(
                    "正文说{words}，而表四的{name}共 {cases} 件，请核对哪一处写错了，是不是留着模板或者往年的内容。"
                );
                let counted = cells.iter().copied().find(|cell| report.counted(*cell).is_some_and(|it| !it.is_zero()));
                let finding = rule.finding(message).anchor(sentence.anchor(denial.place.clone()));
                findings.push(counted.into_iter().fold(finding, |finding, cell| finding.at(cell, Vec::new())));
            }
        }
    }
    let skipped = (unread > 0).then(|| (unread, "正文说没有复议或者诉讼，而表四的总计没有读出".to_owned()));
    match (examined, &skipped) {
        (0, None) => Verdict::not_applicable("正文没有说没有发生复议、诉讼"),
        _ => Verdict::checked(examined, findings).and_skipped(skipped),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, run, said};

    fn draft(text: &str) -> Draft {
        let draft = Draft::new(2024).agency("青浣县石磨镇人民政府").part(PartKind::Overview, Some(1), text);
        draft.zeros(Table::T4, Form::F2021)
    }

    #[test]
    fn each_kind_of_case_is_told_by_itself() {
        let text = "未发生因政府信息公开引起的行政复议、行政诉讼案件。";
        let some = draft(text).set("t4.review.total", "2").set("t4.suit_after_review.total", "1").report();
        assert_eq!(said(&NARRATIVE_REVIEW_MISMATCH, &some).len(), 2);
        let one = draft(text).set("t4.direct_suit.total", "1").report();
        let finding = run(&NARRATIVE_REVIEW_MISMATCH, &one).findings.remove(0);
        assert_eq!(finding.primary, Some(SUITS[0]));
    }

    #[test]
    fn none_in_both_and_other_cases_are_left_alone() {
        let verdict = run(&NARRATIVE_REVIEW_MISMATCH, &draft("未发生因政府信息公开引起的行政复议。").report());
        assert_eq!((verdict.examined, verdict.held), (1, 1));
        let others = draft("我镇未发生行政复议案件。").set("t4.review.total", "2").report();
        assert!(run(&NARRATIVE_REVIEW_MISMATCH, &others).not_applicable.is_some());
    }

    #[test]
    fn a_table_that_was_not_read_is_no_clean_one() {
        let text = "未发生因政府信息公开引起的行政复议。";
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), text).report();
        assert!(run(&NARRATIVE_REVIEW_MISMATCH, &report).skipped.is_some());
    }
}
