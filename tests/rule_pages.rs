//! Every rule's page is whole, and its examples say what the rule does: a wrong example is found, a right one is not.

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

/// The fenced reports of a section.
fn examples(text: &str) -> Vec<String> {
    let mut examples: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        if open && line == "```" {
            open = false;
        } else if open {
            if let Some(example) = examples.last_mut() {
                example.push_str(line);
                example.push('\n');
            }
        } else if line.starts_with("```report") {
            open = true;
            examples.push(String::new());
        }
    }
    assert!(!open, "a fence is not closed");
    examples
}

fn section(rule: &Rule, heading: &str) -> String {
    let found = sections(&rule.page()).into_iter().find(|(name, _)| name == heading);
    found.unwrap_or_else(|| panic!("{}: no section {heading}", rule.id)).1
}

/// The findings of this rule in an example.
fn found(rule: &Rule, example: &str) -> Vec<String> {
    let outcome = check("示例.md", example.as_bytes(), &Options::default())
        .unwrap_or_else(|error| panic!("{}: the example cannot be read: {error}\n{example}", rule.id));
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
            assert!(!found(rule, &example).is_empty(), "{} finds nothing in\n{example}", rule.id);
        }
    }
}

#[test]
fn every_right_example_is_left_alone() {
    for rule in CATALOGUE {
        let examples = examples(&section(rule, "对例"));
        assert!(!examples.is_empty(), "{} has no right example", rule.id);
        for example in examples {
            assert_eq!(found(rule, &example), Vec::<String>::new(), "{}\n{example}", rule.id);
        }
    }
}
