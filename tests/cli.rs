//! The command line as it is called: exit statuses, formats, folders, pipes.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/packed.rs"]
mod packed;

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use packed::packed;
use serde_json::{Value, json};

/// A row whose total is 2 too large.
const FAULTY: &str = "| （一）予以公开 | 4 | 2 | 0 | 0 | 1 | 0 | 9 |\n";
/// The same row with its right total.
const RIGHT: &str = "| （一）予以公开 | 4 | 2 | 0 | 0 | 1 | 0 | 7 |\n";

/// A folder of its own for one test, gone when the test is.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("the target folder can be written");
        Self(path)
    }

    fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("folder");
        fs::write(path, content).expect("file");
        self
    }

    #[track_caller]
    fn run(&self, args: &[&str]) -> Run {
        run(gouji().current_dir(&self.0).args(args).stdin(Stdio::null()).output())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.0);
    }
}

struct Run {
    status: i32,
    out: String,
    err: String,
}

impl Run {
    #[track_caller]
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }

    /// Source and status of every document of the JSON, in order.
    #[track_caller]
    fn documents(&self) -> Vec<(String, String)> {
        let run = self.json();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let list = run["documents"].as_array().expect("documents");
        list.iter().map(|document| (text(&document["source"]), text(&document["status"]))).collect()
    }
}

fn gouji() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env_remove("RUST_BACKTRACE");
    command
}

