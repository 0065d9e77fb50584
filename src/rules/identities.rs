//! The identities (勾稽关系) of the form as data, and the four rules that tell when one does not hold.
//!
//! 42 in a report of 2021, 40 in one of 2019:
//!
//! | kind | identity | 2021 | 2019 |
//! |---|---|---|---|
//! | row total | Σ six applicants = 总计 | 25 | 23 |
//! | result total | Σ detail rows = （七）总计 | 7 | 7 |
//! | balance | 一 + 二 − 四 = （七）总计 | 7 | 7 |
//! | review total | Σ four outcomes = 总计 | 3 | 3 |
//!
//! The balance is kept in that shape so that all four read alike: signed terms on one side, one total on the other.

use std::sync::OnceLock;

use super::{arithmetic, declare_rule};
use crate::location::{CellId, Column, Row, Table};
use crate::report::Report;
use crate::report::form::{Form, T3_APPLICANTS, T3_COLUMNS, T4_OUTCOMES, T4_ROWS};

/// The rule of the row totals.
pub const ROW_TOTAL: &str = "row-total-mismatch";
/// The rule of the detail rows against （七）总计.
pub const RESULT_TOTAL: &str = "result-total-mismatch";
/// The rule of 一 ＋ 二 ＝ （七）总计 ＋ 四.
pub const BALANCE: &str = "balance-mismatch";
/// The rule of the outcomes of table four against their total.
pub const REVIEW_TOTAL: &str = "review-total-mismatch";

/// The rules that check an identity.
pub const EQUATION_RULES: [&str; 4] = [ROW_TOTAL, RESULT_TOTAL, BALANCE, REVIEW_TOTAL];

/// The kinds of identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Table three, one row: the six applicant columns make 总计.
    RowTotal,
    /// Table three, one column: the detail rows make （七）总计.
    ResultTotal,
    /// Table three, one column: 一 + 二 = （七）总计 + 四, the one the form prints.
    Balance,
    /// Table four, one group: the four outcomes make 总计.
    ReviewTotal,
}

impl Kind {
    /// All kinds, in the order their identities are listed.
    const ALL: [Kind; 4] = [Kind::RowTotal, Kind::ResultTotal, Kind::Balance, Kind::ReviewTotal];

    /// The table it speaks of.
    pub const fn table(self) -> Table {
        match self {
            Kind::RowTotal | Kind::ResultTotal | Kind::Balance => Table::T3,
            Kind::ReviewTotal => Table::T4,
        }
    }

    /// The rule that tells when one of them does not hold.
    pub const fn rule(self) -> &'static str {
        match self {
            Kind::RowTotal => ROW_TOTAL,
            Kind::ResultTotal => RESULT_TOTAL,
            Kind::Balance => BALANCE,
            Kind::ReviewTotal => REVIEW_TOTAL,
        }
    }

    /// The totals they close on, in the order of the form.
    fn totals(self, form: Form) -> Vec<CellId> {
        let down = |rows: &[Row]| rows.iter().map(|&row| CellId::new(self.table(), row, Column::Total)).collect();
        match self {
            Kind::RowTotal => down(&form.t3_rows()),
            Kind::ReviewTotal => down(T4_ROWS),
            Kind::ResultTotal | Kind::Balance => {
                T3_COLUMNS.iter().map(|&column| CellId::new(Table::T3, Row::ResultTotal, column)).collect()
            }
        }
    }
}

/// One identity: the signed terms add up to the total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Its kind.
    pub kind: Kind,
    /// What is added (`1`) and taken away (`-1`), in the order of the form.
    pub terms: Vec<(CellId, i8)>,
    /// What it makes.
    pub total: CellId,
}

impl Identity {
    /// With which sign a cell counts for the terms' side: the total with `-1`; `None` for a cell that takes no part.
    pub fn factor(&self, cell: CellId) -> Option<i8> {
        if self.total == cell {
            return Some(-1);
        }
        self.terms.iter().find(|(term, _)| *term == cell).map(|(_, sign)| *sign)
    }

    /// The identity of this kind that closes on this total; `None` where the form has none.
    pub fn of(form: Form, kind: Kind, total: CellId) -> Option<Self> {
        kind.totals(form).contains(&total).then(|| Self::made(form, kind, total))
    }

