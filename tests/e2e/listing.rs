//! Many reports at once: an archive becomes a list, and each report of it is one press away.

use serde_json::Value;
use thirtyfour::Key;
use thirtyfour::error::WebDriverResult;

use crate::checking::SAMPLE;
use crate::packed::packed;
use crate::page::Page;

const CLEAN: &str = include_str!("../fixtures/bureau-2023-clean.txt");

/// Name, status and number of errors of every row, in the order shown.
async fn rows(page: &Page) -> WebDriverResult<Vec<(String, String, Option<String>)>> {
    let script = r#"
        return Array.from(document.querySelectorAll("[data-list] [data-document]"), (row) =>
            [row.dataset.document, row.dataset.status, row.dataset.countError]);
    "#;
    page.script(script, &[]).await
}

async fn click(page: &Page, selector: &str) -> WebDriverResult<()> {
    page.first(selector).await?.click().await
}

async fn until_listed(page: &Page) -> WebDriverResult<()> {
    page.until("document.querySelector('[data-list]')").await?;
    page.until_answered("done").await
}

async fn bar(page: &Page) -> WebDriverResult<String> {
    page.text(".batch__at").await
}

/// Drop, list, open, type, back, next: the keyboard never falls off, and what was typed is still there.
pub async fn an_archive_is_a_list_of_its_reports(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    let archive = packed(&[
        ("街道/乙.txt", SAMPLE.as_bytes()),
        ("街道/丙.pdf", b"\xff\xd8\xff\xe0 no document"),
        ("甲.md", CLEAN.as_bytes()),
        ("通知.txt", "关于报送年度报告的通知".as_bytes()),
        ("__MACOSX/._甲.md", b"x"),
        ("logo.png", b"x"),
    ]);
    page.drop_file("年报.zip", &archive).await?;
    until_listed(page).await?;
    let errors = {
        let outcome = gouji::check("", SAMPLE.as_bytes(), &gouji::Options::default()).expect("a report");
        outcome.count(gouji::diagnostic::Severity::Error)
    };
    let listed = |name: &str, status: &str, errors: Option<usize>| {
        (format!("年报.zip/{name}"), status.to_owned(), errors.map(|count| count.to_string()))
    };
    let expected = [
        listed("甲.md", "checked", Some(0)),
        listed("街道/丙.pdf", "unreadable", None),
        listed("街道/乙.txt", "checked", Some(errors)),
        listed("通知.txt", "not-a-report", None),
    ];
    assert_eq!(rows(page).await?, expected);
    assert!(page.text(".batch__caption").await?.contains("另有 1 个文件不是文档"));
    assert_eq!(page.axe().await?, Vec::<String>::new());

    click(page, "[aria-sort] button").await?;
    page.until("document.querySelector('[aria-sort=descending]')").await?;
    assert_eq!(rows(page).await?[0], expected[2]);

    // The row is opened by keyboard, and a figure in it is changed.
    page.script::<Value>("document.querySelector('[data-document$=\"乙.txt\"] .link').focus()", &[]).await?;
    page.press(Key::Enter).await?;
    page.until("document.querySelector('#sheet [data-cell]')").await?;
    page.until_answered("done").await?;
    assert_eq!(page.counts().await?.0, errors);
    assert_eq!(bar(page).await?, "第 1 份 / 共 4 份");
    page.script::<Value>("document.querySelector('[data-cell=\"t3.granted.total\"]').focus()", &[]).await?;
    page.type_keys("7").await?;
    page.until("document.querySelector('[data-cell=\"t3.granted.total\"][data-edited]')").await?;
    page.until_answered("done").await?;
    let mended = page.counts().await?.0;
    assert!(mended < errors);
    assert_eq!(page.axe().await?, Vec::<String>::new());

    click(page, "[data-back-to-list]").await?;
    until_listed(page).await?;
    page.until("document.activeElement.closest('[data-document$=\"乙.txt\"]')").await?;
    assert_eq!(rows(page).await?[0], listed("街道/乙.txt", "checked", Some(mended)));
    assert!(page.text("[data-document$='乙.txt']").await?.contains("改过、锁定过 1 格"));

    // It opens as it was left, and the way goes on to the next one.
    page.press(Key::Enter).await?;
    page.until("document.querySelector('[data-cell=\"t3.granted.total\"][data-edited]')").await?;
    page.until_answered("done").await?;
    assert_eq!(page.counts().await?.0, mended);
    click(page, ".batch__bar .btn:last-child").await?;
    page.until("document.querySelector('.batch__name').textContent.endsWith('甲.md')").await?;
    page.until_answered("done").await?;
    page.until("!document.querySelector('[data-edited]')").await?;
    assert_eq!(page.counts().await?.0, 0);

    // Another report leaves the list where it is.
    page.check_text(SAMPLE).await?;
    assert!(bar(page).await?.contains("不在清单里"));
    click(page, "[data-back-to-list]").await?;
    until_listed(page).await?;
    assert_eq!(rows(page).await?.len(), 4);
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}

