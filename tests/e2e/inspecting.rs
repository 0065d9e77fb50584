//! A cell is looked into: its equations beside the table, lit in it, and the figure changed there.

use serde_json::Value;
use thirtyfour::Key;
use thirtyfour::error::WebDriverResult;

use crate::checking::SAMPLE;
use crate::page::Page;

/// The one cell of the sample whose total is wrong, and one whose figure is zero in the column of its result total.
const WRONG: &str = "t3.granted.total";
const ZERO: &str = "t3.declined.excessive.total";

/// The equations that are shown: kind, and whether each holds.
async fn equations(page: &Page) -> WebDriverResult<Vec<(String, String)>> {
    let script = r#"
        return Array.from(document.querySelectorAll("[data-equation]"), (equation) =>
            [equation.dataset.equation, equation.dataset.holds]);
    "#;
    page.script(script, &[]).await
}

/// The cell that is looked into; empty when the list is shown.
async fn inspected(page: &Page) -> WebDriverResult<String> {
    page.script("return (document.querySelector('[data-inspector]') || { dataset: {} }).dataset.inspector || ''", &[])
        .await
}

/// How many cells of the table bear a sign of the equation that is lit.
async fn lit(page: &Page) -> WebDriverResult<usize> {
    page.script("return document.querySelectorAll('#sheet .fig__sign').length", &[]).await
}

async fn focus(page: &Page, selector: &str) -> WebDriverResult<()> {
    let script = format!("document.querySelector('{selector}').focus()");
    page.script::<Value>(&script, &[]).await.map(drop)
}

fn told(kinds: &[(&str, &str)]) -> Vec<(String, String)> {
    kinds.iter().map(|&(kind, holds)| (kind.to_owned(), holds.to_owned())).collect()
}

pub async fn the_equations_through_a_cell_are_shown_and_lead_to_their_cells(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    page.check_text(SAMPLE).await?;
    let listed = page.findings().await?;
    page.first(&format!("[data-cell='{WRONG}']")).await?.click().await?;
    page.until("document.querySelector('[data-inspector]')").await?;
    assert_eq!(inspected(page).await?, WRONG);
    let failing = told(&[("row-total-mismatch", "false"), ("result-total-mismatch", "false")]);
    assert_eq!(equations(page).await?, failing);
    assert!(page.text(".inspector__verdict").await?.contains("2 条等式都不平"));

    // The column has 21 addends and a total; all of them are lit, zero or not.
    focus(page, "[data-equation=result-total-mismatch] .equation__fold").await?;
    page.until("document.querySelector('.equation--lit')").await?;
    assert_eq!(lit(page).await?, 22);
    page.press(Key::Enter).await?;
    page.until("document.querySelector('.equation__fold[aria-expanded=true]')").await?;
    let still = "return document.activeElement.classList.contains('equation__fold')";
    assert!(page.script::<bool>(still, &[]).await?, "what was unfolded keeps the keyboard");
    let click = r#"
        const links = Array.from(document.querySelectorAll("[data-equation=result-total-mismatch] th .link"));
        links.find((link) => link.textContent.includes("无正当理由大量反复申请")).click();
    "#;
    page.script::<Value>(click, &[]).await?;
    page.until(&format!("document.activeElement.dataset.cell === '{ZERO}'")).await?;
    assert_eq!(inspected(page).await?, ZERO);
    assert_eq!(equations(page).await?, told(&[("row-total-mismatch", "true"), ("result-total-mismatch", "false")]));
    assert_eq!(page.axe().await?, Vec::<String>::new());

    page.press(Key::Escape).await?;
    page.until("!document.querySelector('[data-inspector]')").await?;
    assert_eq!(page.findings().await?, listed);
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}

pub async fn a_figure_is_changed_beside_the_table(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    page.check_text(SAMPLE).await?;
    page.first(&format!("[data-cell='{WRONG}']")).await?.click().await?;
    page.until("document.querySelector('#inspector-value')").await?;
    focus(page, "#inspector-value").await?;
    let typed = |keys: String| async move {
        page.type_keys(&keys).await?;
        page.until_answered("done").await
    };
    let value = || page.script::<String>("return document.querySelector('#inspector-value').value", &[]);
    let (end, back) = (Key::End.value(), Key::Backspace.value());
    typed(format!("{end}{back}8")).await?;
    assert!(page.cells().await?[WRONG].text.starts_with('8'), "what is typed counts at once");
    typed(Key::Escape.value().to_string()).await?;
    assert_eq!((value().await?.as_str(), inspected(page).await?.as_str()), ("9", WRONG));
    typed(format!("{end}{back}7{}", Key::Enter.value())).await?;
    assert_eq!(equations(page).await?, told(&[("row-total-mismatch", "true"), ("result-total-mismatch", "true")]));

    // Back to what the document says, and to what the equations ask for; each button goes by being pressed.
    for (word, now) in [("还原为", "9"), ("改为", "7")] {
        let press = format!(
            "Array.from(document.querySelectorAll('.inspector__edit .btn')).find((b) => b.textContent.includes('{word}')).click()"
        );
        page.script::<Value>(&press, &[]).await?;
        page.until_answered("done").await?;
        assert_eq!(value().await?, now);
        let at_name = "document.activeElement.classList.contains('inspector__name')";
        assert!(page.script::<bool>(&format!("return {at_name}"), &[]).await?, "the keyboard stays with the cell");
    }
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}
