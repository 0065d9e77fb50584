//! The page as one file, and the policy that keeps it to itself.

use std::io;

use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};

/// Where Trunk would load the script.
const SCRIPT: &str = r#"<script data-pack="app"></script>"#;

/// Says that the page is UTF-8, with more authority than a server that calls all its pages GB2312.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Where the policy belongs: before everything it is about.
const POLICY: &str = r#"<meta data-pack="policy">"#;

/// How the script ends that starts what Trunk built.
const BOOT: &str = include_str!("../boot.js");

/// Tells the user of a browser that is too old; itself written for such a browser.
const NOTICE: &str = include_str!("../notice.js");

/// Takes `'unsafe-eval'` back where the browser knows `'wasm-unsafe-eval'`.
///
/// Chromium before 97 and Safari before 16 need the wide word to run any wasm, so that the page's own policy has both.
/// Several policies all hold at once: a second one can only take away. `findLast` came with Chromium 97 and Safari
/// 15.4, `overscroll-behavior` with Safari 16.
const NARROW: &str = r#"if ([].findLast && CSS.supports("overscroll-behavior", "none")) {
  var policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = document.querySelector("meta[http-equiv]").content.replace(" 'unsafe-eval'", "");
  document.head.appendChild(policy);
}"#;

/// Puts the style sheets, the script and the wasm's text into the page, and the policy at its head.
///
/// # Errors
/// When the template misses one of its marks, a style sheet cannot be read, or a script would end its own element.
pub fn compose(
    template: &str,
    read_style: impl Fn(&str) -> io::Result<String>,
    glue: &str,
    wasm: &str,
) -> Result<String, String> {
    let (page, style) = take_styles(template, read_style)?;
    let app = format!("{glue}\n{BOOT}");
    let scripts = [NARROW, NOTICE, &app];
    for script in scripts {
        if script.contains("</script") || script.contains("<!--") {
            return Err("a script would end its own element".to_owned());
        }
    }
    let policy = format!(
        r#"<meta http-equiv="Content-Security-Policy" content="{}"><script>{NARROW}</script><style>{style}</style>"#,
        policy(&scripts, &style)
    );
    // The app's own element has an id, by which the page finds what its worker shall run.
    let body = format!(
        r#"<script>{NOTICE}</script><script type="text/plain" id="app-wasm">{wasm}</script><script id="app-script">{app}</script>"#
    );
    let page = replace_once(&page, POLICY, &policy)?;
    let page = replace_once(&page, SCRIPT, &body)?;
    Ok(format!("{BYTE_ORDER_MARK}{page}"))
}

/// The catalogue of rules as a page of its own, which may run and load nothing at all.
pub fn of_rules(body: &str, tokens: &str, style: &str) -> String {
    let style = format!("{tokens}{style}");
    let hash = BASE64_STANDARD.encode(Sha256::digest(&style));
    format!(
        r#"{BYTE_ORDER_MARK}<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>勾稽查什么 · 规则一览</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
"#
    )
}

/// Takes the links to style sheets out of the page, and returns what they link to, in their order.
fn take_styles(template: &str, read_style: impl Fn(&str) -> io::Result<String>) -> Result<(String, String), String> {
    let (mut page, mut style) = (String::new(), String::new());
    for line in template.lines() {
        let Some(link) = line.trim().strip_prefix(r#"<link rel="stylesheet" href="./"#) else {
            page.push_str(line);
            page.push('\n');
            continue;
        };
        let name = link.split('"').next().unwrap_or_default();
        style += &read_style(name).map_err(|error| format!("style sheet {name}: {error}"))?;
    }
    if style.contains("</style") {
        return Err("a style sheet would end its own element".to_owned());
    }
    Ok((page, style))
}

fn policy(scripts: &[&str], style: &str) -> String {
    let hashes: Vec<String> = scripts.iter().map(|script| hash(script)).collect();
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval' 'unsafe-eval'; style-src {}; img-src data:; \
         worker-src blob:; connect-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'",
        hashes.join(" "),
        hash(style)
    )
}

fn hash(source: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(source)))
}

fn replace_once(page: &str, mark: &str, by: &str) -> Result<String, String> {
    match page.split_once(mark) {
        Some((before, after)) if !after.contains(mark) => Ok([before, by, after].concat()),
        _ => Err(format!("{mark} does not stand in the page exactly once")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "<meta charset=\"utf-8\">\n<meta data-pack=\"policy\">\n\
        <link rel=\"stylesheet\" href=\"./a.css\"/>\n<link rel=\"stylesheet\" href=\"./b.css\"/>\n\
        <script data-pack=\"app\"></script>\n";

    fn read(name: &str) -> io::Result<String> {
        Ok(format!("/* {name} */"))
    }

    #[test]
    fn styles_keep_their_order_and_stand_under_their_hash() {
        let page = compose(TEMPLATE, read, "let wasm_bindgen;", "codes").expect("a page");
        assert!(page.contains("<style>/* a.css *//* b.css */</style>"), "{page}");
        assert!(page.contains(&format!("style-src {};", hash("/* a.css *//* b.css */"))), "{page}");
        assert!(!page.contains("<link"), "{page}");
    }

    #[test]
    fn a_script_that_ends_its_element_is_refused() {
        assert!(compose(TEMPLATE, read, "'</script>'", "").is_err());
    }

    #[test]
    fn a_template_without_its_marks_is_refused() {
        assert!(compose("<html>", read, "", "").is_err());
    }
}
