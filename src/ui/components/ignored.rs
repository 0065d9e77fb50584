//! What is not told because the user so decided: seen, counted, and taken back here; and the file it is kept in.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::sign::{Kind, sign};
use crate::check::{Decisions, Ignored};
use crate::ui::action::Decide;
use crate::ui::desk::Desk;
use crate::ui::state::{Action, Matter};
use crate::ui::view::Answer;
use crate::ui::{dom, naming};

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The result.
    pub answer: Rc<Answer>,
    /// What was decided.
    pub decisions: Rc<Decisions>,
    /// Where files come in.
    pub desk: Desk,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

#[component]
pub fn IgnoredList(props: &Props) -> Html {
    let outcome = &props.answer.outcome;
    let open = use_state(|| false);
    let toggle = {
        let open = open.clone();
        move |_: MouseEvent| open.set(!*open)
    };
    let count = outcome.ignored.len();
    html! {
        <section class="ignored" aria-label="已忽略的" data-ignored-count={count.to_string()}>
            if count > 0 {
                <h3 class="ignored__head">
                    <button type="button" class="ignored__toggle" aria-expanded={open.to_string()}
                        aria-controls="ignored-list" onclick={toggle}>
                        { sign(Kind::Open, html! { format!("已忽略 {count} 处") }) }
                    </button>
                </h3>
                // On paper it always stands there.
                <ul class={classes!("ignored__list", (!*open).then_some("ignored__list--shut"))} id="ignored-list">
                    { for outcome.ignored.iter().map(|ignored| item(props, ignored)) }
                </ul>
            }
            { stale(props) }
            { file(props) }
        </section>
    }
}

fn item(props: &Props, Ignored { finding, reason }: &Ignored) -> Html {
    let matter = Matter::Finding(finding.fingerprint.clone());
    let restore = props.dispatch.reform(move |_: MouseEvent| {
        keep_keyboard();
        Action::Decide(Decide::NotSo(matter.clone()))
    });
    html! {
        <li key={finding.fingerprint.clone()} class="ignored__item" data-ignored={finding.rule.as_str().to_owned()}>
            <p>{ sign(Kind::Found(finding.severity), html! { finding.severity.word() }) }{ " " }{ finding.message.clone() }</p>
            <p class="ignored__why">
                <span>{ "理由：" }{ reason.clone() }</span>
                <button type="button" class="link" data-restore="" onclick={restore}>{ "恢复" }</button>
            </p>
        </li>
    }
}

/// What was ignored once and is not found any more.
fn stale(props: &Props) -> Html {
    let stale = &props.answer.outcome.stale;
    if stale.is_empty() {
        return Html::default();
    }
    let drop = props.dispatch.reform(|_: MouseEvent| {
        keep_keyboard();
        Action::Decide(Decide::DropStale)
    });
    html! {
        <details class="ignored__stale" data-stale-count={stale.len().to_string()}>
            <summary>{ format!("清单里有 {} 处这次没有发现", stale.len()) }</summary>
            <p class="ignored__what">{ "数字或文字改过了，或者已经改对。不会再忽略别的。" }</p>
            <ul>
                { for stale.iter().map(|ignore| html! {
                    <li class="ignored__item">
                        <p>{ ignore.message.clone() }</p>
                        <p class="ignored__why"><span>{ "理由：" }{ ignore.reason.clone() }</span></p>
                    </li>
                }) }
            </ul>
            <button type="button" class="link" onclick={drop}>{ "从清单里去掉" }</button>
        </details>
    }
}

/// The file the decisions are kept in.
fn file(props: &Props) -> Html {
    let Props { answer, decisions, desk, .. } = props;
    let is_empty = decisions.ignored.is_empty() && decisions.off.is_empty();
    let give_out = {
        let (answer, decisions) = (answer.clone(), decisions.clone());
        move |_: MouseEvent| dom::give_out(&naming::of_decisions(&answer.outcome.report), &decisions.to_file())
    };
    let on_file = {
        let desk = desk.clone();
        move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            if let Some(files) = input.files() {
                desk.take_decisions(&files);
            }
            input.set_value("");
        }
    };
    html! {
        <p class="ignored__file">
            if !is_empty {
                <button type="button" class="link" data-export-decisions="" onclick={give_out}
                    title="存成一个小文件，放在报告旁边；下次放进来，照样忽略">
                    { "导出忽略清单" }
                </button>
            }
            <button type="button" class="link" title="导出过的忽略清单，也可以直接拖进来"
                onclick={|_| dom::click("input[data-import-decisions]")}>
                { "放入忽略清单" }
            </button>
            <input class="aside" type="file" accept=".json" data-import-decisions="" aria-label="打开忽略清单"
                tabindex="-1" onchange={on_file} />
        </p>
    }
}

/// The button that was pressed gives way to what comes of it.
fn keep_keyboard() {
    if let Some(head) = dom::query("#verdict") {
        dom::focus(&head);
    }
}
