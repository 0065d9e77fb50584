//! The root component.

use gloo_file::{File, futures::read_as_bytes};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlInputElement};
use yew::prelude::*;

use super::worker::{Checker, Reply, Request};
use crate::diagnostic::Severity;

/// Draws the page into its place.
pub fn start() {
    let document = gloo_utils::document();
    if let Some(place) = document.get_element_by_id("app") {
        yew::Renderer::<App>::with_root(place).render();
    }
}

/// Tells how far the check is, where style sheets and tests look.
fn show(check: &str) {
    // It fails for no attribute name, and this one is fine.
    let _ = gloo_utils::document_element().set_attribute("data-check", check);
}

#[component]
fn App() -> Html {
    let answer = use_state(|| None::<Reply>);
    let checker = {
        let answer = answer.setter();
        use_state(move || {
            Checker::new(Callback::from(move |reply: Reply| {
                show(if matches!(&reply, Reply::Done { outcome, .. } if outcome.is_ok()) { "done" } else { "failed" });
                answer.set(Some(reply));
            }))
        })
    };
    let check = {
        let checker = checker.clone();
        Callback::from(move |(name, bytes): (String, Vec<u8>)| {
            show("running");
            checker.check(Request { id: 0, name, bytes });
        })
    };
    let on_paste = {
        let check = check.clone();
        Callback::from(move |event: Event| {
            let event = event.unchecked_into::<ClipboardEvent>();
            if let Some(text) = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()) {
                check.emit(("粘贴的内容".to_owned(), text.into_bytes()));
            }
        })
    };
    let on_file = Callback::from(move |event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        let Some(file) = input.files().and_then(|files| files.get(0)).map(File::from) else { return };
        let check = check.clone();
        wasm_bindgen_futures::spawn_local(async move {
            match read_as_bytes(&file).await {
                Ok(bytes) => check.emit((file.name(), bytes)),
                Err(_) => show("failed"),
            }
        });
    });
    html! {
        <main class="page">
            <h1>{ "勾稽 · 年报自查" }</h1>
            <div data-input="report" onpaste={on_paste}>
                <label>{ "把年度报告粘贴到这里" }<textarea rows="6" /></label>
                <label>{ "打开文件" }<input type="file" onchange={on_file} /></label>
            </div>
            <p role="status">{ answer.as_ref().map(told) }</p>
        </main>
    }
}

/// One sentence about a reply.
fn told(reply: &Reply) -> String {
    match reply {
        Reply::Done { outcome, .. } => match outcome.as_ref() {
            Ok(outcome) => {
                let count = |severity| outcome.count(severity);
                format!("{} 处错误，{} 处提醒。", count(Severity::Error), count(Severity::Warning))
            }
            Err(error) => error.message.clone(),
        },
        Reply::Crashed { .. } => "这份文件没有核对成，请换一种格式再试。".to_owned(),
    }
}
