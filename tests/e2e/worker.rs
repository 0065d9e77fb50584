//! Where documents are checked: in a worker that can be lost, or in the page where there is none.

use serde_json::Value;
use thirtyfour::error::WebDriverResult;

use crate::checking::SAMPLE;
use crate::page::Page;

/// Only Chromium lets a test reach the worker, from a script that runs before the page's own.
pub async fn a_worker_that_dies_is_replaced(page: &Page) -> WebDriverResult<()> {
    let script = r#"
        const Original = window.Worker;
        window.workers = [];
        window.Worker = function (url) {
            const worker = new Original(url);
            window.workers.push(worker);
            // A change of the page, so that who waits for it looks again.
            document.documentElement.setAttribute("data-workers", window.workers.length);
            return worker;
        };
    "#;
    let reached = page.before_it_opens(script).await?;
    page.open_file().await?;
    page.check_text(SAMPLE).await?;
    if reached {
        // No document looks like this: the worker breaks down over it.
        page.script::<Value>("window.workers[0].postMessage(['no number'])", &[]).await?;
        page.until("window.workers.length === 2").await?;
        page.check_text(SAMPLE).await?;
    }
    Ok(())
}

/// As in Chromium 69: the worker then gets the wasm's text.
pub async fn a_worker_starts_without_the_compiled_module(page: &Page) -> WebDriverResult<()> {
    let script = r#"
        const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (message, transfer) {
            if (message instanceof WebAssembly.Module) throw new DOMException("", "DataCloneError");
            this.addEventListener("message", (event) => {
                document.documentElement.setAttribute("data-worker", event.data === null ? "ready" : "answered");
            });
            post.call(this, message, transfer);
        };
    "#;
    let reached = page.before_it_opens(script).await?;
    page.open_file().await?;
    page.check_text(SAMPLE).await?;
    if reached {
        page.until("document.documentElement.dataset.worker === 'answered'").await?;
    }
    Ok(())
}

pub async fn without_a_worker_the_page_checks_by_itself(page: &Page) -> WebDriverResult<()> {
    page.before_it_opens("window.Worker = function () { throw new Error('forbidden'); };").await?;
    page.open_file().await?;
    page.check_text(SAMPLE).await
}
