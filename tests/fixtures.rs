//! Whole reports in `tests/fixtures/`, each beside its `.expect` file, checked completely: see [`support::expect`].
#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use gouji::{Options, check};
use support::expect::differences;

/// Every file of the folder, in the order of the names.
fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let entries = fs::read_dir(&folder).expect("the fixtures are beside the tests");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}

#[test]
fn every_report_gives_what_its_expectations_say() {
    let is_expectation = |path: &&PathBuf| path.extension() == Some(OsStr::new("expect"));
    let mut failures = Vec::new();
    let mut read = 0;
    for path in files().iter().filter(|path| !is_expectation(path)) {
        let name = path.file_name().and_then(OsStr::to_str).expect("fixtures have plain names");
        let bytes = fs::read(path).expect("a readable fixture");
        let expectations = fs::read_to_string(path.with_extension("expect"));
        read += 1;
        match (expectations, check(name, &bytes, &Options::default())) {
            (Err(error), _) => failures.push(format!("{name}: no expectations: {error}")),
            (_, Err(error)) => failures.push(format!("{name}: {error}")),
            (Ok(expectations), Ok(outcome)) => {
                let found = differences(&expectations, &outcome);
                failures.extend(found.into_iter().map(|difference| format!("{name}: {difference}")));
            }
        }
    }
    assert!(read >= 14, "only {read} reports were found");
    assert!(failures.is_empty(), "{} differences:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn no_expectations_are_left_without_their_report() {
    let files = files();
    for path in files.iter().filter(|path| path.extension() == Some(OsStr::new("expect"))) {
        let has_report = files.iter().any(|other| other != path && other.file_stem() == path.file_stem());
        assert!(has_report, "{} belongs to no report", path.display());
    }
}