/// What is decided outside the list, or in one report of it, counts in all of it: a report has as many findings in the
/// list as when it is opened.
pub async fn what_is_decided_counts_in_the_list(page: &Page) -> WebDriverResult<()> {
    const DECISIONS: &str = r#"{"gouji":"decisions","version":1,"ignored":[],
        "off":[{"rule":"row-total-mismatch","reason":"另有台账"}]}"#;
    let errors = |decisions: &str| {
        let decisions = gouji::check::Decisions::from_file(decisions.as_bytes()).unwrap_or_default();
        let options = gouji::Options { decisions, ..gouji::Options::default() };
        let outcome = gouji::check("", SAMPLE.as_bytes(), &options).expect("a report");
        Some(outcome.count(gouji::diagnostic::Severity::Error).to_string())
    };
    let (all, fewer) = (errors(""), errors(DECISIONS));
    assert_ne!(all, fewer);
    let listed = async |page: &Page| -> WebDriverResult<Vec<Option<String>>> {
        Ok(rows(page).await?.into_iter().map(|(.., errors)| errors).collect())
    };
    page.open_file().await?;
    page.drop_file("年报.zip", &packed(&[("甲.txt", SAMPLE.as_bytes()), ("乙.txt", SAMPLE.as_bytes())])).await?;
    until_listed(page).await?;
    assert_eq!(listed(page).await?, [all.clone(), all.clone()]);
    page.drop_file("清单.忽略.json", DECISIONS.as_bytes()).await?;
    page.until("document.querySelector('.notice')").await?;
    page.until_answered("done").await?;
    assert_eq!(listed(page).await?, [fewer.clone(), fewer.clone()]);
    assert!(page.text(".notice").await?.contains("下面各份都照它核对"));
    assert_eq!(page.axe().await?, Vec::<String>::new());

    click(page, "[data-document$='乙.txt'] .link").await?;
    page.until("document.querySelector('#sheet [data-cell]')").await?;
    page.until_answered("done").await?;
    assert_eq!(Some(page.counts().await?.0.to_string()), fewer);
    click(page, "[data-switch-on=row-total-mismatch]").await?;
    page.until("!document.querySelector('[data-switch-on]')").await?;
    page.until_answered("done").await?;
    assert_eq!(Some(page.counts().await?.0.to_string()), all);
    click(page, "[data-back-to-list]").await?;
    until_listed(page).await?;
    assert_eq!(listed(page).await?, [all.clone(), all]);

    // What comes in later is checked with what was decided before.
    page.drop_file("清单.忽略.json", DECISIONS.as_bytes()).await?;
    page.until("document.querySelector('.notice')").await?;
    page.until_answered("done").await?;
    page.drop_file("又一批.zip", &packed(&[("丙.txt", SAMPLE.as_bytes()), ("丁.txt", SAMPLE.as_bytes())])).await?;
    page.until("document.querySelectorAll('[data-list] [data-document]').length === 4").await?;
    page.until_answered("done").await?;
    assert_eq!(listed(page).await?, vec![fewer; 4]);
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}

