//! The licences of everything that is linked into the page.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::Value;

/// The target the page is built for.
const TARGET: &str = "wasm32-unknown-unknown";

/// A list of all crates in the page with their licences, and each licence's text once.
pub fn of_the_page(package: &Path) -> Result<String, Box<dyn Error>> {
    let metadata = metadata(package)?;
    let packages: BTreeMap<&str, &Value> =
        list(&metadata["packages"]).iter().map(|package| (text(&package["id"]), package)).collect();
    let mut list = String::from("Gouji's page contains the following crates.\n\n");
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for id in linked(&metadata) {
        let Some(package) = packages.get(id) else { continue };
        let name = format!("{} {}", text(&package["name"]), text(&package["version"]));
        list += &format!("{name}: {}\n", text(&package["license"]));
        for licence in licence_texts(Path::new(text(&package["manifest_path"]))) {
            texts.entry(licence).or_default().push(name.clone());
        }
    }
    for (licence, names) in texts {
        list += &format!("\n{}\n{}:\n\n{}\n", "-".repeat(80), names.join(", "), licence.trim());
    }
    Ok(list)
}

fn metadata(package: &Path) -> Result<Value, Box<dyn Error>> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .current_dir(package)
        .args(["metadata", "--format-version=1", "--locked", "--filter-platform", TARGET])
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The ids of what ends up in the page: ordinary dependencies, without macros, which only run in the compiler.
fn linked(metadata: &Value) -> BTreeSet<&str> {
    let root = text(&metadata["resolve"]["root"]);
    let nodes: BTreeMap<&str, &Value> =
        list(&metadata["resolve"]["nodes"]).iter().map(|node| (text(&node["id"]), node)).collect();
    let macros: BTreeSet<&str> = list(&metadata["packages"])
        .iter()
        .filter(|package| list(&package["targets"]).iter().any(|target| target["kind"][0] == "proc-macro"))
        .map(|package| text(&package["id"]))
        .collect();
    let (mut found, mut open) = (BTreeSet::new(), vec![root]);
    while let Some(id) = open.pop() {
        for dependency in nodes.get(id).map_or(&[][..], |node| list(&node["deps"])) {
            let ordinary = list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
            let id = text(&dependency["pkg"]);
            if ordinary && !macros.contains(id) && found.insert(id) {
                open.push(id);
            }
        }
    }
    found
}

/// The texts a crate brings along, without Apache's where it may be had under MIT's.
fn licence_texts(manifest: &Path) -> Vec<String> {
    let Some(entries) = manifest.parent().and_then(|folder| fs::read_dir(folder).ok()) else { return Vec::new() };
    let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.is_file() && ["LICENSE", "LICENCE", "COPYING"].iter().any(|word| name(path).starts_with(word))
        })
        .collect();
    if paths.iter().any(|path| name(path).contains("MIT")) {
        paths.retain(|path| !name(path).contains("APACHE"));
    }
    paths.sort();
    paths.iter().filter_map(|path| fs::read_to_string(path).ok()).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
