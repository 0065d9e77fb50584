//! The page as a user has it before them: what can be done to it, and what can be seen in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;
use thirtyfour::{By, Key, WebDriver, WebElement};

use crate::browser::{Browser, DEADLINE, Driver};

/// Remembers what goes wrong in a page from its beginning on.
const WATCH: &str = r#"
    if (!window.wrong) {
        window.wrong = [];
        const note = (what) => {
            window.wrong.push(what);
            // A change of the page, so that who waits for it looks again.
            document.documentElement.setAttribute("data-wrong", window.wrong.length);
        };
        addEventListener("securitypolicyviolation", (event) =>
            note("policy: " + event.effectiveDirective + " " + event.blockedURI));
        addEventListener("error", (event) => note("error: " + event.message));
        addEventListener("unhandledrejection", (event) => note("rejected: " + event.reason));
    }
"#;

/// A page in a browser.
pub struct Page {
    driver: WebDriver,
    pub browser: Browser,
}

/// A value cell.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CellShown {
    /// All that is written in it.
    pub text: String,
    pub state: String,
    pub suspect: bool,
}

/// A finding: rule and severity.
pub type FindingShown = (String, String);

impl Page {
    pub async fn new(driver: &Driver) -> WebDriverResult<Self> {
        let page = Self { driver: driver.open().await?, browser: driver.browser };
        page.before_it_opens(WATCH).await?;
        Ok(page)
    }

    pub async fn close(self) -> WebDriverResult<()> {
        self.driver.quit().await
    }

    /// Has a script run in every page before its own. Only Chromium can; returns whether.
    pub async fn before_it_opens(&self, script: &str) -> WebDriverResult<bool> {
        let can = self.browser == Browser::Chromium;
        if can {
            let params = json!({ "source": script });
            self.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", params).await?;
        }
        Ok(can)
    }

    // ---- Opening

    /// Opens the one file, as by double click.
    pub async fn open_file(&self) -> WebDriverResult<()> {
        let file = built();
        assert!(file.exists(), "the page is not built: `make dist`");
        self.open(&format!("file://{}", file.display())).await
    }

