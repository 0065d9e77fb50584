//! The page opens everywhere, asks for nothing, sends nothing, and shuts nobody out.

use serde_json::json;
use thirtyfour::error::WebDriverResult;

use crate::checking::SAMPLE;
use crate::page::Page;
use crate::server::Server;

pub async fn a_file_from_disk_opens_and_asks_for_nothing(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    page.check_text(SAMPLE).await?;
    assert_eq!(page.loaded().await?, Vec::<String>::new());
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    Ok(())
}

pub async fn a_server_gives_the_page_from_any_folder(page: &Page) -> WebDriverResult<()> {
    let server = Server::start("text/html");
    page.open(&server.address()).await?;
    page.check_text(SAMPLE).await?;
    assert_eq!(page.loaded().await?, Vec::<String>::new());
    assert_eq!(page.wrong().await?, Vec::<String>::new());
    assert_eq!(server.asked(), Server::only_the_page());
    Ok(())
}

/// Offices have servers that call every page GB2312.
pub async fn a_server_that_names_another_encoding_does_no_harm(page: &Page) -> WebDriverResult<()> {
    let server = Server::start("text/html; charset=gb2312");
    page.open(&server.address()).await?;
    let shown: bool = page.script("return document.title.includes('勾稽')", &[]).await?;
    assert!(shown);
    page.check_text(SAMPLE).await
}

/// The policy is what keeps a report on the user's machine, whatever the page's own code does.
pub async fn the_page_cannot_send_anything(page: &Page) -> WebDriverResult<()> {
    let server = Server::start("text/html");
    page.open(&server.address()).await?;
    let tried = r#"
        const [address] = arguments;
        const image = new Image();
        image.src = address + "image";
        document.body.append(image);
        const frame = document.createElement("iframe");
        frame.src = address + "frame";
        document.body.append(frame);
        const script = document.createElement("script");
        script.src = address + "script";
        document.body.append(script);
        const form = document.createElement("form");
        form.action = address + "form";
        document.body.append(form);
        // Some browsers refuse by an exception, some silently.
        try { form.submit(); } catch (refused) {}
        fetch(address + "fetch").catch(() => {});
    "#;
    page.script::<serde_json::Value>(tried, &[json!(server.elsewhere(""))]).await?;
    // An image, a frame, a script, a form and a request.
    page.until("window.wrong.length >= 5").await?;
    assert_eq!(server.asked(), Server::only_the_page());
    Ok(())
}

pub async fn nobody_is_shut_out(page: &Page) -> WebDriverResult<()> {
    page.open_file().await?;
    assert_eq!(page.axe().await?, Vec::<String>::new());
    page.check_text(SAMPLE).await?;
    assert_eq!(page.axe().await?, Vec::<String>::new());
    Ok(())
}
