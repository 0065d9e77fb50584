//! The report on its paper: title, text and tables, as they will be published.

use std::rc::Rc;

use yew::prelude::*;

use super::blankhead::blank_head;
use super::form::FormTable;
use super::prose::prose;
use super::sign::{Kind, sign};
use super::supply::{missing, supplied};
use crate::diagnostic::Severity;
use crate::location::Table;
use crate::report::{Line, Part, PartKind, Scope};
use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::groups::open_lines;
use crate::ui::state::{Action, EquationId, Focus};
use crate::ui::view::{Answer, Place};
use crate::ui::work::{Typing, Work};

/// How many lines before the first part are shown at once.
const PREFACE: usize = 5;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The result.
    pub answer: Rc<Answer>,
    /// What the user did to it.
    pub work: Rc<Work>,
    /// The figure that is being typed.
    pub typing: Option<Typing>,
    /// What is looked at.
    pub focus: Focus,
    /// The equation whose cells are lit.
    pub lit: Option<EquationId>,
    /// Where documents come in.
    pub desk: Desk,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

#[component]
pub fn Sheet(props: &Props) -> Html {
    let report = &props.answer.outcome.report;
    let here = props.focus.finding;
    let look = {
        let dispatch = props.dispatch.clone();
        move |event: &Event| match dom::finding_of(event) {
            Some(index) => {
                dispatch.emit(Action::Finding(index));
                true
            }
            None => false,
        }
    };
    let on_click = {
        let look = look.clone();
        move |event: MouseEvent| {
            look(&event);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if (event.key() == "Enter" || event.key() == " ") && look(&event) {
            event.prevent_default();
        }
    };
    // Tables whose heading was not found stand at the end, in the form's order; so does the place of one that is missed.
    let whole_report = report.scope == Scope::Whole;
    let headed = |table| report.parts.iter().any(|part| part.kind.table() == Some(table));
    let loose: Vec<Table> = [Table::T2, Table::T3, Table::T4]
        .into_iter()
        .filter(|&table| !headed(table) && (whole_report || report.tables.get(table).is_some()))
        .collect();
    html! {
        <article class="sheet" id="sheet" tabindex="-1" aria-label="报告" onclick={on_click} onkeydown={on_key}>
            { print_head(&props.answer) }
            <div id="report-head" tabindex="-1">
                if let Some(title) = &report.title {
                    <h2 class="sheet__title">{ prose(&props.answer, title, here) }</h2>
                }
                if report.is_form() {
                    { blank_head(&props.work, &props.dispatch) }
                }
                { whole(&props.answer) }
            </div>
            { preface(props) }
            { for report.parts.iter().enumerate().map(|(index, found)| part(props, index, found)) }
            { for loose.into_iter().map(|table| html! {
                <section class="sheet__part" id={part_of(table).map(|part| format!("part-{}", part.number()))}>
                    { form(props, table) }
                </section>
            }) }
        </article>
    }
}

/// What stands before the first part. A web page brings its menus along: they are folded away, unless a finding is
/// about them.
fn preface(props: &Props) -> Html {
    let answer = &props.answer;
    let lines = &answer.outcome.report.preface;
    let text = lines.iter().map(|line| html! { <p>{ prose(answer, line, props.focus.finding) }</p> });
    let marked = lines.iter().any(|line| answer.segments(line).iter().any(|segment| !segment.findings.is_empty()));
    if lines.len() <= PREFACE || marked {
        return text.collect();
    }
    html! {
        <details class="sheet__preface">
            <summary>{ format!("第一部分前面还有 {} 行文字", lines.len()) }</summary>
            { for text }
        </details>
    }
}

/// The part a table belongs in.
fn part_of(table: Table) -> Option<PartKind> {
    PartKind::ALL.into_iter().find(|part| part.table() == Some(table))
}

/// What is said of the report as a whole.
fn whole(answer: &Answer) -> Html {
    let findings = answer.outcome.findings.iter().zip(&answer.places).filter(|(_, place)| **place == Place::Report);
    let notes: Vec<Html> = findings
        .map(|(finding, _)| {
            html! {
                <li>{ sign(Kind::Found(finding.severity), html! { finding.severity.word() }) }{ finding.message.clone() }</li>
            }
        })
        .collect();
    if notes.is_empty() {
        Html::default()
    } else {
        html! { <ul class="sheet__notes">{ for notes }</ul> }
    }
}

fn part(props: &Props, index: usize, part: &Part) -> Html {
    let report = &props.answer.outcome.report;
    let here = props.focus.finding;
    let line = |line: &Line| html! { <p>{ prose(&props.answer, line, here) }</p> };
    // A part that comes twice has its table and its name once.
    let first = report.parts.iter().position(|other| other.kind == part.kind) == Some(index);
    let id = first.then(|| format!("part-{}", part.kind.number()));
    html! {
        <section class="sheet__part">
            <h3 class="sheet__head" {id} tabindex="-1">{ prose(&props.answer, &part.heading, here) }</h3>
            if let Some(table) = part.kind.table().filter(|_| first) {
                { for part.body.iter().map(line) }
                { form(props, table) }
            } else {
                { for part.body.iter().map(line) }
            }
        </section>
    }
}

fn form(props: &Props, table: Table) -> Html {
    let report = &props.answer.outcome.report;
    let inner = match report.tables.get(table) {
        None if report.scope == Scope::Fragment => Html::default(),
        None => missing(&props.answer, table, &props.desk, &props.dispatch),
        Some(read) => {
            let unread = read.unread_rows.len();
            html! {
                <>
                    { supplied(&props.answer, &props.work, table, &props.dispatch) }
                    <FormTable answer={props.answer.clone()} {table} work={props.work.clone()}
                        typing={props.typing.clone()} focus={props.focus} lit={props.lit}
                        dispatch={props.dispatch.clone()} />
                    if unread > 0 {
                        <p class="sheet__missing">
                            { sign(Kind::Open, html! { format!("{}有 {unread} 行的数字没有读到，涉及它们的等式都没有核对。", table.name()) }) }
                        </p>
                    }
                </>
            }
        }
    };
    // An element that is always there, whatever comes into it and goes.
    html! { <div class="sheet__table">{ inner }</div> }
}

/// The head of the printed sheet.
fn print_head(answer: &Answer) -> Html {
    let report = &answer.outcome.report;
    let count =
        |severity: Severity| format!("{} {} 处{}", severity.sign(), answer.outcome.count(severity), severity.word());
    let year = report.year.map(|year| format!("{year} 年")).unwrap_or_default();
    html! {
        <div class="printhead">
            <p>
                <strong>{ "年报自查核对单" }</strong>
                { format!("　{}　{year}", report.agency.as_deref().unwrap_or(&answer.outcome.source)) }
            </p>
            <p>
                { [Severity::Error, Severity::Warning, Severity::Note].map(count).join("　") }
                if !answer.outcome.ignored.is_empty() {
                    { format!("　○ 已忽略 {} 处", answer.outcome.ignored.len()) }
                }
                { format!("　✓ {} 条等式相符　○ {} 项未核对", answer.equations_held(), open_lines(&answer.outcome.coverage)) }
            </p>
        </div>
    }
}
