//! One finding of the list: its sentence, the sum written out, what it rests on.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::sign::{Kind, sign};
use crate::ui::dom;
use crate::ui::state::Action;
use crate::ui::view::Answer;

/// How long “已复制” stands, in milliseconds.
const COPIED: u32 = 2000;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The result.
    pub answer: Rc<Answer>,
    /// Which finding.
    pub index: usize,
    /// Whether it is looked at.
    pub here: bool,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

#[component]
pub fn Finding(props: &Props) -> Html {
    let index = props.index;
    let copied = use_state(|| None::<bool>);
    let timer = use_mut_ref(|| None::<Timeout>);
    let Some(finding) = props.answer.outcome.findings.get(index) else { return Html::default() };
    let look = props.dispatch.reform(move |_: MouseEvent| Action::Finding(index));
    let copy = {
        let (copied, timer, sentence) = (copied.clone(), timer, finding.message.clone());
        move |_: MouseEvent| {
            copied.set(Some(dom::copy(&sentence)));
            let copied = copied.clone();
            timer.replace(Some(Timeout::new(COPIED, move || copied.set(None))));
        }
    };
    html! {
        <li class={classes!("finding", props.here.then_some("finding--here"))} id={format!("finding-{index}")}
            data-rule={finding.rule.as_str().to_owned()} data-severity={severity_name(finding.severity)}
            aria-current={props.here.then_some("true")}>
            <span class="finding__sign">{ sign(Kind::Found(finding.severity), html! { finding.severity.word() }) }</span>
            <button type="button" class="finding__say" onclick={look}>{ finding.message.clone() }</button>
            if let Some(detail) = &finding.detail {
                <p class="finding__sum">{ detail.clone() }</p>
            }
            <p class="finding__acts">
                <span>{ "依据：" }{ finding.clause.cite() }</span>
                <button type="button" class="link" onclick={copy}>{ "复制这句" }</button>
                <span role="status">
                    { match *copied {
                        Some(true) => "✓ 已复制",
                        Some(false) => "没有复制成，请选中句子按 Ctrl+C",
                        None => "",
                    } }
                </span>
            </p>
        </li>
    }
}

/// The name the contract uses.
const fn severity_name(severity: crate::diagnostic::Severity) -> &'static str {
    match severity {
        crate::diagnostic::Severity::Error => "error",
        crate::diagnostic::Severity::Warning => "warning",
        crate::diagnostic::Severity::Note => "note",
    }
}
