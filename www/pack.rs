//! Makes the page one file, which works from disk as well as from a server, and asks for nothing once it is loaded.
//!
//! Trunk runs this after it has built the glue, the wasm and the style sheets. What comes out is `dist/gouji.html`; the
//! same file as `index.html`, with its check sums and the licences, is what Trunk then puts into `dist/site`.
//! A page that old browsers could not start, or that is over its budget, fails the build.

#[path = "pack/licences.rs"]
mod licences;
#[path = "pack/page.rs"]
mod page;
#[path = "pack/text.rs"]
mod text;
#[path = "pack/weight.rs"]
mod weight;

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use sha2::{Digest, Sha256};
use wasmparser::{Validator, WasmFeatures};

/// How the catalogue of rules looks.
const RULES_STYLE: &str = include_str!("catalogue.css");

/// What the page may weigh when it is sent, compressed with brotli: 1,000 KB.
const BUDGET: usize = 1_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let staging = folder("TRUNK_STAGING_DIR")?;
    let site = folder("TRUNK_DIST_DIR")?;
    let package = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let release = env::var("TRUNK_PROFILE").as_deref() == Ok("release");

    let named = fs::read(staging.join("app_bg.wasm"))?;
    let wasm = weight::stripped(&named)?;
    if release {
        Validator::new_with_features(WasmFeatures::WASM1)
            .validate_all(&wasm)
            .map_err(|error| format!("the wasm is not what browsers of 2018 know: {error}"))?;
    }
    let script = fs::read_to_string(staging.join("app.js"))?;
    let template = fs::read_to_string(staging.join("index.html"))?;
    let style = |name: &str| fs::read_to_string(staging.join(name));
    let tokens = style("tokens.css")?;
    let page = page::compose(&template, style, &script, &text::encode(&wasm))?;

    // Everything else is in the page now.
    for entry in fs::read_dir(&staging)? {
        fs::remove_file(entry?.path())?;
    }
    fs::write(staging.join("index.html"), &page)?;
    fs::copy(package.join("LICENSE"), staging.join("LICENSE"))?;
    fs::write(staging.join("THIRD-PARTY.txt"), licences::of_the_page(&package)?)?;
    fs::write(staging.join("rules.html"), page::of_rules(&gouji::render::catalogue(), &tokens, RULES_STYLE))?;
    let files = ["LICENSE", "THIRD-PARTY.txt", "index.html", "rules.html"];
    fs::write(staging.join("SHA256SUMS"), check_sums(&staging, &files)?)?;
    let alone = site.parent().ok_or("the site has no folder above it")?.join("gouji.html");
    fs::write(alone, &page)?;

    if release {
        for (part, share) in weight::shares(&named)? {
            println!("{part:<16} {:>8.1} KB of code, {} functions", kilobytes(share.code), share.functions);
        }
        weigh("wasm", &wasm)?;
        let weight = weigh("page", page.as_bytes())?;
        println!("{:>30} {:>10.1} KB", "budget", kilobytes(BUDGET));
        if weight > BUDGET {
            return Err("the page is over its budget".into());
        }
    }
    Ok(())
}

/// The folder Trunk names in this variable.
fn folder(variable: &str) -> Result<PathBuf, String> {
    env::var_os(variable).map(PathBuf::from).ok_or_else(|| format!("{variable} is not set: Trunk runs this program"))
}

/// Check sums as `sha256sum -c` reads them.
fn check_sums(folder: &Path, names: &[&str]) -> Result<String, Box<dyn Error>> {
    let mut sums = String::new();
    for name in names {
        for byte in Sha256::digest(fs::read(folder.join(name))?) {
            sums += &format!("{byte:02x}");
        }
        sums += &format!("  {name}\n");
    }
    Ok(sums)
}

/// Prints how heavy something is as it is, with gzip and with brotli, and returns the last.
fn weigh(what: &str, bytes: &[u8]) -> Result<usize, Box<dyn Error>> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(bytes)?;
    let gzip = gzip.finish()?.len();
    let mut brotli = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut brotli, &params)?;
    println!(
        "{what:<6} {:>8.1} KB  gzip {:>8.1} KB  brotli {:>8.1} KB",
        kilobytes(bytes.len()),
        kilobytes(gzip),
        kilobytes(brotli.len())
    );
    Ok(brotli.len())
}

#[expect(clippy::cast_precision_loss, reason = "no page is that heavy")]
fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1000.0
}
