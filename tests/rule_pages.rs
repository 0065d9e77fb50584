//! Every rule's page is whole, and its examples say what the rule does: a wrong example is found, a right one is not.

use gouji::check::Predecessor;
use gouji::rules::{CATALOGUE, Rule};
use gouji::{Options, check};

const HEADINGS: [&str; 5] = ["查什么", "依据", "错例", "对例", "不查什么"];

/// The sections of a page: heading and text, in the order of the page.
fn sections(page: &str) -> Vec<(String, String)> {
    let mut sections: Vec<(String, String)> = Vec::new();
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            sections.push((heading.to_owned(), String::new()));
        } else if let Some((_, text)) = sections.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    sections
}

/// A report, and that of the year before where the example has one.
struct Example {
    report: String,
    last_year: Option<String>,
}

/// The fenced reports of a section; a fence `last-year` belongs to the report after it.
fn examples(text: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut last_year: Option<String> = None;
    let mut open = None;
    for line in text.lines() {
        match open {
            Some(_) if line == "```" => open = None,
            Some(fence) => {
                let text = match (fence, &mut last_year, examples.last_mut()) {
                    ("last-year", Some(last_year), _) => last_year,
                    (_, _, Some(example)) => &mut example.report,
                    _ => continue,
                };
                text.push_str(line);
                text.push('\n');
            }
            None if line.starts_with("```report") => {
                open = Some("report");
                examples.push(Example { report: String::new(), last_year: last_year.take() });
            }
            None if line == "```last-year" => {
                open = Some("last-year");
                last_year = Some(String::new());
            }
            None => {}
        }
    }
    assert!(open.is_none() && last_year.is_none(), "a fence is not closed, or last year's report stands alone");
    examples
}

fn section(rule: &Rule, heading: &str) -> String {
    let found = sections(&rule.page()).into_iter().find(|(name, _)| name == heading);
    found.unwrap_or_else(|| panic!("{}: no section {heading}", rule.id)).1
}

/// The findings of this rule in an example.
fn found(rule: &Rule, example: &Example) -> Vec<String> {
    let predecessor = |text: &String| Predecessor { bytes: text.clone().into_bytes(), ..Predecessor::default() };
    let options = Options { last_year: example.last_year.as_ref().map(predecessor), ..Options::default() };
    let report = &example.report;
    let outcome = check("示例.md", report.as_bytes(), &options)
        .unwrap_or_else(|error| panic!("{}: the example cannot be read: {error}\n{report}", rule.id));
    let own = outcome.findings.into_iter().filter(|finding| finding.rule.as_str() == rule.id);
    own.map(|finding| finding.message).collect()
}

#[test]
fn the_catalogue_is_not_empty_and_names_each_rule_once() {
    assert!(!CATALOGUE.is_empty());
    for (index, rule) in CATALOGUE.iter().enumerate() {
        assert!(CATALOGUE[..index].iter().all(|other| other.id != rule.id), "{} comes twice", rule.id);
        assert!(CATALOGUE[..index].iter().all(|other| other.title != rule.title), "{} comes twice", rule.title);
    }
}

#[test]
fn ids_are_kebab_case_and_titles_chinese() {
    for rule in CATALOGUE {
        let words = rule.id.split('-');
        let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
        assert!(words.clone().count() > 1 && words.clone().all(is_word), "{}", rule.id);
        assert!(!rule.title.is_empty() && rule.title.chars().all(|c| !c.is_ascii_alphabetic()), "{}", rule.title);
    }
}

#[test]
fn every_page_has_its_five_sections_in_order_and_none_is_empty() {
    for rule in CATALOGUE {
        let sections = sections(&rule.page());
        let names: Vec<&str> = sections.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, HEADINGS, "{}", rule.id);
        for (name, text) in &sections {
            assert!(!text.trim().is_empty(), "{}: {name} is empty", rule.id);
        }
    }
}

#[test]
fn a_page_names_only_rules_that_there_are() {
    for rule in CATALOGUE {
        let page = rule.page();
        for name in page.split('`').skip(1).step_by(2).filter(|code| code.contains('-') && !code.contains('\n')) {
            assert!(gouji::rules::find(name).is_some(), "{} speaks of {name}", rule.id);
        }
    }
}

#[test]
fn every_wrong_example_is_found() {
    for rule in CATALOGUE {
        let examples = examples(&section(rule, "错例"));
        assert!(!examples.is_empty(), "{} has no wrong example", rule.id);
        for example in examples {
            assert!(!found(rule, &example).is_empty(), "{} finds nothing in\n{}", rule.id, example.report);
        }
    }
}

#[test]
fn every_right_example_is_left_alone() {
    for rule in CATALOGUE {
        let examples = examples(&section(rule, "对例"));
        assert!(!examples.is_empty(), "{} has no right example", rule.id);
        for example in examples {
            assert_eq!(found(rule, &example), Vec::<String>::new(), "{}\n{}", rule.id, example.report);
        }
    }
}
