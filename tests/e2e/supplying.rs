//! What no document has: a table supplied beside it, and the whole form, empty, to be filled in.

use serde_json::Value;
use thirtyfour::Key;
use thirtyfour::error::WebDriverResult;

use crate::checking::SAMPLE;
use crate::page::{CellShown, Page};
use crate::taking::copied;

/// Another report, as a word processor writes it.
const DOCUMENT: &[u8] = include_bytes!("../fixtures/office/bureau-2023-clean/python-docx-numbered.docx");

/// The sample without table three, and that table.
fn parted() -> (String, &'static str) {
    let heading = SAMPLE.find("三、收到").expect("the heading");
    let start = heading + SAMPLE[heading..].find('\n').expect("its end") + 1;
    let end = SAMPLE.find("四、政府信息公开行政复议").expect("the next heading");
    (format!("{}{}", &SAMPLE[..start], &SAMPLE[end..]), &SAMPLE[start..end])
}

/// The sample, of whose table three several rows lost figures.
fn broken() -> String {
    let loses = |line: &str| ["3.危及", "5.属于", "6.属于", "7.属于"].iter().any(|start| line.starts_with(start));
    let cut = |line: &str| match line.strip_suffix("\t0\t0") {
        Some(short) if loses(line) => short.to_owned(),
        _ => line.to_owned(),
    };
    SAMPLE.lines().map(cut).collect::<Vec<_>>().join("\n")
}

pub async fn what_has_to_be_known_of_the_reading_is_told(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    page.check_text(SAMPLE).await?;
    assert_eq!(count(page, "[data-notes]").await?, 0);
    page.check_text(&broken()).await?;
    page.until("document.querySelector('[data-notes]')").await?;
    assert!(page.text(".notes").await?.contains("断断续续"));
    page.first("[data-notes]").await?.click().await?;
    page.until("!document.querySelector('.notes details').open").await?;
    assert_eq!(page.axe().await?, Vec::<String>::new());
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}

async fn type_on(page: &Page, cell: &str, keys: &str) -> WebDriverResult<()> {
    let script = format!("document.querySelector('#sheet [data-cell=\"{cell}\"]').focus()");
    page.script::<Value>(&script, &[]).await?;
    page.type_keys(keys).await?;
    page.until_answered("done").await
}

async fn rules(page: &Page) -> WebDriverResult<Vec<String>> {
    page.script("return [...document.querySelectorAll('.finding')].map((finding) => finding.dataset.rule)", &[]).await
}

/// Every figure and how it stands, without the signs of the equation that is looked at.
async fn figures(page: &Page) -> WebDriverResult<Vec<(String, String, String)>> {
    let plain = |(id, cell): (String, CellShown)| {
        let text = cell.text.trim_start_matches(['＋', '－', '\n']).to_owned();
        (id, text, cell.state)
    };
    Ok(page.cells().await?.into_iter().map(plain).collect())
}

async fn count(page: &Page, selector: &str) -> WebDriverResult<usize> {
    page.script(&format!("return document.querySelectorAll({selector:?}).length"), &[]).await
}