#[track_caller]
fn run(output: std::io::Result<Output>) -> Run {
    let output = output.expect("gouji starts");
    Run {
        status: output.status.code().expect("gouji ends by itself"),
        out: String::from_utf8(output.stdout).expect("the output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("the messages are UTF-8"),
    }
}

#[track_caller]
fn piped(args: &[&str], input: &[u8]) -> Run {
    let mut child = gouji()
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("gouji starts");
    child.stdin.take().expect("piped").write_all(input).expect("gouji reads its input");
    run(child.wait_with_output())
}

#[track_caller]
fn assert_valid(run: &Value) {
    let schema: Value = serde_json::from_str(include_str!("schema/outcome.schema.json")).expect("schema");
    let validator = jsonschema::validator_for(&schema).expect("schema");
    let faults: Vec<_> =
        validator.iter_errors(run).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_status_tells_whether_something_was_found() {
    let folder = Folder::new("status").with("a.md", FAULTY).with("b.md", RIGHT);
    for (args, status) in [
        (&["check", "b.md"][..], 0),
        (&["check", "a.md"], 1),
        (&["check", "a.md", "b.md"], 1),
        (&["check", "--fail-on", "never", "a.md"], 0),
        (&["check", "--fail-on", "note", "a.md"], 1),
        (&["check", "fehlt.md"], 2),
        (&["check", "--fail-on", "never", "fehlt.md"], 2),
        (&["check", "a.md", "fehlt.md"], 2),
        (&["check"], 2),
        (&["check", "--format", "xml", "a.md"], 2),
        (&["check", "--last-year", "b.md", "a.md"], 1),
        (&["check", "--last-year", "a.md", "b.md", "a.md"], 2),
        (&["check", "--last-year", "fehlt.md", "a.md"], 2),
        (&["check", "--ignore", "b.md", "a.md"], 2),
        (&["save", "a.md"], 0),
        (&["save", "fehlt.md"], 2),
        (&["--help"], 0),
        (&["--version"], 0),
        (&["rules"], 0),
    ] {
        let run = folder.run(args);
        assert_eq!(run.status, status, "{args:?}\n{}{}", run.out, run.err);
    }
}

#[test]
fn the_json_is_as_the_schema_says() {
    let folder = Folder::new("schema").with("a.md", FAULTY).with("leer.txt", "");
    let run = folder.run(&["check", "--format", "json", "a.md", "leer.txt", "fehlt.txt"]);
    assert_eq!(run.status, 2);
    assert_valid(&run.json());
    let documents = &run.json()["documents"];
    let finding = &documents[0]["findings"][0];
    assert_eq!(documents[0]["source"], "a.md");
    assert_eq!(finding["rule"], "row-total-mismatch");
    assert_eq!(finding["primary"], "t3.granted.total");
    assert_eq!([&finding["reported"], &finding["computed"], &finding["difference"]], ["9", "7", "2"]);
    assert_eq!(documents[0]["forms"], json!({ "t2": null, "t3": "2021", "t4": null }));
    assert_eq!(documents[1]["status"], "unreadable");
}

#[test]
fn locked_cells_are_left_as_they_are_in_every_document() {
    let folder = Folder::new("lock").with("a.md", FAULTY).with("b.md", FAULTY);
    let changed = |run: &Run| -> Vec<Vec<String>> {
        let documents = run.json()["documents"].as_array().expect("documents").clone();
        let cell = |option: &Value| option["changes"][0]["cell"].as_str().expect("a cell").to_owned();
        let options = |document: &Value| document["repairs"]["options"].as_array().expect("options").clone();
        documents.iter().map(|document| options(document).iter().map(cell).collect()).collect()
    };
    let free = changed(&folder.run(&["check", "--format", "json", "a.md", "b.md"]));
    assert!(free.iter().all(|cells| cells.iter().any(|cell| cell == "t3.granted.total")), "{free:?}");
    let locked = ["--lock", "t3.granted.total,t3.granted.person", "--lock", "t3.granted.business"];
    let run = folder.run(&[&["check", "--format", "json"][..], &locked, &["a.md", "b.md"]].concat());
    assert_valid(&run.json());
    for cells in changed(&run) {
        assert_eq!(cells.len(), 4, "{cells:?}");
        assert!(!cells.iter().any(|cell| locked.iter().any(|ids| ids.contains(cell.as_str()))), "{cells:?}");
    }
}

#[test]
fn locked_cells_that_contradict_each_other_are_told() {
    let folder = Folder::new("contradiction").with("a.md", FAULTY);
    let columns = ["person", "business", "research", "charity", "legal", "other_org", "total"];
    let locked = columns.map(|column| format!("t3.granted.{column}")).join(",");
    let run = folder.run(&["check", "--format", "json", "--lock", &locked, "a.md"]);
    assert_valid(&run.json());
    let repairs = &run.json()["documents"][0]["repairs"];
    assert_eq!((&repairs["status"], &repairs["undecided"]["reason"]), (&json!("undecided"), &json!("contradiction")));
    let equations = json!([{ "rule": "row-total-mismatch", "total": "t3.granted.total" }]);
    assert_eq!(repairs["undecided"]["equations"], equations);
    let told = folder.run(&["check", "--lock", &locked, "a.md"]).out;
    assert!(told.contains("锁定的格不可能都对") && told.contains("“（一）予以公开”这一行相加"), "{told}");
}

#[test]
fn a_cell_that_no_form_has_cannot_be_locked() {
    let folder = Folder::new("no-cell").with("a.md", FAULTY);
    let run = folder.run(&["check", "--lock", "t3.granted.persons", "a.md"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.starts_with("没有“t3.granted.persons”这个格。是不是想写 t3.granted.person？"), "{}", run.err);
}

#[test]
fn the_schema_refuses_what_is_not_the_contract() {
    let schema: Value = serde_json::from_str(include_str!("schema/outcome.schema.json")).expect("schema");
    let validator = jsonschema::validator_for(&schema).expect("schema");
    let folder = Folder::new("refused").with("a.md", FAULTY);
    let good = folder.run(&["check", "--format", "json", "a.md"]).json();
    assert!(validator.is_valid(&good));
    for (pointer, wrong) in [
        ("/version", json!(2)),
        ("/documents/0/status", json!("done")),
        ("/documents/0/cells/0/value", json!(4)),
        ("/documents/0/cells/0/id", json!("granted")),
        ("/documents/0/findings/0/severity", json!("fatal")),
        ("/documents/0/findings/0/anchor/line", json!(0)),
        ("/documents/0/repairs/status", json!("guessed")),
        ("/documents/0/coverage/0/status", json!("passed")),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer} is in the output")) = wrong;
        assert!(!validator.is_valid(&bad), "{pointer}");
    }
}

#[test]
fn standard_input_is_read_under_the_name_given() {
    let run = piped(&["check", "--format", "json", "--name", "年报.md", "-"], FAULTY.as_bytes());
    assert_eq!((run.status, run.documents()), (1, vec![("年报.md".to_owned(), "checked".to_owned())]));
    let unnamed = piped(&["check", "--format", "json", "-"], RIGHT.as_bytes());
    assert_eq!((unnamed.status, unnamed.documents()[0].0.as_str()), (0, "标准输入"));
}

#[test]
fn a_folder_is_walked_by_name_and_leaves_out_what_is_no_document() {
    let folder = Folder::new("folder")
        .with("报告/b.md", RIGHT)
        .with("报告/a/z.TXT", FAULTY)
        .with("报告/.gitignore", "*")
        .with("报告/.verborgen/c.md", FAULTY)
        .with("报告/~$b.docx", "lock")
        .with("报告/bild.png", "png");
    let run = folder.run(&["check", "--format", "json", "报告"]);
    let sources: Vec<_> = run.documents().into_iter().map(|(source, _)| source.replace('\\', "/")).collect();
    assert_eq!((run.status, sources), (1, vec!["报告/a/z.TXT".to_owned(), "报告/b.md".to_owned()]));
    let human = folder.run(&["check", "报告"]);
    assert!(human.out.contains("另有 1 个文件不是文档"), "{}", human.out);
}

#[test]
fn a_folder_without_documents_is_not_called_clean() {
    let folder = Folder::new("empty").with("bild.png", "png");
    let run = folder.run(&["check", "."]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.contains("没有找到可以核对的文件"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn links_to_files_are_read_and_links_to_folders_are_not_followed() {
    let folder = Folder::new("loop").with("in/a.md", RIGHT);
    std::os::unix::fs::symlink("..", folder.0.join("in/up")).expect("link");
    std::os::unix::fs::symlink("a.md", folder.0.join("in/b.md")).expect("link");
    std::os::unix::fs::symlink("nowhere", folder.0.join("in/broken.md")).expect("link");
    let run = folder.run(&["check", "--format", "json", "in"]);
    assert_eq!(run.status, 2);
    let documents = run.documents();
    let of = |status: &str| documents.iter().filter(|(_, is)| is == status).count();
    assert_eq!((of("checked"), of("unreadable")), (2, 1), "{documents:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_name_that_is_no_unicode_is_checked_all_the_same() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = Folder::new("name");
    fs::write(folder.0.join(std::ffi::OsStr::from_bytes(b"\xc4\xea\xb1\xa8.md")), FAULTY).expect("file");
    for format in ["human", "json", "jsonl", "sarif", "csv"] {
        assert_eq!(folder.run(&["check", "--format", format, "."]).status, 1, "{format}");
    }
}

#[test]
fn what_cannot_be_read_does_not_stop_the_rest() {
    let folder =
        Folder::new("beside").with("a.md", FAULTY).with("b.bin", [0u8, 159, 146, 150, 0, 1]).with("c.md", RIGHT);
    let run = folder.run(&["check", "--format", "json", "a.md", "b.bin", "fehlt", "c.md"]);
    let status: Vec<_> = run.documents().into_iter().map(|(_, status)| status).collect();
    assert_eq!(
        (run.status, status.as_slice()),
        (2, ["checked", "unreadable", "unreadable", "checked"].map(String::from).as_slice())
    );
    let human = folder.run(&["check", "a.md", "fehlt"]);
    assert!(human.out.contains("没有这个文件") && human.out.contains("1 份读不了"), "{}", human.out);
}

#[test]
fn a_file_over_the_limit_is_refused_by_its_size() {
    let folder = Folder::new("large");
    let file = fs::File::create(folder.0.join("a.txt")).expect("file");
    file.set_len(gouji::limits::MAX_BYTES as u64 + 1).expect("a sparse file");
    let run = folder.run(&["check", "a.txt"]);
    assert_eq!(run.status, 2);
    assert!(run.out.contains("超过 64 兆"), "{}", run.out);
}

#[test]
fn jsonl_has_one_document_a_line_in_input_order() {
    let mut folder = Folder::new("jsonl");
    let mut args = vec!["check".to_owned(), "--format".to_owned(), "jsonl".to_owned()];
    for index in 0..100 {
        // The first ones are the longest, so that the later ones are ready before them.
        let text = RIGHT.repeat(1 + (100 - index) * 4);
        let name = format!("{}.md", (index * 37) % 100);
        folder = folder.with(&name, text);
        args.push(name);
    }
    let run = folder.run(&args.iter().map(String::as_str).collect::<Vec<_>>());
    let lines: Vec<Value> =
        run.out.lines().map(|line| serde_json::from_str(line).expect("a line is an object")).collect();
    let sources: Vec<_> = lines.iter().map(|line| line["source"].as_str().unwrap_or_default()).collect();
    assert_eq!(sources, args[3..]);
    assert_valid(&json!({ "version": 1, "documents": lines }));
}

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    let mut folder = Folder::new("pipe");
    for index in 0..300 {
        folder = folder.with(&format!("{index}.md"), FAULTY);
    }
    let mut child = gouji()
        .current_dir(&folder.0)
        .args(["check", "--format", "jsonl", "."])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("gouji starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("a first line");
    assert!(line.starts_with("{\"source\""), "{line}");
    // The reader is gone with the end of the statement above: 300 documents do not fit into the pipe.
    let rest = run(child.wait_with_output());
    assert_eq!((rest.status, rest.err.as_str()), (0, ""));
}

#[test]
fn colour_is_for_terminals_or_on_demand() {
    let folder = Folder::new("colour").with("a.md", FAULTY);
    for (args, coloured) in [
        (&["check", "a.md"][..], false),
        (&["check", "--color", "never", "a.md"], false),
        (&["check", "--color", "always", "a.md"], true),
        (&["check", "--color", "always", "--format", "json", "a.md"], false),
    ] {
        assert_eq!(folder.run(args).out.contains('\u{1b}'), coloured, "{args:?}");
    }
}

#[test]
fn sarif_has_a_result_a_finding_and_a_notification_a_refusal() {
    let folder = Folder::new("sarif").with("甲.md", FAULTY).with("乙.md", RIGHT).with("丙.md", FAULTY);
    let run = folder.run(&["check", "--format", "sarif", "甲.md", "乙.md", "丙.md", "fehlt.md"]).json();
    let run = &run["runs"][0];
    let errors: Vec<_> = run["results"]
        .as_array()
        .expect("results")
        .iter()
        .filter(|result| result["level"] == "error")
        .map(|result| &result["locations"][0]["physicalLocation"])
        .collect();
    assert_eq!(errors.len(), 2, "{run}");
    assert_eq!(errors[0]["artifactLocation"]["uri"], "%E7%94%B2.md");
    assert_eq!(errors[0]["region"], json!({ "startLine": 1, "startColumn": 37, "endColumn": 38 }));
    assert_eq!(run["invocations"][0]["toolExecutionNotifications"].as_array().map(Vec::len), Some(1));
}

#[test]
fn csv_opens_in_excel_and_runs_no_formula() {
    let folder = Folder::new("csv").with("=a.md", FAULTY).with("b.md", RIGHT);
    let run = folder.run(&["check", "--format", "csv", "=a.md", "b.md", "fehlt.md"]);
    let table = run.out.strip_prefix('\u{feff}').expect("a byte order mark");
    assert_eq!(table.matches('\n').count(), table.matches("\r\n").count());
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(table.as_bytes()).records().map(|row| row.expect("a whole row")).collect();
    assert_eq!(
        rows.first().map(|row| [&row[0], &row[3], &row[5], &row[12], &row[13], &row[14]].map(str::to_owned)),
        Some(["'=a.md", "错误", "row-total-mismatch", "9", "7", "2"].map(str::to_owned))
    );
    assert_eq!(
        rows.last().map(|row| [&row[0], &row[3]].map(str::to_owned)),
        Some(["fehlt.md", "读不了"].map(str::to_owned))
    );
    for row in &rows {
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '@', '\t'])), "{row:?}");
    }
}

#[test]
fn a_rule_is_explained_by_id_or_title_and_a_slip_is_met_with_an_offer() {
    let folder = Folder::new("explain");
    let by_id = folder.run(&["explain", "row-total-mismatch"]);
    let title = by_id.out.split('（').next().expect("a title").to_owned();
    assert_eq!((by_id.status, folder.run(&["explain", &title]).out), (0, by_id.out.clone()));
    for heading in ["【查什么】", "【依据】", "【错例】", "【对例】", "【不查什么】"] {
        assert!(by_id.out.contains(heading), "{heading}");
    }
    let slip = folder.run(&["explain", "row-totl-mismatch"]);
    assert_eq!((slip.status, slip.out.as_str()), (2, ""));
    assert!(slip.err.contains("没有“row-totl-mismatch”这条规则。是不是想看 row-total-mismatch"), "{}", slip.err);
    assert!(!folder.run(&["explain", "zzz"]).err.contains("是不是想看"));
}

#[test]
fn every_rule_is_listed() {
    let folder = Folder::new("rules");
    let list = folder.run(&["rules", "--format", "json"]).json();
    let listed: Vec<_> = list["rules"].as_array().expect("rules").iter().map(|rule| rule["id"].clone()).collect();
    let catalogue: Vec<_> = gouji::rules::CATALOGUE.iter().map(|rule| json!(rule.id)).collect();
    assert_eq!(listed, catalogue);
    let human = folder.run(&["rules"]);
    assert_eq!(human.out.lines().count(), catalogue.len());
}

/// Puts a name in GBK in the place of one of the same length, wherever it stands.
fn in_gbk(mut bytes: Vec<u8>, from: &str, to: &str) -> Vec<u8> {
    let to = encoding_rs::GBK.encode(to).0;
    assert_eq!(from.len(), to.len());
    let places: Vec<_> = (0..bytes.len()).filter(|&at| bytes[at..].starts_with(from.as_bytes())).collect();
    assert_eq!(places.len(), 2, "a name stands before the file and in the list");
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(&to);
    }
    bytes
}

#[test]
fn an_archive_is_opened_like_a_folder() {
    let inner = packed(&[("c.md", RIGHT.as_bytes())]);
    let archive = packed(&[
        ("aaaa/bbbb.md", FAULTY.as_bytes()),
        ("b.zip", &inner),
        ("a.txt", "没有报告".as_bytes()),
        ("__MACOSX/._a.txt", b"x"),
        ("Thumbs.db", b"x"),
        ("~$a.docx", b"x"),
        ("bild.png", b"x"),
    ]);
    let archive = in_gbk(archive, "aaaa/bbbb", "街道/年报");
    let folder = Folder::new("archive").with("年报.zip", &archive).with("in/umbenannt.zip", &archive);
    let sources = ["a.txt", "b.zip/c.md", "街道/年报.md"];
    let expected = |before: &str| -> Vec<(String, String)> {
        let status = ["unreadable", "checked", "checked"];
        sources.iter().zip(status).map(|(name, status)| (format!("{before}/{name}"), status.to_owned())).collect()
    };
    let run = folder.run(&["check", "--format", "json", "年报.zip"]);
    assert_valid(&run.json());
    assert_eq!((run.status, run.documents()), (2, expected("年报.zip")));
    for format in ["human", "jsonl", "sarif", "csv"] {
        let run = folder.run(&["check", "--format", format, "年报.zip"]);
        let name = if format == "sarif" { "%E8%A1%97%E9%81%93/" } else { "年报.zip/街道/年报.md" };
        assert!(run.status == 2 && run.out.contains(name), "{format}: {}", run.out);
    }
    let human = folder.run(&["check", "年报.zip"]).out;
    assert!(human.contains("另有 1 个文件不是文档") && human.contains("没有认出"), "{human}");

    let in_folder: Vec<_> = folder.run(&["check", "--format", "json", "in"]).documents();
    let in_folder: Vec<_> = in_folder.into_iter().map(|(source, is)| (source.replace('\\', "/"), is)).collect();
    assert_eq!(in_folder, expected("in/umbenannt.zip"));
    let piped = piped(&["check", "--format", "json", "--name", "收到.zip", "-"], &archive);
    assert_eq!((piped.status, piped.documents()), (2, expected("收到.zip")));
}

#[test]
fn what_is_wrong_with_an_archive_is_told_in_a_sentence() {
    let report = RIGHT.as_bytes();
    let bomb = packed(&[("a.txt", &vec![b' '; gouji::limits::MAX_PART + 1]), ("b.md", report)]);
    assert!(bomb.len() < 1 << 20, "this is a bomb");
    let nested = packed(&[("甲.zip", &packed(&[("乙.zip", &packed(&[("c.md", report)]))])), ("b.md", report)]);
    let whole = packed(&[("b.md", report)]);
    let folder = Folder::new("bad-archive")
        .with("bomb.zip", &bomb)
        .with("nested.zip", &nested)
        .with("empty.zip", packed(&[]))
        .with("pictures.zip", packed(&[("a.png", b"x"), ("b.png", b"x")]))
        .with("torn.zip", &whole[..whole.len() - 20]);
    for (archive, documents, sentence) in [
        ("bomb.zip", 2, "超过 48 兆"),
        ("nested.zip", 2, "压缩包里的压缩包里又有压缩包"),
        ("empty.zip", 1, "压缩包是空的"),
        ("pictures.zip", 1, "里面的 2 个文件都不是文档"),
        ("torn.zip", 1, "压缩包"),
    ] {
        let run = folder.run(&["check", "--format", "json", archive]);
        assert_valid(&run.json());
        let documents_seen = run.documents();
        assert_eq!((run.status, documents_seen.len()), (2, documents), "{archive}: {documents_seen:?}");
        assert_eq!(documents_seen.iter().filter(|(_, is)| is == "unreadable").count(), 1, "{archive}");
        assert!(run.out.contains(sentence), "{archive}: {}", run.out);
    }
}