/// A list is not lost by one press, and a report that was worked on comes back.
pub async fn nothing_is_left_behind_without_asking(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    page.drop_file("年报.zip", &packed(&[("甲.md", CLEAN.as_bytes()), ("乙.txt", SAMPLE.as_bytes())])).await?;
    until_listed(page).await?;
    click(page, "[data-leave]").await?;
    page.until("document.querySelector('[data-start-over]')").await?;
    assert!(page.text(".dialog").await?.contains("2 份报告"));
    assert_eq!(page.axe().await?, Vec::<String>::new());
    page.press(Key::Escape).await?;
    page.until("!document.querySelector('.dialog')").await?;
    page.until("document.activeElement.dataset.leave !== undefined").await?;
    assert_eq!(rows(page).await?.len(), 2);

    click(page, "[data-document$='乙.txt'] .link").await?;
    page.until("document.querySelector('#sheet [data-cell]')").await?;
    page.until_answered("done").await?;
    page.script::<Value>("document.querySelector('[data-cell=\"t3.granted.total\"]').focus()", &[]).await?;
    page.type_keys("7").await?;
    page.until("document.querySelector('[data-cell=\"t3.granted.total\"][data-edited]')").await?;
    page.until_answered("done").await?;
    click(page, "[data-leave]").await?;
    page.until("document.querySelector('[data-start-over]')").await?;
    assert!(page.text(".dialog").await?.contains("其中 1 份"));
    click(page, "[data-start-over]").await?;
    page.until("document.querySelector('#paste') === document.activeElement").await?;
    page.until("!document.querySelector('.batch__bar, [data-list], .dialog')").await?;

    page.check_text(SAMPLE).await?;
    page.script::<Value>("document.querySelector('[data-cell=\"t3.granted.total\"]').focus()", &[]).await?;
    page.type_keys("7").await?;
    page.until("document.querySelector('[data-cell=\"t3.granted.total\"][data-edited]')").await?;
    page.until_answered("done").await?;
    click(page, "[data-leave]").await?;
    page.until("document.querySelector('[data-put-back]')").await?;
    assert_eq!(page.axe().await?, Vec::<String>::new());
    click(page, "[data-put-back]").await?;
    page.until("document.querySelector('[data-cell=\"t3.granted.total\"][data-edited]')").await?;
    page.until_answered("done").await?;

    // What nothing was done to is not missed, and does not take the place of what is.
    page.check_text(SAMPLE).await?;
    click(page, "[data-leave]").await?;
    page.until("!document.querySelector('#sheet') && document.querySelector('[data-put-back]')").await?;
    click(page, ".notice .link:last-child").await?;
    page.until("!document.querySelector('[data-put-back]')").await?;
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}

/// A list that takes its time can be stopped and goes on where it was.
pub async fn a_long_list_can_be_stopped(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    let names: Vec<String> = (0..150).map(|index| format!("{index:03}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), SAMPLE.as_bytes())).collect();
    page.drop_file("年报.zip", &packed(&files)).await?;
    page.until("document.querySelector('[data-status=checked]')").await?;
    // In one turn of the page, so that the list cannot end before the button is pressed.
    page.script::<Value>("document.querySelector('[data-stop]').click()", &[]).await?;
    page.until("!document.querySelector('[data-stop]')").await?;
    page.until_answered("done").await?;
    let waiting = rows(page).await?.iter().filter(|(_, status, _)| status == "waiting").count();
    assert!(waiting > 0, "it was not stopped");
    click(page, ".batch__progress .btn").await?;
    page.until("!document.querySelector('[data-list] :not([data-status=checked])[data-document]')").await?;
    assert_eq!(rows(page).await?.len(), 150);
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}

/// What holds no report says so, and what to do.
pub async fn a_list_without_reports_says_so(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    page.drop_file("杂.zip", &packed(&[("a.txt", "通知".as_bytes()), ("b.txt", "附件".as_bytes())])).await?;
    until_listed(page).await?;
    page.until("document.querySelector('.batch__none')").await?;
    page.drop_file("图.zip", &packed(&[("a.png", b"x"), ("b.png", b"x")])).await?;
    page.until_answered("failed").await?;
    assert!(page.text(".failed").await?.contains("都不是文档"));
    Ok(())
}
