//! `superseded-form`: tables of the provisional form in a report for a year it no longer governs.

use super::cells::TABLES;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::location::Table;
use crate::regulation::{FORM_2019, FORM_2021};
use crate::report::TableRead;
use crate::report::form::Form;

declare_rule! {
    /// ## 查什么
    /// 2021 年度及以后的报告，表二、表三还在用 2019 年的试行格式。整份报告只说一次，并指出从哪里看出来的，例如表二有“本年新制作数量”“其他对外管理服务事项”“政府集中采购”，表三（六）其他处理只有一行。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号印发的格式自 2021 年度报告起使用；国办公开办函〔2019〕60号的试行格式只用于 2019、2020 年度。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 二、主动公开政府信息情况
    ///
    /// | 信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |
    /// |---|---|---|---|
    /// | 规章 | 0 | 0 | 0 |
    /// | 规范性文件 | 0 | 0 | 0 |
    /// ```
    /// “本年新制作数量”是试行格式的列。
    ///
    /// ## 对例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 二、主动公开政府信息情况
    ///
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// |---|---|---|---|
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 0 | 0 | 0 |
    /// ```
    ///
    /// ## 不查什么
    /// 2019、2020 年度的报告用试行格式是对的。表四两种格式相同，看不出新旧。用了旧格式的表，数字仍按旧格式的各行各列核对。
    pub static SUPERSEDED_FORM = "superseded-form", "表格是不是现行格式", Error, Form2021, check;
}

/// How many tell-tales of a table the sentence names; the detail names all.
const SHOWN: usize = 3;

fn check(rule: &Rule, Subject { report, .. }: &Subject<'_>) -> Verdict {
    let tables = || TABLES.into_iter().filter(|table| *table != Table::T4);
    let read: Vec<_> = tables().filter_map(|table| Some((table, report.tables.get(table)?))).collect();
    let places = u32::try_from(read.len()).unwrap_or(u32::MAX);
    let old: Vec<_> = read.iter().copied().filter(|(_, read)| read.form == Form::F2019).collect();
    match report.year {
        _ if read.is_empty() => Verdict::not_applicable("没有读到表二、表三"),
        None if old.is_empty() => Verdict::checked(places, Vec::new()),
        None => Verdict::skipped(places, "没有读出报告年度，不知道该用哪一年的格式"),
        Some(year) if !FORM_2019.is_superseded_in(year) => {
            Verdict::not_applicable(format!("{year} 年度的报告应使用试行格式"))
        }
        Some(year) => {
            let finding = old.first().map(|(_, first)| {
                let finding = rule.finding(describe(year, &old)).anchor(Some(first.anchor));
                match tell_tales(&old, usize::MAX) {
                    signs if signs.is_empty() => finding,
                    signs => finding.detail(signs),
                }
            });
            let held = places - u32::try_from(old.len()).unwrap_or(u32::MAX).min(places);
            Verdict { held, ..Verdict::checked(places, finding.into_iter().collect()) }
        }
    }
}

fn describe(year: u16, old: &[(Table, &TableRead)]) -> String {
    let names: Vec<_> = old.iter().map(|(table, _)| table.name()).collect();
    let signs = match tell_tales(old, SHOWN) {
        signs if signs.is_empty() => signs,
        signs => format!("（{signs}）"),
    };
    format!("{year} 年度报告的{}仍是 2019 年试行格式{signs}，应改用{}的格式。", names.join("、"), FORM_2021.number)
}

/// Where it can be seen, the first few of each table.
fn tell_tales(old: &[(Table, &TableRead)], shown: usize) -> String {
    let of_table = |(table, read): &(Table, &TableRead)| {
        let all = &read.tell_tales;
        let more = if all.len() > shown { format!("等 {} 处", all.len()) } else { String::new() };
        let first: Vec<&str> = all.iter().take(shown).map(String::as_str).collect();
        (!all.is_empty()).then(|| format!("{}有{}{more}", table.name(), first.join("、")))
    };
    old.iter().filter_map(of_table).collect::<Vec<_>>().join("；")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::rules::test_support::{Draft, run};

    fn old(year: u16) -> Draft {
        Draft::new(year)
            .zeros(Table::T2, Form::F2019)
            .table(Table::T2, |read| read.tell_tales = vec!["“本年新制作数量”".into(), "“政府集中采购”".into()])
            .zeros(Table::T3, Form::F2021)
    }

    #[test]
    fn an_old_table_is_told_once_with_its_tell_tales() {
        let verdict = run(&SUPERSEDED_FORM, &old(2024).report());
        assert_eq!((verdict.examined, verdict.held, verdict.findings.len()), (2, 1, 1));
        assert_eq!(verdict.findings[0].severity, Severity::Error);
        assert_eq!(
            verdict.findings[0].message,
            "2024 年度报告的表二仍是 2019 年试行格式（表二有“本年新制作数量”、“政府集中采购”），\
             应改用国办公开办函〔2021〕30号的格式。"
        );
    }

    #[test]
    fn the_sentence_is_short_and_the_detail_whole() {
        let tales = ["甲", "乙", "丙", "丁"].map(String::from).to_vec();
        let draft = Draft::new(2024).zeros(Table::T2, Form::F2019).table(Table::T2, |read| read.tell_tales = tales);
        let finding = run(&SUPERSEDED_FORM, &draft.report()).findings.remove(0);
        assert!(finding.message.contains("（表二有甲、乙、丙等 4 处）"), "{}", finding.message);
        assert_eq!(finding.detail.as_deref(), Some("表二有甲、乙、丙、丁"));
    }

    #[test]
    fn both_tables_make_one_finding() {
        let report = Draft::new(2021).zeros(Table::T2, Form::F2019).zeros(Table::T3, Form::F2019).report();
        let verdict = run(&SUPERSEDED_FORM, &report);
        assert_eq!((verdict.examined, verdict.held, verdict.findings.len()), (2, 0, 1));
    }

    #[test]
    fn the_year_decides() {
        assert_eq!(run(&SUPERSEDED_FORM, &old(2020).report()).findings, []);
        let unknown = run(&SUPERSEDED_FORM, &old(2024).without_year().report());
        assert_eq!(unknown.skipped, Some((2, "没有读出报告年度，不知道该用哪一年的格式".to_owned())));
        let new = Draft::new(2024).zeros(Table::T3, Form::F2021).without_year().report();
        assert_eq!(run(&SUPERSEDED_FORM, &new), Verdict::checked(1, Vec::new()));
    }
}