    fn made(form: Form, kind: Kind, total: CellId) -> Self {
        let CellId { table, row, column } = total;
        let across = |columns: &[Column]| columns.iter().map(|&column| (CellId::new(table, row, column), 1)).collect();
        let down = |row, sign| (CellId::new(table, row, column), sign);
        let terms = match kind {
            Kind::RowTotal => across(T3_APPLICANTS),
            Kind::ReviewTotal => across(T4_OUTCOMES),
            Kind::ResultTotal => form.t3_details().iter().map(|&row| down(row, 1)).collect(),
            Kind::Balance => vec![down(Row::Received, 1), down(Row::CarriedIn, 1), down(Row::CarriedOut, -1)],
        };
        Self { kind, terms, total }
    }
}

/// Every identity of the report: rows, results, balances, reviews, each in the order of the form.
pub fn identities(report: &Report) -> &'static [Identity] {
    of_form(report.form(Table::T3))
}

/// The identities of one table of one form.
///
/// ```
/// use gouji::{location::Table, report::form::Form, rules::identities::of_table};
/// let count = |form| of_table(Table::T3, form).len() + of_table(Table::T4, form).len();
/// assert_eq!((count(Form::F2021), count(Form::F2019)), (42, 40));
/// ```
pub fn of_table(table: Table, form: Form) -> &'static [Identity] {
    let (of_t3, of_t4) = of_form(form).split_at(of_form(form).partition_point(|of| of.kind.table() == Table::T3));
    match table {
        Table::T2 => &[],
        Table::T3 => of_t3,
        Table::T4 => of_t4,
    }
}

/// The identities of a form, put together once. Those of table four are the same in both.
pub fn of_form(form: Form) -> &'static [Identity] {
    static OF_FORMS: [OnceLock<Vec<Identity>>; 2] = [const { OnceLock::new() }; 2];
    let of_kind = |kind: Kind| kind.totals(form).into_iter().map(move |total| Identity::made(form, kind, total));
    OF_FORMS[form as usize].get_or_init(|| Kind::ALL.into_iter().flat_map(of_kind).collect())
}

declare_rule! {
    /// ## 查什么
    /// 表三每一行：自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他六列相加，应当等于这一行的总计。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号 表三：总计是六类申请人之和。
    ///
    /// ## 错例
    /// ```report
    /// | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | （一）予以公开 | 4 | 2 | 0 | 0 | 1 | 0 | 9 |
    /// ```
    /// 六类申请人相加是 7，总计写的是 9，多 2。
    ///
    /// ## 对例
    /// ```report
    /// | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | （一）予以公开 | 4 | 2 | 0 | 0 | 1 | 0 | 7 |
    /// ```
    ///
    /// ## 不查什么
    /// 空格、“/”、“无”按 0 计。总计没有填的由 `blank-total` 说明。没有读出的行、写着文字的格不判断，在核对范围里说明原因。
    pub static ROW_TOTAL_MISMATCH = ROW_TOTAL, "表三各行的总计", Error, Form2021TableThree,
        |rule, subject| arithmetic::check(rule, subject, Kind::RowTotal);
}

declare_rule! {
    /// ## 查什么
    /// 表三每一列：（一）予以公开到（六）其他处理各行相加，应当等于（七）总计。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号 表三：（七）总计是各项办理结果之和。
    ///
    /// ## 错例
    /// ```report
    /// | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | （一）予以公开 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |
    /// | （二）部分公开（区分处理的，只计这一情形，不计其他情形） | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | （三）不予公开 1.属于国家秘密 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 2.其他法律行政法规禁止公开 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 3.危及“三安全一稳定” | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 4.保护第三方合法权益 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 5.属于三类内部事务信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 6.属于四类过程性信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 7.属于行政执法案卷 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 8.属于行政查询事项 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | （四）无法提供 1.本机关不掌握相关政府信息 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
    /// | 2.没有现成信息需要另行制作 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 3.补正后申请内容仍不明确 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | （五）不予处理 1.信访举报投诉类申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 2.重复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 3.要求提供公开出版物 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 4.无正当理由大量反复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 5.要求行政机关确认或重新出具已获取信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | （六）其他处理 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 3.其他 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | （七）总计 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// ```
    /// 自然人、总计两列的办理结果相加都是 5，（七）总计写的是 0。
    ///
    /// ## 对例
    /// ```report
    /// | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | （一）予以公开 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |
    /// | （二）部分公开（区分处理的，只计这一情形，不计其他情形） | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | （三）不予公开 1.属于国家秘密 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 2.其他法律行政法规禁止公开 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 3.危及“三安全一稳定” | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 4.保护第三方合法权益 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 5.属于三类内部事务信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 6.属于四类过程性信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 7.属于行政执法案卷 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 8.属于行政查询事项 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | （四）无法提供 1.本机关不掌握相关政府信息 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
    /// | 2.没有现成信息需要另行制作 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 3.补正后申请内容仍不明确 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | （五）不予处理 1.信访举报投诉类申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 2.重复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 3.要求提供公开出版物 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 4.无正当理由大量反复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 5.要求行政机关确认或重新出具已获取信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | （六）其他处理 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | 3.其他 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | （七）总计 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |
    /// ```
    ///
    /// ## 不查什么
    /// （二）部分公开只计区分处理的，不另与别的行比较。缺了一行就不知道应加多少，这一列不判断，在核对范围里说明原因。
    pub static RESULT_TOTAL_MISMATCH = RESULT_TOTAL, "表三各列的（七）总计", Error, Form2021TableThree,
        |rule, subject| arithmetic::check(rule, subject, Kind::ResultTotal);
}

