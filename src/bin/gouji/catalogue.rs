//! `gouji rules` and `gouji explain`.

use std::io::{self, Write as _};
use std::process::ExitCode;

use gouji::rules::page::{Block, Example, Section};
use gouji::rules::{self, CATALOGUE, Rule};
use serde_json::json;

use crate::args::ListFormat;
use crate::usage;

/// From which likeness on (0 to 1) a rule is offered in place of one that does not exist.
const LIKE: f64 = 0.75;

/// The most rules that are offered.
const MAX_OFFERS: usize = 3;

/// Lists the catalogue.
///
/// # Errors
/// When it cannot be written.
pub fn list(format: ListFormat) -> io::Result<ExitCode> {
    let text = match format {
        ListFormat::Human => CATALOGUE
            .iter()
            .map(|rule| {
                format!(
                    "{} {}　{}　{}　{}\n",
                    rule.severity.sign(),
                    rule.severity.word(),
                    rule.title,
                    rule.id,
                    rule.clause.cite()
                )
            })
            .collect(),
        ListFormat::Json => {
            let rules: Vec<_> = CATALOGUE
                .iter()
                .map(|rule| {
                    json!({ "id": rule.id, "title": rule.title, "severity": rule.severity, "clause": rule.clause.cite() })
                })
                .collect();
            format!("{}\n", json!({ "version": 1, "rules": rules }))
        }
    };
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Shows the page of the rule with this id or title.
///
/// # Errors
/// When it cannot be written.
pub fn explain(name: &str) -> io::Result<ExitCode> {
    let name = name.trim();
    let by_title = || CATALOGUE.iter().copied().find(|rule| rule.title == name);
    let Some(rule) = rules::find(name).or_else(by_title) else {
        return Ok(usage::complain(&unknown(name)));
    };
    io::stdout().lock().write_all(page(rule).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn page(rule: &Rule) -> String {
    format!(
        "{}（{}）\n{} {}　{}\n\n{}",
        rule.title,
        rule.id,
        rule.severity.sign(),
        rule.severity.word(),
        rule.clause.cite(),
        body(&rule.sections())
    )
}

/// The page for a terminal: headings in brackets, examples indented.
fn body(sections: &[Section]) -> String {
    let section = |section: &Section| {
        let blocks = section.blocks.iter().map(|block| match block {
            Block::Words(words) => format!("{words}\n"),
            Block::Report(Example { report, last_year: None }) => indented(report),
            Block::Report(Example { report, last_year: Some(last_year) }) => {
                format!("去年：\n{}今年：\n{}", indented(last_year), indented(report))
            }
        });
        format!("【{}】\n{}", section.heading, blocks.collect::<String>())
    };
    sections.iter().map(section).collect::<Vec<_>>().join("\n")
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}").trim_end().to_owned() + "\n").collect()
}

fn unknown(name: &str) -> String {
    let mut near: Vec<_> = CATALOGUE
        .iter()
        .map(|rule| {
            let like = [rule.id, rule.title].map(|text| strsim::jaro_winkler(text, name));
            (like[0].max(like[1]), rule)
        })
        .filter(|(like, _)| *like >= LIKE)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    let offers: Vec<_> =
        near.iter().take(MAX_OFFERS).map(|(_, rule)| format!("{}（{}）", rule.id, rule.title)).collect();
    let offers = if offers.is_empty() { String::new() } else { format!("是不是想看 {}？", offers.join("、")) };
    format!("没有“{name}”这条规则。{offers}\n用 gouji rules 看全部规则。")
}
