//! Both official forms as data: which cells they have, and how each row and column is labelled.
//!
//! Table three of the form of 2021, one line a row (the form of 2019 has one row in place of the last three of （六）):
//!
//! ```text
//!                                      │自然人│商业企业│科研机构│社会公益组织│法律服务机构│其他│总计│
//! 一、本年新收政府信息公开申请数量     │      │        │        │            │            │    │    │
//! 二、上年结转政府信息公开申请数量     │      │        │        │            │            │    │    │
//! 三、 │（一）予以公开                 │      │        │        │            │            │    │    │
//! 本年 │（二）部分公开（…）            │      │        │        │            │            │    │    │
//! 度办 │（三）不予公开 │1.属于国家秘密 │      │        │        │            │            │    │    │
//! 理结 │               │…              │      │        │        │            │            │    │    │
//! 果   │（七）总计                     │      │        │        │            │            │    │    │
//! 四、结转下年度继续办理               │      │        │        │            │            │    │    │
//! ```

use serde::{Deserialize, Serialize};

use crate::location::{CellId, Column, Row, Table};

/// One of the two national forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Form {
    /// 国办公开办函〔2019〕60号, report years 2019 and 2020.
    #[serde(rename = "2019")]
    F2019,
    /// 国办公开办函〔2021〕30号, report years 2021 and later.
    #[serde(rename = "2021")]
    F2021,
}

/// One block of table two: rows that share a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// The line above it, "第二十条第（一）项".
    pub caption: &'static str,
    /// Its columns, after 信息内容.
    pub columns: &'static [Column],
    /// Its rows.
    pub rows: &'static [Row],
}

const T2_2021: &[Block] = &[
    Block {
        caption: "第二十条第（一）项",
        columns: &[Column::Issued, Column::Repealed, Column::InForce],
        rows: &[Row::Rules, Row::Normative],
    },
    Block { caption: "第二十条第（五）项", columns: &[Column::Decisions], rows: &[Row::Licensing] },
    Block {
        caption: "第二十条第（六）项", columns: &[Column::Decisions], rows: &[Row::Penalty, Row::Coercion]
    },
    Block { caption: "第二十条第（八）项", columns: &[Column::Amount], rows: &[Row::Fees] },
];

const T2_2019: &[Block] = &[
    Block {
        caption: "第二十条第（一）项",
        columns: &[Column::Made, Column::Published, Column::PublicTotal],
        rows: &[Row::Rules, Row::Normative],
    },
    Block {
        caption: "第二十条第（五）项",
        columns: &[Column::PriorItems, Column::Change, Column::Decisions],
        rows: &[Row::Licensing, Row::Services],
    },
    Block {
        caption: "第二十条第（六）项",
        columns: &[Column::PriorItems, Column::Change, Column::Decisions],
        rows: &[Row::Penalty, Row::Coercion],
    },
    Block {
        caption: "第二十条第（八）项", columns: &[Column::PriorItems, Column::Change], rows: &[Row::Fees]
    },
    Block {
        caption: "第二十条第（九）项", columns: &[Column::Items, Column::Amount], rows: &[Row::Procurement]
    },
];

/// The seven columns of table three, in the form's order.
pub const T3_COLUMNS: &[Column] = &[
    Column::Person,
    Column::Business,
    Column::Research,
    Column::Charity,
    Column::Legal,
    Column::OtherOrg,
    Column::Total,
];

/// The six applicant columns of table three: all but 总计.
pub const T3_APPLICANTS: &[Column] = T3_COLUMNS.split_at(6).0;

/// The detail rows of the form of 2021: everything under 三 but （七）总计.
const DETAILS_2021: &[Row] = &[
    Row::Granted,
    Row::Partial,
    Row::DeniedStateSecret,
    Row::DeniedProhibited,
    Row::DeniedSecurityStability,
    Row::DeniedThirdParty,
    Row::DeniedInternal,
    Row::DeniedProcess,
    Row::DeniedCaseFile,
    Row::DeniedEnquiry,
    Row::UnavailableNotHeld,
    Row::UnavailableNotCompiled,
    Row::UnavailableUnclear,
    Row::DeclinedPetition,
    Row::DeclinedRepeat,
    Row::DeclinedPublication,
    Row::DeclinedExcessive,
    Row::DeclinedConfirmation,
    Row::OtherNotCorrected,
    Row::OtherUnpaid,
    Row::OtherMisc,
];

