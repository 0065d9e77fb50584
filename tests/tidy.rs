//! The tree's own rules: who may name whom, what the engine must not touch, how long a file may be.
//!
//! Each rule is a function from files to complaints. It runs over the tree, and over a bad sample to show that it can
//! complain. The rules read text, not syntax: comments and unit tests are left out where they do not count.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::Path;

/// Which modules of the crate a module may name, besides itself. It flows one way; nothing downstream reaches back.
/// `repair` shares the identities with the rules; `render` and `ui` name the rules for their titles and pages. Only
/// `check` runs them.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("limits", &[]),
    ("location", &[]),
    ("regulation", &[]),
    ("error", &["limits"]),
    ("diagnostic", &["location", "regulation"]),
    ("document", &["limits", "location"]),
    ("readers", &["document", "error", "limits", "location"]),
    ("report", &["diagnostic", "document", "error", "limits", "location", "regulation"]),
    ("rules", &["diagnostic", "document", "limits", "location", "regulation", "report"]),
    ("repair", &["diagnostic", "document", "limits", "location", "regulation", "report", "rules"]),
    ("plant", &["document", "location", "report", "rules"]),
    (
        "check",
        &[
            "diagnostic",
            "document",
            "error",
            "limits",
            "location",
            "readers",
            "regulation",
            "repair",
            "report",
            "rules",
        ],
    ),
    (
        "portfolio",
        &["check", "diagnostic", "document", "error", "limits", "location", "regulation", "repair", "report", "rules"],
    ),
    ("render", &["check", "diagnostic", "document", "error", "location", "regulation", "repair", "report", "rules"]),
    (
        "ui",
        &[
            "check",
            "diagnostic",
            "document",
            "error",
            "limits",
            "location",
            "plant",
            "portfolio",
            "regulation",
            "render",
            "repair",
            "report",
            "rules",
        ],
    ),
    ("bin", &["check", "diagnostic", "error", "limits", "location", "portfolio", "render", "rules", "ui"]),
];

/// What the engine must not touch, each with its reason.
const BANNED: &[(&str, &str)] = &[
    ("std::fs", "the engine reads no files: it runs in the browser too"),
    ("std::env", "the engine has no environment: same bytes in, same outcome out"),
    ("std::process", "the engine starts and ends no process"),
    ("println!", "the engine does not print"),
    ("eprintln!", "the engine does not print"),
    ("print!", "the engine does not print"),
    ("eprint!", "the engine does not print"),
    ("dbg!", "the engine does not print"),
    ("HashMap", "the order of a hash map is not the same twice: use a BTreeMap"),
    ("HashSet", "the order of a hash set is not the same twice: use a BTreeSet"),
    ("f32", "figures are exact decimals"),
    ("f64", "figures are exact decimals"),
    ("SystemTime", "the engine has no clock"),
    ("Instant", "the engine has no clock, and wasm32 panics on this one"),
    ("unwrap()", "the engine does not panic"),
    ("expect(", "the engine does not panic"),
    ("unreachable!", "the engine does not panic"),
    ("panic!", "the engine does not panic"),
    ("todo!", "the engine does not panic"),
    ("unimplemented!", "the engine does not panic"),
];

/// Crates of the browser: only the page names them.
const BROWSER: &[&str] = &["yew", "gloo", "web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures"];

/// Style sheets that belong to no single component.
const SHARED_STYLES: &[&str] = &["base", "btn", "modes", "print", "tokens"];

/// The most lines a source file may have. Past 400 one looks for the seam.
const MAX_LINES: usize = 600;

/// A text file of the tree.
struct File {
    /// From the root of the tree, with slashes.
    path: String,
    text: String,
}

impl File {
    fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// The module of the crate the file belongs to; `None` outside the crate and for its root.
    fn module(&self) -> Option<&str> {
        let name = self.path.strip_prefix("src/")?.split('/').next()?;
        let name = name.strip_suffix(".rs").unwrap_or(name);
        (name != "lib").then_some(name)
    }

