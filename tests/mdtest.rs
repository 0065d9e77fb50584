//! Any Markdown file under `tests/mdtest/` is a suite of whole documents and what must be said of them.
//!
//! Headings name the cases, prose says why. A fenced block `report` (or `report html`) is the document; one `last-year`
//! before it is the report of the year before; and the fenced block `expect` after it says what is expected, one a line:
//!
//! ```text
//! error row-total-mismatch t3.granted.total 9 should be 7    a finding: severity, rule, cell, figures; each but the
//!                                                            first two may be left out from the right
//! error superseded-citation at 3:5+15                        … or its place: line, column, length in characters
//! none balance-mismatch                                      no finding of this rule
//! clean                                                      no finding at all
//! only row-total-mismatch                                    findings of this rule and of no other
//! count error = 2                                            how many of a severity, or of a rule
//! cell t3.granted.person = 4                                 what a cell says: a number, blank, dash, words or absent
//! form t3 = 2019                                             the form of a table, or none
//! year = 2024                                                the report year, or none
//! checked|skipped|not_applicable balance-mismatch            a line of the coverage
//! says 少 5                                                  some message or detail has these words
//! unreadable                                                 the document is refused
//! ```
//!
//! Lines that begin with `#` are comments. What is not understood fails, and so does a case that expects nothing.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use gouji::check::Predecessor;
use gouji::diagnostic::{CoverageStatus, Diagnostic, Severity};
use gouji::document::number::Figure;
use gouji::error::Error;
use gouji::location::{Anchor, CellId, Table};
use gouji::rules::CATALOGUE;
use gouji::{Options, Outcome, check, rules};

/// One document with what is expected of it.
struct Case {
    name: String,
    line: usize,
    source: &'static str,
    report: String,
    last_year: Option<String>,
    expectations: Vec<(usize, String)>,
}

#[test]
fn every_suite_holds() {
    let suites = suites();
    let failures: Vec<String> = suites.iter().flat_map(|suite| run(suite)).collect();
    assert!(failures.is_empty(), "\n\n{}\n", failures.join("\n"));
}

/// How many examples of each kind a rule has at least: some it must find, some it must leave alone.
const FEWEST_EXAMPLES: usize = 3;

#[test]
fn every_rule_has_examples_that_it_finds_and_examples_that_it_leaves_alone() {
    let suites = suites();
    let texts = suites.iter().map(|suite| std::fs::read_to_string(suite).expect("a readable suite"));
    let cases: Vec<Case> =
        texts.flat_map(|text| cases(&text).unwrap_or_else(|(line, why)| panic!("line {line}: {why}"))).collect();
    let outcomes: Vec<Outcome> = cases.iter().filter_map(|case| outcome(case).ok()).collect();
    let mut wanting = Vec::new();
    for rule in CATALOGUE {
        let is_expected = |line: &str| {
            let mut words = line.split_whitespace();
            let told = words.next().is_some_and(|word| severity(word).is_ok() || word == "only");
            told && words.next() == Some(rule.id)
        };
        let found = cases.iter().filter(|case| case.expectations.iter().any(|(_, line)| is_expected(line))).count();
        // It is left alone only where the rule looked.
        let is_silent = |outcome: &&Outcome| {
            coverage(outcome, CoverageStatus::Checked, rule.id).is_ok() && of_rule(outcome, rule.id).count() == 0
        };
        let silent = outcomes.iter().filter(is_silent).count();
        if found < FEWEST_EXAMPLES || silent < FEWEST_EXAMPLES {
            wanting.push(format!("{}: {found} found, {silent} left alone", rule.id));
        }
    }
    assert!(wanting.is_empty(), "rules with too few examples:\n{}", wanting.join("\n"));
}

fn suites() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mdtest");
    let entries = std::fs::read_dir(&folder).expect("the folder of suites");
    let paths = entries.map(|entry| entry.expect("a readable entry").path());
    let mut suites: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect();
    suites.sort();
    assert!(!suites.is_empty(), "no suite in {}", folder.display());
    suites
}

fn run(suite: &Path) -> Vec<String> {
    let name = suite.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let text = std::fs::read_to_string(suite).expect("a readable suite");
    match cases(&text) {
        Err((line, why)) => vec![format!("tests/mdtest/{name}:{line}: {why}")],
        Ok(cases) => cases.iter().flat_map(|case| judge(&name, case)).collect(),
    }
}

