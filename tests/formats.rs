//! Ten reports in every format, made by the programs that people have: `tests/fixtures/office/`. Whatever a report is
//! stored in, it gives the same cells, findings and repairs as its plain-text twin.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use gouji::diagnostic::Diagnostic;
use gouji::document::number::Figure;
use gouji::location::CellId;
use gouji::{Options, Outcome, check};
use serde_json::Value;

/// What a text copied out of a PDF loses. It has no borders and no paragraphs: some cells cannot be told, a blank cell
/// leaves no trace at all, and what the rules say of the text and its labels differs. A cell that is read says what its
/// twin's does, always.
struct Loss {
    /// How the file's name ends; the first that fits counts.
    file: &'static str,
    /// How many cells may be unread, those in rows with a blank cell not counted.
    unread: usize,
}

const LOSSES: &[Loss] = &[
    // Notes in cells are broken over lines, with figures among them; units and notes stand apart from their figures.
    Loss { file: "county-2023-notes-in-cells/pdftotext-raw.pdf.txt", unread: 18 },
    // Columns of several rows stand among the heads of the page, and the figures of the next rows among them.
    Loss { file: "office-2025-long-text/pdftotext.pdf.txt", unread: 127 },
    // Rows in pieces are believed only where every equation holds, and here one figure is false.
    Loss { file: "county-2025-wrong-digit/pdftotext.pdf.txt", unread: 14 },
    // Blank cells are lost, so that columns have fewer figures than rows: only table two has none.
    Loss { file: "city-2022-blank-for-zero/pdftotext.pdf.txt", unread: 43 },
    // One cell in a hundred.
    Loss { file: ".pdf.txt", unread: 2 },
];

/// The files of every report's folder but its twin, under the report's name.
fn files() -> BTreeMap<String, Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/office");
    let mut files: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for report in paths(&folder).into_iter().filter(|path| path.join("twin.txt").is_file()) {
        let mut others = paths(&report);
        others.retain(|path| path.file_name() != Some(OsStr::new("twin.txt")));
        files.insert(report.to_string_lossy().into_owned(), others);
    }
    files
}

fn paths(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of fixtures");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort();
    paths
}

fn outcome(path: &Path) -> Result<Outcome, String> {
    let bytes = fs::read(path).expect("a readable fixture");
    check("年报", &bytes, &Options::default()).map_err(|error| error.to_string())
}

#[test]
fn every_format_gives_what_its_twin_gives() {
    let mut failures = Vec::new();
    let mut read = 0;
    for (report, files) in files() {
        let twin = outcome(&Path::new(&report).join("twin.txt")).expect("the twin is a report");
        for file in files {
            read += 1;
            let name = file.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(&file).display().to_string();
            match outcome(&file) {
                Ok(outcome) => {
                    let loss = LOSSES.iter().find(|loss| name.ends_with(loss.file));
                    let found = differences(&twin, &outcome, loss);
                    if !found.is_empty() {
                        failures.push(format!("{name}: {} differences\n{}", found.len(), found.join("\n")));
                    }
                }
                Err(error) => failures.push(format!("{name}: {error}")),
            }
        }
    }
    assert!(read >= 100, "only {read} files were found");
    assert!(failures.is_empty(), "{} of {read} files:\n{}", failures.len(), failures.join("\n"));
}

/// The first file of each report that is neither clipboard nor text, with its path as the archive has it.
fn archive() -> (Vec<u8>, BTreeMap<String, PathBuf>) {
    let mut bytes = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut bytes);
    let mut packed = BTreeMap::new();
    for (at, (_, files)) in files().into_iter().enumerate() {
        let office = files.into_iter().filter(|file| {
            let extension = file.extension().and_then(OsStr::to_str);
            matches!(extension, Some("docx" | "odt" | "xlsx" | "ods" | "csv" | "html" | "mht" | "md"))
        });
        let file = office.into_iter().nth(at % 8).expect("every report is there in every format");
        let name = format!("{at}/{}", file.file_name().unwrap_or_default().to_string_lossy());
        let (mut entry, config) = archive.new_file(&name).start().expect("a new file");
        let mut writer = config.wrap(&mut entry);
        writer.write_all(&fs::read(&file).expect("a readable fixture")).expect("packed");
        let (_, descriptor) = writer.finish().expect("packed");
        entry.finish(descriptor).expect("packed");
        packed.insert(name, file);
    }
    archive.finish().expect("an archive");
    (bytes, packed)
}