    /// What ships and runs everywhere: not the two binaries, the page, and what unit tests share.
    fn is_engine(&self) -> bool {
        let for_tests = ["/test_support.rs", "/tests.rs"].iter().any(|end| self.path.ends_with(end));
        let shipped = self.path.starts_with("src/") && !for_tests;
        shipped && self.is_rust() && !matches!(self.module(), Some("bin" | "ui"))
    }

    /// The code that ships: numbered lines without comments, up to the unit tests.
    fn code(&self) -> Vec<(usize, &str)> {
        let end = self.text.find("#[cfg(test)]\nmod tests {").unwrap_or(self.text.len());
        let lines = self.text[..end].lines().enumerate();
        lines
            .map(|(index, line)| (index + 1, line.split("//").next().unwrap_or_default()))
            .filter(|(_, line)| !line.trim().is_empty())
            .collect()
    }

    fn complaint(&self, line: usize, what: impl std::fmt::Display) -> String {
        format!("{}:{line}: {what}", self.path)
    }
}

/// Every text file of the tree that we write by hand.
fn tree() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "tests", "benches", "www"] {
        collect(root, &root.join(folder), &mut files);
    }
    for name in ["Cargo.toml", "Trunk.toml", "Makefile", "build.rs", "clippy.toml", "README.md", "CHANGELOG.md"] {
        add(root, &root.join(name), &mut files);
    }
    files
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<File>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        // What the fuzzer leaves behind is in nobody's copy.
        let is_made = ["artifacts", "corpus", "coverage", "target"]
            .iter()
            .any(|name| path.ends_with(format!("tests/fuzz/{name}")));
        if path.is_dir() && !is_made {
            collect(root, &path, files);
        } else {
            add(root, &path, files);
        }
    }
}

/// Adds the file, unless it is not there or no UTF-8: fixtures may be anything.
fn add(root: &Path, path: &Path, files: &mut Vec<File>) {
    if let (Ok(text), Ok(path)) = (fs::read_to_string(path), path.strip_prefix(root)) {
        files.push(File { path: path.display().to_string().replace('\\', "/"), text });
    }
}

/// Where `word` stands in the line as a word of its own, not as a part of a longer name.
fn find_word(line: &str, word: &str) -> Option<usize> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    line.match_indices(word).map(|(at, _)| at).find(|&at| {
        let (before, after) = (&line[..at], &line[at + word.len()..]);
        let runs_on = word.starts_with(is_name) && before.ends_with(is_name)
            || word.ends_with(is_name) && after.starts_with(is_name);
        !runs_on
    })
}

/// The modules named right after `prefix`: one, or each of a group in braces.
fn named_after<'a>(code: &'a str, prefix: &str) -> Vec<&'a str> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        if code[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &code[at + prefix.len()..];
        let word = |text: &'a str| {
            let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
            &text[..end]
        };
        let Some(group) = rest.strip_prefix('{') else {
            names.push(word(rest));
            continue;
        };
        let mut depth = 0;
        let mut expected = true;
        for (index, c) in group.char_indices() {
            match c {
                '}' if depth == 0 => break,
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => expected = true,
                c if expected && !c.is_whitespace() => {
                    names.push(word(&group[index..]));
                    expected = false;
                }
                _ => {}
            }
        }
    }
    names
}

fn imports(files: &[File]) -> Vec<String> {
    let modules: Vec<_> = MAY_NAME.iter().map(|(module, _)| *module).collect();
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        let Some(module) = file.module() else { continue };
        let Some((_, may_name)) = MAY_NAME.iter().find(|(name, _)| *name == module) else {
            complaints.push(file.complaint(1, format!("the import table has no line for `{module}`")));
            continue;
        };
        let code: Vec<_> = file.code().into_iter().map(|(_, line)| line).collect();
        let code = code.join("\n");
        // In a binary, `crate` is the binary.
        let prefixes: &[&str] = if module == "bin" { &["gouji::"] } else { &["crate::", "super::super::"] };
        for name in prefixes.iter().flat_map(|prefix| named_after(&code, prefix)) {
            if modules.contains(&name) && name != module && !may_name.contains(&name) {
                complaints.push(file.complaint(1, format!("`{module}` must not name `{name}`")));
            }
        }
    }
    complaints
}

