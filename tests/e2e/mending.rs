//! Mending a report in the page: try a repair, lock a cell, type over it, undo; and the clerk's whole path.

use thirtyfour::Key;
use thirtyfour::error::WebDriverResult;

use crate::checking::SAMPLE;
use crate::page::Page;
use crate::taking::copied;

/// The one cell of the sample whose total is wrong, and a cell that takes part in its equation.
const WRONG: &str = "t3.granted.total";
const PART: &str = "t3.granted.person";

/// Cells that bear this mark, by their ids.
async fn marked(page: &Page, mark: &str) -> WebDriverResult<Vec<String>> {
    let script = format!("return Array.from(document.querySelectorAll('#sheet [data-{mark}]'), (c) => c.dataset.cell)");
    page.script(&script, &[]).await
}

async fn repairs(page: &Page) -> WebDriverResult<String> {
    page.script("return document.querySelector('[data-repairs]').dataset.repairs", &[]).await
}

/// Presses keys where the focus is, and waits for the answer.
async fn type_keys(page: &Page, keys: &str) -> WebDriverResult<()> {
    page.type_keys(keys).await?;
    page.until_answered("done").await
}

async fn go_to(page: &Page, cell: &str) -> WebDriverResult<()> {
    let script = format!("document.querySelector('#sheet [data-cell=\"{cell}\"]').focus()");
    page.script::<serde_json::Value>(&script, &[]).await.map(drop)
}

/// The cell the keyboard is at.
async fn at(page: &Page) -> WebDriverResult<String> {
    page.script("return document.activeElement.dataset.cell || document.activeElement.tagName", &[]).await
}

pub async fn a_repair_is_tried_and_undone(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    page.check_text(SAMPLE).await?;
    assert_eq!((repairs(page).await?.as_str(), marked(page, "suspect").await?), ("unique", vec![WRONG.to_owned()]));
    let errors = page.counts().await?.0;
    page.first("[data-try]").await?.click().await?;
    page.until_answered("done").await?;
    assert_eq!((repairs(page).await?.as_str(), marked(page, "edited").await?), ("clean", vec![WRONG.to_owned()]));
    assert!(page.counts().await?.0 < errors);
    assert!(page.cells().await?[WRONG].text.contains("原为 9"));
    page.press_with(Key::Control, "z").await?;
    page.until_answered("done").await?;
    assert_eq!((repairs(page).await?.as_str(), marked(page, "edited").await?.len()), ("unique", 0));
    page.press_with(Key::Control, "y").await?;
    page.until_answered("done").await?;
    assert_eq!(repairs(page).await?, "clean");
    Ok(())
}

pub async fn a_locked_cell_is_no_longer_suspected(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    page.check_text(SAMPLE).await?;
    go_to(page, WRONG).await?;
    type_keys(page, "l").await?;
    assert_eq!(marked(page, "locked").await?, [WRONG]);
    let suspects = marked(page, "suspect").await?;
    assert!(!suspects.is_empty() && !suspects.contains(&WRONG.to_owned()), "{suspects:?}");
    type_keys(page, "l").await?;
    assert_eq!((marked(page, "locked").await?.len(), marked(page, "suspect").await?), (0, vec![WRONG.to_owned()]));
    Ok(())
}

/// As in a spreadsheet: what is typed counts at once, Enter goes down, Tab goes on, Esc takes it back.
pub async fn a_figure_is_typed_over_in_its_cell(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    page.check_text(SAMPLE).await?;
    go_to(page, WRONG).await?;
    type_keys(page, "7").await?;
    assert_eq!((repairs(page).await?.as_str(), at(page).await?.as_str()), ("clean", WRONG));
    type_keys(page, "1").await?;
    assert_eq!(repairs(page).await?, "unique");
    type_keys(page, Key::Escape.value().to_string().as_str()).await?;
    assert_eq!((marked(page, "edited").await?.len(), at(page).await?.as_str()), (0, WRONG));

    type_keys(page, &format!("7{}", Key::Enter.value())).await?;
    page.until("document.activeElement.dataset.cell === 't3.partial.total'").await?;
    assert_eq!((repairs(page).await?.as_str(), marked(page, "edited").await?), ("clean", vec![WRONG.to_owned()]));
    go_to(page, PART).await?;
    type_keys(page, &format!("{}{}5{}", Key::F2.value(), Key::Backspace.value(), Key::Tab.value())).await?;
    page.until("document.activeElement.dataset.cell === 't3.granted.business'").await?;
    assert_eq!(marked(page, "edited").await?, [PART, WRONG]);
    assert!(page.text(".editbar").await?.contains("改了 2 格"));
    for _ in 0..2 {
        page.press_with(Key::Control, "z").await?;
        page.until_answered("done").await?;
    }
    assert_eq!((marked(page, "edited").await?.len(), repairs(page).await?.as_str()), (0, "unique"));
    assert_eq!(page.axe().await?, Vec::<String>::new());
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}

