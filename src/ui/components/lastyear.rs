//! The quiet place of last year's report: what it is, whether it fits, and the way to keep this year's figures for the
//! next.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::sign::{Kind, sign};
use crate::check::{Beside, Pairing, Predecessor, saved};
use crate::diagnostic::Severity;
use crate::rules;
use crate::ui::action::LastYear as Event;
use crate::ui::app::open_last_year;
use crate::ui::desk::Desk;
use crate::ui::state::{Action, Dialog};
use crate::ui::view::Answer;
use crate::ui::{dom, naming};

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The result.
    pub answer: Rc<Answer>,
    /// What was put in.
    pub given: Option<Rc<Predecessor>>,
    /// Where documents come in.
    pub desk: Desk,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

#[component]
pub fn LastYear(props: &Props) -> Html {
    let Props { answer, given, desk, dispatch } = props;
    let on_file = {
        let desk = desk.clone();
        move |event: web_sys::Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            if let Some(files) = input.files() {
                desk.take_last_year_file(&files);
            }
            // The same file, mended meanwhile, can be chosen again.
            input.set_value("");
        }
    };
    let keep = {
        let answer = answer.clone();
        move |_: MouseEvent| {
            let report = &answer.outcome.report;
            dom::give_out(&naming::of_figures(report), &saved::save(report));
        }
    };
    let beside = answer.outcome.last_year.as_ref();
    let inner = match (given, beside) {
        (None, _) => empty(desk),
        (Some(given), None) => html! {
            <p class="lastyear__say" role="status">{ format!("正在对照《{}》", given.name) }</p>
        },
        (Some(_), Some(beside)) => there(answer, beside, dispatch),
    };
    let has_figures = !answer.outcome.report.cells.is_empty();
    html! {
        <section class={classes!("lastyear", given.as_ref().map(|_| "lastyear--there"))} data-input="last-year"
            aria-labelledby="lastyear">
            <h3 class="lastyear__name" id="lastyear">{ "去年对照" }</h3>
            <div class="lastyear__body">{ inner }</div>
            <input class="aside" type="file" data-input="last-year" aria-label="打开去年的报告" tabindex="-1"
                onchange={on_file} />
            if has_figures {
                <button type="button" class="link lastyear__keep" data-save-figures="" onclick={keep}
                    title="存成一个小文件，明年核对时代替这份报告放进来">
                    { "存下今年的数字，明年对照用" }
                </button>
            }
        </section>
    }
}

/// The place while nothing is in it.
fn empty(desk: &Desk) -> Html {
    // A paste is heard by the page; this is for text that came another way, as from an input method's clipboard.
    let put = {
        let desk = desk.clone();
        move |event: web_sys::Event| {
            let text = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            if !text.trim().is_empty() {
                desk.take_last_year_text(&text);
            }
        }
    };
    html! {
        <>
            <p class="lastyear__say" role="status">{ "放入去年的报告，核对上年结转、存量和照抄" }</p>
            <button type="button" class="btn" onclick={|_| open_last_year()}>{ "选择文件" }</button>
            <textarea class="lastyear__box" rows="1" data-input="last-year" spellcheck="false" autocomplete="off"
                aria-label="把去年的报告粘贴到这里" placeholder="或拖到、粘贴到这里" onchange={put} />
        </>
    }
}

/// What was put in, and what came of it.
fn there(answer: &Answer, beside: &Beside, dispatch: &Callback<Action>) -> Html {
    let other = html! {
        <button type="button" class="btn" aria-label="换一份去年的报告" onclick={|_| open_last_year()}>{ "换一份" }</button>
    };
    let away = html! {
        <button type="button" class="btn btn--bare lastyear__away" aria-label="拿掉去年的报告" title="拿掉去年的报告"
            data-take-away="last-year"
            onclick={dispatch.reform(|_: MouseEvent| {
                keep_keyboard();
                Action::LastYear(Event::TakenAway)
            })}>
            { "×" }
        </button>
    };
    match &beside.pairing {
        Pairing::Paired => {
            let table = dispatch.reform(|_: MouseEvent| Action::Dialog(Some(Dialog::TwoYears)));
            html! {
                <>
                    <p class="lastyear__say" role="status">
                        <strong>{ name(beside) }</strong>{ source(beside) }
                        <span class="lastyear__found">{ found(answer) }</span>
                    </p>
                    <button type="button" class="btn" aria-haspopup="dialog" data-two-years="" onclick={table}>
                        { "两年对照表" }
                    </button>
                    { other }
                    { away }
                </>
            }
        }
        Pairing::Asked(question) => {
            let accept = dispatch.reform(|_: MouseEvent| {
                keep_keyboard();
                Action::LastYear(Event::Accepted)
            });
            html! {
                <>
                    <p class="lastyear__say lastyear__say--long" role="status" data-pairing="asked">
                        { sign(Kind::Found(Severity::Warning), html! { question.clone() }) }
                    </p>
                    <button type="button" class="btn" data-accept="" onclick={accept}>
                        { "就是这个单位去年的，照样核对" }
                    </button>
                    { other }
                    { away }
                </>
            }
        }
        Pairing::Unreadable(reason) => html! {
            <>
                <p class="lastyear__say lastyear__say--long" role="status" data-pairing="unreadable">
                    { sign(Kind::Found(Severity::Error), html! { reason.clone() }) }
                </p>
                { other }
                { away }
            </>
        },
    }
}

/// The button that was pressed gives way: the keyboard stays in the place.
fn keep_keyboard() {
    if let Some(keep) = dom::query("[data-save-figures]") {
        dom::focus(&keep);
    }
}

/// Whose report of which year it is.
fn name(beside: &Beside) -> String {
    let year = beside.year.map(|year| format!("{year} 年"));
    let words: Vec<String> = beside.agency.iter().cloned().chain(year).collect();
    if words.is_empty() { "没有写明单位和年度".to_owned() } else { words.join("　") }
}

/// The file it came in.
fn source(beside: &Beside) -> Html {
    html! { <span class="lastyear__source" title={beside.source.clone()}>{ beside.source.clone() }</span> }
}

/// How the two years fit.
fn found(answer: &Answer) -> Html {
    let about = || answer.outcome.findings.iter().filter(|finding| rules::compares_years(&finding.rule));
    match about().map(|finding| finding.severity).min() {
        Some(worst) => sign(Kind::Found(worst), html! { format!("{} 处对不上", about().count()) }),
        None if answer.outcome.ignored.iter().any(|ignored| rules::compares_years(&ignored.finding.rule)) => {
            sign(Kind::Open, html! { "对不上的都已忽略" })
        }
        None => sign(Kind::Held, html! { "没有发现对不上的" }),
    }
}
