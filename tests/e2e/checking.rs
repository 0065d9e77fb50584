//! What comes in is checked, and what the page shows is what the engine says.

use std::fs;
use std::path::{Path, PathBuf};

use gouji::diagnostic::Severity;
use gouji::{Options, Outcome, check};
use thirtyfour::Key;
use thirtyfour::error::WebDriverResult;

use crate::page::{FindingShown, Page};

/// A whole report with the slips that are made most: the one the page brings along.
pub const SAMPLE: &str = include_str!("../../www/assets/sample.txt");

/// A table as a browser's clipboard holds it, with a merged head and one wrong total.
const TABLE: &str = "<html><body><!--StartFragment--><table><tr><td colspan=8>三、本年度办理结果</td></tr>\
    <tr><td>（一）予以公开</td><td>4</td><td>2</td><td>0</td><td>0</td><td>1</td><td>0</td><td>9</td></tr></table>\
    <!--EndFragment--></body></html>";

/// The reports of the other tests.
fn reports() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let entries = fs::read_dir(folder).expect("the fixtures are there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension != "expect"));
    files.sort();
    files
}

/// The engine gives the same natively and in the browser, and the page leaves nothing out and invents nothing.
pub async fn every_report_comes_out_as_on_the_command_line(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    let reports = reports();
    assert!(reports.len() >= 10, "only {} reports", reports.len());
    for file in reports {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&file).expect("a readable report");
        let outcome = check(&name, &bytes, &Options::default()).expect("a report");
        page.choose(&file).await?;
        page.until_answered("done").await?;
        compare(page, &name, &outcome).await?;
    }
    assert_eq!(page.loaded().await?, Vec::<String>::new());
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}

/// One file of each format, each of another report, dropped into the page.
pub async fn a_file_of_every_format_comes_out_as_on_the_command_line(page: &Page) -> WebDriverResult<()> {
    const FORMATS: [&str; 9] = ["docx", "odt", "xlsx", "ods", "csv", "html", "mht", "md", "clipboard"];

    page.open_file().await?;
    let office = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/office");
    let entries = |folder: &Path| {
        let entries = fs::read_dir(folder).expect("the fixtures are there");
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
        paths.sort();
        paths
    };
    let folders: Vec<PathBuf> = entries(&office).into_iter().filter(|path| path.join("twin.txt").is_file()).collect();
    assert!(folders.len() >= FORMATS.len(), "only {} reports", folders.len());
    for (folder, format) in folders.iter().zip(FORMATS) {
        let is_of_format = |path: &PathBuf| path.extension().is_some_and(|extension| extension == format);
        let file = entries(folder).into_iter().find(is_of_format).expect("every report is there in every format");
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&file).expect("a readable report");
        let outcome = check(&name, &bytes, &Options::default()).expect("a report");
        assert!(!outcome.report.cells.is_empty(), "{name}");
        page.drop_file(&name, &bytes).await?;
        page.until_answered("done").await?;
        compare(page, &name, &outcome).await?;
    }
    assert_eq!(page.loaded().await?, Vec::<String>::new());
    Ok(())
}

async fn compare(page: &Page, name: &str, outcome: &Outcome) -> WebDriverResult<()> {
    let mut expected: Vec<FindingShown> = outcome
        .findings
        .iter()
        .map(|finding| {
            let severity = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            (finding.rule.as_str().to_owned(), severity.to_owned())
        })
        .collect();
    let mut shown = page.findings().await?;
    // The page groups them by cause.
    expected.sort();
    shown.sort();
    assert_eq!(shown, expected, "{name}");
    let counts = (outcome.count(Severity::Error), outcome.count(Severity::Warning));
    assert_eq!(page.counts().await?, counts, "{name}");

    let cells = page.cells().await?;
    for (id, cell) in &outcome.report.cells {
        let shown = cells.get(&id.to_string()).unwrap_or_else(|| panic!("{name}: {id} is not in the page"));
        assert_ne!(shown.state, "unread", "{name}: {id}");
        let written = cell.raw.split_whitespace().next().unwrap_or_default();
        if !written.is_empty() {
            assert!(shown.text.contains(written), "{name}: {id} is {written}, shown is {}", shown.text);
        }
    }
    let read = cells.values().filter(|cell| cell.state != "unread").count();
    assert!(read >= outcome.report.cells.len(), "{name}");
    Ok(())
}

pub async fn a_pasted_table_is_read_as_a_table(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    // The text beside the table is what a clipboard has for programs that know no tables.
    page.paste(Some("4 2 0 0 1 0 9"), Some(TABLE)).await?;
    page.until_answered("done").await?;
    let findings = page.findings().await?;
    assert!(findings.contains(&("row-total-mismatch".to_owned(), "error".to_owned())), "{findings:?}");
    assert_eq!(page.cells().await?["t3.granted.total"].state, "error");
    Ok(())
}

pub async fn a_file_can_be_chosen_or_dropped(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("年报-{:?}.txt", page.browser));
    fs::write(&file, SAMPLE).expect("a writable folder");
    page.choose(&file).await?;
    page.until_answered("done").await?;
    let chosen = page.findings().await?;
    assert!(!chosen.is_empty());
    page.drop_file("年报.txt", SAMPLE.as_bytes()).await?;
    page.until_answered("done").await?;
    assert_eq!(page.findings().await?, chosen);
    Ok(())
}

pub async fn what_cannot_be_read_is_told(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    page.drop_file("照片.txt", &[0xff, 0xd8, 0xff, 0xe0, 0, 16, b'J', b'F', b'I', b'F', 0]).await?;
    page.until_answered("failed").await?;
    let said = page.text("main").await?;
    assert!(said.contains("照片.txt"), "{said}");
    // The page is as good as before.
    page.check_text(SAMPLE).await
}

/// The wrong cells carry sign, word and the figure expected, and the keyboard goes from one finding to the next.
pub async fn wrong_cells_are_marked_and_stepped_through(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    page.choose(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/town-2025-wrong-total.md")).await?;
    page.until_answered("done").await?;
    let cells = page.cells().await?;
    let suspects: Vec<_> = cells.iter().filter(|(_, cell)| cell.suspect).collect();
    let [(id, cell)] = suspects.as_slice() else { panic!("{suspects:?}") };
    assert_eq!((id.as_str(), cell.state.as_str()), ("t3.partial.total", "error"));
    assert!(cell.text.contains("✕\u{a0}应为 4"), "{cell:?}");

    page.open_file().await?;
    page.check_text(SAMPLE).await?;
    let all = page.findings().await?.len();
    assert!(all >= 4, "{all} findings");
    let at = |place: usize| format!("document.querySelector('.stepper__at').textContent === '{place} / {all}'");
    page.until(&at(1)).await?;
    // The list has lit the first finding already: the first step shows its cell, the second goes on.
    page.press(Key::F8).await?;
    page.until("document.activeElement.dataset.cell !== undefined").await?;
    page.until(&at(1)).await?;
    page.press(Key::F8).await?;
    page.until(&at(2)).await?;
    page.press_with_shift(Key::F8).await?;
    page.until(&at(1)).await?;
    page.press_with_shift(Key::F8).await?;
    page.until(&at(all)).await
}