fn outcome(case: &Case) -> Result<Outcome, Error> {
    let predecessor = |text: &String| Predecessor { bytes: text.clone().into_bytes(), ..Predecessor::default() };
    let options = Options { last_year: case.last_year.as_ref().map(predecessor), ..Options::default() };
    check(case.source, case.report.as_bytes(), &options)
}

fn judge(suite: &str, case: &Case) -> Vec<String> {
    let outcome = outcome(case);
    let mut failures: Vec<String> = Vec::new();
    for (line, expectation) in &case.expectations {
        let failed = match (&outcome, expectation.as_str()) {
            (Err(_), "unreadable") => None,
            (Err(error), _) => Some(format!("the document is refused: {error}")),
            (Ok(_), "unreadable") => Some("the document is read".to_owned()),
            (Ok(outcome), expectation) => expect(outcome, expectation).err(),
        };
        if let Some(why) = failed {
            failures.push(format!("tests/mdtest/{suite}:{line}: {}: {expectation}: {why}", case.name));
        }
    }
    if !failures.is_empty()
        && let Ok(outcome) = &outcome
    {
        failures.push(actual(outcome));
    }
    failures
}

/// What was really said, to be read beside a failure.
fn actual(outcome: &Outcome) -> String {
    let mut text = String::from("    the findings are");
    for finding in &outcome.findings {
        let cell = finding.primary.map(|cell| cell.to_string()).unwrap_or_default();
        write!(text, "\n      {:?} {} {cell} {}", finding.severity, finding.rule.as_str(), finding.message)
            .expect("writing to a string");
    }
    if outcome.findings.is_empty() {
        text.push_str(" none");
    }
    text + "\n"
}

/// Judges one line; an error says why it does not hold.
fn expect(outcome: &Outcome, line: &str) -> Result<(), String> {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let rest = rest.trim();
    match word {
        "error" | "warning" | "note" => finding(outcome, severity(word)?, rest),
        "none" => {
            let rule = rule(rest)?;
            holds(of_rule(outcome, rule).count() == 0, || "there is one".to_owned())
        }
        "only" => {
            let rule = rule(rest)?;
            let own = of_rule(outcome, rule).count();
            holds(own > 0 && own == outcome.findings.len(), || format!("{own} of {}", outcome.findings.len()))
        }
        "clean" if rest.is_empty() => holds(outcome.findings.is_empty(), || "it is not".to_owned()),
        "count" => {
            let (what, number) = equation(rest)?;
            let found = match severity(what) {
                Ok(severity) => outcome.count(severity),
                Err(_) => of_rule(outcome, rule(what)?).count(),
            };
            holds(found.to_string() == number, || format!("there are {found}"))
        }
        "cell" => {
            let (id, value) = equation(rest)?;
            let id: CellId = id.parse().map_err(|_| format!("{id} is no cell"))?;
            let says = match outcome.report.cell(id).map(|cell| cell.figure) {
                None => "absent".to_owned(),
                Some(Figure::Blank) => "blank".to_owned(),
                Some(Figure::Dash) => "dash".to_owned(),
                Some(Figure::Words) => "words".to_owned(),
                Some(Figure::Number(number)) => number.to_string(),
            };
            holds(says == value, || format!("it is {says}"))
        }
        "form" => {
            let (table, form) = equation(rest)?;
            let table: Table = table.parse().map_err(|_| format!("{table} is no table"))?;
            let is = outcome.report.tables.get(table).map_or("none", |read| read.form.as_str());
            holds(is == form, || format!("it is {is}"))
        }
        "year" => {
            let wanted = rest.strip_prefix('=').map(str::trim).ok_or("not understood")?;
            let is = outcome.report.year.map_or("none".to_owned(), |year| year.to_string());
            holds(is == wanted, || format!("it is {is}"))
        }
        "checked" => coverage(outcome, CoverageStatus::Checked, rest),
        "skipped" => coverage(outcome, CoverageStatus::Skipped, rest),
        "not_applicable" => coverage(outcome, CoverageStatus::NotApplicable, rest),
        "says" if !rest.is_empty() => {
            let has = |finding: &Diagnostic| {
                finding.message.contains(rest) || finding.detail.as_ref().is_some_and(|detail| detail.contains(rest))
            };
            holds(outcome.findings.iter().any(has), || "none does".to_owned())
        }
        _ => Err("not understood".to_owned()),
    }
}