    /// Opens an address and waits until the page stands.
    pub async fn open(&self, address: &str) -> WebDriverResult<()> {
        self.driver.goto(address).await?;
        self.script::<Value>(WATCH, &[]).await?;
        self.until(r#"document.querySelector("[data-input=report]")"#).await
    }

    // ---- Doing

    /// Pastes what a clipboard holds, outside any box.
    pub async fn paste(&self, text: Option<&str>, html: Option<&str>) -> WebDriverResult<()> {
        self.paste_on("body", text, html).await
    }

    /// Pastes what a clipboard holds where a selector points.
    pub async fn paste_on(&self, place: &str, text: Option<&str>, html: Option<&str>) -> WebDriverResult<()> {
        let script = r#"
            const data = new DataTransfer();
            if (arguments[0] !== null) data.setData("text/plain", arguments[0]);
            if (arguments[1] !== null) data.setData("text/html", arguments[1]);
            // Firefox lets a script's clipboard event hold no data of the script's own.
            const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
            Object.defineProperty(event, "clipboardData", { value: data });
            document.querySelector(arguments[2]).dispatchEvent(event);
        "#;
        self.script::<Value>(script, &[json!(text), json!(html), json!(place)]).await.map(drop)
    }

    /// Pastes a text, and waits for its answer.
    pub async fn check_text(&self, text: &str) -> WebDriverResult<()> {
        self.forget_answer().await?;
        self.paste(Some(text), None).await?;
        self.until_answered("done").await
    }

    /// Chooses a file, as with the button.
    pub async fn choose(&self, file: &Path) -> WebDriverResult<()> {
        self.choose_in("input[type=file][data-input=report]", file).await
    }

    /// Chooses a file where a selector points; a check follows.
    pub async fn choose_in(&self, place: &str, file: &Path) -> WebDriverResult<()> {
        self.forget_answer().await?;
        self.first(place).await?.send_keys(file.display().to_string()).await
    }

    /// Drops a file onto the page.
    pub async fn drop_file(&self, name: &str, bytes: &[u8]) -> WebDriverResult<()> {
        self.drop_file_on("body", name, bytes).await
    }

    /// Drops a file where a selector points.
    pub async fn drop_file_on(&self, place: &str, name: &str, bytes: &[u8]) -> WebDriverResult<()> {
        self.forget_answer().await?;
        let script = r#"
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(arguments[1])], arguments[0]));
            document.querySelector(arguments[2]).dispatchEvent(
                new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
        "#;
        self.script::<Value>(script, &[json!(name), json!(bytes), json!(place)]).await.map(drop)
    }

    /// Presses a key where the focus is.
    pub async fn press(&self, key: Key) -> WebDriverResult<()> {
        self.driver.active_element().await?.send_keys(key.value().to_string()).await
    }

    /// Presses keys one after another, each where the focus is by then.
    pub async fn type_keys(&self, keys: &str) -> WebDriverResult<()> {
        self.driver.action_chain().send_keys(keys).perform().await
    }

    /// Presses a key together with Shift.
    pub async fn press_with_shift(&self, key: Key) -> WebDriverResult<()> {
        self.press_with(Key::Shift, &key.value().to_string()).await
    }

    /// Presses a key while another is held down.
    pub async fn press_with(&self, held: Key, key: &str) -> WebDriverResult<()> {
        let keys = format!("{}{key}{}", held.value(), Key::Null.value());
        self.driver.active_element().await?.send_keys(keys).await
    }

    /// Takes the last answer's mark away, so that the next is not mistaken for it.
    async fn forget_answer(&self) -> WebDriverResult<()> {
        self.script::<Value>("performance.clearMarks(); performance.clearMeasures();", &[]).await?;
        self.script::<Value>(r#"document.documentElement.setAttribute("data-check", "asked");"#, &[]).await.map(drop)
    }

    // ---- Waiting

    /// Waits until a JavaScript expression is true; looks again whenever the page or its focus changes.
    pub async fn until(&self, condition: &str) -> WebDriverResult<()> {
        let script = format!(
            r#"
            const done = arguments[0];
            const look = () => {{
                if (!({condition})) return;
                observer.disconnect();
                document.removeEventListener("focusin", look);
                done();
            }};
            const observer = new MutationObserver(look);
            observer.observe(document, {{ attributes: true, childList: true, characterData: true, subtree: true }});
            document.addEventListener("focusin", look);
            look();
            "#
        );
        let waited = self.driver.execute_async(script, Vec::new()).await;
        if let Err(error) = &waited {
            eprintln!("not within {DEADLINE:?}: {condition} ({error})");
        }
        waited.map(drop)
    }

    /// Waits until the check of what was put in last has come to this end: `done` or `failed`.
    pub async fn until_answered(&self, end: &str) -> WebDriverResult<()> {
        self.until(&format!("document.documentElement.dataset.check === {end:?}")).await
    }

    // ---- Seeing

    /// The first element a selector finds.
    pub async fn first(&self, selector: &str) -> WebDriverResult<WebElement> {
        self.driver.find(By::Css(selector)).await
    }

    /// The words of what a selector finds.
    pub async fn text(&self, selector: &str) -> WebDriverResult<String> {
        self.first(selector).await?.text().await
    }

    /// Every value cell by its id.
    pub async fn cells(&self) -> WebDriverResult<BTreeMap<String, CellShown>> {
        let script = r#"
            const cells = {};
            for (const cell of document.querySelectorAll("[data-cell]")) {
                const text = cell.innerText.trim();
                const suspect = cell.dataset.suspect !== undefined;
                cells[cell.dataset.cell] = { text, state: cell.dataset.state, suspect };
            }
            return cells;
        "#;
        self.script(script, &[]).await
    }

    /// The findings in their order.
    pub async fn findings(&self) -> WebDriverResult<Vec<FindingShown>> {
        let script = r#"
            return Array.from(document.querySelectorAll("[data-rule]"), (finding) =>
                [finding.dataset.rule, finding.dataset.severity]);
        "#;
        self.script(script, &[]).await
    }

    /// The counts of errors and warnings.
    pub async fn counts(&self) -> WebDriverResult<(usize, usize)> {
        let script = r#"
            const count = (name) => Number(document.querySelector("[" + name + "]").getAttribute(name));
            return [count("data-count-error"), count("data-count-warning")];
        "#;
        self.script(script, &[]).await
    }

    // ---- Asking the browser

    /// Runs a script and reads what it returns.
    pub async fn script<T: DeserializeOwned>(&self, script: &str, arguments: &[Value]) -> WebDriverResult<T> {
        self.driver.execute(script, arguments).await?.convert()
    }

    /// What the page loaded besides itself; what it carries with it does not count.
    pub async fn loaded(&self) -> WebDriverResult<Vec<String>> {
        let script = r#"
            return performance.getEntriesByType("resource").map((entry) => entry.name)
                .filter((name) => !name.startsWith("blob:") && !name.startsWith("data:"));
        "#;
        self.script(script, &[]).await
    }

    /// What went wrong: violations of the policy, errors, and in Chromium whatever the console holds against the page.
    pub async fn wrong(&self) -> WebDriverResult<Vec<String>> {
        let mut wrong: Vec<String> = self.script("return window.wrong", &[]).await?;
        if self.browser == Browser::Chromium {
            let log = self.driver.browser_log().await?;
            wrong.extend(log.into_iter().map(|entry| format!("{entry:?}")));
        }
        Ok(wrong)
    }

    /// What axe-core holds against the page for people who use it otherwise than by eye and mouse.
    pub async fn axe(&self) -> WebDriverResult<Vec<String>> {
        let source = env::var("AXE_CORE").map(fs::read_to_string).expect("AXE_CORE names axe.min.js; `make test` does");
        let source = source.expect("axe-core can be read");
        let script = format!(
            r#"
            const done = arguments[0];
            {source}
            window.axe.run(document, {{ resultTypes: ["violations"] }}).then((results) => done(
                results.violations.flatMap((rule) => rule.nodes.map((node) => rule.id + ": " + node.html))
            ), (error) => done([String(error)]));
            "#
        );
        self.driver.execute_async(script, Vec::new()).await?.convert()
    }

    /// Saves a picture of the page.
    pub async fn picture(&self, file: &Path) -> WebDriverResult<()> {
        self.driver.screenshot(file).await
    }
}

/// The page as one file.
pub fn built() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("dist/gouji.html")
}
