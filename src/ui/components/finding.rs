//! One finding of the list: its sentence, the sum written out, what it rests on.

use std::rc::Rc;

use yew::prelude::*;

use super::copylink::CopyLink;
use super::reason::Reason;
use super::sign::{Kind, sign};
use crate::rules;
use crate::ui::action::Decide;
use crate::ui::dom;
use crate::ui::state::{Action, Dialog, Matter};
use crate::ui::view::Answer;

/// Why a finding is mostly ignored.
const USUAL: &[&str] = &["台账如此", "机构改革", "上级统一口径", "已对照原件"];

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The result.
    pub answer: Rc<Answer>,
    /// Which finding.
    pub index: usize,
    /// Whether it is looked at.
    pub here: bool,
    /// Whether the reason is asked for why it is ignored.
    pub asking: bool,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

#[component]
pub fn Finding(props: &Props) -> Html {
    let index = props.index;
    let Some(finding) = props.answer.outcome.findings.get(index) else { return Html::default() };
    let look = props.dispatch.reform(move |_: MouseEvent| Action::Finding(index));
    let place = props.answer.unseen_place(index);
    let matter = Matter::Finding(finding.fingerprint.clone());
    let ask = {
        let decision = if props.asking { Decide::Leave } else { Decide::Ask(matter.clone()) };
        props.dispatch.reform(move |_: MouseEvent| Action::Decide(decision.clone()))
    };
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
                <button type="button" class="link" data-ignore="" aria-expanded={props.asking.to_string()}
                    title="对照过，确实不用改：写明理由，不再列出" onclick={ask}>
                    { "忽略…" }
                </button>
            </p>
            if props.asking {
                <Reason {matter} label="忽略这一处的理由" usual={USUAL} confirm="忽略"
                    on_done={Callback::from(move |()| dom::leave_finding(index))} dispatch={props.dispatch.clone()} />
            }
        </li>
    }
}
