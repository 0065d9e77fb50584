//! SARIF 2.1.0, for editors and build servers that show findings beside the text.
//!
//! One run; a document that could not be read is a notification of the tool, not a result.

use serde_json::{Map, Value, json};

use super::{Document, Tally, cell_name};
use crate::check::Outcome;
use crate::diagnostic::{Diagnostic, Severity};
use crate::location::{Anchor, CellId};
use crate::rules::{CATALOGUE, Rule};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The run up to its first result.
pub fn head() -> String {
    let driver = json!({
        "name": "gouji",
        "version": env!("CARGO_PKG_VERSION"),
        "language": "zh-CN",
        "rules": CATALOGUE.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
    });
    format!(
        "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{driver}}},\
         \"columnKind\":\"unicodeCodePoints\",\"results\":[\n"
    )
}

/// The results of one document, with commas between them; empty when there are none.
pub fn document(document: Document<'_>) -> String {
    match document {
        Document::Unreadable { .. } => String::new(),
        Document::Checked(outcome) => {
            let results: Vec<_> = outcome.findings.iter().map(|finding| result(outcome, finding).to_string()).collect();
            results.join(",\n")
        }
    }
}

/// The run after its last result: what could not be read.
pub fn tail(tally: &Tally) -> String {
    let notifications: Vec<_> = tally
        .refusals
        .iter()
        .map(|refusal| {
            json!({
                "level": "error",
                "message": { "text": refusal.message },
                "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(&refusal.source) } } }],
            })
        })
        .collect();
    let invocation = json!({
        "executionSuccessful": notifications.is_empty(),
        "toolExecutionNotifications": notifications,
    });
    format!("\n],\"invocations\":[{invocation}]}}]}}\n")
}

fn descriptor(rule: &Rule) -> Value {
    let page = rule.page();
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.title },
        "help": { "text": page, "markdown": page },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn result(outcome: &Outcome, finding: &Diagnostic) -> Value {
    let report = &outcome.report;
    let mut result = Map::new();
    result.insert("ruleId".into(), finding.rule.as_str().into());
    if let Some(index) = CATALOGUE.iter().position(|rule| rule.id == finding.rule.as_str()) {
        result.insert("ruleIndex".into(), index.into());
    }
    result.insert("level".into(), level(finding.severity).into());
    result.insert("message".into(), json!({ "text": finding.message }));
    result.insert("locations".into(), json!([location(outcome, finding.anchor, finding.primary)]));
    let related: Vec<_> = finding
        .related
        .iter()
        .filter_map(|&cell| report.cell(cell).map(|found| location(outcome, Some(found.anchor), Some(cell))))
        .collect();
    if !related.is_empty() {
        result.insert("relatedLocations".into(), related.into());
    }
    result.insert("partialFingerprints".into(), json!({ "gouji/v1": finding.fingerprint }));
    let mut properties = Map::new();
    properties.insert("clause".into(), finding.clause.cite().into());
    if let Some(figures) = &finding.figures {
        properties.insert("reported".into(), figures.reported.as_str().into());
        properties.insert("computed".into(), figures.computed.as_str().into());
        properties.insert("difference".into(), figures.difference.as_str().into());
    }
    result.insert("properties".into(), properties.into());
    result.into()
}

fn location(outcome: &Outcome, anchor: Option<Anchor>, cell: Option<CellId>) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(&outcome.source) } });
    if let Some(region) = anchor.and_then(region) {
        physical["region"] = region;
    }
    let mut location = json!({ "physicalLocation": physical });
    if let Some(anchor) = anchor {
        location["message"] = json!({ "text": anchor.describe(&outcome.report.sheets) });
    }
    if let Some(cell) = cell {
        location["logicalLocations"] = json!([{
            "fullyQualifiedName": cell.to_string(),
            "name": cell_name(&outcome.report, cell),
        }]);
    }
    location
}

/// The columns are counted in characters, as `columnKind` says; the end is the column after the last character.
/// What is no text has no region: its place is told in words alone.
fn region(anchor: Anchor) -> Option<Value> {
    match anchor {
        Anchor::Text { line, column, length } => {
            Some(json!({ "startLine": line, "startColumn": column, "endColumn": column.saturating_add(length) }))
        }
        Anchor::HtmlCell { line, column, .. } => Some(json!({ "startLine": line, "startColumn": column })),
        _ => None,
    }
}

/// A path as a relative reference or a `file` address: everything but unreserved characters and slashes is escaped.
fn uri(path: &str) -> String {
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            b'\\' if cfg!(windows) => uri.push('/'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Refusal;

    #[test]
    fn a_path_becomes_an_address() {
        assert_eq!(uri("a b/稿.txt"), "a%20b/%E7%A8%BF.txt");
        assert_eq!(uri("/x%y"), "file:///x%25y");
    }

    #[test]
    fn an_empty_run_is_whole() {
        let tally = Tally {
            refusals: vec![Refusal { source: "a.pdf".into(), message: "读不了".into() }],
            ..Tally::default()
        };
        let run: Value = serde_json::from_str(&(head() + &tail(&tally))).unwrap_or_default();
        assert_eq!(run["runs"][0]["results"], json!([]));
        assert_eq!(run["runs"][0]["invocations"][0]["executionSuccessful"], json!(false));
    }
}