declare_rule! {
    /// ## 查什么
    /// 表三每一列：第一项（本年新收）加第二项（上年结转），应当等于第三项（本年度办理结果）的总计加第四项（结转下年度）。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号 表三左上角注明：本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和。
    ///
    /// ## 错例
    /// ```report
    /// | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |
    /// | 二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
    /// | （七）总计 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |
    /// | 四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// ```
    /// 收到 6 件，办结 5 件，没有结转，少了 1 件。
    ///
    /// ## 对例
    /// ```report
    /// | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |
    /// | 二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
    /// | （七）总计 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |
    /// | 四、结转下年度继续办理 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
    /// ```
    ///
    /// ## 不查什么
    /// 上年结转与上一年度报告的第四项是否一致，要有上一年度的报告才能核对，不在这里查。
    pub static BALANCE_MISMATCH = BALANCE, "表三各列收办平衡", Error, Form2021TableThreeNote,
        |rule, subject| arithmetic::check(rule, subject, Kind::Balance);
}

declare_rule! {
    /// ## 查什么
    /// 表四每一组（行政复议、未经复议直接起诉、复议后起诉）：结果维持、结果纠正、其他结果、尚未审结相加，应当等于总计。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号 表四：总计是四种结果之和。
    ///
    /// ## 错例
    /// ```report
    /// | 行政复议 | | | | | 行政诉讼 | | | | | | | | | |
    /// |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
    /// | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | | | | | 复议后起诉 | | | | |
    /// | | | | | | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
    /// | 1 | 1 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// ```
    /// 行政复议的四种结果相加是 2，总计写的是 1，少 1。
    ///
    /// ## 对例
    /// ```report
    /// | 行政复议 | | | | | 行政诉讼 | | | | | | | | | |
    /// |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
    /// | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | | | | | 复议后起诉 | | | | |
    /// | | | | | | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
    /// | 1 | 1 | 0 | 0 | 2 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// ```
    ///
    /// ## 不查什么
    /// 复议、诉讼案件数与表三的申请数不比较：案件可能来自往年，一件申请也可能引起几件。
    pub static REVIEW_TOTAL_MISMATCH = REVIEW_TOTAL, "表四各组的总计", Error, Form2021TableFour,
        |rule, subject| arithmetic::check(rule, subject, Kind::ReviewTotal);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_total_of_the_form_is_made_by_an_identity() {
        for form in [Form::F2019, Form::F2021] {
            for table in [Table::T3, Table::T4] {
                let identities = of_table(table, form);
                for cell in form.cells(table) {
                    let is_total = cell.column == Column::Total || cell.row == Row::ResultTotal;
                    let made = identities.iter().any(|identity| identity.total == cell);
                    assert_eq!(made, is_total, "{cell}");
                }
            }
        }
    }

    #[test]
    fn the_balance_takes_away_what_is_carried_out() {
        let identities = of_table(Table::T3, Form::F2021);
        let balance = identities.iter().find(|identity| identity.kind == Kind::Balance);
        let terms = balance.map(|balance| balance.terms.iter().map(|(cell, sign)| (cell.row, *sign)).collect());
        assert_eq!(terms, Some(vec![(Row::Received, 1), (Row::CarriedIn, 1), (Row::CarriedOut, -1)]));
    }
}
