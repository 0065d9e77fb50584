//! The few things that have to be done to the browser's page directly: focus, scrolling, copying, measuring.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use gloo_file::ObjectUrl;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Document, Element, HtmlAnchorElement, HtmlDocument, HtmlElement};
use web_sys::{HtmlInputElement, HtmlTextAreaElement, Performance};
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition, Window};

use super::state::Phase;
use crate::location::{CellId, Table};

/// The mark at the moment something was put in.
const INPUT: &str = "gouji:input";
/// The mark at the moment its cells stand marked in the page.
const MARKED: &str = "gouji:marked";
/// The measure between the two.
const MEASURE: &str = "gouji:input→gouji:marked";

/// How long a file that is given out is kept for the browser to read, in milliseconds.
const KEPT: u32 = 60_000;

/// The window.
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The document.
pub fn document() -> Option<Document> {
    window()?.document()
}

/// The first element a selector finds.
pub fn query(selector: &str) -> Option<Element> {
    document()?.query_selector(selector).ok().flatten()
}

/// What finds a cell in the report.
pub fn cell_selector(cell: CellId) -> String {
    format!("#sheet [data-cell=\"{cell}\"]")
}

/// The cell an event happened in.
pub fn cell_of(event: &web_sys::Event) -> Option<CellId> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("[data-cell]").ok().flatten()?.get_attribute("data-cell")?.parse().ok()
}

/// The table an event is to supply.
pub fn supply_of(event: &web_sys::Event) -> Option<Table> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("[data-supply]").ok().flatten()?.get_attribute("data-supply")?.parse().ok()
}

/// Whether an event happened in the place of last year's report.
pub fn is_last_year(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest("[data-input=last-year]").is_ok_and(|place| place.is_some()))
}

/// Tells how far the check is where tests and style sheets look.
pub fn tell_phase(phase: Phase) {
    if let Some(root) = query("html") {
        // It fails for no attribute name, and this one is fine.
        let _ = root.set_attribute("data-check", phase.as_str());
    }
}

/// Whether an event happened in a box that is typed into.
pub fn is_box(event: &web_sys::Event) -> bool {
    box_of(event).is_some()
}

/// The text of the box an event happened in.
pub fn box_text(event: &web_sys::Event) -> Option<String> {
    Some(box_of(event)?.value())
}

fn box_of(event: &web_sys::Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}

/// The finding whose words an event happened in.
pub fn finding_of(event: &web_sys::Event) -> Option<usize> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let all = target.closest("[data-finding]").ok().flatten()?.get_attribute("data-finding")?;
    all.split(' ').next()?.parse().ok()
}

/// Scrolls an element into sight, and no further than that needs.
pub fn show(element: &Element, position: ScrollLogicalPosition) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(position);
    options.set_inline(position);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Gives an element the keyboard's focus without moving the page.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        // It fails for no element, and a page without focus still works.
        let _ = element.focus_with_options(&options);
    }
}

/// Gives the focus to the element so many places from where it is among those that a selector finds and that can have
/// it. Returns whether there is one.
pub fn focus_neighbour(selector: &str, step: isize) -> bool {
    let neighbour = || {
        let document = document()?;
        let all = document.query_selector_all(selector).ok()?;
        let all: Vec<Element> = (0..all.length()).filter_map(|index| all.get(index)?.dyn_into().ok()).collect();
        let all: Vec<Element> = all.into_iter().filter(|element| element.tag_name() == "BUTTON").collect();
        let active = document.active_element();
        let at = all.iter().position(|element| active.as_ref() == Some(element));
        let to = at.map_or(Some(0), |at| at.checked_add_signed(step))?;
        all.into_iter().nth(to)
    };
    let Some(element) = neighbour() else { return false };
    focus(&element);
    show(&element, ScrollLogicalPosition::Nearest);
    true
}

