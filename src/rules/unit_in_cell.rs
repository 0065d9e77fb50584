//! `unit-in-cell`: a unit inside a cell, where the column's head already fixes it or fixes another.

use super::cells::{TABLES, Takes, takes, told_together};
use super::wording::{cell_name, list, quote};
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::number::{Decimal, Trait, Unit};
use crate::location::CellId;
use crate::report::{Cell, Report};

declare_rule! {
    /// ## 查什么
    /// 格里写了单位，例如“5件”“240万元”“251000元”。收费金额一列的单位是万元，格里写元或亿元时，数字可能差一万倍。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号：各列填件数、数量，收费金额的表头写明“单位：万元”。
    ///
    /// ## 错例
    /// ```report
    /// | 信息内容 | 本年收费金额（单位：万元） |
    /// |---|---|
    /// | 行政事业性收费 | 251000元 |
    /// ```
    /// 这一列的单位是万元，251000 元应填 25.1。
    ///
    /// ## 对例
    /// ```report
    /// | 信息内容 | 本年收费金额（单位：万元） |
    /// |---|---|
    /// | 行政事业性收费 | 25.1 |
    /// ```
    ///
    /// ## 不查什么
    /// 2019 年试行格式的采购总金额，格式没有规定单位，写明元或万元是对的。没有写单位、但数字大得像元的，不在这里查。
    pub static UNIT_IN_CELL = "unit-in-cell", "格里写了单位", Warning, Form2021, check;
}

fn check(rule: &Rule, Subject { report, survey, .. }: &Subject<'_>) -> Verdict {
    let mut findings = Vec::new();
    let mut faulty = 0;
    for table in TABLES {
        let mut needless = Vec::new();
        for &(id, cell) in survey.cells.iter().filter(|(id, _)| id.table == table) {
            let Some(unit) = unit(cell) else { continue };
            match fault(id, unit) {
                None => continue,
                Some(Fault::Needless) => needless.push((id, cell)),
                Some(fault) => {
                    let message = describe(report, id, cell, fault);
                    findings.push(rule.finding(message).at(id, Vec::new()).anchor(Some(cell.anchor)));
                }
            }
            faulty += 1;
        }
        let named = |(id, cell): &(CellId, &Cell)| format!("{}{}", cell_name(report, *id), quote(&cell.raw));
        let names: Vec<String> = needless.iter().map(named).collect();
        let message = format!("{}，格里只填数字，不必写单位。", list(&names, "格"));
        findings.extend(told_together(rule, message, &needless));
    }
    survey.verdict(findings, faulty)
}

fn unit(cell: &Cell) -> Option<Unit> {
    cell.traits.iter().find_map(|how| if let Trait::Unit(unit) = how { Some(*unit) } else { None })
}

/// What is wrong with the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// The right unit, and one need not write it.
    Needless,
    /// Another unit of money than the column's; one of it is so many 万元, as a power of ten.
    OtherMoney { tens: i8 },
    /// Money where things are counted.
    MoneyForCount,
    /// Things where money belongs.
    CountForMoney,
}

const fn fault(cell: CellId, unit: Unit) -> Option<Fault> {
    match (takes(cell), unit) {
        (Takes::Count | Takes::Change, Unit::Items) | (Takes::Fee, Unit::TenThousandYuan) => Some(Fault::Needless),
        (Takes::Count | Takes::Change, _) => Some(Fault::MoneyForCount),
        (Takes::Fee, Unit::Yuan) => Some(Fault::OtherMoney { tens: -4 }),
        (Takes::Fee, Unit::HundredMillionYuan) => Some(Fault::OtherMoney { tens: 4 }),
        (Takes::Fee | Takes::Purchase, Unit::Items) => Some(Fault::CountForMoney),
        (Takes::Purchase, _) => None,
    }
}

fn describe(report: &Report, id: CellId, cell: &Cell, fault: Fault) -> String {
    let written = format!("{}写的是{}", cell_name(report, id), quote(&cell.raw));
    match fault {
        Fault::Needless => format!("{written}，格里只填数字，不必写单位。"),
        Fault::MoneyForCount => format!("{written}，带了金额的单位，这里应填件数。"),
        Fault::CountForMoney => format!("{written}，带了件数的单位，这里应填金额。"),
        Fault::OtherMoney { tens } => match cell.figure.value().and_then(|number| times_ten_to(number, tens)) {
            Some(converted) => format!("{written}，而这一列的单位是万元，应填 {converted}，请核对。"),
            None => format!("{written}，而这一列的单位是万元，请换算后再填。"),
        },
    }
}

fn times_ten_to(number: Decimal, tens: i8) -> Option<Decimal> {
    let whole = number.as_integer()?;
    match u8::try_from(tens) {
        Ok(tens) => Decimal::new(whole.checked_mul(10_i64.checked_pow(u32::from(tens))?)?, 0),
        Err(_) => Decimal::new(whole, tens.unsigned_abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Table;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, run, said};

    fn told(form: Form, cell: &str, raw: &str, value: &str, unit: Unit) -> Vec<String> {
        let table = cell.parse::<CellId>().expect("a cell id").table;
        let report = Draft::new(2024).zeros(table, form).set_as(cell, raw, value, &[Trait::Unit(unit)]).report();
        said(&UNIT_IN_CELL, &report)
    }

    #[test]
    fn another_unit_than_the_column_s_is_converted() {
        let fee = |raw, value, unit| told(Form::F2021, "t2.fees.amount", raw, value, unit);
        assert_eq!(
            fee("251000元", "251000", Unit::Yuan),
            ["表二行政事业性收费·本年收费金额写的是“251000元”，而这一列的单位是万元，应填 25.1，请核对。"]
        );
        assert!(fee("2亿元", "2", Unit::HundredMillionYuan)[0].contains("应填 20000"));
        assert!(fee("2.5亿元", "2.5", Unit::HundredMillionYuan)[0].contains("请换算后再填"));
        assert!(fee("240万元", "240", Unit::TenThousandYuan)[0].ends_with("格里只填数字，不必写单位。"));
    }

    #[test]
    fn a_purchase_may_name_its_unit() {
        let purchase = |unit| told(Form::F2019, "t2.procurement.amount", "5", "5", unit).len();
        assert_eq!([purchase(Unit::Yuan), purchase(Unit::TenThousandYuan), purchase(Unit::Items)], [0, 0, 1]);
    }

    #[test]
    fn needless_units_of_a_table_are_told_together() {
        let report = Draft::new(2024)
            .zeros(Table::T3, Form::F2021)
            .set_as("t3.granted.person", "5件", "5", &[Trait::Unit(Unit::Items)])
            .set_as("t3.granted.total", "5件", "5", &[Trait::Unit(Unit::Items)])
            .fragment()
            .report();
        let verdict = run(&UNIT_IN_CELL, &report);
        assert_eq!((verdict.findings.len(), verdict.examined, verdict.held), (1, 175, 173));
        assert_eq!(
            verdict.findings[0].message,
            "表三（一）予以公开·自然人“5件”、表三（一）予以公开·总计“5件”，格里只填数字，不必写单位。"
        );
    }

    #[test]
    fn money_where_things_are_counted_is_told() {
        let count = told(Form::F2021, "t2.penalty.decisions", "3万元", "3", Unit::TenThousandYuan);
        assert_eq!(count, ["表二行政处罚·本年处理决定数量写的是“3万元”，带了金额的单位，这里应填件数。"]);
    }
}