fn holds(is: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if is { Ok(()) } else { Err(otherwise()) }
}

/// `RULE`, `RULE CELL`, `RULE CELL 9 should be 7`, `RULE at 3:5+15`.
fn finding(outcome: &Outcome, severity: Severity, text: &str) -> Result<(), String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (&name, rest) = words.split_first().ok_or("names no rule")?;
    let rule = rule(name)?;
    let matching = of_rule(outcome, rule).filter(|finding| finding.severity == severity);
    let found = match *rest {
        [] => matching.count(),
        ["at", place] => matching.filter(|finding| written(finding.anchor) == place).count(),
        [cell, ref figures @ ..] => {
            let cell: CellId = cell.parse().map_err(|_| format!("{cell} is no cell"))?;
            let of_cell = matching.filter(|finding| finding.primary == Some(cell));
            match *figures {
                [] => of_cell.count(),
                [reported, "should", "be", computed] => of_cell
                    .filter_map(|finding| finding.figures.as_ref())
                    .filter(|figures| figures.reported == reported && figures.computed == computed)
                    .count(),
                _ => return Err("not understood".to_owned()),
            }
        }
    };
    holds(found > 0, || "there is none".to_owned())
}

/// A place as `line:column+length`, or `line:column` for a cell of an HTML table.
fn written(anchor: Option<Anchor>) -> String {
    match anchor {
        None => "none".to_owned(),
        Some(Anchor::Text { line, column, length }) => format!("{line}:{column}+{length}"),
        Some(Anchor::HtmlCell { line, column, .. }) => format!("{line}:{column}"),
        Some(anchor) => anchor.describe(&[]),
    }
}

fn coverage(outcome: &Outcome, status: CoverageStatus, name: &str) -> Result<(), String> {
    let rule = rule(name)?;
    let own: Vec<_> = outcome.coverage.iter().filter(|line| line.rule.as_str() == rule).collect();
    holds(own.iter().any(|line| line.status == status), || {
        own.iter().map(|line| format!("{:?} {}", line.status, line.reason.as_deref().unwrap_or(""))).collect()
    })
}

fn of_rule<'a>(outcome: &'a Outcome, rule: &str) -> impl Iterator<Item = &'a Diagnostic> {
    outcome.findings.iter().filter(move |finding| finding.rule.as_str() == rule)
}

fn rule(name: &str) -> Result<&'static str, String> {
    rules::find(name).map(|rule| rule.id).ok_or_else(|| format!("{name} is no rule"))
}

fn severity(word: &str) -> Result<Severity, String> {
    match word {
        "error" => Ok(Severity::Error),
        "warning" => Ok(Severity::Warning),
        "note" => Ok(Severity::Note),
        _ => Err(format!("{word} is no severity")),
    }
}

fn equation(text: &str) -> Result<(&str, &str), String> {
    let (left, right) = text.split_once('=').ok_or("not understood")?;
    Ok((left.trim(), right.trim()))
}

/// Reads a suite; an error gives the line and what is wrong with it.
fn cases(text: &str) -> Result<Vec<Case>, (usize, String)> {
    let mut cases: Vec<Case> = Vec::new();
    let mut headings: Vec<String> = Vec::new();
    let mut block: Option<(usize, String, String)> = None;
    let mut last_year: Option<String> = None;
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        match &mut block {
            Some((start, language, content)) => {
                if line == "```" {
                    match language.as_str() {
                        "last-year" => last_year = Some(std::mem::take(content)),
                        language => close(&mut cases, &headings, *start, language, content, &mut last_year)?,
                    }
                    block = None;
                } else {
                    content.push_str(line);
                    content.push('\n');
                }
            }
            None => {
                if let Some(language) = line.strip_prefix("```") {
                    block = Some((number, language.trim().to_owned(), String::new()));
                } else if line.starts_with('#') {
                    let level = line.chars().take_while(|c| *c == '#').count();
                    headings.truncate(level - 1);
                    headings.push(line.trim_start_matches('#').trim().to_owned());
                }
            }
        }
    }
    if let Some((start, ..)) = block {
        return Err((start, "the block is not closed".to_owned()));
    }
    match cases.iter().find(|case| case.expectations.is_empty()) {
        Some(case) => Err((case.line, "the case expects nothing".to_owned())),
        None if cases.is_empty() => Err((1, "the suite has no case".to_owned())),
        None => Ok(cases),
    }
}