pub async fn an_empty_form_is_filled_checked_and_taken_along(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    page.first("[data-action=empty-form]").await?.click().await?;
    page.until("document.activeElement.dataset.cell === 't2.rules.issued'").await?;
    page.until_answered("done").await?;
    assert_eq!((count(page, "#sheet [data-cell]").await?, page.counts().await?), (200, (0, 0)));
    assert!(page.text(".verdict").await?.contains("还没有填"));
    assert_eq!(page.axe().await?, Vec::<String>::new());

    // A block of a spreadsheet goes where it is pasted, as one deed.
    let zeros = vec!["0\t0\t0\t0\t0\t0\t0"; 25].join("\r\n");
    page.paste_on("[data-cell=\"t3.received.person\"]", Some(&zeros), None).await?;
    page.until("document.querySelector('[data-cell=\"t3.carried_out.total\"]').textContent === '0'").await?;
    page.until_answered("done").await?;
    assert_eq!(page.counts().await?, (0, 0));
    // Table four is not filled in yet: nobody knows whether this is a report of nothing.
    assert_eq!(count(page, "[data-zero-report]").await?, 0);
    page.first("[data-fill-zeros]").await?.click().await?;
    page.until("document.querySelector('[data-zero-report]')").await?;
    page.until_answered("done").await?;
    assert!(page.text("[data-zero-report]").await?.contains("零申请报告"));
    assert_eq!(page.axe().await?, Vec::<String>::new());
    page.press_with(Key::Control, "z").await?;
    page.until("!document.querySelector('[data-zero-report]')").await?;
    page.until_answered("done").await?;
    type_on(page, "t3.received.total", &format!("3{}", Key::Enter.value())).await?;
    let wrong = rules(page).await?;
    assert!(wrong.contains(&"row-total-mismatch".to_owned()), "{wrong:?}");
    page.press_with(Key::Control, "z").await?;
    page.until_answered("done").await?;
    assert_eq!(page.counts().await?, (0, 0));

    // A total that is still to come is no finding; it can be filled in by what it has to be.
    type_on(page, "t4.review.upheld", &format!("2{}", Key::Enter.value())).await?;
    assert_eq!((page.counts().await?, page.cells().await?["t4.review.total"].text.contains("推得 2")), ((0, 0), true));
    page.first("[data-fill-totals]").await?.click().await?;
    page.until_answered("done").await?;
    assert_eq!(page.cells().await?["t4.review.total"].text, "2");
    page.first("[data-fill-zeros]").await?.click().await?;
    page.until_answered("done").await?;
    assert!(page.text("[data-fillbar]").await?.contains("200 格都填了"));
    assert_eq!(page.counts().await?, (0, 0));

    page.first(".editbar__end .btn").await?.click().await?;
    page.until("document.querySelector('.dialog')").await?;
    let copied = copied(page).await?;
    assert!(copied.html.contains("（七）总计") && copied.text.contains('\t'));
    page.press(Key::Escape).await?;
    page.until("!document.querySelector('.dialog')").await?;

    page.first(".blankhead__agency").await?.send_keys("云汀区柳堤街道办事处").await?;
    page.first(".blankhead__year").await?.send_keys("2024").await?;
    page.until("document.querySelector('.reportbar__year')").await?;
    page.until_answered("done").await?;
    let who = page.text(".reportbar__who").await?;
    assert!(who.starts_with("云汀区柳堤街道办事处") && who.ends_with("2024 年"), "{who}");

    // Leaving loses nothing, and clearing can be undone.
    page.first("[data-clear]").await?.click().await?;
    page.until_answered("done").await?;
    assert!(page.text(".verdict").await?.contains("还没有填"));
    page.press_with(Key::Control, "z").await?;
    page.until_answered("done").await?;
    page.first(".appbar__acts .btn").await?.click().await?;
    page.until("document.querySelector('[data-put-back]')").await?;
    page.first("[data-put-back]").await?.click().await?;
    page.until_answered("done").await?;
    assert_eq!(page.cells().await?["t4.review.total"].text, "2");
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}

