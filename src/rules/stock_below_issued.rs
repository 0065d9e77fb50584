//! `stock-below-issued`: fewer documents in force than were issued this year and not repealed.

use super::wording::{cell_name, row_name};
use super::{Rule, Subject, Verdict, declare_rule};
use crate::diagnostic::Diagnostic;
use crate::document::number::Decimal;
use crate::location::{CellId, Column, Row, Table};
use crate::report::Report;
use crate::report::form::Form;

declare_rule! {
    /// ## 查什么
    /// 表二规章、行政规范性文件两行：现行有效件数少于本年制发件数减去本年废止件数。2019 年试行格式查对外公开总数量少于本年新公开数量。
    ///
    /// ## 依据
    /// 审核惯例：本年制发而没有废止的文件，应当都在现行有效之内。没有条文这样规定，当年制发又在当年失效的可以解释，所以只作提醒。
    ///
    /// ## 错例
    /// ```report
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// |---|---|---|---|
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 5 | 1 | 3 |
    /// ```
    /// 制发 5 件、废止 1 件，现行有效至少应有 4 件。
    ///
    /// ## 对例
    /// ```report
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// |---|---|---|---|
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 5 | 9 | 31 |
    /// ```
    ///
    /// ## 不查什么
    /// 和去年的现行有效件数能不能接上，由 `stock-chain-broken` 核对。没有读出的格不推算。
    pub static STOCK_BELOW_ISSUED = "stock-below-issued", "现行有效是否少于本年制发", Warning, Practice, check;
}

fn check(rule: &Rule, Subject { report, .. }: &Subject<'_>) -> Verdict {
    if report.tables.get(Table::T2).is_none() {
        return Verdict::not_applicable("没有读到表二");
    }
    let (mut findings, mut examined, mut skipped) = (Vec::new(), 0, 0);
    for row in [Row::Rules, Row::Normative] {
        match Stock::of(report, row) {
            None => skipped += 1,
            Some(stock) => {
                examined += 1;
                findings.extend(stock.is_short().then(|| stock.finding(rule, report)));
            }
        }
    }
    let reason = "没有读出规章或者规范性文件这一行的数字".to_owned();
    Verdict::checked(examined, findings).and_skipped((skipped > 0).then_some((skipped, reason)))
}

/// What a row says of the documents in force.
struct Stock {
    in_force: (CellId, Decimal),
    issued: (CellId, Decimal),
    /// `None` in the form of 2019, which does not ask.
    repealed: Option<(CellId, Decimal)>,
}

impl Stock {
    fn of(report: &Report, row: Row) -> Option<Self> {
        let read = |column| {
            let cell = CellId::new(Table::T2, row, column);
            report.counted(cell).map(|value| (cell, value))
        };
        Some(match report.form(Table::T2) {
            Form::F2021 => Self {
                in_force: read(Column::InForce)?,
                issued: read(Column::Issued)?,
                repealed: Some(read(Column::Repealed)?),
            },
            Form::F2019 => {
                Self { in_force: read(Column::PublicTotal)?, issued: read(Column::Published)?, repealed: None }
            }
        })
    }

    fn least(&self) -> Option<Decimal> {
        self.issued.1.checked_sub(self.repealed.map_or(Decimal::ZERO, |(_, value)| value))
    }

    fn is_short(&self) -> bool {
        self.least().is_some_and(|least| self.in_force.1 < least)
    }

    fn finding(&self, rule: &Rule, report: &Report) -> Diagnostic {
        let (cell, value) = self.in_force;
        let name = row_name(report, Table::T2, cell.row);
        let message = match self.repealed {
            Some((_, repealed)) => format!(
                "{name}：本年制发 {}，废止 {repealed}，现行有效却只有 {value}，至少应有 {}，请核对。",
                self.issued.1,
                self.least().unwrap_or(Decimal::ZERO)
            ),
            None => format!(
                "{}是 {}，而{}只有 {value}，请核对。",
                cell_name(report, self.issued.0),
                self.issued.1,
                "对外公开总数量"
            ),
        };
        let related = [Some(self.issued.0), self.repealed.map(|(cell, _)| cell)];
        let place = report.cell(cell).map(|cell| cell.anchor);
        rule.finding(message).at(cell, related.into_iter().flatten().collect()).anchor(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::test_support::{Draft, run, said};

    fn told(form: Form, cells: &[(&str, &str)]) -> Vec<String> {
        let report = Draft::new(2024).zeros(Table::T2, form).set_all(cells).report();
        said(&STOCK_BELOW_ISSUED, &report)
    }

    #[test]
    fn fewer_than_were_issued_is_told() {
        let cells = [("t2.normative.issued", "5"), ("t2.normative.repealed", "1"), ("t2.normative.in_force", "3")];
        assert_eq!(
            told(Form::F2021, &cells),
            ["表二行政规范性文件：本年制发 5，废止 1，现行有效却只有 3，至少应有 4，请核对。"]
        );
        let old = [("t2.rules.published", "2"), ("t2.rules.public_total", "1")];
        assert_eq!(told(Form::F2019, &old), ["表二规章·本年新公开数量是 2，而对外公开总数量只有 1，请核对。"]);
    }

    #[test]
    fn as_many_or_more_is_right() {
        let cells = [("t2.normative.issued", "5"), ("t2.normative.repealed", "9"), ("t2.normative.in_force", "0")];
        assert_eq!(told(Form::F2021, &cells), Vec::<String>::new());
        let old = [("t2.rules.published", "2"), ("t2.rules.public_total", "2"), ("t2.rules.made", "7")];
        assert_eq!(told(Form::F2019, &old), Vec::<String>::new());
    }

    #[test]
    fn what_was_not_read_is_skipped() {
        let report = Draft::new(2024).zeros(Table::T2, Form::F2021).set("t2.rules.in_force", "若干").report();
        let verdict = run(&STOCK_BELOW_ISSUED, &report);
        assert_eq!((verdict.examined, verdict.skipped.map(|(places, _)| places)), (1, Some(1)));
    }
}