fn close(
    cases: &mut Vec<Case>,
    headings: &[String],
    start: usize,
    language: &str,
    content: &str,
    last_year: &mut Option<String>,
) -> Result<(), (usize, String)> {
    let open = cases.last_mut().filter(|case| case.expectations.is_empty());
    let source = match (language, open) {
        ("report", None) => "report.md",
        ("report html", None) => "report.html",
        ("report" | "report html", Some(_)) => return Err((start, "the case before expects nothing".to_owned())),
        ("expect", None) => return Err((start, "there is no report to expect anything of".to_owned())),
        ("expect", Some(case)) => {
            let lines = content.lines().enumerate().map(|(index, line)| (start + 1 + index, line.trim().to_owned()));
            case.expectations = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).collect();
            return match case.expectations.is_empty() {
                true => Err((start, "nothing is expected".to_owned())),
                false => Ok(()),
            };
        }
        _ => return Err((start, format!("a block {language:?} is no part of a case"))),
    };
    let name = headings.last().cloned().ok_or((start, "the case has no heading".to_owned()))?;
    let (report, last_year) = (content.to_owned(), last_year.take());
    cases.push(Case { name, line: start, source, report, last_year, expectations: Vec::new() });
    Ok(())
}

/// The failures of a suite of one case over a short table, with this line as its expectation.
#[track_caller]
fn failures(expectation: &str) -> usize {
    let suite = format!(
        "# 一例\n```report\n| （一）予以公开 | 4 | 2 | 0 | 0 | 1 | 0 | 9 |\n```\n```expect\n{expectation}\n```\n"
    );
    let cases = cases(&suite).unwrap_or_else(|(line, why)| panic!("line {line}: {why}"));
    // The last entry lists the findings.
    judge("suite", &cases[0]).len().saturating_sub(1)
}

#[test]
fn every_expectation_can_hold() {
    for expectation in [
        "error row-total-mismatch",
        "error row-total-mismatch t3.granted.total",
        "error row-total-mismatch t3.granted.total 9 should be 7",
        "error row-total-mismatch at 1:37+1",
        "none balance-mismatch",
        "only row-total-mismatch",
        "count error = 1",
        "count row-total-mismatch = 1",
        "cell t3.granted.person = 4",
        "cell t3.partial.person = absent",
        "form t3 = 2021",
        "form t2 = none",
        "year = none",
        "checked row-total-mismatch",
        "skipped result-total-mismatch",
        "not_applicable review-total-mismatch",
        "says 多 2",
    ] {
        assert_eq!(failures(expectation), 0, "{expectation}");
    }
}

#[test]
fn every_expectation_can_fail() {
    for expectation in [
        "warning row-total-mismatch",
        "error balance-mismatch",
        "error row-total-mismatch t3.granted.person",
        "error row-total-mismatch t3.granted.total 9 should be 8",
        "error row-total-mismatch at 2:31+1",
        "none row-total-mismatch",
        "only balance-mismatch",
        "clean",
        "count error = 2",
        "count row-total-mismatch = 0",
        "cell t3.granted.person = 5",
        "form t3 = 2019",
        "year = 2024",
        "skipped missing-part-of-nothing",
        "not_applicable row-total-mismatch",
        "says 少 2",
        "unreadable",
        "nonsense",
        "error",
        "error no-such-rule",
        "none no-such-rule",
        "cell t9.granted.person = 4",
    ] {
        assert_eq!(failures(expectation), 1, "{expectation}");
    }
}

#[test]
fn a_suite_that_expects_nothing_is_refused() {
    for suite in [
        "",
        "# 一例\n```report\n1\n```\n",
        "# 一例\n```report\n1\n```\n```expect\n# 说明\n```\n",
        "# 一例\n```report\n1\n```\n```report\n2\n```\n```expect\nclean\n```\n",
        "# 一例\n```expect\nclean\n```\n",
        "# 一例\n```report\n1\n",
        "```report\n1\n```\n```expect\nclean\n```\n",
        "# 一例\n```json\n1\n```\n",
    ] {
        assert!(cases(suite).is_err(), "{suite}");
    }
}