const DETAILS_2019: &[Row] = &[
    Row::Granted,
    Row::Partial,
    Row::DeniedStateSecret,
    Row::DeniedProhibited,
    Row::DeniedSecurityStability,
    Row::DeniedThirdParty,
    Row::DeniedInternal,
    Row::DeniedProcess,
    Row::DeniedCaseFile,
    Row::DeniedEnquiry,
    Row::UnavailableNotHeld,
    Row::UnavailableNotCompiled,
    Row::UnavailableUnclear,
    Row::DeclinedPetition,
    Row::DeclinedRepeat,
    Row::DeclinedPublication,
    Row::DeclinedExcessive,
    Row::DeclinedConfirmation,
    Row::OtherAll,
];

/// The three groups of table four.
pub const T4_ROWS: &[Row] = &[Row::Review, Row::DirectSuit, Row::SuitAfterReview];

/// The five columns of each group of table four: four outcomes, then 总计.
pub const T4_COLUMNS: &[Column] = &[Column::Upheld, Column::Corrected, Column::Other, Column::Pending, Column::Total];

/// The four outcomes of table four: all but 总计.
pub const T4_OUTCOMES: &[Column] = T4_COLUMNS.split_at(4).0;

/// Whether a cell of tables three and four is made by adding others up.
pub const fn is_total(cell: CellId) -> bool {
    matches!(cell.column, Column::Total) || matches!(cell.row, Row::ResultTotal)
}

/// The text of the corner cell of table three.
pub const IDENTITY_NOTE: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";

