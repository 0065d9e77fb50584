//! The engine in the browser: what holds natively holds there too, and an outcome travels between worker and page.
//! Run in headless Chromium by `make test`.
#![cfg(target_arch = "wasm32")]

use gouji::document::number::Decimal;
use gouji::location::{CellId, Column, Row, Table};
use gouji::report::form::Form;
use gouji::report::supply::{Content, Supplement};
use gouji::{Options, Outcome, check};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// （一） adds up to 7 and says 9.
const WRONG_TOTAL: &str = "| （一）予以公开 | 4 | 2 | 0 | 0 | 1 | 0 | 9 |";

/// The page's own sample, with several slips.
const SAMPLE: &[u8] = include_bytes!("../www/assets/sample.txt");

fn outcome(bytes: &[u8]) -> Outcome {
    check("草稿.txt", bytes, &Options::default()).expect("a report")
}

#[wasm_bindgen_test]
fn a_wrong_total_is_told_with_its_figures() {
    let outcome = outcome(WRONG_TOTAL.as_bytes());
    let finding = outcome.findings.first().expect("a finding");
    assert_eq!(finding.rule.as_str(), "row-total-mismatch");
    assert_eq!(finding.primary, Some(CellId::new(Table::T3, Row::Granted, Column::Total)));
    let figures = finding.figures.as_ref().expect("figures");
    assert_eq!((figures.reported.as_str(), figures.computed.as_str(), figures.difference.as_str()), ("9", "7", "2"));
}

#[wasm_bindgen_test]
fn large_amounts_stay_exact() {
    let written = "9007199254740993.0001";
    assert!(written.parse::<Decimal>().is_err(), "more digits than are kept are refused, not rounded");
    let largest = "900719925474099.3001";
    assert_eq!(largest.parse::<Decimal>().map(|amount| amount.to_string()), Ok(largest.to_owned()));
}

#[wasm_bindgen_test]
fn gb18030_is_read_in_the_browser() {
    let (bytes, _, lossy) = encoding_rs::GB18030.encode(WRONG_TOTAL);
    assert!(!lossy);
    assert_eq!(outcome(&bytes).findings, outcome(WRONG_TOTAL.as_bytes()).findings);
}

#[wasm_bindgen_test]
fn an_outcome_travels_from_the_worker_to_the_page() {
    let outcome = outcome(SAMPLE);
    assert!(outcome.findings.len() >= 4);
    let value = serde_wasm_bindgen::to_value(&outcome).expect("serialisable");
    assert_eq!(serde_wasm_bindgen::from_value::<Outcome>(value).expect("the same shape"), outcome);
}

#[wasm_bindgen_test]
fn what_is_supplied_travels_to_the_worker_and_back() {
    let supplements = vec![
        Supplement { table: Table::T3, content: Content::Pasted(WRONG_TOTAL.to_owned()) },
        Supplement { table: Table::T4, content: Content::Empty(Form::F2021) },
    ];
    let options = Options { supplements, ..Options::default() };
    let value = serde_wasm_bindgen::to_value(&options).expect("serialisable");
    let there = serde_wasm_bindgen::from_value::<Options>(value).expect("the same shape");
    assert_eq!(there, options);
    let outcome = check("空白表", b"", &there).expect("tables");
    assert_eq!(outcome.findings.first().map(|finding| finding.rule.as_str()), Some("row-total-mismatch"));
    let value = serde_wasm_bindgen::to_value(&outcome).expect("serialisable");
    assert_eq!(serde_wasm_bindgen::from_value::<Outcome>(value).expect("the same shape"), outcome);
}

#[wasm_bindgen_test]
fn hostile_bytes_are_answered() {
    for bytes in [&b""[..], b"\xff\xfe", b"%PDF-1.7", b"<table><tr><td rowspan=99999999 colspan=99999999>", &[0; 4096]]
    {
        assert!(check("x", bytes, &Options::default()).is_err());
    }
}
