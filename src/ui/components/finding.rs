//! One finding of the list: its sentence, the sum written out, what it rests on.

use std::rc::Rc;

use yew::prelude::*;

use super::copylink::CopyLink;
use super::sign::{Kind, sign};
use crate::rules;
use crate::ui::state::{Action, Dialog};
use crate::ui::view::Answer;

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
    let Some(finding) = props.answer.outcome.findings.get(index) else { return Html::default() };
    let look = props.dispatch.reform(move |_: MouseEvent| Action::Finding(index));
    let place = props.answer.unseen_place(index);
    html! {
        <li class={classes!("finding", props.here.then_some("finding--here"))} id={format!("finding-{index}")}
            data-rule={finding.rule.as_str().to_owned()} data-severity={finding.severity.name()}
            aria-current={props.here.then_some("true")}>
            <span class="finding__sign">{ sign(Kind::Found(finding.severity), html! { finding.severity.word() }) }</span>
            <button type="button" class="finding__say" onclick={look}>{ finding.message.clone() }</button>
            if let Some(detail) = &finding.detail {
                <p class="finding__sum">{ detail.clone() }</p>
            }
            <p class="finding__acts">
                <span>{ "依据：" }{ finding.clause.cite() }</span>
                if let Some(rule) = rules::find(finding.rule.as_str()) {
                    <button type="button" class="link" aria-haspopup="dialog" data-rule-page=""
                        onclick={props.dispatch.reform(|_: MouseEvent| Action::Dialog(Some(Dialog::Rule(rule.id))))}>
                        { "查什么" }
                    </button>
                }
                <CopyLink name="复制这句" text={finding.message.clone()} />
                if let Some(place) = place {
                    <span>{ "位置：" }{ place.clone() }</span>
                    <CopyLink name="复制位置" text={place} />
                }
            </p>
        </li>
    }
}
