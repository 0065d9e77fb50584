//! `not-a-count`: a cell that should hold a whole number from 0 up, and holds something else.

use super::cells::{Takes, takes};
use super::wording::{cell_name, quote};
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::number::{Decimal, Figure};
use crate::location::CellId;
use crate::report::{Cell, Report};

declare_rule! {
    /// ## 查什么
    /// 该填件数的格里填了负数、小数或者文字。收费金额可以有小数，但不能是负数；2019 年试行格式的“本年增/减”可以是负数。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号：表二、表三、表四填的是件数、数量，收费金额以万元为单位。
    ///
    /// ## 错例
    /// ```report
    /// | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | （一）予以公开 | 4 | 若干 | 0 | 0 | 1.5 | 0 | 5 |
    /// ```
    /// “若干”和 1.5 都不是件数。
    ///
    /// ## 对例
    /// ```report
    /// | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | （一）予以公开 | 4 | 0 | 0 | 0 | 1 | 0 | 5 |
    /// ```
    ///
    /// ## 不查什么
    /// 空着的格和“/”“无”由 `blank-cell` 提示；数字旁边带的说明、单位由 `annotation-in-cell`、`unit-in-cell` 说明。负数、小数仍照原样参加核对，写着文字的格不参加。
    pub static NOT_A_COUNT = "not-a-count", "格里填的是不是件数", Error, Form2021, check;
}

fn check(rule: &Rule, Subject { report, survey, .. }: &Subject<'_>) -> Verdict {
    let told = |&(id, cell): &(CellId, &Cell)| {
        let message = describe(report, id, cell, fault(id, cell.figure)?);
        Some(rule.finding(message).at(id, Vec::new()).anchor(Some(cell.anchor)))
    };
    let findings: Vec<_> = survey.cells.iter().filter_map(told).collect();
    let faulty = findings.len();
    survey.verdict(findings, faulty)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Words,
    Negative(Decimal),
    Fraction(Decimal),
}

fn fault(cell: CellId, figure: Figure) -> Option<Fault> {
    let number = match figure {
        Figure::Blank | Figure::Dash => return None,
        Figure::Words => return Some(Fault::Words),
        Figure::Number(number) => number,
    };
    let (signed, decimals) = match takes(cell) {
        Takes::Count => (false, false),
        Takes::Change => (true, false),
        Takes::Fee | Takes::Purchase => (false, true),
    };
    if number.is_negative() && !signed {
        Some(Fault::Negative(number))
    } else if number.as_integer().is_none() && !decimals {
        Some(Fault::Fraction(number))
    } else {
        None
    }
}

fn describe(report: &Report, id: CellId, cell: &Cell, fault: Fault) -> String {
    let name = cell_name(report, id);
    let should = match takes(id) {
        Takes::Count => "这里应填不小于 0 的整数",
        Takes::Change => "这里应填整数，减少写负数",
        Takes::Fee | Takes::Purchase => "这里应填不小于 0 的金额",
    };
    match fault {
        Fault::Words => format!("{name}写的是{}，不是能计算的数，{should}。", quote(&cell.raw)),
        Fault::Negative(number) => format!("{name}写的是负数 {number}，{should}。"),
        Fault::Fraction(number) => format!("{name}写的是小数 {number}，{should}。"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Table;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, said};

    fn told(form: Form, table: Table, cell: &str, text: &str) -> Vec<String> {
        let report = Draft::new(2024).zeros(table, form).set(cell, text).report();
        said(&NOT_A_COUNT, &report)
    }

    #[test]
    fn words_negatives_and_fractions_are_told() {
        let told = |text| told(Form::F2021, Table::T3, "t3.granted.person", text);
        assert_eq!(told("若干"), ["表三（一）予以公开·自然人写的是“若干”，不是能计算的数，这里应填不小于 0 的整数。"]);
        assert_eq!(told("-1"), ["表三（一）予以公开·自然人写的是负数 -1，这里应填不小于 0 的整数。"]);
        assert_eq!(told("1.5"), ["表三（一）予以公开·自然人写的是小数 1.5，这里应填不小于 0 的整数。"]);
        assert_eq!(told(""), Vec::<String>::new());
        assert_eq!(told("7"), Vec::<String>::new());
    }

    #[test]
    fn money_may_have_decimals_and_no_sign() {
        let fee = |text| told(Form::F2021, Table::T2, "t2.fees.amount", text).len();
        assert_eq!([fee("59237.2449"), fee("-3"), fee("见附件")], [0, 1, 1]);
        let purchase = |text| told(Form::F2019, Table::T2, "t2.procurement.amount", text).len();
        assert_eq!([purchase("240.5"), purchase("-3")], [0, 1]);
    }

    #[test]
    fn a_change_may_be_negative_and_no_fraction() {
        let change = |text| told(Form::F2019, Table::T2, "t2.licensing.change", text).len();
        assert_eq!([change("-417"), change("2"), change("0.5")], [0, 0, 1]);
    }
}
