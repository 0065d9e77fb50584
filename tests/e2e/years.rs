//! Two years, and what the user decides about what is found: seen, taken along in files, and taken back.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;
use thirtyfour::Key;
use thirtyfour::error::WebDriverResult;

use crate::checking::SAMPLE;
use crate::page::Page;

const LAST_YEAR: &str = "input[type=file][data-input=last-year]";

const IMPORT: &str = "input[data-import-decisions]";

/// Where the carry-over of the individuals does not fit.
const CARRIED_IN: &str = "t3.carried_in.person";

/// What the page gave out.
#[derive(Debug, Deserialize)]
struct GivenOut {
    name: String,
    text: String,
}

/// The sample as a report of another year that carried three applications out.
fn of_year(year: u16) -> String {
    let title = "年政府信息公开工作年度报告";
    let text = SAMPLE.replacen(&format!("2024{title}"), &format!("{year}{title}"), 1);
    let row = |person: u8, total: &str| format!("四、结转下年度继续办理\t{person}\t0\t0\t0\t0\t0\t{total}");
    let text = text.replacen(&row(1, ""), &row(3, "3"), 1);
    assert!(text.contains(&row(3, "3")));
    text
}

/// A file of this name for the browser to choose.
fn file(page: &Page, name: &str, text: &str) -> PathBuf {
    let folder =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("years-{:?}-{}", page.browser, std::process::id()));
    fs::create_dir_all(&folder).expect("a writable folder");
    let file = folder.join(name);
    fs::write(&file, text).expect("a writable folder");
    file
}

/// Presses a button that gives a file out, and reads it out of the page's memory in place of the browser.
async fn given_out(page: &Page, button: &str) -> WebDriverResult<GivenOut> {
    let watch = r#"
        const create = URL.createObjectURL;
        URL.createObjectURL = (blob) => {
            window.givenOut = blob;
            return create.call(URL, blob);
        };
        HTMLAnchorElement.prototype.click = function () {
            document.documentElement.setAttribute("data-given-out", this.download);
        };
    "#;
    page.script::<Value>(watch, &[]).await?;
    page.first(button).await?.click().await?;
    page.until("document.documentElement.dataset.givenOut").await?;
    let name = page.script("return document.documentElement.dataset.givenOut", &[]).await?;
    Ok(GivenOut { name, text: page.script("return window.givenOut.text()", &[]).await? })
}

/// How many findings of a rule are listed.
async fn told(page: &Page, rule: &str) -> WebDriverResult<usize> {
    Ok(page.findings().await?.iter().filter(|(found, _)| found == rule).count())
}

/// Waits until so many findings are ignored.
async fn until_ignored(page: &Page, count: usize) -> WebDriverResult<()> {
    let is_ignored = format!("document.querySelector('[data-ignored-count]').dataset.ignoredCount === '{count}'");
    page.until(&is_ignored).await?;
    page.until_answered("done").await
}

pub async fn two_years_are_compared_and_a_decision_outlives_the_page(page: &Page) -> WebDriverResult<()> {
    let last_year = file(page, "去年.txt", &of_year(2023));
    page.open_file().await?;
    page.check_text(SAMPLE).await?;
    assert_eq!(told(page, "carry-over-mismatch").await?, 0);
    page.choose_in(LAST_YEAR, &last_year).await?;
    page.until("document.querySelector('[data-two-years]')").await?;
    page.until_answered("done").await?;
    assert_eq!(told(page, "carry-over-mismatch").await?, 2);
    assert_eq!(page.cells().await?[CARRIED_IN].state, "error");
    assert!(page.text(".lastyear__say").await?.contains("2023 年"));
    // It is no change of the report.
    page.until("!document.querySelector('.editbar')").await?;
    assert_eq!(page.axe().await?, Vec::<String>::new());

    page.first("[data-two-years]").await?.click().await?;
    page.until("document.querySelector('[data-two-years-table]')").await?;
    let first: String = page.script("return document.querySelector('[data-two-years-cell]').dataset.told", &[]).await?;
    assert_eq!(first, "error");
    // What came over stands beside what was left, and says so.
    let carried: Vec<String> = page
        .script(
            &format!(
                "return Array.from(document.querySelectorAll('[data-two-years-cell=\"{CARRIED_IN}\"] td'), (td) => td.textContent)"
            ),
            &[],
        )
        .await?;
    assert_eq!(carried, ["3", "1", "−2"]);
    assert!(page.text(".years__then").await?.contains("去年的“四、结转下年度继续办理”"));
    let shown = "document.querySelectorAll('[data-two-years-cell]').length";
    let few: usize = page.script(&format!("return {shown}"), &[]).await?;
    page.first(".years__more").await?.click().await?;
    page.until(&format!("{shown} > {few}")).await?;
    assert_eq!(page.axe().await?, Vec::<String>::new());
    page.first(&format!("[data-two-years-cell=\"{CARRIED_IN}\"] .link")).await?.click().await?;
    page.until(&format!("document.activeElement.dataset.cell === '{CARRIED_IN}'")).await?;
    page.until("!document.querySelector('.dialog')").await?;

    let errors = page.counts().await?.0;
    page.first("[data-rule=carry-over-mismatch] [data-ignore]").await?.click().await?;
    page.until("document.activeElement.dataset.reason !== undefined").await?;
    assert_eq!(page.axe().await?, Vec::<String>::new());
    page.type_keys(&format!("台账如此{}", Key::Enter.value())).await?;
    until_ignored(page, 1).await?;
    assert_eq!((page.counts().await?.0, told(page, "carry-over-mismatch").await?), (errors - 1, 1));
    page.press_with(Key::Control, "z").await?;
    until_ignored(page, 0).await?;
    page.press_with(Key::Control, "y").await?;
    until_ignored(page, 1).await?;
    page.first(".ignored__toggle").await?.click().await?;
    page.until("document.querySelector('.ignored__toggle[aria-expanded=true]')").await?;
    assert!(page.text("#ignored-list").await?.contains("台账如此"));
    assert_eq!(page.axe().await?, Vec::<String>::new());

    let kept = given_out(page, "[data-export-decisions]").await?;
    assert_eq!(kept.name, "云汀区柳堤街道办事处-2024.忽略.json");
    let kept = file(page, "清单.json", &kept.text);
    assert_eq!(page.wrong().await?, Vec::<String>::new());

    page.open_file().await?;
    page.check_text(SAMPLE).await?;
    page.choose_in(LAST_YEAR, &last_year).await?;
    page.until("document.querySelector('[data-two-years]')").await?;
    page.until_answered("done").await?;
    assert_eq!(told(page, "carry-over-mismatch").await?, 2);
    page.choose_in(IMPORT, &kept).await?;
    until_ignored(page, 1).await?;
    assert_eq!(told(page, "carry-over-mismatch").await?, 1);
    assert!(page.text(".notice").await?.contains("对上 1 处"));

    let focus = format!("document.querySelector('#sheet [data-cell=\"{CARRIED_IN}\"]').focus()");
    page.script::<Value>(&focus, &[]).await?;
    page.type_keys(&format!("2{}", Key::Enter.value())).await?;
    until_ignored(page, 0).await?;
    assert_eq!(told(page, "carry-over-mismatch").await?, 2);
    assert!(page.text("[data-stale-count]").await?.contains("1 处这次没有发现"));
    assert_eq!(page.axe().await?, Vec::<String>::new());
    assert_eq!(page.loaded().await?, Vec::<String>::new());
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}

