//! `narrative-count-mismatch`: the text says that no request came, and table three counts some.

use super::denials::{self, Denied};
use super::paragraphs::paragraphs;
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::location::{CellId, Column, Row, Table};

declare_rule! {
    /// ## 查什么
    /// 正文说本机关这一年没有收到政府信息公开申请，表三“本年新收”的总计是不是 0。零申请的报告常从模板或往年的报告改来，没有改干净的数字就这样留在表里。
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
    /// 2024年，我镇未收到政府信息公开申请。
    ///
    /// 三、收到和处理政府信息公开申请情况
    ///
    /// | （本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
    /// | 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// ```
    /// 正文说未收到，表三是 3 件，两处必有一处写错。
    ///
    /// ## 对例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 2024年，我镇未收到政府信息公开申请。
    ///
    /// 三、收到和处理政府信息公开申请情况
    ///
    /// | （本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// ```
    ///
    /// ## 不查什么
    /// 说的只是一个季度、一种渠道、一类申请人、一个下属单位，或者往年的，不查；正文写的件数与表三是否一致，也不查。
    pub static NARRATIVE_COUNT_MISMATCH = "narrative-count-mismatch", "正文说没有申请与表三", Error, Form2021TableThree, check;
}

const RECEIVED: CellId = CellId::new(Table::T3, Row::Received, Column::Total);

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let paragraphs = paragraphs(prose);
    let (mut findings, mut examined) = (Vec::new(), 0);
    for (sentence, denial) in denials::told(report, &paragraphs) {
        if !denial.denied.contains(&Denied::Requests) {
            continue;
        }
        let Some(received) = report.counted(RECEIVED) else {
            return Verdict::skipped(1, "正文说没有收到申请，而表三“本年新收”的总计没有读出");
        };
        examined += 1;
        if !received.is_zero() {
            let words = quote(&sentence.written(denial.place.clone()));
            let message = format!(
                "正文说{words}，而表三“本年新收”的总计是 {received}，请核对哪一处写错了，是不是留着模板或者往年的内容。"
            );
            let anchor = sentence.anchor(denial.place);
            findings.push(rule.finding(message).at(RECEIVED, Vec::new()).anchor(anchor));
        }
    }
    match examined {
        0 => Verdict::not_applicable("正文没有说全年没有收到申请"),
        _ => Verdict::checked(examined, findings),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, run};

    fn draft(text: &str, received: &str) -> Draft {
        let draft = Draft::new(2024).agency("青浣县石磨镇人民政府").part(PartKind::Overview, Some(1), text);
        draft.zeros(Table::T3, Form::F2021).set("t3.received.total", received)
    }

    #[test]
    fn none_in_the_text_and_some_in_the_table_is_told_with_the_cell() {
        let finding =
            run(&NARRATIVE_COUNT_MISMATCH, &draft("本年度未收到政府信息公开申请。", "3").report()).findings.remove(0);
        assert_eq!(finding.primary, Some(RECEIVED));
        assert!(
            finding.message.contains("“未收到政府信息公开申请”，而表三“本年新收”的总计是 3"),
            "{}",
            finding.message
        );
    }

    #[test]
    fn none_in_both_is_in_order_and_silence_is_not_judged() {
        let verdict = run(&NARRATIVE_COUNT_MISMATCH, &draft("本年度未收到政府信息公开申请。", "0").report());
        assert_eq!((verdict.examined, verdict.held), (1, 1));
        let verdict = run(&NARRATIVE_COUNT_MISMATCH, &draft("本年度收到政府信息公开申请3件。", "3").report());
        assert!(verdict.not_applicable.is_some());
    }

    #[test]
    fn a_table_that_was_not_read_is_no_clean_one() {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), "本年度未收到政府信息公开申请。").report();
        assert!(run(&NARRATIVE_COUNT_MISMATCH, &report).skipped.is_some());
    }
}