#[test]
fn an_archive_gives_what_its_files_give() {
    let (archive, packed) = archive();
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("formats-{}.zip", std::process::id()));
    fs::write(&path, archive).expect("the target folder can be written");
    let run = Command::new(env!("CARGO_BIN_EXE_gouji")).args(["check", "--format", "json"]).arg(&path).output();
    fs::remove_file(&path).expect("it was written");
    let run: Value = serde_json::from_slice(&run.expect("gouji starts").stdout).expect("the output is JSON");
    let documents = run["documents"].as_array().expect("documents");
    assert_eq!(documents.len(), packed.len());
    for (document, (name, file)) in documents.iter().zip(packed) {
        let outcome = outcome(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
        let source = document["source"].as_str().unwrap_or_default();
        assert!(source.ends_with(&format!(".zip/{name}")), "{source} for {name}");
        let count = |list: &str| document[list].as_array().map(Vec::len);
        let expected = (Some(outcome.report.cells.len()), Some(outcome.findings.len()));
        assert_eq!((count("cells"), count("findings")), expected, "{name}");
    }
}

/// How the outcome differs from that of the twin, but for places.
fn differences(twin: &Outcome, outcome: &Outcome, loss: Option<&Loss>) -> Vec<String> {
    let mut differences = Vec::new();
    let mut unread = Vec::new();
    for (id, cell) in &twin.report.cells {
        match figure(outcome, *id) {
            None if loss.is_some() && has_blank(twin, *id) => {}
            None => unread.push(id.to_string()),
            Some(found) if found == cell.figure => {}
            Some(found) => differences.push(format!("  {id}: {found:?} for {:?}", cell.figure)),
        }
    }
    for (id, cell) in &outcome.report.cells {
        if !twin.report.cells.contains_key(id) {
            differences.push(format!("  {id}: {:?}, which the twin does not have", cell.figure));
        }
    }
    // What is known to be lost of one file is known exactly.
    let is_as_known = match loss {
        Some(loss) if loss.file.contains('/') => unread.len() == loss.unread,
        _ => unread.len() <= loss.map_or(0, |loss| loss.unread),
    };
    if !is_as_known {
        let first = unread.iter().take(8).map(String::as_str).collect::<Vec<_>>().join(" ");
        differences.push(format!("  {} cells were not read: {first} …", unread.len()));
    }
    if loss.is_some() {
        return differences;
    }
    let mut twins: Vec<String> = twin.findings.iter().map(told).collect();
    for finding in outcome.findings.iter().map(told) {
        match twins.iter().position(|told| *told == finding) {
            Some(at) => _ = twins.remove(at),
            None => differences.push(format!("  found only here: {finding}")),
        }
    }
    differences.extend(twins.iter().map(|finding| format!("  not found: {finding}")));
    if outcome.repairs != twin.repairs {
        differences.push(format!("  repairs: {:?} for {:?}", outcome.repairs, twin.repairs));
    }
    differences
}

/// Whether any cell in the row of this one is blank.
fn has_blank(twin: &Outcome, id: CellId) -> bool {
    let in_row = |other: &CellId| (other.table, other.row) == (id.table, id.row);
    twin.report.cells.iter().any(|(other, cell)| in_row(other) && cell.figure == Figure::Blank)
}

fn figure(outcome: &Outcome, id: CellId) -> Option<Figure> {
    outcome.report.cell(id).map(|cell| cell.figure)
}

/// Everything of a finding but its place.
fn told(finding: &Diagnostic) -> String {
    let place = finding.primary.map_or("text".to_owned(), |cell| cell.to_string());
    let figures = finding.figures.as_ref().map_or(String::new(), |figures| {
        format!(" ({} for {}, {})", figures.reported, figures.computed, figures.difference)
    });
    format!("{} {} {place}{figures}: {}", finding.severity.word(), finding.rule.as_str(), finding.message)
}
