//! The way out: the corrected table goes into the clipboard, and an old form is shown on the new one.

use serde::Deserialize;
use serde_json::Value;
use thirtyfour::Key;
use thirtyfour::error::WebDriverResult;

use crate::checking::SAMPLE;
use crate::page::Page;

/// A report of 2024 on the form of 2019.
const OLD: &str = include_str!("../fixtures/street-2024-old-form.txt");

/// The button that copies, in whichever dialog.
const COPY: &str = ".copier__do .btn";

/// What went into the clipboard.
#[derive(Debug, Deserialize)]
pub struct Copied {
    pub html: String,
    pub text: String,
}

/// Presses the button that copies, and sees what it copies: the clipboard itself is one for all tests.
pub async fn copied(page: &Page) -> WebDriverResult<Copied> {
    let watch = r#"
        addEventListener("copy", (event) => {
            const get = (kind) => event.clipboardData.getData(kind);
            window.copied = { html: get("text/html"), text: get("text/plain") };
        }, { once: true });
    "#;
    page.script::<Value>(watch, &[]).await?;
    page.first(COPY).await?.click().await?;
    page.until(r#"document.querySelector(".copier__told .sign--ok")"#).await?;
    page.script("return window.copied", &[]).await
}

/// How many elements a selector finds.
async fn count(page: &Page, selector: &str) -> WebDriverResult<usize> {
    page.script(&format!("return document.querySelectorAll({selector:?}).length"), &[]).await
}

pub async fn a_corrected_table_is_copied_and_comes_back(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    page.check_text(SAMPLE).await?;
    page.script::<Value>(r#"document.querySelector('#sheet [data-cell="t3.granted.total"]').focus()"#, &[]).await?;
    page.type_keys(&format!("7{}", Key::Enter.value())).await?;
    page.until(r#"document.querySelector(".editbar")"#).await?;
    page.until_answered("done").await?;
    page.first(".editbar__end .btn").await?.click().await?;

    // The table with the change is chosen already; nothing is marked unless it is asked for.
    let plain = copied(page).await?;
    assert!(plain.html.contains("rowspan=\"3\"") && !plain.html.contains("#ffff00"), "{}", plain.html);
    assert!(plain.text.lines().all(|line| line.split('\t').count() == 10), "{}", plain.text);
    page.first("input[name=copier-mark]").await?.click().await?;
    let marked = copied(page).await?;
    assert_eq!(marked.html.matches("#ffff00").count(), 1);
    assert_eq!(marked.text, plain.text);
    assert_eq!(page.axe().await?, Vec::<String>::new());
    page.press(Key::Escape).await?;
    page.until(r#"!document.querySelector(".dialog")"#).await?;

    for (text, html) in [(marked.text.as_str(), Some(marked.html.as_str())), (plain.text.as_str(), None)] {
        page.check_text(SAMPLE).await?;
        page.paste(Some(text), html).await?;
        page.until("document.querySelectorAll('#sheet [data-cell]').length === 175").await?;
        page.until_answered("done").await?;
        // The total that was left blank is still blank; the note in the corner is now the form's own.
        assert_eq!(page.counts().await?, (0, 1));
        assert_eq!(page.cells().await?["t3.granted.total"].text, "7");
    }
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}

pub async fn an_old_form_is_shown_on_the_new_one(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    page.check_text(OLD).await?;
    page.first(".reportbar .link[aria-haspopup]").await?.click().await?;
    page.until(r#"document.querySelector(".newform")"#).await?;
    assert_eq!((count(page, ".newform__gap").await?, count(page, ".newform .form--t3 .fig").await?), (7, 175));
    let text = page.text(".newform").await?;
    for words in ["政府集中采购：采购项目数量\u{a0}2，采购总金额\u{a0}36800", "旧表没有这一项", "分开的三行也一样"]
    {
        assert!(text.contains(&words.replace('\u{a0}', " ")) || text.contains(words), "{words} is not in {text}");
    }
    assert_eq!(page.axe().await?, Vec::<String>::new());

    let copied = copied(page).await?;
    page.press(Key::Escape).await?;
    page.until(r#"!document.querySelector(".dialog")"#).await?;
    page.paste(Some(&copied.text), Some(&copied.html)).await?;
    page.until("document.querySelectorAll('#sheet [data-cell]').length === 200").await?;
    page.until_answered("done").await?;
    assert!(page.text(".reportbar__form").await?.contains("2021 年表样"));
    // The totals that were left at 0 are still to be put right, and nothing else.
    let findings = page.findings().await?;
    assert!(findings.iter().all(|(rule, severity)| severity != "error" || rule.ends_with("-mismatch")), "{findings:?}");
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}