impl Form {
    /// The name the contract uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Form::F2019 => "2019",
            Form::F2021 => "2021",
        }
    }

    /// The form a report of this year has to use.
    pub const fn of_year(year: u16) -> Form {
        if year >= 2021 { Form::F2021 } else { Form::F2019 }
    }

    /// The blocks of table two.
    pub const fn t2_blocks(self) -> &'static [Block] {
        match self {
            Form::F2019 => T2_2019,
            Form::F2021 => T2_2021,
        }
    }

    /// The detail rows of table three: everything under 三 but （七）总计.
    pub const fn t3_details(self) -> &'static [Row] {
        match self {
            Form::F2019 => DETAILS_2019,
            Form::F2021 => DETAILS_2021,
        }
    }

    /// All rows of table three, in the form's order: 25 in 2021, 23 in 2019.
    pub fn t3_rows(self) -> Vec<Row> {
        let mut rows = vec![Row::Received, Row::CarriedIn];
        rows.extend_from_slice(self.t3_details());
        rows.extend([Row::ResultTotal, Row::CarriedOut]);
        rows
    }

    /// Every cell of one table, in reading order.
    ///
    /// ```
    /// use gouji::{location::Table, report::form::Form};
    /// let count = |form: Form| [Table::T2, Table::T3, Table::T4].map(|table| form.cells(table).len());
    /// assert_eq!(count(Form::F2021), [10, 175, 15]);
    /// assert_eq!(count(Form::F2019), [22, 161, 15]);
    /// ```
    pub fn cells(self, table: Table) -> Vec<CellId> {
        match table {
            Table::T2 => self.t2_blocks().iter().flat_map(|block| grid(table, block.rows, block.columns)).collect(),
            Table::T3 => grid(table, &self.t3_rows(), T3_COLUMNS),
            Table::T4 => grid(table, T4_ROWS, T4_COLUMNS),
        }
    }

    /// The official label of a row, without the group it stands in.
    pub const fn row_label(self, row: Row) -> &'static str {
        match (self, row) {
            (Form::F2019, Row::Normative) => "规范性文件",
            (_, Row::Normative) => "行政规范性文件",
            (_, Row::Rules) => "规章",
            (_, Row::Licensing) => "行政许可",
            (_, Row::Services) => "其他对外管理服务事项",
            (_, Row::Penalty) => "行政处罚",
            (_, Row::Coercion) => "行政强制",
            (_, Row::Fees) => "行政事业性收费",
            (_, Row::Procurement) => "政府集中采购",
            (_, Row::Received) => "一、本年新收政府信息公开申请数量",
            (_, Row::CarriedIn) => "二、上年结转政府信息公开申请数量",
            (_, Row::Granted) => "（一）予以公开",
            (_, Row::Partial) => "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            (_, Row::DeniedStateSecret) => "1.属于国家秘密",
            (_, Row::DeniedProhibited) => "2.其他法律行政法规禁止公开",
            (_, Row::DeniedSecurityStability) => "3.危及“三安全一稳定”",
            (_, Row::DeniedThirdParty) => "4.保护第三方合法权益",
            (_, Row::DeniedInternal) => "5.属于三类内部事务信息",
            (_, Row::DeniedProcess) => "6.属于四类过程性信息",
            (_, Row::DeniedCaseFile) => "7.属于行政执法案卷",
            (_, Row::DeniedEnquiry) => "8.属于行政查询事项",
            (_, Row::UnavailableNotHeld) => "1.本机关不掌握相关政府信息",
            (_, Row::UnavailableNotCompiled) => "2.没有现成信息需要另行制作",
            (_, Row::UnavailableUnclear) => "3.补正后申请内容仍不明确",
            (_, Row::DeclinedPetition) => "1.信访举报投诉类申请",
            (_, Row::DeclinedRepeat) => "2.重复申请",
            (_, Row::DeclinedPublication) => "3.要求提供公开出版物",
            (_, Row::DeclinedExcessive) => "4.无正当理由大量反复申请",
            (_, Row::DeclinedConfirmation) => "5.要求行政机关确认或重新出具已获取信息",
            (_, Row::OtherNotCorrected) => "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            (_, Row::OtherUnpaid) => "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            (_, Row::OtherMisc) => "3.其他",
            (_, Row::OtherAll) => "（六）其他处理",
            (_, Row::ResultTotal) => "（七）总计",
            (_, Row::CarriedOut) => "四、结转下年度继续办理",
            (_, Row::Review) => "行政复议",
            (_, Row::DirectSuit) => "未经复议直接起诉",
            (_, Row::SuitAfterReview) => "复议后起诉",
        }
    }

    /// The official label of a column.
    pub const fn column_label(self, column: Column) -> &'static str {
        match (self, column) {
            (Form::F2019, Column::Decisions) => "处理决定数量",
            (_, Column::Decisions) => "本年处理决定数量",
            (Form::F2019, Column::Amount) => "采购总金额",
            (_, Column::Amount) => "本年收费金额（单位：万元）",
            (_, Column::Issued) => "本年制发件数",
            (_, Column::Repealed) => "本年废止件数",
            (_, Column::InForce) => "现行有效件数",
            (_, Column::Made) => "本年新制作数量",
            (_, Column::Published) => "本年新公开数量",
            (_, Column::PublicTotal) => "对外公开总数量",
            (_, Column::PriorItems) => "上一年项目数量",
            (_, Column::Change) => "本年增/减",
            (_, Column::Items) => "采购项目数量",
            (_, Column::Person) => "自然人",
            (_, Column::Business) => "商业企业",
            (_, Column::Research) => "科研机构",
            (_, Column::Charity) => "社会公益组织",
            (_, Column::Legal) => "法律服务机构",
            (_, Column::OtherOrg) => "其他",
            (_, Column::Upheld) => "结果维持",
            (_, Column::Corrected) => "结果纠正",
            (_, Column::Other) => "其他结果",
            (_, Column::Pending) => "尚未审结",
            (_, Column::Total) => "总计",
        }
    }

    /// The label of the group a detail row of table three stands in, "（三）不予公开"; `None` for rows without one.
    pub const fn group_label(self, row: Row) -> Option<&'static str> {
        match row {
            Row::DeniedStateSecret
            | Row::DeniedProhibited
            | Row::DeniedSecurityStability
            | Row::DeniedThirdParty
            | Row::DeniedInternal
            | Row::DeniedProcess
            | Row::DeniedCaseFile
            | Row::DeniedEnquiry => Some("（三）不予公开"),
            Row::UnavailableNotHeld | Row::UnavailableNotCompiled | Row::UnavailableUnclear => Some("（四）无法提供"),
            Row::DeclinedPetition
            | Row::DeclinedRepeat
            | Row::DeclinedPublication
            | Row::DeclinedExcessive
            | Row::DeclinedConfirmation => Some("（五）不予处理"),
            Row::OtherNotCorrected | Row::OtherUnpaid | Row::OtherMisc => Some("（六）其他处理"),
            Row::DirectSuit | Row::SuitAfterReview => Some("行政诉讼"),
            _ => None,
        }
    }

    /// A row as one names it in a sentence: its group's number and its own label, 「（四）1.本机关不掌握相关政府信息」.
    pub fn row_name(self, row: Row) -> String {
        let label = self.row_label(row);
        match self.group_label(row) {
            Some(group) if row < Row::Review => {
                let number = group.split('）').next().unwrap_or_default();
                format!("{number}）{label}")
            }
            Some(group) => format!("{group}·{label}"),
            None if row == Row::Partial => "（二）部分公开".to_owned(),
            None => label.to_owned(),
        }
    }

    /// The column a cell stands in as one names it in a sentence.
    pub const fn column_name(self, cell: CellId) -> &'static str {
        match (cell.table, cell.column) {
            (Table::T3, Column::OtherOrg) => "其他组织",
            _ => self.column_label(cell.column),
        }
    }
}