pub async fn a_missing_table_is_pasted_in_its_place_and_taken_away(page: &Page) -> WebDriverResult<()> {
    let (rest, own) = parted();
    page.open_file().await?;
    page.check_text(SAMPLE).await?;
    let whole = figures(page).await?;
    page.check_text(&rest).await?;
    page.until("document.querySelector('[data-supply=t3]')").await?;
    let without = figures(page).await?;
    assert!(without.iter().all(|(id, ..)| !id.starts_with("t3")));
    assert_eq!(page.axe().await?, Vec::<String>::new());

    page.paste_on("[data-supply=t3]", Some("今天没有表。"), None).await?;
    page.until("document.querySelector('.supply__refused .sign')").await?;
    assert!(page.text(".supply__refused").await?.contains("没有认出表三"));
    page.paste_on("[data-supply=t3]", Some(own), None).await?;
    page.until("document.querySelector('[data-supplied=t3]')").await?;
    page.until_answered("done").await?;
    assert!(page.text("[data-supplied=t3]").await?.contains("另外粘贴的"));
    assert_eq!(figures(page).await?, whole);
    assert!(rules(page).await?.contains(&"missing-table".to_owned()));
    page.until("document.activeElement.dataset.cell === 't3.received.person'").await?;
    assert_eq!(page.axe().await?, Vec::<String>::new());

    page.first("[data-take-away=t3]").await?.click().await?;
    page.until("document.querySelector('[data-supply=t3]')").await?;
    page.until_answered("done").await?;
    assert_eq!(figures(page).await?, without);
    page.press_with(Key::Control, "z").await?;
    page.until("document.querySelector('[data-supplied=t3]')").await?;
    page.until_answered("done").await?;
    assert_eq!(figures(page).await?, whole);
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}

pub async fn a_missing_table_is_taken_out_of_a_file(page: &Page) -> WebDriverResult<()> {
    let (rest, _) = parted();
    page.open_file().await?;
    page.check_text(&rest).await?;
    page.until("document.querySelector('[data-supply=t3]')").await?;
    let who = page.text(".reportbar__who").await?;
    page.drop_file_on("[data-supply=t3] textarea", "通知.txt", "关于报送年度报告的通知".as_bytes()).await?;
    page.until("document.querySelector('.supply__refused .sign')").await?;
    assert!(page.text(".supply__refused").await?.contains("没有认出表三"));
    // The place of the table takes a file wherever it is dropped in it; the report stays the one it was.
    page.drop_file_on("[data-supply=t3] .supply__say", "另一份.docx", DOCUMENT).await?;
    page.until("document.querySelector('[data-supplied=t3]')").await?;
    page.until_answered("done").await?;
    assert!(page.text("[data-supplied=t3]").await?.contains("另一个文件"));
    let outcome = gouji::check("", DOCUMENT, &gouji::Options::default()).expect("a report");
    let cells = page.cells().await?;
    for (id, cell) in outcome.report.cells.iter().filter(|(id, _)| id.table == gouji::location::Table::T3) {
        let shown = &cells[&id.to_string()].text;
        assert!(shown.contains(cell.raw.trim()), "{id}: {shown}");
    }
    assert_eq!(page.text(".reportbar__who").await?, who);
    assert_eq!(page.axe().await?, Vec::<String>::new());
    page.press_with(Key::Control, "z").await?;
    page.until("document.querySelector('[data-supply=t3]')").await?;
    page.until_answered("done").await?;
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}

pub async fn a_missing_table_is_filled_in_by_hand(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    page.check_text(&parted().0).await?;
    let errors = page.counts().await?.0;
    page.first("[data-fill=t3]").await?.click().await?;
    page.until("document.activeElement.dataset.cell === 't3.received.person'").await?;
    page.until_answered("done").await?;
    assert_eq!((count(page, "#t3").await?, page.counts().await?.0), (1, errors));
    type_on(page, "t3.granted.person", &format!("5{}", Key::Enter.value())).await?;
    assert_eq!(page.counts().await?.0, errors);
    type_on(page, "t3.granted.total", &format!("6{}", Key::Enter.value())).await?;
    assert_eq!(page.counts().await?.0, errors + 1);
    page.first("#sheet [data-cell=\"t3.granted.person\"]").await?.click().await?;
    page.until("document.querySelector('.inspector__source')").await?;
    assert!(page.text(".inspector__source").await?.contains("手工填写"));
    assert_eq!(page.axe().await?, Vec::<String>::new());
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}
