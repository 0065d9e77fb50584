//! `fee-unit-suspect`: an amount in the column of 万元 that looks like one in 元.

use super::agency::{Agency, Kind, Level};
use super::paragraphs::{Sentence, paragraphs};
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::number::Decimal;
use crate::location::{CellId, Column, Row, Table};
use crate::report::form::Form;

declare_rule! {
    /// ## 查什么
    /// 表二行政事业性收费的单位是万元，填的数却像是元：正文说同一笔收费是多少元，表里填的是同一个数；或者金额大得不像这一级机关的收费。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号 表二写明“单位：万元”。金额多大算可疑是审核惯例，所以只提醒核对。
    ///
    /// ## 错例
    /// ```report
    /// 某某县青石镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 二、主动公开政府信息情况
    ///
    /// | 信息内容 | 本年收费金额（单位：万元） |
    /// |---|---|
    /// | 行政事业性收费 | 8040 |
    /// ```
    /// 8040 万元是八千多万元，一个镇很难收到，多半是 8040 元，应填 0.804。
    ///
    /// ## 对例
    /// ```report
    /// 某某县青石镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 二、主动公开政府信息情况
    ///
    /// | 信息内容 | 本年收费金额（单位：万元） |
    /// |---|---|
    /// | 行政事业性收费 | 0.804 |
    /// ```
    ///
    /// ## 不查什么
    /// 格里写明了单位的由 `unit-in-cell` 说明。省、市两级和看不出级别的机关不按大小判断。2019 年试行格式的采购总金额没有规定单位，不查。
    pub static FEE_UNIT_SUSPECT = "fee-unit-suspect", "收费金额的单位", Warning, Form2021TableTwo, check;
}

const FEE: CellId = CellId::new(Table::T2, Row::Fees, Column::Amount);

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    if report.tables.get(Table::T2).is_none() || report.form(Table::T2) == Form::F2019 {
        return Verdict::not_applicable("没有读到单位为万元的收费金额");
    }
    let Some((cell, value)) = report.cell(FEE).and_then(|cell| Some((cell, cell.figure.counted()?))) else {
        return Verdict::skipped(1, "没有读出收费金额");
    };
    if value.is_zero() {
        return Verdict::checked(1, Vec::new());
    }
    // A unit inside the cell is told by another rule.
    let has_unit = cell.raw.contains('元');
    let paragraphs = paragraphs(prose);
    let mut sentences = paragraphs.iter().flat_map(|paragraph| paragraph.sentences());
    let told = sentences.find_map(|sentence| same_in_yuan(&sentence, value));
    let message = match (told, too_much(Agency::of(report).as_ref())) {
        _ if has_unit => None,
        (Some(words), _) => Some(format!(
            "表二行政事业性收费填的是 {value}，单位是万元，而正文写的是{}；{value} 元应填 {}，请核对单位。",
            quote(&words),
            in_ten_thousands(value)
        )),
        (None, Some((limit, who))) if value >= Decimal::from(limit) => Some(format!(
            "表二行政事业性收费填的是 {value} 万元，对{who}来说很大；如果是 {value} 元，应填 {}，请核对单位。",
            in_ten_thousands(value)
        )),
        (None, _) => None,
    };
    let finding = message.map(|message| rule.finding(message).at(FEE, Vec::new()).anchor(Some(cell.anchor)));
    Verdict::checked(1, finding.into_iter().collect())
}

/// From how many 万元 on the fees of such an agency are asked about.
fn too_much(agency: Option<&Agency>) -> Option<(i64, &'static str)> {
    let agency = agency?;
    match (agency.level?, agency.kind) {
        (Level::Town, _) => Some((1_000, "乡镇、街道")),
        (Level::County, Kind::Department) => Some((200_000, "县级部门")),
        (Level::County, Kind::Government) => Some((2_000_000, "一个县、区")),
        (Level::City | Level::Province, _) => None,
    }
}

/// The words of a sentence on 行政事业性收费 that say this amount in 元.
fn same_in_yuan(sentence: &Sentence<'_>, value: Decimal) -> Option<String> {
    let text = sentence.text;
    if !text.contains("行政事业性收费") {
        return None;
    }
    text.match_indices('元').find_map(|(at, _)| {
        let before = &text[..at];
        let start = before.len() - before.chars().rev().take_while(|c| c.is_ascii_digit() || *c == '.').count();
        let is_same = before[start..].parse::<Decimal>().is_ok_and(|amount| amount == value);
        is_same.then(|| sentence.written(start..at + '元'.len_utf8()))
    })
}

/// So many 元 in 万元.
fn in_ten_thousands(value: Decimal) -> String {
    Decimal::new(1, 4)
        .and_then(|unit| value.checked_mul(unit))
        .map_or_else(|| "换算成万元的数".to_owned(), |it| it.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, said};

    fn told(agency: &str, amount: &str, text: &str) -> Vec<String> {
        let report = Draft::new(2024)
            .zeros(Table::T2, Form::F2021)
            .set("t2.fees.amount", amount)
            .part(PartKind::Overview, Some(1), text)
            .agency(agency)
            .report();
        said(&FEE_UNIT_SUSPECT, &report)
    }

    #[test]
    fn a_town_with_thousands_is_asked() {
        let said = "表二行政事业性收费填的是 8040 万元，对乡镇、街道来说很大；如果是 8040 元，应填 0.804，请核对单位。";
        assert_eq!(told("云溪县青石镇", "8040", ""), [said]);
    }

    #[test]
    fn the_same_number_of_yuan_in_the_text_is_told() {
        let text = "全年行政事业性收费25600元。";
        let said = "表二行政事业性收费填的是 25600，单位是万元，而正文写的是“25600元”；25600 元应填 2.56，请核对单位。";
        assert_eq!(told("江阳市财政局", "25600", text), [said]);
    }

    #[test]
    fn what_may_be_right_is_left_alone() {
        assert_eq!(told("云溪县青石镇", "120.5", ""), Vec::<String>::new());
        assert_eq!(told("江阳市", "72701.2578", "行政事业性收费72701.2578万元。"), Vec::<String>::new());
        assert_eq!(told("云溪县", "59237.2449", ""), Vec::<String>::new());
        assert_eq!(told("云溪县青石镇", "0", "行政事业性收费0元。"), Vec::<String>::new());
    }
}