/// Copies a text. A page opened from disk or from an office's own server has no clipboard interface, so the text is
/// selected in a box out of sight and copied as by hand. Returns whether the browser did it.
pub fn copy(text: &str) -> bool {
    let copied = || {
        let document = document()?;
        let before = document.active_element();
        let area = document.create_element("textarea").ok()?.dyn_into::<HtmlTextAreaElement>().ok()?;
        area.set_class_name("aside");
        area.set_value(text);
        document.body()?.append_child(&area).ok()?;
        area.select();
        let done = document.dyn_ref::<HtmlDocument>()?.exec_command("copy").ok();
        area.remove();
        if let Some(before) = before {
            focus(&before);
        }
        done
    };
    copied().unwrap_or(false)
}

/// Copies a table: as HTML for Word and WPS, and beside it as text for what takes none. Returns whether the browser did
/// both.
pub fn copy_rich(html: String, text: &str) -> bool {
    let Some(document) = document() else { return false };
    let done = Rc::new(Cell::new(false));
    let listener = {
        let (done, text) = (done.clone(), text.to_owned());
        let put = move |event: &web_sys::Event| {
            let Some(data) = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data) else { return };
            if data.set_data("text/html", &html).is_ok() && data.set_data("text/plain", &text).is_ok() {
                event.prevent_default();
                done.set(true);
            }
        };
        EventListener::once_with_options(&document, "copy", EventListenerOptions::enable_prevent_default(), put)
    };
    // What is selected is the text: a browser that does not ask its page copies at least that.
    let copied = copy(text);
    drop(listener);
    copied && done.get()
}

/// Presses an element, as by mouse.
pub fn click(selector: &str) {
    if let Some(element) = query(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.click();
    }
}

/// Gives out a text as a file of this name: the browser saves it where it saves what is downloaded. Nothing is asked for
/// over the network; the address is one of this page's own memory.
pub fn give_out(name: &str, text: &str) {
    let given = || {
        let document = document()?;
        let blob = gloo_file::Blob::new_with_options(text, Some("application/json"));
        let address = ObjectUrl::from(blob);
        let link = document.create_element("a").ok()?.dyn_into::<HtmlAnchorElement>().ok()?;
        link.set_href(&address);
        link.set_download(name);
        document.body()?.append_child(&link).ok()?;
        link.click();
        link.remove();
        // Some browsers read it only after this turn.
        Timeout::new(KEPT, move || drop(address)).forget();
        Some(())
    };
    // Without a document there is nobody to give anything to.
    let _ = given();
}

/// The keyboard goes from a finding that is about to leave the list to the one after it, else before it, else to the
/// result above.
pub fn leave_finding(index: usize) {
    let neighbour = || {
        let all = document()?.query_selector_all(".finding").ok()?;
        let all: Vec<Element> = (0..all.length()).filter_map(|at| all.get(at)?.dyn_into().ok()).collect();
        let at = all.iter().position(|element| element.id() == format!("finding-{index}"))?;
        let next = all.get(at + 1).or_else(|| all.get(at.checked_sub(1)?))?;
        next.query_selector(".finding__say").ok()?
    };
    if let Some(element) = neighbour().or_else(|| query("#verdict")) {
        focus(&element);
    }
}

/// A number nobody can foresee.
pub fn dice() -> u64 {
    (js_sys::Math::random() * f64::from(u32::MAX)) as u64
}

/// Marks the moment something was put in.
pub fn mark_input() {
    if let Some(performance) = performance() {
        // Only the last check is measured.
        performance.clear_marks_with_mark_name(INPUT);
        performance.clear_marks_with_mark_name(MARKED);
        performance.clear_measures_with_measure_name(MEASURE);
        let _ = performance.mark(INPUT);
    }
}

/// Marks the moment its cells stand marked in the page, and measures.
pub fn mark_marked() {
    if let Some(performance) = performance() {
        let _ = performance.mark(MARKED);
        let _ = performance.measure_with_start_mark_and_end_mark(MEASURE, INPUT, MARKED);
    }
}

fn performance() -> Option<Performance> {
    window()?.performance()
}