/// The cell with this id, in whichever form has it.
///
/// # Errors
/// When neither has one: the cell whose id is the most alike.
///
/// ```
/// use gouji::check::find_cell;
/// assert_eq!(find_cell("t3.granted.person").map(|cell| cell.to_string()), Ok("t3.granted.person".to_owned()));
/// assert_eq!(find_cell("t3.grant.person").map_err(|near| near.to_string()), Err("t3.granted.person".to_owned()));
/// ```
pub fn find_cell(id: &str) -> Result<CellId, CellId> {
    let cells =
        || [Form::F2021, Form::F2019].into_iter().flat_map(|form| Table::ALL.iter().map(move |&table| (form, table)));
    let cells = || cells().flat_map(|(form, table)| form.cells(table));
    match id.parse() {
        Ok(cell) if cells().any(|known| known == cell) => Ok(cell),
        _ => {
            let nearest = cells().min_by_key(|cell| strsim::levenshtein(&cell.to_string(), id));
            // Both forms have cells.
            Err(nearest.unwrap_or(CellId::new(Table::T3, Row::Received, Column::Person)))
        }
    }
}

impl Table {
    /// The table as one names it in a sentence.
    pub const fn name(self) -> &'static str {
        match self {
            Table::T2 => "表二",
            Table::T3 => "表三",
            Table::T4 => "表四",
        }
    }

    /// The heading of the part it stands in, without its number.
    pub const fn title(self) -> &'static str {
        match self {
            Table::T2 => "主动公开政府信息情况",
            Table::T3 => "收到和处理政府信息公开申请情况",
            Table::T4 => "政府信息公开行政复议、行政诉讼情况",
        }
    }
}

fn grid(table: Table, rows: &[Row], columns: &[Column]) -> Vec<CellId> {
    let mut cells = Vec::with_capacity(rows.len() * columns.len());
    for &row in rows {
        cells.extend(columns.iter().map(|&column| CellId::new(table, row, column)));
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_named_with_the_number_of_its_group() {
        let name = |row| Form::F2021.row_name(row);
        assert_eq!(name(Row::UnavailableNotHeld), "（四）1.本机关不掌握相关政府信息");
        assert_eq!(name(Row::ResultTotal), "（七）总计");
        assert_eq!(name(Row::Partial), "（二）部分公开");
        assert_eq!(name(Row::Received), "一、本年新收政府信息公开申请数量");
        assert_eq!(name(Row::DirectSuit), "行政诉讼·未经复议直接起诉");
    }
}
