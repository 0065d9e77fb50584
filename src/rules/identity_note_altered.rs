//! `identity-note-altered`: the equation printed in table three's corner is written otherwise.

use super::wording::difference;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::report::form::IDENTITY_NOTE;

declare_rule! {
    /// ## 查什么
    /// 表三左上角的说明与格式不同，例如“第一项家第二项”（应为“第一项加第二项”）。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号 表三左上角印明：本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和。
    ///
    /// ## 错例
    /// ```report
    /// | （本列数据的勾稽关系为：第一项家第二项之和，等于第三项加第四项之和） | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// ```
    /// “家”应为“加”。
    ///
    /// ## 对例
    /// ```report
    /// | （本列数据勾稽关系为:第一项加第二项之和,等于第三项加第四项之和） | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// ```
    ///
    /// ## 不查什么
    /// 空格、换行、标点、括号不同，多一个或少一个“的”，以及“钩稽”的写法，不查。没有这句说明的表不查。
    pub static IDENTITY_NOTE_ALTERED = "identity-note-altered", "表三左上角的说明", Warning, Form2021TableThreeNote, check;
}

fn check(rule: &Rule, Subject { report, .. }: &Subject<'_>) -> Verdict {
    let Some(note) = report.tables.t3.as_ref().and_then(|read| read.identity_note.as_ref()) else {
        return Verdict::not_applicable("没有读到表三左上角的说明");
    };
    let finding = difference(&note.text, IDENTITY_NOTE).map(|(written, official)| {
        let message = format!("表三左上角的说明里“{written}”应为“{official}”。");
        rule.finding(message).anchor(Some(note.anchor))
    });
    Verdict::checked(1, finding.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Table;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, line, run};

    #[test]
    fn the_note_is_checked_where_there_is_one() {
        let draft = || Draft::new(2024).zeros(Table::T3, Form::F2021);
        assert!(run(&IDENTITY_NOTE_ALTERED, &draft().report()).not_applicable.is_some());
        let note = "本列数据的勾稽关系为：第一项家第二项之和，等于第三项加第四项之和";
        let report = draft().table(Table::T3, |read| read.identity_note = Some(line(note, 12))).report();
        let finding = run(&IDENTITY_NOTE_ALTERED, &report).findings.remove(0);
        assert_eq!(finding.message, "表三左上角的说明里“第一项家第二项”应为“第一项加第二项”。");
        assert_eq!(finding.anchor.map(|anchor| anchor.position()), Some(12));
    }
}
