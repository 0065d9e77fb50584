//! Every rule's page is whole, and its examples say what the rule does: a wrong example is found, a right one is not.

use gouji::check::Predecessor;
use gouji::rules::page::{Block, Example, Section};
use gouji::rules::{CATALOGUE, Rule};
use gouji::{Options, check};

const HEADINGS: [&str; 5] = ["查什么", "依据", "错例", "对例", "不查什么"];

fn section(rule: &Rule, heading: &str) -> Section {
    let found = rule.sections().into_iter().find(|section| section.heading == heading);
    found.unwrap_or_else(|| panic!("{}: no section {heading}", rule.id))
}

/// The reports of a section.
fn examples(rule: &Rule, heading: &str) -> Vec<Example> {
    let blocks = section(rule, heading).blocks.into_iter();
    let examples = blocks.filter_map(|block| match block {
        Block::Report(example) => Some(example),
        Block::Words(_) => None,
    });
    let examples: Vec<Example> = examples.collect();
    assert!(!examples.is_empty(), "{} has no example under {heading}", rule.id);
    examples
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
        let sections = rule.sections();
        let names: Vec<&str> = sections.iter().map(|section| section.heading.as_str()).collect();
        assert_eq!(names, HEADINGS, "{}", rule.id);
        for section in &sections {
            assert!(!section.blocks.is_empty(), "{}: {} is empty", rule.id, section.heading);
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
        for example in examples(rule, "错例") {
            assert!(!found(rule, &example).is_empty(), "{} finds nothing in\n{}", rule.id, example.report);
        }
    }
}

#[test]
fn every_right_example_is_left_alone() {
    for rule in CATALOGUE {
        for example in examples(rule, "对例") {
            assert_eq!(found(rule, &example), Vec::<String>::new(), "{}\n{}", rule.id, example.report);
        }
    }
}