fn banned_in_engine(files: &[File]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| file.is_engine()) {
        for (number, line) in file.code() {
            for (word, reason) in BANNED {
                if find_word(line, word).is_some() {
                    complaints.push(file.complaint(number, format!("`{word}`: {reason}")));
                }
            }
        }
    }
    complaints
}

fn browser_outside_the_page(files: &[File]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| file.path.starts_with("src/") && file.is_rust()) {
        if file.module() == Some("ui") || file.path == "src/bin/app.rs" {
            continue;
        }
        for (number, line) in file.code() {
            let named = |name: &&str| {
                find_word(line, &format!("{name}::")).is_some()
                    // The parts of gloo are crates of their own: gloo_file, gloo_timers …
                    || *name == "gloo" && line.contains("gloo_")
            };
            if let Some(name) = BROWSER.iter().copied().find(named) {
                complaints.push(file.complaint(number, format!("`{name}` belongs into src/ui")));
            }
        }
    }
    complaints
}

fn without_module_doc(files: &[File]) -> Vec<String> {
    let undocumented = files.iter().filter(|file| file.is_rust() && !file.text.starts_with("//! "));
    undocumented.map(|file| file.complaint(1, "begins with no module doc (`//!`)")).collect()
}

fn too_long(files: &[File]) -> Vec<String> {
    let written = |file: &&File| [".rs", ".css", ".js"].iter().any(|end| file.path.ends_with(end));
    let long = files.iter().filter(written).filter(|file| file.text.lines().count() > MAX_LINES);
    long.map(|file| file.complaint(MAX_LINES, format!("longer than {MAX_LINES} lines: look for the seam"))).collect()
}

fn styles_without_component(files: &[File]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files {
        let Some(name) = file.path.strip_prefix("www/styles/").and_then(|path| path.strip_suffix(".css")) else {
            continue;
        };
        let component = name.replace('-', "_");
        let homes = [format!("src/ui/components/{component}.rs"), format!("src/ui/{component}.rs")];
        if !SHARED_STYLES.contains(&name) && !files.iter().any(|file| homes.contains(&file.path)) {
            complaints.push(file.complaint(1, format!("styles no component: there is no {}", homes[0])));
        }
    }
    complaints
}

fn unfinished(files: &[File]) -> Vec<String> {
    // Put together here, so that this file does not complain about itself.
    any_line(files, &[concat!("TO", "DO"), concat!("FIX", "ME")], "left unfinished")
}

fn machine_paths(files: &[File]) -> Vec<String> {
    let places = [
        concat!("/ho", "me/"),
        concat!("/ro", "ot/"),
        concat!("/Us", "ers/"),
        concat!("/wo", "rk/"),
        concat!("C:\\", "Users"),
    ];
    any_line(files, &places, "a path that exists on one machine only")
}

fn any_line(files: &[File], needles: &[&str], what: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files {
        for (index, line) in file.text.lines().enumerate() {
            let begins_here = |at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric());
            let stands_in = |needle: &&&str| line.match_indices(**needle).any(|(at, _)| begins_here(at));
            if let Some(needle) = needles.iter().find(stands_in) {
                complaints.push(file.complaint(index + 1, format!("`{needle}`: {what}")));
            }
        }
    }
    complaints
}

