//! All rules over one report, and each one's share: `cargo bench --bench rules`.
//!
//! The target is five milliseconds for all of them on the longest report. `GOUJI_REPORT` names a document to take in
//! place of the one that is made here, whose text is some thirty thousand characters, as a city's has.

use divan::Bencher;
use gouji::report::Report;
use gouji::rules::{self, CATALOGUE, NO_LAST_YEAR, Subject};
use gouji::{Options, check};

fn main() {
    let report = report();
    let bodies = report.parts.iter().flat_map(|part| &part.body);
    let characters: usize = bodies.map(|line| line.text.chars().count()).sum();
    println!("正文 {characters} 字，{} 格，{} 条规则", report.cells.len(), CATALOGUE.len());
    divan::main();
}

/// The report that is measured.
fn report() -> Report {
    let bytes = match std::env::var("GOUJI_REPORT") {
        Ok(path) => std::fs::read(path).expect("GOUJI_REPORT names a file"),
        Err(_) => long_report().into_bytes(),
    };
    check("年报", &bytes, &Options::default()).expect("a report").report
}

#[divan::bench]
fn all_rules(bencher: Bencher<'_, '_>) {
    let report = report();
    bencher.bench(|| rules::run(&Subject::new(divan::black_box(&report), Err(NO_LAST_YEAR)), |_| None));
}

#[divan::bench]
fn what_all_share(bencher: Bencher<'_, '_>) {
    let report = report();
    bencher.bench(|| drop(Subject::new(divan::black_box(&report), Err(NO_LAST_YEAR))));
}

#[divan::bench(args = CATALOGUE.iter().map(|rule| rule.id))]
fn share(bencher: Bencher<'_, '_>, id: &str) {
    let report = report();
    let subject = Subject::new(&report, Err(NO_LAST_YEAR));
    let rule = rules::find(id).expect("a rule of the catalogue");
    bencher.bench(|| (rule.check)(rule, divan::black_box(&subject)));
}

/// A report with much text: paragraphs of every length, with dates, names, figures and marks for every rule to look at.
fn long_report() -> String {
    const PARTS: [&str; 6] = [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ];
    let mut text = "云汀市人民政府2024年政府信息公开工作年度报告\n\n\
        根据《中华人民共和国政府信息公开条例》编制本报告，统计期限自2024年1月1日起至2024年12月31日止。\n\n"
        .to_owned();
    for heading in PARTS {
        text.push_str(heading);
        text.push_str("\n\n");
        for number in 0..40 {
            let count = number * 17 + 3;
            text.push_str(&format!(
                "（{number}）2024年，我市按照《关于做好政务公开工作的通知》（云政办发〔2024〕{number}号）要求，主动公开规划、预算、\
                 许可等信息{count}条，其中网站{count}条；答复依申请公开{number}件，按时办结率100%。市教育局、市财政局等部门清理\
                 规范性文件，组织培训{number}次，“一网通办”平台更新栏目，接受社会监督。\n\n"
            ));
        }
    }
    text
}
