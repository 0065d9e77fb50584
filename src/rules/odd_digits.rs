//! `odd-digits`: figures that are written in a way other software stumbles over. Told once a table and kind.

use super::cells::{TABLES, Takes, is_written, takes, told_together};
use super::wording::{cell_name, list, quote};
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::number::Trait;
use crate::location::CellId;
use crate::report::{Cell, Report};

declare_rule! {
    /// ## 查什么
    /// 数字的写法：全角数字（１２）、千分号（1,234）、用字母或“〇”代替数字（l0、1O）、数字中间有空格（1 2）、不该有的加号（+2）。核对时按读出的数计算，同一张表里同一种写法合并提示一次。
    ///
    /// ## 依据
    /// 审核惯例：汇总软件可能读错这些写法，中间的空格也可能是两格并成了一格。
    ///
    /// ## 错例
    /// ```report
    /// | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | （一）予以公开 | １２ | 0 | 0 | 0 | 0 | 0 | 12 |
    /// ```
    /// “１２”是全角数字，按 12 计。
    ///
    /// ## 对例
    /// ```report
    /// | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | （一）予以公开 | 12 | 0 | 0 | 0 | 0 | 0 | 12 |
    /// ```
    ///
    /// ## 不查什么
    /// 2019 年试行格式“本年增/减”里的加号是对的。
    pub static ODD_DIGITS = "odd-digits", "数字的写法", Note, Practice, check;
}

/// The ways of writing that are told, each with what the sentence says of it.
const ODDITIES: [(Trait, &str); 5] = [
    (Trait::FullWidth, "用了全角数字"),
    (Trait::Thousands, "用了千分号"),
    (Trait::LetterForDigit, "用字母或圆圈代替了数字，请核对"),
    (Trait::SplitDigits, "数字中间有空格，请核对是不是两格并成了一格"),
    (Trait::PlusSign, "多写了加号"),
];

fn check(rule: &Rule, Subject { report, survey, .. }: &Subject<'_>) -> Verdict {
    let mut findings = Vec::new();
    if survey.cells.iter().all(|(_, cell)| cell.traits.is_empty()) {
        return survey.verdict(findings, 0);
    }
    for table in TABLES {
        for (how, what) in ODDITIES {
            let of_table = survey.cells.iter().copied().filter(|(id, _)| id.table == table);
            let odd: Vec<_> = of_table.filter(|(id, cell)| is_odd(*id, cell, how)).collect();
            if odd.is_empty() {
                continue;
            }
            findings.extend(told_together(rule, describe(report, &odd, what), &odd));
        }
    }
    let faulty = survey.cells.iter().filter(|(id, cell)| ODDITIES.iter().any(|(how, _)| is_odd(*id, cell, *how)));
    let faulty = faulty.count();
    survey.verdict(findings, faulty)
}

fn is_odd(id: CellId, cell: &Cell, how: Trait) -> bool {
    is_written(cell, how) && !(how == Trait::PlusSign && takes(id) == Takes::Change)
}

fn describe(report: &Report, odd: &[(CellId, &Cell)], what: &str) -> String {
    let read = |cell: &Cell| cell.figure.value().map_or(String::new(), |number| format!("按 {number} 计"));
    let name = |(id, cell): &(CellId, &Cell)| format!("{}{}{}", cell_name(report, *id), quote(&cell.raw), read(cell));
    let names: Vec<String> = odd.iter().map(name).collect();
    format!("{}：{what}。", list(&names, "格"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Table;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, run};

    #[test]
    fn a_way_of_writing_is_told_once_a_table() {
        let report = Draft::new(2024)
            .zeros(Table::T3, Form::F2021)
            .set_as("t3.granted.person", "１２", "12", &[Trait::FullWidth])
            .set_as("t3.granted.total", "１２", "12", &[Trait::FullWidth])
            .set_as("t3.partial.person", "1 2", "12", &[Trait::SplitDigits])
            .fragment()
            .report();
        let verdict = run(&ODD_DIGITS, &report);
        assert_eq!((verdict.examined, verdict.held), (175, 172));
        let messages: Vec<_> = verdict.findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "表三（一）予以公开·自然人“１２”按 12 计、表三（一）予以公开·总计“１２”按 12 计：用了全角数字。",
                "表三（二）部分公开·自然人“1 2”按 12 计：数字中间有空格，请核对是不是两格并成了一格。"
            ]
        );
    }

    #[test]
    fn a_plus_sign_belongs_to_a_change_alone() {
        let count = |cell| {
            let report = Draft::new(2020).zeros(Table::T2, Form::F2019).set_as(cell, "+2", "2", &[Trait::PlusSign]);
            run(&ODD_DIGITS, &report.report()).findings.len()
        };
        assert_eq!([count("t2.licensing.change"), count("t2.licensing.decisions")], [0, 1]);
    }
}