#[track_caller]
fn assert_tidy(check: fn(&[File]) -> Vec<String>) {
    let files = tree();
    assert!(files.len() > 10, "the tree was not found");
    let complaints = check(&files);
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// The check complains about every sample, and about nothing in the same place that is as it should be.
#[track_caller]
fn assert_complains(check: fn(&[File]) -> Vec<String>, bad: &[(&str, &str)], good: &[(&str, &str)]) {
    for (path, text) in bad {
        assert!(!check(&[File::new(path, text)]).is_empty(), "no complaint about {path}: {text}");
    }
    for (path, text) in good {
        assert_eq!(check(&[File::new(path, text)]), Vec::<String>::new(), "{path}: {text}");
    }
}

#[test]
fn modules_name_only_whom_they_may() {
    assert_tidy(imports);
    assert_complains(
        imports,
        &[
            ("src/rules/a.rs", "use crate::readers::read;"),
            ("src/rules/a.rs", "use crate::{\n    diagnostic::{Coverage, RuleId},\n    check,\n};"),
            ("src/rules/a.rs", "fn f() { super::super::check::check() }"),
            ("src/readers/html.rs", "use crate::report::Report;"),
            ("src/document/mod.rs", "fn f(_: crate::rules::Rule) {}"),
            ("src/bin/gouji/main.rs", "use gouji::readers::read;"),
            ("src/unheard_of.rs", ""),
        ],
        &[
            ("src/rules/a.rs", "/// See [`crate::readers`].\nuse crate::report::Report;"),
            ("src/rules/a.rs", "use crate::{diagnostic::{Coverage, check}, report};"),
            ("src/lib.rs", "pub use crate::check::check;"),
            ("src/rules/a.rs", "fn f() {}\n\n#[cfg(test)]\nmod tests {\n    use crate::readers;\n}"),
        ],
    );
}

#[test]
fn the_engine_touches_no_machine() {
    assert_tidy(banned_in_engine);
    let banned: Vec<_> = BANNED.iter().map(|(word, _)| format!("fn f() {{ let _ = {word}; }}")).collect();
    let bad: Vec<_> = banned.iter().map(|text| ("src/rules/a.rs", text.as_str())).collect();
    let good = [
        ("src/rules/a.rs", "// println! is not for the engine\nfn f() { unwrap_or(0); MyHashMapLike; }"),
        ("src/bin/gouji/main.rs", "use std::fs;"),
        ("src/ui/app.rs", "fn f(x: f64) {}"),
        ("src/rules/a.rs", "#[cfg(test)]\nmod tests {\n    fn f() { x.unwrap() }\n}"),
    ];
    assert_complains(banned_in_engine, &bad, &good);
}

#[test]
fn only_the_page_knows_the_browser() {
    assert_tidy(browser_outside_the_page);
    assert_complains(
        browser_outside_the_page,
        &[
            ("src/render/html.rs", "use web_sys::Document;"),
            ("src/check.rs", "use gloo_timers::callback::Timeout;"),
            ("src/bin/gouji/main.rs", "yew::Renderer::new();"),
        ],
        &[("src/ui/app.rs", "use yew::prelude::*;"), ("src/bin/app.rs", "use yew::Renderer;")],
    );
}

#[test]
fn every_source_file_says_what_it_is() {
    assert_tidy(without_module_doc);
    assert_complains(without_module_doc, &[("src/a.rs", "use a;"), ("tests/a.rs", "")], &[("src/a.rs", "//! A.\n")]);
}

#[test]
fn files_stay_small() {
    assert_tidy(too_long);
    let (long, short) = ("x\n".repeat(MAX_LINES + 1), "x\n".repeat(MAX_LINES));
    assert_complains(
        too_long,
        &[("src/a.rs", &long), ("www/styles/a.css", &long)],
        &[("src/a.rs", &short), ("a.md", &long)],
    );
}

#[test]
fn every_style_has_its_component() {
    assert_tidy(styles_without_component);
    assert_complains(styles_without_component, &[("www/styles/gone.css", "")], &[("www/styles/tokens.css", "")]);
    let pair = [File::new("www/styles/form-table.css", ""), File::new("src/ui/components/form_table.rs", "")];
    assert_eq!(styles_without_component(&pair), Vec::<String>::new());
}

#[test]
fn nothing_is_left_unfinished() {
    assert_tidy(unfinished);
    assert_complains(
        unfinished,
        &[("src/a.rs", concat!("// TO", "DO: later")), ("README.md", concat!("FIX", "ME"))],
        &[],
    );
}

#[test]
fn no_path_of_one_machine_is_written_down() {
    assert_tidy(machine_paths);
    assert_complains(
        machine_paths,
        &[("Makefile", concat!("cd /ho", "me/me"))],
        &[("README.md", concat!("www/ho", "me/a"))],
    );
}