pub async fn this_years_figures_are_last_years_next_year(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    page.check_text(&of_year(2023)).await?;
    let saved = given_out(page, "[data-save-figures]").await?;
    assert_eq!(saved.name, "云汀区柳堤街道办事处-2023.gouji.json");

    page.open_file().await?;
    page.check_text(SAMPLE).await?;
    // Beside an open report it is last year's, wherever it is dropped.
    page.drop_file(&saved.name, saved.text.as_bytes()).await?;
    page.until("document.querySelector('[data-two-years]')").await?;
    page.until_answered("done").await?;
    assert_eq!(told(page, "carry-over-mismatch").await?, 2);
    // It stays while the report is mended, and goes when it is taken away.
    page.check_text(&SAMPLE.replace("二、上年结转政府信息公开申请数量\t1", "二、上年结转政府信息公开申请数量\t3"))
        .await?;
    assert_eq!(told(page, "carry-over-mismatch").await?, 1);
    page.first("[data-take-away=last-year]").await?.click().await?;
    page.until("!document.querySelector('[data-two-years]')").await?;
    page.until_answered("done").await?;
    assert_eq!(told(page, "carry-over-mismatch").await?, 0);

    // By itself it is a report like any other.
    page.open_file().await?;
    page.drop_file(&saved.name, saved.text.as_bytes()).await?;
    page.until_answered("done").await?;
    assert!(page.text(".reportbar__who").await?.contains("2023 年"));
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}

pub async fn another_year_is_asked_about_before_it_is_compared(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    page.check_text(SAMPLE).await?;
    page.paste_on("[data-input=last-year]", Some(&of_year(2021)), None).await?;
    page.until("document.querySelector('[data-pairing=asked]')").await?;
    page.until_answered("done").await?;
    assert_eq!(told(page, "carry-over-mismatch").await?, 0);
    assert_eq!(page.axe().await?, Vec::<String>::new());
    page.first("[data-accept]").await?.click().await?;
    page.until("document.querySelector('[data-two-years]')").await?;
    page.until_answered("done").await?;
    assert_eq!(told(page, "carry-over-mismatch").await?, 2);

    page.paste_on("[data-input=last-year]", Some("随便写的一句话"), None).await?;
    page.until("document.querySelector('[data-pairing=unreadable]')").await?;
    page.until_answered("done").await?;
    assert_eq!(told(page, "carry-over-mismatch").await?, 0);
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}

pub async fn a_rule_is_switched_off_by_keyboard_and_says_so(page: &Page) -> WebDriverResult<()> {
    const RULE: &str = "row-total-mismatch";
    page.open_file().await?;
    page.check_text(SAMPLE).await?;
    let found = told(page, RULE).await?;
    assert!(found > 0);
    page.script::<Value>(&format!("document.querySelector('[data-switch-off={RULE}]').focus()"), &[]).await?;
    page.press(Key::Enter).await?;
    page.until("document.activeElement.dataset.reason !== undefined").await?;
    // Nothing is switched off without a reason, and the way out leads back.
    page.press(Key::Enter).await?;
    page.press(Key::Escape).await?;
    page.until(&format!("document.activeElement.dataset.switchOff === '{RULE}'")).await?;
    page.press(Key::Enter).await?;
    page.until("document.activeElement.dataset.reason !== undefined").await?;
    page.type_keys(&format!("另有台账{}", Key::Enter.value())).await?;
    page.until(&format!("document.querySelector('[data-switch-on={RULE}]')")).await?;
    page.until_answered("done").await?;
    assert_eq!(told(page, RULE).await?, 0);
    let line = page.text(".coverage__row--off").await?;
    assert!(line.contains("已关掉") && line.contains("另有台账"), "{line}");
    assert_eq!(page.axe().await?, Vec::<String>::new());
    page.first(&format!("[data-switch-on={RULE}]")).await?.click().await?;
    page.until(&format!("document.querySelector('[data-switch-off={RULE}]')")).await?;
    page.until_answered("done").await?;
    assert_eq!(told(page, RULE).await?, found);
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}
