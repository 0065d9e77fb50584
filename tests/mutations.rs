//! Files of every format, damaged at random: whatever is in a file, checking it comes to an end with an answer.
//!
//! The seeds are fixed. Some dozens of damaged files a format are tried each time; the environment variable
//! `GOUJI_MUTATIONS` asks for another number: `GOUJI_MUTATIONS=10000 cargo test --release --test mutations -- --nocapture`
//! tells how many could still be read, the longest time, and the most memory the process had.
#![cfg(not(target_arch = "wasm32"))]

#[path = "mutations/damage.rs"]
mod damage;
#[path = "support/packed.rs"]
mod packed;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs};

use damage::{Dice, damaged};
use gouji::{Options, check};

/// How many damaged files of a format are tried when nothing else is asked for.
const FEW: u64 = 32;

/// One damaged file in so many is checked twice, to see that the outcome is the same.
const TWICE: u64 = 16;

#[test]
fn no_damage_to_word_documents_stops_the_check() {
    endure("docx");
}

#[test]
fn no_damage_to_text_documents_stops_the_check() {
    endure("odt");
}

#[test]
fn no_damage_to_workbooks_stops_the_check() {
    endure("xlsx");
}

#[test]
fn no_damage_to_spreadsheets_stops_the_check() {
    endure("ods");
}

#[test]
fn no_damage_to_separated_values_stops_the_check() {
    endure("csv");
}

#[test]
fn no_damage_to_pages_stops_the_check() {
    endure("html");
}

#[test]
fn no_damage_to_single_file_pages_stops_the_check() {
    endure("mht");
}

#[test]
fn no_damage_to_markdown_stops_the_check() {
    endure("md");
}

#[test]
fn no_damage_to_clipboards_stops_the_check() {
    endure("clipboard");
}

#[test]
fn no_damage_to_text_stops_the_check() {
    endure("txt");
}

/// Checks damaged files of the fixtures whose names end like this.
#[expect(clippy::disallowed_methods, reason = "the time is told, and nothing depends on it")]
fn endure(extension: &str) {
    let files = fixtures(extension);
    assert!(!files.is_empty(), "no fixture is a {extension}");
    let mutations = env::var("GOUJI_MUTATIONS").ok().and_then(|number| number.parse().ok()).unwrap_or(FEW);
    let (mut read, mut longest) = (0, (Duration::ZERO, 0));
    let mut failures = Vec::new();
    for seed in 0..mutations {
        let (name, bytes) = &files[usize::try_from(seed).unwrap_or(0) % files.len()];
        let bytes = damaged(bytes, &mut Dice::new(extension, seed));
        let begun = Instant::now();
        let answer = catch_unwind(AssertUnwindSafe(|| check("年报", &bytes, &Options::default())));
        longest = longest.max((begun.elapsed(), seed));
        match answer {
            Ok(answer) if seed % TWICE == 0 && answer != check("年报", &bytes, &Options::default()) => {
                failures.push(format!("{name}, seed {seed}: two answers"));
            }
            Ok(answer) => read += u64::from(answer.is_ok()),
            Err(_) => failures.push(format!("{name}, seed {seed}: a panic")),
        }
    }
    let (time, seed) = longest;
    let memory = memory().unwrap_or_default();
    println!("{extension}: {mutations} damaged, {read} read, at most {time:.0?} (seed {seed}){memory}");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The fixtures whose names end like this, with their contents.
fn fixtures(extension: &str) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of fixtures") {
            let path: PathBuf = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|other| other == extension) {
                found.push((path.display().to_string(), fs::read(&path).expect("a readable fixture")));
            }
        }
    }
    found.sort();
    found
}

/// The most memory the process has had, where the system tells.
fn memory() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(format!(", {} at most in memory", peak.trim()))
}
