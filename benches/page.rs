//! From the paste to the marked cells, in a real browser: the page's own performance measure, again and again.
//!
//! `make bench` builds the page first. Nothing is asserted: the figures stand beside the aim.

// The end-to-end tests' page is shared; a bench uses a part of it.
#![allow(dead_code)]

#[path = "../tests/e2e/browser.rs"]
mod browser;
#[path = "../tests/e2e/page.rs"]
mod page;

use browser::Browser;
use page::Page;
use thirtyfour::error::WebDriverResult;

/// A whole report with slips in it.
const REPORT: &str = include_str!("../tests/fixtures/street-2024-old-form.txt");

/// How often the report is pasted.
const PASTES: usize = 60;

/// The aim for the median, in milliseconds.
const AIM: f64 = 50.0;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    for browser in [Browser::Chromium, Browser::Firefox] {
        let driver = browser.start();
        let mut times = runtime.block_on(measure(&driver)).expect("the browser does as it is told");
        let first = times[0];
        times.sort_by(f64::total_cmp);
        let (median, slow) = (times[times.len() / 2], times[times.len() * 9 / 10]);
        println!(
            "{browser:?}: paste to marked cells, {} pastes: median {median:.1} ms (aim {AIM:.0}), 90th percentile \
             {slow:.1} ms, first {first:.1} ms",
            times.len()
        );
    }
}

async fn measure(driver: &browser::Driver) -> WebDriverResult<Vec<f64>> {
    let page = Page::new(driver).await?;
    page.open_file().await?;
    let mut times = Vec::with_capacity(PASTES);
    for number in 0..PASTES {
        // Each paste differs, so that nothing can be remembered.
        page.check_text(&format!("{REPORT}\n{number}")).await?;
        times.push(page.script("return performance.getEntriesByType('measure').pop().duration", &[]).await?);
    }
    page.close().await?;
    Ok(times)
}
