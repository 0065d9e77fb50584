//! Which report, under which form, how it stands; and the way from one finding to the next.

use std::rc::Rc;

use yew::prelude::*;

use super::icon::{Icon, icon};
use super::sign::{Kind, sign};
use crate::diagnostic::Severity;
use crate::location::Table;
use crate::report::convert;
use crate::report::form::Form;
use crate::ui::groups::open_lines;
use crate::ui::state::{Action, Dialog, Direction};
use crate::ui::view::Answer;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The result.
    pub answer: Rc<Answer>,
    /// The number of the finding looked at, and how many there are.
    pub position: (Option<usize>, usize),
    /// Whether the result is of the text in the box.
    pub has_draft: bool,
    /// Whether the box is shown.
    pub draft_open: bool,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

#[component]
pub fn ReportBar(props: &Props) -> Html {
    let report = &props.answer.outcome.report;
    let who = report.agency.clone().or_else(|| report.title.as_ref().map(|title| title.text.clone()));
    let toggle = {
        let open = !props.draft_open;
        props.dispatch.reform(move |_: MouseEvent| Action::DraftOpen(open))
    };
    let new_form = props.dispatch.reform(|_: MouseEvent| Action::Dialog(Some(Dialog::NewForm)));
    html! {
        <section class="reportbar" aria-label="这份报告">
            <h2 class="reportbar__who">
                <span class="reportbar__name">{ who.unwrap_or_else(|| props.answer.outcome.source.clone()) }</span>
                if let Some(year) = report.year {
                    <span class="reportbar__year">{ format!("{year} 年") }</span>
                }
            </h2>
            <p class="reportbar__form">{ form(&props.answer) }</p>
            if let Some(note) = report.zero_note() {
                <p class="reportbar__zero" data-zero-report="">{ note }</p>
            }
            if convert::is_needed(report) {
                <button type="button" class="link reportbar__draft" aria-haspopup="dialog"
                    onclick={new_form}>
                    { "换成 2021 年表样看" }
                </button>
            }
            if props.has_draft {
                <button type="button" class="link reportbar__draft" aria-expanded={props.draft_open.to_string()}
                    aria-controls="paste" onclick={toggle}>
                    { if props.draft_open { "收起原文" } else { "改原文" } }
                </button>
            }
            <div class="reportbar__end">
                { tally(&props.answer) }
                { stepper(props.position, &props.dispatch) }
            </div>
        </section>
    }
}

/// Under which form the tables were read.
fn form(answer: &Answer) -> Html {
    let report = &answer.outcome.report;
    let due = report.year.map(Form::of_year);
    let read = |form| {
        let of_form = |&table: &Table| report.tables.get(table).is_some_and(|read| read.form == form);
        let names: Vec<&str> = [Table::T2, Table::T3, Table::T4].into_iter().filter(of_form).map(Table::name).collect();
        names.join("、")
    };
    // Table four is the same in both forms; it tells nothing.
    let (new, old) = (read(Form::F2021), read(Form::F2019));
    match (due, new.is_empty(), old.is_empty()) {
        (_, true, true) => sign(Kind::Open, html! { "没有读到表格" }),
        (Some(Form::F2021), _, false) => {
            let tables = old.replace("、表四", "");
            sign(Kind::Found(Severity::Error), html! { format!("{tables}用的是 2019 年旧表样") })
        }
        (_, false, true) => html! { "按 2021 年表样核对" },
        (_, true, false) => html! { "按 2019 年表样核对" },
        (_, false, false) => html! { format!("{new}按 2021 年表样、{old}按 2019 年表样核对") },
    }
}

/// The counts: the region a screen reader hears when they change.
fn tally(answer: &Answer) -> Html {
    let count = |severity| answer.outcome.count(severity);
    let item = |kind, n: String, word: &str, more: bool| {
        html! {
            <span class={classes!("tally__item", more.then_some("tally__item--more"))}>
                { sign(kind, html! { <><span class="tally__n">{ n }</span>{ format!(" {word}") }</> }) }
            </span>
        }
    };
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    html! {
        <p class="tally" role="status" aria-label="核对结果"
            data-count-error={count(Severity::Error).to_string()}
            data-count-warning={count(Severity::Warning).to_string()}
            data-count-note={count(Severity::Note).to_string()}>
            { for severities.map(|severity| {
                let note = severity == Severity::Note;
                item(Kind::Found(severity), count(severity).to_string(), severity.word(), note)
            }) }
            { item(Kind::Held, answer.equations_held().to_string(), "等式相符", false) }
            { item(Kind::Open, open_lines(&answer.outcome.coverage).to_string(), "未核对", false) }
        </p>
    }
}

fn stepper((at, all): (Option<usize>, usize), dispatch: &Callback<Action>) -> Html {
    let step = |direction| dispatch.reform(move |_: MouseEvent| Action::Step(direction));
    let at = at.map_or_else(|| "–".to_owned(), |at| at.to_string());
    html! {
        <div class="stepper" role="group" aria-label="逐处查看">
            <button type="button" class="btn btn--bare" aria-label="上一处" title="Shift+F8" disabled={all == 0}
                onclick={step(Direction::Back)}>
                { icon(Icon::Back) }<span>{ "上一处" }</span>
            </button>
            <span class="stepper__at">{ format!("{at} / {all}") }</span>
            <button type="button" class="btn btn--bare" aria-label="下一处" title="F8" disabled={all == 0}
                onclick={step(Direction::Forward)}>
                <span>{ "下一处" }</span>{ icon(Icon::Forward) }
            </button>
            <span class="key" aria-hidden="true">{ "F8" }</span>
        </div>
    }
}