/// Paste, read the proposal, look at the equations, lock a cell, type, undo, copy the table, paste it back in: clean.
pub async fn a_clerk_mends_a_report_and_takes_it_along(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    page.check_text(SAMPLE).await?;
    assert!(page.text(".verdict").await?.contains("改 1 格"));

    page.first(&format!("#sheet [data-cell=\"{WRONG}\"]")).await?.click().await?;
    page.until(&format!("document.querySelector('[data-inspector=\"{WRONG}\"]')")).await?;
    let failing: Vec<String> = page
        .script("return Array.from(document.querySelectorAll('[data-holds=false]'), (e) => e.dataset.equation)", &[])
        .await?;
    assert_eq!(failing, ["row-total-mismatch", "result-total-mismatch"]);
    type_keys(page, "l").await?;
    assert_eq!(marked(page, "locked").await?, [WRONG]);
    assert!(!marked(page, "suspect").await?.contains(&WRONG.to_owned()));
    page.press_with(Key::Control, "z").await?;
    page.until_answered("done").await?;
    assert_eq!(marked(page, "suspect").await?, [WRONG]);
    page.press(Key::Escape).await?;
    page.until("!document.querySelector('[data-inspector]')").await?;

    type_keys(page, &format!("8{}", Key::Enter.value())).await?;
    assert_eq!(repairs(page).await?, "unique");
    page.press_with(Key::Control, "z").await?;
    page.until_answered("done").await?;
    go_to(page, WRONG).await?;
    type_keys(page, &format!("7{}", Key::Enter.value())).await?;
    assert_eq!(repairs(page).await?, "clean");

    page.first(".editbar__end .btn").await?.click().await?;
    let copied = copied(page).await?;
    page.press(Key::Escape).await?;
    page.until("!document.querySelector('.dialog')").await?;
    page.paste(Some(&copied.text), Some(&copied.html)).await?;
    page.until("document.querySelectorAll('#sheet [data-cell]').length === 175").await?;
    page.until_answered("done").await?;
    assert_eq!((page.counts().await?.0, repairs(page).await?.as_str()), (0, "clean"));
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}

/// A slip is planted, named beside what was found of it, and the next one is another.
pub async fn a_planted_slip_is_found(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    page.first(".intake .btns .btn:last-child").await?.click().await?;
    for _ in 0..3 {
        page.until("document.querySelector('[data-exercise]')").await?;
        page.until_answered("done").await?;
        let planted: String =
            page.script("return document.querySelector('[data-exercise]').dataset.exercise", &[]).await?;
        let named: bool = page
            .script(
                "return [...document.querySelectorAll('.verdict__changes .link')].some((link) => \
                 link.textContent === document.querySelector('.exercise .link').textContent)",
                &[],
            )
            .await?;
        assert!(named, "{planted} is in no option: {}", page.text(".exercise").await?);
        if repairs(page).await? == "unique" {
            assert_eq!(marked(page, "suspect").await?, [planted]);
        }
        page.first(".exercise__again").await?.click().await?;
    }
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}

/// What is pasted by mistake takes nothing away.
pub async fn what_was_mended_comes_back(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    page.check_text(SAMPLE).await?;
    go_to(page, WRONG).await?;
    type_keys(page, &format!("7{}", Key::Enter.value())).await?;
    page.paste(Some("这不是年度报告。"), None).await?;
    page.until_answered("failed").await?;
    page.first("[data-put-back]").await?.click().await?;
    page.until_answered("done").await?;
    assert_eq!((repairs(page).await?.as_str(), marked(page, "edited").await?), ("clean", vec![WRONG.to_owned()]));
    // It is as alive as before.
    page.press_with(Key::Control, "z").await?;
    page.until_answered("done").await?;
    assert_eq!(repairs(page).await?, "unique");
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}
